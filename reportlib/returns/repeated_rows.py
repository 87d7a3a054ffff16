"""Rows that come twice: in two sheets of one return, or from two units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlib import messages
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
            messages.one_row_a_unit(where=where, row=other_row)
            if is_one_row
            else messages.repeats_row(where=where, row=other_row)
        )
        todo = messages.equal_counted_once() if are_equal else messages.keep_correct_row()
        unit_column = sheet.one.unit_column
        column = next((column for column in sheet.one.table.key if column != unit_column), unit_column)
        code = "I06" if are_equal else "I07"
        level: Level = "warning" if are_equal else "error"
        yield sheet, row, sheet.at(Finding(code, what, todo, level=level), row, column, record.get(column))


def _shown_place(other: ExaminedSheet, here: ExaminedSheet) -> str:
    """The other row's sheet, and its file, as far as they are not those of this row."""
    place = ""
    if other is not here and other.sheet.name:
        place = messages.in_sheet(sheet=other.sheet.name)
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
            sheet = work.examined[unit, "checklist"][nth]
            problem = messages.I09_dataset_of_two_units(dataset=value, units=others)
            wrong.setdefault((unit, nth), []).append(sheet.at(Finding.of(problem), row, "dataset_id", value))
    for (unit, nth), found in wrong.items():
        place = work.examined[unit, "checklist"]
        place[nth] = place[nth].with_findings(found)
