"""The commands of the returns: what they ask for first, and what they say at the end."""

from datetime import date

import pytest

from reportlib.commands import returns
from reportlib.errors import ConfigError
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.new.begin import Begun, BegunAgency, begin
from reportlib.new.ready import meeting_of_returns
from reportlib.returns.asked import lacking


def changed(project, old: str, new: str):
    file = project / "params" / "moea-6-1.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return file


def test_no_form_goes_out_with_something_still_to_be_filled_in(project):
    file = changed(project, "  due: 109-11-10", "  due: 待填")
    with pytest.raises(ConfigError, match="returns.due"):
        meeting_of_returns(file)


@pytest.fixture
def begun(tmp_path):
    """The parameters and the register of a begun project in which nothing is said of returns, as in those begun by an earlier version."""
    place = begin(Begun("harbour", "海港市", (BegunAgency("甲局", "甲"),), date(2025, 6, 20)), tmp_path)
    file, register = place / "params" / "harbour-1-1.yaml", place / "params" / "agencies" / "harbour.csv"
    file.write_text(file.read_text("utf-8").replace("  returns: rules/returns.yaml\n", ""), "utf-8")
    register.write_text(register.read_text("utf-8-sig").replace(",是,", ",,"), "utf-8")
    return file, register


def test_C05_all_without_which_nobody_can_be_asked_is_said_at_once_with_what_to_write_where(begun):
    file, _ = begun
    with pytest.raises(ConfigError) as refused:
        meeting_of_returns(file)
    told = [(one.file, one.header) for one in refused.value.problems]
    assert told == [
        ("harbour-1-1.yaml", "returns"),
        ("harbour-1-1.yaml", "rulebooks.returns"),
        ("harbour.csv", "evaluated"),
    ]
    said = str(refused.value)
    assert "returns: {due: THE DAY, tables: [plan, checklist," in said and "plan（預計開放資料集" in said
    assert "Add a line returns: rules/returns.yaml to rulebooks, a file that is there already." in said
    assert "agenda" not in said


def test_C05_what_is_there_is_not_asked_for_again(begun):
    file, register = begun
    text = file.read_text("utf-8").replace("rulebooks:\n", "rulebooks:\n  returns: rules/returns.yaml\n")
    file.write_text(f"{text}returns: {{due: 114-06-10, tables: [plan]}}\n", "utf-8")
    with pytest.raises(ConfigError) as refused:
        meeting_of_returns(file)
    assert [one.header for one in refused.value.problems] == ["evaluated"]
    register.write_text(register.read_text("utf-8-sig").replace("甲局,甲,,機關,,", "甲局,甲,,機關,是,"), "utf-8")
    assert lacking(meeting_of_returns(file)) == []


def test_the_agenda_may_still_be_open_when_the_forms_go_out(project):
    file = changed(project, "- text: 請本部各機關", "- text: 待填：請本部各機關")
    assert meeting_of_returns(file).params.name == "moea-6-1"


def test_an_intake_says_which_inputs_make_the_packet_read_what_it_accepts(project):
    lines = returns.inputs_to_name(Meeting.read(project / "params" / "moea-6-1.yaml"))
    assert lines == {
        field: f"../data/moea-6-1/accepted/{file}.csv"
        for field, file in (
            ("plan", "plan"),
            ("checklist", "checklist"),
            ("requests", "replies"),
            ("evaluation", "evaluation"),
            ("resolutions", "resolutions"),
            ("received", "received"),
            ("corrections", "corrections"),
        )
    }


def test_inputs_that_read_the_accepted_rows_already_are_not_asked_for(project):
    file = changed(project, "plan: ../data/moea-6-1/plan.csv", "plan: ../data/moea-6-1/accepted/plan.csv")
    lines = returns.inputs_to_name(Meeting(Params.read(file, before_intake=True)))
    assert "plan" not in lines and len(lines) == 6


def test_the_help_speaks_the_users_language(packet):
    said = packet("intake", "-h", env={"PACKET_LANG": "zh"}).stdout
    assert (
        said.startswith("用法：")
        and "顯示這段說明" in said
        and not [word for word in ("usage", "options", "arguments") if word in said]
    )
    assert "usage: " in packet("-h", env={"PACKET_LANG": "en"}).stdout
