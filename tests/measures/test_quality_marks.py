"""Marks in force on a day: the last test up to it, of the datasets that the rulebook lets in."""

from datetime import date

import pytest

from reportlib.errors import InputError
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import quality
from reportlib.measures.quality.marks import counted, counted_by_unit
from tests.support.two_units import MAY, NEW_YEAR, catalogue, register


def test_the_mark_in_force_on_a_day_is_that_of_the_last_test_up_to_it(meeting):
    tests = register(("2", NEW_YEAR, "銀"), ("2", date(2020, 8, 1), "金"), ("3", date(2020, 8, 1), "白金"))
    may, october = quality.gold_series(catalogue(), tests, meeting)
    assert (may.tested.printed, may.gold.printed, may.share.printed) == ("1", "0", "0%")
    assert (october.tested.printed, october.gold.printed, october.share.printed) == ("2", "2", "100%")
    assert quality.platinum_by_unit(catalogue(), tests, meeting).total.printed == "1"


def test_datasets_listed_before_the_rulebooks_date_and_white_listed_ones_do_not_count(meeting):
    tests = register(("1", NEW_YEAR, "金"), ("2", NEW_YEAR, "金"), ("3", NEW_YEAR, "金"))
    found = catalogue(mark=["金", "金", "無(白名單)", "金"])
    assert quality.gold_series(found, tests, meeting)[1].tested.printed == "1"


def test_a_test_that_says_not_tested_is_no_test(meeting):
    tests = register(("2", NEW_YEAR, "金"), ("3", NEW_YEAR, "金"), ("3", date(2020, 8, 1), "無(未做品檢)"))
    october = quality.gold_series(catalogue(), tests, meeting)[1]
    assert (october.tested.printed, october.gold.printed) == ("1", "1")


def test_I08_identifiers_that_differ_in_case_are_the_same_dataset(meeting):
    found = catalogue(listed_on=[NEW_YEAR] * 4)
    assert quality.gold_series(found, register(("a4", NEW_YEAR, "金")), meeting)[1].gold.printed == "1"


def test_V17_an_unknown_mark_is_refused_with_its_row(meeting):
    with pytest.raises(InputError, match="V17 quality.csv row 2"):
        quality.gold_series(catalogue(), register(("2", NEW_YEAR, "鑽石")), meeting)


def test_without_a_register_the_catalogue_gives_its_own_day_only(meeting):
    found = catalogue(mark=["金", "白金", "銀", "金"])
    may, october = quality.gold_series(found, None, meeting)
    assert (may.gold.printed, october.tested.printed, october.gold.printed) == (NOT_PROVIDED, "2", "1")


def test_marks_that_no_source_gives_are_absent_under_the_name_of_their_day_where_there_is_one(meeting):
    without, of_may = counted(None, "gold", meeting), counted(None, "gold", meeting, day=MAY)
    assert [(one.name, one.label, one.absence, one.as_of) for one in (without, of_may)] == [
        ("quality.gold", "金標章資料集", NOT_PROVIDED, None),
        ("quality.gold/109-05-31", "金標章資料集", NOT_PROVIDED, MAY),
    ]
    assert counted(None, "tested", meeting, "award.tested", MAY).name == "award.tested"
    by_unit = counted_by_unit(None, "gold", meeting, MAY)
    assert {unit: fact.name for unit, fact in by_unit.parts.items()} == {
        "甲": "quality.gold_by_unit/109-05-31/甲",
        "乙": "quality.gold_by_unit/109-05-31/乙",
    }
