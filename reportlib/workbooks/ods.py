"""What every ODS of ours is made with: cells of lines, styles that are each made once, and files with the same bytes twice."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reportlib.workbooks.sheets import CHARACTER_MM
from reportlib.writing import same_bytes

if TYPE_CHECKING:
    from odf.opendocument import OpenDocument
    from odf.table import TableCell


def ods_bytes(book: OpenDocument) -> bytes:
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


def cell_of_lines(lines: Iterable[str], **attributes: str) -> TableCell:
    """A cell with a paragraph for each line.

    odfpy's check of each element against the grammar takes most of its time; a test reads the files back instead.
    """
    from odf.table import TableCell
    from odf.text import P

    cell = TableCell(check_grammar=False, **attributes)
    for line in lines:
        cell.addElement(P(text=line, check_grammar=False), check_grammar=False)
    return cell


class OdsStyles:
    """The styles of one document, each made once; they are given to elements by their names."""

    def __init__(self, book: OpenDocument):
        self._book = book
        self._made: set[str] = set()

    def is_made(self, name: str) -> bool:
        return name in self._made

    def add(self, name: str, family: str, *properties, **given) -> str:
        """The name of the style, which is made of these odfpy elements where it is not there yet."""
        from odf.style import Style

        if name not in self._made:
            style = Style(name=name, family=family, **given)
            for one in properties:
                style.addElement(one)
            self._book.automaticstyles.addElement(style)
            self._made.add(name)
        return name

    def add_format(self, shown) -> None:
        """Add a data style, which says how numbers or texts are shown."""
        self._book.automaticstyles.addElement(shown)

    def column(self, characters: int) -> str:
        """The style of a column that is so many characters wide."""
        from odf.style import TableColumnProperties

        width = TableColumnProperties(columnwidth=f"{characters * CHARACTER_MM:.1f}mm")
        return self.add(f"column{characters}", "table-column", width)
