"""The score matrix: a row a unit by rank, each item as what is lost or earned, with a tone that says how much of it that is."""

from importlib import import_module

import pytest

from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import evaluation
from reportlib.meeting import rulebook_files
from tests.support.small_meeting import cells
from tests.support.two_units import NEW_YEAR, catalogue, records, register

BOOK = """title: 考核
source: 測試
weights: default
rounding: {item_digits: 1, total_digits: 0, mode: half_up}
items:
  - {id: gold, name: 金標章比重, short: 金標章, group: required, measure: {share: gold, of: tested}, score: {full: 40}, not_applicable: full}
  - {id: tasks, name: 作業時效, group: required, measure: {share: tasks_on_time, of: tasks_due}, score: {full: 60}, not_applicable: full}
  - {id: entries, name: 應用獎, group: bonus, measure: {count: award_entries}, score: {each: 1, cap: 4}}
  - {id: events, name: 推廣, group: bonus_or_deduction, measure: {count: promotion_events}, score: {steps: [{at_least: 1, points: 2}, {at_least: 0, points: -1}]}}
"""


@pytest.fixture
def ranking(meeting, tmp_path):
    """The ranking of 甲 and 乙 by what they sent: each number is theirs in this order; 乙 has no dataset that was tested."""

    def rank(text=BOOK, units=("甲", "乙"), tests=(("2", NEW_YEAR, "金"),), **numbers):
        (tmp_path / "book.yaml").write_text(text, "utf-8")
        returned = {key: numbers.get(key, [0] * len(units)) for key in evaluation.RETURNED}
        sources = evaluation.EvaluationSources(
            catalogue(), register(*tests), None, records("evaluation", unit_short=list(units), **returned), None
        )
        return evaluation.rank(sources, meeting, rulebook_files.read_scoring(tmp_path / "book.yaml"))

    return rank


def matrix(ranking, meeting):
    return evaluation.matrix("各單位得分", ranking, meeting)


def row_of(table, unit: str) -> list[tuple[str, str]]:
    """The texts and tones of a unit's row."""
    row = next(row for row in table.rows if str(row.cells[1]) == unit)
    return [(str(cell), tone) for cell, tone in zip(row.cells, row.tones, strict=True)]


def test_the_head_says_the_most_of_each_item_and_its_group_and_the_units_stand_by_rank(ranking, meeting):
    table = matrix(ranking(tasks_due=[10, 10], tasks_on_time=[5, 10]), meeting)
    assert table.columns == ("名次", "單位", "金標章", "作業時效", "應用獎", "推廣", "總分", "較滿分")
    assert cells(table)[0] == ["", "滿分", "40", "60", "4", "2", "", ""]
    assert table.rows[0].tones == ("", "", "loss", "loss", "full", "half", "", "")
    assert [row[:2] for row in cells(table)[1:]] == [["1", "乙"], ["2", "甲"]]


def test_required_items_tell_what_is_lost_none_where_they_are_met_or_waived_and_the_distance_is_from_all_required(
    ranking, meeting
):
    table = matrix(ranking(tasks_due=[10, 0], tasks_on_time=[8, 0]), meeting)
    assert row_of(table, "甲") == [
        ("2", ""), ("甲", ""), ("0", "met"), ("−12", "loss"), ("0", ""), ("−1", "loss"), ("87", ""), ("−13", "loss"),
    ]  # fmt: skip
    assert row_of(table, "乙")[2:4] == [("0", "waived"), ("0", "waived")]
    even = matrix(ranking(award_entries=[1, 0]), meeting)  # one point beyond, one deducted
    assert row_of(even, "甲")[-2:] == [("100", ""), ("0", "")]
    assert "1 個單位在必要項目失分" in str(table.note)


@pytest.mark.parametrize(
    ("entries", "tone"), [(0, ""), (1, "less"), (2, "half"), (3, "half"), (4, "full"), (9, "full")]
)
def test_what_is_earned_beyond_is_darker_the_more_of_it_there_is(ranking, meeting, entries, tone):
    table = matrix(ranking(award_entries=[entries, 0], promotion_events=[1, 0]), meeting)
    assert row_of(table, "甲")[4:6] == [(str(min(entries, 4)), tone), ("2", "full")]


def test_units_with_equal_totals_have_a_sign_before_their_rank(ranking, meeting):
    tie = matrix(ranking(), meeting)
    assert [row[:2] for row in cells(tie)[1:]] == [["＝1", "甲"], ["＝1", "乙"]]


def test_what_a_unit_did_not_send_is_said_in_its_cell_and_it_has_no_rank_and_no_distance(ranking, meeting):
    table = matrix(ranking(units=("甲",)), meeting)
    late = row_of(table, "乙")
    assert late[0] == (NOT_PROVIDED, "") and late[3] == (NOT_PROVIDED, "late") and late[-1] == ("—", "")
    assert row_of(table, "甲")[0] == ("1", "")


def test_where_a_required_item_has_no_full_marks_there_is_no_distance_from_them(ranking, meeting):
    table = matrix(
        ranking(BOOK.replace("score: {full: 60}, not_applicable: full", "score: {steps: [{at_least: 0, points: 5}]}")),
        meeting,
    )
    assert [row[-1] for row in cells(table)[1:]] == ["—", "—"]


def test_the_slide_has_the_groups_of_the_first_and_names_the_last(ranking, meeting, monkeypatch):
    of_matrix = import_module("reportlib.measures.evaluation.matrix")
    monkeypatch.setattr(of_matrix, "MOST_ON_SLIDE", 1)
    given = ranking(tasks_due=[10, 0], tasks_on_time=[8, 0])
    table = evaluation.top_table("得分", given, meeting)
    assert table.columns == ("單位", "名次", "必要", "加分", "加／扣分", "總分")
    best, last = ["乙", "1", "100", "0", "−1", "99"], ["甲", "2", "88", "0", "−1", "87"]
    assert cells(table) == [best, last]
    assert table.only == "slide" and matrix(ranking(), meeting).only == "document"
    monkeypatch.setattr(of_matrix, "MOST_LAST", 0)  # where more share the last place than are named
    assert cells(evaluation.top_table("得分", given, meeting)) == [best, ["其餘 1 個單位", "", "", "", "", "87"]]
