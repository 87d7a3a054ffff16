"""``packet templates`` and ``packet intake``."""

from __future__ import annotations

import argparse
import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.commands.answers import plain, tell
from reportlib.commands.changes import tell_changed, tell_undone
from reportlib.commands.places import params_file, shown_path
from reportlib.commands.progress import progress_lines

if TYPE_CHECKING:
    from reportlib.meeting.meeting import Meeting
    from reportlib.returns.intake_outcome import Intake

INTAKE_APPLY = "packet intake --apply"  # as what it changes is recorded


def run_templates(asked: argparse.Namespace) -> int:
    from reportlib.new.ready import meeting_of_returns
    from reportlib.returns import templates

    meeting = meeting_of_returns(params_file(asked.params))
    params = meeting.params
    with progress_lines() as progress:
        progress.step(messages.making_workbooks())
        folder = params.root / "output" / f"{params.name}.templates"
        notices: list[str] = []
        written = templates.write(meeting, folder, notices.append)
    units = len({path.stem for path in written})
    print(
        messages.templates_done(
            folder=shown_path(folder),
            slash=os.sep,
            units=units,
            data=shown_path(params.data_folder),
            meeting=params.name,
        )
    )
    for notice in notices:
        print(f"  ・{notice}")
    return 0


def run_intake(asked: argparse.Namespace) -> int:
    from reportlib.new.ready import meeting_of_returns
    from reportlib.returns import intake as returns_intake, summary
    from reportlib.returns.accepted import publish

    if asked.undo:
        return tell_undone(params_file(asked.params), INTAKE_APPLY)
    meeting = meeting_of_returns(params_file(asked.params))
    params = meeting.params
    with progress_lines() as progress:
        found = returns_intake.intake(meeting, progress.step)
        folder = publish(found, progress.step)
    from rich.console import Console

    summary.print_summary(found, Console(highlight=False, markup=False, emoji=False))
    data = shown_path(params.data_folder)
    if not found.files:
        print(messages.nothing_returned(data=data, slash=os.sep))
    print(messages.intake_page(folder=shown_path(folder), slash=os.sep))
    if (folder / "marked").is_dir():
        print(messages.marked_copies(folder=shown_path(folder), slash=os.sep))
    print(messages.accepted_rows(data=data, slash=os.sep))
    named = inputs_to_name(meeting) if found.files else {}
    tell(asked, meeting=params.name, **intake_json(found, folder), inputs=named)
    if named:
        if asked.apply:
            apply_inputs(params.path, named)
        else:
            print(messages.how_to_use_accepted(params=shown_path(params.path), meeting=params.name))
            for field, file in named.items():
                print(f"  {field}: {file}")
    return 0 if found.is_right else 1


def intake_json(found: Intake, folder: Path) -> dict:
    """What an intake found, as a program is told it: the board cell by cell, the files, and every finding."""
    return {
        "folder": shown_path(folder),
        "is_right": found.is_right,
        "board": [
            {"unit": unit, "return": name} | plain(dataclasses.asdict(cell))
            for (unit, name), cell in found.board.cells.items()
        ],
        "files": [
            plain({key: getattr(file, key) for key in ("name", "standing", "unit", "tables", "sha256", "note", "how")})
            for file in found.files
        ],
        "findings": [
            plain(dataclasses.asdict(one) | {"value": one.shown_value}) | {"message": str(one)}
            for one in found.findings
        ],
        "set_aside": [
            {"unit": one.unit, "return": one.table, "file": one.file, "sheet": one.sheet, "row": one.row}
            for one in found.set_aside
        ],
    }


def apply_inputs(path: Path, named: Mapping[str, str]) -> None:
    """Write the lines of ``inputs`` into the parameter file, and say which."""
    from reportlib.meeting.yaml_text import YamlText, plain_scalar
    from reportlib.new.rewritten import rewrite, text_of

    text = YamlText(text_of(path))
    for field, file in named.items():
        text.put(("inputs",), field, plain_scalar(file))
    tell_changed(path, rewrite(path, text.changed(), INTAKE_APPLY))
    print(messages.how_to_undo(command=f"packet intake {path.stem} --undo"))


def inputs_to_name(meeting: Meeting) -> dict[str, str]:
    """The files by their fields of ``inputs`` that make the packet read what the intake accepts; those that do already are left out."""
    from reportlib.meeting.fields import ACCEPTED
    from reportlib.returns.asked import RETURNS, wanted

    params = meeting.params
    asked = (RETURNS[name] for name in wanted(meeting).tables)
    files = {one.input: "resolutions" if one.input == "resolutions" else one.name for one in asked if one.input} | {
        "received": "received",
        "corrections": "corrections",
    }
    named = {field: getattr(params.inputs, field) for field in files}
    start = Path(os.path.relpath(params.data_folder, params.path.parent)).as_posix()
    folder = (params.data_folder / ACCEPTED).resolve()
    return {
        field: f"{start}/{ACCEPTED}/{file}.csv"
        for field, file in files.items()
        if named[field] is None or named[field].resolve() != folder / f"{file}.csv"
    }
