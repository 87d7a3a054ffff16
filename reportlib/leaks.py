"""The last look at a public edition: every byte of it, unpacked, is searched for personal data before it is published.

Each text of each file is looked through by the rules of :mod:`mask` (cells, elements, attributes, lines), and each file as a
whole for what was masked in this run: zip members, the text, metadata, streams and embedded files of a PDF, data that a page
carries as base64. A finding says the file, the place and the rule, never the value (P06, X12).
"""

from __future__ import annotations

import base64
import binascii
import csv
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from reportlib import mask
from reportlib.mask import Masker

# The rules that hold for a text without cells: a line of a PDF may have the cells of a whole row in it.
SURE = frozenset((mask.NATIONAL_ID, mask.EMAIL))
_GROUPED = re.compile(r"(?<![0-9A-Za-z_./,:-])09[0-9]{2}(?:-?[0-9]{3}){2}(?![0-9A-Za-z_./,:-])")
_STREAM = re.compile(rb"stream\r?\n")
_FONT_OR_IMAGE = re.compile(rb"/Subtype\s*/(?:Image|CIDFontType0C|Type1C|OpenType)|/Length1\b|/EmbeddedFile\b")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{80,}={0,2}")
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_SEPARATORS = re.compile(r"[-().‐-―−]")
_HIDDEN = {"attachments": "附加檔案", "metadata": "中繼資料"}


