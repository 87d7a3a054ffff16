"""The notebooks computed in this process, without kernels: what a change of a measure moves is seen in seconds."""

from pathlib import Path

import nbformat
import pytest

from tests.support.plain import run_notebook
from tests.support.stored_outputs import stored, with_markdown

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").rglob("[a-z0-9]*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_without_a_kernel_shows_what_is_stored_in_it(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    executed = run_notebook(path)
    kept = nbformat.read(path, 4)
    for cell, computed in zip(kept.cells, executed.cells, strict=True):
        if cell.cell_type == "code" and "nbval-ignore-output" not in cell.metadata.get("tags", []):
            was, now = (
                [output["data"] for output in one]
                for one in (cell.outputs, with_markdown(stored(computed.outputs), kept.cells))
            )
            assert was == now, cell.source
