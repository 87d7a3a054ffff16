"""From what was examined to what is accepted, set aside and said."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.language import say
from reportlib.records import findings, header, schema
from reportlib.records.findings import Finding
from reportlib.returns import asked
from reportlib.returns.asked import Return
from reportlib.returns.board import Board, Cell
from reportlib.returns.corrections import CODE
from reportlib.returns.entries import Arrival
from reportlib.returns.intake_outcome import Intake, ReceivedFile, SetAside, UsedSheet
from reportlib.returns.work import ExaminedSheet, IntakeWork, is_filled

if TYPE_CHECKING:
    import pandas as pd

    from reportlib.records.records import Records


_LOCKED = ("F04", "F05", "F06")


def result(work: IntakeWork) -> Intake:
    for sheets in work.examined.values():
        for sheet in sheets:
            work.found += sheet.found
            sheet.file.counts[sheet.place] = sheet.counts
    _leave_out_corrections(work)
    found = findings.in_order(as_still_needed(work, one) for one in work.found)
    by_sheet: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        by_sheet.setdefault((one.file, one.sheet), []).append(one)
    files = tuple(_file(work, file) for file in work.files.values())
    cells: dict[tuple[str, str], Cell] = {
        (unit, name): _cell(work, unit, name, by_sheet) for unit in work.asked for name in work.wanted.tables
    }
    labels: dict[str, str] = {name: asked.RETURNS[name].label for name in work.wanted.tables}
    board = Board(tuple(work.asked), tuple(work.wanted.tables), labels, cells, work.wanted.due)
    accepted: dict[str, pd.DataFrame] = {name: _accepted(work, asked.RETURNS[name]) for name in work.wanted.tables}
    aside = tuple(_set_aside(work, by_sheet))
    return Intake(work.meeting, files, board, found, accepted, aside, work.corrections, _kept(work))


def _kept(work: IntakeWork) -> dict[str, Records | None]:
    """The secretariat's lists; also those that the parameters do not name yet, but that lie where they belong."""
    from reportlib.records import inputs
    from reportlib.returns.prefilled import SOURCES

    kept = dict(work.kept)
    for name, records in kept.items():
        kind = asked.RETURNS[name].input
        if records is None and kind and kind == SOURCES[name] and (path := inputs.kept_or_beside(kind, work.meeting)):
            kept[name] = inputs.read(kind, path, work.meeting)
    return kept


def as_still_needed(work: IntakeWork, one: Finding) -> Finding:
    """A file with a password is only told of once every return of its unit is there, in files that are no older than it."""
    file = work.files.get(one.file)
    if one.code not in _LOCKED or file is None or file.unit not in work.asked:
        return one
    counting = [sheet.file for name in work.asked[file.unit] for sheet in work.examined.get((file.unit, name), [])]
    is_whole = all((file.unit, name) in work.examined for name in work.asked[file.unit])
    return (
        dataclasses.replace(one, level="warning")
        if is_whole and not any(file.version.newer_than(other.version) for other in counting)
        else one
    )


def _leave_out_corrections(work: IntakeWork) -> None:
    """C14: a correction of a sheet that does not count, since another version does, changes nothing and is not listed as made."""
    counting = {(sheet.file.name, sheet.sheet.name) for sheets in work.examined.values() for sheet in sheets}
    for one in work.corrections:
        if (one.file, one.sheet) not in counting:
            what = messages.C14_correction_without_effect.text()
            todo = messages.write_for_counting_file()
            work.found.append(
                Finding(
                    CODE,
                    what,
                    todo,
                    one.file,
                    one.sheet,
                    one.row,
                    one.column,
                    one.header,
                    level="warning",
                    value=one.old,
                )
            )
    work.corrections = tuple(one for one in work.corrections if (one.file, one.sheet) in counting)


def _is_late(work: IntakeWork, file: Arrival) -> bool:
    return file.received_on is not None and file.received_on > work.wanted.due


def _file(work: IntakeWork, file: Arrival) -> ReceivedFile:
    sheets = tuple(
        UsedSheet(
            sheet.name,
            len(sheet.rows),
            sheet.hidden,
            file.fits[place].name if place in file.fits else "",
            file.counts.get(place, {}),
            file.notes.get(place, ""),
        )
        for place, sheet in enumerate(file.read)
    )
    standing = file.standing or "older"
    if standing == "older" and any((file.unit, name) in work.undecided for name in file.tables):
        standing = "undecided"
    return ReceivedFile(
        file.name,
        standing,
        file.sha256,
        file.size,
        file.unit,
        file.how,
        file.tables,
        file.version.text,
        file.received_on,
        _is_late(work, file),
        next((sheet.encoding for sheet in file.read if sheet.encoding), ""),
        sheets,
        tuple(file.notices),
        file.note,
        file.path,
        file.member,
        file.original,
    )


