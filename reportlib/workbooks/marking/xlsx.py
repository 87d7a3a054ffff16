"""Marks put into an XLSX: cells coloured, comments, and one more sheet. Everything else in the workbook stays as it is.

openpyxl would lose images, charts and computed values on the way, so the parts themselves are changed, and only where a mark goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportlib.cells import letters
from reportlib.records.findings import Finding
from reportlib.workbooks.marking.marks import SHEET, CellsFound, Listing, level_of, placed
from reportlib.workbooks.marking.splice import Edits, Package, with_attributes
from reportlib.workbooks.marking.xlsx_book import MarkedBook
from reportlib.workbooks.marking.xlsx_listing import add_listing
from reportlib.workbooks.marking.xlsx_notes import add_notes, unmark_notes
from reportlib.workbooks.marking.xlsx_sheet import MarkedSheet
from reportlib.workbooks.marking.xlsx_styles import MarkedStyles


def mark(
    data: bytes, marks: Mapping[str, CellsFound], listing: Listing, old_listing: bool = False
) -> tuple[bytes, str]:
    """The workbook with its marks and the list of findings as its last sheet, and the suffix of its name.

    ``marks`` is by sheet name; ``old_listing`` says that a sheet of that name is ours, from an earlier copy, and is replaced.
    :class:`Unmarkable` for a workbook that is put together in an unknown way.
    """
    book = MarkedBook(Package(data))
    styles = MarkedStyles(book)
    for name, part in book.sheets.items():
        if name != SHEET or not old_listing:
            _mark_sheet(book, styles, part, marks.get(name, {}), clean=old_listing)
    add_listing(book, styles, listing, old_listing)
    styles.save()
    book.save()
    return book.package.bytes(), book.suffix


# -- one sheet of the agency's -------------------------------------------------------------------------------------------------


def _mark_sheet(book: MarkedBook, styles: MarkedStyles, part: str, marks: CellsFound, clean: bool) -> None:
    text = book.package.text(part)
    edits = Edits(text)
    sheet = MarkedSheet(text, None if clean else {row for row, _ in marks})
    by_row = placed(marks, sheet.first_column, sheet.anchor) if marks else {}
    if clean:
        _unmark_cells(sheet, styles, edits, by_row)
        unmark_notes(book, part)
    for view in sheet.views:  # ours is the sheet that is shown first
        if view.attributes.get("tabSelected") in ("1", "true"):
            edits.set(view, tabSelected="0")
    if by_row:
        _mark_cells(sheet, styles, edits, by_row)
        add_notes(book, part, edits, sheet, by_row)
    book.package.set(part, edits.done())


def _style_of(tag: str) -> int:
    found = re.search(r"""\ss\s*=\s*["'](\d+)["']""", tag)
    return int(found[1]) if found else 0


def _mark_cells(
    sheet: MarkedSheet, styles: MarkedStyles, edits: Edits, by_row: Mapping[int, Mapping[int, list[Finding]]]
) -> None:
    """Colour the cells, by row and column; a cell or a row that is not there is added."""
    p = sheet.prefix
    new_rows: list[tuple[int, str]] = []
    for number, marks in by_row.items():
        if number in sheet.rows:
            _mark_row(sheet, styles, edits, number, marks)
            continue
        cells = "".join(
            _new_cell(p, number, column, styles.marked(sheet.column_style(column), level_of(found)))
            for column, found in marks.items()
        )
        new_rows.append((number, f'<{p}row r="{number}">{cells}</{p}row>'))
    _add_rows(sheet, edits, new_rows)


def _mark_row(
    sheet: MarkedSheet, styles: MarkedStyles, edits: Edits, number: int, marks: Mapping[int, list[Finding]]
) -> None:
    text, p, row = sheet.text, sheet.prefix, sheet.rows[number]
    missing: list[tuple[int, str]] = []
    for column, found in marks.items():
        cell = next((cell for cell in row.cells if cell[0] == column), None)
        if cell:
            tag = text[cell[1] : cell[2]]
            edits.replace(
                cell[1], cell[2], with_attributes(tag, {"s": str(styles.marked(_style_of(tag), level_of(found)))})
            )
        else:
            base = (
                int(row.attributes.get("s", "0") or 0)
                if row.attributes.get("customFormat") in ("1", "true")
                else sheet.column_style(column)
            )
            missing.append((column, _new_cell(p, number, column, styles.marked(base, level_of(found)))))
    if missing and row.empty:
        tag = text[row.start : row.end - 2].rstrip() + ">"
        edits.replace(row.start, row.end, f"{_wide_enough(tag, missing)}{''.join(new for _, new in missing)}</{p}row>")
        return
    for column, new in missing:
        after = next((cell for cell in row.cells if cell[0] > column), None)
        edits.insert(after[1] if after else row.close, new)
    if missing and (wide := _wide_enough(text[row.start : row.inside], missing)) != text[row.start : row.inside]:
        edits.replace(row.start, row.inside, wide)


def _add_rows(sheet: MarkedSheet, edits: Edits, new_rows: list[tuple[int, str]]) -> None:
    """Put rows that are not there between those that are."""
    data = sheet.data
    if new_rows and data.empty:
        edits.replace(data.start, data.end, f"<{data.name}>{''.join(new for _, new in new_rows)}</{data.name}>")
        return
    numbers = sorted(sheet.rows)
    for number, new in new_rows:
        after = next((other for other in numbers if other > number), None)
        edits.insert(sheet.rows[after].start if after else data.outside, new)


def _new_cell(p: str, row: int, column: int, style: int) -> str:
    return f'<{p}c r="{letters(column)}{row}" s="{style}"/>'


def _wide_enough(tag: str, missing: list[tuple[int, str]]) -> str:
    """The row's start tag with ``spans`` that hold the new cells too."""
    found = re.search(r'\sspans\s*=\s*"(\d+):(\d+)"', tag)
    if not found:
        return tag
    low, high = min(int(found[1]), missing[0][0]), max(int(found[2]), missing[-1][0])
    return with_attributes(tag, {"spans": f"{low}:{high}"})


def _unmark_cells(
    sheet: MarkedSheet, styles: MarkedStyles, edits: Edits, marked: Mapping[int, Mapping[int, list[Finding]]]
) -> None:
    """Cells that an earlier copy coloured and that are not wrong any more lose that colour."""
    for number, row in sheet.rows.items():
        for column, start, inside, _, _ in row.cells:
            if (
                column not in marked.get(number, ())
                and (style := styles.unmarked(_style_of(sheet.text[start:inside]))) is not None
            ):
                edits.replace(start, inside, with_attributes(sheet.text[start:inside], {"s": str(style)}))
