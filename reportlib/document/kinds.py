"""The kinds of identities: for each a function from facts by role to disagreements."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlib.document.compared import Check, Disagreement, Side, World, measure, number, unit_of
from reportlib.document.model import printed_places
from reportlib.facts import derivation
from reportlib.facts.facts import ROUNDINGS, Rows, row_numbers
from reportlib.meeting.identity_rules import Identity
from reportlib.roc import format_date
from reportlib.text import spelling

# -- the kinds of identity ---------------------------------------------------------------------------------------------------


def _values(facts: Iterable[Mapping]) -> list[Decimal] | None:
    """The values of facts; None where one is absent."""
    values = [number(fact) for fact in facts]
    return None if None in values else values


def _tree(operator: str, *facts: Mapping) -> dict:
    return {"operator": operator, "of": [{"fact": fact["id"]} for fact in facts]}


def _finding(check: Check, one: Side, other: Side, key: str = "", rows: tuple[Rows, ...] = ()) -> Disagreement:
    return Disagreement(
        f"{check.id}/{key}" if key else check.id, check.identity.severity, check.identity.says, one, other, rows
    )


def _sum(check: Check, world: World) -> Iterator[Disagreement]:
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


def _same(check: Check, world: World) -> Iterator[Disagreement]:
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


def _dates(check: Check, world: World) -> Iterator[Disagreement]:
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


def _order(check: Check, world: World) -> Iterator[Disagreement]:
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


def _share(check: Check, world: World) -> Iterator[Disagreement]:
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


def _rounded(check: Check, world: World) -> Iterator[Disagreement]:
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


def _number(check: Check, world: World) -> Iterator[Disagreement]:
    """``total`` says how many of the ``parts`` of its day are more than zero."""
    total = check.first("total")
    having = [fact for fact in check.roles["parts"] if number(fact) and fact["as_of"] == total["as_of"]]
    if total["value"] is not None and number(total) != len(having):
        yield _finding(
            check, Side.of(total), Side.computed("大於零的項數", Decimal(len(having)), _tree("count", *having), total)
        )


def _recount(check: Check, world: World) -> Iterator[Disagreement]:
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


def _none(check: Check, world: World) -> Iterator[Disagreement]:
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


def _land(check: Check, world: World) -> Iterator[Disagreement]:
    """Every reference in the document leads to a section, table, chart or attachment that is there."""
    document = world.document
    there = {
        place
        for section in document.get("sections", ())
        for place in (section["target"], *(block["id"] for block in section["blocks"] if "id" in block))
    }
    for section, _, cell in printed_places(document):
        if "target" in cell and cell["target"] not in there:
            yield _finding(
                check, Side(f"「{section['title']}」的參照", cell["text"]), Side("所指的位置", "不存在"), cell["target"]
            )


def _derived(check: Check, world: World) -> Iterator[Disagreement]:
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


def _shown(check: Check, world: World) -> Iterator[Disagreement]:
    """A fact is printed as its unit prints its value."""
    fact = check.first("facts")
    printed = fact["absence"] if fact["value"] is None else unit_of(fact).text(number(fact))
    if printed != fact["printed"]:
        yield _finding(check, Side.of(fact), Side("數值依單位印出", printed), fact["name"])


def _cells(check: Check, world: World) -> Iterator[Disagreement]:
    """Every place that carries a fact prints it."""
    for _, block, cell in printed_places(world.document):
        fact = world.facts.get(cell.get("fact", ""))
        if fact and cell["text"] != fact["printed"]:
            place = block.get("number") or block["kind"]
            yield _finding(check, Side.of(fact), Side(f"{place}所印", cell["text"]), f"{place}/{fact['name']}")


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

    check: Callable[[Check, World], Iterator[Disagreement]]
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
