"""The legend at the top of a chart: a patch of each colour with its name, in as many lines as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from reportlib.display.drawing import Canvas, sheet_of, text_width


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


def legend_lines(canvas: Canvas, names: Sequence[str], size: float) -> int:
    return _legend_places(canvas.width, names, 0, size)[-1][1] + 1


def draw_legend(figure: Figure, entries: Sequence[tuple[str, str]], left: float, size: float) -> float:
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
