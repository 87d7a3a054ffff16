"""Do the figures agree? Identities declared as data (``params/rules/identities.yaml``), checked before anything is rendered.

An identity names a kind and, for each of the kind's roles, the facts by patterns of their names:

- ``inventory.category/*``: ``*`` is any text without ``/``, ``**`` any text;
- ``quality.gold/{day}``: what stands for ``{day}`` is the same in every pattern of the identity, which is checked once for each;
- a name that is another fact's name with a measure behind it (``inventory.category/公共資訊.share``) is no part of ``inventory.category/*``.

Where a role that a kind needs has no fact, there is nothing to check; of a sum every pattern must have one, but for those
that end in ``?``. To add a kind: one function here, under :data:`KINDS`.
"""

from __future__ import annotations

import copy
import dataclasses
import itertools
import re
from bisect import bisect_left
from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from reportlib import derivation, yamlfile
from reportlib.derivation import Tables, place_text
from reportlib.document import FACT_ID, append, printed_cells
from reportlib.errors import ConfigError, Problem, RunError, quoted
from reportlib.facts import ROUNDINGS, Rows, Unit, row_numbers
from reportlib.labels import say
from reportlib.meeting import DECLARED
from reportlib.params import APPENDIX, Accepted, Figure, Params
from reportlib.roc import format_date
from reportlib.rulebooks import Identities, Identity
from reportlib.schema import spelling

SECTION, TITLE = "99-reconciliation", "數字核對"
MOST_PLACES, MOST_RANGES = 2, 4  # named of where a figure is printed, and of the rows that explain a difference
_SUFFIX = re.compile(r"(.+)\.[a-z_]+")
_GAP = re.compile(r"\{([a-z]+)\}|(\*\*?)")


def read(path: Path) -> Identities:
    """The identities of a file; ConfigError for a kind or a role that does not exist, a role that is missing, or an id given twice."""
    book = yamlfile.read_model(Identities, path)
    problems, seen = [], set()
    for identity in book.identities:
        kind = KINDS.get(identity.kind)
        wrong = None
        if identity.id in seen:
            wrong = say("這個 id 出現兩次。", "this id is there twice.")
        elif kind is None:
            wrong = say(
                f"{quoted(identity.kind)} 不是已知的恆等式種類；可用：{'、'.join(KINDS)}。",
                f"{quoted(identity.kind)} is no kind of identity; known: {', '.join(KINDS)}.",
            )
        elif missing := [role for role in kind.needed if not identity.facts.get(role)]:
            wrong = say(f"{identity.kind} 須有 facts.{missing[0]}。", f"{identity.kind} needs facts.{missing[0]}.")
        elif unknown := [role for role in identity.facts if role not in (*kind.needed, *kind.optional)]:
            wrong = say(f"{identity.kind} 沒有 facts.{unknown[0]}。", f"{identity.kind} has no facts.{unknown[0]}.")
        elif kind.reads and not (identity.table and identity.where):
            wrong = say(f"{identity.kind} 須有 table 與 where。", f"{identity.kind} needs table and where.")
        if wrong:
            problems.append(Problem("C05", wrong, say("請更正。", "Correct it."), file=path.name, header=identity.id))
        seen.add(identity.id)
    if problems:
        raise ConfigError(*problems)
    return book


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
    def of(cls, fact: Mapping) -> Side:
        tree = fact["derivation"]
        typed = tree.get("operator") in ("declared", "recorded")
        origin = "、".join(map(place_text, tree.get("rows", ()))) or fact["name"] if typed else ""
        return cls(
            fact["label"],
            fact["printed"],
            number(fact),
            unit_of(fact),
            fact["id"],
            as_of=fact["as_of"],
            place=_place_text(fact),
            origin=origin,
        )

    def named(self) -> str:
        return self.label + (f"（{self.place}）" if self.place else "")

    def text(self) -> str:
        """「累計開放資料集（三、資料盤點，表 3）〔F-0026〕為 3,159」."""
        return f"{self.named()}{f'〔{self.fact}〕' if self.fact else ''}為 {self.printed}"

    @classmethod
    def computed(cls, label: str, value: Decimal, tree: Mapping, like: Mapping, finer: bool = False) -> Side:
        """A value of our own in the unit of the fact that it is ``like``, or with two decimal places and one more than it has."""
        unit = unit_of(like)
        if finer:
            unit = dataclasses.replace(unit, digits=max(2, unit.digits + 1), rounding="half_up", trim=False)
        return cls(label, unit.text(value), value, unit, tree=tree, as_of=like["as_of"])


@dataclass(frozen=True)
class Finding:
    """What does not agree. ``id`` stays the same from build to build; ``rows`` explain the difference, if any do."""

    id: str
    severity: Literal["error", "warning"]
    says: str
    one: Side
    other: Side
    rows: tuple[Rows, ...] = ()
    reason: str = ""  # with which the parameters accept it

    @property
    def difference(self) -> Decimal | None:
        return None if self.one.value is None or self.other.value is None else self.one.value - self.other.value

    @property
    def unit(self) -> Unit:
        """That of the difference: the finer one of the two."""
        return max((self.one.unit, self.other.unit), key=lambda unit: unit.digits)


