"""The notebooks store of their outputs what nbval compares, and no more; what differs is told in lines that a person can read."""

import copy
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from tests.support.nbval_lines import Section, as_read, lines
from tests.support.stored_outputs import COMPARED, PACKET, stored, with_markdown

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
FIGURE = {"text": "576", "fact": "inventory.by_unit/水利署", "value": "576"}
TABLE = {
    "output_type": "display_data",
    "metadata": {},
    "data": {
        PACKET: {
            "kind": "blocks",
            "blocks": [
                {
                    "kind": "table",
                    "caption": "機關",
                    "note": "統計至 109-10-31",
                    "columns": [{"label": "單位", "numeric": False}, {"label": "資料集", "numeric": True}],
                    "rows": [{"cells": [[{"quoted": "水利署"}], [FIGURE]]}],
                },
                {
                    "kind": "chart",
                    "caption": "機關",
                    "svg": "<svg/>",
                    "points": [{"label": [{"quoted": "水利署"}], "figure": FIGURE}],
                },
            ],
        },
        "text/html": "<table><tr><td>水利署</td><td>576</td></tr></table><svg/>",
        "image/png": "iVBORw0KGgo=",
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
    assert table.data[COMPARED].keys() == {"kind", "made", "texts", "points"}
    assert table.data[COMPARED]["texts"] == ["note: 統計至 109-10-31", "columns: 單位｜資料集"]
    assert table.data[COMPARED]["points"] == ["水利署 = 576"]
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


BLOCKS = ("data", PACKET, "blocks")


@pytest.mark.parametrize(
    "other",
    [
        changed(TABLE, *BLOCKS, 0, "rows", 0, "cells", 1, 0, "fact", to="a/c"),
        changed(TABLE, *BLOCKS, 0, "caption", to="單位"),
        changed(TABLE, *BLOCKS, 0, "note", to="統計至 109-05-31"),
        changed(TABLE, *BLOCKS, 0, "message", to="水利署最多"),
        changed(TABLE, *BLOCKS, 0, "columns", 1, "label", to="項數"),
        changed(TABLE, *BLOCKS, 1, "points", 0, "label", to="水利局"),
        changed(TABLE, *BLOCKS, 1, "points", 0, "figure", "text", to="577"),
        changed(TABLE, "data", "text/plain", to="機關\n水利署\t577"),
    ],
)
def test_a_changed_cell_title_note_header_or_point_of_a_chart_is_a_difference(other):
    assert stored([other]) != stored([TABLE])


@pytest.mark.parametrize(
    "other",
    [
        changed(TABLE, *BLOCKS, 1, "svg", to="<svg><path/></svg>"),
        changed(TABLE, "data", "text/html", to="<table><tr><td>水利署<td>576</table>"),
        changed(TABLE, "data", "image/png", to="iVBORw0KGgp="),
    ],
)
def test_a_drawing_that_another_version_of_a_package_makes_otherwise_is_none(other):
    assert stored([other]) == stored([TABLE])


def told(*cells):
    """What is said of a section whose cells show ``(was, now)``."""
    section = Section("10-inventory")
    for number, (was, now) in enumerate(cells):
        section.compare(f"cell {number}", stored([was]), [now])
    return lines([section])


def with_figure(output, text):
    """The table with another figure wherever it stands."""
    figure = FIGURE | {"text": text, "value": text}
    output = changed(output, *BLOCKS, 0, "rows", 0, "cells", 1, 0, to=figure)
    output = changed(output, *BLOCKS, 1, "points", 0, "figure", to=figure)
    return changed(output, "data", "text/plain", to=f"機關\n水利署\t{text}")


def with_fact(value, **more):
    return changed(
        CLOSED, "data", PACKET, "facts", 0, to=FACT | {"name": "inventory.by_unit/水利署", "value": value} | more
    )


def test_a_figure_that_moved_is_one_line_with_its_place_however_often_it_is_shown():
    assert told((TABLE, with_figure(TABLE, "577")), (with_fact("576"), with_fact("577"))) == [
        "inventory.by_unit/水利署: 576 → 577 · 10-inventory, table 「機關」, row 1 「水利署」",
        "1 figure moved (10-inventory 1); 0 texts changed",
    ]


def test_a_number_that_changes_with_no_figure_is_a_changed_text():
    assert told((TABLE, with_figure(TABLE, "577")), (with_fact("576"), with_fact("576"))) == [
        "10-inventory, cell 0, text: 「水利署 576」 → 「水利署 577」",
        "10-inventory, cell 0, points: 「水利署 = 576」 → 「水利署 = 577」",
        "0 figures moved; 2 texts changed",
    ]


def test_a_changed_title_beside_a_moved_figure_has_its_own_line():
    now = changed(with_figure(TABLE, "577"), *BLOCKS, 0, "message", to="水利署最多")
    assert told((TABLE, now), (with_fact("576"), with_fact("577")))[1:] == [
        "10-inventory, cell 0, texts: 「—」 → 「message: 水利署最多」",
        "1 figure moved (10-inventory 1); 1 text changed",
    ]


def test_figures_with_the_same_value_from_other_rows_are_one_line_together():
    assert told((with_fact("576"), with_fact("576", rows={"catalogue": "3-578"}))) == [
        "10-inventory: 1 with the same value from other rows or rules: inventory.by_unit/水利署",
        "0 figures moved; 0 texts changed",
    ]


def test_a_figure_in_two_sections_is_counted_once():
    sections = [Section("00-two-pages"), Section("10-inventory")]
    for section in sections:
        section.compare("cell 0", stored([with_fact("576")]), [with_fact("577")])
    assert lines(sections) == [
        "inventory.by_unit/水利署: 576 → 577 · 00-two-pages, not shown, others are computed from it (and in 1 more)",
        "1 figure moved (00-two-pages 1、10-inventory 1); 0 texts changed",
    ]


def test_the_notebooks_hold_what_is_compared_and_nothing_else(root):
    for path in (root / "notebooks").rglob("*.ipynb"):
        every = nbformat.read(path, 4).cells
        cells = [cell for cell in every if cell.cell_type == "code"]
        made = [with_markdown(stored(cell.outputs), every) for cell in cells]
        assert made == [cell.outputs for cell in cells], f"{path.name}: make outputs"
        shown = [output for cell in cells for output in cell.outputs if not cell.source.startswith("%")]
        assert shown and all(output.data.keys() <= {"text/plain", COMPARED} for output in shown), path.name


def test_nbval_says_in_a_line_each_which_figure_sentence_and_title_is_not_what_is_stored(root, tmp_path):
    """A stored figure, sentence, title and digest of how a display is made, each in a cell of its own, are altered."""
    name = "40-follow-up.ipynb"
    for folder in ("params", "data", "notebooks"):
        shutil.copytree(root / folder, tmp_path / folder)
    notebook = nbformat.read(root / "notebooks" / name, 4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]

    def stored_in(number):
        return cells[number].outputs[-1].data

    for number in (2, 3):  # what shows the figure that the packet had with another value
        for key, text in (("text/plain", "已完成　9"), ("text/plain", "已完成 9")):
            stored_in(number)[key] = stored_in(number)[key].replace(text, text.replace("9", "8"))
        texts = stored_in(number)[COMPARED].get("texts", [])
        texts[:] = [text.replace("已完成 9", "已完成 8") for text in texts]
    stored_in(4)["text/plain"] = stored_in(4)["text/plain"].replace("小組可同意解除", "小組得同意解除")
    stored_in(5)["text/plain"] = stored_in(5)["text/plain"].replace("歷次會議決議辦理情形", "決議辦理情形")
    stored_in(6)[COMPARED]["made"] = "0" * 12
    facts = stored_in(-1)[COMPARED]["facts"]
    facts[:] = [
        fact.replace("= 9 ·", "= 8 ·")[:-12] + "0" * 12 if fact.startswith("follow_up.done ") else fact
        for fact in facts
    ]
    heading = next(cell for cell in notebook.cells if cell.source.startswith("# 歷次會議"))
    heading.source = heading.source.replace("# 歷次會議", "# 先前會議", 1)
    nbformat.write(notebook, tmp_path / "notebooks" / name)
    output = failed_by_nbval(root, tmp_path / "notebooks", name)
    said = output.partition("what differs from the stored outputs")[2].splitlines()[1:7]
    assert said[0].startswith("follow_up.done: 8 → 9 · 40-follow-up, figures ")
    at = [number for number, cell in enumerate(notebook.cells, 1) if cell.cell_type == "code"]  # as a build counts
    assert said[1].startswith(f"40-follow-up, cell {at[4]}, text: ")
    assert "小組得同意解除" in said[1] and "小組可同意解除" in said[1].partition("→")[2]
    assert said[2] == f"40-follow-up, cell {at[5]}, text: 「決議辦理情形」 → 「歷次會議決議辦理情形」"
    assert said[3].startswith("40-follow-up, markdown: 「# 歷次會議")
    assert "「# 先前會議" in said[3].partition("→")[2]
    assert said[4].startswith(f"40-follow-up, cell {at[6]}, made: 「000000000000」 → ")
    assert said[5] == "1 figure moved (40-follow-up 1); 4 texts changed"
    assert len(output.splitlines()) < 60, output


def failed_by_nbval(root, folder, *names):
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-p", "tests.support.nbval_lines", *names],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1, done.stdout
    return done.stdout


def test_what_a_cell_raised_is_told_and_not_what_was_not_made_for_it_and_what_was_never_stored_fails(root, tmp_path):
    for folder in ("params", "data", "notebooks"):
        shutil.copytree(root / folder, tmp_path / folder)
    broken, new = (nbformat.read(root / "notebooks" / name, 4) for name in ("40-follow-up.ipynb", "01-agenda.ipynb"))
    at = [cell.cell_type for cell in broken.cells].index("code") + 2
    broken.cells[at].source = "1 / 0"
    for cell in new.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    for name, notebook in (("40-follow-up.ipynb", broken), ("01-agenda.ipynb", new)):
        nbformat.write(notebook, tmp_path / "notebooks" / name)
    output = failed_by_nbval(root, tmp_path / "notebooks", "40-follow-up.ipynb", "01-agenda.ipynb")
    said = output.partition("what differs from the stored outputs")[2].splitlines()[1:]
    assert said[0] == f"40-follow-up, cell {at + 1} raised: ZeroDivisionError: division by zero"
    unstored = [line for line in said[1:] if line.startswith("01-agenda, cell ")]
    assert unstored and all(line.endswith("「—」 → 「what it shows; make outputs stores it」") for line in unstored)
    assert said[1 + len(unstored) :][:2] == [
        "not compared after what was raised: 40-follow-up",
        f"0 figures moved; {len(unstored)} texts changed",
    ]


def test_a_moved_value_is_told_as_people_read_it_with_as_many_places_as_tell_it_apart():
    share, other = "0.7033871478315922760367204812", "0.7030706"
    assert as_read(share, "0.6912", "70.3%") == ("70.3%", "69.1%")
    assert as_read(share, other, "70%") == ("70.34%", "70.31%")
    assert as_read(share, share[:-1] + "3", "70%") == (share, share[:-1] + "3")
    assert as_read(share, "0.5") == ("0.7034", "0.5000")
    assert as_read("3159", "3158", "3,158") == ("3159", "3158")
    assert as_read("—", "1.25", "1.3") == ("—", "1.2")


HEAD = {"output_type": "execute_result", "metadata": {}, "data": {COMPARED: {"kind": "section"}, "text/plain": "會議"}}


@pytest.mark.parametrize(("last", "stands"), [("section.catalogue", True), ("section.close()", False)])
def test_the_headings_of_an_analysts_notebook_stand_with_the_section_that_it_opens(last, stands):
    cells = [
        {"cell_type": "markdown", "source": "# 標題\n\n一句。"},
        {"cell_type": "code", "source": "section"},
        {"cell_type": "code", "source": last},
    ]
    [output] = with_markdown(stored([HEAD]), cells)
    assert output["data"][COMPARED].get("markdown") == (["# 標題", "一句。"] if stands else None)
