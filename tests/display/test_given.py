"""Charts draw a series or a frame, measures take a section, a figure is explained; each says what it expected otherwise."""

import inspect
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pandas as pd
import pytest

from reportlib.display.bars import bar_chart
from reportlib.display.columns import column_chart, line_chart
from reportlib.display.given import breakdown_of
from reportlib.display.stacks import stacked_chart
from reportlib.execute.explanation import Explanation
from reportlib.execute.section import Section, open_section
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import NOT_PROVIDED, Fact, Unit
from reportlib.measures import awards, evaluation, inventory, requests
from reportlib.measures.of_section import of_section
from tests.support.small_meeting import small_meeting, small_records

SIZES = pd.Series([2, 1], pd.Index(["公共資訊", "休閒旅遊"], name="服務分類"))
CATALOGUE = small_records(
    "catalogue",
    {"dataset_id": "1", "publisher": "經濟部甲局", "listed_on": date(2020, 1, 1), "category": "公共資訊"},
    {"dataset_id": "2", "publisher": "經濟部乙局", "listed_on": date(2020, 11, 1), "category": "公共資訊"},
)


def test_bars_and_columns_and_lines_draw_a_series():
    for chart in (bar_chart, column_chart, line_chart):
        shown = chart("各分類", SIZES)
        assert [(label, fact.printed) for label, fact in shown.points] == [("公共資訊", "2"), ("休閒旅遊", "1")]


def test_a_breakdown_that_was_made_a_frame_is_drawn_with_its_unit_again():
    one = Fact(Decimal("0.5"), Unit("%", percent=True), "a", "甲")
    frame = Breakdown("單位", {"甲": one, "乙": one}, one).to_frame()
    assert [fact.printed for fact in breakdown_of("bar_chart", frame).parts.values()] == ["50%", "50%"]


def test_numbers_without_a_unit_are_said_without_one():
    (block,) = bar_chart("各分類", SIZES).blocks()
    assert bar_chart("各分類", SIZES).alt == "長條圖：各分類。公共資訊 2、休閒旅遊 1。" and not block.unit


def test_what_is_missing_in_a_series_is_absent_and_decimals_are_rounded_when_shown():
    parts = breakdown_of("bar_chart", pd.Series([1 / 3, None], ["甲", "乙"])).parts
    assert [fact.printed for fact in parts.values()] == ["0.33", NOT_PROVIDED]


def test_stacked_bars_draw_a_frame_of_numbers():
    assert len(stacked_chart("標章", pd.DataFrame({"金": [1, 2], "銀": [3, 4]}, ["甲", "乙"])).points) == 4


@pytest.mark.parametrize(
    ("chart", "given", "said"),
    [
        (bar_chart, [1, 2], "list.*bar_chart.*section.catalogue.groupby"),
        (column_chart, pd.Series(["甲"]), "Series.*column_chart"),
        (line_chart, 3, "int.*line_chart"),
        (stacked_chart, SIZES, "Series.*stacked_chart.*pandas.crosstab"),
    ],
)
def test_a_chart_says_what_it_draws_with_an_example(chart, given, said):
    with pytest.raises(TypeError, match=said):
        chart("圖", given)


@pytest.fixture
def section(tmp_path, root):
    meeting = small_meeting(tmp_path, root)
    meeting.params.inputs.withdrawn = None
    return SimpleNamespace(meeting=meeting, catalogue=CATALOGUE)


def test_a_measure_takes_a_section_in_place_of_its_parts(section):
    alone, parts = inventory.total(section), inventory.total(CATALOGUE, section.meeting)
    assert (alone.printed, alone.name, alone.rows) == (parts.printed, parts.name, parts.rows)
    assert alone.printed == "1"
    assert inventory.top_table.__doc__


def test_a_measure_without_a_meeting_says_that_it_takes_a_section():
    with pytest.raises(TypeError, match=r"inventory\.total: it lacks meeting\..*inventory\.total\(section\)"):
        inventory.total(CATALOGUE)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (lambda section: inventory.total(CATALOGUE.to_frame(), section.meeting), "catalogue.*Records.*DataFrame"),
        (lambda section: inventory.total(CATALOGUE, "moea-6-1"), "meeting.*Meeting.*str"),
    ],
)
def test_a_measure_that_is_given_something_else_says_what_it_takes(section, given, said):
    with pytest.raises(TypeError, match=said + r".*inventory\.total\(section\)"):
        given(section)


