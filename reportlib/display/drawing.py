"""What all charts share: canvas, type, colours, glyphs, and the drawing as SVG.

One style, direct labels, no frame, the one bar that matters in colour. Every chart is an SVG with real text
(``svg.fonttype = none``) and the same bytes each time (fixed ``svg.hashsalt``, no date), and has an alternative text
computed from the facts it shows. It is drawn for the page, and once more for a slide where the page's drawing would be
small or flat there (:func:`fits_slide`).
"""

from __future__ import annotations

import dataclasses
import functools
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import matplotlib
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from reportlib import fonts, messages
from reportlib.display.colours import GREY, INK
from reportlib.display.display import Display, Naming, line, piece
from reportlib.display.prose import Prose
from reportlib.errors import RunError
from reportlib.facts.breakdowns import Breakdown, Crosstab
from reportlib.facts.facts import Fact
from reportlib.model.blocks import ChartBlock, ChartPoint
from reportlib.text import Quoted
from reportlib.wording import own

matplotlib.use("Agg")
MOST_IN_ALT = 12
LEAST_ON_SLIDE = 14.0  # points
TEXT, SHAPE = "point-{}", "shape-{}"  # ids in a drawing, by the place of what they show among the chart's points


@dataclass(frozen=True)
class Canvas:
    """What a chart is drawn on: ``width`` in inches, type ``size`` in points, and the ``height`` a slide has for it."""

    width: float
    size: float
    height: float | None = None

    @property
    def room(self) -> float:
        """The height there is; ValueError on a page, where a drawing is as high as it needs to be."""
        if self.height is None:
            raise ValueError("this canvas has no height of its own")
        return self.height

    def smaller(self, size: float, share: float) -> float:
        """A share of a type size, for what stands beside the main words; on a slide nothing is too small to be read."""
        return share * size if self.height is None else max(share * size, min(size, LEAST_ON_SLIDE))


PAGE = Canvas(6.6, 9)  # the text width of an A4 page
BESIDE_TABLE = Canvas(3.1, 9)  # half of that
SLIDE = Canvas(8.75, 14.5, 3.6)
SLIDE_BESIDE = Canvas(5.6, 14.5, 3.6)  # beside figures
Draw = Callable[[Canvas], list[Figure]]
Point = tuple[str, Fact]  # what a chart shows, in reading order: label and fact


@dataclass(frozen=True, repr=False)
class Chart(Display):
    """A drawn figure with the facts it shows: (label, fact) in reading order; none for a drawn text.

    ``draw`` draws it on a canvas, on a slide perhaps as several drawings.

    >>> bar_chart("圖", pd.Series([2, 1], ["甲局", "乙局"])).points
    (('甲局', 甲局 2), ('乙局', 乙局 1))
    """

    caption: str
    alt: str
    draw: Draw = field(repr=False, compare=False)
    points: tuple[Point, ...] = ()
    unit: str = ""
    note: str = ""
    drawn: tuple[str, ...] = ()  # texts of the drawing besides the labels and values of its points
    beside_table: bool = False

    @functools.cached_property
    def svg(self) -> str:
        """The drawing for a page; of a chart that is in the briefing only, the first for its slide."""
        if self.only == "slide":
            return self._for_slide[0]
        (figure,) = self.draw(BESIDE_TABLE if self.beside_table else PAGE)
        return svg_of(figure)

    @functools.cached_property
    def _for_slide(self) -> tuple[str, ...]:
        return tuple(map(svg_of, self.draw(self._slide)))

    @property
    def _slide(self) -> Canvas:
        return SLIDE_BESIDE if self.beside else SLIDE

    def blocks(self) -> tuple[ChartBlock]:
        again = self.only == "slide" or self.only == "" and not fits_slide(self.svg, self._slide)
        return (
            ChartBlock(
                caption=line(self.caption),
                alt=line(self.alt),
                unit=line(self.unit),
                note=line(self.note),
                points=tuple(ChartPoint(line(label), piece(fact)) for label, fact in self.points),
                drawn=tuple(map(line, self.drawn)),
                svg=self.svg,
                slide_svgs=self._for_slide if again else (),
                beside_table=self.beside_table,
                **self.placing(),
            ),
        )

    def as_html(self) -> str:
        return self.svg

    def as_text(self) -> str:
        return f"{self.caption}\n{self.alt}"

    def plain_texts(self) -> tuple[str, ...]:
        return (self.caption, self.note, *self.drawn)

    def facts(self) -> Iterator[Fact]:
        return (fact for _, fact in self.points)


