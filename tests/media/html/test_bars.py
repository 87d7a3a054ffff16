"""Bars for a narrow screen: the points of a chart as shares of the greatest, and which one is meant; no bars where that would mislead."""

import pytest

from reportlib.look import LIGHT
from reportlib.media.html.bars import MOST, bars
from reportlib.model.blocks import ChartBlock, ChartPoint
from reportlib.model.texts import EMPTY, Line, Piece


def chart(*values: str | None, names: str = "", percent: tuple[bool, ...] = (), svg: str = "") -> ChartBlock:
    """A chart of these values, under the letters of ``names`` or 甲, 乙, …"""
    points = tuple(
        ChartPoint(Line.of(name), Piece(value or "—", "fact", fact=name, value=value, percent=is_percent))
        for name, value, is_percent in zip(
            names or map(chr, range(0x4E00, 0x4E00 + len(values))),
            values,
            percent or [False] * len(values),
            strict=True,
        )
    )
    return ChartBlock(svg=svg, alt=EMPTY, points=points)


def drawn(*colours: str) -> str:
    return "".join(f'<path d="M0 0" style="fill: {LIGHT[colour]}"/>' for colour in colours)


def test_each_bar_has_its_name_its_figure_and_its_share_of_the_greatest():
    found = bars(chart("3", "12", "0", names="甲乙丙"))
    assert [(bar["label"], bar["figure"].text, bar["share"]) for bar in found] == [
        ("甲", "3", "25.0"),
        ("乙", "12", "100.0"),
        ("丙", "0", "0.0"),
    ]


def test_the_bar_that_the_drawing_means_is_meant_here_too():
    assert [bar["meant"] for bar in bars(chart("1", "2", svg=drawn("bar", "structure")))] == [False, True]


def test_where_the_drawing_has_another_number_of_bars_none_is_meant():
    assert [bar["meant"] for bar in bars(chart("1", "2", svg=drawn("structure")))] == [False, False]
    assert [bar["meant"] for bar in bars(chart("1", "2", svg=drawn("structure", "bar", "bar")))] == [False, False]


@pytest.mark.parametrize(
    "block",
    [
        chart(),
        chart("1"),
        chart("1", None),
        chart("0", "0"),
        chart("-1", "2"),
        chart("1", "2", names="甲甲"),
        chart("0.5", "2", percent=(True, False)),
        chart(*["1"] * (MOST + 1)),
    ],
    ids=["none", "one", "absent", "all zero", "negative", "one name twice", "a share and a count", "too many"],
)
def test_what_is_no_set_of_values_of_one_kind_has_no_bars(block):
    assert bars(block) == []


def test_forty_values_are_not_too_many():
    assert len(bars(chart(*["1"] * MOST))) == MOST == 40
