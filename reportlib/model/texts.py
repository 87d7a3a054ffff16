"""A text that knows who wrote each piece of it."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from reportlib import wording
from reportlib.text import Quoted

Author = Literal["written", "quoted", "fact"]


OR_SECTION = "?"  # at the end of a reference: to its section, where what it names is not shown


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text that one author wrote: we ourselves (*written*), somebody else (*quoted*), or a computation (*fact*).

    ``fact`` is what a notebook calls the fact, and its number (F-0012) in a document; ``value`` its printed value as a
    number, of a share (``percent``) the fraction. ``ref`` is where a reference leads as a notebook says it
    (``50-requests#table``), ``target`` the id of the section or block in the document.
    """

    text: str
    author: Author = "written"
    strong: bool = False
    fact: str = ""
    value: str | None = None
    percent: bool = False
    ref: str = ""
    target: str = ""


@dataclass(frozen=True)
class Line:
    """A text in pieces: a caption, a cell, a paragraph. ``str`` gives what is printed of it."""

    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, text: str) -> Line:
        """A text of one piece: quoted where it is a :class:`~reportlib.text.Quoted`, else written; nothing of an empty one."""
        if not text:
            return EMPTY
        return cls((Piece(str(text), "quoted" if isinstance(text, Quoted) else "written"),))

    @classmethod
    def joined(cls, *parts: str | Piece | Line) -> Line:
        """One text of several, one after the other."""
        pieces: list[Piece] = []
        for part in parts:
            pieces += (part,) if isinstance(part, Piece) else (part if isinstance(part, Line) else cls.of(part)).pieces
        return cls(tuple(pieces))

    @functools.cached_property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def single(self) -> Piece:
        """The piece that the whole text is; an empty one where there are none or several."""
        return self.pieces[0] if len(self.pieces) == 1 else NOTHING

    @property
    def fact(self) -> str:
        """The fact that the whole text is, "" for a sentence and for a text without."""
        return self.single.fact

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact in it, in reading order."""
        return tuple(piece.fact for piece in self.pieces if piece.fact)

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return any(piece.text for piece in self.pieces)


NOTHING = Piece("")
EMPTY = Line()


def is_annexed(target: str) -> bool:
    """Whether a reference leads to a table that is in the annex files only."""
    return target.startswith("x-")


def said(piece: Piece, page: str = "") -> str:
    """What is printed of a piece: its text, or 「第 12 頁」 for a reference, 「附表 1（第 12 頁）」 to what only the annexes hold."""
    if not piece.target:
        return piece.text
    on_page = wording.said("第 {page} 頁", page=page)
    return f"{piece.text}（{on_page}）" if is_annexed(piece.target) else on_page


def listed(texts: Iterable[str], separator: str = "、") -> Line:
    """Several texts as one, the separator between them."""
    parts: list[str] = []
    for text in texts:
        parts += [separator, text] if parts else [text]
    return Line.joined(*parts)
