"""Themed strategies: what counts as one, which unit has none, what stands in the table."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures import strategies
from reportlib.measures.results import ProgrammeFigure
from tests.support.small_meeting import cells, said, small_meeting, small_records


@pytest.fixture
def meeting(root, tmp_path):
    return small_meeting(tmp_path, root)


def given(*rows):
    return small_records(
        "strategies",
        *({"unit": unit, "strategy": text, "meaning": None, "revised_on": day} for unit, text, day in rows),
    )


def test_a_cell_with_several_strategies_counts_as_several_and_the_rule_says_so(meeting):
    found = strategies.strategies(given(("經濟部乙局", "節能；供電", None), ("經濟部甲局", "防災", None)), meeting)
    assert (found.units.printed, found.strategies.printed) == ("2", "3")
    assert "以「；」分隔者，各計一項" in found.strategies.rule
    assert [row[:2] for row in cells(strategies.table("x", found))] == [["甲局", "防災"], ["乙局", "節能；供電"]]


@pytest.mark.parametrize(
    ("cell", "names"), [("甲；乙；", ["甲", "乙"]), ("甲； ；乙", ["甲", "乙"]), ("甲、乙", ["甲、乙"])]
)
def test_only_the_full_width_semicolon_separates_and_an_empty_part_is_none(cell, names):
    assert strategies.named(cell) == names


def test_an_evaluated_unit_without_a_strategy_is_named_and_one_that_is_not_evaluated_too(meeting):
    found = strategies.strategies(given(("經濟部乙局", "節能", None), ("丙公司", "租售", None)), meeting)
    assert (
        strategies.summary(found).as_text()
        == "2 個單位訂有 2 項主題式開放資料推動策略（受評單位共 2 個）。尚未訂定的受評單位 1 個：甲局。丙不在受評單位之列。"
    )


def test_what_the_file_does_not_say_is_not_provided(meeting):
    found = strategies.strategies(given(("經濟部甲局", "防災", None)), meeting)
    assert cells(strategies.table("x", found)) == [["甲局", "防災", NOT_PROVIDED]]
    assert said(strategies.revision_message(found)) == "1 個單位訂有 1 項主題式策略"


def test_a_file_without_meanings_has_no_column_of_them(meeting):
    records = given(("經濟部甲局", "防災", date(2020, 7, 30)), ("經濟部乙局", "節能", date(2019, 1, 2)))
    found = strategies.strategies(dataclasses.replace(records, blank=frozenset({"meaning"})), meeting)
    table = strategies.table("x", found)
    assert table.columns == ("單位", "推動策略", "修訂日期")
    assert cells(table) == [["甲局", "防災", "109-07-30"], ["乙局", "節能", "108-01-02"]]


def test_the_slide_says_who_revised_last(meeting):
    found = strategies.strategies(
        given(("經濟部甲局", "防災", date(2020, 7, 30)), ("經濟部乙局", "節能", date(2019, 1, 2))), meeting
    )
    assert said(strategies.revision_message(found)) == "最近修訂策略的是甲局（109-07-30）"


def test_strategies_that_were_all_revised_on_one_day_say_so_once(meeting):
    day = date(2020, 11, 4)
    found = strategies.strategies(given(("經濟部甲局", "防災", day), ("經濟部乙局", "節能", day)), meeting)
    assert said(strategies.revision_message(found)) == "各單位的主題式策略均於 109-11-04 修訂"


def test_units_strategies_and_services_are_counted_apart(meeting):
    found = strategies.strategies(given(("經濟部乙局", "節能；供電", None)), meeting)
    services = Fact(Decimal(24), meeting.units.count("項"), "programme/x", "主題網站的服務", date(2020, 10, 31))
    figures = {strategies.SERVICES: ProgrammeFigure("主題", services, "第二十三頁")}
    assert strategies.services_summary(found, figures).as_text() == (
        "主題網站的服務 24 項（第二十三頁）。訂有策略的單位 1 個、單位所列策略 2 項與網站服務分別計算，三者不必相等。"
    )
    assert NOT_PROVIDED in strategies.services_summary(found, {}).as_text()


def test_strategies_that_are_all_dated_are_of_their_last_revision_and_why_they_were_revised_is_said_once(meeting):
    rows = [
        {"unit": unit, "strategy": text, "revised_on": date(2020, 11, 4), "revision": "依回覆更新"}
        for unit, text in (("經濟部甲局", "防災"), ("經濟部乙局", "節能"))
    ]
    found = strategies.strategies(small_records("strategies", *rows), meeting)
    assert found.strategies.as_of == found.without_count.as_of == date(2020, 11, 4)
    note = strategies.table("x", found).note
    assert note.count("依回覆更新") == 1 and note.endswith("各策略的修訂日期：109-11-04")
    assert strategies.strategies(given(("經濟部甲局", "防災", None)), meeting).units.as_of == date(2020, 10, 31)
