"""Which texts the fonts can print, how wide they are, and where they may break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache, partial
from xml.etree import ElementTree

from reportlib import fonts, messages
from reportlib.errors import RunError, quoted
from reportlib.fonts import INVISIBLE, printable
from reportlib.language import say
from reportlib.media.pdf.typst import failed_run, one_line
from reportlib.model import walk
from reportlib.model.blocks import Block, CaptionedBlock, ChartBlock, TableBlock
from reportlib.model.document import Document
from reportlib.model.texts import Line, said

MOST_PROBLEMS = 20
MOST_PLACES = 3
LONGEST_RUN = 24  # Latin letters in a row that a line of text takes without a break
BREAK = "\u200b"  # where the template may break a long run; not printed


# ------------------------------------------------------------------------------------------------------ characters


def printable_document(document: Document) -> Document:
    """The document with every text printable; of a drawing, only what is invisible is taken away."""
    found = walk.changed_document(
        document, lambda section, block, place, line: _printable_line(line), lambda svg: INVISIBLE.sub("", svg)
    )
    cover = found.meeting
    return found.with_(
        meeting=replace(cover, name=printable(cover.name), part=printable(cover.part)),
        agenda=tuple(replace(entry, start=printable(entry.start), end=printable(entry.end)) for entry in found.agenda),
        annexes=tuple(
            replace(annex, name=printable(annex.name), description=printable(annex.description))
            for annex in found.annexes
        ),
    )


def _printable_line(line: Line) -> Line:
    if printable(line.text) == line.text:
        return line
    return Line(tuple(replace(piece, text=printable(piece.text)) for piece in line.pieces))


def printed_of(line: Line, page: str = "") -> str:
    """What is printed of a text, each reference in it with its ``page``."""
    return "".join(said(piece, page) for piece in line.pieces)


@cache
def font_face(weight: str):
    """The font of a weight, the characters it has a glyph for, and its units in an em."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(fonts.path(weight))))
    return hb.Font(face), set(face.unicodes), face.upem


@lru_cache(maxsize=20_000)
def _em(char: str) -> float:
    """The width of a character in the bold face, in em."""
    font, _, units = font_face("Bold")
    glyph = font.get_nominal_glyph(ord(char))
    return font.get_glyph_h_advance(glyph) / units if glyph else 1.0


def width(text: str, size: float = 1.0) -> float:
    """The width of one line in bold type, in the unit of ``size``."""
    return sum(map(_em, text)) * size


def missing_glyphs(document: Document, on_slides: bool = False) -> list[tuple[str, str]]:
    """(character, place) for every character of :func:`printed_texts` that a font lacks, in reading order, each pair once."""
    known = font_face("Regular")[1] & font_face("Bold")[1] | {ord("\n")}
    found: dict[tuple[str, str], None] = {}
    for place, text in printed_texts(document, on_slides):
        if {ord(c) for c in text} <= known:
            continue
        # A letter and its combining accent are composed where the font has the composed letter.
        for char in unicodedata.normalize("NFC", printable(text)):
            if ord(char) not in known:
                found.setdefault((char, place()))
    return list(found)


def check_glyphs(document: Document, on_slides: bool = False) -> None:
    """RunError R20 that lists every character no font has, and where it stands; ``on_slides`` also in what slides alone say."""
    places: dict[str, list[str]] = {}
    for char, place in missing_glyphs(document, on_slides):
        places.setdefault(char, []).append(place)
    if not places:
        return
    problems = []
    for char, stands in list(places.items())[:MOST_PROBLEMS]:
        shown = char if char.isprintable() else "□"
        code = f"U+{ord(char):04X}"
        said = say("；".join(stands[:MOST_PLACES]), "; ".join(stands[:MOST_PLACES])) + (
            messages.places_in_all(count=say(f"{len(stands)}", f"{len(stands) - MOST_PLACES}"))
            if len(stands) > MOST_PLACES
            else ""
        )
        problems.append(messages.R20_no_glyph(character=shown, code=code, places=said))
    if len(places) > MOST_PROBLEMS:
        problems.append(messages.R20_more_characters(count=len(places) - MOST_PROBLEMS))
    raise RunError(*problems)


Where = Callable[[], str]  # a place for a person, put into words when it is asked for


