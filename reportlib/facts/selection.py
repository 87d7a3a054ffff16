"""Conditions evaluated on the kept texts of all rows of a table: which rows a figure is about, found again from what the packet keeps.

It shares nothing with how figures are measured. Every text of a column is looked at once, every condition evaluated once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from reportlib.facts.conditions import All, AnyOf, Choice, Known, Latest, Not, Says, Sum, Took, working_days
from reportlib.facts.record import SourceTable
from reportlib.roc import parse_date
from reportlib.text import spelling

SEPARATOR = "；"  # between the items of a list
Rows = frozenset[int]

_date = lru_cache(maxsize=1 << 14)(parse_date)


class Selection:
    """The rows of one table that satisfy conditions; ``others`` gives that of another input by its name."""

    def __init__(self, table: SourceTable, others: Callable[[str], Selection]):
        self.table = table
        self._others = others
        self._places = {label: at for at, label in enumerate(table.columns)}
        self._every = frozenset(number for number, _ in table.rows)
        self._by_text: dict[str, dict[str, list[int]]] = {}
        self._found: dict[Choice, Rows] = {}
        self._known: dict[tuple[str, Choice], frozenset[str]] = {}

    def rows(self, condition: Choice) -> Rows:
        """The numbers of the rows for which it holds; KeyError for a column or a table that is not there."""
        found = self._found.get(condition)
        if found is None:
            found = self._found[condition] = self._select(condition)
        return found

    def _select(self, condition: Choice) -> Rows:
        match condition:
            case All(of):
                parts = sorted((self.rows(one) for one in of), key=len)
                return frozenset.intersection(*parts) if parts else self._every
            case AnyOf(of):
                return frozenset().union(*(self.rows(one) for one in of))
            case Not(of):
                return self._every - self.rows(of)
            case Says():
                return self._of_texts(condition.column, _TESTS[condition.test](condition.values))
            case Took():
                return self._of_rows(condition.columns, _took(condition))
            case Sum():
                return self._of_rows(condition.columns, _sum(condition))
            case Known():
                return self._of_texts(condition.column, self._known_there(condition).__contains__, spelling)
            case Latest():
                return self._latest(condition)
            case _:
                raise KeyError(condition)

    def column(self, label: str) -> dict[str, list[int]]:
        """The texts of a column, each with the numbers of its rows in their order."""
        found = self._by_text.get(label)
        if found is None:
            at, found = self._places[label], {}
            for number, texts in self.table.rows:
                found.setdefault(texts[at], []).append(number)
            self._by_text[label] = found
        return found

    def spelled(self, label: str, condition: Choice) -> frozenset[str]:
        """The texts of a column in the rows for which a condition holds, in the form in which they are compared."""
        key = (label, condition)
        if key not in self._known:
            rows = self.rows(condition)
            texts = (text for text, numbers in self.column(label).items() if text and not rows.isdisjoint(numbers))
            self._known[key] = frozenset(map(spelling, texts))
        return self._known[key]

    def _known_there(self, condition: Known) -> frozenset[str]:
        return self._others(condition.table).spelled(condition.of, condition.where)

    def _of_texts(self, label: str, holds: Callable[[str], bool], form: Callable[[str], str] = str) -> Rows:
        chosen = (numbers for text, numbers in self.column(label).items() if holds(form(text)))
        return frozenset(number for numbers in chosen for number in numbers)

    def _of_rows(self, labels: Iterable[str], holds: Callable[[list[str]], bool]) -> Rows:
        places = [self._places[label] for label in labels]
        return frozenset(number for number, texts in self.table.rows if holds([texts[at] for at in places]))

    def _latest(self, condition: Latest) -> Rows:
        among, at, by = self.rows(condition.where), self._places[condition.column], self._places[condition.by]
        found: dict[str, tuple[date, int]] = {}
        for number, texts in self.table.rows:
            if number not in among or not texts[by]:
                continue
            key, day = spelling(texts[at]), _date(texts[by])
            if key not in found or day >= found[key][0]:
                found[key] = day, number
        return frozenset(number for _, number in found.values())


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
