"""Figures that people type in: told in another unit, or under a name of their own, they are held against what they tell."""

from decimal import Decimal

import pytest

from reportlib.document import reconcile
from reportlib.document.accepted import to_be_asked
from reportlib.document.declared import declared_facts
from reportlib.document.scales import scale_of
from reportlib.meeting.param_choices import DeclaredFigure
from reportlib.roc import parse_date
from tests.support.figures import document, facts


def declared(value: str, unit: str, measure: str | None = "usage.total", label: str = "使用人次") -> list:
    figure = DeclaredFigure(
        value=Decimal(value), unit=unit, as_of=parse_date("109-10-31"), source="報告", measure=measure, label=label
    )
    return declared_facts({"x": figure}, after=1)


def told(book, *groups) -> list:
    whole = document(*groups)
    return reconcile.reconcile(whole, book)[0]


@pytest.mark.parametrize(
    ("unit", "size", "word"),
    [
        ("萬人次", 10_000, "人次"),
        ("億元", 100_000_000, "元"),
        ("新臺幣千元", 1000, "元"),
        ("十億元", 1_000_000_000, "元"),
        ("新臺幣元", 1, "元"),
        ("萬", 10_000, ""),
        ("項", 1, "項"),
    ],
)
def test_a_unit_says_how_large_it_is(unit, size, word):
    assert scale_of(unit) == (size, word)


def test_a_figure_in_ten_thousands_is_converted_and_the_other_unit_is_told(book):
    (one,) = told(book, facts(unit="人次", usage__total=31_652_442), declared("3165", "萬人次"))
    assert one.severity == "warning" and one.id == "one-unit/declared.x"
    assert one.text().startswith(
        "usage.total（單位：人次）〔F-0001〕為 31,652,442，使用人次（單位：萬人次）〔F-0002〕為 3,165。"
    )
    assert one.difference is None
    (asked,) = to_be_asked([one])
    assert asked.code == "Q05" and "萬人次" in str(asked)


def test_so_is_one_that_tells_a_figure_of_the_programme(book):
    printed = [fact.with_(name="programme/users") for fact in facts(unit="人次", users=31_652_442)]
    (one,) = told(book, printed, declared("3165", "萬人次", "programme/users"))
    assert one.id == "one-unit/declared.x"


def test_a_figure_in_ten_thousands_that_is_another_number_stops(book):
    (one,) = told(book, facts(unit="人次", usage__total=31_652_442), declared("3166", "萬人次"))
    assert one.severity == "error" and "萬人次" in one.text() and one.difference is None


def test_the_same_digits_in_units_of_two_sizes_are_two_numbers(book):
    (one,) = told(book, facts(unit="億元", usage__total=Decimal("6.2")), declared("6.2", "元"))
    assert one.severity == "error"


def test_the_same_number_of_other_things_is_asked_about(book):
    (one,) = told(book, facts(unit="項", usage__total=3159), declared("3159", "個"))
    assert one.severity == "warning" and "（單位：個）" in one.text()
    assert not told(book, facts(unit="項", usage__total=3159), declared("3159", "項"))


def test_another_number_of_other_things_is_told_with_both_units(book):
    (one,) = told(book, facts(unit="項", usage__total=3159), declared("3156", "個"))
    assert one.severity == "error" and one.difference == 3
    assert "（單位：項）" in one.text() and "（單位：個）" in one.text()


def test_strategies_and_services_are_told_beside_each_other_whatever_they_are_called_inside(book):
    strategies = declared("25", "項", None, "主題式開放資料推動策略")
    services = [
        fact.with_(id="", name="declared.y", label="主題網站所列的主題式開放資料服務")
        for fact in declared("24", "項", None)
    ]
    (one,) = told(book, strategies, services)
    assert one.severity == "warning" and {one.one.printed, one.other.printed} == {"25", "24"}


def test_a_typed_total_of_seminars_is_known_by_its_label_and_one_of_another_year_is_not(book):
    counted = [fact.with_(name="promotion/研討會.sessions") for fact in facts(unit="場", sessions=9)]
    (one,) = told(book, counted, declared("8", "場", None, "政府資料開放研討會場次"))
    assert {one.one.printed, one.other.printed} == {"9", "8"}
    assert not told(book, counted, declared("1", "場", None, "109 年研討會場次"))
