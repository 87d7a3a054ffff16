"""One input file to records, or a refusal that says everything that is wrong with it."""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NoReturn

from reportlib.errors import InputError, Problem, quoted
from reportlib.language import say
from reportlib.meeting.agencies import AgencyRegister
from reportlib.readers import files
from reportlib.readers.sheets import Sheet
from reportlib.records import layout
from reportlib.records.examine import examine
from reportlib.records.findings import Finding
from reportlib.records.records import Records
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
    wrong = [finding for finding in found.findings if finding.is_error]
    if wrong or found.records is None:  # without an error there are records
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


def holds(kind: str, path: str | os.PathLike) -> bool:
    """Whether some visible sheet of the file looks like this table: its required columns, and at least two known ones."""
    table = TABLES[kind]
    places = layout.best(files.read(path), table).places
    return {column.name for column in table.columns if column.required} <= places.keys() and len(places) > 1


def _refuse(sheet: Sheet, wrong: Sequence[Finding]) -> NoReturn:
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
