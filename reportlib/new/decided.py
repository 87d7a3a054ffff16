"""What the meeting before decided, as resolutions of the next one: rows for its new file, or for the one that it has already."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportlib import messages, system, temporary
from reportlib.decisions import read
from reportlib.decisions.held import HeldMeeting, Resolved
from reportlib.errors import ConfigError
from reportlib.filenames import leads_out
from reportlib.meeting import yaml_file
from reportlib.meeting.fields import ACCEPTED, MARK
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.meeting.project import ProjectPlace
from reportlib.readers import files
from reportlib.records.tables import TABLES
from reportlib.roc import format_date
from reportlib.text import spelling

KIND = "resolutions"


def meeting_called(params: Params) -> str:
    """As resolutions call a meeting: 6-1."""
    return f"{params.meeting.term}-{params.meeting.number}"


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


def add_decisions(old_file: Path, new_file: Path) -> tuple[Path, list[str]]:
    """Put what the meeting of ``old_file`` decided behind the resolutions that the next one has; returns their file and the numbers
    that were not there yet.

    InputError where the form is wrong or there is none (D08), or the list cannot be read; ConfigError where there is no list, or none to
    which rows can be added. What stands in the list stays byte for byte.
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
    if rows:
        _append(path, sheet.encoding, [[row.get(name, "") for name in columns] for row in rows])
    return path, [row["number"] for row in rows]


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


def _append(path: Path, encoding: str, rows: list[list[str]]) -> None:
    before = path.read_bytes()
    ends = "\r\n" if b"\r\n" in before else "\n"
    text = io.StringIO()
    csv.writer(text, lineterminator=ends).writerows(rows)
    glue = "" if before.endswith((b"\n", b"\r")) else ends
    try:
        added = (glue + text.getvalue()).encode(encoding)
        with temporary.beside(path.parent) as beside:
            draft = beside / path.name
            draft.write_bytes(before + added)
            os.replace(draft, path)
    except UnicodeEncodeError:
        raise ConfigError(messages.C17_list_is_no_csv(meeting=rows[0][0]).at(file=path.name)) from None
    except OSError as error:
        problem = messages.R12_cannot_write_page(folder=path.parent.name, file=path.name, reason=system.reason(error))
        raise system.cannot_write(error, problem) from None


def _known(row: tuple) -> set[str]:
    return {_column(cell) for cell in row} - {""}


def _column(cell: object) -> str:
    found = TABLES[KIND].by_spelling().get(spelling(str(cell or "")))
    return found.name if found else ""
