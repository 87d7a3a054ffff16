"""The one type family of every output: Noto Sans CJK TC, regular and bold, from PyPI (decision 0002).

Both typst and matplotlib are given these files and no system font, so that a packet looks the same on every machine
and no glyph is lost without a word. What a source wrote and no font has is printed by name: :func:`shown`.
"""

from __future__ import annotations

import functools
import importlib.util
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from reportlib import messages
from reportlib.errors import RunError

FAMILY = "Noto Sans CJK TC"
_PACKAGES = {"Regular": "cvttf_NotoSansCJK_Regular", "Bold": "cvttf_NotoSansCJK_Bold"}


def path(weight: str) -> Path:
    """The OTF file of ``"Regular"`` or ``"Bold"``; :class:`RunError` (R20) where it is not installed."""
    spec = importlib.util.find_spec(_PACKAGES[weight])
    found = Path(spec.origin).with_name(f"NotoSansCJKtc-{weight}.otf") if spec and spec.origin else None
    if found is None or not found.is_file():
        raise RunError(messages.R20_font_missing(family=FAMILY, weight=weight))
    return found


# -- what is printed ------------------------------------------------------------------------------------------------------

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Invisible by definition: zero-width spaces and joiners, soft hyphens, marks and overrides of writing direction, byte
# order marks, variation selectors, tags. None of them prints, and an override would print a text in another order.
INVISIBLE = re.compile(
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
    if _SURE.fullmatch(text):
        return text
    text = _SPACES.sub(" ", _NEWLINES.sub("\n", text))
    return _UNPRINTABLE.sub("□", INVISIBLE.sub("", text))


# -- what is printed of what others wrote -----------------------------------------------------------------------------------

EMOJI = "〔表情符號〕"
MOST_NAMED = 4  # characters of a run that no font has
# Nearly every text is of these alone, which both weights have, and is known at once.
SURE = "^[ -~\n\u4e00-\u9fa5\u3001-\u3011\uff01-\uff5e\u3105-\u3129]*$"
_SURE = re.compile(SURE)
_SYMBOL = r"[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_ADDED = r"[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
# What a reader sees as one sign (Unicode Technical Standard 51): a flag, a keycap, a sign with its skin tone, several joined.
_ONE_SIGN = re.compile(
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_SYMBOL}{_ADDED}(?:\u200d{_SYMBOL}{_ADDED})*"
)
_UNSEEN = re.compile(r"[\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]")


@functools.cache
def known_characters() -> frozenset[str]:
    """The characters for which both weights have a glyph."""
    import uharfbuzz as hb

    regular, bold = (hb.Face(hb.Blob.from_file_path(str(path(weight)))).unicodes for weight in _PACKAGES)
    return frozenset(map(chr, set(regular) & set(bold)))


def shown(text: str) -> str:
    """The text as it is printed: an emoji that no font has as 〔表情符號〕, whatever it is made of, another character by its
    code point (〔造字 U+E000〕, 〔缺字 U+0E01、U+0E02〕), one after the other together."""
    if _SURE.fullmatch(text):
        return text
    return "".join(name if name else part for part, name in _parts(text))


def missing(text: str) -> list[str]:
    """What of a text no font has, in its order: an emoji as it is written, of other characters each run of them."""
    return [] if _SURE.fullmatch(text) else [part for part, name in _parts(text) if name.startswith("〔")]


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The text in parts, each with what is printed for it where that is something else, "" where it is printed as it is."""
    at = 0
    for sign in _ONE_SIGN.finditer(text):
        yield from _plain_parts(text[at : sign.start()])
        seen = _UNSEEN.sub("", sign[0])
        yield sign[0], (seen if set(seen) <= known_characters() else EMOJI)
        at = sign.end()
    yield from _plain_parts(text[at:])


def _plain_parts(text: str) -> Iterator[tuple[str, str]]:
    text = unicodedata.normalize("NFC", text) if not set(text) <= known_characters() else text
    lacking = ""
    for char in text:
        if _is_set(char):
            if lacking:
                yield lacking, _named(lacking)
                lacking = ""
            yield char, ""
        else:
            lacking += char
    if lacking:
        yield lacking, _named(lacking)


def _is_set(char: str) -> bool:
    """Whether the character has a glyph, or :func:`printable` has its own way with it."""
    return char in known_characters() or printable(char) != char or char == "\n"


def _named(lacking: str) -> str:
    private = all(unicodedata.category(char) == "Co" for char in lacking)
    codes = "、".join(f"U+{ord(char):04X}" for char in lacking[:MOST_NAMED])
    more = f"…共 {len(lacking)} 字" if len(lacking) > MOST_NAMED else ""
    return f"〔{'造字' if private else '缺字'} {codes}{more}〕"
