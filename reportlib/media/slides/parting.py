"""Texts in pieces that fit a slide."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterator, Sequence

from reportlib.media.pdf.glyphs import breakable, width
from reportlib.media.slides.sizes import KEPT_HEADROOM

Runs = list[dict]


# ------------------------------------------------------------------------------------------------------ text


def text_of(runs: Runs) -> str:
    return "".join(run["text"] for run in runs)


def shown_run(runs: Runs) -> Runs:
    """Runs as the template reads them."""
    return [
        {"text": breakable(run["text"]), "strong": bool(run.get("strong"))}
        | {key: run[key] for key in ("target", "slide") if key in run}
        for run in runs
    ]


def lines_of(text: str, ems: float, headroom: float = KEPT_HEADROOM) -> int:
    ems = max(ems * headroom, 1.0)
    return sum(max(1, math.ceil(long / ems)) for long in line_widths(text))


@functools.lru_cache(maxsize=20_000)
def line_widths(text: str) -> tuple[float, ...]:
    """How long each line of a text is, in em: asked again and again for every type size that is tried."""
    return tuple(width(line) + 0.25 * len(_MIXED.findall(line)) for line in text.split("\n"))


# typst sets a quarter of an em between a Chinese character and a Latin letter or figure.
_MIXED = re.compile(r"[\u2e80-\u2fff\u3040-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z](?=[\u2e80-\u2fff\u3040-\u9fff])")


_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n」』）]*")


def cut_runs(runs: Runs, ems: float, most: int) -> Iterator[Runs]:
    """Runs in pieces of at most ``most`` lines, parted after sentences; a longer sentence anywhere."""
    text, at = text_of(runs), 0
    ends = [found.end() for found in _SENTENCE.finditer(text) if found.end()]
    while at < len(text):
        end = max((e for e in ends if e > at and lines_of(text[at:e].strip("\n"), ems) <= most), default=0)
        if not end:
            end, room = at, most * max(ems * KEPT_HEADROOM, 1.0)
            while end < len(text) and (width(text[at : end + 1]) <= room - ems / 2 or end == at):
                end += 1
        yield _between(runs, at, end)
        at = end


def _between(runs: Runs, start: int, end: int) -> Runs:
    found, at = [], 0
    for run in runs:
        piece = run["text"][max(0, start - at) : max(0, end - at)]
        if piece:
            found.append(run | {"text": piece})
        at += len(run["text"])
    return found


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


def merged_pieces(pieces: list[dict]) -> list[dict]:
    """Pieces of one paragraph that stand on one slide, put together again."""
    found: list[dict] = []
    for piece in pieces:
        if piece.get("goes_on") and found:
            found[-1] = found[-1] | {"runs": found[-1]["runs"] + piece["runs"]}
        else:
            found.append(piece)
    return found
