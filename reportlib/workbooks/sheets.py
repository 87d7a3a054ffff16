"""Workbooks for people to fill in, as XLSX and ODS: styles, drop-down lists, frozen panes, hidden sheets, the same bytes each time.

What is in them, the caller decides (:mod:`reportlib.returns.unit_workbook`); both writers show the same :class:`FormSheet` the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportlib.cells import text_width

NAVY, OCHRE, PALE, GIVEN, GREY, INK, HAIRLINE, WHITE = (
    "0F4C75",
    "C27C0E",
    "D8E1EA",
    "EEF2F6",
    "5D6873",
    "1B2631",
    "D8DEE4",
    "FFFFFF",
)
FONT = "Microsoft JhengHei"  # on every Windows with Chinese; other systems take their own
TEXT, COUNT = "@", "#,##0"  # a cell of the format "text" keeps what is typed: neither 5-2 nor =1 becomes something else


@dataclass(frozen=True)
class Style:
    """How a cell looks and what it is formatted for."""

    colour: str = INK
    fill: str = ""
    bold: bool = False
    size: int = 10
    wrap: bool = False
    border: bool = False
    upright: Literal["top", "middle", "bottom"] = "top"
    indent: int = 0  # about two characters each, so that a text does not touch its neighbour's
    format: str = "General"


STYLES = {
    "title": Style(NAVY, bold=True, size=15, upright="middle"),
    "subtitle": Style(INK),
    "explanation": Style(GREY, size=9, wrap=True, upright="bottom", indent=1),
    "must": Style(WHITE, NAVY, bold=True, wrap=True, border=True, upright="middle"),
    "may": Style(NAVY, PALE, bold=True, wrap=True, border=True, upright="middle"),
    "label": Style(NAVY, bold=True, wrap=True, border=True),
    "line": Style(INK, wrap=True, border=True),
    "plain": Style(INK, wrap=True),
    "note": Style(OCHRE, size=9),
    "text": Style(INK, wrap=True, border=True, format=TEXT),
    "date": Style(INK, border=True, format=TEXT),
    "count": Style(INK, border=True, format=COUNT),
    "given": Style(INK, GIVEN, wrap=True, border=True, format=TEXT),
}


@dataclass(frozen=True)
class FormCell:
    value: str | int | None
    style: str = "plain"


@dataclass(frozen=True)
class CellRule:
    """What a spreadsheet program offers and asks while a column (1 for A) is filled in, from ``first`` to ``last`` row.

    ``list`` and ``several`` offer the words in ``source``, the cells ``(column, first row, last row)`` of the sheet of lists:
    the one takes nothing else, the other also several words. ``count`` warns of anything but a whole number, ``hint`` only speaks.
    """

    column: int
    first: int
    last: int
    kind: Literal["list", "several", "count", "hint"]
    title: str
    prompt: str
    error: str = ""
    source: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class FormSheet:
    """A sheet: its rows from row 1 on, then ``blank_rows`` rows formatted as ``blank`` says; widths in characters, heights in points."""

    name: str
    rows: tuple[tuple[FormCell, ...], ...]
    widths: tuple[int, ...] = ()
    heights: tuple[tuple[int, int], ...] = ()
    blank: tuple[str, ...] = ()
    blank_rows: int = 0
    checks: tuple[CellRule, ...] = ()
    header_row: int = 0  # repeated on every printed page; the panes below it are frozen
    frozen_columns: int = 0
    printed_rows: int = 0  # 0: all
    landscape: bool = False
    hidden: bool = False


WIDEST_COLUMN = 60  # in characters of a spreadsheet program
CHARACTER_MM = 2.0


def sheet_name(number: str, caption: str) -> str:
    """A name every spreadsheet program takes: at most 31 characters, none of ``[]:*?/\\'``; unique by its number (X10)."""
    return re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", f"{number} {caption}")[:31].strip()


def rows_of_table(table: dict) -> list[list[dict]]:
    return [[{"text": column["label"]} for column in table["columns"]], *(row["cells"] for row in table["rows"])]


def column_widths(rows: list[list[dict]]) -> list[int]:
    """How wide each column must be for its texts, in characters, up to :data:`WIDEST_COLUMN`."""
    return [
        min(WIDEST_COLUMN, max(text_width(cell["text"]) for cell in column) + 3) for column in zip(*rows, strict=True)
    ]


def number_format(cell: dict) -> str:
    """The spreadsheet format that shows the number as the packet prints it."""
    printed = cell["text"].rstrip("%")
    decimals = printed.partition(".")[2]
    body = "#,##0" if abs(Decimal(cell["value"])) >= 1000 and "," in printed else "0"
    return body + (f".{'0' * len(decimals)}" if decimals else "") + ("%" if cell.get("percent") else "")
