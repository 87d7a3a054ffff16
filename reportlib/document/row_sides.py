"""The rows of an input as one side of an identity: chosen, called by their places, and found by what they are about."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import numpy as np

from reportlib.document.compared import Check, Disagreement, Side, World
from reportlib.facts.facts import Rows, Unit
from reportlib.facts.record import Column, SourceTable
from reportlib.meeting.identity_rules import ANY, Condition, Identity, RowSide
from reportlib.roc import BadDate, parse_date
from reportlib.text import spelling

MOST = 5  # disagreements of one identity that are told one by one
BLANK = "空白"
ALIKE = 0.9  # how much of two texts must be the same signs, in any order (ours)
_NUMERALS = re.compile(r"[0-9]+")

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
        sheet = f"〔{self.table.sheet}〕" if self.table.sheet else ""
        place = f"{self.table.file}{sheet} 第 {self.number} 列「{column}」"
        return Side(f"{named}，{place}" if named else place, self.cell(column) or BLANK)


@dataclass(frozen=True)
class Chosen:
    """The rows of one side of an identity, as a table that has no others."""

    side: RowSide
    table: SourceTable

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

    def key(self, place: InputRow) -> Key:
        return self.keys[place.at]

    def cells(self, label: str) -> Column:
        """A column of these rows, blank where the input does not have it."""
        table = self.table
        return table.column(label) if label in table.columns else Column(("",), np.zeros(len(table), np.uint8))

    def id_of(self, place: InputRow) -> str:
        """By what a disagreement about a row is known: its key, or its number where it has none."""
        return "".join("/".join(place.cell(column) for column in self.side.key).split()) or str(place.number)


def rows_of(world: World, side: RowSide | None, day: date) -> Chosen | None:
    """The rows of a side; None where the packet does not have the input, or the input not the columns."""
    table = next((table for table in world.document.tables if side and table.input == side.table), None)
    if side is None or table is None:
        return None
    if any(column not in table.columns for column in side.columns() if not _may_lack(side, column)):
        return None
    return Chosen(side, holding(table, side.where, day))


def holding(table: SourceTable, where: Iterable[Condition], day: date) -> SourceTable:
    """The rows for which every condition holds."""
    masks = [_holds(table, one, day) for one in where]
    return table.some(np.logical_and.reduce(masks)) if masks else table


def _holds(table: SourceTable, one: Condition, day: date) -> np.ndarray:
    if one.column not in table.columns and one.column != ANY:
        return np.full(len(table), one.or_absent)
    columns = table.cells if one.column == ANY else (table.column(one.column),)
    return np.logical_or.reduce([column.where(lambda text: one.holds(text, day)) for column in columns])


def both(check: Check, world: World) -> tuple[Chosen, Chosen] | None:
    """The rows of both sides; None where one of the two inputs is not there."""
    one, other = (rows_of(world, side, day_of(check)) for side in (check.identity.one, check.identity.other))
    return (one, other) if one and other else None


def _may_lack(side: RowSide, column: str) -> bool:
    """A text in which something may be told need not be there, but where a condition names it; nor a column whose conditions say so."""
    own = (*side.key, side.column, side.first, side.last)
    conditions = [one for one in side.where if one.column == column]
    return column not in own and all(one.or_absent for one in conditions)


def day_of(check: Check) -> date:
    """The as-of date of the fact that the identity stands on; without one every day has come."""
    on = check.roles.get("on", ())
    return on[0].known_day if on and on[0].as_of else date.max


# -- by what they are about ------------------------------------------------------------------------------------------------


class ByKey:
    """The rows of a side by their keys, found by another's key as the identity says that keys match."""

    def __init__(self, chosen: Chosen, match: str):
        self._table = chosen.table
        self._places: dict[Key, list[int]] = {}  # in the order of the table
        for at, key in enumerate(chosen.keys):
            self._places.setdefault(key, []).append(at)
        if by := chosen.side.first or chosen.side.last:
            choose = min if chosen.side.first else max
            days = list(chosen.table.column(by).of_each(lambda text: day_in(text) or date.min))
            for places in self._places.values():
                places[:] = [choose(places, key=days.__getitem__)]
        ways = {"same": self._same, "name": self._named, "words": self._worded, "half_year": self._of_half_year}
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

    def _worded(self, key: Key) -> Sequence[int]:
        return [at for known, places in self._places.items() if has_same_words(known[0], key[0]) for at in places]

    def _of_half_year(self, key: Key) -> Sequence[int]:
        half = half_year(day_in(key[0]))
        return [
            at
            for known, places in self._places.items()
            if half and half_year(day_in(known[0])) == half
            for at in places
        ]


def half_year(day: date | None) -> tuple[int, bool] | None:
    """The year of a day, and whether it is in its second half."""
    return (day.year, day.month > 6) if day else None


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
    """Whether two texts have the same numerals, and the same signs in any order, but for some."""
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
        side = counted(f"除以上各列外，{table.file} 不一致的列數", table, numbers)
        yield check.finding(side, Side("應有的列數", "0"), "more", (Rows(table.file, table.sheet, numbers),))


def counted(label: str, table: SourceTable, numbers: Sequence[int]) -> Side:
    """How many rows there are, as a side that is computed again from them."""
    rows = Rows(table.file, table.sheet, tuple(numbers))
    spans = [{"file": rows.file, "sheet": rows.sheet, "rows": rows.ranges()}] if numbers else []
    count, unit = Decimal(len(rows.numbers)), Unit("列")
    return Side(label, unit.text(count), count, unit, tree={"operator": "count", "rows": spans})
