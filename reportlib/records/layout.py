"""Where a table stands in a sheet: its header, its rows, and what stands around them (``docs/faults.md``, group L).

People put titles above a table, notes and signatures below it, totals inside it, and merge cells wherever it looks better.
Every row of the sheet is accounted for once (:meth:`Layout.counts`); what is no record is kept in :attr:`Layout.aside` with
the reason. Nothing is interpreted here: cells are as the reader gave them.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.readers.sheets import Sheet
from reportlib.records.filled_cells import fill_down, fill_merged
from reportlib.records.header import find_header, first_text, text_of
from reportlib.records.layout_notices import tell_hidden, tell_layout
from reportlib.records.located import Aside, Layout
from reportlib.records.other_tables import beside, missing_columns, several_tables_in_a_row
from reportlib.records.reading import SheetReading
from reportlib.records.row_kinds import no_record
from reportlib.records.schema import TableSchema
from reportlib.text import spelling


def best(sheets: Iterable[Sheet], table: TableSchema) -> Layout:
    """The header of the visible sheet that has most of the table's required columns, then most of its columns; the first of equals.

    Only the header is looked for: :func:`locate` gives the rows.
    """
    known = table.by_spelling()
    required = {column.name for column in table.columns if column.required}
    found = [find_header(sheet, table, known) for sheet in sheets if not sheet.hidden]
    return max(found, key=lambda layout: (len(required & layout.places.keys()), len(layout.places)))


def belongs_to_some_table(sheet: Sheet, tables: Iterable[TableSchema]) -> bool:
    """Whether the visible sheet has all the required columns of some table: then it is read as that one."""
    return not sheet.hidden and any(
        {column.name for column in table.columns if column.required}
        <= find_header(sheet, table, table.by_spelling()).places.keys()
        for table in tables
    )


def locate(sheet: Sheet, table: TableSchema) -> Layout:
    """Find the table in the sheet. Never raises: what is wrong with the layout stands in :attr:`Layout.findings`."""
    reading = SheetReading(find_header(sheet, table, table.by_spelling()))
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
            what = say(f"比標題列多出儲存格：{quoted(beyond)}。", f"has more cells than the header: {quoted(beyond)}.")
            reading.find("L10", "error", number, None, what, value=beyond)
        elif len(row) < width and is_csv:
            what = say(f"只有 {len(row)} 格，標題列有 {width} 格。", f"has {len(row)} cells, the header has {width}.")
            reading.find("L11", "error", number, None, what)
        elif known and not any(place < len(row) and text_of(row[place]) for place in known):
            elsewhere.append(number)
        reading.rows.append((number, row))
    beside(reading, elsewhere)
