"""``packet batch``, and ``packet check`` of a batch."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.commands.places import project_folder, shown_path
from reportlib.errors import ConfigError, Problem

if TYPE_CHECKING:
    from reportlib.batch.model import Batch, Body
    from reportlib.batch.run import Done
    from reportlib.batch.worker import Outcome

_SIGNS = {"ready": "✓", "refused": "▲", "lost": "▲"}
_FOLDER = Path("params") / "batches"
_NAMED = 3  # bodies of which the same is wrong


def batch_file(asked: str) -> Path:
    """The file that a path or the name of a batch means: national is ``params/batches/national.yaml``."""
    path = Path(asked)
    if len(path.parts) > 1 or path.suffix in (".yaml", ".yml"):
        return path
    return project_folder() / _FOLDER / f"{asked}.yaml"


def is_batch(path: Path) -> bool:
    """Whether a parameter file is that of a batch: it stands where they stand, and names bodies."""
    if path.absolute().parent.name != _FOLDER.name:
        return False
    try:
        return any(line.startswith(b"bodies:") for line in path.read_bytes().splitlines())
    except OSError:
        return False


def run_batch(asked: argparse.Namespace) -> int:
    path = batch_file(asked.batch)
    only = tuple(name for part in asked.bodies for name in part.split(",") if name)
    if asked.bodies and not only:
        raise ConfigError(messages.C05_bodies_name_none().at(file=path.name))
    return batch(path, asked.output, only, asked.check, asked.scheduler, asked.workers)


def batch(
    path: Path,
    output: str = "",
    only: tuple[str, ...] = (),
    checks: bool = False,
    scheduler: str | None = None,
    workers: int | None = None,
) -> int:
    """Build or check a batch, and tell what became of it; the exit code."""
    from reportlib.batch.cluster import cluster, is_installed

    is_installed()
    from reportlib.batch.model import Batch
    from reportlib.batch.run import Following, run

    read = Batch.read(path)
    many = len(read.chosen(only))
    with cluster(scheduler, workers, many) as client:
        done = run(read, client, output=output, only=only, checks=checks, told=Following(_step, _body))
    _tell_problems(read, done)
    ready = sum(one.state == "ready" for one in done.of_asked)
    wrong = len(done.refused)
    if checks:
        _tell_checked(read, done)
        print(
            messages.batch_refused(wrong=wrong) if wrong else messages.batch_checked(ready=ready, asked=len(done.asked))
        )
        return max((one.exit_code for one in done.refused), default=1 if done.unknown else 0)
    _tell_notices(read, done)
    shown = done.output if "://" in done.output else shown_path(Path(done.output))
    print(messages.batch_done(output=shown, slash=os.sep, ready=ready, kept=done.kept, wrong=wrong))
    if done.problems:
        return 4
    return 1 if wrong or done.unknown else 0


def _step(text: str) -> None:
    print(f"{text}…", file=sys.stderr, flush=True)


def _body(body: Body, outcome: Outcome, done: int, of: int) -> None:
    said = messages.batch_body_done(sign=_SIGNS[outcome.state], body=body.name, done=done, of=of)
    print(said, file=sys.stderr, flush=True)


def _tell_problems(batch: Batch, done: Done) -> None:
    """What is wrong, once for all bodies of which the same is."""
    names = {body.id: body.name for body in batch.bodies}
    same: dict[tuple[Problem, ...], list[str]] = {}
    for one in done.refused:
        same.setdefault(one.problems, []).append(names[one.id])
    for problems, bodies in same.items():
        listed = messages.listed(bodies[:_NAMED])
        many = messages.batch_other_bodies(bodies=listed, count=len(bodies)) if len(bodies) > _NAMED else listed
        print(messages.batch_of_bodies(bodies=many), file=sys.stderr)
        for problem in problems:
            print(f"  {problem}", file=sys.stderr)
    for notice in done.notices:
        print(f"・{notice}", file=sys.stderr)
    for problem in (*done.problems, *done.unknown):
        print(problem, file=sys.stderr)


def _tell_notices(batch: Batch, done: Done) -> None:
    """How many notices there are of each body, made now or before; the overview has them."""
    names = {body.id: body.name for body in batch.bodies}
    for one in done.of_asked:
        if one.state == "ready" and one.told:
            print(f"・{messages.batch_notices(body=names[one.id], notices=len(one.told))}", file=sys.stderr)


def _tell_checked(batch: Batch, done: Done) -> None:
    """What the check of each body says, as ``packet check`` says it of a meeting."""
    names = {body.id: body.name for body in batch.bodies}
    for one in done.of_asked:
        if one.told:
            print(messages.batch_of_bodies(bodies=names[one.id]), *one.told, sep="\n")
