"""Dates as Taiwan writes them: the year of the Republic (民國) is the common year less 1911.

What is refused is told as V07 (``docs/faults.md``); V01 to V04 and V08 of the founders' catalogue are ways of writing a date
that are read as they are meant.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportlib import messages
from reportlib.language import say
from reportlib.text import half_width
from reportlib.wording import FIRST_YEAR as FIRST_YEAR, own, used

_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"廿": "二十", "卅": "三十"}
_CHINESE_NUMBER = re.compile(f"(?<![0-9])[{''.join(_DIGITS)}十百廿卅]+(?![0-9])")
# 一百一 is left out: 101 where it is written as spoken formally, 110 in everyday speech.
_WITH_TENS = re.compile(r"(?:([一二三四五六七八九])百)?(?:([一二三四五六七八九]?)(十)([一二三四五六七八九])?)?")
_WITH_ZERO = re.compile(r"([一二三四五六七八九])百[零〇○]([一二三四五六七八九])")

# What a program or a person writes around a date, each as one sign before numerals are looked for: (三) is no 3.
_DAYS_OF_WEEK = "一二三四五六日"
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ONLY_DIGITS = re.compile(r"[0-9/.\-: T]+")
_WEEKDAY = re.compile(
    r"[(\[〔【]\s*(?:星期|禮拜|週|周)?\s*([一二三四五六日天])\s*[)\]〕】]|[(\[〔【]?\s*(?:星期|禮拜|週|周)([一二三四五六日天])\s*[)\]〕】]?"
    r"|[(\[]?\b(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b\.?[)\]]?",
    re.IGNORECASE,
)
_HALF_OF_DAY = re.compile(r"(上午|凌晨|清晨|早上)|(下午|中午|傍晚|晚上)|(?<![a-z])(?:(a)|p)\.?m\b\.?", re.IGNORECASE)
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_NAME = re.compile(
    r"\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?\b\.?",
    re.IGNORECASE,
)
LONG_DATE = "{year} 年 {month} 月 {day} 日"  # for which a body may have its own words
# The gaps that a body's own words for a date may have.
DATE_GAPS = {
    LONG_DATE: {"year", "month", "month_name", "day"},
    "{year} 年 {month} 月": {"year", "month", "month_name"},
}
ENGLISH_MONTHS = "January February March April May June July August September October November December".split()
_DASHES = str.maketrans("‐‑‒–—−号點", "------號点")

_ERA = r"(?P<era>(?:中華)?民國|西元|公元)?\s*"
_DAY = r"(?P<day>[0-9]{1,2})"
_ORDINAL = r"(?:st|nd|rd|th|日|號)?"
_GAP = r"[\s\-/.,]*"
_HALF = r"(?:<(?P<{}>[AP])>)?"
_ZONE = r"(?:\s*(?P<zone>Z|(?:UTC|GMT)?[+\-][0-9]{2}:?(?:[0-9]{2})?|UTC|GMT|CST))?(?:\[[A-Za-z/_]+\])?"
_TIME = (
    _HALF.format("before")
    + r"\s*(?<![0-9])(?P<hour>[01]?[0-9]|2[0-3])"
    + r"(?::(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:[.,][0-9]+)?)?|\s*[時点]\s*(?:(?P<minutes>[0-5]?[0-9])\s*分\s*(?:[0-5]?[0-9]\s*秒)?)?)\s*"
    + _HALF.format("behind")
    + _ZONE
)
_CLOCK = rf"(?:(?:T|\s*,?\s*(?:-\s+)?){_TIME}|(?:Z|[+\-][0-9]{{2}}:[0-9]{{2}}))?"
_W = r"\s*(?:,?\s*<(?P<{}>[0-6])>)?\s*"
_PLAIN = (
    r"(?P<year>[0-9]{1,4})\s*(?P<sep>[/.\-])\s*(?P<month>[0-9]{1,2})\s*(?P=sep)\s*(?P<day>[0-9]{1,2})",
    r"(?P<year>[0-9]{1,4})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*[日號]",
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    # Three digits of year: 991130 might be 民國 99 or, wrongly written, 1999, so six digits are not taken.
    r"(?P<year>[0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
)
# With the name of a month, or 一月 before the day, the year is a common one of four digits.
_NAMED = (
    rf"(?:<m(?P<month>[0-9]+)>|(?P<numeral>[0-9]{{1,2}})月){_GAP}{_DAY}{_ORDINAL},?\s+(?P<year>[0-9]{{4}})年?",
    rf"{_DAY}{_ORDINAL}{_GAP}(?:of\s+)?<m(?P<month>[0-9]+)>{_GAP}(?P<year>[0-9]{{4}})",
    rf"(?P<year>[0-9]{{4}}){_GAP}<m(?P<month>[0-9]+)>{_GAP}{_DAY}{_ORDINAL}",
)
_WRITTEN = tuple(
    re.compile(
        rf"{_W.format('first')},?\s*{_ERA}{form}{_W.format('second')}{_CLOCK}{_W.format('third')}", re.IGNORECASE
    )
    for form in (*_PLAIN, *_NAMED)
) + (  # as Java writes it: Wed May 01 00:00:00 CST 2019
    re.compile(
        rf"{_W.format('first')},?\s*<m(?P<month>[0-9]+)>\s+{_DAY}\s+{_TIME}\s+(?P<year>[0-9]{{4}})", re.IGNORECASE
    ),
)
TAIWAN = datetime.timedelta(hours=8)  # before UTC, in every year since 1945 but for summer time
_MONTH_ONLY = re.compile(_ERA + r"[0-9]{1,4}\s*[/.\-年]\s*[0-9]{1,2}\s*月?")


_NO_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])\s*[/.\-月]\s*[0-9]{1,2}\s*日?")


class BadDate(ValueError):
    """The text is no date; ``str()`` is the reason, a sentence without full stop in the user's language; ``todo`` says what is
    to be added, "" where something is wrong."""

    def __init__(self, reason: str, todo: str = ""):
        super().__init__(reason)
        self.todo = todo


@dataclass(frozen=True)
class ReadDate:
    """A date that was read, and what does not agree with it as it is written: the day of the week that is meant and the one
    that is written, as 0 (Monday) to 6; the day as written, where a time zone makes it another one in Taiwan."""

    day: datetime.date
    weekday: int | None = None
    elsewhere: datetime.date | None = None

    @property
    def remark(self) -> str:
        """What is to be said of it, in the user's language; "" where all agrees."""
        if self.weekday is not None:
            return messages.other_weekday(
                day=format_date(self.day), truly=weekday_name(self.day.weekday()), written=weekday_name(self.weekday)
            )
        if self.elsewhere is not None:
            return messages.other_day_in_taiwan(written=format_date(self.elsewhere), day=format_date(self.day))
        return ""


