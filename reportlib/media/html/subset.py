"""The fonts of a page: only the glyphs that it shows."""

from __future__ import annotations

import base64
import html
import re
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb

from reportlib import fonts

# ------------------------------------------------------------------------------------------------------ fonts

# Set in bold by packet.css; characters elsewhere are left out of the bold font, which halves its size.
BOLD_ELEMENTS = frozenset(("h1", "h2", "h3", "h4", "b", "strong"))
_BOLD_STYLE = re.compile(r"\s(?:style=\"[^\"]*?font(?:-weight)?\s*:|font-weight=\")[^;\"]*\b(?:bold|[6-9]00)\b")
# What a font says of its licence, by number of its names: description and address (its copyright is kept in any case).
_LICENCE = (13, 14)
_ALWAYS = frozenset(chr(code) for code in range(0x20, 0x7F))


def font_faces(page: str, also: Iterable[str] = ()) -> str:
    """``@font-face`` rules that hold the two fonts, cut down to the characters the page shows, now or ``also`` later on."""
    regular, bold = _shown(page)
    for later in also:
        regular.update(later)
    rules = []
    for weight, number, characters in (("Regular", 400, regular), ("Bold", 700, bold)):
        woff = base64.b64encode(_woff(_subset(fonts.path(weight), characters | _ALWAYS))).decode()
        rules.append(
            f'@font-face{{font-family:"{fonts.FAMILY}";font-weight:{number};'
            f'src:url("data:font/woff;base64,{woff}") format("woff")}}\n'
        )
    return "".join(rules)


def _shown(page: str) -> tuple[set[str], set[str]]:
    """The characters of a page of ours outside of style sheets and scripts: those in regular and those in bold type.

    The template and Jinja2 write "<" for tags alone, so that these need not be parsed in full.
    """
    parts: tuple[list[str], list[str]] = ([], [])
    bold = [False]  # for each element from the root to the innermost
    skipped = ""
    for piece in page.split("<")[1:]:
        tag, _, text = piece.partition(">")
        name = tag.split(None, 1)[0] if tag else ""
        if skipped:
            if name != skipped:
                continue
            skipped = ""
        if name.startswith("/"):
            bold.pop()
        elif name not in VOID_ELEMENTS and not name.startswith("!"):
            bold.append(bold[-1] or _is_bold(name, tag))
            if name in ("style", "script"):
                skipped = f"/{name}"
                continue
        parts[bold[-1]].append(text)
    regular, strong = (set(html.unescape("".join(texts))) for texts in parts)
    return regular, strong


def _is_bold(name: str, tag: str) -> bool:
    return name in BOLD_ELEMENTS or (name == "th" and 'scope="col"' in tag) or bool(_BOLD_STYLE.search(tag))


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
