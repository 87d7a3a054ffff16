"""Notes at cells of the marked copy, beside those that are there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from reportlib.cells import letters
from reportlib.records.findings import Finding
from reportlib.workbooks.marking.marks import AUTHOR, NOTE_MARK, note_of, note_size
from reportlib.workbooks.marking.splice import (
    Edits,
    Node,
    Unmarkable,
    excel_text,
    following,
    plain,
    prefix,
    tree,
    xml_text,
)
from reportlib.workbooks.marking.xlsx_book import CONTENT_TYPES, XML_HEAD, MarkedBook
from reportlib.workbooks.marking.xlsx_sheet import SHEET_TYPE, MarkedSheet

_SHAPE = re.compile(r"<(\w+):shape\b[^>]*(?<!/)>.*?</\1:shape\s*>", re.DOTALL)
_SHAPE_NUMBER = re.compile(r"_x0000_s([0-9]{1,9})")


# -- comments ------------------------------------------------------------------------------------------------------------------


def add_notes(
    book: MarkedBook, part: str, edits: Edits, sheet: MarkedSheet, by_row: Mapping[int, Mapping[int, list[Finding]]]
) -> None:
    """Put the notes into the sheet's comments and their boxes into its drawing."""
    package = book.package
    comments = book.related(part, "comments")
    if not comments:
        comments = package.free("xl/comments{}.xml")
        package.set(
            comments,
            f'{XML_HEAD}<comments xmlns="{book.namespace}"><authors></authors><commentList></commentList></comments>',
        )
        book.relate(part, "comments", comments)
        book.content_type(comments, f"{CONTENT_TYPES}comments+xml")
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
    new: list[tuple[int, int, str]] = []
    written: list[str] = []
    cells = ((row, column, some) for row, marks in by_row.items() for column, some in marks.items())
    for row, column, found in cells:
        place, note = f"{letters(column)}{row}", note_of(found)
        if place in there:
            _append_note(changes, there[place], p, note)
        else:
            new.append((row, column, note))
            written.append(
                f'<{p}comment ref="{place}" authorId="{author}"><{p}text>{_run(p, note)}</{p}text></{p}comment>'
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


def _add_boxes(
    book: MarkedBook, part: str, edits: Edits, sheet: MarkedSheet, notes: Sequence[tuple[int, int, str]]
) -> None:
    """The boxes of notes, each with the row and the column of its cell, in the sheet's drawing."""
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
        at = following(sheet.children, SHEET_TYPE, "legacyDrawing", sheet.end)
        edits.insert(at, f'<{sheet.prefix}legacyDrawing xmlns:r="{book.relation_types}" r:id="{id_}"/>')
    close = text.rfind("</")
    if close < 0 or not text[close:].startswith("</xml"):
        raise Unmarkable
    number = max([1024, *map(int, _SHAPE_NUMBER.findall(text))])
    kind = "" if '"_x0000_t202"' in text else _SHAPE_TYPE
    boxes = "".join(_box(number + at, *one, sheet) for at, one in enumerate(notes, 1))
    package.set(member, f"{text[:close]}{kind}{boxes}{text[close:]}")


_NAMES = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"'
_VML = f'<xml {_NAMES}>\n<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
_SHAPE_TYPE = (
    f'<v:shapetype {_NAMES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def _box(number: int, row: int, column: int, note: str, sheet: MarkedSheet) -> str:
    """The yellow box of a note, hidden until one points at its cell; to the right of it, as large as its text."""
    width, height = note_size(note)
    left, top = column, max(0, row - 2)
    right, right_rest = _reach(left, 15 + width, sheet.column_pixels)
    bottom, bottom_rest = _reach(top, 8 + height, sheet.row_pixels)
    anchor = f"{left}, 15, {top}, 8, {right}, {right_rest}, {bottom}, {bottom_rest}"
    return (
        f'<v:shape {_NAMES} id="_x0000_s{number}" type="#_x0000_t202" '
        f'style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width * 3 // 4}pt;height:{height * 3 // 4}pt;z-index:{number - 1024};visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>'
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _reach(first: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
    """The row or column (0 for the first) in which so many pixels from the beginning of ``first`` end, and how far into it."""
    at = first
    while pixels > (step := size(at + 1)) and at < first + 200:
        pixels -= step
        at += 1
    return at, min(pixels, size(at + 1))


def unmark_notes(book: MarkedBook, part: str) -> None:
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
