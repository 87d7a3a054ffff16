"""The workbooks of the annexes as two readers give them, and a sheet's two parts: the lines above its table, and the table."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Context, Decimal
from pathlib import Path

import openpyxl
import python_calamine

from reportlib.media.annex_workbook import FRONT
from reportlib.model.blocks import TableBlock
from reportlib.model.texts import Piece
from reportlib.workbooks.workbook import sheet_name

Rows = list[list[str | int | float | date]]
DIGITS = Context(prec=15)  # that a spreadsheet program keeps of a number


def sheets_of(path: Path) -> dict[str, Rows]:
    """{sheet: rows of cells}: numbers as numbers, dates as dates, "" where nothing is. XLSX is read by openpyxl, ODS by calamine."""
    if path.suffix == ".xlsx":
        given = {one.title: one.iter_rows(values_only=True) for one in openpyxl.load_workbook(path)}
    else:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        given = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return {name: [list(map(plain, row)) for row in rows] for name, rows in given.items()}


def plain(value: object) -> str | int | float | date:
    """A cell as every reader gives it: one gives a date with the midnight it begins at, and None where nothing is."""
    if isinstance(value, datetime):
        assert value.time() == datetime.min.time(), value
        return value.date()
    assert value is None or isinstance(value, str | int | float | date), value
    return "" if value is None else value


def parted(rows: Rows, table: TableBlock) -> tuple[list[str], Rows]:
    """The lines above a table, each a text with nothing beside it, and the table, its header first, down to the last row."""
    above, found = rows[: -len(table.rows) - 1], rows[-len(table.rows) - 1 :]
    assert above and len(found) == len(table.rows) + 1, (table.id, len(rows))
    for first, *beside in above:
        assert isinstance(first, str) and first and not any(one != "" for one in beside), (table.id, first, beside)
    return [str(row[0]) for row in above], found


def tables_of(blocks: Sequence[object]) -> dict[str, TableBlock]:
    """The tables that a workbook of these blocks has, by the names of their sheets."""
    tables = (block for block in blocks if isinstance(block, TableBlock) and block.only != "slide")
    found = {sheet_name(table.listed_number, table.caption.text): table for table in tables}
    assert FRONT not in found
    return found


def number_of(cell: Piece, full: Mapping[str, Decimal | None]) -> Decimal | None:
    """What a workbook has for a cell of the packet: a share as it was before it was rounded, another number as it is printed."""
    if cell.value is None:
        return None
    known = full.get(cell.fact) if cell.percent else None
    return DIGITS.plus(Decimal(cell.value) if known is None else known)


def printed_day(value: date) -> str:
    """A date as the reference packets print it, in years of the Republic."""
    return f"{value.year - 1911}-{value:%m-%d}"
