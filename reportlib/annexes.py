"""Every table of the packet as XLSX, ODS and CSV, equal to the printed one cell for cell.

A number is written as the number that is printed (95% as 0.95 shown as a percentage), a text is always a text: none
becomes a formula, whatever it starts with. The bytes are the same each time: zip members in order, one fixed date.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV = "text/csv"
# What a spreadsheet program would take for a formula when it opens a CSV file (X01); ＝＋－＠ are their full-width forms.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
WIDEST_COLUMN = 60  # in characters of a spreadsheet program
LINE_HEIGHT = 15  # points
CHARACTER_MM = 2.0
_EPOCH = (1980, 1, 1, 0, 0, 0)
GUARDED = frozenset((*FORMULA_STARTS, "'"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")


def make(document: dict, earlier: tuple[dict, Mapping[str, bytes]] | None = None) -> dict[str, bytes]:
    """``{"annex/10-inventory.xlsx": bytes, …}``: a workbook of each kind a section, a CSV file a table.

    Also lists them in ``document["annexes"]`` with their media types and descriptions; the entry of a table that is only
    here has the table's id as ``target``, for the references to it. Of an ``earlier`` document and its annexes (the other
    edition of the same packet), the workbooks of the sections that say the same are taken as they are.
    """
    files: dict[str, bytes] = {}
    before = {section["id"]: _said(earlier[0], section) for section in earlier[0]["sections"]} if earlier else {}
    for section in document["sections"]:
        about, tables = _said(document, section)
        if not tables:
            continue
        sheets = [(sheet_name(table["number"], table["caption"]), table) for table in tables]
        for suffix, media_type, write in (("xlsx", XLSX, _xlsx), ("ods", ODS, _ods)):
            path = f"annex/{section['id']}.{suffix}"
            same = earlier and path in earlier[1] and before.get(section["id"]) == _said(document, section)
            files[path] = earlier[1][path] if same else write(sheets, [line for line in about if line])
            document["annexes"].append(_entry(path, media_type, f"{section['title']}：全部表格（{suffix.upper()}）"))
        for table in tables:
            path = f"annex/{section['id']}-{table['id']}.csv"
            files[path] = _csv(table)
            entry = _entry(path, CSV, f"{table['number']}　{table['caption']}")
            document["annexes"].append(entry | ({"target": table["id"]} if table.get("only") == "annex" else {}))
    return files


def _said(document: dict, section: dict) -> tuple[list[str], list[dict]]:
    """What the workbooks of a section say: the lines of their first sheet, and the tables."""
    meeting = document["meeting"]
    about = [
        meeting["body"] + meeting["title"],
        section["title"],
        section["as_of_text"],
        meeting["notice"],
        meeting["notice_text"],
    ]
    return about, [block for block in section["blocks"] if block["kind"] == "table"]


def _entry(path: str, media_type: str, description: str) -> dict:
    return {"path": path, "name": path.rpartition("/")[2], "media_type": media_type, "description": description}


def sheet_name(number: str, caption: str) -> str:
    """A name every spreadsheet program takes: at most 31 characters, none of ``[]:*?/\\'``; unique by its number (X10)."""
    return re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", f"{number} {caption}")[:31].strip()


def _rows(table: dict) -> list[list[dict]]:
    return [[{"text": column["label"]} for column in table["columns"]], *(row["cells"] for row in table["rows"])]


def _column_widths(rows: list[list[dict]]) -> list[int]:
    """How wide each column must be for its texts, in characters, up to :data:`WIDEST_COLUMN`."""
    return [
        min(WIDEST_COLUMN, max(text_width(cell["text"]) for cell in column) + 3) for column in zip(*rows, strict=True)
    ]


def clean_text(text: str) -> str:
    """Without the control characters no spreadsheet format can carry (E14)."""
    return _CONTROL.sub("", text)


def number_format(cell: dict) -> str:
    """The spreadsheet format that shows the number as the packet prints it."""
    printed = cell["text"].rstrip("%")
    decimals = printed.partition(".")[2]
    body = "#,##0" if abs(Decimal(cell["value"])) >= 1000 and "," in printed else "0"
    return body + (f".{'0' * len(decimals)}" if decimals else "") + ("%" if cell.get("percent") else "")


# -- CSV -----------------------------------------------------------------------------------------------------------------


def csv_text(cell: dict) -> str:
    """A number plainly (1234, 95%), a text as it is, with an apostrophe where a program might take it for a formula."""
    if "value" in cell:
        value = Decimal(cell["value"])
        return (
            f"{value * 100:f}".rstrip("0").rstrip(".") + "%"
            if cell.get("percent") and value * 100 % 1
            else f"{int(value * 100)}%"
            if cell.get("percent")
            else cell["value"]
        )
    return guarded(clean_text(cell["text"]))


