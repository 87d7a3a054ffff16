"""Marks put into an ODS: cells coloured, annotations, and one more sheet. Everything else in the document stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportlib.workbooks.marking.marks import DARK, FILLS, NOTE_MARK, SHEET, CellsFound, Listing
from reportlib.workbooks.marking.ods_document import OdsDocument
from reportlib.workbooks.marking.ods_listing import add_listing, landscape
from reportlib.workbooks.marking.ods_sheet import CELLS
from reportlib.workbooks.marking.splice import Node, Package, Unmarkable, plain, tags, tree, xml_text

_CONTENT, _SETTINGS = "content.xml", "settings.xml"
_LONGEST_CONTENT = 40_000_000  # characters


def mark(data: bytes, marks: Mapping[str, CellsFound], listing: Listing, old_listing: bool = False) -> bytes:
    """The document with its marks and the list of findings as its last sheet; as :func:`reportlib.workbooks.marking.xlsx.mark`."""
    package = Package(data)
    text = package.text(_CONTENT)
    if len(text) > _LONGEST_CONTENT:
        raise Unmarkable
    if old_listing:
        text = _unmarked(text)
    document = OdsDocument(text, {name for name, some in marks.items() if some and not (old_listing and name == SHEET)})
    for table in document.tables:
        if table.rows and marks.get(table.name):
            table.mark(document.edits, document.styles, marks[table.name])
    name = add_listing(document, listing, old_listing, landscape(package))
    package.set(_CONTENT, document.done())
    if _SETTINGS in package:
        settings = re.sub(
            r'(<config:config-item config:name="ActiveTable"[^>]*>)[^<]*',
            lambda match: match[1] + xml_text(name),
            package.text(_SETTINGS),
        )
        package.set(_SETTINGS, settings)
    return package.bytes()


# -- a copy that was sent back -----------------------------------------------------------------------------------------------------


def _unmarked(text: str) -> str:
    """The content without the colours and notes of an earlier marked copy."""
    ours = {f"#{colour}".lower() for colour in (*FILLS.values(), *DARK.values())}
    document = OdsDocument(text, set())
    plain_styles: dict[str, str] = {}
    for name, node in document.styles.cells.items():
        look = node.first("table-cell-properties")
        if look and look.attributes.get("fo:background-color", "").lower() in ours:
            plain_styles[name] = document.styles.style(document.styles.restyled(node, "transparent"), "packetplain")
    earlier = next((table for table in document.tables if table.name == SHEET), None)
    note: Node | None = None
    for tag in tags(text, document.tables[0].start if document.tables else 0):
        if earlier and earlier.start <= tag.start < earlier.end:
            continue
        if (
            tag.name in CELLS
            and not tag.closes
            and (style := plain_styles.get(tag.attributes.get("table:style-name", "")))
        ):
            document.edits.set(tag, **{"table:style-name": style})
        elif tag.name == "office:annotation" and not tag.closes and not tag.empty:
            note = tree(text, tag.start)
            _unmark_note(document, note)
    return document.done()


def _unmark_note(document: OdsDocument, note: Node) -> None:
    paragraphs = [node for node in note.children if node.name == "text:p"]
    written = [plain(re.sub("<[^>]*>", "", document.text[node.inside : node.outside])) for node in paragraphs]
    first = next((at for at, line in enumerate(written) if line.startswith(NOTE_MARK)), None)
    if first is None:
        return
    while first and not written[first - 1]:
        first -= 1
    start, end = (paragraphs[first].start, paragraphs[-1].end) if first else (note.start, note.end)
    document.edits.replace(start, end, "")
