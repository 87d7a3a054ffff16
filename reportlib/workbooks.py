"""The child process in which a workbook is read: its bytes on standard input, its cells as JSON on standard output.

It runs under the limits of :mod:`reportlib.confined`. Before calamine sees a zip, every XML in it is parsed as a stream, which
refuses document type declarations, damage, bombs and far cells, and finds two things that calamine drops: error values and
formulas without a result. The answer is ``{"sheets": [{"name", "hidden", "rows"}]}``.
"""

import datetime
import functools
import io
import posixpath
import re
import zipfile
import zlib
from xml.parsers import expat

from reportlib.confined import Refused, serve

MOST_UNPACKED_BYTES = 200_000_000
LARGEST_RATIO, RATIO_MATTERS_FROM_BYTES = 200, 10_000_000
MOST_MEMBERS = 10_000
MOST_CELLS = 3_000_000
FARTHEST_ROW, FARTHEST_COLUMN = 200_000, 702  # column ZZ
_CHUNK_BYTES = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def sheets(data: bytes) -> list[dict]:
    """Every worksheet in order, hidden ones included; row 1, column A first; ``None`` for an empty cell."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    repairs = scan_zip(data) if data.startswith(b"PK") else scan_ole2(data)
    result, cells = [], 0
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in workbook.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            cells += (sheet.total_height + 1) * (sheet.total_width + 1)
            if cells > MOST_CELLS:
                raise Refused("A05", meta.name)
            rows = [[None if cell == "" else cell for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            for (row, column), text in repairs.get(meta.name, {}).items():
                rows.extend([] for _ in range(row - len(rows)))
                rows[row - 1].extend([None] * (column - len(rows[row - 1])))
                rows[row - 1][column - 1] = text
            for row in rows:
                while row and row[-1] is None:
                    row.pop()
            result.append({"name": meta.name, "hidden": meta.visible != SheetVisibleEnum.Visible, "rows": rows})
    except PasswordError:
        raise Refused("F06") from None
    except CalamineError:
        raise Refused("A12", result[-1]["name"] if result else "") from None
    return result


def scan_ole2(data: bytes) -> dict:
    """Tell an encrypted .xlsx, a Word file and an old .xls apart by the stream names in the container's directory."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("F04")
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise Refused("F09", detail="doc" if "WordDocument".encode("utf-16-le") in data else "ole2")
    return {}


