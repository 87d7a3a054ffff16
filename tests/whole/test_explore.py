"""The notebooks for analysts: other weights, and what changed since the last meeting. Never part of a packet."""

import dataclasses
from datetime import date
from types import SimpleNamespace

import IPython.display
import nbformat
import pandas as pd
import pytest

from reportlib.display.display import MIME
from reportlib.display.exploring import WIDGET
from reportlib.errors import ConfigError
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import changes, evaluation, inventory
from reportlib.meeting import rulebook_files
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from tests.support.plain import run_notebook

MAY, OCTOBER = date(2020, 5, 31), date(2020, 10, 31)


def records(kind, /, **columns):
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return Records(frame, kind, f"{kind}.csv", "", "utf-8", 1, {}, "0" * 64)


@pytest.fixture
def opened(root, tmp_path):
    """A meeting opened on its own as-of date, with a list and perhaps a register of tests."""
    register = tmp_path / "agencies.csv"
    register.write_text("name,short,aliases,kind,evaluated,successor\n甲局,甲,,局,是,\n乙局,乙,,局,是,\n", "utf-8")
    books = root / "params" / "rules"

    def open_(day, number, catalogue, quality=None):
        meeting = Meeting(
            SimpleNamespace(
                path=tmp_path / "m.yaml",
                meeting=SimpleNamespace(term=6, number=number),
                inputs=SimpleNamespace(publishers=register),
                other_publishers="refuse",
                numbers=SimpleNamespace(
                    share_digits=0, share_rounding="truncate", thousands=",", small_shares="less_than"
                ),
                reply_limit=None,
                as_of=SimpleNamespace(
                    inventory=day, previous_inventory=None, gold_series=(day,), platinum=day, oas=None
                ),
                periods=SimpleNamespace(requests=None, feedback=None, history=None),
                rulebooks=SimpleNamespace(
                    marks=books / "quality-marks.yaml",
                    outcomes=None,
                    evaluation=books / "evaluation-110.yaml",
                    categories=None,
                ),
            )
        )
        sources = evaluation.EvaluationSources(catalogue, quality, None, None, None)
        return SimpleNamespace(
            meeting=meeting, catalogue=catalogue, quality=quality, feedback=None, history=None, sources=sources
        )

    return open_


def catalogue(*datasets):
    """(id, title, listed on) each, all of 甲; without ids where they are None."""
    ids, titles, days = zip(*datasets, strict=True)
    columns = {"title": titles, "publisher_short": ["甲"] * len(ids), "listed_on": days}
    return records("catalogue", **(columns | ({"dataset_id": ids} if all(ids) else {})))


def texts(table):
    return [[str(cell) for cell in row.cells] for row in table.rows]


# -- other weights ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def book(root):
    return rulebook_files.read("evaluation", root / "params" / "rules" / "evaluation-110.yaml")


def test_other_weights_take_the_place_of_the_points_and_leave_the_official_book_as_it_is(book):
    trial = evaluation.with_weights(book, {"gold_share": 50, "platinum": 0.2, "datasets": [6, 4, 2]})
    scores = {item.id: item.score for item in trial.items}
    assert (
        str(scores["gold_share"].full),
        str(scores["platinum"].each),
        [str(step.points) for step in scores["datasets"].steps],
    ) == ("50", "0.2", ["6", "4", "2"])
    assert {item.id: item.score for item in book.items}["gold_share"].full == 40
    assert trial.title == "110 年資料開放績效考核（試算）" and trial.weights == "default"


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"gold_shar": 1}, 'no item "gold_shar". Did you mean "gold_share"?'),
        ({"datasets": 3}, 'the points of "datasets" must be a list of 3 numbers'),
        ({"datasets": [3, 2]}, 'the points of "datasets" must be a list of 3 numbers'),
        ({"platinum": [1]}, 'the points of "platinum" must be one number'),
        ({"platinum": "5"}, 'the points of "platinum" must be one number'),
        ({"platinum": "5"}, "and '5' was given. For example: {\"platinum\": 0.1}."),
        ({"datasets": 3}, 'For example: {"datasets": [3, 2, 1]}.'),
        ({"gold_shar": 1}, 'For example: {"gold_share": 40}.'),
    ],
)
def test_weights_that_do_not_fit_the_rulebook_are_refused(book, weights, said):
    with pytest.raises(ConfigError, match="C05") as refused:
        evaluation.with_weights(book, weights)
    assert said in str(refused.value)


def test_weights_that_are_no_items_with_points_are_refused_with_an_example(book):
    with pytest.raises(TypeError, match=r'list was given\. For example: \{"sample_pass": 30\}\.'):
        evaluation.with_weights(book, [50])


