"""Facts behave as numbers, remember, and are never silently zero."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from reportlib.facts import derivation
from reportlib.facts.derivation import AllRows, with_all_rows
from reportlib.facts.facts import (
    NOT_APPLICABLE,
    NOT_PROVIDED,
    Fact,
    Rows,
    Unit,
    Units,
    absent,
    constant,
    rounded,
    total_of,
)
from reportlib.facts.record import RowSpan, record_of
from tests.support.documents import fact_of

COUNT = Unit("項")
TRUNCATED = Units(0, "truncate", ",").share
HALF_UP = Units(0, "half_up", ",").share


def fact(value, name="x", unit=COUNT, rows=()):
    return Fact(Decimal(value), unit, name, name, date(2020, 10, 31), rows=rows)


def every_row_of(facts):
    return with_all_rows(facts, AllRows({one.id: one for one in facts}))


def test_a_count_is_printed_with_thousands_separators():
    assert fact(3159).printed == "3,159"
    assert Fact(Decimal(3159), Unit("項", thousands="")).printed == "3159"


def test_a_share_of_2385_in_2487_is_95_percent_truncated_and_96_rounded():
    gold, tested = fact(2385), fact(2487)
    assert gold.share_of(tested, TRUNCATED).printed == "95%"
    assert gold.share_of(tested, HALF_UP).printed == "96%"
    assert gold.share_of(tested, TRUNCATED).shown == Decimal("0.95")


def test_a_share_of_nothing_does_not_apply():
    assert fact(0).share_of(fact(0), HALF_UP).printed == NOT_APPLICABLE


def test_what_the_source_does_not_give_stays_so_through_arithmetic():
    missing = absent(NOT_PROVIDED, COUNT, "missing", "missing")
    assert (fact(5) - missing).printed == NOT_PROVIDED
    assert (missing + 1).value is None
    assert missing.share_of(fact(3), HALF_UP).printed == NOT_PROVIDED


def test_a_fact_has_a_value_or_an_absence_never_both():
    with pytest.raises(ValueError, match="not both"):
        Fact(Decimal(1), COUNT, absence=NOT_PROVIDED)
    with pytest.raises(ValueError, match="not both"):
        Fact(None, COUNT)


def test_a_number_or_a_day_is_not_to_be_had_of_a_fact_without_it():
    known = Fact(Decimal(3), COUNT, "n", "甲", as_of=date(2020, 10, 31))
    assert (known.number, known.day) == (Decimal(3), date(2020, 10, 31))
    with pytest.raises(ValueError, match="n: 來源未提供"):
        absent(NOT_PROVIDED, COUNT, "n", "甲").number  # noqa: B018
    with pytest.raises(ValueError, match="n: no as-of date"):
        absent(NOT_PROVIDED, COUNT, "n", "甲").day  # noqa: B018


def test_the_award_formula_explains_itself():
    platinum, oas = fact(503, "platinum"), fact(12, "oas")
    score = (platinum * Decimal("0.1")).at_most(5) + oas * Decimal("0.1") + 100
    assert score.value == Decimal("106.2")
    assert score.rounded(0, "half_up").printed == "106"
    assert score.formula() == "((min((platinum × 0.1), 5) + (oas × 0.1)) + 100)"
    assert [operand.name for operand in score.named_operands()] == ["platinum", "oas"]


def test_source_rows_are_gathered_through_every_operand():
    first = fact(2, "a", rows=(Rows("catalogue.csv", "", (2, 3)),))
    second = fact(1, "b", rows=(Rows("catalogue.csv", "", (3, 9)), Rows("r.xlsx", "S", (4,))))
    unnamed = fact(1, "", rows=(Rows("catalogue.csv", "", (20,)),))
    data = record_of((first + second + unnamed).named("c", "c"))
    assert data.operands == ("a", "b")
    assert data.rows == (RowSpan("catalogue.csv", "", "20"),)
    facts = [record_of(first).with_(id="a"), record_of(second).with_(id="b"), data.with_(id="c")]
    assert every_row_of(facts)[2].rows == (RowSpan("catalogue.csv", "", "2-3,9,20"), RowSpan("r.xlsx", "S", "4"))


def test_negative_numbers_are_printed_with_a_minus_sign():
    assert fact(-3).printed == "−3"


def test_the_sum_of_no_facts_is_zero_and_of_one_is_itself():
    assert total_of([], COUNT).value == 0
    assert total_of([fact(4)], COUNT).value == 4


def test_a_constant_shows_the_digits_it_was_written_with():
    assert constant(Decimal("0.1")).printed == "0.1"
    assert constant(100).printed == "100"


@given(st.lists(st.integers(1, 500), max_size=60))
def test_row_ranges_name_exactly_the_rows(numbers):
    named = set()
    for part in filter(None, Rows("f", "", tuple(numbers)).ranges().split(",")):
        first, _, last = part.partition("-")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == set(numbers)


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 5))
def test_rounding_half_up_is_never_off_by_more_than_half_and_truncating_never_grows(value, digits):
    step = Decimal(1).scaleb(-digits)
    assert abs(rounded(value, digits, "half_up") - value) * 2 <= step
    assert abs(rounded(value, digits, "truncate")) <= abs(value)


@given(st.integers(0, 10**12))
def test_a_printed_count_reads_back_as_the_same_number(number):
    assert int(fact(number).printed.replace(",", "")) == number


@pytest.mark.parametrize(
    ("small", "digits", "printed"),
    [("less_than", 0, "<1%"), ("less_than", 2, "0.76%"), ("decimal", 0, "0.7%"), ("zero", 0, "0%")],
)
def test_a_share_that_is_not_zero_never_prints_as_zero(small, digits, printed):
    share = dataclasses.replace(Units(share_digits=digits).share, small=small)
    assert share.text(Decimal("0.0076")) == printed
    assert share.text(Decimal(0)).strip("0.") == "%"


def test_of_very_many_rows_a_computed_figure_lists_its_own_only(monkeypatch):
    facts = list(
        map(
            fact_of,
            [
                {
                    "id": "F-0001",
                    "name": "a",
                    "rows": [{"file": "c.csv", "sheet": "", "rows": "2,4,6"}],
                    "operands": [],
                },
                {"id": "F-0002", "name": "b", "rows": [], "operands": ["F-0001"]},
            ],
        )
    )
    assert [one.rows for one in every_row_of(facts)][1] == (RowSpan("c.csv", "", "2,4,6"),)
    monkeypatch.setattr(derivation, "MOST_RUNS", 2)
    assert every_row_of(facts) == facts
    assert AllRows({one.id: one for one in facts}).spans("F-0002") == facts[0].rows
