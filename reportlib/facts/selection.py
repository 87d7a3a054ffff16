"""Conditions evaluated on the kept texts of all rows of a table: which rows a figure is about, found again from what the packet keeps.

It shares nothing with how figures are measured. Every text of a column is looked at once, every condition evaluated once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

import numpy as np

from reportlib.facts.conditions import All, AnyOf, Choice, Known, Latest, Not, Says, Sum, Took, working_days
from reportlib.facts.record import SourceTable, TextColumn
from reportlib.facts.rowsets import RowSet
from reportlib.roc import parse_date
from reportlib.text import spelling

SEPARATOR = "；"  # between the items of a list
COSTLY = (Took, Sum, Known, Latest)  # looked at row by row, or in another table: kept, a bit a row
MOST_KEPT = 64  # masks of conditions that were asked for: a byte a row each
Mask = np.ndarray  # of each row of the table, in its order, whether it is one of them

_date = lru_cache(maxsize=1 << 14)(parse_date)


class Selection:
    """The rows of one table that satisfy conditions; ``others`` gives that of another input by its name."""

    def __init__(self, table: SourceTable, others: Callable[[str], Selection]):
        self.table = table
        self._others = others
        self._found: dict[Choice, Mask] = {}
        self._costly: dict[Choice, np.ndarray] = {}
        self._known: dict[tuple[str, Choice], frozenset[str]] = {}
        self._spelled: dict[str, list[str]] = {}

    def rows(self, condition: Choice) -> RowSet:
        """The numbers of the rows for which it holds; KeyError for a column or a table that is not there."""
        return RowSet.of(self.table.numbers[self.mask(condition)])

    def mask(self, condition: Choice) -> Mask:
        """The rows for which it holds, by their places; KeyError as for their numbers."""
        if condition in self._costly:
            return np.unpackbits(self._costly[condition], count=len(self.table)).view(bool)
        found = self._found.pop(condition, None)
        if found is None:
            found = self._select(condition)
            if isinstance(condition, COSTLY):
                self._costly[condition] = np.packbits(found)
                return found
        self._found[condition] = found  # the last one that was asked for stands last
        if len(self._found) > MOST_KEPT:
            del self._found[next(iter(self._found))]
        return found

    def _select(self, condition: Choice) -> Mask:
        match condition:
            case All(of):
                return np.logical_and.reduce([self._all(True), *map(self.mask, of)])
            case AnyOf(of):
                return np.logical_or.reduce([self._all(False), *map(self.mask, of)])
            case Not(of):
                return ~self.mask(of)
            case Says():
                return self._column(condition.column).where(_TESTS[condition.test](condition.values))
            case Took():
                return self._of_rows(condition.columns, _took(condition))
            case Sum():
                return self._of_rows(condition.columns, _sum(condition))
            case Known():
                spelled, known = self._spellings(condition.column), self._known_there(condition)
                return np.array([text in known for text in spelled], bool)[self._column(condition.column).at]
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

    def spelled(self, label: str, condition: Choice) -> frozenset[str]:
        """The texts of a column in the rows for which a condition holds, in the form in which they are compared."""
        key = (label, condition)
        if key not in self._known:
            column, spelled = self._column(label), self._spellings(label)
            said = np.unique(column.at[self.mask(condition)]).tolist()
            self._known[key] = frozenset(spelled[place] for place in said if column.texts[place])
            if len(self._known) > MOST_KEPT:
                del self._known[next(iter(self._known))]
        return self._known[key]

    def _spellings(self, label: str) -> list[str]:
        """The texts of a column in the form in which they are compared."""
        if label not in self._spelled:
            self._spelled[label] = list(map(spelling, self._column(label).texts))
        return self._spelled[label]

    def _known_there(self, condition: Known) -> frozenset[str]:
        return self._others(condition.table).spelled(condition.of, condition.where)

    def _of_rows(self, labels: Iterable[str], holds: Callable[[list[str]], bool]) -> Mask:
        columns = map(self._column, labels)
        return np.fromiter((holds(list(texts)) for texts in zip(*columns, strict=True)), bool, len(self.table))

    def _latest(self, condition: Latest) -> Mask:
        among = np.flatnonzero(self.mask(condition.where))
        texts = self._column(condition.by)
        said, at = np.unique(texts.at[among], return_inverse=True)
        days = np.array([_date(text).toordinal() if (text := texts.texts[place]) else 0 for place in said.tolist()])[at]
        among, days = among[days > 0], days[days > 0]
        known: dict[str, int] = {}
        keys = np.array([known.setdefault(text, len(known)) for text in self._spellings(condition.column)])
        keys = keys[self._column(condition.column).at[among]]
        order = np.lexsort(
            (among, days, keys)
        )  # of one key the last of its days last, of one day the row that stands last
        latest = self._all(False)
        latest[among[order[np.append(np.diff(keys[order]) != 0, True)[: len(order)]]]] = True
        return latest


def _is(values: tuple[str, ...]) -> Callable[[str], bool]:
    return frozenset(values).__contains__


def _is_blank(values: tuple[str, ...]) -> Callable[[str], bool]:
    return lambda text: not text


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
    "is": _is,
    "blank": _is_blank,
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
