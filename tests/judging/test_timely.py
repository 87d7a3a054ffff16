"""When data is late, by the calendar."""

from datetime import date

import pytest

from reportlib.judging.timely import EMPTY, UNREADABLE, Interval, due, interval
from reportlib.meeting import rulebook_files


@pytest.fixture(scope="module")
def book(root):
    return rulebook_files.read("file_quality", root / "params/rules/file-quality.yaml")


@pytest.mark.parametrize(
    ("word", "every", "unit"),
    [
        ("每日", 1, "days"),
        ("每 10 日", 10, "days"),
        ("每週", 7, "days"),
        ("每２月", 2, "months"),
        ("每季", 3, "months"),
        ("每半年", 6, "months"),
        ("每4年", 4, "years"),
        ("每3分", 3, "minutes"),
        ("每12時", 12, "hours"),
    ],
)
def test_a_word_of_the_portal_is_an_interval(book, word, every, unit):
    assert interval(word, book) == Interval(every, unit)


def test_what_is_no_interval_says_why(book):
    assert interval("不定期更新", book) == "不定期更新，無從判斷"
    assert interval("不更新", book) == "沒有更新的期限"
    assert interval("", book) == EMPTY
    assert interval("每0月", book) == interval("偶爾", book) == UNREADABLE


@pytest.mark.parametrize(
    ("updated", "every", "last"),
    [
        (date(2020, 1, 31), Interval(1, "months"), date(2020, 2, 29)),
        (date(2019, 12, 31), Interval(2, "months"), date(2020, 2, 29)),
        (date(2020, 2, 29), Interval(1, "years"), date(2021, 2, 28)),
        (date(2020, 10, 30), Interval(1, "days"), date(2020, 10, 31)),
        (date(2020, 10, 30), Interval(3, "minutes"), date(2020, 10, 31)),
        (date(2020, 10, 30), Interval(48, "hours"), date(2020, 11, 1)),
        (date(2020, 1, 1), Interval(9999, "years"), date.max),
    ],
)
def test_an_interval_is_counted_by_the_calendar(updated, every, last):
    assert due(updated, every) == last


def test_a_grace_of_the_rulebook_is_added():
    assert due(date(2020, 1, 1), Interval(10, "days"), 50) == date(2020, 1, 16)
