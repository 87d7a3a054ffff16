"""The list of things to do that ``packet check`` prints: plain signs, which every console shows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.errors import Problem
from reportlib.facts.facts import Rows
from reportlib.language import say

if TYPE_CHECKING:
    from reportlib.new.tasks import Task

_SIGNS = {"done": "[x]", "open": "[ ]", "waits": "[ ]", "optional": "[-]"}
_NAMED = 3  # so many keys of a part of the parameter file are named, more are counted


def lines_of(tasks: Iterable[Task]) -> Iterator[str]:
    """The list, a line each: what is done ticked, what is open with its places."""
    for number, task in enumerate(tasks, 1):
        number_wrong = task.count or len(task.problems)
        count = messages.task_count(count=number_wrong) if number_wrong else ""
        if task.of == "parameters" and (wrong := sum(problem.code != "C13" for problem in task.problems)):
            count = messages.task_count_wrong(count=number_wrong, wrong=wrong)
        waits = messages.task_waits() if task.state == "waits" else ""
        yield f"  {_SIGNS[task.state]} {number}. {task.title}{count}{waits}"
        if task.hint:
            yield f"         {task.hint}"
        yield from (f"         {line}" for line in _places(task.problems, task.words))


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


def _places(problems: Iterable[Problem], words: Mapping[str, str]) -> Iterator[str]:
    """A line a problem; what is still to be filled in of one part of the parameter file (agenda #2), or in a workbook of it, in one line."""
    marks: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        if _is_mark(problem):
            marks.setdefault(_together(problem), []).append(problem)
    for problem in problems:
        if not _is_mark(problem):
            yield str(problem)
        elif found := marks.pop(_together(problem), None):
            yield _marks(found, words)


def _is_mark(problem: Problem) -> bool:
    return problem.code == "C13" and problem.row is not None


def _together(problem: Problem) -> tuple[str, str]:
    """What is told in one line: a workbook, or the part of the parameter file that a key is in, meeting or agenda #2."""
    if not problem.file.endswith(".yaml"):
        return problem.file, ""
    first, _, rest = problem.header.partition(".")
    return problem.file, first if rest or first.partition(" ")[2] else problem.header


def _marks(problems: Sequence[Problem], words: Mapping[str, str]) -> str:
    file, part = _together(problems[0])
    rows = Rows("", "", tuple(sorted({problem.row or 0 for problem in problems}))).ranges()
    named = messages.listed(
        say(words.get(one.header, one.header), one.header) for one in problems[: None if len(problems) <= _NAMED else 1]
    )
    if len(problems) <= _NAMED:
        what = messages.task_marks_few(keys=named)
    elif part:
        what = messages.task_marks_many(part=say(words.get(part, part), part), count=len(problems))
    else:
        what = messages.task_marks_more(first=named, count=len(problems))
    if part:
        return f"C13 {messages.task_marks(rows=rows, what=what)}"
    return f"C13 {messages.task_marks_in_workbook(file=file, rows=rows, what=what)}"
