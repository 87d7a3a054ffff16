"""Forms for people to fill in, as ODS; what :mod:`reportlib.workbooks.form_xlsx` writes as XLSX."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlib.cells import clean_text, letters, quoted_sheet
from reportlib.workbooks.ods import OdsStyles, cell_of_lines, ods_bytes
from reportlib.workbooks.sheets import COUNT, FONT, HAIRLINE, STYLES, TEXT, CellRule, FormCell, FormSheet

if TYPE_CHECKING:
    from odf.opendocument import OpenDocument
    from odf.table import ContentValidation, ContentValidations, Table, TableCell


def form_ods(sheets: Sequence[FormSheet], lists: str) -> bytes:
    """The workbook as ODS; ``lists`` is the name of the sheet that the drop-down lists point to."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import ContentValidations

    book = OpenDocumentSpreadsheet()
    styles = _FormStyles(book)
    _add_pages(book)
    validations = ContentValidations()
    tables = [_table(form, styles, _Checks(form, lists, validations)) for form in sheets]
    if validations.childNodes:
        book.spreadsheet.addElement(validations)
    for table in tables:
        book.spreadsheet.addElement(table)
    _add_view(book, sheets)
    return ods_bytes(book)


def _add_pages(book: OpenDocument) -> None:
    """A4 upright and across, with the styles of the tables that are printed on them, shown or hidden."""
    from odf.namespaces import STYLENS
    from odf.style import MasterPage, PageLayout, PageLayoutProperties, Style, TableProperties

    for name, width, height in (("portrait", "210mm", "297mm"), ("landscape", "297mm", "210mm")):
        layout = PageLayout(name=f"{name}layout")
        properties = PageLayoutProperties(printorientation=name, margin="15mm", pagewidth=width, pageheight=height)
        properties.setAttrNS(STYLENS, "scale-to-X", "1")  # as wide as one page, as long as it takes
        properties.setAttrNS(STYLENS, "scale-to-Y", "0")
        layout.addElement(properties)
        book.automaticstyles.addElement(layout)
        book.masterstyles.addElement(MasterPage(name=name, pagelayoutname=layout))
        for hidden in (False, True):
            look = Style(name=f"{name}{'hidden' if hidden else ''}", family="table", masterpagename=name)
            look.addElement(TableProperties(display="false" if hidden else "true"))
            book.automaticstyles.addElement(look)


class _Checks:
    """The rules of one form, added to those of the document, and which of them a cell has."""

    def __init__(self, form: FormSheet, lists: str, validations: ContentValidations):
        self._names: dict[int, tuple[int, str]] = {}
        for check in form.checks:
            name = f"check{len(validations.childNodes) + 1}"
            validations.addElement(_check(check, name, form.name, lists))
            self._names[check.column] = (check.first, name)

    def at(self, row: int, column: int) -> dict[str, str]:
        """The attribute that names the rule of a cell; none where it has no rule."""
        first, name = self._names.get(column, (0, ""))
        return {"contentvalidationname": name} if name and row >= first else {}


def _table(form: FormSheet, styles: _FormStyles, checks: _Checks) -> Table:
    from odf.table import Table, TableColumn, TableHeaderRows, TableRow

    table = Table(
        name=form.name,
        stylename=f"{'landscape' if form.landscape else 'portrait'}{'hidden' if form.hidden else ''}",
    )
    if form.printed_rows:
        sheet, last = quoted_sheet(form.name), f"{letters(len(form.widths))}{form.printed_rows}"
        table.setAttribute("printranges", f"{sheet}.A1:{sheet}.{last}")
    for width in form.widths:
        table.addElement(TableColumn(stylename=styles.column(width)))
    heights = dict(form.heights)
    for r, cells in enumerate(form.rows, 1):
        row = TableRow(**({"stylename": styles.row(heights[r])} if r in heights else {}))
        for c, cell in enumerate(cells, 1):
            row.addElement(_cell(cell, styles, checks.at(r, c)), check_grammar=False)
        if r == form.header_row:
            repeated = TableHeaderRows()
            repeated.addElement(row)
            row = repeated
        table.addElement(row)
    if form.blank_rows:
        row = TableRow(numberrowsrepeated=form.blank_rows)
        for c, style in enumerate(form.blank, 1):
            written = _cell(FormCell(None, style), styles, checks.at(len(form.rows) + 1, c))
            row.addElement(written, check_grammar=False)
        table.addElement(row)
    return table


def _cell(cell: FormCell, styles: _FormStyles, check: dict[str, str]) -> TableCell:
    style = styles.cell(cell.style)
    if cell.value is None:
        return cell_of_lines([], stylename=style, **check)
    if isinstance(cell.value, str):
        return cell_of_lines(clean_text(cell.value).split("\n"), valuetype="string", stylename=style, **check)
    return cell_of_lines([f"{cell.value:,}"], valuetype="float", value=str(cell.value), stylename=style, **check)


