"""A drawn figure of steps that part into branches, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from reportlib.display.colours import GREY, NAVY
from reportlib.display.display import Naming
from reportlib.display.drawing import Canvas, Chart, in_own_words, new_figure, sheet_of, wrapped
from reportlib.display.fitting import fitting
from reportlib.display.prose import Prose
from reportlib.display.timelines import Boxes, arrow_along
from reportlib.roc import numeral

Branch = tuple[str, Sequence[str]]  # its name, and what is done in it


@fitting
def branch_chart(caption: str, steps: Sequence[str], branches: Sequence[Branch], *, note: str = "") -> Chart | Prose:
    """The steps in a row with arrows between them, and under them a column a branch: its name, and a line a piece of work.

    Without any step, a sentence that says so. What stands before 「：」 is a box's title. No fact is in it: the alternative text tells steps and branches in order.

    >>> branch_chart("開放流程", ["提出", "審查"], [("審查", ["個資", "著作權"])]).alt
    '流程圖：開放流程。（一）提出；（二）審查；審查：個資、著作權。'
    """

    if not steps:
        return Prose.of("{caption}：規則檔未載。", caption=in_own_words(caption))
    steps = list(map(in_own_words, steps))
    branches = [(in_own_words(name), list(map(in_own_words, work))) for name, work in branches]

    def draw(canvas: Canvas) -> list[Figure]:
        size = canvas.size
        row = Boxes.of(steps, canvas, size, per_row=len(steps))
        columns = [_BranchBox(branch, canvas, size, len(branches)) for branch in branches]
        high, below = max(row.heights), max((column.height for column in columns), default=0)
        gap = row.arrow * (2 if canvas.height is None else 1)
        figure = new_figure(canvas, (high + gap + below + 2) / 72)
        sheet = sheet_of(figure)
        for place in range(len(steps)):
            row.draw(sheet, place, row.left(place), 1.0, high)
            if place + 1 < len(steps):
                x = row.left(place) + row.width
                arrow_along(sheet, [(x, 1 + high / 2), (x + row.arrow, 1 + high / 2)], size)
        middle, half, top = canvas.width * 36, 1 + high + gap / 2, 1 + high + gap
        for place, column in enumerate(columns):
            x = 1 + place * (column.width + row.arrow)
            centre = x + column.width / 2
            arrow_along(sheet, [(middle, 1 + high), (middle, half), (centre, half), (centre, top)], size)
            column.draw(sheet, x, top, below)
        return [figure]

    said = [
        Naming("（{number}）{step}", number=numeral(at), step=step.rstrip("。")) for at, step in enumerate(steps, 1)
    ]
    said += [
        Naming("{name}：{work}", name=name.replace("：", "，"), work=Naming.joined("、", work))
        for name, work in branches
    ]
    alt = Naming("流程圖：{caption}。{said}。", caption=in_own_words(caption), said=Naming.joined("；", said))
    return Chart(caption, alt, draw, note=note)


class _BranchBox:
    """One branch: a head with its name, and under it a line a piece of work."""

    def __init__(self, branch: Branch, canvas: Canvas, size: float, columns: int):
        name, work = branch
        self.size, self.small = size, canvas.smaller(size, 0.95)
        # A slide has less room between the lines than a page.
        pad, pitch, between = (0.8, 1.4, 0.3) if canvas.height is None else (0.5, 1.28, 0.15)
        self.pad, self.pitch, self.between = pad * size, pitch * size, between * size
        self.width = (canvas.width * 72 - 2 - 2.0 * size * (columns - 1)) / columns
        inner = (self.width - 2 * self.pad) / size
        self.head = wrapped(name, inner)
        self.lines = [wrapped(text, (inner - 1) * size / self.small) for text in work]
        self.head_height = 1.45 * size * len(self.head) + self.pad
        self.height = (
            self.head_height + sum(self.pitch * len(text) + self.between for text in self.lines) + 1.4 * self.pad
        )

    def draw(self, sheet: Axes, x: float, top: float, high: float) -> None:
        size, pad = self.size, self.pad
        sheet.add_patch(Rectangle((x, top), self.width, high, facecolor="white", edgecolor=GREY, linewidth=0.07 * size))
        sheet.add_patch(Rectangle((x, top), self.width, self.head_height, facecolor=NAVY, linewidth=0))
        y = top + pad / 2
        for line in self.head:
            sheet.text(x + pad, y + 0.725 * size, line, size=size, weight="bold", color="white", va="center")
            y += 1.45 * size
        y = top + self.head_height + 0.7 * pad
        for text in self.lines:
            sheet.text(x + pad, y + 0.7 * size, "・", size=self.small, color=NAVY, va="center")
            for line in text:
                sheet.text(x + pad + size, y + 0.7 * size, line, size=self.small, va="center")
                y += self.pitch
            y += self.between
