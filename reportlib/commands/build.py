"""``packet build``, ``check`` and ``sections``."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages, system
from reportlib.build.progress import Built
from reportlib.build.unchanged import Run
from reportlib.commands import todo as todo_list
from reportlib.commands.answers import problem_json, tell, wants_json
from reportlib.commands.batch import batch, batch_file, is_batch
from reportlib.commands.decisions import decisions_checked, wrong_in_decisions
from reportlib.commands.packages import check_packages
from reportlib.commands.places import most_kept, params_file, project_folder, shown_path, store_of
from reportlib.commands.progress import progress_lines
from reportlib.commands.todo import tell_open
from reportlib.commands.watch import run_watch
from reportlib.errors import ConfigError, InputError, RunError, UsageError
from reportlib.execute import fork_server
from reportlib.meeting.project import ProjectPlace
from reportlib.packets.publish import INTERNAL, PacketPlace

if TYPE_CHECKING:
    from reportlib.new.tasks import Task


def run_build(asked: argparse.Namespace) -> int:
    if path := batch_of(asked.params):
        raise ConfigError(messages.C05_is_a_batch(name=path.stem).at(file=path.name))
    run = asked_run(asked)
    if asked.watch:
        return run_watch(asked, ProjectPlace.of(params_file(asked.params)).root, run.known if run else list)
    if run and not asked.editable and (kept := run.kept()):
        built, notices, files = kept
        for notice in notices:
            print(f"・{notice}", file=sys.stderr)
        print(messages.nothing_changed(files=files))
        return told(built)
    fork_server.warm_up(once=asked.answers is None)  # a build that watches will want it again
    check_packages()
    with keeping(run):
        with run.watched() if run else contextlib.nullcontext():
            built = built_anew(asked, run)
        if run:
            run.keep(dataclasses.replace(built, editable=(), kept_edits=()))
    return told(built)


@contextlib.contextmanager
def keeping(run: Run | None) -> Iterator[None]:
    """Afterwards the store takes no more room than it may, and it is said once why something could not be kept."""
    try:
        yield
    finally:  # what was made before a run stopped is kept, and takes room
        if run:
            run.store.keep_within(most_kept())
            for error in run.store.refused[:1]:
                folder = shown_path(run.store.folder)
                print(f"・{messages.cache_not_written(folder=folder, reason=system.reason(error))}", file=sys.stderr)


def asked_run(asked: argparse.Namespace) -> Run | None:
    """What is asked for, with the store that it may use; None where it cannot use any, which is told."""
    return _with_store(asked, asked.output, tuple(sections_of(asked)), asked.edition)


def _with_store(asked: argparse.Namespace, output: Path | None, only: tuple[str, ...], edition: str) -> Run | None:
    path = params_file(asked.params)
    store = store_of(ProjectPlace.of(path).root)
    if store is None:
        print(f"・{messages.cache_not_ours()}", file=sys.stderr)
        return None
    most_kept()  # refused now, not when the packet is there
    return Run(dataclasses.replace(store, is_anew=asked.no_cache), path, output, only, edition)


def sections_of(asked: argparse.Namespace) -> list[str]:
    return [name for part in asked.sections for name in part.split(",") if name]


def built_anew(asked: argparse.Namespace, run: Run | None) -> Built:
    from reportlib.build.build import build

    params = params_file(asked.params)
    if todo := places_to_fill(params, thorough=False):
        from reportlib.new.form_read import in_words

        raise ConfigError(*in_words(params, todo))
    with progress_lines() as progress:
        if run:
            progress = dataclasses.replace(progress, notice=run.noted(progress.notice))
        return build(params, asked.output, sections_of(asked), progress, asked.edition, run, asked.editable)


def told(outcome: Built) -> int:
    """Say what there is now; the exit code."""
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
    for papers in outcome.editable:
        print(messages.editable_done(folder=shown_path(Path(papers)), slash=os.sep))
    tell_kept_edits(map(Path, outcome.kept_edits))
    for folder, sums in zip((outcome.folder, outcome.public_folder), outcome.sums, strict=False):
        if folder:
            print(messages.packet_hash(folder=shown_path(folder), slash=os.sep, sums=sums))
    if outcome.public_folder:
        print(messages.packet_hash_with_review())
    if outcome.set_aside:
        print(messages.rows_set_aside(rows=outcome.set_aside))
    if outcome.is_whole:
        return 1 if outcome.set_aside else 0
    print(messages.partial_packet_done(folder=shown))
    return 1


def tell_kept_edits(paths: Iterable[Path]) -> None:
    """Where the files are now that somebody had edited in a folder that was written anew."""
    for path in paths:
        print(messages.edit_kept(file=shown_path(path)), file=sys.stderr)


def places_to_fill(params: Path, thorough: bool) -> list:
    from reportlib.new import unfilled

    return unfilled.unfilled(params, thorough)


def batch_of(asked: str) -> Path | None:
    """The file of the batch that is meant where a meeting is asked for, by its path or by a name that no meeting has."""
    path = params_file(asked)
    found = path if path.exists() else batch_file(asked)
    return found if is_batch(found) else None


def run_check(asked: argparse.Namespace) -> int:
    if named := batch_of(asked.params):
        if asked.edition != INTERNAL:
            raise UsageError(messages.C05_edition_of_a_batch().at(file=named.name))
        return batch(named, checks=True)
    path = params_file(asked.params)
    run = _with_store(asked, None, (), asked.edition)
    tell(asked, meeting=path.stem)
    PacketPlace(ProjectPlace.of(path).root / "output" / path.stem).check(path.stem)
    if run and not wants_json(asked) and (kept := run.kept_lines()):
        print(*kept, sep="\n")
        return 0
    with keeping(run):
        with run.watched() if run else contextlib.nullcontext():
            todo = tasks_of(path)
            tell(asked, tasks=list(map(task_json, todo)))
            if any(task.problems for task in todo):
                return tell_open(path, todo)
            lines, said = checked_anew(path, run, todo, asked.edition)
            tell(asked, **said)
        if run:
            run.keep_lines(lines)
    print(*lines, sep="\n")
    return 0


def tasks_of(path: Path) -> list[Task]:
    from reportlib.new.tasks import tasks

    return tasks(path)


def task_json(task: Task) -> dict:
    """A thing to do as a program is told it."""
    return {
        "title": task.title,
        "state": task.state,
        "hint": task.hint,
        "problems": list(map(problem_json, task.problems)),
    }


def checked_anew(path: Path, run: Run | None, todo: Sequence[Task], edition: str = INTERNAL) -> tuple[list[str], dict]:
    """What is said of a meeting in which nothing is wrong, a line each, and as a program is told it; of any other what was done up to
    there."""
    from reportlib.build.check import check, lines_of
    from reportlib.meeting.meeting import Meeting
    from reportlib.new import unfilled
    from reportlib.new.form_read import in_words
    from reportlib.new.words_of_ours import words_for_nothing
    from reportlib.returns.asked import lacking

    system.check_limits()  # what the machine refuses is none of the things that there are to do
    notices: list[str] = []
    with progress_lines() as progress:
        try:
            params, reports, unclear = check(
                path, dataclasses.replace(progress, notice=notices.append), run, edition=edition
            )
        except (InputError, ConfigError, RunError) as error:
            more = wrong_in_decisions(path) if isinstance(error, InputError) else ()
            refused = type(error)(*in_words(path, error.problems), *more)
            open_still = dataclasses.replace(todo[-1], count=len(refused.problems))
            print(*todo_list.lines_of([*todo[:-1], open_still]), sep="\n", file=sys.stderr)
            raise refused from None
    notices += unfilled.same_day_elsewhere(params)
    notices += map(str, unfilled.bases_of_template(params))
    notices += map(str, words_for_nothing(params))
    notices += map(str, lacking(Meeting(params)) if params.returns else ())
    lines = [*lines_of(reports, notices, unclear), *decisions_checked(params)]
    done = [*todo[:-1], dataclasses.replace(todo[-1], state="done")]
    lines += todo_list.lines_of(done)
    said = {
        "tasks": list(map(task_json, done)),
        "inputs": [
            {"file": one.file, "sheet": one.sheet, "encoding": one.encoding, "rows": dict(one.counts)}
            for one in reports
        ],
        "notices": notices,
        "replies": list(map(problem_json, unclear)),
        "sections": [stem for stem, _ in params.sections],
    }
    passed = messages.all_checks_passed(meeting=params.name, sections=len(params.sections))
    return [*lines, passed, messages.seen_when_building()], said


def run_sections(_asked: argparse.Namespace) -> int:
    from reportlib.execute import lint as execute_lint
    from reportlib.execute.lint import check_notebook

    folder = Path("notebooks") if Path("notebooks").is_dir() else project_folder() / "notebooks"
    for path in sorted(folder.glob("*.ipynb")):
        print(f"{path.stem}\t{execute_lint.title(check_notebook(path))}")
    return 0
