"""The rows of an input as one side of an identity: chosen, called by their places, and found by what they are about."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

import numpy as np

from reportlib.document.compared import Check, Disagreement, Side, World
from reportlib.document.row_keys import Pairs, cells, have_all, numbered
from reportlib.facts.facts import Rows, Unit
from reportlib.facts.record import SourceTable, TextColumn
from reportlib.facts.text_list import kept, spelled
from reportlib.meeting.identity_rules import ANY, Condition, Identity, RowSide
from reportlib.roc import FIRST_YEAR, BadDate, parse_date
from reportlib.text import spelling
from reportlib.wording import own, said

Found = Iterator[tuple["Disagreement", "InputRow"]]

LATELY = timedelta(62)  # after which nobody closes what was held (ours)
MOST = 5  # disagreements of one identity that are told one by one
BLANK = "空白"
ALIKE = 0.9  # how much of two texts must be the same signs, in any order (ours)
# What tells one piece of work from the next of its kind, where all else is alike: 第三季, 下半年.
_NUMERALS = re.compile(
    r"[0-9]+|[一二三四五六七八九十百]+|[上下前後](?=半年|半|期|次|年|季|月)|[本次明今去](?=年|季|期|月)"
)
# 「109 年下半年」, and 「下半年」 alone
HALF = re.compile(r"(?:(?<![0-9])(?P<year>[0-9]{2,4})年度?)?(?P<half>[上下])半年")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InputRow:
    """One row of one input, by its place in the table."""

    table: SourceTable
    at: int

    @property
    def number(self) -> int:
        return int(self.table.numbers[self.at])

    @property
    def texts(self) -> tuple[str, ...]:
        """Its cells, in the order of the columns."""
        return tuple(column.texts[column.at[self.at]] for column in self.table.cells)

    def cell(self, column: str) -> str:
        """The text of a column, "" of one that the input does not have."""
        if column not in self.table.columns:
            return ""
        found = self.table.column(column)
        return found.texts[found.at[self.at]]

    def side(self, column: str, named: str = "") -> Side:
        """A cell as a side of a disagreement: 「catalogue.csv 第 214 列「品質檢測」」 and its text."""
        file = self.table.file + (f"〔{self.table.sheet}〕" if self.table.sheet else "")
        place = said("{file} 第 {row} 列「{column}」", file=file, row=self.number, column=column)
        return Side(f"{named}，{place}" if named else place, self.cell(column) or own(BLANK))


@dataclass(frozen=True)
class Chosen:
    """The rows of one side of an identity on a day, as a table that has no others."""

    side: RowSide
    table: SourceTable
    day: date
    whole: SourceTable  # with the rows that were not chosen

    @property
    def places(self) -> Iterator[InputRow]:
        """Each of its rows."""
        return (InputRow(self.table, at) for at in range(len(self.table)))

    @property
    def column(self) -> str:
        """What it tells of a row; where the identity names no column, what the row is about."""
        return self.side.column or self.side.key[-1]

    @cached_property
    def keys(self) -> list[Key]:
        """What each row is about; every text of a column is spelled once."""
        return list(zip(*(self.cells(label).of_each(spelling) for label in self.side.key), strict=True))

    def key(self, place: InputRow, *more: str) -> Key:
        return tuple(spelling(place.cell(column)) for column in (*self.side.key, *more))

    def cells(self, label: str) -> TextColumn:
        """A column of these rows, blank where the input does not have it."""
        return cells(self.table, label)

    def id_of(self, place: InputRow) -> str:
        """By what a disagreement about a row is known: its key, or its number where it has none."""
        return "".join("/".join(place.cell(column) for column in self.side.key).split()) or str(place.number)


def rows_of(world: World, side: RowSide | None, day: date) -> Chosen | None:
    """The rows of a side; None where the packet does not have the input, or the input not the columns."""
    table = next((table for table in world.document.tables if side and table.input == side.table), None)
    if side is None or table is None:
        return None
    own = filter(None, (*side.key, side.column, side.first, side.last))
    if not set(own) <= set(table.columns) or not all(_is_asked(one, table) for one in side.where):
        return None
    return Chosen(side, holding(table, side.where, day), day, table)


def holding(table: SourceTable, where: Iterable[Condition], day: date) -> SourceTable:
    """The rows for which every condition holds."""
    masks = [_holds(table, one, day) for one in where]
    return table.some(np.logical_and.reduce(masks)) if masks else table


def _holds(table: SourceTable, one: Condition, day: date) -> np.ndarray:
    if one.column not in table.columns and one.column != ANY:
        held = np.full(len(table), one.or_absent)
    else:
        columns = table.cells if one.column == ANY else (table.column(one.column),)
        held = np.logical_or.reduce([column.where(lambda text: one.holds(text, day)) for column in columns])
    return held | _holds(table, one.or_else, day) if one.or_else else held


def of_one_side(found: Callable[[Check, World, Chosen], Found]) -> Callable[[Check, World], Iterator[Disagreement]]:
    """A check of the rows of ``one``; without the input it says nothing."""

    @functools.wraps(found)
    def checked(check: Check, world: World) -> Iterator[Disagreement]:
        if one := _side(check, world, check.identity.one):
            yield from at_most(check, found(check, world, one))

    return checked


def of_both_sides(found: Callable[[Check, Chosen, Chosen], Found]) -> Callable[[Check, World], Iterator[Disagreement]]:
    """A check of the rows of ``one`` against those of ``other``; without one of the inputs it says nothing, nor of a row of ``one``
    that the identity's ``unless`` explains."""

    @functools.wraps(found)
    def checked(check: Check, world: World) -> Iterator[Disagreement]:
        identity = check.identity
        one, other, unless = (_side(check, world, side) for side in (identity.one, identity.other, identity.unless))
        tables = {table.input for table in world.document.tables}
        if one and other and identity.not_with not in tables and (not identity.needs or identity.needs in tables):
            yield from at_most(check, found(check, _unexplained(one, unless, identity.dropping), other))

    return checked


