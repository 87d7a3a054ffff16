"""``{own}`` in an identity is the body whose packet it is, and no other."""

import pytest

from reportlib.document import own_body, reconcile
from reportlib.meeting.identity_rules import Identities, Identity
from reportlib.meeting.param_days import MeetingParams
from tests.support.figures import document, facts

TOTAL = Identity(
    id="total",
    kind="same",
    severity="error",
    says="同一個數值。",
    facts={"facts": ["inventory.total", "ministries/*/{own}"]},
)
BOOK = Identities(title="t", source="s", identities=[TOTAL])


def found(body, own=None, **figures):
    meeting = MeetingParams(body=body, own=own, term=1, number=1, date="109-11")
    told = document(facts(**figures))
    return [one.id for one in reconcile.reconcile(told, own_body.resolved(BOOK, told.facts, meeting.own_among))[0]]


@pytest.mark.parametrize(("body", "own"), [("海港市委員會", None), ("資料小組", "海港市")])
def test_only_the_bodys_own_row_is_held_against_its_total(body, own):
    others = {"inventory__total": 3, "ministries_in_d_in_山城市": 9}
    assert found(body, own, **others, ministries_in_d_in_海港市=3) == []
    assert found(body, own, **others, ministries_in_d_in_海港市=4) == ["total/ministries/d/海港市"]


def test_where_no_name_is_ours_the_pattern_speaks_of_nothing():
    assert found("資料小組", inventory__total=3, ministries_in_d_in_山城市=9) == []
