"""Identities between figures and the source rows they were counted from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from reportlib.document.compared import Check, Disagreement, Side, World, number
from reportlib.facts.facts import Rows
from reportlib.meeting.identity_rules import Identity
from reportlib.roc import format_date
from reportlib.text import spelling


def check_recount(check: Check, world: World) -> Iterator[Disagreement]:
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
    apart_rows: tuple[Rows, ...] = ()
    if own is not None:
        at = table["columns"].index(identity.key) + 1
        apart_rows = _rows(table, [row for row in chosen if spelling(row[at]) not in own])
    tree = {"operator": "count", "rows": [{"file": one.file, "sheet": one.sheet, "rows": one.ranges()} for one in rows]}
    yield check.finding(
        Side.of(fact),
        Side.computed(f"{table['file']} 合於條件的列數", Decimal(len(chosen)), tree, fact),
        rows=apart_rows,
    )


def check_none(check: Check, world: World) -> Iterator[Disagreement]:
    """No row of ``table`` satisfies ``where`` on the day of ``on``."""
    on, identity = check.first("on"), check.identity
    table = _source_table(world, identity.table)
    if table is None or not on["as_of"]:
        return
    day, column = date.fromisoformat(on["as_of"]), identity.where[0].column
    for row in _chosen(table, identity, day) or ():
        cells = dict(zip(table["columns"], row[1:], strict=True))
        called = _filled(identity.named, cells) or str(row[0])
        yield check.finding(
            Side(f"{called}{column}", cells[column]),
            Side("統計日", format_date(day)),
            "".join(called.split()),
            _rows(table, [row]),
        )


def _filled(template: str, cells: Mapping[str, str]) -> str:
    """「{會議} 決議{決議編號}」 with a row's own cells; nothing for a column that it does not have."""
    return re.sub(r"\{(.+?)\}", lambda gap: cells.get(gap[1], ""), template)


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
