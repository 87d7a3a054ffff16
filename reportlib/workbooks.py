"""The child process in which a file from elsewhere is taken apart: its bytes on standard input, its cells as JSON on standard output.

It runs under the limits of :mod:`reportlib.confined`. Before calamine sees a zip, every XML in it is parsed as a stream, which
refuses document type declarations, damage, bombs and far cells, and finds what calamine drops: error values, formulas without
a result, merged ranges, hidden rows and columns, comments. The answer is ``{"sheets": [{"name", "hidden", "rows", "merged",
"hidden_rows", "hidden_columns", "comments"}], "notices": [[code, sheet, detail]]}``, or, for a zip that is no workbook, that
of :mod:`reportlib.archives`; tables of HTML come from :mod:`reportlib.webtables`.
"""

import datetime
import functools
import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from reportlib.confined import Refused, serve

MOST_UNPACKED_BYTES = 200_000_000
LARGEST_RATIO, RATIO_MATTERS_FROM_BYTES = 200, 10_000_000
MOST_MEMBERS = 10_000
MOST_CELLS = 3_000_000
MOST_CHARACTERS = 100_000_000
MOST_PLACES = 20_000_000  # calamine keeps the whole rectangle, 32 bytes a place
FARTHEST_ROW, FARTHEST_COLUMN = 200_000, 702  # column ZZ
MOST_MERGES = 20_000
MOST_COMMENTS, LONGEST_COMMENT = 1_000, 500
MOST_MARKED = 10_000
_CHUNK_BYTES = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_YES = ("1", "true")
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_SHARED_STRINGS = "xl/sharedstrings.xml"  # where calamine looks for them, in any case
_MACROS = ("Basic/", "Scripts/")


@dataclass
class Facts:
    """What the scan of one worksheet finds beside the cells; rows and columns count from 1, ranges may be far too large."""

    repairs: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    marked: list[tuple[int, int, str]] = field(
        default_factory=list
    )  # cells struck through ("struck") or coloured ("filled")
    cells: int = 0
    characters: int = 0
    last_row: int = 0  # of what holds more than white space
    last_column: int = 0
    blank_row: int = 0  # of what holds white space only
    blank_column: int = 0

    @property
    def blank_far_away(self) -> bool:
        """Whether white space far below or beside the data makes the sheet much larger than it is."""
        places = max(self.last_row, self.blank_row) * max(self.last_column, self.blank_column)
        return self.blank_row > FARTHEST_ROW or self.blank_column > FARTHEST_COLUMN or places > MOST_CELLS

    def merged(self, name: str) -> tuple[list, list]:
        """The merged ranges within the data, none of them over another; and notices of those that are not what they should be."""
        kept, notices, occupied = [], [], {}
        for top, left, bottom, right in sorted(self.merges):
            if bottom > FARTHEST_ROW or right > FARTHEST_COLUMN:
                notices.append(["A08", name, f"{letters(left)}{top}:{letters(right)}{bottom}"])
            last, end = min(bottom, self.last_row), min(right, self.last_column)
            if last < top or end < left or (last, end) == (top, left):
                continue
            if any(occupied.get(column, 0) >= top for column in range(left, end + 1)):
                notices.append(["A08+", name, f"{letters(left)}{top}:{letters(right)}{bottom}"])
                continue
            occupied.update(dict.fromkeys(range(left, end + 1), last))
            kept.append([top, left, last, end])
        return kept, notices


def taken_apart(data: bytes) -> dict:
    """The answer for any file that this child is given."""
    if data.startswith(b"PK"):
        from reportlib import archives

        if archives.is_plain(data):
            return archives.unpacked(data)
    elif not data.startswith(b"\xd0\xcf"):
        from reportlib import webtables

        return {"sheets": webtables.tables(data.decode("utf-8", "surrogatepass")), "notices": []}
    found, notices = sheets(data)
    return {"sheets": found, "notices": notices}


