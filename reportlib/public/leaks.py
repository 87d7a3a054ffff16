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
from collections.abc import Collection, Mapping

from reportlib.privacy import kinds, people
from reportlib.privacy.masker import Masker
from reportlib.public.pdf_text import parts_of, strings_in

# The rules that hold for a text without cells: a line of a PDF may have the cells of a whole row in it.
SURE = frozenset((kinds.NATIONAL_ID, kinds.EMAIL))
_GROUPED = re.compile(r"(?<![0-9A-Za-z_./,:-])09[0-9]{2}(?:-?[0-9]{3}){2}(?![0-9A-Za-z_./,:-])")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{80,}={0,2}")
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_SEPARATORS = re.compile(r"[-().‐-―−]")
_TAG = re.compile(
    r"<!--(?P<comment>.*?)-->|<!\[CDATA\[(?P<data>.*?)\]\]>|<(?P<kind>script|style)(?=[\s>])(?P<of>[^>]*)>(?P<program>.*?)</(?P=kind)\s*>"
    r"""|<[/?!]?(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*)>""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
# Elements that part no word: of a page, of a drawing, of a workbook's cell.
_INLINE = frozenset(("b", "strong", "em", "i", "tspan", "data", "text", "br", "r", "t", "text:span", "text:s", "wbr"))
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
_HIDDEN = {"attachments": "附加檔案", "metadata": "中繼資料"}


def scan(files: Mapping[str, bytes], masker: Masker, needles: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """How many times personal data is met, by (file and place, rule); empty where none is."""
    found: Counter[tuple[str, str]] = Counter()
    clean: set[str] = set()  # most texts stand in several files
    sought = [(_plain(needle), rule) for needle, rule in needles.items()]
    known = frozenset(files.values())
    for path, data in files.items():
        said: Said = {}
        tell(said, path, data, known=known)
        for place, texts in said.items():
            for text, is_cell in texts:
                if (
                    is_cell is None or text in clean
                ):  # between the bytes of a program any rule finds something by chance
                    continue
                hits = {one.rule.name for one in masker.find(text) if one.is_masked} if is_cell else _sure(text, masker)
                if hits:
                    found.update((place, rule) for rule in hits)
                else:
                    clean.add(text)
            if sought:
                whole = _plain("\n".join(text for text, _ in texts))
                found.update(
                    (place, rule) for needle, rule in sought if _holds(whole, needle) and (place, rule) not in found
                )
    return found


def _sure(text: str, masker: Masker) -> set[str]:
    hits = {
        one.rule.name
        for line in text.splitlines()
        for one in masker.find(line)
        if one.rule in SURE and " " not in one.original
    }
    return hits | ({kinds.MOBILE.name} if _GROUPED.search(text) else set())


def _plain(text: str) -> str:
    """Folded, without blanks and separators."""
    return _SEPARATORS.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", text)))


def _holds(whole: str, needle: str) -> bool:
    """Whether the needle is in a plain text; one that begins or ends with a digit, not within a longer number; a surname with
    a form of address, not at the end of a longer name."""
    at = whole.find(needle)
    is_short = at >= 0 and people.is_surname_alone(needle)
    while at >= 0:
        before, after = whole[at - 1 : at], whole[at + len(needle) : at + len(needle) + 1]
        if not (
            needle[0].isdigit()
            and before.isdigit()
            or needle[-1].isdigit()
            and after.isdigit()
            or is_short
            and before.isalpha()
        ):
            return True
        at = whole.find(needle, at + 1)
    return False


# -- what a file says -----------------------------------------------------------------------------------------------------

# By place, each text and whether it is one cell, element or value by itself; None for bytes read as text, in which only what is
# known can be sought.
Said = dict[str, list[tuple[str, bool | None]]]


def tell(said: Said, path: str, data: bytes, place: str = "", known: Collection[bytes] = ()) -> None:
    """Add what a file says, by its suffix, and what is packed in it; a file in it that is ``known`` is told elsewhere."""
    place = place or path
    cells = said.setdefault(place, [])
    cells.append((path, True))
    suffix = path.rpartition(".")[2].lower()
    if suffix == "pdf":
        _pdf(said, data, place, known)
    elif suffix in ("xlsx", "ods", "zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                tell(said, member.filename, archive.read(member), f"{place}〔{member.filename}〕")
            cells.append((archive.comment.decode("utf-8", "replace"), True))
    elif suffix in ("html", "xml", "svg", "rels", "rdf"):
        _markup(said, data.decode("utf-8", "replace"), place)
    elif suffix in ("json", "ipynb"):
        _json(said, json.loads(data), place)
    elif suffix == "csv":
        cells += (
            (cell, True)
            for row in csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
            for cell in row
        )
    elif suffix == "ics":
        text = re.sub(r"\r?\n[ \t]", "", data.decode("utf-8", "replace"))
        cells += (
            (re.sub(r"\\([,;\\])", r"\1", part), True)
            for line in text.splitlines()
            for part in line.partition(":")[2].split("\\n")
        )
    else:
        cells += ((line, True) for line in data.decode("utf-8", "replace").splitlines())


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
                cells += ((line, True) for line in value.split("\n"))
        elif isinstance(value, list):
            left += reversed(value)
        elif isinstance(value, dict):
            keys |= dict.fromkeys(value)
            if "text/html" in value or "text/plain" in value:
                _markup(said, "".join(value.get("text/html", "")), place)
                cells += (
                    (cell, True)
                    for line in "".join(value.get("text/plain", "")).split("\n")
                    for cell in line.split("\t")
                )
                value = {key: inner for key, inner in value.items() if key not in ("text/html", "text/plain")}
            left += reversed(value.values())
    cells += ((key, True) for key in keys)


def _is_image(text: str) -> bool:
    return text.startswith(("iVBOR", "/9j/")) and len(text) > 100


def _markup(said: Said, text: str, place: str) -> None:
    """The texts of a page or an XML file: of each element with the words marked within it, of attributes and comments."""
    cells = said.setdefault(place, [])
    piece: list[str] = []
    at = 0

    def end_piece() -> None:
        if words := " ".join(html.unescape("".join(piece)).split()):
            cells.append((words, True))
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
            cells.append((html.unescape(tag["comment"]), True))
        elif tag["kind"]:
            _program(said, tag["program"], tag["kind"].lower() == "script", place)
        for attribute in _ATTRIBUTE.finditer(tag["attributes"] or tag["of"] or ""):
            name, value = attribute[1], attribute[2] or attribute[3] or attribute[4] or ""
            if "base64," in value[:80]:
                _unpacked(said, value.partition("base64,")[2], place)
            elif value and name not in _DRAWN and not (name == "content" and "-src" in value):
                cells.append((html.unescape(value), True))
    piece.append(text[at:])
    end_piece()


def _program(said: Said, text: str, is_script: bool, place: str) -> None:
    """A script's lines, and the data in it; of a style only what is known is sought."""
    if is_script and _BASE64.fullmatch(text.strip()):
        _unpacked(said, text, place)
    else:
        said.setdefault(place, []).extend((line, True if is_script else None) for line in text.splitlines())


def _unpacked(said: Said, packed: str, place: str) -> None:
    """What a page carries as base64, compressed or not: data of our own; images and fonts have their own form and are no text."""
    place = f"{place}（內嵌資料）"
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
            _json(said, json.loads(data), place)
        except ValueError:
            said.setdefault(place, []).append((data.decode("utf-8", "ignore"), None))


def _pdf(said: Said, data: bytes, place: str, known: Collection[bytes]) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for name, value in document.get_metadata_dict().items():
            said.setdefault(f"{place}（{_HIDDEN['metadata']} {name}）", []).append((value, True))
        for number in range(len(document)):
            page = document[number]
            said[f"{place} 第 {number + 1} 頁"] = [(page.get_textpage().get_text_bounded(), False)]
            page.close()
        attachments = f"{place}（{_HIDDEN['attachments']}"
        for number in range(document.count_attachments()):
            attached = document.get_attachment(number)
            name, inner = attached.get_name(), bytes(attached.get_data())
            said.setdefault(f"{attachments}）", []).append((name, True))
            if inner not in known:
                tell(said, name, inner, f"{attachments} {name}）", known)
        inside = said.setdefault(f"{place}（內部）", [])
        for part in parts_of(data):
            inside.append((part.decode("utf-8", "ignore"), None))
            inside += ((text, True) for text in strings_in(part))
    finally:
        document.close()
