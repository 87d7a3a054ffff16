"""What a file is by its content, and the columns that are in it. Runs in the child process in which files are judged.

A kind is a word in lower case (csv, json, geojson, xml, kml, xlsx, ods, xls, kmz, shp, html, pdf, text …); the declared format and the
file's name say nothing. What cannot be taken apart is a :class:`reportlib.readers.confined.FileRefused`.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.parsers import expat

from reportlib import filenames
from reportlib.errors import InputError
from reportlib.judging import names
from reportlib.readers import characters, csv_text, plain_csv
from reportlib.readers.child import script
from reportlib.readers.child.scan import local
from reportlib.readers.child.zips import opened
from reportlib.readers.columns import Coded, coded_by_engine, rows_with_text
from reportlib.readers.confined import FileRefused

EMPTY, HTML, TEXT, UNKNOWN = "empty", "html", "text", "unknown"
TABLES = ("csv", "json", "geojson", "xml", "kml", "xlsx", "xls", "ods")
MOST_NAMES, DEEPEST, MOST_VALUES = 5_000, 64, 3_000_000
_SIGNS = (
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG", "png"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"\x1f\x8b", "gzip"),
)


def _no_column(name: str) -> Coded:
    raise KeyError(name)


@dataclass
class Contents:
    """A file taken apart: its kind, its bytes (of the member, where it came in an archive), the encoding it is in where it is text,
    the names in it, and the values of each, made when they are asked for. ``first_row`` is the row of the first value, as a
    spreadsheet program shows it."""

    kind: str
    data: bytes = b""
    encoding: str = ""
    names: tuple[str, ...] = ()
    column: Callable[[str], Coded] = _no_column
    first_row: int = 2
    rows: int = 0
    broken: str = ""  # why it cannot be taken apart, though it is told what it is: the code of the fault


def contents(data: bytes, described: Sequence[str]) -> Contents:
    """A file taken apart; ``described`` are the names by which the header of a table is told."""
    if not data.strip(b"\0\t\r\n \xef\xbb\xbf"):
        return Contents(EMPTY, data)
    if data.startswith(b"PK"):
        return _archive(data, described)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _workbook("xls", data, described)
    for sign, kind in _SIGNS:
        if data.startswith(sign):
            return Contents(kind, data)
    return _text(data, described)


def _archive(data: bytes, described: Sequence[str]) -> Contents:
    try:
        archive = opened(data)
    except FileRefused as refused:
        return Contents("zip", data, broken=refused.answer["refused"])
    members = [m for m in archive.infolist() if not m.is_dir() and not filenames.is_junk(m.filename)]
    inside = {member.filename.lower() for member in members}
    if "[content_types].xml" in inside or "_rels/.rels" in inside:
        kind = "xlsx" if any(name.startswith("xl/") for name in inside) else "office"
        return _workbook("xlsx", data, described) if kind == "xlsx" else Contents(kind, data)
    if "mimetype" in inside and "content.xml" in inside:
        is_sheet = archive.read("mimetype").strip().endswith(b"spreadsheet")
        return _workbook("ods", data, described) if is_sheet else Contents("odf", data)
    for suffix, kind in ((".shp", "shp"), (".kml", "kmz")):
        if any(name.endswith(suffix) for name in inside):
            return Contents(kind, data)
    return _inside(archive, members, data, described)


def _inside(
    archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], data: bytes, described: Sequence[str]
) -> Contents:
    """A ZIP counts as what is in it: the largest table, else the largest file; an archive in an archive is not opened."""
    others: list[Contents] = []
    for member in sorted(members, key=lambda member: (-member.file_size, member.filename)):
        if PurePosixPath(member.filename).suffix.lower() in (".zip", ".7z", ".rar"):
            others.append(Contents("zip", data, broken="A13"))
            continue
        try:
            body = archive.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            return Contents("zip", data, broken="F03")
        found = Contents("zip", data, broken="A13") if body.startswith(b"PK") else contents(body, described)
        if found.kind in TABLES:
            return found
        others.append(found)
    return others[0] if others else Contents("zip", data, broken="F10")


def _workbook(kind: str, data: bytes, described: Sequence[str]) -> Contents:
    """A workbook: the first visible sheet with anything in it."""
    try:
        sheets, _ = script.sheets(data)
    except FileRefused as refused:
        if kind == "xls" and refused.answer["refused"] == "F09":
            return Contents("doc", data)
        return Contents(kind, data, broken=refused.answer["refused"])
    shown = next((sheet for sheet in sheets if not sheet["hidden"] and sheet["rows"]), None)
    if shown is None:
        return Contents(kind, data, broken="F15")
    return _table(kind, data, [["" if cell is None else str(cell) for cell in row] for row in shown["rows"]], described)


def _text(data: bytes, described: Sequence[str]) -> Contents:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Contents(UNKNOWN, data)
    text, encoding = _decoded(data)
    head = text[: csv_text.LONGEST_BEGINNING].lstrip()
    if csv_text.HTML_PATTERN.match(head):
        return Contents(HTML, data, encoding)
    if head[:1] in ("{", "["):
        return _json(text, data, encoding)
    if head.startswith("<"):
        return _xml(text, data, encoding)
    return _csv(text, data, encoding, described)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and the encoding it is in; "" for one that is in none, whose text then has marks for what is lost."""
    try:
        text, encoding, unknown = characters.decoded(data)
    except characters.Undecodable as error:
        as_well = "gb18030" if error.code == "E08" else "utf-8"
        return data.decode(as_well, "replace").lstrip("\ufeff"), as_well if as_well == "gb18030" else ""
    return text, "" if unknown else encoding


