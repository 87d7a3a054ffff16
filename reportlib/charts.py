"""Charts of facts: one style, direct labels, no frame, the one bar that matters in colour.

Every chart is an SVG with real text (``svg.fonttype = none``) and the same bytes each time (fixed ``svg.hashsalt``, no
date), and has an alternative text computed from the facts it shows.
"""

from __future__ import annotations

import functools
import io
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import font_manager

from reportlib import fonts
from reportlib.display import Display, cell_data
from reportlib.facts import Breakdown, Crosstab, Fact
from reportlib.prose import Prose

NAVY, OCHRE, LIGHT, INK, GREY, HAIRLINE = "#0f4c75", "#c27c0e", "#c3cfd9", "#1b2631", "#5d6873", "#d8dee4"
# Told apart with any kind of colour blindness and in grey: they differ in lightness first.
STEPS = (NAVY, OCHRE, LIGHT, "#7f95a8", "#e6c48f", "#39424b")
WIDTH = 6.6  # inches: the text width of an A4 page
FONT_SIZE = 9  # points
MOST_IN_ALT = 12


@dataclass(frozen=True)
class Chart(Display):
    """A drawn figure with the facts it shows: (label, fact) in reading order."""

    caption: str
    svg: str
    alt: str
    points: tuple[tuple[str, Fact], ...]
    unit: str = ""
    note: str = ""

    def data(self) -> dict:
        return {
            "kind": "chart",
            "caption": self.caption,
            "alt": self.alt,
            "unit": self.unit,
            "note": self.note,
            "points": [{"label": label} | cell_data(fact) for label, fact in self.points],
            "svg": self.svg,
        }

    def as_html(self) -> str:
        return self.svg

    def as_text(self) -> str:
        return f"{self.caption}\n{self.alt}"

    def facts(self) -> Iterator[Fact]:
        return (fact for _, fact in self.points)


@functools.cache
def _use_style() -> None:
    for weight in ("Regular", "Bold"):
        font_manager.fontManager.addfont(fonts.path(weight))
    sns.set_theme(style="white", font=fonts.FAMILY, rc={
        "svg.fonttype": "none",
        "svg.hashsalt": "packet",
        "font.family": [fonts.FAMILY],
        "font.size": FONT_SIZE,
        "xtick.labelsize": FONT_SIZE,
        "ytick.labelsize": FONT_SIZE,
        "legend.fontsize": FONT_SIZE,
        "axes.unicode_minus": False,
        "text.color": INK,
        "axes.labelcolor": GREY,
        "xtick.color": GREY,
        "ytick.color": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.bottom": False,
        "axes.spines.left": False,
    })  # fmt: skip


def _axes(height: float, *, labels: Sequence[str] = (), above: float = 0.05, below: float = 0.05):
    """Axes on a figure of ``height`` inches, with room left for ``labels`` beside them and inches above and below.

    The room is computed, not found by drawing twice as matplotlib's layout engines do: that is half the time of a chart.
    """
    _use_style()
    figure, axes = plt.subplots(figsize=(WIDTH, height))
    room = max((text_width(label) for label in labels), default=0) * FONT_SIZE / 72 + 0.08
    figure.subplots_adjust(left=room / WIDTH, right=1 - 0.02 / WIDTH, top=1 - above / height, bottom=below / height)
    axes.set(xlabel="", ylabel="")
    axes.grid(False)
    return figure, axes


def text_width(text: str) -> float:
    """The width of a text in ems of our font, a little on the wide side."""
    return sum(1.0 if ord(char) > 0x2E7F else 0.62 for char in text)


def _chart(figure, kind: str, caption: str, points: Sequence[tuple[str, Fact]], note: str = "") -> Chart:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    plt.close(figure)
    svg = buffer.getvalue()
    unit = points[0][1].unit.label
    return Chart(caption, svg[svg.index("<svg") :], alternative(kind, caption, points), tuple(points), f"單位：{unit}", note)


def alternative(kind: str, caption: str, points: Sequence[tuple[str, Fact]]) -> str:
    """What the chart says, in words; all values up to twelve, else the first five and the last."""
    said = [f"{label} {fact.printed}{'' if fact.unit.percent or fact.absence else f' {fact.unit.label}'}" for label, fact in points]
    if len(said) > MOST_IN_ALT:
        said = [*said[:5], f"其餘 {len(said) - 6} 項介於其間", said[-1]]
    return f"{kind}：{caption}。{'、'.join(said)}。"


def _nothing(caption: str, total: Fact) -> Prose:
    """Where there is nothing to draw: the source does not say, or there is none."""
    return Prose.of("{caption}：{why}。", caption=caption, why=total.absence or "無")


