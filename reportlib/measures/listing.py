"""Records as they are, a row each: the whole of a list, for the annex files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from reportlib.display.display import Naming
from reportlib.display.tables import Row
from reportlib.measures.counting import each
from reportlib.records.records import Records
from reportlib.roc import format_date


def given_columns(records: Records, columns: Mapping[str, str]) -> dict[str, str]:
    """Of columns by their names with their headers those that the records have."""
    return {name: header for name, header in columns.items() if name in records.frame.columns}


def every_row(records: Records, columns: Mapping[str, str]) -> tuple[Row, ...]:
    """Every record with the cells of these columns."""
    return tuple(Row(tuple(_text(record[name]) for name in columns)) for _, record in each(records))


def _text(value: Any) -> str:
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, tuple):
        return Naming.joined(";", value)
    return str(value) if type(value) is int else value or ""
