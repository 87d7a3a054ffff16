"""One word, one meaning: a class name stands once in the house, and commands and modules bear the same names."""

import ast
import pkgutil
import re
from collections import defaultdict

import pytest


def class_names(root):
    """Every class of reportlib by its name without underscores and capitals: ``_Table`` and ``Table`` are one word."""
    found = defaultdict(list)
    for path in sorted((root / "reportlib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name.strip("_").lower()].append(f"{path.relative_to(root)}: {node.name}")
    return found


def test_no_class_name_has_two_meanings(root):
    assert {name: places for name, places in class_names(root).items() if len(places) > 1} == {}


@pytest.mark.parametrize(
    ("command", "module"),
    [
        ("build", "build/build"),
        ("check", "build/check"),
        ("explain", "packets/explain"),
        ("verify", "packets/verify"),
        ("diff", "packets/diff"),
        ("new", "new/prepare"),
        ("templates", "returns/templates"),
        ("intake", "returns/intake"),
        ("decisions", "decisions/form"),
        ("minutes", "minutes/minutes"),
    ],
)
def test_a_command_and_the_room_or_module_that_does_it_bear_one_name(root, packet, command, module):
    assert re.search(rf"^ +{command}\b", packet("--help").stdout, re.M)
    assert command in module or command in module.removesuffix("s")
    assert (root / "reportlib" / f"{module}.py").is_file()


def test_every_module_or_name_that_a_comment_or_docstring_gives_exists(root):
    wrong = []
    for path in sorted((root / "reportlib").rglob("*.py")):
        for mention in re.findall(r"`~?(reportlib(?:\.\w+)+)`", path.read_text("utf-8")):
            try:
                pkgutil.resolve_name(mention)
            except (ImportError, AttributeError):
                wrong.append(f"{path.relative_to(root)}: {mention}")
    assert wrong == []
