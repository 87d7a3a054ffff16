"""``packet new-section``, and ``%packet`` in a notebook."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from typing import Any

from reportlib import messages
from reportlib.commands.changes import tell_changed, tell_undone
from reportlib.commands.places import example_meeting, params_file, project_folder, shown_path


def run_new_section(asked: argparse.Namespace) -> int:
    from reportlib.execute.lint import check_notebook, title
    from reportlib.new import section_notebook

    if asked.undo:
        return tell_undone(params_file(asked.meeting or asked.name), section_notebook.COMMAND)
    params = params_file(asked.meeting) if asked.meeting else None
    meeting = params.stem if params else example_meeting()
    if params:
        path, lines = section_notebook.add_section(project_folder(), asked.name, asked.title, params, asked.after)
    else:
        path, lines = section_notebook.write_section(project_folder(), asked.name, asked.title, meeting), []
    print(messages.section_written(notebook=shown_path(path), title=title(check_notebook(path))))
    if params:
        tell_changed(params, lines)
        print(messages.how_to_undo(command=f"{section_notebook.COMMAND} {meeting} --undo"))
        print(messages.section_how_to_try(meeting=meeting, section=path.stem))
    else:
        print(messages.section_how_to_place(section=path.stem, meeting=meeting))
    return 0


def load(ipython: Any) -> None:
    """``%load_ext reportlib``: from then on ``%packet …`` in a cell does what it does in a terminal, in a process of its own."""
    ipython.register_magic_function(packet, "line", "packet")


def packet(line: str) -> None:
    """``%packet new-section 我的章節``: what it prints stands under the cell."""
    command = [sys.executable, "-m", "reportlib", *shlex.split(line)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")
    print((done.stdout + done.stderr).rstrip())
