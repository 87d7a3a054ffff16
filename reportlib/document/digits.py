"""No number without an origin: digits that we write ourselves are a fact's, or one of the allowed ways of writing.

Every piece of a text knows its author. What is *quoted* (a cell, a name of a file, a parameter, an attachment) is never
looked through, whatever digits it holds; a *fact* has a derivation; what is *written* by a notebook, a measure or a
rulebook must be written in one of the :mod:`forms <reportlib.document.allowed_digits>`. Chinese numerals are words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from reportlib import messages
from reportlib.document.allowed_digits import forms
from reportlib.document.numerals import Number, in_ascii, numbers
from reportlib.document.printed_texts import Said, texts
from reportlib.errors import Problem, RunError
from reportlib.model.document import Document

MOST_PROBLEMS = 20
Origin = Literal["fact", "allowed", "quoted"]
Span = tuple[int, int]


def origins(said: Said) -> Iterator[tuple[Number, Origin | None, str]]:
    """Each number of a text with where it comes from, and the name of the form for an allowed one; None for no origin."""
    found = numbers(said.text)
    if not found:
        return
    facts, quotes = _spans(said)
    allowed: list[tuple[int, int, str]] | None = None
    for number in found:
        if _inside(number, facts) or number.text in said.named:
            yield number, "fact", ""
        elif _digits_inside(said.text, number, [*quotes, *facts]):
            yield number, "quoted", ""
        else:
            allowed = _forms(said) if allowed is None else allowed
            form = next((name for start, end, name in allowed if _inside(number, [(start, end)])), "")
            is_allowed = form or _inside(number, [(start, end) for start, end, _ in allowed])
            yield number, "allowed" if is_allowed else None, form


def _spans(said: Said) -> tuple[list[Span], list[Span]]:
    """Where the facts of a text stand, and what is quoted in it; a drawn text is what the label is that it is a part of."""
    facts: list[Span] = []
    quotes: list[Span] = [(0, len(said.text)) for longer in said.within if said.text.strip() in longer]
    at = 0
    for piece in said.line.pieces:
        if piece.author != "written":
            (facts if piece.author == "fact" else quotes).append((at, at + len(piece.text)))
        at += len(piece.text)
    return facts, quotes


def _forms(said: Said) -> list[tuple[int, int, str]]:
    ascii_text = in_ascii(said.text)
    return [
        (match.start(), match.end(), form.name)
        for form in forms()
        if form.under is None or form.under.search(said.under)
        for match in form.pattern.finditer(ascii_text)
    ]


def _inside(number: Number, spans: Sequence[Span]) -> bool:
    """Whether every character of the number, but for a sign before it, stands in one of the spans."""
    start = number.start + number.text.startswith("-")
    return all(any(begin <= at < end for begin, end in spans) for at in range(start, number.end))


def _digits_inside(text: str, number: Number, spans: Sequence[Span]) -> bool:
    """Whether every digit of the number stands in one of the spans: a sign of ours may stand beside a quoted digit."""
    digits = (at for at in range(number.start, number.end) if text[at].isdecimal())
    return all(any(begin <= at < end for begin, end in spans) for at in digits)


def check(document: Document) -> Counter[tuple[str, str]]:
    """How many numbers are facts, allowed (by form) or quoted; RunError (R25) with the place of each that is none of them."""
    counts: Counter[tuple[str, str]] = Counter()
    problems: dict[tuple[str, str, str], Problem] = {}
    for said in texts(document):
        for number, origin, form in origins(said):
            if origin:
                counts[origin, form] += 1
            else:
                problems.setdefault((said.section, said.place, said.text), _problem(said, number))
    if problems:
        found = list(problems.values())
        rest = len(found) - MOST_PROBLEMS
        more = [messages.R25_more_places(count=rest)] if rest > 0 else []
        raise RunError(*found[:MOST_PROBLEMS], *more)
    return counts


def _problem(said: Said, number: Number) -> Problem:
    shown = said.text[number.start : number.end]
    problem = messages.R25_digits_without_origin(place=said.place, digits=shown, text=_around(said.text, number))
    return problem.at(file=said.section)


def _around(text: str, number: Number) -> str:
    """The part of a text in which a number stands, short enough to be quoted."""
    begin = max(0, number.start - 16)
    return ("…" if begin else "") + text[begin : number.end + 16]
