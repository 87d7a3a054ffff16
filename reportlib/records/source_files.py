"""The source rows of a packet as files: Parquet, a file an input; as CSV where somebody asks for it, and as older packets have it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from reportlib import messages
from reportlib.cells import clean_text, guarded, plain_text
from reportlib.errors import ConfigError
from reportlib.facts.record import SourceTable, TextColumn, Texts
from reportlib.facts.rowsets import RowSet
from reportlib.facts.text_list import TextList

if TYPE_CHECKING:
    import pyarrow
    from pyarrow.parquet import ParquetFile

NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")  # −3 is a number, not a formula
ROW_NUMBER = "列"  # the header of a row's number, as a spreadsheet program counts it in the file itself
ROWS_A_GROUP = 1 << 14  # what is read at least; each group has its own list of different texts
# The same columns are the same bytes: nothing here follows the system, the number of its cores or another version's default.
FORMAT = {
    "compression": "zstd",
    "compression_level": 3,
    "version": "2.6",
    "data_page_version": "1.0",
    "use_dictionary": True,
    "write_statistics": True,
    "write_page_checksum": True,
    "store_schema": False,  # Arrow's own copy of the schema is not the same on every system
}


def as_parquet(table: SourceTable) -> bytes:
    """The table with its row numbers, all else as texts."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    names = (ROW_NUMBER, *table.columns)
    types = (pyarrow.uint32(), *(pyarrow.string() for _ in table.columns))
    schema = pyarrow.schema([pyarrow.field(*named, nullable=False) for named in zip(names, types, strict=True)])
    data = io.BytesIO()
    known = [_strings(column.texts) for column in table.cells]
    with ParquetWriter(data, schema, **FORMAT) as writer:
        for start in range(0, len(table), ROWS_A_GROUP):
            rows = slice(start, start + ROWS_A_GROUP)
            texts = (
                strings.take(pyarrow.array(column.at[rows])).cast(pyarrow.string())
                for strings, column in zip(known, table.cells, strict=True)
            )
            numbers = pyarrow.array(table.numbers[rows], pyarrow.uint32())
            writer.write_table(pyarrow.Table.from_arrays([numbers, *texts], schema=schema))
    return data.getvalue()


def _strings(texts: Texts) -> pyarrow.Array:
    import pyarrow

    return texts.array if isinstance(texts, TextList) else pyarrow.array(texts, pyarrow.string())


def texts_in(data: bytes) -> Iterator[str]:
    """Every text that a Parquet file of ours says, each column's texts once a group of rows, and the names of its columns."""
    file = _open(io.BytesIO(data))
    yield from file.schema_arrow.names
    for group in range(file.num_row_groups):
        for column in _columns(file, [group], file.schema_arrow.names[1:]):
            yield from column.texts


def as_csv(table: SourceTable) -> Iterator[Sequence[object]]:
    """The rows for a spreadsheet program, their header first: no text that would become a formula."""
    yield (ROW_NUMBER, *table.columns)
    cells = (column.changed(csv_cell) for column in table.cells)
    yield from zip(table.numbers.tolist(), *cells, strict=True)


def csv_cell(text: str) -> str:
    """A text of a source row as it is written for a spreadsheet program."""
    return text if NUMBER.fullmatch(text) else guarded(clean_text(text))


