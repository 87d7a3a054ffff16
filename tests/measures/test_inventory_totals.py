"""Totals and breakdowns of a small catalogue: what is counted, what is left out, and what each part knows."""

from datetime import date

import pytest

from reportlib.errors import InputError
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import inventory
from reportlib.measures.inventory import overview
from tests.support.two_units import NEW_YEAR, catalogue, printed


def test_datasets_listed_after_the_as_of_date_are_not_counted_and_that_is_said(meeting):
    assert inventory.total(catalogue(), meeting).printed == "3"
    assert "清單中另有 1 項於統計日後上架，未計入" in inventory.summary(catalogue(), meeting).as_text()


def test_growth_is_what_was_listed_since_the_last_period(meeting):
    assert inventory.growth(catalogue(), meeting).printed == "1"
    assert printed(inventory.growth_by_publisher(catalogue(), meeting)) == {"甲": "0", "乙": "1"}


def test_datasets_without_a_category_are_a_part_of_their_own(meeting):
    found = inventory.by_category(catalogue(category=["公共資訊", None, "公共資訊", "公共資訊"]), meeting)
    assert printed(found) == {"公共資訊": "2", "未填分類": "1"}


def test_a_dataset_without_a_listing_date_is_on_the_list(meeting):
    found = catalogue(listed_on=[None, date(2019, 3, 1), NEW_YEAR, date(2020, 12, 1)])
    assert inventory.total(found, meeting).printed == "3"
    assert printed(inventory.by_year(found, meeting)) == {"108 年": "1", "109 年": "1", "未載日期": "1"}


def test_the_star_rating_is_the_best_of_a_datasets_formats(meeting):
    found = inventory.by_stars(catalogue(formats=[("CSV", "PDF"), ("PDF",), ("KML",), ("CSV",)]), meeting)
    assert {key: text for key, text in printed(found).items() if text != "0"} == {
        "3 星": "1",
        "1 星": "1",
        "未列星等": "1",
    }


def test_every_fact_of_a_breakdown_knows_its_rows(meeting):
    found = inventory.by_publisher(catalogue(), meeting)
    assert {key: fact.rows[0].ranges() for key, fact in found.parts.items()} == {"甲": "2-3", "乙": "4"}


def test_a_list_without_days_of_listing_has_no_total_of_another_day(meeting):
    bare = catalogue()
    bare = bare.with_frame(bare.frame.drop(columns="listed_on"))
    absent = inventory.counted_on(bare, meeting, NEW_YEAR)
    assert (absent.absence, absent.unit.label, absent.name) == (NOT_PROVIDED, "項", "inventory.total/109-01-01")
    assert (absent.label, absent.as_of) == ("清單中 109-01-01 以前上架的資料集", NEW_YEAR)
    assert inventory.previous_total(bare, meeting).absence == NOT_PROVIDED
    assert inventory.total(bare, meeting).printed == "4"  # all that is there


def test_a_catalogue_of_which_nothing_was_listed_by_the_day_is_refused_and_an_empty_one_is_not(meeting):
    late = catalogue(listed_on=[date(2020, 11, 1)] * 4)
    with pytest.raises(InputError) as stopped:
        overview.check(late, meeting, None)
    (problem,) = stopped.value.problems
    assert (problem.code, problem.file) == ("I13", "catalogue.csv") and "109-10-31" in str(problem)
    overview.check(catalogue(), meeting, None)
    overview.check(late.with_frame(late.frame.iloc[:0]), meeting, None)


def test_of_datasets_that_are_used_alike_the_first_of_the_list_come_first(meeting):
    titles = [f"第{number}" for number in range(60)]
    uses = [5] * 57 + [None, 9, 5]
    alike = catalogue(
        dataset_id=titles, title=titles, publisher_short=["甲"] * 60, listed_on=[NEW_YEAR] * 60, views=uses
    )
    most = inventory.top(alike, meeting, "views")
    assert [one.title for one in most] == ["第58", "第0", "第1"]
    assert [(one.use.name, one.use.label, one.use.printed) for one in most[:2]] == [
        ("inventory.top.views/1", "瀏覽次數第 1 名", "9"),
        ("inventory.top.views/2", "瀏覽次數第 2 名", "5"),
    ]
    assert inventory.top(catalogue(), meeting, "views") == ()


def test_without_a_rulebook_of_categories_nothing_is_remarked_of_those_that_have_none(meeting):
    some = catalogue(category=["公共資訊", None, "公共資訊", "公共資訊"])
    said = overview.summary(some, meeting).as_text()
    assert said.startswith("截至 109 年 10 月 31 日，累計開放資料集 3 項")
    assert "各服務分類合計 2 項，另有 1 項未填分類。" in said
    assert "；其中公共資訊 2 項，占 66%。" in said
    bare = overview.summary(catalogue(), meeting).as_text()
    assert f"；服務分類{NOT_PROVIDED}。" in bare and "未填分類" not in bare
