"""The list of findings as the last sheet of a marked ODS."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportlib.cells import quoted_sheet
from reportlib.workbooks.marking.marks import COLUMNS, DARK, FILLS, HEADING, LINK, SHEET, WIDTHS, Listing
from reportlib.workbooks.marking.ods_document import OdsDocument
from reportlib.workbooks.marking.ods_notes import paragraphs
from reportlib.workbooks.marking.ods_styles import SPACES
from reportlib.workbooks.marking.splice import Edits, Package, tree, xml_text

_MILLIMETRES_A_CHARACTER = 2.0
_PAGE = "packetlist"


def add_listing(document: OdsDocument, listing: Listing, old: bool, page: str) -> str:
    """Put the list behind the last sheet, or in the place of an earlier one; the sheet's name."""
    taken = {table.name.casefold() for table in document.tables}
    earlier = next((table for table in document.tables if old and table.name == SHEET), None)
    name = (
        SHEET
        if earlier
        else next(
            one
            for number in range(1, len(taken) + 2)
            if (one := SHEET if number == 1 else f"{SHEET} ({number})").casefold() not in taken
        )
    )
    new = _listing_table(document, listing, name, page)
    if earlier:
        document.edits.replace(earlier.start, earlier.end, new)
    else:
        document.edits.insert(document.end_of_tables, new)
    return name


def landscape(package: Package) -> str:
    """The name of a page style, added where there is none, on which the list prints as wide as the page; "" where that cannot be."""
    if "styles.xml" not in package:
        return ""
    text = package.text("styles.xml")
    if f'style:name="{_PAGE}"' in text:
        return _PAGE
    root = tree(text)
    layouts, masters = root.first("automatic-styles"), root.first("master-styles")
    if (
        layouts is None
        or masters is None
        or layouts.name != "office:automatic-styles"
        or not _declares(root.source, ("style", "fo"))
    ):
        return ""
    edits = Edits(text)
    look = 'fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0" fo:margin="12mm"'
    edits.append(
        layouts, f'<style:page-layout style:name="{_PAGE}"><style:page-layout-properties {look}/></style:page-layout>'
    )
    edits.append(masters, f'<style:master-page style:name="{_PAGE}" style:page-layout-name="{_PAGE}"/>')
    package.set("styles.xml", edits.done())
    return _PAGE


def _declares(source: str, names: Sequence[str]) -> bool:
    return all(re.search(rf"""\sxmlns:{name}\s*=\s*["']{re.escape(SPACES[name])}["']""", source) for name in names)


def _listing_table(document: OdsDocument, listing: Listing, name: str, page: str) -> str:
    def style(family: str, inside: str, more: str = "") -> str:
        return document.styles.style(f'<style:style style:family="{family}"{more}>{inside}</style:style>', "packet")

    wrapped = '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"{}/>'
    bold = '<style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/>'
    body = style("table-cell", wrapped.format(""))
    head = style("table-cell", wrapped.format(' fo:background-color="#D8E1EA"') + bold)
    title = style(
        "table-cell",
        '<style:text-properties fo:font-size="14pt" style:font-size-asian="14pt" fo:font-weight="bold" style:font-weight-asian="bold"/>',
    )
    shades = {
        level: style("table-cell", wrapped.format(f' fo:background-color="#{colour}"') + bold)
        for level, colour in FILLS.items()
    }
    link = style("table-cell", wrapped.format("") + f'<style:text-properties fo:color="#{LINK}"/>')
    row_style = style("table-row", '<style:table-row-properties style:use-optimal-row-height="true"/>')
    table_style = style(
        "table",
        f'<style:table-properties table:display="true" table:tab-color="#{DARK["error"]}"/>',
        f' style:master-page-name="{page}"' if page else "",
    )
    columns = [
        style(
            "table-column",
            f'<style:table-column-properties style:column-width="{width * _MILLIMETRES_A_CHARACTER:.1f}mm"/>',
        )
        for width in WIDTHS
    ]

    def row(*cells: str) -> str:
        return f'<table:table-row table:style-name="{row_style}">{"".join(cells)}</table:table-row>'

    def cell(text: str, look: str) -> str:
        return f'<table:table-cell office:value-type="string" table:style-name="{look}">{paragraphs(text)}</table:table-cell>'

    def leading(text: str, target: tuple[str, str]) -> str:
        address = f"#{quoted_sheet(target[0])}.{target[1]}"
        inside = (
            f'<text:p><text:a xlink:href="{xml_text(address)}" xlink:type="simple">{xml_text(text)}</text:a></text:p>'
        )
        return f'<table:table-cell office:value-type="string" table:style-name="{link}">{inside}</table:table-cell>'

    rows = [row(cell(HEADING, title)), *(row(cell(line, "Default")) for line in listing.about)]
    rows.append(row(*(cell(label, head) for label in COLUMNS)))
    for one in listing.findings:
        level, sheet, place, *others = listing.texts(one)
        target = listing.target(one)
        rows.append(
            row(
                cell(level, shades[one.level]),
                cell(sheet, body),
                leading(place, target) if target else cell(place, body),
                *(cell(text, body) for text in others),
            )
        )
    written = "".join(f'<table:table-column table:style-name="{column}"/>' for column in columns)
    return f'<table:table{document.styles.spaces} table:name="{xml_text(name)}" table:style-name="{table_style}">{written}{"".join(rows)}</table:table>'