def printed_texts(document: Document, on_slides: bool = False) -> Iterator[tuple[Where, str]]:
    """(place, text) for every text of the document that is printed; ``on_slides`` those of the slides."""
    cover, agenda, annexes = (lambda: messages.cover()), (lambda: messages.agenda()), (lambda: messages.annexes())
    yield cover, document.meeting.part
    yield from ((agenda, time) for entry in document.agenda for time in (entry.start, entry.end))
    for found in walk.places(document.with_(sections=())):
        yield cover if found.place.part == "cover" else agenda, found.line.text
    for section in document.sections:
        name = partial(str, section.name)
        titles = (section.title, section.agenda_item, section.as_of_text)
        yield from ((name, text) for text in (section.number, *map(str, titles)))
        for block in section.shown_in("slides") if on_slides else section.shown_in("page"):
            yield from _page_texts(block, section.name)
            if on_slides:
                yield from ((name, printed_of(line)) for place, line in walk.texts(block) if place.is_on_slide)
    for annex in document.annexes:
        yield from ((annexes, text) for text in (annex.name, annex.description))


# An alternative text is read out, not printed: it needs no glyphs. What a chart shows is read from its drawing.
_NOT_SET = frozenset(("alt", "label", "point", "drawn"))
_ABOUT = ("caption", "unit", "note", "header")  # told before what a block shows


def _page_texts(block: Block, section: str) -> Iterator[tuple[Where, str]]:
    """The texts of a block on its page, with its section and number, and of a table with row and header."""
    here = section
    if isinstance(block, CaptionedBlock):
        here = f"{section} {block.number}".strip()
        yield partial(str, here), block.number
    on_page = [(place, line) for place, line in walk.texts(block) if not place.is_on_slide]
    for place, line in sorted(on_page, key=lambda one: _ABOUT.index(one[0].part) if one[0].part in _ABOUT else 9):
        if place.part not in _NOT_SET:
            yield partial(_in_words, block, here, place), printed_of(line)
    if isinstance(block, ChartBlock):
        yield from ((partial(str, here), text) for text in _drawn_texts(block.svg, here))


def _in_words(block: Block, here: str, place: walk.Place) -> str:
    if not isinstance(block, TableBlock) or place.row < 0:
        return here
    header = block.columns[place.column].label.text
    label = quoted(header) if header else ""
    return f"{here} {messages.row_number(number=place.row + 1)}{say('', ' ') if label else ''}{label}"


def _drawn_texts(svg: str, place: str) -> list[str]:
    try:
        elements = ElementTree.fromstring(svg).iter()
        return ["".join(element.itertext()) for element in elements if str(element.tag).endswith("}text")]
    except ElementTree.ParseError as error:
        raise failed_run(messages.R21_drawing_no_svg(place=place, error=one_line(str(error)))) from None


def plain_text(text: str) -> str:
    """On one line."""
    return " ".join(text.split("\n")).strip()


def shortened(text: str, ems: float) -> str:
    """One line of at most ``ems`` em, with an ellipsis where it is longer."""
    text = plain_text(text)
    if width(text) <= ems:
        return text
    while text and width(text) > ems - 1:
        text = text[:-1]
    return f"{text}…"


def breakable(text: str, longest: int = LONGEST_RUN, piece: int = 4) -> str:
    """The text with break marks in every run of more than ``longest`` letters without a place to break.

    After punctuation first, as in addresses; what is still long, every ``piece`` letters.
    """

    def split(found: re.Match) -> str:
        run = found[0]
        if len(run) <= longest:
            return run
        parts = re.findall(r"[^/?&=._:;,#%+\-]*(?:[/?&=._:;,#%+\-]+|$)", run)
        return BREAK.join(
            part[at : at + piece] if len(part) > 3 * piece else part
            for part in parts
            if part
            for at in (range(0, len(part), piece) if len(part) > 3 * piece else (0,))
        )

    return RUN_PATTERN.sub(split, text)


# Letters between which no line breaks: everything but white space and East Asian characters.
RUN_PATTERN = re.compile(
    r"[^\s\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]+"
)


def fitting(text: str, room: float, size: float) -> str:
    """The text with break marks in the runs that are wider than their column."""
    longest = max((width(run, size) for run in RUN_PATTERN.findall(text)), default=0.0)
    if longest <= room:
        return text
    fits = max(1, int(room / size / 0.7))
    return breakable(text, min(fits, LONGEST_RUN), max(1, min(4, fits // 3)))
