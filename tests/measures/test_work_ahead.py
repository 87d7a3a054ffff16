"""Work ahead: which milestones are past, of this half-year and of the next, and what is due when."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from reportlib.errors import ConfigError, Problem
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import evaluation, work_ahead
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records

OCTOBER = date(2020, 10, 31)
TASKS = (
    ("盤點", date(2021, 2, 28)),
    ("清單登載", date(2020, 10, 31)),
    ("標準表", date(2020, 12, 31)),
    ("召開會議", date(2021, 6, 30)),
    ("年終檢討", date(2021, 12, 31)),
)


def milestones(*entries, **columns):
    tasks, days = zip(*(entries or TASKS), strict=True)
    frame = pd.DataFrame({"task": tasks, "due_on": days} | columns, dtype=object)
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return Records(frame, "milestones", "milestones.csv", "", "utf-8", 1, {}, "0" * 64)


@pytest.fixture
def meeting(root, tmp_path):
    book = tmp_path / "work.yaml"
    book.write_text(
        "title: 後續作業\nsource: 測試\ngroups:\n"
        "  - {group: 資料盤點, items: [{work: 盤點資料, milestone: 盤點}, {work: 登載清單, milestone: 清單登載}]}\n"
        "  - {group: 推廣應用, items: [{work: 回復民眾意見}]}\n",
        "utf-8",
    )
    rules = SimpleNamespace(work_ahead=book, evaluation=root / "params" / "rules" / "evaluation-110.yaml")
    return Meeting(
        SimpleNamespace(
            path=tmp_path / "m.yaml",
            as_of=SimpleNamespace(inventory=OCTOBER, follow_up=None),
            periods=SimpleNamespace(plan=(date(2020, 7, 1), date(2020, 12, 31))),
            numbers=SimpleNamespace(share_digits=0, share_rounding="truncate", thousands=",", small_shares="less_than"),
            rulebooks=rules,
            lacks=lambda what: Problem("C05", what, ""),
        )
    )


def texts(table):
    return [[str(cell) for cell in row.cells] for row in table.rows]


def test_the_next_half_year_is_the_one_after_the_half_year_whose_openings_are_discussed(meeting):
    assert work_ahead.next_half(meeting) == (date(2021, 1, 1), date(2021, 6, 30))
    meeting.params.periods.plan = (date(2020, 1, 1), date(2020, 6, 30))
    assert work_ahead.next_half(meeting) == (date(2020, 7, 1), date(2020, 12, 31))


def test_milestones_stand_in_order_of_time_with_the_days_left_and_say_whether_they_are_past_now_or_later(meeting):
    table = work_ahead.milestone_table("x", milestones(), meeting)
    assert texts(table) == [
        ["109", "清單登載", "10/31", "已屆期", "—"],
        ["109", "標準表", "12/31", "本期", "61"],
        ["110", "盤點", "2/28", "下期", "120"],
        ["110", "召開會議", "6/30", "下期", "242"],
        ["110", "年終檢討", "12/31", "其後", "426"],
    ]
    assert (table.columns[table.bars], table.meant) == ("尚餘日數", 1)  # the nearest that is not past


def test_an_owner_is_shown_where_the_file_gives_one(meeting):
    table = work_ahead.milestone_table("x", milestones(TASKS[0], TASKS[2], owner=["各單位", None]), meeting)
    assert [row[3] for row in texts(table)] == ["未載", "各單位"]


def test_the_line_shows_the_days_that_are_left_and_nothing_that_is_past(meeting):
    assert [(task, when, days.printed) for task, when, _, days in work_ahead.time_line(milestones(), meeting)] == [
        ("標準表", "109-12-31", "61"),
        ("盤點", "110-02-28", "120"),
        ("召開會議", "110-06-30", "242"),
        ("年終檢討", "110-12-31", "426"),
    ]


def test_a_task_that_comes_again_has_figures_that_are_told_apart_by_their_days(meeting):
    twice = milestones(("召開會議", date(2020, 12, 31)), ("召開會議", date(2021, 6, 30)), ("盤點", date(2021, 2, 28)))
    assert [days.label for *_, days in work_ahead.time_line(twice, meeting)] == [
        "距「召開會議」期限（109-12-31）的日數",
        "距「盤點」期限的日數",
        "距「召開會議」期限（110-06-30）的日數",
    ]


def test_the_sentence_names_the_nearest_milestone_and_counts_those_of_the_next_half_year(meeting):
    assert work_ahead.summary(milestones(), meeting).as_text() == (
        "截至 109 年 10 月 31 日，最近的工作期限為 109 年 12 月 31 日「標準表」；110 年上半年應完成 2 項，另有 1 項已屆期。"
    )


def test_when_everything_is_past_the_sentence_and_the_slide_say_so(meeting):
    past = milestones(("清單登載", OCTOBER))
    assert work_ahead.summary(past, meeting).as_text() == "截至 109 年 10 月 31 日，工作期程均已屆期。"
    assert work_ahead.message(past, meeting)["sentence"] == "{count} 項工作均已屆期"
    assert work_ahead.time_line(past, meeting) == []


def test_where_there_is_no_milestone_none_is_said_to_be_past(meeting):
    nothing = milestones()
    nothing = nothing.with_frame(nothing.frame.iloc[:0])
    assert work_ahead.summary(nothing, meeting).as_text() == "沒有工作期程的紀錄。"
    assert work_ahead.message(nothing, meeting)["sentence"] == "沒有工作期程的紀錄"


def test_work_takes_the_due_dates_of_the_milestones_it_names(meeting):
    assert texts(work_ahead.work_table("x", milestones(), meeting)) == [
        ["資料盤點", "盤點資料", "110-02-28"],
        ["資料盤點", "登載清單", "期限未訂"],
        ["推廣應用", "回復民眾意見", "持續辦理"],
    ]
    twice = milestones(("盤點甲", date(2020, 12, 1)), ("盤點乙", date(2021, 3, 1)), ("盤點丙", date(2021, 12, 1)))
    assert texts(work_ahead.work_table("x", twice, meeting))[0][2] == "109-12-01、110-03-01"
    later = milestones(("盤點甲", date(2022, 2, 1)), ("盤點乙", date(2021, 12, 1)))
    assert (
        texts(work_ahead.work_table("x", later, meeting))[0][2] == "110-12-01"
    )  # none by the end of the next half-year


def test_without_the_rulebook_of_work_the_parameters_are_said_to_lack_it(meeting):
    meeting.params.rulebooks.work_ahead = None
    with pytest.raises(ConfigError, match="rulebooks.work_ahead"):
        work_ahead.work_table("x", milestones(), meeting)


def test_evaluation_items_stand_by_group_with_how_they_score_and_default_weights_are_marked(meeting):
    table = evaluation.items_table("x", meeting)
    assert {label: fact.printed for label, fact in table.beside} == {
        "必要項目": "3",
        "加分項目": "8",
        "加／扣分項目": "1",
    }
    assert table.columns == ("組別", "考核項目", "計分方式")
    said = {row[1]: row[2] for row in texts(table)}
    assert said["開放資料集金標章比重"] == "金標章 ÷ 納入檢測 × 40 分"
    assert said["資料集獲白金標章"] == "白金標章：每項 0.1 分，上限 5 分"
    assert said["開放資料集數量（含特色介紹）"] == "開放資料集：200 項以上 3 分、100 項以上 2 分、50 項以上 1 分"
    assert said["回復民眾意見天數符合度"] == "期限內回復 ÷ 應回復：100%以上 2 分、80%以上 0 分、0%以上 −2 分"


def test_without_an_evaluation_rulebook_the_items_are_not_provided(meeting):
    meeting.params.rulebooks.evaluation = None
    assert evaluation.items_table("考核項目", meeting).as_text() == f"考核項目：{NOT_PROVIDED}。"


def test_how_stock_is_taken_the_next_time_stands_by_kind_with_its_source(meeting):
    assert work_ahead.inventory_table("盤點原則", meeting).as_text() == f"盤點原則：{NOT_PROVIDED}。"
    book = meeting.params.rulebooks.work_ahead
    rules = "inventory: [{about: 個人資料, source: 某頁, points: [去識別化, 依 CNS 29100 評估]}]\n"
    book.write_text(book.read_text("utf-8") + rules, "utf-8")
    again = Meeting(meeting.params)
    table = work_ahead.inventory_table("盤點原則", again)
    assert texts(table) == [["個人資料", "去識別化"], ["", "依 CNS 29100 評估"]] and table.note == "來源：某頁"
