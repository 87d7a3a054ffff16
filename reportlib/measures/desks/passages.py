"""Where each dataset of the list of openings is: at which desk, for how many days, and whether that is longer than it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures.counting import each, row_chosen, rows_of
from reportlib.measures.desks.steps import DeskSaid, Steps
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.opening_rules import CLOSED, PASSED, Desk
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date

State = Literal["waiting", "returned", "refused", "withdrawn", "opened"]


@dataclass(frozen=True)
class Passage:
    """One dataset: ``steps`` are its desks up to the one where it is (``desk``, None where it is open); ``days`` it has been there, absent
    where no day is told, and ``limit`` those that it may; None of both where it is not on its way."""

    row: int
    plan_id: str
    agency: str
    agency_short: str
    title: str
    remark: str
    steps: tuple[DeskSaid, ...]
    desk: Desk | None
    state: State
    since: date | None
    days: Fact | None
    limit: int | None

    @property
    def is_stuck(self) -> bool:
        """Whether it has been there for longer than it may."""
        return (
            self.limit is not None and self.days is not None and not self.days.absence and self.days.number > self.limit
        )

    @property
    def on_its_way(self) -> bool:
        return self.state in ("waiting", "returned")


def passages(openings: Records, meeting: Meeting) -> tuple[Passage, ...]:
    """Every dataset of a list that is in order (:func:`reportlib.measures.desks.faults.check`), as it stood on ``as_of.inventory``."""
    steps = Steps.of(openings, meeting)
    found = []
    for row, record in each(openings):
        key = f"{record['agency_short']}/{record['plan_id']}"
        found.append(_passage(steps, row, record, key, meeting))
    return tuple(found)


def _passage(steps: Steps, row: int, record: Mapping[str, Any], key: str, meeting: Meeting) -> Passage:
    passed: list[DeskSaid] = []
    desk, state, column, limit = None, "opened", "", None
    for place, one in enumerate(steps.desks):
        step = steps.said(one, record)
        passed.append(step)
        if step.meant in PASSED:
            continue
        desk = one
        if step.meant == "returned" or step.meant in CLOSED:
            state, column = step.meant, one.on
            limit = steps.book.returned.days if state == "returned" else None
        else:
            state, column, limit = "waiting", steps.begins(place, record), one.days
        break
    since = record.get(column) if column else passed[-1].on if desk is None else None
    days = None
    if state in ("waiting", "returned"):
        days = _days(steps, row, record, key, column, meeting)
    return Passage(
        row,
        record["plan_id"],
        record["agency"],
        record["agency_short"],
        record["title"],
        record.get("remark") or "",
        tuple(passed),
        desk,
        state,  # type: ignore[arg-type]
        since,
        days,
        limit,
    )


def _days(steps: Steps, row: int, record: Mapping[str, Any], key: str, column: str, meeting: Meeting) -> Fact:
    """Days in which it has been where it is, to the as-of date."""
    unit, name, label = meeting.units.count("日"), f"desks.days/{key}", f"{record['plan_id']} 在目前這一關的日數"
    if not column:
        return absent(NOT_PROVIDED, unit, name, label, steps.day)
    return Fact(
        Decimal((steps.day - record[column]).days),
        unit,
        name,
        label,
        steps.day,
        f"{label_of('openings', column)}次日起算至統計日的日曆天",
        rows_of(steps.records, [row]),
        "days",
        where=row_chosen(steps.records, row),
        columns=(label_of("openings", column),),
        using=(format_date(steps.day),),
    )
