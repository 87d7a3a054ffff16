"""What a section notebook may be, before it runs."""

import json
import subprocess
import sys

import nbformat
import pytest
from nbformat import v4

from reportlib.errors import ConfigError
from reportlib.execute import lint

PARAMETERS = 'params_file = "../params/x.yaml"'
OPEN = "from reportlib import open_section\n\nsection = open_section(params_file)\nsection"


@pytest.fixture
def write(tmp_path):
    def write(nb, name="10-test"):
        path = tmp_path / f"{name}.ipynb"
        path.write_text(nb if isinstance(nb, str) else json.dumps(nb), "utf-8")
        return path

    return write


def make(*sources, heading="# 資料集盤點", parameters=(PARAMETERS,), last="section.close()"):
    cells = [v4.new_markdown_cell(heading)]
    cells += [v4.new_code_cell(source, metadata={"tags": ["parameters"]}) for source in parameters]
    cells += [v4.new_code_cell(source) for source in (*sources, *([last] if last else []))]
    return v4.new_notebook(cells=cells)


def refused(path):
    with pytest.raises(ConfigError) as caught:
        lint.check_notebook(path)
    return caught.value.problems


def names_cell(problem, number):
    return f"cell {number}" in problem.what


def test_a_notebook_that_asks_shows_and_reads_is_returned_with_its_title(write):
    nb = lint.check_notebook(write(make(OPEN, 'section.accounts()\nx, y = 1, [2, {"a": -3}]\nx + y[0]')))
    assert isinstance(nb, nbformat.NotebookNode)
    assert lint.title(nb) == "資料集盤點"


def test_the_notebooks_of_this_repository_pass(root):
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        assert lint.title(lint.check_notebook(path))


def test_C09_a_notebook_without_parameters_cell_is_refused(write):
    (problem,) = refused(write(make(parameters=())))
    assert problem.code == "C09" and problem.file == "10-test.ipynb" and "parameters" in problem.what


def test_C09_two_parameters_cells_are_refused(write):
    (problem,) = refused(write(make(parameters=(PARAMETERS, PARAMETERS))))
    assert problem.code == "C09" and "2" in problem.what


@pytest.mark.parametrize(
    "source",
    ['params = "x"', f"{PARAMETERS}\nother = 1", "params_file = 1", "params_file = x + 'y'", "", "params_file ="],
)
def test_C09_a_parameters_cell_sets_params_file_and_nothing_else(write, source):
    problem = refused(write(make(parameters=(source,))))[0]
    assert problem.code == "C09" and names_cell(problem, 2) and "params_file" in problem.what


def test_C09_a_stale_injected_cell_is_refused(write):
    nb = make("1")
    nb.cells[2].metadata["tags"] = ["injected-parameters"]
    (problem,) = refused(write(nb))
    assert problem.code == "C09" and names_cell(problem, 3)


def test_C09_a_version_3_notebook_is_refused(write):
    (problem,) = refused(write({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": []}]}))
    assert problem.code == "C09" and "3" in problem.what


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"nbformat": 4}',
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code"}]}',
        "[" * 100_000,
    ],
)
def test_C09_what_is_no_notebook_is_refused_in_plain_words(write, text):
    (problem,) = refused(write(text))
    assert problem.code == "C09" and "\n" not in str(problem)


def test_C09_a_missing_notebook_names_the_nearest(write):
    path = write(make(), "10-inventory")
    (problem,) = refused(path.with_name("10-inventry.ipynb"))
    assert problem.code == "C09" and "10-inventory" in problem.todo


@pytest.mark.parametrize("last", [None, "section.close", "section.close(1)", "1"])
def test_C09_the_last_code_cell_is_the_sentinel(write, last):
    (problem,) = refused(write(make(OPEN, last=last)))
    assert problem.code == "C09" and "section.close()" in problem.what


