"""The one walk through what stands on pages: every text, with its place, and the same document with other texts.

:func:`changed` says once how a block is made up; :func:`places` and :func:`texts` are the same walk with nothing changed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reportlib.model.blocks import (
    Block,
    CaptionedBlock,
    ChartBlock,
    ChartPoint,
    FiguresBlock,
    HeadingBlock,
    LabelledFigure,
    ListBlock,
    PagesBlock,
    ParagraphBlock,
    TableBlock,
    TableColumn,
    TableRow,
)
from reportlib.model.document import AgendaEntry, Cover, Document, PacketSection
from reportlib.model.texts import EMPTY, Line, Piece

One = TypeVar("One", bound=Block)
# Parts of a block that stand on its slide only.
ON_SLIDE = frozenset(("message", "see", "beside", "beside label", "beside unit", "beside note"))


@dataclass(frozen=True)
class Place:
    """Where a text stands: the part of its block (or of the cover or agenda), and the header or label it stands ``under``.

    ``row`` and ``column`` count from 0, -1 where there are none.
    """

    part: str
    under: str = ""
    row: int = -1
    column: int = -1

    @property
    def is_on_slide(self) -> bool:
        return self.part in ON_SLIDE


Change = Callable[[Place, Line], Line]
ChangeDrawing = Callable[[str], str]


def changed(block: One, change: Change, drawing: ChangeDrawing = lambda svg: svg) -> One:
    """The block with each of its texts as ``change`` gives it for its place, and its drawings as ``drawing`` does.

    In the order in which facts are numbered: what it shows, the title of its slide, what stands about it, the figures
    beside it.
    """
    values = _shown(block, change)
    values["message"] = _at("message", block.message, change)
    if isinstance(block, CaptionedBlock):
        values |= {key: _at(key, getattr(block, key), change) for key in ("caption", "unit", "note")}
    values |= _about(block, change)
    values["beside"] = _labelled("beside", block.beside, _figures("beside", block.beside, change), change)
    if isinstance(block, FiguresBlock):
        values["items"] = _labelled("figure", block.items, values["items"], change)
    if isinstance(block, ChartBlock):
        values |= {"svg": drawing(block.svg), "slide_svgs": tuple(map(drawing, block.slide_svgs))}
    return dataclasses.replace(block, **values)


def _shown(block: Block, change: Change) -> dict:
    """What a block shows: its text, items, figures, cells or points."""
    match block:
        case HeadingBlock() | ParagraphBlock():
            return {"text": _at("text", block.text, change)}
        case ListBlock():
            return {"items": tuple(_at("item", item, change) for item in block.items)}
        case FiguresBlock():
            return {"items": _figures("figure", block.items, change)}
        case TableBlock():
            return {"rows": tuple(_rows(block, change))}
        case ChartBlock():
            points = [(_at("label", point.label, change), point) for point in block.points]
            return {
                "points": tuple(
                    ChartPoint(label, _piece("point", point.figure, change, point.label)) for label, point in points
                )
            }
    return {}


def _about(block: Block, change: Change) -> dict:
    """What stands about that: headers, and the words for a drawing or an image."""
    match block:
        case TableBlock():
            headers = (TableColumn(_titled("header", column.label, change), column.numeric) for column in block.columns)
            return {"columns": tuple(headers)}
        case ChartBlock():
            drawn = tuple(_at("drawn", text, change) for text in block.drawn)
            return {"drawn": drawn, "alt": _at("alt", block.alt, change)}
        case PagesBlock():
            pages = (dataclasses.replace(page, alt=_at("alt", page.alt, change)) for page in block.pages)
            return {"pages": tuple(pages), "see": tuple(_at("see", text, change) for text in block.see)}
    return {}


def _at(part: str, line: Line, change: Change, under: Line = EMPTY) -> Line:
    return change(Place(part, under.text), line) if line.pieces else line


def _titled(part: str, label: Line, change: Change) -> Line:
    """A header or label, which stands under itself."""
    return change(Place(part, label.text), label) if label.pieces else label


def _piece(part: str, piece: Piece, change: Change, under: Line) -> Piece:
    return change(Place(part, under.text), Line((piece,))).single


def _rows(block: TableBlock, change: Change) -> Iterator[TableRow]:
    """The rows, each cell under its header, or in a record under its field."""
    headers = [column.label.text for column in block.columns]
    for number, row in enumerate(block.rows):
        field = row.cells[0].text if block.layout == "record" and row.cells else ""
        cells = (
            change(Place("cell", field or header, number, at), cell) if cell.pieces else cell
            for at, (header, cell) in enumerate(zip(headers, row.cells, strict=True))
        )
        yield TableRow(tuple(cells), row.style, row.tones)


def _figures(part: str, figures: Sequence[LabelledFigure], change: Change) -> tuple[LabelledFigure, ...]:
    """The figures themselves; what stands about them comes after (:func:`_labelled`)."""
    return tuple(
        dataclasses.replace(figure, figure=_piece(part, figure.figure, change, figure.label)) for figure in figures
    )


def _labelled(
    part: str, before: Sequence[LabelledFigure], figures: Sequence[LabelledFigure], change: Change
) -> tuple[LabelledFigure, ...]:
    return tuple(
        LabelledFigure(
            figure=figure.figure,
            label=_titled(f"{part} label", old.label, change),
            unit=_at(f"{part} unit", old.unit, change, old.label),
            note=_at(f"{part} note", old.note, change, old.label),
        )
        for old, figure in zip(before, figures, strict=True)
    )


def texts(block: Block) -> Iterator[tuple[Place, Line]]:
    """Every text of a block that is not empty, with its place."""
    found: list[tuple[Place, Line]] = []

    def note(place: Place, line: Line) -> Line:
        found.append((place, line))
        return line

    changed(block, note)
    return iter(found)


def drawings(block: Block) -> tuple[str, ...]:
    """The drawings of a block, as SVG."""
    return (block.svg, *block.slide_svgs) if isinstance(block, ChartBlock) else ()


def pieces(block: Block) -> Iterator[tuple[Place, Piece]]:
    """Every piece of every text of a block, with its place."""
    for place, line in texts(block):
        for piece in line.pieces:
            yield place, piece


# -- cover and agenda ----------------------------------------------------------------------------------------------------


def changed_cover(cover: Cover, change: Change) -> Cover:
    """The cover with each of its texts as ``change`` gives it."""
    keys = ("title", "body", "date_text", "as_of_text", "notice", "notice_text")
    values: dict = {key: _at("cover", getattr(cover, key), change) for key in keys}
    details = tuple((_at("cover", label, change), _at("cover", text, change)) for label, text in cover.details)
    return dataclasses.replace(cover, details=details, **values)


def changed_entry(entry: AgendaEntry, change: Change) -> AgendaEntry:
    """An item of the agenda with each of its texts as ``change`` gives it; who speaks is a part of its own."""
    topics = tuple(
        dataclasses.replace(
            topic, title=_at("agenda", topic.title, change), presenter=_at("presenter", topic.presenter, change)
        )
        for topic in entry.topics
    )
    return dataclasses.replace(
        entry, item=_at("agenda", entry.item, change), note=_at("presenter", entry.note, change), topics=topics
    )


# -- the document ----------------------------------------------------------------------------------------------------------

Where = Callable[[PacketSection | None, Block | None, Place, Line], Line]


def changed_document(document: Document, change: Where, drawing: ChangeDrawing = lambda svg: svg) -> Document:
    """The document with each text as ``change`` gives it for its section, block and place (None and None: cover and agenda)."""

    def front(place: Place, line: Line) -> Line:
        return change(None, None, place, line)

    return document.with_(
        meeting=changed_cover(document.meeting, front),
        agenda=tuple(changed_entry(entry, front) for entry in document.agenda),
        sections=tuple(_changed_section(section, change, drawing) for section in document.sections),
    )


def _changed_section(section: PacketSection, change: Where, drawing: ChangeDrawing) -> PacketSection:
    def within(block: Block | None) -> Change:
        return lambda place, line: change(section, block, place, line)

    texts_about = (section.title, section.agenda_item, section.as_of_text)
    title, agenda_item, as_of_text = (_at("section title", line, within(None)) for line in texts_about)
    blocks = tuple(changed(block, within(block), drawing) for block in section.blocks)
    return section.with_(blocks=blocks, title=title, agenda_item=agenda_item, as_of_text=as_of_text)


@dataclass(frozen=True)
class PlacedText:
    """One text of a document: its section and block (None for those of the cover and agenda), its place and its pieces."""

    section: PacketSection | None
    block: Block | None
    place: Place
    line: Line


def places(document: Document) -> Iterator[PlacedText]:
    """Every text of a document that is not empty, in reading order of its sections, with its place."""
    found: list[PlacedText] = []

    def note(section: PacketSection | None, block: Block | None, place: Place, line: Line) -> Line:
        found.append(PlacedText(section, block, place, line))
        return line

    changed_document(document, note)
    return iter(found)


def facts_on_page(block: Block) -> tuple[str, ...]:
    """The facts in a block as it stands on its page, each once, in reading order; not those of its slide."""
    if block.only == "slide":
        return ()
    return tuple(dict.fromkeys(piece.fact for place, piece in pieces(block) if piece.fact and not place.is_on_slide))


def facts_on_slide(block: Block) -> tuple[str, ...]:
    """The facts in the title of a block's slide and beside it, each once; all of a block that is on slides only."""
    found = (piece.fact for place, piece in pieces(block) if place.is_on_slide or block.only == "slide")
    return tuple(dict.fromkeys(filter(None, found)))
