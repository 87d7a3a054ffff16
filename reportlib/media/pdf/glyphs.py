"""Which texts the fonts can print, how wide they are, and where they may break."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from xml.etree import ElementTree

from reportlib import fonts
from reportlib.document.model import printed, said
from reportlib.errors import Problem, RunError, quoted
from reportlib.language import say
from reportlib.media.pdf.typst import failed_run, one_line

MOST_PROBLEMS = 20
MOST_PLACES = 3
LONGEST_RUN = 24  # Latin letters in a row that a line of text takes without a break
BREAK = "\u200b"  # where the template may break a long run; not printed


# ------------------------------------------------------------------------------------------------------ characters

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Invisible by definition: zero-width spaces and joiners, soft hyphens, marks and overrides of writing direction, byte
# order marks, variation selectors, tags. None of them prints, and an override would print a text in another order.
_INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
# Spaces of other widths, which the fonts lack; the ideographic and the no-break space stay.
_SPACES = re.compile("[\t\u1680\u2000-\u200a\u202f\u205f]")
_NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_UNPRINTABLE = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff0-\ufffd{_NONCHARACTERS}]")


def printable(text: str) -> str:
    """A text as the PDF prints it.

    Line ends of every kind are line feeds, odd spaces are spaces, invisible characters are left out, and a control
    character or lone surrogate, which no page can show, is printed as □ as in the messages.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SPACES.sub(" ", _NEWLINES.sub("\n", text))
    return _UNPRINTABLE.sub("□", _INVISIBLE.sub("", text))


