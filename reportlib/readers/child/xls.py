"""An old .xls (BIFF in an OLE2 container), scanned in the child process before calamine reads it.

Finds what calamine drops or misreads: a password, error values, hidden rows and columns. Offsets are those of [MS-CFB] and [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from reportlib.readers.confined import FileRefused

_FREE = 0xFFFFFFFA  # this and above are marks and no sectors
_BOF, _EOF, _BOUND_SHEET, _FILE_PASS = 0x0809, 0x000A, 0x0085, 0x002F
_ROW, _COL_INFO, _FORMULA, _BOOL_ERR = 0x0208, 0x007D, 0x0006, 0x0205
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
MOST_RECORDS = 20_000_000


def scan(data: bytes, new_facts) -> list:
    """For each sheet in order, what ``new_facts()`` makes, with repairs and hidden rows and columns."""
    try:
        book = _Container(data).stream("Workbook", "Book")
        found = []
        for kind, content in _records(book, 0):
            if kind == _FILE_PASS:
                raise FileRefused("F06")
            if kind == _BOUND_SHEET:
                found.append(_sheet(book, struct.unpack_from("<I", content)[0], new_facts()))
        return found
    except (struct.error, IndexError):
        raise FileRefused("F02") from None


def _sheet(book: bytes, offset: int, facts):
    for kind, content in _records(book, offset):
        if kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", content)
            if flags & 0x20:
                facts.hidden_rows.append((row + 1, row + 1))
        elif kind == _COL_INFO:
            first, last, flags = struct.unpack_from("<HH4xH", content)
            if flags & 1:
                facts.hidden_columns.append((first + 1, last + 1))
        elif kind == _BOOL_ERR:
            row, column, code, is_error = struct.unpack_from("<HH2xBB", content)
            if is_error:
                facts.repairs[row + 1, column + 1] = _ERRORS.get(code, "#VALUE!")
        elif kind == _FORMULA:
            row, column, result, code, mark = struct.unpack_from("<HH2xBxB3xH", content)
            if mark == 0xFFFF and result == 2:
                facts.repairs[row + 1, column + 1] = _ERRORS.get(code, "#VALUE!")
    return facts


def _records(book: bytes, place: int):
    """Kind and content of each record of a substream, without those of charts inside it."""
    depth = 0
    for _ in range(MOST_RECORDS):
        kind, length = struct.unpack_from("<HH", book, place)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, book[place + 4 : place + 4 + length]
        place += 4 + length
    raise FileRefused("A05")


class _Container:
    """An OLE2 container ([MS-CFB]): sectors, each with the number of the one that follows it in its stream."""

    def __init__(self, data: bytes):
        (sector_shift, self._mini_shift) = struct.unpack_from("<HH", data, 30)
        (directory, self._cutoff, mini_table) = struct.unpack_from("<I4xII", data, 48)
        if sector_shift not in (9, 12) or self._mini_shift > sector_shift:
            raise FileRefused("F02")
        self._data, self._size = data, 1 << sector_shift
        self._following = self._read_table()
        self._entries = self._chain(directory)
        self._mini_table = mini_table

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _read_table(self) -> list[int]:
        """The number of the sector behind each: the sectors that hold it are listed in the header, and in sectors of lists."""
        (next_list, lists) = struct.unpack_from("<II", self._data, 68)
        tables = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(min(lists, len(self._data) // self._size)):
            if next_list >= _FREE:
                break
            *more, next_list = _numbers(self._sector(next_list))
            tables += more
        following: list[int] = []
        for number in tables:
            if number < _FREE:
                following += _numbers(self._sector(number))
        return following

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _linked(start, self._following))

    def stream(self, *names: str) -> bytes:
        """The content of the first of these streams that is there; small ones stand in sectors of their own inside the root's."""
        root, found = self._streams()
        start, total = next((found[name] for name in names if name in found), (_FREE, 0))
        if total >= self._cutoff:
            return self._chain(start)[:total]
        small, links = self._chain(root), _numbers(self._chain(self._mini_table))
        shift = self._mini_shift
        parts = (small[number << shift : (number + 1) << shift] for number in _linked(start, links))
        return b"".join(parts)[:total]

    def _streams(self) -> tuple[int, dict[str, tuple[int, int]]]:
        """Where the root begins, and the first sector and the length of each stream by its name."""
        root = 0
        found: dict[str, tuple[int, int]] = {}
        for place in range(0, len(self._entries) - 127, 128):
            (length, kind) = struct.unpack_from("<HB", self._entries, place + 64)
            (start, total) = struct.unpack_from("<II", self._entries, place + 116)
            name = self._entries[place : place + max(length - 2, 0)].decode("utf-16-le", "replace")
            if kind == 5:
                root = start
            elif kind == 2:
                found.setdefault(name, (start, total))
        return root, found


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _linked(start: int, following: Sequence[int]) -> Iterator[int]:
    """The numbers of a chain of sectors; F02 where it is a ring."""
    seen = 0
    while start < _FREE:
        seen += 1
        if seen > len(following):
            raise FileRefused("F02")
        yield start
        start = following[start]
