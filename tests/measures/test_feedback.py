"""Comments and wishes that were answered within the period."""

from datetime import date

import pytest

from reportlib.errors import InputError
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import feedback
from tests.support.two_units import printed, records


def said(**more):
    columns = {
        "feedback_id": ["1", "2", "3", "4"],
        "kind": ["資料集評論", "我想要更多", "資料集評論", "資料集評論"],
        "agency_short": ["乙", "甲", "甲", "甲"],
        "received_on": [date(2020, 1, 2)] * 4,
        "replied_on": [date(2020, 1, 3), date(2020, 10, 31), date(2020, 11, 1), None],
    }
    return records("feedback", **(columns | more))


def test_comments_and_wishes_count_when_they_were_answered_within_the_period(meeting):
    found = feedback.answered(said(), meeting)
    assert printed(feedback.by_kind(found, meeting)) == {"我想要更多": "1", "我有話要說": "1"}
    crosstab = feedback.by_agency_and_kind(found, meeting)
    assert printed(crosstab.by_row) == {"甲": "1", "乙": "1"}
    assert crosstab.cells["甲", "我有話要說"].printed == "0"
    said_of_all, table = feedback.displays("x", found, meeting)
    assert "各機關回應民眾意見共 2 件" in said_of_all.as_text() and len(table.rows) == 3


def test_without_a_record_of_comments_that_is_said_and_nothing_is_zero(meeting):
    found = feedback.answered(None, meeting)
    assert feedback.by_kind(found, meeting).total.printed == NOT_PROVIDED
    assert NOT_PROVIDED in feedback.summary(found, meeting).as_text()
    assert len(feedback.displays("x", found, meeting)) == 1


def test_a_file_without_reply_dates_gives_no_answered_comments(meeting):
    assert (
        feedback.answered(records("feedback", feedback_id=["1"], kind=["資料集評論"], agency_short=["甲"]), meeting)
        is None
    )


def test_V17_a_kind_that_the_rulebook_does_not_know_is_refused_with_the_nearest(meeting):
    wrong = said(kind=["資料集評論", "我想要更多", "資料集評鑑", "資料集評論"])
    with pytest.raises(InputError) as caught:
        feedback.answered(wrong, meeting)
    (problem,) = caught.value.problems
    assert problem.code == "V17" and "資料集評鑑" in str(problem) and "我有話要說" in str(problem)
