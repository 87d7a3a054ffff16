"""Clean records of one table, and what was found on the way."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from reportlib.records.findings import Finding, in_order


@dataclass(frozen=True)
class Records:
    """One input, clean: a row for each record in use, under canonical column names (:mod:`reportlib.records.schema`).

    The index, named ``row``, is the row number that a spreadsheet program shows. ``counts`` has ``read``, every row of the
    sheet, and its parts ``above_header``, ``header``, ``blank``, ``totals``, ``out_of_scope`` and ``used``, and, where there
    are such rows, ``notes``, ``examples``, ``repeated`` (equal to an earlier one) and ``set_aside`` (with an error), which
    add up to it. A column that the file lacks is not in the frame. An agency's column is accompanied by ``<column>_short``.
    """

    frame: pd.DataFrame
    input: str
    file: str
    sheet: str
    encoding: str | None
    header_row: int
    counts: dict[str, int]
    sha256: str
    notices: tuple[str, ...] = ()
    blank: frozenset[str] = frozenset()

    def has(self, column: str) -> bool:
        """Whether the source gives this column: a header with nothing under it gives no more than no header."""
        return column in self.frame.columns and column not in self.blank

    def with_frame(self, frame: pd.DataFrame) -> Records:
        """The same input with some of its rows or columns; row numbers stay those of the file."""
        return dataclasses.replace(self, frame=frame)

    def where(self, mask: pd.Series) -> Records:
        """The rows for which ``mask``, on the same index, is true."""
        return self.with_frame(self.frame[mask])


@dataclass(frozen=True)
class Examined:
    """What an examination found: the rows that can be used, ``None`` where the sheet is not this table, and all findings.

    ``notices`` say what a person may want to know though there is nothing to mend; ``places`` has the number (1 for A) and
    the header of every column that is there, ``keys`` the key of every row by the names of its columns, set aside or not.
    """

    records: Records | None
    findings: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()
    places: Mapping[str, tuple[int, str]] = dataclasses.field(default_factory=dict)
    keys: tuple[Mapping[str, object], ...] = ()

    def set_aside(self, findings: Iterable[Finding]) -> Examined:
        """The same with more findings; the rows in which one of them is an error are no longer used."""
        findings = tuple(findings)
        if not findings:
            return self
        records = self.records
        if records is not None:
            wrong = {finding.row for finding in findings if finding.is_error}
            frame = records.frame[~records.frame.index.isin(wrong)]
            if lost := len(records.frame) - len(frame):
                counts = records.counts | {"used": len(frame), "set_aside": records.counts.get("set_aside", 0) + lost}
                records = dataclasses.replace(records, frame=frame, counts=counts)
        return dataclasses.replace(self, records=records, findings=in_order((*self.findings, *findings)))
