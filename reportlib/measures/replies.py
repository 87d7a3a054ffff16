"""Whether the replies to citizens' requests are complete: a reason for a refusal, an article for a law, a date for a
promise.

What counts as which is the rulebook of outcomes' ``completeness``; a finding is for the secretariat, and stops nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportlib import messages
from reportlib.errors import Problem
from reportlib.measures.counting import each
from reportlib.measures.requests import counted
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import Completeness
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.text import half_width

# A line break of a cell or of a page, and the blanks that people put beside digits: no part of a Chinese text.
_BLANK = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|(?<=\W)\s+")
_NO_WORD = re.compile(r"[\W_]+")
_AWAY = 0xF0000  # to the private signs of Unicode, which no reply has
_REACH = 12  # signs before a word in which it may be negated

Finding = tuple[Problem, str]  # and the column it is about


def incomplete(requests: Records, meeting: Meeting) -> tuple[Problem, ...]:
    """Every reply that is not complete, by row (P-class findings with place, value and what to do); none without such
    rules.
    """
    outcomes = meeting.outcomes
    if outcomes is None or not outcomes.completeness:
        return ()
    book = outcomes.completeness
    asked = counted(requests, meeting)
    unanswered = {one.outcome for one in outcomes.outcomes if not one.answered}
    return tuple(
        problem.at(asked.file, asked.sheet, row, header=label_of("requests", column))
        for row, record in each(asked)
        for problem, column in _of(record, asked, book, unanswered)
    )


def _of(record: Mapping, requests: Records, book: Completeness, unanswered: set[str]) -> Iterator[Finding]:
    """What is wrong with the reply to one request; nothing is asked of a column that the source does not have."""
    outcome, name = record["outcome"], f"{record['request_id']}「{record['title']}」"
    given = [column for column in ("reason", "reply_gist") if requests.has(column)]
    text = _hidden(book.compounds, _folded("；".join(record[column] for column in given if record.get(column))))
    if not given:
        return
    answer = _without(book.aside, text, "。")
    yield from _lacking(outcome, name, answer, given, book, bool(record.get("planned_on")))
    yield from _contradicting(outcome, name, answer, book)
    if outcome in unanswered and text:
        yield (messages.Y06_unanswered_with_reply(request=name, outcome=outcome), "outcome")


def _lacking(
    outcome: str, name: str, text: str, given: list[str], book: Completeness, is_dated: bool
) -> Iterator[Finding]:
    """A reason, an article or a date that the reply does not give; ``given`` are the columns in which it could, and it
    ``is_dated`` where the day of a promise stands in a column of its own."""
    if outcome in book.refused and not _NO_WORD.sub("", _shown(_without(book.no_reason, text, ""))):
        yield (messages.Y01_refusal_without_reason(request=name, outcome=outcome), given[0])
    if outcome in book.refused and (law := _said(text, book.legal, book)) and not _first(book.article, text):
        yield (messages.Y02_refusal_without_article(request=name, law=law), given[-1])
    if outcome in book.promised and not is_dated and (_first(book.undated, text) or not _first(book.day, text)):
        yield (messages.Y03_promise_without_date(request=name, outcome=outcome), given[-1])


def _contradicting(outcome: str, name: str, text: str, book: Completeness) -> Iterator[Finding]:
    """A reply that says something else than the outcome."""
    way = _said(text, book.on_request, book)
    if outcome in book.opened and (part := _said(text, book.partly, book) or way):
        yield (messages.Y04_open_in_part(request=name, outcome=outcome, part=part), "outcome")
    if outcome in book.refused and (told := _said(text, book.given, book)):
        yield (messages.Y05_refused_with_data(request=name, outcome=outcome, told=told), "outcome")
    if outcome in book.refused and way:
        yield (messages.Y07_refused_but_on_request(request=name, outcome=outcome, way=way), "outcome")


def _folded(text: str) -> str:
    """Half-width, and without blanks but between Latin words."""
    return _BLANK.sub("", half_width(text))


def _hidden(patterns: list[str], text: str) -> str:
    """With each sign of what these find as another one that no pattern knows, so that no part of a longer word is taken for a word."""
    for pattern in patterns:
        text = re.sub(pattern, lambda found: "".join(chr(ord(sign) + _AWAY) for sign in found[0]), text)
    return text


def _shown(text: str) -> str:
    """The text with its own signs again."""
    return "".join(chr(ord(sign) - _AWAY) if ord(sign) >= _AWAY else sign for sign in text)


def _without(patterns: list[str], text: str, instead: str) -> str:
    for pattern in patterns:
        text = re.sub(pattern, instead, text)
    return text


def _first(patterns: list[str], text: str) -> str:
    """What the first of these patterns that is in the text finds there, "" if none."""
    return next((_shown(found[0]) for pattern in patterns if (found := re.search(pattern, text))), "")


def _said(text: str, patterns: list[str], book: Completeness) -> str:
    """The same of what the text says to be so: nothing that stands behind a ``negated``."""
    negated = re.compile(f"(?:{'|'.join(book.negated)})$")
    said = (found for pattern in patterns for found in re.finditer(pattern, text))
    before = ((found, text[max(0, found.start() - _REACH) : found.start()]) for found in said)
    return next((_shown(found[0]) for found, words in before if not negated.search(words)), "")