# -- which facts an identity speaks of ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class World:
    """What a check may look at: facts by id, source rows, and the document."""

    facts: Mapping[str, Mapping]
    tables: Tables
    document: Mapping

    @classmethod
    def of(cls, document: Mapping) -> World:
        return cls({fact["id"]: fact for fact in document["facts"]}, Tables(document.get("tables", ())), document)


@dataclass(frozen=True)
class Check:
    """One identity on the facts it speaks of, by role; ``key`` is what stands for its gaps."""

    identity: Identity
    key: str
    roles: Mapping[str, tuple[Mapping, ...]]

    @property
    def id(self) -> str:
        return f"{self.identity.id}/{self.key}" if self.key else self.identity.id

    def first(self, role: str) -> Mapping:
        return self.roles[role][0]


def measure(fact: Mapping) -> str:
    """What a fact is called by identities: a declared figure by the measure it tells, any other by its name."""
    return fact.get("measure") or fact["name"]


def unit_of(fact: Mapping) -> Unit:
    return Unit(fact["unit"], **fact["shown"])


def number(fact: Mapping) -> Decimal | None:
    return None if fact["value"] is None else Decimal(fact["value"])


class _Names:
    """The facts by name, in order, so that those of a pattern are found without asking all."""

    def __init__(self, facts: Iterable[Mapping]):
        self.by_name: dict[str, list[Mapping]] = defaultdict(list)
        for fact in facts:
            self.by_name[measure(fact)].append(fact)
        self.sorted = sorted(self.by_name)

    def matching(self, pattern: str) -> Iterator[tuple[dict[str, str], Mapping]]:
        """Every fact whose name the pattern fits, with what stands for its gaps."""
        if pattern == "**":
            yield from (({}, fact) for facts in self.by_name.values() for fact in facts)
            return
        if not _GAP.search(pattern):
            yield from (({}, fact) for fact in self.by_name.get(pattern, ()))
            return
        start = pattern[: _GAP.search(pattern).start()]
        wanted = re.compile(_expression(pattern))
        for at in range(bisect_left(self.sorted, start), len(self.sorted)):
            name = self.sorted[at]
            if not name.startswith(start):
                break
            if (found := wanted.fullmatch(name)) and not (
                pattern.endswith(("*", "}")) and self._is_measure_of_another(name)
            ):
                yield from ((found.groupdict(), fact) for fact in self.by_name[name])

    def _is_measure_of_another(self, name: str) -> bool:
        found = _SUFFIX.fullmatch(name)
        return bool(found) and found[1] in self.by_name


def _expression(pattern: str) -> str:
    """``quality.gold/{day}`` as a regular expression."""
    parts, at = [], 0
    for gap in _GAP.finditer(pattern):
        parts += [
            re.escape(pattern[at : gap.start()]),
            {"**": ".+", "*": "[^/]+"}.get(gap[2]) or f"(?P<{gap[1]}>[^/]+)",
        ]
        at = gap.end()
    return "".join(parts) + re.escape(pattern[at:])


def checks(book: Identities, facts: Sequence[Mapping]) -> list[Check]:
    """Every identity on every set of facts it speaks of."""
    names = _Names(facts)
    place = {fact["id"]: at for at, fact in enumerate(facts)}
    return [check for identity in book.identities for check in _bound(identity, names, place)]


@dataclass(frozen=True)
class _Matched:
    """The facts of one pattern by what stands for its gaps; one that is needed must have some."""

    gaps: list[str]
    groups: Mapping[tuple[str, ...], list[Mapping]]
    is_needed: bool


def _bound(identity: Identity, names: _Names, place: Mapping[str, int]) -> Iterator[Check]:
    kind = KINDS[identity.kind]
    gaps = list(
        dict.fromkeys(
            name
            for patterns in identity.facts.values()
            for pattern in patterns
            for name, _ in _GAP.findall(pattern)
            if name
        )
    )
    matched: dict[str, list[_Matched]] = {}
    full: dict[tuple[str, ...], None] = {}
    for role, patterns in identity.facts.items():
        matched[role] = []
        for written in patterns:
            pattern = written.removesuffix("?")
            own = [name for name, _ in _GAP.findall(pattern) if name]
            groups: dict[tuple[str, ...], list[Mapping]] = defaultdict(list)
            for values, fact in names.matching(pattern):
                groups[tuple(values[name] for name in own)].append(fact)
            matched[role].append(_Matched(own, groups, kind.is_sum and role in kind.needed and pattern == written))
            if set(own) == set(gaps):
                full |= dict.fromkeys(
                    tuple(dict(zip(own, values, strict=True))[name] for name in gaps) for values in groups
                )
    for values in full or ([()] if not gaps else ()):
        bound = dict(zip(gaps, values, strict=True))
        roles, is_whole = {}, True
        for role, found in matched.items():
            groups = [one.groups.get(tuple(bound[name] for name in one.gaps), ()) for one in found]
            is_whole &= all(group or not one.is_needed for one, group in zip(found, groups, strict=True))
            # Of several figures of one name the first counts, unless the kind is about just that.
            facts: dict[str, Mapping] = {}
            for fact in (fact for group in groups for fact in group):
                facts.setdefault(fact["id"] if kind.every else measure(fact), fact)
            roles[role] = tuple(
                facts.values() if kind.in_order else sorted(facts.values(), key=lambda fact: place[fact["id"]])
            )
        if is_whole and all(roles.get(role) for role in kind.needed):
            yield from kind.split(Check(identity, "/".join(values), roles))


