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
from reportlib.errors import InputError
from reportlib.facts.conditions import is_, until
from reportlib.measures.counting import MOST_PROBLEMS, cells_of, count, each
from reportlib.measures.reply_clock import days_between
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date
from reportlib.text import spelling

AGAIN, ANSWERED = "再提問", "再回復"
SPELLINGS = {"再提問": AGAIN, "再回復": ANSWERED, "再回覆": ANSWERED}
WISHES, COMMENTS = "我想要更多", "我有話要說"  # the portal's lists of requests and of comments
UNANSWERED, LATE, IN_TIME = "尚未再回復", "逾期", "期限內"


@dataclass(frozen=True)
class Statement:
    """One thing that was said after the first reply; ``verdict`` of a question is how it stands."""

    step: str
    said_on: date
    words: str
    verdict: str

    @property
    def label(self) -> str:
        """「再提問（114-05-02，尚未再回復，逾期）」."""
        return f"{self.step}（{format_date(self.said_on)}{f'，{self.verdict}' if self.verdict else ''}）"


def check(exchanges: Records) -> None:
    """InputError (V17) for a step that is neither a question nor an answer."""
    wrong = [(row, step) for row, step in cells_of(exchanges.frame["step"]) if step not in SPELLINGS]
    if wrong:
        raise InputError(
            *(
                messages.V17_no_step_of_exchange(value=step, known=[AGAIN, ANSWERED]).at(
                    exchanges.file, exchanges.sheet, row, header=messages.header_step()
                )
                for row, step in wrong[:MOST_PROBLEMS]
            )
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
        if record["said_on"] <= last and named in (record.get("list_name") or named):
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


def _said(
    exchanges: Records, rows: list[tuple[int, Mapping[str, Any]]], last: date, meeting: Meeting
) -> Iterator[Statement]:
    rows = sorted(rows, key=lambda one: (one[1]["said_on"], SPELLINGS[one[1]["step"]] == ANSWERED))
    for at, (row, record) in enumerate(rows):
        step, said_on = SPELLINGS[record["step"]], record["said_on"]
        later = (other["said_on"] for _, other in rows[at + 1 :] if SPELLINGS[other["step"]] == ANSWERED)
        replied = next(later, None)
        verdict = "" if step == ANSWERED else _verdict(exchanges, row, said_on, replied, last, meeting)
        yield Statement(step, said_on, record["words"], verdict)


def _verdict(exchanges: Records, row: int, asked: date, replied: date | None, last: date, meeting: Meeting) -> str:
    """How a question stands by the clock of the first reply: answered in time or late, or not yet, and then late or not."""
    limit = meeting.params.reply_limit
    is_late = limit is not None and days_between(exchanges, row, asked, replied or last, meeting) > limit.days
    timing = "" if limit is None else LATE if is_late else IN_TIME
    return timing if replied else "，".join(filter(None, (UNANSWERED, timing if is_late else "")))


def summary(exchanges: Records | None, meeting: Meeting) -> Display:
    """How often was asked and answered again; nothing where there is no such list."""
    if exchanges is None or exchanges.frame.empty:
        return Several(())
    check(exchanges)
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
    end = "；尚未再回復者見各案。" if waiting else "。"
    return Prose(
        (runs("民眾再提問 {again} 次，機關再回復 {answered} 次" + end, again=again, answered=answered),)
    ).document_only()
