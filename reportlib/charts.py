"""Charts of facts: one style, direct labels, no frame, the one bar that matters in colour.

Every chart is an SVG with real text (``svg.fonttype = none``) and the same bytes each time (fixed ``svg.hashsalt``, no
date), and has an alternative text computed from the facts it shows. It is drawn for the page, and once more for a slide
where the page's drawing would be small or flat there (:func:`fits_slide`).
"""

from __future__ import annotations

import functools
import io
import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import matplotlib

matplotlib.use("Agg")

import seaborn as sns
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Text

from reportlib import fonts
from reportlib.display import Display, cell_data
from reportlib.errors import Problem, RunError, quoted
from reportlib.facts import Breakdown, Crosstab, Fact
from reportlib.labels import say
from reportlib.prose import Prose
from reportlib.roc import numeral

NAVY, OCHRE, LIGHT, INK, GREY, HAIRLINE = "#0f4c75", "#c27c0e", "#c3cfd9", "#1b2631", "#5d6873", "#d8dee4"
DARK_OCHRE = "#8f5a06"
# Told apart with any kind of colour blindness and in grey: they differ in lightness first (tests/test_charts.py).
STEPS = (NAVY, OCHRE, LIGHT, "#2b2f33", "#7f95a8", "#ecd3a5")
DARK = (NAVY, "#2b2f33")  # colours that carry white text
MOST_IN_ALT = 12


@dataclass(frozen=True)
class Canvas:
    """What a chart is drawn on: ``width`` in inches, type ``size`` in points, and the ``height`` a slide has for it."""

    width: float
    size: float
    height: float | None = None


PAGE = Canvas(6.6, 9)  # the text width of an A4 page
SLIDE = Canvas(8.75, 13, 3.6)
SLIDE_BESIDE = Canvas(5.6, 13, 3.6)  # beside figures
MOST_BARS, MOST_PANELS = 18, 3  # one under another on a slide, and side by side
Draw = Callable[[Canvas], list[Figure]]


@dataclass(frozen=True)
class Chart(Display):
    """A drawn figure with the facts it shows: (label, fact) in reading order; none for a drawn text.

    ``draw`` draws it on another canvas, on a slide perhaps as several drawings.
    """

    caption: str
    svg: str
    alt: str
    points: tuple[tuple[str, Fact], ...]
    unit: str = ""
    note: str = ""
    draw: Draw | None = field(default=None, repr=False, compare=False)
    drawn: tuple[str, ...] = ()  # texts of the drawing besides the labels and values of its points

    def data(self) -> dict:
        data = {
            "kind": "chart",
            "caption": self.caption,
            "alt": self.alt,
            "unit": self.unit,
            "note": self.note,
            "points": [{"label": label} | cell_data(fact) for label, fact in self.points],
            "svg": self.svg,
        }
        canvas = SLIDE_BESIDE if self.beside else SLIDE
        if self.draw and not self.only and not fits_slide(self.svg, canvas):
            data["slide_svgs"] = [_svg(figure) for figure in self.draw(canvas)]
        return data

    def as_html(self) -> str:
        return self.svg

    def as_text(self) -> str:
        return f"{self.caption}\n{self.alt}"

    def plain_texts(self) -> tuple[str, ...]:
        return (self.caption, self.note, *self.drawn)

    def facts(self) -> Iterator[Fact]:
        return (fact for _, fact in self.points)


def fits_slide(svg: str, canvas: Canvas) -> bool:
    """Whether the page's drawing is large enough on a slide: its type at least 11.5 points, and most of the height filled."""
    width, height = (float(size) / 72 for size in svg.partition('viewBox="0 0 ')[2].partition('"')[0].split())
    scale = min(canvas.width / width, canvas.height / height)
    return PAGE.size * scale >= 11.5 and height * scale >= 0.7 * canvas.height


# -- drawing -------------------------------------------------------------------------------------------------------------


