"""Marks put into an XLSX: cells coloured, comments, and one more sheet. Everything else in the workbook stays as it is.

openpyxl would lose images, charts and computed values on the way, so the parts themselves are changed, and only where a mark goes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

from reportlib.annexes import text_width
from reportlib.marks import (
    AUTHOR,
    COLUMNS,
    DARK,
    FILLS,
    HEADING,
    LINK,
    NOTE_MARK,
    SHEET,
    WIDTHS,
    Listing,
    Mark,
    merged,
    note_size,
)
from reportlib.splice import (
    Edits,
    Node,
    Package,
    Tag,
    Unmarkable,
    excel_text,
    following,
    plain,
    prefix,
    tags,
    tree,
    with_attributes,
    xml_text,
)
from reportlib.workbooks import letters

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SUFFIXES = {
    f"{_CONTENT}sheet.main+xml": ".xlsx",
    f"{_CONTENT}template.main+xml": ".xltx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xltm",
}
# The order of the children that the schema wants.
_SHEET = tuple(
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter "
    "sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions "
    "pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst".split()
)
_STYLES = tuple("numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split())
_WORKBOOK = tuple(
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr "
    "oleSize customWorkbookViews pivotCaches webPublishing fileRecoveryPr webPublishObjects extLst".split()
)
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_SHAPE = re.compile(r"<(\w+):shape\b[^>]*(?<!/)>.*?</\1:shape\s*>", re.DOTALL)
_SHAPE_NUMBER = re.compile(r"_x0000_s([0-9]{1,9})")
_PIXELS_A_CHARACTER, _PIXELS_A_ROW = 7, 20
_MOST_LINKS = 60_000  # Excel takes 65,530 a sheet


def mark(
    data: bytes, marks: Mapping[str, Sequence[Mark]], listing: Listing, old_listing: bool = False
) -> tuple[bytes, str]:
    """The workbook with its marks and the list of findings as its last sheet, and the suffix of its name.

    ``marks`` is by sheet name; ``old_listing`` says that a sheet of that name is ours, from an earlier copy, and is replaced.
    :class:`Unmarkable` for a workbook that is put together in an unknown way.
    """
    book = _Book(Package(data))
    styles = _Styles(book)
    for name, part in book.sheets.items():
        if name != SHEET or not old_listing:
            _mark_sheet(book, styles, part, merged(marks.get(name, ())), clean=old_listing)
    _add_listing(book, styles, listing, old_listing)
    styles.save()
    book.save()
    return book.package.bytes(), book.suffix


# -- the parts and how they refer to one another -------------------------------------------------------------------------------


class _Book:
    """The workbook part, its sheets (name to part), the relations of every part and the content types."""

    def __init__(self, package: Package):
        self.package = package
        main = next((target for kind, target, _ in self.relations("") if kind.endswith("/officeDocument")), "")
        if main not in package:
            raise Unmarkable
        self.main, self.text = main, package.text(main)
        self.root = tree(self.text)
        self.strict = f'"{_STRICT_MAIN}"' in self.root.source
        self.namespace = _STRICT_MAIN if self.strict else _MAIN
        self.relation_types = _STRICT_RELATIONS if self.strict else _RELATIONS
        self.types = package.text("[Content_Types].xml")
        self.types_root = tree(self.types)
        self._new_types: list[str] = []
        targets = self.targets(main)
        self.sheets: dict[str, str] = {}
        self.hidden: set[str] = set()
        for sheet in self.sheet_nodes():
            part = targets.get(sheet.get("id"), "")
            if part not in package:
                raise Unmarkable
            text = package.text(part)
            if next((tag.local for tag in tags(text)), "") != "worksheet":  # a sheet that is one chart
                package.set(part, re.sub(r'(<(?:\w+:)?sheetView\b[^>]*?\stabSelected=")(?:1|true)"', r'\g<1>0"', text))
                continue
            self.sheets[sheet.get("name")] = part
            if sheet.get("state") not in ("", "visible"):
                self.hidden.add(sheet.get("name"))
        kind = next(
            (node.get("ContentType") for node in self.types_root.children if node.get("PartName").lstrip("/") == main),
            "",
        )
        self.suffix = _SUFFIXES.get(kind, ".xlsx")

    def sheet_nodes(self) -> list[Node]:
        listed = self.root.first("sheets")
        return listed.all("sheet") if listed else []

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """(type, part it leads to, id) of each relation of a part that leads to a part."""
        member = relations_part(part)
        if member not in self.package:
            return []
        return [
            (
                node.get("Type"),
                posixpath.normpath(posixpath.join("/", posixpath.dirname(part), node.get("Target"))).lstrip("/"),
                node.get("Id"),
            )
            for node in tree(self.package.text(member)).children
            if node.get("TargetMode") != "External"
        ]

    def targets(self, part: str) -> dict[str, str]:
        return {id_: target for _, target, id_ in self.relations(part)}

    def related(self, part: str, kind: str) -> str:
        """The part that a relation of this type leads to, "" for none."""
        return next(
            (
                target
                for type_, target, _ in self.relations(part)
                if type_.endswith(f"/{kind}") and target in self.package
            ),
            "",
        )

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation; its id."""
        member = relations_part(part)
        text = (
            self.package.text(member)
            if member in self.package
            else f'{_HEAD}<Relationships xmlns="{_PACKAGE}"></Relationships>'
        )
        root = tree(text)
        taken = {node.get("Id").lower() for node in root.children}
        id_ = next(name for number in range(1, len(taken) + 2) if (name := f"rIdPacket{number}").lower() not in taken)
        edits = Edits(text)
        new = f'<{prefix(root.name)}Relationship Id="{id_}" Type="{self.relation_types}/{kind}" Target="{xml_text("/" + target)}"/>'
        edits.append(root, new)
        self.package.set(member, edits.done())
        return id_

    def content_type(self, part: str, kind: str) -> None:
        self._new_types.append(
            f'<{prefix(self.types_root.name)}Override PartName="{xml_text("/" + part)}" ContentType="{kind}"/>'
        )

    def default_type(self, extension: str, kind: str) -> None:
        known = {node.get("Extension").lower() for node in self.types_root.all("Default")}
        new = f'<{prefix(self.types_root.name)}Default Extension="{extension}" ContentType="{kind}"/>'
        if extension not in known and new not in self._new_types:
            self._new_types.append(new)

    def save(self) -> None:
        if self._new_types:
            edits = Edits(self.types)
            edits.append(self.types_root, "".join(self._new_types))
            self.package.set("[Content_Types].xml", edits.done())


def relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


# -- styles ------------------------------------------------------------------------------------------------------------------


class _Styles:
    """The cell formats of the workbook, and new ones made of them by changing the fill only."""

    def __init__(self, book: _Book):
        self._book = book
        self._part = book.related(book.main, "styles")
        if not self._part:
            self._part = book.package.free("xl/styles{}.xml")
            book.package.set(self._part, _HEAD + f'<styleSheet xmlns="{book.namespace}"></styleSheet>')
            book.relate(book.main, "styles", self._part)
            book.content_type(self._part, f"{_CONTENT}styles+xml")
        self._text = book.package.text(self._part)
        self._root = tree(self._text)
        self._prefix = prefix(self._root.name)
        self._lists = {
            name: self._root.first(name) for name in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
        }
        self._counts = {name: len(node.children) if node else 0 for name, node in self._lists.items()}
        self._new: dict[str, list[str]] = {name: [] for name in self._lists}
        defaults = {
            "fonts": self._tagged('<font><sz val="11"/><name val="Calibri"/></font>'),
            "fills": self._tagged(
                '<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'
            ),
            "borders": self._tagged("<border><left/><right/><top/><bottom/><diagonal/></border>"),
            "cellStyleXfs": self._tagged('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'),
            "cellXfs": self._tagged('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'),
        }
        for name, written in defaults.items():
            if not self._counts[name]:
                for one in written:
                    self._add(name, one)
        self._formats = self._lists["cellXfs"].children if self._lists["cellXfs"] else []
        self._made: dict[tuple, int] = {}
        self._light_fonts = {
            at
            for at, font in enumerate(self._lists["fonts"].children if self._lists["fonts"] else ())
            if _is_light(font)
        }
        fills = self._lists["fills"].children if self._lists["fills"] else []
        self._our_fills = {str(at) for at, fill in enumerate(fills) if _is_ours(fill)}

    def _tagged(self, *written: str) -> list[str]:
        return [re.sub(r"<(/?)(?=\w)", rf"<\1{self._prefix}", one) for one in written]

    def _add(self, name: str, written: str) -> int:
        self._new[name].append(written)
        return self._counts[name] + len(self._new[name]) - 1

    def _once(self, name: str, written: str) -> int:
        key = (name, written)
        if key not in self._made:
            self._made[key] = self._add(name, self._tagged(written)[0])
        return self._made[key]

    def _fill(self, colour: str) -> int:
        written = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill></fill>'
        return self._once("fills", written)

    def _format(self, style: int) -> tuple[str, Node | None]:
        """The source of a cell format, and where it stands (None: the default one that we made ourselves)."""
        if not self._formats:
            return self._new["cellXfs"][0], None
        node = self._formats[style if style < len(self._formats) else 0]
        return self._text[node.start : node.end], node

    def marked(self, style: int, level: str) -> int:
        """The format that differs from ``style`` in its fill only; a dark fill under light writing."""
        key = ("marked", style, level)
        if key not in self._made:
            source, node = self._format(style)
            light = node is not None and int(node.get("fontId", "0") or 0) in self._light_fonts
            fill = self._fill((DARK if light else FILLS)[level])
            self._made[key] = self._add("cellXfs", _with_fill(source, fill))
        return self._made[key]

    def unmarked(self, style: int) -> int | None:
        """The format without the fill of an earlier marked copy; None where it has no such fill."""
        if style >= len(self._formats) or self._formats[style].get("fillId") not in self._our_fills:
            return None
        key = ("unmarked", style)
        if key not in self._made:
            self._made[key] = self._add("cellXfs", _with_fill(self._format(style)[0], 0))
        return self._made[key]

    def text(
        self, bold: bool = False, link: bool = False, colour: str = "", size: int = 0, wrapped: bool = True
    ) -> int:
        """A format for our own sheet: text from the top, no fill or one of ours; what looks like a formula stays text."""
        look = f'{"<b/>" if bold else ""}{"<u/>" if link else ""}<sz val="{size or 11}"/>'
        shade = f'<color rgb="FF{LINK}"/>' if link else ""
        font = self._once("fonts", f"<font>{look}{shade}{self._font_face()}</font>")
        fill = self._fill(colour) if colour else 0
        alignment = f'<alignment vertical="top" wrapText="{int(wrapped)}"/>'
        flags = f'applyFont="1" applyFill="{int(bool(fill))}" applyAlignment="1" quotePrefix="1"'
        return self._once(
            "cellXfs",
            f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1" {flags}>{alignment}</xf>',
        )

    def _font_face(self) -> str:
        fonts = self._lists["fonts"]
        named = fonts.children[0].first("name") if fonts and fonts.children else None
        return f'<name val="{xml_text(named.get("val", "Calibri") if named else "Calibri")}"/>'

    def save(self) -> None:
        edits = Edits(self._text)
        for name, written in self._new.items():
            if not written:
                continue
            node, total = self._lists[name], self._counts[name] + len(written)
            if node is None:
                edits.place(
                    self._root,
                    _STYLES,
                    name,
                    f'<{self._prefix}{name} count="{total}">{"".join(written)}</{self._prefix}{name}>',
                )
            elif node.empty:
                edits.replace(
                    node.start,
                    node.end,
                    with_attributes(self._text[node.start : node.end][:-2] + ">", {"count": str(total)})
                    + "".join(written)
                    + f"</{node.name}>",
                )
            else:
                edits.set(node, count=str(total))
                edits.append(node, "".join(written))
        self._book.package.set(self._part, edits.done())