# -- the kinds of identity ---------------------------------------------------------------------------------------------------


def _values(facts: Iterable[Mapping]) -> list[Decimal] | None:
    """The values of facts; None where one is absent."""
    values = [number(fact) for fact in facts]
    return None if None in values else values


def _tree(operator: str, *facts: Mapping) -> dict:
    return {"operator": operator, "of": [{"fact": fact["id"]} for fact in facts]}


def _finding(check: Check, one: Side, other: Side, key: str = "", rows: tuple[Rows, ...] = ()) -> Finding:
    return Finding(
        f"{check.id}/{key}" if key else check.id, check.identity.severity, check.identity.says, one, other, rows
    )


def _sum(check: Check, world: World) -> Iterator[Finding]:
    """``plus``, without ``minus``, make ``total``."""
    total, plus, minus = check.first("total"), check.roles["plus"], check.roles.get("minus", ())
    plus = tuple(fact for fact in plus if fact["id"] != total["id"])
    values = _values((*plus, *minus, total))
    if not plus or values is None:
        return
    expected = sum(values[: len(plus)]) - sum(values[len(plus) : -1])
    if expected != values[-1]:
        tree = _tree("+", *plus) if len(plus) > 1 else {"fact": plus[0]["id"]}
        for fact in minus:
            tree = {"operator": "−", "of": [tree, {"fact": fact["id"]}]}
        label = (
            f"{plus[0]['label']}等 {len(plus)} 項之和" if len(plus) > 2 else "＋".join(fact["label"] for fact in plus)
        )
        label += "".join(f"－{fact['label']}" for fact in minus)
        rows = apart(world, [total], plus) if not minus else ()
        yield _finding(check, Side.of(total), Side.computed(label, expected, tree, total), rows=rows)


def _same(check: Check, world: World) -> Iterator[Finding]:
    """All have the value of the first."""
    given = [fact for fact in check.roles["facts"] if fact["value"] is not None]
    for fact in given[1:]:
        if not _agree(given[0], fact):
            yield _finding(check, Side.of(given[0]), Side.of(fact), fact["name"], apart(world, given[:1], [fact]))


def _agree(one: Mapping, other: Mapping) -> bool:
    """Whether two figures are one value: exactly, or where one is typed in rounded (95%), the other rounded so in its own way or in that one's."""
    return number(one) == number(other) or any(
        typed.get("measure")
        and number(typed)
        in (
            unit.shown(number(fact))
            for unit in (unit_of(typed), dataclasses.replace(unit_of(fact), digits=typed["shown"]["digits"]))
        )
        for typed, fact in ((one, other), (other, one))
    )


def _dates(check: Check, world: World) -> Iterator[Finding]:
    """A measure that is printed for two days has one value on both, or somebody will take one for the other."""
    dated = sorted(
        (fact for fact in check.roles["facts"] if fact["as_of"] and fact["value"] is not None),
        key=lambda fact: fact["as_of"],
    )
    if dated and number(dated[0]) != number(dated[-1]) and dated[0]["as_of"] != dated[-1]["as_of"]:
        one, other = (dataclasses.replace(Side.of(fact), label=_dated(fact)) for fact in (dated[0], dated[-1]))
        yield _finding(check, one, other)


def _dated(fact: Mapping) -> str:
    return f"{fact['label']}（{format_date(date.fromisoformat(fact['as_of']))}）" if fact["as_of"] else fact["label"]


def _order(check: Check, world: World) -> Iterator[Finding]:
    """Each is at most the next, of those of one day."""
    facts = [fact for fact in check.roles["ascending"] if fact["value"] is not None]
    for less, more in itertools.pairwise(facts):
        if less["as_of"] == more["as_of"] and number(less) > number(more):
            yield _finding(
                check,
                Side.of(less),
                Side.of(more),
                more["name"] if len(facts) > 2 else "",
                apart(world, [less], [more]),
            )


def _share(check: Check, world: World) -> Iterator[Finding]:
    """``share`` is ``part`` over ``whole`` under the rounding that the share declares."""
    share, part, whole = (check.first(role) for role in ("share", "part", "whole"))
    values = _values((part, whole))
    if values is None or share["value"] is None and not values[1]:
        return
    if not values[1]:
        yield _finding(check, Side.of(share), Side("分母為零", "不適用"))
        return
    expected = values[0] / values[1]
    if unit_of(share).text(expected) != share["printed"]:
        label = "÷".join(_dated(fact) if part["label"] == whole["label"] else fact["label"] for fact in (part, whole))
        yield _finding(
            check, Side.of(share), Side.computed(label, expected, _tree("÷", part, whole), share, finer=True)
        )


