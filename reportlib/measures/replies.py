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

_NUMERALS = "0-9〇零一二三四五六七八九十百"
# 「第 18 條」, 「第十八條之一」, 「§18」.
_ARTICLE = re.compile(rf"第\s*[{_NUMERALS}]+\s*條|§\s*[0-9]+")
# A day, a month, a quarter or half of a year: 「109-12-31」, 「2016/12」, 「110 年 3 月」, 「110年第2季」, 「年底前」; 「2019」 alone is a year.
_TIME = re.compile(
    rf"[0-9]{{2,4}}\s*[-/.年]\s*[0-9]{{1,2}}|[0-9]{{2,4}}\s*年\s*(?:度|底|初|第|上半年|下半年|[{_NUMERALS}]+\s*月)|(?:本|今|明)年(?:度|底|初|第|上半年|下半年|[{_NUMERALS}]+\s*月)|(?<![0-9])(?:19|20)[0-9]{{2}}(?![0-9])|年底前"
)


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
    text = half_width("；".join(record[column] for column in given if record.get(column)))
    if not given:
        return
    yield from _lacking(outcome, name, text, given, book, bool(record.get("planned_on")))
    yield from _contradicting(outcome, name, text, book)
    if outcome in unanswered and text:
        yield (messages.Y06_unanswered_with_reply(request=name, outcome=outcome), "outcome")


def _lacking(
    outcome: str, name: str, text: str, given: list[str], book: Completeness, is_dated: bool
) -> Iterator[Finding]:
    """A reason, an article or a date that the reply does not give; ``given`` are the columns in which it could, and it
    ``is_dated`` where the day of a promise stands in a column of its own."""
    if outcome in book.refused and not text:
        yield (messages.Y01_refusal_without_reason(request=name, outcome=outcome), given[0])
    if outcome in book.refused and (law := _said(text, book.legal)) and not _ARTICLE.search(text):
        yield (messages.Y02_refusal_without_article(request=name, law=law), given[-1])
    if outcome in book.promised and not is_dated and not _TIME.search(text):
        yield (messages.Y03_promise_without_date(request=name, outcome=outcome), given[-1])


def _contradicting(outcome: str, name: str, text: str, book: Completeness) -> Iterator[Finding]:
    """A reply that says something else than the outcome."""
    if outcome in book.opened and (part := _said(text, book.partly)):
        yield (messages.Y04_open_in_part(request=name, outcome=outcome, part=part), "outcome")
    if outcome in book.refused and (told := _said(text, book.given)):
        yield (messages.Y05_refused_with_data(request=name, outcome=outcome, told=told), "outcome")


def _said(text: str, words: list[str]) -> str:
    """The first of these words that the text says, "" if none."""
    return next((word for word in words if word in text), "")