def bar_chart(caption: str, breakdown: Breakdown, *, highlight: str | None = None, note: str = "") -> Display:
    """Horizontal bars, one a part; the largest (or ``highlight``) in navy. 「來源未提供」 where there is nothing to draw."""
    points = list(breakdown.parts.items())
    if breakdown.is_absent:
        return _nothing(caption, breakdown.total)
    emphasised = highlight or breakdown.largest()[0]
    figure, axes = _axes(0.1 + (0.23 if len(points) <= 20 else 0.19) * len(points), labels=[label for label, _ in points])
    sns.barplot(x=[float(f.shown or 0) for _, f in points], y=[k for k, _ in points], ax=axes, color=LIGHT, width=0.66, saturation=1, orient="h")
    axes.tick_params(length=0)
    axes.set_xticks([])
    for patch, (label, fact) in zip(axes.patches, points, strict=True):
        strong = label == emphasised
        if strong:
            patch.set_facecolor(NAVY)
        axes.annotate(
            fact.printed, (max(patch.get_width(), 0), patch.get_y() + patch.get_height() / 2), xytext=(4, 0),
            textcoords="offset points", va="center", color=NAVY if strong else INK, weight="bold" if strong else "normal",
        )  # fmt: skip
    lowest, highest = (pick([0.0, *(float(f.shown or 0) for _, f in points)]) for pick in (min, max))
    axes.set_xlim(lowest * 1.02, (highest or 1) * 1.1)
    return _chart(figure, "長條圖", caption, points, note)


def column_chart(caption: str, breakdown: Breakdown, *, note: str = "") -> Display:
    """Upright bars, one a year; the last in navy."""
    if breakdown.is_absent:
        return _nothing(caption, breakdown.total)
    points = list(breakdown.parts.items())
    figure, axes = _axes(2.3, below=0.3)
    sns.barplot(x=[k for k, _ in points], y=[float(f.shown or 0) for _, f in points], ax=axes, color=LIGHT, width=0.62, saturation=1)
    axes.tick_params(length=0)
    axes.set_yticks([])
    for patch, (label, fact) in zip(axes.patches, points, strict=True):
        last = label == points[-1][0]
        if last:
            patch.set_facecolor(NAVY)
        axes.annotate(
            fact.printed, (patch.get_x() + patch.get_width() / 2, patch.get_height()), xytext=(0, 3),
            textcoords="offset points", ha="center", color=NAVY if last else INK, weight="bold" if last else "normal",
        )  # fmt: skip
    axes.margins(y=0.12)
    return _chart(figure, "直條圖", caption, points, note)


def line_chart(caption: str, points: Sequence[tuple[str, Fact]], below: Sequence[str], *, note: str = "") -> Display:
    """A line of shares over time with each value at its point; ``below`` are small texts under the points."""
    if all(fact.absence for _, fact in points):
        return _nothing(caption, points[-1][1])
    points = [(label, fact) for label, fact in points if not fact.absence]
    figure, axes = _axes(2.3, below=0.5)
    values = [float(f.shown) for _, f in points]
    places = range(len(points))
    sns.lineplot(x=places, y=values, ax=axes, color=OCHRE, linewidth=2.2, marker="o", markersize=7, markerfacecolor="white", markeredgecolor=OCHRE, markeredgewidth=2)
    low, high = min(values), max(values)
    room = (high - low) or 0.01
    for place, (_, fact) in zip(places, points, strict=True):
        axes.annotate(fact.printed, (place, float(fact.shown)), xytext=(0, 9), textcoords="offset points", ha="center", color="#8f5a06", weight="bold", size=10)
    axes.set_xticks(list(places), [f"{label}\n{small}" for (label, _), small in zip(points, below, strict=True)])
    axes.set_ylim(low - room * 0.5, high + room * 0.5)
    axes.set_xlim(-0.5, len(points) - 0.5)
    axes.set_yticks([])
    axes.tick_params(length=0)
    return _chart(figure, "折線圖", caption, points, note)


def stacked_chart(caption: str, crosstab: Crosstab, *, note: str = "") -> Display:
    """Horizontal stacked bars, a bar a row of the crosstab, a colour a column, each part with its number."""
    if crosstab.by_row.is_absent:
        return _nothing(caption, crosstab.total)
    rows = list(crosstab.by_row.parts)
    columns = [c for c, fact in crosstab.by_column.parts.items() if fact.value]
    figure, axes = _axes(0.4 + 0.27 * len(rows), labels=rows, above=0.35)
    left = [0.0] * len(rows)
    for column, colour in zip(columns, itertools.cycle(STEPS)):
        values = [float(crosstab.cells[row, column].value or 0) for row in rows]
        bars = axes.barh(rows, values, left=left, color=colour, height=0.64, label=column)
        for bar, value, row in zip(bars, values, rows, strict=True):
            if value:
                pale = colour in (LIGHT, "#e6c48f", OCHRE, "#7f95a8")
                axes.annotate(
                    crosstab.cells[row, column].printed, (bar.get_x() + value / 2, bar.get_y() + bar.get_height() / 2),
                    ha="center", va="center", color=INK if pale else "white",
                )  # fmt: skip
        left = [a + b for a, b in zip(left, values, strict=True)]
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(columns), frameon=False, handlelength=1, handleheight=1, borderaxespad=0.2)
    points = [(f"{row}{column}", crosstab.cells[row, column]) for row in rows for column in columns if crosstab.cells[row, column].value]
    return _chart(figure, "堆疊長條圖", caption, points, note)
