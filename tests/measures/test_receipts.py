"""The page of receipts, and the totals that say how many units they lack."""

import dataclasses
from datetime import date

import pandas as pd
import pytest

from reportlib.measures import follow_up, planned, receipts
from tests.support.small_meeting import cells, said, small_meeting, small_records

BOARD = (
    {
        "unit": "經濟部甲局",
        "table": "plan",
        "label": "預計開放資料集",
        "state": "已收",
        "file": "甲.xlsx",
        "rows": 2,
        "set_aside": 0,
    },
    {"unit": "經濟部乙局", "table": "plan", "label": "預計開放資料集", "state": "未收", "rows": 0, "set_aside": 0},
    {
        "unit": "丙公司",
        "table": "plan",
        "label": "預計開放資料集",
        "state": "有錯待補正",
        "file": "丙.csv",
        "rows": 0,
        "set_aside": 3,
        "note": "缺欄",
    },
    {
        "unit": "經濟部甲局",
        "table": "replies",
        "label": "民間需求回復",
        "state": "逾期送達",
        "file": "甲.xlsx",
        "rows": 1,
        "set_aside": 0,
        "received_on": date(2020, 11, 12),
    },
    {
        "unit": "經濟部乙局",
        "table": "replies",
        "label": "民間需求回復",
        "state": "有錯待補正",
        "file": "乙.xlsx",
        "rows": 4,
        "set_aside": 1,
        "late": "是",
    },
    {"unit": "丙公司", "table": "replies", "label": "民間需求回復", "state": "未請回報"},
)
PLAN = (
    {"plan_id": "1", "agency": "經濟部甲局", "title": "a", "planned_on": date(2020, 8, 1)},
    {"plan_id": "2", "agency": "經濟部甲局", "title": "b", "planned_on": date(2020, 9, 1)},
)


@pytest.fixture
def meeting(tmp_path, root):
    return small_meeting(tmp_path, root)


@pytest.fixture
def received():
    return small_records("received", *BOARD)


def test_a_total_lacks_the_units_of_which_nothing_counts(received, meeting):
    lack = receipts.lacking(received, "plan", meeting)
    assert lack.units == ("乙局", "丙") and lack.missing.value == 2 and lack.pending.value == 3
    assert lack.note == "尚缺 2 個單位（乙局、丙）；另有 3 列待確認，未計入"
    assert receipts.noted("預計開放", lack) == "預計開放（尚缺 2 個單位）"


def test_rows_that_are_set_aside_are_said_though_no_unit_lacks(received, meeting):
    lack = receipts.lacking(received, "replies", meeting)
    assert lack.units == () and lack.note == "另有 1 列待確認，未計入" and receipts.noted("需求", lack) == "需求"


def test_a_long_list_of_units_is_printed_once(meeting):
    shorts = ("經濟部甲局", "經濟部乙局", "丙公司")
    board = small_records(
        "received",
        *(
            {"unit": unit, "table": table, "label": label, "state": "未收", "rows": 0, "set_aside": 0}
            for table, label in (("plan", "清單"), ("replies", "回復"))
            for unit in shorts
        ),
    )
    board.frame["unit_short"] = ["甲", "乙", "丙"] * 2
    said = receipts.summary(board, meeting).as_text()
    assert said.count("甲、乙、丙") == 2  # three are few
    board = dataclasses.replace(board, frame=pd.concat([board.frame] * 2, ignore_index=True))
    board.frame["unit_short"] = [*"甲乙丙甲乙丙", *"丁戊己丁戊己"]
    said = receipts.summary(board, meeting).as_text()
    assert said.count("未收：甲、乙、丙、丁、戊、己。") == 1 and said.count("未收的單位與清單相同。") == 1


def test_without_a_board_nothing_is_said_of_anybody(meeting):
    assert receipts.lacking(None, "plan", meeting) is None
    assert receipts.noted("預計開放", None) == "預計開放" and receipts.note("109 年", lack=None) == "109 年"
    assert "沒有收件紀錄" in receipts.board_table("收件", None, meeting).as_text()


def test_where_nobody_was_asked_nothing_is_said_to_have_come(meeting):
    board = small_records("received", {"unit": "經濟部甲局", "table": "plan", "label": "清單", "state": "未請回報"})
    assert receipts.summary(board, meeting).as_text() == "這次沒有請任何單位回報。"


def test_a_return_that_is_not_asked_for_lacks_nobody(received, meeting):
    assert receipts.lacking(received, "evaluation", meeting) is None


def test_planned_openings_say_wherever_they_are_printed_how_many_units_they_lack(received, meeting):
    plan = small_records("plan", *PLAN)
    found = planned.planned(plan, meeting, received)
    assert all("尚缺 2 個單位" in label for label in planned.key_figures(found))
    from reportlib.display.display import Ref

    assert (
        "尚缺 2 個單位（乙局、丙）的回報。另有 3 列待確認"
        in planned.summary(found, Ref("45-planned", "plan-list")).as_text()
    )
    assert "尚缺 2 個單位" in planned.note(found) and "尚缺 2 個單位" in said(planned.message(found))
    assert (
        cells(planned.agency_table("表", found, meeting))[-1][0] == "合計（尚缺 2 個單位）"
    )  # in the annex, which has no notes
    assert (
        "尚缺 2 個單位" in planned.agency_table("表", found, meeting).note
        and "尚缺 2 個單位" in planned.list_table("表", found).note
    )


