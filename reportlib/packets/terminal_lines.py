"""Texts of a packet as lines of a terminal: no control character, no line wider than the window, Chinese broken by its rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

_PIECE = re.compile(r"[（〔「『《〈]*(?:[!-~–]+|.)[，。、；：！？」』）〕》〉…％]* *")


def plainly(text: str) -> str:
    """A text as a terminal may show it: what comes from a file moves no cursor."""
    return "".join(c if c.isprintable() or c == "　" else "□" for c in text)


def hanging(first: str, text: str, width: int, later: str | None = None) -> Iterator[str]:
    """The text in lines of at most ``width`` columns of a terminal, the first and the later ones with their beginning.

    Chinese breaks anywhere but before closing punctuation, words and numbers stay whole where they fit; no control
    character of a text reaches the terminal.
    """
    later = " " * cell_len(first) if later is None else later
    room = max(width - cell_len(first), 20)
    line = ""
    for piece in _pieces(plainly(text), room):
        if line and cell_len(line + piece.rstrip()) > room:
            yield (first + line).rstrip()
            first, line, room = later, "", max(width - cell_len(later), 20)
        line += piece
    yield (first + line).rstrip()


def _pieces(text: str, room: int) -> Iterable[str]:
    """What no line break parts: a character of Chinese or a word, with its brackets and the spaces behind it."""
    for piece in _PIECE.findall(text):
        while cell_len(piece) > room:
            yield piece[: room // 2]
            piece = piece[room // 2 :]
        yield piece
