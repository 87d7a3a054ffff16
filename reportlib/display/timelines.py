"""Drawings that are no charts of figures: time lines and flows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from reportlib.display.colours import GREY, HAIRLINE, INK, LIGHT, NAVY
from reportlib.display.display import Display, Naming
from reportlib.display.drawing import (
    SHAPE,
    TEXT,
    Canvas,
    Chart,
    chart_of,
    drawn_number,
    in_own_words,
    new_figure,
    sheet_of,
    text_width,
    wrapped,
)
from reportlib.display.fitting import fitting
from reportlib.display.prose import Prose
from reportlib.facts.facts import Fact
from reportlib.roc import numeral
from reportlib.text import as_written

Item = tuple[str, str, Fact, Fact]  # label, its time in words, minutes after the start, minutes it lasts


@fitting
def timeline_chart(
    caption: str, items: Sequence[Item], *, highlight: Literal["longest", "first"] = "longest", note: str = ""
) -> Display:
    """Bars along one axis of time, one under another: (label, its time in words, minutes after the start, minutes it
    lasts) each.

    The longest, the last of them, in navy; or the first. The unit may be another than minutes, as long as it is one
    (days for milestones).

    >>> timeline_chart("會議議程", agenda.of(section.meeting).line()[:2])
    會議議程
    時間軸：會議議程。14:00–14:05 主席致詞 5 分鐘、14:05–14:40 報告事項 35 分鐘。
    """
    items = [item for item in items if not (item[2].absence or item[3].absence)]
    if not items:
        return Prose.of("{caption}：無。", caption=in_own_words(caption))
    items = [(in_own_words(label), in_own_words(time), offset, length) for label, time, offset, length in items]
    points = [(Naming.joined(" ", filter(None, (time, label))), length) for label, time, _, length in items]
    longest = max(drawn_number(length) for *_, length in items)
    emphasised = (
        0
        if highlight == "first"
        else [at for at, (*_, length) in enumerate(items) if drawn_number(length) == longest][-1]
    )

    def draw(canvas: Canvas) -> list[Figure]:
        rows = _time_rows(items, emphasised, canvas)
        figure = new_figure(canvas, (sum(row.pitch for row in rows) + 0.5 * canvas.size) / 72)
        sheet = sheet_of(figure)
        top = 0.25 * canvas.size
        for at, row in enumerate(rows):
            if at:
                sheet.plot([0, canvas.width * 72], [top, top], color=HAIRLINE, linewidth=0.5)
            row.draw(sheet, top, canvas.size, at)
            top += row.pitch
        return [figure]

    return chart_of("時間軸", caption, points, draw, note)


@dataclass(frozen=True)
class TimeRow:
    """One line of a time line, in points from the left: its time, where its label begins, the bar, and how high the
    line is.
    """

    time: str
    names_at: float
    lines: Sequence[str]
    bar_at: float
    bar_width: float
    length: Fact
    pitch: float
    strong: bool

    def draw(self, sheet: Axes, top: float, size: float, at: int) -> None:
        middle = top + self.pitch / 2
        weight = "bold" if self.strong else "normal"
        sheet.text(0, middle, self.time, size=size, color=GREY, va="center")
        sheet.text(self.names_at, middle, "\n".join(self.lines), size=size, va="center", weight=weight, linespacing=1.2)
        high = min(1.25 * size, self.pitch * 0.6)
        sheet.add_patch(
            Rectangle(
                (self.bar_at, middle - high / 2),
                self.bar_width,
                high,
                facecolor=NAVY if self.strong else LIGHT,
                linewidth=0,
                gid=SHAPE.format(at),
            )
        )
        sheet.text(
            self.bar_at + self.bar_width + 4,
            middle,
            _length_said(self.length),
            size=size,
            va="center",
            color=NAVY if self.strong else INK,
            weight=weight,
            gid=TEXT.format(at),
        )


def _length_said(length: Fact) -> str:
    return f"{length.printed} {in_own_words(length.unit.label)}"


def _time_rows(items: Sequence[Item], emphasised: int, canvas: Canvas) -> list[TimeRow]:
    """The lines of a time line as this canvas has room for them; none of the items is absent."""
    size = canvas.size
    begin = min(drawn_number(offset) for _, _, offset, _ in items)
    end = max(drawn_number(offset) + drawn_number(length) for _, _, offset, length in items)
    gap = 1.6 * size
    times = max(text_width(time) for _, time, *_ in items) * size + gap
    names = min(
        max(text_width(label) for label, *_ in items) * size + gap, (0.6 if canvas.height else 0.46) * canvas.width * 72
    )
    lines = [wrapped(label, (names - gap) / size) for label, *_ in items]
    pitches = [max(2.0, 1.35 * len(rows) + 0.65) * size for rows in lines]
    if canvas.height:
        spare = (canvas.height * 72 - 0.5 * size - sum(pitches)) / len(items)
        pitches = [pitch + min(max(spare, 0), 1.6 * size) for pitch in pitches]
    left = times + names
    said = max(text_width(_length_said(length)) for *_, length in items) * size + 8
    scale = (canvas.width * 72 - left - said) / ((end - begin) or 1.0)
    return [
        TimeRow(
            time,
            times,
            rows,
            left + (drawn_number(offset) - begin) * scale,
            max(drawn_number(length) * scale, 1.5),
            length,
            pitch,
            at == emphasised,
        )
        for at, ((_, time, offset, length), rows, pitch) in enumerate(zip(items, lines, pitches, strict=True))
    ]


@fitting
def flow_chart(caption: str, steps: Sequence[str], *, note: str = "") -> Chart:
    """Boxes with arrows between them, left to right and on in the next row; what stands before 「：」 is a box's title.

    No fact is in it: the alternative text tells the steps in order.

    >>> flow_chart("開放流程", ["提出", "審查", "上架"]).alt
    '流程圖：開放流程。（一）提出；（二）審查；（三）上架。'
    """

    steps = list(map(in_own_words, steps))

    def draw(canvas: Canvas) -> list[Figure]:
        boxes = _largest_boxes(steps, canvas)
        size, arrow = boxes.size, boxes.arrow
        rows = [range(at, min(at + boxes.per_row, len(steps))) for at in range(0, len(steps), boxes.per_row)]
        row_heights = [max(boxes.heights[i] for i in row) for row in rows]
        if canvas.height:
            spare = (canvas.height * 72 - sum(row_heights) - arrow * (len(rows) - 1) - 2) / len(rows)
            row_heights = [height + min(max(spare, 0), 3 * size) for height in row_heights]
        figure = new_figure(canvas, (sum(row_heights) + arrow * (len(rows) - 1) + 2) / 72)
        sheet = sheet_of(figure)
        top = 1.0
        for number, (row, high) in enumerate(zip(rows, row_heights, strict=True)):
            for place, i in enumerate(row):
                x = boxes.left(place)
                boxes.draw(sheet, i, x, top, high)
                if place + 1 < len(row):
                    arrow_along(
                        sheet, [(x + boxes.width, top + high / 2), (x + boxes.width + arrow, top + high / 2)], size
                    )
            if number + 1 < len(rows):
                from_x, to_x = boxes.left(len(row) - 1) + boxes.width / 2, boxes.left(0) + boxes.width / 2
                half = top + high + arrow / 2
                path = [(from_x, top + high), (from_x, half), (to_x, half), (to_x, top + high + arrow)]
                arrow_along(sheet, path if len(row) > 1 else [path[0], path[-1]], size)
            top += high + arrow
        return [figure]

    said = Naming.joined(
        "；",
        (
            Naming("（{number}）{step}", number=numeral(at), step=as_written(step.rstrip("。"), step))
            for at, step in enumerate(steps, 1)
        ),
    )
    alt = Naming("流程圖：{caption}。{said}。", caption=in_own_words(caption), said=said)
    return Chart(caption, alt, draw, note=note)


@dataclass(frozen=True)
class Boxes:
    """The boxes of a flow in one type size, in points: how many a row, how wide, the lines of each one's title and
    text, its height.
    """

    size: float
    small: float  # of what stands after 「：」
    per_row: int
    width: float
    texts: Sequence[tuple[list[str], list[str]]]
    heights: Sequence[float]

    @classmethod
    def of(cls, steps: Sequence[str], canvas: Canvas, size: float, per_row: int = 0) -> Boxes:
        arrow, pad, width = 2.0 * size, 0.8 * size, canvas.width * 72
        # As many boxes a row as leave each some eight characters, and no row much shorter than the others.
        most = max(1, min(len(steps), int((width + arrow) / (arrow + 2 * pad + 7.5 * size))))
        per_row = per_row or math.ceil(len(steps) / math.ceil(len(steps) / most))
        box = (width - 2 - arrow * (per_row - 1)) / per_row
        inner = (box - 2 * pad) / size
        parts = [step.partition("：") for step in steps]
        small = canvas.smaller(size, 0.9)
        texts = [
            (wrapped(title, inner), wrapped(said, inner * size / small) if said else []) for title, _, said in parts
        ]
        heights = [
            1.45 * size * len(title) + 1.3 * size * len(said) + (0.35 * size if said else 0) + 2 * pad
            for title, said in texts
        ]
        return cls(size, small, per_row, box, texts, heights)

    @property
    def arrow(self) -> float:
        """How long an arrow is."""
        return 2.0 * self.size

    @property
    def pad(self) -> float:
        return 0.8 * self.size

    def left(self, place: int) -> float:
        """Where the box at this place of a row begins."""
        return 1.0 + place * (self.width + self.arrow)

    def fit(self, canvas: Canvas) -> bool:
        """Whether they fill the canvas's height and not more, at least three a row."""
        rows = math.ceil(len(self.texts) / self.per_row)
        high = rows * max(self.heights) + (rows - 1) * self.arrow
        return self.per_row >= min(3, len(self.texts)) and high <= canvas.room * 72

    def draw(self, sheet: Axes, number: int, x: float, top: float, high: float) -> None:
        """One box, ``high`` points high, with its text in the middle."""
        size, pad = self.size, self.pad
        title, said = self.texts[number]
        sheet.add_patch(Rectangle((x, top), self.width, high, facecolor="white", edgecolor=GREY, linewidth=0.07 * size))
        sheet.add_patch(Rectangle((x, top), 0.22 * size, high, facecolor=NAVY, linewidth=0))
        y = top + (high - (self.heights[number] - 2 * pad)) / 2
        for line in title:
            sheet.text(x + pad, y + 0.725 * size, line, size=size, weight="bold", color=NAVY, va="center")
            y += 1.45 * size
        y += 0.35 * size
        for line in said:
            sheet.text(x + pad, y + 0.65 * size, line, size=self.small, va="center")
            y += 1.3 * size


def _largest_boxes(steps: Sequence[str], canvas: Canvas) -> Boxes:
    """In the canvas's own type size on a page; as large as the height has room for on a slide."""
    if canvas.height:
        for larger in (20.0, 18.0, 16.0, 14.5):
            boxes = Boxes.of(steps, canvas, larger)
            if boxes.fit(canvas):
                return boxes
    return Boxes.of(steps, canvas, canvas.size)


def arrow_along(sheet: Axes, path: list[tuple[float, float]], size: float) -> None:
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