@functools.cache
def _use_style() -> None:
    for weight in ("Regular", "Bold"):
        font_manager.fontManager.addfont(fonts.path(weight))
    sns.set_theme(
        style="white",
        font=fonts.FAMILY,
        rc={
            "svg.fonttype": "none",
            "svg.hashsalt": "packet",
            "font.family": [fonts.FAMILY],
            "axes.unicode_minus": False,
            "text.parse_math": False,  # a label between two dollar signs is a text, not a formula
            "text.color": INK,
            "axes.labelcolor": GREY,
            "xtick.color": GREY,
            "ytick.color": INK,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.spines.bottom": False,
            "axes.spines.left": False,
        },
    )


def _figure(canvas: Canvas, height: float) -> Figure:
    _use_style()
    return Figure(figsize=(canvas.width, height))


def _axes(figure: Figure, left: float, right: float, above: float, below: float):
    """Axes with room around them, in inches: computed, not found by drawing twice as matplotlib's layout engines do."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes(
        (left / width, below / height, (width - left - right) / width, (height - above - below) / height)
    )
    axes.set(xlabel="", ylabel="", facecolor="none")
    axes.grid(False)
    return axes


def _sheet(figure: Figure):
    """Axes over the whole figure whose coordinates are points, down from the top left."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width * 72), ylim=(height * 72, 0), facecolor="none")
    axes.set_axis_off()
    return axes


def _label_room(labels: Sequence[str], size: float) -> float:
    return max((text_width(label) for label in labels), default=0) * size / 72 + 0.08


def text_width(text: str) -> float:
    """The width of a text in ems of our font, a little on the wide side."""
    return sum(1.0 if ord(char) > 0x2E7F else 0.62 for char in text)


# No line begins with one of these.
_CLOSING = "，。、；：！？」』）〕》〉…％%)"


def wrapped(text: str, ems: float) -> list[str]:
    """The text in lines of at most ``ems`` ems: Chinese breaks anywhere but before closing punctuation, Latin between words."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and text_width(line + piece.rstrip()) > ems and piece not in _CLOSING:
                lines.append(line.rstrip())
                line = ""
            while text_width(piece) > ems and len(piece) > 1:  # a word longer than a line
                fits = next((n for n in range(len(piece) - 1, 1, -1) if text_width(piece[:n]) <= ems), 1)
                lines.append(piece[:fits])
                piece = piece[fits:]
            line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> Iterator[str]:
    """What no line break parts: a Chinese character, or a word with its space."""
    word = ""
    for char in text:
        if ord(char) > 0x2E7F or char in _CLOSING:
            if word:
                yield word
            word = ""
            yield char
        else:
            word += char
            if char == " ":
                yield word
                word = ""
    if word:
        yield word


def _svg(figure: Figure) -> str:
    buffer = io.StringIO()
    _check_glyphs(figure)
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    return svg[svg.index("<svg") :]


def _check_glyphs(figure: Figure) -> None:
    """RunError R20 with the character that the font lacks, and the text it stands in: matplotlib would only warn."""
    for part in figure.findobj(Text):
        for char in part.get_text():
            if not char.isspace() and ord(char) not in _known_characters():
                shown = char if char.isprintable() else "□"
                raise RunError(
                    Problem(
                        "R20",
                        say(
                            f"字型沒有圖中文字{quoted(part.get_text())}的字元「{shown}」（U+{ord(char):04X}），印出來會缺字。",
                            f'no font has the character "{shown}" (U+{ord(char):04X}) of the text {quoted(part.get_text())} in a chart; it would be lost in print.',
                        ),
                        say(
                            "請在來源檔案改用字型有的字，或刪去該符號。",
                            "Write it with a character the fonts have in the source file, or remove the symbol.",
                        ),
                    )
                )


@functools.cache
def _known_characters() -> frozenset[int]:
    """The characters that both weights have."""
    regular, bold = (
        frozenset(font_manager.get_font(fonts.path(weight)).get_charmap()) for weight in ("Regular", "Bold")
    )
    return regular & bold


def _chart(
    kind: str, caption: str, points: Sequence[tuple[str, Fact]], draw: Draw, note: str = "", drawn: Sequence[str] = ()
) -> Chart:
    (figure,) = draw(PAGE)
    unit = f"單位：{points[0][1].unit.label}" if points else ""
    return Chart(
        caption, _svg(figure), alternative(kind, caption, points), tuple(points), unit, note, draw, tuple(drawn)
    )


def alternative(kind: str, caption: str, points: Sequence[tuple[str, Fact]]) -> str:
    """What the chart says, in words; all values up to twelve, else the first five and the last, and whether the others lie between."""
    said = [
        f"{label} {fact.printed}{'' if fact.unit.percent or fact.absence else f' {fact.unit.label}'}"
        for label, fact in points
    ]
    if len(said) > MOST_IN_ALT:
        fifth, *rest, last = (fact.value for _, fact in points[4:])
        in_between = None not in (fifth, last) and all(
            value is not None and min(fifth, last) <= value <= max(fifth, last) for value in rest
        )
        said = [*said[:5], f"其餘各項{'介於其間' if in_between else '從略'}", said[-1]]
    return f"{kind}：{caption}。{'、'.join(said)}。"


def _nothing(caption: str, total: Fact) -> Prose:
    """Where there is nothing to draw: the source does not say, or there is none."""
    return Prose.of("{caption}：{why}。", caption=caption, why=total.absence or "無")


def _number(fact: Fact) -> float:
    return float(fact.shown or 0)


def _mark(points: Sequence[tuple[str, Fact]], fact: Fact) -> str:
    """The id in the drawing of the text that shows a fact: its place among the chart's points, which ``webpage`` knows again."""
    return f"point-{next(at for at, (_, one) in enumerate(points) if one is fact)}"


