"""A small writer of .xls files (BIFF8 in an OLE2 container), for tests only: nothing that is installed writes them.

Texts, numbers, dates and merged cells, as the format's public description ([MS-XLS], [MS-CFB]) has them.
"""

import struct
from collections.abc import Sequence
from datetime import date, datetime

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_DATE_STYLE = 1  # the second cell format of the workbook


def xls(sheets: Sequence[tuple[str, Sequence[Sequence[object]], Sequence[tuple[int, int, int, int]]]]) -> bytes:
    """A workbook of ``(name, rows, merged)``; merged ranges are first row, first column, last row, last column, 1 for the first."""
    bodies = [_sheet(rows, merged) for _, rows, merged in sheets]
    formats = _record(0x31, struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5, 0) + b"Arial")
    formats += b"".join(_record(0xE0, struct.pack("<HHHBBBBIIH", 0, form, 0, 0, 0, 0, 0, 0, 0, 0)) for form in (0, 14))
    begin = (
        _record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0x600))
        + _record(0x42, struct.pack("<H", 1200))
        + _record(0x22, b"\0\0")
    )
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name, _, _ in sheets]
    place = len(begin) + len(formats) + sum(4 + 6 + len(name) for name in names) + 4
    index = b""
    for name, body in zip(names, bodies, strict=True):
        index += _record(0x85, struct.pack("<IBB", place, 0, 0) + name)
        place += len(body)
    return _container(begin + formats + index + _record(0x0A, b"") + b"".join(bodies))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _sheet(rows: Sequence[Sequence[object]], merged: Sequence[tuple[int, int, int, int]]) -> bytes:
    width = max((len(row) for row in rows), default=0)
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0x600)) + _record(
        0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)
    )
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str) and value:
                body += _record(0x204, struct.pack("<HHHHB", r, c, 0, len(value), 1) + value.encode("utf-16-le"))
            elif isinstance(value, date):
                day = value.date() if isinstance(value, datetime) else value
                body += _record(0x203, struct.pack("<HHHd", r, c, _DATE_STYLE, (day - date(1899, 12, 30)).days))
            elif isinstance(value, (int, float)):
                body += _record(0x203, struct.pack("<HHHd", r, c, 0, value))
    if merged:
        body += _record(
            0xE5,
            struct.pack("<H", len(merged))
            + b"".join(struct.pack("<HHHH", r - 1, last - 1, c - 1, right - 1) for r, c, last, right in merged),
        )
    return body + _record(0x0A, b"")


def _container(stream: bytes) -> bytes:
    """The stream as the one file of a compound document; it is padded to 4,096 bytes, below which it would need a second table."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    tables = -(-(sectors + 2) // 127)  # each says of 128 sectors what follows; itself is one
    allocation = [_FAT] * tables + [_END] + [n + 1 for n in range(tables + 1, tables + sectors)] + [_END]
    allocation += [_FREE] * (tables * 128 - len(allocation))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    directory = (
        _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, tables + 1, len(stream)) + bytes(2 * 128)
    )
    return (
        header + struct.pack(f"<{len(allocation)}I", *allocation) + directory + stream.ljust(sectors * _SECTOR, b"\0")
    )


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text) + 2, kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )
