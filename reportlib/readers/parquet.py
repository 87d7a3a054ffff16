"""A Parquet file of one flat table, as the sheet that a CSV of the same cells gives: its names are the first row.

It is read column by column, each different value of a few rows once, and what it says is held against the limits before a text
is made for each row. Values are texts as :mod:`reportlib.readers.parquet_values` writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from reportlib import messages
from reportlib.errors import InputError
from reportlib.readers import characters
from reportlib.readers.columns import ColumnRows, text_bytes
from reportlib.readers.content import Limits
from reportlib.readers.parquet_values import WrongValue, coded_texts, is_known
from reportlib.readers.refusals import no_table, refused

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

MAGICS = MAGIC, ENCRYPTED_MAGIC = b"PAR1", b"PARE"
UNPACKED = 10  # a file may hold so many times the bytes that it may have
_BATCH_BYTES, _FEWEST_ROWS, _MOST_ROWS = 1 << 26, 1 << 8, 1 << 16
_SIGNATURE = 28  # bytes behind the plain footer of a file with encrypted columns


def read(data: bytes, file: str, limits: Limits) -> ColumnRows:
    """The rows; InputError for a damaged or encrypted file, one that holds more than the limits, and cells that are no values."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    if data.startswith(ENCRYPTED_MAGIC):
        raise refused(messages.F04_encrypted(), file)
    try:
        found = ParquetFile(pa.BufferReader(data))
        if int.from_bytes(data[-8:-4], "little") == found.metadata.serialized_size + _SIGNATURE:
            raise refused(messages.F04_encrypted(), file)
        rows = _within(found, file, limits)
        _refuse_columns(found.schema_arrow, file)
        texts = [leaf.path for leaf in map(found.schema.column, range(len(found.schema))) if _is_text(leaf)]
        found = ParquetFile(pa.BufferReader(data), metadata=found.metadata, read_dictionary=texts)
        return _Reading(found, file, limits).rows(rows)
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        raise refused(messages.F03_parquet_damaged(), file) from None


def _is_text(leaf: pa.ColumnSchema) -> bool:
    return leaf.physical_type == "BYTE_ARRAY" and leaf.logical_type.type == "STRING"


def _within(found: ParquetFile, file: str, limits: Limits) -> int:
    """How many rows are read at once, by what the file says of itself."""
    about = found.metadata
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    rows = max(about.num_rows, sum(group.num_rows for group in groups))
    if problem := limits.too_many((rows + 1) * about.num_columns):
        raise refused(problem, file)
    size = sum(group.total_byte_size for group in groups)
    _refuse_unpacked(size, file, limits)
    return min(max(_BATCH_BYTES * max(rows, 1) // max(size, 1), _FEWEST_ROWS), _MOST_ROWS)


def _refuse_unpacked(size: int, file: str, limits: Limits) -> None:
    if size > (most := UNPACKED * limits.file_bytes):
        enough = -(-size // (UNPACKED * 1_000_000))
        problem = messages.A04_input_too_large_unpacked(
            size=-(-size // 1_000_000), limit=most // 1_000_000, enough=enough
        )
        raise refused(problem, file)


def _refuse_columns(schema: pa.Schema, file: str) -> None:
    if not schema.names:
        raise no_table(file, messages.parquet_without_columns())
    wrong = [
        messages.F09_parquet_column(type=field.type).at(file, "", None, place, field.name)
        for place, field in enumerate(schema, 1)
        if not is_known(field.type)
    ]
    if wrong:
        raise InputError(*wrong)


class _Reading:
    """A file while it is read, batch by batch."""

    def __init__(self, found: ParquetFile, file: str, limits: Limits):
        self.found, self.file, self.limits = found, file, limits
        self.names: list[str] = found.schema_arrow.names
        self.is_special = any(map(characters.is_special, self.names))
        self.bytes = 0  # of the texts of all rows, whether they were kept or not

    def rows(self, at_once: int) -> ColumnRows:
        rows = ColumnRows.of(self._pieces(at_once), True)
        rows.is_special = self.is_special
        return rows

    def _pieces(self, at_once: int) -> Iterator[pa.Table]:
        """The names, and the rows below them, as tables of coded texts; past the limit they are counted only, to tell what is enough."""
        import pyarrow as pa

        columns = [f"c{place}" for place in range(len(self.names))]
        above: list[str] | None = self.names
        before = 0
        for batch in self.found.iter_batches(at_once, use_threads=False):
            texts = [self._texts(column, place, before) for place, column in enumerate(batch.columns)]
            before += batch.num_rows
            if problem := self.limits.too_many((before + 1) * len(columns)):
                raise refused(problem, self.file)
            if self.bytes > UNPACKED * self.limits.file_bytes:
                continue
            if above is not None:
                texts, above = list(map(_below, above, texts)), None
            yield pa.table(texts, columns)
        _refuse_unpacked(self.bytes, self.file, self.limits)
        if above is not None:
            yield pa.table([pa.array([name], pa.string()).dictionary_encode() for name in above], columns)

    def _texts(self, column: pa.Array, place: int, before: int) -> pa.DictionaryArray:
        try:
            coded = coded_texts(column)
        except WrongValue as wrong:
            at = wrong.problem.at(self.file, "", before + wrong.at + 2, place + 1, self.names[place])
            raise InputError(at) from None
        self.bytes += text_bytes(coded)
        self.is_special = self.is_special or characters.is_special("\n".join(coded.dictionary.to_pylist()))
        return coded


def _below(name: str, texts: pa.DictionaryArray) -> pa.DictionaryArray:
    import pyarrow as pa

    at = np.concatenate(([0], texts.indices.to_numpy() + 1)).astype(np.int32)
    return pa.DictionaryArray.from_arrays(
        pa.array(at), pa.concat_arrays([pa.array([name], pa.string()), texts.dictionary])
    )
