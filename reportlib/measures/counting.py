"""Counting rows of a table into facts that remember the rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pandas as pd

from reportlib.clean import Records
from reportlib.facts import NOT_PROVIDED, Absence, Breakdown, Fact, Rows, Unit, absent


def no_parts(dimension: str, unit: Unit, name: str, label: str, as_of: date | None, absence: Absence = NOT_PROVIDED) -> Breakdown:
    """What stands where the source has no such column: no parts, and a total that says so."""
    return Breakdown(dimension, {}, absent(absence, unit, name, label, as_of))


def rows_of(records: Records, index: Iterable[int]) -> tuple[Rows, ...]:
    """The given row numbers of these records, as a fact keeps them."""
    numbers = tuple(int(number) for number in index)
    return (Rows(records.file, records.sheet, numbers),) if numbers else ()


def count(records: Records, where: pd.Series | None, unit: Unit, name: str, label: str, as_of: date | None = None, rule: str = "") -> Fact:
    """How many rows satisfy ``where`` (a boolean series on the same index; None for all)."""
    index = records.frame.index if where is None else records.frame.index[where]
    return Fact(Decimal(len(index)), unit, name, label, as_of, rule, rows_of(records, index), operator="count")


def count_by(
    records: Records,
    keys: pd.Series,
    unit: Unit,
    name: str,
    dimension: str,
    *,
    total: Fact,
    label: str = "{}",
    order: Iterable[str] = (),
    rule: str = "",
    blank: str = "未填",
) -> Breakdown:
    """Count rows by ``keys`` (a text for each row; missing becomes ``blank``, placed last).

    Parts stand in the given ``order`` first (also with zero rows), then by size. ``label`` names a part, with ``{}``
    for its key.
    """
    keys = keys.where(keys.notna(), None)
    groups = {key: index for key, index in keys.groupby(keys, sort=False).groups.items()}
    missing = keys.index[keys.isna()]
    order = list(order)
    by_size = sorted((key for key in groups if key not in order), key=lambda key: (-len(groups[key]), key))
    parts = {}
    for key in [*order, *by_size]:
        index = groups.get(key, [])
        parts[key] = Fact(
            Decimal(len(index)), unit, f"{name}/{key}", label.format(key), total.as_of, rule, rows_of(records, index), "count"
        )
    if len(missing):
        parts[blank] = Fact(
            Decimal(len(missing)), unit, f"{name}/{blank}", label.format(blank), total.as_of, rule, rows_of(records, missing), "count"
        )
    return Breakdown(dimension, parts, total)


def on_or_before(dates: pd.Series, day: date) -> pd.Series:
    """Which dates are not later than ``day``; a missing date is not."""
    return dates.map(lambda d: isinstance(d, date) and d <= day).astype(bool)


def on_or_after(dates: pd.Series, day: date) -> pd.Series:
    """Which dates are not earlier than ``day``; a missing date is not."""
    return dates.map(lambda d: isinstance(d, date) and d >= day).astype(bool)
