"""A day that is later than what is counted is told with its file, row and value; a day that may be ahead is not."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from reportlib.measures.later_days import MOST, later_days
from reportlib.meeting.fields import MeetingDate
from reportlib.records.tables import TABLES
from tests.support.small_meeting import OCTOBER, small_meeting, small_records

HELD, DECEMBER = MeetingDate(2020, 11, 20), date(2020, 12, 1)


@pytest.fixture
def meeting(tmp_path, root):
    days = SimpleNamespace(
        inventory=OCTOBER,
        award=date(2020, 7, 31),
        follow_up=OCTOBER,
        oas=None,
        platinum=None,
        requests=None,
        gold_series=(),
    )
    return small_meeting(
        tmp_path,
        root,
        meeting=SimpleNamespace(term=6, number=1, called="本局", date=HELD),
        as_of=days,
        periods=SimpleNamespace(plan=None, requests=(date(2020, 5, 1), OCTOBER), feedback=None),
    )


def told(meeting, kind, *rows):
    return [str(problem) for problem in later_days({kind: small_records(kind, *rows)}, meeting)]


EVERY = [
    (name, column.name)
    for name, table in TABLES.items()
    for column in table.columns
    if column.kind == "date" and column.until != "ahead"
]


@pytest.mark.parametrize(("kind", "column"), EVERY)
def test_V05_a_day_after_the_meeting_is_told_in_every_input(meeting, kind, column):
    label = next(one.label for one in TABLES[kind].columns if one.name == column)
    (line,) = told(meeting, kind, {column: date(2020, 9, 1)}, {column: DECEMBER})
    assert line.startswith(f'V05 {kind}.csv row 3 "{label}": 109-12-01 is after the meeting')


def test_a_day_that_may_well_be_ahead_is_not_told(meeting):
    ahead = {
        (name, column.name) for name, table in TABLES.items() for column in table.columns if column.until == "ahead"
    }
    assert ("milestones", "due_on") in ahead and ("plan", "planned_on") in ahead
    assert not [line for kind, column in ahead for line in told(meeting, kind, {column: DECEMBER})]


def test_V05_a_day_between_the_count_and_the_meeting_says_until_when_is_counted(meeting):
    (line,) = told(meeting, "catalogue", {"listed_on": OCTOBER}, {"listed_on": OCTOBER + timedelta(1)})
    assert "row 3" in line and "109-11-01 is later than 109-10-31" in line


def test_V05_of_many_rows_the_first_are_told_and_how_many_more_there_are(meeting):
    lines = told(meeting, "oas", *[{"certified_on": DECEMBER}] * (MOST + 3))
    assert len(lines) == MOST + 1 and "3 more rows" in lines[-1] and "rows 7-9" in lines[-1]