# -- bars and columns ----------------------------------------------------------------------------------------------------


def bar_chart(caption: str, breakdown: Breakdown, *, highlight: str | None = None, note: str = "") -> Display:
    """Horizontal bars, one a part; the largest (or ``highlight``) in navy. 「來源未提供」 where there is nothing to draw.

    On a slide more than eighteen bars stand in panels side by side, of one scale.
    """
    points = list(breakdown.parts.items())
    if breakdown.is_absent:
        return _nothing(caption, breakdown.total)
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

    return _chart("長條圖", caption, points, draw, note)


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
    figure = _figure(canvas, height)
    lowest, highest = (pick([0.0, *(_number(f) for _, f in points)]) for pick in (min, max))
    gap = 0.35
    each = (canvas.width - gap * (len(panels) - 1)) / len(panels)
    beyond = max(text_width(f.printed) for _, f in points) * size / 72 + 0.1
    for at, panel in enumerate(panels):
        room = min(_label_room([label for label, _ in panel], size), 0.6 * each)
        left = at * (each + gap) + room
        axes = _axes(
            figure, left, canvas.width - at * (each + gap) - each + 0.02, 0.05, 0.05 + pitch * (longest - len(panel))
        )
        sns.barplot(
            x=[_number(f) for _, f in panel],
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
                gid=_mark(points, fact),
            )
        drawn = each - room
        axes.set_xlim(lowest * 1.02, (highest or 1) * drawn / max(drawn - beyond, 0.3 * drawn))
    return figure


