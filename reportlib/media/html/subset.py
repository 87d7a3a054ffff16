"""The fonts of a page: only the glyphs that it shows."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import uharfbuzz as hb

from reportlib import fonts

# ------------------------------------------------------------------------------------------------------ fonts

# Set in bold by packet.css; characters elsewhere are left out of the bold font, which halves its size.
BOLD_ELEMENTS = frozenset(("h1", "h2", "h3", "h4", "b", "strong"))
_BOLD_STYLE = re.compile(r"font(?:-weight)?\s*:[^;]*\b(?:bold|[6-9]00)\b")
# What a font says of its licence, by number of its names: description and address (its copyright is kept in any case).
_LICENCE = (13, 14)
_ALWAYS = frozenset(chr(code) for code in range(0x20, 0x7F))


def font_faces(page: str, also: Iterable[str] = ()) -> str:
    """``@font-face`` rules that hold the two fonts, cut down to the characters the page shows, now or ``also`` later on."""
    text = _ShownText()
    text.feed(page)
    text.close()
    for later in also:
        text.regular.update(later)
    rules = []
    for weight, number, characters in (("Regular", 400, text.regular), ("Bold", 700, text.bold)):
        woff = base64.b64encode(_woff(_subset(fonts.path(weight), characters | _ALWAYS))).decode()
        rules.append(
            f'@font-face{{font-family:"{fonts.FAMILY}";font-weight:{number};'
            f'src:url("data:font/woff;base64,{woff}") format("woff")}}\n'
        )
    return "".join(rules)


class _ShownText(HTMLParser):
    """The characters of a page, in ``regular`` and ``bold``."""

    def __init__(self) -> None:
        super().__init__()
        self.regular: set[str] = set()
        self.bold: set[str] = set()
        self._open: list[bool] = [False]  # is bold, for each element from the root to the innermost

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID_ELEMENTS:
            style = next((value for name, value in attrs if name == "style" and value), "")
            weight = next((value for name, value in attrs if name == "font-weight" and value), "")
            bold = tag in BOLD_ELEMENTS or (tag == "th" and ("scope", "col") in attrs)
            self._open.append(self._open[-1] or bold or bool(_BOLD_STYLE.search(f"{style};font-weight:{weight}")))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            (self.bold if self._open[-1] else self.regular).update(data)


def _subset(font: Path, characters: set[str] | frozenset[str]) -> bytes:
    """The font file with the glyphs of these characters, and those its layout features put in their place."""
    wanted = hb.SubsetInput()
    wanted.flags |= hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE  # 21 % smaller once compressed
    wanted.unicode_set.update(sorted(map(ord, characters)))
    wanted.name_id_set.update(_LICENCE)
    return hb.subset(hb.Face(hb.Blob.from_file_path(font)), wanted).blob.data


def _woff(sfnt: bytes) -> bytes:
    """An OpenType file in WOFF 1.0 (https://www.w3.org/TR/WOFF/): each table compressed by itself with zlib."""
    flavour, count = struct.unpack_from(">4sH", sfnt)
    directory, tables, offset = b"", b"", 44 + 20 * count
    total = 12 + 16 * count
    for at in range(count):
        tag, checksum, start, length = struct.unpack_from(">4sIII", sfnt, 12 + 16 * at)
        original = sfnt[start : start + length]
        packed = zlib.compress(original, 9)
        if len(packed) >= length:  # the standard wants such a table as it was
            packed = original
        directory += struct.pack(">4sIIII", tag, offset + len(tables), len(packed), length, checksum)
        tables += packed + bytes(-len(packed) % 4)
        total += length + -length % 4
    header = struct.pack(
        ">4s4sIHHIHHIIIII", b"wOFF", flavour, offset + len(tables), count, 0, total, 1, 0, 0, 0, 0, 0, 0
    )
    return header + directory + tables


# ------------------------------------------------------------------------------------------------------ the check

VOID_ELEMENTS = frozenset(("meta", "col", "img"))
