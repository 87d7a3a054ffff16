"""A Parquet file of one flat table, as the sheet that a CSV of the same cells gives: its names are the first row.

It is read column by column, in row groups. What a file says of itself is held against the limits before anything is unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reportlib import messages
from reportlib.readers import characters
from reportlib.readers.columns import ColumnRows
from reportlib.readers.content import Limits
from reportlib.readers.refusals import no_table, refused
from reportlib.readers.sheets import Cell

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

MAGIC = b"PAR1"
UNPACKED = 10  # a file may hold so many times the bytes that it may have
_LIST_SEPARATOR = ";"


def read(data: bytes, file: str, limits: Limits) -> ColumnRows | list[tuple[Cell, ...]]:
    """The rows; InputError for a damaged file, for one that holds more than the limits, and for cells that are no values."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        found = ParquetFile(pa.BufferReader(data))
        _within(found, file, limits)
        if not all(_is_flat(field.type) for field in found.schema_arrow):
            raise no_table(file, messages.parquet_with_nested_columns())
        if all(_is_text(field.type) for field in found.schema_arrow):
            return _of_texts(found)
        return _of_values(found)
    except (pa.ArrowException, OSError):
        raise refused(messages.F03_damaged(member=""), file) from None


def _within(found: ParquetFile, file: str, limits: Limits) -> None:
    about = found.metadata
    if problem := limits.too_many((about.num_rows + 1) * about.num_columns):
        raise refused(problem, file)
    groups = (about.row_group(number) for number in range(about.num_row_groups))
    if sum(group.total_byte_size for group in groups) > UNPACKED * limits.file_bytes:
        raise refused(messages.A04_too_large_unpacked(), file)


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)


def _is_flat(kind: pa.DataType) -> bool:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return _is_flat(kind.value_type)
    if pa.types.is_list(kind):
        return _is_text(kind.value_type)
    known = (
        pa.types.is_string,
        pa.types.is_large_string,
        pa.types.is_integer,
        pa.types.is_floating,
        pa.types.is_decimal,
        pa.types.is_boolean,
        pa.types.is_date,
        pa.types.is_timestamp,
        pa.types.is_null,
    )
    return any(is_one(kind) for is_one in known)


def _of_texts(found: ParquetFile) -> ColumnRows:
    """A table of texts, by column; a missing text is blank."""
    import pyarrow as pa
    from pyarrow import compute

    names = found.schema_arrow.names
    is_special = any(map(characters.is_special, names))

    def pieces() -> Iterator[pa.Table]:
        nonlocal is_special
        columns = [f"c{place}" for place in range(len(names))]
        above = [pa.array([name], pa.string()) for name in names]
        for batch in found.iter_batches(use_threads=False):
            texts = [compute.fill_null(column.cast(pa.string()), "") for column in batch.columns]
            for column in texts:
                is_special = is_special or characters.is_special("\n".join(column.unique().to_pylist()))
            yield pa.table([pa.concat_arrays(both) for both in zip(above, texts, strict=True)], columns)
            above = [column[:0] for column in above]
        if len(above[0]):
            yield pa.table(above, columns)

    rows = ColumnRows.of(pieces(), True)
    rows.is_special = is_special
    return rows


def _of_values(found: ParquetFile) -> list[tuple[Cell, ...]]:
    """A table with numbers or days in it, row by row, as a workbook's sheet."""
    rows: list[tuple[Cell, ...]] = [tuple(found.schema_arrow.names)]
    for batch in found.iter_batches(use_threads=False):
        rows += zip(*([_cell(value) for value in column.to_pylist()] for column in batch.columns), strict=True)
    return rows


def _cell(value: Any) -> Cell:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list):
        return _LIST_SEPARATOR.join(text for text in value if text is not None)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value if isinstance(value, str | int | float | bool | date) or value is None else str(value)
