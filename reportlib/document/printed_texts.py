"""Every text of a document that a reader may see, each with its place in words and the digits that its display names."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from reportlib import messages
from reportlib.document.numerals import numbers
from reportlib.errors import quoted
from reportlib.model import walk
from reportlib.model.blocks import Block, CaptionedBlock, ChartBlock
from reportlib.model.document import Document, PacketSection
from reportlib.model.texts import Line, Piece
from reportlib.model.walk import Place

_TEXT = re.compile(r"<(?:text|tspan)\b[^>]*>([^<]+)<")


@dataclass(frozen=True)
class Said:
    """One text of a document: its section's id, its place, which is put into words when it is asked for, and its pieces.

    ``named`` are the numbers (in ASCII) of figures that stand in it as plain digits, ``under`` is the header or label
    above it, and ``within`` are longer texts of the same drawing that it may be a part of.
    """

    section: str
    in_words: Callable[[], str]
    line: Line
    named: frozenset[str] = frozenset()
    under: str = ""
    within: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def place(self) -> str:
        return self.in_words()


def texts(document: Document) -> Iterator[Said]:
    """Every text that a reader may see: the cover, the agenda, and each display with its slide and its drawings."""
    on_cover = _named(document.meeting.named)
    for entry in document.agenda:
        for time in (entry.start, entry.end):
            yield Said("", partial(_front, "agenda"), Line.of(time))
    for found in walk.places(document):
        section = found.section.id if found.section else ""
        place = partial(_in_words, found.section, found.block, found.place)
        yield Said(section, place, found.line, frozenset() if found.section else on_cover, found.place.under)
    for owner, block in document.placed():
        if isinstance(block, ChartBlock):
            yield from _drawn(owner, block)


def _named(pieces: Iterable[Piece]) -> frozenset[str]:
    return frozenset(number.text for piece in pieces for number in numbers(piece.text))


def _drawn(section: PacketSection, block: ChartBlock) -> Iterator[Said]:
    """What is drawn: a figure of the chart, or a part of one of its labels or of what it says in words."""
    labels = tuple(point.label.text for point in block.points)
    named = _named(
        (*(point.figure for point in block.points), *(piece for text in block.drawn for piece in text.pieces))
    )
    within = (block.alt.text, *labels, *(text.text for text in block.drawn))
    for text in drawn_texts(block):
        yield Said(section.id, partial(_drawing, block), Line.of(text), named, within=within)


def drawn_texts(block: Block) -> Iterator[str]:
    """The texts in a block's drawings."""
    for svg in walk.drawings(block):
        yield from (html.unescape(text) for text in _TEXT.findall(svg))


# -- places in words -----------------------------------------------------------------------------------------------------


def _in_words(section: PacketSection | None, block: Block | None, place: Place) -> str:
    if section is None:
        return _front(place.part)
    if block is None:
        return messages.section_title()
    here = _here(block)
    if place.part in ("cell", "header"):
        return f"{here}{quoted(place.under)}"
    if place.part == "message":
        return messages.slide_title_of(block=here)
    if place.part.startswith(("figure", "beside")):
        return messages.key_figure(label=place.under)
    return here


def _drawing(block: Block) -> str:
    return messages.drawing_of(block=_here(block))


def _front(part: str) -> str:
    return messages.cover() if part == "cover" else messages.cover_agenda()


def _here(block: Block) -> str:
    if isinstance(block, CaptionedBlock) and block.caption:
        return f"{block.number} {quoted(block.caption.text)}".strip()
    return {"heading": messages.heading(), "list": messages.list_block()}.get(block.kind, messages.text_block())
