"""The slide of a decision: each 款 as it is asked, and beside it what the chair can say."""

import pytest

from reportlib.media.slides.decisions import HIGHEST, decision_element
from reportlib.model.blocks import TableBlock, TableColumn, TableRow
from reportlib.model.texts import EMPTY, Line

OPEN = "未訂"


def case(*points: tuple[str, str, str], title="第三案　資料標準", state="") -> TableBlock:
    """A case with these 款: text, owner, day."""
    several = len(points) > 1
    numbers = "一二三四五六七八九十"
    rows = tuple(
        TableRow(tuple(map(Line.of, (numbers[at] if several else "", *point)))) for at, point in enumerate(points)
    )
    columns = tuple(TableColumn(Line.of(label)) for label in ("款", "擬辦", "辦理單位", "期限"))
    note = Line.of(state) if state else EMPTY
    return TableBlock(
        caption=Line.of(title), columns=columns, rows=rows, weights=(1, 10, 4, 4), layout="proposals", note=note
    )


def said(*points, **more) -> list[str]:
    return decision_element(case(*points, **more), HIGHEST)["said"]


def test_a_case_of_one_proposal_is_asked_decided_with_its_owner_and_dated():
    assert said(("請同意開放。", "各單位", "109-11-30")) == [
        "「第三案，各位有沒有意見？」",
        "「沒有意見，照案通過，請各單位辦理。」",
        "「期限：109-11-30。」",
    ]


def test_of_several_proposals_those_without_owner_or_day_are_asked_for_by_their_numbers_before_anything_passes():
    assert said(("甲", "甲局", OPEN), ("乙", OPEN, "110-01-31"), ("丙", OPEN, OPEN)) == [
        "「第三案共三款，第二款、第三款由哪個單位辦理？」",
        "「第一款、第三款期限訂在什麼時候？」",
        "「各位還有沒有其他意見？」",
        "「沒有意見，照案通過，請甲局辦理。」",
        "「期限：110-01-31。」",
    ]


def test_two_and_more_are_counted_and_several_owners_are_not_named():
    two = said(("甲", "甲局", "109-11-30"), ("乙", "乙局", "110-01-31"))
    assert two == [
        "「第三案共兩款，各位有沒有意見？」",
        "「沒有意見，照案通過，請各主辦單位辦理。」",
        "「期限：109-11-30；110-01-31。」",
    ]
    three = said(*[("甲", "甲局", "109-11-30")] * 3)
    assert three == [
        "「第三案共三款，各位有沒有意見？」",
        "「沒有意見，照案通過，請甲局辦理。」",
        "「期限：109-11-30。」",
    ]


def test_a_day_or_an_owner_that_is_open_is_asked_for_first_and_never_said_as_if_it_were_one():
    assert said(("甲", OPEN, OPEN)) == [
        "「第三案，辦理單位未訂，請問由哪個單位辦理？」",
        "「期限未訂，請問訂在什麼時候？」",
        "「各位還有沒有其他意見？」",
        "「沒有意見，照案通過。」",
    ]
    assert said(("甲", "甲局", OPEN)) == [
        "「第三案，期限未訂，請問訂在什麼時候？」",
        "「各位還有沒有其他意見？」",
        "「沒有意見，照案通過，請甲局辦理。」",
    ]
    assert said(("甲", "甲局", "109-11-30"), ("乙", OPEN, OPEN)) == [
        "「第三案共兩款，第二款由哪個單位辦理？」",
        "「第二款期限訂在什麼時候？」",
        "「各位還有沒有其他意見？」",
        "「沒有意見，照案通過，請甲局辦理。」",
        "「期限：109-11-30。」",
    ]


@pytest.mark.parametrize("owner", ["甲局", OPEN])
@pytest.mark.parametrize("due", ["109-11-30", OPEN])
def test_nothing_is_asked_after_it_has_passed(owner, due):
    told = said(("甲", owner, due), ("乙", "乙局", OPEN))
    passed = next(at for at, sentence in enumerate(told) if "照案通過" in sentence)
    assert passed > 0 and not any("？" in sentence for sentence in told[passed:])


def test_the_points_stand_with_number_owner_and_day_and_what_to_write_down_goes_by_their_number():
    element = decision_element(case(("甲", "甲局", "109-11-30"), ("乙", OPEN, OPEN), state="已開放三項"), HIGHEST)
    assert element["points"] == [
        {"number": "一", "text": "甲", "owner": "甲局", "due": "109-11-30"},
        {"number": "二", "text": "乙", "owner": OPEN, "due": OPEN},
    ]
    assert element["state"] == "已開放三項" and element["record"] == "修正通過時，記下款次與新期限"
    assert decision_element(case(("甲", OPEN, OPEN)), HIGHEST)["record"] == "修正通過時，記下文字與新期限"


@pytest.mark.parametrize(("letters", "size"), [(80, 20.0), (100, 18.0), (140, 16.0), (200, 14.0), (900, 14.0)])
def test_a_longer_proposal_is_set_smaller_but_never_under_fourteen_points(letters, size):
    assert decision_element(case(("字" * letters, "各單位", "109-11-30")), 280.0)["size"] == size


def test_the_slide_takes_no_more_room_than_it_has_and_no_more_than_it_needs():
    one = case(("甲", "甲局", "109-11-30"))
    assert decision_element(one, 200.0)["room"] == 200.0 and decision_element(one, 340.0)["room"] == HIGHEST
    low, high = (decision_element(one, room)["said_size"] for room in (150.0, HIGHEST))
    assert (low, high) == (14.0, 16.0)