def _cell(work: IntakeWork, unit: str, name: str, by_sheet: Mapping[tuple[str, str], list[Finding]]) -> Cell:
    if name not in work.asked[unit]:
        return Cell("not_asked")
    note, sheets = work.notes.get((unit, name), ""), work.examined.get((unit, name))
    refused = [file for file in work.files.values() if file.unit == unit and file.standing == "refused"]
    if sheets is None:
        if (unit, name) in work.undecided:
            return Cell("errors", note=note)
        unread = [file.name for file in refused]
        return Cell(
            "missing",
            note=messages.came_unreadable(files=unread) if unread else "",
        )
    files = list({id(sheet.file): sheet.file for sheet in sheets}.values())
    if newer := [other.name for other in refused if all(other.version.newer_than(file.version) for file in files)]:
        later = messages.later_unreadable(files=newer)
        note = say("；", "; ").join(filter(None, (note, later)))
    found = [one for sheet in sheets for one in by_sheet.get((sheet.file.name, sheet.sheet.name), ())]
    errors, aside = len(findings.errors(found)), sum(sheet.counts.get("set_aside", 0) for sheet in sheets)
    late = any(_is_late(work, file) for file in files)
    rows = sum(len(sheet.frame) for sheet in sheets if sheet.frame is not None)
    names, versions = (
        "、".join(file.name for file in files),
        "、".join(filter(None, (file.version.text for file in files))),
    )
    received_on = max((file.received_on for file in files if file.received_on), default=None)
    return Cell(
        "errors" if errors or aside else "late" if late else "received",
        names,
        versions,
        received_on,
        late,
        rows,
        aside,
        errors,
        len(found) - errors,
        note,
    )


def _accepted(work: IntakeWork, one: Return) -> pd.DataFrame:
    """The accepted rows of all units, in the register's order, each with its unit and its origin."""
    import pandas as pd

    names = {agency.short: agency.name for agency in work.meeting.register}
    columns: dict[str, list] = {
        column: [] for column in (*(column.name for column in one.table.columns), *schema.ORIGIN)
    }
    for unit in work.asked:
        for sheet in work.examined.get((unit, one.name), ()):
            if sheet.frame is None:
                continue
            own = {one.unit_column: [names[unit]] * len(sheet.frame)} | dict(
                zip(schema.ORIGIN, _origin(work, sheet, sheet.frame), strict=True)
            )
            for column, values in columns.items():
                if column in own:
                    values.extend(own[column])
                elif column in sheet.frame.columns:
                    values.extend(sheet.frame[column])
                else:
                    values.extend([None] * len(sheet.frame))
    counted = {column.name for column in one.table.columns if column.kind == "count"}
    return pd.DataFrame(
        {
            column: pd.Series(values, dtype="Int64" if column in counted else object)
            for column, values in columns.items()
        }
    )


def _origin(work: IntakeWork, sheet: ExaminedSheet, frame: pd.DataFrame) -> tuple[list[str], ...]:
    """For each row of the frame, which is accepted of the sheet: file, sheet, row, and what was corrected in it."""
    fixed: dict[int, list[str]] = {}
    for applied in work.corrections:
        if (applied.file, applied.sheet) == (sheet.file.name, sheet.sheet.name):
            fixed.setdefault(applied.row, []).append(applied.text())
    rows = [int(row) for row in frame.index]
    return (
        [sheet.file.name] * len(rows),
        [sheet.sheet.name] * len(rows),
        [str(row) for row in rows],
        ["；".join(fixed.get(row, ())) for row in rows],
    )


def _set_aside(work: IntakeWork, by_sheet: Mapping[tuple[str, str], list[Finding]]) -> Iterator[SetAside]:
    """Every row that an error keeps out; all rows with something in them where the whole sheet is."""
    for (unit, name), sheets in work.examined.items():
        for sheet in sheets:
            found = findings.errors(by_sheet.get((sheet.file.name, sheet.sheet.name), ()))
            rows: dict[int, list[Finding]] = {}
            if sheet.frame is None:
                rows = {
                    number: [*found]
                    for number, row in enumerate(sheet.sheet.rows, 1)
                    if number > sheet.header and is_filled(row)
                }
            for one in found if sheet.frame is not None else ():
                if one.row is not None:
                    rows.setdefault(one.row, []).append(one)
            for row, wrong in sorted(rows.items()):
                cells = tuple(header.text_of(cell) or "" for cell in sheet.sheet.rows[row - 1])
                yield SetAside(unit, name, sheet.file.name, sheet.sheet.name, row, tuple(wrong), cells)
