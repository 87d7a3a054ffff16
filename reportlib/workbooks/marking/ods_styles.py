"""The cell styles of an ODS that is marked: each that is needed is made once, of one that is there."""

from __future__ import annotations

import re

from reportlib.workbooks.marking.marks import DARK, FILLS
from reportlib.workbooks.marking.splice import Node, Unmarkable, with_attributes, without_attribute, xml_text

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def missing_spaces(source: str) -> str:
    """The declarations of those namespaces that the root element (its attributes) has not; its prefixes must be the usual ones."""
    missing = []
    for name, space in SPACES.items():
        found = re.search(rf"""\sxmlns:{name}\s*=\s*["']([^"']*)""", source)
        if found and found[1] != space:
            raise Unmarkable
        if not found:
            missing.append(f' xmlns:{name}="{space}"')
    return "".join(missing)


class MarkedOdsStyles:
    """The styles of the document by their names, and the source of those that are new."""

    def __init__(self, text: str):
        self.cells: dict[str, Node] = {}
        self.spaces = ""  # what an element of ours must declare
        self._text = text
        self._new: list[str] = []
        self._made: dict[str, str] = {}

    @property
    def new(self) -> str:
        return "".join(self._new)

    def style(self, written: str, name: str) -> str:
        """Add an automatic style whose source has ``{name}`` where its name goes; the name."""
        if written not in self._made:
            number = len(self._made) + 1
            while f'"{name}{number}"' in self._text:
                number += 1000
            self._made[written] = f"{name}{number}"
            self._new.append(
                written.replace("<style:style ", f'<style:style style:name="{name}{number}"{self.spaces} ', 1)
            )
        return self._made[written]

    def with_background(self, style: str, level: str) -> str:
        """A style that differs from ``style`` ("" for the default one) in its background only."""
        node = self.cells.get(style)
        if node is None:
            parent = f' style:parent-style-name="{xml_text(style)}"' if style else ""
            return self.style(
                f'<style:style style:family="table-cell"{parent}><style:table-cell-properties fo:background-color="#{FILLS[level]}"/></style:style>',
                "packet",
            )
        look = node.first("text-properties")
        colour = look.attributes.get("fo:color", "") if look else ""
        light = re.fullmatch("#[0-9a-fA-F]{6}", colour) and min(int(colour[at : at + 2], 16) for at in (1, 3, 5)) > 0xB0
        return self.style(self.restyled(node, f"#{(DARK if light else FILLS)[level]}"), "packet")

    def restyled(self, node: Node, background: str) -> str:
        """The source of an automatic style with another background, without its name."""
        tag = without_attribute(self._text[node.start : node.inside], "style:name")
        if node.empty:
            return (
                f'{tag[:-2].rstrip()}><style:table-cell-properties fo:background-color="{background}"/></style:style>'
            )
        look = node.first("table-cell-properties")
        if look is None:
            return f'{tag}<style:table-cell-properties fo:background-color="{background}"/>{self._text[node.inside : node.end]}'
        changed = with_attributes(self._text[look.start : look.inside], {"fo:background-color": background})
        return f"{tag}{self._text[node.inside : look.start]}{changed}{self._text[look.inside : node.end]}"
