"""Cells that take the value of one above them (L03): merged ones, and an agency named once for the rows below it."""

from __future__ import annotations

import numpy as np

from reportlib import messages
from reportlib.errors import quoted
from reportlib.readers.columns import NumberedRows
from reportlib.readers.sheets import Cell
from reportlib.records.findings import rows_text
from reportlib.records.header import text_of
from reportlib.records.reading import SheetReading


def fill_merged(reading: SheetReading) -> None:
    """L03: a cell merged over several rows says its value in each of them; a number is said once, in the first."""
    layout = reading.layout
    if not layout.sheet.merged or not reading.rows:
        return
    kinds = {layout.places[column.name]: column for column in layout.table.columns if column.name in layout.places}
    index = {number: i for i, (number, _) in enumerate(reading.rows)}
    filled: dict[int, list[int]] = {}
    for top, left, bottom, _ in layout.sheet.merged:
        place = left - 1
        if bottom == top or top <= layout.row or place not in kinds or top > len(layout.sheet.rows):
            continue
        above = layout.sheet.rows[top - 1]
        value = above[place] if place < len(above) else None
        numbers = [number for number in range(top + 1, min(bottom, len(layout.sheet.rows)) + 1) if number in index]
        if value is None or not numbers:
            continue
        if kinds[place].kind in ("count", "decimal", "share"):
            reading.warn(messages.L03_merged_number(rows=rows_text(numbers)), top, place, text_of(value) or "")
            continue
        for number in numbers:
            _put(reading, index[number], place, value)
            filled.setdefault(place, []).append(number)
    for place, numbers in sorted(filled.items()):
        _tell_filled(reading, place, numbers, messages.merged_cells())


def fill_down(reading: SheetReading) -> None:
    """L03: an agency named once for the rows below it. Taken so only where at least two cells are blank and no name
    stands right below itself: else a blank cell is a forgotten one."""
    table, places = reading.layout.table, reading.layout.places
    column = next((column for column in table.columns if column.kind == "agency" and column.name in places), None)
    if column is None or table.key == (column.name,) or not reading.rows:
        return
    place = places[column.name]
    if isinstance(reading.rows, NumberedRows):
        cells = reading.rows.cells.coded(place)
        if np.count_nonzero(cells.which(text_of(cell) is None for cell in cells.values)) < 2:
            return
        reading.rows = list(reading.rows)
    names = [text_of(row[place]) if place < len(row) else None for _, row in reading.rows]
    blanks = [i for i, name in enumerate(names) if name is None]
    if (
        names[0] is None
        or len(blanks) < 2
        or any(a is not None and a == b for a, b in zip(names, names[1:], strict=False))
    ):
        return
    for i in blanks:
        _put(reading, i, place, reading.rows[i - 1][1][place])
    _tell_filled(reading, place, [reading.rows[i][0] for i in blanks], messages.blank_cells())


def _put(reading: SheetReading, i: int, place: int, value: Cell) -> None:
    if isinstance(reading.rows, NumberedRows):
        reading.rows = list(reading.rows)
    number, row = reading.rows[i]
    row = (*row, *(None,) * (place + 1 - len(row)))
    reading.rows[i] = (number, (*row[:place], value, *row[place + 1 :]))
    reading.filled.add((number, place))


def _tell_filled(reading: SheetReading, place: int, numbers: list[int], which: str) -> None:
    header, rows = quoted(reading.layout.text_over(place)), rows_text(numbers)
    reading.notices.append(messages.took_value_above(place=reading.place, column=header, which=which, rows=rows))
