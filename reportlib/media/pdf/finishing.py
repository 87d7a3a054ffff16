"""What typst leaves to do on a finished PDF: row headers, links from file to file, and open bookmarks.

typst 0.15 tags header cells of the first row only (its ``pdf.header-cell`` is behind a switch that its Python package does
not have), knows links to addresses but not to other PDF files, and folds its bookmarks. Each of these is a word in one of
the PDF's objects, which typst writes plainly, one a line; the objects are read, changed and written back with a new table
of their places. A PDF that is not written like that is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_BEGIN, _END = b" 0 obj\n", b"\nendobj\n"
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
    *written, rest = pdf.split(_END)
    heads, _, texts = zip(*(one.partition(_BEGIN) for one in written), strict=True) if written else ((), (), ())
    numbers = [head.rpartition(b"\n")[2] for head in heads]
    table = _TABLE.search(rest)
    if table is None or len(set(numbers)) + 1 != int(table[1]) or not all(map(bytes.isdigit, numbers)):
        return pdf
    objects = dict(zip(map(int, numbers), texts, strict=True))
    for cells in list(_body_rows(objects)):
        # Cells name the headers of their column, and by that no others: their places say both.
        for number in cells:
            objects[number] = _HEADERS.sub(b"/O/Table", objects[number])
        if (first := objects[cells[0]]).startswith(b"<</Type/StructElem/S/TD/"):
            first = first.replace(b"/S/TD/", b"/S/TH/", 1)
            objects[cells[0]] = first.replace(b"/O/Table", b"/O/Table/Scope/Row", 1)
    for number, text in objects.items():
        if text.startswith(b"<</Type/Annot"):
            objects[number] = _leading(text)
        elif text.startswith(b"<</Parent") and b"/Count -" in text:
            objects[number] = _FOLDED.sub(rb"/Count \1", text)
    _count_open(objects)
    return _written(heads, objects, rest[: table.start()], table[2])


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


def _written(heads: Sequence[bytes], objects: dict[int, bytes], rest: bytes, trailer: bytes) -> bytes:
    """The file with the changed objects, each after its head (what stands before it, and its number), and the table of their
    new places."""
    parts, places, at = [], {}, 0
    for head, (number, text) in zip(heads, objects.items(), strict=True):
        places[number] = at + head.rfind(b"\n") + 1
        parts.append(b"".join((head, _BEGIN, text, _END)))
        at += len(parts[-1])
    at += len(rest)
    lines = [b"0000000000 65535 f \n", *(b"%010d 00000 n \n" % places[number] for number in range(1, len(heads) + 1))]
    parts += [rest, b"xref\n0 %d\n" % (len(heads) + 1), *lines, b"trailer\n", trailer, b"\nstartxref\n%d\n%%%%EOF" % at]
    return b"".join(parts)
