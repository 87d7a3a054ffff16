"""The office calendar: holidays, make-up workdays, a body's own days off, and where it ends."""

import csv
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from reportlib.meeting.office_days import FIRST_DAY, LAST_DAY, BeyondCalendar, OfficeDays

OFFICES = OfficeDays()
DAYS = st.dates(FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2020, 1, 23), False),  # the day before the lunar new year's eve, made up for on 15 February
        (date(2020, 1, 24), False),  # the eve, a Friday
        (date(2020, 1, 30), True),
        (date(2020, 2, 15), True),  # a Saturday
        (date(2020, 6, 20), True),  # a Saturday, for 26 June
        (date(2020, 6, 26), False),
        (date(2020, 9, 26), True),  # a Saturday, for 2 October
        (date(2020, 10, 2), False),
        (date(2020, 10, 9), False),  # for the 10th, a Saturday
        (date(2021, 2, 20), True),  # a Saturday
        (date(2025, 2, 8), True),  # the last Saturday that was made a workday
        (date(2025, 10, 24), False),  # a holiday since the law of 2025
        (date(2026, 2, 14), False),
    ],
)
def test_a_day_of_the_office_calendar_is_as_it_was_announced(day, works):
    assert OFFICES.works(day) is works


def test_every_day_of_the_official_calendar_is_the_same(shared):
    with (shared / "rules/calendar/working-days.csv").open(encoding="utf-8") as file:
        kinds = {date.fromisoformat(row["date"]): row["kind"] for row in csv.DictReader(file)}
    years, day, wrong = {day.year for day in kinds}, FIRST_DAY, []
    while day <= LAST_DAY:
        official = kinds.get(day) == "makeup" or (day.weekday() < 5 and kinds.get(day) != "holiday")
        if day.year in years and OFFICES.works(day) != official:
            wrong.append(day)
        day += timedelta(1)
    assert years == {2019, 2020, 2021, 2024, 2025, 2026} and wrong == []


@pytest.mark.parametrize(
    ("year", "off"),
    [(2017, 116), (2018, 115), (2022, 115), (2023, 116), (2027, 121)],
)
def test_a_year_that_the_oracle_does_not_list_has_as_many_days_off_as_were_announced(year, off):
    working = OFFICES.between(date(year, 1, 1), date(year, 12, 31)) + OFFICES.works(date(year, 1, 1))
    assert (date(year, 12, 31) - date(year, 1, 1)).days + 1 - working == off


def test_the_days_from_a_thursday_before_the_double_ten_leave_out_both_holidays_and_count_the_saturday():
    assert OFFICES.between(date(2020, 9, 24), date(2020, 10, 5)) == 6  # 25, 26 September, 28 to 30, and 5 October
    assert OFFICES.exceptions(date(2020, 9, 24), date(2020, 10, 5)) == (
        date(2020, 9, 26),
        date(2020, 10, 1),
        date(2020, 10, 2),
    )


def test_a_day_off_of_the_body_itself_is_not_counted_on_a_weekday_nor_on_a_made_up_saturday():
    own = OfficeDays((date(2020, 9, 25), date(2020, 9, 26)))
    assert own.between(date(2020, 9, 24), date(2020, 9, 28)) == 1
    assert own.exceptions(date(2020, 9, 24), date(2020, 9, 28)) == (date(2020, 9, 25),)


def test_the_last_working_day_before_a_holiday_may_be_a_saturday():
    assert OFFICES.last(date(2021, 2, 21)) == date(2021, 2, 20)
    assert OFFICES.last(date(2020, 6, 28)) == date(2020, 6, 24)


@pytest.mark.parametrize(
    ("after", "until", "beyond"),
    [
        (date(2016, 12, 31), date(2017, 1, 3), date(2016, 12, 31)),
        (date(2027, 12, 30), date(2028, 1, 3), date(2028, 1, 3)),
        (date(2028, 1, 3), date(2028, 1, 3), date(2028, 1, 3)),
    ],
)
def test_where_no_calendar_reaches_nothing_is_counted(after, until, beyond):
    with pytest.raises(BeyondCalendar) as error:
        OFFICES.between(after, until)
    assert error.value.day == beyond


@given(DAYS, DAYS, DAYS)
def test_the_days_to_a_day_and_from_it_on_are_those_of_the_whole(one, other, third):
    first, middle, last = sorted((one, other, third))
    assert OFFICES.between(first, last) == OFFICES.between(first, middle) + OFFICES.between(middle, last)


@given(DAYS, st.integers(0, 60))
def test_the_days_are_those_of_the_week_but_for_the_exceptions(first, span):
    last = min(first + timedelta(span), LAST_DAY)
    days = [first + timedelta(number) for number in range(1, (last - first).days + 1)]
    otherwise = OFFICES.exceptions(first, last)
    assert OFFICES.between(first, last) == sum((day.weekday() < 5) != (day in otherwise) for day in days)
    assert all(OFFICES.works(day) != (day.weekday() < 5) for day in otherwise)


@given(DAYS, st.sets(st.dates(date(2020, 1, 1), date(2020, 12, 31)), max_size=5))
def test_a_day_off_more_never_makes_a_reply_take_longer(first, own):
    last = min(first + timedelta(30), LAST_DAY)
    assert OfficeDays(frozenset(own)).between(first, last) <= OFFICES.between(first, last)


def test_nothing_of_the_library_is_imported_before_a_day_is_asked_about():
    code = "import sys; from reportlib.meeting.office_days import OfficeDays; OfficeDays(); sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
