"""Annexes of the packet, the tables of its pages, as XLSX."""

from __future__ import annotations

from decimal import Decimal

from reportlib.cells import text_width
from reportlib.workbooks.sheets import WIDEST_COLUMN, column_widths, number_format, rows_of_table
from reportlib.workbooks.xlsx import set_text, xlsx_bytes

LINE_HEIGHT = 15  # points


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
