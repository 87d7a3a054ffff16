"""The formats: CSV with and without a byte-order mark, XLSX and ODS that hold no time stamp and are stored without compression
(compressors differ between platforms)."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path

from meetings import LABEL


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], encoding: str = "utf-8") -> None:
    """UTF-8 and LF; with ``utf-8-sig`` and a byte-order mark, as the portal's own export."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    path.write_bytes(text.getvalue().encode(encoding))


def write_xlsx(path: Path, title: str, header: Sequence[str], rows: Iterable[Sequence[str]], saved: date) -> None:
    """One sheet with a title over the table, all cells text; ``saved`` is the day in its properties."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.properties.creator = LABEL
    book.properties.created = book.properties.modified = datetime.combine(saved, time())
    sheet = book.active
    sheet.title = "民間需求回應"
    sheet.append([title])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(header))
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=14), Alignment(horizontal="center")
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.data_type, cell.number_format = "s", "@"
            cell.font, cell.alignment = Font(bold=cell.row == 2), Alignment(wrap_text=True, vertical="top")
    for place, width in enumerate((10, 30, 20, 12, 12, 12, 60, 60, 40, 34), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A3"
    archive = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(archive, "w")).save()  # not Workbook.save, which stamps the time
    path.write_bytes(without_clock(archive.getvalue()))


def write_ods(path: Path, sheets: Iterable[tuple[str, Sequence[Sequence[object]]]]) -> None:
    """Sheets of rows; counts are numbers, dates are texts."""
    from odf.element import Element
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableColumnProperties
    from odf.table import Table, TableCell, TableColumn, TableRow
    from odf.text import P

    Element.namespaces.clear()  # odfpy keeps those of the last book
    book = OpenDocumentSpreadsheet()
    wide = Style(name="wide", family="table-column")
    wide.addElement(TableColumnProperties(columnwidth="4.8cm"))
    book.automaticstyles.addElement(wide)
    for name, rows in sheets:
        sheet = Table(name=name)
        sheet.addElement(TableColumn(stylename=wide, numbercolumnsrepeated=len(rows[-1])))
        for values in rows:
            row = TableRow()
            for value in values:
                cell = (
                    TableCell(valuetype="float", value=str(value))
                    if isinstance(value, int)
                    else TableCell(valuetype="string")
                )
                cell.addElement(P(text=str(value)))
                row.addElement(cell)
            sheet.addElement(row)
        book.spreadsheet.addElement(sheet)
    archive = io.BytesIO()
    book.write(archive)
    path.write_bytes(without_clock(archive.getvalue()))


def without_clock(archive: bytes) -> bytes:
    """The same zip archive with its members stored, under one fixed date."""
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_STORED) as target:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            target.writestr(info, source.read(member))
    return rewritten.getvalue()
