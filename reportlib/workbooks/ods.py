"""Workbooks as ODS: annexes and forms."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlib.cells import clean_text, letters
from reportlib.workbooks.sheets import (
    CHARACTER_MM,
    COUNT,
    FONT,
    HAIRLINE,
    STYLES,
    TEXT,
    WIDEST_COLUMN,
    CellRule,
    FormCell,
    FormSheet,
    column_widths,
    rows_of_table,
)
from reportlib.writing import same_bytes

# -- ODS -----------------------------------------------------------------------------------------------------------------


def annex_ods(sheets: list[tuple[str, dict]], about: list[str]) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableColumn, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    styles = _AnnexStyles(book)

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
        rows = rows_of_table(table)
        for width in column_widths(rows):
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


class _AnnexStyles:
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


# -- ODS -----------------------------------------------------------------------------------------------------------------


def form_ods(sheets: Sequence[FormSheet], lists: str) -> bytes:
    """The same as ODS."""
    from odf.namespaces import STYLENS
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import MasterPage, PageLayout, PageLayoutProperties, Style as OdfStyle, TableProperties
    from odf.table import ContentValidations, Table, TableCell, TableColumn, TableHeaderRows, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    styles = _FormStyles(book)
    for landscape in (False, True):
        name = "landscape" if landscape else "portrait"
        layout = PageLayout(name=f"{name}layout")
        size = (
            {"pagewidth": "297mm", "pageheight": "210mm"}
            if landscape
            else {"pagewidth": "210mm", "pageheight": "297mm"}
        )
        properties = PageLayoutProperties(printorientation=name, margin="15mm", **size)
        properties.setAttrNS(STYLENS, "scale-to-X", "1")  # as wide as one page, as long as it takes
        properties.setAttrNS(STYLENS, "scale-to-Y", "0")
        layout.addElement(properties)
        book.automaticstyles.addElement(layout)
        book.masterstyles.addElement(MasterPage(name=name, pagelayoutname=layout))
        for hidden in (False, True):
            look = OdfStyle(name=f"{name}{'hidden' if hidden else ''}", family="table", masterpagename=name)
            look.addElement(TableProperties(display="false" if hidden else "true"))
            book.automaticstyles.addElement(look)

    def cell_of(cell: FormCell, check: str) -> TableCell:
        given = {"contentvalidationname": check} if check else {}
        if cell.value is None:
            return TableCell(stylename=styles.cell(cell.style), check_grammar=False, **given)
        if isinstance(cell.value, str):
            written = TableCell(valuetype="string", stylename=styles.cell(cell.style), check_grammar=False, **given)
            for line in clean_text(cell.value).split("\n"):
                written.addElement(P(text=line, check_grammar=False), check_grammar=False)
            return written
        written = TableCell(
            valuetype="float", value=str(cell.value), stylename=styles.cell(cell.style), check_grammar=False, **given
        )
        written.addElement(P(text=f"{cell.value:,}", check_grammar=False), check_grammar=False)
        return written

    validations = ContentValidations()
    tables = []
    for form in sheets:
        names: dict[int, tuple[int, str]] = {}
        for check in form.checks:
            name = f"check{len(validations.childNodes) + 1}"
            validations.addElement(_ods_check(check, name, form.name, lists))
            names[check.column] = (check.first, name)

        def check_at(r: int, c: int, names=names) -> str:
            first, name = names.get(c, (0, ""))
            return name if name and r >= first else ""

        table = Table(
            name=form.name,
            stylename=f"{'landscape' if form.landscape else 'portrait'}{'hidden' if form.hidden else ''}",
        )
        if form.printed_rows:
            table.setAttribute(
                "printranges",
                f"{_quoted(form.name)}.A1:{_quoted(form.name)}.{letters(len(form.widths))}{form.printed_rows}",
            )
        for width in form.widths:
            table.addElement(TableColumn(stylename=styles.column(width)))
        heights = dict(form.heights)
        for r, cells in enumerate(form.rows, 1):
            row = TableRow(**({"stylename": styles.row(heights[r])} if r in heights else {}))
            for c, cell in enumerate(cells, 1):
                row.addElement(cell_of(cell, check_at(r, c)), check_grammar=False)
            if r == form.header_row:
                repeated = TableHeaderRows()
                repeated.addElement(row)
                row = repeated
            table.addElement(row)
        if form.blank_rows:
            row = TableRow(numberrowsrepeated=form.blank_rows)
            for c, style in enumerate(form.blank, 1):
                row.addElement(cell_of(FormCell(None, style), check_at(len(form.rows) + 1, c)), check_grammar=False)
            table.addElement(row)
        tables.append(table)
    if validations.childNodes:
        book.spreadsheet.addElement(validations)
    for table in tables:
        book.spreadsheet.addElement(table)
    _ods_view(book, sheets)
    return ods_bytes(book)


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _ods_check(check: CellRule, name: str, sheet: str, lists: str):
    from odf.table import ContentValidation, ErrorMessage, HelpMessage
    from odf.text import P

    given = {}
    if check.kind in ("list", "several"):
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
        basecelladdress=f"{_quoted(sheet)}.{letters(check.column)}{check.first}",
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


def _ods_view(book, sheets: Sequence[FormSheet]) -> None:
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


class _FormStyles:
    """The styles of one document, each made once."""

    def __init__(self, book):
        self._book = book
        self._made: dict[str, object] = {}

    def _add(self, name: str, family: str, *properties, **given) -> str:
        from odf.style import Style as OdfStyle

        if name not in self._made:
            self._made[name] = OdfStyle(name=name, family=family, **given)
            for one in properties:
                self._made[name].addElement(one)
            self._book.automaticstyles.addElement(self._made[name])
        return name

    def column(self, characters: int) -> str:
        from odf.style import TableColumnProperties

        return self._add(
            f"column{characters}",
            "table-column",
            TableColumnProperties(columnwidth=f"{characters * CHARACTER_MM:.1f}mm"),
        )

    def row(self, points: int) -> str:
        from odf.style import TableRowProperties

        return self._add(
            f"row{points}", "table-row", TableRowProperties(rowheight=f"{points}pt", useoptimalrowheight="false")
        )

    def cell(self, name: str) -> str:
        if name in self._made:
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
            self._book.automaticstyles.addElement(format)
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
        return self._add(name, "table-cell", TableCellProperties(**box), *indented, letter, **given)