def test_what_another_measure_makes_of_a_section_is_made_once(section):
    made = []

    def doubled(section):
        made.append(section)
        return 2

    @of_section(twice=doubled)
    def said(caption, twice):
        return f"{caption}{twice}"

    assert [said("一", section), said("二", section), said("三", 3)] == ["一2", "二2", "三3"] and len(made) == 1


def test_every_measure_of_requests_awards_and_evaluation_that_can_takes_a_section_alone():
    """The others take what no section has: an item, one unit's score."""
    other = {"scoring_text", "score_table", "total_sentence", "tied_on_the_last_place"}
    for module in (requests, awards, evaluation):
        for name in set(module.__all__) - other:
            function = getattr(module, name)
            assert not inspect.isfunction(function) or hasattr(function, "__wrapped__"), name


def test_a_figure_is_explained_down_to_its_rows(section):
    opened = Section(section.meeting)
    told = repr(opened.explain(inventory.total(section)))
    assert "catalogue.csv 第 2 列" in told and "上架日期不晚於 109-10-31" in told
    assert repr(opened.explain(inventory.total(section) + 1)).startswith("(累計開放資料集 + 1)")
    with pytest.raises(TypeError, match=r"str.*section\.explain\(inventory\.total\(section\)\)"):
        opened.explain("3,159")


def test_the_rows_that_a_figure_counts_are_a_frame_and_those_of_each_operand_stand_apart(root):
    opened = open_section(root / "params" / "moea-6-1.yaml")
    total = inventory.total(opened)
    rows = opened.explain(total).to_frame()
    assert len(rows) == total.value and rows.index.name == "row" and rows.index[0] == 2
    assert rows.columns[:2].tolist() == ["屬於", "dataset_id"] and set(rows["屬於"]) == {"累計開放資料集"}
    water = inventory.by_publisher(opened).parts["水利署"]
    apart = opened.explain(total - water).to_frame()
    assert apart.groupby("屬於").size().to_dict() == {total.label: total.value, water.label: water.value}
    assert set(apart[apart["屬於"] == water.label]["publisher_short"]) == {"水利署"}
    share = water.share_of(total, opened.meeting.units.share).named("a.share", "占比")
    assert opened.explain((share + 1).named("a.more", "更多")).to_frame().groupby("屬於").size().to_dict() == {
        "占比": total.value
    }


def test_what_counts_no_rows_has_a_frame_of_none():
    assert Explanation.of(Fact(Decimal(1), Unit("項"), "a", "甲")).to_frame().empty


def test_a_key_of_an_index_stands_in_a_chart_as_people_write_it():
    days = pd.Series([1, 2], [pd.Timestamp("2013-12-31"), pd.Timestamp("2014-12-31 08:30")])
    assert list(breakdown_of("bar_chart", days).parts) == ["2013-12-31", "2014-12-31 08:30:00"]
    assert list(breakdown_of("bar_chart", pd.Series([1, 2], [2013.0, 2013.5])).parts) == ["2013", "2013.5"]
    two = pd.Series([1], pd.MultiIndex.from_tuples([("水利署", "金")]))
    assert list(breakdown_of("bar_chart", two).parts) == ["水利署／金"]


def test_a_series_of_texts_is_told_as_one():
    with pytest.raises(TypeError, match=r"was given a Series of str\."):
        bar_chart("各分類", pd.Series(["甲"]))


def test_the_dictionary_says_which_columns_the_files_of_this_meeting_have(root):
    words = open_section(root / "params" / "example.yaml").dictionary().set_index(["資料", "欄位"])["檔案中"]
    assert words["catalogue", "title"] == words["catalogue", "publisher_short"] == "有"
    assert words["catalogue", "rating"] == "無" and words["apis", "faults"] == "無檔案"
