"""No number without an origin: what a document prints in digits is a fact, an allowed way of writing, or quoted from a source.

A number in a run or a cell is a fact's; one in a plain text (a caption, a label, a note, a drawing) must be one that the
display names (``display.Naming``, a chart's points). Other digits must be written in one of the :mod:`forms
<reportlib.document.allowed_digits>`, or stand verbatim in a source row, in the parameters, in a rulebook or in the register of
agencies. Chinese numerals are words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from reportlib.document.allowed_digits import FORMS
from reportlib.document.numerals import Number, in_ascii, numbers
from reportlib.document.printed_texts import Said, texts
from reportlib.document.quotable import QuotableTexts
from reportlib.errors import Problem, RunError, quoted
from reportlib.language import say

MOST_PROBLEMS = 20
Origin = Literal["fact", "allowed", "quoted"]


def origins(said: Said, sources: QuotableTexts) -> Iterator[tuple[Number, Origin | None, str]]:
    """Each number of a text with where it comes from, and the name of the form for an allowed one; None for no origin."""
    found = numbers(said.text)
    if not found:
        return
    facts: list[tuple[int, int]] = []
    quotes: list[tuple[int, int]] = []
    at = 0
    for run in said.runs:
        if "fact" in run or sources.has(run["text"]):
            (facts if "fact" in run else quotes).append((at, at + len(run["text"])))
        at += len(run["text"])
    facts += [(number.start, number.end) for number in found if number.text in said.named]
    left = [number for number in found if not _inside(number, facts)]
    ascii_text = in_ascii(said.text)
    forms = [
        (match.start(), match.end(), form.name)
        for form in FORMS
        if left and (form.under is None or form.under.search(said.under))
        for match in form.pattern.finditer(ascii_text)
    ]
    allowed = [(start, end) for start, end, _ in forms]
    looked = False
    for number in found:
        if number not in left:
            yield number, "fact", ""
        elif _inside(number, allowed):
            yield number, "allowed", next((name for start, end, name in forms if start <= number.start < end), "")
        else:
            if not looked and not _inside(number, quotes):
                looked = True
                quotes += sources.spans(said.text, said.under)
                quotes += [(0, len(said.text)) for longer in said.within if said.text.strip() in longer]
            yield number, "quoted" if _inside(number, quotes) else None, ""


def _inside(number: Number, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether every character of the number, but for a sign before it, stands in one of the spans."""
    start = number.start + number.text.startswith("-")
    return all(any(begin <= at < end for begin, end in spans) for at in range(start, number.end))


def check(document: dict) -> Counter[tuple[str, str]]:
    """How many numbers are facts, allowed (by form) or quoted; RunError (R25) with the place of each that is none of them."""
    sources = QuotableTexts(document["tables"], document.get("quoted", ()))
    counts: Counter[tuple[str, str]] = Counter()
    problems: dict[tuple[str, str, str], Problem] = {}
    for said in texts(document):
        for number, origin, form in origins(said, sources):
            if origin:
                counts[origin, form] += 1
                continue
            shown = said.text[number.start : number.end]
            problems.setdefault(
                (said.section, said.place, said.text),
                Problem(
                    "R25",
                    say(
                        f"{said.place}的 {quoted(shown)} 不是可以查明來由的數字：{quoted(_around(said.text, number))}。",
                        f"{said.place}: the digits {quoted(shown)} have no origin, in {quoted(_around(said.text, number))}.",
                    ),
                    say(
                        '請以具名的數字寫出（句子：Prose.of("共 {total} 項", total=…)；標題、註記：Naming(…)；見 CONTRIBUTING.md），或改用文字。',
                        'Write it as a named fact (in a sentence Prose.of("共 {total} 項", total=…), in a caption or note Naming(…); see CONTRIBUTING.md), or in words.',
                    ),
                    file=said.section,
                ),
            )
    if problems:
        found = list(problems.values())
        rest = len(found) - MOST_PROBLEMS
        more = [Problem("R25", say(f"還有 {rest} 處。", f"{rest} more places."))] if rest > 0 else []
        raise RunError(*found[:MOST_PROBLEMS], *more)
    return counts


def _around(text: str, number: Number) -> str:
    """The part of a text in which a number stands, short enough to be quoted."""
    begin = max(0, number.start - 16)
    return ("…" if begin else "") + text[begin : number.end + 16]