def test_the_trial_ranking_stands_beside_the_official_one_with_the_ranks_gained(opened, book):
    found = catalogue(("1", "一", date(2019, 1, 1)), ("2", "二", date(2019, 1, 1)))
    found.frame["publisher_short"] = ["甲", "乙"]
    tests = records("quality", dataset_id=["1", "2"], tested_on=[date(2020, 1, 1)] * 2, mark=["白金", "銀"])
    section = opened(OCTOBER, 1, found, tests)
    returns = records(
        "evaluation",
        unit_short=["甲", "乙"],
        **{key: [0, value] for key, value in zip(evaluation.RETURNED, (0, 0, 0, 0, 2, 2, 2, 2, 2), strict=True)},
    )
    sources = evaluation.EvaluationSources(found, tests, None, returns, None)
    official = evaluation.rank(sources, section.meeting)
    assert repr(official) == "Ranking(book=ScoringRulebook, scores=2, ranks=2, measured=2)"
    trial = evaluation.rank(sources, section.meeting, evaluation.with_weights(book, {"gold_share": 1}), name="what-if")
    assert official.leaders == ("甲",)
    table = evaluation.compare_rankings("x", official, trial, section.meeting)
    assert [(row[0], row[1], row[3], row[5]) for row in texts(table)] == [("乙", "2", "1", "1"), ("甲", "1", "2", "−1")]
    assert {scored.total.name for scored in trial.scores} == {"what-if/甲.total", "what-if/乙.total"}


def test_a_trial_by_what_was_measured_is_the_trial_that_measures_again(opened, book):
    section = opened(OCTOBER, 1, catalogue(("1", "一", date(2019, 1, 1)), ("2", "二", date(2019, 1, 1))))
    official = evaluation.rank(section.sources, section.meeting)
    soon = evaluation.what_if(official, {"gold_share": 1}, section.meeting)
    again = evaluation.rank(
        section.sources, section.meeting, evaluation.with_weights(book, {"gold_share": 1}), "what-if"
    )
    assert [(s.subject, s.total.value, s.total.name) for s in soon.scores] == [
        (s.subject, s.total.value, s.total.name) for s in again.scores
    ]


# -- since the last meeting ------------------------------------------------------------------------------------------------


def test_two_meetings_are_one_frame_of_rows_or_of_figures(opened):
    earlier, later = (
        opened(MAY, 1, catalogue(("1", "一", date(2019, 1, 1)))),
        opened(OCTOBER, 2, catalogue(("1", "一", date(2019, 1, 1)), ("2", "二", date(2020, 7, 1)))),
    )
    for one in (earlier, later):
        one.meeting.params.inputs.withdrawn = None
    rows = changes.two_meetings("catalogue", earlier, later)
    assert rows["title"].tolist() == ["一", "一", "二"]
    assert rows["meeting"].tolist() == ["第 6 屆第 1 次（109-05-31）"] + ["第 6 屆第 2 次（109-10-31）"] * 2
    assert rows["meeting"].cat.ordered
    figures = changes.two_meetings(inventory.total, earlier, later)
    assert figures.loc["累計開放資料集"].tolist() == [1, 2, 1] and figures.columns[-1] == "增減"


@pytest.mark.parametrize("what", ["catalog", 3, lambda section: "1"])
def test_two_meetings_says_what_it_takes(opened, what):
    one = opened(MAY, 1, catalogue(("1", "一", date(2019, 1, 1))))
    with pytest.raises(
        TypeError, match=r"two_meetings.*changes\.two_meetings\(inventory\.by_category, earlier, later\)"
    ):
        changes.two_meetings(what, one, one)


def test_datasets_are_compared_by_their_identifiers_whatever_they_are_called(opened):
    earlier = opened(MAY, 1, catalogue(("1", "一", date(2019, 1, 1)), ("A2", "二", date(2019, 1, 1))))
    later = opened(
        OCTOBER,
        2,
        catalogue(("a2", "二之二", date(2019, 1, 1)), ("3", "三", date(2020, 7, 1)), ("4", "四", date(2020, 12, 1))),
    )
    assert texts(changes.listed_table("x", earlier, later)) == [["3", "三", "甲", "109-07-01"]]
    assert texts(changes.gone_table("x", earlier, later)) == [["1", "一", "甲", "108-01-01"]]
    assert changes.summary(earlier, later).as_text() == (
        f"109 年 5 月 31 日累計 2 項，109 年 10 月 31 日累計 2 項；新上架 1 項，下架 1 項；品質標章的變動{NOT_PROVIDED}。"
    )


def test_I12_a_dataset_that_was_withdrawn_since_the_last_meeting_is_shown_as_such(opened):
    earlier = opened(MAY, 1, catalogue(("1", "一", date(2019, 1, 1)), ("2", "二", date(2019, 1, 1))))
    later = opened(OCTOBER, 2, catalogue(("2", "二", date(2019, 1, 1))))
    assert texts(changes.gone_table("下架", earlier, later)) == [["1", "一", "甲", "108-01-01"]]
    assert "下架 1 項" in changes.summary(earlier, later).as_text()


