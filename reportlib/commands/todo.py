"""The list of things to do that ``packet check`` prints: plain signs, which every console shows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.errors import Problem
from reportlib.facts.facts import Rows

if TYPE_CHECKING:
    from reportlib.new.tasks import Task

_SIGNS = {"done": "[x]", "open": "[ ]", "waits": "[ ]", "optional": "[-]"}
_NAMED = 3  # so many keys of a part of the parameter file are named, more are counted


def lines_of(tasks: Iterable[Task]) -> Iterator[str]:
    """The list, a line each: what is done ticked, what is open with its places."""
    for number, task in enumerate(tasks, 1):
        number_wrong = task.count or len(task.problems)
        count = messages.task_count(count=number_wrong) if number_wrong else ""
        waits = messages.task_waits() if task.state == "waits" else ""
        yield f"  {_SIGNS[task.state]} {number}. {task.title}{count}{waits}"
        if task.hint:
            yield f"         {task.hint}"
        yield from (f"         {line}" for line in _places(task.problems))


def tell_open(path: Path, tasks: Sequence[Task]) -> int:
    """Print what is left to do before anything can be computed; the exit code."""
    left = [task for task in tasks if task.problems]
    count = sum(len(task.problems) for task in left)
    print(messages.still_to_fill_in(meeting=path.stem, count=count), file=sys.stderr)
    for line in lines_of(tasks):
        print(line, file=sys.stderr)
    waiting = sum(task.state == "waits" for task in tasks)
    print(messages.things_left(left=len(left) + waiting, count=count), file=sys.stderr)
    print(messages.check_again(meeting=path.stem), file=sys.stderr)
    return 3


def _places(problems: Iterable[Problem]) -> Iterator[str]:
    """A line a problem; what is still to be filled in of one part of the parameter file (agenda #2) in one line."""
    marks: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        if problem.code == "C13" and problem.row is not None:
            marks.setdefault((problem.file, _part(problem.header)), []).append(problem)
    told: set[tuple[str, str]] = set()
    for problem in problems:
        part = problem.file, _part(problem.header)
        if problem.code != "C13" or problem.row is None:
            yield str(problem)
        elif part not in told:
            told.add(part)
            yield _marks(part[1], marks[part])


def _part(key: str) -> str:
    """The part of the parameter file that a key is in, meeting or agenda #2; of what the workbook calls it its place, 議程第二項議題一."""
    if "　" in key:
        return key.partition("　")[0]
    first, _, rest = key.partition(".")
    return first if rest or first.partition(" ")[2] else key


def _marks(part: str, problems: Sequence[Problem]) -> str:
    rows = Rows("", "", tuple(sorted({problem.row or 0 for problem in problems}))).ranges()
    few = messages.listed(problem.header for problem in problems) if len(problems) <= _NAMED else ""
    what = messages.task_marks_few(keys=few) if few else messages.task_marks_many(part=part, count=len(problems))
    file = problems[0].file
    if file.endswith(".yaml"):
        return f"C13 {messages.task_marks(rows=rows, what=what)}"
    return f"C13 {messages.task_marks_in_workbook(file=file, rows=rows, what=what)}"
