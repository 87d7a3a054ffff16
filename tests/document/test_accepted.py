"""Errors stop a packet, reasons let them stand, and reasons that fit nothing are told."""

import dataclasses
import datetime
from decimal import Decimal

import pytest

from reportlib import wording
from reportlib.document.accepted import between_figures, idle_reasons, one_by_one, with_reasons
from reportlib.document.compared import Check, Disagreement, Side
from reportlib.errors import RunError
from reportlib.facts.facts import Unit
from reportlib.meeting.identity_rules import Identity
from reportlib.meeting.param_choices import Accepted
from reportlib.roc import format_date
from reportlib.wording import Wording


def finding(id="total/x", severity="error") -> Disagreement:
    unit = Unit("項")
    return Disagreement(
        id,
        severity,
        "只有一個數值。",
        Side("累計", "3,159", Decimal(3159), unit, "F-0026", place="三、盤點，表 3"),
        Side("推動成果", "3,156", Decimal(3156), unit, "F-1361", place="表 80"),
    )


def test_Q01_an_error_stops_publication_and_names_both_figures_their_places_the_difference_and_what_to_do():
    with pytest.raises(RunError) as stopped:
        with_reasons([finding()], (), "m.yaml")
    message = str(stopped.value)
    assert message.startswith("Q01")
    for part in ("3,159", "三、盤點，表 3", "F-0026", "3,156", "表 80", "difference of 3", "{id: total/x, reason: …}"):
        assert part in message


def test_an_error_says_where_a_person_typed_the_figure_and_which_acceptance_may_be_mistyped():
    typed = dataclasses.replace(finding(), other=dataclasses.replace(finding().other, origin="programme.csv 第 17 列"))
    with pytest.raises(RunError) as stopped:
        with_reasons([typed], (Accepted(id="totl/x", reason="舊。"),), "m.yaml")
    assert "(typed in: programme.csv 第 17 列)" in str(stopped.value)
    assert 'Q02 m.yaml "accepted": accepted "totl/x" fits nothing that disagrees. Did you mean "total/x"?' in str(
        stopped.value
    )


@pytest.mark.parametrize(("told", "is_led"), [(3160, True), (3100, False)])
def test_an_earlier_total_that_is_more_than_the_list_has_now_leads_to_the_withdrawals_and_not_to_the_history(
    told, is_led
):
    unit = Unit("項")
    typed = Side("先前所載", str(told), Decimal(told), unit, "F-1", origin="history.csv 第 3 列")
    wrong = dataclasses.replace(finding(), other=typed, explained_by="withdrawn")
    with pytest.raises(RunError) as stopped:
        with_reasons([wrong], (), "m.yaml")
    message = str(stopped.value)
    assert "history.csv 第 3 列" in message and ("withdrawn of inputs" in message) == is_led


def test_an_accepted_error_is_let_stand_with_its_reason_and_a_warning_needs_none():
    settled = with_reasons(
        [finding(), finding("b", "warning")], (Accepted(id="total/x", reason="兩頁不同。"),), "m.yaml"
    )
    assert [one.reason for one in settled] == ["兩頁不同。", ""]


@pytest.mark.parametrize("written", ["held/109-07-24/說明會", "held/2020-07-24/說明會"])
def test_an_id_is_understood_whichever_years_its_date_is_written_in(written):
    accepted = (Accepted(id=written, reason="已問過。"),)
    (settled,) = with_reasons([finding("held/109-07-24/說明會")], accepted, "m.yaml")
    assert settled.reason == "已問過。" and list(idle_reasons([settled], accepted, "m.yaml")) == []


@pytest.mark.parametrize("years", ["republic", "common"])
def test_an_id_is_the_same_whichever_years_the_body_prints(years):
    with wording.using(Wording(years)):
        key = format_date(datetime.date(2020, 7, 24))
        identity = Identity(id="held", kind="same", severity="error", says="同。")
        sides = (finding().one, finding().other)
        assert Check(identity, "", {}).finding(*sides, f"{key}/說明會").id == "held/109-07-24/說明會"


def test_Q02_a_reason_that_outlives_what_it_explains_is_told():
    found = [finding(severity="warning")]
    assert list(idle_reasons(found, (Accepted(id="total/x", reason="兩頁不同。"),), "m.yaml")) == []
    (mistyped, old) = map(
        str, idle_reasons(found, (Accepted(id="totl/x", reason="舊。"), Accepted(id="zzz", reason="舊。")), "m.yaml")
    )
    assert mistyped == 'Q02 m.yaml "accepted": accepted "totl/x" fits nothing that disagrees. Did you mean "total/x"?'
    assert old.endswith("The figures agree now, or are not in this packet: delete it if it is not needed.")


def test_Q05_a_warning_between_two_figures_is_told_unless_it_is_accepted():
    settled = with_reasons(
        [finding("a", "warning"), finding("b", "warning")], (Accepted(id="b", reason="兩頁不同。"),), "m.yaml"
    )
    (told,) = between_figures(settled)
    assert told.code == "Q05" and told.header == "a" and "3,159" in str(told) and "3,156" in str(told)


def test_of_many_warnings_of_one_identity_the_first_are_told_and_the_others_counted():
    settled = [finding(f"a/{unit}", "warning") for unit in "甲乙丙丁戊"] + [finding("b", "warning")]
    told = [str(problem) for problem in one_by_one(list(between_figures(settled)))]
    assert [line.partition(":")[0] for line in told] == ['Q05 "a/甲"', 'Q05 "a/乙"', 'Q05 "a/丙"', 'Q05 "a"', 'Q05 "b"']
    assert "2 more of this kind" in told[3]
    assert [str(one) for one in one_by_one(list(between_figures(settled[:3])))] == told[:3]
