"""Source rows are masked text by text, and as exactly as cell by cell; the last look sees them in every form."""

import base64
import json
import zlib

import pytest
from hypothesis import given, strategies as st

from reportlib.errors import InputError, RunError
from reportlib.facts.record import SourceTable
from reportlib.model.texts import Line
from reportlib.model.walk import Place
from reportlib.public.editions import Edition
from reportlib.public.masked_data import MaskedData
from reportlib.records.source_files import as_parquet

COLUMNS = ("編號", "聯絡人", "電話", "需求摘要")
CELLS = st.sampled_from(
    ["", "王小明", "02-23212200", "0912-345-678", "請洽王小明先生", "水利署", "A123456789", "12", "李大華", "王小明 "]
)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=6)


def table(rows):
    return SourceTable.of_rows("requests", "需求.xlsx", "", COLUMNS, enumerate(rows, 3))


def cell_by_cell(edition, rows):
    """What masking was before texts were looked at once: every cell, row by row."""
    masked = []
    for number, texts in enumerate(rows, 3):
        edition.place = f"需求.xlsx 第 {number} 列"
        masked.append(tuple(edition.text(text, header) for header, text in zip(COLUMNS, texts, strict=True)))
    return masked


@given(ROWS)
def test_texts_looked_at_once_are_masked_as_cells_were_one_by_one(rows):
    one, other = Edition(), Edition()
    for edition in (one, other):
        edition.learn({}, [table(rows)])
    (masked,) = one.tables([table(rows)])
    assert [texts for _, texts in masked.rows] == cell_by_cell(other, rows)
    assert (one.entries, one.needles, one.whole) == (other.entries, other.needles, other.whole)


@given(ROWS)
def test_names_are_learned_as_from_every_cell(rows):
    one, other = Edition(), Edition()
    one.learn({}, [table(rows)])
    for texts in rows:
        for text in texts:
            other.text(text)
    assert list(one.names) == list(other.names)


def test_a_text_that_was_masked_whole_is_masked_where_it_stands_later_whatever_the_column():
    edition = Edition()
    edition.learn({}, [table([])])
    rows = [("歐陽", "", "", ""), ("1", "歐陽", "", "歐陽"), ("歐陽", "", "", "")]
    (masked,) = edition.tables([table(rows)])
    assert [texts for _, texts in masked.rows] == cell_by_cell(Edition(), rows)
    assert next(masked.rows)[1][0] == "歐陽" != list(masked.rows)[2][1][0]


def test_what_is_suspected_is_told_at_its_first_row_with_the_number_of_its_places():
    tables = [
        table([("1", "", "", "甲"), ("2", "", "", "代碼如下：88123456789"), ("3", "", "", "代碼如下：88123456789")])
    ]
    edition = Edition()
    edition.learn({}, tables)
    with pytest.raises(InputError) as stopped:
        edition.check_rows(tables)
    (problem,) = stopped.value.problems
    assert (problem.row, problem.header) == (4, "需求摘要") and "in 2 places" in problem.what


# -- the last look ---------------------------------------------------------------------------------------------------------


def packed(value):
    """A part of the page as it stands in it."""
    text = base64.b64encode(zlib.compress(json.dumps(value).encode())).decode()
    return f'<script type="application/json" id="panel-rows-0-0">"{text}"</script>'.encode()


PLANTED = [("1", "", "", f"第 {number} 項，請洽 0912-345-678") for number in range(20)]
FILES = {
    "rows/requests.parquet": as_parquet(table(PLANTED)),
    "packet.html": packed({"numbers": [3], "cells": [[[text for *_, text in PLANTED], [0]]]}),
    "facts.json": json.dumps([{"label": text} for *_, text in PLANTED]).encode(),
}


@pytest.mark.parametrize(
    "program",
    [
        base64.b64encode(zlib.compress(b'["0912345678"]')).decode(),
        base64.b64encode(b'["0912345678"]').decode(),
        '{"cells": ["0912345678"]}',
    ],
)
@pytest.mark.parametrize("attributes", ['type="application/json" id="panel-rows-0-0"', "id=panel-a"])
def test_P06_a_part_of_the_page_s_panel_is_unpacked_however_short_it_is(program, attributes):
    assert len(program) < 80
    with pytest.raises(RunError, match="P06"):
        Edition().check_files({"packet.html": f'<script {attributes}>"{program}"</script>'.encode()})


@pytest.mark.parametrize("name", FILES)
def test_P06_what_is_left_in_a_file_stops_the_publication(name):
    with pytest.raises(RunError, match="P06") as stopped:
        Edition().check_files({name: FILES[name]})
    assert "0912" not in str(stopped.value)


def test_the_rows_of_a_figure_are_nobodys_however_large_their_numbers():
    rows = {"file": "catalogue.csv", "sheet": "", "rows": "1234567-1234570,1300001"}
    Edition().check_files({"facts.json": json.dumps({"facts": [{"rows": [rows]}]}).encode()})
    with pytest.raises(RunError, match="P06"):
        Edition().check_files({"facts.json": json.dumps({"rows": "代碼如下：88123456789"}).encode()})


def test_names_in_pieces_of_a_cell_are_masked_by_the_header_they_stand_under():
    line = Line.joined(Line.of("唐鳳"), Line.of("、"), Line.of("林全"))
    listed, free = Place("cell", "講者姓名"), Place("cell", "講者、主題及說明")
    assert str(MaskedData().line(listed, line)) == "〔姓名〕"
    assert str(MaskedData(kept=["唐鳳"]).line(listed, line)) == "唐鳳、〔姓名〕"
    assert str(MaskedData().line(free, line)) == "唐鳳、林全"