def column_chart(caption: str, breakdown: Breakdown, second: Breakdown | None = None, *, note: str = "") -> Display:
    """Upright bars, one a year; the last in navy. With a ``second`` breakdown (of the same parts) two a year, each named in the legend."""
    if breakdown.is_absent:
        return _nothing(caption, breakdown.total)
    series = [b for b in (breakdown, second) if b is not None and not b.is_absent]
    points = [
        (label if len(series) == 1 else f"{label}{b.total.label}", b.parts[label])
        for label in breakdown.parts
        for b in series
    ]

    def draw(canvas: Canvas) -> list[Figure]:
        size, parts = canvas.size, list(breakdown.parts)
        figure = _figure(canvas, canvas.height or 2.3)
        named = (
            _legend(figure, [(NAVY, breakdown.total.label), (OCHRE, second.total.label)], 0, size)
            if len(series) == 2
            else 0
        )
        # Labels that are wider than their column are set smaller.
        column = canvas.width / max(len(parts), 1)
        label_size = min(size, column * 72 * 0.96 / max(map(text_width, parts)))
        axes = _axes(figure, 0.05, 0.05, 0.05 + named, size / 72 * 2.2)
        if len(series) == 1:
            values = [_number(f) for f in breakdown.parts.values()]
            sns.barplot(x=parts, y=values, ax=axes, color=LIGHT, width=0.62, saturation=1)
        else:
            for offset, colour, one in ((-0.2, NAVY, breakdown), (0.2, OCHRE, second)):
                axes.bar(
                    [at + offset for at in range(len(parts))],
                    [_number(one.parts[label]) for label in parts],
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
                gid=_mark(points, fact),
            )
        lowest, highest = min(0.0, *map(_number, facts)), max(0.0, *map(_number, facts)) or 1.0
        axes.set_ylim(lowest * 1.1, highest * 1.16)
        return [figure]

    return _chart("直條圖", caption, points, draw, note)


def line_chart(caption: str, points: Sequence[tuple[str, Fact]], below: Sequence[str], *, note: str = "") -> Display:
    """A line of shares over time with each value at its point; ``below`` are small texts under the points."""
    if all(fact.absence for _, fact in points):
        return _nothing(caption, points[-1][1])
    small = [text for text, (_, fact) in zip(below, points, strict=True) if not fact.absence]
    points = [(label, fact) for label, fact in points if not fact.absence]

    def draw(canvas: Canvas) -> list[Figure]:
        size = canvas.size
        figure = _figure(canvas, canvas.height or 2.3)
        axes = _axes(figure, 0.05, 0.05, 0.05, size / 72 * 3.9)
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
                gid=_mark(points, fact),
            )
        axes.set_xticks(list(places), [f"{label}\n{text}" for (label, _), text in zip(points, small, strict=True)])
        axes.set_ylim(low - room * 0.5, high + room * 0.5)
        axes.set_xlim(-0.5, len(points) - 0.5)
        axes.set_yticks([])
        widest = max(text_width(line) for label, _ in points for line in (label, *small))
        axes.tick_params(length=0, labelsize=min(size, canvas.width / len(points) * 72 / widest))
        axes.set(xlabel="", ylabel="")
        return [figure]

    return _chart("折線圖", caption, points, draw, note, small)


def stacked_chart(caption: str, crosstab: Crosstab, *, note: str = "") -> Display:
    """Horizontal stacked bars, a bar a row of the crosstab, a colour a column, each part with its number.

    A part too thin for its number is named with it at the end of the bar.
    """
    if crosstab.by_row.is_absent:
        return _nothing(caption, crosstab.total)
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
        room = min(_label_room(rows, size), 0.4 * canvas.width)
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
        figure = _figure(canvas, above + 0.05 + pitch * len(rows))
        _legend(figure, [(colours[c], c) for c in columns], room, size)
        axes = _axes(figure, room, 0.05, above, 0.05)
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
                        gid=_mark(points, crosstab.cells[row, column]),
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

    return _chart("堆疊長條圖", caption, points, draw, note)


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
    sheet, canvas_width = _sheet(figure), figure.get_size_inches()[0]
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
    begin = min(_number(offset) for _, _, offset, _ in items)
    end = max(_number(offset) + _number(length) for _, _, offset, length in items)
    longest = max(_number(length) for *_, length in items)
    emphasised = (
        0 if highlight == "first" else [at for at, (*_, length) in enumerate(items) if _number(length) == longest][-1]
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
        figure = _figure(canvas, (sum(pitches) + 0.5 * size) / 72)
        sheet = _sheet(figure)
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
            x, width = left + (_number(offset) - begin) * scale, max(_number(length) * scale, 1.5)
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

    return _chart("時間軸", caption, points, draw, note)


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
        figure = _figure(canvas, (sum(row_heights) + arrow * (len(rows) - 1) + 2) / 72)
        sheet = _sheet(figure)
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
    return Chart(caption, _svg(figure), f"流程圖：{caption}。{said}。", (), "", note, draw)


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
