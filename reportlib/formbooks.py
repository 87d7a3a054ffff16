"""Workbooks for people to fill in, as XLSX and ODS: styles, drop-down lists, frozen panes, hidden sheets, the same bytes each time.

What is in them, the caller decides (:mod:`reportlib.forms`); both writers show the same :class:`FormSheet` the same way.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportlib.annexes import CHARACTER_MM, clean_text, ods_bytes, set_text, xlsx_bytes
from reportlib.workbooks import letters

NAVY, OCHRE, PALE, GIVEN, GREY, INK, HAIRLINE, WHITE = (
    "0F4C75",
    "C27C0E",
    "D8E1EA",
    "EEF2F6",
    "5D6873",
    "1B2631",
    "D8DEE4",
    "FFFFFF",
)
FONT = "Microsoft JhengHei"  # on every Windows with Chinese; other systems take their own
TEXT, COUNT = "@", "#,##0"  # a cell of the format "text" keeps what is typed: neither 5-2 nor =1 becomes something else


@dataclass(frozen=True)
class Style:
    """How a cell looks and what it is formatted for."""

    colour: str = INK
    fill: str = ""
    bold: bool = False
    size: int = 10
    wrap: bool = False
    border: bool = False
    upright: Literal["top", "middle", "bottom"] = "top"
    indent: int = 0  # about two characters each, so that a text does not touch its neighbour's
    format: str = "General"


STYLES = {
    "title": Style(NAVY, bold=True, size=15, upright="middle"),
    "subtitle": Style(INK),
    "explanation": Style(GREY, size=9, wrap=True, upright="bottom", indent=1),
    "must": Style(WHITE, NAVY, bold=True, wrap=True, border=True, upright="middle"),
    "may": Style(NAVY, PALE, bold=True, wrap=True, border=True, upright="middle"),
    "label": Style(NAVY, bold=True, wrap=True, border=True),
    "line": Style(INK, wrap=True, border=True),
    "plain": Style(INK, wrap=True),
    "note": Style(OCHRE, size=9),
    "text": Style(INK, wrap=True, border=True, format=TEXT),
    "date": Style(INK, border=True, format=TEXT),
    "count": Style(INK, border=True, format=COUNT),
    "given": Style(INK, GIVEN, wrap=True, border=True, format=TEXT),
}


@dataclass(frozen=True)
class FormCell:
    value: str | int | None
    style: str = "plain"


@dataclass(frozen=True)
class Check:
    """What a spreadsheet program offers and asks while a column (1 for A) is filled in, from ``first`` to ``last`` row.

    ``list`` and ``several`` offer the words in ``source``, the cells ``(column, first row, last row)`` of the sheet of lists:
    the one takes nothing else, the other also several words. ``count`` warns of anything but a whole number, ``hint`` only speaks.
    """

    column: int
    first: int
    last: int
    kind: Literal["list", "several", "count", "hint"]
    title: str
    prompt: str
    error: str = ""
    source: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class FormSheet:
    """A sheet: its rows from row 1 on, then ``blank_rows`` rows formatted as ``blank`` says; widths in characters, heights in points."""

    name: str
    rows: tuple[tuple[FormCell, ...], ...]
    widths: tuple[int, ...] = ()
    heights: tuple[tuple[int, int], ...] = ()
    blank: tuple[str, ...] = ()
    blank_rows: int = 0
    checks: tuple[Check, ...] = ()
    header_row: int = 0  # repeated on every printed page; the panes below it are frozen
    frozen_columns: int = 0
    printed_rows: int = 0  # 0: all
    landscape: bool = False
    hidden: bool = False


# -- XLSX ----------------------------------------------------------------------------------------------------------------


def xlsx(sheets: Sequence[FormSheet], lists: str) -> bytes:
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


def _xlsx_check(check: Check, lists: str):
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


# -- ODS -----------------------------------------------------------------------------------------------------------------


def ods(sheets: Sequence[FormSheet], lists: str) -> bytes:
    """The same as ODS."""
    from odf.namespaces import STYLENS
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import MasterPage, PageLayout, PageLayoutProperties, TableProperties
    from odf.style import Style as OdfStyle
    from odf.table import ContentValidations, Table, TableCell, TableColumn, TableHeaderRows, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    styles = _OdsStyles(book)
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


def _ods_check(check: Check, name: str, sheet: str, lists: str):
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


class _OdsStyles:
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
