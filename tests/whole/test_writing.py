"""JSON is written as Python's own encoder and nbformat write it, only faster."""

import json

import nbformat
from hypothesis import given, strategies as st
from nbformat.v4 import new_code_cell, new_notebook, new_output

from reportlib.execute import runner
from reportlib.writing import as_json, indented

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner)
)


@given(VALUES, st.booleans())
def test_any_value_is_written_as_the_usual_encoder_does(value, sort_keys):
    assert indented(value, sort_keys) == json.dumps(value, ensure_ascii=False, indent=1, sort_keys=sort_keys)


def test_a_file_ends_with_its_line():
    assert as_json({"甲": [1, {}], "b": []}) == '{\n "甲": [\n  1,\n  {}\n ],\n "b": []\n}\n'.encode()


def test_a_notebook_is_written_as_nbformat_does_and_stays_as_it_was(tmp_path):
    shown = {
        "text/plain": "甲\n乙\n",
        "text/html": "<p>\n</p>",
        "application/vnd.packet+json": {"kind": "prose", "a": ["x\ny"]},
    }
    cell = new_code_cell(
        "a\nb", id="1", outputs=[new_output("display_data", shown), new_output("stream", text="x\n\ny")]
    )
    notebook = new_notebook(cells=[cell, new_code_cell("", id="2")], metadata={"signature": "x"})
    nbformat.write(notebook, tmp_path / "a.ipynb")
    runner.write(notebook, tmp_path / "b.ipynb")
    assert (tmp_path / "a.ipynb").read_bytes() == (tmp_path / "b.ipynb").read_bytes()
    assert notebook.cells[0].source == "a\nb" and notebook.cells[0].outputs[0].data == shown