def test_a_unit_that_lacks_in_two_returns_counts_once(received, meeting):
    lack = receipts.lacking(received, ("plan", "replies", "evaluation"), meeting)
    assert (lack.units, lack.missing.value, lack.pending.value) == (("乙局", "丙"), 2, 4)
    assert (lack.missing.name, lack.missing.label) == (
        "received.lacking/plan、replies",
        "預計開放資料集、民間需求回復尚缺的單位",
    )


def test_the_follow_up_says_wherever_it_is_printed_how_many_units_it_lacks(meeting):
    resolution = {
        "meeting": "5-2",
        "number": "一",
        "subject": "開放",
        "owner": "甲局",
        "done_on": None,
        "proposal": "建議繼續列管",
        "handling": None,
        "due_on": None,
        "released_by": None,
        "decision": None,
    }
    board = small_records(
        "received",
        {
            "unit": "經濟部乙局",
            "table": "progress",
            "label": "決議辦理情形",
            "state": "未收",
            "rows": 0,
            "set_aside": 0,
        },
    )
    for rows in ([resolution], [resolution | {"released_by": "5-3"}]):
        found = follow_up.followed_up(small_records("resolutions", *rows), meeting, board)
        assert all("尚缺 1 個單位" in label for label in follow_up.key_figures(found))
        assert "尚缺 1 個單位（乙局）的回報。" in follow_up.summary(found).as_text()
        assert "尚缺 1 個單位" in said(follow_up.message(found)) and "尚缺 1 個單位" in said(
            follow_up.notice_message(found)
        )
        assert "尚缺 1 個單位（乙局）" in follow_up.table("表", found).note
    assert list(follow_up.key_figures(follow_up.followed_up(small_records("resolutions", resolution), meeting))) == [
        "列管決議",
        "建議解除列管",
        "已完成",
        "尚未完成",
    ]


def test_without_a_board_planned_openings_read_as_before(meeting):
    found = planned.planned(small_records("plan", *PLAN), meeting)
    assert list(planned.key_figures(found)) == ["109 年下半年預計開放", "其中已開放"]
    assert planned.note(found) == "109 年下半年" and planned.agency_table("表", found, meeting).note == ""


def test_the_board_has_a_row_a_unit_and_a_column_a_return(received, meeting):
    table = receipts.board_table("收件", received, meeting)
    assert table.columns == ("單位", "預計開放資料集", "民間需求回復")
    assert cells(table) == [
        ["甲局", "已收", "逾期送達"],
        ["乙局", "未收", "有錯待補正（逾期），1 列待確認"],
        ["丙", "有錯待補正，3 列待確認", "—"],
    ]


def test_the_key_figures_of_the_board_add_up(received, meeting):
    figures = {label: int(fact.value) for label, fact in receipts.key_figures(received, meeting).items()}
    assert figures == {"應收": 5, "已收": 1, "逾期送達": 1, "有錯待補正": 2, "未收": 1}


def test_nothing_is_said_of_lateness_where_nobody_said_when_anything_came(meeting):
    board = [
        {column: value for column, value in row.items() if column != "received_on"} | {"state": "已收"} for row in BOARD
    ]
    late = receipts.key_figures(small_records("received", *board), meeting)["逾期送達"]
    assert late.value is None and str(late) == "來源未提供"


def test_a_return_that_is_there_is_not_among_those_that_are_not(meeting):
    found = small_records("received", BOARD[0] | {"note": "共 2 個版本，採用 甲.xlsx"}, BOARD[1])
    table = receipts.problems_table("未收、逾期及待確認的回報", found, meeting)
    assert (
        [row[0] for row in cells(table)] == ["乙局"]
        and "甲局預計開放資料集：共 2 個版本，採用 甲.xlsx" in table.note
        and table.unit == "單位：列"
    )


def test_what_is_not_simply_there_is_listed_with_its_remark(received, meeting):
    listed = cells(receipts.problems_table("待補", received, meeting))
    assert [row[0] for row in listed] == ["乙局", "丙", "甲局", "乙局"]
    assert listed[1][3:] == ["丙.csv", "0", "3", "缺欄"] and listed[2][6] == "收件日期 109-11-12"


def test_corrections_are_listed_with_who_and_why():
    entry = {
        "file": "甲.xlsx",
        "sheet": "表",
        "row": 3,
        "column": "C 日期",
        "old": "109/2/30",
        "new": None,
        "reason": "電話確認",
        "who": "王小明",
        "corrected_on": date(2020, 11, 20),
    }
    table = receipts.corrections_table("更正", small_records("corrections", entry))
    assert cells(table) == [["甲.xlsx〔表〕第 3 列 C 日期", "109/2/30", "（空白）", "電話確認", "王小明", "109-11-20"]]
    assert receipts.corrections_table("更正", None).as_text() == "更正：無。"
