"""Which rows of a table a figure is about, as data: conditions on columns, said once, evaluated on frames where a figure is
measured (:mod:`reportlib.records.choosing`) and on the kept texts of all rows where it is checked (:mod:`reportlib.facts.selection`).

A measure writes them with the names of columns; a fact keeps them with the labels (:meth:`renamed`), as JSON.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal, Self

from reportlib.roc import format_date

Test = Literal["is", "blank", "until", "since", "least", "more", "item", "year"]
Naming = Callable[[str], str]  # the name of a column in, its label out
Means = Callable[
    [str | None], "Choice"
]  # a value of a measure's own column in (None: no value), the condition behind it out
Namings = Callable[
    [str], tuple[str, Naming]
]  # the name of an input in, what it is called and the labels of its columns out


@dataclass(frozen=True)
class Choice:
    """What is common to all; ``&`` and ``|`` join two, ``~`` turns one round.

    What always holds, or never, is left out of the others or stands alone: an :data:`EVERY` or a :data:`NONE` is never a part.
    """

    def __and__(self, other: Choice) -> Choice:
        return all_of(self, other)

    def __or__(self, other: Choice) -> Choice:
        return any_of(self, other)

    def __invert__(self) -> Choice:
        if self in (EVERY, NONE):
            return EVERY if self == NONE else NONE
        return self.of if isinstance(self, Not) else Not(self)

    def as_json(self) -> dict:
        raise NotImplementedError

    def renamed(self, label: Naming, labels: Namings) -> Choice:
        """The same with other names of its columns; ``labels`` gives those of another table by its name."""
        raise NotImplementedError


@dataclass(frozen=True)
class All(Choice):
    """Every one of these holds; of none, every row."""

    of: tuple[Choice, ...] = ()

    def as_json(self) -> dict:
        return {"all": [one.as_json() for one in self.of]}

    def renamed(self, label: Naming, labels: Namings) -> Choice:
        return All(tuple(one.renamed(label, labels) for one in self.of))


@dataclass(frozen=True)
class AnyOf(Choice):
    """At least one of these holds."""

    of: tuple[Choice, ...] = ()

    def as_json(self) -> dict:
        return {"any": [one.as_json() for one in self.of]}

    def renamed(self, label: Naming, labels: Namings) -> Choice:
        return AnyOf(tuple(one.renamed(label, labels) for one in self.of))


@dataclass(frozen=True)
class Not(Choice):
    """This does not hold."""

    of: Choice

    def as_json(self) -> dict:
        return {"not": self.of.as_json()}

    def renamed(self, label: Naming, labels: Namings) -> Choice:
        return Not(self.of.renamed(label, labels))


@dataclass(frozen=True)
class Says(Choice):
    """What a cell says: one of ``values``, nothing (``blank``), a date up to or since one, a number of at least or of more
    than one, a list with one of them as an ``item`` (in any case), a date in one of these (common) years.

    Of a blank cell nothing but ``blank`` holds.
    """

    column: str
    test: Test
    values: tuple[str, ...] = ()

    def as_json(self) -> dict:
        return {"column": self.column, self.test: list(self.values)}

    def renamed(self, label: Naming, labels: Namings) -> Choice:
        return dataclasses.replace(self, column=label(self.column))


@dataclass(frozen=True)
class Took(Choice):
    """From the date in the first column to that in the second, or to the day ``until``, it took more than ``most`` days.

    Calendar days, or working days: those from Monday to Friday, but on the days ``otherwise`` it is the other way round. Does
    not hold where a date is missing.
    """

    columns: tuple[str, ...]
    most: int
    until: str = ""
    working: bool = False
    otherwise: tuple[str, ...] = ()

    def as_json(self) -> dict:
        data: dict[str, Any] = {"took": list(self.columns), "more": self.most}
        data |= {"to": self.until} if self.until else {}
        return data | ({"working": True, "otherwise": list(self.otherwise)} if self.working else {})

    def renamed(self, label: Naming, labels: Namings) -> Choice:
        return dataclasses.replace(self, columns=tuple(map(label, self.columns)))


@dataclass(frozen=True)
class Sum(Choice):
    """The numbers of these columns together are at least ``least``; does not hold where one is missing."""

    columns: tuple[str, ...]
    least: str

    def as_json(self) -> dict:
        return {"sum": list(self.columns), "least": self.least}

    def renamed(self, label: Naming, labels: Namings) -> Choice:
        return dataclasses.replace(self, columns=tuple(map(label, self.columns)))


@dataclass(frozen=True)
class Known(Choice):
    """Another table (``table``, the name of an input) has a row with the same text, however it is spelled, in its column
    ``of`` as this one in ``column``, for which ``where`` holds."""

    column: str
    table: str
    of: str
    where: Choice = All()
    called: str = ""

    def as_json(self) -> dict:
        there = {"in": self.table, "called": self.called, "as": self.of}
        return {"known": self.column, **there, "where": self.where.as_json()}

    def renamed(self, label: Naming, labels: Namings) -> Choice:
        called, other = labels(self.table)
        where = self.where.renamed(other, labels)
        return Known(label(self.column), self.table, other(self.of), where, called)


@dataclass(frozen=True)
class Latest(Choice):
    """Of the rows of the whole table for which ``where`` holds, the last by the date in the column ``by`` of those that have
    the same text in ``column``, however it is spelled; of several of that day the one that stands last."""

    column: str
    by: str
    where: Choice = All()

    def as_json(self) -> dict:
        return {"latest": self.column, "by": self.by, "where": self.where.as_json()}

    def renamed(self, label: Naming, labels: Namings) -> Choice:
        return Latest(label(self.column), label(self.by), self.where.renamed(label, labels))


@dataclass(frozen=True)
class Where:
    """A condition on the rows of one input, its columns by their labels: what a fact keeps of how its rows were chosen."""

    table: str
    condition: Choice

    def and_(self, more: Choice) -> Self:
        """The same with one condition more, by labels."""
        return dataclasses.replace(self, condition=self.condition & more)

    def as_json(self) -> dict:
        return {"in": self.table, "where": self.condition.as_json()}


EVERY = All()
NONE = AnyOf()


def _joined(kind: type[All] | type[AnyOf], conditions: Iterable[Choice]) -> Choice:
    """These under one ``kind``, the parts of those that are of it already among them, each once; one alone is itself."""
    parts = [part for one in conditions for part in (one.of if isinstance(one, kind) else (one,))]
    parts = list(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


# -- as measures write them ------------------------------------------------------------------------------------------------


def is_(column: str, *values: object) -> Choice:
    """The cell says one of these: a text, a number, a date."""
    texts = tuple(format_date(one) if isinstance(one, date) else str(one) for one in values)
    return Says(column, "is", texts) if texts else NONE


def worded(column: str, words: Mapping[str, str], meant: str | None) -> Choice:
    """The cell says one of the ``words`` that mean this."""
    return is_(column, *(word for word, meaning in words.items() if meaning == meant))


def blank(column: str) -> Choice:
    """The cell says nothing."""
    return Says(column, "blank")


def until(column: str, day: date) -> Choice:
    """The cell's date is not later than ``day``."""
    return Says(column, "until", (format_date(day),))


