"""Days in the inputs that are later than what is counted: of a row that is left out for its date a person is told.

Up to which day a date counts is said of its column (``Column.until`` in :mod:`reportlib.records.schema`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from reportlib import messages
from reportlib.errors import Problem
from reportlib.facts.facts import Rows
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.schema import Column, Until
from reportlib.records.tables import TABLES
from reportlib.roc import format_date

MOST = 5  # rows of one column that are told one by one


def counted_until(until: Until, meeting: Meeting) -> date:
    """The day up to which figures count the dates of a column."""
    days, periods = meeting.as_of, meeting.params.periods
    last = {
        "inventory": days.inventory,
        "quality": max(filter(None, (days.inventory, days.platinum, days.award, *days.gold_series))),
        "oas": max(filter(None, (days.oas or days.inventory, days.award))),
        "follow_up": days.follow_up or days.inventory,
        "requests": periods.requests[1] if periods.requests else days.requests,
        "feedback": periods.feedback[1] if periods.feedback else days.inventory,
    }
    return last.get(until) or meeting.params.meeting.date.last()


def later_days(found: Mapping[str, Records], meeting: Meeting) -> Iterator[Problem]:
    """V05: each date of an input that is later than the day up to which its column counts; of many of one column the first ones,
    and how many more there are."""
    for kind, records in found.items():
        for column in TABLES[kind].columns:
            if column.kind == "date" and column.until != "ahead" and records.has(column.name):
                yield from _later(records, column, counted_until(column.until, meeting), meeting)


def _later(records: Records, column: Column, last: date, meeting: Meeting) -> Iterator[Problem]:
    days = records.frame[column.name]
    later = days[days.map(lambda day: isinstance(day, date) and day > last).astype(bool)]
    held = meeting.params.meeting.date
    for row, day in later.iloc[:MOST].items():
        told = format_date(day)
        if day > held.last():
            problem = messages.V05_day_after_meeting(day=told, meeting=held.text())
        else:
            problem = messages.V05_day_not_counted_yet(day=told, last=format_date(last))
        yield problem.at(records.file, records.sheet, int(str(row)), header=column.label)
    if rest := tuple(int(str(row)) for row in later.index[MOST:]):
        told = Rows(records.file, records.sheet, rest).ranges()
        problem = messages.V05_more_days_later(rows=len(rest), which=told, last=format_date(last))
        yield problem.at(records.file, records.sheet, header=column.label)