@pytest.mark.parametrize("heading", ["資料集盤點", "## 資料集盤點", "#", ""])
def test_C09_the_first_cell_is_the_title(write, heading):
    (problem,) = refused(write(make(heading=heading)))
    assert problem.code == "C09" and names_cell(problem, 1)


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("def f(): pass", "def"),
        ("async def f(): pass", "async"),
        ("class A: pass", "class"),
        ("for x in y: x", "for"),
        ("while x: x", "while"),
        ("if x: x", "if"),
        ("try:\n    x\nexcept Exception:\n    y", "try"),
        ("with x: y", "with"),
        ("match x:\n    case 1: y", "match"),
        ("raise x", "raise"),
        ("assert x", "assert"),
        ("del x", "del"),
        ("y; del x", "del"),
        ("x += 1", "x"),
        ("x(lambda: 1)", "lambda"),
        ("[x for x in y]", "for"),
        ("{x: 1 for x in y}", "for"),
        ("x(y for y in z)", "for"),
        ("x if y else z", "if"),
        ("(x := 1)", ":="),
        ("input()", "input"),
        ("open('x')", "open"),
        ("x = open", "open"),
        ("exit", "exit"),
        ("quit()", "quit"),
        ("exec('x')", "exec"),
        ("eval('x')", "eval"),
        ("__import__('os').system('x')", "__import__"),
        ("().__class__", "__class__"),
        ("import sys; sys.exit(0)", "sys"),
        ("import pandas as pd", "pandas"),
        ("from os import system", "os"),
        ("from . import x", "."),
        ("from reportlib.readers.files import read", "reportlib.readers.files"),
        ("from reportlib import *", "*"),
        ("!ls", "!ls"),
        ("x = !ls", "!ls"),
        ("%matplotlib inline", "%matplotlib"),
        ("%%html\n<b>", "%%html"),
        ("x?", "x?"),
        ("x = (", "x = ("),
    ],
)
def test_C10_code_that_belongs_in_reportlib_is_refused_with_cell_and_line(write, source, word):
    problem = refused(write(make(OPEN, f"1\n{source}" if not source.startswith("%%") else source)))[0]
    assert problem.code == "C10" and problem.file == "10-test.ipynb"
    assert names_cell(problem, 4) and word in problem.what


def test_C10_an_unknown_public_name_is_answered_with_the_nearest(write):
    (problem,) = refused(write(make("from reportlib import bar_chrt")))
    assert "bar_chrt" in problem.what and "bar_chart" in problem.todo


def test_a_comprehension_is_one_problem_and_all_problems_are_told_at_once(write):
    one, other = refused(write(make("[x for x in y]", "import os")))
    assert names_cell(one, 3) and names_cell(other, 4)


def test_more_than_twenty_problems_are_counted(write):
    problems = refused(write(make(*["import os"] * 25)))
    assert len(problems) == 21 and "5" in problems[-1].what


def test_names_that_only_look_forbidden_are_allowed(write):
    lint.check_notebook(write(make(OPEN, '"for %s in !ls?"\nsection.exit_format(open_since=1)')))


def test_stored_outputs_are_complete_only_with_output_count_and_no_error_or_warning():
    nb = make("1", "2", last=None)
    for number, cell in enumerate(nb.cells[2:], 1):
        cell.execution_count = number
        cell.outputs = [v4.new_output("execute_result", {"text/plain": "1"}, execution_count=number)]
    assert lint.stored_outputs_problems(nb) == []
    nb.cells[2].outputs, nb.cells[2].execution_count = [], None
    nb.cells[3].outputs += [
        v4.new_output("stream", name="stderr", text="x"),
        v4.new_output("error", ename="E", evalue="", traceback=[]),
    ]
    problems = lint.stored_outputs_problems(nb)
    assert (
        len(problems) == 4
        and all("3" in problem for problem in problems[:2])
        and all("4" in problem for problem in problems[2:])
    )


def test_the_grammar_of_addresses_that_nobody_needs_is_not_built():
    code = "import sys, reportlib.execute.engine, reportlib.execute.lint; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
