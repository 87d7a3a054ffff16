"""The values of a Parquet column as the texts that a CSV of it has, each different one once.

A missing value is blank, and so is a number that is none (NaN). A whole number is its digits, however many; a fraction is the
shortest text that means it in the width of its column. A day is 2020-10-31; a time of day stands behind it unless it is
midnight, and one with a time zone is what clocks in Taiwan showed. A list of texts has semicolons between them.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from reportlib import messages
from reportlib.errors import Problem

if TYPE_CHECKING:
    import pyarrow as pa

_LIST_SEPARATOR = ";"
_A_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_TAIWAN = timedelta(hours=8)  # no summer time since 1979
_EXACT = {16: 2**11, 32: 2**24, 64: 2**53}  # from here on a fraction of so many bits does not have every whole number


class WrongValue(Exception):
    """What is wrong with the value at a place (0 for the first)."""

    def __init__(self, at: int, problem: Problem):
        super().__init__(at)
        self.at, self.problem = at, problem


def is_known(kind: pa.DataType) -> bool:
    """Whether values of this type are made texts here."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return is_known(kind.value_type)
    if types.is_list(kind) or types.is_large_list(kind):
        return _is_text(kind.value_type)
    known = (types.is_integer, types.is_floating, types.is_decimal, types.is_boolean)
    others = (types.is_date, types.is_timestamp, types.is_null)
    return _is_text(kind) or any(is_one(kind) for is_one in (*known, *others))


def _is_text(kind: pa.DataType) -> bool:
    from pyarrow import types

    if types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)


def coded_texts(column: pa.Array) -> pa.DictionaryArray:
    """The texts of a column of a type that :func:`is_known`; WrongValue for a value that is none, or too long."""
    import pyarrow as pa
    from pyarrow import types

    if types.is_null(column.type):
        return _dictionary(np.zeros(len(column), np.int32), pa.array([""]))
    if types.is_list(column.type) or types.is_large_list(column.type):
        return _joined(column)
    if types.is_string_view(column.type):
        column = column.cast(pa.string())
    if not types.is_dictionary(column.type):
        column = column.dictionary_encode()
    missing = len(column.dictionary)
    at = column.indices.fill_null(missing).cast(pa.int64()).to_numpy(zero_copy_only=False)
    if missing + 1 < len(used := np.bincount(at, minlength=missing + 1) > 0):
        raise pa.ArrowInvalid("index out of the dictionary")
    at = (np.cumsum(used) - 1)[at].astype(np.int32)
    try:
        texts = _checked(_texts(column.dictionary.take(pa.array(np.flatnonzero(used[:missing])))))
    except WrongValue as wrong:
        raise WrongValue(int(np.argmax(at == wrong.at)), wrong.problem) from None
    return _dictionary(at, pa.concat_arrays([texts, pa.array([""])]) if used[missing] else texts)


def _dictionary(at: np.ndarray, texts: pa.Array) -> pa.DictionaryArray:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(at), texts)


def _joined(column: pa.Array) -> pa.DictionaryArray:
    """Each different list once; blanks in a list are left out."""
    import pyarrow as pa

    ends = column.offsets.to_numpy()
    first = int(ends[0])
    try:
        parts = coded_texts(column.values.slice(first, int(ends[-1]) - first))
    except WrongValue as wrong:
        raise WrongValue(int(np.searchsorted(ends, wrong.at + first, "right")) - 1, wrong.problem) from None
    texts, codes = parts.dictionary.to_pylist(), parts.indices.to_numpy()
    places: dict[bytes, int] = {}
    at = np.empty(len(column), np.int32)
    joined: list[str] = []
    for row, (begin, end) in enumerate(itertools.pairwise((ends - first).tolist())):
        key = codes[begin:end].tobytes()
        at[row] = places.setdefault(key, len(places))
        if at[row] == len(joined):
            filled = [text for code in codes[begin:end] if (text := texts[code])]
            if problem := _too_long(sum(map(len, filled)) + len(filled) - 1):
                raise WrongValue(row, problem)
            joined.append(_LIST_SEPARATOR.join(filled))
    return _dictionary(at, pa.array(joined, pa.string()))


def _too_long(characters: int) -> Problem | None:
    if characters <= (most := csv.field_size_limit()):
        return None
    return messages.A11_text_too_long(characters=characters, most=most)


def _checked(texts: pa.Array) -> pa.Array:
    """The texts, all of them UTF-8 and no longer than a cell may be."""
    import pyarrow as pa
    from pyarrow import compute

    try:
        texts.validate(full=True)
    except pa.ArrowInvalid:
        for place, data in enumerate(texts.cast(pa.binary()).to_pylist()):
            try:
                data.decode()
            except UnicodeDecodeError as error:
                shown = data[error.start : error.start + 2].hex(" ").upper()
                raise WrongValue(place, messages.E09_cell_no_utf8(bytes=shown)) from None
        raise
    lengths = compute.utf8_length(texts).to_numpy()
    if len(lengths) and (problem := _too_long(int(lengths.max()))):
        raise WrongValue(int(lengths.argmax()), problem)
    return texts


def _texts(values: pa.Array) -> pa.Array:
    import pyarrow as pa
    from pyarrow import types

    kind = values.type
    if _is_text(kind) or types.is_integer(kind):
        return values.cast(pa.string())
    if types.is_floating(kind):
        exact = _EXACT[kind.bit_width]
        return _each(values.to_numpy(zero_copy_only=False), lambda value: _of_fraction(value, exact))
    if types.is_timestamp(kind):
        ticks, ahead = _A_SECOND[kind.unit], _TAIWAN if kind.tz else timedelta()
        return _each(values.cast(pa.int64()).to_pylist(), lambda value: _of_time(value, ticks, ahead))
    if types.is_date64(kind):
        return _each(values.cast(pa.int64()).to_pylist(), lambda value: _of_days(value // 86_400_000))
    if types.is_date32(kind):
        return _each(values.cast(pa.int32()).to_pylist(), _of_days)
    return _each(values.to_pylist(), _of_other)


def _each(values: Iterable[Any], text_of: Callable[[Any], str | Problem]) -> pa.Array:
    import pyarrow as pa

    texts = []
    for place, value in enumerate(values):
        text = text_of(value)
        if isinstance(text, Problem):
            raise WrongValue(place, text)
        texts.append(text)
    return pa.array(texts, pa.string())


def _of_fraction(value: np.floating, exact: int) -> str | Problem:
    """Where digits may have been lost, the text is one that says so (1.5e+16): a count or an identifier is then refused."""
    if np.isnan(value):
        return ""
    if np.isinf(value):
        return messages.V10_infinite()
    if abs(float(value)) > exact:
        return np.format_float_scientific(value, trim="-")
    return np.format_float_positional(value + value.dtype.type(0), trim="-")


def _of_time(value: int, ticks: int, ahead: timedelta) -> str | Problem:
    seconds, rest = divmod(value, ticks)
    try:
        when = datetime(1970, 1, 1) + timedelta(seconds=seconds, microseconds=rest * 10**6 // ticks) + ahead
    except OverflowError:
        return messages.V07_far_day()
    return when.isoformat(" ") if when.time() != time.min else when.date().isoformat()


def _of_days(value: int) -> str | Problem:
    try:
        return (date(1970, 1, 1) + timedelta(value)).isoformat()
    except OverflowError:
        return messages.V07_far_day()


def _of_other(value: Decimal | bool) -> str:
    return str(value).upper() if isinstance(value, bool) else format(value, "f")
