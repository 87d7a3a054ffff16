"""What a finished file says, text by text: cells, elements, attributes, lines, and what is packed in it.

Zip members, the text, metadata, streams and embedded files of a PDF, data that a page carries as base64.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import csv
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Collection
from enum import Enum

from reportlib.public.pdf_text import parts_of, strings_in
from reportlib.records.source_files import texts_in


class How(Enum):
    """How a text stands in its file: by itself, as a line that may run several cells together, as a line of a program, or as bytes in
    which only what is known can be sought."""

    CELL = 1
    LINE = 2
    PROGRAM = 3
    BYTES = 4


Said = dict[str, list[tuple[str, How]]]  # by place
BASE64 = re.compile(r"[A-Za-z0-9+/]{80,}={0,2}")
_TAG = re.compile(
    r"<!--(?P<comment>.*?)-->|<!\[CDATA\[(?P<data>.*?)\]\]>|<(?P<kind>script|style)(?=[\s>])(?P<of>[^>]*)>(?P<program>.*?)</(?P=kind)\s*>"
    r"""|<[/?!]?(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*)>""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
# Elements that part no word: of a page, of a drawing, of a workbook's cell, of a paragraph in the formats of LibreOffice and of Word.
_INLINE = frozenset(
    (
        *("b", "strong", "em", "i", "tspan", "data", "text", "br", "r", "t", "wbr"),
        *("text:span", "text:s", "text:line-break", "w:r", "w:t", "w:rPr", "w:b", "w:br"),
    )
)
_DRAWN = frozenset(
    (
        "d",
        "style",
        "points",
        "transform",
        "viewbox",
        "viewBox",
        "r",
        "s",
        "class",
        "id",
        "href",
        "xlink:href",
        "data-fact",
    )
)
# Attributes that a reader is told; what stands in any other is for programs.
_READ = frozenset(("alt", "title", "aria-label", "content", "label", "descr", "summary", "name", "table:name"))
_ROWS = re.compile(r"\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*")
_PART_OF_PANEL = re.compile(r"""\bid\s*=\s*["']?panel-""", re.IGNORECASE)
_INSIDE = "（內嵌資料）"
_HIDDEN = {"attachments": "附加檔案", "metadata": "中繼資料"}


