"""On the very day, with just as much, one more than is named: where a rule turns over, each side of it."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from reportlib.measures import (
    awards,
    feedback,
    inventory,
    members,
    planned,
    planned_list,
    requests,
    work_ahead,
)
from reportlib.measures.awards import places
from tests.measures import test_awards, test_follow_up, test_members, test_planned, test_work_ahead
from tests.support.small_meeting import cells, small_meeting
from tests.support.two_units import OCTOBER, catalogue, records

FIRST = date(2020, 6, 1)  # of the period of requests; OCTOBER is its last day


@pytest.fixture
def small(root, tmp_path):
    return small_meeting(tmp_path, root)


@pytest.fixture
def awarded(root, tmp_path):
    books = {"popularity_award": test_awards.POPULARITY, "application_award": test_awards.APPLICATION}
    return small_meeting(tmp_path, root, books)


@pytest.mark.parametrize(
    ("day", "number"), [(date(2020, 5, 31), "0"), (FIRST, "1"), (OCTOBER, "1"), (date(2020, 11, 1), "0")]
)
def test_a_period_has_its_first_and_its_last_day(meeting, day, number):
    one = {"agency_short": ["甲"], "received_on": [day], "replied_on": [day]}
    asked = records("requests", request_id=["1"], title=["一"], outcome=["已開放"], **one)
    assert requests.total(requests.counted(asked, meeting), meeting).printed == number


@pytest.mark.parametrize(
    ("day", "number"), [(date(2019, 12, 31), "0"), (date(2020, 1, 1), "1"), (OCTOBER, "1"), (date(2020, 11, 1), "0")]
)
def test_a_reply_on_the_first_or_on_the_last_day_of_the_period_of_comments_counts(meeting, day, number):
    one = {"agency_short": ["甲"], "received_on": [date(2019, 12, 30)], "replied_on": [day]}
    found = feedback.answered(records("feedback", feedback_id=["1"], kind=["資料集評論"], **one), meeting)
    assert feedback.by_kind(found, meeting).total.printed == number


@pytest.mark.parametrize(
    ("day", "opened", "state"),
    [
        (date(2020, 11, 1), None, "未到期"),
        (OCTOBER, None, "逾期"),
        (OCTOBER, OCTOBER, "已開放"),
        (OCTOBER, date(2020, 11, 1), "逾期"),
    ],
)
def test_what_was_to_be_open_on_the_day_of_the_figures_and_is_not_is_late(small, day, opened, state):
    found = planned.planned(test_planned.plan(("1", "經濟部甲局", "一", day, opened)), small)
    assert cells(planned_list.table(found, small))[-1][-1] == state


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"done_on": None, "due_on": OCTOBER}, "未載完成日期即建議解除列管"),
        ({"done_on": None, "due_on": OCTOBER, "proposal": "建議繼續列管"}, ""),
        ({"done_on": OCTOBER, "due_on": OCTOBER}, ""),
        ({"done_on": date(2020, 7, 31), "due_on": date(2020, 7, 31)}, ""),
    ],
)
def test_a_resolution_that_is_due_or_done_on_the_day_itself_is_neither_late_nor_early(small, change, sentence):
    assert test_follow_up.reminders(small, change) == [sentence]


def test_a_vacant_seat_is_not_newly_appointed():
    found = members.composition(
        test_members.listed(("召集人", "林", "☆"), ("民間代表", None, "☆")), test_members.meeting()
    )
    assert (found.newly.printed, found.vacant.printed) == ("1", "1")


def test_the_three_most_viewed_are_of_those_that_count_and_not_of_the_whole_file(meeting):
    seen = catalogue(views=[10, 30, 20, 99])  # the fourth is listed after the day, by a body that is not ours
    assert [(one.title, one.use.printed) for one in inventory.top(seen, meeting, "views")] == [
        ("二", "30"),
        ("三", "20"),
        ("一", "10"),
    ]
    assert [one.title for one in inventory.top(seen, meeting, "views", 1)] == ["二"]


def test_who_has_just_as_much_as_the_last_winner_and_may_not_win_is_told(awarded):
    rows = (
        {"dataset_id": "A", "views": 20},
        {"dataset_id": "B", "views": 10},
        {"dataset_id": "C", "views": 10, "mark": "銀"},
    )
    found = awards.popularity(test_awards.candidates(*rows), test_awards.NONE_BEFORE, awarded)
    assert [one.title for one in found.passed_over] == ["CC"]


def test_who_has_a_little_less_than_the_last_winner_is_not_told(awarded):
    less = {"dataset_id": "C", "views": 10, "rating": Decimal("4.4"), "mark": "銀"}
    rows = ({"dataset_id": "A", "views": 20}, {"dataset_id": "B", "views": 10}, less)
    assert awards.popularity(test_awards.candidates(*rows), test_awards.NONE_BEFORE, awarded).passed_over == ()


@pytest.mark.parametrize(("year", "wins"), [(107, False), (108, False), (109, True)])
def test_only_a_prize_of_a_year_before_the_awards_own_keeps_a_dataset_out(awarded, year, wins):
    candidates = test_awards.candidates({"dataset_id": "W", "views": 9})
    found = awards.popularity(candidates, test_awards.winners((year, "W")), awarded)
    assert bool(found.winners) == wins


def test_as_many_entries_as_places_are_no_tie_on_the_last_place(awarded):
    found = awards.popularity(
        test_awards.candidates(*({"dataset_id": name, "views": 7} for name in "AB")), test_awards.NONE_BEFORE, awarded
    )
    assert "同分" not in awards.popularity_summary(found).as_text()


def test_how_many_share_the_last_place_are_those_of_its_rank_and_not_of_the_rank_before():
    def winners(*ranks):
        return [SimpleNamespace(rank=SimpleNamespace(value=rank)) for rank in ranks]

    assert places.tied_on_the_last_place(winners(1, 2, 2), 2) == 2
    assert places.tied_on_the_last_place(winners(1, 1, 3), 2) == 1
    assert places.tied_on_the_last_place(winners(1, 2), 2) == 0


def test_a_column_that_a_list_lacks_has_no_decimal_places():
    some = records("popularity", dataset_id=["A", "B"], rating=[Decimal("4.25"), None])
    assert (places.places_of(some, "rating"), places.places_of(some, "jury")) == (2, 0)


@pytest.mark.parametrize(
    ("day", "time"),
    [
        (OCTOBER, "已屆期"),
        (date(2020, 11, 1), "本期"),
        (date(2020, 12, 31), "本期"),
        (date(2021, 1, 1), "下期"),
        (date(2021, 6, 30), "下期"),
        (date(2021, 7, 1), "其後"),
    ],
)
def test_a_milestone_belongs_to_the_half_year_of_its_day(root, tmp_path, day, time):
    meeting = test_work_ahead.meeting.__wrapped__(root, tmp_path)
    found = work_ahead.counted(test_work_ahead.milestones(("盤點", day)), meeting)
    assert {name: fact.printed for name, fact in found.items() if fact.value} == {time: "1"}
    table = cells(work_ahead.milestone_table("x", test_work_ahead.milestones(("盤點", day)), meeting))
    assert any(time in cell for cell in table[0])
