"""Promises: every planned opening is open, overdue or due later; what is overdue is listed by unit, whatever its year."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import promises
from tests.support.small_meeting import OCTOBER, cells, said, small_meeting, small_plan as plan


@pytest.fixture
def meeting(root, tmp_path):
    return small_meeting(tmp_path, root)


PLAN = plan(
    ("1", "經濟部乙局", "一", date(2019, 12, 31), None),  # of last year
    ("2", "經濟部乙局", "二", date(2020, 6, 30), date(2020, 11, 2)),  # after the as-of date
    ("3", "經濟部甲局", "三", OCTOBER, None),  # its day has come
    ("4", "經濟部甲局", "四", date(2020, 11, 1), None),
    ("5", "經濟部甲局", "五", date(2020, 3, 1), date(2020, 8, 1)),  # late, but open
)


def test_every_row_of_the_list_is_open_overdue_or_due_later(meeting):
    found = promises.of(PLAN, meeting)
    assert [fact.printed for fact in (found.listed, found.opened, found.overdue.total, found.later)] == [
        "5",
        "1",
        "3",
        "1",
    ]
    assert promises.summary(found).as_text() == (
        "預計開放清單共列 5 項：截至 109-10-31，已開放 1 項，屆期未開放 3 項，尚未屆期 1 項。"
    )


def test_what_is_overdue_stands_by_unit_and_by_dataset_with_the_day_that_was_promised(meeting):
    found = promises.of(PLAN, meeting)
    assert cells(promises.agency_table("x", found, meeting)) == [
        ["經濟部甲局", "1", "109-10-31"],
        ["經濟部乙局", "2", "108-12-31"],
        ["合計", "3", "108-12-31"],
    ]
    assert cells(promises.list_table("x", found)) == [
        ["經濟部甲局", "3", "三", "109-10-31"],
        ["經濟部乙局", "1", "一", "108-12-31"],
        ["經濟部乙局", "2", "二", "109-06-30"],
    ]
    assert said(promises.message(found)) == "3 項資料集屆期未開放，乙局 2 項最多"


def test_where_nothing_is_overdue_that_is_said(meeting):
    found = promises.of(plan(("1", "經濟部甲局", "一", date(2020, 12, 31), None)), meeting)
    assert promises.agency_table("屆期未開放", found, meeting).as_text() == "屆期未開放：無。"
    assert promises.list_table("清單", found).as_text() == "清單：無。"


def test_a_list_that_does_not_say_what_was_opened_says_nothing_of_overdue(meeting):
    found = promises.of(plan(("1", "經濟部甲局", "一", date(2020, 3, 1)), opened=False), meeting)
    assert promises.summary(found).as_text() == (
        f"預計開放清單共列 1 項；實際開放日期{NOT_PROVIDED}，無從得知是否如期。"
    )
    assert promises.list_table("清單", found).as_text() == f"清單：{NOT_PROVIDED}。"


DAYS = st.dates(date(2019, 1, 1), date(2021, 12, 31))


@settings(max_examples=40)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["經濟部甲局", "經濟部乙局", "丙公司"]), DAYS, st.none() | DAYS), max_size=12
    )
)
def test_the_list_is_accounted_for_whatever_is_in_it(rows, tmp_path_factory, root):
    meeting = small_meeting(tmp_path_factory.mktemp("plan"), root)
    listed = plan(*((str(n), agency, "x", day, opened) for n, (agency, day, opened) in enumerate(rows)))
    found = promises.of(listed, meeting)
    assert found.listed.value == found.opened.value + found.overdue.total.value + found.later.value == len(rows)
    assert sum(fact.value for fact in found.overdue.parts.values()) == found.overdue.total.value