def _with_fill(source: str, fill: int) -> str:
    end = next(tags(source)).end
    return with_attributes(source[:end], {"fillId": str(fill), "applyFill": "1"}) + source[end:]


def _is_light(font: Node) -> bool:
    colour = font.first("color")
    if colour is None:
        return False
    if colour.get("theme") == "0" and not colour.get("tint").startswith("-"):
        return True
    rgb = colour.get("rgb")[-6:]
    return (
        len(rgb) == 6 and min(int(rgb[at : at + 2], 16) for at in (0, 2, 4)) > 0xB0
        if re.fullmatch("[0-9A-Fa-f]{6}", rgb)
        else False
    )


def _is_ours(fill: Node) -> bool:
    return any(
        node.local == "fgColor" and node.get("rgb").upper()[-6:] in {*FILLS.values(), *DARK.values()}
        for node in fill.walk()
    )


# -- one sheet of the agency's -------------------------------------------------------------------------------------------------


def _mark_sheet(
    book: _Book, styles: _Styles, part: str, marks: dict[tuple[int, int | None], Mark], clean: bool
) -> None:
    text = book.package.text(part)
    edits = Edits(text)
    sheet = _Sheet(text, None if clean else {row for row, _ in marks})
    placed = _placed(sheet, marks) if marks else {}
    if clean:
        _unmark_cells(sheet, styles, edits, set(placed))
        _unmark_notes(book, part)
    for view in sheet.views:  # ours is the sheet that is shown first
        if view.attributes.get("tabSelected") in ("1", "true"):
            edits.set(view, tabSelected="0")
    if placed:
        _mark_cells(sheet, styles, edits, placed)
        _add_notes(book, part, edits, sheet, placed)
    book.package.set(part, edits.done())


