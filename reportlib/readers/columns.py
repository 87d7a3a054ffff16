"""The rows of a large text file kept by column: each column is coded, its different texts once, or stays with the engine.

Decision 0040 says which engine, and why not from the first row on: its import takes longer than a small file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from reportlib import system
from reportlib.facts.text_list import MANY, TextList, are_filled, each_at, small, those_at, which_of

if TYPE_CHECKING:
    import pyarrow as pa

Cell = str | int | float | bool | date | datetime | None
_BLOCK = 4_096  # rows that are made of columns at once
_GIVEN_BACK = 8  # after so many pieces of a file the memory between what is kept of them goes back
_CODED_SHARE = 4  # a column with more than one different text in so many rows is not coded before it is asked for
_SWOLLEN = 4  # a coded column that would take so many times its bytes as a text a row stays coded


@dataclass(frozen=True)
class Coded:
    """Cells of a column: ``values[at[n]]`` is what the row with the place ``n`` has; a value may be in no row."""

    at: np.ndarray
    values: Sequence[Any]

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Coded:
        """Each different cell once, in the order in which they come; 1, 1.0 and True are different."""
        places: dict[object, int] = {}
        at = np.empty(len(cells), np.int32)
        values: list[Cell] = []
        for n, cell in enumerate(cells):
            key = cell if type(cell) is str or cell is None else (type(cell), cell)
            place = places.setdefault(key, len(places))
            if place == len(values):
                values.append(cell)
            at[n] = place
        return cls(at, values)

    @classmethod
    def of_texts(cls, texts: Sequence[str]) -> Coded:
        """Each different text once, in the order in which they come."""
        places: dict[str, int] = {}
        at = [places.setdefault(text, len(places)) for text in texts]
        return cls(np.array(at, np.int32), list(places))

    def __len__(self) -> int:
        return len(self.at)

    def __getitem__(self, n: int) -> Any:
        return self.values[self.at[n]]

    def __iter__(self) -> Iterator[Any]:
        return each_at(self.values, self.at)

    def some(self, rows: np.ndarray) -> Coded:
        """The cells of the rows at these places, or for which a mask is true."""
        return Coded(self.at[rows], self.values)

    def used(self) -> Coded:
        """The same cells with no value that is in no row."""
        is_used = np.bincount(self.at, minlength=len(self.values)) > 0
        if is_used.all():
            return self
        to = small(np.cumsum(is_used, dtype=np.int32) - 1, int(is_used.sum()))
        return Coded(to[self.at], those_at(self.values, np.flatnonzero(is_used)))

    def mapped(self, values: Sequence[Any]) -> Coded:
        """The same rows with another value for each value."""
        return Coded(self.at, values)

    def which(self, holds: Iterable[bool]) -> np.ndarray:
        """For which rows something holds, by whether it does for each of the values."""
        return np.fromiter(holds, bool, len(self.values))[self.at]


class ColumnRows(Sequence["tuple[Cell, ...]"]):
    """Rows of texts, all of one width, kept by column; ``places`` says which rows of the file these are (0 for the first)."""

    def __init__(
        self, columns: Sequence[Coded | pa.ChunkedArray], places: np.ndarray | None = None, is_special: bool = True
    ):
        self._columns = list(columns)
        self.places = np.arange(len(columns[0])) if places is None else places
        self.is_special = is_special  # whether a cell may have characters that are doubtful

    @classmethod
    def of(cls, frames: Iterable[pa.Table], is_special: bool) -> ColumnRows:
        """The columns of tables of texts, one below the other."""
        growing: list[_Growing] = []
        for number, frame in enumerate(frames, 1):
            growing = growing or [_Growing() for _ in frame.columns]
            for column, piece in zip(growing, frame.columns, strict=True):
                column.add(piece)
            if number % _GIVEN_BACK == 0:
                system.give_memory_back()
        return cls([column.made() for column in growing], is_special=is_special)

    @property
    def width(self) -> int:
        return len(self._columns)

    def __len__(self) -> int:
        return len(self.places)

    def __eq__(self, other: object) -> bool:
        """Whether the other has the same rows, kept by column or not."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, at: int) -> tuple[Cell, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[Cell, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[Cell, ...] | list[tuple[Cell, ...]]:
        if isinstance(at, slice):
            return self._rows(self.places[at])
        return self._rows(self.places[[at]])[0]

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        for start in range(0, len(self), _BLOCK):
            yield from self._rows(self.places[start : start + _BLOCK])

    def some(self, rows: np.ndarray) -> ColumnRows:
        """The rows at these places, or for which a mask is true."""
        return ColumnRows(self._columns, self.places[rows], self.is_special)

    def coded(self, column: int) -> Coded:
        """The cells of a column (0 for the first), each different text once."""
        found = self._columns[column]
        if not isinstance(found, Coded):
            found = self._columns[column] = coded_by_engine(found)
        return found if len(found) == len(self) else found.some(self.places).used()

    def which(self, column: int, holds: Callable[[Any], bool], known: str = "", of_known: bool = False) -> np.ndarray:
        """For which rows something holds of their cell (:func:`which_of`); of a column that is not coded, piece by piece."""
        found = self._columns[column]
        if isinstance(found, Coded):
            return which_of(found.values, holds, known, of_known)[found.at][self.places]
        if known:
            pieces = [which_of(TextList.of_arrow(chunk), holds, known, of_known) for chunk in found.chunks]
        else:
            pieces = [piece.which(map(holds, piece.values)) for piece in map(coded_by_engine, found.chunks)]
        return np.concatenate(pieces)[self.places]

    def filled(self) -> np.ndarray:
        """How many cells of each row are not blank."""
        count = np.zeros(len(self), np.int32)
        for column in self._columns:
            if isinstance(column, Coded):
                count += are_filled(column.values)[column.at][self.places]
            else:
                count += _says(column, "", "not_equal")[self.places]
        return count

    def equal_to(self, row: tuple[Cell, ...]) -> list[int]:
        """See :func:`equal_to`."""
        if len(row) != self.width:
            return []
        same = np.ones(len(self), bool)
        for column, text in zip(self._columns, row, strict=True):
            if isinstance(column, Coded):
                same &= column.which(one == text for one in column.values)[self.places]
            else:
                same &= _says(column, text, "equal")[self.places]
        return np.flatnonzero(same).tolist()

    def _rows(self, places: np.ndarray) -> list[tuple[Cell, ...]]:
        if not len(places):
            return []
        first, last = int(places[0]), int(places[-1])
        is_run = last - first + 1 == len(places)  # places ascend

        def texts(column: Coded | pa.ChunkedArray) -> Iterable[Any]:
            if isinstance(column, Coded):
                return column.some(places)
            return (column.slice(first, len(places)) if is_run else column.take(places)).to_pylist()

        return list(zip(*map(texts, self._columns), strict=True))


