"""What there is to do until a meeting's packet can be built, in order: what a build would refuse, before anything is computed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from reportlib import messages, roc
from reportlib.decisions import form_files
from reportlib.errors import PacketError, Problem
from reportlib.meeting import yaml_file
from reportlib.meeting.fields import ACCEPTED
from reportlib.meeting.params import Params
from reportlib.meeting.project import ProjectPlace
from reportlib.meeting.yaml_file import YamlFile
from reportlib.new import input_guide
from reportlib.new.form import words_of, written_forms
from reportlib.new.form_read import in_words
from reportlib.new.rewritten import faults_beside_marks
from reportlib.new.unfilled import unfilled
from reportlib.packets.published import was_held

State = Literal["done", "open", "waits", "optional"]


@dataclass(frozen=True)
class Task:
    """One thing to do: done, open with its ``problems`` (or their ``count``, where they are told elsewhere), waiting for those before
    it, or not needed (``optional``); ``hint`` says how, and ``words`` are what people call the keys of parameters. ``of`` is what it is
    about, and of which ``meeting`` where not of this one."""

    title: str
    state: State
    problems: tuple[Problem, ...] = field(default=())
    hint: str = ""
    count: int = 0
    words: Mapping[str, str] = field(default_factory=dict)
    of: Literal["decisions", "parameters", "files", "returns", "content"] = "content"
    meeting: str = ""


def tasks(path: Path) -> list[Task]:
    """All of them, of a parameter file that may be half filled in; ConfigError where it is no file of parameters at all."""
    place = ProjectPlace.asked(path)
    file = yaml_file.load(path)
    marks = unfilled(path, thorough=True)
    faults = faults_beside_marks(file, place)
    own = [problem for problem in (*marks, *faults) if problem.file == file.name and not _is_of_inputs(problem)]
    of_files = [problem for problem in (*marks, *faults) if problem.file != file.name or _is_of_inputs(problem)]
    told = in_words(path, (*own, *of_files))
    own, of_files = told[: len(own)], told[len(own) :]
    found = [
        *_of_decisions(file, place),
        _of_parameters(path, own, place),
        _task("files", messages.task_files(folder=f"data/{path.stem}/"), of_files, _guide(of_files, place)),
        *_of_returns(file, place),
    ]
    waits = any(task.state == "open" for task in found)
    return [*found, Task(messages.task_content(), "waits" if waits else "open")]


def _of_parameters(path: Path, problems: list[Problem], place: ProjectPlace) -> Task:
    title = messages.task_parameters(file=f"{path.parent.name}/{path.name}")
    words = words_of(path) if problems else {}
    return replace(_task("parameters", title, problems, _by_workbook(problems, place)), words=words)


def _task(of: Literal["parameters", "files"], title: str, problems: list[Problem], hint: str) -> Task:
    return Task(title, "open" if problems else "done", tuple(problems), hint if problems else "", of=of)


def _is_of_inputs(problem: Problem) -> bool:
    return problem.header.startswith("inputs.")


def _by_workbook(problems: list[Problem], place: ProjectPlace) -> str:
    """How a workbook is filled in instead of the parameter file: the one that is there, or one that a command makes."""
    meeting = place.file.stem
    if not any(problem.code == "C13" for problem in problems):
        return ""
    try:
        form = written_forms(place.file)[-1]
    except PacketError:
        return messages.task_by_workbook(meeting=meeting)
    return messages.task_in_workbook(meeting=meeting, file=f"data/{meeting}/{form.name}")


def _guide(problems: list[Problem], place: ProjectPlace) -> str:
    guide = f"data/{place.file.stem}/{input_guide.FILE}"
    return messages.task_guide(file=guide) if problems and (place.root / guide).is_file() else ""


def _of_decisions(file: YamlFile, place: ProjectPlace) -> Iterator[Task]:
    """Nothing where the file names no meeting before it, or where what it says of it is no name."""
    said = file.data.get("previous")
    name = said.get("meeting") if isinstance(said, dict) else None
    if not isinstance(said, dict) or not isinstance(name, str) or name == place.file.stem:
        return
    title = messages.task_decisions(meeting=name)
    try:
        old = Params.read(place.file.with_name(f"{name}.yaml"), before_intake=True)
        is_recorded = form_files.find(old) is not None or bool(said.get("no_decisions"))
    except PacketError as error:
        yield Task(title, "open", error.problems, of="decisions", meeting=name)
        return
    if is_recorded or not was_held(old, _day_of(file)):
        yield Task(title, "done" if is_recorded else "optional", of="decisions", meeting=name)
        return
    told = messages.C17_no_decisions(meeting=name, date=old.meeting.date.text())
    yield Task(title, "open", (file.problem(told, ("previous",)),), of="decisions", meeting=name)


def _day_of(file: YamlFile) -> date:
    """The day of the meeting, or else the one up to which its inventory is counted; the last there is where neither is known."""
    for group, key in (("meeting", "date"), ("as_of", "inventory")):
        values = file.data.get(group)
        with contextlib.suppress(roc.BadDate, TypeError, AttributeError, ValueError):
            return roc.parse_date(values[key])  # type: ignore[index]
    return date.max


def _of_returns(file: YamlFile, place: ProjectPlace) -> Iterator[Task]:
    if not isinstance(file.data.get("returns"), dict):
        return
    given = file.data.get("inputs")
    paths = given.values() if isinstance(given, dict) else ()
    is_taken = any(isinstance(path, str) and Path(path).parent.name == ACCEPTED for path in paths)
    meeting = place.file.stem
    hint = messages.task_send_forms(meeting=meeting, folder=f"data/{meeting}/returns/")
    yield Task(messages.task_returns(), "done" if is_taken else "optional", hint="" if is_taken else hint, of="returns")
