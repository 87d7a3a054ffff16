"""What was asked again after a reply, and answered again: in the order in which it was said, and what nobody has answered yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlib import messages
from reportlib.display.display import Cell, Display, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.errors import InputError
from reportlib.facts.conditions import is_, until
from reportlib.measures.counting import MOST_PROBLEMS, cells_of, count, each
from reportlib.measures.reply_clock import days_between
from reportlib.meeting.meeting import Meeting
from reportlib.records.choosing import is_missing
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date
from reportlib.text import spelling

AGAIN, ANSWERED = "再提問", "再回復"
SPELLINGS = {"再提問": AGAIN, "再回復": ANSWERED, "再回覆": ANSWERED}
WISHES, COMMENTS = "我想要更多", "我有話要說"  # the portal's lists of requests and of comments
# What a row may call the list of its case: the name of the portal, and where it stands without it, what such a list is called.
LISTS = {WISHES: ("需求",), COMMENTS: ("意見", "評論", "建議")}
UNANSWERED, LATE, IN_TIME = "尚未再回復", "逾期", "期限內"


@dataclass(frozen=True)
class Statement:
    """One thing that was said after the first reply; ``verdict`` of a question is how it stands."""

    row: int
    case: str
    step: str
    said_on: date
    words: str
    verdict: str

    @property
    def label(self) -> str:
        """「再提問（114-05-02，尚未再回復，逾期）」."""
        return f"{self.step}（{format_date(self.said_on)}{f'，{self.verdict}' if self.verdict else ''}）"


def check(exchanges: Records) -> None:
    """InputError (V17) for a step that is neither a question nor an answer, or a list that is neither of requests nor of comments."""
    problems = [
        messages.V17_no_step_of_exchange(value=step, known=[AGAIN, ANSWERED]).at(
            exchanges.file, exchanges.sheet, row, header=messages.header_step()
        )
        for row, step in cells_of(exchanges.frame["step"])
        if step not in SPELLINGS
    ]
    if exchanges.has("list_name"):
        problems += [
            messages.V17_no_list_of_exchange(value=name, known=[WISHES, COMMENTS]).at(
                exchanges.file, exchanges.sheet, row, header=label_of("exchanges", "list_name")
            )
            for row, name in cells_of(exchanges.frame["list_name"])
            if not _lists(name)
        ]
    if problems:
        raise InputError(*problems[:MOST_PROBLEMS])


def _lists(name: str | None) -> tuple[str, ...]:
    """The lists that a row may be of by what it calls its list; both where it says nothing."""
    if is_missing(name) or not name:
        return WISHES, COMMENTS
    said = spelling(name)
    return tuple(one for one in LISTS if one in said) or tuple(
        one for one, words in LISTS.items() if any(word in said for word in words)
    )


def by_case(exchanges: Records | None, named: str, meeting: Meeting) -> dict[str, list[Statement]]:
    """What was said of each case of a list (:data:`WISHES`, :data:`COMMENTS`) up to the last day that counts, oldest first, by the
    case's identifier as it is compared; rows that name no list are of either. InputError as :func:`check`."""
    if exchanges is None:
        return {}
    check(exchanges)
    last = meeting.requests_until
    cases: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for row, record in each(exchanges):
        if record["said_on"] <= last and named in _lists(record.get("list_name")):
            cases.setdefault(spelling(record["case_id"]), []).append((row, record))
    return {case: list(_said(exchanges, rows, last, meeting)) for case, rows in cases.items()}


def fields(statements: Iterable[Statement]) -> dict[str, Cell]:
    """What was said, under what it is and its day: fields of a case's table."""
    found: dict[str, Cell] = {}
    for one in statements:
        before = found.get(one.label)
        found[one.label] = Naming("{before}\n{words}", before=before, words=one.words) if before else one.words
    return found


def in_one(statements: Iterable[Statement]) -> Cell:
    """The same in one cell; a dash where nothing was said."""
    said = [Naming("{label}：{words}", label=one.label, words=one.words) for one in statements]
    return Naming.joined("\n", said) if said else "—"


def _elsewhere(
    exchanges: Records, requests: Records, feedback: Records | None, meeting: Meeting
) -> list[tuple[str, Statement]]:
    """What was said of cases that are not told one by one in this packet, each with the list of its case."""
    told = {
        WISHES: {spelling(one) for one in requests.frame["request_id"]},
        COMMENTS: set() if feedback is None else {spelling(one) for one in feedback.frame["feedback_id"]},
    }
    cases = {named: by_case(exchanges, named, meeting) for named in LISTS}
    stands = {one.row for named, ids in told.items() for case in ids for one in cases[named].get(case, ())}
    rest: dict[int, tuple[str, Statement]] = {}
    for named, found in cases.items():
        for one in (one for said in found.values() for one in said if one.row not in stands):
            rest[one.row] = (f"{WISHES}或{COMMENTS}" if one.row in rest else named, one)
    return list(rest.values())