def _rounded(check: Check, world: World) -> Iterator[Finding]:
    """``rounded`` is ``exact`` rounded to its own digits."""
    result, exact = check.first("rounded"), check.first("exact")
    values = _values((exact, result))
    if values is None:
        return
    expected = values[0].quantize(
        Decimal(1).scaleb(-result["shown"]["digits"]), rounding=ROUNDINGS[check.identity.rounding]
    )
    if expected != values[1]:
        tree = _tree(check.identity.rounding, exact) | {"digits": result["shown"]["digits"]}
        yield _finding(
            check, Side.of(result), Side.computed(f"{exact['label']}{check.identity.rounding}", expected, tree, result)
        )


def _number(check: Check, world: World) -> Iterator[Finding]:
    """``total`` says how many of the ``parts`` of its day are more than zero."""
    total = check.first("total")
    having = [fact for fact in check.roles["parts"] if number(fact) and fact["as_of"] == total["as_of"]]
    if total["value"] is not None and number(total) != len(having):
        yield _finding(
            check, Side.of(total), Side.computed("大於零的項數", Decimal(len(having)), _tree("count", *having), total)
        )


def _recount(check: Check, world: World) -> Iterator[Finding]:
    """``fact``, counted from records, is the number of rows of ``table`` that satisfy ``where``; ``key`` tells which rows differ."""
    fact, identity = check.first("fact"), check.identity
    table = _source_table(world, identity.table)
    if table is None or fact.get("derivation", {}).get("operator") != "count" or not fact["as_of"]:
        return
    chosen = _chosen(table, identity, date.fromisoformat(fact["as_of"]))
    if chosen is None or len(chosen) == number(fact):
        return
    rows = _rows(table, chosen)
    own = (
        {spelling(text) for (text,) in world.tables.cells({"rows": fact["rows"], "columns": [identity.key]})}
        if identity.key in _columns(world, fact)
        else None
    )
    apart_rows = ()
    if own is not None:
        at = table["columns"].index(identity.key) + 1
        apart_rows = _rows(table, [row for row in chosen if spelling(row[at]) not in own])
    tree = {"operator": "count", "rows": [{"file": one.file, "sheet": one.sheet, "rows": one.ranges()} for one in rows]}
    yield _finding(
        check,
        Side.of(fact),
        Side.computed(f"{table['file']} 合於條件的列數", Decimal(len(chosen)), tree, fact),
        rows=apart_rows,
    )


def _none(check: Check, world: World) -> Iterator[Finding]:
    """No row of ``table`` satisfies ``where`` on the day of ``on``."""
    on, identity = check.first("on"), check.identity
    table = _source_table(world, identity.table)
    if table is None or not on["as_of"]:
        return
    day, column = date.fromisoformat(on["as_of"]), identity.where[0].column
    for row in _chosen(table, identity, day) or ():
        cells = dict(zip(table["columns"], row[1:], strict=True))
        called = re.sub(r"\{(.+?)\}", lambda gap, cells=cells: cells.get(gap[1], ""), identity.named) or str(row[0])
        yield _finding(
            check,
            Side(f"{called}{column}", cells[column]),
            Side("統計日", format_date(day)),
            "".join(called.split()),
            _rows(table, [row]),
        )


def _source_table(world: World, name: str | None) -> Mapping | None:
    return next((table for table in world.document.get("tables", ()) if table["input"] == name), None)


def _columns(world: World, fact: Mapping) -> set[str]:
    """The columns of the tables that a fact's own rows are of."""
    places = {(place["file"], place["sheet"]) for place in fact["rows"]}
    return {
        column
        for table in world.document.get("tables", ())
        if (table["file"], table["sheet"]) in places
        for column in table["columns"]
    }


def _chosen(table: Mapping, identity: Identity, day: date) -> list[Sequence] | None:
    """The rows that satisfy every condition; None where the table has not all of the columns."""
    if any(condition.column not in table["columns"] for condition in identity.where):
        return None
    at = [(condition, table["columns"].index(condition.column) + 1) for condition in identity.where]
    return [row for row in table["rows"] if all(condition.holds(row[column], day) for condition, column in at)]


def _rows(table: Mapping, rows: Iterable[Sequence]) -> tuple[Rows, ...]:
    numbers = tuple(row[0] for row in rows)
    return (Rows(table["file"], table["sheet"], numbers),) if numbers else ()


def _land(check: Check, world: World) -> Iterator[Finding]:
    """Every reference in the document leads to a section, table, chart or attachment that is there."""
    document = world.document
    there = {
        place
        for section in document.get("sections", ())
        for place in (section["target"], *(block["id"] for block in section["blocks"] if "id" in block))
    }
    for section, _, cell in _printed(document):
        if "target" in cell and cell["target"] not in there:
            yield _finding(
                check, Side(f"「{section['title']}」的參照", cell["text"]), Side("所指的位置", "不存在"), cell["target"]
            )


