"""Totals and breakdowns of a small catalogue: what is counted, what is left out, and what each part knows."""

from datetime import date

from reportlib.measures import inventory
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
