"""Follow-up: which resolutions are tracked, and what is said of those that do not add up."""

from datetime import date
from types import SimpleNamespace

import pytest

from reportlib.errors import InputError
from reportlib.measures import follow_up
from reportlib.measures.follow_up.numbering import place_of
from tests.support.small_meeting import cells, said, small_meeting, small_records


@pytest.fixture
def meeting(root, tmp_path):
    return small_meeting(tmp_path, root)


PLAIN = {
    "meeting": "5-2",
    "number": "一",
    "subject": "清單同意開放",
    "owner": "本部單位",
    "done_on": date(2020, 6, 30),
    "proposal": "建議解除列管",
}


def given(*changes):
    every = dict.fromkeys(("handling", "due_on", "released_by", "decision"))
    return small_records("resolutions", *(every | PLAIN | change for change in changes))


def reminders(meeting, *changes):
    return ["；".join(one.reminders) for one in follow_up.followed_up(given(*changes), meeting).resolutions]


def test_a_resolution_is_tracked_until_an_earlier_meeting_released_it(meeting):
    changes = [
        {"number": "一", "released_by": "5-3"},
        {"number": "二", "released_by": "6-1"},
        {"number": "三"},
        {"meeting": "6-1", "number": "一"},
    ]
    found = follow_up.followed_up(given(*changes), meeting)
    assert [one.number for one in found.resolutions] == ["二", "三"]
    assert (found.tracked.printed, found.to_release.printed, found.left_out.printed) == ("2", "2", "1")
    assert "另有本次會議的決議 1 案，不列入追蹤" in follow_up.summary(found).as_text()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, ""),
        ({"done_on": None, "due_on": date(2020, 11, 30)}, "期限 109-11-30 未到即建議解除列管，未載完成日期"),
        (
            {"done_on": date(2020, 11, 30), "due_on": date(2020, 11, 30)},
            "完成日期 109-11-30 晚於統計日 109-10-31；期限 109-11-30 未到即建議解除列管",
        ),
        ({"done_on": date(2020, 10, 1), "due_on": date(2020, 11, 30)}, ""),
        ({"done_on": None}, "未載完成日期即建議解除列管"),
        (
            {"done_on": None, "due_on": date(2020, 7, 31), "proposal": "建議繼續列管"},
            "期限 109-07-31 已過，未載完成日期",
        ),
        ({"done_on": date(2020, 8, 3), "due_on": date(2020, 7, 31)}, "逾期 3 日完成"),
        ({"proposal": "繼續列管"}, "已於 109-06-30 完成，仍建議繼續列管"),
        ({"done_on": None, "proposal": "繼續列管"}, ""),
        ({"proposal": None}, "列管建議來源未提供"),
    ],
)
def test_what_needs_attention_is_said_in_a_sentence(meeting, change, sentence):
    assert reminders(meeting, change) == [sentence]


def test_a_number_that_the_series_of_a_meeting_leaves_out_is_missing_and_stands_in_the_table(meeting):
    found = follow_up.followed_up(
        given({"number": "三"}, {"number": "二"}, {"meeting": "5-1", "number": "一", "released_by": "5-2"}), meeting
    )
    assert found.missing == (((5, 2), 1),)
    rows = cells(follow_up.table("x", found))
    assert [row[0] for row in rows] == ["決議一　來源未列此決議", "決議二", "", "決議三", ""]
    assert found.noticed.printed == "1"
    assert "第 5 屆第 2 次會議決議一未列入" in follow_up.summary(found).as_text()


ITEMS = (
    {"number": "四（二）", "title": "品質提升", "subject": "通過驗證", "done_on": None, "due_on": date(2020, 11, 30)},
    {
        "number": "四（一）",
        "title": "品質提升",
        "subject": "符合標準",
        "done_on": None,
        "done_said": "如期",
        "state": "完成",
    },
    {"number": "五", "title": "補助盤點", "done_on": None, "due_said": "各單位期限", "state": "未完成"},
    {"number": "六", "done_on": date(2020, 7, 24), "due_on": date(2020, 7, 30)},
)