def guarded(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet program might take it for a formula, or for such an apostrophe."""
    return f"'{text}" if text[:1] in GUARDED else text


def plain_text(text: str) -> str:
    """A text as it was before :func:`guarded`."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("'", *FORMULA_STARTS) else text


def _csv(table: dict) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows([csv_text(cell) for cell in row] for row in _rows(table))
    return buffer.getvalue().encode("utf-8-sig")


# -- XLSX ----------------------------------------------------------------------------------------------------------------


def _xlsx(sheets: list[tuple[str, dict]], about: list[str]) -> bytes:
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
        rows = _rows(table)
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
        widths = _column_widths(rows)
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
    book.properties.created = book.properties.modified = datetime(*_EPOCH)
    buffer = io.BytesIO()
    book.save(buffer)
    return same_bytes(buffer.getvalue())


def set_text(cell, text: str) -> None:
    """Put a text into an openpyxl cell: it stays a text, whatever it starts with."""
    cell.value = clean_text(text)
    cell.data_type = "s"


def text_width(text: str) -> int:
    """The width of the widest line, in characters of a spreadsheet program: a Chinese one is two."""
    return max((sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in text.splitlines()), default=0)


def same_bytes(archive: bytes) -> bytes:
    """The same zip archive with one fixed date a member, so that the same contents are the same bytes.

    openpyxl stamps the time of saving into ``docProps/core.xml``; that is replaced as well.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(buffer, "w") as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(member.filename, _EPOCH)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            target.writestr(
                info, data, compress_type=zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


# -- ODS -----------------------------------------------------------------------------------------------------------------


def _ods(sheets: list[tuple[str, dict]], about: list[str]) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableColumn, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    styles = _OdsStyles(book)

    # odfpy's check of each element against the grammar takes most of its time; a test reads the files back instead.
    def text_cell(text: str) -> TableCell:
        cell = TableCell(valuetype="string", stylename=styles.text, check_grammar=False)
        for line in clean_text(text).split("\n"):
            cell.addElement(P(text=line, check_grammar=False), check_grammar=False)
        return cell

    def number_cell(cell: dict) -> TableCell:
        kind = "percentage" if cell.get("percent") else "float"
        written = TableCell(valuetype=kind, value=cell["value"], stylename=styles.number(cell), check_grammar=False)
        written.addElement(P(text=cell["text"], check_grammar=False), check_grammar=False)
        return written

    front = Table(name="說明")
    front.addElement(TableColumn(stylename=styles.column(WIDEST_COLUMN)))
    for line in [*about, "", *(f"{t['number']}　{t['caption']}" for _, t in sheets)]:
        row = TableRow()
        row.addElement(text_cell(line))
        front.addElement(row)
    book.spreadsheet.addElement(front)
    for name, table in sheets:
        sheet = Table(name=name)
        rows = _rows(table)
        for width in _column_widths(rows):
            sheet.addElement(TableColumn(stylename=styles.column(width)))
        for cells in rows:
            row = TableRow()
            for cell in cells:
                row.addElement(number_cell(cell) if "value" in cell else text_cell(cell["text"]), check_grammar=False)
            sheet.addElement(row)
        book.spreadsheet.addElement(sheet)
    return ods_bytes(book)


def ods_bytes(book) -> bytes:
    """An odfpy document as a file that says nothing of when and by what it was made."""
    from odf import dc, meta
    from odf.element import Element
    from odf.namespaces import METANS, nsdict

    # odfpy declares the namespaces that any document of this process has used so far: here always all it knows.
    Element.namespaces.clear()
    Element.namespaces.update(nsdict)
    for element in list(book.meta.childNodes):
        if element.qname in ((METANS, "creation-date"), (METANS, "generator")):
            book.meta.removeChild(element)
    book.meta.addElement(meta.Generator(text="packet"))
    book.meta.addElement(dc.Date(text="1980-01-01T00:00:00"))
    buffer = io.BytesIO()
    book.write(buffer)
    return same_bytes(buffer.getvalue())


class _OdsStyles:
    """The styles a workbook needs, each made once: wrapped text, column widths, and numbers shown as the packet prints them."""

    def __init__(self, book):
        from odf.style import ParagraphProperties, Style, TableCellProperties

        self._book = book
        self._made: dict[str, object] = {}
        self.text = Style(name="text", family="table-cell")
        self.text.addElement(TableCellProperties(wrapoption="wrap", verticalalign="top"))
        self.text.addElement(ParagraphProperties(textalign="start"))
        book.automaticstyles.addElement(self.text)

    def column(self, characters: int):
        from odf.style import Style, TableColumnProperties

        name = f"column{characters}"
        if name not in self._made:
            self._made[name] = Style(name=name, family="table-column")
            self._made[name].addElement(TableColumnProperties(columnwidth=f"{characters * CHARACTER_MM:.1f}mm"))
            self._book.automaticstyles.addElement(self._made[name])
        return self._made[name]

    def number(self, cell: dict):
        from odf.number import Number, NumberStyle, PercentageStyle, Text
        from odf.style import Style

        decimals = len(cell["text"].rstrip("%").partition(".")[2])
        percent, grouped = bool(cell.get("percent")), "," in cell["text"]
        name = f"{'percent' if percent else 'number'}{decimals}{'grouped' if grouped else ''}"
        if name not in self._made:
            shown = (PercentageStyle if percent else NumberStyle)(name=f"{name}format")
            shown.addElement(
                Number(decimalplaces=decimals, minintegerdigits=1, grouping="true" if grouped else "false")
            )
            if percent:
                shown.addElement(Text(text="%"))
            self._book.automaticstyles.addElement(shown)
            self._made[name] = Style(name=name, family="table-cell", datastylename=shown)
            self._book.automaticstyles.addElement(self._made[name])
        return self._made[name]
