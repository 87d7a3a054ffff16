"""Drawings that are no charts of figures: time lines and flows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from reportlib.display.display import Display
from reportlib.display.drawing import (
    GREY,
    HAIRLINE,
    INK,
    LIGHT,
    NAVY,
    PAGE,
    Canvas,
    Chart,
    chart_of,
    drawn_number,
    new_figure,
    sheet_of,
    svg_of,
    text_width,
    wrapped,
)
from reportlib.display.prose import Prose
from reportlib.facts.facts import Fact
from reportlib.roc import numeral

# -- time lines and flows ------------------------------------------------------------------------------------------------


def timeline_chart(
    caption: str,
    items: Sequence[tuple[str, str, Fact, Fact]],
    *,
    highlight: Literal["longest", "first"] = "longest",
    note: str = "",
) -> Display:
    """Bars along one axis of time, one under another: (label, its time in words, minutes after the start, minutes it lasts) each.

    The longest, the last of them, in navy; or the first. The unit may be another than minutes, as long as it is one (days for milestones).
    """
    items = [item for item in items if not (item[2].absence or item[3].absence)]
    if not items:
        return Prose.of("{caption}：無。", caption=caption)
    points = [(f"{time} {label}".strip(), length) for label, time, _, length in items]
    begin = min(drawn_number(offset) for _, _, offset, _ in items)
    end = max(drawn_number(offset) + drawn_number(length) for _, _, offset, length in items)
    longest = max(drawn_number(length) for *_, length in items)
    emphasised = (
        0
        if highlight == "first"
        else [at for at, (*_, length) in enumerate(items) if drawn_number(length) == longest][-1]
    )

    def draw(canvas: Canvas) -> list[Figure]:
        size = canvas.size
        gap = 1.6 * size
        times = max(text_width(time) for _, time, *_ in items) * size + gap
        names = min(max(text_width(label) for label, *_ in items) * size + gap, 0.46 * canvas.width * 72)
        lines = [wrapped(label, (names - gap) / size) for label, *_ in items]
        pitches = [max(2.0, 1.35 * len(rows) + 0.65) * size for rows in lines]
        if canvas.height:
            spare = (canvas.height * 72 - 0.5 * size - sum(pitches)) / len(items)
            pitches = [pitch + min(max(spare, 0), 1.6 * size) for pitch in pitches]
        figure = new_figure(canvas, (sum(pitches) + 0.5 * size) / 72)
        sheet = sheet_of(figure)
        left = times + names
        said = max(text_width(f"{length.printed} {length.unit.label}") for *_, length in items) * size + 8
        scale = (canvas.width * 72 - left - said) / ((end - begin) or 1.0)
        top = 0.25 * size
        for at, ((_, time, offset, length), rows, pitch) in enumerate(zip(items, lines, pitches, strict=True)):
            strong, middle = at == emphasised, top + pitch / 2
            if at:
                sheet.plot([0, canvas.width * 72], [top, top], color=HAIRLINE, linewidth=0.5)
            sheet.text(0, middle, time, size=size, color=GREY, va="center")
            sheet.text(
                times,
                middle,
                "\n".join(rows),
                size=size,
                va="center",
                weight="bold" if strong else "normal",
                linespacing=1.2,
            )
            x, width = left + (drawn_number(offset) - begin) * scale, max(drawn_number(length) * scale, 1.5)
            high = min(1.25 * size, pitch * 0.6)
            sheet.add_patch(
                Rectangle((x, middle - high / 2), width, high, facecolor=NAVY if strong else LIGHT, linewidth=0)
            )
            text = length.printed if length.absence else f"{length.printed} {length.unit.label}"
            sheet.text(
                x + width + 4,
                middle,
                text,
                size=size,
                va="center",
                color=NAVY if strong else INK,
                weight="bold" if strong else "normal",
                gid=f"point-{at}",
            )
            top += pitch
        return [figure]

    return chart_of("時間軸", caption, points, draw, note)


def flow_chart(caption: str, steps: Sequence[str], *, note: str = "") -> Chart:
    """Boxes with arrows between them, left to right and on in the next row; what stands before 「：」 is a box's title.

    No fact is in it: the alternative text tells the steps in order.
    """
    parts = [step.partition("：") for step in steps]

    def laid_out(canvas: Canvas, size: float):
        """(boxes a row, width of a box, lines of each box's title and text, heights of the boxes) in one type size."""
        arrow, pad, width = 2.0 * size, 0.8 * size, canvas.width * 72
        # As many boxes a row as leave each some eight characters, and no row much shorter than the others.
        most = max(1, min(len(steps), int((width + arrow) / (arrow + 2 * pad + 7.5 * size))))
        per_row = math.ceil(len(steps) / math.ceil(len(steps) / most))
        box = (width - 2 - arrow * (per_row - 1)) / per_row
        inner = (box - 2 * pad) / size
        texts = [(wrapped(title, inner), wrapped(said, inner / 0.9) if said else []) for title, _, said in parts]
        heights = [
            1.45 * size * len(title) + 1.3 * size * len(said) + (0.35 * size if said else 0) + 2 * pad
            for title, said in texts
        ]
        return per_row, box, texts, heights

    def draw(canvas: Canvas) -> list[Figure]:
        size = canvas.size
        if canvas.height:  # as large as the slide has room for
            for larger in (20.0, 18.0, 16.0, 14.5):
                per_row, _, _, heights = laid_out(canvas, larger)
                rows = math.ceil(len(steps) / per_row)
                if (
                    per_row >= min(3, len(steps))
                    and rows * max(heights) + (rows - 1) * 2 * larger <= canvas.height * 72
                ):
                    size = larger
                    break
        pad, arrow = 0.8 * size, 2.0 * size
        per_row, box, texts, heights = laid_out(canvas, size)
        rows = [range(at, min(at + per_row, len(steps))) for at in range(0, len(steps), per_row)]
        row_heights = [max(heights[i] for i in row) for row in rows]
        if canvas.height:
            spare = (canvas.height * 72 - sum(row_heights) - arrow * (len(rows) - 1) - 2) / len(rows)
            row_heights = [height + min(max(spare, 0), 3 * size) for height in row_heights]
        figure = new_figure(canvas, (sum(row_heights) + arrow * (len(rows) - 1) + 2) / 72)
        sheet = sheet_of(figure)
        top = 1.0
        for number, (row, high) in enumerate(zip(rows, row_heights, strict=True)):
            for place, i in enumerate(row):
                x = 1.0 + place * (box + arrow)
                title, said = texts[i]
                sheet.add_patch(
                    Rectangle((x, top), box, high, facecolor="white", edgecolor=GREY, linewidth=0.07 * size)
                )
                sheet.add_patch(Rectangle((x, top), 0.22 * size, high, facecolor=NAVY, linewidth=0))
                y = top + (high - (heights[i] - 2 * pad)) / 2
                for line in title:
                    sheet.text(x + pad, y + 0.725 * size, line, size=size, weight="bold", color=NAVY, va="center")
                    y += 1.45 * size
                y += 0.35 * size
                for line in said:
                    sheet.text(x + pad, y + 0.65 * size, line, size=0.9 * size, va="center")
                    y += 1.3 * size
                if place + 1 < len(row):
                    _arrow(sheet, [(x + box, top + high / 2), (x + box + arrow, top + high / 2)], size)
            if number + 1 < len(rows):
                from_x, to_x, half = (
                    1.0 + (len(row) - 1) * (box + arrow) + box / 2,
                    1.0 + box / 2,
                    top + high + arrow / 2,
                )
                path = [(from_x, top + high), (from_x, half), (to_x, half), (to_x, top + high + arrow)]
                _arrow(sheet, path if len(row) > 1 else [path[0], path[-1]], size)
            top += high + arrow
        return [figure]

    said = "；".join(f"（{numeral(at)}）{step.rstrip('。')}" for at, step in enumerate(steps, 1))
    (figure,) = draw(PAGE)
    return Chart(caption, svg_of(figure), f"流程圖：{caption}。{said}。", (), "", note, draw)


def _arrow(sheet, path: list[tuple[float, float]], size: float) -> None:
    """A line along the path that ends in an arrow head."""
    *before, start, end = path
    if before:
        sheet.plot(
            [x for x, _ in (*before, start)],
            [y for _, y in (*before, start)],
            color=GREY,
            linewidth=0.09 * size,
            solid_capstyle="butt",
        )
    sheet.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=0.9 * size,
            shrinkA=0,
            shrinkB=0,
            color=GREY,
            linewidth=0.09 * size,
        )
    )