def test_the_items_of_a_resolution_stand_under_it_each_with_its_own_days_and_state(meeting):
    usual = dict.fromkeys(("title", "due_said", "done_said", "state"))
    found = follow_up.followed_up(given(*(usual | item for item in ITEMS)), meeting)
    assert cells(follow_up.table("x", found))[3:] == [
        ["決議四　品質提升", "", "本部單位", "", "", "未到期，建議解除列管"],
        ["（一）", "符合標準", "來源未提供", "—", "如期", "完成"],
        ["（二）", "通過驗證", "來源未提供", "109-11-30", "—", "未到期"],
        ["決議五　補助盤點", "", "本部單位", "", "", "未完成，建議解除列管"],
        ["", "清單同意開放", "來源未提供", "各單位期限", "—", "未完成"],
        ["決議六", "", "本部單位", "", "", "建議解除列管"],
        ["", "清單同意開放", "來源未提供", "109-07-30", "109-07-24", "完成"],
    ]
    counts = (found.tracked, found.to_release, found.items, found.done, found.open)
    assert [fact.printed for fact in counts] == ["3", "3", "4", "2", "2"]
    assert follow_up.caution(found).as_text().startswith("決議四（二）、決議五共 2 項尚未完成而建議解除列管。")
    assert [row[0] for row in cells(follow_up.open_table("x", found))] == ["決議四（二）", "決議五"]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"done_on": None, "due_on": date(2020, 10, 31)}, ("未到期", "due")),  # due on the day itself is not late
        ({"done_on": None, "due_on": date(2020, 10, 30)}, ("逾期", "late")),
        ({"done_on": date(2020, 10, 31), "due_on": date(2020, 10, 30)}, ("逾期完成", "done")),
        ({"done_on": date(2020, 11, 2)}, ("辦理中", "going")),
        ({"done_on": None, "state": "持續"}, ("持續", "going")),
    ],
)
def test_the_state_of_an_item_is_told_or_follows_from_its_days(meeting, change, state):
    (one,) = follow_up.followed_up(given({"state": None} | change), meeting).resolutions
    assert one.state == state


def test_what_this_very_meeting_resolves_is_no_series_yet(meeting):
    changes = [{"number": "一"}, {"meeting": "6-1", "number": "一"}, {"meeting": "6-1", "number": "三"}]
    assert "未列入" not in follow_up.summary(follow_up.followed_up(given(*changes), meeting)).as_text()
    assert not follow_up.followed_up(given(*changes), meeting).missing


def test_a_released_number_is_not_missing_and_one_outside_the_series_asks_for_nothing(meeting):
    found = follow_up.followed_up(
        given({"number": "一", "released_by": "5-3"}, {"number": "2"}, {"number": "附帶決議"}), meeting
    )
    assert (found.missing, [one.number for one in found.resolutions]) == ((), ["2", "附帶決議"])


def test_where_everything_is_released_that_is_said(meeting):
    found = follow_up.followed_up(given({"released_by": "5-3"}), meeting)
    assert follow_up.summary(found).as_text() == "先前會議的決議均已解除列管。"
    assert said(follow_up.message(found)) == "先前會議的決議均已解除列管"


def test_where_no_resolution_is_on_record_none_is_said_to_be_released(meeting):
    for found in (given(), given({"meeting": "6-1"})):
        shown = follow_up.followed_up(found, meeting)
        assert said(follow_up.message(shown)) == "沒有先前會議決議的紀錄"
        assert follow_up.summary(shown).as_text() == "沒有先前會議決議的紀錄。"


def test_the_counts_know_their_rows(meeting):
    found = follow_up.followed_up(given({}, {"number": "二", "done_on": None}), meeting)
    assert (found.tracked.rows[0].ranges(), found.noticed.rows[0].ranges()) == ("2-3", "3")
    assert (
        follow_up.summary(found).as_text()
        == "先前會議的決議列管中 2 案，建議解除列管 2 案；共 2 項，已完成 1 項，尚未完成 1 項。"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"owner": None}, 'L11 resolutions.csv row 2 "owner": resolution 5-2 一 has no owner. Name its owner'),
        ({"meeting": "6-2"}, "I11 resolutions.csv row 2: a resolution of meeting 6-2, which is after this one, 6-1."),
        ({"meeting": "第五屆"}, 'V17 resolutions.csv row 2 "meeting": "第五屆" is no meeting. Write it as 5-2'),
        ({"released_by": "上次"}, 'V17 resolutions.csv row 2 "released by": "上次" is no meeting.'),
        ({"proposal": "解列"}, 'V17 resolutions.csv row 2 "proposal": "解列" is not a known proposal.'),
    ],
)
def test_a_resolution_that_cannot_be_followed_up_stops_with_a_sentence(meeting, change, message):
    with pytest.raises(InputError) as caught:
        follow_up.followed_up(given(change), meeting)
    assert message in str(caught.value)


