"""The chair is found however the line is written, and never by a part of another name."""

import pytest

from reportlib.decisions.held import Attendee
from reportlib.decisions.presiding import presiding


def member(name: str, title: str = "") -> Attendee:
    return Attendee("召集人", name, "海港市政府", title, "親自出席", "in_person", "", "", True, True, 2)


@pytest.mark.parametrize(
    "chair",
    [
        "林全能",
        "林次長全能",
        "林常務次長全能",
        "林全能次長",
        "次長林全能",
        "召集人 林全能",
        "林全能（常務次長）",
        "林全能兼召集人",
        "林副召集人全能",
        "海港市政府林全能",
        "林　全　能",
        "代理主席：林全能",
        "林全能 執行官",
    ],
)
def test_a_member_presides_however_the_line_is_written(chair):
    assert [one.name for one in presiding(chair, [member("林全能", "常務次長"), member("王乙")])] == ["林全能"]


@pytest.mark.parametrize("chair", ["陳甲乙", "歐陳甲", "陳甲乙副市長", "陳大甲", "陳甲乙丙", "王甲", "副市長"])
def test_a_name_that_is_a_part_of_another_one_is_not_named(chair):
    assert presiding(chair, [member("陳甲", "副市長")]) == []


def test_a_surname_of_two_characters_has_its_title_behind_it():
    assert [one.name for one in presiding("歐陽處長明", [member("歐陽明")])] == ["歐陽明"]