def fits_slide(svg: str, canvas: Canvas) -> bool:
    """Whether the page's drawing is large enough on a slide: its type at least 14 points, and most of the height filled."""
    width, height = (float(size) / 72 for size in svg.partition('viewBox="0 0 ')[2].partition('"')[0].split())
    scale = min(canvas.width / width, canvas.room / height)
    return PAGE.size * scale >= LEAST_ON_SLIDE and height * scale >= 0.7 * canvas.room


# -- drawing -------------------------------------------------------------------------------------------------------------


@functools.cache
def _use_style() -> None:
    matplotlib.rcdefaults()  # whatever settings of its own this machine or this folder has
    manager = font_manager.fontManager
    # A font of the same name that the system has would be taken by chance: ours is the only one of its name.
    manager.ttflist = [entry for entry in manager.ttflist if entry.name != fonts.FAMILY]
    for weight in ("Regular", "Bold"):
        manager.addfont(fonts.path(weight))
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


def new_figure(canvas: Canvas, height: float) -> Figure:
    _use_style()
    return Figure(figsize=(canvas.width, height))


def axes_of(figure: Figure, left: float, right: float, above: float, below: float) -> Axes:
    """Axes with room around them, in inches: computed, not found by drawing twice as matplotlib's layout engines do."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes(
        (left / width, below / height, (width - left - right) / width, (height - above - below) / height)
    )
    axes.set(xlabel="", ylabel="", facecolor="none")
    axes.grid(False)
    return axes


def sheet_of(figure: Figure) -> Axes:
    """Axes over the whole figure whose coordinates are points, down from the top left."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width * 72), ylim=(height * 72, 0), facecolor="none")
    axes.set_axis_off()
    return axes


def bars_of(axes: Axes) -> list[Rectangle]:
    """The bars drawn on these axes so far, in the order in which they were drawn."""
    return [patch for patch in axes.patches if isinstance(patch, Rectangle)]


def label_room(labels: Sequence[str], size: float) -> float:
    return max((text_width(label) for label in labels), default=0) * size / 72 + 0.08


def text_width(text: str) -> float:
    """The width of a text in ems of our font, a little on the wide side."""
    return sum(1.0 if ord(char) > 0x2E7F else 0.62 for char in text)


# No line begins with one of these.
_CLOSING = "，。、；：！？」』）〕》〉…％%)"


def wrapped(text: str, ems: float) -> list[str]:
    """The text in lines of at most ``ems`` ems: Chinese breaks anywhere but before closing punctuation, Latin between
    words.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        row = ""
        for part in _unparted(paragraph):
            if row and text_width(row + part.rstrip()) > ems and part not in _CLOSING:
                lines.append(row.rstrip())
                row = ""
            while text_width(part) > ems and len(part) > 1:  # a word longer than a line
                fits = next((n for n in range(len(part) - 1, 1, -1) if text_width(part[:n]) <= ems), 1)
                lines.append(part[:fits])
                part = part[fits:]
            row += part
        lines.append(row.rstrip())
    return lines


def _unparted(text: str) -> Iterator[str]:
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


def svg_of(figure: Figure) -> str:
    buffer = io.StringIO()
    _check_glyphs(figure)
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    return svg[svg.index("<svg") :]


def _check_glyphs(figure: Figure) -> None:
    """RunError R20 with the character that the font lacks, and the text it stands in: matplotlib would only warn."""
    for part in figure.findobj(Text):
        part.set_text(fonts.INVISIBLE.sub("", part.get_text()))
        for char in part.get_text():
            if not char.isspace() and ord(char) not in _known_characters():
                shown = char if char.isprintable() else "□"
                raise RunError(messages.R20_no_glyph_in_chart(text=part.get_text(), character=shown, code=ord(char)))


@functools.cache
def _known_characters() -> frozenset[int]:
    """The characters that both weights have."""
    regular, bold = (
        frozenset(font_manager.get_font(fonts.path(weight)).get_charmap()) for weight in ("Regular", "Bold")
    )
    return regular & bold


# -- in the body's own words -------------------------------------------------------------------------------------------------


def in_own_words(text: str) -> str:
    """The body's own words for a text of ours that is drawn; what somebody else wrote stands as it is."""
    return text if isinstance(text, Quoted) else own(text)


