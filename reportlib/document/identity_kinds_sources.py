"""Identities between figures and the source rows they were counted from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from reportlib.document.compared import Check, Disagreement, Side, World
from reportlib.document.row_sides import holding
from reportlib.facts.facts import Rows
from reportlib.facts.record import FactRecord, SourceTable, by_place
from reportlib.meeting.identity_rules import Identity
from reportlib.roc import format_date
from reportlib.text import spelling
from reportlib.wording import own, said


def check_recount(check: Check, world: World) -> Iterator[Disagreement]:
    """``fact``, counted from records, is the number of rows of ``table`` that satisfy ``where``; ``key`` tells which rows differ."""
    fact, identity = check.first("fact"), check.identity
    table = _source_table(world, identity.table)
    if table is None or fact.derivation.get("operator") != "count" or not fact.as_of:
        return
    chosen = _chosen(table, identity, fact.known_day)
    if chosen is None or len(chosen) == fact.number:
        return
    rows = _rows(chosen)
    apart_rows: tuple[Rows, ...] = ()
    if identity.key and identity.key in _columns(world, fact):
        own = {spelling(text) for (text,) in world.tables.cells(by_place(fact.rows), [identity.key])}
        apart_rows = _rows(chosen.some(chosen.column(identity.key).where(lambda text: spelling(text) not in own)))
    tree = {"operator": "count", "rows": [{"file": one.file, "sheet": one.sheet, "rows": one.ranges()} for one in rows]}
    yield check.finding(
        Side.of(fact),
        Side.computed(said("{file} 合於條件的列數", file=table.file), Decimal(len(chosen)), tree, fact),
        rows=apart_rows,
    )


def check_none(check: Check, world: World) -> Iterator[Disagreement]:
    """No row of ``table`` satisfies ``where`` on the day of ``on``."""
    on, identity = check.first("on"), check.identity
    table = _source_table(world, identity.table)
    if table is None or not on.as_of:
        return
    day, column = on.known_day, identity.where[0].column
    chosen = _chosen(table, identity, day)
    for number, texts in chosen.rows if chosen else ():
        cells = dict(zip(table.columns, texts, strict=True))
        called = _filled(identity.named, cells) or str(number)
        yield check.finding(
            Side(f"{called}{column}", cells[column]),
            Side(own("統計日"), format_date(day)),
            "".join(called.split()),
            (Rows(table.file, table.sheet, (number,)),),
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


def _chosen(table: SourceTable, identity: Identity, day: date) -> SourceTable | None:
    """The rows that satisfy every condition; None where the table has not all of the columns that they need."""
    where = [one for one in identity.where if one.column in table.columns or not one.or_absent]
    if any(condition.column not in table.columns for condition in where):
        return None
    return holding(table, where, day)


def _rows(table: SourceTable) -> tuple[Rows, ...]:
    """All rows of a table, if there are any."""
    return (Rows(table.file, table.sheet, tuple(table.numbers.tolist())),) if len(table) else ()