def test_all_problems_are_said_at_once_in_the_order_of_the_rows(meeting):
    with pytest.raises(InputError) as caught:
        follow_up.followed_up(
            given({"owner": None}, {"number": "二", "meeting": "7-1"}, {"number": "三", "proposal": "?"}), meeting
        )
    assert [problem.code for problem in caught.value.problems] == ["L11", "I11", "V17"]


@pytest.mark.parametrize(
    ("held", "recorded", "last"),
    [
        ((6, 1), ["5-2"], ""),
        ((6, 1), ["4-2"], "第 5 屆"),
        ((6, 2), ["5-2", "6-2"], "第 6 屆第 1 次會議"),
        ((6, 2), ["6-1"], ""),
        ((1, 1), ["1-1"], ""),
    ],
)
def test_a_last_meeting_of_which_no_resolution_is_recorded_is_told(root, tmp_path, held, recorded, last):
    meeting = small_meeting(tmp_path, root, meeting=SimpleNamespace(term=held[0], number=held[1]))
    assert follow_up.unrecorded(given(*({"meeting": of} for of in recorded)), meeting) == last


@pytest.mark.parametrize(
    ("changes", "tone"),
    [
        ([{"due_on": date(2020, 11, 30), "done_on": None}], "due"),
        ([{"due_on": date(2020, 9, 30), "done_on": None}], "late"),
        (
            [
                {"number": "一（一）", "due_on": date(2020, 11, 30), "done_on": None},
                {"number": "一（二）", "state": "未完成"},
            ],
            "late",
        ),
    ],
)
def test_the_head_of_a_resolution_has_the_mark_of_lateness_only_where_an_item_is_late(meeting, changes, tone):
    head = follow_up.table("x", follow_up.followed_up(given(*changes), meeting)).rows[0]
    assert head.tones[-1] == tone


def test_the_meetings_that_resolved_are_named_with_their_days_where_those_are_told(meeting):
    told = follow_up.followed_up(given({"held_on": date(2020, 6, 30)}), meeting)
    assert "第 5 屆第 2 次會議（109 年 6 月 30 日）的決議列管中 1 案" in follow_up.summary(told).as_text()
    assert "先前會議的決議列管中 1 案" in follow_up.summary(follow_up.followed_up(given({}), meeting)).as_text()


@pytest.mark.parametrize(
    ("change", "head", "text"),
    [
        ({"decision": "請各單位於九月底前登載。"}, "決議一　清單同意開放", "請各單位於九月底前登載。"),
        ({"decision": "清單同意開放。"}, "決議一", "清單同意開放"),
        ({"title": "下半年清單", "decision": "請登載。"}, "決議一　下半年清單", "清單同意開放：請登載。"),
        ({"number": "一（一）", "title": "下半年清單", "decision": "下半年清單"}, "決議一　下半年清單", "清單同意開放"),
        ({"number": "一（一）", "decision": "請登載。"}, "決議一", "清單同意開放：請登載。"),
    ],
)
def test_what_was_decided_is_printed_where_title_and_subject_do_not_say_it(meeting, change, head, text):
    found = follow_up.followed_up(given({"title": None} | change), meeting)
    rows = cells(follow_up.table("x", found))
    assert (rows[0][0], rows[1][1]) == (head, text)


def test_numbers_above_ninety_nine_have_their_place_in_the_series():
    assert [place_of(number) for number in ("九十九", "一百", "一百零一", "一百二十", "九百九十九", "1000")] == [
        99, 100, 101, 120, 999, 1000,
    ]  # fmt: skip
    assert place_of("附帶") > place_of("1000")


def test_proposals_that_have_not_all_come_are_told_as_far_as_they_are_known(meeting):
    so_far = "3 個單位建議解除列管，尚缺 29 個單位"
    found = follow_up.followed_up(given({"title": None, "proposal": None, "proposal_said": so_far}), meeting)
    assert cells(follow_up.table("x", found))[0][-1] == so_far
    assert found.resolutions[0].reminders == (so_far,) and found.to_release.printed == "0"