class _Sheet:
    """Where the rows, cells and merged ranges of a worksheet part stand; the cells of ``wanted`` rows only, unless None."""

    def __init__(self, text: str, wanted: set[int] | None):
        self.text = text
        self.name = ""
        self.rows: dict[int, _RowPlace] = {}
        self.data: Node | None = None
        self.merged: list[tuple[int, int, int, int]] = []
        self.views: list[Tag] = []
        self.columns: list[dict[str, str]] = []
        self.children: list[Tag] = []  # the elements right under the root
        self.end = 0
        self._read_frame(0)
        if self.data is None:
            raise Unmarkable
        self.prefix = prefix(self.name)
        if not self.data.empty:
            close = f"</{self.data.name}"
            self.data.outside = text.rfind(close)
            if self.data.outside < self.data.inside:
                raise Unmarkable
            self.data.end = text.index(">", self.data.outside) + 1
            self._read_frame(self.data.end)
        if not self.end:
            raise Unmarkable
        if wanted is not None:
            wanted = wanted | {top for top, _, bottom, _ in self.merged if any(top <= row <= bottom for row in wanted)}
        self._read_rows(wanted)

    def _read_frame(self, start: int) -> None:
        """What stands before the rows, or (from their end) behind them."""
        depth = 1 if start else 0
        for tag in tags(self.text, start):
            name = tag.local
            if tag.closes:
                depth -= 1
                if depth == 0:
                    self.end = tag.start
                continue
            if depth == 1:
                self.children.append(tag)
            elif depth == 0:
                self.name = tag.name
            depth += not tag.empty
            if name == "sheetData" and self.data is None:
                self.data = Node(tag.name, tag.source, tag.start, tag.end, tag.empty, tag.end, tag.end)
                if not tag.empty:
                    return
            elif name == "sheetView":
                self.views.append(tag)
            elif name == "col" and self.data is None:
                self.columns.append(tag.attributes)
            elif name == "mergeCell":
                corners = [_PLACE.fullmatch(end) for end in tag.attributes.get("ref", "").split(":")]
                if len(corners) == 2 and all(corners):
                    (top, bottom), (left, right) = (
                        sorted(int(end[2]) for end in corners),
                        sorted(column_number(end[1]) for end in corners),
                    )
                    self.merged.append((top, left, bottom, right))

    def _read_rows(self, wanted: set[int] | None) -> None:
        number = 0
        row: _RowPlace | None = None
        for tag in tags(self.text, self.data.inside, self.data.outside, only=f"{self.prefix}row"):
            if tag.closes:
                row.close, row.end = tag.start, tag.end
                if wanted is None or number in wanted:
                    row.cells = list(self._cells(row))
                continue
            attributes = tag.attributes
            written = attributes.get("r", "")
            number = int(written) if written.isdigit() else number + 1
            row = _RowPlace(tag.start, tag.end, tag.empty, attributes)
            if number in self.rows:
                raise Unmarkable
            self.rows[number] = row
            if tag.empty:
                row.close = row.end = tag.end

    def _cells(self, row: _RowPlace) -> Iterator[list]:
        column = 0
        cell: list = []
        for tag in tags(self.text, row.inside, row.close, only=f"{self.prefix}c"):
            if tag.closes:
                cell[3] = tag.end
                continue
            place = _PLACE.fullmatch(tag.attributes.get("r", ""))
            column = column_number(place[1]) if place else column + 1
            cell = [column, tag.start, tag.end, tag.end, tag.empty]
            yield cell

    def child(self, name: str) -> Tag | None:
        return next((tag for tag in self.children if tag.local == name), None)

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows what this one holds: the first of a merged range."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def first_column(self, row: int) -> int:
        """The first cell of a row that holds something, for what is said about the whole row."""
        place = self.rows.get(row)
        return next((cell[0] for cell in place.cells if not cell[4] and cell[2] < cell[3]), 1) if place else 1

    def column_style(self, column: int) -> int:
        for attributes in self.columns:
            if int(attributes.get("min", "0") or 0) <= column <= int(attributes.get("max", "0") or 0):
                return int(attributes.get("style", "0") or 0)
        return 0

    def column_pixels(self, column: int) -> int:
        for attributes in self.columns:
            if int(attributes.get("min", "0") or 0) <= column <= int(attributes.get("max", "0") or 0):
                if attributes.get("hidden") in ("1", "true"):
                    return 0
                return int(float(attributes.get("width", "8.43") or 8.43) * _PIXELS_A_CHARACTER) + 5
        return 64

    def row_pixels(self, row: int) -> int:
        place = self.rows.get(row)
        if place is None:
            return _PIXELS_A_ROW
        if place.attributes.get("hidden") in ("1", "true"):
            return 0
        return int(float(place.attributes.get("ht", "15") or 15) * 4 / 3)


