"""What the meeting before decided, as resolutions of the next one: rows for its new file, or for the one that it has already."""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from reportlib import messages, roc, system, temporary
from reportlib.decisions import read
from reportlib.decisions.held import HeldMeeting, Resolved, TrackedResolution
from reportlib.errors import ConfigError
from reportlib.filenames import leads_out
from reportlib.measures.follow_up import ResolutionKey, key_of
from reportlib.meeting import yaml_file
from reportlib.meeting.fields import ACCEPTED, MARK
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.meeting.project import ProjectPlace
from reportlib.new.rows import meeting_called
from reportlib.readers import files
from reportlib.records.records import Records
from reportlib.records.tables import TABLES
from reportlib.roc import format_date
from reportlib.text import spelling

KIND = "resolutions"


def decided_rows(held: HeldMeeting, old: Params) -> Iterator[dict[str, str]]:
    """Every decision and motion by the columns of the resolutions; what is no task (taken note of, postponed, rejected, and nobody asked for anything) is released
    by the meeting itself, so that no number of the series is missing. A task that nobody was given (未訂 in the minutes) says so, to be filled in."""
    asks_units = bool(old.returns and "progress" in old.returns.tables)
    for one in (*held.decisions, *held.motions):
        yield _row(one, held, meeting_called(old), asks_units)


def _row(one: Resolved, held: HeldMeeting, meeting: str, asks_units: bool) -> dict[str, str]:
    return {
        "meeting": meeting,
        "number": one.number,
        "title": one.title if one.item else "",
        "subject": one.subject,
        "decision": one.said,
        "owner": one.owner or (f"{MARK}：會議紀錄為未訂" if one.is_task else ""),
        "due_on": format_date(one.due_on) if one.due_on else "",
        "due_said": one.due_said,
        "proposal": MARK if one.is_task and not asks_units else "",
        "released_by": "" if one.is_task else meeting,
        "held_on": format_date(held.proceedings.held_on),
    }


def with_tracking(records: Records, held: HeldMeeting | None, old: Params) -> Records:
    """The old list with what its meeting decided on it: by which meeting a resolution is released, and its new due date."""
    if held is None or not held.tracked:
        return records
    by_key = {one.key: one for one in held.tracked}
    frame = records.frame.copy()
    columns = {name: list(frame[name]) if name in frame else [None] * len(frame) for name in _DECIDED}
    for at, (meeting, number) in enumerate(zip(frame["meeting"], frame["number"], strict=True)):
        if one := _of(by_key, meeting, number):
            for name, value in _cells(one, meeting_called(old)).items():
                columns[name][at] = value
    for name, cells in columns.items():
        frame[name] = pd.Series(cells, frame.index, dtype=object)
    return records.with_frame(frame)


def _of(by_key: Mapping[ResolutionKey, TrackedResolution], meeting: object, number: str) -> TrackedResolution | None:
    key = key_of(meeting, number)
    return by_key.get(key) if key else None


_DECIDED = ("released_by", "due_on", "due_said")


def _cells(one: TrackedResolution, meeting: str) -> dict[str, Any]:
    """The cells of a resolution that are otherwise since the meeting."""
    if one.is_released:
        return {"released_by": meeting}
    return {"due_on": one.due_on, "due_said": one.due_said or None} if one.has_new_due else {}


def add_decisions(old_file: Path, new_file: Path) -> tuple[Path, list[str], list[str]]:
    """Put what the meeting of ``old_file`` decided behind the resolutions that the next one has, and what it decided on those into their
    rows; returns their file, the numbers that were not there yet and those of the rows that were changed.

    InputError where the form is wrong or there is none (D08), or the list cannot be read; ConfigError where there is no list, or none to
    which rows can be added. What is not changed stays byte for byte.
    """
    old = Params.read(old_file, before_intake=True)
    held = read.needed(Meeting(old))
    path = _own_list(new_file)
    sheet = next(iter(files.read(path)))
    header = next((row for row in sheet.rows if _known(row) >= {"meeting", "number", "subject"}), None)
    if path.suffix.lower() != ".csv" or header is None or not sheet.encoding:
        raise ConfigError(messages.C17_list_is_no_csv(meeting=old.name).at(file=path.name))
    columns = [_column(cell) for cell in header]
    where = {name: columns.index(name) for name in ("meeting", "number")}
    there = {
        tuple(spelling(str(row[at] or "")) if at < len(row) else "" for at in where.values()) for row in sheet.rows
    }
    rows = [row for row in decided_rows(held, old) if (spelling(row["meeting"]), spelling(row["number"])) not in there]
    before = path.read_bytes()
    added = [[row.get(name, "") for name in columns] for row in rows]
    text, changed = _changed(before.decode(sheet.encoding), path, columns, held, meeting_called(old))
    if added or changed:
        _put(path, before, text, sheet.encoding, added)
    return path, [row["number"] for row in rows], changed


