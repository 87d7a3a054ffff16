"""Horizontal stacked bars: a bar a row of a crosstab, a colour a column."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reportlib.display.colours import STEPS, TEXT_ON
from reportlib.display.display import Display, Naming
from reportlib.display.drawing import (
    PAGE,
    Canvas,
    Point,
    axes_of,
    chart_of,
    label_room,
    mark_of,
    new_figure,
    nothing_to_draw,
    said_cells,
    shape_of,
    text_width,
    wrapped,
)
from reportlib.display.fitting import fitting
from reportlib.display.given import crosstab_of
from reportlib.display.legends import draw_legend, legend_lines
from reportlib.facts.breakdowns import Crosstab
from reportlib.facts.facts import Fact


@dataclass(frozen=True)
class Stacks:
    """What is stacked: the rows of a crosstab, the columns that count anything, and every part that does, as a chart's
    points.
    """

    crosstab: Crosstab
    rows: Sequence[str]
    columns: Sequence[str]
    points: Sequence[Point]

    @classmethod
    def of(cls, crosstab: Crosstab) -> Stacks:
        rows = list(crosstab.by_row.parts)
        columns = [c for c, fact in crosstab.by_column.parts.items() if fact.value] or list(crosstab.by_column.parts)[
            :1
        ]
        points = [
            (Naming.joined("", (row, column)), crosstab.cells[row, column])
            for row in rows
            for column in columns
            if crosstab.cells[row, column].value
        ]
        return cls(crosstab, rows, columns, points)

    def length(self, row: str) -> float:
        """What the parts of a bar count together."""
        return sum(float(self.crosstab.cells[row, c].value or 0) for c in self.columns)

    def thin(self, row: str, scale: float, size: float) -> list[str]:
        """The columns whose part of this bar is too thin for its number in this type size, at ``scale`` inches an item."""
        return [c for c in self.columns if _is_thin(self.crosstab.cells[row, c], scale, size)]


def _is_thin(fact: Fact, scale: float, size: float) -> bool:
    return bool(fact.value) and float(fact.number) * scale * 72 < text_width(fact.printed) * size + 3


@fitting
def stacked_chart(caption: str, crosstab: Crosstab | pd.DataFrame, *, note: str = "") -> Display:
    """Horizontal stacked bars, a bar a row of the crosstab, a colour a column, each part with its number.

    A part too thin for its number is named with it at the end of the bar.

    >>> stacked_chart("各單位的標章", pd.DataFrame({"金": [3, 1], "銀": [1, 0]}, ["甲局", "乙局"]))
    各單位的標章
    堆疊長條圖：各單位的標章。甲局金 3、甲局銀 1、乙局金 1。
    """
    crosstab = crosstab_of("stacked_chart", crosstab)
    if crosstab.by_row.is_absent:
        return nothing_to_draw(caption, crosstab.total)
    stacks = Stacks.of(said_cells(crosstab))
    colours = dict(zip(stacks.columns, itertools.cycle(STEPS), strict=False))

    def draw(canvas: Canvas) -> list[Figure]:
        size, rows = canvas.size, stacks.rows
        room = min(label_room(rows, size), 0.4 * canvas.width)
        drawn = canvas.width - room - 0.05
        fitted = _fitted(stacks, drawn, size)
        above = 0.08 + legend_lines(canvas, stacks.columns, size) * size / 72 * 1.7
        pitch = max(0.27 * size / PAGE.size, fitted.most_lines * size * 1.35 / 72)
        if canvas.height:
            pitch = max(min(0.62, (canvas.height - above - 0.05) / len(rows)), pitch)
        figure = new_figure(canvas, above + 0.05 + pitch * len(rows))
        draw_legend(figure, [(colours[c], c) for c in stacks.columns], room, size)
        axes = axes_of(figure, room, 0.05, above, 0.05)
        ends = _draw_bars(axes, stacks, colours, fitted, min(0.64, 0.3 / pitch * size / PAGE.size), size)
        _draw_tails(axes, stacks, fitted, ends, size)
        axes.set(xlim=(0, drawn / fitted.scale), ylim=(len(rows) - 0.5, -0.5), xticks=[])
        axes.tick_params(length=0, labelsize=size)
        return [figure]

    return chart_of("堆疊長條圖", caption, stacks.points, draw, note)


@dataclass(frozen=True)
class Fitted:
    """How long the bars are, in inches an item; the columns of each that are too thin for their numbers; and the lines of
    what stands behind it, which names them.
    """

    scale: float
    thin: Mapping[str, Sequence[str]]
    tails: Mapping[str, list[str]]

    @property
    def most_lines(self) -> int:
        return max(1, *map(len, self.tails.values()))


def _fitted(stacks: Stacks, drawn: float, size: float) -> Fitted:
    """Bars that leave room, in ``drawn`` inches, for what stands behind them.

    What is thin depends on how long they are, and how long they are on what stands behind them: shorter and shorter,
    until no part becomes thin by it.
    """
    tail_width = 0.4 * drawn * 72 / size
    scale = drawn / (max(map(stacks.length, stacks.rows)) or 1.0)
    thin: dict[str, list[str]] | None = None
    while True:
        before, thin = thin, {row: stacks.thin(row, scale, size) for row in stacks.rows}
        tails = {
            row: _listed([f"{c} {stacks.crosstab.cells[row, c].printed}" for c in thin[row]], tail_width)
            for row in stacks.rows
        }
        if thin == before:
            return Fitted(scale, thin, tails)
        for row, tail in tails.items():
            if tail:
                behind = max(map(text_width, tail)) * size / 72 + 0.1
                scale = min(scale, (drawn - behind) / stacks.length(row))


def _draw_bars(
    axes: Axes, stacks: Stacks, colours: Mapping[str, str], fitted: Fitted, height: float, size: float
) -> list[float]:
    """The parts of every bar, column by column, each with its number where it has room; where the bars end."""
    ends = [0.0] * len(stacks.rows)
    for column in stacks.columns:
        facts = [stacks.crosstab.cells[row, column] for row in stacks.rows]
        values = [float(fact.value or 0) for fact in facts]
        bars = axes.barh(
            stacks.rows,
            values,
            left=ends,
            color=colours[column],
            height=height,
            edgecolor="white",
            linewidth=0.5,
        )
        for bar, value, row, fact in zip(bars, values, stacks.rows, facts, strict=True):
            if value:
                bar.set_gid(shape_of(stacks.points, fact))
            if value and column not in fitted.thin[row]:
                axes.annotate(
                    fact.printed,
                    (bar.get_x() + value / 2, bar.get_y() + bar.get_height() / 2),
                    ha="center",
                    va="center",
                    size=size,
                    color=TEXT_ON[colours[column]],
                    gid=mark_of(stacks.points, fact),
                )
        ends = [a + b for a, b in zip(ends, values, strict=True)]
    return ends


def _draw_tails(axes: Axes, stacks: Stacks, fitted: Fitted, ends: Sequence[float], size: float) -> None:
    """Behind each bar, the parts that are too thin for their numbers."""
    for at, (row, end) in enumerate(zip(stacks.rows, ends, strict=True)):
        if fitted.tails[row]:
            axes.annotate(
                "\n".join(fitted.tails[row]),
                (end, at),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                size=size,
                linespacing=1.1,
            )


def _listed(names: Sequence[str], ems: float) -> list[str]:
    """The names in lines of at most ``ems`` ems, 「、」 between them; only one that is longer than a line is parted."""
    lines: list[str] = []
    for at, name in enumerate(names):
        name += "、" if at + 1 < len(names) else ""
        if lines and text_width(lines[-1] + name) <= ems:
            lines[-1] += name
        else:
            lines += wrapped(name, ems)
    return lines
