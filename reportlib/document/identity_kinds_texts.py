"""Identities between what a sentence of a row tells and what the columns, the plan or another cell tell: days, numbers, prizes.

A sentence that tells none of it is held against nothing. What is read is narrow on purpose: a day with its month (7 月 24 日), a
number of items beside a half-year, prizes in a row before 獎.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlib.document.compared import Check, Disagreement, Side, World
from reportlib.document.identity_kinds_rows import Found
from reportlib.document.row_sides import Chosen, InputRow, Key, at_most, both, called, counted, day_in, day_of, rows_of
from reportlib.meeting.identity_rules import Identity
from reportlib.roc import FIRST_YEAR, format_date
from reportlib.text import half_width

# 「109 年 7 月 24 日」, 「7 月 24 日」, 「109-07-24」
_DAY = re.compile(
    r"(?:(?P<year>[0-9]{2,4})\s*年\s*)?(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日"
    r"|(?<![0-9])(?P<y>[0-9]{3,4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?![0-9])"
)
# what a day is of: of a deadline or of what was done by it, or of a meeting or a letter
_OF = re.compile(r"[^,，。;；、]{0,6}?(?P<word>前(?!次)|完成|會議|函|決議)")
_HALF = re.compile(r"(?<![0-9])(?P<year>[0-9]{2,4})\s*年\s*度?\s*(?P<half>[上下])半年")
_ITEMS = re.compile(r"(?P<number>[0-9][0-9,]*)\s*(?:[項筆]|個(?=\s*(?:開放)?資料))")
_IN_TIME = ("如期", "如質", "期限內", "準時")
_MEDALS = ("白金", "金", "銀", "銅")
_BEGINNING = 3  # signs of a long name of a prize by which it is called: 區塊鏈 of 區塊鏈創新應用獎


def check_contrary(check: Check, world: World) -> Iterator[Disagreement]:
    """No row of ``one`` is as ``where`` says: its ``column`` is contrary to what the first of its ``texts`` tells."""
    if chosen := rows_of(world, check.identity.one, day_of(check)):
        yield from at_most(check, _contrary(check, chosen))


def _contrary(check: Check, chosen: Chosen) -> Found:
    text = chosen.side.texts[0]
    for place in chosen.places:
        sides = (place.side(chosen.column, called(check.identity, place)), place.side(text))
        yield check.finding(*sides, chosen.id_of(place)), place


# -- days ------------------------------------------------------------------------------------------------------------------


def check_days(check: Check, world: World) -> Iterator[Disagreement]:
    """The days that the sentences of a row tell have one among the dates of its own columns, ``key``, where it has dates."""
    if chosen := rows_of(world, check.identity.one, day_of(check)):
        yield from at_most(check, _other_days(check, chosen))


def _other_days(check: Check, chosen: Chosen) -> Found:
    side = chosen.side
    for place in chosen.places:
        dated = {column: day for column in side.key if (day := day_in(place.cell(column)))}
        told = {column: days for column in side.texts if (days := list(_days(check.identity, place.cell(column))))}
        every = [one for days in told.values() for one in days]
        if dated and every and not any(_is_day(one, day) for one in every for day in dated.values()):
            column, text = next(iter(dated)), next(iter(told))
            said = Side(place.side(text).label, "、".join(one[0] for one in told[text]))
            name = called(check.identity, place)
            yield check.finding(place.side(column, name), said, "".join(name.split()) or str(place.number)), place


def _days(identity: Identity, text: str) -> Iterator[re.Match]:
    """The days of a text that count: those of a deadline or of what was done, where the identity names the words that tell so."""
    text = half_width(text)
    return (one for one in _DAY.finditer(text) if not identity.followed or _counts(identity, text, one))


def _counts(identity: Identity, text: str, day: re.Match) -> bool:
    of = _OF.match(text, day.end())
    return text[: day.start()].rstrip().endswith(tuple(identity.preceded)) or bool(
        of and of["word"] in identity.followed
    )


def _is_day(told: re.Match, day: date) -> bool:
    year, month, on = (told["y"], told["m"], told["d"]) if told["y"] else (told["year"], told["month"], told["day"])
    known = (str(day.year), str(day.year - FIRST_YEAR), None)
    return (int(month), int(on)) == (day.month, day.day) and year in known


# -- a half-year and its items -----------------------------------------------------------------------------------------------


def check_half_year(check: Check, world: World) -> Iterator[Disagreement]:
    """A row of ``one`` names a half-year and a number of items: ``other`` has so many rows with the date of ``key`` in it.

    What is said to have been done in time must have a date in ``column`` that is not after that.
    """
    if sides := both(check, world):
        yield from at_most(check, _halves(check, *sides))


def _halves(check: Check, one: Chosen, other: Chosen) -> Found:
    planned = other.side.key[0]
    for place in one.places:
        text = half_width(place.cell(one.column))
        half = next(filter(None, (_HALF.search(half_width(cell)) for cell in place.texts)), None)
        items = _ITEMS.search(text)
        if not half or not items:
            continue
        first, last = _span(half)
        rows = [row for row in other.places if first <= (day_in(row.cell(planned)) or date.min) <= last]
        if not rows:
            continue  # the plan is of other half-years
        in_time = any(word in text for word in _IN_TIME)
        if in_time:
            rows = [row for row in rows if _is_in_time(row, planned, other.column)]
        if int(items["number"].replace(",", "")) != len(rows):
            done = "而如期完成" if in_time else ""
            label = f"{other.table.file} {format_date(first)} 至 {format_date(last)} 預計{done}的列數"
            found = counted(label, other.table, [row.number for row in rows])
            yield check.finding(place.side(one.column, called(check.identity, place)), found, one.id_of(place)), place


def _span(half: re.Match) -> tuple[date, date]:
    year = int(half["year"]) + (0 if len(half["year"]) == 4 else FIRST_YEAR)
    return (date(year, 1, 1), date(year, 6, 30)) if half["half"] == "上" else (date(year, 7, 1), date(year, 12, 31))


def _is_in_time(row: InputRow, planned: str, opened: str) -> bool:
    due, done = day_in(row.cell(planned)), day_in(row.cell(opened))
    return due is not None and done is not None and done <= due


# -- prizes ------------------------------------------------------------------------------------------------------------------


def check_prizes(check: Check, world: World) -> Iterator[Disagreement]:
    """Sentences about one thing (``key``) that name prizes name the same, and so do two rows of prizes in one sentence; which prizes
    there are ``other`` lists beside the medals."""
    if chosen := rows_of(world, check.identity.one, day_of(check)):
        yield from at_most(check, _other_prizes(check, chosen, _prizes(check.identity, world)))


@dataclass(frozen=True)
class _Prizes:
    """The prizes that a sentence can name: one of them, and a row of them as in 「金、銀得獎」 and 「銅獎及區塊鏈獎」."""

    one: str

    @property
    def _row(self) -> str:
        name = rf"(?:{self.one})牌?獎?"
        return rf"{name}(?:[、,，及與和]\s*{name})*(?:(?<=獎)|(?=得獎))"

    def rows(self, text: str) -> list[tuple[str, ...]]:
        """Each row of them, in one order, a long name by how it begins."""
        return [tuple(sorted(self._of(row))) for row in re.findall(self._row, text)]

    def named(self, text: str) -> tuple[str, ...]:
        """All that a text names, each once, in one order."""
        return tuple(sorted({name for row in self.rows(text) for name in row}))

    def _of(self, row: str) -> set[str]:
        return {name[:_BEGINNING] for name in re.findall(self.one, row)}


def _prizes(identity: Identity, world: World) -> _Prizes:
    listed = rows_of(world, identity.other, date.max)
    names = {half_width(place.cell(listed.column)).removesuffix("獎") for place in listed.places} if listed else ()
    stems = {stem for name in names if len(name) >= _BEGINNING for stem in (name, name[:_BEGINNING])}
    longest_first = sorted((*stems, *_MEDALS), key=lambda stem: (-len(stem), stem))
    return _Prizes("|".join(map(re.escape, longest_first)))


def _other_prizes(check: Check, chosen: Chosen, known: _Prizes) -> Found:
    told: dict[Key, list[tuple[InputRow, str, tuple[str, ...]]]] = {}
    for place, column in itertools.product(chosen.places, chosen.side.texts):
        text, of_thing = half_width(place.cell(column)), told.setdefault(chosen.key(place), [])
        of_thing += ((place, column, row) for row in known.rows(text) if len(row) > 1)
        of_thing += ((place, column, prizes) for prizes in (known.named(text),) if prizes)
    for (place, column, prizes), *others in filter(None, told.values()):
        for other, text, also in others:
            if also != prizes:
                label = place.side(column, called(check.identity, place)).label
                sides = Side(label, _listed(prizes)), Side(other.side(text).label, _listed(also))
                yield check.finding(*sides, chosen.id_of(place)), place
                break


def _listed(prizes: tuple[str, ...]) -> str:
    return "、".join(f"{prize}獎" for prize in prizes)
