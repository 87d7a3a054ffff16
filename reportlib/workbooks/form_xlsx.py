"""Forms for people to fill in, as XLSX."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from reportlib.cells import letters
from reportlib.workbooks.sheets import FONT, HAIRLINE, STYLES, CellRule, FormSheet
from reportlib.workbooks.xlsx import set_text, xlsx_bytes


def form_xlsx(sheets: Sequence[FormSheet], lists: str) -> bytes:
    """The workbook as XLSX; ``lists`` is the name of the sheet that the drop-down lists point to."""
    from openpyxl import Workbook
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    book.remove(book.worksheets[0])
    looks: dict[str, object] = {}
    for form in sheets:
        sheet = book.create_sheet(form.name)
        if not looks:
            looks = _styles(sheet)
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
            sheet.add_data_validation(_check(check, lists))
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


def _styles(sheet) -> dict[str, object]:
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


def _check(check: CellRule, lists: str):
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
    if check.kind in ("list", "several") and check.source:
        source, first, last = check.source
        rule.type, rule.formula1 = "list", f"{lists}!${letters(source)}${first}:${letters(source)}${last}"
    elif check.kind == "count":
        rule.type, rule.operator, rule.formula1 = "whole", "greaterThanOrEqual", "0"
    return rule
