"""What a person should know of a sheet besides its records: unused columns, rows left aside, hidden and marked cells."""

from __future__ import annotations

from collections import Counter

from reportlib import messages
from reportlib.errors import quoted
from reportlib.language import say
from reportlib.readers.columns import NumberedRows
from reportlib.readers.sheets import column_letter
from reportlib.records.findings import columns_text, rows_text
from reportlib.records.header import text_of
from reportlib.records.reading import SheetReading
from reportlib.text import spelling

_ROWS_OF_OLD_EXCEL, _ROWS_OF_EXCEL = 65_536, 1_048_576


def tell_hidden(reading: SheetReading) -> None:
    """L14: hidden rows and columns are data like others, and are named."""
    sheet, layout = reading.layout.sheet, reading.layout
    if sheet.hidden_rows and (rows := [number for number, _ in reading.rows if number in sheet.hidden_rows]):
        reading.warn(messages.L14_hidden_rows(rows=rows_text(rows)), rows[0], None)
    if columns := [place + 1 for place in sorted(layout.places.values()) if place + 1 in sheet.hidden_columns]:
        reading.warn(messages.L14_hidden_columns(columns=columns_text(columns)), layout.row, columns[0] - 1)


def tell_layout(reading: SheetReading) -> None:
    """Where the table stands, and what on the sheet is no data of it."""
    _tell_header(reading)
    _tell_unused_columns(reading)
    _tell_rows_aside(reading)
    _tell_marked(reading)
    _tell_comments(reading)
    _tell_full_sheet(reading)


def _tell_header(reading: SheetReading) -> None:
    layout = reading.layout
    if layout.row > 1:
        said = messages.L01_header_in_row.text(row=layout.row)
        if len(layout.header_rows) > 1:
            first = layout.header_rows[0]
            said = messages.L01_header_in_rows.text(first=first, last=layout.row)
        reading.notices.append(say(f"{reading.place}：{said}", f"{reading.place}: {said}"))


def _tell_unused_columns(reading: SheetReading) -> None:
    layout = reading.layout
    unused = {spelling(text) for text in layout.table.unused}
    if unknown := [p for p in layout.unknown if spelling(layout.texts[p]) not in unused]:
        names = "、".join(quoted(layout.texts[p]) for p in unknown)
        reading.notices.append(messages.columns_not_used(place=reading.place, count=len(unknown), columns=names))
    for place, text in enumerate(layout.texts):
        if not text and (valued := _valued(reading, place)):
            letter = column_letter(place + 1)
            reading.notices.append(
                messages.column_without_header(place=reading.place, column=letter, rows=rows_text(valued))
            )


def _valued(reading: SheetReading, place: int) -> list[int]:
    """The numbers of the rows that say something in this cell."""
    rows = reading.rows
    if isinstance(rows, NumberedRows):
        return rows.numbers[rows.cells.which(place, lambda cell: bool(text_of(cell)))].tolist()
    return [number for number, row in rows if place < len(row) and text_of(row[place])]


def _tell_rows_aside(reading: SheetReading) -> None:
    if not reading.rows:
        reading.notices.append(messages.no_rows(place=reading.place))
    notes = [aside.number for aside in reading.aside if aside.why == "note"]
    examples = [aside.number for aside in reading.aside if aside.why == "example"]
    if notes:
        reading.notices.append(messages.rows_are_notes(place=reading.place, rows=rows_text(notes)))
    if examples:
        reading.notices.append(messages.rows_are_examples(place=reading.place, rows=rows_text(examples)))


def _tell_marked(reading: SheetReading) -> None:
    """L15: what a line through a cell, or a colour that few cells of a column have, may say is no data."""
    sheet = reading.layout.sheet
    if not sheet.marked:
        return
    numbers = {number for number, _ in reading.rows}
    marked = [(row, column, how) for row, column, how in sheet.marked if row in numbers]
    coloured = Counter(column for _, column, how in marked if how == "filled")
    for how, said in (
        ("struck", messages.struck_through()),
        ("filled", messages.of_own_colour()),
    ):
        cells = [
            f"{column_letter(column)}{row}"
            for row, column, mark in sorted(marked)
            if mark == how and (how == "struck" or 3 * coloured[column] <= len(numbers))
        ]
        if cells:
            listed = _listed(cells)
            reading.notices.append(messages.formats_are_no_data(place=reading.place, cells=listed, how=said))


def _tell_comments(reading: SheetReading) -> None:
    layout = reading.layout
    if commented := sorted({(row, column) for row, column, _ in layout.sheet.comments if row > layout.row}):
        cells = _listed([f"{column_letter(column)}{row}" for row, column in commented])
        reading.notices.append(messages.comments_are_no_data(place=reading.place, cells=cells))


def _listed(cells: list[str]) -> str:
    """The first twenty cells, and how many there are where there are more."""
    more = messages.cells_in_all(count=len(cells)) if len(cells) > 20 else ""
    return "、".join(cells[:20]) + more


def _tell_full_sheet(reading: SheetReading) -> None:
    """L20: a sheet with as many rows as a spreadsheet program can hold."""
    sheet = reading.layout.sheet
    if len(sheet.rows) in (_ROWS_OF_OLD_EXCEL, _ROWS_OF_EXCEL):
        reading.warn(messages.L20_limit_of_sheet(rows=len(sheet.rows)), len(sheet.rows), None)