def scan_zip(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Refuse a dangerous or damaged archive before anything unpacks it whole.

    Returns, for each sheet name, what calamine would drop: (row, column) to the error value ("#N/A") or to the formula
    that has no result ("=A1+B1").
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise Refused("F02") from None
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(names) < len(members):
        raise Refused("F14")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("F04")
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise Refused("A04")
    if any(m.file_size > RATIO_MATTERS_FROM_BYTES and m.file_size > LARGEST_RATIO * m.compress_size for m in members):
        raise Refused("A04")
    if "_rels/.rels" in names:
        parts = _xlsx_parts(archive, names)
        repairs = {name: parse(archive, part, XlsxSheet(name)).repairs for part, name in parts.items()}
        done = set(parts)
    elif "META-INF/manifest.xml" in names:
        if parse(archive, "META-INF/manifest.xml", Manifest()).encrypted:
            raise Refused("F05")
        if "mimetype" not in names or archive.read("mimetype").strip() != _ODS_TYPE or "content.xml" not in names:
            raise Refused("F09", detail="odf")
        repairs = parse(archive, "content.xml", OdsContent()).repairs
        done = {"META-INF/manifest.xml", "content.xml"}
    else:
        raise Refused("F09", detail="numbers" if "Index/Document.iwa" in names else "zip")
    for member in members:
        # LibreOffice stores an empty Configurations2/accelerator/current.xml.
        if member.filename.endswith((".xml", ".rels")) and member.file_size and member.filename not in done:
            parse(archive, member.filename, Elements())
    return repairs


def parse(archive: zipfile.ZipFile, member: str, handler: "Elements") -> "Elements":
    """Stream one XML member through ``handler``; its end is read too, so that the zip's checksum is compared."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = handler.doctype
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, NotImplementedError):
        raise Refused("F03", handler.sheet, member) from None
    return handler


class Elements:
    """Handles no element, but refuses a document type declaration: no spreadsheet program writes one."""

    start = end = text = None

    def __init__(self, sheet: str = ""):
        self.sheet = sheet
        self.repairs: dict = {}
        self.last_row = self.last_column = 0

    def doctype(self, *_) -> None:
        raise Refused("A02", self.sheet)

    def content(self, row: int, column: int) -> None:
        """Called for a cell that is not empty. calamine keeps the whole rectangle up to the last row and column."""
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        if row > FARTHEST_ROW or column > FARTHEST_COLUMN or self.last_row * self.last_column > MOST_CELLS:
            raise Refused("A06", self.sheet, f"{letters(column)}{row}")


class Attributes(Elements):
    """Keeps the attributes of every element of one local name."""

    def __init__(self, wanted: str):
        super().__init__()
        self.wanted, self.found = wanted, []

    def start(self, name: str, attributes: dict) -> None:
        if _local(name) == self.wanted:
            self.found.append({_local(key): value for key, value in attributes.items()})


class Manifest(Elements):
    encrypted = False

    def start(self, name: str, attributes: dict) -> None:
        self.encrypted = self.encrypted or _local(name) == "encryption-data"


class XlsxSheet(Elements):
    """One worksheet of an XLSX: far cells, the number of cells, error values and formulas without a result."""

    def __init__(self, sheet: str):
        super().__init__(sheet)
        self.row = self.column = self.cells = 0
        self.kind = self.inside = self.value = ""
        self.formula = None

    def start(self, name: str, attributes: dict) -> None:
        name = _local(name)
        if name == "c":
            place = _REFERENCE.fullmatch(attributes.get("r", ""))
            self.column, self.row = (_number(place[1]), int(place[2])) if place else (self.column + 1, self.row)
            self.kind, self.value, self.formula = attributes.get("t", ""), "", None
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif name == "v":
            self.inside, self.value = name, ""
        elif name == "is":
            self.value = "text"  # of no further interest
        elif name == "f":
            self.inside, self.formula = name, ""

    def text(self, text: str) -> None:
        if self.inside == "v":
            self.value += text
        elif self.inside == "f":
            self.formula += text

    def end(self, name: str) -> None:
        name = _local(name)
        if name == "c" and (self.value or self.formula is not None):
            self.cells += 1
            if self.cells > MOST_CELLS:
                raise Refused("A05", self.sheet)
            self.content(self.row, self.column)
            if not self.value and self.kind != "str":  # openpyxl writes <v/>; the result of kind str may be an empty text
                self.repairs[self.row, self.column] = f"={self.formula}"
            elif self.kind == "e":
                self.repairs[self.row, self.column] = self.value
        elif name == self.inside:
            self.inside = ""


class OdsContent(Elements):
    """All sheets of an ODS, where a row or a cell may stand for many (``number-…-repeated``)."""

    def __init__(self):
        super().__init__()
        self.row = self.row_repeat = self.column = self.column_repeat = self.cells = 0
        self.in_cell = self.is_error = False
        self.written = None  # the cell's printed text; None as long as the cell is empty
        self.formula = ""

    def start(self, name: str, attributes: dict) -> None:
        name = _local(name)
        if name in ("table-cell", "covered-table-cell"):
            self.column += self.column_repeat
            self.column_repeat = int(attributes.get("table:number-columns-repeated", 1))
            self.in_cell, self.is_error = True, attributes.get("calcext:value-type") == "error"
            self.formula = attributes.get("table:formula", "")
            self.written = "" if "office:value-type" in attributes else None
        elif name == "p" and self.in_cell:
            self.written = self.written or ""
        elif name == "table-row":
            self.row += self.row_repeat
            self.row_repeat = int(attributes.get("table:number-rows-repeated", 1))
            self.column, self.column_repeat = 1, 0
        elif name == "table":
            self.sheet = attributes.get("table:name", "")
            self.row, self.row_repeat, self.last_row, self.last_column = 1, 0, 0, 0

    def text(self, text: str) -> None:
        if self.in_cell and self.is_error:
            self.written = (self.written or "") + text

    def end(self, name: str) -> None:
        if _local(name) not in ("table-cell", "covered-table-cell"):
            return
        self.in_cell = False
        if self.written is None and not self.formula:
            return
        self.cells += self.row_repeat * self.column_repeat
        self.content(self.row + self.row_repeat - 1, self.column + self.column_repeat - 1)
        if self.cells > MOST_CELLS:
            raise Refused("A05", self.sheet)
        if self.is_error or self.written is None:
            lost = self.written if self.is_error else "=" + self.formula.partition("=")[2]
            for row in range(self.row, self.row + self.row_repeat):
                for column in range(self.column, self.column + self.column_repeat):
                    self.repairs.setdefault(self.sheet, {})[row, column] = lost


def _xlsx_parts(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Archive member to sheet name, for the worksheets that the workbook lists. Refuses other Office documents."""

    def relations(part: str) -> list[dict]:
        folder, name = posixpath.split(part)
        member = posixpath.join(folder, "_rels", f"{name}.rels")
        if member not in names:
            raise Refused("F03", detail=member)
        return parse(archive, member, Attributes("Relationship")).found

    def resolved(target: str, folder: str = "") -> str:
        return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    documents = [resolved(r.get("Target", "")) for r in relations("") if r.get("Type", "").endswith("/officeDocument")]
    workbook = documents[0] if documents else ""
    if not workbook.startswith("xl/") or not workbook.endswith(".xml"):
        kinds = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsb"}
        raise Refused("F09", detail=next((kind for folder, kind in kinds.items() if workbook.startswith(folder)), "zip"))
    listed = parse(archive, workbook, Attributes("sheet")).found
    targets = {r.get("Id"): r.get("Target", "") for r in relations(workbook)}
    parts = {}
    for sheet in listed:
        part = resolved(targets.get(sheet.get("id"), ""), posixpath.dirname(workbook))
        if part not in names:
            raise Refused("F03", sheet.get("name", ""), part)
        if "chartsheets/" not in part:
            parts[part] = sheet.get("name", "")
    return parts


@functools.lru_cache(maxsize=256)
def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _number(column: str) -> int:
    """Column letters to a number: A is 1, XFD is 16384."""
    number = 0
    for letter in column:
        number = 26 * number + ord(letter) - 64
    return number


def letters(column: int) -> str:
    """A column's number to its letters: 1 is A, 703 is AAA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _tagged(value: object) -> object:
    """A cell that JSON has no type for."""
    if isinstance(value, datetime.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    return str(value)  # a time of day, or a length of time: no input of a packet has one


if __name__ == "__main__":
    serve(lambda data: {"sheets": sheets(data)}, default=_tagged)
