"""Conditions evaluated on a frame of records, while a figure is measured; and how a condition on columns calls them for people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from reportlib.facts.conditions import All, AnyOf, Choice, Not, Says, Sum, Where
from reportlib.facts.text_list import TextList, are_filled
from reportlib.records.cell_column import CellColumn, cells_in, holds_objects
from reportlib.records.tables import TABLES, shown_label
from reportlib.roc import format_date, parse_date


def labelled(table: str, condition: Choice) -> Where:
    """The condition on the records of an input with the labels of the columns, as a fact keeps it."""
    return Where(table, condition.renamed(_labels(table)[1], _labels))


def _labels(table: str) -> tuple[str, Callable[[str], str]]:
    return TABLES[table].label, lambda column: shown_label(table, column)


def mask(frame: pd.DataFrame, condition: Choice) -> pd.Series:
    """For which rows of the frame it holds; ValueError for a condition that looks beyond a row, which a measure has to find itself."""
    match condition:
        case All(of):
            found = pd.Series(True, frame.index)
            for one in of:
                found &= mask(frame, one)
            return found
        case AnyOf(of):
            found = pd.Series(False, frame.index)
            for one in of:
                found |= mask(frame, one)
            return found
        case Not(of):
            return ~mask(frame, of)
        case Says(column, test, _) if column not in frame.columns:
            return pd.Series(test == "blank", frame.index)
        case Sum(columns) if not set(columns) <= set(frame.columns):
            return pd.Series(False, frame.index)
        case Says(column, "blank", _):
            cells = frame[column]
            if isinstance(cells.array, CellColumn) and isinstance(texts := cells.array.values, TextList):
                return pd.Series(~are_filled(texts)[cells.array.at], frame.index)
            return _each(cells, is_missing) if holds_objects(cells) else cells.isna().astype(bool)
        case Says(column, test, values):
            holds = _TESTS[test](values)
            return _each(frame[column], lambda cell: not is_missing(cell) and holds(cell))
        case Sum(columns, wanted):
            rows = zip(*(frame[column] for column in columns), strict=True)
            sums = [
                not any(map(is_missing, row)) and sum(Decimal(str(cell)) for cell in row) >= Decimal(wanted)
                for row in rows
            ]
            return pd.Series(sums, frame.index, bool)
        case _:
            raise ValueError(f"not of a row alone: {condition}")


def _each(column: pd.Series, holds: Callable[[Any], bool]) -> pd.Series:
    """For which rows it holds, asked once for each different cell."""
    if isinstance(column.array, CellColumn):
        return pd.Series(column.array.which(holds), column.index)
    found = np.fromiter(map(_Remembering(holds).__getitem__, column), bool, len(column))
    return pd.Series(found, column.index)


def by_value(column: pd.Series, made: Callable[[Any], Any]) -> pd.Series:
    """What is made of each cell, once of each different one."""
    return pd.Series(cells_in(column).changed(made), column.index)


class _Remembering(dict[Any, Any]):
    """What is made of a cell, once it was asked; equal decimals may be written differently, and are asked each."""

    def __init__(self, made: Callable[[Any], Any]):
        self._made = made

    def __missing__(self, cell: Any) -> Any:
        found = self._made(cell)
        if not isinstance(cell, Decimal):
            self[cell] = found
        return found


def is_missing(cell: Any) -> bool:
    """Whether a cell of a frame says nothing."""
    return not cell if isinstance(cell, (str, tuple, list)) else bool(pd.isna(cell))


def _is(values: tuple[str, ...]) -> Callable[[Any], bool]:
    wanted = frozenset(values)
    return lambda cell: (format_date(cell) if isinstance(cell, date) else str(cell)) in wanted


def _dates(compare: Callable[[date, date], bool]) -> Callable[[tuple[str, ...]], Callable[[Any], bool]]:
    def test(values: tuple[str, ...]) -> Callable[[Any], bool]:
        day = parse_date(values[0])
        return lambda cell: isinstance(cell, date) and compare(cell, day)

    return test


def _numbers(compare: Callable[[Decimal, Decimal], bool]) -> Callable[[tuple[str, ...]], Callable[[Any], bool]]:
    def test(values: tuple[str, ...]) -> Callable[[Any], bool]:
        number = Decimal(values[0])
        return lambda cell: compare(Decimal(str(cell)), number)

    return test


def _item(values: tuple[str, ...]) -> Callable[[Any], bool]:
    wanted = {value.strip().upper() for value in values}
    return lambda cell: any(str(one).strip().upper() in wanted for one in cell)


def _year(values: tuple[str, ...]) -> Callable[[Any], bool]:
    years = set(map(int, values))
    return lambda cell: isinstance(cell, date) and cell.year in years


_TESTS: dict[str, Callable[[tuple[str, ...]], Callable[[Any], bool]]] = {
    "is": _is,
    "until": _dates(lambda cell, day: cell <= day),
    "since": _dates(lambda cell, day: cell >= day),
    "least": _numbers(lambda cell, number: cell >= number),
    "more": _numbers(lambda cell, number: cell > number),
    "item": _item,
    "year": _year,
}
