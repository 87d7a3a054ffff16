"""What a text says of time, half a year later; and what it says that only a person can know to be true again.

A half-year, a quarter, months, a day and the meeting before are moved on; a year by itself only where the half-year under discussion is of
another year. A day on which something was issued (「108-12-18 修訂」) stays. Nothing that is moved is taken for true by that: it is shown to a person.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from reportlib import roc

# "": it may be confirmed together with others; "look": by itself, "anew": it is of an earlier time, and has to be said anew.
Doubt = Literal["", "look", "anew"]

_QUARTERS = "一二三四"
_NUMERALS = "一二三四五六七八九十兩"
_Y = r"(?<![0-9])(1[0-9]{2}|20[0-9]{2}|[1-9][0-9])(\s*年(?:度)?\s*)"
_M = r"(1[0-2]|0?[1-9])"
_ISSUING = "修訂|修正|訂頒|函|發布|公布|核定|訂定|版"
_ISSUED = rf"(?!\s*(?:{_ISSUING}))"
_HALF = re.compile(rf"{_Y}([上下])(?=半年)")
_QUARTER = re.compile(rf"{_Y}(第\s*)([1-4{_QUARTERS}])(?=\s*季)")
_DAY = re.compile(rf"{_Y}{_M}(\s*月\s*)([0-9]{{1,2}})(?=\s*[日號])(?!\s*[日號]\s*(?:{_ISSUING}))")
_WRITTEN = re.compile(rf"(?<![0-9/.-])(1[0-9]{{2}}|20[0-9]{{2}})([-/.]){_M}\2([0-9]{{1,2}})(?![0-9/.-]){_ISSUED}")
_MONTHS = re.compile(
    rf"{_Y}{_M}(\s*月)(?!\s*[0-9]{{1,2}}\s*[日號]){_ISSUED}(?:(\s*[至到~～–-]\s*)(?:(1[0-9]{{2}}|20[0-9]{{2}})\s*年(?:度)?\s*)?{_M}(?=\s*月))?"
)
_BARE = re.compile(rf"{_Y}(?!\s*(?:[上下]半年|第\s*[1-4{_QUARTERS}]\s*季|(?:1[0-2]|0?[1-9])\s*月))")
_ALONE = re.compile(r"(?<![0-9/.-])20[0-9]{2}(?![0-9/.-]|\s*年)")  # 2020「總統盃黑客松」
_MEETING = re.compile(r"(第\s*)([0-9]{1,3})(\s*屆第\s*)([0-9]{1,3})(?=\s*次)")
# How many there were: 5 項, 4 個單位, 五項; 第 5 項 is a place, 3 個月 a time.
_AMOUNT = re.compile(
    rf"(?<![第0-9.{_NUMERALS}])(?<!第 )(?:[0-9][0-9,.]*|[{_NUMERALS}]{{2,3}}|[{_NUMERALS[1:]}])\s*(?:項|個(?!月)|件|場|人|隊|筆|支|家|名|組|倍|%|％)"
)


# -- days ----------------------------------------------------------------------------------------------------------------------


def half_year_on(day: datetime.date) -> datetime.date:
    """The same day half a year later; the end of a month stays the end of a month."""
    year, month = _months_on(day.year, day.month)
    last = _end_of_month(year, month)
    return last if day == _end_of_month(day.year, day.month) else last.replace(day=min(day.day, last.day))


def written(day: datetime.date, like: str) -> str:
    """The date in common years where the old one was, else in years of the Republic."""
    return day.isoformat() if re.match(r"[0-9]{4}(?![0-9]{3}$)", like) else roc.format_date(day)


def _months_on(year: int, month: int) -> tuple[int, int]:
    return (year, month + 6) if month <= 6 else (year + 1, month - 6)


def _end_of_month(year: int, month: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


# -- texts moved on --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HalfYear:
    """Half a year on from a meeting: the day on which the half-year begins that it discussed, which meeting it was (term, number), and which
    was the one before it; without that, the one of the same term."""

    begin: datetime.date | None
    meeting: tuple[int, int]
    previous: tuple[int, int] | None = None

    def text(self, said: str) -> str:
        """The text in one line, half a year later."""
        text = was = " ".join(said.split())
        years = self._years(text)
        for pattern, on in _ON:
            text = pattern.sub(on, text)
        text = _MEETING.sub(self._meeting_on, text)
        if years:
            text = _BARE.sub(lambda found: f"{int(found[1]) + 1}{found[2]}", text)
        return text if text != was else _whole_day_on(text)

    def _years(self, text: str) -> bool:
        """Whether the years that stand by themselves are all that of the old half-year, and the next one is of another."""
        named = {_common(found[1]) for found in _BARE.finditer(text)}
        return self.begin is not None and named == {self.begin.year} != {half_year_on(self.begin).year}

    def _meeting_on(self, found: re.Match[str]) -> str:
        """The meeting before the old one is the old one now."""
        term, number = self.meeting
        if (int(found[2]), int(found[4])) != (self.previous or (term, number - 1)):
            return found[0]
        return f"{found[1]}{term}{found[3]}{number}"


def _whole_day_on(text: str) -> str:
    """A text that is a day in some other way of writing, half a year later; any other text as it is."""
    try:
        return written(half_year_on(roc.parse_date(text)), text)
    except (roc.BadDate, ValueError):
        return text


def _common(year: str) -> int:
    return int(year) if len(year) == 4 else int(year) + roc.FIRST_YEAR


def _half_on(found: re.Match[str]) -> str:
    is_first = found[3] == "上"
    return f"{int(found[1]) + (not is_first)}{found[2]}{'下' if is_first else '上'}"


def _quarter_on(found: re.Match[str]) -> str:
    old = found[4]
    number = int(old) if old.isdecimal() else _QUARTERS.index(old) + 1
    later = (number + 1) % 4 + 1
    return f"{int(found[1]) + (number > 2)}{found[2]}{found[3]}{later if old.isdecimal() else _QUARTERS[later - 1]}"


def _day_on(found: re.Match[str]) -> str:
    try:
        later = half_year_on(datetime.date(_common(found[1]), int(found[3]), int(found[5])))
    except ValueError:
        return found[0]
    return f"{_like(later.year, found[1])}{found[2]}{later.month}{found[4]}{later.day}"


def _written_on(found: re.Match[str]) -> str:
    try:
        later = half_year_on(datetime.date(_common(found[1]), int(found[3]), int(found[4])))
    except ValueError:
        return found[0]
    return found[2].join((_like(later.year, found[1]), f"{later.month:02}", f"{later.day:02}"))


def _months_moved(found: re.Match[str]) -> str:
    first = _months_on(_common(found[1]), int(found[3]))
    begin = f"{_like(first[0], found[1])}{found[2]}{first[1]}{found[4]}"
    if not found[7]:
        return begin
    last = _months_on(_common(found[6] or found[1]), int(found[7]))
    year = f"{_like(last[0], found[1])}{found[2]}" if last[0] != first[0] else ""
    return f"{begin}{found[5]}{year}{last[1]}"


def _like(year: int, old: str) -> str:
    return str(year) if len(old) == 4 else str(year - roc.FIRST_YEAR)


_ON: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_WRITTEN, _written_on),
    (_DAY, _day_on),
    (_MONTHS, _months_moved),
    (_HALF, _half_on),
    (_QUARTER, _quarter_on),
)


# -- texts that a person has to look at by themselves ------------------------------------------------------------------------------


def doubt(text: str, begin: datetime.date | None, before: tuple[int, int] | None) -> Doubt:
    """What a person has to do with a text of the meeting before, where the time since it begins on a day, and it was the meeting ``before``."""
    ends = list(_ends(text))
    if ends and (begin is None or min(ends) < begin):
        return "anew"
    return "look" if doubtful(text, before) else ""


def doubtful(text: str, before: tuple[int, int] | None) -> list[str]:
    """What in a text has to be looked at, in its order: years that stand by themselves, amounts, and other meetings than ``before``."""
    others = [found for found in _MEETING.finditer(text) if (int(found[2]), int(found[4])) != before]
    found = [*_BARE.finditer(text), *_ALONE.finditer(text), *_AMOUNT.finditer(text), *others]
    return list(dict.fromkeys(one[0].strip() for one in sorted(found, key=lambda one: one.start())))


def _ends(text: str) -> Iterator[datetime.date]:
    """The last day of each time that a text names."""
    for found in _WRITTEN.finditer(text):
        yield from _days(_common(found[1]), int(found[3]), int(found[4]))
    for found in _DAY.finditer(text):
        yield from _days(_common(found[1]), int(found[3]), int(found[5]))
    for found in _MONTHS.finditer(text):
        yield _end_of_month(_common(found[6] or found[1]), int(found[7] or found[3]))
    for found in _HALF.finditer(text):
        yield _end_of_month(_common(found[1]), 6 if found[3] == "上" else 12)
    for found in _QUARTER.finditer(text):
        number = int(found[4]) if found[4].isdecimal() else _QUARTERS.index(found[4]) + 1
        yield _end_of_month(_common(found[1]), number * 3)
    for found in _BARE.finditer(text):
        yield datetime.date(_common(found[1]), 12, 31)
    for found in _ALONE.finditer(text):
        yield datetime.date(int(found[0]), 12, 31)


def _days(year: int, month: int, day: int) -> Iterator[datetime.date]:
    try:
        yield datetime.date(year, month, day)
    except ValueError:
        return
