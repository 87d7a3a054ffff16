"""Planned openings: which part of the year a dataset is in, what adds up to the year, what is open so far."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings, strategies as st

from reportlib.display.display import Ref
from reportlib.errors import ConfigError
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures import planned, planned_list
from reportlib.measures.results import ProgrammeFigure
from tests.support.small_meeting import cells, said, small_meeting, small_plan as plan, small_records

LISTED = Ref("45-planned", "plan-list")


@pytest.fixture
def meeting(root, tmp_path):
    return small_meeting(tmp_path, root)


MARCH, JULY, DECEMBER = date(2020, 3, 31), date(2020, 7, 1), date(2020, 12, 31)
PLAN = plan(
    ("1", "經濟部甲局", "一", MARCH, MARCH),
    ("2", "經濟部乙局", "二", JULY, date(2020, 10, 31)),
    ("3", "經濟部乙局", "三", DECEMBER, date(2020, 11, 1)),
    ("4", "丙公司", "四", DECEMBER, None),
    ("5", "丙公司", "五", date(2021, 1, 31), None),
)


def test_the_year_is_the_sum_of_its_halves_and_another_year_is_left_out_and_said(meeting):
    found = planned.planned(PLAN, meeting)
    assert {label: part.total.printed for label, part in found.parts.items()} == {
        "109 年上半年": "1",
        "109 年下半年": "3",
    }
    assert (found.year.printed, found.year.operator, [o.name for o in found.year.operands]) == (
        "4",
        "+",
        ["plan.before", "plan.period"],
    )
    text = planned.summary(found, LISTED).as_text()
    assert text.startswith("109 年下半年有 2 個機關預計開放 3 項資料集，109 年上半年 1 項，109 年合計 4 項。")
    assert "另有 1 項屬於其他年度，未計入" in text


def test_open_is_what_was_opened_up_to_the_as_of_date(meeting):
    found = planned.planned(PLAN, meeting)
    assert (found.opened.total.printed, found.unopened.printed) == ("1", "2")
    assert "截至 109-10-31，109 年下半年預計開放者已開放 1 項，尚有 2 項。" in planned.summary(found, LISTED).as_text()


def test_a_plan_without_a_column_of_openings_leaves_them_absent(meeting):
    found = planned.planned(plan(("1", "經濟部甲局", "一", JULY), opened=False), meeting)
    assert (found.opened.total.printed, found.unopened.printed) == (NOT_PROVIDED, NOT_PROVIDED)
    assert cells(planned.agency_table("x", found, meeting))[0] == ["經濟部甲局", "1", NOT_PROVIDED]


def test_the_table_has_official_names_and_every_part_of_the_year(meeting):
    table = planned.agency_table("x", planned.planned(PLAN, meeting), meeting)
    assert table.columns == ("機關", "109 年上半年", "109 年下半年", "109 年", "109 年下半年已開放")
    assert cells(table) == [
        ["經濟部甲局", "1", "0", "1", "0"],
        ["經濟部乙局", "0", "2", "2", "1"],
        ["丙公司", "0", "1", "1", "0"],
        ["合計", "1", "3", "4", "1"],
    ]


def test_where_nothing_else_of_the_year_is_planned_there_is_no_year(meeting):
    found = planned.planned(plan(("1", "經濟部甲局", "一", JULY, None)), meeting)
    assert list(planned.key_figures(found)) == ["109 年下半年預計開放", "其中已開放"]
    assert "合計" not in planned.summary(found, LISTED).as_text()
    assert said(planned.year_message(found)) == "1 個機關於109 年下半年開放資料"


def test_the_slides_say_who_plans_most_and_how_many_the_year_has(meeting):
    found = planned.planned(PLAN, meeting)
    assert said(planned.message(found)) == "109 年下半年預計開放 3 項，乙局 2 項最多"
    assert said(planned.year_message(found)) == "109 年預計開放 4 項資料集"


def test_an_empty_plan_is_a_true_zero(meeting):
    found = planned.planned(PLAN.where(PLAN.frame["plan_id"] == "0"), meeting)
    assert (found.period.total.printed, found.agencies.printed) == ("0", "0")
    assert said(planned.message(found)) == "109 年下半年沒有預計開放的資料集"


def test_of_nothing_that_was_planned_nothing_is_said_to_be_open(meeting):
    only_spring = planned.planned(PLAN.where(PLAN.frame["plan_id"] == "1"), meeting)
    text = planned.summary(only_spring, LISTED).as_text()
    assert text.startswith("109 年下半年沒有預計開放的資料集，109 年上半年 1 項") and "全數" not in text
    opened = planned.planned(plan(("1", "經濟部甲局", "一", JULY, JULY)), meeting)
    assert "已開放 1 項，全數開放。" in planned.summary(opened, LISTED).as_text()


def test_a_period_that_is_no_half_year_is_called_by_its_dates(meeting):
    meeting.params.periods = SimpleNamespace(plan=(date(2020, 6, 1), date(2020, 8, 31)))
    assert list(planned.planned(PLAN, meeting).parts) == [
        "109-01-01 至 109-05-31",
        "109-06-01 至 109-08-31",
        "109-09-01 至 109-12-31",
    ]


def test_without_a_period_the_section_says_what_is_missing(meeting):
    meeting.params.periods = SimpleNamespace(plan=None)
    with pytest.raises(ConfigError, match=r"periods\.plan"):
        planned.planned(PLAN, meeting)


def test_the_list_has_the_datasets_of_the_period_with_the_columns_that_the_file_has(meeting):
    table = planned.list_table("x", planned.planned(PLAN, meeting))
    assert table.columns == ("編號", "機關", "資料集名稱", "預計開放日期", "實際開放日期")
    assert cells(table)[2] == ["4", "丙公司", "四", "109-12-31", ""]


DAYS = st.dates(date(2019, 12, 1), date(2021, 1, 31))


@settings(max_examples=40, deadline=None)
@given(
    days=st.lists(st.tuples(st.sampled_from(["經濟部甲局", "經濟部乙局", "丙公司"]), DAYS), max_size=12),
    first=DAYS,
    length=st.integers(0, 200),
)
def test_every_dataset_is_in_one_part_of_the_year_or_in_another_year(days, first, length, tmp_path_factory, root):
    meeting = small_meeting(tmp_path_factory.mktemp("plan"), root)
    meeting.params.periods = SimpleNamespace(plan=(first, date.fromordinal(first.toordinal() + length)))
    found = planned.planned(
        plan(*((str(n), agency, "x", day, None) for n, (agency, day) in enumerate(days)), opened=bool(days)), meeting
    )
    assert found.year.value + found.others.value == len(days)
    assert all(sum(fact.value for fact in part.parts.values()) == part.total.value for part in found.parts.values())


def test_another_number_printed_of_the_year_is_said_with_why_ours_is_used(meeting):
    found = planned.planned(PLAN, meeting)
    day = found.opened.total.day
    printed = Fact(Decimal(3), meeting.units.count("項"), "programme/planned_109", "全年預計", day)
    figures = {"planned_109": ProgrammeFigure("盤點", printed, "別頁", "清單較新")}
    assert planned.beside_printed(found, figures).as_text() == (
        "別頁所載全年預計為 3 項，與預計開放清單的 4 項不同；本份資料以清單為準（清單較新）。"
    )
    assert planned.beside_printed(found, {}).as_text() == ""


@pytest.mark.parametrize(
    ("others", "titles", "note"),
    [
        ([], ["一"], "3 項屬公共資訊。"),
        (["投資理財", "開創事業", "投資理財"], ["一", "二①", "三②", "四①"], "4 項屬公共資訊；①投資理財　②開創事業。"),
        ([""], ["一", "二"], "3 項屬公共資訊。"),
        (
            [f"第 {n} 類" for n in range(21)],
            ["一", "二（第 0 類）", "三（第 1 類）"],
            "22 項屬公共資訊，其餘於名稱後註明。",
        ),
    ],
)
def test_the_category_of_a_dataset_is_a_sign_after_its_title_where_most_have_another(meeting, others, titles, note):
    usual = max(3, len(others) + 1)
    rows = [
        {"plan_id": str(n), "agency": "經濟部甲局", "title": title, "planned_on": DECEMBER, "category": category}
        for n, (title, category) in enumerate(zip("一二三四", ["公共資訊", *others], strict=False))
    ] + [
        {"plan_id": f"9{n}", "agency": "經濟部甲局", "title": "又", "planned_on": DECEMBER, "category": category}
        for n, category in enumerate([*others[3:], *["公共資訊"] * (usual - 1)])
    ]
    found = planned.planned(small_records("plan", *rows), meeting)
    assert [row[1] for row in cells(planned_list.table(found, meeting))][1 : 1 + len(titles)] == titles
    assert note in planned_list.summary(found, meeting)
