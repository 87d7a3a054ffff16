"""An old .xls (BIFF in an OLE2 container), scanned in the child process before calamine reads it.

Finds what calamine drops or misreads: a password, error values, hidden rows and columns. Offsets are those of [MS-CFB] and [MS-XLS].
"""

from __future__ import annotations

import struct

from reportlib.readers.confined import FileRefused

_FREE = 0xFFFFFFFA  # this and above are marks and no sectors
_BOF, _EOF, _BOUND_SHEET, _FILE_PASS = 0x0809, 0x000A, 0x0085, 0x002F
_ROW, _COL_INFO, _FORMULA, _BOOL_ERR = 0x0208, 0x007D, 0x0006, 0x0205
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
MOST_RECORDS = 20_000_000


def scan(data: bytes, new_facts) -> list:
    """For each sheet in order, what ``new_facts()`` makes, with repairs and hidden rows and columns."""
    try:
        book = _stream(data)
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


def _stream(data: bytes) -> bytes:
    """The workbook's stream of the container."""
    (sector_shift, mini_shift) = struct.unpack_from("<HH", data, 30)
    (directory, cutoff, mini_table) = struct.unpack_from("<I4xII", data, 48)
    (next_list, lists) = struct.unpack_from("<II", data, 68)
    if sector_shift not in (9, 12) or mini_shift > sector_shift:
        raise FileRefused("F02")
    size = 1 << sector_shift

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    def numbers(content: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])

    tables = list(struct.unpack_from("<109I", data, 76))
    for _ in range(min(lists, len(data) // size)):
        if next_list >= _FREE:
            break
        *more, next_list = numbers(sector(next_list))
        tables += more
    following: list[int] = []
    for number in tables:
        if number < _FREE:
            following += numbers(sector(number))

    def chain(start: int) -> bytes:
        parts, seen = [], 0
        while start < _FREE:
            seen += 1
            if seen > len(following):
                raise FileRefused("F02")  # a ring
            parts.append(sector(start))
            start = following[start]
        return b"".join(parts)

    entries = chain(directory)
    root, found = (0, 0), {}
    for place in range(0, len(entries) - 127, 128):
        (length, kind) = struct.unpack_from("<HB", entries, place + 64)
        (start, total) = struct.unpack_from("<II", entries, place + 116)
        name = entries[place : place + max(length - 2, 0)].decode("utf-16-le", "replace")
        if kind == 5:
            root = (start, total)
        elif kind == 2:
            found.setdefault(name, (start, total))
    start, total = found.get("Workbook") or found.get("Book") or (_FREE, 0)
    if total >= cutoff:
        return chain(start)[:total]
    small, links, parts, seen = chain(root[0]), numbers(chain(mini_table)), [], 0
    while start < _FREE:
        seen += 1
        if seen > len(links):
            raise FileRefused("F02")
        parts.append(small[start << mini_shift : (start + 1) << mini_shift])
        start = links[start]
    return b"".join(parts)[:total]
