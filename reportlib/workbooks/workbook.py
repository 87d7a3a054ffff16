"""A workbook before it is XLSX or ODS: sheets of cells, how they look and what is offered while they are filled in.

Who makes one decides what is in it; :func:`reportlib.workbooks.xlsx.to_xlsx` and :func:`reportlib.workbooks.ods.to_ods`
write what it says, and nothing of their own. A text is never a formula, whatever it starts with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

CHARACTER_MM = 2.0  # how wide a character of a column's width is, where a format wants a length


@dataclass(frozen=True)
class NumberFormat:
    """How a number is shown; of a percentage, 0.95 is shown as 95%."""

    decimals: int = 0
    grouped: bool = False
    percent: bool = False


@dataclass(frozen=True)
class Style:
    """How a cell looks and what it is formatted for; what is not said is left to the spreadsheet program.

    Colours are RRGGBB, ``size`` is in points. A cell of the format "text" keeps what is typed: neither 5-2 nor =1 becomes
    something else; one of the format "roc-date" shows a date as Taiwan writes it (109-10-31), of "iso-date" in common years (2020-10-31). A ``heading`` is one to programs
    that read aloud, too.
    """

    font: str = ""
    size: int = 0
    colour: str = ""
    bold: bool = False
    fill: str = ""
    line: str | None = None  # the colour of a thin line around the cell; "" for none
    wrap: bool = False
    upright: Literal["", "top", "middle", "bottom"] = ""
    align: Literal["", "start"] = ""
    indent: int = 0  # about two characters each, so that a text does not touch its neighbour's
    format: NumberFormat | Literal["", "text", "roc-date", "iso-date"] = ""
    heading: bool = False


@dataclass(frozen=True)
class SheetCell:
    """A value and the name of its style, one of the workbook's; ``shown`` is what is read where only a text can be.

    A text may lead to the sheet of the name ``leads``.
    """

    value: str | int | Decimal | date | None
    style: str = ""
    shown: str = ""
    leads: str = ""


@dataclass(frozen=True)
class CellRule:
    """What a spreadsheet program offers and asks while a column (1 for A) is filled in, from ``first`` to ``last`` row.

    ``list`` and ``several`` offer the words in ``source``, the cells (sheet, column, first row, last row): the one takes
    nothing else, the other also several words. ``count`` warns of anything but a whole number, ``hint`` only speaks.
    """

    column: int
    first: int
    last: int
    kind: Literal["list", "several", "count", "hint"]
    title: str
    prompt: str
    error: str = ""
    source: tuple[str, int, int, int] | None = None


@dataclass(frozen=True)
class Worksheet:
    """A sheet: its rows from row 1 on, then ``blank_rows`` rows formatted as ``blank`` says.

    ``widths`` are in characters, ``heights`` are (row, points). ``page`` is the paper: A4, or with "any" what the program
    prints on; each is as wide as one page and as long as it takes. From the row ``table_row`` on down to the last, the cells
    are a table that programs know by the name ``table``, its header first.
    """

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]
    widths: tuple[int, ...] = ()
    heights: tuple[tuple[int, int], ...] = ()
    blank: tuple[str, ...] = ()
    blank_rows: int = 0
    rules: tuple[CellRule, ...] = ()
    frozen_rows: int = 0
    frozen_columns: int = 0
    repeated_row: int = 0  # on every printed page
    printed_rows: int = 0  # 0: all
    page: Literal["", "any", "portrait", "landscape"] = ""
    grid: bool = True
    hidden: bool = False
    table: str = ""
    table_row: int = 0


@dataclass(frozen=True)
class Workbook:
    """Sheets, the styles that their cells name, and the name of the one of the cells that name none; the title and the language
    (``zh-TW``) of the whole where it says them."""

    sheets: tuple[Worksheet, ...]
    styles: Mapping[str, Style] = field(default_factory=dict)
    standard: str = ""
    title: str = ""
    language: str = ""


def table_name(number: str, caption: str) -> str:
    """A name that every spreadsheet program takes for a table: letters, digits and low lines, no digit first; unique by its number."""
    name = re.sub(r"[^\w]+|_", "_", f"{number}_{caption}").strip("_")[:60].strip("_")
    return name if name[:1].isalpha() and not re.match(r"[A-Za-z]{1,3}\d|[RCrc]\d*$", name) else f"表_{name}"


def sheet_name(number: str, caption: str) -> str:
    """A name every spreadsheet program takes: at most 31 characters, none of ``[]:*?/\\'``; unique by its number (X10)."""
    return re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", f"{number} {caption}")[:31].strip()
