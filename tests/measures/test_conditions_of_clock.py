"""The verdicts of the clock and the conditions that say the same choose the same rows, whatever the records are."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from reportlib.facts import derivation
from reportlib.facts.record import record_of
from reportlib.measures import feedback, requests
from reportlib.measures.requests.reply_times import overdue, undated
from reportlib.meeting.param_days import ReplyLimit
from reportlib.records import sources
from tests.support.two_units import records

FIRST = date(2020, 1, 10)
DAYS = st.none() | st.integers(0, 330).map(lambda number: FIRST + timedelta(number))
# A day of receipt and one of a reply that is not earlier, where both are there.
ROWS = st.tuples(DAYS, DAYS, st.sampled_from(["未回復", "無法開放", "已開放"]), st.sampled_from("甲乙")).map(
    lambda row: row if None in row[:2] or row[0] <= row[1] else (row[1], row[0], *row[2:])
)
LIMITS = st.builds(ReplyLimit, days=st.integers(1, 40), count=st.sampled_from(["calendar", "working"]))
quietly = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def differing(facts, *inputs):
    """The figures that their condition does not find again, value and rows, among all records of these inputs."""
    tables = derivation.Tables(map(sources.table, inputs))
    kept = [record_of(fact) for fact in facts if not fact.absence]
    assert all("where" in one.derivation for one in kept)
    return [
        one.name
        for one in kept
        if derivation.evaluate(one.derivation, {}, tables) != one.number or derivation.rows_differ(one, tables)
    ]


@quietly
@given(st.lists(ROWS, min_size=1, max_size=12), LIMITS, st.booleans())
def test_of_requests(meeting, rows, limit, with_replies):
    meeting.params.reply_limit = limit
    received, replied, outcomes, units = map(list, zip(*rows, strict=True))
    ids = [str(number) for number in range(len(rows))]
    given_days = {"replied_on": replied} if with_replies else {}
    asked = records(
        "requests",
        request_id=ids,
        title=ids,
        agency_short=units,
        outcome=outcomes,
        received_on=received,
        **given_days,
    )
    counted = requests.counted(asked, meeting)
    facts = [
        *requests.replies(counted, meeting),
        *requests.replies(counted, meeting, "甲"),
        overdue(counted, meeting),
        undated(counted, meeting),
        requests.left_out(asked, counted, meeting),
        *requests.by_outcome(counted, meeting).parts.values(),
        *requests.reply_days(counted, meeting).values(),
        *requests.waiting_days(counted, meeting).values(),
    ]
    assert differing(facts, asked) == []


@quietly
@given(st.lists(ROWS, min_size=1, max_size=12), LIMITS)
def test_of_feedback(meeting, rows, limit):
    meeting.params.reply_limit = limit
    received, replied, _, units = map(list, zip(*rows, strict=True))
    ids = [str(number) for number in range(len(rows))]
    kinds = ["我有話要說"] * len(rows)
    said = records(
        "feedback", feedback_id=ids, kind=kinds, agency_short=units, received_on=received, replied_on=replied
    )
    facts = [
        *feedback.replies(said, meeting),
        *feedback.replies(said, meeting, "乙"),
        feedback.overdue(said, meeting),
        *feedback.by_kind(feedback.answered(said, meeting), meeting).parts.values(),
    ]
    assert differing(facts, said) == []


@pytest.mark.parametrize("outcome, most", [("未回復", 1), ("無法開放", 0)])
def test_another_verdict_would_be_found(meeting, outcome, most):
    """The rows of a figure are not taken for granted: of one row that is overdue, no other is."""
    asked = records(
        "requests",
        request_id=["1", "2"],
        title=["甲", "乙"],
        agency_short=["甲", "甲"],
        outcome=[outcome, outcome],
        received_on=[date(2020, 7, 1), date(2020, 10, 30)],
        replied_on=[None, None],
    )
    fact = overdue(requests.counted(asked, meeting), meeting)
    assert fact.value == most
    other = record_of(fact).with_(rows=())
    assert bool(derivation.rows_differ(other, derivation.Tables([sources.table(asked)]))) == bool(most)
