"""Identities between figures and the source rows they were counted from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from reportlib.document.compared import Check, Disagreement, Side, World
from reportlib.facts.facts import Rows
from reportlib.facts.record import FactRecord, SourceRow, SourceTable
from reportlib.meeting.identity_rules import Identity
from reportlib.roc import format_date
from reportlib.text import spelling


def check_recount(check: Check, world: World) -> Iterator[Disagreement]:
    """``fact``, counted from records, is the number of rows of ``table`` that satisfy ``where``; ``key`` tells which rows differ."""
    fact, identity = check.first("fact"), check.identity
    table = _source_table(world, identity.table)
    if table is None or fact.derivation.get("operator") != "count" or not fact.as_of:
        return
    chosen = _chosen(table, identity, fact.known_day)
    if chosen is None or len(chosen) == fact.number:
        return
    rows = _rows(table, chosen)
    own = (
        {spelling(text) for (text,) in world.tables.cells(fact.rows, [identity.key])}
        if identity.key in _columns(world, fact)
        else None
    )
    apart_rows: tuple[Rows, ...] = ()
    if own is not None:
        at = table.columns.index(identity.key)
        apart_rows = _rows(table, [row for row in chosen if spelling(row[1][at]) not in own])
    tree = {"operator": "count", "rows": [{"file": one.file, "sheet": one.sheet, "rows": one.ranges()} for one in rows]}
    yield check.finding(
        Side.of(fact),
        Side.computed(f"{table.file} 合於條件的列數", Decimal(len(chosen)), tree, fact),
        rows=apart_rows,
    )


def check_none(check: Check, world: World) -> Iterator[Disagreement]:
    """No row of ``table`` satisfies ``where`` on the day of ``on``."""
    on, identity = check.first("on"), check.identity
    table = _source_table(world, identity.table)
    if table is None or not on.as_of:
        return
    day, column = on.known_day, identity.where[0].column
    for row in _chosen(table, identity, day) or ():
        cells = dict(zip(table.columns, row[1], strict=True))
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


def _source_table(world: World, name: str | None) -> SourceTable | None:
    return next((table for table in world.document.tables if table.input == name), None)


def _columns(world: World, fact: FactRecord) -> set[str]:
    """The columns of the tables that a fact's own rows are of."""
    places = {(span.file, span.sheet) for span in fact.rows}
    return {
        column for table in world.document.tables if (table.file, table.sheet) in places for column in table.columns
    }


def _chosen(table: SourceTable, identity: Identity, day: date) -> list[SourceRow] | None:
    """The rows that satisfy every condition; None where the table has not all of the columns that they need."""
    where = [one for one in identity.where if one.column in table.columns or not one.or_absent]
    if any(condition.column not in table.columns for condition in where):
        return None
    at = [(condition, table.columns.index(condition.column)) for condition in where]
    return [row for row in table.rows if all(condition.holds(row[1][column], day) for condition, column in at)]


def _rows(table: SourceTable, rows: Iterable[SourceRow]) -> tuple[Rows, ...]:
    numbers = tuple(row[0] for row in rows)
    return (Rows(table.file, table.sheet, numbers),) if numbers else ()
