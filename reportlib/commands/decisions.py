"""``packet decisions`` and ``packet minutes``: what comes after a meeting."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.commands.places import params_file, shown_path
from reportlib.commands.progress import print_columns
from reportlib.errors import PacketError, Problem

if TYPE_CHECKING:
    from reportlib.meeting.params import Params


def run_decisions(asked: argparse.Namespace) -> int:
    from reportlib.decisions import form
    from reportlib.meeting.meeting import Meeting

    meeting = Meeting.read(params_file(asked.params))
    files, tables = form.write(meeting, asked.format)
    for path in files:
        print(messages.form_written(file=shown_path(path)))
    print(messages.what_to_do_next())
    steps = {
        "meeting": messages.fill_in_meeting(),
        "attendance": messages.fill_in_attendance(),
        "decisions": messages.fill_in_decisions(),
        "tracked": messages.fill_in_tracked(),
        "motions": messages.fill_in_motions(),
    }
    print_columns([[f"{n}. 「{table.label}」", steps[table.name]] for n, table in enumerate(tables, 1)])
    print(messages.then_minutes(meeting=meeting.params.name))
    return 0


def decisions_checked(params: Params) -> list[str]:
    """What there is to say of the form of a meeting's decisions, a line each; nothing where there is none."""
    from reportlib.decisions.form_files import find

    if find(params) is None:
        return []
    # Here, for it takes pandas to read one, and a check of a meeting without any does without.
    from reportlib.decisions import read
    from reportlib.meeting.meeting import Meeting

    held = read.needed(Meeting(params))
    told = messages.decisions_checked(
        decisions=len(held.decisions), motions=len(held.motions), followed=len(list(held.followed()))
    )
    lines = [told]
    if held.tracked:
        kept = len(held.gone_on())
        tracked = len(held.tracked)
        lines.append(messages.tracking_checked(tracked=tracked, released=tracked - kept, kept=kept))
    return [*lines, *(f"  ？{problem}" for problem in held.warnings)]


def wrong_in_decisions(path: Path) -> tuple[Problem, ...]:
    """What is wrong in the form, for a check that has something to say already; nothing where there is none."""
    from reportlib.meeting.meeting import Meeting

    try:
        decisions_checked(Meeting.read(path).params)
    except PacketError as error:
        return error.problems
    return ()


def run_minutes(asked: argparse.Namespace) -> int:
    from reportlib.meeting.meeting import Meeting
    from reportlib.minutes import minutes

    done = minutes.write(Meeting.read(params_file(asked.params)), asked.output, asked.edition)
    for problem in done.warnings:
        print(f"？{problem}", file=sys.stderr)
    folder = shown_path(done.folder)
    print(messages.minutes_written(folder=folder, slash=os.sep, files=sorted(minutes.FILES)))
    for path in done.kept_edits:
        print(messages.edit_kept(file=shown_path(path)), file=sys.stderr)
    if done.public_folder:
        print(messages.minutes_public(folder=shown_path(done.public_folder), places=done.masked))
    else:
        print(messages.minutes_have_names())
    if done.is_draft:
        print(messages.minutes_are_a_draft())
    print(messages.packet_hash(folder=folder, slash=os.sep, sums=done.sums))
    return 0