def _check(check: CellRule, name: str, sheet: str, lists: str) -> ContentValidation:
    from odf.table import ContentValidation, ErrorMessage, HelpMessage
    from odf.text import P

    given = {}
    if check.kind in ("list", "several") and check.source:
        source, first, last = check.source
        given = {
            "condition": f"of:cell-content-is-in-list([$'{lists}'.${letters(source)}${first}:.${letters(source)}${last}])",
            "displaylist": "unsorted",
        }
    elif check.kind == "count":
        given = {"condition": "of:cell-content-is-whole-number() and cell-content()>=0"}
    rule = ContentValidation(
        name=name,
        allowemptycell="true",
        basecelladdress=f"{quoted_sheet(sheet)}.{letters(check.column)}{check.first}",
        **given,
    )
    help_message = HelpMessage(title=check.title, display="true")
    help_message.addElement(P(text=check.prompt))
    rule.addElement(help_message)
    error = ErrorMessage(
        title=check.title,
        messagetype="stop" if check.kind == "list" else "warning",
        display="true" if check.kind in ("list", "count") else "false",
    )
    error.addElement(P(text=check.error))
    rule.addElement(error)
    return rule


def _add_view(book: OpenDocument, sheets: Sequence[FormSheet]) -> None:
    """The frozen panes, and the first sheet on top."""
    from odf.config import ConfigItem, ConfigItemMapEntry, ConfigItemMapIndexed, ConfigItemMapNamed, ConfigItemSet

    def item(name: str, kind: str, value: object) -> ConfigItem:
        return ConfigItem(name=name, type=kind, text=str(value))

    named = ConfigItemMapNamed(name="Tables")
    for form in sheets:
        entry = ConfigItemMapEntry(name=form.name)
        for axis, position in (("Horizontal", form.frozen_columns), ("Vertical", form.header_row)):
            if form.header_row and position:
                entry.addElement(item(f"{axis}SplitMode", "short", 2))
                entry.addElement(item(f"{axis}SplitPosition", "int", position))
                entry.addElement(item("PositionRight" if axis == "Horizontal" else "PositionBottom", "int", position))
        if form.header_row:
            entry.addElement(item("ActiveSplitRange", "short", 3 if form.frozen_columns else 2))
        entry.addElement(item("ShowGrid", "boolean", "false"))
        named.addElement(entry)
    view = ConfigItemMapEntry()
    view.addElement(item("ViewId", "string", "view1"))
    view.addElement(item("ActiveTable", "string", sheets[0].name))
    view.addElement(named)
    views = ConfigItemMapIndexed(name="Views")
    views.addElement(view)
    settings = ConfigItemSet(name="ooo:view-settings")
    settings.addElement(views)
    book.settings.addElement(settings)


class _FormStyles(OdsStyles):
    """The styles of a form: column widths, row heights, and the looks of :data:`STYLES`."""

    def row(self, points: int) -> str:
        from odf.style import TableRowProperties

        return self.add(
            f"row{points}", "table-row", TableRowProperties(rowheight=f"{points}pt", useoptimalrowheight="false")
        )

    def cell(self, name: str) -> str:
        """The style of a cell that looks as :data:`STYLES` says under this name."""
        if self.is_made(name):
            return name
        from odf.number import Number, NumberStyle, TextContent, TextStyle
        from odf.style import ParagraphProperties, TableCellProperties, TextProperties

        style, given = STYLES[name], {}
        if style.format == TEXT:
            format = TextStyle(name=f"{name}format")
            format.addElement(TextContent())
        elif style.format == COUNT:
            format = NumberStyle(name=f"{name}format")
            format.addElement(Number(decimalplaces=0, minintegerdigits=1, grouping="true"))
        if style.format != "General":
            self.add_format(format)
            given["datastylename"] = format
        box = {"verticalalign": style.upright, "wrapoption": "wrap" if style.wrap else "no-wrap"}
        box |= {"backgroundcolor": f"#{style.fill}"} if style.fill else {}
        box |= {"border": f"0.5pt solid #{HAIRLINE}"} if style.border else {}
        weight, size = "bold" if style.bold else "normal", f"{style.size}pt"
        letter = TextProperties(
            color=f"#{style.colour}",
            fontweight=weight,
            fontweightasian=weight,
            fontsize=size,
            fontsizeasian=size,
            fontfamily=FONT,
            fontfamilyasian=FONT,
        )
        indented = [ParagraphProperties(textalign="start", marginleft=f"{2 * style.indent}mm")] if style.indent else []
        return self.add(name, "table-cell", TableCellProperties(**box), *indented, letter, **given)
