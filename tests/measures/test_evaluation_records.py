"""Items of the evaluation that are counted from records: what counts, what a unit says beside it, and what the rulebook decides."""

from dataclasses import replace
from datetime import date

import pytest

from reportlib.errors import ConfigError, InputError
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import evaluation
from reportlib.measures.evaluation import basis, registers, tasks
from reportlib.measures.evaluation.registers import Registers
from reportlib.meeting.rulebook_files import read_scoring
from tests.support.two_units import MAY, NEW_YEAR, OCTOBER, catalogue, records

LATER = date(2020, 11, 1)


def counted(found, meeting, unit, key):
    return basis.recorded(found, meeting.evaluation_rules, meeting, unit)[key].printed


def test_samples_of_the_year_count_and_those_that_passed(meeting):
    days = [date(2019, 12, 31), NEW_YEAR, MAY, OCTOBER, LATER]
    results = ["合格", "合格", "不合格", "合格", "合格"]
    samples = records("samples", unit_short=["甲"] * 5, dataset_id=list("12345"), sampled_on=days, result=results)
    found = registers.sampled(Registers(samples=samples), meeting, "甲")
    assert (found["sampled"].printed, found["sample_passed"].printed) == ("3", "2")
    assert registers.sampled(Registers(samples=samples), meeting, "乙")["sampled"].printed == "0"


def test_a_result_that_is_neither_is_refused_at_its_row(meeting):
    samples = records("samples", unit_short=["甲"], dataset_id=["1"], sampled_on=[MAY], result=["尚可"])
    with pytest.raises(InputError, match="尚可.*no result of a check") as refused:
        registers.sampled(Registers(samples=samples), meeting, "甲")
    assert refused.value.problems[0].row == 2


def test_an_entry_of_two_units_counts_for_both(meeting):
    entries = records("applications", agency=["甲局、乙局", "甲", "別人"], entry=["子", "丑", "寅"])
    found = Registers(applications=entries)
    assert [counted(found, meeting, unit, "award_entries") for unit in ("甲", "乙")] == ["2", "1"]


def test_events_count_for_who_held_them_within_the_year(meeting):
    held = {
        "held_on": [date(2019, 12, 1), MAY, OCTOBER, LATER],
        "organisers": [("甲",), ("甲局", "乙"), ("外人",), ("甲",)],
    }
    found = Registers(events=records("events", title=list("子丑寅卯"), **held))
    assert [counted(found, meeting, unit, "promotion_events") for unit in ("甲", "乙")] == ["1", "1"]


def test_events_that_nobody_is_said_to_have_held_leave_it_to_the_unit(meeting):
    events = records("events", title=["子"], held_on=[MAY])
    assert "promotion_events" not in basis.recorded(Registers(events=events), None, meeting, "甲")


def test_themed_datasets_count_once_and_only_those_on_the_list(meeting):
    rows = {"unit_short": ["甲"] * 4 + ["乙"], "theme": list("子丑子子寅"), "dataset_id": ["1", "1", "A4", "9", "3"]}
    found = Registers(catalogue=catalogue(), themes=records("themes", **rows))  # A4 is listed later, 9 never
    assert [counted(found, meeting, unit, "themed_datasets") for unit in ("甲", "乙")] == ["1", "1"]


@pytest.mark.parametrize(
    ("links", "received_on", "number"),
    [
        (("2",), date(2019, 1, 1), "1"),
        (("2",), date(2020, 3, 1), "1"),
        (("2",), date(2020, 3, 2), "0"),  # it was on the list before anybody asked
        (("1", "2", "3"), date(2014, 1, 1), "1"),  # 1 was opened in another year, 3 is another unit's
        (("2",), None, "1"),
        ((), date(2014, 1, 1), "0"),
    ],
)
def test_a_dataset_was_opened_on_demand_where_it_answers_a_request_and_came_after_it(
    meeting, links, received_on, number
):
    asked = {"request_id": ["10", "11"], "answered_by": [links, ("無此號",)], "received_on": [received_on, MAY]}
    opened = [date(2014, 1, 1), date(2020, 3, 1), NEW_YEAR, date(2020, 12, 1)]
    found = Registers(catalogue=catalogue(listed_on=opened), requests=records("requests", **asked))
    assert counted(found, meeting, "甲", "demand_datasets") == number


def milestones(**more):
    columns = {"task": ["工作"], "due_on": [MAY], "owner": ["各單位"], "proof": ["109年第2季檢核表"]}
    return records("milestones", **(columns | more))


def done(found, meeting):
    told = [tasks.tasks(found, meeting, unit) for unit in ("甲", "乙")]
    return [(one["tasks_due"].printed, one["tasks_on_time"].printed) for one in told] if all(told) else []


def test_a_quarter_s_checklist_shows_by_its_day_who_was_in_time(meeting):
    sent = {
        "publisher_short": ["甲", "乙"],
        "quarter": ["109 年第二季", "109Q2"],
        "returned_on": [MAY, date(2020, 6, 1)],
    }
    checklist = records("checklist", dataset_id=["1", "3"], **sent)
    assert done(Registers(milestones=milestones(), checklist=checklist), meeting) == [("1", "1"), ("1", "0")]
    assert done(Registers(milestones=milestones()), meeting) == []  # nothing shows it: the units are asked


