"""What a dataset has cost: building and the upkeep of three years, and which has cost so much that a higher group looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import islice
from operator import add

from reportlib import messages
from reportlib.errors import InputError, Problem
from reportlib.facts.brief import Brief
from reportlib.facts.conditions import NONE, Choice, Sum, any_of, blank
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures import action_plan
from reportlib.measures.counting import MOST_PROBLEMS, all_counted, each, recorded, rows_counted
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.plan_rules import Threshold
from reportlib.records.choosing import is_missing
from reportlib.records.records import Records
from reportlib.records.tables import label_of

PARTS = ("building", "upkeep_last", "upkeep_second", "upkeep_third")


def check_costs(costs: Records) -> None:
    """InputError (V18) for a cost that is negative."""
    if found := list(islice(_negative(costs), MOST_PROBLEMS)):
        raise InputError(*found)


def _negative(costs: Records) -> Iterator[Problem]:
    for row, record in each(costs):
        for column in PARTS:
            value = record.get(column)
            if not is_missing(value) and value is not None and value < 0:
                problem = messages.V18_negative_cost(value=str(value))
                yield problem.at(costs.file, costs.sheet, row, header=label_of("costs", column))


@dataclass(frozen=True)
class Cost:
    """One dataset: each of :data:`PARTS` (元), and their sum, absent where one of them is not told; ``is_flagged`` where what is told
    reaches the threshold already."""

    row: int
    agency_short: str
    title: str
    parts: tuple[Fact, ...]
    total: Fact
    is_flagged: bool
    reported: date | None  # the day on which it is brought before the higher group, where one is told
    is_reported: bool  # whether that day had come by the as-of date
    remark: str

    @property
    def is_complete(self) -> bool:
        return not self.total.absence


@dataclass(frozen=True, repr=False)
class Costs(Brief):
    """The inventory of costs (項); ``flagged`` reach the threshold, ``incomplete`` lack a part of their sum."""

    entries: tuple[Cost, ...]
    listed: Fact
    flagged: Fact
    incomplete: Fact
    threshold: Threshold | None
    least: Fact | None  # the threshold in 元; None where there is none, or in a unit that is no money


@of_section(records="costs")
def costs(records: Records | None, meeting: Meeting) -> Costs | None:
    """None where the meeting has no such list. InputError (V18) for a negative cost, ConfigError where the parameters name no rulebook of the action plan.

    >>> stocktaking.costs(section).flagged
    達提報門檻的資料集 2 項（114-05-31）
    """
    if records is None:
        return None
    check_costs(records)
    threshold = action_plan.book(meeting).threshold
    least = _least(threshold, meeting)
    most = None if least is None else int(least.number)
    entries = tuple(_entry(records, row, record, most, meeting) for row, record in each(records))
    unit, day = meeting.datasets, meeting.as_of.inventory
    listed = all_counted(records, unit, "costs.listed", "建置成本盤點表所列資料集", day, "建置成本盤點表的列數")
    named = {"flagged": "達提報門檻的資料集", "incomplete": "成本資料不全的資料集"}
    flagged = (
        absent(NOT_PROVIDED, unit, "costs.flagged", named["flagged"], day)
        if most is None
        else rows_counted(
            records,
            [one.row for one in entries if one.is_flagged],
            unit,
            "costs.flagged",
            named["flagged"],
            day,
            "建置費加近三年維護費達規則檔所訂的金額者；有未填者，以已填的相加",
            _reaches(records, most),
        )
    )
    incomplete = rows_counted(
        records,
        [one.row for one in entries if not one.is_complete],
        unit,
        "costs.incomplete",
        named["incomplete"],
        day,
        "建置費或近三年維護費有空白者",
        any_of(*map(blank, PARTS)),
    )
    return Costs(entries, listed, flagged, incomplete, threshold, least)


def _least(threshold: Threshold | None, meeting: Meeting) -> Fact | None:
    """The threshold in 元."""
    times = threshold.dollars_a_unit if threshold else None
    if times is None:
        return None
    amount = action_plan.threshold(meeting) * times
    return amount.named("costs.threshold", "提報門檻（元）", unit=meeting.units.count("元"), rule="提報門檻換算成元")


def _given(record: dict) -> tuple[str, ...]:
    return tuple(column for column in PARTS if record.get(column) is not None and not is_missing(record[column]))


def _reaches(records: Records, least: int) -> Choice:
    """What is told of a dataset comes to ``least``: no cost is negative, so that some of it does where all of it does."""
    told = dict.fromkeys(_given(record) for _, record in each(records))
    return any_of(*(Sum(columns, str(least)) for columns in told if columns)) if told else NONE


def _entry(records: Records, row: int, record: dict, most: int | None, meeting: Meeting) -> Cost:
    unit, key = meeting.units.count("元"), f"{record['agency_short']}/{record['asset_id']}"
    parts = tuple(
        recorded(
            records,
            row,
            column,
            record.get(column),
            unit,
            f"costs.{column}/{key}",
            f"{record['title']}的{label_of('costs', column)}",
        )
        for column in PARTS
    )
    total = reduce(add, parts).named(
        f"costs.total/{key}", f"{record['title']}的成本合計", rule="建置費加近三年維護費；有一項未填即不相加"
    )
    reported = record.get("reported_on")
    reported = reported if isinstance(reported, date) else None
    known = sum((Decimal(record[column]) for column in _given(record)), Decimal(0))
    return Cost(
        row,
        record["agency_short"],
        record["title"],
        parts,
        total,
        most is not None and known >= most,
        reported,
        reported is not None and reported <= meeting.as_of.inventory,
        record.get("remark") or "",
    )
