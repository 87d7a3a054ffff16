"""Records as they go from one process to another: of each column its different values once, and which of them each row has."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pandas as pd

from reportlib.records.records import Records
from reportlib.text import Quoted

Packed = tuple[Records, pd.Index, dict[Any, Any]]


def packed(records: Records) -> Packed:
    """What is quickly pickled; :func:`unpacked` makes the same records of it."""
    frame = records.frame
    columns = {name: _packed(frame[name]) if frame[name].dtype == object else frame[name].array for name in frame}
    return dataclasses.replace(records, frame=frame.iloc[:0, :0]), frame.index, columns


def _packed(column: pd.Series) -> tuple[np.ndarray, list, bool]:
    """Which value each row has; the values, told apart as objects, for equal decimals may be written differently; and whether
    they are quoted texts, which are then given as texts."""
    cells = column.to_numpy()
    at, _ = pd.factorize(np.fromiter(map(id, cells), np.int64, len(cells)))
    _, first = np.unique(at, return_index=True)
    values = cells[first].tolist()
    is_quoted = all(type(value) is Quoted for value in values if value is not None)
    texts = [value if value is None else str(value) for value in values] if is_quoted else values
    return at.astype(np.int32), texts, is_quoted


def unpacked(data: Packed) -> Records:
    """The records again."""
    records, index, columns = data
    frame = pd.DataFrame({name: _column(given, index) for name, given in columns.items()}, index)
    return dataclasses.replace(records, frame=frame)


def _column(given: Any, index: pd.Index) -> pd.Series:
    if not isinstance(given, tuple):
        return pd.Series(given, index)
    at, values, is_quoted = given
    if is_quoted:
        values = list(map(Quoted, values)) if None not in values else [v if v is None else Quoted(v) for v in values]
    return pd.Series(np.fromiter(values, object, len(values))[at], index, object)
