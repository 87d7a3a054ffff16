"""The tables of a section as a workbook: a front sheet, then a sheet a table, as XLSX or ODS shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportlib.cells import text_width
from reportlib.workbooks.workbook import NumberFormat, SheetCell, Style, Workbook, Worksheet, sheet_name

FRONT = "說明"
WIDEST_COLUMN = 60  # in characters of a spreadsheet program
LINE_HEIGHT = 15  # points


@dataclass(frozen=True)
class Printed:
    """A cell as the packet prints it; ``value`` is the number that is printed, None for a text."""

    text: str
    value: Decimal | None = None
    percent: bool = False


@dataclass(frozen=True)
class PrintedTable:
    """A table with its number and caption, and its rows, the header first."""

    number: str
    caption: str
    rows: Sequence[Sequence[Printed]]


@dataclass(frozen=True)
class Look:
    """What the annexes of one format are written with.

    A cell is a "text", "long" where it needs more than a line, with "head " before it in the header. With ``laid_out``,
    rows are as high as their texts, the header stays in sight, and a sheet is printed as wide as a page: an ODS is opened
    with rows of the right height, and the rest was never in it.
    """

    styles: Mapping[str, Style]
    front: int  # the width of the front sheet's column, in characters
    laid_out: bool


_WRAPPED = Style(wrap=True, upright="top", align="start")
LOOKS = {
    "xlsx": Look(
        {
            "text": Style(),
            "long": Style(wrap=True, upright="top"),
            "head text": Style(bold=True),
            "head long": Style(bold=True, wrap=True, upright="top"),
        },
        80,
        laid_out=True,
    ),
    "ods": Look(dict.fromkeys(("text", "long", "head text", "head long"), _WRAPPED), WIDEST_COLUMN, laid_out=False),
}


def workbook(about: Sequence[str], tables: Sequence[PrintedTable], suffix: Literal["xlsx", "ods"]) -> Workbook:
    """A front sheet of ``about`` and the list of the tables, then a sheet for each."""
    look = LOOKS[suffix]
    lines = (*about, "", *(f"{table.number}　{table.caption}" for table in tables))
    front = Worksheet(FRONT, tuple((SheetCell(line),) for line in lines), (look.front,))
    formats = {
        _number_style(cell): Style(format=_format(cell))
        for table in tables
        for row in table.rows
        for cell in row
        if cell.value is not None
    }
    return Workbook((front, *(_sheet(table, look) for table in tables)), {**look.styles, **formats}, "text")


def _sheet(table: PrintedTable, look: Look) -> Worksheet:
    """Columns as wide as their texts, up to :data:`WIDEST_COLUMN`."""
    widths = tuple(
        min(WIDEST_COLUMN, max(text_width(cell.text) for cell in column) + 3)
        for column in zip(*table.rows, strict=True)
    )
    rows = tuple(
        tuple(
            SheetCell(cell.text, f"{'' if r else 'head '}{'long' if _is_long(cell.text) else 'text'}")
            if cell.value is None
            else SheetCell(cell.value, _number_style(cell), cell.text)
            for cell in row
        )
        for r, row in enumerate(table.rows)
    )
    name = sheet_name(table.number, table.caption)
    if not look.laid_out:
        return Worksheet(name, rows, widths)
    return Worksheet(name, rows, widths, _heights(table.rows, widths), frozen_rows=1, page="any")


def _is_long(text: str) -> bool:
    return text_width(text) > WIDEST_COLUMN - 3 or "\n" in text


def _heights(rows: Sequence[Sequence[Printed]], widths: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The height of every row whose texts need more than a line."""
    needed = (
        max(
            sum(max(1, -(-text_width(line) // (width - 2))) for line in cell.text.split("\n"))
            for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    )
    return tuple((r, LINE_HEIGHT * lines) for r, lines in enumerate(needed, 1) if lines > 1)


def _format(cell: Printed) -> NumberFormat:
    """With the decimals and the grouping that the packet prints."""
    return NumberFormat(len(cell.text.rstrip("%").partition(".")[2]), "," in cell.text, cell.percent)


def _number_style(cell: Printed) -> str:
    shown = _format(cell)
    return f"{'percent' if shown.percent else 'number'}{shown.decimals}{'grouped' if shown.grouped else ''}"
