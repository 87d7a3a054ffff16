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
_BATCH_BYTES, _FEWEST_ROWS, _MOST_ROWS = 1 << 26, 1 << 4, 1 << 16
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
        _within(found, file, limits)
        _refuse_columns(found.schema_arrow, file)
        texts = [leaf.path for leaf in map(found.schema.column, range(len(found.schema))) if _is_text(leaf)]
        once = ParquetFile(pa.BufferReader(data), metadata=found.metadata, read_dictionary=texts)
        return _Batches(found, once, file, limits).rows()
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        raise refused(messages.F03_parquet_damaged(), file) from None


def _is_text(leaf: pa.ColumnSchema) -> bool:
    return leaf.physical_type == "BYTE_ARRAY" and leaf.logical_type.type == "STRING"


def _within(found: ParquetFile, file: str, limits: Limits) -> None:
    """Refuse what says of itself that it is more than the limits."""
    about = found.metadata
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    rows = max(about.num_rows, sum(group.num_rows for group in groups))
    if problem := limits.too_many((rows + 1) * about.num_columns):
        raise refused(problem, file)
    size = sum(group.total_byte_size for group in groups)
    if size > UNPACKED * limits.file_bytes:
        raise _too_large(size, file, limits)


def _too_large(size: int, file: str, limits: Limits) -> InputError:
    megabytes, most = -(-size // 1_000_000), UNPACKED * limits.file_bytes // 1_000_000
    enough = -(-megabytes * 11 // (UNPACKED * 10))  # a tenth more: the size may be one of the first rows, projected
    return refused(messages.A04_parquet_too_large_unpacked(size=megabytes, limit=most, enough=enough), file)


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


class _Batches:
    """A file while it is read, batch by batch; ``once`` is the same file with each text of its dictionaries once."""

    def __init__(self, found: ParquetFile, once: ParquetFile, file: str, limits: Limits):
        self.found, self.once, self.file, self.limits = found, once, file, limits
        self.names: list[str] = found.schema_arrow.names
        self.is_special = any(map(characters.is_special, self.names))
        self.bytes = 0  # of the texts of all rows so far

    def rows(self) -> ColumnRows:
        rows = ColumnRows.of(self._pieces(), True)
        rows.is_special = self.is_special
        return rows

    def _pieces(self) -> Iterator[pa.Table]:
        """The names, and the rows below them, as tables of coded texts."""
        import pyarrow as pa

        columns = [f"c{place}" for place in range(len(self.names))]
        above: list[str] | None = self.names
        before = 0
        for batch in self._batches():
            texts = [self._texts(column, place, before) for place, column in enumerate(batch.columns)]
            before += batch.num_rows
            if problem := self.limits.too_many((before + 1) * len(columns)):
                raise refused(problem, self.file)
            if self.bytes > UNPACKED * self.limits.file_bytes:
                raise _too_large(
                    self.bytes * max(self.found.metadata.num_rows, before) // before, self.file, self.limits
                )
            if above is not None:
                texts, above = list(map(_below, above, texts)), None
            yield pa.table(texts, columns)
        if above is not None:
            yield pa.table([pa.array([name], pa.string()).dictionary_encode() for name in above], columns)

    def _batches(self) -> Iterator[pa.RecordBatch]:
        """As many rows at once as take little memory if all of them have the longest text."""
        for group in range(self.found.metadata.num_row_groups):
            first = next(self.once.iter_batches(_FEWEST_ROWS, row_groups=[group], use_threads=False), None)
            longest = sum(map(_longest, first.columns)) if first else 0
            at_once = min(max(_BATCH_BYTES // (longest + 1), _FEWEST_ROWS), _MOST_ROWS)
            yield from self.found.iter_batches(at_once, row_groups=[group], use_threads=False)

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


def _longest(column: pa.Array) -> int:
    """The bytes of the longest text in a column's dictionary, whether a row of this batch has it or not."""
    from pyarrow import compute, types

    if types.is_list(column.type) or types.is_large_list(column.type):
        column = column.values
    return compute.max(compute.binary_length(column.dictionary)).as_py() or 0 if types.is_dictionary(column.type) else 0
