"""Clean records as an analyst takes them: a frame of its own, with types that pandas counts, groups and sorts by."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pandas as pd

from reportlib.records.choosing import is_missing
from reportlib.records.schema import TableSchema

MOST_CATEGORIES = 50  # different texts of a column that is a categorical: 服務分類 is, the titles are not


def analysts_frame(frame: pd.DataFrame, table: TableSchema) -> pd.DataFrame:
    """A copy of the frame of a table: dates as ``datetime64``, decimals and shares as floats, counts as they are, agencies and
    texts that come again and again as categoricals, lists as tuples; what is blank is missing as pandas knows it."""
    kinds = {column.name: column.kind for column in table.columns}
    columns = {name: _plain(frame[name], kinds.get(str(name).removesuffix("_short"), "")) for name in frame.columns}
    return pd.DataFrame(columns, index=frame.index.copy())


def _plain(column: pd.Series, kind: str) -> pd.Series:
    cells = [None if is_missing(cell) else cell for cell in column]
    known = [cell for cell in cells if cell is not None]
    if isinstance(column.dtype, pd.Int64Dtype) or not known and kind == "count":
        return pd.Series(cells, column.index, "Int64")
    if kind == "date" or known and all(isinstance(cell, datetime.date) for cell in known):
        return pd.Series(cells, column.index, "datetime64[s]")
    if kind in ("decimal", "share") or known and all(isinstance(cell, Decimal) for cell in known):
        return pd.Series([float("nan") if cell is None else float(cell) for cell in cells], column.index, "float64")
    if not all(isinstance(cell, str) for cell in known):
        return pd.Series(cells, column.index)
    different = set(known)
    if kind == "agency" or kind == "text" and len(different) <= MOST_CATEGORIES and 2 * len(different) <= len(known):
        return pd.Series(pd.Categorical(cells, categories=sorted(different)), column.index)
    return pd.Series(cells, column.index, "str")