# -- tables ----------------------------------------------------------------------------------------------------------------


def _csv(text: str, data: bytes, encoding: str, described: Sequence[str]) -> Contents:
    if encoding and _engine_pays(len(data)):
        found = _by_columns(data if encoding == "utf-8" else text.encode(), described)
        if found is not None:
            found.data, found.encoding = data, encoding
            return found
    try:
        split = csv_text.split(text, "")
    except InputError as error:
        return Contents("csv", data, encoding, broken=error.problems[0].code)
    if max(map(len, split), default=0) < 2:  # one column is a table where it has a name that is described
        wanted = names.wanted_of(described)
        if not any(row and names.folded(_as_text(row[0])) in wanted for row in split[:10]):
            return Contents(TEXT, data, encoding)
    found = _table("csv", data, split, described)
    found.encoding = encoding
    return found


class _TablesSeen:
    """How many bytes of tables this child has had: to import the engine takes as long as it saves with a few megabytes."""

    seen = 0


def _engine_pays(size: int) -> bool:
    _TablesSeen.seen += size
    return "pyarrow" in sys.modules or _TablesSeen.seen >= plain_csv.FEWEST_BYTES


def _by_columns(data: bytes, described: Sequence[str]) -> Contents | None:
    """A plain CSV in UTF-8, by the engine; None for any other, and for one with titles above its header."""
    try:
        table = plain_csv.table(data)
    except InputError:
        return None
    if table is None or table.num_columns < 2:
        return None
    head = [[cell.strip() for cell in row.values()] for row in table.slice(0, 10).to_pylist()]
    if names.header_at(head, described):
        return None
    places = {name: place for place, name in reversed(list(enumerate(head[0]))) if name}
    below = table.slice(1)

    def column(name: str) -> Coded:
        return coded_by_engine(below.column(places[name]))

    in_order = tuple(dict.fromkeys(name for name in head[0] if name))
    return Contents("csv", names=in_order, column=column, rows=rows_with_text(below))


def _as_text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _table(kind: str, data: bytes, rows: Sequence[Sequence[str]], described: Sequence[str]) -> Contents:
    """Rows of cells under their header. An empty column has no name; of two of one name the first is taken."""
    at = names.header_at([[_as_text(cell) for cell in row] for row in rows[:10]], described)
    header = [_as_text(cell) for cell in rows[at]] if rows else []
    below = [row for row in rows[at + 1 :]]
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        if name:
            places.setdefault(name, place)

    def column(name: str) -> Coded:
        place = places[name]
        return Coded.of_texts([row[place] if place < len(row) else "" for row in below])

    return Contents(kind, data, "", tuple(places), column, at + 2, sum(map(any, below)))


# -- trees -----------------------------------------------------------------------------------------------------------------


def _json(text: str, data: bytes, encoding: str) -> Contents:
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError:
        return Contents("json", data, encoding, broken="A14")
    except ValueError:
        return Contents("json", data, encoding, broken="F03")
    is_geo = isinstance(value, dict) and value.get("type") in ("FeatureCollection", "Feature")
    found: dict[str, list[str]] = {}
    count = 0
    for record in _records(value, 0):
        count += 1
        for key, one in record.items():
            if len(found) < MOST_NAMES or key in found:
                values = found.setdefault(str(key).strip(), [])
                if isinstance(one, str | bool) or one is None:
                    values.append("" if one is None else str(one).strip())
    kind = "geojson" if is_geo else "json"
    return Contents(kind, data, encoding, tuple(found), lambda name: Coded.of_texts(found[name]), 1, count)


def _records(value: object, depth: int) -> Iterator[dict]:
    """Every object in a value of JSON, in order."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _records(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            yield from _records(one, depth + 1)


class _Tree:
    """The names of elements and attributes, and the texts of elements that hold nothing else."""

    def __init__(self) -> None:
        self.root, self.values, self.depth, self.held = "", 0, 0, [False]
        self.found: dict[str, list[str]] = {}
        self.text: list[str] = []

    def doctype(self, *_: object) -> None:
        raise FileRefused("A02")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        self.root = self.root or name
        self.depth += 1
        if self.depth > DEEPEST:
            raise FileRefused("A14")
        self.held[-1] = True
        self.held.append(False)
        self.text.clear()
        if len(self.found) < MOST_NAMES:
            self.found.setdefault(name, [])
            for key, value in attributes.items():
                self.found.setdefault(local(key), []).append(value.strip())

    def end(self, name: str) -> None:
        self.depth -= 1
        if not self.held.pop() and (values := self.found.get(local(name))) is not None and self.values < MOST_VALUES:
            values.append("".join(self.text).strip())
            self.values += 1
        self.text.clear()

    def characters(self, text: str) -> None:
        self.text.append(text)


def _xml(text: str, data: bytes, encoding: str) -> Contents:
    parser, tree = expat.ParserCreate("utf-8"), _Tree()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = tree.doctype
    parser.StartElementHandler, parser.EndElementHandler = tree.start, tree.end
    parser.CharacterDataHandler = tree.characters
    try:
        parser.ParseFile(io.BytesIO(text.encode("utf-8", "replace")))
    except FileRefused as refused:
        return Contents("xml", data, encoding, broken=refused.answer["refused"])
    except expat.ExpatError:
        return Contents("xml", data, encoding, broken="F03")
    kind = {"kml": "kml", "html": HTML}.get(tree.root.lower(), "xml")
    count = max(map(len, tree.found.values()), default=0)
    return Contents(kind, data, encoding, tuple(tree.found), lambda name: Coded.of_texts(tree.found[name]), 1, count)
