"""What is drawn says a body's own words, as its tables do; what others wrote stands as it is."""

from decimal import Decimal

import pytest

from reportlib import wording
from reportlib.display.bars import bar_chart
from reportlib.display.branches import branch_chart
from reportlib.display.columns import column_chart, line_chart
from reportlib.display.display import labelled, runs
from reportlib.display.drawing import BESIDE_TABLE, PAGE, SLIDE
from reportlib.display.stacks import stacked_chart
from reportlib.display.tables import Row, Table
from reportlib.display.timelines import flow_chart, timeline_chart
from reportlib.facts.breakdowns import Breakdown, Crosstab
from reportlib.facts.facts import Fact, Unit
from reportlib.text import Quoted
from reportlib.wording import Wording
from tests.display.drawn_texts import texts_beyond, texts_of

WORDS = {
    "未填分類": "Without a category",
    "已開放": "Open",
    "無法開放": "Refused",
    "合計": "Altogether",
    "召開會議": "Meeting of the advisory group",
    "項": "items",
    "金標章": "Gold marks",
    "白金標章": "Platinum marks",
    "單位：{unit}": "Unit: {unit}",
    "長條圖": "Bars",
    "分類": "Categories",
    "{kind}：{caption}。{said}。": "{kind}: {caption}. {said}.",
}


@pytest.fixture(autouse=True)
def english():
    with wording.using(Wording("common", WORDS)):
        yield


def fact(value: int) -> Fact:
    return Fact(Decimal(value), Unit("項"))


def breakdown(label: str = "合計", **parts: int) -> Breakdown:
    total = fact(sum(parts.values())).named("x", label)
    return Breakdown("分類", {key: fact(value) for key, value in parts.items()}, total)


STACKED = Crosstab(
    "機關",
    {("合計", "已開放"): fact(900), ("合計", "無法開放"): fact(600)},
    Breakdown("機關", {"合計": fact(1500)}, fact(1500)),
    Breakdown("情形", {"已開放": fact(900), "無法開放": fact(600)}, fact(1500)),
)
CHARTS = {
    "bars": (lambda: bar_chart("分類", breakdown(未填分類=3, 已開放=5)), {"Without a category", "Open"}),
    "columns": (
        lambda: column_chart("分類", breakdown("金標章", 已開放=3), breakdown("白金標章", 已開放=2)),
        {"Open", "Gold marks", "Platinum marks"},
    ),
    "line": (
        lambda: line_chart("分類", [("已開放", fact(3)), ("無法開放", fact(4))], ["合計", "合計"]),
        {"Altogether"},
    ),
    "stacks": (lambda: stacked_chart("分類", STACKED), {"Altogether", "Open", "Refused"}),
    "time": (lambda: timeline_chart("分類", [("召開會議", "合計", fact(0), fact(5))]), {"Altogether", "5 items"}),
    "flow": (lambda: flow_chart("分類", ["已開放", "無法開放"]), {"Open", "Refused"}),
    "branches": (lambda: branch_chart("分類", ["已開放"], [("無法開放", ["合計"])]), {"Open", "Refused", "Altogether"}),
}


@pytest.mark.parametrize("kind", CHARTS)
def test_every_kind_of_chart_is_drawn_in_the_bodys_words_and_within_its_drawing(kind):
    make, said = CHARTS[kind]
    chart = make()
    drawn = {line for text in texts_of(chart.svg) for line in text.split("\n")}
    assert said <= drawn and not drawn & WORDS.keys()
    assert not [text for canvas in (PAGE, SLIDE, BESIDE_TABLE) for text in texts_beyond(chart, canvas)]


def test_what_a_chart_says_in_place_of_itself_is_in_them_too():
    (block,) = bar_chart("分類", breakdown(未填分類=3, 已開放=5)).blocks()
    assert block.alt.text == "Bars: Categories. Without a category 3 items、Open 5 items."
    assert block.unit.text == "Unit: items"
    assert [point.label.text for point in block.points] == ["Without a category", "Open"]


def test_the_bar_that_is_named_in_our_words_is_the_one_that_matters():
    drawn = bar_chart("分類", breakdown(未填分類=3, 已開放=5), highlight="未填分類").svg
    assert drawn == bar_chart("分類", breakdown(未填分類=3, 已開放=5), highlight="Without a category").svg


def test_what_somebody_else_wrote_is_drawn_as_it_stands():
    parts = {Quoted("已開放"): fact(3), "未填分類": fact(5)}
    drawn = texts_of(bar_chart("分類", Breakdown("分類", parts, fact(8))).svg)
    assert "已開放" in drawn and "Without a category" in drawn


def test_two_parts_of_one_word_stay_two():
    with wording.using(Wording("common", {"已開放": "Open", "預計開放": "Open"})):
        drawn = texts_of(bar_chart("分類", breakdown(已開放=3, 預計開放=5)).svg)
    assert {"已開放", "預計開放"} <= set(drawn)


def test_what_is_counted_has_the_bodys_own_word_behind_a_figure_in_a_sentence_and_over_a_table():
    total = Fact(Decimal(6), Unit("項"), "inventory.total", "累計開放資料集")
    assert [str(cell) for cell, _ in runs("共 {total} 項，{total} 件", total=total)] == [
        "共 ",
        "6",
        " items，",
        "6",
        " 件",
    ]
    table = Table("各類", ("分類", "資料集"), (Row(("甲", total)),), "單位：項")
    assert table.blocks()[0].unit.text == "Unit: items"
    assert labelled("累計", total).unit.text == "items"
