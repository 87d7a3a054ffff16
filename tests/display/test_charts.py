"""Charts: colours that everybody can tell apart, a label at every bar, an alternative text from the facts, a drawing that suits a slide."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from reportlib.display import drawing
from reportlib.display.bars import bar_chart
from reportlib.display.columns import column_chart, line_chart
from reportlib.display.drawing import Chart, text_width, wrapped
from reportlib.display.stacks import stacked_chart
from reportlib.display.timelines import flow_chart, timeline_chart
from reportlib.errors import RunError
from reportlib.facts.breakdowns import Breakdown, Crosstab
from reportlib.facts.facts import NOT_PROVIDED, Fact, Unit, Units, absent
from tests.display.drawn_texts import texts_beyond, texts_of as texts

ITEMS, MINUTES = Unit("項"), Unit("分鐘")


def fact(value, unit=ITEMS, label=""):
    return Fact(Decimal(value), unit, "name", label)


def breakdown(**parts):
    return Breakdown("分類", {label: fact(value) for label, value in parts.items()}, fact(sum(parts.values())))


def many(count):
    return breakdown(**{f"第{n:02}單位": 900 - 17 * n for n in range(count)})


def crosstab(**rows):
    columns = ["已開放", "預計開放", "無法開放"]
    cells = {
        (row, column): fact(value)
        for row, values in rows.items()
        for column, value in zip(columns, values, strict=True)
    }
    by_row = Breakdown(
        "機關", {row: fact(sum(values)) for row, values in rows.items()}, fact(sum(map(sum, rows.values())))
    )
    return Crosstab(
        "機關",
        cells,
        by_row,
        Breakdown("情形", {c: fact(sum(v[i] for v in rows.values())) for i, c in enumerate(columns)}, by_row.total),
    )


AGENDA = [
    ("主席致詞", "14:00–14:05", fact(0, MINUTES), fact(5, MINUTES)),
    ("專題分享", "14:05–14:45", fact(5, MINUTES), fact(40, MINUTES)),
    ("討論事項", "14:45–15:25", fact(45, MINUTES), fact(40, MINUTES)),
]


def size(svg):
    return [float(number) / 72 for number in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()]


# -- what is drawn -------------------------------------------------------------------------------------------------------


def test_every_bar_has_its_label_and_its_printed_number_and_nothing_else():
    drawn = bar_chart("分類", breakdown(公共資訊=2222, 開創事業=643))
    assert sorted(texts(drawn.svg)) == sorted(["公共資訊", "開創事業", "2,222", "643"])


@pytest.mark.parametrize(("highlight", "navy"), [(None, "公共資訊"), ("開創事業", "開創事業")])
def test_the_largest_bar_or_the_named_one_is_navy(highlight, navy):
    drawn = bar_chart("分類", breakdown(公共資訊=2222, 開創事業=643), highlight=highlight).svg
    number = {"公共資訊": "2,222", "開創事業": "643"}[navy]
    strong = [t for t in re.findall(r"<text[^>]*>[^<]*</text>", drawn) if "bold" in t or "700" in t]
    assert len(strong) == 1 and number in strong[0]
    assert drawn.count("fill: #0f4c75") == 2  # the bar and its number


def test_the_alternative_text_is_computed_from_the_facts():
    assert (
        bar_chart("分類", breakdown(公共資訊=2222, 開創事業=643)).alt
        == "長條圖：分類。公共資訊 2,222 項、開創事業 643 項。"
    )
    assert "其餘各項介於其間" in bar_chart("分類", many(32)).alt


def test_where_there_is_nothing_to_draw_a_sentence_says_so():
    nothing = Breakdown("分類", {}, absent(NOT_PROVIDED, ITEMS, "name", "總數"))
    for drawn in (bar_chart("甲", nothing), column_chart("甲", nothing), timeline_chart("甲", [])):
        assert not isinstance(drawn, Chart)
    assert NOT_PROVIDED in bar_chart("甲", nothing).as_text()


def test_the_same_chart_has_the_same_bytes():
    for make in (
        lambda: bar_chart("甲", many(20)),
        lambda: timeline_chart("議程", AGENDA),
        lambda: flow_chart("流程", ["一：甲", "二"]),
        lambda: stacked_chart("情形", crosstab(甲=(5, 1, 2))),
    ):
        assert make().data() == make().data()


def test_columns_of_two_kinds_stand_beside_each_other_and_are_named():
    drawn = column_chart(
        "競賽",
        Breakdown("年", {"108": fact(30), "109": fact(52)}, fact(82, label="參賽")),
        Breakdown("年", {"108": fact(3), "109": fact(4)}, fact(7, label="得獎")),
    )
    assert {"參賽", "得獎", "30", "3", "52", "4"} <= set(texts(drawn.svg))
    assert drawn.alt == "直條圖：競賽。108參賽 30 項、108得獎 3 項、109參賽 52 項、109得獎 4 項。"


def test_a_line_shows_each_value_and_what_stands_under_it():
    share = Units().share
    drawn = line_chart(
        "金標章",
        [
            ("107-10", Fact(Decimal("0.959"), share)),
            ("108-05", absent(NOT_PROVIDED, share, "n", "l")),
            ("109-10", Fact(Decimal(1), share)),
        ],
        ["2,385", "無", "2,921"],
    )
    said = "".join(texts(drawn.svg))
    assert "95%" in said and "100%" in said and "2,385" in said and "無" not in said


def test_a_part_too_thin_for_its_number_is_named_at_the_end_of_its_bar():
    drawn = stacked_chart("情形", crosstab(工業局=(400, 1, 2), 水利署=(3, 0, 200)))
    said = texts(drawn.svg)
    assert "".join(said).count("預計開放 1、無法開放 2") == 1
    assert "400" in said and "200" in said and "已開放 3" in "".join(said)


def test_equal_parts_are_labelled_inside():
    assert sorted(texts(stacked_chart("情形", crosstab(甲=(1, 0, 1))).svg)) == sorted(
        ["甲", "1", "1", "已開放", "無法開放"]
    )


# -- time lines and flows ------------------------------------------------------------------------------------------------


def test_a_time_line_labels_every_bar_with_its_time_and_length():
    drawn = timeline_chart("議程", AGENDA)
    assert {"14:00–14:05", "主席致詞", "5 分鐘", "40 分鐘"} <= set(texts(drawn.svg))
    assert drawn.alt.startswith("時間軸：議程。14:00–14:05 主席致詞 5 分鐘、")
    assert [f.printed for f in drawn.facts()] == ["5", "40", "40"]


def test_a_flow_tells_its_steps_in_order_and_has_no_facts():
    drawn = flow_chart("審查流程", ["盤點：各單位每年盤點業務資料。", "審查", "發布"])
    assert drawn.alt == "流程圖：審查流程。（一）盤點：各單位每年盤點業務資料；（二）審查；（三）發布。"
    assert list(drawn.facts()) == [] and drawn.unit == ""
    assert drawn.blocks()[0].points == ()
    assert "".join(texts(drawn.svg)) == "盤點各單位每年盤點業務資料。審查發布"


def test_a_long_flow_goes_on_in_the_next_row():
    one, two = (size(flow_chart("流程", [f"第{n}步" for n in range(count)]).svg) for count in (3, 7))
    assert one[0] == two[0] == pytest.approx(6.6) and two[1] > 1.8 * one[1]


def test_lines_break_between_words_and_before_no_closing_mark():
    assert wrapped("登載於 data.gov.tw 平臺", 8) == ["登載於", "data.gov.tw", "平臺"]
    assert wrapped("一二三四。", 4) == ["一二三四。"]
    assert all(text_width(line) <= 5 for line in wrapped("a" * 40, 5))


# -- on slides -----------------------------------------------------------------------------------------------------------


def test_a_chart_that_suits_a_slide_is_drawn_once():
    points = [(f"{year} 年", fact(year)) for year in (107, 108, 109)]
    assert line_chart("占比", points, ["", "", ""], beside_table=True).blocks()[0].slide_svgs == ()
    assert bar_chart("分類", many(40)).document_only().blocks()[0].slide_svgs == ()


def test_a_tall_chart_stands_in_panels_on_a_slide_and_keeps_every_number():
    (drawn,) = bar_chart("分類", many(32)).blocks()
    (svg,) = drawn.slide_svgs
    assert sorted(texts(svg)) == sorted(texts(drawn.svg))
    width, height = size(svg)
    assert (width, height) == (pytest.approx(drawing.SLIDE.width), pytest.approx(drawing.SLIDE.height))
    assert len(bar_chart("分類", many(80)).blocks()[0].slide_svgs) == 3


def test_a_chart_for_the_briefing_alone_is_drawn_for_its_slide_alone():
    (drawn,) = bar_chart("分類", many(9)).slide_only().blocks()
    assert drawn.svg == drawn.slide_svgs[0]
    assert size(drawn.svg)[0] == pytest.approx(drawing.SLIDE.width)


def test_a_flat_chart_and_one_beside_figures_are_drawn_for_the_slide():
    assert size(bar_chart("分類", many(3)).blocks()[0].slide_svgs[0])[1] > 1.5
    width, height = size(bar_chart("分類", many(9)).with_figures(總計=fact(9)).blocks()[0].slide_svgs[0])
    assert width == pytest.approx(drawing.SLIDE_BESIDE.width) and height <= drawing.SLIDE_BESIDE.height + 0.01


@pytest.mark.parametrize("canvas", [drawing.PAGE, drawing.SLIDE, drawing.SLIDE_BESIDE], ids=["page", "slide", "beside"])
@pytest.mark.parametrize(
    "make",
    [
        lambda: bar_chart("甲", many(3)),
        lambda: bar_chart("甲", many(33)),
        lambda: column_chart("甲", many(8)),
        lambda: column_chart("甲", many(4), many(4)),
        lambda: stacked_chart("甲", crosstab(工業局=(400, 1, 2), 水利署=(3, 0, 200))),
        lambda: timeline_chart("議程", AGENDA * 3),
        lambda: flow_chart("流程", ["步驟：說明一段長長的文字"] * 7),
    ],
)
def test_no_text_leaves_the_drawing(make, canvas):
    assert texts_beyond(make(), canvas) == []


def test_dollar_signs_in_a_label_are_no_formula():
    label = r"補助 $\frac$ 萬元"
    assert label in texts(bar_chart("x", breakdown(**{label: 1})).svg)


def test_the_values_left_out_of_an_alternative_text_lie_between_or_are_not_said_to():
    rising = [(f"{n} 年", fact(n)) for n in range(13)]
    assert "4 年 4 項、其餘各項介於其間、12 年 12 項" in drawing.alternative("直條圖", "x", rising)
    assert "其餘各項從略" in drawing.alternative("直條圖", "x", [*rising[:6], ("6 年", fact(900)), *rising[7:]])


def test_the_text_that_shows_a_fact_is_marked_with_its_place_among_the_points():
    two = breakdown(甲=5, 乙=3)
    shares = [("109 年", fact(4)), ("110 年", absent(NOT_PROVIDED, ITEMS, "name", "")), ("111 年", fact(6))]
    drawn = (
        bar_chart("x", two),
        bar_chart("x", many(40)),
        column_chart("x", two),
        column_chart("x", two, breakdown(甲=1, 乙=2)),
        line_chart("x", shares, ["", "", ""]),
        stacked_chart("x", crosstab(經濟部=(40, 30, 30))),
        timeline_chart("x", AGENDA),
    )
    for one in drawn:
        marked = {}
        for group in ElementTree.fromstring(one.svg).iter("{http://www.w3.org/2000/svg}g"):
            if group.get("id", "").startswith("point-"):
                marked[int(group.get("id")[6:])] = "".join(group.itertext()).strip()
        assert set(marked) == set(range(len(one.points)))
        assert all(text.startswith(one.points[at][1].printed) for at, text in marked.items())


def test_R20_a_character_that_no_font_has_is_named_with_its_text():
    with pytest.raises(RunError, match="R20.*ά.*U\\+03AC.*工作 ά"):
        flow_chart("流程", ["工作 ά", "乙"]).blocks()
