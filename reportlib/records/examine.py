"""Cells to typed records, or a finding that names file, sheet, row, column and value.

Nothing is lost and nothing guessed: every row of the sheet is counted once in ``Records.counts``. :func:`examine` finds all
that is wrong and sets the rows concerned aside; :func:`clean` refuses the file instead. Types of the frame's columns:

* text, identifier, agency, link: ``str``, ``None`` where blank (dtype object); "NA", "None" and "nan" are texts
* count: pandas ``Int64``, ``<NA>`` where blank, 「－」 or 「-」
* decimal, share: ``decimal.Decimal`` or ``None``; date: ``datetime.date`` or ``None``; list: a tuple of ``str``, maybe empty
"""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Literal

import pandas as pd

from reportlib.errors import InputError, Problem, quoted
from reportlib.language import say
from reportlib.meeting.agencies import AgencyRegister
from reportlib.readers import files
from reportlib.readers.sheets import Cell, Sheet
from reportlib.records import layout
from reportlib.records.columns import converted_column, converter_of, mixed_shares
from reportlib.records.dates import EARLIEST, LATEST
from reportlib.records.faults import CellFault
from reportlib.records.findings import Finding, in_order
from reportlib.records.header import text_of as _text
from reportlib.records.keys import repeated_keys, total_findings
from reportlib.records.located import Layout
from reportlib.records.names import in_scope, scope_notices
from reportlib.records.records import Examined, Records
from reportlib.records.schema import TableSchema
from reportlib.records.tables import TABLES

MOST_PROBLEMS_SHOWN = 20
_KEPT_APART = frozenset(("L08", "L09", "L13"))  # with one of these the sheet is not this table


def clean(
    kind: str,
    path: str | os.PathLike,
    register: AgencyRegister | None = None,
    other_publishers: Literal["refuse", "count"] = "refuse",
) -> Records:
    """Read one input (a key of ``TABLES``) and interpret it.

    With a ``register``, agencies get their official names; one that it does not know is an error, or, with
    ``other_publishers="count"``, its rows are counted and left out. Of several sheets the one whose header fits best is
    taken, and the others are named in a notice. Raises :class:`InputError` with every problem of the file (20 shown).
    """
    table = TABLES[kind]
    sheets = files.read(path)
    sheet = layout.best(sheets, table).sheet
    found = examine(table, sheet, register, other_publishers, repeated="refuse")
    if wrong := [finding for finding in found.findings if finding.is_error]:
        _refuse(sheet, wrong)
    # What the reader doubts (E) it says in its own notices.
    others = [
        _other_sheet(sheet, other)
        for other in sheets
        if other is not sheet and not layout.belongs_to_some_table(other, TABLES.values())
    ]
    return dataclasses.replace(
        found.records,
        notices=(
            *found.notices,
            *others,
            *(_as_notice(finding) for finding in found.findings if finding.code[0] != "E"),
        ),
    )


def examine(
    table: TableSchema,
    sheet: Sheet,
    register: AgencyRegister | None = None,
    other_publishers: Literal["refuse", "count"] = "refuse",
    *,
    repeated: Literal["once", "refuse"] = "once",
    owner: str | None = None,
    window: tuple[date, date] = (EARLIEST, LATEST),
) -> Examined:
    """Interpret one sheet, and find everything that is wrong with it.

    A row with an error is set aside, all others are used. A row equal to an earlier one is counted once, unless ``repeated``
    is "refuse"; of two different rows with one key neither is used. With an ``owner``, an official name, rows of another
    agency are errors. A date outside ``window`` is one.
    """
    found = layout.locate(sheet, table)
    findings = list(found.findings)
    if any(finding.code in ("L08", "L13") for finding in findings) or not found.places:
        return Examined(None, in_order(findings), (*sheet.notices, *found.notices))
    notices = [*sheet.notices, *found.notices]
    where = {name: (place + 1, found.texts[place]) for name, place in found.places.items()}
    numbers, rows = [number for number, _ in found.rows], [row for _, row in found.rows]
    counts = found.counts()

    agency = next((column for column in table.columns if column.kind == "agency" and column.name in found.places), None)
    if agency and register:
        numbers, rows, dropped = in_scope(agency, register, other_publishers, found.places[agency.name], numbers, rows)
        counts["out_of_scope"] = sum(dropped.values())
        notices += scope_notices(dropped, register)

    findings += _doubted(found, set(numbers))
    columns: dict[str, list] = {}
    for column in table.columns:
        if column.name not in found.places:
            continue
        place = found.places[column.name]
        cells = [row[place] if place < len(row) else None for row in rows]
        values, faults = converted_column(cells, converter_of(column, register, sheet, owner, window), column)
        if column.kind == "share":
            faults += mixed_shares(cells)
        columns[column.name] = values
        findings += [_found(found, numbers[i], place, fault, cells[i]) for i, fault in faults]
        if column is agency and register:
            short = {known.name: known.short for known in register}
            columns[f"{column.name}_short"] = [short.get(name) for name in values]
    again, same = repeated_keys(table, found, numbers, rows, columns, repeated)
    findings += again

    parts = [name for name in table.key if name in columns]
    keys = tuple(
        dict(zip(parts, values, strict=True)) for values in zip(*(columns[name] for name in parts), strict=True)
    )
    wrong = {finding.row for finding in findings if finding.is_error} & set(numbers)
    kept = [i for i, number in enumerate(numbers) if number not in wrong and number not in same]
    findings += total_findings(
        table, found, dict(zip(numbers, range(len(numbers)), strict=True)), rows, columns, counts
    )
    if found.is_refused:
        return Examined(None, in_order(findings), tuple(notices), where)

    counts["used"] = len(kept)
    counts |= {part: n for part, n in (("repeated", len(set(same) - wrong)), ("set_aside", len(wrong))) if n}
    columns = (
        columns if len(kept) == len(numbers) else {name: [values[i] for i in kept] for name, values in columns.items()}
    )
    blank = {
        column
        for column in table.columns
        if kept and not column.required and all(value is None for value in columns.get(column.name, [0]))
    }
    notices += [
        say(
            f"{found.place}：{quoted(column.label)}欄全部空白，視為來源未提供。",
            f"{found.place}: the column {quoted(column.label)} is blank throughout and taken as not provided.",
        )
        for column in table.columns
        if column in blank and not column.blank_says_none
    ]
    counted = {column.name for column in table.columns if column.kind == "count"}
    index = pd.Index([numbers[i] for i in kept], name="row", dtype="int64")
    # Without a dtype pandas would turn None into nan, which prints as "nan".
    series = {
        name: pd.Series(values, index, "Int64" if name in counted else object) for name, values in columns.items()
    }
    frame = pd.DataFrame(series, index)
    records = Records(
        frame,
        table.name,
        sheet.file,
        sheet.name,
        sheet.encoding,
        found.row,
        counts,
        sheet.sha256,
        tuple(notices),
        frozenset(column.name for column in blank),
    )
    return Examined(records, in_order(findings), tuple(notices), where, keys)


