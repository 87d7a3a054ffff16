"""An old .xls (BIFF in an OLE2 container), scanned in the child process before calamine reads it.

Finds what calamine drops or misreads: a password, error values, hidden rows and columns; formulas of earlier records
(0x0206, 0x0406), which it skips, their text then landing in another cell; a code page, which says nothing of Excel 97's texts;
a stream whose name is written in capitals. Records are those of [MS-XLS] and, for the earlier ones, of the OpenOffice.org
documentation of the Excel file format.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Callable, Iterator

from reportlib.cells import letters
from reportlib.readers.child.ole2 import Container, container
from reportlib.readers.child.scan import Facts
from reportlib.readers.confined import FileRefused

_BOF, _EOF, _BOUND_SHEET, _FILE_PASS, _CODE_PAGE = 0x0809, 0x000A, 0x0085, 0x002F, 0x0042
_ROW, _COL_INFO, _BOOL_ERR, _CONTINUE = 0x0208, 0x007D, 0x0205, 0x003C
_FORMULA, _EARLIER_FORMULAS, _TEXT_OF_FORMULA, _NUMBER, _BLANK = 0x0006, (0x0206, 0x0406), 0x0207, 0x0203, 0x0201
# Cells of Excel 2 (INTEGER, NUMBER, LABEL, BOOLERR), and an RK of another number: no writer is known that puts them here.
_OLD_CELLS = (0x0002, 0x0003, 0x0004, 0x0005, 0x007E)
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_EXCEL_97, _UTF_16 = 0x0600, 1200
MOST_RECORDS = 20_000_000
_MOST_NAMED = 10


def scan(data: bytes, new_facts: Callable[[], Facts]) -> tuple[list[Facts], bytes]:
    """For each sheet in order, what ``new_facts()`` makes, with repairs and hidden rows and columns; and the bytes for calamine."""
    try:
        name, stream = Container(data).stream("Workbook", "Book")
        if not name:
            raise FileRefused("F09", detail="doc" if "WordDocument".encode("utf-16-le") in data else "ole2")
        book = _XlsBook(stream)
        found = []
        for place, kind, content in _records(stream, 0):
            if kind == _FILE_PASS:
                raise FileRefused("F06")
            if kind == _CODE_PAGE:
                book.code_page(place, content)
            elif kind == _BOUND_SHEET:
                found.append(_XlsSheet(book, new_facts()).scanned(struct.unpack_from("<I", content)[0]))
    except (struct.error, IndexError):
        raise FileRefused("F02") from None
    usual = name in ("Workbook", "Book") and not book.is_changed and _is_first(name, data)
    return found, data if usual else container("Workbook", bytes(book.stream))


def _is_first(name: str, data: bytes) -> bool:
    """Whether no other stream of a name that calamine looks for stands in the file, such as that of an embedded workbook."""
    return data.count(f"{name}\0".encode("utf-16-le")) == 1 and (
        name == "Workbook" or "Workbook\0".encode("utf-16-le") not in data
    )


class _XlsBook:
    """The stream of a workbook, some of whose records are given another number so that calamine reads the cell right."""

    def __init__(self, stream: bytes):
        self.original, self.stream, self.is_changed = stream, bytearray(stream), False
        self.is_unicode = struct.unpack_from("<H", stream, 4)[0] >= _EXCEL_97
        self.encoding = "cp1252"

    def code_page(self, place: int, content: bytes) -> None:
        (number,) = struct.unpack_from("<H", content)
        if self.is_unicode and number != _UTF_16:
            struct.pack_into("<H", self.stream, place + 4, _UTF_16)
            self.is_changed = True
        try:
            self.encoding = codecs.lookup(f"cp{number}").name
        except LookupError:
            self.encoding = ""

    def renumber(self, place: int, kind: int) -> None:
        struct.pack_into("<H", self.stream, place, kind)
        self.is_changed = True

    def text(self, pieces: list[bytes]) -> str | None:
        """The text of a formula, of its record and those that continue it; None where its code page is not known."""
        if not self.is_unicode:
            (length,) = struct.unpack_from("<H", pieces[0])
            return b"".join(pieces)[2 : 2 + length].decode(self.encoding, "replace") if self.encoding else None
        (length,) = struct.unpack_from("<H", pieces[0])
        text = ""
        for piece in (pieces[0][2:], *pieces[1:]):
            wide = piece[0] & 1
            content = piece[1 : 1 + (length - len(text)) * (2 if wide else 1)]
            text += content.decode("utf-16-le" if wide else "latin-1", "replace")
        return text


class _XlsSheet:
    """One sheet of a workbook, gone through record by record."""

    def __init__(self, book: _XlsBook, facts: Facts):
        self.book, self.facts = book, facts
        self.old_cells: list[str] = []
        self.waiting: tuple[int, int] | None = None  # the earlier formula whose text follows
        self.pieces: list[bytes] = []  # of that text
        self.begins: dict[int, Callable[[int, bytes], None]] = {
            _ROW: self.row,
            _COL_INFO: self.columns,
            _BOOL_ERR: self.truth_or_error,
            _FORMULA: self.formula,
            _TEXT_OF_FORMULA: self.text_of_formula,
            _CONTINUE: self.more_text,
            **dict.fromkeys(_EARLIER_FORMULAS, self.earlier_formula),
            **dict.fromkeys(_OLD_CELLS, self.old_cell),
        }

    def scanned(self, offset: int) -> Facts:
        """What is found in the sheet that begins at ``offset``; F22 with the cells that are stored as no reader knows them."""
        for place, kind, content in _records(self.book.original, offset):
            if self.pieces and kind != _CONTINUE:
                self.put_text()
            if begin := self.begins.get(kind):
                begin(place, content)
        if self.pieces:
            self.put_text()
        if self.old_cells:
            more = " …" if len(self.old_cells) > _MOST_NAMED else ""
            raise FileRefused("F22", detail="、".join(self.old_cells[:_MOST_NAMED]) + more)
        return self.facts

    def row(self, _: int, content: bytes) -> None:
        row, flags = struct.unpack_from("<H10xH", content)
        if flags & 0x20:
            self.facts.hidden_rows.append((row + 1, row + 1))

    def columns(self, _: int, content: bytes) -> None:
        first, last, flags = struct.unpack_from("<HH4xH", content)
        if flags & 1:
            self.facts.hidden_columns.append((first + 1, last + 1))

    def truth_or_error(self, _: int, content: bytes) -> None:
        row, column, code, is_error = struct.unpack_from("<HH2xBB", content)
        if is_error:
            self.facts.repairs[row + 1, column + 1] = _ERRORS.get(code, "#VALUE!")

    def formula(self, _: int, content: bytes) -> None:
        row, column, result, code, mark = struct.unpack_from("<HH2xBxB3xH", content)
        if mark == 0xFFFF and result == 2:
            self.facts.repairs[row + 1, column + 1] = _ERRORS.get(code, "#VALUE!")

    def old_cell(self, _: int, content: bytes) -> None:
        row, column = struct.unpack_from("<HH", content)
        self.old_cells.append(f"{letters(column + 1)}{row + 1}")

    def text_of_formula(self, place: int, content: bytes) -> None:
        if self.waiting:
            self.pieces = [content]
            self.book.renumber(place, _BLANK)

    def more_text(self, _: int, content: bytes) -> None:
        if self.pieces:
            self.pieces.append(content)

    def earlier_formula(self, place: int, content: bytes) -> None:
        """Row, column, format and result stand where a number has them, which calamine reads with its format, a date too."""
        row, column, result, code, mark = struct.unpack_from("<HH2xBxB3xH", content)
        self.waiting = None
        if mark != 0xFFFF:
            self.book.renumber(place, _NUMBER)
            return
        self.book.renumber(place, _BLANK)
        if result == 0:
            self.waiting = row + 1, column + 1
        elif result == 1:
            self.facts.repairs[row + 1, column + 1] = bool(code)
        elif result == 2:
            self.facts.repairs[row + 1, column + 1] = _ERRORS.get(code, "#VALUE!")

    def put_text(self) -> None:
        """The text of an earlier formula, which is complete."""
        if self.waiting:
            row, column = self.waiting
            text = self.book.text(self.pieces)
            if text is None:
                self.old_cells.append(f"{letters(column)}{row}")
            else:
                self.facts.repairs[row, column] = text
        self.waiting, self.pieces = None, []


def _records(book: bytes, place: int) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and content of each record of a substream, without those of charts inside it."""
    depth = 0
    for _ in range(MOST_RECORDS):
        kind, length = struct.unpack_from("<HH", book, place)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield place, kind, book[place + 4 : place + 4 + length]
        place += 4 + length
    raise FileRefused("A05")
