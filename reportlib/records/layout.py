"""Where a table stands in a sheet: its header, its rows, and what stands around them (``docs/faults.md``, group L).

People put titles above a table, notes and signatures below it, totals inside it, and merge cells wherever it looks better.
Every row of the sheet is accounted for once (:meth:`Layout.counts`); what is no record is kept in :attr:`Layout.aside` with
the reason. Nothing is interpreted here: cells are as the reader gave them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np

from reportlib import messages
from reportlib.readers.columns import ColumnRows, NumberedRows
from reportlib.readers.sheets import Cell
from reportlib.records.filled_cells import fill_down, fill_merged
from reportlib.records.header import first_text, text_of
from reportlib.records.layout_notices import tell_hidden, tell_layout
from reportlib.records.located import Aside, Header, Layout
from reportlib.records.other_tables import beside, missing_columns, required_headers, several_tables_in_a_row
from reportlib.records.reading import SheetReading
from reportlib.records.row_kinds import NUMBERS, may_be_apart, no_record
from reportlib.text import spelling

_SAYS_SOMETHING = r"[!-~\x{4e00}-\x{9fa5}]"  # a pattern of RE2: more than blanks


def best(headers: Iterable[Header]) -> Header:
    """Of one table's headers on several sheets the one with most of its required columns, then most of its columns; the first of equals."""
    return max(
        headers,
        key=lambda header: (
            sum(column.required and column.name in header.places for column in header.table.columns),
            len(header.places),
        ),
    )


def locate(header: Header) -> Layout:
    """Lay out the table under its header. Never raises: what is wrong with the layout stands in :attr:`Layout.findings`."""
    reading = SheetReading(header)
    missing_columns(reading)
    several_tables_in_a_row(reading)
    _take_rows(reading)
    fill_merged(reading)
    fill_down(reading)
    tell_hidden(reading)
    tell_layout(reading)
    return reading.result()


def _take_rows(reading: SheetReading) -> None:
    """Every row of the sheet as a record or as what is left aside, with the reason."""
    layout, sheet = reading.layout, reading.layout.sheet
    for number in range(1, (layout.header_rows or (1,))[0]):
        reading.aside.append(Aside(number, "title", first_text(sheet.rows[number - 1])))
    taking = _Taking(reading)
    if isinstance(sheet.rows, ColumnRows):
        reading.rows = NumberedRows(sheet.rows.some(_taken_by_columns(taking, sheet.rows)))
    else:
        below = enumerate(sheet.rows[layout.row :], layout.row + 1)
        reading.rows = [(number, row) for number, row in below if taking.is_record(number, row)]
    beside(reading, taking.elsewhere)


class _Taking:
    """The rows under the header, taken one after another."""

    def __init__(self, reading: SheetReading):
        layout = reading.layout
        self.reading = reading
        self.width, self.is_csv = len(layout.texts), layout.sheet.encoding is not None
        self.first_header = spelling(layout.texts[min(layout.places.values())]) if layout.places else ""
        self.known = frozenset(layout.places.values())
        self.noted = False
        self.elsewhere: list[int] = []
        self._last_blank = -1
        self._headed = set(layout.header_rows)

    def is_record(self, number: int, row: tuple[Cell, ...]) -> bool:
        """Whether this row is a record; else it is put aside."""
        reading = self.reading
        if number in self._headed:
            return False
        first = first_text(row)
        if not first:
            reading.aside.append(Aside(number, "blank"))
            self._last_blank = number
            return False
        parted = self._last_blank == number - 1
        if why := no_record(reading, number, row, first, self.first_header, parted or self.noted, self.noted):
            reading.aside.append(Aside(number, why, first))
            self.noted = self.noted or why == "note"
            if why == "totals":
                reading.totals.append((number, row))
            return False
        if len(row) > self.width and (beyond := first_text(row[self.width :])):
            reading.find(messages.L10_more_cells(beyond=beyond), number, None, beyond)
        elif len(row) < self.width and self.is_csv:
            reading.find(messages.L11_fewer_cells(cells=len(row), width=self.width), number, None)
        elif self.known and not any(place < len(row) and text_of(row[place]) for place in self.known):
            self.elsewhere.append(number)
        return True


def _taken_by_columns(taking: _Taking, rows: ColumnRows) -> np.ndarray:
    """The places of the records in a sheet that is kept by column: only rows that may be none are looked at one by one."""
    begin = taking.reading.layout.row
    below = rows.some(np.arange(begin, len(rows)))
    odd = _perhaps_no_records(taking, below)
    is_record = np.ones(len(odd), bool)

    def look(places: np.ndarray) -> Iterator[int]:
        for place, row in zip(places.tolist(), below.some(places), strict=True):
            is_record[place] = taking.is_record(begin + place + 1, row)
            yield place

    for place in look(np.flatnonzero(odd)):
        if taking.noted:  # more may be one below a note
            odd |= _perhaps_below_a_note(taking, below)
            deque(look(np.flatnonzero(odd[place + 1 :]) + place + 1), maxlen=0)
            break
    return np.flatnonzero(is_record) + begin


def _perhaps_no_records(taking: _Taking, rows: ColumnRows) -> np.ndarray:
    """Which rows may hold no record, or not only one: by their first text, by cells past the header's, by no cell under it, and
    those below a blank row."""
    odd, blank = np.zeros(len(rows), bool), np.ones(len(rows), bool)
    numbers = "" if taking.first_header.isascii() else NUMBERS
    for place in range(rows.width):
        if blank.any():
            odd |= blank & rows.which(place, lambda cell: _begins_apart(cell, taking.first_header), numbers)
            blank &= ~_filled(rows, place)
    odd |= blank
    odd[1:] |= blank[:-1]
    for place in range(taking.width, rows.width):
        odd |= _filled(rows, place)
    said = np.zeros(len(rows), bool)
    for place in sorted(taking.known):
        if not said.all():
            said |= _filled(rows, place)
    return odd | ~said if taking.known else odd


def _begins_apart(cell: Cell, first_header: str) -> bool:
    return (text := text_of(cell)) is not None and may_be_apart(text, first_header)


def _perhaps_below_a_note(taking: _Taking, rows: ColumnRows) -> np.ndarray:
    """Which rows may hold no record where a note is above them: with one text only, or with two headers of some table."""
    words = required_headers(taking.reading.layout.table)
    texts, headers = np.zeros(len(rows), np.int32), np.zeros(len(rows), np.int32)
    for place in range(rows.width):
        texts += _filled(rows, place)
        headers += rows.which(place, lambda cell: spelling(text_of(cell) or "") in words)
    return (texts == 1) | (headers > 1)


def _filled(rows: ColumnRows, place: int) -> np.ndarray:
    """Which rows have a text in this cell."""
    return rows.which(place, lambda cell: bool(text_of(cell)), _SAYS_SOMETHING, True)
