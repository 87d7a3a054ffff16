"""Charts of facts: one style, direct labels, no frame, the one bar that matters in colour.

Every chart is an SVG with real text (``svg.fonttype = none``) and the same bytes each time (fixed ``svg.hashsalt``, no
date), and has an alternative text computed from the facts it shows. It is drawn for the page, and once more for a slide
where the page's drawing would be small or flat there (:func:`fits_slide`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import matplotlib
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from reportlib.display.display import Display
from reportlib.display.drawing import (
    DARK,
    DARK_OCHRE,
    INK,
    LIGHT,
    NAVY,
    OCHRE,
    PAGE,
    SLIDE,
    STEPS,
    Canvas,
    axes_of,
    chart_of,
    drawn_number,
    label_room,
    mark_of,
    new_figure,
    nothing_to_draw,
    sheet_of,
    text_width,
)
from reportlib.facts.facts import Breakdown, Crosstab, Fact

matplotlib.use("Agg")
MOST_BARS, MOST_PANELS = 18, 3  # one under another on a slide, and side by side


# -- bars and columns ----------------------------------------------------------------------------------------------------


def bar_chart(caption: str, breakdown: Breakdown, *, highlight: str | None = None, note: str = "") -> Display:
    """Horizontal bars, one a part; the largest (or ``highlight``) in navy. 「來源未提供」 where there is nothing to draw.

    On a slide more than eighteen bars stand in panels side by side, of one scale.
    """
    points = list(breakdown.parts.items())
    if breakdown.is_absent:
        return nothing_to_draw(caption, breakdown.total)
    emphasised = highlight or breakdown.largest()[0]

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


def _parted(points: Sequence, most: int) -> Iterator[Sequence]:
    """The points in parts of at most ``most``, about equally long."""
    parts = math.ceil(len(points) / most)
    length = math.ceil(len(points) / parts)
    return (points[at : at + length] for at in range(0, len(points), length))


def _bars(canvas: Canvas, height: float | None, panels: list[list], points: list, emphasised: str) -> Figure:
    longest = max(map(len, panels))
    pitch = 0.23 if height is None else (height - 0.1) / longest
    size = canvas.size
    if height is None:
        pitch = min(0.56, (canvas.height - 0.1) / longest)
        height = 0.1 + pitch * longest
        size = min(size, pitch * 72 / 1.22)
    figure = new_figure(canvas, height)
    lowest, highest = (pick([0.0, *(drawn_number(f) for _, f in points)]) for pick in (min, max))
    gap = 0.35
    each = (canvas.width - gap * (len(panels) - 1)) / len(panels)
    beyond = max(text_width(f.printed) for _, f in points) * size / 72 + 0.1
    for at, panel in enumerate(panels):
        room = min(label_room([label for label, _ in panel], size), 0.6 * each)
        left = at * (each + gap) + room
        axes = axes_of(
            figure, left, canvas.width - at * (each + gap) - each + 0.02, 0.05, 0.05 + pitch * (longest - len(panel))
        )
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
        for patch, (label, fact) in zip(axes.patches, panel, strict=True):
            strong = label == emphasised
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
        drawn = each - room
        axes.set_xlim(lowest * 1.02, (highest or 1) * drawn / max(drawn - beyond, 0.3 * drawn))
    return figure


def column_chart(caption: str, breakdown: Breakdown, second: Breakdown | None = None, *, note: str = "") -> Display:
    """Upright bars, one a year; the last in navy. With a ``second`` breakdown (of the same parts) two a year, each named in the legend."""
    if breakdown.is_absent:
        return nothing_to_draw(caption, breakdown.total)
    series = [b for b in (breakdown, second) if b is not None and not b.is_absent]
    points = [
        (label if len(series) == 1 else f"{label}{b.total.label}", b.parts[label])
        for label in breakdown.parts
        for b in series
    ]

    def draw(canvas: Canvas) -> list[Figure]:
        size, parts = canvas.size, list(breakdown.parts)
        figure = new_figure(canvas, canvas.height or 2.3)
        named = (
            _legend(figure, [(NAVY, breakdown.total.label), (OCHRE, second.total.label)], 0, size)
            if len(series) == 2
            else 0
        )
        # Labels that are wider than their column are set smaller.
        column = canvas.width / max(len(parts), 1)
        label_size = min(size, column * 72 * 0.96 / max(map(text_width, parts)))
        axes = axes_of(figure, 0.05, 0.05, 0.05 + named, size / 72 * 2.2)
        if len(series) == 1:
            values = [drawn_number(f) for f in breakdown.parts.values()]
            sns.barplot(x=parts, y=values, ax=axes, color=LIGHT, width=0.62, saturation=1)
        else:
            for offset, colour, one in ((-0.2, NAVY, breakdown), (0.2, OCHRE, second)):
                axes.bar(
                    [at + offset for at in range(len(parts))],
                    [drawn_number(one.parts[label]) for label in parts],
                    0.36,
                    color=colour,
                    linewidth=0,
                )
            axes.set_xticks(range(len(parts)), parts)
            axes.set_xlim(-0.5, len(parts) - 0.5)
        axes.set(xlabel="", ylabel="")
        axes.tick_params(length=0, labelsize=label_size)
        axes.set_yticks([])
        facts = [one.parts[label] for one in series for label in parts]
        for at, (patch, fact) in enumerate(zip(axes.patches, facts, strict=True)):
            last = len(series) == 1 and at == len(facts) - 1
            if last:
                patch.set_facecolor(NAVY)
            axes.annotate(
                fact.printed,
                (patch.get_x() + patch.get_width() / 2, max(patch.get_height(), 0)),
                xytext=(0, 3),
                textcoords="offset points",
                ha="center",
                size=label_size if fact.absence else size,
                color=NAVY if last else INK,
                weight="bold" if last else "normal",
                gid=mark_of(points, fact),
            )
        lowest, highest = min(0.0, *map(drawn_number, facts)), max(0.0, *map(drawn_number, facts)) or 1.0
        axes.set_ylim(lowest * 1.1, highest * 1.16)
        return [figure]

    return chart_of("直條圖", caption, points, draw, note)


def line_chart(caption: str, points: Sequence[tuple[str, Fact]], below: Sequence[str], *, note: str = "") -> Display:
    """A line of shares over time with each value at its point; ``below`` are small texts under the points."""
    if all(fact.absence for _, fact in points):
        return nothing_to_draw(caption, points[-1][1])
    small = [text for text, (_, fact) in zip(below, points, strict=True) if not fact.absence]
    points = [(label, fact) for label, fact in points if not fact.absence]

    def draw(canvas: Canvas) -> list[Figure]:
        size = canvas.size
        figure = new_figure(canvas, canvas.height or 2.3)
        axes = axes_of(figure, 0.05, 0.05, 0.05, size / 72 * 3.9)
        values = [float(f.shown) for _, f in points]
        places = range(len(points))
        sns.lineplot(
            x=places,
            y=values,
            ax=axes,
            color=OCHRE,
            linewidth=0.24 * size,
            marker="o",
            markersize=0.75 * size,
            markerfacecolor="white",
            markeredgecolor=OCHRE,
            markeredgewidth=0.22 * size,
        )
        low, high = min(values), max(values)
        room = (high - low) or 0.01
        for place, (_, fact) in zip(places, points, strict=True):
            axes.annotate(
                fact.printed,
                (place, float(fact.shown)),
                xytext=(0, size),
                textcoords="offset points",
                ha="center",
                color=DARK_OCHRE,
                weight="bold",
                size=size * 1.1,
                gid=mark_of(points, fact),
            )
        axes.set_xticks(list(places), [f"{label}\n{text}" for (label, _), text in zip(points, small, strict=True)])
        axes.set_ylim(low - room * 0.5, high + room * 0.5)
        axes.set_xlim(-0.5, len(points) - 0.5)
        axes.set_yticks([])
        widest = max(text_width(line) for label, _ in points for line in (label, *small))
        axes.tick_params(length=0, labelsize=min(size, canvas.width / len(points) * 72 / widest))
        axes.set(xlabel="", ylabel="")
        return [figure]

    return chart_of("折線圖", caption, points, draw, note, small)


def stacked_chart(caption: str, crosstab: Crosstab, *, note: str = "") -> Display:
    """Horizontal stacked bars, a bar a row of the crosstab, a colour a column, each part with its number.

    A part too thin for its number is named with it at the end of the bar.
    """
    if crosstab.by_row.is_absent:
        return nothing_to_draw(caption, crosstab.total)
    rows = list(crosstab.by_row.parts)
    columns = [c for c, fact in crosstab.by_column.parts.items() if fact.value] or list(crosstab.by_column.parts)[:1]
    colours = dict(zip(columns, itertools.cycle(STEPS), strict=False))
    longest = max(float(fact.value or 0) for fact in crosstab.by_row.parts.values()) or 1.0
    points = [
        (f"{row}{column}", crosstab.cells[row, column])
        for row in rows
        for column in columns
        if crosstab.cells[row, column].value
    ]

    def draw(canvas: Canvas) -> list[Figure]:
        size = canvas.size
        room = min(label_room(rows, size), 0.4 * canvas.width)
        drawn = canvas.width - room - 0.05

        def thin(row: str, scale: float) -> list[str]:
            return [
                c
                for c in columns
                if (v := crosstab.cells[row, c]).value
                and float(v.value) * scale * 72 < text_width(v.printed) * size + 3
            ]

        # The bars leave room for what stands behind them, and what is thin depends on how long they are: twice is enough.
        tails: dict[str, list[str]] = {}
        scale = drawn / longest
        for _ in range(2):
            tails = {
                row: _listed(
                    [f"{c} {crosstab.cells[row, c].printed}" for c in thin(row, scale)], 0.4 * drawn * 72 / size
                )
                for row in rows
            }
            need = max(
                float(crosstab.by_row.parts[row].value or 0) * scale
                + (max(map(text_width, tail)) * size / 72 + 0.1 if tail else 0)
                for row, tail in tails.items()
            )
            if need <= drawn:
                break
            scale = (
                drawn - max(max(map(text_width, tail)) for tail in tails.values() if tail) * size / 72 - 0.1
            ) / longest
        lines = max(1, *map(len, tails.values()))
        legend = _legend_lines(canvas, columns, size)
        above = 0.08 + legend * size / 72 * 1.7
        pitch = max(0.27 * size / PAGE.size, lines * size * 1.35 / 72)
        if canvas.height:
            pitch = max(min(0.62, (canvas.height - above - 0.05) / len(rows)), pitch)
        figure = new_figure(canvas, above + 0.05 + pitch * len(rows))
        _legend(figure, [(colours[c], c) for c in columns], room, size)
        axes = axes_of(figure, room, 0.05, above, 0.05)
        left = [0.0] * len(rows)
        for column in columns:
            values = [float(crosstab.cells[row, column].value or 0) for row in rows]
            bars = axes.barh(
                rows,
                values,
                left=left,
                color=colours[column],
                height=min(0.64, 0.3 / pitch * size / PAGE.size),
                edgecolor="white",
                linewidth=0.5,
            )
            for bar, value, row in zip(bars, values, rows, strict=True):
                if value and column not in thin(row, scale):
                    axes.annotate(
                        crosstab.cells[row, column].printed,
                        (bar.get_x() + value / 2, bar.get_y() + bar.get_height() / 2),
                        ha="center",
                        va="center",
                        size=size,
                        color="white" if colours[column] in DARK else INK,
                        gid=mark_of(points, crosstab.cells[row, column]),
                    )
            left = [a + b for a, b in zip(left, values, strict=True)]
        for at, row in enumerate(rows):
            if tails[row]:
                axes.annotate(
                    "\n".join(tails[row]),
                    (left[at], at),
                    xytext=(4, 0),
                    textcoords="offset points",
                    va="center",
                    size=size,
                    linespacing=1.1,
                )
        axes.set(xlim=(0, drawn / scale), ylim=(len(rows) - 0.5, -0.5), xticks=[])
        axes.tick_params(length=0, labelsize=size)
        return [figure]

    return chart_of("堆疊長條圖", caption, points, draw, note)


def _listed(names: Sequence[str], ems: float) -> list[str]:
    """The names in lines of about ``ems`` ems, 「、」 between them; none is parted."""
    lines: list[str] = []
    for at, name in enumerate(names):
        name += "、" if at + 1 < len(names) else ""
        if lines and text_width(lines[-1] + name) <= ems:
            lines[-1] += name
        else:
            lines.append(name)
    return lines


def _legend_places(canvas_width: float, names: Sequence[str], left: float, size: float) -> list[tuple[float, int]]:
    """(x in points, line) of each entry, filled line by line."""
    places, x, line = [], left * 72, 0
    for name in names:
        width = (text_width(name) + 2.6) * size
        if x + width > canvas_width * 72 and x > left * 72:
            x, line = left * 72, line + 1
        places.append((x, line))
        x += width
    return places


def _legend_lines(canvas: Canvas, names: Sequence[str], size: float) -> int:
    return _legend_places(canvas.width, names, 0, size)[-1][1] + 1


def _legend(figure: Figure, entries: Sequence[tuple[str, str]], left: float, size: float) -> float:
    """Draw a legend at the top of the figure, and say how many inches high it is."""
    sheet, canvas_width = sheet_of(figure), figure.get_size_inches()[0]
    left = left if _legend_places(canvas_width, [n for _, n in entries], left, size)[-1][1] == 0 else 0.0
    lines = 0
    for (x, line), (colour, name) in zip(
        _legend_places(canvas_width, [name for _, name in entries], left, size), entries, strict=True
    ):
        y = (0.5 + line) * 1.7 * size
        sheet.add_patch(Rectangle((x, y - 0.45 * size), 0.9 * size, 0.9 * size, facecolor=colour, linewidth=0))
        sheet.text(x + 1.3 * size, y, name, size=size, va="center_baseline")
        lines = line + 1
    return lines * 1.7 * size / 72
