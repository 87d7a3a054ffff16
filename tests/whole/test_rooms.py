"""The rooms of the house, from the top of the stairs down: a file imports from its own room and from those under it."""

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat

import reportlib

ROOMS = (
    "__main__ installing commands desk batch new returns minutes letters build packets public decisions fetching execute media workbooks measures judging document records display meeting "
    "files oas readers model facts terminal temporary system stopping store writing fonts look roc messages errors privacy filenames cells text "
    "language wording __init__"
).split()
FLOOR = {room: floor for floor, room in enumerate(ROOMS)}
# What draws a page knows what it is given, and nothing of where that came from.
MEDIA_KNOW = {
    "media",
    "workbooks",
    "document",
    "model",
    "facts",
    "temporary",
    "system",
    "stopping",
    "store",
    "cells",
    "errors",
    "fonts",
    "look",
    "language",
    "messages",
    "text",
    "wording",
    "writing",
    "__init__",
}
A_NAME = re.compile(r"\breportlib(?:\.\w+)+")
AN_IMPORT = re.compile(r"\bfrom (reportlib(?:\.\w+)*) import (\w+)")


def files(root: Path) -> dict[str, Path]:
    """Every module of reportlib by its dotted name; a package stands for its ``__init__``."""
    found = {}
    for path in sorted((root / "reportlib").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def spoken(tree: ast.Module) -> Iterator[str]:
    """Every text of a module that is no docstring: what a child process is told to import stands in one."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = {id(node.body[0].value) for node in nodes if node.body and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def imports_of(path: Path, modules: dict[str, Path]) -> set[str]:
    """The modules of reportlib that a file imports, anywhere in it, also by a name in a text."""
    tree, found = ast.parse(path.read_text("utf-8")), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "reportlib":
            found |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names if name.name.split(".")[0] == "reportlib"}
    for text in spoken(tree):
        found |= {".".join(pair) for pair in AN_IMPORT.findall(text)} | set(A_NAME.findall(AN_IMPORT.sub("", text)))
    return {module_of(name, modules) for name in found}


def module_of(name: str, modules: dict[str, Path]) -> str:
    """The module that a dotted name is in: the longest beginning that is one."""
    while name not in modules:
        name = name.rpartition(".")[0]
    return name


@functools.cache
def graph(root: Path) -> dict[str, set[str]]:
    modules = files(root)
    return {module: imports_of(path, modules) - {module} for module, path in modules.items()}


def test_every_file_is_in_a_room_of_the_table_and_every_room_has_files(root):
    assert {room_of(module) for module in files(root)} == set(ROOMS)


def test_imports_lead_only_down_the_stairs(root):
    upward = [
        f"{module} imports {imported}"
        for module, imports in graph(root).items()
        for imported in imports
        # The public names of the notebooks are a table of where they live, which is above.
        if FLOOR[room_of(imported)] < FLOOR[room_of(module)] and module != "reportlib"
    ]
    assert upward == []


def test_no_two_files_import_each_other_not_even_by_way_of_others(root):
    waiting = {module: set(imports) for module, imports in graph(root).items() if module != "reportlib"}
    while free := [module for module, imports in waiting.items() if not imports & waiting.keys()]:
        for module in free:
            del waiting[module]
    assert waiting == {}


def test_the_look_at_imports_sees_those_written_as_text(tmp_path):
    (tmp_path / "reportlib" / "execute").mkdir(parents=True)
    for name in ("__init__", "execute/__init__", "execute/kernels", "execute/preload"):
        (tmp_path / "reportlib" / f"{name}.py").write_text("", "utf-8")
    path = tmp_path / "reportlib" / "one.py"
    path.write_text(
        '"""As reportlib.text says."""\ncode = f"from reportlib.execute import kernels; {1}"\nLOAD = ["reportlib.execute.preload"]\n',
        "utf-8",
    )
    assert imports_of(path, files(tmp_path)) == {"reportlib.execute.kernels", "reportlib.execute.preload"}


def test_what_draws_a_page_knows_only_what_it_is_given(root):
    modules = files(root)
    for module, path in modules.items():
        if module.startswith(
            ("reportlib.media.html", "reportlib.media.pdf", "reportlib.media.slides", "reportlib.media.annexes")
        ):
            assert {room_of(imported) for imported in imports_of(path, modules)} <= MEDIA_KNOW, module


def test_the_child_process_imports_the_ground_only(root):
    ground = set(ROOMS[ROOMS.index("stopping") :]) | {"readers", "oas"}
    for module, imports in graph(root).items():
        if ".child" in module:
            assert {room_of(imported) for imported in imports} <= ground, module
            assert all(
                ".child" in name or name == "reportlib.readers.confined"
                for name in imports
                if room_of(name) in ("readers", "oas")
            )


def test_inputs_and_the_build_know_no_measure(root):
    for module, imports in graph(root).items():
        if room_of(module) in ("readers", "records") or module == "reportlib.build.build":
            assert "measures" not in map(room_of, imports), module


def test_every_package_says_in_one_sentence_what_it_is(root):
    for path in (root / "reportlib").rglob("__init__.py"):
        said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        assert path.parent.name == "reportlib" or ("\n" not in said and said.endswith(".")), path


def test_no_output_reads_the_clock_or_chance(root):
    for module, path in files(root).items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                banned = ("now", "today", "utcnow", "uuid4", "getuser", "gethostname")
                assert node.attr not in banned, f"{module}: {node.attr}"


def test_the_public_names_are_complete_and_load(root):
    used = set()
    for path in (root / "notebooks").rglob("*.ipynb"):
        for cell in nbformat.read(path, 4).cells:
            if cell.cell_type == "code" and not cell.source.startswith("%"):
                nodes = [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.ImportFrom)]
                used |= {name.name for node in nodes if node.module == "reportlib" for name in node.names}
    assert used and used <= set(reportlib.__all__)
    for name in reportlib.__all__:
        assert getattr(reportlib, name) is not None


def test_type_checkers_see_each_public_name_where_it_lives(root):
    tree = ast.parse((root / "reportlib" / "__init__.py").read_text("utf-8"))
    (typed,) = (node.body for node in tree.body if isinstance(node, ast.If))
    assert {name.name: node.module for node in typed for name in node.names} == reportlib._HOMES
    assert (root / "reportlib" / "py.typed").is_file()
