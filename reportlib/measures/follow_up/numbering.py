"""How meetings and their resolutions are numbered, and which numbers of a series are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportlib.measures.counting import cells_of
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import MOST_NUMERAL, numeral
from reportlib.text import as_written, spelling

_MEETING = re.compile(r"([1-9][0-9]{0,2})-([1-9][0-9]{0,2})")
NUMERALS = {numeral(number): number for number in range(1, MOST_NUMERAL + 1)}
LAST = 1_000_000  # where what is no number stands
_ITEM = re.compile(r"(.+?)[（(]([^（）()]+)[）)]")
Key = tuple[int, int]  # term and number of a meeting
ResolutionKey = tuple[Key, str, str]  # its meeting, its number and its item, folded


def meeting_text(key: Key) -> str:
    """「第 5 屆第 2 次會議」."""
    return f"第 {key[0]} 屆第 {key[1]} 次會議"


def this_meeting(meeting: Meeting) -> Key:
    return meeting.params.meeting.term, meeting.params.meeting.number


def meeting_key(text: object) -> Key | None:
    match = _MEETING.fullmatch(text.strip()) if isinstance(text, str) else None
    return (int(match[1]), int(match[2])) if match else None


def parts_of(number: str) -> tuple[str, str]:
    """The resolution and the item of it that a number calls: 「四（二）」 gives 四 and 二, 「四」 gives 四 and nothing."""
    match = _ITEM.fullmatch(number.strip())
    return (as_written(match[1], number), as_written(match[2], number)) if match else (number, "")


def key_of(meeting: object, number: str) -> ResolutionKey | None:
    """What tells a resolution apart; None where the meeting cannot be read."""
    key = meeting_key(meeting)
    resolution, item = parts_of(number)
    return (key, spelling(resolution), spelling(item)) if key else None


def place_of(number: str) -> int:
    """Where a number stands in the series; after all others where it is none."""
    return NUMERALS.get(number) or arabic(number) or LAST


def arabic(number: str) -> int | None:
    return int(number) if number.isascii() and number.isdigit() else None


def missing_numbers(records: Records, keys: Mapping[int, Key], this: Key) -> Iterator[tuple[Key, int]]:
    """The numbers that the series 一、二、三… of an earlier meeting leaves out; released ones are not missing."""
    series: dict[Key, set[int]] = {}
    for row, text in cells_of(records.frame["number"]):
        resolution = parts_of(text)[0]
        number = NUMERALS.get(resolution) or arabic(resolution)
        if number and keys[row] < this:
            series.setdefault(keys[row], set()).add(number)
    for key in sorted(series):
        yield from ((key, number) for number in range(1, max(series[key])) if number not in series[key])


def missing_text(key: Key, number: int) -> str:
    return f"{meeting_text(key)}決議{numeral(number)}未列入"


def unrecorded(records: Records, meeting: Meeting) -> str:
    """The last meeting before this one where no resolution of it is recorded: 「第 6 屆第 1 次會議」, 「第 5 屆」 where its number is
    not known, "" where there is one."""
    term, number = this_meeting(meeting)
    keys = {key for _, text in cells_of(records.frame["meeting"]) if (key := meeting_key(text))}
    if number > 1:
        return "" if (term, number - 1) in keys else meeting_text((term, number - 1))
    return "" if term == 1 or any(key[0] == term - 1 for key in keys) else f"第 {term - 1} 屆"