def scan(files: Mapping[str, bytes], masker: Masker, needles: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """How many times personal data is met, by (file and place, rule); empty where none is."""
    found: Counter[tuple[str, str]] = Counter()
    clean: set[str] = set()  # most texts stand in several files
    sought = [(_plain(needle), rule) for needle, rule in needles.items()]
    for path, data in files.items():
        wholes: dict[str, list[str]] = {path: [path]}
        for place, text, is_cell in texts(path, data):
            wholes.setdefault(place, []).append(text)
            if is_cell and text in clean:
                continue
            if is_cell is None:  # between the bytes of a program any rule finds something by chance
                continue
            hits = {one.rule.name for one in masker.find(text) if one.is_masked} if is_cell else _sure(text, masker)
            if hits:
                found.update((place, rule) for rule in hits)
            elif is_cell:
                clean.add(text)
        for place, parts in wholes.items():
            whole = _plain("\n".join(parts))
            found.update((place, rule) for needle, rule in sought if _holds(whole, needle) and (place, rule) not in found)
    return found


def _sure(text: str, masker: Masker) -> set[str]:
    hits = {one.rule.name for line in text.splitlines() for one in masker.find(line) if one.rule in SURE and " " not in one.original}
    return hits | ({mask.MOBILE.name} if _GROUPED.search(text) else set())


def _plain(text: str) -> str:
    """Folded, without blanks and separators."""
    return _SEPARATORS.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", text)))


def _holds(whole: str, needle: str) -> bool:
    """Whether the needle is in a plain text; one that begins or ends with a digit, not within a longer number."""
    at = whole.find(needle)
    while at >= 0:
        before, after = whole[at - 1 : at], whole[at + len(needle) : at + len(needle) + 1]
        if not (needle[0].isdigit() and before.isdigit() or needle[-1].isdigit() and after.isdigit()):
            return True
        at = whole.find(needle, at + 1)
    return False


def _inner(raw: bytes) -> str:
    """The texts within a PDF that are on no page (alternative texts, bookmarks, metadata): plain, and UTF-16 as it writes them."""
    found = [raw.decode("utf-8", "ignore")]
    for match in re.finditer(rb"<(?:FEFF|feff)([0-9A-Fa-f\s]+)>", raw):
        digits = re.sub(rb"\s", b"", match[1])
        found.append(bytes.fromhex(digits[: len(digits) // 4 * 4].decode()).decode("utf-16-be", "ignore"))
    for match in re.finditer(rb"\(\xfe\xff((?:\\.|[^\\)])*)\)", raw, re.DOTALL):
        found.append(re.sub(rb"\\([0-7]{3}|.)", _escaped, match[1], flags=re.DOTALL).decode("utf-16-be", "ignore"))
    return "\n".join(found)


def _escaped(match: re.Match) -> bytes:
    code = match[1]
    if len(code) == 3:
        return bytes([int(code, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(code, code)


def _parts(data: bytes) -> Iterator[bytes]:
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
        if not (_FONT_OR_IMAGE.search(data[max(0, match.start() - 400) : match.start()].rpartition(b" obj")[2]) or unpacked[:4] in (b"OTTO", b"\x01\x00\x04\x02", b"\x01\x00\x04\x01", b"\0\1\0\0")):
            yield unpacked
    yield data[at:]


# -- what a file says -----------------------------------------------------------------------------------------------------


def texts(path: str, data: bytes, place: str = "") -> Iterator[tuple[str, str, bool | None]]:
    """(place, text, whether it is one cell, element or value by itself) of a file, by its suffix; of what is packed in it too.

    None for bytes read as text, in which only what is known can be sought.
    """
    place = place or path
    suffix = path.rpartition(".")[2].lower()
    if suffix == "pdf":
        yield from _pdf(data, place)
    elif suffix in ("xlsx", "ods", "zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield place, member.filename, True
                yield from texts(member.filename, archive.read(member), f"{place}〔{member.filename}〕")
            yield place, archive.comment.decode("utf-8", "replace"), True
    elif suffix in ("html", "xml", "svg", "rels", "rdf"):
        yield from _markup(data.decode("utf-8", "replace"), place)
    elif suffix in ("json", "ipynb"):
        yield from _json(json.loads(data), place)
    elif suffix == "csv":
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline="")):
            yield from ((place, cell, True) for cell in row)
    elif suffix == "ics":
        text = re.sub(r"\r?\n[ \t]", "", data.decode("utf-8", "replace"))
        yield from ((place, re.sub(r"\\([,;\\])", r"\1", part), True) for line in text.splitlines() for part in line.partition(":")[2].split("\\n"))
    else:
        yield from ((place, line, True) for line in data.decode("utf-8", "replace").splitlines())


def _json(value: object, place: str) -> Iterator[tuple[str, str, bool | None]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield place, key, True
            if key == "text/html":
                yield from _markup("".join(inner), place)
            elif key == "text/plain":
                lines = "".join(inner).split("\n")
                yield from ((place, cell, True) for line in lines for cell in line.split("\t"))
            else:
                yield from _json(inner, place)
    elif isinstance(value, list):
        for inner in value:
            yield from _json(inner, place)
    elif isinstance(value, str) and value.startswith(("<svg", "<?xml")):
        yield from _markup(value, place)
    elif isinstance(value, str) and not _is_image(value):
        yield from ((place, line, True) for line in value.split("\n"))


def _is_image(text: str) -> bool:
    return text.startswith(("iVBOR", "/9j/")) and len(text) > 100


def _markup(text: str, place: str) -> Iterator[tuple[str, str, bool | None]]:
    reader = _Texts()
    reader.feed(text)
    reader.close()
    reader.end_piece()
    yield from ((place, piece, True) for piece in reader.pieces)
    for packed in reader.packed:
        yield from _unpacked(packed, place)


def _unpacked(packed: str, place: str) -> Iterator[tuple[str, str, bool | None]]:
    """What a page carries as base64, compressed or not: data of our own; images and fonts have their own form and are no text."""
    for match in _BASE64.finditer(packed):
        try:
            data = base64.b64decode(match[0] + "=" * (-len(match[0]) % 4))
        except binascii.Error:
            continue
        if data[:4] in (b"wOFF", b"wOF2", b"\x89PNG", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xdb"):
            continue
        for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
            try:
                data = zlib.decompressobj(bits).decompress(data)
                break
            except zlib.error:
                continue
        try:
            yield from _json(json.loads(data), f"{place}（內嵌資料）")
        except ValueError:
            yield f"{place}（內嵌資料）", data.decode("utf-8", "ignore"), None


class _Texts(HTMLParser):
    """The texts of a page or an XML file: of each element with the words marked within it, of attributes and comments."""

    INLINE = frozenset(("b", "strong", "em", "i", "tspan", "data", "text", "br"))

    def __init__(self):
        super().__init__()
        self.pieces: list[str] = []
        self.packed: list[str] = []
        self._piece: list[str] = []

    def end_piece(self) -> None:
        if text := " ".join("".join(self._piece).split()):
            self.pieces.append(text)
        self._piece = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.INLINE:
            self.end_piece()
        for name, value in attrs:
            if value and "base64," in value[:80]:
                self.packed.append(value.partition("base64,")[2])
            elif value and name not in ("d", "style", "points", "transform", "viewbox", "content"):
                self.pieces.append(value)
            elif value and name == "content" and "-src" not in value:
                self.pieces.append(value)

    def handle_endtag(self, tag):
        if tag not in self.INLINE:
            self.end_piece()

    def handle_data(self, data):
        if self.cdata_elem is None:
            self._piece.append(data)
        elif self.cdata_elem == "script":
            self.packed.append(data)
            self.pieces += data.splitlines() if len(data) < 2_000_000 and not _BASE64.fullmatch(data.strip()) else []

    def handle_comment(self, data):
        self.pieces.append(html.unescape(data))

    def handle_pi(self, data):
        self.pieces.append(data)


def _pdf(data: bytes, place: str) -> Iterator[tuple[str, str, bool | None]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for name, value in document.get_metadata_dict().items():
            yield f"{place}（{_HIDDEN['metadata']} {name}）", value, True
        for number in range(len(document)):
            page = document[number]
            yield f"{place} 第 {number + 1} 頁", page.get_textpage().get_text_bounded(), False
            page.close()
        for number in range(document.count_attachments()):
            attached = document.get_attachment(number)
            name = attached.get_name()
            yield f"{place}（{_HIDDEN['attachments']}）", name, True
            yield from texts(name, bytes(attached.get_data()), f"{place}（{_HIDDEN['attachments']} {name}）")
        for part in _parts(data):
            yield f"{place}（內部）", _inner(part), None
    finally:
        document.close()
