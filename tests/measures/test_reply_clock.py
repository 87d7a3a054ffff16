"""The clock of a reply: what is in time, late, overdue, not due yet; and that silence is never better than a late reply."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, strategies as st

from reportlib.errors import InputError
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED
from reportlib.measures import evaluation, feedback, requests
from reportlib.measures.reply_clock import DUE, verdict
from reportlib.meeting.param_days import ReplyLimit
from tests.support.two_units import NEW_YEAR, catalogue, records, register

JULY, LATE = date(2020, 7, 1), date(2020, 7, 31)
OPEN, REFUSED = "未回復", "無法開放"


def asked(*rows):
    """Requests to 甲, each with its outcome, when it came and when it was answered; one more to 乙 that was answered in time."""
    rows = [*(("甲", *row) for row in rows), ("乙", REFUSED, JULY, date(2020, 7, 2))]
    units, outcomes, received, replied = map(list, zip(*rows, strict=True))
    ids = [str(number) for number in range(len(rows))]
    return records(
        "requests",
        request_id=ids,
        title=ids,
        agency_short=units,
        outcome=outcomes,
        received_on=received,
        replied_on=replied,
    )


def written(*rows):
    """Feedback, each as its number, its kind, its unit, when it came and when it was answered."""
    ids, kinds, units, received, replied = map(list, zip(*rows, strict=True))
    return records(
        "feedback", feedback_id=ids, kind=kinds, agency_short=units, received_on=received, replied_on=replied
    )


def scored(meeting, asked_for, said=None) -> str:
    """The total of 甲, whose return says zero everywhere."""
    returns = records("evaluation", unit_short=["甲", "乙"], **{key: [0, 0] for key in evaluation.RETURNED})
    tests = register(("2", NEW_YEAR, "金"), ("3", NEW_YEAR, "金"))
    sources = evaluation.EvaluationSources(catalogue(), tests, asked_for, returns, None, feedback=said)
    return next(s.total.printed for s in evaluation.rank(sources, meeting).scores if s.subject == "甲")


def replied(meeting, *rows) -> list[str]:
    counted = requests.counted(asked(*rows), meeting)
    return [fact.printed for fact in requests.replies(counted, meeting, "甲")]


@pytest.mark.parametrize(
    ("days", "waited", "answered", "is_what"),
    [
        (14, None, True, "in time"),
        (15, None, True, "late"),
        (None, 14, False, "waiting"),
        (None, 15, False, "overdue"),
        (None, 15, True, "undated"),
        (None, 14, True, "waiting"),
        (None, None, False, "undated"),
        (None, None, True, "unknown"),
    ],
)
def test_what_a_record_is_under_a_limit_of_fourteen_days(days, waited, answered, is_what):
    assert verdict(days, waited, answered, 14) == is_what


@given(st.integers(0, 60), st.integers(1, 30))
def test_a_request_is_late_or_overdue_from_the_same_day_on(days, limit):
    late, silent = verdict(days, None, True, limit), verdict(None, days, False, limit)
    assert (late == "late") == (silent == "overdue") == (days > limit)
    assert (silent in DUE) == (days > limit)


def test_two_requests_that_nobody_answered_score_as_one_late_reply_does(meeting):
    late = scored(meeting, asked((REFUSED, JULY, LATE)))
    assert scored(meeting, asked((REFUSED, JULY, JULY))) == "102.0" and late == "98.0"
    assert scored(meeting, asked((OPEN, JULY, None), (OPEN, JULY, None))) == late
    assert scored(meeting, asked((REFUSED, JULY, None), (REFUSED, JULY, None))) == late  # coded as answered, on no day
    assert scored(meeting, asked((OPEN, None, None))) == late  # nobody says since when


def test_what_is_not_due_yet_neither_earns_nor_costs(meeting):
    assert replied(meeting, (OPEN, date(2020, 10, 20), None)) == ["0", "0"]
    assert scored(meeting, asked((OPEN, date(2020, 10, 20), None))) == "100.0"


def test_a_request_without_the_day_of_its_reply_is_due_and_not_in_time(meeting):
    assert replied(meeting, (REFUSED, JULY, None), (REFUSED, JULY, date(2020, 7, 15))) == ["2", "1"]
    counted = requests.counted(asked((REFUSED, JULY, None)), meeting)
    assert "1 件缺日期而不計為期限內" in requests.summary(counted, counted, meeting).as_text()
    cells = {str(row.cells[0]): row for row in requests.detail_tables(counted, meeting)[0].rows}
    assert str(cells["期限"].cells[1]).endswith("缺日期，不計為期限內") and cells["期限"].tones[1] == "late"


def test_a_file_without_any_day_of_a_reply_says_nothing_about_those_that_it_calls_answered(meeting):
    whole = asked((REFUSED, JULY, None))
    without = requests.counted(whole.with_frame(whole.frame.drop(columns="replied_on")), meeting)
    assert [fact.printed for fact in requests.replies(without, meeting)] == [NOT_PROVIDED, NOT_PROVIDED]


def test_what_is_overdue_is_a_figure_and_a_sentence(meeting):
    counted = requests.counted(asked((OPEN, JULY, None), (REFUSED, JULY, LATE)), meeting)
    assert dict(requests.key_figures(counted, meeting))["逾期未回復"].printed == "1"
    assert (
        "應回復的 3 件中，1 件在 14 日（日曆天）內回復，1 件逾期未回復。"
        in requests.summary(counted, counted, meeting).as_text()
    )
    in_time = requests.counted(asked((REFUSED, JULY, JULY)), meeting)
    assert "逾期未回復" not in dict(requests.key_figures(in_time, meeting))


def test_where_the_limit_is_from_and_why_its_days_are_counted_so_is_printed_with_it(meeting):
    meeting.params.reply_limit = ReplyLimit(days=14, source="草案", count_source="日曆天為本資料所擬")
    counted = requests.counted(asked((REFUSED, JULY, JULY)), meeting)
    assert "期限的依據：草案；日曆天為本資料所擬。" in requests.summary(counted, counted, meeting).as_text()
    assert requests.limit_days(meeting).rule == "參數檔 reply_limit；草案；日曆天為本資料所擬"
    meeting.params.reply_limit = ReplyLimit(days=14)
    assert "依據" not in requests.summary(counted, counted, meeting).as_text()


# -- both kinds of what citizens write ---------------------------------------------------------------------------------


def test_the_evaluation_counts_comments_and_wishes_beside_requests_and_what_both_lists_have_once(meeting):
    said = written(
        ("F1", "我有話要說", "甲", JULY, JULY),
        ("F2", "我想要更多", "甲", JULY, LATE),
        ("0", "我想要更多", "甲", JULY, date(2020, 7, 3)),  # the request of that number
        ("F4", "我有話要說", "乙", JULY, None),
    )
    sources = evaluation.EvaluationSources(catalogue(), None, asked((REFUSED, JULY, JULY)), None, None, feedback=said)
    found = evaluation.measured_by_unit(sources, meeting)
    assert [(found[unit]["replies"].printed, found[unit]["replies_in_time"].printed) for unit in ("甲", "乙")] == [
        ("3", "2"),
        ("2", "1"),
    ]


def test_one_late_answer_to_a_comment_costs_what_one_to_a_request_does(meeting):
    comment = written(("F1", "我有話要說", "甲", JULY, LATE))
    silence = written(("F1", "我有話要說", "甲", JULY, None), ("F2", "我有話要說", "乙", JULY, JULY))
    assert scored(meeting, None, comment) == scored(meeting, None, silence) == "98.0"
    assert scored(meeting, None, written(("F1", "我有話要說", "甲", JULY, JULY))) == "102.0"


def test_without_a_list_of_what_citizens_write_the_item_is_not_scored(meeting):
    assert scored(meeting, None) == "100.0"
    found = evaluation.measured_by_unit(evaluation.EvaluationSources(catalogue(), None, None, None, None), meeting)
    assert found["甲"]["replies"].printed == NOT_PROVIDED
    meeting.params.reply_limit = None
    asked_for = evaluation.EvaluationSources(catalogue(), None, asked((REFUSED, JULY, JULY)), None, None)
    assert evaluation.measured_by_unit(asked_for, meeting)["甲"]["replies"].printed == NOT_APPLICABLE


def test_feedback_counts_when_it_was_answered_in_the_period_or_is_overdue_at_its_end(meeting):
    said = written(
        ("1", "我有話要說", "甲", date(2019, 12, 20), date(2019, 12, 31)),  # answered before the period
        ("2", "我有話要說", "甲", date(2019, 12, 20), NEW_YEAR),
        ("3", "我有話要說", "甲", date(2020, 10, 1), date(2020, 11, 3)),  # had no answer yet when the period ended
        ("4", "我有話要說", "甲", date(2020, 10, 20), date(2020, 11, 3)),  # was not due yet
        ("5", "我有話要說", "甲", date(2020, 11, 1), None),  # came after the period
    )
    assert feedback.verdicts(said, meeting) == {3: "in time", 4: "overdue", 5: "waiting"}
    assert [fact.printed for fact in feedback.replies(said, meeting)] == ["2", "1"]
    found = feedback.answered(said, meeting)
    assert (
        "應回復的 2 件中，1 件在 14 日（日曆天）內回復，1 件逾期未回復。"
        in feedback.summary(found, meeting, said).as_text()
    )


def test_V07_a_comment_that_was_answered_before_it_came_is_refused(meeting):
    with pytest.raises(InputError, match="V07 feedback.csv row 2"):
        feedback.check(written(("1", "我有話要說", "甲", JULY, date(2020, 6, 30))), meeting)


def test_V07_so_is_one_whose_day_lies_before_the_period_and_every_row_is_named(meeting):
    said = written(
        ("1", "我有話要說", "甲", date(2020, 1, 10), date(2018, 12, 21)),
        ("2", "我有話要說", "甲", JULY, JULY),
        ("3", "我有話要說", "甲", date(2020, 1, 10), date(2020, 1, 9)),
    )
    with pytest.raises(InputError) as refused:
        feedback.check(said, meeting)
    assert [(problem.code, problem.row) for problem in refused.value.problems] == [("V07", 2), ("V07", 4)]


# -- working days ------------------------------------------------------------------------------------------------------


def test_working_days_leave_out_holidays_and_count_a_saturday_that_was_made_one(meeting):
    meeting.params.reply_limit = ReplyLimit(days=6, count="working")
    counted = requests.counted(asked((REFUSED, date(2020, 9, 24), date(2020, 10, 5))), meeting)
    days = next(iter(requests.reply_days(counted, meeting).values()))
    assert days.printed == "6" and days.using == ("109-09-26", "109-10-01", "109-10-02")
    assert [fact.printed for fact in requests.replies(counted, meeting, "甲")] == ["1", "1"]
    meeting.params.reply_limit = ReplyLimit(days=5, count="working")
    assert [fact.printed for fact in requests.replies(counted, meeting, "甲")] == ["1", "0"]


def test_C15_working_days_that_no_calendar_reaches_are_refused_with_the_row(meeting):
    meeting.params.reply_limit = ReplyLimit(days=14, count="working")
    meeting.params.periods.requests = (date(2016, 1, 1), date(2020, 10, 31))
    with pytest.raises(InputError, match="C15 requests.csv row 2.*from 106-01-01 to 116-12-31, not to 105-12-30"):
        requests.check(asked((REFUSED, date(2016, 12, 30), JULY)), meeting)
    with pytest.raises(InputError, match="C15 feedback.csv row 2"):
        feedback.check(written(("1", "我有話要說", "甲", date(2016, 12, 30), None)), meeting)


def test_a_request_that_does_not_count_may_be_older_than_the_calendar(meeting):
    meeting.params.reply_limit = ReplyLimit(days=14, count="working")
    requests.check(asked((REFUSED, date(2016, 12, 30), JULY)), meeting)  # the period begins in June 2020


def test_calendar_days_are_counted_without_the_office_calendar():
    code = """
import sys
from datetime import date
from types import SimpleNamespace
from reportlib.measures.reply_clock import days_between, exceptions
from reportlib.meeting.param_days import ReplyLimit
meeting = SimpleNamespace(params=SimpleNamespace(reply_limit=ReplyLimit(days=14)))
days = days_between(None, 2, date(2020, 9, 24), date(2020, 10, 5), meeting)
sys.exit((days, exceptions(date(2020, 9, 24), date(2020, 10, 5), meeting), "holidays" in sys.modules) != (11, (), False))
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
