"""What comes once a year: it stays as it is until a person says so, and is not announced twice."""

import json
import pickle

import pytest

from reportlib.errors import ConfigError
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.new import prepare, unfilled
from tests.new.test_prepare import FILES, PARAMS

YEARLY = (
    PARAMS.replace('platinum: "114-06-05"', "award: {award}")
    .replace("as_of: 113-07-31", "as_of: {last}")
    .replace(
        "requests: ../data/common", "applications: ../data/harbour-1-3/applications.csv\n  requests: ../data/common"
    )
    .replace("sections: [20-quality]", "sections: [30-awards]")
)


@pytest.fixture
def city(tmp_path):
    """The parameters of the city office with the awards on its agenda, by the day of the award and of last year's score."""

    def write(award="114-03-31", last="113-03-31", name="harbour-1-3"):
        header = "組別,機關,作品名稱\n"
        more = {"notebooks/30-awards.ipynb": "{}", "data/harbour-1-3/applications.csv": header + "一,捷運局,甲\n"}
        text = YEARLY.replace("{award}", award).replace("{last}", last)
        for path, content in {**FILES, **more, f"params/{name}.yaml": text}.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content, "utf-8")
        return tmp_path / "params" / f"{name}.yaml"

    return write


def test_the_day_of_the_award_and_the_score_of_the_year_before_stay_as_they_are(city):
    done = prepare.prepare(city(), "harbour-1-4")
    made = done.params.read_text("utf-8")
    assert "award: 114-03-31" in made and "value: 98\n" in made and "as_of: 113-03-31" in made
    assert "as_of.award" not in {key for key, _, _ in done.moved}
    assert any("114-03-31" in notice and "30-awards" in notice for notice in done.notices)


def test_an_award_that_an_earlier_meeting_has_reported_is_left_out_and_that_is_said(city):
    new = Params.read(city())
    assert "30-awards" in dict(new.sections) and new.past_events() == ()
    old = Params.read(city(award="113-11-30", last="112-11-30"))  # not after the last as-of date, 113-11-30
    assert dict(old.sections).keys() == {"10-inventory"}
    [told] = old.past_events()
    assert told.code == "C12" and "30-awards" in told.what and "113-11-30" in told.what
    marked = city(award="113-11-30", last="112-11-30")
    marked.write_text(marked.read_text("utf-8").replace("title: 114 年評獎", "title: 待填：114 年評獎"), "utf-8")
    [told] = Params.read(marked).past_events()
    assert '"114 年評獎"' in told.what


def test_a_meeting_after_the_award_can_be_handed_to_its_kernels(city):
    old = Meeting.read(city(award="113-11-30", last="112-11-30"))
    [told] = pickle.loads(pickle.dumps(old)).params.past_events()
    assert told.code == "C12"


def test_a_section_on_a_part_of_the_awards_is_left_out_with_them(city):
    path = city(award="113-11-30", last="112-11-30")
    path.write_text(path.read_text("utf-8").replace("[30-awards]", "[31-gold-award]"), "utf-8")
    (path.parent.parent / "notebooks" / "31-gold-award.ipynb").write_text("{}", "utf-8")
    old = Params.read(path)
    assert dict(old.sections).keys() == {"10-inventory"}
    [told] = old.past_events()
    assert "31-gold-award" in told.what and "30-awards" not in told.what


def test_a_section_is_not_left_out_where_nothing_else_would_be_there(city):
    path = city(award="113-11-30", last="112-11-30")
    path.write_text(path.read_text("utf-8").replace("        sections: [10-inventory]\n", ""), "utf-8")
    assert dict(Params.read(path).sections).keys() == {"30-awards"}


def test_the_inputs_of_an_award_may_be_empty_until_there_is_a_new_one(city):
    for award, asked in (("113-11-30", False), ("114-03-31", True)):
        path = city(award=award)
        (path.parent.parent / "data" / "harbour-1-3" / "applications.csv").write_text("組別,機關,作品名稱\n", "utf-8")
        told = [problem for problem in unfilled.unfilled(path) if problem.file == "applications.csv"]
        assert bool(told) is asked


def test_the_score_of_the_year_before_must_be_of_the_year_before(city):
    Meeting.read(city())._check_years()
    with pytest.raises(ConfigError, match="C12 .*113-03-31.*115-03-31|C12 .*114-03-31"):
        Meeting.read(city(last="112-03-31"))._check_years()
    Meeting.read(city(award="113-11-30", last="110-11-30"))._check_years()  # of a past award nothing is asked


def test_how_many_records_the_growing_lists_had_is_written_down_for_the_next_meeting(city):
    path = city()
    counts = {"read": 60, "header": 1, "used": 50, "out_of_scope": 9}
    record = {
        "meeting": "harbour-1-3",
        "parameters": {"meeting": {"body": "x", "term": 1, "number": 3}, "as_of": {}},
        "sections": [],
        "sources": [{"input": "catalogue", "counts": counts}, {"input": "requests", "counts": counts}],
        "inputs": {},
    }
    (path.parent.parent / "output" / "harbour-1-3" / "run.json").write_text(json.dumps(record), "utf-8")
    text = prepare.prepare(path, "harbour-1-4").params.read_text("utf-8")
    assert "rows: {last: {catalogue: 59}}" in text
