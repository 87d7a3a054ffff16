"""One input file to records, or a refusal that says everything that is wrong with it."""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NoReturn

from reportlib import messages
from reportlib.errors import InputError, Problem
from reportlib.language import say
from reportlib.meeting.agencies import AgencyRegister
from reportlib.readers import files
from reportlib.readers.sheets import Sheet
from reportlib.records import layout
from reportlib.records.examine import examine
from reportlib.records.findings import Finding, ragged_rows, rows_text
from reportlib.records.header import find_headers
from reportlib.records.located import Header
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
    """Read one input (a key of ``TABLES``) and interpret it, as :func:`clean_sheets` does."""
    sheets = files.read(path)
    return clean_sheets(sheets, headers_on(sheets, TABLES[kind]), register, other_publishers)


def clean_sheets(
    sheets: Sequence[Sheet],
    headers: Sequence[Header],
    register: AgencyRegister | None = None,
    other_publishers: Literal["refuse", "count"] = "refuse",
) -> Records:
    """The records of one input in the sheets of its file, whose ``headers`` of its table were found.

    With a ``register``, agencies get their official names; one that it does not know is an error, or, with
    ``other_publishers="count"``, its rows are counted and left out. Of several sheets the one whose header fits best is
    taken, and the others are named in a notice. Rows of another width than the header are an error too, or, where the table
    says so, left out and listed. Raises :class:`InputError` with every problem of the file (20 shown).
    """
    header = layout.best(headers)
    sheet = header.sheet
    found = examine(header, register, other_publishers, repeated="refuse")
    ragged = ragged_rows(found.findings) if header.table.ragged_apart and _has_rows(found) else frozenset()
    told = [finding for finding in found.findings if finding.row not in ragged]
    wrong = [finding for finding in told if finding.is_error]
    if wrong or found.records is None:  # without an error there are records
        _refuse(sheet, wrong)
    known = [id(one.sheet) for one in headers if one is header or _is_some_table(one)]
    others = [_other_sheet(sheet, other) for other in sheets if id(other) not in known]
    records = dataclasses.replace(
        found.records,
        notices=(
            *found.notices,
            *others,
            *([messages.ragged_rows(file=sheet.file, rows=rows_text(ragged), count=len(ragged))] if ragged else ()),
            # What the reader doubts (E) it says in its own notices.
            *(_as_notice(finding) for finding in told if finding.code[0] != "E"),
        ),
    ).quoted()
    if not records.unprinted:
        return records
    rows = rows_text(sign.row for sign in records.unprinted)
    said = messages.characters_without_glyph(file=records.file, rows=rows, count=len(records.unprinted))
    return dataclasses.replace(records, notices=(*records.notices, said))


def holds(headers: Sequence[Header]) -> bool:
    """Whether some visible one of a file's sheets looks like the table: its required columns, and at least two known ones."""
    header = layout.best(headers)
    return header.is_complete and len(header.places) > 1


def headers_on(sheets: Sequence[Sheet], table: TableSchema) -> list[Header]:
    """The header of the table on each of the visible sheets."""
    return [next(find_headers(sheet, [table])) for sheet in sheets if not sheet.hidden]


def _has_rows(found: Examined) -> bool:
    return found.records is not None and len(found.records.frame) > 0


def _is_some_table(header: Header) -> bool:
    """Whether the sheet has all the columns that this or any other table must have: then it is read as that one."""
    others = (table for table in TABLES.values() if table is not header.table)
    return header.is_complete or any(other.is_complete for other in find_headers(header.sheet, others))


def _refuse(sheet: Sheet, wrong: Sequence[Finding]) -> NoReturn:
    """Raise every error of the file, a wrong name once; of a sheet that is not this table, only that."""
    wrong = [finding for finding in wrong if finding.code in _KEPT_APART] or _each_name_once(wrong)
    shown: list[Problem] = list(wrong[:MOST_PROBLEMS_SHOWN])
    if rest := len(wrong) - len(shown):
        what = messages.more_problems_not_shown(count=rest)
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
            finding = dataclasses.replace(finding, what=finding.what + messages.more_rows_have_it(rows=more))
        told.append(finding)
    return told


def _other_sheet(sheet: Sheet, other: Sheet) -> str:
    hidden = messages.hidden() if other.hidden else ""
    return messages.sheet_not_of_table(file=sheet.file, hidden=hidden, sheet=other.name, rows=len(other.rows))


def _as_notice(finding: Finding) -> str:
    """A warning as one sentence of the notices."""
    if finding.code == "L06":
        total = messages.total_of_row(row=finding.row, header=finding.header)
        return total + finding.what.removeprefix(messages.the_total())
    if finding.row is None or finding.code == "L14":
        return say(f"{finding.file}：{finding.what}", f"{finding.file}: {finding.what}")
    return messages.of_row(file=finding.file, row=finding.row, what=finding.what)
