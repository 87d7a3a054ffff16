"""Whether the replies to citizens' requests are complete: a reason for a refusal, an article for a law, a date for a
promise.

What counts as which is the rulebook of outcomes' ``completeness``; a finding is for the secretariat, and stops nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportlib.errors import Problem, quoted
from reportlib.language import say
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


Finding = tuple[str, str, str, str]  # code, column, what, todo


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
        Problem(code, what, todo, asked.file, asked.sheet, row, header=label_of("requests", column))
        for row, record in each(asked)
        for code, column, what, todo in _of(record, asked, book, unanswered)
    )


def _of(record: Mapping, requests: Records, book: Completeness, unanswered: set[str]) -> Iterator[Finding]:
    """What is wrong with the reply to one request; nothing is asked of a column that the source does not have."""
    outcome, name = record["outcome"], f"{record['request_id']}「{record['title']}」"
    given = [column for column in ("reason", "reply_gist") if requests.has(column)]
    text = half_width("；".join(record[column] for column in given if record.get(column)))
    if not given:
        return
    yield from _lacking(outcome, name, text, given, book)
    yield from _contradicting(outcome, name, text, book)
    if outcome in unanswered and text:
        yield (
            "Y06",
            "outcome",
            say(f"{name}的處理情形是「{outcome}」，卻有回復內容。", f"{name} is coded {outcome}, but has a reply."),
            say("請更正處理情形。", "Correct the outcome."),
        )


def _lacking(outcome: str, name: str, text: str, given: list[str], book: Completeness) -> Iterator[Finding]:
    """A reason, an article or a date that the reply does not give; ``given`` are the columns in which it could."""
    if outcome in book.refused and not text:
        yield (
            "Y01",
            given[0],
            say(f"{name}的處理情形是「{outcome}」，但沒有理由。", f"{name} is refused ({outcome}) without a reason."),
            say("請機關補充無法開放的理由。", "Ask the agency for its reason."),
        )
    if outcome in book.refused and (law := _said(text, book.legal)) and not _ARTICLE.search(text):
        yield (
            "Y02",
            given[-1],
            say(
                f"{name}以{quoted(law)}為理由，但沒有載明法規條文。",
                f"{name} is refused for a legal reason ({quoted(law)}) without an article.",
            ),
            say("請機關載明法規名稱及第幾條。", "Ask the agency for the law and its article."),
        )
    if outcome in book.promised and not _TIME.search(text):
        yield (
            "Y03",
            given[-1],
            say(
                f"{name}的處理情形是「{outcome}」，但沒有預計開放的日期。",
                f"{name} is promised ({outcome}) without a date.",
            ),
            say("請機關補充預計開放的年月。", "Ask the agency for the month in which it will be open."),
        )


def _contradicting(outcome: str, name: str, text: str, book: Completeness) -> Iterator[Finding]:
    """A reply that says something else than the outcome."""
    if outcome in book.opened and (part := _said(text, book.partly)):
        yield (
            "Y04",
            "outcome",
            say(
                f"{name}的處理情形是「{outcome}」，回復卻說{quoted(part)}。",
                f"{name} is coded {outcome}, but the reply says {quoted(part)}.",
            ),
            say(
                "請確認是否全部開放；若只給一部分，請在回復中說明其餘部分如何處理，或更正處理情形。",
                "Make sure that all of it is open; if only a part is, say what becomes of the rest, or correct the outcome.",
            ),
        )
    if outcome in book.refused and (told := _said(text, book.given)):
        yield (
            "Y05",
            "outcome",
            say(
                f"{name}的處理情形是「{outcome}」，回復卻說{quoted(told)}。",
                f"{name} is coded {outcome}, but the reply says {quoted(told)}.",
            ),
            say(
                "請確認處理情形；若資料已由別處提供，請載明位置。",
                "Check the outcome; if the data can be had elsewhere, say where.",
            ),
        )


def _said(text: str, words: list[str]) -> str:
    """The first of these words that the text says, "" if none."""
    return next((word for word in words if word in text), "")
