"""The source rows that the figures count, cleaned, as one table an input: for the page's panel, ``packet explain`` and ``rows/``."""

from __future__ import annotations

import datetime
from decimal import Decimal

import numpy as np
import pandas as pd
from pandas.api.typing import NAType

from reportlib.facts.record import SourceTable, TextColumn
from reportlib.facts.text_list import TextList
from reportlib.records.cell_column import CellColumn, cells_in, holds_objects
from reportlib.records.records import Records
from reportlib.records.tables import SHORT, TABLES, shown_label
from reportlib.roc import format_date


def table(records: Records) -> SourceTable:
    """One input: its rows by their numbers, each cell as a text; behind an agency its short name, by which figures go."""
    names = (name for column in TABLES[records.input].columns for name in (column.name, column.name + SHORT))
    shown = [name for name in names if name in records.frame.columns]
    return SourceTable(
        records.input,
        str(records.file),
        str(records.sheet),
        tuple(shown_label(records.input, name) for name in shown),
        records.frame.index.to_numpy(np.uint32),
        tuple(_column(records.frame[name]) for name in shown),
    )


def _column(values: pd.Series) -> TextColumn:
    """The cells of a column as texts, each different value once; 50 and 50.0 are one number and two texts."""
    cells = cells_in(values) if holds_objects(values) else _numbers(values)
    if isinstance(cells.values, TextList) and not cells.values.are_missing().any():
        return TextColumn(cells.values, cells.at).tidy()
    return TextColumn.coded(map(_text, cells.values), cells.at)


def _numbers(values: pd.Series) -> CellColumn:
    at, different = pd.factorize(values, use_na_sentinel=False)
    return CellColumn(at, list(different))


def _text(value: str | datetime.date | tuple[str, ...] | int | Decimal | NAType | None) -> str:
    """A cleaned cell as it can be read again: dates of the Republic, numbers plain, a list's items parted by 「；」."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.date):
        return format_date(value)
    if isinstance(value, tuple):
        return "；".join(value)
    return str(value) if isinstance(value, Decimal) or not pd.isna(value) else ""
