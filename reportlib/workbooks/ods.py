"""A workbook as ODS: texts that stay texts, and files with the same bytes twice."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reportlib.cells import clean_text, letters, quoted_sheet
from reportlib.workbooks.ods_styles import OdsStyles
from reportlib.workbooks.workbook import CellRule, SheetCell, Workbook, Worksheet
from reportlib.writing import same_bytes

if TYPE_CHECKING:
    from odf.config import ConfigItem
    from odf.opendocument import OpenDocument
    from odf.table import ContentValidation, ContentValidations, DatabaseRanges, Table

    from reportlib.workbooks.ods_rows import OdsCell


def to_ods(book: Workbook) -> bytes:
    """The workbook as an ODS file."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import ContentValidations

    document = OpenDocumentSpreadsheet()
    styles = OdsStyles(document, book)
    styles.pages({_page(sheet) for sheet in book.sheets})
    validations = ContentValidations()
    tables = [_table(sheet, styles, _Rules(sheet, validations)) for sheet in book.sheets]
    if validations.childNodes:
        document.spreadsheet.addElement(validations)
    for table in tables:
        document.spreadsheet.addElement(table)
    if any(sheet.table for sheet in book.sheets):
        document.spreadsheet.addElement(_named_tables(book.sheets))
    _say_what_it_is(document, book)
    if any(sheet.frozen_rows or sheet.frozen_columns or not sheet.grid for sheet in book.sheets):
        _add_view(document, book.sheets)
    return ods_bytes(document)


def _say_what_it_is(document: OpenDocument, book: Workbook) -> None:
    """Title and language of the document, where the workbook has them."""
    from odf import dc
    from odf.style import DefaultStyle, TextProperties

    if book.title:
        document.meta.addElement(dc.Title(text=book.title))
    if book.language:
        document.meta.addElement(dc.Language(text=book.language))
        language, *rest = book.language.split("-")
        country = rest[-1] if rest else "none"
        spoken = DefaultStyle(family="table-cell")
        spoken.addElement(
            TextProperties(language=language, country=country, languageasian=language, countryasian=country)
        )
        document.styles.addElement(spoken)


def _named_tables(sheets: Iterable[Worksheet]) -> DatabaseRanges:
    """The tables of the sheets by their names, their header first, without the buttons of a filter."""
    from odf.table import DatabaseRange, DatabaseRanges

    found = DatabaseRanges()
    for sheet in sheets:
        if sheet.table:
            name, last = quoted_sheet(sheet.name), f"{letters(len(sheet.rows[sheet.table_row - 1]))}{len(sheet.rows)}"
            found.addElement(
                DatabaseRange(
                    name=sheet.table,
                    targetrangeaddress=f"{name}.A{sheet.table_row}:{name}.{last}",
                    containsheader="true",
                    displayfilterbuttons="false",
                )
            )
    return found


def ods_bytes(document: OpenDocument) -> bytes:
    """An odfpy document as a file that says nothing of when and by what it was made."""
    from odf import dc, meta
    from odf.element import Element
    from odf.namespaces import METANS, nsdict

    # odfpy declares the namespaces that any document of this process has used so far: here always all it knows.
    Element.namespaces.clear()
    Element.namespaces.update(nsdict)
    for element in list(document.meta.childNodes):
        if element.qname in ((METANS, "creation-date"), (METANS, "generator")):
            document.meta.removeChild(element)
    document.meta.addElement(meta.Generator(text="packet"))
    document.meta.addElement(dc.Date(text="1980-01-01T00:00:00"))
    buffer = io.BytesIO()
    # Not write(): it leaves the end of the archive to whoever frees it last, which a profiler that holds the frame puts off.
    document.save(buffer)
    return same_bytes(buffer.getvalue())


class _Rules:
    """The rules of one sheet, added to those of the document, and which of them a cell has."""

    def __init__(self, sheet: Worksheet, validations: ContentValidations):
        self._names: dict[int, tuple[CellRule, str]] = {}
        for rule in sheet.rules:
            name = f"check{len(validations.childNodes) + 1}"
            validations.addElement(_validation(rule, name, sheet.name))
            self._names[rule.column] = (rule, name)

    def at(self, row: int, column: int) -> dict[str, str]:
        """The attribute that names the rule of a cell; none where it has no rule."""
        if column not in self._names:
            return {}
        rule, name = self._names[column]
        return {"contentvalidationname": name} if rule.first <= row <= rule.last else {}


def _page(sheet: Worksheet) -> str:
    """The paper of a sheet; a hidden one needs some, because the style of a table says both."""
    return sheet.page or ("any" if sheet.hidden else "")


