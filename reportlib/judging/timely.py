"""When data of a frequency is late: by the calendar, from the words of the portal and those of the rulebook."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from reportlib.meeting.quality_rules import FileQuality, FrequencyUnit
from reportlib.text import half_width

_EVERY = re.compile(r"每([0-9]{1,4})個?(分鐘?|小時|時|日|天|週|周|星期|季|月|年)")
_UNITS: dict[str, tuple[int, FrequencyUnit]] = {
    "分": (1, "minutes"),
    "分鐘": (1, "minutes"),
    "時": (1, "hours"),
    "小時": (1, "hours"),
    "日": (1, "days"),
    "天": (1, "days"),
    "週": (7, "days"),
    "周": (7, "days"),
    "星期": (7, "days"),
    "季": (3, "months"),
    "月": (1, "months"),
    "年": (1, "years"),
}
UNREADABLE = "更新頻率不是已知的用語"
EMPTY = "沒有填寫更新頻率"


@dataclass(frozen=True)
class Interval:
    """How often data is renewed: so many units."""

    every: int
    unit: FrequencyUnit


def interval(word: str, book: FileQuality) -> Interval | str:
    """The interval that a word of 更新頻率 stands for, or why it stands for none."""
    plain = half_width("".join(word.split()))
    if not plain:
        return EMPTY
    for known in book.frequencies:
        if plain in known.words:
            return Interval(known.every, known.unit) if known.every and known.unit else str(known.unknown)
    match = _EVERY.fullmatch(plain)
    if match and int(match[1]):
        times, unit = _UNITS[match[2]]
        return Interval(int(match[1]) * times, unit)
    return UNREADABLE


def due(updated: date, every: Interval, grace_percent: int = 0) -> date:
    """The last day on which data that was updated so is still in time: months and years by the calendar (31 January and a month is
    the last of February), what is renewed within a day by the day after."""
    if every.unit in ("months", "years"):
        months = every.every * (12 if every.unit == "years" else 1)
        at = updated.year * 12 + updated.month - 1 + months
        year, month = divmod(at, 12)
        if year > date.max.year:
            return date.max
        whole = date(year, month + 1, min(updated.day, calendar.monthrange(year, month + 1)[1]))
    else:
        days = {"minutes": 1, "hours": -(-every.every // 24), "days": every.every}[every.unit]
        days = -(-every.every // 1440) if every.unit == "minutes" else days
        whole = _after(updated, days)
    return _after(whole, (whole - updated).days * grace_percent // 100)


def _after(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))
