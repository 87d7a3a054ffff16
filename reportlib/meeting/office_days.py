"""The days on which Taiwan's government offices work: the office calendar, and a body's own days off.

The calendar is that of the library ``holidays`` with its make-up workdays; it was compared with the official one on every day
from :data:`FIRST_DAY` to :data:`LAST_DAY` (``docs/decisions/0029``), and beyond them nothing is counted.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_DAY, LAST_DAY = date(2017, 1, 1), date(2027, 12, 31)
SATURDAY = 5


class BeyondCalendar(ValueError):
    """A day (``day``) that no calendar reaches."""

    def __init__(self, day: date):
        super().__init__(day)
        self.day = day


@functools.cache
def _taiwan(year: int) -> HolidayBase:
    # Imported here: it takes a tenth of a second, and few packets count working days.
    from holidays import country_holidays

    return country_holidays("TW", years=year, expand=False)


def _weekday(day: date) -> bool:
    return day.weekday() < SATURDAY


@dataclass(frozen=True)
class OfficeDays:
    """The office calendar without the days in ``off``, which only this body has."""

    off: Collection[date] = ()

    def works(self, day: date) -> bool:
        """Whether the offices work on a day; BeyondCalendar where no calendar reaches."""
        if not FIRST_DAY <= day <= LAST_DAY:
            raise BeyondCalendar(day)
        return day not in self.off and _taiwan(day.year).is_working_day(day)

    def between(self, after: date, until: date) -> int:
        """Working days later than ``after`` and not later than ``until``; BeyondCalendar where one of the two is beyond it."""
        return sum(map(self.works, _days(after, until)))

    def exceptions(self, after: date, until: date) -> tuple[date, ...]:
        """The same days as far as they are otherwise than their day of the week says: weekdays off, and Saturdays at work."""
        return tuple(day for day in _days(after, until) if self.works(day) != _weekday(day))

    def last(self, day: date) -> date:
        """The day, or the last working day before it; BeyondCalendar where no calendar reaches."""
        while not self.works(day):
            day -= timedelta(1)
        return day


def _days(after: date, until: date) -> Iterator[date]:
    """Each day later than ``after`` and not later than ``until``; BeyondCalendar where one of the two is beyond the calendar."""
    for end in (after, until):
        if not FIRST_DAY <= end <= LAST_DAY:
            raise BeyondCalendar(end)
    return (after + timedelta(number) for number in range(1, (until - after).days + 1))
