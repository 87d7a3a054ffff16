"""Openings pass desks: where each dataset is, for how long, what lies too long, and which rows no dataset can have gone."""

from datetime import date

import pytest

from reportlib.errors import ConfigError, InputError
from reportlib.measures import desks, promises
from tests.support.small_meeting import OCTOBER, cells, said, small_meeting, small_plan, small_records

BOOK = """\
title: 審查流程
source: 手冊
days_source: 本機關所定
desks:
  - {desk: first_review, name: 初審, by: 單位, days: 10}
  - {desk: consent, name: 同意, by: 小組}
  - {desk: publication, name: 上架, by: 資訊室, days: 7}
returned: {name: 退回補正, by: 單位, days: 14}
outcomes:
  - {word: 通過, means: passed, spellings: [OK]}
  - {word: 免, means: skipped}
  - {word: 辦理中, means: waiting}
  - {word: 退回, means: returned}
  - {word: 不同意, means: refused}
  - {word: 撤回, means: withdrawn}
"""
DESKS = ("first_review", "consent", "publication")


def passing(number: str, *said: tuple, agency: str = "經濟部甲局", **more) -> dict:
    """A row: what each of the desks has said, as (day, outcome)."""
    row = {"plan_id": number, "agency": agency, "title": f"資料{number}", **more}
    for desk in DESKS:
        row |= {f"{desk}_on": None, f"{desk}_outcome": None}
    for desk, (on, outcome) in zip(DESKS, said, strict=False):
        row |= {f"{desk}_on": on, f"{desk}_outcome": outcome}
    return row


def day(month: int, number: int) -> date:
    return date(2020, month, number)


@pytest.fixture
def meeting(tmp_path, root):
    return small_meeting(tmp_path, root, {"openings": BOOK})


def openings(*rows: dict):
    return small_records("openings", *rows)


def shown(found: desks.DeskBoard) -> dict[str, tuple[int, int]]:
    """How many are at each desk, and how many of them too long."""
    return {one.name: (int(one.waiting.number), int(one.stuck.number)) for one in found.desks}


def test_a_dataset_is_at_the_first_desk_that_has_not_passed_it_and_open_after_the_last(meeting):
    found = desks.board(
        openings(
            passing("1", (day(9, 1), "通過"), (day(9, 15), "OK"), (day(9, 20), "通過")),
            passing("2", (day(9, 1), "通過"), (None, "免"), (None, None)),
            passing("3", (day(10, 20), "通過")),
            passing("4", reported_on=day(10, 25)),
            passing("5", (day(10, 1), "退回")),
            passing("6", (day(9, 1), "通過"), (day(9, 15), "不同意")),
            passing("7", (day(9, 1), "撤回")),
        ),
        meeting,
    )
    assert [one.state for one in found.passages] == [
        "opened",
        "waiting",
        "waiting",
        "waiting",
        "returned",
        "refused",
        "withdrawn",
    ]
    assert [one.desk.name if one.desk else None for one in found.passages][:5] == [None, "上架", "同意", "初審", "初審"]
    assert shown(found) == {"初審": (1, 0), "同意": (1, 0), "上架": (1, 1), "退回補正": (1, 1)}
    assert (found.opened.total.value, found.under_way.total.value, found.refused.value, found.withdrawn.value) == (
        1,
        4,
        1,
        1,
    )


def test_the_days_begin_where_it_came_or_the_last_dated_desk_passed_it_or_it_was_reported(meeting):
    found = desks.board(
        openings(
            passing("1", (day(9, 1), "通過"), (None, "免")),  # the desk that is not needed has no day
            passing("2", (day(9, 1), "通過"), (day(9, 30), "通過"), (day(10, 24), "辦理中")),
            passing("3", reported_on=day(10, 21)),
            passing("4"),
        ),
        meeting,
    )
    assert [one.days.value for one in found.passages] == [60, 7, 10, None]
    assert [one.is_stuck for one in found.passages] == [True, False, False, False]  # the limit itself is within it
    assert found.passages[3].days.printed == "來源未提供"


def test_what_happens_after_the_day_of_statistics_has_not_happened_yet(meeting):
    late = passing("1", (day(10, 1), "通過"), (day(11, 5), "通過"), (day(11, 9), "通過"))
    (one,) = desks.board(openings(late), meeting).passages
    assert (one.state, one.desk.name, one.days.value) == ("waiting", "同意", 30)


@pytest.mark.parametrize(
    ("row", "code", "header", "what"),
    [
        (passing("1", (day(9, 9), "通過"), (day(9, 1), "通過")), "V07", "小組同意日期", "before"),
        (passing("1", (day(9, 9), "通過"), reported_on=day(9, 10)), "V07", "單位初審日期", "before"),
        (passing("1", (None, None), (day(9, 1), "通過")), "V17", "小組同意日期", "has not passed it"),
        (passing("1", (day(9, 1), "退回"), (day(9, 2), "通過")), "V17", "小組同意日期", "has not passed it"),
        (passing("1", (day(9, 1), "好")), "V17", "單位初審結果", "is no outcome of a desk"),
        (passing("1", (day(9, 1), None)), "L11", "單位初審結果", "no outcome"),
        (passing("1", (None, "通過")), "L11", "單位初審日期", "no day"),
    ],
)
def test_a_row_that_no_dataset_can_have_gone_is_told_with_its_row_and_column(meeting, row, code, header, what):
    with pytest.raises(InputError) as error:
        desks.board(openings(passing("0"), row), meeting)
    (problem,) = error.value.problems
    assert (problem.code, problem.row, problem.header) == (code, 3, header) and what in problem.what


