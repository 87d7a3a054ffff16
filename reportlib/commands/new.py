"""``packet new``."""

from __future__ import annotations

import argparse
import os

from reportlib import messages
from reportlib.commands.places import params_file, shown_path
from reportlib.commands.progress import print_columns
from reportlib.language import say


def run_new(asked: argparse.Namespace) -> int:
    from reportlib.new import prepare
    from reportlib.new.form import words_of

    if asked.decisions:
        return add_decisions(asked)

    done = prepare.prepare(params_file(asked.old), asked.name)
    name, params, data = done.params.stem, shown_path(done.params), shown_path(done.data)
    print(messages.new_meeting_written(params=params, folder=data, slash=os.sep))
    rows = [
        [
            made.file,
            made.label,
            messages.header_only() if made.carried is None else messages.rows_carried_over(rows=made.carried),
        ]
        for made in done.made
    ]
    print_columns(rows)
    print(messages.dates_to_confirm())
    words = words_of(done.params)
    print_columns([[say(words.get(key, key), key), f"{before} → {after}"] for key, before, after in done.moved])
    for notice in done.notices:
        print(f"  ・{notice}")
    print(messages.what_to_do_next())
    steps = [
        messages.next_open_parameters(name=name, params=params, marks=done.marks),
        messages.next_fill_files(folder=f"{data}{os.sep}"),
        *([messages.next_resolutions()] if any(made.kind == "resolutions" for made in done.made) else []),
        messages.next_check(name=name),
        messages.next_build(name=name, before=params_file(asked.old).stem),
    ]
    for number, step in enumerate(steps, 1):
        print(f"  {number}. {step}")
    return 0


def add_decisions(asked: argparse.Namespace) -> int:
    """The decisions of the meeting before, into the resolutions that the next one has already."""
    from reportlib.new import decided

    path, numbers, changed = decided.add_decisions(params_file(asked.old), params_file(asked.name))
    shown = shown_path(path)
    if changed:
        print(messages.tracking_changed(count=len(changed), numbers=changed))
    if numbers or not changed:
        print(
            messages.decisions_added(file=shown, numbers=numbers)
            if numbers
            else messages.decisions_all_there(file=shown)
        )
    return 0
