"""``packet parameters``: the parameters as a workbook, and back."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from reportlib import messages
from reportlib.commands.changes import tell_changed, tell_undone
from reportlib.commands.places import params_file, shown_path

SHOWN = 6  # how many of those still to be filled in are named


def run_parameters(asked: argparse.Namespace) -> int:
    from reportlib.meeting import yaml_file
    from reportlib.meeting.yaml_reader import key_text
    from reportlib.new import form, form_read
    from reportlib.new.unfilled import marks_in, past_topics

    path = params_file(asked.params)
    if asked.undo:
        return tell_undone(path, form_read.COMMAND)
    if asked.form:
        rows = [row for row in form.rows_of(path) if row.is_marked]
        kinds = Counter(map(form.kind_of, rows))
        asked_for = {row.path for row in rows}
        others = [key_text(key) for key, _ in marks_in(yaml_file.load(path)) if key not in asked_for]
        shown = shown_path(form.write_form(path))
        print(
            messages.parameters_form_written(
                form=shown,
                meeting=path.stem,
                total=len(rows),
                marked=kinds["fill"],
                alone=kinds["alone"],
                again=kinds["again"],
            )
        )
        if others:
            print(messages.marks_not_in_form(count=len(others), keys=others))
        return 0
    filled = Path(asked.apply) if asked.apply else form_read.form_to_apply(path)
    lines = form_read.apply_form(path, filled)
    print(messages.parameters_form_read(form=shown_path(filled)))
    tell_changed(path, lines)
    if lines:
        print(messages.how_to_undo(command=f"packet parameters {path.stem} --undo"))
    file = yaml_file.load(path)
    labels = {row.path: row.label for row in form.rows_of(path)}
    left = [labels.get(key) or key_text(key) for key, _ in marks_in(file)]
    more = " …" if len(left) > SHOWN else ""
    print(
        messages.left_in_parameters(marks=len(left), first=left[:SHOWN], more=more)
        if left
        else messages.nothing_left_in_parameters()
    )
    if past := list(past_topics(file.data)):
        print(messages.topics_left_out(topics=past))
    return 0