def test_a_desk_of_the_rulebook_that_the_list_has_no_column_of_is_named(meeting):
    bare = {
        "plan_id": "1",
        "agency": "經濟部甲局",
        "title": "一",
        "first_review_on": None,
        "first_review_outcome": None,
    }
    with pytest.raises(InputError) as error:
        desks.check(openings(bare), meeting)
    assert {(one.code, "小組同意" in one.what or "上架" in one.what) for one in error.value.problems} == {("L09", True)}


def test_a_desk_or_a_word_that_stands_twice_and_a_book_by_which_nothing_passes_are_refused(tmp_path, root):
    for wrong, named in ((BOOK.replace("name: 上架", "name: 同意"), "同意"), (BOOK.replace("OK", "退回"), "退回")):
        with pytest.raises(ConfigError, match=named):
            desks.check(openings(passing("1")), small_meeting(tmp_path, root, {"openings": wrong}))
    nothing = small_meeting(tmp_path, root, {"openings": BOOK.replace("means: passed", "means: waiting")})
    with pytest.raises(ConfigError, match="passed"):
        desks.check(openings(passing("1")), nothing)


def test_every_unit_has_a_row_with_what_it_has_open_on_its_way_too_long_and_overdue(meeting):
    found = desks.board(
        openings(
            passing("1", (day(9, 1), "通過"), (day(9, 2), "通過"), (day(9, 3), "通過")),
            passing("2", (day(9, 1), "退回"), agency="經濟部乙局"),
        ),
        meeting,
    )
    plan = small_plan(("1", "經濟部甲局", "一", day(9, 30), day(9, 3)), ("2", "經濟部乙局", "二", day(9, 30), None))
    table = desks.unit_table("進度", found, promises.of(plan, meeting))
    assert cells(table) == [
        ["甲局", "1", "1", "0", "0", "—"],
        ["乙局", "1", "0", "1", "1", "1"],
        ["合計", "2", "1", "1", "1", "1"],
    ]


def test_the_board_has_what_each_desk_has_said_under_its_unit_and_what_lies_too_long_first(meeting):
    found = desks.board(
        openings(
            passing("1", (day(10, 28), "通過")),
            passing("2", (day(9, 1), "通過"), (day(9, 10), "通過"), (day(9, 20), "辦理中")),
            passing("3", (day(9, 1), "通過"), (day(9, 2), "通過"), (day(9, 3), "通過")),
        ),
        meeting,
    )
    table = desks.board_table("尚未上架", found, meeting)
    assert cells(table) == [
        ["經濟部甲局", "", "", "", "已上架 1／3 項"],
        ["2　資料2", "通過 109-09-01", "通過 109-09-10", "等候", "41 日，逾期限"],
        ["1　資料1", "通過 109-10-28", "等候", "", "3 日，期限未訂"],
    ]
    assert [row.tones for row in table.rows[1:]] == [
        ("", "done", "done", "late", "late"),
        ("", "done", "going", "", ""),
    ]
    assert said(desks.message(found)) == "1 項超過期限，最久的在上架已 41 日"


def test_of_a_list_with_nothing_in_it_and_of_one_that_is_all_open_that_is_said(meeting):
    nothing = desks.board(openings(), meeting)
    assert desks.summary(nothing).as_text() == "開放進度清單沒有資料集。"
    assert (
        desks.board_table("尚未上架", nothing, meeting).as_text() == desks.desk_table("各關", nothing).as_text() == ""
    )
    done = desks.board(openings(passing("1", (day(9, 1), "通過"), (day(9, 2), "通過"), (day(9, 3), "通過"))), meeting)
    assert desks.board_table("尚未上架", done, meeting).as_text() == "清單所列的資料集都已上架。"
    assert desks.stuck_table("逾期限", done).as_text() == ""
    assert "沒有超過期限仍在同一關者" in desks.summary(done).as_text()
    assert done.listed.total.as_of == OCTOBER


def test_a_desk_without_days_is_said_to_have_no_limit_and_nothing_of_why(meeting):
    found = desks.board(openings(passing("1", (day(9, 1), "通過"))), meeting)
    assert cells(desks.desk_table("各關", found))[1][:3] == ["同意", "小組", "未訂"]


def test_what_is_reported_after_the_day_of_statistics_is_not_on_the_list_yet(meeting):
    found = desks.board(
        openings(passing("1", reported_on=day(11, 1)), passing("2", reported_on=OCTOBER), passing("3")), meeting
    )
    assert [one.plan_id for one in found.passages] == ["2", "3"]
    assert (found.listed.total.value, found.under_way.total.value) == (2, 2)


def test_days_of_what_was_sent_in_again_run_from_the_day_on_which_it_came_again(meeting):
    again = passing("1", (day(9, 2), "通過"), (day(9, 3), "通過"), (day(10, 30), "辦理中"))
    (one,) = desks.board(openings(again), meeting).passages
    assert (one.desk.name, one.days.value, one.is_stuck) == ("上架", 1, False)


def test_long_tables_show_the_first_and_how_many_more_are_in_the_annex(meeting):
    rows = [passing(str(n), (day(9, 1), "退回")) for n in range(1, 26)]
    found = desks.board(openings(*rows), meeting)
    stuck, board = desks.stuck_table("久", found), desks.board_table("尚未上架", found, meeting)
    assert len(stuck.rows) == 21 and cells(stuck)[-1][0] == "另有 5 項，列於附件檔案"
    assert len(board.rows) == 12 and cells(board)[-1][0] == "另有 15 項，列於附件檔案"
    assert len(desks.list_table("全部", found).rows) == 25
