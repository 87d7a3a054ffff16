"""Of many texts those that a pattern shows to be plain are not looked at one by one, and nothing is read otherwise for it."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

from reportlib.facts.text_list import TextList
from reportlib.readers.columns import Coded, ColumnRows
from reportlib.readers.sheets import Sheet
from reportlib.records.cell_faults import CellFault
from reportlib.records.columns import converted_column, converter_of
from reportlib.records.dates import EARLIEST, LATEST
from reportlib.records.row_kinds import NUMBERS, may_be_apart
from reportlib.records.schema import may
from reportlib.records.tables import TABLES
from reportlib.records.values import LONGEST_CELL, PLAIN
from tests.records.test_rows_by_column import HEADER, ROWS
from tests.support.laid_out import examine, locate

SIGNS = "09aEe+#=.,;；、\n 　\u200b\xa0Ａ１（）甲\u9fff:/%@-_~?&'\"|計"
SHEET = Sheet("清單.csv", "", "utf-8", [])
ADDRESSES = st.tuples(
    st.sampled_from(["http://", "https://", "ftp://", "HTTP://", ""]),
    st.sampled_from(["data.gov.tw", "a.b", "localhost", "經濟部.tw", "u@a.tw", "a.tw:80", "a..b", "[a.b]"]),
    st.sampled_from(["", "/", "/1", "/a?b=c&d", "/a://b", "/甲", "/a b", "/%E7", "/'"]),
).map("".join)
TEXTS = st.text(SIGNS, max_size=8) | st.sampled_from(["#N/A", "1E+15", "x" * LONGEST_CELL, "109/3/5"]) | ADDRESSES
COLUMNS = [
    may("title", "資料集名稱", "text"),
    may("other", "別的", "text"),
    may("id", "編號", "identifier"),
    may("link", "網址", "link"),
]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: f"{column.kind} {column.name}")
@given(st.lists(TEXTS, max_size=12))
def test_many_texts_become_the_values_that_they_become_one_by_one(column, texts):
    convert = converter_of(column, None, SHEET, None, (EARLIEST, LATEST))
    at = np.arange(len(texts), dtype=np.int32)
    plain = PLAIN[column.kind]
    one, wrong_of_one = converted_column(Coded(at, texts), convert, column)
    many, wrong_of_many = converted_column(Coded(at, TextList.of(texts)), convert, column, plain)
    assert list(many) == list(one) and wrong_of_many == wrong_of_one
    for text in (text for text, is_plain in zip(texts, TextList.of(texts).matching(plain), strict=True) if is_plain):
        try:
            assert convert(text) == text
        except CellFault:
            assert len(text) >= LONGEST_CELL


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text", "河川（A3）水位：第 2 期"),
        ("identifier", "A41000000G-000001"),
        ("link", "https://data.gov.tw/dataset/1"),
    ],
)
def test_what_most_lists_are_full_of_is_plain(kind, text):
    assert TextList.of([text]).matching(PLAIN[kind]).tolist() == [True]


@given(st.text("0129eEmailx-_計小:", max_size=8) | st.from_regex(re.compile(NUMBERS, re.ASCII)))
def test_a_row_that_begins_with_a_number_is_no_total_note_or_example(text):
    if TextList.of([text]).matching(NUMBERS)[0]:
        assert not may_be_apart(text, "資料集識別碼")


def sheets_of_many(rows):
    """The sheet with these rows by column, in each column many texts: coded, and as they were read."""
    columns = list(zip(*rows, strict=True))
    coded = [Coded(one.at, TextList.of(one.values)) for one in map(Coded.of, columns)]
    for kept in (coded, [pa.chunked_array([pa.array(cells, pa.string())]) for cells in columns]):
        yield Sheet("清單.csv", "", "utf-8", ColumnRows(kept))


@pytest.mark.usefixtures("chinese")
@given(st.lists(st.sampled_from(ROWS), max_size=12))
def test_rows_of_many_texts_are_taken_and_examined_as_row_by_row(rows):
    catalogue, every = TABLES["catalogue"], [HEADER, *rows]
    plain = Sheet("清單.csv", "", "utf-8", every)
    for sheet in sheets_of_many(every):
        one, other = locate(plain, catalogue), locate(sheet, catalogue)
        assert list(one.rows) == list(other.rows) and (one.aside, one.totals) == (other.aside, other.totals)
        one, other = examine(catalogue, plain), examine(catalogue, sheet)
        assert (one.findings, one.notices) == (other.findings, other.notices)
        if one.records is not None:
            assert one.records.counts == other.records.counts
            mine, yours = one.records.quoted(), other.records.quoted()
            assert mine.frame.astype(object).to_dict() == yours.frame.astype(object).to_dict()
            assert mine.unprinted == yours.unprinted