def _derived(check: Check, world: World) -> Iterator[Finding]:
    """The derivation, computed again, gives the same value."""
    fact = check.first("facts")
    value = derivation.evaluate(fact["derivation"], world.facts, world.tables) if "derivation" in fact else number(fact)
    if value != number(fact):
        again = (
            Side("依出處重算", fact["absence"] or "無")
            if value is None
            else Side.computed("依出處重算", value, fact["derivation"], fact)
        )
        yield _finding(check, Side.of(fact), again, fact["name"])


def _shown(check: Check, world: World) -> Iterator[Finding]:
    """A fact is printed as its unit prints its value."""
    fact = check.first("facts")
    printed = fact["absence"] if fact["value"] is None else unit_of(fact).text(number(fact))
    if printed != fact["printed"]:
        yield _finding(check, Side.of(fact), Side("數值依單位印出", printed), fact["name"])


def _cells(check: Check, world: World) -> Iterator[Finding]:
    """Every place that carries a fact prints it."""
    for _, block, cell in _printed(world.document):
        fact = world.facts.get(cell.get("fact", ""))
        if fact and cell["text"] != fact["printed"]:
            place = block.get("number") or block["kind"]
            yield _finding(check, Side.of(fact), Side(f"{place}所印", cell["text"]), f"{place}/{fact['name']}")


def _printed(document: Mapping) -> Iterator[tuple[Mapping, Mapping, Mapping]]:
    """Every cell, run and label, with its section and block."""
    for section in document.get("sections", ()):
        for block in section["blocks"]:
            yield from ((section, block, cell) for cell in printed_cells(block))


def _whole(check: Check) -> Iterator[Check]:
    yield check


def _each(key: Callable[[Mapping], object], at_least: int = 2) -> Callable[[Check], Iterator[Check]]:
    """A check of the role ``facts`` for each group of them with the same ``key``, if they are so many."""

    def split(check: Check) -> Iterator[Check]:
        groups: dict[object, list[Mapping]] = defaultdict(list)
        for fact in check.roles["facts"]:
            groups[key(fact)].append(fact)
        yield from (
            Check(check.identity, check.key, {"facts": tuple(facts)})
            for facts in groups.values()
            if len(facts) >= at_least
        )

    return split


def _each_day(key: Callable[[Mapping], object]) -> Callable[[Check], Iterator[Check]]:
    """The same for each day; a fact that has no day of its own (how many members there are) is compared on all."""

    def split(check: Check) -> Iterator[Check]:
        for whole in _each(key)(check):
            facts = whole.roles["facts"]
            for day in dict.fromkeys(fact["as_of"] for fact in facts if fact["as_of"]) or (None,):
                there = tuple(fact for fact in facts if fact["as_of"] in (day, None))
                if len(there) > 1:
                    yield dataclasses.replace(whole, roles={"facts": there})

    return split


@dataclass(frozen=True)
class Kind:
    """A kind of identity: how it is checked, and the roles of its facts.

    ``in_order`` keeps the order of the patterns; ``every`` takes every figure of a name, not only the first; a sum needs a fact
    for each pattern; ``reads`` source rows; ``at_once`` is false where each figure is looked at by itself.
    """

    check: Callable[[Check, World], Iterator[Finding]]
    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    split: Callable[[Check], Iterator[Check]] = _whole
    in_order: bool = False
    every: bool = False
    is_sum: bool = False
    reads: bool = False
    at_once: bool = True


KINDS: Mapping[str, Kind] = {
    "sum": Kind(_sum, ("total", "plus"), ("minus",), is_sum=True),
    "same": Kind(_same, ("facts",), split=_each_day(lambda fact: ""), in_order=True, every=True),
    "measure": Kind(_same, ("facts",), split=_each_day(measure), every=True),
    "label": Kind(
        _same, ("facts",), split=_each(lambda fact: (fact["label"], fact["as_of"], fact["unit"])), every=True
    ),
    "dates": Kind(_dates, ("facts",), every=True),
    "order": Kind(_order, ("ascending",), in_order=True),
    "share": Kind(_share, ("share", "part", "whole")),
    "rounded": Kind(_rounded, ("rounded", "exact")),
    "number": Kind(_number, ("total", "parts")),
    "recount": Kind(_recount, ("fact",), reads=True),
    "none": Kind(_none, ("on",), reads=True),
    "land": Kind(_land),
    "derived": Kind(_derived, ("facts",), split=_each(lambda fact: fact["id"], at_least=1), every=True, at_once=False),
    "shown": Kind(_shown, ("facts",), split=_each(lambda fact: fact["id"], at_least=1), every=True, at_once=False),
    "cells": Kind(_cells),
}


# -- the rows that explain a difference ----------------------------------------------------------------------------------------


def apart(world: World, one: Iterable[Mapping], other: Iterable[Mapping]) -> tuple[Rows, ...]:
    """The rows that only one of the two sides counts, of the files that both count rows of."""
    mine, yours = _counted(world, one), _counted(world, other)
    found = ((key, mine[key] ^ yours[key]) for key in mine.keys() & yours.keys())
    return tuple(Rows(*key, tuple(sorted(numbers))) for key, numbers in sorted(found) if numbers)


