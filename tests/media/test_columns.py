"""How columns share a room: by weight, with every word and number whole, and in smaller type where it must be."""

import pytest

from reportlib.media.columns import CELL_PAD, Columns, base_size, fitted_columns, lines_of, standing_apart
from reportlib.media.pdf.glyphs import width


def test_a_text_column_stands_off_from_the_numbers_before_it():
    assert standing_apart([False, True, True, False, False]) == [False, False, False, True, False]


def test_a_text_takes_a_line_for_each_of_its_own_and_more_where_they_are_longer_than_the_column():
    assert lines_of([3.0, 10.0, 10.1], 5.0) == 1 + 2 + 3
    assert lines_of([0.0], 0.0) == 1


def test_widths_fill_the_room_by_weight_as_long_as_no_line_wraps_that_need_not():
    texts = [["甲", "乙"], ["長" * 60, "長" * 60]]
    widths, fits = Columns([False, False], texts, [1, 3]).widths(400.0, 9.5)
    assert fits and sum(widths) == pytest.approx(400.0) and widths[1] == pytest.approx(3 * widths[0])
    short, fits = Columns([False, False], [["甲", "乙"], ["短", "長" * 60]], [3, 1]).widths(400.0, 9.5)
    assert fits and short[0] < 40 < short[1]


def test_type_gets_smaller_until_every_number_is_whole_and_no_smaller_than_it_may():
    texts = [["機關", "甲", "乙"], ["水利署", "1,234,567", "1,234,567"]]
    widths, size, fits = fitted_columns([False, True, True], texts, [], 130.0, 7.0)
    assert fits and 7.0 <= size < base_size(3)
    assert all(width("1,234,567", size) + CELL_PAD <= one for one in widths[1:])
    widths, size, fits = fitted_columns([False, True, True], texts, [], 60.0, 7.0)
    assert not fits and size == 7.0 and sum(widths) == pytest.approx(60.0)


@pytest.mark.parametrize("size", [9.0, 10.5, 12.5, 16.0])
def test_whether_a_table_fits_is_told_of_the_size_that_was_asked_for_and_of_no_other(size):
    least = 3 * (width("1,234,567", size) + CELL_PAD + 0.5)
    three = Columns([True] * 3, [[""] * 3, ["1,234,567"] * 3], [])
    assert three.widths(least + 0.1, size)[1] and not three.widths(least - 0.1, size)[1]


def test_a_short_text_stands_on_two_lines_at_most_where_there_is_room_and_makes_no_type_smaller_where_there_is_none():
    texts = [["組別", "說明"], ["另一組（組名未載）", "長" * 200]]
    columns = Columns([False, False], texts, [1, 20])
    (narrow, _), fits = columns.widths(400.0, 9.5)
    assert fits and lines_of([width(texts[1][0])], (narrow - CELL_PAD) / 9.5) <= 2
    assert fitted_columns([False, False], texts, [1, 20], 60.0, 7.0)[1] == base_size(2)
