"""Quarters of a year, as the lists of the units write them: 109年第3季, 109 年第三季, 2020Q3."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from reportlib.roc import FIRST_YEAR, format_year, numeral
from reportlib.text import spelling

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WRITTEN = re.compile(
    r"(?<![0-9])(?P<year>[0-9]{1,3}|(?:19|20|21)[0-9]{2})(?:年度?)?[-/.]?(?:第(?P<said>[一二三四1-4])季|[qQ](?P<short>[1-4]))(?![0-9])"
)


class Quarter(NamedTuple):
    """A quarter of a common year; earlier ones are less."""

    year: int
    number: int

    @property
    def label(self) -> str:
        """「109 年第三季」."""
        return f"{format_year(self.year)}第{numeral(self.number)}季"

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month + 2) // 3)

    def day(self, month: int, day: int) -> date:
        """A day of its first, second or third month."""
        return date(self.year, 3 * (self.number - 1) + month, day)

    @property
    def last_day(self) -> date:
        return self.day(3, 31 if self.number in (1, 4) else 30)


def quarter_in(text: str) -> Quarter | None:
    """The quarter that a text names; None where it names none, or several."""
    found = {
        Quarter(
            int(one["year"]) + (0 if len(one["year"]) == 4 else FIRST_YEAR),
            _NUMERALS[one["said"] or one["short"]],
        )
        for one in _WRITTEN.finditer(spelling(text))
    }
    return found.pop() if len(found) == 1 else None
