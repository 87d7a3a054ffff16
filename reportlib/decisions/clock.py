"""A time of day as people and spreadsheets write it; what could be two times is refused, never chosen between."""

from __future__ import annotations

import datetime
import re

from reportlib import messages
from reportlib.errors import Problem
from reportlib.roc import numeral
from reportlib.text import half_width

# The hours that a word for a part of the day may mean. 上午12時 is noon to some and midnight to others: it is neither here.
_PARTS = {
    "凌晨": range(0, 6),
    "清晨": range(4, 9),
    "早上": range(5, 12),
    "上午": range(0, 12),
    "中午": range(11, 14),
    "下午": range(12, 24),
    "傍晚": range(16, 20),
    "晚上": range(17, 24),
    "am": range(0, 12),
    "pm": range(12, 24),
}
_MINUTES = {"整": 0, "正": 0, "半": 30, "1刻": 15, "3刻": 45}
_PART = "|".join(_PARTS)
_CLOCK = re.compile(
    rf"(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}} )?(?P<part>{_PART})?(?P<hour>[01]?[0-9]|2[0-3])"
    r"(?::(?P<minute>[0-5][0-9])(?::[0-5][0-9])?|[時點点]鐘?(?:(?P<minutes>[0-5]?[0-9])分?|(?P<word>整|正|半|[13]刻))?)"
    r"(?P<behind>am|pm)?"
)
_NUMERALS = {numeral(number): number for number in range(1, 60)} | {"零": 0, "〇": 0, "兩": 2}
_NUMERALS |= {f"{zero}{numeral(number)}": number for zero in "零〇" for number in range(1, 10)}
_CHINESE = re.compile("[零〇一二兩三四五六七八九十]+")


def read_time(text: str) -> datetime.time | Problem:
    """14:05, 14 時 5 分, 下午二時半, 2:05 PM, and 0.5868 as a spreadsheet keeps a time; the problem (D07) where it is none, or two.

    Without a word for the part of the day the hours are those of 24: 2:05 is five past two in the night.
    """
    plain = half_width(text).strip().lower().replace("p.m.", "pm").replace("a.m.", "am")
    if re.fullmatch(r"0\.[0-9]+", plain):
        minutes = round(float(plain) * 24 * 60)
        return datetime.time(minutes // 60 % 24, minutes % 60)
    match = _CLOCK.fullmatch(_CHINESE.sub(_digits, re.sub(r"(?<=[^0-9]) +| +(?=[^0-9])", "", plain)))
    if not match or match["part"] and match["behind"]:
        return messages.D07_no_time(value=text)
    minute = _MINUTES[match["word"]] if match["word"] else int(match["minute"] or match["minutes"] or 0)
    written, part = int(match["hour"]), match["part"] or match["behind"]
    if not part:
        return datetime.time(written, minute)
    meant = [hour for hour in {written, written + 12} if hour in _PARTS[part]]
    if len(meant) != 1:
        return messages.D07_not_of_that_part_of_day(value=text)
    return datetime.time(meant[0], minute)


def _digits(found: re.Match[str]) -> str:
    """五 as 5, 零五 as 5; what is no number up to 59 stays, and with it the text is no time."""
    return str(_NUMERALS.get(found[0], found[0]))
