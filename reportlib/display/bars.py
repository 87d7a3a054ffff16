"""Horizontal bars, one a part, the one that matters in colour."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reportlib.display.colours import INK, LIGHT, NAVY
from reportlib.display.display import Display
from reportlib.display.drawing import (
    SLIDE,
    Canvas,
    Point,
    axes_of,
    bars_of,
    chart_of,
    drawn_number,
    in_own_words,
    label_room,
    mark_of,
    new_figure,
    nothing_to_draw,
    said_parts,
    shape_of,
    text_width,
)
from reportlib.display.fitting import fitting
from reportlib.display.given import breakdown_of
from reportlib.facts.breakdowns import Breakdown

MOST_BARS, MOST_PANELS = 12, 3  # one under another on a slide, and side by side


@fitting
def bar_chart(
    caption: str, breakdown: Breakdown | pd.Series | pd.DataFrame, *, highlight: str | None = None, note: str = ""
) -> Display:
    """Horizontal bars, one a part; the largest (or ``highlight``) in navy. 「來源未提供」 where there is nothing to draw.

    On a slide more than twelve bars stand in panels side by side, of one scale.

    >>> bar_chart("各服務分類的資料集", section.catalogue.groupby("category").size().head(2))
    各服務分類的資料集
    長條圖：各服務分類的資料集。交通及通訊 5、休閒旅遊 2。
    >>> bar_chart("各服務分類的資料集", inventory.by_category(section)).unit
    '單位：項'
    """
    breakdown = said_parts(breakdown_of("bar_chart", breakdown))
    points = list(breakdown.parts.items())
    if breakdown.is_absent:
        return nothing_to_draw(caption, breakdown.total)
    emphasised = in_own_words(highlight or breakdown.largest()[0])

    def draw(canvas: Canvas) -> list[Figure]:
        if canvas.height is None:
            height = 0.1 + (0.23 if len(points) <= 20 else 0.19) * len(points)
            return [_bars(canvas, height, [points], points, emphasised)]
        most = MOST_PANELS if canvas == SLIDE else MOST_PANELS - 1
        return [
            _bars(canvas, None, list(_parted(part, MOST_BARS)), points, emphasised)
            for part in _parted(points, MOST_BARS * most)
        ]

    return chart_of("長條圖", caption, points, draw, note)


def _parted(points: Sequence[Point], most: int) -> Iterator[Sequence[Point]]:
    """The points in parts of at most ``most``, about equally long."""
    parts = math.ceil(len(points) / most)
    length = math.ceil(len(points) / parts)
    return (points[at : at + length] for at in range(0, len(points), length))


def _bars(
    canvas: Canvas, height: float | None, panels: Sequence[Sequence[Point]], points: Sequence[Point], emphasised: str
) -> Figure:
    """The panels side by side; ``height`` is that of the drawing, None for what the canvas has room for."""
    longest = max(map(len, panels))
    size = canvas.size
    if height is not None:
        pitch = (height - 0.1) / longest
    else:
        pitch = min(0.56, (canvas.room - 0.1) / longest)
        height = 0.1 + pitch * longest
        size = min(size, pitch * 72 / 1.22)
    figure = new_figure(canvas, height)
    lowest, highest = (pick([0.0, *(drawn_number(f) for _, f in points)]) for pick in (min, max))
    gap = 0.35
    each = (canvas.width - gap * (len(panels) - 1)) / len(panels)
    beyond = max(text_width(f.printed) for _, f in points) * size / 72 + 0.1
    for at, panel in enumerate(panels):
        room = min(label_room([label for label, _ in panel], size), 0.66 * each)
        left = at * (each + gap) + room
        axes = axes_of(
            figure, left, canvas.width - at * (each + gap) - each + 0.02, 0.05, 0.05 + pitch * (longest - len(panel))
        )
        _draw_panel(axes, panel, points, emphasised, size)
        drawn = each - room
        axes.set_xlim(lowest * 1.02, (highest or 1) * drawn / max(drawn - beyond, 0.3 * drawn))
    return figure


def _draw_panel(axes: Axes, panel: Sequence[Point], points: Sequence[Point], emphasised: str, size: float) -> None:
    """The bars of one panel, each with its value behind it."""
    sns.barplot(
        x=[drawn_number(f) for _, f in panel],
        y=[k for k, _ in panel],
        ax=axes,
        color=LIGHT,
        width=0.66,
        saturation=1,
        orient="h",
    )
    axes.set(xlabel="", ylabel="")
    axes.tick_params(length=0, labelsize=size)
    axes.set_xticks([])
    for patch, (label, fact) in zip(bars_of(axes), panel, strict=True):
        strong = label == emphasised
        patch.set_gid(shape_of(points, fact))
        if strong:
            patch.set_facecolor(NAVY)
        axes.annotate(
            fact.printed,
            (max(patch.get_width(), 0), patch.get_y() + patch.get_height() / 2),
            xytext=(4, 0),
            size=size,
            textcoords="offset points",
            va="center",
            color=NAVY if strong else INK,
            weight="bold" if strong else "normal",
            gid=mark_of(points, fact),
        )
