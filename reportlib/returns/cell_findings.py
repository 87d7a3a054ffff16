"""Findings about the cells of an examined sheet, told by the name of the column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from reportlib.language import say
from reportlib.records.findings import Finding, Level
from reportlib.records.records import Records
from reportlib.roc import format_date

Texts = tuple[str, str]  # Chinese and English


class CellFindings:
    """Makes the findings about one sheet; ``places`` has the number and the header of its columns."""

    def __init__(self, records: Records, places: Mapping[str, tuple[int, str]]):
        self._records, self._places = records, places

    def about(
        self,
        code: str,
        level: Level,
        row: int | None,
        column: str,
        value: object,
        what: Texts,
        todo: Texts,
        rule: str,
    ) -> Finding:
        """One about a cell, or about the sheet where ``row`` is None; the value is shown as it would be typed."""
        place, header = self._places.get(column, (None, ""))
        return Finding(
            code,
            level,
            self._records.file,
            self._records.sheet,
            row,
            place,
            header,
            _shown(value),
            say(*what),
            say(*todo),
            rule,
        )


def _shown(value: object) -> str:
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, date):
        return format_date(value)
    return "；".join(value) if isinstance(value, tuple) else str(value)