def weekday_sign(day: datetime.date) -> str:
    """「三」 of a Wednesday, whatever the language of messages."""
    return _DAYS_OF_WEEK[day.weekday()]


def weekday_name(number: int) -> str:
    """「星期三」 for 2, in the language of messages."""
    return say(f"星期{_DAYS_OF_WEEK[number]}", _ENGLISH_DAYS[number])


def parse_date(value: object) -> datetime.date:
    """The day of :func:`read_date`."""
    return read_date(value).day


def read_date(value: object) -> ReadDate:
    """The date that a cell or a parameter means.

    Takes a date or a datetime as it is, and as text 109/11/30, 109.11.30, 109-11-30, 1091130, 民國109年11月30日, the
    same in full-width digits or Chinese numerals, 2020/11/30 in the same forms, 一月 24, 2019 and the English names of
    months; each with or without a day of the week and a time of day (下午 3:20, 3:20 PM).
    A year of one to three digits is a year of the Republic (89/1/5 is 2000-01-05), one of four is a common year; a
    common year of two digits is never guessed. A time with a zone is a moment, and its day is the one in Taiwan (UTC+8):
    2019-04-30T16:00:00Z is 2019-05-01, as a program writes a Taiwanese midnight. A zone without a time changes nothing.

    Raises :class:`BadDate` for everything else.
    """
    if isinstance(value, datetime.datetime):
        return ReadDate(value.date())
    if isinstance(value, datetime.date):
        return ReadDate(value)
    if not isinstance(value, str):
        raise BadDate(messages.neither_text_nor_date())
    text = half_width(value).strip()
    if "<" in text:  # our own signs
        raise BadDate(messages.not_written_so())
    text = _signs(text)
    if not text.isascii():
        text = _CHINESE_NUMBER.sub(_digits, text)
    for written in _WRITTEN:
        if match := written.fullmatch(text):
            return _read(match.groupdict())
    if _NO_YEAR.fullmatch(text):
        raise BadDate(
            messages.no_year(),
            messages.add_year(),
        )
    if _MONTH_ONLY.fullmatch(text):
        raise BadDate(
            messages.no_day(),
            messages.add_day(),
        )
    raise BadDate(messages.not_written_so())


def _signs(text: str) -> str:
    """The text with a sign for each day of the week, half of the day and name of a month."""
    if _ONLY_DIGITS.fullmatch(text):  # most texts: a date without any of them
        return text
    text = _WEEKDAY.sub(_weekday_sign, text.translate(_DASHES))
    text = _HALF_OF_DAY.sub(lambda found: "<A>" if found[1] or found[3] else "<P>", text)
    return _MONTH_NAME.sub(lambda found: f"<m{_MONTH_NAMES.index(found[1][:3].lower()) + 1}>", text)


def _weekday_sign(found: re.Match) -> str:
    if chinese := found[1] or found[2]:
        return f"<{_DAYS_OF_WEEK.index(chinese.replace('天', '日'))}>"
    return f"<{next(n for n, name in enumerate(_ENGLISH_DAYS) if name.lower().startswith(found[3].lower()))}>"


def _read(parts: dict[str, str | None]) -> ReadDate:
    day = _date(parts)
    weekday = next((int(written) for name in ("first", "second", "third") if (written := parts.get(name))), None)
    there = _in_taiwan(day, parts)
    # The day of the week is that of the day as it is written.
    wrong = weekday if weekday is not None and weekday != day.weekday() else None
    return ReadDate(there, wrong, day if there != day else None)


