"""Values of standard fields, by the rules of their day."""

from datetime import date

import pytest

from reportlib.judging import values

BEFORE, SINCE = date(2023, 3, 31), date(2023, 4, 1)


@pytest.mark.parametrize(
    ("number", "before", "since"),
    [
        ("04595257", True, True),
        ("12345675", True, True),
        ("00000005", False, True),
        ("04595252", False, True),
        ("12345670", False, True),
        ("04595251", False, False),
    ],
)
def test_a_business_number_is_right_by_the_rule_of_its_day(number, before, since):
    assert values.ubn_is_right(number, BEFORE) is before
    assert values.ubn_is_right(number, SINCE) is since


def test_there_are_22_counties_and_no_retired_one_is_among_them():
    assert len(values.COUNTIES) == 22
    assert not set(values.RETIRED_COUNTIES) & set(values.COUNTIES)


def test_the_far_isles_are_in_the_territory():
    assert values.fault("114.4", values.re.compile(".*"), "longitude", SINCE) is None
    assert values.fault("10.4", values.re.compile(".*"), "latitude", SINCE) is None