def _counted(world: World, facts: Iterable[Mapping]) -> dict[tuple[str, str], set[int]]:
    """The rows behind facts, down to the last operand."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    waiting, seen = list(facts), set()
    while waiting:
        fact = waiting.pop()
        if fact["id"] not in seen:
            seen.add(fact["id"])
            for place in fact.get("rows", ()):
                found[place["file"], place["sheet"]].update(row_numbers(place["rows"]))
            waiting += [world.facts[operand] for operand in fact.get("operands", ())]
    return found


# -- reconciled ----------------------------------------------------------------------------------------------------------------


def findings(check: Check, world: World) -> list[Finding]:
    return list(KINDS[check.identity.kind].check(check, world))


def reconcile(document: Mapping, book: Identities) -> tuple[list[Finding], int]:
    """What does not agree, each pair of figures once, and how many checks were made."""
    world = World.of(document)
    made = checks(book, document["facts"])
    found: dict[object, Finding] = {}
    for check in made:
        for finding in findings(check, world):
            pair = frozenset((finding.one.fact, finding.other.fact))
            found.setdefault(pair if "" not in pair else finding.id, finding)
    return list(found.values()), len(made)


def changed(check: Check, fact: Mapping) -> Check:
    """The check with one of its facts replaced, to ask what a change would do."""
    roles = {
        role: tuple(fact if one["id"] == fact["id"] else one for one in facts) for role, facts in check.roles.items()
    }
    return dataclasses.replace(check, roles=roles)


def in_place_of(world: World, fact: Mapping) -> World:
    return dataclasses.replace(world, facts=ChainMap({fact["id"]: fact}, world.facts))


def with_reasons(found: Iterable[Finding], accepted: Sequence[Accepted], file: str) -> list[Finding]:
    """The findings, each with the reason with which the parameters accept it; RunError (Q01) with every error that they
    do not accept, and (Q02) what they accept instead, which may be mistyped."""
    reasons = {one.id: one.reason for one in accepted}
    settled = [dataclasses.replace(finding, reason=reasons.get(finding.id, "")) for finding in found]
    if stopping := [finding for finding in settled if finding.severity == "error" and not finding.reason]:
        raise RunError(*(_problem(finding, file) for finding in stopping), *idle_reasons(settled, accepted, file))
    return settled


def idle_reasons(found: Iterable[Finding], accepted: Sequence[Accepted], file: str) -> Iterator[Problem]:
    """(Q02) Each acceptance that fits no finding: the figures agree now, or are not in this packet, or its id is mistyped."""
    known = {finding.id for finding in found}
    for one in accepted:
        if one.id not in known:
            near = yamlfile.nearest(one.id, known)
            yield Problem(
                "Q02",
                say(
                    f"accepted 的{quoted(one.id)}沒有對應的不一致。",
                    f"accepted {quoted(one.id)} fits nothing that disagrees.",
                ),
                say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?")
                if near
                else say(
                    "數字已經一致，或不在這份會議資料中；不需要時請刪去。",
                    "The figures agree now, or are not in this packet: delete it if it is not needed.",
                ),
                file=file,
                header="accepted",
            )


def idle_figures(declared: Sequence[Mapping], document: Mapping, book: Identities, file: str) -> Iterator[Problem]:
    """(Q03) Each declared figure that no identity held against another: its measure is mistyped, is of another day, or is not in this packet."""
    made = checks(book, document["facts"]) if declared else []
    held = {
        fact["id"]
        for check in made
        if KINDS[check.identity.kind].at_once
        for facts in check.roles.values()
        for fact in facts
    }
    for figure in declared:
        if figure["id"] in held:
            continue
        days = [fact["as_of"] for fact in document["facts"] if fact["name"] == figure["measure"]]
        near = yamlfile.nearest(figure["measure"], {fact["name"] for fact in document["facts"]})
        if days:
            there = "、".join(format_date(date.fromisoformat(day)) for day in dict.fromkeys(days))
            todo = say(f"這個數字的統計日是 {there}。", f"That figure is of {there}.")
        else:
            todo = (
                say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?")
                if near
                else say("請確認 measure；packet explain 列出名稱。", "Check measure: packet explain tells names.")
            )
        yield Problem(
            "Q03",
            say(
                f"declared 的{quoted(figure['label'])}沒有可以核對的數字：{quoted(figure['measure'])}。",
                f"declared {quoted(figure['label'])} was held against nothing: {quoted(figure['measure'])}.",
            ),
            todo,
            file=file,
            header=figure["name"],
        )


def _problem(finding: Finding, file: str) -> Problem:
    sides = (
        f"{quoted(side.named())}{f' [{side.fact}]' if side.fact else ''} is {side.printed}"
        for side in (finding.one, finding.other)
    )
    en = f"{', but '.join(sides)}{_apart_text(finding, ', a difference of ')}."
    typed = "、".join(side.origin for side in (finding.one, finding.other) if side.origin)
    todo = say(
        f"請更正其中一個{f'（人工填報者在 {typed}）' if typed else ''}；確知原因時，在參數檔 accepted 加上 {{id: {finding.id}, reason: …}}。",
        f"Correct one of them{f' (typed in: {typed})' if typed else ''}, or, where you know why, add {{id: {finding.id}, reason: …}} to accepted in {file}.",
    )
    return Problem("Q01", say(_what(finding), en), todo, header=finding.id)


def _what(finding: Finding) -> str:
    """Both figures, by how much they differ, what should hold, and the rows that explain it."""
    what = f"{finding.one.text()}，{finding.other.text()}{_apart_text(finding, '，相差 ')}。{finding.says}"
    return what + (f"差在{rows_text(finding.rows)}。" if finding.rows else "")


def _apart_text(finding: Finding, words: str) -> str:
    return "" if finding.difference is None else words + finding.unit.text(abs(finding.difference))


def rows_text(rows: Iterable[Rows]) -> str:
    """「catalogue.csv 第 214、380-382 列」."""
    texts = []
    for one in rows:
        ranges = one.ranges().split(",")
        more = "等" if len(ranges) > MOST_RANGES else ""
        texts.append(
            f" {one.file}{f'〔{one.sheet}〕' if one.sheet else ''} 第 {'、'.join(ranges[:MOST_RANGES])} 列{more}"
        )
    return "；".join(texts)


# -- figures that people type in -------------------------------------------------------------------------------------------------


def declared_facts(declared: Mapping[str, Figure], thousands: str = ",", after: int = 0) -> list[dict]:
    """The declared figures that no section asks for, as facts of a document whose last fact has the number ``after``."""
    extra = [(key, figure) for key, figure in declared.items() if key not in DECLARED]
    return [_declared(key, figure, FACT_ID.format(after + at), thousands) for at, (key, figure) in enumerate(extra, 1)]


def _declared(key: str, figure: Figure, number: str, thousands: str) -> dict:
    percent = figure.unit == "%"
    unit = Unit(figure.unit, max(0, -figure.value.as_tuple().exponent), figure.rounding, percent, thousands)
    value = figure.value / 100 if percent else figure.value
    tree = {"operator": "declared", "value": format(value, "f"), "source": figure.source}
    fact = _fact(
        number,
        f"declared.{key}",
        figure.label or key,
        value,
        unit,
        tree,
        figure.as_of.isoformat(),
        f"人工填報：{figure.source}",
    )
    return fact | {"measure": figure.measure or "", "where": figure.where or ""}


def _fact(
    number: str, name: str, label: str, value: Decimal, unit: Unit, tree: Mapping, as_of: str | None, rule: str
) -> dict:
    """A fact as ``Fact.as_dict`` and ``document`` have it, of a value that was not computed by a notebook."""
    shown = {key: getattr(unit, key) for key in ("digits", "rounding", "percent", "thousands", "trim")}
    return {
        "id": number,
        "name": name,
        "label": label,
        "value": format(value, "f"),
        "absence": None,
        "unit": unit.label,
        "shown": shown,
        "printed": unit.text(value),
        "as_of": as_of,
        "rule": rule,
        "filter": "",
        "derivation": dict(tree),
        "formula": "",
        "operands": list(dict.fromkeys(_operands(tree))),
        "rows": list(tree.get("rows", ())),
    }


def _operands(tree: Mapping) -> Iterator[str]:
    """The ids of the facts in a derivation."""
    if "fact" in tree:
        yield tree["fact"]
    for part in tree.get("of", ()):
        yield from _operands(part)


# -- the page of findings ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Report:
    """What the reconciliation adds to a document: the section 「數字核對」, and the figures in it that no other section has; and the
    acceptances and declared figures that fit nothing (``idle``)."""

    found: tuple[Finding, ...]
    section: dict
    facts: tuple[dict, ...]
    idle: tuple[Problem, ...] = ()

    def into(self, document: dict, masked: Callable[[object], object] = lambda value: value) -> None:
        """Append the section, each of its texts ``masked`` (for the public edition)."""
        document["facts"] += masked(copy.deepcopy(list(self.facts)))
        append(document, masked(copy.deepcopy(self.section)))

    def items(self) -> list[dict]:
        """The findings for the secretariat's review: ``{"id", "place", "what", "todo"}``."""
        return [
            {
                "id": finding.id,
                "place": "「數字核對」",
                "what": _what(finding),
                "todo": f"已接受：{finding.reason}" if finding.reason else "請確認。",
            }
            for finding in self.found
        ]


