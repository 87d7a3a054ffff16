"""A new section: a notebook that may run as it is, and its place in the agenda."""

import json
from types import SimpleNamespace

import pytest

from reportlib.commands import new_section
from reportlib.errors import ConfigError, UsageError
from reportlib.execute.lint import check_notebook, title
from reportlib.new import rewritten, section_notebook
from reportlib.new.section_notebook import add_section, place_section, write_section
from tests.support.tiny_project import tiny_project

FLOW = "agenda:\n  - topics:\n    - sections: [10-inventory, 20-quality]  # 兩章\n  - sections: [75-returns]\n"
BLOCK = "agenda:\n  - sections:\n      - 10-inventory\n      - 20-quality\n"


@pytest.fixture
def project(tmp_path):
    for name in ("10-inventory", "20-quality", "75-returns"):
        (tmp_path / "notebooks").mkdir(exist_ok=True)
        (tmp_path / "notebooks" / f"{name}.ipynb").write_text("{}", "utf-8")
    return tmp_path


def test_a_title_gets_the_next_number_and_its_notebook_passes_the_lint_of_sections(project):
    path = write_section(project, "我的　章節", "", "harbour-1-1")
    assert path.name == "80-section.ipynb" and title(check_notebook(path)) == "我的 章節"
    assert 'params_file = "../params/harbour-1-1.yaml"' in path.read_text("utf-8").replace("\\", "")
    assert write_section(project, "又一章", "", "harbour-1-1").name == "85-section.ipynb"


def test_behind_the_last_number_comes_the_next_free_one(project):
    (project / "notebooks" / "99-last.ipynb").write_text("{}", "utf-8")
    assert write_section(project, "一章", "", "m").name == "98-section.ipynb"


def test_a_name_is_taken_as_it_is_with_its_title(project):
    path = write_section(project, "33-training", "教育訓練", "m")
    assert (path.name, title(check_notebook(path))) == ("33-training.ipynb", "教育訓練")


def test_a_notebook_that_is_there_is_never_written_over(project):
    with pytest.raises(ConfigError, match=r"C09.*75-returns\.ipynb"):
        write_section(project, "75-returns", "x", "m")
    assert (project / "notebooks" / "75-returns.ipynb").read_text("utf-8") == "{}"


@pytest.mark.parametrize("asked", ["", " ", "# 章", "長" * 41])
def test_a_title_that_is_none_is_refused(project, asked):
    with pytest.raises(UsageError, match="C05"):
        write_section(project, asked, "", "m")
    assert not (project / "notebooks" / "80-section.ipynb").exists()


@pytest.mark.parametrize(
    ("text", "after", "line"),
    [
        (FLOW, "10-inventory", "    - sections: [10-inventory, 33-new, 20-quality]  # 兩章"),
        (FLOW, "", "  - sections: [75-returns, 33-new]"),
        (BLOCK, "10-inventory", "      - 33-new"),
        (BLOCK + "appendices: [75-returns]\n", "", "      - 33-new"),
        (BLOCK + "appendices: [75-returns]\n", "75-returns", "appendices: [75-returns, 33-new]"),
    ],
)
def test_a_section_is_put_behind_another_and_nothing_else_changes(tmp_path, monkeypatch, text, after, line):
    params = tmp_path / "m.yaml"
    params.write_text(text, "utf-8")
    monkeypatch.setattr(section_notebook, "rewrite", lambda path, changed, command: changed)
    changed = place_section(params, "33-new", after)
    assert line in changed.splitlines()
    assert changed.count("33-new") == 1
    assert changed.replace(", 33-new", "").replace("      - 33-new\n", "") == text


def test_no_notebook_is_left_where_the_agenda_has_no_place_for_it(project):
    params = project / "m.yaml"
    params.write_text(FLOW, "utf-8")
    with pytest.raises(ConfigError, match=r"C05.*99-none.*10-inventory"):
        add_section(project, "一章", "", params, "99-none")
    assert not (project / "notebooks" / "80-section.ipynb").exists()


def test_the_agenda_is_taken_back_as_it_was(tmp_path):
    params = tiny_project(tmp_path / "p")
    before = params.read_bytes()
    path, lines = add_section(params.parents[1], "一章", "", params)
    assert path.is_file() and len(lines) == 1 and path.stem in params.read_text("utf-8")
    rewritten.undo(params, section_notebook.COMMAND)
    assert params.read_bytes() == before


def test_the_magic_is_the_command_of_the_terminal(capsys):
    names = {}
    new_section.load(
        SimpleNamespace(register_magic_function=lambda made, kind, name: names.update({name: (kind, made)}))
    )
    kind, magic = names["packet"]
    magic("--version")
    assert kind == "line" and capsys.readouterr().out.startswith("packet ")


def test_a_written_notebook_is_the_same_bytes_each_time(project):
    assert json.dumps(section_notebook.notebook("80-a", "甲", "m")) == json.dumps(
        section_notebook.notebook("80-a", "甲", "m")
    )