def since(column: str, day: date) -> Choice:
    """The cell's date is not earlier than ``day``."""
    return Says(column, "since", (format_date(day),))


def least(column: str, number: int | Decimal) -> Choice:
    """The cell's number is not less."""
    return Says(column, "least", (format(Decimal(number), "f"),))


def more(column: str, number: int | Decimal) -> Choice:
    """The cell's number is more."""
    return Says(column, "more", (format(Decimal(number), "f"),))


def item(column: str, *values: str) -> Choice:
    """The cell's list has one of these."""
    return Says(column, "item", values)


def of_year(column: str, *years: int) -> Choice:
    """The cell's date is in one of these common years, however the packet prints years."""
    return Says(column, "year", tuple(map(str, years)))


def all_of(*conditions: Choice) -> Choice:
    """Every one of them holds."""
    return NONE if NONE in conditions else _joined(All, conditions)


def any_of(*conditions: Choice) -> Choice:
    """At least one of them holds."""
    return EVERY if EVERY in conditions else _joined(AnyOf, conditions)


def on_source(condition: Choice, classes: Mapping[str, Means], columns: Collection[str]) -> Choice:
    """The condition on the ``columns`` that the source has: with what stands behind the values of a measure's own columns
    (``classes``); a column that is not there is blank in every row.

    ValueError where more is asked of a column of a measure's own than its value.
    """
    match condition:
        case All(of):
            return all_of(*(on_source(one, classes, columns) for one in of))
        case AnyOf(of):
            return any_of(*(on_source(one, classes, columns) for one in of))
        case Not(of):
            return ~on_source(of, classes, columns)
        case Says(column, test, values) if column in classes:
            if test not in ("is", "blank"):
                raise ValueError(f"{column} is no column of the source")
            behind = any_of(*map(classes[column], values)) if test == "is" else classes[column](None)
            return on_source(behind, {}, columns)
        case Says(column, test, _) if column not in columns:
            return EVERY if test == "blank" else NONE
        case Took(asked) | Sum(asked) if not set(asked) <= set(columns):
            return NONE
        case Known(column) if column not in columns or condition.where == NONE:
            return NONE
        case Latest(column, by, where):
            among = on_source(where, classes, columns)
            return Latest(column, by, among) if among != NONE and {column, by} <= set(columns) else NONE
        case _:
            return condition


# -- as they are kept ------------------------------------------------------------------------------------------------------


def of_json(data: Mapping) -> Choice:
    """The condition of its JSON form; KeyError or TypeError where it is none."""
    if "all" in data:
        return All(tuple(map(of_json, data["all"])))
    if "any" in data:
        return AnyOf(tuple(map(of_json, data["any"])))
    if "not" in data:
        return Not(of_json(data["not"]))
    if "took" in data:
        working = bool(data.get("working"))
        return Took(tuple(data["took"]), data["more"], data.get("to", ""), working, tuple(data.get("otherwise", ())))
    if "sum" in data:
        return Sum(tuple(data["sum"]), data["least"])
    if "known" in data:
        return Known(data["known"], data["in"], data["as"], of_json(data["where"]), data["called"])
    if "latest" in data:
        return Latest(data["latest"], data["by"], of_json(data["where"]))
    ((test, values),) = ((key, value) for key, value in data.items() if key != "column")
    return Says(data["column"], test, tuple(values))


def working_days(first: date, last: date, otherwise: set[date]) -> int:
    """Days later than ``first`` and not later than ``last`` from Monday to Friday, but ``otherwise`` the other way round."""
    days = (first + timedelta(number) for number in range(1, (last - first).days + 1))
    return sum((day.weekday() < 5) != (day in otherwise) for day in days)
