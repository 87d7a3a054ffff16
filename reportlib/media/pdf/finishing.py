"""What typst leaves to do on a finished PDF: row headers, links from file to file, and open bookmarks.

typst 0.15 tags header cells of the first row only (its ``pdf.header-cell`` is behind a switch that its Python package does
not have), knows links to addresses but not to other PDF files, and folds its bookmarks. Each of these is a word in one of
the PDF's objects, which typst writes plainly, one a line; the objects are read, changed and written back with a new table
of their places. A PDF that is not written like that is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_TABLE = re.compile(rb"xref\n0 (\d+)\n.*?trailer\n(.*?)\nstartxref\n\d+\n%%EOF\s*\Z", re.DOTALL)
_KIDS = re.compile(rb"/K\[?((?: ?\d+ 0 R)+)\]?")
_HEADERS = re.compile(rb"/O/Table/Headers\[(?:\([^)]*\))*\]")
_ADDRESS = re.compile(rb"/A<</Type/Action/S/URI/URI\((\w+\.pdf)#(nameddest|page)=([\w-]+)\)>>")
_CONTENTS = re.compile(rb"/Contents\(\w+\.pdf#[\w=-]+\)")
_FOLDED = re.compile(rb"/Count -(\d+)")
PROOF = "數字出處（附卷）"


def finished(pdf: bytes) -> bytes:
    """The PDF with the first cell of every row of a table's body as its header, links to other files that lead there, and
    bookmarks that stand open."""
    table = _TABLE.search(pdf)
    found = {int(one[1]): one for one in _OBJECT.finditer(pdf)} if table else {}
    if table is None or len(found) + 1 != int(table[1]):
        return pdf
    objects = {number: one[2] for number, one in found.items()}
    for number in list(_body_cells(objects)):
        objects[number] = _HEADERS.sub(b"/O/Table", objects[number])
    for number in list(_row_headers(objects)):
        objects[number] = (
            objects[number].replace(b"/S/TD/", b"/S/TH/", 1).replace(b"/O/Table", b"/O/Table/Scope/Row", 1)
        )
    for number, text in objects.items():
        if text.startswith(b"<</Type/Annot"):
            objects[number] = _leading(text)
        elif text.startswith(b"<</Parent") and b"/Count -" in text:
            objects[number] = _FOLDED.sub(rb"/Count \1", text)
    _count_open(objects)
    return _written(pdf, found, objects, table[2])


def _elements(objects: dict[int, bytes], kind: bytes) -> Iterator[tuple[int, bytes]]:
    start = b"<</Type/StructElem/S/" + kind + b"/"
    return ((number, text) for number, text in objects.items() if text.startswith(start))


def _kids(text: bytes) -> list[int]:
    kids = _KIDS.search(text)
    return [int(one) for one in re.findall(rb"(\d+) 0 R", kids[1])] if kids else []


def _body_rows(objects: dict[int, bytes]) -> Iterator[list[int]]:
    """The cells of each row of a body that has two or more."""
    for _, body in _elements(objects, b"TBody"):
        for row in _kids(body):
            cells = _kids(objects[row])
            if len(cells) > 1:
                yield cells


def _body_cells(objects: dict[int, bytes]) -> Iterator[int]:
    """Cells name the headers of their column, and by that no others: their places say both."""
    for cells in _body_rows(objects):
        yield from cells


def _row_headers(objects: dict[int, bytes]) -> Iterator[int]:
    return (cells[0] for cells in _body_rows(objects) if objects[cells[0]].startswith(b"<</Type/StructElem/S/TD/"))


def _leading(text: bytes) -> bytes:
    """A link to a file of ours beside this one, as a link to a file, said in words."""
    link = _ADDRESS.search(text)
    if not link:
        return text
    file, kind, place = link.groups()
    where = b"(" + place + b")" if kind == b"nameddest" else b"[%d/Fit]" % (int(place) - 1)
    action = b"/A<</Type/Action/S/GoToR/F(" + file + b")/D" + where + b"/NewWindow true>>"
    said = PROOF if kind == b"nameddest" else "會議資料"
    words = b"/Contents<FEFF" + said.encode("utf-16-be").hex().upper().encode() + b">"
    return _CONTENTS.sub(words, text.replace(link[0], action))


def _count_open(objects: dict[int, bytes]) -> None:
    """The root of the bookmarks counts all that are seen."""
    items = sum(
        text.startswith((b"<</Parent", b"<</Title")) and b"/Title" in text and b"/Dest" in text
        for text in objects.values()
    )
    for number, text in objects.items():
        if text.startswith(b"<</Type/Outlines"):
            objects[number] = re.sub(rb"/Count \d+", b"/Count %d" % items, text)


def _written(pdf: bytes, found: dict[int, re.Match[bytes]], objects: dict[int, bytes], trailer: bytes) -> bytes:
    """The file with the changed objects at their new places, and the table of these."""
    parts, places, at, end = [], {}, 0, 0
    for number, one in found.items():
        before = pdf[end : one.start()]
        parts.append(before)
        at += len(before)
        places[number] = at
        written = b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
        parts.append(written)
        at += len(written)
        end = one.end()
    rest = pdf[end : pdf.rindex(b"xref\n0 ")]
    parts.append(rest)
    at += len(rest)
    lines = [b"0000000000 65535 f \n", *(b"%010d 00000 n \n" % places[number] for number in range(1, len(found) + 1))]
    parts += [b"xref\n0 %d\n" % (len(found) + 1), *lines, b"trailer\n", trailer, b"\nstartxref\n%d\n%%%%EOF" % at]
    return b"".join(parts)
