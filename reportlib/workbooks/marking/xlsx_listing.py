"""The list of findings as a sheet of the marked copy."""

from __future__ import annotations

from reportlib.cells import letters, quoted_sheet, text_width
from reportlib.workbooks.marking.marks import COLUMNS, DARK, FILLS, HEADING, SHEET, WIDTHS, Listing
from reportlib.workbooks.marking.splice import Edits, Unmarkable, excel_text, prefix, xml_text
from reportlib.workbooks.marking.xlsx_book import CONTENT_TYPES, WORKBOOK_TYPE, XML_HEAD, MarkedBook, relations_part
from reportlib.workbooks.marking.xlsx_styles import MarkedStyles

_MOST_LINKS = 60_000  # Excel takes 65,530 a sheet


# -- the list of findings --------------------------------------------------------------------------------------------------------


def add_listing(book: MarkedBook, styles: MarkedStyles, listing: Listing, old: bool) -> None:
    nodes = book.sheet_nodes()
    names = [node.get("name") for node in nodes]
    edits = Edits(book.text)
    if old and SHEET in book.sheets:
        name, part, at = SHEET, book.sheets[SHEET], names.index(SHEET)
        book.package.remove(relations_part(part))
        if nodes[at].get("state"):
            edits.set(nodes[at], state="visible")
    else:
        taken = {other.casefold() for other in names}
        name = next(
            one
            for number in range(1, len(names) + 2)
            if (one := SHEET if number == 1 else f"{SHEET} ({number})").casefold() not in taken
        )
        part, at = book.package.free("xl/worksheets/sheet{}.xml"), len(names)
        listed = book.root.first("sheets")
        if listed is None:
            raise Unmarkable
        number = max([0, *(int(node.get("sheetId", "0") or 0) for node in nodes)]) + 1
        id_ = book.relate(book.main, "worksheet", part)
        edits.append(
            listed,
            f'<{prefix(book.root.name)}sheet xmlns:r="{book.relation_types}" name="{xml_text(name)}" sheetId="{number}" r:id="{id_}"/>',
        )
        book.content_type(part, f"{CONTENT_TYPES}worksheet+xml")
    book.package.set(part, _listing_sheet(book, styles, listing))
    p = prefix(book.root.name)
    views = book.root.first("bookViews")
    if views is not None and views.children:
        edits.set(views.children[0], activeTab=str(at))
    elif views is None:
        edits.place(
            book.root, WORKBOOK_TYPE, "bookViews", f'<{p}bookViews><{p}workbookView activeTab="{at}"/></{p}bookViews>'
        )
    book.package.set(book.main, edits.done())


_LINE, _TALLEST = 16, 409  # points; a program that prints a sheet nobody has opened measures no rows itself


def _lines(text: str, width: int) -> int:
    """In how many lines a column of this width shows a text; a tenth more than they measure, since writings differ."""
    return sum(max(1, -(-text_width(line) * 11 // (10 * width))) for line in text.split("\n"))


def _listing_sheet(book: MarkedBook, styles: MarkedStyles, listing: Listing) -> str:
    rows: list[str] = []
    links: list[str] = []

    def put(*cells: tuple[str, int], lines: int = 1) -> None:
        number = len(rows) + 1
        height = f' ht="{min(_TALLEST, lines * _LINE + 2)}" customHeight="1"' if lines > 1 else ""
        written = "".join(
            f'<c r="{letters(at)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{excel_text(text)}</t></is></c>'
            if text
            else f'<c r="{letters(at)}{number}" s="{style}"/>'
            for at, (text, style) in enumerate(cells, 1)
        )
        rows.append(f'<row r="{number}"{height}>{written}</row>')

    put((HEADING, styles.text(bold=True, size=14, wrapped=False)))
    for line in listing.about:
        put((line, styles.text(wrapped=False)))
    head = len(rows) + 1
    put(*((label, styles.text(bold=True, colour="D8E1EA")) for label in COLUMNS))
    body, link = styles.text(), styles.text(link=True)
    shades = {level: styles.text(bold=True, colour=colour) for level, colour in FILLS.items()}
    for finding in listing.findings:
        texts, target = listing.texts(finding), listing.target(finding)
        lines = max(_lines(text, width) for text, width in zip(texts, WIDTHS, strict=True))
        put(
            *(
                (text, shades[finding.level] if at == 0 else link if at == 2 and target else body)
                for at, text in enumerate(texts)
            ),
            lines=lines,
        )
        if target and len(links) < _MOST_LINKS:
            sheet, cell = target
            location = f"{quoted_sheet(sheet)}!{cell}"
            links.append(f'<hyperlink ref="C{len(rows)}" location="{xml_text(location)}" display="{xml_text(cell)}"/>')
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(WIDTHS, 1)
    )
    return (
        f'{XML_HEAD}<worksheet xmlns="{book.namespace}"><sheetPr><tabColor rgb="FF{DARK["error"]}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{letters(len(COLUMNS))}{len(rows)}"/>'
        f'<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{head + 1}" sqref="A{head + 1}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        f"{'<hyperlinks>' + ''.join(links) + '</hyperlinks>' if links else ''}"
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
