"""Where a table stands in a sheet: its header, its rows, and what stands around them (``docs/faults.md``, group L).

People put titles above a table, notes and signatures below it, totals inside it, and merge cells wherever it looks better.
Every row of the sheet is accounted for once (:meth:`Layout.counts`); what is no record is kept in :attr:`Layout.aside` with
the reason. Nothing is interpreted here: cells are as the reader gave them.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportlib import messages
from reportlib.records.filled_cells import fill_down, fill_merged
from reportlib.records.header import first_text, text_of
from reportlib.records.layout_notices import tell_hidden, tell_layout
from reportlib.records.located import Aside, Header, Layout
from reportlib.records.other_tables import beside, missing_columns, several_tables_in_a_row
from reportlib.records.reading import SheetReading
from reportlib.records.row_kinds import no_record
from reportlib.text import spelling


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
    headed = set(layout.header_rows)
    for number in range(1, (layout.header_rows or (1,))[0]):
        reading.aside.append(Aside(number, "title", first_text(sheet.rows[number - 1])))
    width, is_csv = len(layout.texts), sheet.encoding is not None
    first_header = spelling(layout.texts[min(layout.places.values())]) if layout.places else ""
    after_blank = noted = False
    elsewhere: list[int] = []
    known = frozenset(layout.places.values())
    for number, row in enumerate(sheet.rows[layout.row :], layout.row + 1):
        if number in headed:
            continue
        first = first_text(row)
        if not first:
            reading.aside.append(Aside(number, "blank"))
            after_blank = True
            continue
        if why := no_record(reading, number, row, first, first_header, after_blank or noted, noted):
            reading.aside.append(Aside(number, why, first))
            noted = noted or why == "note"
            if why == "totals":
                reading.totals.append((number, row))
            after_blank = False
            continue
        after_blank = False
        if len(row) > width and (beyond := first_text(row[width:])):
            reading.find(messages.L10_more_cells(beyond=beyond), number, None, beyond)
        elif len(row) < width and is_csv:
            reading.find(messages.L11_fewer_cells(cells=len(row), width=width), number, None)
        elif known and not any(place < len(row) and text_of(row[place]) for place in known):
            elsewhere.append(number)
        reading.rows.append((number, row))
    beside(reading, elsewhere)
