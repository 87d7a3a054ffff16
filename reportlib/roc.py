"""Dates as Taiwan writes them: the year of the Republic (民國) is the common year less 1911.

What is read, and what is refused, is listed in ``docs/faults.md`` (V01 to V04, V07, V08).
"""

from __future__ import annotations

import datetime
import re

from reportlib.language import say
from reportlib.text import half_width

FIRST_YEAR = 1911  # 民國 0 年, which never was: 民國 1 年 is 1912

_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"廿": "二十", "卅": "三十"}
_CHINESE_NUMBER = re.compile(f"(?<![0-9])[{''.join(_DIGITS)}十百廿卅]+(?![0-9])")
# 一百一 is left out: 101 where it is written as spoken formally, 110 in everyday speech.
_WITH_TENS = re.compile(r"(?:([一二三四五六七八九])百)?(?:([一二三四五六七八九]?)(十)([一二三四五六七八九])?)?")
_WITH_ZERO = re.compile(r"([一二三四五六七八九])百[零〇○]([一二三四五六七八九])")

_ERA = r"(?P<era>(?:中華)?民國|西元|公元)?\s*"
_CLOCK = r"(?:(?:\s+|T)(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)?"
_WRITTEN = tuple(
    re.compile(_ERA + form + _CLOCK)
    for form in (
        r"(?P<year>[0-9]{1,4})(?P<sep>[/.\-])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})",
        r"(?P<year>[0-9]{1,4})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        # Three digits of year: 991130 might be 民國 99 or, wrongly written, 1999, so six digits are not taken.
        r"(?P<year>[0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    )
)
_MONTH_ONLY = re.compile(_ERA + r"[0-9]{1,4}\s*[/.\-年]\s*[0-9]{1,2}\s*月?")


_NO_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])\s*[/.\-月]\s*[0-9]{1,2}\s*日?")


class BadDate(ValueError):
    """The text is no date; ``str()`` is the reason, a sentence without full stop in the user's language; ``todo`` says what is
    to be added, "" where something is wrong."""

    def __init__(self, reason: str, todo: str = ""):
        super().__init__(reason)
        self.todo = todo


def parse_date(value: object) -> datetime.date:
    """The date that a cell or a parameter means.

    Takes a date or a datetime as it is, and as text 109/11/30, 109.11.30, 109-11-30, 1091130, 民國109年11月30日, the
    same in full-width digits or Chinese numerals, 2020/11/30 in the same forms, each with or without a time of day.
    A year of one to three digits is a year of the Republic (89/1/5 is 2000-01-05), one of four is a common year; a
    common year of two digits is never guessed.

    Raises :class:`BadDate` for everything else.
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        raise BadDate(say("不是文字，也不是日期", "it is neither text nor a date"))
    text = half_width(value).strip()
    if not text.isascii():
        text = _CHINESE_NUMBER.sub(_digits, text)
    for written in _WRITTEN:
        if match := written.fullmatch(text):
            return _date(match)
    if _NO_YEAR.fullmatch(text):
        raise BadDate(
            say("沒有年份", "it has no year"),
            say("請加上年份，例如 109/12/31，再重送。", "Add the year, as in 109/12/31, and resend."),
        )
    if _MONTH_ONLY.fullmatch(text):
        raise BadDate(
            say("只有年月，沒有日", "it has a year and a month, but no day"),
            say("請填到日，例如 109/12/31，再重送。", "Add the day, as in 109/12/31, and resend."),
        )
    raise BadDate(say("看不懂的寫法；請寫成 109/11/30 或 2020/11/30", "it is not written like 109/11/30 or 2020/11/30"))


def _date(match: re.Match) -> datetime.date:
    year, month, day, era = int(match["year"]), int(match["month"]), int(match["day"]), match["era"]
    common = len(match["year"]) == 4
    if era and common == era.endswith("民國") or common and match["year"].startswith("0"):
        raise BadDate(say("分不清是民國年還是西元年", "it is unclear whether the year is of the Republic or common"))
    if not common:
        if year == 0:
            raise BadDate(say("沒有民國 0 年", "there is no year 0 of the Republic"))
        year += FIRST_YEAR
    if not 1 <= month <= 12:
        raise BadDate(say(f"沒有 {month} 月", f"there is no month {month}"))
    try:
        return datetime.date(year, month, day)
    except ValueError:
        shown = int(match["year"])
        raise BadDate(
            say(f"{shown} 年 {month} 月沒有 {day} 日", f"month {month} of the year {shown} has no day {day}")
        ) from None


def _digits(match: re.Match) -> str:
    """一百零九 and 一〇九 as 109; a numeral that is neither stays as it is, and with it the text becomes no date."""
    text = match[0]
    for short, long in _TENS.items():
        text = text.replace(short, long)
    if not set("百十") & set(text):
        return "".join(str(_DIGITS[c]) for c in text)
    if written := _WITH_ZERO.fullmatch(text):
        return f"{_DIGITS[written[1]]}0{_DIGITS[written[2]]}"
    if written := _WITH_TENS.fullmatch(text):
        hundreds, tens, ten, ones = written.groups()
        return str(100 * _DIGITS.get(hundreds, 0) + (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0))
    return match[0]


def format_date(date: datetime.date) -> str:
    """``109-10-31``. A date before the Republic is written in common years, which :func:`parse_date` tells by their four digits."""
    if date.year <= FIRST_YEAR:
        return f"{date.year:04}-{date.month:02}-{date.day:02}"
    return f"{date.year - FIRST_YEAR}-{date.month:02}-{date.day:02}"


def format_month(year: int, month: int) -> str:
    """``109 年 10 月``; ``year`` is a common year."""
    return f"西元 {year} 年 {month} 月" if year <= FIRST_YEAR else f"{year - FIRST_YEAR} 年 {month} 月"


def format_long(date: datetime.date) -> str:
    """``109 年 10 月 31 日``."""
    return f"{format_month(date.year, date.month)} {date.day} 日"


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十一, 二十, 二十一."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十") + (digits[ones] if ones else "")
