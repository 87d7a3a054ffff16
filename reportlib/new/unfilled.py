"""What a person still has to fill in."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from reportlib import roc
from reportlib.errors import ConfigError, InputError, Problem, quoted
from reportlib.facts.facts import Rows
from reportlib.language import say
from reportlib.meeting import yaml_file
from reportlib.meeting.fields import ACCEPTED, ProjectPlace
from reportlib.meeting.params import Params
from reportlib.readers import files, sheets

MARK = "待填"
CODE = "C13"
# What is no longer true of a row that is carried over: cleared, or for a person to say anew.
STALE = {"members": {"newly_appointed": ""}, "resolutions": {"proposal": MARK}}


# -- what is left to fill in -------------------------------------------------------------------------------------------------


def unfilled(path: Path, thorough: bool = True) -> list[Problem]:
    """Every mark that is still in a parameter file or in the inputs it names, and every input with nothing but its header.

    Empty where there is none. ``thorough`` also opens workbooks, which takes a while. ConfigError where the parameter file
    is no YAML that can be read; an input that cannot be read is left to the check of the inputs.
    """
    file = yaml_file.load(path)
    todo = say("請填寫，並刪去「待填」。", "Fill it in, and delete the mark.")
    problems = [
        file.problem(CODE, key, say(f"{quoted(value)}還沒有填寫。", f"{quoted(value)} is still to be filled in."), todo)
        for key, value in marks_in(file)
    ]
    given, empty = file.data.get("inputs"), file.data.get("empty_inputs")
    for field, value in given.items() if isinstance(given, dict) else ():
        if field == "publishers" or not isinstance(value, str) or value.startswith(MARK):
            continue
        may_be_empty = field == "history" or isinstance(empty, list) and field in empty
        with contextlib.suppress(InputError, OSError, ValueError):
            problems += _unfilled_input(ProjectPlace.of(path).file.parent / value, field, may_be_empty, thorough)
    return problems


def marks_in(file: yaml_file.YamlFile) -> Iterator[tuple[yaml_file.Key, str]]:
    def walk(value: object, key: yaml_file.Key) -> Iterator[tuple[yaml_file.Key, str]]:
        if isinstance(value, str) and value.startswith(MARK):
            yield key, value
        for part, inner in (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        ):
            yield from walk(inner, (*key, part))

    yield from walk(file.data, ())


def _unfilled_input(path: Path, field: str, may_be_empty: bool, thorough: bool) -> Iterator[Problem]:
    if path.parent.name == ACCEPTED:  # what the intake has written is complete as it is
        return
    if not path.is_file() or not (thorough or path.suffix == ".csv" and path.stat().st_size < 100_000):
        return
    for sheet in files.read(path):
        if sheet.hidden:
            continue
        filled = [
            n for n, row in enumerate(sheet.rows, 1) if any(str(cell).strip() for cell in row if cell is not None)
        ]
        if len(filled) == 1 and not may_be_empty:
            todo = say(
                f"請貼上資料；本次確實沒有任何一筆時，請在參數檔寫 empty_inputs: [{field}]。",
                f"Paste the data; where there really is none this time, write empty_inputs: [{field}] in the parameter file.",
            )
            yield Problem(CODE, say("只有標題列。", "there is nothing but the header."), todo, path.name, sheet.name)
        marked: dict[int, list[int]] = {}
        for number, row in enumerate(sheet.rows, 1):
            for place, cell in enumerate(row, 1):
                if isinstance(cell, str) and cell.strip().startswith(MARK):
                    marked.setdefault(place, []).append(number)
        for place, numbers in sorted(marked.items()):
            header = str(sheet.rows[filled[0] - 1][place - 1] or "") if place <= len(sheet.rows[filled[0] - 1]) else ""
            ranges = Rows("", "", tuple(numbers)).ranges()
            what = say(f"第 {ranges} 列還沒有填寫。", f"rows {ranges} are still to be filled in.")
            todo = say("請填寫，並刪去「待填」。", "Fill them in, and delete the marks.")
            yield Problem(CODE, what, todo, path.name, sheet.name, column=sheets.column_letter(place), header=header)


def same_day_elsewhere(params: Params) -> list[str]:
    """A notice for each other meeting of the same body that is counted up to the same day: was the date moved on?"""
    found = []
    for path in sorted(params.path.parent.glob("*.yaml")):
        if path == params.path:
            continue
        with contextlib.suppress(ConfigError, roc.BadDate, KeyError, TypeError, AttributeError):
            data = yaml_file.load(path).data
            meeting, as_of = data["meeting"], data["as_of"]
            if not isinstance(meeting, dict) or not isinstance(as_of, dict):
                continue
            if meeting["body"] == params.meeting.body and roc.parse_date(as_of["inventory"]) == params.as_of.inventory:
                day = roc.format_date(params.as_of.inventory)
                found.append(
                    say(
                        f"資料統計日 {day} 與 {path.stem} 相同，請確認。",
                        f"as_of.inventory, {day}, is that of {path.stem} too: check it.",
                    )
                )
    return found
