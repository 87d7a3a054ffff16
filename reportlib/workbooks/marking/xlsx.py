"""Marks put into an XLSX: cells coloured, comments, and one more sheet. Everything else in the workbook stays as it is.

openpyxl would lose images, charts and computed values on the way, so the parts themselves are changed, and only where a mark goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reportlib.cells import letters
from reportlib.workbooks.marking.marks import SHEET, CellMark, Listing, merged
from reportlib.workbooks.marking.splice import Edits, Package, with_attributes
from reportlib.workbooks.marking.xlsx_book import MarkedBook
from reportlib.workbooks.marking.xlsx_listing import add_listing
from reportlib.workbooks.marking.xlsx_notes import add_notes, unmark_notes
from reportlib.workbooks.marking.xlsx_sheet import MarkedSheet
from reportlib.workbooks.marking.xlsx_styles import MarkedStyles


def mark(
    data: bytes, marks: Mapping[str, Sequence[CellMark]], listing: Listing, old_listing: bool = False
) -> tuple[bytes, str]:
    """The workbook with its marks and the list of findings as its last sheet, and the suffix of its name.

    ``marks`` is by sheet name; ``old_listing`` says that a sheet of that name is ours, from an earlier copy, and is replaced.
    :class:`Unmarkable` for a workbook that is put together in an unknown way.
    """
    book = MarkedBook(Package(data))
    styles = MarkedStyles(book)
    for name, part in book.sheets.items():
        if name != SHEET or not old_listing:
            _mark_sheet(book, styles, part, merged(marks.get(name, ())), clean=old_listing)
    add_listing(book, styles, listing, old_listing)
    styles.save()
    book.save()
    return book.package.bytes(), book.suffix


# -- one sheet of the agency's -------------------------------------------------------------------------------------------------


def _mark_sheet(
    book: MarkedBook, styles: MarkedStyles, part: str, marks: dict[tuple[int, int | None], CellMark], clean: bool
) -> None:
    text = book.package.text(part)
    edits = Edits(text)
    sheet = MarkedSheet(text, None if clean else {row for row, _ in marks})
    placed = _placed(sheet, marks) if marks else {}
    if clean:
        _unmark_cells(sheet, styles, edits, set(placed))
        unmark_notes(book, part)
    for view in sheet.views:  # ours is the sheet that is shown first
        if view.attributes.get("tabSelected") in ("1", "true"):
            edits.set(view, tabSelected="0")
    if placed:
        _mark_cells(sheet, styles, edits, placed)
        add_notes(book, part, edits, sheet, placed)
    book.package.set(part, edits.done())


def _placed(sheet: MarkedSheet, marks: dict[tuple[int, int | None], CellMark]) -> dict[tuple[int, int], CellMark]:
    """The marks by the cell that carries them; several that come to one cell are one mark."""
    moved = []
    for (row, column), one in marks.items():
        row, column = sheet.anchor(row, sheet.first_column(row) if column is None else column)
        moved.append(CellMark(row, column, one.level, one.note))
    return {(row, column): one for (row, column), one in sorted(merged(moved).items()) if column is not None}


def _style_of(tag: str) -> int:
    found = re.search(r"""\ss\s*=\s*["'](\d+)["']""", tag)
    return int(found[1]) if found else 0


def _mark_cells(
    sheet: MarkedSheet, styles: MarkedStyles, edits: Edits, placed: Mapping[tuple[int, int], CellMark]
) -> None:
    text, p = sheet.text, sheet.prefix
    by_row: dict[int, list[CellMark]] = {}
    for (row, _), one in placed.items():
        by_row.setdefault(row, []).append(one)
    new_rows: list[tuple[int, str]] = []
    for number, marks in sorted(by_row.items()):
        row = sheet.rows.get(number)
        if row is None:
            cells = "".join(
                _new_cell(p, number, one.column, styles.marked(sheet.column_style(one.column), one.level))
                for one in marks
            )
            new_rows.append((number, f'<{p}row r="{number}">{cells}</{p}row>'))
            continue
        missing: list[tuple[int, str]] = []
        for one in marks:
            cell = next((cell for cell in row.cells if cell[0] == one.column), None)
            if cell:
                tag = text[cell[1] : cell[2]]
                edits.replace(
                    cell[1], cell[2], with_attributes(tag, {"s": str(styles.marked(_style_of(tag), one.level))})
                )
            else:
                base = (
                    int(row.attributes.get("s", "0") or 0)
                    if row.attributes.get("customFormat") in ("1", "true")
                    else sheet.column_style(one.column)
                )
                missing.append((one.column, _new_cell(p, number, one.column, styles.marked(base, one.level))))
        if missing and row.empty:
            tag = text[row.start : row.end - 2].rstrip() + ">"
            edits.replace(
                row.start, row.end, f"{_wide_enough(tag, missing)}{''.join(new for _, new in missing)}</{p}row>"
            )
            continue
        for column, new in missing:
            after = next((cell for cell in row.cells if cell[0] > column), None)
            edits.insert(after[1] if after else row.close, new)
        if missing and (wide := _wide_enough(text[row.start : row.inside], missing)) != text[row.start : row.inside]:
            edits.replace(row.start, row.inside, wide)
    if new_rows and sheet.data.empty:
        edits.replace(
            sheet.data.start,
            sheet.data.end,
            f"<{sheet.data.name}>{''.join(new for _, new in new_rows)}</{sheet.data.name}>",
        )
        return
    numbers = sorted(sheet.rows)
    for number, new in new_rows:
        after = next((other for other in numbers if other > number), None)
        edits.insert(sheet.rows[after].start if after else sheet.data.outside, new)


def _new_cell(p: str, row: int, column: int, style: int) -> str:
    return f'<{p}c r="{letters(column)}{row}" s="{style}"/>'


def _wide_enough(tag: str, missing: list[tuple[int, str]]) -> str:
    """The row's start tag with ``spans`` that hold the new cells too."""
    found = re.search(r'\sspans\s*=\s*"(\d+):(\d+)"', tag)
    if not found:
        return tag
    low, high = min(int(found[1]), missing[0][0]), max(int(found[2]), missing[-1][0])
    return with_attributes(tag, {"spans": f"{low}:{high}"})


def _unmark_cells(sheet: MarkedSheet, styles: MarkedStyles, edits: Edits, marked: set[tuple[int, int]]) -> None:
    """Cells that an earlier copy coloured and that are not wrong any more lose that colour."""
    for number, row in sheet.rows.items():
        for column, start, inside, _, _ in row.cells:
            if (number, column) not in marked and (
                style := styles.unmarked(_style_of(sheet.text[start:inside]))
            ) is not None:
                edits.replace(start, inside, with_attributes(sheet.text[start:inside], {"s": str(style)}))
