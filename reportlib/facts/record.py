"""A fact as the document and ``facts.json`` keep it, and the source rows beside it: typed, frozen, made and read here."""

from __future__ import annotations

import dataclasses
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, repeat
from typing import Any, Self, TypeVar

import numpy as np

from reportlib.facts.facts import Fact, Unit
from reportlib.facts.rowsets import RowSet
from reportlib.facts.text_list import MANY, TextList, are_filled, each_at, kept, small
from reportlib.facts.told import told

T = TypeVar("T")
Texts = tuple[str, ...] | TextList

SHOWN = ("digits", "rounding", "percent", "thousands", "trim", "small")
Tree = Mapping[str, Any]  # a derivation, JSON-able: see ``facts.derivation``


@dataclass(frozen=True, slots=True)
class RowSpan:
    """Rows of one sheet of one file, as ranges: ``"2-14,16"``."""

    file: str
    sheet: str
    rows: str

    @classmethod
    def of(cls, data: Mapping) -> RowSpan:
        return cls(data["file"], data["sheet"], data["rows"])

    def as_json(self) -> dict:
        return {"file": self.file, "sheet": self.sheet, "rows": self.rows}


Place = tuple[str, str]  # a file and its sheet
ByPlace = dict[Place, RowSet]


def spans_of(rows: ByPlace) -> tuple[RowSpan, ...]:
    """Rows by file and sheet as ranges."""
    return tuple(RowSpan(file, sheet, numbers.text) for (file, sheet), numbers in rows.items() if numbers)


def by_place(spans: Iterable[RowSpan]) -> ByPlace:
    """The rows of :func:`spans_of` again."""
    found: ByPlace = {}
    for span in spans:
        place, numbers = (span.file, span.sheet), RowSet.of_ranges(span.rows)
        found[place] = found[place] | numbers if place in found else numbers
    return found


def rows_read(tree: Tree) -> tuple[RowSpan, ...]:
    """The rows that a derivation reads itself; not those of the trees and facts that it takes."""
    return tuple(map(RowSpan.of, tree.get("rows", ())))


@dataclass(frozen=True, slots=True)
class FactPlace:
    """Where a fact is printed: 「一、資料集盤點，表 3」, and the id of the section or block."""

    text: str
    target: str


@dataclass(frozen=True, kw_only=True)
class FactRecord:
    """One fact of a document: what it is, what it is worth, how it is printed and how it came about.

    ``id`` is its number (F-0012; "" before the document is numbered), ``value`` the exact number as a text (None where
    it is absent), ``shown`` how its unit prints it, ``operands`` the facts that it was computed from (by name before,
    by id after the numbering), ``rows`` the source rows of its own. ``measure`` and ``where`` are said of a figure that
    a person declared.
    """

    id: str
    name: str
    label: str
    value: str | None
    absence: str | None
    unit: str
    shown: Mapping[str, Any]
    printed: str
    as_of: str | None
    rule: str
    filter: str = ""
    derivation: Tree
    formula: str = ""
    operands: tuple[str, ...]
    rows: tuple[RowSpan, ...]
    measure: str | None = None
    where: str | None = None
    places: tuple[FactPlace, ...] = ()

    @classmethod
    def of(cls, data: Mapping) -> FactRecord:
        """A fact of a notebook's report or of a ``facts.json``, of this version or an older one.

        KeyError, TypeError or ValueError where the data are none.
        """
        known = {field.name: data[field.name] for field in dataclasses.fields(cls) if field.name in data}
        known |= {"id": data.get("id", ""), "operands": tuple(data["operands"])}
        known["rows"] = tuple(map(RowSpan.of, data["rows"]))
        known["places"] = tuple(FactPlace(place["text"], place["target"]) for place in data.get("places", ()))
        return cls(**known)

    def as_json(self) -> dict:
        """As ``facts.json`` has it; id and places only of a numbered fact."""
        data = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        data |= {"operands": list(self.operands), "rows": [span.as_json() for span in self.rows]}
        data["places"] = [dataclasses.asdict(place) for place in self.places]
        left_out = {key for key in ("measure", "where") if data[key] is None}
        left_out |= set() if self.id else {"id", "places"}
        return {key: value for key, value in data.items() if key not in left_out}

    def with_(self, **changes) -> Self:
        """The same fact with other values."""
        return dataclasses.replace(self, **changes)

    @property
    def number(self) -> Decimal | None:
        """The exact value; None where it is absent."""
        return None if self.value is None else Decimal(self.value)

    @property
    def known(self) -> Decimal:
        """The value of a fact that has one; ValueError of an absent one."""
        if self.value is None:
            raise ValueError(f"{self.id} {self.name}: {self.absence}")
        return Decimal(self.value)

    @property
    def unit_of(self) -> Unit:
        """Its unit, which prints its value."""
        return Unit(self.unit, **self.shown)

    @property
    def day(self) -> date | None:
        """The as-of date."""
        return date.fromisoformat(self.as_of) if self.as_of else None

    @property
    def known_day(self) -> date:
        """The as-of date of a fact that has one; ValueError of another."""
        return date.fromisoformat(self.as_of or "")

    @property
    def is_typed(self) -> bool:
        """Whether a person typed it in: in the parameters, or among the figures of the programme."""
        return self.name.startswith(("declared.", "programme/"))

    @property
    def called(self) -> str:
        """What identities call it: a declared figure by the measure it tells, any other by its name."""
        return self.measure or self.name


