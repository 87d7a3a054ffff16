"""Rows of two inputs that are about the same are found by numbers as they are one by one."""

from datetime import date

import numpy as np
from hypothesis import given, strategies as st

from reportlib.document.row_keys import grouped, have_all, numbered
from reportlib.document.row_sides import ByKey, Chosen, with_the_same_key
from reportlib.facts.record import SourceTable
from reportlib.meeting.identity_rules import RowSide

KEYS = st.sampled_from(["A1", "a1", "Ａ１", "b 2", "b2", ""])
DAYS = st.sampled_from(["109-01-01", "109-06-30", "109-12-31", "無", ""])
ROWS = st.lists(st.tuples(KEYS, KEYS, DAYS), max_size=8)


def side(rows, **given):
    table = SourceTable.of_rows("catalogue", "a.csv", "", ("代號", "分號", "日期"), enumerate(rows, 2))
    return Chosen(RowSide(table="catalogue", key=["代號", "分號"], **given), table, date(2020, 6, 30), table)


@given(ROWS, ROWS, st.sampled_from([{}, {"first": "日期"}, {"last": "日期"}]))
def test_rows_of_one_key_are_those_that_are_found_one_by_one(one, other, in_time):
    mine, theirs = side(one), side(other, **in_time)
    found = with_the_same_key(mine, theirs)
    by_key = ByKey(theirs, "same")
    assert list(zip(found.ones.tolist(), found.others.tolist(), strict=True)) == [
        (at, there) for at, key in enumerate(mine.keys) for there in sorted(by_key.places(key))
    ]
    assert found.first() == {at: min(by_key.places(key)) for at, key in enumerate(mine.keys) if by_key.places(key)}


@given(ROWS)
def test_rows_have_one_number_where_their_keys_are_spelled_alike(rows):
    chosen = side(rows)
    (numbers,) = numbered((chosen.table, chosen.side.key))
    for number, key in zip(numbers, chosen.keys, strict=True):
        same = [known for known, one in zip(numbers, chosen.keys, strict=True) if one == key]
        assert set(same) == {number}
    assert sorted(np.concatenate([*grouped(numbers), []]).tolist()) == list(range(len(rows)))
    assert have_all(chosen.table, chosen.side.key).tolist() == [all(key) for key in chosen.keys]


def test_a_column_that_an_input_lacks_is_blank_in_each_of_its_rows():
    chosen = side([("A1", "b2", "")])
    assert have_all(chosen.table, ["代號", "沒有"]).tolist() == [False]


def test_texts_are_held_against_each_other_once_for_each_different_pair():
    one, other = side([("A1", "b2", "甲")] * 3), side([("A1", "b2", "乙"), ("A1", "b2", "甲")])
    asked = []
    found = with_the_same_key(one, other)
    agree = found.agree(
        one.cells("日期"), other.cells("日期"), lambda mine, yours: asked.append((mine, yours)) or mine == yours
    )
    assert agree.tolist() == [False, True] * 3 and sorted(asked) == [("甲", "乙"), ("甲", "甲")]
