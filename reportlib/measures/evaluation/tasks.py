"""Which work a unit had to do by a day, and what shows that it was done in time: a return, a quarter's checklist, a day of completion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportlib.facts.conditions import Choice, blank, is_, until
from reportlib.facts.facts import Fact
from reportlib.measures.counting import SOME, count, each, facts_counted
from reportlib.measures.evaluation.registers import Registers, named, year_of
from reportlib.measures.responsible import owners
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.quarters import Quarter, quarter_in
from reportlib.records.intake_tables import WORDS
from reportlib.records.records import Records
from reportlib.text import spelling

CAME = (WORDS["received"], WORDS["errors"])  # a return with errors in it has come
RULE = "該年至統計日到期，且有憑據（收件情形、每季檢核或完成日期）可查的工作期程"
Proof = tuple[Records, Choice]  # records, and which of their rows show that a unit did a task in time


def tasks(registers: Registers, meeting: Meeting, unit: str) -> Mapping[str, Fact]:
    """How many tasks with a proof were due of a unit within the year, and how many it did in time (項); nothing where no task of any unit
    has a proof on record."""
    found, word, day = tuple(_proofs(registers, meeting, unit)), meeting.units.count("項"), meeting.as_of.inventory
    if not found and not _has_any_proof(registers, meeting):
        return {}
    on_time = f"{RULE}中，憑據不晚於期限者"
    return {
        "tasks_due": facts_counted(found, word, *named("tasks_due", unit), day, RULE),
        "tasks_on_time": facts_counted(found, word, *named("tasks_on_time", unit), day, on_time, which=SOME),
    }


def _proofs(registers: Registers, meeting: Meeting, unit: str) -> Iterator[Fact]:
    """For each task of the unit with a proof on record, how many rows show that it was done in time."""
    last = year_of(meeting)[1]
    for row, record, mine in _due(registers, meeting):
        if unit in mine and (proof := _proof(registers, row, record, unit, mine == [unit])):
            name, label = f"evaluation.task/{unit}/{record['task']}", f"{unit}「{record['task']}」如期完成的憑據"
            yield count(*proof, meeting.units.count("列"), name, label, last, "憑據所在紀錄中，不晚於期限的列數")


def _has_any_proof(registers: Registers, meeting: Meeting) -> bool:
    """Whether any task of any unit has a proof on record."""
    due = _due(registers, meeting)
    return any(_proof(registers, row, record, unit, mine == [unit]) for row, record, mine in due for unit in mine)


def _due(registers: Registers, meeting: Meeting) -> Iterator[tuple[int, Mapping[str, Any], list[str]]]:
    """The tasks that were due within the year, each with its row and its evaluated units."""
    first, last = year_of(meeting)
    for row, record in each(registers.milestones) if registers.milestones else ():
        if first <= record["due_on"] <= last:
            yield row, record, owners(record.get("owner") or "", meeting)


def _proof(registers: Registers, row: int, record: Mapping[str, Any], unit: str, is_alone: bool) -> Proof | None:
    """Where it shows that a unit has done a task in time; None where no record would show it."""
    named_as, milestones = record.get("proof") or "", registers.milestones
    if quarter := quarter_in(named_as):
        return _checklist(registers.checklist, quarter, unit, until("returned_on", record["due_on"]))
    if named_as:
        return _return(registers.received, named_as, unit)
    if not is_alone or milestones is None or not record.get("done_on"):
        return None
    one = milestones.row(row)
    return None if one is None else (milestones, one & until("done_on", record["due_on"]))


def _checklist(checklist: Records | None, quarter: Quarter, unit: str, in_time: Choice) -> Proof | None:
    """The unit's rows of the quarter's checklist; None where no checklist says when it came, where nobody's has come, and where the unit's
    has come on a day that nobody has noted."""
    if checklist is None or not checklist.has("returned_on"):
        return None
    written = [text for text in dict.fromkeys(checklist.frame["quarter"]) if quarter_in(text) == quarter]
    mine = is_("publisher_short", unit) & is_("quarter", *written)
    if not written or _is_undated(checklist.where(mine)):
        return None
    return checklist, mine & in_time


def _is_undated(sent: Records) -> bool:
    """Whether there are rows, none of which says when it came."""
    days = sent.frame["returned_on"]
    return len(days) > 0 and bool(days.isna().all())


def _return(received: Records | None, named_as: str, unit: str) -> Proof | None:
    """The unit's line of the board of returns; None where it was not asked for this return."""
    if received is None:
        return None
    asked = [
        record["table"]
        for _, record in each(received)
        if record["unit_short"] == unit
        and record["state"] != WORDS["not_asked"]
        and spelling(named_as) in (spelling(record["table"]), spelling(record["label"]))
    ]
    came = is_("unit_short", unit) & is_("table", *asked) & is_("state", *CAME) & blank("late")
    return (received, came) if asked else None
