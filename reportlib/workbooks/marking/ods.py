"""Marks put into an ODS: cells coloured, annotations, and one more sheet. Everything else in the document stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reportlib.workbooks.marking.marks import (
    AUTHOR,
    COLUMNS,
    DARK,
    FILLS,
    HEADING,
    LINK,
    NOTE_MARK,
    SHEET,
    WIDTHS,
    CellMark,
    Listing,
    merged,
    note_size,
)
from reportlib.workbooks.marking.splice import (
    Edits,
    Node,
    Package,
    Unmarkable,
    plain,
    tags,
    tree,
    with_attributes,
    without_attribute,
    xml_text,
)

_CONTENT, _SETTINGS = "content.xml", "settings.xml"
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_CELLS = ("table:table-cell", "table:covered-table-cell")
_REPEATED, _ROWS_REPEATED = "table:number-columns-repeated", "table:number-rows-repeated"
_MILLIMETRES_A_CHARACTER = 2.0
_MOST_SPANS = 100_000
_LONGEST_CONTENT = 40_000_000  # characters
_PAGE = "packetlist"


def mark(data: bytes, marks: Mapping[str, Sequence[CellMark]], listing: Listing, old_listing: bool = False) -> bytes:
    """The document with its marks and the list of findings as its last sheet; as :func:`reportlib.workbooks.marking.xlsx.mark`."""
    package = Package(data)
    text = package.text(_CONTENT)
    if len(text) > _LONGEST_CONTENT:
        raise Unmarkable
    if old_listing:
        text = _unmarked(text)
    document = _Document(text, {name for name, some in marks.items() if some and not (old_listing and name == SHEET)})
    for table in document.tables:
        if table.rows and marks.get(table.name):
            table.mark(document, merged(marks[table.name]))
    name = _add_listing(document, listing, old_listing, _landscape(package))
    package.set(_CONTENT, document.done())
    if _SETTINGS in package:
        settings = re.sub(
            r'(<config:config-item config:name="ActiveTable"[^>]*>)[^<]*',
            lambda match: match[1] + xml_text(name),
            package.text(_SETTINGS),
        )
        package.set(_SETTINGS, settings)
    return package.bytes()


class _Document:
    """content.xml: its sheets, its cell styles, and the changes asked for."""

    def __init__(self, text: str, wanted: set[str]):
        self.text, self.edits = text, Edits(text)
        self.styles: dict[str, Node] = {}
        self.tables: list[_OdsTable] = []
        self._automatic: Node | None = None
        self._body = self._spreadsheet_end = -1
        self._new: list[str] = []
        self._made: dict[tuple, str] = {}
        self._read(wanted)
        if self._spreadsheet_end < 0:
            raise Unmarkable

    def _read(self, wanted: set[str]) -> None:
        open_: list[str] = []
        table: _OdsTable | None = None
        skipped = ""  # inside an automatic-styles element, which is read as a tree
        for tag in tags(self.text):
            if skipped:
                if tag.closes and tag.name == skipped:
                    skipped = ""
                continue
            if tag.closes:
                if not open_ or open_.pop() != tag.name:
                    raise Unmarkable
                if table and tag.name == "table:table" and len(open_) == table.depth:
                    table.end, table = tag.end, None
                elif table:
                    table.closed(tag, len(open_))
                elif tag.name == "office:spreadsheet":
                    self._spreadsheet_end = tag.start
                continue
            if not open_:
                self._check_spaces(tag.source)
            elif tag.name == "office:automatic-styles" and len(open_) == 1:
                self._automatic = tree(self.text, tag.start)
                cells = [
                    node for node in self._automatic.all("style") if node.attributes.get("style:family") == "table-cell"
                ]
                self.styles = {node.attributes.get("style:name", ""): node for node in cells}
                skipped = "" if tag.empty else tag.name
                continue
            elif tag.name == "office:body":
                self._body = tag.start
            elif tag.name == "table:table" and open_[-1] == "office:spreadsheet":
                name = tag.attributes.get("table:name", "")
                self.tables.append(_OdsTable(name, tag.start, tag.end, len(open_), name in wanted))
                table = None if tag.empty else self.tables[-1]
            elif table:
                table.opened(tag, len(open_))
            if not tag.empty:
                open_.append(tag.name)

    def _check_spaces(self, source: str) -> None:
        missing = []
        for name, space in _SPACES.items():
            found = re.search(rf"""\sxmlns:{name}\s*=\s*["']([^"']*)""", source)
            if found and found[1] != space:
                raise Unmarkable
            if not found:
                missing.append(f' xmlns:{name}="{space}"')
        self.spaces = "".join(missing)

    def style(self, written: str, name: str) -> str:
        """Add an automatic style whose source has ``{name}`` where its name goes; the name."""
        if written not in self._made:
            number = len(self._made) + 1
            while f'"{name}{number}"' in self.text:
                number += 1000
            self._made[written] = f"{name}{number}"
            self._new.append(
                written.replace("<style:style ", f'<style:style style:name="{name}{number}"{self.spaces} ', 1)
            )
        return self._made[written]

    def with_background(self, style: str, level: str) -> str:
        """A style that differs from ``style`` ("" for the default one) in its background only."""
        node = self.styles.get(style)
        if node is None:
            parent = f' style:parent-style-name="{xml_text(style)}"' if style else ""
            return self.style(
                f'<style:style style:family="table-cell"{parent}><style:table-cell-properties fo:background-color="#{FILLS[level]}"/></style:style>',
                "packet",
            )
        look = node.first("text-properties")
        colour = look.attributes.get("fo:color", "") if look else ""
        light = re.fullmatch("#[0-9a-fA-F]{6}", colour) and min(int(colour[at : at + 2], 16) for at in (1, 3, 5)) > 0xB0
        return self.style(_restyled(self.text, node, f"#{(DARK if light else FILLS)[level]}"), "packet")

    def done(self) -> str:
        new = "".join(self._new)
        if not new:
            pass
        elif self._automatic:
            self.edits.append(self._automatic, new)
        elif self._body >= 0:
            self.edits.insert(self._body, f"<office:automatic-styles>{new}</office:automatic-styles>")
        else:
            raise Unmarkable
        return self.edits.done()

    @property
    def end_of_tables(self) -> int:
        return self.tables[-1].end if self.tables else self._spreadsheet_end


def _restyled(text: str, node: Node, background: str) -> str:
    """The source of an automatic style with another background, without its name."""
    tag = without_attribute(text[node.start : node.inside], "style:name")
    if node.empty:
        return f'{tag[:-2].rstrip()}><style:table-cell-properties fo:background-color="{background}"/></style:style>'
    look = node.first("table-cell-properties")
    if look is None:
        return f'{tag}<style:table-cell-properties fo:background-color="{background}"/>{text[node.inside : node.end]}'
    changed = with_attributes(text[look.start : look.inside], {"fo:background-color": background})
    return f"{tag}{text[node.inside : look.start]}{changed}{text[look.inside : node.end]}"


class _Element:
    """A row or a cell: its start tag, its content, and the number of the first and how many it stands for."""

    __slots__ = ("attributes", "cells", "close", "depth", "empty", "end", "first", "inside", "name", "repeat", "start")

    def __init__(self, tag, depth: int, first: int, repeat: int):
        self.name, self.start, self.inside, self.empty, self.attributes = (
            tag.name,
            tag.start,
            tag.end,
            tag.empty,
            tag.attributes,
        )
        self.close = self.end = tag.end
        self.depth, self.first, self.repeat = depth, first, repeat
        self.cells: list[_Element] = []


class _OdsTable:
    """One sheet of the document, its rows and cells only where it is to be marked."""

    def __init__(self, name: str, start: int, end: int, depth: int, wanted: bool):
        self.name, self.start, self.end, self.depth, self._wanted = name, start, end, depth, wanted
        self.rows: list[_Element] = []
        self._columns: list[tuple[int, int, str]] = []
        self._row: _Element | None = None
        self._cell: _Element | None = None
        self._spans: list[tuple[int, int, int, int]] = []

    def opened(self, tag, depth: int) -> None:
        if not self._wanted or self._cell:
            return
        if tag.name == "table:table-column":
            first = self._columns[-1][0] + self._columns[-1][1] if self._columns else 1
            self._columns.append(
                (first, _count(tag.attributes, _REPEATED), tag.attributes.get("table:default-cell-style-name", ""))
            )
        elif tag.name == "table:table-row":
            first = self.rows[-1].first + self.rows[-1].repeat if self.rows else 1
            self._row = _Element(tag, depth, first, _count(tag.attributes, _ROWS_REPEATED))
            self.rows.append(self._row)
            if tag.empty:
                self._row = None
        elif tag.name in _CELLS and self._row:
            cells = self._row.cells
            first = cells[-1].first + cells[-1].repeat if cells else 1
            cell = _Element(tag, depth, first, _count(tag.attributes, _REPEATED))
            cells.append(cell)
            down, across = (
                _count(tag.attributes, "table:number-rows-spanned"),
                _count(tag.attributes, "table:number-columns-spanned"),
            )
            if (down > 1 or across > 1) and len(self._spans) < _MOST_SPANS:
                self._spans.append((self._row.first, first, self._row.first + down - 1, first + across - 1))
            if not tag.empty:
                self._cell = cell

    def closed(self, tag, depth: int) -> None:
        if self._cell and depth == self._cell.depth:
            self._cell.close, self._cell.end, self._cell = tag.start, tag.end, None
        elif self._row and not self._cell and depth == self._row.depth:
            self._row.close, self._row.end, self._row = tag.start, tag.end, None

    def mark(self, document: _Document, marks: dict[tuple[int, int | None], CellMark]) -> None:
        moved = []
        for (row, column), one in marks.items():
            row, column = self._anchor(row, self._first_column(row) if column is None else column)
            moved.append(CellMark(row, column, one.level, one.note))
        by_row: dict[int, dict[int, CellMark]] = {}
        for (row, column), one in sorted(merged(moved).items()):
            by_row.setdefault(row, {})[column] = one
        for row in self.rows:
            wanted = sorted(number for number in by_row if row.first <= number < row.first + row.repeat)
            if wanted:
                document.edits.replace(
                    row.start, row.end, self._marked_rows(document, row, {number: by_row[number] for number in wanted})
                )

    def _anchor(self, row: int, column: int) -> tuple[int, int]:
        for top, left, bottom, right in self._spans:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def _first_column(self, row: int) -> int:
        place = next((place for place in self.rows if place.first <= row < place.first + place.repeat), None)
        return next((cell.first for cell in place.cells if not cell.empty), 1) if place else 1

    def _marked_rows(self, document: _Document, row: _Element, marks: dict[int, dict[int, CellMark]]) -> str:
        """A row, or the rows it stands for: those with marks by themselves, the others repeated as they were."""
        text = document.text
        tag = text[row.start : row.inside]
        single = without_attribute(tag, _ROWS_REPEATED)
        pieces, number = [], row.first
        for wanted in [*marks, row.first + row.repeat]:
            if wanted > number:
                pieces += (_repeated(tag, _ROWS_REPEATED, wanted - number), text[row.inside : row.end])
            if wanted in marks:
                start = single[:-2].rstrip() + ">" if row.empty else single
                pieces += (start, self._marked_cells(document, row, marks[wanted]), "</table:table-row>")
            number = wanted + 1
        return "".join(pieces)

    def _marked_cells(self, document: _Document, row: _Element, marks: dict[int, CellMark]) -> str:
        text = document.text
        pieces, at = [], row.inside
        for cell in row.cells:
            pieces.append(text[at : cell.start])
            at = cell.end
            tag, rest = text[cell.start : cell.inside], text[cell.inside : cell.end]
            number = cell.first
            for wanted in [
                *(column for column in marks if cell.first <= column < cell.first + cell.repeat),
                cell.first + cell.repeat,
            ]:
                if wanted > number:
                    pieces += (_repeated(tag, _REPEATED, wanted - number), rest)
                if wanted < cell.first + cell.repeat:
                    pieces.append(self._marked_cell(document, row, cell, wanted, marks[wanted]))
                number = wanted + 1
        pieces.append(text[at : row.close] if not row.empty else "")
        after = row.cells[-1].first + row.cells[-1].repeat if row.cells else 1
        for column in (column for column in marks if column >= after):
            if column > after:
                pieces.append(_repeated("<table:table-cell/>", _REPEATED, column - after))
            style = document.with_background(self._default_style(row, column), marks[column].level)
            pieces.append(
                f'<table:table-cell table:style-name="{style}">{_annotation(document, marks[column].note)}</table:table-cell>'
            )
            after = column + 1
        return "".join(pieces)

    def _default_style(self, row: _Element, column: int) -> str:
        columns = next((style for first, count, style in self._columns if first <= column < first + count), "")
        return row.attributes.get("table:default-cell-style-name") or columns

    def _marked_cell(self, document: _Document, row: _Element, cell: _Element, column: int, one: CellMark) -> str:
        text = document.text
        style = cell.attributes.get("table:style-name") or self._default_style(row, column)
        tag = without_attribute(text[cell.start : cell.inside], _REPEATED)
        tag = with_attributes(tag, {"table:style-name": document.with_background(style, one.level)})
        if cell.empty:
            return f"{tag[:-2].rstrip()}>{_annotation(document, one.note)}</{cell.name}>"
        note = next((node for node in _children(text, cell) if node.name == "office:annotation"), None)
        if note is None:
            return f"{tag}{_annotation(document, one.note)}{text[cell.inside : cell.end]}"
        if note.empty:
            return f"{tag}{text[cell.inside : note.start]}{_annotation(document, one.note)}{text[note.end : cell.end]}"
        return f"{tag}{text[cell.inside : note.outside]}{_paragraphs(chr(10) + one.note, document.spaces)}{text[note.outside : cell.end]}"


def _children(text: str, cell: _Element) -> list[Node]:
    return tree(text, cell.start, cell.end).children


def _count(attributes: Mapping[str, str], name: str) -> int:
    written = attributes.get(name, "1")
    return max(1, int(written)) if written.isdigit() else 1


def _repeated(tag: str, name: str, count: int) -> str:
    return with_attributes(tag, {name: str(count)}) if count > 1 else without_attribute(tag, name)


def _paragraphs(text: str, spaces: str = "") -> str:
    return "".join(f"<text:p{spaces}>{xml_text(line)}</text:p>" for line in text.split("\n"))


def _annotation(document: _Document, note: str) -> str:
    width, height = (f"{pixels * 0.2646:.0f}mm" for pixels in note_size(note))
    return (
        f'<office:annotation{document.spaces} office:display="false" svg:width="{width}" svg:height="{height}">'
        f"<dc:creator>{AUTHOR}</dc:creator>{_paragraphs(note)}</office:annotation>"
    )


# -- the list of findings --------------------------------------------------------------------------------------------------------


def _landscape(package: Package) -> str:
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
    return all(re.search(rf"""\sxmlns:{name}\s*=\s*["']{re.escape(_SPACES[name])}["']""", source) for name in names)


def _add_listing(document: _Document, listing: Listing, old: bool, page: str) -> str:
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


def _listing_table(document: _Document, listing: Listing, name: str, page: str) -> str:
    def style(family: str, inside: str, more: str = "") -> str:
        return document.style(f'<style:style style:family="{family}"{more}>{inside}</style:style>', "packet")

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
        return f'<table:table-cell office:value-type="string" table:style-name="{look}">{_paragraphs(text)}</table:table-cell>'

    def leading(text: str, target: tuple[str, str]) -> str:
        address = "#'" + target[0].replace("'", "''") + f"'.{target[1]}"
        inside = (
            f'<text:p><text:a xlink:href="{xml_text(address)}" xlink:type="simple">{xml_text(text)}</text:a></text:p>'
        )
        return f'<table:table-cell office:value-type="string" table:style-name="{link}">{inside}</table:table-cell>'

    rows = [row(cell(HEADING, title)), *(row(cell(line, "Default")) for line in listing.about)]
    rows.append(row(*(cell(label, head) for label in COLUMNS)))
    for one in listing.rows:
        level, sheet, place, *others = one.texts
        rows.append(
            row(
                cell(level, shades[one.level]),
                cell(sheet, body),
                leading(place, one.target) if one.target else cell(place, body),
                *(cell(text, body) for text in others),
            )
        )
    written = "".join(f'<table:table-column table:style-name="{column}"/>' for column in columns)
    return f'<table:table{document.spaces} table:name="{xml_text(name)}" table:style-name="{table_style}">{written}{"".join(rows)}</table:table>'


# -- a copy that was sent back -----------------------------------------------------------------------------------------------------


def _unmarked(text: str) -> str:
    """The content without the colours and notes of an earlier marked copy."""
    ours = {f"#{colour}".lower() for colour in (*FILLS.values(), *DARK.values())}
    document = _Document(text, set())
    plain_styles: dict[str, str] = {}
    for name, node in document.styles.items():
        look = node.first("table-cell-properties")
        if look and look.attributes.get("fo:background-color", "").lower() in ours:
            plain_styles[name] = document.style(_restyled(text, node, "transparent"), "packetplain")
    earlier = next((table for table in document.tables if table.name == SHEET), None)
    note: Node | None = None
    for tag in tags(text, document.tables[0].start if document.tables else 0):
        if earlier and earlier.start <= tag.start < earlier.end:
            continue
        if (
            tag.name in _CELLS
            and not tag.closes
            and (style := plain_styles.get(tag.attributes.get("table:style-name", "")))
        ):
            document.edits.set(tag, **{"table:style-name": style})
        elif tag.name == "office:annotation" and not tag.closes and not tag.empty:
            note = tree(text, tag.start)
            _unmark_note(document, note)
    return document.done()


def _unmark_note(document: _Document, note: Node) -> None:
    paragraphs = [node for node in note.children if node.name == "text:p"]
    written = [plain(re.sub("<[^>]*>", "", document.text[node.inside : node.outside])) for node in paragraphs]
    first = next((at for at, line in enumerate(written) if line.startswith(NOTE_MARK)), None)
    if first is None:
        return
    while first and not written[first - 1]:
        first -= 1
    start, end = (paragraphs[first].start, paragraphs[-1].end) if first else (note.start, note.end)
    document.edits.replace(start, end, "")
