"""What changes over the years: upright bars, and a line of shares."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reportlib.display.colours import DARK_OCHRE, INK, LIGHT, NAVY, OCHRE
from reportlib.display.display import Display, Naming
from reportlib.display.drawing import (
    BESIDE_TABLE,
    Canvas,
    Point,
    axes_of,
    bars_of,
    chart_of,
    drawn_number,
    in_own_words,
    mark_of,
    new_figure,
    nothing_to_draw,
    said_parts,
    shape_of,
    text_width,
)
from reportlib.display.fitting import fitting
from reportlib.display.given import breakdown_of, points_of
from reportlib.display.legends import draw_legend
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import Fact


@fitting
def column_chart(
    caption: str,
    breakdown: Breakdown | pd.Series | pd.DataFrame,
    second: Breakdown | pd.Series | None = None,
    *,
    note: str = "",
) -> Display:
    """Upright bars, one a year; the last in navy. With a ``second`` breakdown (of the same parts) two a year, each
    named in the legend.

    >>> column_chart("各年上架的資料集", pd.Series([20, 35], ["112 年", "113 年"]))
    各年上架的資料集
    直條圖：各年上架的資料集。112 年 20、113 年 35。
    """
    breakdown = breakdown_of("column_chart", breakdown)
    second = None if second is None else breakdown_of("column_chart", second)
    if breakdown.is_absent:
        return nothing_to_draw(caption, breakdown.total)
    breakdown, second = said_parts(breakdown), second and said_parts(second)
    series = [b for b in (breakdown, second) if b is not None and not b.is_absent]
    points = [
        (label if len(series) == 1 else Naming.joined("", (label, in_own_words(b.total.label))), b.parts[label])
        for label in breakdown.parts
        for b in series
    ]

    def draw(canvas: Canvas) -> list[Figure]:
        size, parts = canvas.size, list(breakdown.parts)
        figure = new_figure(canvas, canvas.height or 2.3)
        colours = [(colour, in_own_words(one.total.label)) for colour, one in zip((NAVY, OCHRE), series, strict=False)]
        named = draw_legend(figure, colours, 0, size) if len(series) == 2 else 0
        # Labels that are wider than their column are set smaller.
        column = canvas.width / max(len(parts), 1)
        label_size = min(size, column * 72 * 0.96 / max(map(text_width, parts)))
        axes = axes_of(figure, 0.05, 0.05, 0.05 + named, size / 72 * 2.2)
        if len(series) == 1:
            values = [drawn_number(f) for f in breakdown.parts.values()]
            sns.barplot(x=parts, y=values, ax=axes, color=LIGHT, width=0.62, saturation=1)
        else:
            _draw_pairs(axes, series, parts)
        axes.set(xlabel="", ylabel="")
        axes.tick_params(length=0, labelsize=label_size)
        axes.set_yticks([])
        facts = [one.parts[label] for one in series for label in parts]
        _annotate_columns(axes, facts, points, None if len(series) == 2 else facts[-1], size, label_size)
        lowest, highest = min(0.0, *map(drawn_number, facts)), max(0.0, *map(drawn_number, facts)) or 1.0
        axes.set_ylim(lowest * 1.1, highest * 1.16)
        return [figure]

    return chart_of("直條圖", caption, points, draw, note)


def _draw_pairs(axes: Axes, series: Sequence[Breakdown], parts: Sequence[str]) -> None:
    """Two columns a part, side by side, in the colours of the legend."""
    for offset, colour, one in zip((-0.2, 0.2), (NAVY, OCHRE), series, strict=True):
        axes.bar(
            [at + offset for at in range(len(parts))],
            [drawn_number(one.parts[label]) for label in parts],
            0.36,
            color=colour,
            linewidth=0,
        )
    axes.set_xticks(range(len(parts)), parts)
    axes.set_xlim(-0.5, len(parts) - 0.5)


def _annotate_columns(
    axes: Axes, facts: Sequence[Fact], points: Sequence[Point], emphasised: Fact | None, size: float, label_size: float
) -> None:
    """Each column's value above it; a text that stands for one is as small as the labels."""
    for patch, fact in zip(bars_of(axes), facts, strict=True):
        strong = fact is emphasised
        patch.set_gid(shape_of(points, fact))
        if strong:
            patch.set_facecolor(NAVY)
        axes.annotate(
            fact.printed,
            (patch.get_x() + patch.get_width() / 2, max(patch.get_height(), 0)),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            size=label_size if fact.absence else size,
            color=NAVY if strong else INK,
            weight="bold" if strong else "normal",
            gid=mark_of(points, fact),
        )


@fitting
def line_chart(
    caption: str,
    points: Sequence[Point] | pd.Series,
    below: Sequence[str] = (),
    *,
    note: str = "",
    beside_table: bool = False,
) -> Display:
    """A line of shares over time with each value at its point; ``below`` are small texts under the points, which a page
    leaves out where the chart stands ``beside_table``: the table that follows it says them.

    >>> line_chart("占比", pd.Series([0.5, 0.75], ["112 年", "113 年"]))
    占比
    折線圖：占比。112 年 0.5、113 年 0.75。
    """
    points = points_of("line_chart", points)
    below = below or [""] * len(points)
    if all(fact.absence for _, fact in points):
        return nothing_to_draw(caption, points[-1][1])
    small = [in_own_words(text) for text, (_, fact) in zip(below, points, strict=True) if not fact.absence]
    points = [(in_own_words(label), fact) for label, fact in points if not fact.absence]

    def draw(canvas: Canvas) -> list[Figure]:
        size = canvas.size
        figure = new_figure(canvas, canvas.height or 2.3)
        names = [f"{label}\n{text}" for (label, _), text in zip(points, small, strict=True)]
        if canvas == BESIDE_TABLE:
            names = [label.replace(" 年 ", " 年\n") for label, _ in points]
        axes = axes_of(figure, 0.05, 0.05, 0.05, size / 72 * 3.9)
        values = [drawn_number(f) for _, f in points]
        places = range(len(points))
        sns.lineplot(
            x=places,
            y=values,
            ax=axes,
            color=OCHRE,
            linewidth=0.24 * size,
        )
        low, high = min(values), max(values)
        room = (high - low) or 0.01
        _draw_points(axes, points, size)
        axes.set_xticks(list(places), names)
        axes.set_ylim(low - room * 0.5, high + room * 0.5)
        axes.set_xlim(-0.5, len(points) - 0.5)
        axes.set_yticks([])
        widest = max(text_width(line) for name in names for line in name.split("\n"))
        axes.tick_params(length=0, labelsize=min(size, canvas.width / len(points) * 72 / widest))
        axes.set(xlabel="", ylabel="")
        return [figure]

    return chart_of("折線圖", caption, points, draw, note, small, beside_table=beside_table)


def _draw_points(axes: Axes, points: Sequence[Point], size: float) -> None:
    """Each point of a line, with its value above it."""
    for place, (_, fact) in enumerate(points):
        axes.plot(
            [place],
            [drawn_number(fact)],
            marker="o",
            markersize=0.75 * size,
            markerfacecolor="white",
            markeredgecolor=OCHRE,
            markeredgewidth=0.22 * size,
            gid=shape_of(points, fact),
        )
        axes.annotate(
            fact.printed,
            (place, drawn_number(fact)),
            xytext=(0, size),
            textcoords="offset points",
            ha="center",
            color=DARK_OCHRE,
            weight="bold",
            size=size * 1.1,
            gid=mark_of(points, fact),
        )