def sheets(data: bytes) -> tuple[list[dict], list[list[str]]]:
    """Every worksheet in order, hidden ones included; row 1, column A first; ``None`` for an empty cell. And notices."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    is_zip = data.startswith(b"PK")
    scanned, notices = scan_zip(data) if is_zip else scan_ole2(data)
    result, cells = [], 0
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for position, meta in enumerate(workbook.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            facts = scanned.get(meta.name if is_zip else position) or Facts()
            height, width = sheet.total_height + 1, sheet.total_width + 1
            if not is_zip:
                facts.last_row, facts.last_column = height, width
                facts.merges = [
                    (top + 1, left + 1, bottom + 1, right + 1)
                    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
                ]
            elif facts.blank_far_away:
                notices.append(["A07", meta.name, f"{letters(facts.blank_column)}{facts.blank_row}"])
                height, width = facts.last_row, facts.last_column
            cells += height * width
            if cells > MOST_CELLS:
                raise Refused("A05", meta.name)
            rows = sheet.to_python(skip_empty_area=False, nrows=height) if height else []
            rows = [[None if cell == "" else cell for cell in row[:width]] for row in rows]
            for (row, column), text in facts.repairs.items():
                rows.extend([] for _ in range(row - len(rows)))
                rows[row - 1].extend([None] * (column - len(rows[row - 1])))
                rows[row - 1][column - 1] = text
            for row in rows:
                while row and row[-1] is None:
                    row.pop()
            merged, about_merged = facts.merged(meta.name)
            notices += about_merged[:10]
            hidden = meta.visible != SheetVisibleEnum.Visible
            result.append(
                {"name": meta.name, "hidden": hidden, "rows": rows, "merged": merged, "comments": facts.comments}
                | {"marked": facts.marked[:MOST_MARKED], "hidden_rows": _within(facts.hidden_rows, facts.last_row)}
                | {"hidden_columns": _within(facts.hidden_columns, facts.last_column)}
                | {"unresolved": sorted({text for text in facts.repairs.values() if text.startswith("=")})}
            )
    except PasswordError:
        raise Refused("F06") from None
    except CalamineError:
        raise Refused("A12", result[-1]["name"] if result else "") from None
    return result, notices


def _within(ranges: list[tuple[int, int]], last: int) -> list[int]:
    return sorted({number for start, end in ranges for number in range(start, min(end, last) + 1)})


def scan_ole2(data: bytes) -> tuple[dict[int, Facts], list[list[str]]]:
    """Tell an encrypted .xlsx, a Word file and an old .xls apart by the stream names in the container's directory.

    An .xls with a password says so in a record; calamine would read one of the oldest kind (XOR) as noise. Facts by the
    position of a sheet.
    """
    from reportlib import biff

    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("F04")
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise Refused("F09", detail="doc" if "WordDocument".encode("utf-16-le") in data else "ole2")
    return dict(enumerate(biff.scan(data, Facts))), [["F23", "", "macros"]] if "_VBA_PROJECT".encode(
        "utf-16-le"
    ) in data else []


def scan_zip(data: bytes) -> tuple[dict[str, Facts], list[list[str]]]:
    """Refuse a dangerous or damaged archive before anything unpacks it whole. Returns facts by sheet name, and notices."""
    archive = opened(data)
    names = set(archive.namelist())
    notices = []
    if "_rels/.rels" in names:
        parts = _xlsx_parts(archive, names)
        texts = next((name for name in archive.namelist() if name.lower() == _SHARED_STRINGS), "")
        strings = parse(archive, texts, SharedStrings()).sizes if texts else None
        styles = parse(archive, "xl/styles.xml", Styles()).marks if "xl/styles.xml" in names else {}
        scanned = {}
        for part, name in parts.items():
            scanned[name] = parse(archive, part, XlsxSheet(name, strings, styles)).facts
            scanned[name].comments = _xlsx_comments(archive, names, part, name)
        done = {*parts, texts, "xl/styles.xml"}
        macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        links = sorted(name for name in names if name.startswith("xl/externalLinks/") and name.endswith(".xml"))
        dde = any(parse(archive, name, Attributes("ddeLink")).found for name in links)
    elif "META-INF/manifest.xml" in names:
        if parse(archive, "META-INF/manifest.xml", Manifest()).encrypted:
            raise Refused("F05")
        if "mimetype" not in names or archive.read("mimetype").strip() != _ODS_TYPE or "content.xml" not in names:
            raise Refused("F09", detail="odf")
        content = parse(archive, "content.xml", OdsContent())
        scanned = content.found
        done = {"META-INF/manifest.xml", "content.xml"}
        macros = any(name.startswith(_MACROS) and not name.endswith("/") for name in names)
        links, dde = content.links, content.dde
    else:
        raise Refused(
            "F09",
            detail="numbers" if any(name.startswith("Index/") or name == "Index.zip" for name in names) else "zip",
        )
    for member in archive.infolist():
        # LibreOffice stores an empty Configurations2/accelerator/current.xml.
        if member.filename.endswith((".xml", ".rels")) and member.file_size and member.filename not in done:
            parse(archive, member.filename, Elements())
    for detail, found in (("macros", macros), ("links", links), ("dde", dde)):
        if found:
            notices.append(["F23", "", detail])
    return scanned, notices


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive, if its list of members is sound and what they say they hold is within the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise Refused("F02") from None
    members = archive.infolist()
    if len({member.filename for member in members}) < len(members):
        raise Refused("F14")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("F04")
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise Refused("A04")
    if any(m.file_size > RATIO_MATTERS_FROM_BYTES and m.file_size > LARGEST_RATIO * m.compress_size for m in members):
        raise Refused("A04")
    return archive


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
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        KeyError,
        ValueError,
        NotImplementedError,
    ):
        raise Refused("F03", handler.sheet, member) from None
    return handler


class Elements:
    """Handles no element, but refuses a document type declaration: no spreadsheet program writes one."""

    start = end = text = None

    def __init__(self, sheet: str = ""):
        self.sheet = sheet
        self.facts = Facts()

    def doctype(self, *_) -> None:
        raise Refused("A02", self.sheet)

    def content(self, row: int, column: int, cells: int = 1, characters: int = 0, blank: bool = False) -> None:
        """Called for each cell that is not empty, or for a rectangle of equal ones by its last; ``blank`` where it is white space."""
        facts = self.facts
        facts.cells += cells
        facts.characters += cells * characters
        if blank:
            facts.blank_row, facts.blank_column = max(facts.blank_row, row), max(facts.blank_column, column)
            if max(facts.blank_row, facts.last_row) * max(facts.blank_column, facts.last_column) > MOST_PLACES:
                raise Refused("A06", self.sheet, f"{letters(column)}{row}")
        else:
            facts.last_row, facts.last_column = max(facts.last_row, row), max(facts.last_column, column)
            if row > FARTHEST_ROW or column > FARTHEST_COLUMN or facts.last_row * facts.last_column > MOST_CELLS:
                raise Refused("A06", self.sheet, f"{letters(column)}{row}")
        if facts.cells > MOST_CELLS or facts.characters > MOST_CHARACTERS:
            self.too_much()

    def too_much(self) -> None:
        raise Refused("A05" if self.facts.cells > MOST_CELLS else "A10", self.sheet)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.facts.merges.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
        if len(self.facts.merges) > MOST_MERGES:
            raise Refused("A08", self.sheet, f"{letters(left)}{top}:{letters(right)}{bottom}")


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


class SharedStrings(Elements):
    """How many characters each shared string has, 0 where it is white space only."""

    def __init__(self):
        super().__init__()
        self.sizes: list[int] = []
        self.size, self.blank, self.inside = 0, True, False

    def start(self, name: str, attributes: dict) -> None:
        if ":" in name:
            name = _local(name)
        if name == "t":
            self.inside = True
        elif name == "si":
            self.size, self.blank = 0, True

    def text(self, text: str) -> None:
        if self.inside:
            self.size += len(text)
            if self.blank:
                self.blank = text.isspace()

    def end(self, name: str) -> None:
        if ":" in name:
            name = _local(name)
        if name == "t":
            self.inside = False
        elif name == "si":
            self.sizes.append(0 if self.blank else self.size)


class Styles(Elements):
    """Which cell formats of an XLSX, by their numbers as written, strike the text through or colour the cell."""

    def __init__(self):
        super().__init__()
        self.marks: dict[str, str] = {}
        self.struck: list[bool] = []
        self.filled: list[bool] = []
        self.inside, self.formats = "", 0

    def start(self, name: str, attributes: dict) -> None:
        name = _local(name)
        if name in ("fonts", "fills", "cellXfs"):
            self.inside = name
        elif name == "font" and self.inside == "fonts":
            self.struck.append(False)
        elif name == "strike" and self.inside == "fonts" and self.struck:
            self.struck[-1] = attributes.get("val", "1") in _YES
        elif name == "fill" and self.inside == "fills":
            self.filled.append(False)
        elif name == "patternFill" and self.inside == "fills" and self.filled:
            self.filled[-1] = attributes.get("patternType", "none") not in ("none", "gray125")
        elif name == "xf" and self.inside == "cellXfs":
            font, fill = (int(attributes.get(key, 0)) for key in ("fontId", "fillId"))
            if font < len(self.struck) and self.struck[font]:
                self.marks[str(self.formats)] = "struck"
            elif fill < len(self.filled) and self.filled[fill]:
                self.marks[str(self.formats)] = "filled"
            self.formats += 1

    def end(self, name: str) -> None:
        if _local(name) == self.inside:
            self.inside = ""


class Comments(Elements):
    """The comments of one worksheet of an XLSX: row, column, text."""

    def __init__(self, sheet: str):
        super().__init__(sheet)
        self.found: list[tuple[int, int, str]] = []
        self.place, self.words, self.inside = None, "", False

    def start(self, name: str, attributes: dict) -> None:
        name = _local(name)
        if name == "comment":
            place = _REFERENCE.fullmatch(attributes.get("ref", ""))
            self.place, self.words = place and (int(place[2]), _number(place[1])), ""
        self.inside = name == "t"

    def text(self, text: str) -> None:
        if self.inside and len(self.words) < LONGEST_COMMENT:
            self.words += text

    def end(self, name: str) -> None:
        self.inside = False
        if _local(name) == "comment" and self.place and len(self.found) < MOST_COMMENTS:
            self.found.append((*self.place, self.words[:LONGEST_COMMENT]))


class XlsxSheet(Elements):
    """One worksheet of an XLSX; ``strings`` are the sizes of the shared strings, None where the workbook has none; ``styles``
    the formats that mark a cell."""

    def __init__(self, sheet: str, strings: list[int] | None = None, styles: dict[str, str] | None = None):
        super().__init__(sheet)
        self.strings, self.styles, self.style = strings, styles or {}, None
        self.numbers: dict[str, int] = {}
        self.row = self.column = 0
        self.kind = self.inside = self.value = ""
        self.formula = None

    # These three are called for every element and text of a sheet: most of the time that reading takes is spent here.

    def start(self, name: str, attributes: dict) -> None:
        if ":" in name:
            name = _local(name)
        if name == "c":
            if reference := attributes.get("r"):
                self.place(reference)
            else:
                self.column += 1
            self.kind, self.value, self.formula, self.style = attributes.get("t", ""), "", None, attributes.get("s")
        elif name == "v":
            self.inside = name
        elif name == "t":
            if self.kind == "inlineStr":
                self.inside = name
        elif name == "f":
            self.inside, self.formula = name, ""
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            if attributes.get("hidden") in _YES:
                self.facts.hidden_rows.append((self.row, self.row))
        elif name == "col":
            if attributes.get("hidden") in _YES:
                self.facts.hidden_columns.append((int(attributes.get("min", 1)), int(attributes.get("max", 1))))
        elif name == "mergeCell":
            corners = [_REFERENCE.fullmatch(corner) for corner in attributes.get("ref", "").upper().split(":")]
            if not all(corners) or len(corners) > 2:
                raise Refused("A08", self.sheet, attributes.get("ref", "")[:40])
            (top, left), (bottom, right) = (
                (int(corner[2]), _number(corner[1])) for corner in (corners[0], corners[-1])
            )
            self.merge(top, left, bottom, right)

    def text(self, text: str) -> None:
        if self.inside == "f":
            self.formula += text
        elif self.inside:
            self.value += text

    def end(self, name: str) -> None:
        if ":" in name:
            name = _local(name)
        if name == self.inside:
            self.inside = ""
        elif name == "c" and (self.value or self.formula is not None):
            size, blank, kind, facts = len(self.value), False, self.kind, self.facts
            if kind == "s":
                size = self.shared() if self.value else 0
                blank = not size and self.formula is None
            elif kind and self.formula is None and kind in ("str", "inlineStr"):
                blank = self.value.isspace()
            if blank or self.row > facts.last_row or self.column > facts.last_column:
                self.content(self.row, self.column, 1, size, blank)
            else:
                facts.cells += 1
                facts.characters += size
                if facts.cells > MOST_CELLS or facts.characters > MOST_CHARACTERS:
                    self.too_much()
            if not self.value:
                if kind not in ("str", "inlineStr"):  # openpyxl writes <v/>; a result of kind str may be an empty text
                    facts.repairs[self.row, self.column] = f"={self.formula}"
            elif kind == "e":
                facts.repairs[self.row, self.column] = self.value
            if self.style in self.styles and len(facts.marked) < MOST_MARKED:
                facts.marked.append((self.row, self.column, self.styles[self.style]))

    def place(self, reference: str) -> None:
        """Go to the cell of this name, mostly the next one of the row."""
        column = reference.rstrip("0123456789")
        number, row = _COLUMNS.get(column), reference[len(column) :]
        if number is None or not 0 < len(row) < 8 or row[0] == "0":
            place = _REFERENCE.fullmatch(reference.upper())
            if not place:
                raise Refused("F13", self.sheet, reference[:20])
            number, row = _number(place[1]), place[2]
        self.column, self.row = number, int(row)

    def shared(self) -> int:
        """The size of the shared string that this cell shows; F13 with the cell where there is none."""
        try:
            return self.strings[self.numbers[self.value]]
        except (KeyError, IndexError, TypeError):
            number = self.value.strip()
        if (
            self.strings is None
            or not (number.isascii() and number.isdecimal())
            or len(number) > 9
            or int(number) >= len(self.strings)
        ):
            raise Refused("F13", self.sheet, f"{letters(self.column)}{self.row}")
        self.numbers[self.value] = int(number)
        return self.strings[int(number)]


class OdsContent(Elements):
    """All sheets of an ODS, where a row or a cell may stand for many (``number-…-repeated``)."""

    def __init__(self):
        super().__init__()
        self.found: dict[str, Facts] = {}
        self.links = self.dde = False
        self.row = self.row_repeat = self.column = self.column_repeat = self.next_column = 0
        self.in_cell = self.is_text = self.is_error = False
        self.written = None  # the cell's printed text; None as long as the cell is empty
        self.formula = ""
        self.comment: list[str] | None = None  # while inside one
        self.in_paragraph = False
        self.folded: list[bool] = []
        self.styles: dict[str, str] = {}
        self.style = ""  # of the cell, or of the definition
        self.elsewhere = 0  # inside tracked changes or cached links, whose cells are none of a sheet

    def start(self, name: str, attributes: dict) -> None:
        name = _local(name)
        if name in ("tracked-changes", "dde-links"):
            self.elsewhere += 1
            self.dde = self.dde or name == "dde-links"
        elif self.elsewhere:
            pass
        elif name in ("table-cell", "covered-table-cell"):
            self.column += self.column_repeat
            self.column_repeat = int(attributes.get("table:number-columns-repeated", 1))
            kind = attributes.get("office:value-type")
            self.in_cell, self.is_text = True, kind in (None, "string")
            self.is_error = attributes.get("calcext:value-type") == "error"
            self.formula, self.style = attributes.get("table:formula", ""), attributes.get("table:style-name", "")
            self.written = "" if kind else None
            across = int(attributes.get("table:number-columns-spanned", 1))
            down = int(attributes.get("table:number-rows-spanned", 1))
            if across > 1 or down > 1:
                self.merge(self.row, self.column, self.row + down - 1, self.column + across - 1)
        elif name == "p":
            if self.comment is not None:
                self.in_paragraph = True
                if self.comment:
                    self.comment.append("\n")
            elif self.in_cell:
                self.written = self.written or ""
        elif name == "s":
            self.text(" ")
        elif name == "annotation":
            self.comment = []
        elif name == "table-row":
            self.row += self.row_repeat
            self.row_repeat = int(attributes.get("table:number-rows-repeated", 1))
            self.column, self.column_repeat = 1, 0
            if any(self.folded) or attributes.get("table:visibility", "visible") != "visible":
                self.facts.hidden_rows.append((self.row, self.row + self.row_repeat - 1))
        elif name == "table-column":
            repeat = int(attributes.get("table:number-columns-repeated", 1))
            if any(self.folded) or attributes.get("table:visibility", "visible") != "visible":
                self.facts.hidden_columns.append((self.next_column, self.next_column + repeat - 1))
            self.next_column += repeat
        elif name in ("table-row-group", "table-column-group"):
            self.folded.append(attributes.get("table:display") == "false")
        elif name == "style":
            self.style = attributes.get("style:name", "") if attributes.get("style:family") == "table-cell" else ""
        elif name in ("text-properties", "table-cell-properties") and self.style and not self.in_cell:
            if attributes.get("style:text-line-through-style", "none") != "none":
                self.styles[self.style] = "struck"
            elif attributes.get("fo:background-color", "transparent") != "transparent":
                self.styles.setdefault(self.style, "filled")
        elif name in ("table-source", "cell-range-source"):
            self.links = True
        elif name == "table":
            self.sheet = attributes.get("table:name", "")
            self.facts = self.found[self.sheet] = Facts()
            self.row, self.row_repeat, self.next_column, self.folded = 1, 0, 1, []

    def text(self, text: str) -> None:
        if self.comment is not None:
            if self.in_paragraph:
                self.comment.append(text)
        elif self.in_cell:
            self.written = (self.written or "") + text

    def end(self, name: str) -> None:
        name = _local(name)
        if name in ("tracked-changes", "dde-links"):
            self.elsewhere -= 1
        elif self.elsewhere:
            pass
        elif name == "p":
            self.in_paragraph = False
        elif name == "annotation":
            if len(self.facts.comments) < MOST_COMMENTS:
                self.facts.comments.append((self.row, self.column, "".join(self.comment)[:LONGEST_COMMENT]))
            self.comment = None
        elif name in ("table-row-group", "table-column-group"):
            self.folded.pop()
        elif name in ("table-cell", "covered-table-cell"):
            self.cell()

    def cell(self) -> None:
        """The cell that ends here."""
        self.in_cell = False
        if self.written is None and not self.formula:
            return
        last_row, last_column = self.row + self.row_repeat - 1, self.column + self.column_repeat - 1
        text = self.written or ""
        blank = self.is_text and not self.formula and not self.is_error and not text.strip()
        self.content(last_row, last_column, self.row_repeat * self.column_repeat, len(text), blank)
        if self.style in self.styles and not blank and len(self.facts.marked) < MOST_MARKED:
            self.facts.marked += [
                (row, self.column, self.styles[self.style])
                for row in range(self.row, min(last_row, self.row + MOST_MARKED) + 1)
            ]
        if self.is_error or self.written is None:
            lost = text if self.is_error else "=" + self.formula.partition("=")[2]
            for row in range(self.row, last_row + 1):
                for column in range(self.column, last_column + 1):
                    self.facts.repairs[row, column] = lost


def _relations(archive: zipfile.ZipFile, names: set[str], part: str, needed: bool = True) -> list[dict]:
    folder, name = posixpath.split(part)
    member = posixpath.join(folder, "_rels", f"{name}.rels")
    if member not in names:
        if needed:
            raise Refused("F03", detail=member)
        return []
    return parse(archive, member, Attributes("Relationship")).found


def _resolved(target: str, folder: str = "") -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _xlsx_comments(archive: zipfile.ZipFile, names: set[str], part: str, sheet: str) -> list[tuple[int, int, str]]:
    found = []
    for relation in _relations(archive, names, part, needed=False):
        target = _resolved(relation.get("Target", ""), posixpath.dirname(part))
        if relation.get("Type", "").endswith("/comments") and target in names:
            found += parse(archive, target, Comments(sheet)).found
    return sorted(found)[:MOST_COMMENTS]


def _xlsx_parts(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Archive member to sheet name, for the worksheets that the workbook lists. Refuses other Office documents."""

    documents = [
        _resolved(r.get("Target", ""))
        for r in _relations(archive, names, "")
        if r.get("Type", "").endswith("/officeDocument")
    ]
    workbook = documents[0] if documents else ""
    if not workbook.startswith("xl/") or not workbook.endswith(".xml"):
        kinds = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsb"}
        raise Refused(
            "F09", detail=next((kind for folder, kind in kinds.items() if workbook.startswith(folder)), "zip")
        )
    listed = parse(archive, workbook, Attributes("sheet")).found
    targets = {r.get("Id"): r.get("Target", "") for r in _relations(archive, names, workbook)}
    parts = {}
    for sheet in listed:
        part = _resolved(targets.get(sheet.get("id"), ""), posixpath.dirname(workbook))
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


_COLUMNS = {letters(number): number for number in range(1, FARTHEST_COLUMN + 1)}


def _tagged(value: object) -> object:
    """A cell that JSON has no type for."""
    if isinstance(value, datetime.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    return str(value)  # a time of day, or a length of time: no input of a packet has one


if __name__ == "__main__":
    serve(taken_apart, default=_tagged)