def test_lists_without_identifiers_are_compared_by_publisher_and_title(opened):
    earlier = opened(MAY, 1, catalogue((None, "一", date(2019, 1, 1))))
    later = opened(OCTOBER, 2, catalogue((None, "一", date(2019, 1, 1)), (None, "二", date(2020, 7, 1))))
    assert texts(changes.listed_table("x", earlier, later)) == [["二", "甲", "109-07-01"]]
    assert changes.gone_table("下架", earlier, later).as_text() == "下架：無。"
    assert NOT_PROVIDED in changes.marks_table("標章", earlier, later).as_text()


def test_a_changed_mark_is_counted_with_the_agencies_concerned(opened):
    datasets = catalogue(("1", "一", date(2019, 1, 1)), ("2", "二", date(2019, 1, 1)), ("3", "三", date(2019, 1, 1)))
    tests = records(
        "quality",
        dataset_id=["1", "2", "3", "1"],
        tested_on=[date(2020, 1, 1)] * 3 + [date(2020, 8, 1)],
        mark=["金", "銀", "金", "白金"],
    )
    earlier, later = opened(MAY, 1, datasets, tests), opened(OCTOBER, 2, datasets, tests)
    assert texts(changes.marks_table("x", earlier, later)) == [["金 → 白金", "1", "甲"]]
    assert changes.summary(earlier, later).as_text().endswith("品質標章變動 1 項。")


def test_figures_stand_side_by_side_and_what_one_meeting_lacks_has_no_difference(opened):
    earlier = opened(MAY, 1, catalogue(("1", "一", date(2019, 1, 1))))
    later = opened(OCTOBER, 2, catalogue(("1", "一", date(2019, 1, 1)), ("2", "二", date(2020, 7, 1))))
    later.catalogue.frame["category"] = ["公共資訊", "公共資訊"]
    table = changes.figures_table("x", earlier, later)
    assert table.columns[2:4] == ("第 6 屆第 1 次（109-05-31）", "第 6 屆第 2 次（109-10-31）")
    found = {row[1]: row[2:] for row in texts(table)}
    assert found["累計開放資料集"] == ["1", "2", "1"]
    assert found["公共資訊"] == [NOT_PROVIDED, "2", NOT_PROVIDED]


def test_what_the_replies_of_a_meeting_lack_stands_under_the_figures_of_both(opened):
    earlier, later = (
        opened(day, number, catalogue(("1", "一", date(2019, 1, 1)))) for day, number in ((MAY, 1), (OCTOBER, 2))
    )
    board = records(
        "received",
        unit_short=["乙"],
        table=["replies"],
        label=["民間需求回復"],
        state=["未收"],
        rows=[0],
        set_aside=[0],
    )
    later.sources = dataclasses.replace(later.sources, received=board)
    assert (
        changes.figures_table("x", earlier, later).note
        == "百分比的增減為百分點；第 6 屆第 2 次（109-10-31）的民間需求：尚缺 1 個單位（乙）"
    )


def test_a_ranking_lacks_the_replies_too_where_its_rulebook_counts_them(opened):
    meeting = opened(OCTOBER, 2, catalogue(("1", "一", date(2019, 1, 1)))).meeting
    board = records(
        "received",
        unit_short=["乙", "甲"],
        table=["replies", "plan"],
        label=["民間需求回復", "預計開放資料集"],
        state=["未收", "未收"],
        rows=[0, 0],
        set_aside=[0, 0],
    )
    sources = evaluation.EvaluationSources(catalogue(("1", "一", date(2019, 1, 1))), None, None, None, None, board)
    ranking = evaluation.rank(sources, meeting)
    assert ranking.lack.units == ("乙",) and "尚缺 1 個單位（乙）" in evaluation.ranking_table("x", ranking).note
    assert all("尚缺 1 個單位（乙）" in table.note for table in evaluation.explanation_tables(ranking))
    assert "尚缺 1 個單位（乙）" in evaluation.compare_rankings("x", ranking, ranking, meeting).note
    only_datasets = meeting.evaluation_rules.model_copy(
        update={"items": [item for item in meeting.evaluation_rules.items if item.id == "datasets"]}
    )
    assert evaluation.rank(sources, meeting, only_datasets).lack is None


# -- the notebooks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["what-if-weights", "since-last-meeting", "agencies"])
def test_an_analysts_notebook_runs_on_the_committed_meetings(root, monkeypatch, name):
    monkeypatch.setattr(IPython.display, "display", IPython.display.display)  # run_notebook puts its own in its place
    monkeypatch.chdir(root / "notebooks" / "explore")
    executed = run_notebook(root / "notebooks" / "explore" / f"{name}.ipynb", root / "params" / "moea-6-1.yaml")
    outputs = [
        output.data
        for cell in executed.cells
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", [])
        for output in cell.outputs
    ]
    assert len(outputs) >= 5 and all(data["text/plain"] for data in outputs)
    assert any(MIME in data for data in outputs) and any(WIDGET in data for data in outputs)


def test_the_analysts_notebooks_are_not_sections_and_define_nothing(root):
    for path in (root / "notebooks" / "explore").glob("*.ipynb"):
        source = "\n".join(cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code")
        assert not any(word in source for word in ("def ", "class ", "for ", "if ", "try:", "section.close()")), (
            path.name
        )