def _in_taiwan(day: datetime.date, parts: dict[str, str | None]) -> datetime.date:
    """The day in Taiwan of a moment whose time is written with a zone."""
    zone, hour = parts.get("zone"), parts.get("hour")
    if not zone or hour is None:
        return day
    hours, half = int(hour), parts.get("before") or parts.get("behind")
    if half:
        hours = hours % 12 + (12 if half in "Pp" else 0)
    minutes = int(parts.get("minute") or parts.get("minutes") or 0)
    written = datetime.datetime.combine(day, datetime.time(hours, minutes))
    offset = re.search(r"([+-])([0-9]{2}):?([0-9]{2})?", zone)
    if offset:
        away = datetime.timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        ahead = -away if offset[1] == "-" else away
    else:
        ahead = TAIWAN if zone.upper() == "CST" else datetime.timedelta()
    try:
        return (written - ahead + TAIWAN).date()
    except OverflowError:
        raise BadDate(messages.not_written_so()) from None


def _date(match: Mapping[str, str | None]) -> datetime.date:
    year, month, day = (int(match[name] or match.get("numeral") or 0) for name in ("year", "month", "day"))
    era, written = match.get("era"), match["year"] or ""
    common = len(written) == 4
    if era and common == era.endswith("民國") or common and written.startswith("0"):
        raise BadDate(messages.era_unclear())
    if not common:
        if year == 0:
            raise BadDate(messages.no_year_zero())
        year += FIRST_YEAR
    if not 1 <= month <= 12:
        raise BadDate(messages.no_month(month=month))
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise BadDate(messages.no_such_day(year=int(written), month=month, day=day)) from None


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


def in_common_years() -> bool:
    """Whether the body whose packet this is writes common years (``meeting.years``); else those of the Republic."""
    return used().years == "common"


def counted_year(year: int) -> int:
    """A common year as the body counts it: 109, or 2020."""
    return year if in_common_years() or year <= FIRST_YEAR else year - FIRST_YEAR


def format_year(year: int) -> str:
    """``109 年``; ``year`` is a common year."""
    return year_text(counted_year(year))


def year_text(counted: int) -> str:
    """``109 年``, of a year as the body counts it."""
    return own("{year} 年").format(year=counted)


def format_half(first: datetime.date) -> str:
    """``109 年上半年``, the half-year that begins on this day."""
    sentence = own("{year} 年上半年") if first.month == 1 else own("{year} 年下半年")
    return sentence.format(year=counted_year(first.year))


def format_date(date: datetime.date) -> str:
    """``109-10-31``, or ``2020-10-31``. A date before the Republic is written in common years, which :func:`parse_date` tells by their four digits."""
    year = f"{date.year:04}" if in_common_years() or date.year <= FIRST_YEAR else date.year - FIRST_YEAR
    return f"{year}-{date.month:02}-{date.day:02}"


# A whole date of digits, a year before 「年」, and one that is all that a figure's name is told apart by (competition.entries/109).
_YEARS = re.compile(
    r"(?<![0-9])(?P<year>[0-9]{4})(?P<behind>-[0-9]{2}-[0-9]{2}(?![0-9])| ?年)|(?P<before>[a-z_]+\.[a-z_]+/)(?P<only>[0-9]{4})(?![^/.])"
)


def with_years_alike(text: str) -> str:
    """The text with every year of a date as one of the Republic, so that what is known by it is so whichever years a body prints."""
    return _YEARS.sub(_of_republic, text)


def _of_republic(found: re.Match) -> str:
    year = int(found["year"] or found["only"])
    if not FIRST_YEAR < year <= FIRST_YEAR + MOST_NUMERAL:
        return found[0]
    return f"{found['before'] or ''}{year - FIRST_YEAR}{found['behind'] or ''}"


def format_month(year: int, month: int) -> str:
    """``109 年 10 月``; ``year`` is a common year."""
    if year <= FIRST_YEAR and not in_common_years():
        return f"西元 {year} 年 {month} 月"
    sentence = own("{year} 年 {month} 月")
    return sentence.format(year=counted_year(year), month=month, month_name=ENGLISH_MONTHS[month - 1])


def format_long(date: datetime.date) -> str:
    """``109 年 10 月 31 日``, or as the body's own words have it, such as ``31 October 2020``."""
    sentence = own(LONG_DATE)
    if sentence == LONG_DATE:
        return f"{format_month(date.year, date.month)} {date.day} 日"
    names = {"month_name": ENGLISH_MONTHS[date.month - 1], "month": date.month, "day": date.day}
    return sentence.format(year=counted_year(date.year), **names)


MOST_NUMERAL = 999


def numeral(number: int) -> str:
    """1 to 999 in Chinese: 一, 十, 十一, 二十一, 一百, 一百零一, 一百一十; more in digits."""
    if number > MOST_NUMERAL:
        return str(number)
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    first = f"{digits[hundreds]}百" if hundreds else ""
    gap = "零" if hundreds and not tens and ones else ""
    ten = "" if not tens else "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    return first + gap + ten + (digits[ones] if ones else "")