class _RowPlace:
    __slots__ = ("attributes", "cells", "close", "empty", "end", "inside", "start")

    def __init__(self, start: int, inside: int, empty: bool, attributes: dict[str, str]):
        self.start, self.inside, self.empty, self.attributes = start, inside, empty, attributes
        self.close = self.end = -1
        self.cells: list[list] = []  # [column, start, end of the start tag, end, has no content]


def column_number(name: str) -> int:
    number = 0
    for letter in name:
        number = 26 * number + ord(letter) - 64
    return number


def _placed(sheet: _Sheet, marks: dict[tuple[int, int | None], Mark]) -> dict[tuple[int, int], Mark]:
    """The marks by the cell that carries them; several that come to one cell are one mark."""
    moved = []
    for (row, column), one in marks.items():
        row, column = sheet.anchor(row, sheet.first_column(row) if column is None else column)
        moved.append(Mark(row, column, one.level, one.note))
    return {(row, column): one for (row, column), one in sorted(merged(moved).items()) if column is not None}


def _style_of(tag: str) -> int:
    found = re.search(r"""\ss\s*=\s*["'](\d+)["']""", tag)
    return int(found[1]) if found else 0


def _mark_cells(sheet: _Sheet, styles: _Styles, edits: Edits, placed: Mapping[tuple[int, int], Mark]) -> None:
    text, p = sheet.text, sheet.prefix
    by_row: dict[int, list[Mark]] = {}
    for (row, _), one in placed.items():
        by_row.setdefault(row, []).append(one)
    new_rows: list[tuple[int, str]] = []
    for number, marks in sorted(by_row.items()):
        row = sheet.rows.get(number)
        if row is None:
            cells = "".join(
                _new_cell(p, number, one.column, styles.marked(sheet.column_style(one.column), one.level))
                for one in marks
            )
            new_rows.append((number, f'<{p}row r="{number}">{cells}</{p}row>'))
            continue
        missing: list[tuple[int, str]] = []
        for one in marks:
            cell = next((cell for cell in row.cells if cell[0] == one.column), None)
            if cell:
                tag = text[cell[1] : cell[2]]
                edits.replace(
                    cell[1], cell[2], with_attributes(tag, {"s": str(styles.marked(_style_of(tag), one.level))})
                )
            else:
                base = (
                    int(row.attributes.get("s", "0") or 0)
                    if row.attributes.get("customFormat") in ("1", "true")
                    else sheet.column_style(one.column)
                )
                missing.append((one.column, _new_cell(p, number, one.column, styles.marked(base, one.level))))
        if missing and row.empty:
            tag = text[row.start : row.end - 2].rstrip() + ">"
            edits.replace(
                row.start, row.end, f"{_wide_enough(tag, missing)}{''.join(new for _, new in missing)}</{p}row>"
            )
            continue
        for column, new in missing:
            after = next((cell for cell in row.cells if cell[0] > column), None)
            edits.insert(after[1] if after else row.close, new)
        if missing and (wide := _wide_enough(text[row.start : row.inside], missing)) != text[row.start : row.inside]:
            edits.replace(row.start, row.inside, wide)
    if new_rows and sheet.data.empty:
        edits.replace(
            sheet.data.start,
            sheet.data.end,
            f"<{sheet.data.name}>{''.join(new for _, new in new_rows)}</{sheet.data.name}>",
        )
        return
    numbers = sorted(sheet.rows)
    for number, new in new_rows:
        after = next((other for other in numbers if other > number), None)
        edits.insert(sheet.rows[after].start if after else sheet.data.outside, new)