def _side(check: Check, world: World, side: RowSide | None) -> Chosen | None:
    """The rows of a side on the day of the check; None where there are none to hold it against, or where the identity stands on a
    figure that the packet does not have."""
    return rows_of(world, side, day_of(check)) if check.roles.get("on") or not check.identity.facts.get("on") else None


def _unexplained(one: Chosen, unless: Chosen | None, dropping: Sequence[str]) -> Chosen:
    if unless is None or any(column not in one.table.columns for column in unless.side.key):
        return one

    def as_compared(texts: Sequence[str]) -> Sequence[str]:
        return kept(dropped(text, dropping) for text in spelled(texts)) if dropping else spelled(texts)

    labels = unless.side.key
    mine, known = numbered((one.table, labels), (unless.table, labels), made=as_compared)
    left = ~np.isin(mine, known) | ~have_all(one.table, labels, as_compared)
    return dataclasses.replace(one, table=one.table.some(left))


def dropped(text: str, words: Sequence[str]) -> str:
    """A text without words that make no difference."""
    for word in words:
        text = text.replace(word, "")
    return text


def _is_asked(condition: Condition, table: SourceTable) -> bool:
    """Whether a table has the column of a condition, or of what is as good; or need not have it."""
    return any(one.column in (ANY, *table.columns) or one.or_absent for one in condition.every())


def day_of(check: Check) -> date:
    """The as-of date of the fact that the identity stands on; without one every day has come."""
    return max((fact.known_day for fact in check.roles.get("on", ()) if fact.as_of), default=date.max)


# -- by what they are about ------------------------------------------------------------------------------------------------


