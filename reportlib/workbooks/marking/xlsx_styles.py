"""Cell formats of the marked copy: the old ones with a coloured ground."""

from __future__ import annotations

import re

from reportlib.workbooks.marking.marks import DARK, FILLS, LINK
from reportlib.workbooks.marking.splice import Edits, Node, prefix, tags, tree, with_attributes, xml_text
from reportlib.workbooks.marking.xlsx_book import CONTENT_TYPES, XML_HEAD, MarkedBook

_STYLES = tuple("numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split())


# -- styles ------------------------------------------------------------------------------------------------------------------


class MarkedStyles:
    """The cell formats of the workbook, and new ones made of them by changing the fill only."""

    def __init__(self, book: MarkedBook):
        self._book = book
        self._part = book.related(book.main, "styles")
        if not self._part:
            self._part = book.package.free("xl/styles{}.xml")
            book.package.set(self._part, XML_HEAD + f'<styleSheet xmlns="{book.namespace}"></styleSheet>')
            book.relate(book.main, "styles", self._part)
            book.content_type(self._part, f"{CONTENT_TYPES}styles+xml")
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
