"""Texts in pieces that fit a slide."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportlib.media import columns
from reportlib.media.pdf.glyphs import breakable, width
from reportlib.media.slides.sizes import KEPT_HEADROOM
from reportlib.model.texts import Line

# ------------------------------------------------------------------------------------------------------ text


@dataclass(frozen=True)
class TextPart:
    """A paragraph or an item of a list, or a piece of one that ``goes_on`` from the slide before."""

    line: Line
    item: bool = False
    goes_on: bool = False


def runs_view(line: Line) -> list[dict]:
    """A text as the template reads it, piece by piece; ``target`` is where a reference leads."""
    return [
        {"text": breakable(piece.text), "strong": piece.strong} | ({"target": piece.target} if piece.target else {})
        for piece in line.pieces
    ]


def lines_of(text: str, ems: float, headroom: float = KEPT_HEADROOM) -> int:
    """How many lines a text takes in so many em, of which ``headroom`` is taken to hold letters."""
    return columns.lines_of(line_widths(text), ems * headroom)


@functools.lru_cache(maxsize=20_000)
def line_widths(text: str) -> tuple[float, ...]:
    """How long each line of a text is, in em: asked again and again for every type size that is tried."""
    return tuple(width(line) + 0.25 * len(_MIXED.findall(line)) for line in text.split("\n"))


# typst sets a quarter of an em between a Chinese character and a Latin letter or figure.
_MIXED = re.compile(r"[\u2e80-\u2fff\u3040-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z](?=[\u2e80-\u2fff\u3040-\u9fff])")


_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n」』）]*")


def cut_line(line: Line, ems: float, most: int) -> Iterator[Line]:
    """A text in pieces of at most ``most`` lines, parted after sentences; a longer sentence anywhere."""
    text, at = line.text, 0
    ends = [found.end() for found in _SENTENCE.finditer(text) if found.end()]
    while at < len(text):
        end = max((e for e in ends if e > at and lines_of(text[at:e].strip("\n"), ems) <= most), default=0)
        if not end:
            end, room = at, most * max(ems * KEPT_HEADROOM, 1.0)
            while end < len(text) and (width(text[at : end + 1]) <= room - ems / 2 or end == at):
                end += 1
        yield _between(line, at, end)
        at = end


_WHOLE = re.compile(r"[^。！？\n]*[。！？\n」』）]*")


def begun_line(line: Line, ems: float, most: int) -> Line:
    """The whole sentences at the beginning of a text that ``most`` lines hold: all of it, or none."""
    text = line.text
    ends = (found.end() for found in _WHOLE.finditer(text) if found.end())
    return _between(line, 0, max((e for e in ends if lines_of(text[:e].strip("\n"), ems) <= most), default=0))


def without_line_ends(line: Line) -> Line:
    """A text without the line ends it begins and ends with."""
    text = line.text
    return _between(line, len(text) - len(text.lstrip("\n")), len(text.rstrip("\n")))


def _between(line: Line, start: int, end: int) -> Line:
    found, at = [], 0
    for piece in line.pieces:
        text = piece.text[max(0, start - at) : max(0, end - at)]
        if text:
            found.append(replace(piece, text=text))
        at += len(piece.text)
    return Line(tuple(found))


def parted(
    heights: Sequence[float], room: float, joined: Callable[[int], bool] = lambda at: False, alone: bool = False
) -> list[range]:
    """Which of several things, one under another, go on which slide: on as few as they can, about equally full.

    No slide has one thing alone unless it must, and none begins with a thing that is ``joined`` to what stands before it.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(heights) + 1):
        options, height = [], 0.0
        for start in range(end - 1, -1, -1):
            height += heights[start]
            if height > room and start < end - 1:
                break
            lone = 0 if alone or end - start > 1 or len(heights) == 1 else 3
            cost = 10 + ((room - height) / room) ** 2 + lone + (4 if start and joined(start) else 0)
            options.append((best[start][0] + cost, start))
        best.append(min(options))
    found, end = [], len(heights)
    while end:
        found.append(range(best[end][1], end))
        end = best[end][1]
    return found[::-1]


def merged(parts: Sequence[TextPart]) -> list[TextPart]:
    """Pieces of one paragraph that stand on one slide, put together again."""
    found: list[TextPart] = []
    for part in parts:
        if part.goes_on and found:
            found[-1] = replace(found[-1], line=Line.joined(found[-1].line, part.line))
        else:
            found.append(part)
    return found
