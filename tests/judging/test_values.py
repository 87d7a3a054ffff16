"""Values of standard fields, by the rules of their day."""

import re
import typing
from datetime import date

import pytest

from reportlib.judging import values
from reportlib.meeting import quality_rules

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
    assert values.ubns_are_right([number], BEFORE).tolist() == [before]
    assert values.ubns_are_right([number], SINCE).tolist() == [since]


def test_there_are_22_counties_and_no_retired_one_is_among_them():
    assert len(values.COUNTIES) == 22
    assert not set(values.RETIRED_COUNTIES) & set(values.COUNTIES)


def test_the_far_isles_are_in_the_territory():
    assert of("longitude", "114.4") == of("latitude", "10.4") == [None]


def test_many_values_are_judged_as_each_by_itself():
    ubns = ["04595257", "4595257", "04595252", "123", "0459525", "", "04595251", "A4595257"]
    assert of("ubn", *ubns) == [None, "zero", None, "pattern", "pattern", "pattern", "digit", "pattern"]
    degrees = ["121.5", "25", "0", "-121.5", "121,5", "200"]
    assert of("longitude", *degrees) == [None, "swapped", "outside", "pattern", "pattern", "outside"]
    for check, these in (("ubn", ubns), ("longitude", degrees)):
        assert of(check, *these) == [one for value in these for one in of(check, value)]
        assert of(check) == []


@pytest.mark.parametrize("check", [None, *values.NAMES])
def test_a_digit_is_of_half_width(check):
    assert of(check, "０４５９５２５７", "１２１．５", "１２", "٢٠٢٤٠١٠١") == ["pattern"] * 4


def test_a_list_may_name_the_checks_that_there_are_and_no_others():
    assert set(typing.get_args(quality_rules.Check)) == set(values.NAMES)


def of(check, *these):
    return list(values.faults(these, re.compile("[0-9]+"), check, SINCE))
