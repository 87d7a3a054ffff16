"""What this program says to people names no unit of the ministry that it was first made for: another body reads the same texts."""

import ast
import re

import pytest

from reportlib.meeting.agencies import AgencyRegister
from reportlib.new import starter

# Read and said to nobody: another name of a column, and what is taken out of a rulebook.
READ_ONLY = {"records/opening_tables.py": {"資訊中心檢視"}, "new/starter.py": {"資訊中心"}}


@pytest.fixture(scope="module")
def names(root):
    """How the ministry's units are called, whatever way."""
    register = AgencyRegister.read(root / "params" / "agencies" / "moea.csv")
    found = {name for one in register.every for name in (one.name, one.short, *one.aliases)}
    assert {"水利署", "台糖", "經濟部本部"} <= found
    return re.compile("|".join(sorted(map(re.escape, found), key=len, reverse=True)))


def said_in(source):
    """The texts of a module that are not docstrings."""
    tree = ast.parse(source)
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]
    told = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in texts if id(node) not in told]


def test_a_text_is_found_in_a_module_and_its_docstrings_are_not():
    source = '"""水利署"""\nA = {"a": f"{B}水利署 {C}"}\ndef f():\n    """水利署"""\n    return "水利署"\n'
    assert sorted(said_in(source)) == ["a", "水利署", "水利署 "]


def test_no_text_of_the_program_names_a_unit_of_the_ministry(root, names):
    found = []
    for path in sorted((root / "reportlib").rglob("*.py")):
        place = path.relative_to(root / "reportlib").as_posix()
        texts = [text for text in said_in(path.read_text("utf-8")) if text not in READ_ONLY.get(place, ())]
        found += [f"{place}: {text}" for text in texts if names.search(text)]
    assert found == []


def test_no_page_of_the_program_names_a_unit_of_the_ministry(root, names):
    kinds = {".html", ".js", ".css", ".typ", ".j2"}
    pages = [path for path in (root / "reportlib").rglob("*") if path.suffix in kinds]
    assert pages and [path.name for path in pages if names.search(path.read_text("utf-8"))] == []


def test_no_rulebook_that_a_project_is_begun_with_names_one(names):
    # 本部 in identities is found in the texts of bodies that call themselves so.
    found = {name: names.findall(text.replace("本部", "")) for name, text in starter.rulebooks()}
    assert {name: units for name, units in found.items() if units} == {}