def said_parts(breakdown: Breakdown) -> Breakdown:
    """The breakdown with its parts in the body's own words, where they stay as many."""
    parts = {in_own_words(label): fact for label, fact in breakdown.parts.items()}
    return dataclasses.replace(breakdown, parts=parts) if len(parts) == len(breakdown.parts) else breakdown


def said_cells(crosstab: Crosstab) -> Crosstab:
    """The same of both dimensions of a crosstab."""
    rows, columns = (said_parts(one) for one in (crosstab.by_row, crosstab.by_column))
    said_row, said_column = (
        dict(zip(before.parts, after.parts, strict=True))
        for before, after in ((crosstab.by_row, rows), (crosstab.by_column, columns))
    )
    cells = {
        (said_row.get(row, row), said_column.get(column, column)): fact
        for (row, column), fact in crosstab.cells.items()
    }
    return dataclasses.replace(crosstab, cells=cells, by_row=rows, by_column=columns)


def chart_of(
    kind: str,
    caption: str,
    points: Sequence[Point],
    draw: Draw,
    note: str = "",
    drawn: Sequence[str] = (),
    *,
    beside_table: bool = False,
) -> Chart:
    word = in_own_words(points[0][1].unit.label) if points else ""
    unit = own("單位：{unit}").format(unit=word) if word else ""
    said = alternative(own(kind), in_own_words(caption), points)
    return Chart(caption, said, draw, tuple(points), unit, note, tuple(drawn), beside_table)


def alternative(kind: str, caption: str, points: Sequence[Point]) -> Naming:
    """What the chart says, in words; all values up to twelve, else the first five and the last, and whether the others
    lie between.
    """
    said: list[str] = [_point_said(label, fact) for label, fact in points]
    if len(said) > MOST_IN_ALT:
        fifth, *rest, last = (fact.value for _, fact in points[4:])
        in_between = (
            fifth is not None
            and last is not None
            and all(value is not None and min(fifth, last) <= value <= max(fifth, last) for value in rest)
        )
        said = [*said[:5], own("其餘各項介於其間" if in_between else "其餘各項從略"), said[-1]]
    return Naming("{kind}：{caption}。{said}。", kind=kind, caption=caption, said=Naming.joined("、", said))


def _point_said(label: str, fact: Fact) -> Naming:
    word = "" if fact.unit.percent or fact.absence else in_own_words(fact.unit.label)
    unit = word and f" {word}"
    return Naming("{label} {figure}{unit}", label=label, figure=fact, unit=unit)


def nothing_to_draw(caption: str, total: Fact) -> Prose:
    """Where there is nothing to draw: the source does not say, or there is none."""
    return Prose.of("{caption}：{why}。", caption=in_own_words(caption), why=in_own_words(total.absence or "無"))


def drawn_number(fact: Fact) -> float:
    return float(fact.shown or 0)


def mark_of(points: Sequence[Point], fact: Fact) -> str:
    """The id in the drawing of the text that shows a fact: its place among the chart's points, which ``media.html`` knows
    again.
    """
    return TEXT.format(_place(points, fact))


def shape_of(points: Sequence[Point], fact: Fact) -> str:
    """The id of the bar, the column or the dot of a fact, in the same way."""
    return SHAPE.format(_place(points, fact))


def _place(points: Sequence[Point], fact: Fact) -> int:
    return next(at for at, (_, one) in enumerate(points) if one is fact)
