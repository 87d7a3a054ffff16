"""The walks of docs/architecture.md: a thing followed through the code, a file and a function a line."""

import ast
import itertools
import re

import pytest

from tests.whole.test_rooms import ROOMS

WALK = re.compile(r"^## A walk: (.+)\n((?:(?!^## ).*\n?)*)", re.MULTILINE)
STEP = re.compile(r"^\d+\. `([\w/-]+\.\w+): ([\w.]+)` — \S", re.MULTILINE)
NUMBERED = re.compile(r"^\d+\. ", re.MULTILINE)
A_BAD_CELL, A_CELL = "a bad cell of a return to its mark", "a cell of the catalogue to a number on the page"


def walks(root) -> dict[str, list[tuple[str, str]]]:
    """The steps of each walk, (file, function), by the walk's name."""
    text = (root / "docs" / "architecture.md").read_text("utf-8")
    return {name: STEP.findall(told) for name, told in WALK.findall(text)}


def defined(path) -> set[str]:
    """The functions and classes of a module, and of each class its methods as ``Class.method``."""
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
            names |= {f"{node.name}.{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return names


def test_every_line_of_a_walk_is_a_file_and_a_function_that_are_there(root):
    text = (root / "docs" / "architecture.md").read_text("utf-8")
    assert {A_BAD_CELL, A_CELL} == walks(root).keys()
    for name, told in WALK.findall(text):
        steps = STEP.findall(told)
        assert len(steps) == len(NUMBERED.findall(told)) > 1, name
        for file, function in steps:
            assert function in defined(root / "reportlib" / file), f"{name}: {file}: {function}"


def test_no_walk_turns_back_to_a_file_or_a_room_that_it_has_left(root):
    for name, steps in walks(root).items():
        files = [file for file, _ in itertools.groupby(file for file, _ in steps)]
        rooms = [room for room, _ in itertools.groupby(file.partition("/")[0].removesuffix(".py") for file in files)]
        assert len(set(files)) == len(files) and len(set(rooms)) == len(rooms), name
        assert set(rooms) <= set(ROOMS), name


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("1. `records/dates.py: dates_of` — none\n", [("records/dates.py", "dates_of")]),
        ("2. `records/located.py: Header.at` — its place\n", [("records/located.py", "Header.at")]),
        ("3. `records/dates.py` and so on\n", []),
    ],
)
def test_a_step_names_its_file_and_its_function(line, steps):
    assert STEP.findall(line) == steps
