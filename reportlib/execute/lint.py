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

from reportlib.errors import ConfigError, Problem, quoted
from reportlib.execute.code_rules import code_problems
from reportlib.language import say

PARAMETER = "params_file"
SENTINEL = "section.close()"
MOST_PROBLEMS = 20


def check_notebook(path: Path) -> nbformat.NotebookNode:
    """The notebook without its stored outputs, if it is one that may run; ConfigError with every problem (C09 its make, C10 its code)."""
    nb = _read(path)
    problems = [*_make_problems(nb), *_code_problems(nb)]
    if problems:
        shown = [Problem(code, what, todo, file=path.name) for code, what, todo in problems[:MOST_PROBLEMS]]
        if more := len(problems) - len(shown):
            shown.append(Problem("C10", say(f"還有 {more} 項。", f"There are {more} more."), file=path.name))
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
            problems.append(say(f"{place}沒有儲存的輸出。", f"{place} has no stored output."))
        if cell.execution_count is None:
            problems.append(say(f"{place}沒有執行編號。", f"{place} has no execution count."))
        if any(output.output_type == "error" for output in cell.outputs):
            problems.append(say(f"{place}儲存了錯誤。", f"{place} has a stored error."))
        if any(output.output_type == "stream" and output.name == "stderr" for output in cell.outputs):
            problems.append(say(f"{place}儲存了警告。", f"{place} has a stored warning."))
    return problems


def cell_place(number: int) -> str:
    """How a cell is named in a message: counted from 1, text cells too."""
    return say(f"第 {number} 格", f"cell {number}")


def _read(path: Path) -> nbformat.NotebookNode:
    again = say("請以 JupyterLab 開啟並重新儲存。", "Open it in JupyterLab and save it again.")

    def refuse(what: str, todo: str = again) -> ConfigError:
        return ConfigError(Problem("C09", what, todo, file=path.name))

    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError:
        others = sorted(other.stem for other in path.parent.glob("*.ipynb"))
        near = difflib.get_close_matches(path.stem, others, 1)
        raise refuse(
            say("找不到這個筆記本。", "there is no such notebook."),
            say(f"是否為 {near[0]}？", f"Did you mean {near[0]}?")
            if near
            else say(f"可用的章節：{'、'.join(others)}。", f"Sections there are: {', '.join(others)}."),
        ) from None
    except (ValueError, RecursionError):
        raise refuse(
            say("不是有效的筆記本（JSON 無法讀取）。", "not a valid notebook (its JSON cannot be read).")
        ) from None
    version = data.get("nbformat") if isinstance(data, dict) else None
    if version != 4:
        raise refuse(
            say(
                f"筆記本格式是第 {version} 版，必須是第 4 版。",
                f"the notebook format is version {version}, it must be 4.",
            )
        )
    drop_outputs(data)
    nb = nbformat.from_dict(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            nbformat.validate(nb)
            return nbformat.reads(json.dumps(data), as_version=4)
    except (nbformat.ValidationError, Warning, AttributeError, KeyError, TypeError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise refuse(say(f"不是有效的筆記本：{quoted(reason)}。", f"not a valid notebook: {quoted(reason)}.")) from None


def drop_outputs(data: dict) -> None:
    """Empty the stored outputs of a notebook's JSON, in place: they are for nbval, large, and no part of a run."""
    for cell in data["cells"] if isinstance(data.get("cells"), list) else ():
        if isinstance(cell, dict) and "outputs" in cell:
            cell["outputs"] = []


def _tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def _code_cells(nb: nbformat.NotebookNode) -> Iterator[tuple[int, nbformat.NotebookNode]]:
    return ((number, cell) for number, cell in enumerate(nb.cells, 1) if cell.cell_type == "code")


def _make_problems(nb: nbformat.NotebookNode) -> Iterator[tuple[str, str, str]]:
    """Problems of the notebook's make, as (code, what, todo)."""
    code_cells = list(_code_cells(nb))
    if not title(nb):
        yield (
            "C09",
            say("第 1 格不是章節標題。", "cell 1 is not the section's title."),
            say("請以一格文字「# 標題」開始。", "Begin with a text cell '# Title'."),
        )
    tagged = [(number, cell) for number, cell in enumerate(nb.cells, 1) if "parameters" in _tags(cell)]
    if len(tagged) != 1:
        count = say(
            f"有 {len(tagged)} 格標記為 parameters，必須恰有一格。",
            f"{len(tagged)} cells are tagged parameters; there must be exactly one.",
        )
        yield (
            "C09",
            count,
            say("請在 JupyterLab 的儲存格屬性中標記一格。", "Tag one cell in JupyterLab's cell properties."),
        )
    for number, cell in tagged:
        if cell.cell_type != "code" or not _assigns_parameter_only(cell.source):
            what = say(
                f"{cell_place(number)}是參數格，只能設定 {PARAMETER}。",
                f"{cell_place(number)} is the parameters cell; it may only set {PARAMETER}.",
            )
            yield (
                "C09",
                what,
                say(
                    f'例如 {PARAMETER} = "../params/moea-6-1.yaml"。',
                    f'For example {PARAMETER} = "../params/moea-6-1.yaml".',
                ),
            )
    for number, cell in enumerate(nb.cells, 1):
        if "injected-parameters" in _tags(cell):
            what = say(
                f"{cell_place(number)}是上次執行留下的參數格。",
                f"{cell_place(number)} is a parameters cell left from an earlier run.",
            )
            yield "C09", what, say("請刪除這一格。", "Delete this cell.")
    if not code_cells or code_cells[-1][1].source.strip() != SENTINEL:
        yield (
            "C09",
            say(f"最後一格程式不是 {SENTINEL}。", f"the last code cell is not {SENTINEL}."),
            say(
                "請加上這一格：沒有它無法確認執行完整。",
                "Add it: without it nobody can tell whether the run was complete.",
            ),
        )


def _assigns_parameter_only(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return False
    match body:
        case [ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str()))]:
            return name == PARAMETER
    return False


def _code_problems(nb: nbformat.NotebookNode) -> Iterator[tuple[str, str, str]]:
    """Problems of the notebook's code, as (code, what, todo)."""
    for number, cell in _code_cells(nb):
        seen = set()
        for line, zh, en, todo in code_problems(cell.source):
            if (line, zh) not in seen:  # one sentence for a comprehension, not two
                seen.add((line, zh))
                yield "C10", say(f"第 {number} 格第 {line} 行{zh}", f"cell {number}, line {line} {en}"), todo
