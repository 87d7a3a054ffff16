"""The texts in a finished PDF, for the last look."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n")
_FONT_OR_IMAGE = re.compile(rb"/Subtype\s*/(?:Image|CIDFontType0C|Type1C|OpenType)|/Length1\b|/EmbeddedFile\b")


def strings_in(raw: bytes) -> Iterator[str]:
    """The texts that a PDF writes in UTF-16: alternative texts, bookmarks, metadata."""
    for match in re.finditer(rb"<(?:FEFF|feff)([0-9A-Fa-f\s]+)>", raw):
        digits = re.sub(rb"\s", b"", match[1])
        yield bytes.fromhex(digits[: len(digits) // 4 * 4].decode()).decode("utf-16-be", "ignore")
    for match in re.finditer(rb"\(\xfe\xff((?:\\.|[^\\)])*)\)", raw, re.DOTALL):
        yield re.sub(rb"\\([0-7]{3}|.)", _escaped, match[1], flags=re.DOTALL).decode("utf-16-be", "ignore")


def _escaped(match: re.Match) -> bytes:
    code = match[1]
    if len(code) == 3:
        return bytes([int(code, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(code, code)


def parts_of(data: bytes) -> Iterator[bytes]:
    """What a PDF says outside its streams, and its streams unpacked, but for fonts and images."""
    at = 0
    for match in _STREAM.finditer(data):
        if match.start() < at:
            continue
        end = data.find(b"endstream", match.end())
        yield data[at : match.start()]
        at = len(data) if end < 0 else end
        try:
            unpacked = zlib.decompressobj().decompress(data[match.end() : at])
        except zlib.error:
            unpacked = data[match.end() : at]
        if not (
            _FONT_OR_IMAGE.search(data[max(0, match.start() - 400) : match.start()].rpartition(b" obj")[2])
            or unpacked[:4] in (b"OTTO", b"\x01\x00\x04\x02", b"\x01\x00\x04\x01", b"\0\1\0\0")
        ):
            yield unpacked
    yield data[at:]