def _elsewhere_table(caption: str, rest: list[tuple[str, Statement]]) -> Display:
    rows = tuple(
        Row(
            (one.case, of, one.step, format_date(one.said_on), one.words, one.verdict or "—"),
            tones=("", "", "", "", "", "late" if LATE in one.verdict else ""),
        )
        for of, one in rest
    )
    columns = ("編號", "意見類別", "往返", "日期", "內容", "情形")
    return Table(caption, columns, rows, weights=(3, 4, 3, 3, 11, 4), sortable=False).document_only()


def _said(
    exchanges: Records, rows: list[tuple[int, Mapping[str, Any]]], last: date, meeting: Meeting
) -> Iterator[Statement]:
    rows = _in_order(rows)
    for at, (row, record) in enumerate(rows):
        step, said_on = SPELLINGS[record["step"]], record["said_on"]
        later = (other["said_on"] for _, other in rows[at + 1 :] if SPELLINGS[other["step"]] == ANSWERED)
        replied = next(later, None)
        verdict = "" if step == ANSWERED else _verdict(exchanges, row, said_on, replied, last, meeting)
        yield Statement(row, record["case_id"], step, said_on, record["words"], verdict)


def _in_order(rows: list[tuple[int, Mapping[str, Any]]]) -> list[tuple[int, Mapping[str, Any]]]:
    """By days; what was said on one day as the file has it (the other way round where the file has the latest first), but that an answer
    to nothing comes after the first question of its day."""
    days = [record["said_on"] for _, record in rows]
    if days == sorted(days, reverse=True) != sorted(days):
        rows = rows[::-1]
    left, ordered, waits = sorted(rows, key=lambda one: one[1]["said_on"]), [], False
    while left:
        day = left[0][1]["said_on"]
        asked = (
            at
            for at, (_, one) in enumerate(left)
            if one["said_on"] == day and (waits or SPELLINGS[one["step"]] == AGAIN)
        )
        ordered.append(left.pop(next(asked, 0)))
        waits = SPELLINGS[ordered[-1][1]["step"]] == AGAIN
    return ordered


def _verdict(exchanges: Records, row: int, asked: date, replied: date | None, last: date, meeting: Meeting) -> str:
    """How a question stands by the clock of the first reply: answered in time or late, or not yet, and then late or not."""
    limit = meeting.params.reply_limit
    is_late = limit is not None and days_between(exchanges, row, asked, replied or last, meeting) > limit.days
    timing = "" if limit is None else LATE if is_late else IN_TIME
    return timing if replied else "，".join(filter(None, (UNANSWERED, timing if is_late else "")))


def displays(
    caption: str, exchanges: Records | None, requests: Records, feedback: Records | None, meeting: Meeting
) -> Display:
    """How often was asked and answered again; and of cases that are not told one by one in this packet (a request of an earlier
    half-year, a comment without its words) what was said, a statement a row. ``requests`` and ``feedback`` are those that are told.
    Nothing where there is no such list. InputError as :func:`check`."""
    if exchanges is None or exchanges.frame.empty:
        return Several(())
    rest = _elsewhere(exchanges, requests, feedback, meeting)
    where = f"各案及「{caption}」" if rest else "各案"
    return Several((_summary(exchanges, where, meeting), *([_elsewhere_table(caption, rest)] if rest else [])))


def _summary(exchanges: Records, where: str, meeting: Meeting) -> Display:
    """How often was asked and answered again, and ``where`` those stand that nobody has answered."""
    last, word = meeting.requests_until, meeting.units.count("次")
    here = exchanges.where(until("said_on", last))
    again, answered = (
        count(
            here,
            is_("step", *(text for text, one in SPELLINGS.items() if one == step)),
            word,
            f"exchanges.{name}",
            label,
            last,
        )
        for step, name, label in ((AGAIN, "again", "民眾再提問"), (ANSWERED, "answered", "機關再回復"))
    )
    statements = [
        one for named in (WISHES, COMMENTS) for case in by_case(exchanges, named, meeting).values() for one in case
    ]
    waiting = any(UNANSWERED in one.verdict for one in statements)
    end = f"；尚未再回復者見{where}。" if waiting else "。"
    return Prose(
        (runs("民眾再提問 {again} 次，機關再回復 {answered} 次" + end, again=again, answered=answered),)
    ).document_only()
