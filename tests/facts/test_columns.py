"""Source rows as columns say what they said row by row."""

import json

import numpy as np
from hypothesis import given, strategies as st

from reportlib.facts.record import SourceTable, TextColumn

TEXTS = st.lists(st.sampled_from(["", "甲", "乙", "-3", "丙\n"]), max_size=12)


@given(TEXTS)
def test_a_column_says_what_its_rows_say_and_each_text_once(texts):
    column = TextColumn.of(texts)
    assert list(column) == texts and column.texts == tuple(dict.fromkeys(texts))


@given(TEXTS, TEXTS)
def test_columns_that_say_the_same_are_equal_however_they_were_made(texts, unused):
    every = (*unused, *texts, *texts)
    at = np.arange(len(unused) + len(texts), len(every))
    assert TextColumn(every, at).tidy() == TextColumn.of(texts)


@given(TEXTS)
def test_a_change_of_texts_may_make_two_of_them_one(texts):
    column = TextColumn.of(texts)
    assert column.changed(lambda text: "〔遮蔽〕" if text in "甲乙" else text) == TextColumn.of(
        ["〔遮蔽〕" if text in "甲乙" else text for text in texts]
    )
    assert column.changed(str) is column


def test_single_rows_are_replaced_and_the_others_stay():
    column = TextColumn.of(["甲", "乙", "甲"])
    assert column.replaced(np.array([2]), ["丙"]) == TextColumn.of(["甲", "乙", "丙"])
    assert column.where("甲".__eq__).tolist() == [True, False, True]
    assert list(column.some(np.array([1, 2]))) == ["乙", "甲"] and list(column.some(np.array([1])).said()) == ["乙"]


@given(st.lists(st.tuples(TEXTS.map(str), TEXTS.map(str)), max_size=6))
def test_a_table_comes_back_from_its_json_row_by_row_and_from_an_older_one(rows):
    numbered = [(number, row) for number, row in zip(range(9, 0, -1), rows, strict=False)]
    table = SourceTable.of_rows("requests", "需求.xlsx", "", ("甲", "乙"), numbered)
    assert list(table.rows) == numbered and len(table) == len(rows)
    assert SourceTable.of(json.loads(json.dumps(table.as_json()))) == table
    older = {
        "input": "requests",
        "file": "需求.xlsx",
        "sheet": "",
        "path": "rows/requests.csv",
        "columns": ["甲", "乙"],
    }
    assert SourceTable.of(older | {"rows": [[number, *texts] for number, texts in numbered]}) == table