@functools.cache
def font_face(weight: str):
    """The font of a weight, the characters it has a glyph for, and its units in an em."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(fonts.path(weight))))
    return hb.Font(face), set(face.unicodes), face.upem


@functools.lru_cache(maxsize=20_000)
def _em(char: str) -> float:
    """The width of a character in the bold face, in em."""
    font, _, units = font_face("Bold")
    glyph = font.get_nominal_glyph(ord(char))
    return font.get_glyph_h_advance(glyph) / units if glyph else 1.0


@functools.lru_cache(maxsize=20_000)
def _has_glyph(char: str) -> bool:
    return char == "\n" or all(ord(char) in font_face(weight)[1] for weight in ("Regular", "Bold"))


def width(text: str, size: float = 1.0) -> float:
    """The width of one line in bold type, in the unit of ``size``."""
    return sum(map(_em, text)) * size


def missing_glyphs(document: dict) -> list[tuple[str, str]]:
    """(character, place) for every character of the document that a font lacks, in reading order, each pair once."""
    known = font_face("Regular")[1] & font_face("Bold")[1] | {ord("\n")}
    found: dict[tuple[str, str], None] = {}
    for place, text in printed_texts(document):
        if {ord(c) for c in text} <= known:
            continue
        # A letter and its combining accent are composed where the font has the composed letter.
        for char in unicodedata.normalize("NFC", printable(text)):
            if ord(char) not in known:
                found.setdefault((char, place))
    return list(found)


def check_glyphs(document: dict) -> None:
    """RunError R20 that lists every character no font has, and where it stands."""
    places: dict[str, list[str]] = {}
    for char, place in missing_glyphs(document):
        places.setdefault(char, []).append(place)
    if not places:
        return
    problems = []
    for char, stands in list(places.items())[:MOST_PROBLEMS]:
        shown = char if char.isprintable() else "□"
        code = f"U+{ord(char):04X}"
        zh = "；".join(stands[:MOST_PLACES]) + (f"等 {len(stands)} 處" if len(stands) > MOST_PLACES else "")
        en = "; ".join(stands[:MOST_PLACES]) + (
            f" and {len(stands) - MOST_PLACES} more places" if len(stands) > MOST_PLACES else ""
        )
        problems.append(
            Problem(
                "R20",
                say(
                    f"字型沒有字元「{shown}」（{code}），印出來會缺字。位置：{zh}。",
                    f'no font has the character "{shown}" ({code}); it would be lost in print. It stands in: {en}.',
                ),
                say(
                    "請在來源檔案改用字型有的字（例如把造字改為標準字），或刪去該符號。",
                    "Write it with a character the fonts have in the source file, or remove the symbol.",
                ),
            )
        )
    if len(places) > MOST_PROBLEMS:
        problems.append(
            Problem(
                "R20",
                say(
                    f"還有 {len(places) - MOST_PROBLEMS} 個缺字的字元。",
                    f"{len(places) - MOST_PROBLEMS} more characters are missing.",
                ),
            )
        )
    raise RunError(*problems)


def printed_texts(document: dict) -> Iterator[tuple[str, str]]:
    """(place for a person, text) for every text of the document that is printed."""
    cover = say("封面", "cover")
    for key in ("body", "title", "as_of_text", "notice", "notice_text", "part"):
        yield cover, document["meeting"][key]
    for pair in document["meeting"]["details"]:
        yield from ((cover, text) for text in pair)
    for item in document["agenda"]:
        yield from ((say("議程", "agenda"), item[key]) for key in ("start", "end", "item", "note"))
        yield from ((say("議程", "agenda"), topic[key]) for topic in item["topics"] for key in ("title", "presenter"))
    for section in document["sections"]:
        place = f"{section['number']}、{section['title']}"
        yield from ((place, section[key]) for key in ("number", "title", "agenda_item", "as_of_text"))
        for block in printed(section):
            yield from _block_texts(block, place)
    for annex in document["annexes"]:
        yield from ((say("附件檔案", "annexes"), annex[key]) for key in ("name", "description"))


def _block_texts(block: dict, place: str) -> Iterator[tuple[str, str]]:
    kind = block["kind"]
    if kind == "heading":
        yield place, block["text"]
    elif kind == "prose":
        yield from ((place, said(run)) for run in block["runs"])
    elif kind == "list":
        yield from ((place, said(run)) for item in block["items"] for run in item)
    elif kind == "figures":
        yield from ((place, item[key]) for item in block["items"] for key in ("text", "unit", "note", "label"))
    else:
        place = f"{place} {block['number']}".strip()
        yield from ((place, block[key]) for key in ("number", "caption", "unit", "source") if key in block)
        # An alternative text is read out, not printed: it needs no glyphs.
        if kind == "pages":
            return
        if kind == "chart":
            yield from ((place, text) for text in _drawn_texts(block["svg"], place))
            return
        yield from ((place, column["label"]) for column in block["columns"])
        for number, row in enumerate(block["rows"], 1):
            for column, cell in zip(block["columns"], row["cells"], strict=True):
                label = quoted(column["label"]) if column["label"] else ""
                yield (
                    f"{place} {say(f'第 {number} 列', f'row {number}')}{say('', ' ') if label else ''}{label}",
                    said(cell),
                )


def _drawn_texts(svg: str, place: str) -> list[str]:
    try:
        elements = ElementTree.fromstring(svg).iter()
        return ["".join(element.itertext()) for element in elements if str(element.tag).endswith("}text")]
    except ElementTree.ParseError as error:
        raise failed_run(
            say(
                f"{place} 的圖不是完整的 SVG：{one_line(str(error))}。",
                f"the drawing of {place} is no whole SVG: {one_line(str(error))}.",
            )
        ) from None


def drawn_text(text: str) -> str:
    """The text with □ for what no font has: labels and sheet names are in the register only, and refused elsewhere."""
    if all(map(_has_glyph, text)):
        return text
    return "".join(char if _has_glyph(char) else "□" for char in unicodedata.normalize("NFC", text))


def map_texts(value, key: str = ""):
    """The same structure with every text printable; of a drawing, only what is invisible is taken away."""
    if isinstance(value, str):
        return _INVISIBLE.sub("", value) if key == "svg" else printable(value)
    if isinstance(value, dict):
        return {k: map_texts(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [map_texts(v) for v in value]
    return value


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
