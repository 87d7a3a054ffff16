"""Annexes of the packet, the tables of its pages, as XLSX."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportlib.cells import letters, text_width
from reportlib.workbooks.sheets import WIDEST_COLUMN, column_widths, number_format, rows_of_table
from reportlib.workbooks.xlsx import set_text, xlsx_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LINE_HEIGHT = 15  # points


def annex_xlsx(sheets: list[tuple[str, dict]], about: list[str]) -> bytes:
    """A workbook with a front sheet of ``about`` and the list of its tables, then a sheet (name, table) for each."""
    from openpyxl import Workbook

    book = Workbook()
    front = book.worksheets[0]
    front.title = "說明"
    for number, line in enumerate([*about, "", *(f"{t['number']}　{t['caption']}" for _, t in sheets)], 1):
        set_text(front.cell(number, 1), line)
    front.column_dimensions["A"].width = 80
    for name, table in sheets:
        _fill(book.create_sheet(name), rows_of_table(table))
    return xlsx_bytes(book)


def _fill(sheet: Worksheet, rows: list[list[dict]]) -> None:
    """The cells of a table, its header first; columns as wide and rows as high as their texts."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
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
        sheet.column_dimensions[letters(c)].width = width
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
