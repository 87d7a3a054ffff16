"""What makes a result beside a meeting's files: code and packages."""

import platform
import shutil

import pytest

import reportlib
from reportlib.store import made_by
from tests.whole.test_rooms import graph, room_of

code, environment = made_by.code_now, made_by.environment


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A few files of reportlib in a folder of their own, taken for the whole."""
    for name in ("__init__.py", "media/annexes.py", "media/styles/look.typ", "measures/counting.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(f"{reportlib.__path__[0]}/{name}", tmp_path / name)
    monkeypatch.setattr(reportlib, "__file__", str(tmp_path / "__init__.py"))
    return tmp_path


def test_a_notebook_reaches_none_of_the_rooms_that_are_left_out(root):
    imports = graph(root)
    left = {module for module in imports if room_of(module) == "execute"} | set(reportlib._HOMES.values())
    reached: set[str] = set()
    while left:
        module = left.pop()
        reached.add(module)
        left |= {one for one in imports[module] if one not in reached and one != "reportlib"}
    assert {room_of(module) for module in reached} & made_by.NOT_OF_NOTEBOOKS == set()
    assert set(map(room_of, imports)) > made_by.NOT_OF_NOTEBOOKS


@pytest.mark.parametrize(
    ("name", "is_of_notebooks"),
    [("measures/counting.py", True), ("media/annexes.py", False), ("media/styles/look.typ", False)],
)
def test_code_counts_where_it_can_be_reached(copied, name, is_of_notebooks):
    whole, reached = code(), code(made_by.NOT_OF_NOTEBOOKS)
    assert (code(), code(made_by.NOT_OF_NOTEBOOKS)) == (whole, reached)
    with (copied / name).open("ab") as file:
        file.write(b"\n")
    assert code() != whole
    assert (code(made_by.NOT_OF_NOTEBOOKS) != reached) == is_of_notebooks


def test_a_file_that_is_renamed_is_other_code(copied):
    before = code()
    (copied / "measures/counting.py").rename(copied / "measures/counted.py")
    assert code() != before


def test_compiled_files_are_no_code(copied):
    before = code()
    (copied / "__pycache__").mkdir()
    (copied / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert code() == before


def test_another_version_of_a_package_or_of_python_is_another_environment(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "one-1.0.dist-info").mkdir()
    before = environment()
    assert environment() == before
    (tmp_path / "one-1.0.dist-info").rename(tmp_path / "one-1.1.dist-info")
    later = environment()
    assert later != before
    monkeypatch.setattr(platform, "platform", lambda: "another machine")
    assert environment() != later
