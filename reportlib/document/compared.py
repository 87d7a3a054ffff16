"""What an identity compares: its sides, the disagreement it yields, and the world it looks at."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from reportlib.facts.derivation import Tables
from reportlib.facts.facts import Rows, Unit
from reportlib.facts.record import ByPlace, FactRecord, by_place, rows_read
from reportlib.facts.rowsets import RowSet
from reportlib.facts.words import place_text
from reportlib.meeting.identity_rules import Identity
from reportlib.model.document import Document
from reportlib.model.texts import EMPTY, Line
from reportlib.roc import with_years_alike
from reportlib.text import Quoted

MOST_PLACES, MOST_RANGES = 2, 4  # named of where a figure is printed, and of the rows that explain a difference


# -- findings --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """One of the two figures that do not agree: a fact of the packet, what was computed to compare it with (its ``tree``), or a text."""

    label: str
    printed: str
    value: Decimal | None = None
    unit: Unit | None = None
    fact: str = ""
    tree: Mapping = field(default_factory=dict)
    as_of: str | None = None
    place: str = ""
    origin: str = ""  # where a person typed it

    @classmethod
    def of(cls, fact: FactRecord) -> Side:
        tree = fact.derivation
        typed = tree.get("operator") in ("declared", "recorded")
        origin = "、".join(map(place_text, rows_read(tree))) or fact.name if typed else ""
        return cls(
            fact.label,
            fact.printed,
            fact.number,
            fact.unit_of,
            fact.id,
            as_of=fact.as_of,
            place=_place_text(fact),
            origin=origin,
        )

    def named(self) -> str:
        return self.label + (f"（{self.place}）" if self.place else "")

    def text(self) -> str:
        """「累計開放資料集（三、資料盤點，表 3）〔F-0026〕為 3,159」."""
        return f"{self.named()}{f'〔{self.fact}〕' if self.fact else ''}為 {self.printed}"

    @classmethod
    def computed(cls, label: str, value: Decimal, tree: Mapping, like: FactRecord, finer: bool = False) -> Side:
        """A value of our own in the unit of the fact that it is ``like``, or with two decimal places and one more than it has."""
        unit = like.unit_of
        if finer:
            unit = dataclasses.replace(unit, digits=max(2, unit.digits + 1), rounding="half_up", trim=False)
        return cls(label, unit.text(value), value, unit, tree=tree, as_of=like.as_of)


@dataclass(frozen=True)
class Disagreement:
    """What does not agree. ``id`` stays the same from build to build, whichever years the body prints; ``rows`` explain the difference, if
    any do."""

    id: str
    severity: Literal["error", "warning"]
    says: str
    one: Side
    other: Side
    rows: tuple[Rows, ...] = ()
    reason: str = ""  # with which the parameters accept it
    explained_by: str = ""  # the input in which it stands why a figure told earlier is more than what is counted
    of_inputs: bool = False  # whether two inputs say different things, and not two figures

    @property
    def difference(self) -> Decimal | None:
        return None if self.one.value is None or self.other.value is None else self.one.value - self.other.value

    @property
    def unit(self) -> Unit:
        """That of the difference: the finer one of the two."""
        return max((side.unit for side in (self.one, self.other) if side.unit), key=lambda unit: unit.digits)

    def text(self) -> str:
        """Both figures, by how much they differ, what should hold, and the rows that explain it."""
        return f"{self.one.text()}，{self.other.text()}{self.apart_text('，相差 ')}。{self.says}{self.rows_note()}"

    def apart_text(self, words: str) -> str:
        """The difference after these words; nothing where there is none."""
        return "" if self.difference is None else words + self.unit.text(abs(self.difference))

    def rows_note(self) -> Line:
        """「差在 catalogue.csv 第 214 列。」; nothing where no rows explain the difference."""
        return Line.joined("差在", rows_line(self.rows), "。") if self.rows else EMPTY


# -- which facts an identity speaks of ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class World:
    """What a check may look at: facts by id, source rows, and the document."""

    facts: Mapping[str, FactRecord]
    tables: Tables
    document: Document

    @classmethod
    def of(cls, document: Document) -> World:
        return cls(document.by_id, Tables(document.tables), document)


@dataclass(frozen=True)
class Check:
    """One identity on the facts it speaks of, by role; ``key`` is what stands for its gaps."""

    identity: Identity
    key: str
    roles: Mapping[str, tuple[FactRecord, ...]]

    @property
    def id(self) -> str:
        return f"{self.identity.id}/{self.key}" if self.key else self.identity.id

    def first(self, role: str) -> FactRecord:
        return self.roles[role][0]

    def finding(self, one: Side, other: Side, key: str = "", rows: tuple[Rows, ...] = ()) -> Disagreement:
        """That two sides do not agree; ``key`` tells several findings of one check apart."""
        id = with_years_alike(f"{self.id}/{key}" if key else self.id)
        whole = self.identity
        return Disagreement(
            id,
            whole.severity,
            whole.sentence,
            one,
            other,
            rows,
            explained_by=whole.explained_by or "",
            of_inputs=whole.one is not None,
        )


def tree_of(operator: str, *facts: FactRecord) -> dict:
    """The derivation of a value that the operator makes of facts."""
    return {"operator": operator, "of": [{"fact": fact.id} for fact in facts]}


def rows_line(rows: Iterable[Rows]) -> Line:
    """「 catalogue.csv 第 214、380-382 列」: file and sheet are called what others called them."""
    parts: list[str] = []
    for one in rows:
        runs = RowSet.of_ranges(one.ranges())
        sheet = ("〔", Quoted(one.sheet), "〕") if one.sheet else ()
        more = "等" if runs.number_of_runs > MOST_RANGES else ""
        where = f" 第 {runs.shown(MOST_RANGES, '-')} 列{more}"
        parts += ["； " if parts else " ", Quoted(one.file), *sheet, where]
    return Line.joined(*parts)


def _place_text(fact: FactRecord) -> str:
    """Where a figure is printed, the first of its places; a declared one says so itself."""
    found = [place.text for place in fact.places]
    return fact.where or "；".join(found[:MOST_PLACES]) + ("等" if len(found) > MOST_PLACES else "")


# -- the rows that explain a difference ----------------------------------------------------------------------------------------


def rows_apart(world: World, one: Iterable[FactRecord], other: Iterable[FactRecord]) -> tuple[Rows, ...]:
    """The rows that only one of the two sides counts, of the files that both count rows of."""
    mine, yours = _counted(world, one), _counted(world, other)
    found = ((place, mine[place] ^ yours[place]) for place in sorted(mine.keys() & yours.keys()))
    return tuple(Rows(file, sheet, tuple(numbers)) for (file, sheet), numbers in found if numbers)


def _counted(world: World, facts: Iterable[FactRecord]) -> ByPlace:
    """The rows behind facts, down to the last operand."""
    found: ByPlace = {}
    waiting, seen = list(facts), set()
    while waiting:
        fact = waiting.pop()
        if fact.id not in seen:
            seen.add(fact.id)
            for place, numbers in by_place(fact.rows).items():
                found[place] = found[place] | numbers if place in found else numbers
            waiting += [world.facts[operand] for operand in fact.operands]
    return found
