"""Datasets below gold on the award's day: each counts as what it is on that day, whatever it was before or became later."""

from datetime import date

from reportlib.measures import awards
from reportlib.measures.evaluation import EvaluationSources
from tests.support.small_meeting import cells
from tests.support.two_units import MAY, NEW_YEAR, catalogue, register

JUNE = date(2020, 6, 30)  # the award counts up to the last day of May


def below_gold(meeting, *tests):
    everything = catalogue(listed_on=[NEW_YEAR] * 4)
    sources = EvaluationSources(everything, register(*tests) if tests else None, None, None, None)
    return awards.below_gold("未達金標章者", sources, meeting)


def test_one_that_lost_its_gold_on_the_very_day_is_named_and_one_that_never_had_it_is_counted(meeting):
    shown = below_gold(meeting, ("1", NEW_YEAR, "金"), ("1", MAY, "銀"), ("2", NEW_YEAR, "銅"), ("3", NEW_YEAR, "白金"))
    summary, table = shown.parts
    assert summary.as_text() == (
        "109-05-31 未達金標章的資料集 2 項，各按當日的標章計分。其中 1 項曾為金標章：甲「一」（109-05-31 檢測為銀）。"
    )
    assert cells(table) == [["甲", "二", "109-01-01", "銅", ""], ["甲", "一", "109-05-31", "銀", "曾為金標章"]]
    assert [block.only for block in shown.blocks()] == ["", "proof"]


def test_what_becomes_of_a_mark_after_the_day_is_not_said(meeting):
    shown = below_gold(meeting, ("1", NEW_YEAR, "銀"), ("1", JUNE, "金"), ("2", NEW_YEAR, "金"), ("2", JUNE, "銀"))
    assert shown.parts[0].as_text() == "109-05-31 未達金標章的資料集 1 項，各按當日的標章計分。"
    assert cells(shown.parts[1]) == [["甲", "一", "109-01-01", "銀", ""]]


def test_of_more_than_three_that_lost_their_gold_the_first_three_are_named(meeting):
    tests = [(one, day, mark) for one in ("1", "2", "3", "A4") for day, mark in ((NEW_YEAR, "白金"), (MAY, "銅"))]
    [three, _] = below_gold(meeting, *tests[:-2]).parts
    assert "其中 3 項" in three.as_text() and three.as_text().endswith("乙「三」（109-05-31 檢測為銅）。")
    [said, _] = below_gold(meeting, *tests).parts
    assert "其中 4 項曾為金標章：甲「一」" in said.as_text() and said.as_text().endswith(
        "乙「三」（109-05-31 檢測為銅）等。"
    )


def test_where_all_are_gold_or_no_mark_is_known_of_that_day_nothing_is_shown(meeting):
    assert below_gold(meeting, ("1", NEW_YEAR, "金")).blocks() == ()
    assert below_gold(meeting).blocks() == ()
