"""What the secretariat knows of the rows of a return: those a unit was not asked for, and those that did not come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.errors import quoted
from reportlib.language import say
from reportlib.records.findings import Finding
from reportlib.records.header import text_of
from reportlib.returns.asked import Return, compared, own_key
from reportlib.returns.row_checks import as_typed
from reportlib.returns.work import ExaminedSheet, IntakeWork, each_row
from reportlib.text import spelling

if TYPE_CHECKING:
    import pandas as pd

    from reportlib.records.records import Examined

MOST_LISTED = 10
_RULE = "asked"  # how the findings say which rule it was


def against(
    one: Return,
    examined: Examined,
    known: Mapping[str, Sequence[Mapping[str, object]]],
    unit: str,
    released: Mapping[tuple[str, ...], str] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """I09, I11: rows that the unit was not asked for, and what it was asked for and did not return.

    ``known`` has every unit's records of this return as the secretariat has them, by the unit's short name
    (:func:`reportlib.returns.prefilled.prefilled`); ``released`` the keys of resolutions that are no longer followed, with the meeting
    that released each: a row of one is told and no mistake, since the workbook may have gone out before.
    """
    records = examined.records
    key = own_key(one)
    if (
        records is None
        or not key
        or not all(column in records.frame.columns for column in key)
        or not (released or any(known.values()))
    ):
        return ()
    found = []
    owners = _owners(known, key)
    for row, record in each_row(records.frame):
        named = owners.get(compared(record, key), [])
        if unit in named or not named and one.may_add:
            continue  # what is new has a new number
        by = released.get(compared(record, key), "")
        told = _released(_shown(record, key), by) if by and not named else _unasked(one, _shown(record, key), named)
        found.append(examined.at(told, row, key[-1], as_typed(record[key[-1]])))
    returned = {compared(row, key) for row in examined.keys}  # a row that is set aside has come, too
    if missing := [_shown(row, key) for row in known.get(unit, ()) if compared(row, key) not in returned]:
        listed = "、".join(missing[:MOST_LISTED]) + ("…" if len(missing) > MOST_LISTED else "")
        lacking = messages.I11_records_missing(count=len(missing), records=listed)
        found.append(examined.at(Finding.of(lacking, level="warning", rule=_RULE), None, key[-1]))
    return tuple(found)


def _owners(
    known: Mapping[str, Sequence[Mapping[str, object]]], key: Sequence[str]
) -> dict[tuple[str, ...], list[str]]:
    """The units that each record is known of, by its key."""
    owners: dict[tuple[str, ...], list[str]] = {}
    for unit, rows in known.items():
        for row in rows:
            owners.setdefault(compared(row, key), []).append(unit)
    return owners


def _unasked(one: Return, shown: str, named: Sequence[str]) -> Finding:
    """What is wrong with a row that belongs to others (``named``), or to nobody."""
    if named:
        others = "、".join(dict.fromkeys(named))
        return Finding.of(messages.I09_record_of_others(record=shown, units=others), rule=_RULE)
    unknown = messages.I11_not_in_records(record=shown, table=say(one.label, quoted(one.label)))
    # A dataset may be listed or withdrawn since.
    return Finding.of(unknown, level="warning" if one.name == "checklist" else "error", rule=_RULE)


def _released(shown: str, meeting: str) -> Finding:
    return Finding.of(messages.I11_resolution_released(record=shown, meeting=meeting), level="warning", rule=_RULE)


def _shown(record: Mapping[str, object], key: Sequence[str]) -> str:
    """The key of a record, as it is shown: 甲-1, 6-1＋3."""
    return "＋".join(str(record[column]) for column in key)


# -- all the sheets of a return ------------------------------------------------------------------------------------------


def with_known(work: IntakeWork, sheets: list[ExaminedSheet], unit: str) -> list[ExaminedSheet]:
    """I09, I11: all the sheets of one return, each compared with what the secretariat knows; what is on none of them is told
    of the first."""
    if not any(work.known.get(sheet.one.name) or work.released.get(sheet.one.name) for sheet in sheets):
        return sheets
    keys = [_keys_of(sheet) for sheet in sheets]
    first = next((nth for nth, sheet in enumerate(sheets) if sheet.frame is not None), None)
    elsewhere = {key for nth, there in enumerate(keys) if nth != first for key in there.values()}
    found = []
    for nth, (sheet, there) in enumerate(zip(sheets, keys, strict=True)):
        if sheet.frame is not None:
            known = _known_here(work, sheet, sheet.frame, unit, there, elsewhere if nth == first else None)
            sheet = sheet.with_findings(
                against(sheet.one, sheet.examined, known, unit, work.released.get(sheet.one.name, {}))
            )
        found.append(sheet)
    return found


def _known_here(
    work: IntakeWork,
    examined: ExaminedSheet,
    frame: pd.DataFrame,
    unit: str,
    there: Mapping[int, tuple[str, ...]],
    elsewhere: set[tuple[str, ...]] | None,
) -> dict[str, list]:
    """What is known of the records of this unit, and of those in the sheet that are another's; not of the unit's own whose
    rows are set aside, or ``elsewhere`` (None: that are not ``there``): they came, and are not missing."""
    known, owners = work.known.get(examined.one.name, {}), work.owners.get(examined.one.name, {})
    if not there:
        return known
    kept = {int(row) for row in frame.index}
    aside = {key for number, key in there.items() if number not in kept}
    here: dict[str, list] = {unit: []}
    for key in {*there.values()}:
        for other, record in owners.get(key, ()):
            if other != unit:
                here.setdefault(other, []).append(record)
    columns, mine = own_key(examined.one), {*there.values()}
    for record in known.get(unit, ()):
        key = compared(record, columns)
        if key not in aside and (key in mine or elsewhere is not None and key not in elsewhere):
            here[unit].append(record)
    return here


def _keys_of(examined: ExaminedSheet) -> dict[int, tuple[str, ...]]:
    """What tells each row of a sheet apart from the unit's others, as it is written; nothing where the sheet has no such columns."""
    header = examined.examined.header
    places = [header.places.get(column) if header else None for column in own_key(examined.one)]
    return (
        {
            number: tuple(spelling(_cell_text(row, place)) for place in places if place is not None)
            for number, row in enumerate(examined.sheet.rows, 1)
        }
        if None not in places
        else {}
    )


def _cell_text(row: Sequence, place: int) -> str:
    """The text of a row's cell at a place, 0 for the first."""
    return text_of(row[place]) or "" if place < len(row) else ""
