"""What a section notebook may be: it asks, shows and reads (C09, and C10 by ``code_rules``).

Checked before anything runs, from the notebook's text alone. What a notebook may do while it runs is held by
``guard.guard``; whether it did all of it is judged by ``judging``.
"""

from __future__ import annotations

import ast
import difflib
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import nbformat

from reportlib import messages
from reportlib.errors import ConfigError, Problem
from reportlib.execute.code_rules import code_problems

PARAMETER = "params_file"
SENTINEL = "section.close()"
MOST_PROBLEMS = 20


def check_notebook(path: Path) -> nbformat.NotebookNode:
    """The notebook without its stored outputs, if it is one that may run; ConfigError with every problem (C09 its make, C10 its code)."""
    nb = _read(path)
    problems = [*_make_problems(nb), *_code_problems(nb)]
    if problems:
        shown = [problem.at(path.name) for problem in problems[:MOST_PROBLEMS]]
        if more := len(problems) - len(shown):
            shown.append(messages.C10_more_problems(count=more).at(file=path.name))
        raise ConfigError(*shown)
    return nb


def title(nb: nbformat.NotebookNode) -> str:
    """The section's title: the heading ``# …`` of the first cell, or an empty text."""
    if nb.cells and nb.cells[0].cell_type == "markdown":
        heading = re.match(r"\s*#[ \t]+(.+?)[ \t#]*$", nb.cells[0].source, re.M)
        if heading:
            return heading[1]
    return ""


def stored_outputs_problems(nb: nbformat.NotebookNode) -> list[str]:
    """What is missing for a comparison with the stored outputs: nbval passes a cell that has none."""
    problems = []
    for number, cell in _code_cells(nb):
        if "parameters" in _tags(cell):
            continue
        place = cell_place(number)
        if not cell.outputs:
            problems.append(messages.no_stored_output(cell=place))
        if cell.execution_count is None:
            problems.append(messages.no_execution_count(cell=place))
        if any(output.output_type == "error" for output in cell.outputs):
            problems.append(messages.stored_error(cell=place))
        if any(output.output_type == "stream" and output.name == "stderr" for output in cell.outputs):
            problems.append(messages.stored_warning(cell=place))
    return problems


def cell_place(number: int) -> str:
    """How a cell is named in a message: counted from 1, text cells too."""
    return messages.cell_number(number=number)


def _read(path: Path) -> nbformat.NotebookNode:
    again = messages.save_in_jupyterlab()

    def refuse(what: str, todo: str = again) -> ConfigError:
        return ConfigError(Problem("C09", what, todo, file=path.name))

    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError:
        others = sorted(other.stem for other in path.parent.glob("*.ipynb"))
        near = difflib.get_close_matches(path.stem, others, 1)
        raise refuse(
            messages.C09_no_such_notebook.text(),
            messages.is_it(near=near[0]) if near else messages.sections_there_are(sections=others),
        ) from None
    except (ValueError, RecursionError):
        raise refuse(messages.C09_notebook_no_json.text()) from None
    version = data.get("nbformat") if isinstance(data, dict) else None
    if version != 4:
        raise refuse(messages.C09_notebook_version.text(version=version))
    drop_outputs(data)
    nb = nbformat.from_dict(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            nbformat.validate(nb)
            return nbformat.reads(json.dumps(data), as_version=4)
    except (nbformat.ValidationError, Warning, AttributeError, KeyError, TypeError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise refuse(messages.C09_notebook_not_valid.text(reason=reason)) from None


def drop_outputs(data: dict) -> None:
    """Empty the stored outputs of a notebook's JSON, in place: they are for nbval, large, and no part of a run."""
    for cell in data["cells"] if isinstance(data.get("cells"), list) else ():
        if isinstance(cell, dict) and "outputs" in cell:
            cell["outputs"] = []


def _tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def _code_cells(nb: nbformat.NotebookNode) -> Iterator[tuple[int, nbformat.NotebookNode]]:
    return ((number, cell) for number, cell in enumerate(nb.cells, 1) if cell.cell_type == "code")


def _make_problems(nb: nbformat.NotebookNode) -> Iterator[Problem]:
    """Problems of the notebook's make."""
    code_cells = list(_code_cells(nb))
    if not title(nb):
        yield messages.C09_no_section_title()
    tagged = [(number, cell) for number, cell in enumerate(nb.cells, 1) if "parameters" in _tags(cell)]
    if len(tagged) != 1:
        yield messages.C09_parameters_not_tagged_once(count=len(tagged))
    for number, cell in tagged:
        if cell.cell_type != "code" or not _assigns_parameter_only(cell.source):
            yield messages.C09_parameters_cell_sets_more(cell=cell_place(number), parameter=PARAMETER)
    for number, cell in enumerate(nb.cells, 1):
        if "injected-parameters" in _tags(cell):
            yield messages.C09_parameters_left_behind(cell=cell_place(number))
    if not code_cells or code_cells[-1][1].source.strip() != SENTINEL:
        yield messages.C09_no_closing_cell(sentinel=SENTINEL)


def _assigns_parameter_only(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return False
    match body:
        case [ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str()))]:
            return name == PARAMETER
    return False


def _code_problems(nb: nbformat.NotebookNode) -> Iterator[Problem]:
    """Problems of the notebook's code."""
    for number, cell in _code_cells(nb):
        seen = set()
        for line, what, todo in code_problems(cell.source):
            if (line, what) not in seen:  # one sentence for a comprehension, not two
                seen.add((line, what))
                yield messages.C10_code_not_allowed(number=number, line=line, what=what, todo=todo)
