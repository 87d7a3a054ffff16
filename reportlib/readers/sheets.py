"""What every reader gives: sheets of rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlib import messages
from reportlib.cells import letters
from reportlib.errors import Problem
from reportlib.readers.characters import Doubt
from reportlib.readers.columns import Cell, sparse


@dataclass(frozen=True)
class Sheet:
    """One table as sent: row 1 is ``rows[0]``, column A its first cell, as a spreadsheet program shows them.

    ``name`` is empty and ``encoding`` set for a CSV, the other way round for a workbook's sheet. Rows may differ in
    length. An error value of a workbook is its text ("#N/A"), a formula without a result is "=" and the formula;
    ``unresolved`` has these formulas, since a text may look like one.
    ``sha256`` is that of the file's bytes; ``notices`` are sentences about the file. ``merged`` has (first row, first column,
    last row, last column) of merged ranges within the data, none over another; hidden rows and columns (filtered ones too)
    are numbers; comments are (row, column, text), marked cells (row, column, "struck" or "filled"). All count from 1. ``doubts`` name cells whose text is not certain.
    A member of an archive has both names in ``file``: ``收件.zip／標檢局.xlsx``.
    """

    file: str
    name: str
    encoding: str | None
    rows: Sequence[tuple[Cell, ...]]
    hidden: bool = False
    sha256: str = ""
    notices: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: tuple[tuple[int, int, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    marked: tuple[tuple[int, int, str], ...] = ()
    unresolved: frozenset[str] = frozenset()


def unusable(sheets: Iterable[Sheet]) -> list[Problem]:
    """A problem for each cell in which a character is not known, so that its row cannot be used."""
    return [
        Problem(
            doubt.code,
            doubt.what,
            advice_on_characters(sheet),
            sheet.file,
            sheet.name,
            doubt.row,
            doubt.column,
        )
        for sheet in sheets
        for doubt in sheet.doubts
        if not doubt.usable
    ]


def advice_on_characters(sheet: Sheet) -> str:
    """What to do about a character that only its writer's computer knows: to send it in Unicode helps where it was not."""
    in_unicode = sheet.encoding is None or sheet.encoding.startswith("utf")
    return messages.write_common_characters() if in_unicode else messages.write_ordinary_characters()


def stated_total(sheet: Sheet) -> tuple[int, int] | None:
    """The row and the number where a sheet itself says how many records it has (「共 53,000 筆」), None where it does not."""
    for number, row in sparse(sheet.rows, 3):
        cells = [cell for cell in row if cell not in (None, "")]
        if 0 < len(cells) <= 3 and (stated := _STATED.search(",".join(map(str, cells)))):  # a CSV may have split 53,000
            return number, int((stated[1] or stated[2]).replace(",", ""))
    return None


def check_total(sheet: Sheet, records: int, stated: int) -> Problem | None:
    """P01: the problem of a sheet that has another number of records than it, or somebody else, says; None where they agree."""
    if records == stated:
        return None
    return messages.P01_records_missing(records=records, stated=stated).at(sheet.file, sheet.name)


def column_letter(number: int) -> str:
    """A spreadsheet's letters for column ``number``: 1 is A."""
    return letters(number)


_STATED = re.compile(r"共\s*([0-9][0-9,]*)\s*筆|(?:總筆數|資料筆數|筆數)\s*[:：]?\s*([0-9][0-9,]*)")