class NumberedRows(Sequence["tuple[int, tuple[Cell, ...]]"]):
    """Rows kept by column, each with its number in the file (1 for the first)."""

    def __init__(self, cells: ColumnRows):
        self.cells = cells

    @property
    def numbers(self) -> np.ndarray:
        return self.cells.places + 1

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, at: int) -> tuple[int, tuple[Cell, ...]]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[int, tuple[Cell, ...]]]: ...
    def __getitem__(self, at: int | slice) -> tuple[int, tuple[Cell, ...]] | list[tuple[int, tuple[Cell, ...]]]:
        if isinstance(at, slice):
            return list(zip(self.numbers[at].tolist(), self.cells[at], strict=True))
        return int(self.numbers[at]), self.cells[at]

    def __iter__(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        return zip(self.numbers.tolist(), self.cells, strict=True)


class _Growing:
    """A column while its file is read piece by piece; whether it is coded, its first piece decides."""

    def __init__(self) -> None:
        self._pieces: list[pa.ChunkedArray] = []
        self._at: list[np.ndarray] = []
        self._places: dict[str, int] = {}

    def add(self, piece: pa.ChunkedArray) -> None:
        swells = _swells(piece)
        if self._pieces and not swells:
            self._pieces.append(_plain(piece))
            return
        coded = coded_by_engine(piece)
        if not self._at and not swells and len(coded.values) * _CODED_SHARE > len(piece):
            self._pieces.append(_plain(piece))
            return
        earlier, self._pieces = self._pieces, []
        for before in (*map(coded_by_engine, earlier), coded):
            self._code(before)

    def _code(self, coded: Coded) -> None:
        places = self._places
        to = [places.setdefault(text, len(places)) for text in coded.values]
        self._at.append(small(np.array(to, np.int32), len(places))[coded.at])

    def made(self) -> Coded | pa.ChunkedArray:
        """The whole column; its pieces are let go."""
        import pyarrow as pa

        if not self._pieces:
            pieces, self._at = self._at, []
            return Coded(np.concatenate(pieces), list(self._places))
        return pa.chunked_array([chunk for piece in self._pieces for chunk in piece.chunks])


def text_bytes(texts: pa.DictionaryArray) -> int:
    """How many bytes the texts of all rows have."""
    from pyarrow import compute

    return int(compute.binary_length(texts.dictionary).to_numpy().astype(np.int64)[texts.indices.to_numpy()].sum())


def _swells(piece: pa.ChunkedArray) -> bool:
    """Whether a piece that comes coded would take a multiple of its memory as a text a row."""
    import pyarrow as pa

    if not pa.types.is_dictionary(piece.type):
        return False
    return sum(map(text_bytes, piece.chunks)) > _SWOLLEN * sum(chunk.dictionary.nbytes for chunk in piece.chunks)


def _plain(piece: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    return piece.cast(pa.string()) if pa.types.is_dictionary(piece.type) else piece


def rows_with_text(table: pa.Table) -> int:
    """How many rows have a cell that is not empty."""
    has = np.zeros(len(table), bool)
    for column in table.columns:
        has |= _says(column, "", "not_equal")
    return int(has.sum())


def coded_by_engine(column: pa.ChunkedArray | pa.Array) -> Coded:
    """Each different text of a column once, in the order in which they come."""
    import pyarrow as pa

    found = (column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column).dictionary_encode()
    texts = found.dictionary
    return Coded(found.indices.to_numpy(), texts.to_pylist() if len(texts) < MANY else TextList.of_arrow(texts))


def _says(column: pa.ChunkedArray, text: Cell, how: str) -> np.ndarray:
    from pyarrow import compute

    return compute.call_function(how, [column, text]).to_numpy()


def coded(rows: Sequence[tuple[Cell, ...]], column: int) -> Coded:
    """The cells of a column (0 for the first) of any rows; None where a row is not that long."""
    if isinstance(rows, ColumnRows):
        return rows.coded(column)
    return Coded.of([row[column] if column < len(row) else None for row in rows])


def some_rows(rows: Sequence[tuple[Cell, ...]], places: np.ndarray) -> Sequence[tuple[Cell, ...]]:
    """The rows at these places."""
    return rows.some(places) if isinstance(rows, ColumnRows) else [rows[place] for place in places.tolist()]


def rows_at(rows: Sequence[tuple[Cell, ...]], places: Iterable[int]) -> dict[int, tuple[Cell, ...]]:
    """The rows at these places, by them: looking at one after another takes much longer where they are kept by column."""
    wanted = np.unique(np.fromiter(places, np.int64))
    return dict(zip(wanted.tolist(), some_rows(rows, wanted), strict=True))


def sparse(rows: Sequence[tuple[Cell, ...]], most: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows that may have so few cells that are not blank, each with its number."""
    if not isinstance(rows, ColumnRows):
        yield from enumerate(rows, 1)
        return
    places = np.flatnonzero(rows.filled() <= most)
    yield from zip((places + 1).tolist(), rows.some(places), strict=True)


def equal_to(rows: Sequence[tuple[Cell, ...]], row: tuple[Cell, ...]) -> list[int]:
    """The places of the rows that are the same as this one."""
    if isinstance(rows, ColumnRows):
        return rows.equal_to(row)
    return [place for place, one in enumerate(rows) if one == row]


def beginning(rows: Sequence[tuple[Cell, ...]], characters: int) -> str:
    """The first texts, a line each, up to so many characters."""
    lines: list[str] = []
    length = 0
    for row in rows:
        texts = [cell for cell in row if type(cell) is str]
        lines += texts
        length += sum(map(len, texts)) + len(texts)
        if length > characters:
            break
    return "\n".join(lines)[:characters]
