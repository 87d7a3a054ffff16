"""What makes a sheet unreadable as a table: columns that are missing or turned, and a second table on it (L08, L09, L13)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from reportlib import messages
from reportlib.errors import Problem, quoted
from reportlib.readers.sheets import Cell, column_letter
from reportlib.records.findings import rows_text
from reportlib.records.header import known_column, text_of, texts_of
from reportlib.records.located import Header
from reportlib.records.reading import SheetReading
from reportlib.records.return_tables import RETURN_TABLES
from reportlib.records.schema import Column, TableSchema
from reportlib.records.tables import TABLES
from reportlib.text import spelling


def missing_columns(reading: SheetReading) -> None:
    """L09: a required column is missing, or a known one is there twice. L13: the headers run down a column instead."""
    layout = reading.layout
    missing = layout.table.missing(layout.places)
    there = sum(column.required and column.name in layout.places for column in layout.table.columns)
    if missing and (turned := _turned(reading, there)):
        letter = column_letter(turned[0] + 1)
        reading.find(messages.L13_headers_down_column(column=letter), turned[1], None)
        reading.is_refused = True
        return
    for column in missing:
        reading.find(Problem("L09", _missing_column(column, layout), messages.add_column()), layout.row, None)
        reading.is_refused = True
    if len({first for first, _ in layout.twice}) < 2:
        for first, second in layout.twice:
            letter = column_letter(first + 1)
            reading.find(messages.L09_column_twice(column=letter), layout.row, second, layout.texts[second])
            reading.is_refused = True


def _turned(reading: SheetReading, found: int) -> tuple[int, int] | None:
    """The place of the column, and its first row, that holds more of the required headers than any row does; at least two."""
    known = reading.layout.table.by_spelling()
    for place in range(3):
        texts = [
            (number, text)
            for number, row in enumerate(reading.layout.sheet.rows[:100], 1)
            if place < len(row) and isinstance(row[place], str) and (text := text_of(row[place]))
        ]
        named = [
            (number, column.name)
            for number, text in texts
            if (column := known_column((text,), known)) and column.required
        ]
        if len({name for _, name in named}) > max(1, found):
            return place, named[0][0]
    return None


def several_tables_in_a_row(reading: SheetReading) -> None:
    """L08: a second table to the right of the first, told by two or more headers that come again."""
    again = [second for first, second in reading.layout.twice]
    if len({first for first, _ in reading.layout.twice}) >= 2:
        reading.two_tables(messages.L08_table_begins(column=column_letter(again[0] + 1)), reading.layout.row, again[0])


def _required(own: TableSchema) -> Iterator[list[Column]]:
    """The columns that a table must have, of each that has two of them at least."""
    for table in (own, *TABLES.values(), *RETURN_TABLES.values()):
        required = [column for column in table.columns if column.required]
        if len(required) >= 2:
            yield required


def required_headers(own: TableSchema) -> frozenset[str]:
    """The headers, as they are compared, of which at least two stand in the header of another table (:func:`is_other_header`)."""
    return frozenset(
        spelling(header) for required in _required(own) for column in required for header in column.headers
    )


def is_other_header(reading: SheetReading, number: int, row: tuple[Cell, ...]) -> bool:
    """L08: below a gap stands the header of another table, or of this one in another order."""
    texts = texts_of(row)
    if len(texts) < 2 or not all(isinstance(cell, str) or cell is None for cell in row):
        return False
    spelled = {spelling(text) for text in texts}
    for required in _required(reading.layout.table):
        if all(any(spelling(header) in spelled for header in column.headers) for column in required):
            reading.two_tables(messages.L08_header_of_other_table(header=texts[0]), number, None)
            return True
    return False


def beside(reading: SheetReading, elsewhere: list[int]) -> None:
    """L08: rows that have values under unknown headers only, past a column without a header, are those of another table."""
    layout = reading.layout
    if not elsewhere or len(layout.unknown) < 2:
        return
    last = max(layout.places.values())
    apart = [
        place
        for place in layout.unknown
        if place > last and any(not layout.texts[between] for between in range(last + 1, place))
    ]
    if len(apart) >= 2:
        letter = column_letter(apart[0] + 1)
        reading.two_tables(messages.L08_table_beside(column=letter, rows=rows_text(elsewhere)), layout.row, apart[0])


def _missing_column(column: Column, header: Header) -> str:
    spellings = "、".join(quoted(text) for text in (column.label, *column.aliases))
    wanted = [spelling(text) for text in column.headers]
    close = ""
    likeness, place = max(
        (
            (max(difflib.SequenceMatcher(None, spelling(header.texts[p]), w).ratio() for w in wanted), -p)
            for p in header.unknown
        ),
        default=(0.0, 0),
    )
    if likeness >= 0.4:
        text, letter = quoted(header.texts[-place]), column_letter(-place + 1)
        close = messages.nearest_header(column=letter, header=text)
    return messages.L09_column_missing.text(column=column.label, spellings=spellings, nearest=close)
