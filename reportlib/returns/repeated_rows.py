"""Rows that come twice: in two sheets of one return, or from two units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.records.findings import Finding, Level
from reportlib.returns.asked import compared, own_key
from reportlib.returns.work import ExaminedSheet, IntakeWork, each_row
from reportlib.text import spelling

Place = tuple[ExaminedSheet, int, dict]  # a row: its sheet, its number, what it says


def once(sheets: list[ExaminedSheet]) -> list[ExaminedSheet]:
    """I06, I07: the rows of one return over all its sheets, by their key; equal ones count once, of two different ones neither counts."""
    if len(sheets) == 1 and sheets[0].one.table.key != (sheets[0].one.unit_column,):
        return sheets  # within one sheet they have been compared
    rows: dict[tuple[str, ...], list[Place]] = {}
    for sheet in sheets:
        key = own_key(sheet.one)
        for row, record in each_row(sheet.frame):
            if all(record.get(column) is not None for column in key):
                rows.setdefault(compared(record, key), []).append((sheet, row, record))
    wrong: dict[int, list[Finding]] = {}
    again: dict[int, list[int]] = {}
    for key, places in rows.items():
        # Within one sheet those with a key have been compared.
        if len(places) > 1 and (not key or len({id(sheet) for sheet, *_ in places}) > 1):
            for sheet, row, finding in _repeated(places, is_one_row=not key):
                wrong.setdefault(id(sheet), []).append(finding)
                if not finding.is_error:
                    again.setdefault(id(sheet), []).append(row)
    return [
        sheet.once(again.get(id(sheet), ())).with_findings(wrong[id(sheet)]) if id(sheet) in wrong else sheet
        for sheet in sheets
    ]


def _repeated(places: Sequence[Place], is_one_row: bool) -> Iterator[tuple[ExaminedSheet, int, Finding]]:
    """What is to be said of which row: of all of them, or, where they are equal, a warning of all but the first.

    ``is_one_row``: a unit fills in one row of this return, whatever it says.
    """
    are_equal = all(
        record.get(column.name) == places[0][2].get(column.name)
        for *_, record in places
        for column in places[0][0].one.table.columns
    )
    for nth, (sheet, row, record) in enumerate(places):
        if are_equal and not nth:
            continue
        other, other_row, _ = places[0] if nth else places[1]
        where = _shown_place(other, sheet)
        what = (
            say(
                f"每個單位只填一列，{where}第 {other_row} 列已經填了。",
                f"a unit fills in one row, and {where}row {other_row} is filled in already.",
            )
            if is_one_row
            else say(f"與{where}第 {other_row} 列重複。", f"the same as {where}row {other_row}.")
        )
        todo = (
            say(
                "內容相同，只計一次；請刪去多出的一列。",
                "They are equal and count once; delete the row that is one too many.",
            )
            if are_equal
            else say("請只保留正確的一列後重送。", "Keep only the correct row and resend.")
        )
        unit_column = sheet.one.unit_column
        column = next((column for column in sheet.one.table.key if column != unit_column), unit_column)
        code = "I06" if are_equal else "I07"
        level: Level = "warning" if are_equal else "error"
        yield sheet, row, sheet.finding(code, row, column, record.get(column), what, todo, level)


def _shown_place(other: ExaminedSheet, here: ExaminedSheet) -> str:
    """The other row's sheet, and its file, as far as they are not those of this row."""
    place = ""
    if other is not here and other.sheet.name:
        place = say(f"工作表{quoted(other.sheet.name)}", f"sheet {quoted(other.sheet.name)} ")
    if other.file is not here.file:
        place = say(f" {other.file.name} {place}", f"{other.file.name} {place}")
    return place


def compare_units(work: IntakeWork) -> None:
    """I09: a dataset that two units report as theirs is nobody's until they agree."""
    owners: dict[str, list[tuple[str, int, int, str]]] = {}
    for unit in work.asked:  # the other returns number their rows unit by unit, or are asked of several units
        for nth, sheet in enumerate(work.examined.get((unit, "checklist"), ())):
            for row, record in each_row(sheet.frame):
                value = record["dataset_id"]
                owners.setdefault(spelling(value), []).append((unit, nth, row, value))
    wrong: dict[tuple[str, int], list[Finding]] = {}
    for claims in owners.values():
        units = dict.fromkeys(unit for unit, *_ in claims)
        for unit, nth, row, value in claims if len(units) > 1 else ():
            others = "、".join(other for other in units if other != unit)
            what = say(
                f"資料集識別碼{quoted(value)}，{others}也列為自己的。",
                f"the dataset {quoted(value)} is also reported by {others}.",
            )
            todo = say("請與該單位確認後更正重送。", "Settle it with that unit, correct it and resend.")
            sheet = work.examined[unit, "checklist"][nth]
            wrong.setdefault((unit, nth), []).append(sheet.finding("I09", row, "dataset_id", value, what, todo))
    for (unit, nth), found in wrong.items():
        place = work.examined[unit, "checklist"]
        place[nth] = place[nth].with_findings(found)