def test_a_checklist_that_came_on_a_day_that_nobody_noted_is_not_judged_and_its_first_day_counts(meeting):
    sent = {
        "publisher_short": ["甲", "乙", "乙"],
        "quarter": ["109Q2"] * 3,
        "dataset_id": ["1", "3", "4"],
        "returned_on": [None, MAY, date(2020, 6, 20)],  # one of them corrected later
    }
    found = Registers(milestones=milestones(), checklist=records("checklist", **sent))
    assert done(found, meeting) == [("0", "0"), ("1", "1")]


def test_a_task_without_proof_and_without_a_day_of_completion_is_not_judged(meeting):
    given = milestones(
        task=["子", "丑"], due_on=[MAY] * 2, owner=["甲局", "乙局"], proof=[None] * 2, done_on=[MAY, None]
    )
    assert done(Registers(milestones=given), meeting) == [("1", "1"), ("0", "0")]


def test_the_board_of_returns_shows_who_was_in_time(meeting):
    board = {"unit_short": ["甲", "乙"], "table": ["plan"] * 2, "label": ["預計開放資料集"] * 2}
    late = records("received", state=["已收", "已收"], late=[None, "是"], **board)
    owing = records("received", state=["有錯待補正", "未收"], late=[None, None], **board)
    spared = records("received", state=["已收", "未請回報"], late=[None, None], **board)
    given = milestones(proof=["預計開放資料集"])
    assert done(Registers(milestones=given, received=late), meeting) == [("1", "1"), ("1", "0")]
    assert done(Registers(milestones=given, received=owing), meeting) == [("1", "1"), ("1", "0")]
    assert done(Registers(milestones=given, received=spared), meeting) == [("1", "1"), ("0", "0")]


def test_a_day_of_completion_is_of_the_one_unit_that_did_it(meeting):
    alone = milestones(owner=["甲局"], proof=[None], done_on=[MAY])
    assert done(Registers(milestones=alone), meeting) == [("1", "1"), ("0", "0")]
    assert done(Registers(milestones=milestones(proof=[None], done_on=[MAY])), meeting) == []
    too_late = milestones(owner=["甲局"], proof=[None], done_on=[date(2020, 6, 1)])
    assert done(Registers(milestones=too_late), meeting) == [("1", "0"), ("0", "0")]


def test_what_is_not_due_yet_or_was_last_year_is_not_counted(meeting):
    given = {
        "owner": ["甲局"] * 3,
        "proof": [None] * 3,
        "due_on": [MAY, LATER, date(2019, 12, 31)],
        "done_on": [MAY] * 3,
    }
    assert done(Registers(milestones=milestones(task=list("子丑寅"), **given)), meeting) == [("1", "1"), ("0", "0")]


def test_a_list_without_rows_says_nothing_of_a_unit(meeting):
    empty = records("applications", agency=[], entry=[])
    assert basis.recorded(Registers(applications=empty), None, meeting, "甲") == {}


def sources(**more):
    returns = records("evaluation", unit_short=["甲", "乙"], **{key: [1, 1] for key in evaluation.RETURNED})
    return evaluation.EvaluationSources(catalogue(), None, None, returns, None, **more)


def test_what_a_unit_reports_beside_its_records_is_shown_where_it_differs(meeting):
    entries = records("applications", agency=["甲局", "甲局", "乙局"], entry=["子", "丑", "寅"])
    ranking = evaluation.rank(sources(registers=Registers(applications=entries)), meeting)
    table = evaluation.differences_table("不同", ranking.differing)
    assert [[str(cell) for cell in row.cells] for row in table.rows] == [["甲", "應用獎參賽", "2", "1"]]
    told = {row.cells[1]: row.cells[2:] for row in evaluation.basis_table("依據", ranking.book, ranking.measured).rows}
    assert told["參加資料開放應用獎"] == ("紀錄", "資料開放應用獎參賽作品")
    assert told["自行辦理推廣活動數量"] == ("單位回報", "單位回報")


def book_with(root, tmp_path, entry):
    text = (root / "params/rules/evaluation-110.yaml").read_text("utf-8")
    (tmp_path / "book.yaml").write_text(f"{text}counted_from: {{{entry}}}\n", "utf-8")
    return read_scoring(tmp_path / "book.yaml")


def test_the_rulebook_may_take_the_unit_s_word_or_nothing_but_records(meeting, root, tmp_path):
    entries = records("applications", agency=["甲局", "甲局"], entry=["子", "丑"])
    given = sources(registers=Registers(applications=entries))
    book = book_with(root, tmp_path, "award_entries: returned, promotion_events: records")
    found = evaluation.measured_by_unit(given, meeting, book)["甲"]
    assert (found["award_entries"].printed, found["promotion_events"].printed) == ("1", NOT_PROVIDED)
    assert evaluation.measured_by_unit(replace(given, registers=None), meeting)["甲"]["award_entries"].printed == "1"


def test_a_measure_that_no_unit_reports_is_refused_in_the_rulebook(root, tmp_path):
    with pytest.raises(ConfigError, match='"gold" is no measure'):
        book_with(root, tmp_path, "gold: records")
