"""Numbers in digits, as texts write them."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from reportlib.document.numerals import numbers
from reportlib.facts.facts import Unit


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("累計 3,159 項，占 70%", ["3,159", "70%"]),
        ("３，１５９ 項，占 ７０．５％", ["3,159", "70.5%"]),
        ("增減 −3 項、-0.5 分、－１２％", ["-3", "-0.5", "-12%"]),
        ("109，3 項", ["109", "3"]),
        ("1,23", ["1", "23"]),
        ("1,234,567.80", ["1,234,567.80"]),
        ("12345,678", ["12345", "678"]),
        ("109-10-31", ["109", "10", "31"]),
        ("三千一百五十九項，第一名，①", []),
        ("iSelect3C", ["3"]),
        ("٣ 項", ["3"]),
        ("３，１５９．５", ["3,159.5"]),
        ("３、１５９", ["3", "159"]),  # a full stop or comma of numbers, and no other mark
        ("1、2，３", ["1", "2", "3"]),
        ("", []),
    ],
)
def test_a_number_is_read_with_its_thousands_decimals_percent_and_sign_in_any_width(text, wanted):
    assert [number.text for number in numbers(text)] == wanted


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from([0, 1, 2]),
    st.booleans(),
    st.sampled_from(["", "共 ", "（", "："]),
    st.sampled_from(["", " 項", "）", "，"]),
)
def test_whatever_a_unit_prints_is_one_number_of_the_same_value(value, places, percent, before, after):
    unit = Unit("項", places, percent=percent)
    [number] = numbers(before + unit.text(value) + after)
    assert Decimal(number.text.rstrip("%").replace(",", "")) == unit.shown(value) * (100 if percent else 1)
    assert number.text.endswith("%") == percent


@given(st.text(alphabet="0123456789０１９,，.．-−－%％ 年第項名A", max_size=30))
def test_every_digit_of_a_text_is_in_exactly_one_number(text):
    places = [at for number in numbers(text) for at in range(number.start, number.end)]
    assert len(places) == len(set(places))
    assert {at for at, char in enumerate(text) if char.isdecimal()} <= set(places)