def holds(kind: str, path: str | os.PathLike) -> bool:
    """Whether some visible sheet of the file looks like this table: its required columns, and at least two known ones."""
    table = TABLES[kind]
    places = layout.best(files.read(path), table).places
    return {column.name for column in table.columns if column.required} <= places.keys() and len(places) > 1


def _found(where: Layout, row: int, place: int | None, fault: CellFault, cell: Cell) -> Finding:
    shown = "" if cell is None else cell if isinstance(cell, str) else _text(cell)
    return where.finding(
        fault.code, "warning" if fault.warns else "error", row, place, fault.what, fault.todo, value=shown
    )


def _doubted(found: Layout, data: set[int]) -> list[Finding]:
    """The reader's doubts about cells of the data: an unknown character sets its row aside, anything else is only told."""
    used = set(found.places.values())
    findings = []
    for doubt in found.sheet.doubts:
        if doubt.row in data and doubt.column - 1 in used:
            row = found.sheet.rows[doubt.row - 1]
            value = _text(row[doubt.column - 1]) if doubt.column <= len(row) else None
            todo = say("請改用一般字元填寫後重送。", "Write it in common characters and resend.")
            findings.append(
                found.finding(
                    doubt.code,
                    "warning" if doubt.usable else "error",
                    doubt.row,
                    doubt.column - 1,
                    doubt.what,
                    todo,
                    value=value or "",
                )
            )
    return findings


def _refuse(sheet: Sheet, wrong: Sequence[Finding]) -> None:
    """Raise every error of the file, a wrong name once; of a sheet that is not this table, only that."""
    wrong = [finding for finding in wrong if finding.code in _KEPT_APART] or _each_name_once(wrong)
    shown = [finding.problem() for finding in wrong[:MOST_PROBLEMS_SHOWN]]
    if rest := len(wrong) - len(shown):
        what = say(f"還有 {rest} 項問題未列出。", f"{rest} more problems are not shown.")
        shown.append(Problem(shown[-1].code, what, file=sheet.file, sheet=sheet.name))
    raise InputError(*shown)


def _each_name_once(wrong: Sequence[Finding]) -> list[Finding]:
    """A wrong name is told once, at its first row, with the number of the other rows: a file may have thousands."""
    others = Counter((finding.code, finding.column, finding.what) for finding in wrong)
    once: dict[tuple, Finding] = {}
    for finding in wrong:
        key = (finding.code, finding.column, finding.what) if finding.code in ("I01", "I02", "I03") else (finding,)
        once.setdefault(key, finding)
    told = []
    for key, finding in once.items():
        if len(key) > 1 and (more := others[key] - 1):
            finding = dataclasses.replace(
                finding, what=finding.what + say(f"另有 {more} 列相同。", f" {more} more rows have it.")
            )
        told.append(finding)
    return told


def _other_sheet(sheet: Sheet, other: Sheet) -> str:
    hidden_zh, hidden_en = ("隱藏的", "hidden ") if other.hidden else ("", "")
    zh = f"{sheet.file}：另有{hidden_zh}工作表{quoted(other.name)}（{len(other.rows)} 列），不屬於本表。"
    en = f"{sheet.file}: the {hidden_en}sheet {quoted(other.name)} ({len(other.rows)} rows) is not part of this table."
    return say(zh, en)


def _as_notice(finding: Finding) -> str:
    """A warning as one sentence of the notices."""
    if finding.code == "L06":
        total = say(
            f"第 {finding.row} 列合計：{quoted(finding.header)}",
            f"row {finding.row}: the total of {quoted(finding.header)}",
        )
        return total + finding.what.removeprefix(say("合計", "the total"))
    if finding.row is None or finding.code == "L14":
        return say(f"{finding.file}：{finding.what}", f"{finding.file}: {finding.what}")
    return say(
        f"{finding.file} 第 {finding.row} 列：{finding.what}", f"{finding.file} row {finding.row}: {finding.what}"
    )
