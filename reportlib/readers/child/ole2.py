"""An OLE2 container, the file in which an old .xls stands: one stream taken out, and one put into a container of its own.

Offsets are those of [MS-CFB].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from reportlib.readers.confined import FileRefused

_FREE = 0xFFFFFFFA  # this and above are marks and no sectors
_NONE, _END, _TABLE, _LIST = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_SECTOR, _IN_HEADER = 512, 109
_SMALL = 4096  # a shorter stream would need a second table


class Container:
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
            numbers = _numbers(self._sector(next_list))
            if not numbers:  # the list goes on in a sector that the file does not have
                break
            *more, next_list = numbers
            tables += more
        following: list[int] = []
        for number in tables:
            if number < _FREE:
                following += _numbers(self._sector(number))
        return following

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _linked(start, self._following))

    def stream(self, *names: str) -> tuple[str, bytes]:
        """Name and content of the first of these streams that is there, "" where none is; F14 where two differ in case only.

        A name means the same in any case, and only what stands in the container itself counts, not in an object that is
        embedded in it. Small streams stand in sectors of their own inside the root's.
        """
        root, found = self._streams()
        name = next((name for name in names if name.lower() in found), "")
        if not name:
            return "", b""
        if len(found[name.lower()]) > 1:
            raise FileRefused("F14")
        ((given, start, total),) = found[name.lower()]
        return given, self._content(root, start, total)

    def _content(self, root: int, start: int, total: int) -> bytes:
        if total >= self._cutoff:
            return self._chain(start)[:total]
        small, links = self._chain(root), _numbers(self._chain(self._mini_table))
        shift = self._mini_shift
        parts = (small[number << shift : (number + 1) << shift] for number in _linked(start, links))
        return b"".join(parts)[:total]

    def _streams(self) -> tuple[int, dict[str, list[tuple[str, int, int]]]]:
        """Where the root begins, and name, first sector and length of each stream in the root, by its name in small letters."""
        root, waiting, seen = _FREE, [], set()
        found: dict[str, list[tuple[str, int, int]]] = {}
        entries = self._entries
        for place in range(0, len(entries) - 127, 128):
            if entries[place + 66] == 5:  # the root: its first child, then each one's neighbours
                root = struct.unpack_from("<I", entries, place + 116)[0]
                waiting.append(struct.unpack_from("<I", entries, place + 76)[0])
                break
        while waiting:
            number = waiting.pop()
            place = number * 128
            if number in seen or place + 128 > len(entries):
                continue
            seen.add(number)
            (length, kind) = struct.unpack_from("<HB", entries, place + 64)
            waiting += struct.unpack_from("<II", entries, place + 68)
            (start, total) = struct.unpack_from("<II", entries, place + 116)
            name = entries[place : place + max(length - 2, 0)].decode("utf-16-le", "replace")
            if kind == 2:
                found.setdefault(name.lower(), []).append((name, start, total))
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


def container(name: str, stream: bytes) -> bytes:
    """A container whose one stream has this name and, at least 4,096 bytes long, this content."""
    stream = stream.ljust(_SMALL, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    tables = lists = 0
    while True:  # the tables say of each sector what follows it, of themselves and of the lists of tables too
        needed = -(-(sectors + 1 + tables + lists) // 128)
        more = -(-max(needed - _IN_HEADER, 0) // 127)
        if (needed, more) == (tables, lists):
            break
        tables, lists = needed, more
    first = tables + lists  # the directory, and then the stream
    following = [_TABLE] * tables + [_LIST] * lists + [_END]
    following += [*range(first + 2, first + 1 + sectors), _END]
    following += [_NONE] * (tables * 128 - len(following))
    listed = [*range(tables)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, first, 0, _SMALL, _END, 0, tables if lists else _END, lists)
    header += struct.pack("<109I", *(listed[:_IN_HEADER] + [_NONE] * (_IN_HEADER - len(listed))))
    chains = b""
    for number in range(lists):
        part = listed[_IN_HEADER + 127 * number :][:127]
        goes_on = tables + number + 1 if number + 1 < lists else _END
        chains += struct.pack("<128I", *part, *[_NONE] * (127 - len(part)), goes_on)
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _NONE, first + 1, len(stream))
    return b"".join(
        (
            header,
            struct.pack(f"<{len(following)}I", *following),
            chains,
            directory.ljust(_SECTOR, b"\0"),
            stream.ljust(sectors * _SECTOR, b"\0"),
        )
    )


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", text, len(text), kind, 1, _NONE, _NONE, child, first, size)
