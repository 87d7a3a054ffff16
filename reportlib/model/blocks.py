"""What stands in a section, block by block: headings, paragraphs, lists, figures, tables, charts and attached pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Literal, Self

from reportlib.model.texts import EMPTY, Line, Piece

Only = Literal["", "document", "proof", "slide", "annex"]
Medium = Literal["volume", "proof", "page", "slides"]  # packet.pdf, annexes.pdf, packet.html, briefing.pdf
# Where a block stands, by its ``only``; one that is ``"annex"`` is in the annex files only.
MEDIA: dict[Only, tuple[Medium, ...]] = {
    "": ("volume", "page", "slides"),
    "document": ("volume", "page"),
    "proof": ("proof", "page"),
    "slide": ("slides",),
    "annex": (),
}
RowStyle = Literal["body", "subtotal", "total"]
# How a table is set: rows, column groups, a record, or one of the layouts that each medium sets by itself
# (media/pdf/layouts.py, media/styles/layouts.typ).
Layout = Literal[
    "rows",
    "pairs3",
    "record",
    "proposals",
    "asked",
    "changes",
    "attention",
    "dates",
    "matrix",
    "heat",
    "request",
    "list",
    "steps",
    "board",
]
# The layouts in which a subtotal is the head of a group.
GROUPED: frozenset[Layout] = frozenset(("steps", "board", "list"))
# What a cell is beside its words, by colour and shape: of a score how much of its item it is, of a state whether it asks
# for attention.
Tone = Literal["", "full", "half", "less", "loss", "met", "waived", "done", "due", "going", "late"]
# What is numbered, each kind by itself: the letter of its id and the word before its number. 附件 are attached pages, 佐證
# what is in annexes.pdf, 附表 the tables that are in the annex files only.
NUMBERED = {
    "table": ("t", "表"),
    "chart": ("c", "圖"),
    "pages": ("a", "附件"),
    "proof": ("p", "佐證"),
    "annex": ("x", "附表"),
    "titled": ("u", ""),
}
# The layouts of tables that stand under a heading, or under a title of their own, with no number.
TITLED = ("asked", "attention", "changes", "dates", "request", "list")
# What the parameters number, by the first part of its anchor (「proposal/3」).
CALLED = {"proposal": ("d", "擬辦"), "attachment": ("a", "附件"), "page": ("g", "附頁")}


@dataclass(frozen=True, kw_only=True)
class LabelledFigure:
    """A figure with its label, counting word and note: one of the big figures, or one beside a display on its slide."""

    figure: Piece
    label: Line
    unit: Line = EMPTY
    note: Line = EMPTY


@dataclass(frozen=True, kw_only=True)
class Block:
    """What all blocks have: how they are placed, and the title (``message``) and figures (``beside``) of their slide.

    ``only`` says for whom it is (:data:`MEDIA`): ``"document"`` for what is left out of the briefing, ``"proof"`` for what
    proves, ``"slide"`` for what is in the briefing only, ``"annex"`` for a table in the annex files only; ``anchor`` is what a reference calls the block. ``id`` (``t-3``) and ``number`` (「表 3」) are given when the document is
    numbered, "" before and where there are none.
    """

    kind: ClassVar[str] = ""
    only: Only = ""
    anchor: str = ""
    own_page: bool = False
    message: Line = EMPTY
    beside: tuple[LabelledFigure, ...] = ()
    id: str = ""
    number: str = ""

    @property
    def numbered_as(self) -> str:
        """The key of :data:`NUMBERED` by which it is counted, where it is numbered at all."""
        captioned = isinstance(self, CaptionedBlock)
        if captioned and self.only in ("proof", "slide", "annex"):
            return self.only
        return "titled" if isinstance(self, TableBlock) and self.layout in TITLED else self.kind

    @property
    def listed_number(self) -> str:
        """What tells it apart in a list of all: its number, or the count of those that are printed without one."""
        return self.number or self.id.partition("-")[2]

    @property
    def ends_item(self) -> bool:
        """Whether it ends an item of the agenda, under no heading."""
        return False

    def stands_in(self, medium: Medium) -> bool:
        return medium in MEDIA[self.only]

    def with_(self, **changes) -> Self:
        """The same block with other values."""
        return replace(self, **changes)


@dataclass(frozen=True, kw_only=True)
class HeadingBlock(Block):
    """A heading within a section, of level 2 or 3; a section's own title is of level 1."""

    kind: ClassVar[str] = "heading"
    level: int
    text: Line