def with_the_same_key(one: Chosen, other: Chosen) -> Pairs:
    """The rows of both sides that have the same key, none of it blank; of ``other`` those that are in time."""
    mine, theirs = numbered((one.table, one.side.key), (other.table, other.side.key))
    mine[~have_all(one.table, one.side.key)] = -1
    rows = np.flatnonzero(have_all(other.table, other.side.key))
    return Pairs.of(mine, theirs, rows[_are_in_time(other, theirs[rows], rows)])


def _are_in_time(chosen: Chosen, keys: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """For which rows of a side, by the numbers of their keys and their places, :func:`_first_of` or :func:`_in_force` has them."""
    side = chosen.side
    if not (by := side.first or side.last) or not len(rows):
        return np.ones(len(rows), bool)
    column = chosen.cells(by)
    days = np.array([(day_in(text) or date.min).toordinal() for text in column.texts], np.int64)[column.at[rows]]
    if side.first:
        earliest = np.full(keys.max() + 1, date.max.toordinal(), np.int64)
        np.minimum.at(earliest, keys, days)
        return days == earliest[keys]
    has_come = days <= chosen.day.toordinal()
    come = np.zeros(keys.max() + 1, np.int64)  # which is no day
    np.maximum.at(come, keys[has_come], days[has_come])
    return (come[keys] > 0) & ((days == come[keys]) | ~has_come)


class ByKey:
    """The rows of a side by their keys, found by another's key as the identity says that keys match."""

    def __init__(self, chosen: Chosen, match: str):
        self._table = chosen.table
        self._places: dict[Key, list[int]] = {}  # in the order of the table
        for at, key in enumerate(chosen.keys):
            self._places.setdefault(key, []).append(at)
        if by := chosen.side.first or chosen.side.last:
            days = list(chosen.table.column(by).of_each(lambda text: day_in(text) or date.min))
            in_time = _first_of if chosen.side.first else functools.partial(_in_force, chosen.day)
            chosen_of = ((key, in_time(days, places)) for key, places in self._places.items())
            self._places = {key: places for key, places in chosen_of if places}
        ways = {
            "same": self._same,
            "name": self._named,
            "words": self._worded,
            "half_year": self._of_half_year,
            "lately": self._lately,
        }
        self._find: Callable[[Key], Sequence[int]] = ways[match]

    def of(self, key: Key) -> list[InputRow]:
        """The rows that are about the same; none of a key that is blank in part."""
        return [InputRow(self._table, at) for at in self.places(key)]

    def places(self, key: Key) -> Sequence[int]:
        """Where these rows are in the table of their side."""
        return self._find(key) if all(key) else ()

    def _same(self, key: Key) -> Sequence[int]:
        return self._places.get(key, ())

    def _named(self, key: Key) -> Sequence[int]:
        """An agency by its name, long or short: 「水利署」 is 「經濟部水利署」 where no other name ends so."""
        if key in self._places:
            return self._places[key]
        found = [known for known in self._places if is_name_of(known[0], key[0])]
        return self._places[found[0]] if len(found) == 1 else ()

    def part_of(self, name: str) -> list[InputRow]:
        """The rows of the agency whose name a longer one begins with or holds, where it is of one alone."""
        found = [known for known in self._places if len(known[0]) > 1 and known[0] in name]
        return [InputRow(self._table, at) for at in self._places[found[0]]] if len(found) == 1 else []

    def _worded(self, key: Key) -> Sequence[int]:
        return [at for known, places in self._places.items() if has_same_words(known[0], key[0]) for at in places]

    def _of_half_year(self, key: Key) -> Sequence[int]:
        half = half_year_of(key)
        found = (places for known, places in self._places.items() if half and half_year_of(known) == half)
        return [at for places in found for at in places]

    def _lately(self, key: Key) -> Sequence[int]:
        day = day_in(key[0])
        if day is None:
            return ()
        known = ((day_in(one[0]), places) for one, places in self._places.items())
        return [at for before, places in known if before and timedelta(0) <= day - before <= LATELY for at in places]


def _first_of(days: Sequence[date], places: Sequence[int]) -> list[int]:
    """Of rows of one key those of the earliest day."""
    first = min(days[at] for at in places)
    return [at for at in places if days[at] == first]


def _in_force(day: date, days: Sequence[date], places: Sequence[int]) -> list[int]:
    """Of rows of one key those of the latest day up to this one and those after it; none where what was in force on it is not known."""
    come = max((days[at] for at in places if days[at] <= day), default=None)
    return [at for at in places if come and (days[at] == come or days[at] > day)]


HalfYear = tuple[int, bool]  # the year, and whether it is its second half


def half_year(day: date | None) -> HalfYear | None:
    return (day.year, day.month > 6) if day else None


def half_year_of(key: Key) -> HalfYear | None:
    """The half-year that a text of a key names, as it stands or as the last of its kind that has begun on the date beside it; that of the date where
    the key is nothing but one; else none."""
    texts, day = [text for text in key if not day_in(text)], next(filter(None, map(day_in, key)), None)
    if not texts:
        return half_year(day)
    halves = {found for text in texts for found in named_halves(text, day)}
    return halves.pop() if len(halves) == 1 else None


def named_halves(text: str, day: date | None = None) -> Iterator[HalfYear]:
    """The half-years that a text names; one without its year is the last that has begun on the ``day``, and none without a day."""
    for found in HALF.finditer(spelling(text)):
        is_second = found["half"] == "下"
        if found["year"]:
            yield int(found["year"]) + (0 if len(found["year"]) == 4 else FIRST_YEAR), is_second
        elif day:
            yield day.year - (is_second and day.month < 7), is_second


@functools.lru_cache(maxsize=1 << 14)  # the same days come again and again
def day_in(text: str) -> date | None:
    """The date of a cell; None where it is none."""
    try:
        return parse_date(text) if text else None
    except BadDate:
        return None


def is_name_of(one: str, other: str) -> bool:
    """Whether one of two names is the other with what it belongs to before it."""
    short, long = sorted((one, other), key=len)
    return len(short) > 1 and long.endswith(short)


def has_same_words(one: str, other: str) -> bool:
    """Whether two texts have the same numerals and halves of years, and the same signs in any order, but for some."""
    if sorted(_NUMERALS.findall(one)) != sorted(_NUMERALS.findall(other)):
        return False
    mine, yours = Counter(one), Counter(other)
    return 2 * (mine & yours).total() >= ALIKE * (mine.total() + yours.total())


# -- what is told of them --------------------------------------------------------------------------------------------------


def called(identity: Identity, place: InputRow) -> str:
    """What a row is called in a sentence, 「5-2 決議六」; nothing for a column that it does not have."""
    return re.sub(r"\{(.+?)\}", lambda gap: place.cell(gap[1]), identity.named).strip()


def at_most(check: Check, found: Iterator[tuple[Disagreement, InputRow]]) -> Iterator[Disagreement]:
    """The first of them, and one more that counts the others and lists their rows."""
    every = list(found)
    yield from (one for one, _ in every[:MOST])
    rest = [place for _, place in every[MOST:]]
    if rest:
        table, numbers = rest[0].table, tuple(dict.fromkeys(place.number for place in rest))
        side = counted(said("除以上各列外，{file} 不一致的列數", file=table.file), table, numbers)
        yield check.finding(side, Side(own("應有的列數"), "0"), "more", (Rows(table.file, table.sheet, numbers),))


def counted(label: str, table: SourceTable, numbers: Sequence[int]) -> Side:
    """How many rows there are, as a side that is computed again from them."""
    rows = Rows(table.file, table.sheet, tuple(numbers))
    spans = [{"file": rows.file, "sheet": rows.sheet, "rows": rows.ranges()}] if numbers else []
    count, unit = Decimal(len(rows.numbers)), Unit("列")
    return Side(label, unit.text(count), count, unit, tree={"operator": "count", "rows": spans})
