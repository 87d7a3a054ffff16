"""The notebooks store of their outputs what nbval compares, and no more; whatever changes in an output is still a difference."""

import copy
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from tests.support.stored_outputs import COMPARED, PACKET, stored

FACT = {
    "name": "inventory.total",
    "value": "3159",
    "label": "累計開放資料集",
    "rows": {"catalogue": "2-3160"},
    "derivation": {"operator": "count", "of": []},
}
CLOSED = {
    "output_type": "execute_result",
    "execution_count": 3,
    "metadata": {},
    "data": {
        PACKET: {
            "kind": "sentinel",
            "displays": 2,
            "facts": [FACT],
            "sources": [{"input": "catalogue", "sha256": "0" * 64}],
        },
        "text/plain": "本章節完成",
    },
}
TABLE = {
    "output_type": "display_data",
    "metadata": {},
    "data": {
        PACKET: {
            "kind": "table",
            "caption": "機關",
            "rows": [{"cells": [{"text": "水利署"}, {"text": "576", "fact": "a/b"}]}],
        },
        "text/html": "<table><tr><td>水利署</td><td>576</td></tr></table>",
        "text/plain": "機關\n水利署\t576",
    },
}


def changed(output, *path, to):
    """The output with another value at the path."""
    output = copy.deepcopy(output)
    inner = output
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = to
    return output


def test_an_output_is_stored_as_its_text_and_what_is_compared_of_the_rest():
    [table, closed] = stored([TABLE, CLOSED])
    assert table.data.keys() == closed.data.keys() == {"text/plain", COMPARED}
    assert table.data["text/plain"] == "機關\n水利署\t576"
    assert table.data[COMPARED].keys() == {"kind", "caption", "rows", "text/html"}
    assert table.data[COMPARED]["caption"] == "機關" and len(table.data[COMPARED]["rows"]) == 12
    [line] = closed.data[COMPARED]["facts"]
    assert line.startswith("inventory.total = 3159 · ") and closed.data[COMPARED]["displays"] == 2
    assert stored([table, closed]) == [table, closed]


def test_what_shows_no_display_of_ours_is_stored_as_it_is():
    stream = {"output_type": "stream", "name": "stdout", "text": "x"}
    plain = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "3"}}
    assert stored([stream, plain]) == [stream, plain]


@pytest.mark.parametrize(
    "other",
    [
        changed(CLOSED, "data", PACKET, "facts", 0, "value", to="3160"),
        changed(CLOSED, "data", PACKET, "facts", 0, "label", to="資料集"),
        changed(CLOSED, "data", PACKET, "facts", 0, "rows", "catalogue", to="2-3159"),
        changed(CLOSED, "data", PACKET, "facts", 0, "derivation", "operator", to="sum"),
        changed(CLOSED, "data", PACKET, "facts", to=[FACT, FACT | {"name": "inventory.more"}]),
        changed(CLOSED, "data", PACKET, "facts", to=[]),
        changed(CLOSED, "data", PACKET, "sources", 0, "sha256", to="1" * 64),
        changed(CLOSED, "data", PACKET, "displays", to=3),
        changed(CLOSED, "data", "text/plain", to="本章節未完成"),
    ],
)
def test_a_moved_figure_another_label_other_rows_or_another_derivation_is_a_difference(other):
    assert stored([other]) != stored([CLOSED])


@pytest.mark.parametrize(
    "other",
    [
        changed(TABLE, "data", PACKET, "rows", 0, "cells", 1, "text", to="577"),
        changed(TABLE, "data", PACKET, "rows", 0, "cells", 1, "fact", to="a/c"),
        changed(TABLE, "data", PACKET, "caption", to="單位"),
        changed(TABLE, "data", PACKET, "note", to="註"),
        changed(TABLE, "data", "text/html", to="<p>水利署 576</p>"),
        changed(TABLE, "data", "text/plain", to="機關\n水利署\t577"),
        changed(TABLE, "data", "image/svg+xml", to="<svg/>"),
    ],
)
def test_a_changed_cell_text_or_drawing_is_a_difference(other):
    assert stored([other]) != stored([TABLE])


def test_the_notebooks_hold_what_is_compared_and_nothing_else(root):
    for path in (root / "notebooks").rglob("*.ipynb"):
        cells = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
        assert all(stored(cell.outputs) == cell.outputs for cell in cells), f"{path.name}: make outputs"
        shown = [output for cell in cells for output in cell.outputs]
        assert shown and all(output.data.keys() <= {"text/plain", COMPARED} for output in shown), path.name


def test_nbval_compares_what_is_stored_with_what_runs(root, tmp_path):
    """A stored text, a digest of a cell's blocks and one of a fact's derivation, each in a cell of its own, are altered."""
    name = "40-follow-up.ipynb"
    for folder in ("params", "data", "notebooks"):
        shutil.copytree(root / folder, tmp_path / folder)
    notebook = nbformat.read(root / "notebooks" / name, 4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    table = next(cell for cell in cells if any("blocks" in output.data.get(COMPARED, {}) for output in cell.outputs))
    data = table.outputs[-1].data[COMPARED]
    data["blocks"] = "0" * 12
    opened = cells[1].outputs[0].data
    opened["text/plain"] += "，另一句"
    facts = cells[-1].outputs[0].data[COMPARED]["facts"]
    facts[0] = facts[0][:-12] + "0" * 12
    nbformat.write(notebook, tmp_path / "notebooks" / name)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "--nbval",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "tests.support.stored_outputs",
            name,
        ],
        cwd=tmp_path / "notebooks",
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1, done.stdout
    assert f"3 failed, {len(cells) - 3} passed" in done.stdout
