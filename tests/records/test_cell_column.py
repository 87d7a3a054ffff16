"""A column of a frame that is kept by its different cells is for pandas what a column of objects is."""

import pickle
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from reportlib.facts import text_list
from reportlib.facts.text_list import TextList
from reportlib.records.cell_column import CellColumn, cells_in
from reportlib.text import Quoted

CELLS = st.one_of(
    st.lists(st.sampled_from(["水利署", "能源局", "", None]), max_size=12),
    st.lists(st.sampled_from([("CSV", "XML"), ("CSV",), (), None]), max_size=12),
    st.lists(st.sampled_from([date(2020, 10, 31), date(2019, 1, 1), None]), max_size=12),
)


def both(cells, rows=None):
    """The same cells as a column of ours, and as one of objects."""
    index = pd.Index(range(2, 2 + len(cells)) if rows is None else rows, name="row")
    return pd.Series(CellColumn.of(cells), index), pd.Series(cells, index, object)


def groups(column):
    return {key: list(rows) for key, rows in column.groupby(column, sort=False).groups.items()}


@given(CELLS)
def test_it_is_asked_as_a_column_of_objects(cells):
    ours, objects = both(cells)
    assert list(ours) == cells and ours.isna().tolist() == objects.isna().tolist()
    assert list(ours.dropna()) == list(objects.dropna()) and ours.dropna().index.equals(objects.dropna().index)
    assert ours.value_counts().to_dict() == objects.value_counts().to_dict()
    assert list(ours.unique()) == list(objects.unique()) and groups(ours) == groups(objects)
    assert ours.duplicated().tolist() == objects.duplicated().tolist()
    for wanted in cells[:3]:
        if not isinstance(wanted, tuple):
            assert (ours == wanted).tolist() == (objects == wanted).tolist()
        assert ours.isin([wanted]).tolist() == [cell == wanted for cell in cells]
    long, plain = ours.explode(), objects.explode()
    assert long.index.equals(plain.index) and [c for c in long if c is not None] == list(plain.dropna())


@given(CELLS.filter(any), st.sampled_from(["__lt__", "__le__", "__gt__", "__ge__"]))
def test_a_blank_comes_neither_before_nor_after_anything(cells, order):
    ours, objects = both(cells)
    for other in (next(filter(None, cells)), None, pd.NaT):
        if not isinstance(other, tuple):
            assert getattr(ours, order)(other).tolist() == getattr(objects, order)(other).tolist()
    assert getattr(ours, order)(ours).tolist() == getattr(objects, order)(objects).tolist()


@given(CELLS, st.data())
def test_rows_that_are_chosen_have_their_cells(cells, data):
    ours, objects = both(cells)
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells))), bool)
    some, plain = ours[mask], objects[mask]
    assert list(some) == list(plain) and list(some[some.notna()]) == list(plain[plain.notna()])
    assert list(some.iloc[::-1]) == list(plain.iloc[::-1]) and list(some.iloc[:2]) == list(plain.iloc[:2])
    assert list(pd.concat([some, ours])) == [*plain, *objects]
    assert list(ours.reindex([2, 99])) == [*(cells[:1] or [None]), None]


def test_rows_of_a_frame_are_read_with_their_blanks():
    ours, objects = both([Quoted("甲"), None])
    frame, plain = (
        pd.DataFrame({"name": names, "number": pd.array([1, None], "Int64")}, ours.index) for names in (ours, objects)
    )
    assert frame.to_dict("records") == plain.to_dict("records") and frame.to_dict("index") == plain.to_dict("index")
    assert type(frame.loc[2, "name"]) is Quoted and frame.loc[3]["name"] is None
    with pytest.raises(IndexError):
        ours.array.take([7])


def test_texts_of_a_column_are_asked_for_and_joined():
    ours, _ = both(["Csv", "xml"])
    assert list(ours.str.upper()) == ["CSV", "XML"] and list("〔" + ours + "〕") == ["〔Csv〕", "〔xml〕"]
    assert list(ours.map(str.lower)) == ["csv", "xml"] and list(ours.sort_values(ascending=False)) == ["xml", "Csv"]


def test_a_blank_among_texts_is_none_of_their_properties():
    ours, objects = both(["甲乙", None, "Csv"])
    for ask in (lambda c: c.str.len(), lambda c: c.str.contains("C"), lambda c: c.str.upper(), lambda c: c.str[0]):
        pd.testing.assert_series_equal(ask(ours), ask(objects), check_dtype=False)
    assert ours[[2, 4]].str.len().tolist() == [2, 3]


def test_equal_decimals_stay_as_they_were_written():
    ours, _ = both([Decimal("50"), Decimal("50.0"), Decimal("50")])
    assert [str(cell) for cell in ours] == ["50", "50.0", "50"] and ours.nunique() == 1


def test_a_cell_that_is_set_leaves_the_column_it_was_taken_from():
    ours, _ = both(["甲", "乙", "甲"])
    copy = ours.copy()
    copy.loc[2] = "丙"
    assert list(copy) == ["丙", "乙", "甲"] and list(ours) == ["甲", "乙", "甲"]


def test_what_is_pickled_has_no_more_than_its_rows_and_knows_who_wrote_it():
    column = CellColumn.of([Quoted("甲"), None, Quoted("乙")])[np.array([True, True, False])]
    found = pickle.loads(pickle.dumps(column))
    assert list(found) == ["甲", None] and type(found[0]) is Quoted and len(found.values) == 2


def test_many_texts_are_kept_as_Arrow_keeps_them_and_a_change_that_changes_nothing_keeps_them_once():
    texts = [f"{number}" for number in range(text_list.MANY)]
    column = CellColumn.of(texts).changed(Quoted)
    assert isinstance(column.values, TextList) and list(column) == texts and type(column[5]) is Quoted
    assert column.changed(lambda text: text).values.array is column.values.array
    assert column.first_equal().tolist() == list(range(len(texts))) and cells_in(pd.Series(column)) is not None