def report(document: dict, params: Params) -> Report | None:
    """Check the figures of a document; RunError as :func:`with_reasons`. None where the parameters name no identities."""
    path = params.rulebooks.identities
    if path is None:
        return None
    book = read(path)
    declared = declared_facts(params.declared, params.numbers.thousands, len(document["facts"]))
    whole = {**document, "facts": [*document["facts"], *declared]}
    found, made = reconcile(whole, book)
    settled = with_reasons(found, params.accepted, params.path.name)
    file = params.path.name
    idle = (
        ()
        if document["meeting"]["part"]
        else (*idle_reasons(settled, params.accepted, file), *idle_figures(declared, whole, book, file))
    )
    section = _section(whole, book, settled, made, declared, params.numbers.thousands)
    return Report(tuple(settled), section, tuple(whole["facts"][len(document["facts"]) :]), idle)


def _section(
    document: Mapping, book: Identities, found: list[Finding], made: int, declared: list[dict], thousands: str
) -> dict:
    """The section as ``document.append`` takes it; the figures in it are added to the facts."""

    def new(name: str, label: str, value: Decimal, unit: Unit, tree: Mapping, as_of: str | None = None) -> dict:
        fact = _fact(
            FACT_ID.format(len(document["facts"]) + 1), f"reconcile.{name}", label, value, unit, tree, as_of, book.title
        )
        document["facts"].append(fact)
        return fact

    def counted(name: str, label: str, value: int, word: str) -> dict:
        return _cell(
            new(
                name,
                label,
                Decimal(value),
                Unit(word, thousands=thousands),
                {"operator": "declared", "value": str(value), "source": f"核對時計數：{book.source}"},
            )
        )

    def figure(side: Side, finding: Finding) -> Mapping:
        if side.fact or side.value is None:
            return by_id.get(side.fact, {})
        return new(f"expected/{finding.id}", side.label, side.value, side.unit, side.tree, side.as_of)

    by_id = {fact["id"]: fact for fact in document["facts"]}
    rows = []
    for finding in found:
        cells = []
        facts = [figure(side, finding) for side in (finding.one, finding.other)]
        for side, fact in zip((finding.one, finding.other), facts, strict=True):
            cells += [{"text": side.named()}, _cell(fact) if fact else {"text": side.printed}]
        difference: dict = {"text": "—"}
        if all(facts):
            tree = {"operator": "−", "of": [{"fact": fact["id"]} for fact in facts]}
            difference = _cell(
                new(
                    f"difference/{finding.id}",
                    f"{finding.one.label}與{finding.other.label}之差",
                    finding.difference,
                    finding.unit,
                    tree,
                )
            )
        why = "".join(
            (
                finding.says,
                f"差在{rows_text(finding.rows)}。" if finding.rows else "",
                f"接受的理由：{finding.reason}" if finding.reason else "",
            )
        )
        rows.append({"style": "body", "cells": [*cells, difference, {"text": why}, {"text": finding.id}]})
    runs = [
        {"text": f"{book.title}共 "},
        counted("identities", "核對所依的恆等式", len(book.identities), "條"),
        {"text": " 條，本份會議資料的數字據以核對 "},
        counted("checks", "核對次數", made, "次"),
        {"text": " 次，"},
    ]
    if found:
        runs += [
            {"text": "不一致而須說明者 "},
            counted("findings", "不一致而須說明者", len(found), "項") | {"strong": True},
            {"text": " 項。"},
        ]
    else:
        runs += [{"text": "沒有不一致者。"}]
    blocks: list[dict] = [{"kind": "prose", "only": "document", "runs": runs}]
    if found:
        columns = ("數字及所在", "數值#", "相較的數字及所在", "數值#", "差#", "說明", "代號")
        blocks.append(_table("不一致的數字", columns, (5, 3, 5, 3, 2, 8, 4), rows, "代號為參數檔 accepted 的 id"))
    if declared:
        listed = [
            {
                "style": "body",
                "cells": [
                    {"text": fact["label"]},
                    _cell(fact),
                    *(
                        {"text": text}
                        for text in (
                            fact["unit"],
                            format_date(date.fromisoformat(fact["as_of"])),
                            fact["derivation"]["source"],
                            fact["where"] or "—",
                        )
                    ),
                ],
            }
            for fact in declared
        ]
        blocks.append(
            _table(
                "人工填報而供核對的數字",
                ("指標", "數值#", "單位", "統計日", "來源", "所載位置"),
                (5, 3, 2, 3, 8, 5),
                listed,
                "沒有紀錄可算，由人填報",
            )
        )
    return {
        "id": SECTION,
        "title": TITLE,
        "agenda_item": APPENDIX,
        "as_of_text": document["meeting"]["as_of_text"],
        "blocks": blocks,
    }


def _place_text(fact: Mapping) -> str:
    """Where a figure is printed, the first of its places; a declared one says so itself."""
    found = [place["text"] for place in fact.get("places", ())]
    return fact.get("where", "") or "；".join(found[:MOST_PLACES]) + ("等" if len(found) > MOST_PLACES else "")


def _cell(fact: Mapping) -> dict:
    cell = {"text": fact["printed"], "fact": fact["id"]}
    if fact["value"] is None:
        return cell
    return (
        cell
        | {"value": format(unit_of(fact).shown(number(fact)), "f")}
        | ({"percent": True} if fact["shown"]["percent"] else {})
    )


def _table(caption: str, columns: Sequence[str], weights: Sequence[int], rows: list[dict], note: str) -> dict:
    """A table; a column whose label ends in # is numeric."""
    return {
        "kind": "table",
        "caption": caption,
        "unit": "",
        "note": note,
        "layout": "rows",
        "sortable": False,
        "row_headers": True,
        "only": "document",
        "columns": [{"label": label.rstrip("#"), "numeric": label.endswith("#")} for label in columns],
        "weights": list(weights),
        "rows": rows,
    }