SourceRow = tuple[int, tuple[str, ...]]  # the number of a row as a spreadsheet program counts it, and its cells


@dataclass(frozen=True, eq=False, slots=True)
class TextColumn:
    """The texts of one column, and which of them each row has: row ``n`` says ``texts[at[n]]``.

    Of a whole table each text stands once, in the order in which they come (:meth:`of`, :meth:`tidy`), so that two columns that say the
    same are equal.
    """

    texts: Texts
    at: np.ndarray

    @classmethod
    def of(cls, texts: Iterable[str]) -> TextColumn:
        """The column of the texts of its rows."""
        places: dict[str, int] = {}
        at = [places.setdefault(text, len(places)) for text in texts]
        return cls(_texts(places), small(np.array(at, np.uint32), len(places)))

    @classmethod
    def coded(cls, texts: Iterable[str], at: np.ndarray) -> TextColumn:
        """The column of any texts, of which each row has the one at its place."""
        return cls(_texts(texts), at).tidy()

    def tidy(self) -> TextColumn:
        """The same with each text once, in the order in which they come, and none that no row has."""
        texts, at = self.texts, self.at
        if isinstance(texts, TextList):
            apart, to = texts.take(at).told_apart()
            is_tidy = len(apart) == len(texts) and np.array_equal(to, at)
            if not is_tidy:
                texts = apart if len(apart) >= MANY else tuple(apart.as_made(str))
            return TextColumn(texts, small(to, len(apart)))
        if len(texts) > len(at):  # of a few rows of a long column: what none of them says need not be looked at
            said, at = np.unique(at, return_inverse=True)
            texts = tuple(map(texts.__getitem__, said.tolist()))
        places: dict[str, int] = {}
        to = np.fromiter((places.setdefault(text, len(places)) for text in texts), np.uint32, len(texts))
        at, known = to[at], tuple(places)
        first = np.full(len(known), len(at))
        np.minimum.at(first, at, np.arange(len(at)))
        order = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(at))]
        to = np.zeros(len(known), np.uint32)
        to[order] = np.arange(len(order))
        return TextColumn(_texts(known[place] for place in order.tolist()), small(to[at], len(order)))

    def __iter__(self) -> Iterator[str]:
        return each_at(self.texts, self.at)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TextColumn) and self.texts == other.texts and np.array_equal(self.at, other.at)

    __hash__ = None  # type: ignore[assignment]

    def changed(self, change: Callable[[str], str]) -> TextColumn:
        """The same with every text changed; each different one is looked at once."""
        texts = _texts(map(change, self.texts))
        return self if texts == self.texts else TextColumn(texts, self.at).tidy()

    def replaced(self, rows: np.ndarray, texts: Sequence[str]) -> TextColumn:
        """The same with other texts in the rows at these places."""
        at = self.at.astype(np.uint32)
        at[rows] = np.arange(len(self.texts), len(self.texts) + len(texts))
        return TextColumn(_texts(chain(self.texts, texts)), at).tidy()

    def of_each(self, make: Callable[[str], T]) -> Iterator[T]:
        """What is made of the text of each row; of each different one once."""
        made = list(map(make, self.texts))
        return map(made.__getitem__, self.at.tolist())

    def where(self, holds: Callable[[str], bool]) -> np.ndarray:
        """A mask of the rows whose text is so; each different one is looked at once."""
        return np.fromiter(map(holds, self.texts), bool, len(self.texts))[self.at]

    def are_filled(self) -> np.ndarray:
        """A mask of the rows whose text is not blank."""
        return are_filled(self.texts)[self.at]

    def counted(self) -> Iterator[tuple[str, int]]:
        """Each text that a row has, and how many rows have it."""
        counts = np.bincount(self.at, minlength=len(self.texts))
        said = np.flatnonzero(counts)
        return zip(each_at(self.texts, said), counts[said].tolist(), strict=True)

    def some(self, rows: np.ndarray | slice) -> TextColumn:
        """The rows at these places, or those for which a mask is true."""
        return TextColumn(self.texts, self.at[rows])

    def said(self) -> Iterator[str]:
        """Each text that a row has, once."""
        return each_at(self.texts, np.flatnonzero(np.bincount(self.at, minlength=len(self.texts))))