def _table(sheet: Worksheet, styles: OdsStyles, rules: _Rules) -> Table:
    from odf.table import Table, TableColumn

    from reportlib.workbooks.ods_rows import OdsRows

    page = _page(sheet)
    table = Table(name=sheet.name, **({"stylename": f"{page}{'hidden' if sheet.hidden else ''}"} if page else {}))
    if sheet.printed_rows:
        name, last = quoted_sheet(sheet.name), f"{letters(len(sheet.widths))}{sheet.printed_rows}"
        table.setAttribute("printranges", f"{name}.A1:{name}.{last}")
    for width in sheet.widths:
        table.addElement(TableColumn(stylename=styles.column(width)))
    heights = dict(sheet.heights)
    rows = OdsRows()
    for r, cells in enumerate(sheet.rows, 1):
        given = {"stylename": styles.row(heights[r])} if r in heights else {}
        written = (_cell(cell, styles, rules.at(r, c)) for c, cell in enumerate(cells, 1))
        rows.add(written, r == sheet.repeated_row, **given)
    if sheet.blank_rows:
        blank = (SheetCell(None, style) for style in sheet.blank)
        written = (_cell(cell, styles, rules.at(len(sheet.rows) + 1, c)) for c, cell in enumerate(blank, 1))
        rows.add(written, numberrowsrepeated=sheet.blank_rows)
    table.addElement(rows)
    return table


def _cell(cell: SheetCell, styles: OdsStyles, rule: dict[str, str]) -> OdsCell:
    from reportlib.workbooks.ods_rows import OdsCell

    style = styles.cell(cell.style)
    given = ({"stylename": style} if style else {}) | rule
    if cell.value is None:
        return OdsCell([], given)
    if isinstance(cell.value, str):
        leads = f"#{quoted_sheet(cell.leads)}.A1" if cell.leads else ""
        return OdsCell(clean_text(cell.value).split("\n"), {"valuetype": "string"} | given, leads=leads)
    if isinstance(cell.value, date):
        return OdsCell([cell.shown], {"valuetype": "date", "datevalue": cell.value.isoformat()} | given)
    shown = styles.format_of(cell.style)
    kind = "percentage" if shown and shown.percent else "float"
    value = f"{cell.value:f}" if isinstance(cell.value, Decimal) else str(cell.value)
    return OdsCell([cell.shown or f"{cell.value:,}"], {"valuetype": kind} | given, value)


def _validation(rule: CellRule, name: str, sheet: str) -> ContentValidation:
    from odf.table import ContentValidation, ErrorMessage, HelpMessage
    from odf.text import P

    given = {}
    if rule.kind in ("list", "several") and rule.source:
        words, source, first, last = rule.source
        cells = f"[$'{words}'.${letters(source)}${first}:.${letters(source)}${last}]"
        given = {"condition": f"of:cell-content-is-in-list({cells})", "displaylist": "unsorted"}
    elif rule.kind == "count":
        given = {"condition": "of:cell-content-is-whole-number() and cell-content()>=0"}
    made = ContentValidation(
        name=name,
        allowemptycell="true",
        basecelladdress=f"{quoted_sheet(sheet)}.{letters(rule.column)}{rule.first}",
        **given,
    )
    prompt = HelpMessage(title=rule.title, display="true")
    prompt.addElement(P(text=rule.prompt))
    made.addElement(prompt)
    error = ErrorMessage(
        title=rule.title,
        messagetype="stop" if rule.kind == "list" else "warning",
        display="true" if rule.kind in ("list", "count") else "false",
    )
    error.addElement(P(text=rule.error))
    made.addElement(error)
    return made


def _add_view(document: OpenDocument, sheets: Iterable[Worksheet]) -> None:
    """The frozen panes and the grids, and the first sheet on top."""
    from odf.config import ConfigItem, ConfigItemMapEntry, ConfigItemMapIndexed, ConfigItemMapNamed, ConfigItemSet

    def item(name: str, kind: str, value: object) -> ConfigItem:
        return ConfigItem(name=name, type=kind, text=str(value))

    sheets = list(sheets)
    named = ConfigItemMapNamed(name="Tables")
    for sheet in sheets:
        entry = ConfigItemMapEntry(name=sheet.name)
        frozen = (("Horizontal", "Right", sheet.frozen_columns), ("Vertical", "Bottom", sheet.frozen_rows))
        for axis, side, position in frozen:
            if position:
                entry.addElement(item(f"{axis}SplitMode", "short", 2))
                entry.addElement(item(f"{axis}SplitPosition", "int", position))
                entry.addElement(item(f"Position{side}", "int", position))
        if sheet.frozen_rows or sheet.frozen_columns:  # the pane that is typed in: 1 is right above, 2 left below
            entry.addElement(
                item("ActiveSplitRange", "short", bool(sheet.frozen_columns) + 2 * bool(sheet.frozen_rows))
            )
        entry.addElement(item("ShowGrid", "boolean", "true" if sheet.grid else "false"))
        named.addElement(entry)
    view = ConfigItemMapEntry()
    view.addElement(item("ViewId", "string", "view1"))
    view.addElement(item("ActiveTable", "string", sheets[0].name))
    view.addElement(named)
    views = ConfigItemMapIndexed(name="Views")
    views.addElement(view)
    settings = ConfigItemSet(name="ooo:view-settings")
    settings.addElement(views)
    document.settings.addElement(settings)
