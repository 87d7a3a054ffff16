"""A large CSV that is written plainly, read by columns: the same cells that :func:`reportlib.readers.csv_text.split` makes.

Plain is UTF-8 with one width, no blank line, no blanks around quotation marks, and every quotation mark around a whole cell or
doubled inside one. What is not plain is nobody's fault: it is read row by row, which takes longer.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportlib.readers import characters, csv_text
from reportlib.readers.columns import ColumnRows
from reportlib.readers.content import USUAL, Limits
from reportlib.readers.refusals import refused

if TYPE_CHECKING:
    import pyarrow as pa

FEWEST_BYTES = 4_000_000  # below, importing the engine takes longer than it saves
_BLOCK = 1 << 18
_PIECE = 1 << 22  # bytes that the engine is given at once
_HEAD = 4 * csv_text.LONGEST_BEGINNING  # bytes that hold so many characters
_BOM = b"\xef\xbb\xbf"
_QUOTE, _NEWLINE, _RETURN = b'"\n\r'
_OVERLAP = 64  # characters of the block before: a run of question marks between two ideographs


def read(data: bytes, file: str, limits: Limits = USUAL) -> ColumnRows | None:
    """The rows of the file, None where it has to be read row by row (or refused there)."""
    import pyarrow as pa

    plain = _looked_at(data, file, limits) if len(data) >= FEWEST_BYTES else None
    is_special = _is_special(data) if plain else None
    if plain is None or is_special is None:
        return None
    try:
        rows = ColumnRows.of(plain.pieces(data), is_special)
    except (pa.ArrowInvalid, _CellTooLong):
        return None
    return rows if len(rows) == plain.rows else None


def table(data: bytes, limits: Limits = USUAL) -> pa.Table | None:
    """All rows of a file of any size as the engine has them (c0, c1 …); None where it has to be read row by row (or refused there).

    The bytes are known to be UTF-8: they are not looked through once more for characters that are doubtful.
    """
    import pyarrow as pa

    plain = _looked_at(data, "", limits)
    if plain is None:
        return None
    try:
        rows = pa.concat_tables(plain.pieces(data))
    except (pa.ArrowInvalid, _CellTooLong):
        return None
    return rows if len(rows) == plain.rows else None


class _CellTooLong(Exception):
    """A cell has more characters than the reader of rows takes."""


def _looked_at(data: bytes, file: str, limits: Limits) -> _Plain | None:
    """How a file is written that is plain, None for any other."""
    if b"\0" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    if data.find(_BOM, _start(data)) >= 0:  # the engine would take it off where it begins a piece
        return None
    head = data[:_HEAD].decode("utf-8", "ignore").lstrip("\ufeff")
    delimiter = csv_text.delimiter_of_plain(head) if head.strip() else None
    if delimiter is None:
        return None
    if problem := limits.too_many(data.count(delimiter.encode()) + data.count(b"\n") + data.count(b"\r")):
        raise refused(problem, file)
    plain = _plain(data, delimiter, len(next(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))))
    return plain if plain and plain.delimiters == (plain.width - 1) * plain.rows else None


def _piece(data: pa.Buffer, delimiter: str, width: int) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv as engine

    names = [f"c{place}" for place in range(width)]
    return engine.read_csv(
        pa.BufferReader(data),
        engine.ReadOptions(column_names=names, use_threads=False),
        engine.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
        engine.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
    )


def _longest(column: pa.ChunkedArray) -> int:
    from pyarrow import compute

    return compute.max(compute.utf8_length(column)).as_py() or 0


@dataclass(frozen=True)
class _Plain:
    """A plain file: what parts its cells, how many its first row has, how many rows it has, how many delimiters part their cells,
    and where rows end that part it into pieces."""

    delimiter: str
    width: int
    rows: int
    delimiters: int
    parts: tuple[int, ...]

    def pieces(self, data: bytes) -> Iterator[pa.Table]:
        """Its rows, piece by piece."""
        import pyarrow as pa

        most = csv.field_size_limit()
        for first, end in itertools.pairwise((_start(data), *self.parts, len(data))):
            piece = _piece(pa.py_buffer(data).slice(first, end - first), self.delimiter, self.width)
            if max(_longest(column) for column in piece.columns) > most:
                raise _CellTooLong
            yield piece


def _plain(data: bytes, separator: str, width: int) -> _Plain | None:
    """None where the file is not plain."""
    delimiter = separator.encode()
    parts: list[int] = []
    rows = delimiters = 0
    is_inside = False
    before = _NEWLINE  # the byte before the block
    last_end = _start(data) - 1  # where the last row ended
    for start, block, after in _blocks(data):
        signs = np.frombuffer(block, np.uint8)
        quotes = signs == _QUOTE
        inside = np.logical_xor.accumulate(quotes) ^ is_inside if quotes.any() else np.full(len(signs), is_inside)
        previous = np.concatenate(([before], signs[:-1])).astype(np.uint8)
        following = np.concatenate((signs[1:], [after])).astype(np.uint8)
        edge = (delimiter[0], _NEWLINE, _QUOTE)
        opens, closes = quotes & inside, quotes & ~inside
        if not np.isin(previous[opens], edge).all() or not np.isin(following[closes], (*edge, _RETURN)).all():
            return None
        returns = (signs == _RETURN) & ~inside
        if (following[returns] != _NEWLINE).any():
            return None
        ends = np.flatnonzero((signs == _NEWLINE) & ~inside) + start
        lengths = np.diff(ends, prepend=last_end)
        at = ends[lengths == 2] - start
        if (lengths == 1).any() or (previous[at] == _RETURN).any():
            return None
        rows += len(ends)
        delimiters += int(np.count_nonzero((signs == delimiter[0]) & ~inside))
        is_inside, before = bool(inside[-1]), int(signs[-1])
        last_end = int(ends[-1]) if len(ends) else last_end
        if last_end - (parts[-1] if parts else 0) > _PIECE:
            parts.append(last_end + 1)
    if is_inside:
        return None
    if parts and parts[-1] == len(data):
        parts.pop()
    return _Plain(separator, width, rows + (last_end < len(data) - 1), delimiters, tuple(parts))


def _blocks(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """The text in blocks: where each begins, its bytes, and the byte after it (a line's end after the last)."""
    for at in range(_start(data), len(data), _BLOCK):
        end = at + _BLOCK
        yield at, data[at:end], data[end] if end < len(data) else _NEWLINE


def _start(data: bytes) -> int:
    """Where the text begins behind its byte-order mark."""
    return len(_BOM) if data.startswith(_BOM) else 0


def _is_special(data: bytes) -> bool | None:
    """Whether a cell may have characters that are doubtful; None where the bytes are no UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    found, tail = False, ""
    for _, block, _ in _blocks(data):
        try:
            text = tail + decoder.decode(block)
        except UnicodeDecodeError:
            return None
        found = found or characters.is_special(text)
        tail = text[-_OVERLAP:]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return found