def _new_cell(p: str, row: int, column: int, style: int) -> str:
    return f'<{p}c r="{letters(column)}{row}" s="{style}"/>'


def _wide_enough(tag: str, missing: list[tuple[int, str]]) -> str:
    """The row's start tag with ``spans`` that hold the new cells too."""
    found = re.search(r'\sspans\s*=\s*"(\d+):(\d+)"', tag)
    if not found:
        return tag
    low, high = min(int(found[1]), missing[0][0]), max(int(found[2]), missing[-1][0])
    return with_attributes(tag, {"spans": f"{low}:{high}"})


def _unmark_cells(sheet: _Sheet, styles: _Styles, edits: Edits, marked: set[tuple[int, int]]) -> None:
    """Cells that an earlier copy coloured and that are not wrong any more lose that colour."""
    for number, row in sheet.rows.items():
        for column, start, inside, _, _ in row.cells:
            if (number, column) not in marked and (
                style := styles.unmarked(_style_of(sheet.text[start:inside]))
            ) is not None:
                edits.replace(start, inside, with_attributes(sheet.text[start:inside], {"s": str(style)}))


# -- comments ------------------------------------------------------------------------------------------------------------------


def _add_notes(book: _Book, part: str, edits: Edits, sheet: _Sheet, placed: Mapping[tuple[int, int], Mark]) -> None:
    """Put the notes into the sheet's comments and their boxes into its drawing."""
    package = book.package
    comments = book.related(part, "comments")
    if not comments:
        comments = package.free("xl/comments{}.xml")
        package.set(
            comments,
            f'{_HEAD}<comments xmlns="{book.namespace}"><authors></authors><commentList></commentList></comments>',
        )
        book.relate(part, "comments", comments)
        book.content_type(comments, f"{_CONTENT}comments+xml")
    text = package.text(comments)
    root = tree(text)
    p = prefix(root.name)
    authors, listed = root.first("authors"), root.first("commentList")
    if authors is None or listed is None:
        raise Unmarkable
    changes = Edits(text)
    author = next((at for at, node in enumerate(authors.children) if text[node.inside : node.outside] == AUTHOR), None)
    if author is None:
        author = len(authors.children)
        changes.append(authors, f"<{p}author>{AUTHOR}</{p}author>")
    there = {node.get("ref"): node for node in listed.children}
    new, written = [], []
    for one in placed.values():
        place = f"{letters(one.column)}{one.row}"
        if place in there:
            _append_note(changes, there[place], p, one.note)
        else:
            new.append(one)
            written.append(
                f'<{p}comment ref="{place}" authorId="{author}"><{p}text>{_run(p, one.note)}</{p}text></{p}comment>'
            )
    if written:
        changes.append(listed, "".join(written))
        _add_boxes(book, part, edits, sheet, new)
    package.set(comments, changes.done())


