"""Sets of rows are what sets of numbers are, however many there are."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from reportlib.facts import rowsets
from reportlib.facts.facts import Rows
from reportlib.facts.rowsets import NO_ROWS, FoldedRows, RowSet, union

NUMBERS = st.sets(st.integers(1, 40))


def ranges(numbers):
    return Rows("a.csv", "", tuple(numbers)).ranges()


@given(st.lists(st.integers(1, 40)))
def test_a_set_holds_each_number_once_and_says_them_as_a_fact_does(numbers):
    found = RowSet.of(numbers)
    assert list(found) == sorted(set(numbers)) and len(found) == len(set(numbers)) and bool(found) == bool(numbers)
    assert found.text == ranges(numbers)


@given(NUMBERS.filter(bool))
def test_ranges_are_read_as_they_were_written(numbers):
    assert RowSet.of_ranges(ranges(numbers)) == RowSet.of(numbers)


@pytest.mark.parametrize(
    ("ranges", "numbers"), [("9,2-4", [2, 3, 4, 9]), ("2-4,3-9", [*range(2, 10)]), ("2,3", [2, 3]), ("5,5", [5])]
)
def test_ranges_in_any_order_and_that_meet_are_read_too(ranges, numbers):
    assert RowSet.of_ranges(ranges) == RowSet.of(numbers)


@pytest.mark.parametrize("text", ["", "a", "2-", "-3", "9-2", "2--4", "2-4-6", "2,,4", "２-x"])
def test_what_is_no_list_of_rows_is_refused(text):
    with pytest.raises(ValueError):
        RowSet.of_ranges(text)


@given(NUMBERS, NUMBERS)
def test_two_sets_are_joined_and_held_against_each_other(one, other):
    assert list(RowSet.of(one) | RowSet.of(other)) == sorted(one | other)
    assert list(RowSet.of(one) ^ RowSet.of(other)) == sorted(one ^ other)
    assert (RowSet.of(one) == RowSet.of(other)) == (one == other)


@given(NUMBERS, NUMBERS)
def test_rows_are_found_among_those_that_are_there(wanted, there):
    numbers = np.array(sorted(there), np.uint32)
    found = RowSet.of(wanted)
    assert numbers[found.places(numbers)].tolist() == sorted(wanted & there)
    assert found.count_in(numbers) == len(wanted & there)


def test_the_first_runs_are_told_without_the_others():
    assert list(RowSet.of([2, 3, 5, 8]).runs(2)) == [(2, 3), (5, 5)] and list(NO_ROWS.runs()) == []


def test_a_country_is_as_small_as_what_is_said_of_it():
    assert len(RowSet.of_ranges("2-2000001")) == 2_000_000
    assert (RowSet.of_ranges("2-2000001") ^ RowSet.of_ranges("3-2000001")).text == "2"


@given(NUMBERS)
def test_rows_of_many_runs_are_written_packed_and_read_again(numbers):
    many = RowSet.of([*range(2, 4 * rowsets.MOST_LISTED, 2), *(10**6 + number for number in numbers)])
    assert many.text.startswith(rowsets.PACKED) and RowSet.of_ranges(many.text) == many
    assert not any(map(str.isdigit, many.text)) and len(many.text) < 2_000
    assert many.shown(2, "–") == "2、4" and ranges(list(many)) == many.text


@pytest.mark.parametrize("text", ["packed:", "packed:AAAA", "packed:甲", "packed:PCOPRQQBANQABQACSNRA", "packed:2-14"])
def test_a_packed_text_that_is_none_is_refused(text):
    with pytest.raises(ValueError):
        RowSet.of_ranges(text)


@given(st.lists(NUMBERS, max_size=4), NUMBERS)
def test_rows_that_are_kept_a_bit_a_row_are_the_same_rows(sets, there):
    every, numbers = set().union(*sets), np.array(sorted(there), np.uint32)
    parts = [FoldedRows.of(RowSet.of(one)) if at % 2 else RowSet.of(one) for at, one in enumerate(sets)]
    found = union(parts)
    plain = RowSet.of(every)
    assert len(found) == len(every) and found.number_of_runs == plain.number_of_runs
    assert found.ends(2) == plain.ends(2) and found.count_in(numbers) == plain.count_in(numbers)
    assert found.places(numbers, 3).tolist() == plain.places(numbers)[:3].tolist()
    assert (found if isinstance(found, RowSet) else found.unfolded()) == plain
    folded = FoldedRows.of(plain)
    assert (
        folded.ends(2) == plain.ends(2) and folded.number_of_runs == plain.number_of_runs and len(folded) == len(every)
    )


@given(NUMBERS)
def test_steps_lead_from_one_end_to_the_next(numbers):
    found = RowSet.of(numbers)
    assert np.cumsum(found.steps()).tolist() == found.ends()
