"""The rows of an ODS table as text.

odfpy makes an object of each cell and of each paragraph in it and walks through all of them four times. Here it makes one row
and one cell of each look, which say how the others are written and which styles are in use.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from odf.element import Element, Text
from odf.namespaces import TABLENS
from odf.table import TableCell, TableRow
from odf.text import P

PARAGRAPH = P(check_grammar=False).tagName
VALUE = ' office:value="{}"'


class OdsCell(NamedTuple):
    """A cell with a paragraph for each line, its attributes as odfpy calls them, the number that it is, and where it leads."""

    lines: Sequence[str]
    attributes: dict[str, str]
    number: str = ""
    leads: str = ""


class OdsRows(Element):
    """All rows of a table, one after the other, without an element about them."""

    def __init__(self) -> None:
        super().__init__(qname=(TABLENS, "table-rows"))
        self._written = io.StringIO()
        self._opened: dict[object, tuple[str, str]] = {}

    def add(self, cells: Iterable[OdsCell], is_repeated: bool = False, **attributes: object) -> None:
        """A row; ``is_repeated``: on every printed page."""
        write = self._written.write
        opened, closed = self._tags(TableRow, attributes)
        if is_repeated:
            write("<table:table-header-rows>")
        write(f"{opened}>")
        for cell in cells:
            self._add_cell(cell)
        write(closed)
        if is_repeated:
            write("</table:table-header-rows>")

    def _add_cell(self, cell: OdsCell) -> None:
        write = self._written.write
        given = {"valuetype": "", "value": "0"} if cell.number else {}
        opened, closed = self._tags(TableCell, given | cell.attributes)
        if cell.number:
            opened = opened.replace(VALUE.format(0), VALUE.format(cell.number), 1)
        if not cell.lines:
            write(f"{opened}/>")
            return
        write(f"{opened}>")
        begin, end = (
            (f'<text:a xlink:type="simple" xlink:href={quoteattr(cell.leads)}>', "</text:a>")
            if cell.leads
            else ("", "")
        )
        for line in cell.lines:
            if line:
                write(f"<{PARAGRAPH}>{begin}")
                Text(line).toXml(0, self._written)
                write(f"{end}</{PARAGRAPH}>")
            else:
                write(f"<{PARAGRAPH}/>")
        write(closed)

    def _tags(self, make: Callable[..., Element], attributes: Mapping[str, Any]) -> tuple[str, str]:
        """How odfpy writes an element: its tag up to the attributes, and its end."""
        key = (make, *attributes.items())
        if key not in self._opened:
            first = make(check_grammar=False, **attributes)
            self.addElement(first, check_grammar=False)
            text = io.StringIO()
            first.toXml(1, text)
            self._opened[key] = (text.getvalue().removesuffix("/>"), f"</{first.tagName}>")
        return self._opened[key]

    def toXml(self, level: int, f: io.StringIO) -> None:
        f.write(self._written.getvalue())
