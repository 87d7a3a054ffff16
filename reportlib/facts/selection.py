"""Conditions evaluated on the kept texts of all rows of a table: which rows a figure is about, found again from what the packet keeps.

It shares nothing with how figures are measured. Every text of a column is looked at once, every condition evaluated once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

import numpy as np

from reportlib.facts.conditions import All, AnyOf, Choice, Known, Latest, Not, Says, Sum, Took, blank, working_days
from reportlib.facts.record import SourceTable, TextColumn
from reportlib.facts.rowsets import RowSet
from reportlib.facts.text_list import are_any_of, each_at, numbered_alike, spelled
from reportlib.roc import parse_date

SEPARATOR = "；"  # between the items of a list
COSTLY = (Took, Sum, Known, Latest)  # looked at row by row, or in another table: kept, a bit a row
MOST_KEPT = 512  # masks of other conditions that were asked for: a bit a row each
Mask = np.ndarray  # of each row of the table, in its order, whether it is one of them

_date = lru_cache(maxsize=1 << 14)(parse_date)


class Selection:
    """The rows of one table that satisfy conditions; ``others`` gives that of another input by its name."""

    def __init__(self, table: SourceTable, others: Callable[[str], Selection]):
        self.table = table
        self._others = others
        self._found: dict[Choice, np.ndarray] = {}
        self._costly: dict[Choice, np.ndarray] = {}
        self._alike: dict[tuple[str, str, str], list[np.ndarray]] = {}
        self._spelled: dict[str, Sequence[str]] = {}

    def rows(self, condition: Choice) -> RowSet:
        """The numbers of the rows for which it holds; KeyError for a column or a table that is not there."""
        return RowSet.of(self.table.numbers[self.mask(condition)])

    def mask(self, condition: Choice) -> Mask:
        """The rows for which it holds, by their places; KeyError as for their numbers."""
        return np.unpackbits(self._bits(condition), count=len(self.table)).view(bool)

    def _bits(self, condition: Choice) -> np.ndarray:
        """The same, a bit a row."""
        if condition in self._costly:
            return self._costly[condition]
        found = self._found.pop(condition, None)
        if found is None:
            found = self._select(condition)
        (self._costly if isinstance(condition, COSTLY) else self._found)[condition] = found
        if len(self._found) > MOST_KEPT:  # the last one that was asked for stands last
            del self._found[next(iter(self._found))]
        return found

    def _select(self, condition: Choice) -> np.ndarray:
        match condition:
            case All(of):
                return np.bitwise_and.reduce([np.packbits(self._all(True)), *map(self._bits, of)])
            case AnyOf(of):
                return np.bitwise_or.reduce([np.packbits(self._all(False)), *map(self._bits, of)])
            case Not(of):
                return np.packbits(self._all(True)) & ~self._bits(of)
            case _:
                return np.packbits(self._look(condition))

    def _look(self, condition: Choice) -> Mask:
        match condition:
            case Says(label, "blank"):
                return ~self._column(label).are_filled()
            case Says(label, "is"):
                column = self._column(label)
                return are_any_of(column.texts, condition.values)[column.at]
            case Says():
                return self._column(condition.column).where(_TESTS[condition.test](condition.values))
            case Took():
                return self._of_rows(condition.columns, _took(condition))
            case Sum():
                return self._of_rows(condition.columns, _sum(condition))
            case Known():
                return self._known_there(condition)[self._column(condition.column).at]
            case Latest():
                return self._latest(condition)
            case _:
                raise KeyError(condition)

    def _all(self, value: bool) -> Mask:
        return np.full(len(self.table), value)

    def _column(self, label: str) -> TextColumn:
        if label not in self.table.columns:
            raise KeyError(label)
        return self.table.column(label)

    def spellings(self, label: str) -> Sequence[str]:
        """The texts of a column in the form in which they are compared."""
        if label not in self._spelled:
            self._spelled[label] = spelled(self._column(label).texts)
        return self._spelled[label]

    def said(self, label: str, condition: Choice) -> np.ndarray:
        """For which texts of a column there is a row that says it and for which the condition holds; not for a blank one."""
        column = self._column(label)
        found = np.zeros(len(column.texts), bool)
        found[column.at[self.mask(condition) & ~self.mask(blank(label))]] = True
        return found

    def _known_there(self, condition: Known) -> np.ndarray:
        """For which texts of a column the other table says the same where the condition holds there."""
        other, column = self._others(condition.table), (condition.column, condition.table, condition.of)
        if column not in self._alike:
            self._alike[column] = numbered_alike(self.spellings(condition.column), other.spellings(condition.of))
        mine, theirs = self._alike[column]
        known = np.zeros(len(mine) + len(theirs), bool)
        known[theirs[other.said(condition.of, condition.where)]] = True
        return known[mine]

    def _of_rows(self, labels: Iterable[str], holds: Callable[[list[str]], bool]) -> Mask:
        columns = map(self._column, labels)
        return np.fromiter((holds(list(texts)) for texts in zip(*columns, strict=True)), bool, len(self.table))

    def _latest(self, condition: Latest) -> Mask:
        among = np.flatnonzero(self.mask(condition.where))
        texts = self._column(condition.by)
        at = texts.at[among]
        said = np.flatnonzero(np.bincount(at, minlength=len(texts.texts)))
        days = np.zeros(len(texts.texts), np.int64)
        days[said] = [_date(text).toordinal() if text else 0 for text in each_at(texts.texts, said)]
        days = days[at]
        among, days = among[days > 0], days[days > 0]
        (keys,) = numbered_alike(self.spellings(condition.column))
        keys = keys[self._column(condition.column).at[among]]
        order = np.lexsort(
            (among, days, keys)
        )  # of one key the last of its days last, of one day the row that stands last
        latest = self._all(False)
        latest[among[order[np.append(np.diff(keys[order]) != 0, True)[: len(order)]]]] = True
        return latest


def _until(values: tuple[str, ...]) -> Callable[[str], bool]:
    day = _date(values[0])
    return lambda text: bool(text) and _date(text) <= day


def _since(values: tuple[str, ...]) -> Callable[[str], bool]:
    day = _date(values[0])
    return lambda text: bool(text) and _date(text) >= day


def _least(values: tuple[str, ...]) -> Callable[[str], bool]:
    number = Decimal(values[0])
    return lambda text: bool(text) and Decimal(text) >= number


def _more(values: tuple[str, ...]) -> Callable[[str], bool]:
    number = Decimal(values[0])
    return lambda text: bool(text) and Decimal(text) > number


def items_of(text: str) -> Iterator[str]:
    """The items of a list's cell as they are compared."""
    return (part.strip().upper() for part in text.split(SEPARATOR) if part.strip())


def _item(values: tuple[str, ...]) -> Callable[[str], bool]:
    wanted = frozenset(value.strip().upper() for value in values)
    return lambda text: not wanted.isdisjoint(items_of(text))


def _year(values: tuple[str, ...]) -> Callable[[str], bool]:
    years = frozenset(map(int, values))
    return lambda text: bool(text) and _date(text).year in years


_TESTS: dict[str, Callable[[tuple[str, ...]], Callable[[str], bool]]] = {
    "until": _until,
    "since": _since,
    "least": _least,
    "more": _more,
    "item": _item,
    "year": _year,
}


def _took(condition: Took) -> Callable[[list[str]], bool]:
    otherwise: set[date] = set(map(_date, condition.otherwise))
    to = [condition.until] if condition.until else []

    def holds(texts: list[str]) -> bool:
        first, last = (*texts, *to)
        if not first or not last:
            return False
        begin, end = _date(first), _date(last)
        return (working_days(begin, end, otherwise) if condition.working else (end - begin).days) > condition.most

    return holds


def _sum(condition: Sum) -> Callable[[list[str]], bool]:
    wanted = Decimal(condition.least)
    return lambda texts: all(texts) and sum(map(Decimal, texts), Decimal(0)) >= wanted