def _run(p: str, note: str) -> str:
    return f'<{p}r><{p}rPr><{p}sz val="10"/></{p}rPr><{p}t xml:space="preserve">{excel_text(note)}</{p}t></{p}r>'


def _append_note(changes: Edits, comment: Node, p: str, note: str) -> None:
    """Put our note under what somebody else wrote on the cell."""
    inside = comment.first("text")
    if inside is None:
        changes.append(comment, f"<{p}text>{_run(p, note)}</{p}text>")
        return
    run, at = _run(p, f"\n\n{note}"), inside.inside
    for child in inside.children:
        if child.local == "t":
            changes.replace(child.start, child.end, f"<{p}r>{changes.text[child.start : child.end]}</{p}r>")
        if child.local in ("t", "r"):
            at = child.end
    if inside.empty:
        changes.append(inside, run)
    else:
        changes.insert(at, run)


def _add_boxes(book: _Book, part: str, edits: Edits, sheet: _Sheet, marks: Sequence[Mark]) -> None:
    package = book.package
    drawing = sheet.child("legacyDrawing")
    member = ""
    if drawing:
        id_ = next((value for name, value in drawing.attributes.items() if name.endswith(":id")), "")
        member = book.targets(part).get(id_, "")
        if member not in package:
            raise Unmarkable
        text = package.text(member)
    else:
        member = package.free("xl/drawings/vmlDrawing{}.vml")
        text = _VML
        id_ = book.relate(part, "vmlDrawing", member)
        book.default_type("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        at = following(sheet.children, _SHEET, "legacyDrawing", sheet.end)
        edits.insert(at, f'<{sheet.prefix}legacyDrawing xmlns:r="{book.relation_types}" r:id="{id_}"/>')
    close = text.rfind("</")
    if close < 0 or not text[close:].startswith("</xml"):
        raise Unmarkable
    number = max([1024, *map(int, _SHAPE_NUMBER.findall(text))])
    kind = "" if '"_x0000_t202"' in text else _SHAPE_TYPE
    boxes = "".join(_box(number + at, one, sheet) for at, one in enumerate(marks, 1))
    package.set(member, f"{text[:close]}{kind}{boxes}{text[close:]}")


_NAMES = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"'
_VML = f'<xml {_NAMES}>\n<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
_SHAPE_TYPE = (
    f'<v:shapetype {_NAMES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def _box(number: int, one: Mark, sheet: _Sheet) -> str:
    """The yellow box of a note, hidden until one points at its cell; to the right of it, as large as its text."""
    width, height = note_size(one.note)
    left, top = one.column, max(0, one.row - 2)
    right, right_rest = _reach(left, 15 + width, sheet.column_pixels)
    bottom, bottom_rest = _reach(top, 8 + height, sheet.row_pixels)
    anchor = f"{left}, 15, {top}, 8, {right}, {right_rest}, {bottom}, {bottom_rest}"
    return (
        f'<v:shape {_NAMES} id="_x0000_s{number}" type="#_x0000_t202" '
        f'style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width * 3 // 4}pt;height:{height * 3 // 4}pt;z-index:{number - 1024};visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>'
        f"<x:Row>{one.row - 1}</x:Row><x:Column>{one.column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _reach(first: int, pixels: int, size) -> tuple[int, int]:
    """The row or column (0 for the first) in which so many pixels from the beginning of ``first`` end, and how far into it."""
    at = first
    while pixels > (step := size(at + 1)) and at < first + 200:
        pixels -= step
        at += 1
    return at, min(pixels, size(at + 1))


def _unmark_notes(book: _Book, part: str) -> None:
    """Take the notes of an earlier marked copy out again, and leave those of others."""
    comments = book.related(part, "comments")
    if not comments:
        return
    text = book.package.text(comments)
    changes, gone = Edits(text), set()
    for comment in (node for node in tree(text).walk() if node.local == "comment"):
        pieces = [node for node in comment.walk() if node.local == "t" and not node.empty]
        written = [plain(text[node.inside : node.outside]) for node in pieces]
        keep = "".join(written).find(NOTE_MARK)
        if keep < 0:
            continue
        kept = "".join(written)[:keep].rstrip("\n")
        if not kept:
            changes.replace(comment.start, comment.end, "")
            gone.add(comment.get("ref"))
            continue
        left = len(kept)
        for node, piece in zip(pieces, written, strict=True):
            if left < len(piece):
                changes.replace(node.inside, node.outside, xml_text(piece[:left]))
            left = max(0, left - len(piece))
    book.package.set(comments, changes.done())
    drawing = book.related(part, "vmlDrawing")
    if gone and drawing:

        def without(match: re.Match) -> str:
            row, column = (re.search(rf"<\w+:{name}>\s*(\d+)\s*</", match[0]) for name in ("Row", "Column"))
            return "" if row and column and f"{letters(int(column[1]) + 1)}{int(row[1]) + 1}" in gone else match[0]

        book.package.set(drawing, _SHAPE.sub(without, book.package.text(drawing)))


# -- the list of findings --------------------------------------------------------------------------------------------------------


def _add_listing(book: _Book, styles: _Styles, listing: Listing, old: bool) -> None:
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
        book.content_type(part, f"{_CONTENT}worksheet+xml")
    book.package.set(part, _listing_sheet(book, styles, listing))
    p = prefix(book.root.name)
    views = book.root.first("bookViews")
    if views is not None and views.children:
        edits.set(views.children[0], activeTab=str(at))
    elif views is None:
        edits.place(
            book.root, _WORKBOOK, "bookViews", f'<{p}bookViews><{p}workbookView activeTab="{at}"/></{p}bookViews>'
        )
    book.package.set(book.main, edits.done())


_LINE, _TALLEST = 16, 409  # points; a program that prints a sheet nobody has opened measures no rows itself


def _lines(text: str, width: int) -> int:
    """In how many lines a column of this width shows a text; a tenth more than they measure, since writings differ."""
    return sum(max(1, -(-text_width(line) * 11 // (10 * width))) for line in text.split("\n"))


def _listing_sheet(book: _Book, styles: _Styles, listing: Listing) -> str:
    rows, links = [], []

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
    for row in listing.rows:
        lines = max(_lines(text, width) for text, width in zip(row.texts, WIDTHS, strict=True))
        put(
            *(
                (text, shades[row.level] if at == 0 else link if at == 2 and row.target else body)
                for at, text in enumerate(row.texts)
            ),
            lines=lines,
        )
        if row.target and len(links) < _MOST_LINKS:
            sheet, cell = row.target
            location = "'" + sheet.replace("'", "''") + f"'!{cell}"
            links.append(f'<hyperlink ref="C{len(rows)}" location="{xml_text(location)}" display="{xml_text(cell)}"/>')
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(WIDTHS, 1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{book.namespace}"><sheetPr><tabColor rgb="FF{DARK["error"]}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{letters(len(COLUMNS))}{len(rows)}"/>'
        f'<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{head + 1}" sqref="A{head + 1}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        f"{'<hyperlinks>' + ''.join(links) + '</hyperlinks>' if links else ''}"
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
