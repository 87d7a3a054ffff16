"""A fact as the document and ``facts.json`` keep it, and the source rows beside it: typed, frozen, made and read here."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from reportlib.facts.facts import Fact, Rows, Unit, row_numbers
from reportlib.facts.told import told

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


def spans_of(rows: Mapping[tuple[str, str], Collection[int]]) -> tuple[RowSpan, ...]:
    """Rows by file and sheet as ranges."""
    return tuple(
        RowSpan(file, sheet, Rows(file, sheet, tuple(numbers)).ranges())
        for (file, sheet), numbers in rows.items()
        if numbers
    )


ByPlace = dict[tuple[str, str], set[int]]  # the numbers of rows by file and sheet


def by_place(spans: Iterable[RowSpan]) -> ByPlace:
    """The rows of :func:`spans_of` again."""
    found: ByPlace = {}
    for span in spans:
        found.setdefault((span.file, span.sheet), set()).update(row_numbers(span.rows))
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


@dataclass(frozen=True)
class SourceTable:
    """The cleaned rows of one input, all as texts, under the labels of their columns."""

    input: str
    file: str
    sheet: str
    path: str
    columns: tuple[str, ...]
    rows: tuple[SourceRow, ...]

    @classmethod
    def of(cls, data: Mapping) -> SourceTable:
        """The table of its JSON form."""
        rows = tuple((number, tuple(texts)) for number, *texts in data["rows"])
        return cls(data["input"], data["file"], data["sheet"], data["path"], tuple(data["columns"]), rows)

    def as_json(self) -> dict:
        rows = [[number, *texts] for number, texts in self.rows]
        return vars(self) | {"columns": list(self.columns), "rows": rows}


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
