"""A workbook as XLSX: texts that stay texts, and files with the same bytes twice."""

from __future__ import annotations

import copy
import io
from typing import TYPE_CHECKING, Any

from reportlib.cells import clean_text, letters, quoted_sheet
from reportlib.workbooks.workbook import CellRule, NumberFormat, Workbook, Worksheet
from reportlib.writing import EPOCH, same_bytes

if TYPE_CHECKING:
    import openpyxl
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.table import Table
    from openpyxl.worksheet.worksheet import Worksheet as ExcelSheet


def to_xlsx(book: Workbook) -> bytes:
    """The workbook as an XLSX file."""
    import openpyxl

    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    sheets = [made.create_sheet(sheet.name) for sheet in book.sheets]
    looks = _looks(book, sheets[0])
    for sheet, target in zip(book.sheets, sheets, strict=True):
        _fill(target, sheet, looks)
        _lay_out(target, sheet)
    made.properties.title, made.properties.language = book.title or None, book.language or None
    return xlsx_bytes(made)


def xlsx_bytes(book: openpyxl.Workbook) -> bytes:
    """An openpyxl workbook as a file that says nothing of when and by whom it was made."""
    from datetime import datetime

    book.properties.creator = "packet"
    book.properties.created = book.properties.modified = datetime(*EPOCH)
    buffer = io.BytesIO()
    book.save(buffer)
    return same_bytes(buffer.getvalue())


def set_text(cell: Cell | MergedCell, text: str) -> None:
    """Put a text into an openpyxl cell: it stays a text, whatever it starts with."""
    cell.value = clean_text(text)
    cell.data_type = "s"


def _fill(target: Any, sheet: Worksheet, looks: dict[str, object]) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    for r, row in enumerate(sheet.rows, 1):
        for c, cell in enumerate(row, 1):
            written = target.cell(r, c)
            if isinstance(cell.value, str):
                set_text(written, cell.value)
            else:
                written.value = cell.value
            written._style = copy.copy(looks[cell.style])
            if cell.leads:
                written.hyperlink = Hyperlink(ref=written.coordinate, location=f"{quoted_sheet(cell.leads)}!A1")
    for r in range(len(sheet.rows) + 1, len(sheet.rows) + sheet.blank_rows + 1):
        for c, style in enumerate(sheet.blank, 1):
            target.cell(r, c)._style = copy.copy(looks[style])


def _lay_out(target: ExcelSheet, sheet: Worksheet) -> None:
    """Columns, rows, rules, panes and paper."""
    from openpyxl.worksheet.properties import PageSetupProperties

    for c, width in enumerate(sheet.widths, 1):
        target.column_dimensions[letters(c)].width = width
    for r, height in sheet.heights:
        target.row_dimensions[r].height = height
    for rule in sheet.rules:
        target.add_data_validation(_validation(rule))
    if sheet.frozen_rows or sheet.frozen_columns:
        target.freeze_panes = f"{letters(sheet.frozen_columns + 1)}{sheet.frozen_rows + 1}"
    if sheet.repeated_row:
        target.print_title_rows = f"{sheet.repeated_row}:{sheet.repeated_row}"
    if sheet.printed_rows:
        target.print_area = f"A1:{letters(len(sheet.widths))}{sheet.printed_rows}"
    if sheet.page:
        target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        target.page_setup.fitToHeight = 0
    if sheet.page == "portrait" or sheet.page == "landscape":
        target.page_setup.paperSize, target.page_setup.orientation = target.PAPERSIZE_A4, sheet.page
    if not sheet.grid:
        target.sheet_view.showGridLines = False
    target.sheet_state = "hidden" if sheet.hidden else "visible"
    if sheet.table:
        target.add_table(_table(sheet))


def _table(sheet: Worksheet) -> Table:
    """The table of a sheet, without the buttons of a filter: what is not shown is not read aloud."""
    from openpyxl.worksheet.table import Table, TableColumn

    header = sheet.rows[sheet.table_row - 1]
    ref = f"A{sheet.table_row}:{letters(len(header))}{len(sheet.rows)}"
    made = Table(id=1, displayName=sheet.table, name=sheet.table, ref=ref, headerRowCount=1)
    made.tableColumns = [TableColumn(id=at, name=clean_text(str(cell.value))) for at, cell in enumerate(header, 1)]
    return made


def _looks(book: Workbook, sheet: ExcelSheet) -> dict[str, object]:
    """openpyxl's inner style of each of ours: to copy one is ten times as fast as to set its parts cell by cell."""
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell: Any = Cell(sheet, 1, 1)
    found = {"": cell._style}
    for name, style in book.styles.items():
        cell = Cell(sheet, 1, 1)
        if style.heading:
            cell.style = "Headline 1"
            cell.border = Border()
        if style.font or style.size or style.bold or style.colour:
            cell.font = Font(
                name=style.font or None,
                charset=136 if style.font else None,  # Traditional Chinese
                size=style.size or None,
                bold=style.bold,
                color=style.colour or None,
            )
        if style.fill:
            cell.fill = PatternFill("solid", style.fill)
        cell.alignment = Alignment(
            "left" if style.align else None,
            "center" if style.upright == "middle" else style.upright or None,
            wrap_text=style.wrap or None,
            indent=style.indent,
        )
        if style.line is not None:
            side = Side("thin", style.line) if style.line else None
            cell.border = Border(side, side, side, side)
        cell.number_format = _number_format(style.format)
        found[name] = cell._style
    return found | {"": found[book.standard]}


def _number_format(shown: NumberFormat | str) -> str:
    """The year of the Republic is ``e`` of Taiwan's locale. Its hyphens are escaped: ``e-`` is how a power of ten is written, by which
    LibreOffice took the whole for no date and showed the number of the day."""
    if not isinstance(shown, NumberFormat):
        return {"text": "@", "roc-date": r"[$-404]e\-mm\-dd", "iso-date": "yyyy-mm-dd"}.get(shown, "General")
    decimals = f".{'0' * shown.decimals}" if shown.decimals else ""
    return f"{'#,##0' if shown.grouped else '0'}{decimals}{'%' if shown.percent else ''}"


def _validation(rule: CellRule) -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    column = letters(rule.column)
    made = DataValidation(
        sqref=f"{column}{rule.first}:{column}{rule.last}",
        allow_blank=True,
        showInputMessage=True,
        promptTitle=rule.title[:32],
        prompt=rule.prompt[:255],
        showErrorMessage=rule.kind in ("list", "count"),
        errorStyle="stop" if rule.kind == "list" else "warning",
        errorTitle=rule.title[:32],
        error=rule.error[:225] or None,
    )
    if rule.kind in ("list", "several") and rule.source:
        sheet, source, first, last = rule.source
        made.type, made.formula1 = "list", f"{sheet}!${letters(source)}${first}:${letters(source)}${last}"
    elif rule.kind == "count":
        made.type, made.operator, made.formula1 = "whole", "greaterThanOrEqual", "0"
    return made
