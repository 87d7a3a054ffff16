"""Sets of rows are what sets of numbers are, however many there are."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from reportlib.facts.facts import Rows
from reportlib.facts.rowsets import NO_ROWS, RowSet

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
