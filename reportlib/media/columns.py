"""How the columns of a table share the room there is, on a page and on a slide, and how many lines their texts take.

Widths are guessed from the fonts before typst sets anything: typst's own ``auto`` columns cut words, know no weights and
try no smaller type. Texts are given by rows, the header first; "em" is the type size.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from reportlib.media.pdf.glyphs import RUN_PATTERN, width

CELL_PAD = 2 * 1.0 / 25.4 * 72  # points of a column, at the document's type size, that are no room for text
APART = 3.0 / 25.4 * 72  # more, before a text column that follows a column of numbers
TYPE_STEP = 0.5  # points from one type size that is tried to the next
LONGEST_NAME = 6.0  # em; a column of texts up to this long breaks none of them
LONGEST_SHORT = (
    12.0  # em; a column of texts up to this long breaks none of them over more than two lines, where there is room
)
LONGEST_WORD = 14.0  # em; a longer one (an address, a key) is broken, into pieces of
BROKEN_WORD = 8.0  # em
LONGEST_FIGURE = 12.0  # em; a longer text in a column of numbers is no number
NARROWEST = 2.0  # em
HEAVIEST, LIGHTEST = 24.0, 0.1  # weights of columns: em of the longest text, where none are given
WIDEST_LEAST = 0.4  # of the room; no more is kept for one column's longest word
WORD_SLACK, LINE_SLACK = 0.5, 6.0  # points that a word, or a line, is given beyond its length
LEAST_GIVEN = 1.0  # points; less is not worth giving to other columns


def base_size(columns: int) -> float:
    """The type size, in points, that the document begins with for a table of so many columns."""
    return 9.5 if columns <= 6 else 9.0 if columns <= 8 else 8.5


def standing_apart(numeric: Sequence[bool]) -> list[bool]:
    """Which columns are texts after a column of numbers, and stand off from it."""
    return [before and not one for before, one in zip([False, *numeric], numeric, strict=False)]


def pads(numeric: Sequence[bool]) -> list[float]:
    """What of each column's width, in points at the document's type size, is no room for text."""
    return [CELL_PAD + (APART if apart else 0.0) for apart in standing_apart(numeric)]


def figures_per_row(count: int) -> int:
    """How many big figures stand in a row: up to four, or three where the last row is fuller so."""
    return 3 if count in (3, 5, 6, 9) else 4


def lines_of(lengths: Iterable[float], ems: float) -> int:
    """How many lines texts of these lengths, each on a line of its own, take in a column of so many em."""
    return sum(max(1, math.ceil(length / max(ems, 1.0))) for length in lengths)


def fitted_columns(
    numeric: Sequence[bool], texts: Sequence[Sequence[str]], weights: Sequence[float], room: float, smallest: float
) -> tuple[list[float], float, bool]:
    """(widths in points that fill ``room``, type size, whether it fits), in the largest type down to ``smallest`` that does."""
    columns = Columns(numeric, texts, weights)
    size = base_size(len(numeric))
    while True:
        widths, fits = columns.widths(room, size)
        if fits or size <= smallest:
            return widths, size, fits
        size -= TYPE_STEP


class Columns:
    """The columns of a table, measured for whatever type size is tried.

    Where all weights are alike, or there are not as many as columns, the columns' longest texts are the weights.
    """

    def __init__(self, numeric: Sequence[bool], texts: Sequence[Sequence[str]], weights: Sequence[float]):
        by_column = [[row[i] for row in texts] for i in range(len(numeric))]
        if len(weights) != len(numeric) or len(set(weights)) == 1:
            weights = [min(max(map(width, column)) + 1, HEAVIEST) for column in by_column]
        self._weights = [max(weight, LIGHTEST) for weight in weights]
        self._words = [_longest_word(column, is_numeric) for column, is_numeric in zip(by_column, numeric, strict=True)]
        self._lines = [max(width(line) for text in column for line in text.split("\n")) for column in by_column]
        self._pads = pads(numeric)
        self._twice = [
            0.0 if is_numeric else _on_two_lines(column) for column, is_numeric in zip(by_column, numeric, strict=True)
        ]

    def widths(self, room: float, size: float) -> tuple[list[float], bool]:
        """Widths in points that fill ``room``, by weight, but no number and no word is cut; where that cannot be, every
        column gives, and the second value is False."""
        least = [
            min(word * size + pad + WORD_SLACK, WIDEST_LEAST * room)
            for word, pad in zip(self._words, self._pads, strict=True)
        ]
        if sum(least) > room:
            return [share * room / sum(least) for share in least], False
        # What is short stands on two lines at most, where there is room for that.
        roomy = [max(one, half * size + pad) for one, half, pad in zip(least, self._twice, self._pads, strict=True)]
        least = roomy if sum(roomy) <= room else least
        most = [line * size + pad + LINE_SLACK for line, pad in zip(self._lines, self._pads, strict=True)]
        return _filled(_shared(least, self._weights, room), most, self._weights), True


def _longest_word(column: Sequence[str], is_numeric: bool) -> float:
    """What a column must hold on one line, in em: its words and numbers, and its every text where all are as short as a name."""
    lines = [width(line) for text in column[1:] for line in text.split("\n")]
    words = [width(run) for text in column for run in RUN_PATTERN.findall(text)]
    whole = [long for long in lines if long <= LONGEST_FIGURE] if is_numeric else []
    longest = 0.0 if is_numeric else max(lines, default=0.0)
    return max(
        NARROWEST,
        longest if longest <= LONGEST_NAME else 0.0,
        *(min(word, BROKEN_WORD) if word > LONGEST_WORD else word for word in words),
        *whole,
    )


def _on_two_lines(column: Sequence[str]) -> float:
    """The em by which each of a column's short texts (none is longer than :data:`LONGEST_SHORT`) stands on two lines at most."""
    longest = max((width(line) for text in column[1:] for line in text.split("\n")), default=0.0)
    return longest / 2 + 1 if longest <= LONGEST_SHORT else 0.0


def _shared(least: list[float], weights: list[float], room: float) -> list[float]:
    """The room by weight, no share under its least."""
    narrow: set[int] = set()
    while True:
        rest = room - sum(least[i] for i in narrow)
        total = sum(weights[i] for i in range(len(least)) if i not in narrow)
        shares = [least[i] if i in narrow else rest * weights[i] / total for i in range(len(least))]
        under = {i for i, share in enumerate(shares) if share < least[i] - 1e-6}
        if not under:
            return shares
        narrow |= under


def _filled(shares: list[float], most: list[float], weights: list[float]) -> list[float]:
    """The shares, where a column that has more than its longest line needs gives the rest to the columns whose lines wrap."""
    shares = list(shares)
    spare = sum(max(0.0, share - need) for share, need in zip(shares, most, strict=True))
    wanted = sum(max(0.0, need - share) for share, need in zip(shares, most, strict=True))
    given = min(spare, wanted)
    if given < LEAST_GIVEN:
        return shares
    wide = [share > need for share, need in zip(shares, most, strict=True)]
    left = given
    while left > 0.01:
        needy = [i for i, share in enumerate(shares) if not wide[i] and share < most[i] - 0.001]
        total = sum(weights[i] for i in needy)
        parts = {i: min(left * weights[i] / total, most[i] - shares[i]) for i in needy}
        for i, part in parts.items():
            shares[i] += part
        left -= sum(parts.values())
    return [share - (share - most[i]) * given / spare if wide[i] else share for i, share in enumerate(shares)]
