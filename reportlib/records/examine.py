"""Cells to typed records, or a finding that names file, sheet, row, column and value.

Nothing is lost and nothing guessed: every row of the sheet is counted once in ``Records.counts``. :func:`examine` finds all
that is wrong and sets the rows concerned aside; :func:`clean` refuses the file instead. Types of the frame's columns:

* text, identifier, agency, link: ``str``, ``None`` where blank; "NA", "None" and "nan" are texts
* count: pandas ``Int64``, ``<NA>`` where blank, 「－」 or 「-」
* decimal, share: ``decimal.Decimal`` or ``None``; date: ``datetime.date`` or ``None``; list: a tuple of ``str``, maybe empty
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from reportlib import messages
from reportlib.errors import Problem
from reportlib.facts.text_list import are_missing
from reportlib.meeting.agencies import AgencyRegister
from reportlib.readers.columns import Coded, NumberedRows, coded, rows_at, some_rows
from reportlib.readers.sheets import Cell, advice_on_characters, stated_total
from reportlib.records import layout
from reportlib.records.cell_column import CellColumn
from reportlib.records.columns import converted_column, converter_of, mixed_shares
from reportlib.records.dates import EARLIEST, LATEST
from reportlib.records.findings import Finding, in_order
from reportlib.records.header import text_of as _text
from reportlib.records.keys import Keys, repeated_keys, total_findings
from reportlib.records.located import Header, Layout
from reportlib.records.names import (
    Lookup,
    in_scope,
    lookup_of,
    name_in,
    names_in,
    scope_notices,
    short_names_notice,
    undecided_names,
)
from reportlib.records.records import Examined, Records, UndecidedName
from reportlib.records.schema import Column
from reportlib.records.values import PLAIN


def examine(
    header: Header,
    register: AgencyRegister | None = None,
    other_publishers: Literal["refuse", "count"] = "refuse",
    *,
    repeated: Literal["once", "refuse"] = "once",
    owner: str | None = None,
    window: tuple[date, date] = (EARLIEST, LATEST),
    parts_of: Mapping[tuple, int] = MappingProxyType({}),
) -> Examined:
    """Interpret one sheet by the header that was found on it, and find everything that is wrong with it.

    A row with an error is set aside, all others are used. A row equal to an earlier one is counted once, unless ``repeated``
    is "refuse"; of two different rows with one key neither is used. With an ``owner``, an official name, rows of another
    agency are errors. A date outside ``window`` is one. ``parts_of`` are keys, as they are compared, that so many rows may have.
    """
    found = layout.locate(header)
    if any(finding.code in ("L08", "L13") for finding in found.findings) or not found.places:
        return Examined(None, in_order(found.findings), (*header.sheet.notices, *found.notices))
    examination = _Examination(found, register)
    examination.leave_out(other_publishers)
    examination.convert(owner, window)
    return examination.result(repeated, parts_of)


@dataclass
class _Examination:
    """The rows of one table while they are examined, and what is gathered of them: values by column, findings, notices, counts."""

    found: Layout
    register: AgencyRegister | None
    agency: Column | None = field(init=False)  # the one that names each row's agency
    numbers: np.ndarray = field(init=False)
    rows: Sequence[tuple[Cell, ...]] = field(init=False)
    columns: dict[str, Coded] = field(default_factory=dict)
    findings: list[Finding] = field(init=False)
    notices: list[str] = field(init=False)
    counts: dict[str, int] = field(init=False)
    lookup: Lookup | None = None
    undecided: tuple[UndecidedName, ...] = ()

    def __post_init__(self) -> None:
        rows = self.found.rows
        if isinstance(rows, NumberedRows):
            self.numbers, self.rows = rows.numbers, rows.cells
        else:
            self.numbers = np.array([number for number, _ in rows], np.int64)
            self.rows = [row for _, row in rows]
        self.findings = list(self.found.findings)
        self.notices = [*self.found.sheet.notices, *self.found.notices]
        self.counts = self.found.counts()
        present = (column for column in self.found.table.columns if column.name in self.found.places)
        self.agency = next((column for column in present if column.kind == "agency"), None)

    def leave_out(self, other_publishers: Literal["refuse", "count"]) -> None:
        """Keep the rows of registered agencies only, where those of others are counted; what may be ours is told."""
        if not self.agency or not self.register:
            return
        register, sheet, place = self.register, self.found.sheet, self.found.places[self.agency.name]
        table, names = self.found.table, names_in(self.rows, place)
        counted = Counter(names)
        is_counted = other_publishers == "count"
        others = table.of_many_bodies or any(register.in_list(name).whose == "others" for name in counted)
        self.lookup = lookup_of(register, table, is_counted and others)
        if not is_counted:
            if table.of_many_bodies:
                self.notices += short_names_notice(self.lookup, register, counted, sheet.file)
            return
        scope = in_scope(self.lookup, names)
        numbers, rows = self.numbers, self.rows
        self.undecided = undecided_names(scope, self.lookup, register, numbers, self._about)
        self.numbers, self.rows = numbers[scope.ours], some_rows(rows, scope.ours)
        self.counts["out_of_scope"] = scope.others.total()
        if self.undecided:
            self.counts["undecided"] = sum(len(one.rows) for one in self.undecided)
        self.notices += scope_notices(scope, self.undecided, self.lookup, register, sheet.file)

    def _about(self, places: Sequence[int]) -> Iterator[str]:
        """What each row is about, for a person: its title, or else its first text."""
        texts = [column for column in self.found.table.columns if column.kind == "text"]
        texts.sort(key=lambda column: column.name not in ("title", "dataset"))
        columns = [self.found.places[column.name] for column in texts if column.name in self.found.places]
        for row in some_rows(self.rows, np.array(places)):
            yield next((text for place in columns if (text := name_in(row, place))), "")

    def convert(self, owner: str | None, window: tuple[date, date]) -> None:
        """Every column of the table that is there as values of its kind, with the faults of its cells."""
        found, register = self.found, self.register
        self.findings += _doubted(found, self.numbers, self.agency)
        for column in found.table.columns:
            if column.name not in found.places:
                continue
            place = found.places[column.name]
            cells = coded(self.rows, place)
            convert = converter_of(column, register, found.sheet, owner, window, self.lookup)
            plain = "" if found.sheet.unresolved else PLAIN.get(column.kind, "")
            values, wrong = converted_column(cells, convert, column, plain)
            if column.kind == "share":
                wrong += mixed_shares(cells)
            self.columns[column.name] = values
            self.findings += [found.at(one, int(self.numbers[i]), place, _as_sent(cells[i])) for i, one in wrong]
            if column is self.agency and register:
                short = {known.name: known.short for known in register}
                self.columns[f"{column.name}_short"] = values.mapped([short.get(name) for name in values.values])

    def result(self, repeated: Literal["once", "refuse"], parts_of: Mapping[tuple, int]) -> Examined:
        """What is left to use once rows are held against each other and against the totals."""
        found, numbers = self.found, self.numbers
        again, same = repeated_keys(found.table, found, numbers, self.rows, self.columns, repeated, parts_of)
        self.findings += again
        rows = {finding.row for finding in self.findings if finding.is_error and finding.row is not None}
        wrong = set(numbers[_among(numbers, rows)].tolist())
        self.findings += total_findings(found.table, found, numbers, self.rows, self.columns, self.counts)
        if found.is_refused:
            return Examined(None, in_order(self.findings), tuple(self.notices), found)
        keys = self._keys()
        kept = np.flatnonzero(~_among(numbers, {*wrong, *same}))
        self.counts["used"] = len(kept)
        set_apart = (("repeated", len(set(same) - wrong)), ("set_aside", len(wrong)))
        self.counts |= {part: n for part, n in set_apart if n}
        records = self._records(kept)
        return Examined(records, in_order(self.findings), records.notices, found, keys)

    def _keys(self) -> Keys:
        """The key of every row by the names of its columns."""
        return Keys({name: self.columns[name] for name in self.found.table.key if name in self.columns})

    def _records(self, kept: np.ndarray) -> Records:
        """The rows at these places; a column that is blank in all of them is named in a notice."""
        found, table, columns = self.found, self.found.table, self.columns
        if len(kept) < len(self.numbers):
            columns = {name: values.some(kept) for name, values in columns.items()}
        blank = [
            column
            for column in table.columns
            if len(kept) and not column.required and column.name in columns and _is_blank(columns[column.name])
        ]
        self.notices += [
            messages.column_blank(place=found.place, column=column.label)
            for column in blank
            if not column.blank_says_none
        ]
        counted = {column.name for column in table.columns if column.kind == "count"}
        index = pd.Index(self.numbers[kept], name="row", dtype="int64")
        series = {
            name: pd.Series(pd.array(values.values, "Int64").take(values.at), index)
            if name in counted
            else pd.Series(CellColumn(values.at, values.values), index)
            for name, values in columns.items()
        }
        return Records(
            pd.DataFrame(series, index),
            table.name,
            found.sheet.file,
            found.sheet.name,
            found.sheet.encoding,
            found.row,
            self.counts,
            found.sheet.sha256,
            tuple(self.notices),
            frozenset(column.name for column in blank),
            self.undecided,
            stated[1] if (stated := stated_total(found.sheet)) else None,
        )


def _among(numbers: np.ndarray, rows: set[int]) -> np.ndarray:
    """For which of the numbers of rows a set has them."""
    return np.isin(numbers, np.fromiter(rows, np.int64, len(rows)))


def _is_blank(column: Coded) -> bool:
    return bool(are_missing(column.values)[column.at].all())


def _as_sent(cell: Cell) -> str:
    return cell if isinstance(cell, str) else _text(cell) or ""


def _doubted(found: Layout, numbers: np.ndarray, agency: Column | None) -> list[Finding]:
    """The reader's doubts about cells of the data: an unknown character sets its row aside, anything else is only told.

    A row of another body, or a column that nothing reads, is no matter, but whose a row is must be known.
    """
    if not found.sheet.doubts:
        return []
    data, used = set(numbers.tolist()), set(found.places.values())
    owner = found.places[agency.name] if agency else None
    every = set(found.rows.numbers.tolist() if isinstance(found.rows, NumberedRows) else dict(found.rows))
    findings = []
    told = [
        (doubt, place)
        for doubt in found.sheet.doubts
        if (place := doubt.column - 1) in used
        and doubt.row in data
        or place == owner
        and doubt.row in every
        and not doubt.usable
    ]
    rows = rows_at(found.sheet.rows, (doubt.row - 1 for doubt, _ in told))
    for doubt, place in told:
        row = rows[doubt.row - 1]
        value = _text(row[place]) if doubt.column <= len(row) else None
        problem = Problem(doubt.code, doubt.what, advice_on_characters(found.sheet))
        finding = Finding.of(problem, level="warning" if doubt.usable else "error")
        findings.append(found.at(finding, doubt.row, place, value or ""))
    return findings
