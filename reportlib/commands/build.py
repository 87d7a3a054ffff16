"""``packet build``, ``check`` and ``sections``."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from pathlib import Path

from reportlib import messages
from reportlib.commands.places import params_file, project_folder, shown_path
from reportlib.commands.progress import progress_lines
from reportlib.errors import ConfigError
from reportlib.language import say


def run_build(asked: argparse.Namespace) -> int:
    from reportlib.build.build import build

    params = params_file(asked.params)
    if todo := places_to_fill(params, thorough=False):
        raise ConfigError(*todo)
    with progress_lines() as progress:
        outcome = build(
            params,
            asked.output,
            [name for part in asked.sections for name in part.split(",") if name],
            progress,
            asked.edition,
        )
    shown = shown_path(outcome.folder)
    if outcome.is_whole:
        print(messages.build_done(folder=shown, slash=os.sep))
    if outcome.public_folder:
        masked = sum(outcome.masked.values())
        print(
            messages.public_edition_done(
                public=shown_path(outcome.public_folder), places=masked, folder=shown, slash=os.sep
            )
        )
    elif outcome.is_whole and (outcome.folder / "review.html").is_file():
        print(messages.look_at_review(folder=shown, slash=os.sep))
    for folder, sums in zip((outcome.folder, outcome.public_folder), outcome.sums, strict=False):
        if folder:
            print(messages.packet_hash(folder=shown_path(folder), slash=os.sep, sums=sums))
    if outcome.set_aside:
        print(messages.rows_set_aside(rows=outcome.set_aside))
    if outcome.is_whole:
        return 1 if outcome.set_aside else 0
    print(messages.partial_packet_done(folder=shown))
    return 1


def places_to_fill(params: Path, thorough: bool) -> list:
    from reportlib.new import unfilled

    return unfilled.unfilled(params, thorough)


def run_check(asked: argparse.Namespace) -> int:
    from reportlib.build.check import check
    from reportlib.new import unfilled

    path = params_file(asked.params)
    if todo := places_to_fill(path, thorough=True):
        print(
            messages.still_to_fill_in(meeting=path.stem, count=len(todo)),
            file=sys.stderr,
        )
        for problem in todo:
            print(problem, file=sys.stderr)
        print(
            messages.check_again(meeting=path.stem),
            file=sys.stderr,
        )
        return 3
    notices: list[str] = []
    with progress_lines() as progress:
        params, reports, unclear = check(path, dataclasses.replace(progress, notice=notices.append))
    notices += unfilled.same_day_elsewhere(params)
    for report in reports:
        place = report.file + (f"〔{report.sheet}〕" if report.sheet else "")
        counts = report.counts
        set_out = counts.get("out_of_scope", 0)
        print(
            messages.input_read(file=place, read=counts["read"], used=counts["used"])
            + (messages.of_other_bodies(rows=set_out) if set_out else "")
            + (messages.not_decided(rows=undecided) if (undecided := counts.get("undecided", 0)) else "")
            + (say(f"（{report.encoding}）", f" ({report.encoding})") if report.encoding else "")
        )
    for notice in notices:
        print(f"  ・{notice}")
    for problem in unclear:
        print(f"  ？{problem}")
    print(messages.all_checks_passed(meeting=params.name, sections=len(params.sections)))
    return 0


def run_sections(_asked: argparse.Namespace) -> int:
    from reportlib.execute import lint as execute_lint
    from reportlib.execute.lint import check_notebook

    folder = Path("notebooks") if Path("notebooks").is_dir() else project_folder() / "notebooks"
    for path in sorted(folder.glob("*.ipynb")):
        print(f"{path.stem}\t{execute_lint.title(check_notebook(path))}")
    return 0
