"""Whose a file is, which return a sheet holds, and which of two files is newer: told from what they say, and never guessed."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reportlib import roc
from reportlib.meeting.agency import Agency, folded
from reportlib.meeting.meeting import Meeting
from reportlib.readers.sheets import Sheet
from reportlib.records import schema
from reportlib.records.header import HEADER_WITHIN_ROWS, MOST_HEADER_ROWS, find_headers
from reportlib.records.located import Header
from reportlib.returns import asked
from reportlib.returns.asked import Return
from reportlib.text import half_width, spelling

# -- versions --------------------------------------------------------------------------------------------------------------

_DIGITS = {numeral: number for number, numeral in enumerate("零一二三四五六七八九十")}
_COPY = re.compile(r"\(([0-9]{1,2})\)")
_NUMBERED = re.compile(
    r"(?<![a-z])v(?:er(?:sion)?)?[ ._-]?([0-9]{1,2})(?![0-9])|第([0-9]{1,2}|[一二三四五六七八九十])版|版本([0-9]{1,2})",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"(?:第?([0-9]{1,2}|[一二三四五六七八九十])次|(再))?(?:修正|更正|補正|修訂|訂正|(?<=-)檢核(?!表))(?:版|稿|檔)?(?:[ _-]?([0-9]{1,2})(?![0-9]))?"
)
_FINAL = re.compile(r"最終(?:版|稿|檔|(?![^\W\d_]))|最後(?:版|稿)|定稿|完稿")  # 最終處置 is no version
_YEAR, _MONTH, _DAY = "(?P<year>1[0-9]{2}|20[0-9]{2})", "(?P<month>0?[1-9]|1[0-2])", "(?P<day>[12][0-9]|3[01]|0?[1-9])"
_DATED = re.compile(rf"(?<![0-9]){_YEAR}(?P<sign>[._/-]?){_MONTH}(?P=sign){_DAY}(?![0-9])")
_IN_WORDS = re.compile(rf"(?<![0-9])(?:{_YEAR}年)?{_MONTH}月{_DAY}日")
_SOME_YEAR, _HALF_A_YEAR = 1904, timedelta(182)  # no date with a year is in that one, which has a 29th of February


@dataclass(frozen=True)
class Version:
    """What a file's name says of its version: a date, 修正 (1, 2 …), v2, (1), 最終版; ``text`` is that, as written.

    Of two files the newer one is told by the dates where both have different ones; otherwise by the other signs, a sign
    that is missing being the first version, and only where they all agree. :meth:`newer_than` is false where that cannot
    be told: (1) may be a copy that a browser has numbered, but it is never the older one. A date without its year (11月5日)
    stands in :data:`_SOME_YEAR`, and is compared with another such date within half a year.
    """

    dated: date | None = None
    signs: tuple[int, int, int, int] = (0, 1, 0, 0)  # revision, version, copy, final
    text: str = ""

    @classmethod
    def of(cls, stem: str) -> Version:
        stem = half_width(unicodedata.normalize("NFC", stem))
        said, days = [], []
        for match in (*_DATED.finditer(stem), *_IN_WORDS.finditer(stem)):
            if "sign" in match.groupdict() and not match["sign"] and len(match["month"]) + len(match["day"]) < 4:
                continue
            try:
                days.append(roc.parse_date(f"{match['year'] or _SOME_YEAR}-{match['month']}-{match['day']}"))
                said.append((match.start(), match[0]))
            except roc.BadDate:
                continue
        signs = list(cls.signs)
        for place, pattern in enumerate((_REVISED, _NUMBERED, _COPY, _FINAL)):
            for match in pattern.finditer(stem):
                number = next((_number(group) for group in match.groups() if group), 1)
                signs[place] = max(signs[place], number)
                said.append((match.start(), match[0]))
        revision, version, copy, final = signs
        return cls(
            days[0] if len(set(days)) == 1 else None,
            (revision, version, copy, final),
            " ".join(text.strip() for _, text in sorted(said)),
        )

    def newer_than(self, other: Version) -> bool:
        mine, theirs = self.dated, other.dated
        if mine and theirs and mine != theirs:
            yearless = {day.year == _SOME_YEAR for day in (mine, theirs)}
            return mine > theirs and (yearless == {False} or yearless == {True} and mine - theirs <= _HALF_A_YEAR)
        if bool(mine) != bool(theirs):
            return False
        return self.signs != other.signs and all(
            sign >= other_sign for sign, other_sign in zip(self.signs, other.signs, strict=True)
        )


def _number(text: str) -> int:
    return 2 if text == "再" else int(text) if text.isascii() else _DIGITS[text]


# -- whose a file is -------------------------------------------------------------------------------------------------------

# After the name of an agency: the name of a part of it, which is another body (水利署南區水資源局).
_PART_OF_IT = re.compile(r"[^\W\d_]{0,8}?(?:分署|分局|[^\W\d_]局|工程處|管理處|辦事處|試驗所|研究所|公司|中心)")


def agencies_in(text: str, meeting: Meeting) -> tuple[Agency, ...]:
    """The agencies that a text names by any spelling, the longest first; not one of which only a part is named.

    One whose official name begins another's (經濟部, 經濟部水利署) is not named by it.
    """
    day, rest, places = meeting.params.meeting.date.first(), folded(text), []
    for name in _spellings(meeting):
        start = rest.find(name)
        while start >= 0:
            places.append((start, name))
            rest = rest[:start] + "\0" * len(name) + rest[start + len(name) :]
            start = rest.find(name)
    found: list[Agency] = []
    for start, name in sorted(places, key=lambda place: (-len(place[1]), place)):
        match = meeting.register.lead(name, day)
        if match and not _PART_OF_IT.match(rest[start + len(name) :]):
            found += [
                agency for agency in ((match.agency,) if match.agency else match.candidates) if agency not in found
            ]
    return tuple(
        one for one in found if not any(other is not one and other.name.startswith(one.name) for other in found)
    )


def name_of_another_time(text: str, agency: Agency, meeting: Meeting) -> str:
    """The name in the text that led to the agency and is not its own on the day of the meeting; "" where its own is there."""
    day, there = meeting.params.meeting.date.first(), folded(text)
    if any(folded(name) in there for name in (agency.name, agency.short, *agency.aliases)):
        return ""
    names = (
        name
        for other in meeting.register.every
        for name in (other.name, other.short, *other.aliases)
        if folded(name) in there
    )
    return max(
        (name for name in names if (match := meeting.register.lead(name, day)) and match.agency is agency),
        key=len,
        default="",
    )


def merged_sender(name: str, agency: Agency, meeting: Meeting) -> str:
    """The official name of the office that had this name until it was merged with others into the agency; "" for any other."""
    match = meeting.register.lead(name, meeting.params.meeting.date.first())
    if match is None or match.named.valid_until is None:
        return ""
    back = meeting.register.lead(agency.name, match.named.valid_until)
    return match.named.name if back and back.agency is not match.named else ""


def _spellings(meeting: Meeting) -> list[str]:
    """Every spelling in the register of at least two characters, the longest first."""
    every = {folded(name) for agency in meeting.register.every for name in (agency.name, agency.short, *agency.aliases)}
    return sorted((name for name in every if len(name) > 1), key=lambda name: (-len(name), name))


# -- which return a sheet is -----------------------------------------------------------------------------------------------


def best_return(sheet: Sheet, file_name: str = "") -> Header | None:
    """The header of the return whose table the sheet looks like most; None where it looks like none.

    First that all required columns are there, then that the sheet or the file is called so, then how many columns are.
    """
    names = spelling(sheet.name), spelling(file_name)
    texts = {
        spelling(cell)
        for row in sheet.rows[: HEADER_WITHIN_ROWS + MOST_HEADER_ROWS]
        for cell in row
        if isinstance(cell, str)
    }
    quick = {
        one.name: {column.name for text, column in _headers(one.name).items() if text in texts}
        for one in asked.RETURNS.values()
    }
    whole = [one for one in asked.RETURNS.values() if _required(one) <= quick[one.name]]
    if len(whole) == 1 and len(quick[whole[0].name]) > 1:
        return next(find_headers(sheet, [whole[0].table]))
    scored = []
    headers = find_headers(sheet, [one.table for one in asked.RETURNS.values()])
    for number, (one, header) in enumerate(zip(asked.RETURNS.values(), headers, strict=True)):
        found = header.places.keys()
        named = spelling(one.label) in names[0] or spelling(one.label) in names[1]
        required = len(_required(one) & found)
        if len(found) > 1 and (named or 2 * required >= len(_required(one))):
            scored.append(
                (required == len(_required(one)), named, required / len(_required(one)), len(found), -number, header)
            )
    return max(scored, key=lambda score: score[:-1])[-1] if scored else None


@functools.cache
def _headers(name: str) -> Mapping[str, schema.Column]:
    return asked.RETURNS[name].table.by_spelling()


def _required(one: Return) -> set[str]:
    return {column.name for column in one.table.columns if column.required}