@dataclass(frozen=True, kw_only=True)
class ParagraphBlock(Block):
    """A paragraph; the ``label`` over it (「案由」) is ours, and may stand for what follows, over no text."""

    kind: ClassVar[str] = "prose"
    text: Line
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class ListBlock(Block):
    kind: ClassVar[str] = "list"
    items: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class FiguresBlock(Block):
    """The big figures that open a section."""

    kind: ClassVar[str] = "figures"
    items: tuple[LabelledFigure, ...]


@dataclass(frozen=True, kw_only=True)
class CaptionedBlock(Block):
    """A block with a caption over it, a unit beside it and a note under it."""

    caption: Line = EMPTY
    unit: Line = EMPTY
    note: Line = EMPTY


@dataclass(frozen=True)
class TableColumn:
    label: Line
    numeric: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row of cells, as many as the table has columns; ``tones`` are one a cell, or none at all."""

    cells: tuple[Line, ...]
    style: RowStyle = "body"
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TableBlock(CaptionedBlock):
    """A table; ``weights`` are the widths of its columns on paper, in shares of their sum.

    The numbers of the column ``bars`` have a bar each beside them, that of the row ``meant`` in the colour of what matters.
    """

    kind: ClassVar[str] = "table"
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    weights: tuple[int, ...]
    layout: Layout = "rows"
    sortable: bool = False
    row_headers: bool = True
    bars: int | None = None
    meant: int | None = None

    def is_group_head(self, row: TableRow) -> bool:
        """Whether a row is the head of those under it, and goes over all columns: its cells belong to none of them."""
        return row.style == "subtotal" and self.layout in GROUPED

    @property
    def filed_rows(self) -> tuple[TableRow, ...]:
        """The rows as a file has them, which knows no cell over several columns: what the head of a group says is its first cell."""
        return tuple(self._in_one_cell(row) if self.is_group_head(row) else row for row in self.rows)

    @staticmethod
    def _in_one_cell(row: TableRow) -> TableRow:
        said = [cell for cell in row.cells if cell.text]
        parts = [part for cell in said for part in ("　", cell)][1:]
        return TableRow((Line.joined(*parts), *[EMPTY] * (len(row.cells) - 1)), row.style)

    @property
    def bar_shares(self) -> tuple[float | None, ...]:
        """How long each row's bar is, the longest 1; None for a sum, and for what is no number or not more than zero."""
        values = [
            None if self.bars is None or row.style == "total" else row.cells[self.bars].single.value
            for row in self.rows
        ]
        numbers = [None if value is None else Decimal(value) for value in values]
        most = max((number for number in numbers if number is not None), default=Decimal(0))
        if most <= 0:
            return (None,) * len(numbers)
        return tuple(None if number is None or number <= 0 else float(number / most) for number in numbers)

    @property
    def ends_item(self) -> bool:
        return self.layout == "proposals"


@dataclass(frozen=True)
class ChartPoint:
    """What a chart shows at one place: the label, and the figure."""

    label: Line
    figure: Piece


@dataclass(frozen=True, kw_only=True)
class ChartBlock(CaptionedBlock):
    """A drawing as SVG text (``slide_svgs``: as it is on slides, where that is another), and what it says in words (``alt``).

    ``drawn`` are its texts besides the labels and figures of its points; one that is ``beside_table`` is drawn for half
    the width and stands at the left of the table that follows it.
    """

    kind: ClassVar[str] = "chart"
    svg: str
    alt: Line
    points: tuple[ChartPoint, ...] = ()
    drawn: tuple[Line, ...] = ()
    slide_svgs: tuple[str, ...] = ()
    beside_table: bool = False


@dataclass(frozen=True)
class PageImage:
    """One attached page: its media type, base64 of its bytes, its size in pixels, and what it says in words."""

    media_type: str
    data: str
    width: int
    height: int
    alt: Line


@dataclass(frozen=True, kw_only=True)
class PagesBlock(CaptionedBlock):
    """The pages of one attached document; ``see`` is what there is to see on them, beside them on their slide."""

    kind: ClassVar[str] = "pages"
    pages: tuple[PageImage, ...]
    see: tuple[Line, ...] = ()


BLOCKS: dict[str, type[Block]] = {
    block.kind: block
    for block in (HeadingBlock, ParagraphBlock, ListBlock, FiguresBlock, TableBlock, ChartBlock, PagesBlock)
}