def tell(said: Said, path: str, data: bytes, place: str = "", known: Collection[bytes] = ()) -> None:
    """Add what a file says, by its suffix, and what is packed in it; a file in it that is ``known`` is told elsewhere."""
    place = place or path
    cells = said.setdefault(place, [])
    cells.append((path, How.CELL))
    suffix = path.rpartition(".")[2].lower()
    if suffix == "pdf":
        _pdf(said, data, place, known)
    elif suffix in ("xlsx", "ods", "odt", "docx", "zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                tell(said, member.filename, archive.read(member), f"{place}〔{member.filename}〕")
            cells.append((archive.comment.decode("utf-8", "replace"), How.CELL))
    elif suffix in ("html", "xml", "svg", "rels", "rdf"):
        _markup(said, data.decode("utf-8", "replace"), place, known)
    elif suffix in ("json", "jsonld", "ipynb"):
        _json(said, json.loads(data), place)
    elif suffix == "csv":
        cells += (
            (cell, How.CELL)
            for row in csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
            for cell in row
        )
    elif suffix == "parquet":
        cells += ((text, How.CELL) for text in texts_in(data))
    elif suffix in ("png", "jpg", "jpeg"):  # what is drawn in it nobody reads here
        cells.append((data.decode("utf-8", "ignore"), How.BYTES))
    elif suffix == "ics":
        text = re.sub(r"\r?\n[ \t]", "", data.decode("utf-8", "replace"))
        for line in text.splitlines():
            name, _, value = line.partition(":")
            how = How.PROGRAM if name == "UID" else How.CELL  # of our own making
            cells += ((re.sub(r"\\([,;\\])", r"\1", part), how) for part in value.split("\\n"))
    else:
        cells += ((line, How.CELL) for line in data.decode("utf-8", "replace").splitlines())


def _json(said: Said, value: object, place: str) -> None:
    cells = said.setdefault(place, [])
    keys: dict[str, None] = {}
    left = [value]
    while left:
        value = left.pop()
        if isinstance(value, str):
            if value.startswith(("<svg", "<?xml")):
                _markup(said, value, place)
            elif not _is_image(value):
                cells += ((line, How.CELL) for line in value.split("\n"))
        elif isinstance(value, list):
            left += reversed(value)
        elif isinstance(value, dict):
            keys |= dict.fromkeys(value)
            if "cell_type" in value and isinstance(value.get("id"), str):  # of nbformat's making, eight digits at times
                cells.append((value["id"], How.PROGRAM))
                value = {key: inner for key, inner in value.items() if key != "id"}
            if isinstance(ranges := value.get("rows"), str) and _ROWS.fullmatch(
                ranges
            ):  # of a fact, seven digits at times
                cells.append((ranges, How.PROGRAM))
                value = {key: inner for key, inner in value.items() if key != "rows"}
            if "text/html" in value or "text/plain" in value:
                _markup(said, "".join(value.get("text/html", "")), place)
                cells += (
                    (cell, How.CELL)
                    for line in "".join(value.get("text/plain", "")).split("\n")
                    for cell in line.split("\t")
                )
                value = {key: inner for key, inner in value.items() if key not in ("text/html", "text/plain")}
            left += reversed(value.values())
    cells += ((key, How.CELL) for key in keys)


def _is_image(text: str) -> bool:
    return text.startswith(("iVBOR", "/9j/")) and len(text) > 100


def _markup(said: Said, text: str, place: str, known: Collection[bytes] = ()) -> None:
    """The texts of a page or an XML file: of each element with the words marked within it, of attributes and comments; of a file that a
    page carries nothing where it is ``known``."""
    cells = said.setdefault(place, [])
    piece: list[str] = []
    at = 0

    def end_piece() -> None:
        if words := " ".join(html.unescape("".join(piece)).split()):
            cells.append((words, How.CELL))
        piece.clear()

    for tag in _TAG.finditer(text):
        if tag.start() > at:
            piece.append(text[at : tag.start()])
        at = tag.end()
        if tag["data"] is not None:
            piece.append(html.escape(tag["data"]))
            continue
        if tag["name"] not in _INLINE:
            end_piece()
        if tag["comment"] is not None:
            cells.append((html.unescape(tag["comment"]), How.CELL))
        elif tag["kind"]:
            if _PART_OF_PANEL.search(tag["of"]):
                _packed(said, tag["program"].strip().strip('"'), f"{place}{_INSIDE}", known)
            else:
                _program(said, tag["program"], tag["kind"].lower() == "script", place)
        for attribute in _ATTRIBUTE.finditer(tag["attributes"] or tag["of"] or ""):
            name, value = attribute[1], attribute[2] or attribute[3] or attribute[4] or ""
            if "base64," in value[:80]:
                _unpacked(said, value.partition("base64,")[2], place)
            elif value and name not in _DRAWN and not (name == "content" and "-src" in value):
                cells.append((html.unescape(value), _how(name)))
    piece.append(text[at:])
    end_piece()


def _how(attribute: str) -> How:
    """How an attribute is looked through: what Word says of its fonts and styles is long numbers."""
    if attribute in _READ:
        return How.CELL
    return How.BYTES if attribute.startswith("w:") else How.PROGRAM


def _program(said: Said, text: str, is_script: bool, place: str) -> None:
    """A script's lines, and the data in it; of a style only what is known is sought."""
    if is_script and BASE64.fullmatch(text.strip().strip('"')):
        _unpacked(said, text, place)
    else:
        said.setdefault(place, []).extend((line, How.PROGRAM if is_script else How.BYTES) for line in text.splitlines())


def _unpacked(said: Said, packed: str, place: str) -> None:
    """What a page carries as base64, compressed or not: data of our own; images and fonts have their own form and are no text."""
    for match in BASE64.finditer(packed):
        _packed(said, match[0], f"{place}{_INSIDE}")


def _packed(said: Said, text: str, place: str, known: Collection[bytes] = ()) -> None:
    """A text or a file that is packed, of whatever length; what is not packed is told as it is, a file that is ``known`` elsewhere."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        data = text.encode()
    if data[:4] in (b"wOFF", b"wOF2", b"\x89PNG", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xdb"):
        return
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        unpacking = zlib.decompressobj(bits)
        with contextlib.suppress(zlib.error):
            unpacked = unpacking.decompress(data)
            if unpacking.eof:  # a few bytes of anything may begin like what is compressed
                data = unpacked
                break
    if data in known:
        return
    if data[:4] == b"PK\x03\x04":
        tell(said, "in-page.zip", data, place)
        return
    try:
        _json(said, json.loads(data), place)
    except ValueError:
        said.setdefault(place, []).append((data.decode("utf-8", "ignore"), How.BYTES))


def _pdf(said: Said, data: bytes, place: str, known: Collection[bytes]) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for name, value in document.get_metadata_dict().items():
            said.setdefault(f"{place}（{_HIDDEN['metadata']} {name}）", []).append((value, How.CELL))
        for number in range(len(document)):
            page = document[number]
            said[f"{place} 第 {number + 1} 頁"] = [(page.get_textpage().get_text_bounded(), How.LINE)]
            page.close()
        attachments = f"{place}（{_HIDDEN['attachments']}"
        for number in range(document.count_attachments()):
            attached = document.get_attachment(number)
            name, inner = attached.get_name(), bytes(attached.get_data())
            said.setdefault(f"{attachments}）", []).append((name, How.CELL))
            if inner not in known:
                tell(said, name, inner, f"{attachments} {name}）", known)
        inside = said.setdefault(f"{place}（內部）", [])
        for part in parts_of(data):
            inside.append((part.decode("utf-8", "ignore"), How.BYTES))
            inside += ((text, How.CELL) for text in strings_in(part))
    finally:
        document.close()
