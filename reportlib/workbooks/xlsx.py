"""Workbooks as XLSX: annexes and forms."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from decimal import Decimal

from reportlib.cells import clean_text, letters, text_width
from reportlib.workbooks.sheets import (
    FONT,
    HAIRLINE,
    STYLES,
    WIDEST_COLUMN,
    CellRule,
    FormSheet,
    column_widths,
    number_format,
    rows_of_table,
)
from reportlib.writing import EPOCH, same_bytes

LINE_HEIGHT = 15  # points


# -- XLSX ----------------------------------------------------------------------------------------------------------------


def annex_xlsx(sheets: list[tuple[str, dict]], about: list[str]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    front = book.active
    front.title = "說明"
    for row, line in enumerate([*about, "", *(f"{t['number']}　{t['caption']}" for _, t in sheets)], 1):
        set_text(front.cell(row, 1), line)
    front.column_dimensions["A"].width = 80
    for name, table in sheets:
        sheet = book.create_sheet(name)
        rows = rows_of_table(table)
        for r, row in enumerate(rows, 1):
            for c, cell in enumerate(row, 1):
                target = sheet.cell(r, c)
                if "value" in cell:
                    target.value = Decimal(cell["value"])
                    target.number_format = number_format(cell)
                else:
                    set_text(target, cell["text"])
                    if text_width(cell["text"]) > WIDEST_COLUMN - 3 or "\n" in cell["text"]:
                        target.alignment = wrapped
                if r == 1:
                    target.font = bold
        widths = column_widths(rows)
        for c, width in enumerate(widths, 1):
            sheet.column_dimensions[sheet.cell(1, c).column_letter].width = width
        for r, row in enumerate(rows, 1):
            lines = max(
                sum(max(1, -(-text_width(line) // (width - 2))) for line in cell["text"].split("\n"))
                for cell, width in zip(row, widths, strict=True)
            )
            if lines > 1:
                sheet.row_dimensions[r].height = LINE_HEIGHT * lines
        sheet.freeze_panes = "A2"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
    return xlsx_bytes(book)


def xlsx_bytes(book) -> bytes:
    """An openpyxl workbook as a file that says nothing of when and by whom it was made."""
    from datetime import datetime

    book.properties.creator = "packet"
    book.properties.created = book.properties.modified = datetime(*EPOCH)
    buffer = io.BytesIO()
    book.save(buffer)
    return same_bytes(buffer.getvalue())


def set_text(cell, text: str) -> None:
    """Put a text into an openpyxl cell: it stays a text, whatever it starts with."""
    cell.value = clean_text(text)
    cell.data_type = "s"


# -- XLSX ----------------------------------------------------------------------------------------------------------------


def form_xlsx(sheets: Sequence[FormSheet], lists: str) -> bytes:
    """The workbook as XLSX; ``lists`` is the name of the sheet that the drop-down lists point to."""
    from openpyxl import Workbook
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    book.remove(book.active)
    looks: dict[str, object] = {}
    for form in sheets:
        sheet = book.create_sheet(form.name)
        if not looks:
            looks = _xlsx_styles(sheet)
        for r, row in enumerate(form.rows, 1):
            for c, cell in enumerate(row, 1):
                target = sheet.cell(r, c)
                if isinstance(cell.value, str):
                    set_text(target, cell.value)
                else:
                    target.value = cell.value
                target._style = copy.copy(looks[cell.style])
        for r in range(len(form.rows) + 1, len(form.rows) + form.blank_rows + 1):
            for c, style in enumerate(form.blank, 1):
                sheet.cell(r, c)._style = copy.copy(looks[style])
        for c, width in enumerate(form.widths, 1):
            sheet.column_dimensions[letters(c)].width = width
        for r, height in form.heights:
            sheet.row_dimensions[r].height = height
        for check in form.checks:
            sheet.add_data_validation(_xlsx_check(check, lists))
        if form.header_row:
            sheet.freeze_panes = f"{letters(form.frozen_columns + 1)}{form.header_row + 1}"
            sheet.print_title_rows = f"{form.header_row}:{form.header_row}"
        if form.printed_rows:
            sheet.print_area = f"A1:{letters(len(form.widths))}{form.printed_rows}"
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight, sheet.page_setup.paperSize = 0, sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = "landscape" if form.landscape else "portrait"
        sheet.sheet_state = "hidden" if form.hidden else "visible"
    return xlsx_bytes(book)


def _xlsx_styles(sheet) -> dict[str, object]:
    """openpyxl's inner style of each of ours: to copy one is ten times as fast as to set its parts cell by cell."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side, found, cell = Side("thin", HAIRLINE), {}, sheet["A1"]
    for name, style in STYLES.items():
        cell.font = Font(name=FONT, charset=136, size=style.size, bold=style.bold, color=style.colour)
        cell.fill = PatternFill("solid", style.fill) if style.fill else PatternFill()
        cell.alignment = Alignment(
            "left" if style.indent else None,
            "center" if style.upright == "middle" else style.upright,
            wrap_text=style.wrap,
            indent=style.indent,
        )
        cell.border = Border(side, side, side, side) if style.border else Border()
        cell.number_format = style.format
        found[name] = copy.copy(cell._style)
    return found


def _xlsx_check(check: CellRule, lists: str):
    from openpyxl.worksheet.datavalidation import DataValidation

    column = letters(check.column)
    rule = DataValidation(
        sqref=f"{column}{check.first}:{column}{check.last}",
        allow_blank=True,
        showInputMessage=True,
        promptTitle=check.title[:32],
        prompt=check.prompt[:255],
        showErrorMessage=check.kind in ("list", "count"),
        errorStyle="stop" if check.kind == "list" else "warning",
        errorTitle=check.title[:32],
        error=check.error[:225] or None,
    )
    if check.kind in ("list", "several"):
        source, first, last = check.source
        rule.type, rule.formula1 = "list", f"{lists}!${letters(source)}${first}:${letters(source)}${last}"
    elif check.kind == "count":
        rule.type, rule.operator, rule.formula1 = "whole", "greaterThanOrEqual", "0"
    return rule