# -- read again ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class KeptTable:
    """One input of a packet on disk, of which no more rows are read than are asked for."""

    input: str
    file: str
    sheet: str
    path: Path

    @cached_property
    def _older(self) -> SourceTable | None:
        """The table of a packet that was made before source rows were kept as Parquet."""
        if self.path.suffix != ".csv":
            return None
        with self._sound():
            (head, *columns), *rows = csv.reader(io.StringIO(self.path.read_text("utf-8-sig"), newline=""))
            if head != ROW_NUMBER:
                raise ValueError(head)
            texts = ((int(number), tuple(map(plain_text, cells))) for number, *cells in rows)
            return SourceTable.of_rows(self.input, self.file, self.sheet, columns, texts)

    @contextlib.contextmanager
    def _sound(self) -> Iterator[None]:
        """Within, the file is read; ConfigError F02 where it is not as it was written."""
        import pyarrow

        try:
            yield
        except (pyarrow.ArrowException, OSError, ValueError, LookupError, csv.Error) as error:
            if getattr(error, "errno", None) is not None:  # the system's own, such as too many open files
                raise
            folder = self.path.parents[1].name
            shown = f"{folder}/rows/{self.path.name}"
            raise ConfigError(messages.F02_packet_damaged(meeting=folder).at(file=shown)) from None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        if self._older is not None:
            return self._older.columns
        with self._sound(), _open(self.path) as file:
            return tuple(file.schema_arrow.names[1:])

    @cached_property
    def numbers(self) -> np.ndarray:
        """The numbers of its rows, in the order of the file."""
        if self._older is not None:
            return self._older.numbers
        with self._sound(), _open(self.path) as file:
            return file.read([ROW_NUMBER]).column(0).to_numpy()

    def count(self, rows: RowSet) -> int:
        """How many of these rows are there."""
        return rows.count_in(np.sort(self.numbers))

    def lacking(self, rows: RowSet) -> str:
        """That some of these rows are not there; "" where all are."""
        there = self.count(rows)
        if there == len(rows):
            return ""
        return messages.rows_not_kept(rows=len(rows), there=there, file=f"rows/{self.path.name}")

    def whole(self) -> SourceTable:
        """All of its rows."""
        if self._older is not None:
            return self._older
        with self._sound(), _open(self.path) as file:
            cells = tuple(_columns(file, range(file.num_row_groups), self.columns))
        return SourceTable(self.input, self.file, self.sheet, self.columns, self.numbers, cells)

    def some(self, rows: RowSet, most: int | None = None) -> SourceTable:
        """Those of these rows that are there; of them the first ``most``. Only the parts of the file are read in which they are."""
        order = np.argsort(self.numbers, kind="stable")
        at = np.sort(order[rows.places(self.numbers[order])])[:most]
        if self._older is not None:
            return self._older.some(at)
        groups = np.unique(at // ROWS_A_GROUP)
        place = at - ROWS_A_GROUP * (at // ROWS_A_GROUP - np.searchsorted(groups, at // ROWS_A_GROUP))
        with self._sound(), _open(self.path) as file:
            cells = [column.some(place) for column in _columns(file, groups.tolist(), self.columns)]
        return SourceTable(self.input, self.file, self.sheet, self.columns, self.numbers[at], tuple(cells))


def kept(folder: Path) -> list[KeptTable]:
    """The tables of a built packet, from its ``rows/`` and what its run record says of them; without rows or record, none."""
    record = folder / "run.json"
    tables = []
    for source in json.loads(record.read_text("utf-8"))["sources"] if record.is_file() else ():
        paths = [folder / f"rows/{source['input']}.{suffix}" for suffix in ("parquet", "csv")]
        tables += [
            KeptTable(source["input"], source["file"], source["sheet"], path) for path in paths if path.is_file()
        ][:1]
    return tables


def read_back(folder: Path) -> list[SourceTable]:
    """The same with all of their rows."""
    return [table.whole() for table in kept(folder)]


def _open(source: Path | BinaryIO) -> ParquetFile:
    from pyarrow.parquet import ParquetFile

    return ParquetFile(source, pre_buffer=False, page_checksum_verification=True)


def _columns(file: ParquetFile, groups: Iterable[int], labels: Sequence[str]) -> Iterator[TextColumn]:
    """Columns of texts, one after another, of some groups of rows."""
    groups = list(groups)
    for label in labels:
        chunks = file.read_row_groups(groups, [label], use_threads=False).column(0).dictionary_encode().chunks
        texts = chain.from_iterable(chunk.dictionary.to_pylist() for chunk in chunks)
        starts = np.cumsum([0, *(len(chunk.dictionary) for chunk in chunks)])
        at = [
            chunk.indices.to_numpy().astype(np.uint32) + start for chunk, start in zip(chunks, starts[:-1], strict=True)
        ]
        yield TextColumn.coded(texts, np.concatenate(at) if at else np.array([], np.uint32))