def _own_list(new_file: Path) -> Path:
    """The secretariat's own list of the next meeting's resolutions."""
    place = ProjectPlace.asked(new_file)
    file = yaml_file.load(new_file)
    given = file.data.get("inputs")
    named = given.get(KIND) if isinstance(given, Mapping) else None
    path = place.file.parent / named if isinstance(named, str) else None
    if path is not None:
        path = path.parent.resolve() / path.name
    if path is None or path.parent.name == ACCEPTED:
        path = place.root / "data" / place.file.stem / f"{KIND}.csv"
    if leads_out(path, place.root) or not path.is_file():
        raise ConfigError(messages.C17_no_list(file=f"{path.parent.name}/{path.name}").at(file=file.name))
    return path


def _changed(text: str, path: Path, columns: list[str], held: HeldMeeting, meeting: str) -> tuple[str, list[str]]:
    """The text of the list with what was decided on its rows in them, and the numbers of those rows; every other row as it is."""
    by_key = {one.key: one for one in held.tracked}
    lines: list[str] = []

    def taken() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            lines.append(line)
            yield line

    made: list[str] = []
    changed = []
    for row in csv.reader(taken()):
        raw = "".join(lines)
        lines.clear()
        cells = dict(zip(columns, row, strict=False))
        one = _of(by_key, cells.get("meeting"), cells.get("number") or "")
        wanted = {name: _text(value) for name, value in _cells(one, meeting).items()} if one else {}
        wanted = {name: value for name, value in wanted.items() if not _is_said(cells.get(name) or "", value)}
        if one and wanted:
            if lacking := [_label(name) for name, value in wanted.items() if value and name not in columns]:
                raise ConfigError(messages.C17_list_lacks_column(columns=lacking).at(file=path.name))
            row += [""] * (len(columns) - len(row))
            for name, value in wanted.items():
                if name in columns:
                    row[columns.index(name)] = value
            raw = _line(row, raw)
            changed.append(one.called)
        made.append(raw)
    return "".join(made), changed


def _text(value: object) -> str:
    return format_date(value) if isinstance(value, datetime.date) else str(value or "")


def _is_said(cell: str, wanted: str) -> bool:
    """Whether a cell says this already, a day in whatever way it is written."""
    if spelling(cell) == spelling(wanted):
        return True
    with contextlib.suppress(roc.BadDate):
        return format_date(roc.parse_date(cell)) == wanted
    return False


def _label(name: str) -> str:
    return next(column.label for column in TABLES[KIND].columns if column.name == name)


def _line(row: list[str], raw: str) -> str:
    """A row as a line that ends as it did."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(
        row
    )  # without which it would leave a line break within a cell bare
    return text.getvalue().removesuffix("\r\n") + raw[len(raw.rstrip("\r\n")) :]


def _put(path: Path, before: bytes, changed: str, encoding: str, rows: list[list[str]]) -> None:
    """The list with its changed text and rows behind it."""
    ends = "\r\n" if b"\r\n" in before else "\n"
    text = io.StringIO()
    csv.writer(text, lineterminator=ends).writerows(rows)
    glue = "" if changed.endswith(("\n", "\r")) or not rows else ends
    try:
        data = (changed + glue + text.getvalue()).encode(encoding)
        with temporary.beside(path.parent) as beside:
            draft = beside / path.name
            draft.write_bytes(data)
            os.replace(draft, path)
    except UnicodeEncodeError:
        raise ConfigError(messages.C17_list_is_no_csv(meeting=path.stem).at(file=path.name)) from None
    except OSError as error:
        problem = messages.R12_cannot_write_page(folder=path.parent.name, file=path.name, reason=system.reason(error))
        raise system.cannot_write(error, problem) from None


def _known(row: tuple) -> set[str]:
    return {_column(cell) for cell in row} - {""}


def _column(cell: object) -> str:
    found = TABLES[KIND].by_spelling().get(spelling(str(cell or "")))
    return found.name if found else ""
