"""CSV on demand: just the rows that a figure counts, those of each of its operands apart, by a column that says which; or an input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from reportlib import messages, stopping, system, temporary
from reportlib.errors import ConfigError
from reportlib.facts.record import RowSpan
from reportlib.facts.rowsets import RowSet
from reportlib.packets.asked import Explained
from reportlib.records.source_files import ROW_NUMBER, KeptTable, as_csv, csv_cell
from reportlib.writing import csv_bytes, write

PART, FILE, SHEET = "屬於", "檔案", "工作表"


def parts(packet: Explained, number: str) -> Iterator[tuple[str, Iterable[RowSpan]]]:
    """What the rows of a figure belong to: itself, and each of the figures that it was computed from, of these down to the last."""
    fact = packet.facts[number]
    if fact.rows:
        yield f"{fact.label}〔{number}〕", fact.rows
    for operand in dict.fromkeys(fact.operands):
        yield f"{packet.facts[operand].label}〔{operand}〕", packet.rows_of(operand)


def csv_of(packet: Explained, number: str) -> tuple[Iterator[Sequence[object]], int, list[str]]:
    """The lines of the CSV of a figure, its header first, how many rows it has, and what is told of rows that are not there; a row
    of part and whole stands in it twice."""
    tables = {(table.file, table.sheet): table for table in packet.tables}
    found = [
        (part, tables[span.file, span.sheet], RowSet.of_ranges(span.rows))
        for part, spans in parts(packet, number)
        for span in spans
        if (span.file, span.sheet) in tables
    ]
    columns = tuple(dict.fromkeys(column for _, table, _ in found for column in table.columns))
    lines = chain([(PART, FILE, SHEET, ROW_NUMBER, *columns)], *(_lines(*one, columns) for one in found))
    lacking = dict.fromkeys(told for _, table, rows in found if (told := table.lacking(rows)))
    return lines, sum(table.count(rows) for _, table, rows in found), list(lacking)


def _lines(part: str, table: KeptTable, rows: RowSet, columns: Sequence[str]) -> Iterator[Sequence[object]]:
    place = tuple(map(csv_cell, (part, table.file, table.sheet)))
    _, *lines = as_csv(table.some(rows))
    at = [table.columns.index(column) + 1 if column in table.columns else None for column in columns]
    return ((*place, row[0], *("" if cell is None else row[cell] for cell in at)) for row in lines)


def input_of(packet: Explained, asked: str) -> KeptTable:
    """The input that is called so, by its name or by that of its file; ConfigError where none is."""
    found = [table for table in packet.tables if asked in (table.input, table.file)]
    if not found:
        known = [table.input for table in packet.tables]
        raise ConfigError(messages.C05_no_such_input_kept(meeting=packet.name, asked=asked, known=known))
    return found[0]


def write_csv(target: Path, lines: Iterable[Sequence[object]]) -> None:
    """Write lines as CSV, at once or not at all; ConfigError where something is in the way."""
    if target.exists():
        raise ConfigError(messages.C11_csv_is_there(file=target.name))
    try:
        with temporary.beside(target.absolute().parent) as stage, stopping.last_step():
            write(stage / target.name, csv_bytes(lines))
            os.replace(stage / target.name, target)
    except OSError as error:
        problem = messages.R12_cannot_write_page(file=target.name, folder=target.parent, reason=system.reason(error))
        raise system.cannot_write(error, problem) from None
