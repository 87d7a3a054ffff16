"""A paper before it is a file: what an office program calls a document, in its own styles.

Whoever makes one decides what it says; :mod:`.odt`, :mod:`.docx_file`, :mod:`.typeset` and :mod:`.web` write what it says and
nothing of their own. A text is never markup or a field, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# A4, in millimetres.
WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, SIDE = 25, 20, 22
TEXT_WIDTH = WIDTH - 2 * SIDE
INDENT = 8
CELL_ROOM = 1.0  # around the text of a cell, in millimetres
MOST_COLUMNS = 10  # of a table on an upright page
MM_PER_POINT = 25.4 / 72
SHORT = 4  # characters of a word that stays in one line of a cell
LATIN = 0.62  # the width of a Latin letter or a digit, in that of a Chinese one
FONT = "Microsoft JhengHei"  # on every Windows with Chinese; other systems take their own
SIZES = {"title": 18, "subtitle": 12, 1: 15, 2: 12.5, 3: 11, "body": 11, "table": 9.5, "caption": 10, "small": 9}
INK, STRUCTURE, GREY, WASH, HAIRLINE, MARK = "1b2631", "0f4c75", "5d6873", "f3f6f9", "b8c2cb", "8f5a06"


@dataclass(frozen=True)
class TextRun:
    """A piece of a text, bold where it is ``strong``."""

    text: str
    strong: bool = False


Runs = tuple[TextRun, ...]


def plain(text: str, strong: bool = False) -> Runs:
    """A text in one piece; nothing of an empty one."""
    return (TextRun(text, strong),) if text else ()


def text_of(runs: Runs) -> str:
    return "".join(run.text for run in runs)


@dataclass(frozen=True)
class Title:
    """The title of the paper; ``kind`` is "subtitle" for the lines under it."""

    text: str
    kind: Literal["title", "subtitle"] = "title"


@dataclass(frozen=True)
class PaperHeading:
    """A heading of level 1 to 3; ``on_new_page`` where a page begins with it."""

    level: int
    text: str
    on_new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``indent`` in steps of :data:`INDENT` mm, ``kind`` "notice" for what is to be seen first and "small" for notes;
    one that ``stays`` is on the page of what comes next."""

    runs: Runs
    kind: Literal["body", "notice", "small", "caption"] = "body"
    indent: int = 0
    stays: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Runs, ...]


@dataclass(frozen=True)
class PaperTable:
    """A table with a header row, which is repeated on every page; ``weights`` are the widths of its columns in shares of their
    sum, ``numeric`` those of numbers. The first cell of a row is its header. Rows in ``strong`` are sums."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    weights: tuple[float, ...]
    numeric: frozenset[int] = frozenset()
    strong: frozenset[int] = frozenset()
    note: str = ""

    def spans(self, row: int) -> list[int]:
        """Over how many columns each cell of a row goes: in the row of a sum, or the head of a group, a text over the blank cells
        behind it; 0 for those."""
        cells = self.rows[row]
        found = [1] * len(cells)
        if row in self.strong:
            last = 0
            for column in range(1, len(cells)):
                if cells[last] and not cells[column] and last not in self.numeric:
                    found[last], found[column] = found[last] + 1, 0
                else:
                    last = column
        return found

    def widths(self) -> list[float]:
        """Of the columns, in millimetres: by their weights, but none so narrow that a number or a short word in it breaks in two."""
        room = HEIGHT - 2 * SIDE if self.is_wide else TEXT_WIDTH
        least = [max(map(_unbroken, cells)) for cells in zip(self.header, *self._texts(), strict=True)]
        if sum(least) > room:
            return [room * one / sum(least) for one in least]
        fixed: set[int] = set()
        while True:
            rest = room - sum(least[c] for c in fixed)
            weights = sum(weight for c, weight in enumerate(self.weights) if c not in fixed) or 1
            shares = [least[c] if c in fixed else rest * weight / weights for c, weight in enumerate(self.weights)]
            narrow = {c for c, share in enumerate(shares) if c not in fixed and share < least[c]}
            if not narrow:
                return shares
            fixed |= narrow

    def _texts(self) -> Iterator[list[str]]:
        """The texts of each row by its columns; of one over several columns nothing."""
        for row, cells in enumerate(self.rows):
            yield [text_of(runs) if span == 1 else "" for runs, span in zip(cells, self.spans(row), strict=True)]

    def is_parted(self, after: Element | None) -> bool:
        """Whether an empty line has to stand between it and what comes next: anything but a heading, which has room above it."""
        return not self.note and not isinstance(after, PaperHeading)

    @property
    def is_wide(self) -> bool:
        """Whether it has more columns than an upright page has room for: it is given pages that lie on their side."""
        return len(self.header) > MOST_COLUMNS


def _unbroken(text: str) -> float:
    """How wide a cell has to be, in millimetres, for a text that no line breaks in the wrong place: whole where it is short, else its
    longest number or Latin word."""
    pieces = [text] if len(text) <= SHORT and not text.isascii() else re.findall("[\x21-\x7e]+", text)
    widest = max((sum(LATIN if char.isascii() else 1 for char in piece) for piece in pieces), default=0)
    return min(widest * SIZES["table"] * MM_PER_POINT, TEXT_WIDTH / 4) + 2 * CELL_ROOM + 0.5


@dataclass(frozen=True)
class Picture:
    """A picture (PNG or JPEG), so many millimetres wide and high, with what it says in words, its caption and a note."""

    data: bytes
    media_type: str
    width: float
    height: float
    alt: str
    caption: str = ""
    note: str = ""


Element = Title | PaperHeading | Paragraph | Bullets | PaperTable | Picture


@dataclass(frozen=True)
class Paper:
    """A paper: its title as a property of the file, its language, what stands at the head and the foot of each page (beside the
    page's number), whether it is ``marked`` there (草案), and its elements in order. ``timestamp`` is the time that files carry."""

    title: str
    author: str
    lang: str
    head: str
    foot: str
    mark: str
    elements: tuple[Element, ...]
    timestamp: int

    @property
    def locale(self) -> tuple[str, str]:
        """The language and the country: ("zh", "TW") of zh-Hant-TW; "" for a country that is not said."""
        language, *rest = self.lang.split("-")
        return language, next((part for part in rest if part.isupper()), "")
