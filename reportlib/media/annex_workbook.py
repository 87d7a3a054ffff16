"""The tables of a section as a workbook: a front sheet, then a sheet a table, as XLSX or ODS shows it.

By the checklist that the UK's Analysis Function publishes for statistics in spreadsheets (decision 0049): one named table a sheet,
at its left edge and with nothing under it, above it what it is about; no empty header, no cells merged, nothing hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from reportlib import roc
from reportlib.cells import text_width
from reportlib.wording import own
from reportlib.workbooks.workbook import (
    NumberFormat,
    SheetCell,
    Style,
    Workbook,
    Worksheet,
    sheet_name,
    table_name,
)

FRONT = "說明"
WIDEST_COLUMN = 60  # in characters of a spreadsheet program
LINE_HEIGHT = 15  # points
MOST_DECIMALS = 4  # of a share
_DOUBLE = Context(prec=15)  # what a spreadsheet program keeps of a number


@dataclass(frozen=True)
class Printed:
    """A cell as the packet prints it; ``value`` is the number that is printed, None for a text; of a share, ``full`` is the number
    before it was rounded. ``day`` is the date that a text is."""

    text: str
    value: Decimal | None = None
    percent: bool = False
    full: Decimal | None = None
    day: date | None = None


@dataclass(frozen=True)
class PrintedTable:
    """A table with its number and caption, its rows, the header first, and what is said above it, a line each."""

    number: str
    caption: str
    rows: Sequence[Sequence[Printed]]
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class About:
    """What a workbook says of itself: its title and language, and the lines of its front sheet."""

    title: str
    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """What the annexes of one format are written with.

    A cell is a "text", "long" where it needs more than a line, with "head " before it in the header. With ``laid_out``,
    rows are as high as their texts: an ODS is opened with rows of the right height.
    """

    styles: Mapping[str, Style]
    front: int  # the width of the front sheet's first column, in characters
    laid_out: bool


_WRAPPED = Style(wrap=True, upright="top", align="start")
_HEAD = Style(bold=True, wrap=True, upright="top", align="start")
_TITLE = Style(size=15, bold=True, colour="0F4C75", heading=True)
_LINK = Style(colour="0F4C75")
_SHARED = {"title": _TITLE, "link": _LINK, "about": Style()}
LOOKS = {
    "xlsx": Look(
        {
            "text": Style(),
            "long": Style(wrap=True, upright="top"),
            "head text": Style(bold=True),
            "head long": Style(bold=True, wrap=True, upright="top"),
            **_SHARED,
        },
        30,
        laid_out=True,
    ),
    "ods": Look(
        {**dict.fromkeys(("text", "long"), _WRAPPED), **dict.fromkeys(("head text", "head long"), _HEAD), **_SHARED},
        30,
        laid_out=False,
    ),
}


_DAY = re.compile(r"(\d{1,4})-(\d\d)-(\d\d)")


def day_of(text: str) -> date | None:
    """The date that a text is, as the packet prints dates."""
    if not (found := _DAY.fullmatch(text)):
        return None
    year, month, day = map(int, found.groups())
    try:
        known = date(year if roc.in_common_years() else year + roc.FIRST_YEAR, month, day)
    except ValueError:
        return None
    return known if roc.format_date(known) == text else None


def workbook(about: About, tables: Sequence[PrintedTable], suffix: Literal["xlsx", "ods"]) -> Workbook:
    """A front sheet with the list of the tables, each a link to its own, then a sheet for each."""
    look = LOOKS[suffix]
    sheets = [_AnnexSheet(table, look) for table in tables]
    made = tuple(sheet.made() for sheet in sheets)
    formats = {name: style for sheet in sheets for name, style in sheet.formats.items()}
    front = _front(about, tables, [sheet.name for sheet in made], look)
    return Workbook((front, *made), {**look.styles, **formats}, "text", about.title, about.language)


def _front(about: About, tables: Sequence[PrintedTable], names: Sequence[str], look: Look) -> Worksheet:
    head, *lines = about.lines
    rows = [
        (SheetCell(head, "title"),),
        *((SheetCell(line, "about"),) for line in lines),
        (
            SheetCell(own("工作表"), "head text"),
            SheetCell(own("內容"), "head text"),
            SheetCell(own("列數"), "head text"),
        ),
        *(
            (SheetCell(name, "link", leads=name), SheetCell(table.caption, "long"), SheetCell(len(table.rows) - 1))
            for table, name in zip(tables, names, strict=True)
        ),
    ]
    first = len(lines) + 2
    return Worksheet(
        FRONT,
        tuple(rows),
        (look.front, WIDEST_COLUMN, 8),
        repeated_row=first,
        page="any",
        table="目次",
        table_row=first,
    )


class _AnnexSheet:
    """The sheet of one table: what it is about, and the table under it to the end of the sheet."""

    def __init__(self, table: PrintedTable, look: Look) -> None:
        self._table, self._look = table, look
        self._shares = [_share_format(column) for column in zip(*table.rows[1:], strict=True)]
        self._dated = [is_dated(column) for column in zip(*table.rows[1:], strict=True)]
        self.formats: dict[str, Style] = {}

    def made(self) -> Worksheet:
        """Columns as wide as what their cells show, up to :data:`WIDEST_COLUMN`."""
        table, look = self._table, self._look
        about = list(self._about())
        body = [tuple(self._cell(r, c, cell) for c, cell in enumerate(row)) for r, row in enumerate(table.rows)]
        widths = tuple(
            min(WIDEST_COLUMN, max(text_width(cell.shown or str(cell.value)) for cell in column) + 3)
            for column in zip(*body, strict=True)
        )
        first = len(about) + 1
        return Worksheet(
            sheet_name(table.number, table.caption),
            (*((cell,) for cell in about), *body),
            widths,
            _heights(table.rows, widths, len(about)) if look.laid_out else (),
            repeated_row=first,
            page="any",
            table=table_name(table.number, table.caption),
            table_row=first,
        )

    def _about(self) -> Iterator[SheetCell]:
        table = self._table
        yield SheetCell(f"{table.number}　{table.caption}", "title")
        for line in table.about:
            yield SheetCell(line, "about")
        if any(shown and shown.finer for shown in self._shares):
            yield SheetCell(own("占比為未捨入的值，顯示的位數比會議資料多；會議資料所印的，已依捨入的規定。"), "about")
        if any(not cell.text for row in table.rows[1:] for cell in row):
            yield SheetCell(own("空白的儲存格：會議資料的這一格沒有內容。"), "about")
        yield SheetCell(own("回「說明」工作表"), "link", leads=FRONT)

    def _cell(self, row: int, column: int, cell: Printed) -> SheetCell:
        head = "" if row else "head "
        if row and cell.day and self._dated[column]:
            kind = "roc-date" if len(cell.text.partition("-")[0]) < 4 else "iso-date"
            self.formats[kind] = Style(format="roc-date" if kind == "roc-date" else "iso-date")
            return SheetCell(cell.day, kind, cell.text)
        if cell.value is None or not row:
            return SheetCell(cell.text, f"{head}{'long' if _is_long(cell.text) else 'text'}")
        shown = self._shares[column]
        if cell.percent and cell.full is not None and shown:
            full = _DOUBLE.plus(cell.full)
            comma = "," if shown.format.grouped else ""
            said = f"{_rounded(full, shown.format.decimals) * 100:{comma}.{shown.format.decimals}f}%"
            return SheetCell(full, self._number_style(shown.format), said)
        return SheetCell(cell.value, self._number_style(_format(cell)), cell.text)

    def _number_style(self, shown: NumberFormat) -> str:
        name = f"{'percent' if shown.percent else 'number'}{shown.decimals}{'grouped' if shown.grouped else ''}"
        self.formats[name] = Style(format=shown)
        return name


@dataclass(frozen=True)
class ShareFormat:
    """How the shares of a column are shown, and whether finer than they are printed."""

    format: NumberFormat
    finer: bool


def _share_format(column: Sequence[Printed]) -> ShareFormat | None:
    """With the decimals that are printed where these show what is printed of every share; else with as many more as no share becomes
    zero by. None where no share is known in full."""
    shares = [cell for cell in column if cell.percent and cell.full is not None]
    if not shares:
        return None
    decimals = max(_format(cell).decimals for cell in shares)
    grouped = any(_format(cell).grouped for cell in shares)
    known = [(cell.full or Decimal(0), cell.value) for cell in shares]
    if all(_rounded(full, decimals) == value for full, value in known):
        return ShareFormat(NumberFormat(decimals, grouped, percent=True), finer=False)
    decimals += 1
    while decimals < MOST_DECIMALS and any(full and not _rounded(full, decimals) for full, _ in known):
        decimals += 1
    return ShareFormat(NumberFormat(decimals, grouped, percent=True), finer=True)


def _rounded(share: Decimal, decimals: int) -> Decimal:
    """A share as a spreadsheet program rounds it to show it."""
    return share.quantize(Decimal(1).scaleb(-decimals - 2), ROUND_HALF_UP)


def is_dated(column: Sequence[Printed]) -> bool:
    """Whether the dates of a column are dates: some are, and nothing else in it has a digit."""
    return any(cell.day for cell in column) and all(cell.day or not any(map(str.isdigit, cell.text)) for cell in column)


def _is_long(text: str) -> bool:
    return text_width(text) > WIDEST_COLUMN - 3 or "\n" in text


def _heights(rows: Sequence[Sequence[Printed]], widths: Sequence[int], above: int) -> tuple[tuple[int, int], ...]:
    """The height of every row whose texts need more than a line, under so many rows above the table."""
    needed = (
        max(
            sum(max(1, -(-text_width(line) // (width - 2))) for line in cell.text.split("\n"))
            for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    )
    return tuple((r, LINE_HEIGHT * lines) for r, lines in enumerate(needed, above + 1) if lines > 1)


def _format(cell: Printed) -> NumberFormat:
    """With the decimals and the grouping that the packet prints."""
    return NumberFormat(len(cell.text.rstrip("%").partition(".")[2]), "," in cell.text, cell.percent)
