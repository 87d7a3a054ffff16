"""An old .xls put together record by record."""

import struct


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


BOF, EOF = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)), record(0x0A, b"")


def xls(cells: bytes, before: bytes = b"", stream_name: str = "Workbook", kind: int = 0) -> bytes:
    """An .xls of Excel 97 with one sheet, 丙, of this kind (0 a worksheet): the records of its cells, and those before the list of sheets."""
    name = "丙".encode("utf-16-le")
    start = len(BOF + before) + 4 + 8 + len(name) + len(EOF)
    stream = (
        BOF
        + before
        + record(0x85, struct.pack("<IBBBB", start, 0, kind, 1, 1) + name)
        + EOF
        + BOF.replace(b"\x05", b"\x10", 1)
        + cells
        + EOF
    )
    stream = stream.ljust(-(-max(len(stream), 4096) // 512) * 512, b"\0")
    last = len(stream) // 512  # sectors: 0 the table, 1 the directory, 2 and on the stream
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, last + 2), 0xFFFFFFFE]

    def entry(text: str, kind: int, child: int, first: int, size: int) -> bytes:
        named = text.encode("utf-16-le") + b"\0\0"
        return struct.pack("<64sHBBIII36xIQ", named, len(named), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, first, size)

    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    )
    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(stream_name, 2, 0xFFFFFFFF, 2, len(stream))
    sectors = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))) + directory.ljust(512, b"\0") + stream
    return header + struct.pack("<108I", *[0xFFFFFFFF] * 108) + sectors


def number(row: int, column: int, value: float) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def formula(row: int, column: int, result: bytes, kind: int = 0x406, layout: int = 0) -> bytes:
    """A formula (3) of an earlier record, with the eight bytes of its result."""
    return record(kind, struct.pack("<HHH8sHH", row, column, layout, result, 0, 3) + b"\x1e\x03\0")


def label(row: int, column: int, text: str) -> bytes:
    """A text, in one byte a character where that is enough."""
    wide = not text.isascii()
    content = text.encode("utf-16-le" if wide else "latin-1")
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), wide) + content)
