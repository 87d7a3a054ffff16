"""What a chart is given by an analyst: a series or a frame, as the figures that it draws."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from reportlib import messages
from reportlib.display.drawing import Point
from reportlib.facts.breakdowns import Breakdown, Crosstab
from reportlib.facts.facts import NOT_PROVIDED, Fact, Unit, absent, decimal_places, total_of

MOST_DIGITS = 2  # decimal places of numbers that are no figures of the packet


def breakdown_of(chart: str, given: object) -> Breakdown:
    """The breakdown itself; or a part a row of a series, or of a frame with one column of numbers or with ``value`` (and ``unit``).

    Such numbers have no origin, so a packet does not take them (R25): charts of them are for exploring. TypeError, with an example,
    for anything else.
    """
    if isinstance(given, Breakdown):
        return given
    column: object = given
    if isinstance(given, pd.DataFrame):
        numbers = given.select_dtypes("number")
        column = given["value"] if "value" in given else numbers.iloc[:, 0] if numbers.shape[1] == 1 else given
    if not isinstance(column, pd.Series) or not (pd.api.types.is_numeric_dtype(column) or _are_facts(column)):
        example = f'{chart}("各服務分類", section.catalogue.groupby("category").size())'
        wanted = messages.series_or_breakdown()
        raise TypeError(messages.chart_expected(chart=chart, expected=wanted, given=_said(given), example=example))
    words = set(given["unit"]) if isinstance(given, pd.DataFrame) and "unit" in given else set()
    word = words.pop() if len(words) == 1 else ""
    parts = {(label := _label(key)): _fact(cell, label, word) for key, cell in column.items()}
    total = total_of(list(parts.values()), next(iter(parts.values())).unit if parts else Unit(word))
    return Breakdown(str(column.index.name or ""), parts, total.named("", str(column.name or "")))


def points_of(chart: str, given: Sequence[Point] | Breakdown | pd.Series | pd.DataFrame) -> list[Point]:
    """The points of a line: pairs of a label and a figure, as they are; or of a series, as :func:`breakdown_of` reads it."""
    return list(given) if isinstance(given, list | tuple) else list(breakdown_of(chart, given).parts.items())


def crosstab_of(chart: str, given: Crosstab | pd.DataFrame) -> Crosstab:
    """The crosstab itself; or a frame of numbers, a bar a row and a colour a column. TypeError, with an example, for anything else."""
    if isinstance(given, Crosstab):
        return given
    if not isinstance(given, pd.DataFrame) or not all(map(pd.api.types.is_numeric_dtype, given.dtypes)):
        frame = "pandas.crosstab(frame.publisher_short, frame.mark)"
        wanted, example = messages.frame_or_crosstab(), f'{chart}("各單位標章", {frame})'
        raise TypeError(messages.chart_expected(chart=chart, expected=wanted, given=_said(given), example=example))
    rows, columns = given.sum(axis=1), given.sum(axis=0)
    rows.index.name, columns.index.name = given.index.name, given.columns.name
    cells = {
        (_label(row), _label(column)): _fact(given.iat[at, across], _label(row), "")
        for at, row in enumerate(given.index)
        for across, column in enumerate(given.columns)
    }
    return Crosstab(str(given.index.name or ""), cells, breakdown_of(chart, rows), breakdown_of(chart, columns))


def _label(key: Any) -> str:
    """A key of an index as it stands in a chart: a day without its midnight, a year that became 2013.0, several keys of one row."""
    if isinstance(key, tuple):
        return "／".join(map(_label, key))
    if isinstance(key, pd.Timestamp) and key == key.normalize():
        return key.date().isoformat()
    return str(int(key)) if isinstance(key, float) and key.is_integer() else str(key)


def _are_facts(column: pd.Series) -> bool:
    return all(isinstance(cell, Fact) for cell in column)


def _fact(cell: Any, label: str, word: str) -> Fact:
    if isinstance(cell, Fact):
        return cell
    if pd.isna(cell):
        return absent(NOT_PROVIDED, Unit(word), "", label)
    value = Decimal(str(cell)).normalize()
    unit = Unit(word, percent=True) if word == "%" else Unit(word, min(decimal_places(value), MOST_DIGITS), trim=True)
    return Fact(value, unit, "", label)


def _said(given: object) -> str:
    """What it is; of a series of texts or dates also what is in it, for a series is what was asked for."""
    name = type(given).__name__
    if not isinstance(given, pd.Series) or given.empty:
        return name
    return messages.a_column_of(kind=name, values=type(given.iat[0]).__name__)