def _texts(texts: Iterable[str]) -> Texts:
    """Texts as a column keeps them."""
    if isinstance(texts, TextList) and len(texts) >= MANY:
        return texts
    known = kept(iter(texts))
    return known if isinstance(known, TextList) else tuple(known)


@dataclass(frozen=True, eq=False)
class SourceTable:
    """The cleaned rows of one input, all as texts, under the labels of their columns.

    ``numbers`` are those of the rows, as a spreadsheet program counts them; ``cells`` has a column for each label.
    """

    input: str
    file: str
    sheet: str
    columns: tuple[str, ...]
    numbers: np.ndarray
    cells: tuple[TextColumn, ...]

    @classmethod
    def of_rows(
        cls, input: str, file: str, sheet: str, columns: Sequence[str], rows: Iterable[SourceRow]
    ) -> SourceTable:
        """The table of its rows one by one."""
        rows = tuple(rows)
        numbers = np.array([number for number, _ in rows], np.uint32)
        by_column = zip(*(texts for _, texts in rows), strict=True) if rows else ((),) * len(columns)
        return cls(input, file, sheet, tuple(columns), numbers, tuple(map(TextColumn.of, by_column)))

    @classmethod
    def of(cls, data: Mapping) -> SourceTable:
        """The table of its JSON form, of this version or an older one, which lists every row."""
        known = (data["input"], data["file"], data["sheet"], tuple(data["columns"]))
        if "rows" in data:
            return cls.of_rows(*known, ((number, tuple(texts)) for number, *texts in data["rows"]))
        cells = (TextColumn(_texts(one["texts"]), _unpacked(one["at"])).tidy() for one in data["cells"])
        return cls(*known, _unpacked(data["numbers"]), tuple(cells))

    def as_json(self) -> dict:
        """Its JSON form: numbers as four bytes each, in base64."""
        cells = [{"texts": list(one.texts), "at": _packed(one.at)} for one in self.cells]
        return vars(self) | {"columns": list(self.columns), "numbers": _packed(self.numbers), "cells": cells}

    @property
    def path(self) -> str:
        """Where a packet keeps it."""
        return f"rows/{self.input}.parquet"

    def __len__(self) -> int:
        return len(self.numbers)

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, SourceTable) and np.array_equal(self.numbers, other.numbers)
        return same and all(getattr(self, name) == getattr(other, name) for name in _SAID)

    __hash__ = None  # type: ignore[assignment]

    @property
    def rows(self) -> Iterator[SourceRow]:
        """Every row with its number, one after another."""
        return zip(self.numbers.tolist(), zip(*self.cells, strict=True) if self.cells else repeat(()), strict=False)

    def column(self, label: str) -> TextColumn:
        """The column of a label; ValueError where there is none."""
        return self.cells[self.columns.index(label)]

    def some(self, rows: np.ndarray | slice) -> SourceTable:
        """The same table with the rows at these places only, or those for which a mask is true."""
        cells = tuple(column.some(rows) for column in self.cells)
        return dataclasses.replace(self, numbers=self.numbers[rows], cells=cells)


def _packed(numbers: np.ndarray) -> str:
    return b64encode(numbers.astype("<u4").tobytes()).decode()


def _unpacked(text: str) -> np.ndarray:
    return np.frombuffer(b64decode(text), "<u4")


_SAID = tuple(field.name for field in dataclasses.fields(SourceTable) if field.name != "numbers")


def record_of(fact: Fact) -> FactRecord:
    """A computed fact as it is kept: operands by name, the rows of its own (see ``derivation.with_all_rows``)."""
    return FactRecord(
        id="",
        name=fact.name,
        label=str(fact.label),
        value=None if fact.value is None else format(fact.value, "f"),
        absence=fact.absence,
        unit=str(fact.unit.label),
        shown={key: getattr(fact.unit, key) for key in SHOWN},
        printed=fact.printed,
        as_of=fact.as_of.isoformat() if fact.as_of else None,
        rule=fact.rule,
        filter=told(fact.where.condition) if fact.where else "",
        derivation=fact.derivation(),
        formula=fact.formula() if fact.operands else "",
        operands=tuple(operand.name for operand in fact.named_operands()),
        rows=tuple(RowSpan(*place, ranges) for place, ranges in fact.own_ranges().items() if ranges),
    )
