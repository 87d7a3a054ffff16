"""Annexes of the packet, the tables of its pages, as ODS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlib.cells import clean_text
from reportlib.workbooks.ods import OdsStyles, cell_of_lines, ods_bytes
from reportlib.workbooks.sheets import WIDEST_COLUMN, column_widths, rows_of_table

if TYPE_CHECKING:
    from odf.opendocument import OpenDocument
    from odf.table import TableCell


def annex_ods(sheets: list[tuple[str, dict]], about: list[str]) -> bytes:
    """A workbook with a front sheet of ``about`` and the list of its tables, then a sheet (name, table) for each."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableColumn, TableRow

    book = OpenDocumentSpreadsheet()
    styles = _AnnexStyles(book)
    front = Table(name="說明")
    front.addElement(TableColumn(stylename=styles.column(WIDEST_COLUMN)))
    for line in [*about, "", *(f"{t['number']}　{t['caption']}" for _, t in sheets)]:
        row = TableRow()
        row.addElement(styles.text_cell(line))
        front.addElement(row)
    book.spreadsheet.addElement(front)
    for name, table in sheets:
        sheet = Table(name=name)
        rows = rows_of_table(table)
        for width in column_widths(rows):
            sheet.addElement(TableColumn(stylename=styles.column(width)))
        for cells in rows:
            row = TableRow()
            for cell in cells:
                written = styles.number_cell(cell) if "value" in cell else styles.text_cell(cell["text"])
                row.addElement(written, check_grammar=False)
            sheet.addElement(row)
        book.spreadsheet.addElement(sheet)
    return ods_bytes(book)


class _AnnexStyles(OdsStyles):
    """The styles an annex needs: wrapped text, column widths, and numbers shown as the packet prints them."""

    def __init__(self, book: OpenDocument):
        from odf.style import ParagraphProperties, TableCellProperties

        super().__init__(book)
        wrapped = TableCellProperties(wrapoption="wrap", verticalalign="top")
        self.text = self.add("text", "table-cell", wrapped, ParagraphProperties(textalign="start"))

    def text_cell(self, text: str) -> TableCell:
        return cell_of_lines(clean_text(text).split("\n"), valuetype="string", stylename=self.text)

    def number_cell(self, cell: dict) -> TableCell:
        kind = "percentage" if cell.get("percent") else "float"
        return cell_of_lines([cell["text"]], valuetype=kind, value=cell["value"], stylename=self.number(cell))

    def number(self, cell: dict) -> str:
        """The style of a number with the decimals, the grouping and the sign that the packet prints."""
        from odf.number import Number, NumberStyle, PercentageStyle, Text

        decimals = len(cell["text"].rstrip("%").partition(".")[2])
        percent, grouped = bool(cell.get("percent")), "," in cell["text"]
        name = f"{'percent' if percent else 'number'}{decimals}{'grouped' if grouped else ''}"
        if self.is_made(name):
            return name
        shown = (PercentageStyle if percent else NumberStyle)(name=f"{name}format")
        shown.addElement(Number(decimalplaces=decimals, minintegerdigits=1, grouping="true" if grouped else "false"))
        if percent:
            shown.addElement(Text(text="%"))
        self.add_format(shown)
        return self.add(name, "table-cell", datastylename=shown)
