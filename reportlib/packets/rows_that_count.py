"""The CSV of one figure: just the rows that count, those of each of its operands apart, by a column that says which."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportlib import messages, stopping, system, temporary
from reportlib.errors import ConfigError
from reportlib.facts.facts import row_numbers
from reportlib.facts.record import RowSpan
from reportlib.packets.asked import Explained
from reportlib.records.sources import ROW_NUMBER, csv_cell
from reportlib.writing import csv_bytes, write

PART, FILE, SHEET = "屬於", "檔案", "工作表"


def parts(packet: Explained, number: str) -> Iterator[tuple[str, Iterable[RowSpan]]]:
    """What the rows of a figure belong to: itself, and each of the figures that it was computed from, of these down to the last."""
    fact = packet.facts[number]
    if fact.rows:
        yield f"{fact.label}〔{number}〕", fact.rows
    for operand in dict.fromkeys(fact.operands):
        yield f"{packet.facts[operand].label}〔{operand}〕", packet.all_rows[operand]


def csv_of(packet: Explained, number: str) -> tuple[bytes, int]:
    """The CSV of a figure, and how many rows it has; a row of part and whole stands in it twice."""
    tables = {(table.file, table.sheet): table for table in packet.tables}
    found = [
        (part, tables[span.file, span.sheet], set(row_numbers(span.rows)))
        for part, spans in parts(packet, number)
        for span in spans
        if (span.file, span.sheet) in tables
    ]
    columns = dict.fromkeys(column for _, table, _ in found for column in table.columns)
    rows: list[tuple[object, ...]] = [(PART, FILE, SHEET, ROW_NUMBER, *columns)]
    for part, table, numbers in found:
        for row, texts in table.rows:
            if row in numbers:
                cells = dict(zip(table.columns, map(csv_cell, texts), strict=True))
                place = map(csv_cell, (part, table.file, table.sheet))
                rows.append((*place, row, *(cells.get(column, "") for column in columns)))
    return csv_bytes(rows), len(rows) - 1


def write_csv(target: Path, packet: Explained, number: str) -> int:
    """Write the CSV of a figure, at once or not at all; how many rows it has. ConfigError where something is in the way."""
    data, rows = csv_of(packet, number)
    if target.exists():
        raise ConfigError(messages.C11_csv_is_there(file=target.name))
    try:
        with temporary.beside(target.absolute().parent) as stage, stopping.last_step():
            write(stage / target.name, data)
            os.replace(stage / target.name, target)
    except OSError as error:
        problem = messages.R12_cannot_write_page(file=target.name, folder=target.parent, reason=system.reason(error))
        raise system.cannot_write(error, problem) from None
    return rows
