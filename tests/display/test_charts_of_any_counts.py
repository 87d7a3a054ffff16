"""Every chart, whatever it counts: it is drawn, says each number once, and no text leaves it."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings, strategies as st

from reportlib.display import stacks
from reportlib.display.bars import bar_chart
from reportlib.display.columns import column_chart, line_chart
from reportlib.display.drawing import PAGE, SLIDE, SLIDE_BESIDE, Chart
from reportlib.display.stacks import stacked_chart
from reportlib.display.timelines import timeline_chart
from reportlib.facts.breakdowns import Breakdown, Crosstab
from reportlib.facts.facts import Fact, Unit
from tests.display.drawn_texts import texts_beyond, texts_of

CASES = Unit("件")
OUTCOMES = ("已開放", "部分開放", "預計開放", "無法開放", "研議中")
UNITS = ("工業局", "水利署", "國營事業委員會", "能源局", "中部辦公室", "經濟部技術處", "智慧財產局", "標準檢驗局")
counts = st.integers(0, 10_000)
canvases = st.sampled_from([PAGE, SLIDE, SLIDE_BESIDE])
drawn_often = settings(max_examples=15, deadline=None)


def fact(value):
    return Fact(Decimal(value), CASES, "name", "件數")


def breakdown(values, names=UNITS):
    parts = {name: fact(value) for name, value in zip(names, values, strict=False)}
    return Breakdown("機關", parts, fact(sum(values)))


def crosstab(rows):
    cells = {
        (UNITS[at], OUTCOMES[place]): fact(value) for at, row in enumerate(rows) for place, value in enumerate(row)
    }
    by_column = [sum(column) for column in zip(*rows, strict=True)]
    return Crosstab("機關", cells, breakdown([sum(row) for row in rows]), breakdown(by_column, OUTCOMES))


tables = st.integers(1, len(OUTCOMES)).flatmap(
    lambda width: st.lists(st.lists(counts, min_size=width, max_size=width), min_size=1, max_size=len(UNITS))
)


@pytest.mark.parametrize("drawn", [PAGE.width - 0.7, SLIDE.width - 1.1, SLIDE_BESIDE.width - 1.1])
def test_two_units_of_which_one_has_half_are_stacked_whatever_their_number(drawn):
    for number in [*range(300), *range(300, 10_001, 7)]:
        fitted = stacks._fitted(stacks.Stacks.of(crosstab([[number], [number // 2]])), drawn, 9)
        assert number * fitted.scale <= drawn * 1.000001


@drawn_often
@given(tables, canvases)
@example([[21], [10]], PAGE)
@example([[42], [21]], PAGE)
@example([[10_000, 1, 1, 1, 1], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]], SLIDE_BESIDE)
def test_stacks_of_any_counts_say_each_number_once_and_stay_within_the_drawing(rows, canvas):
    chart = stacked_chart("情形", crosstab(rows))
    said = [one for text in texts_of(chart.svg) for one in text.split("、") if one]
    numbers = [one.rsplit(" ", 1)[-1] for one in said if one.rsplit(" ", 1)[-1].replace(",", "").isdigit()]
    assert sorted(numbers) == sorted(one.printed for _, one in chart.points)
    assert texts_beyond(chart, canvas) == []


@drawn_often
@given(st.lists(counts, min_size=1, max_size=len(UNITS)), canvases)
@example([0], PAGE)
@example([0, 0, 0], SLIDE)
def test_bars_and_columns_of_any_counts_stay_within_the_drawing(values, canvas):
    for chart in (
        bar_chart("件數", breakdown(values)),
        column_chart("件數", breakdown(values, tuple(f"{year} 年" for year in range(103, 111)))),
        column_chart("件數", breakdown(values), breakdown([value // 2 for value in values])),
    ):
        assert isinstance(chart, Chart)
        assert {one.printed for _, one in chart.points} <= set(texts_of(chart.svg))
        assert texts_beyond(chart, canvas) == []


@drawn_often
@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=8), canvases)
@example([(0, 0)], PAGE)
def test_lines_and_time_lines_of_any_counts_stay_within_the_drawing(values, canvas):
    shares = Unit("%", percent=True)
    points = [
        (f"{100 + at} 年", Fact(Decimal(a) / max(a + b, 1), shares, "n", "n")) for at, (a, b) in enumerate(values)
    ]
    line = line_chart("占比", points, [str(a) for a, _ in values])
    events = timeline_chart("期程", [(f"工作{at}", f"{at} 月", fact(a), fact(b)) for at, (a, b) in enumerate(values)])
    for chart in (line, events):
        assert isinstance(chart, Chart)
        assert {one.printed for _, one in chart.points} <= {text.split(" ")[0] for text in texts_of(chart.svg)}
        assert texts_beyond(chart, canvas) == []
