"""References on slides: to a slide by its number, to what is in the document only by what it is called there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from reportlib.media.slides.sizes import VOLUME, VOLUME_PAGE
from reportlib.model import walk
from reportlib.model.blocks import Block, HeadingBlock
from reportlib.model.texts import Line, Piece
from reportlib.wording import own, said

UNKNOWN_SLIDE = 888  # as wide as any, until the slides are counted
# The parts of a block whose pieces the template sets one by one; the others are plain texts there, which lead nowhere.
_LEADING = frozenset(("message", "text", "item", "cell"))


def pointed(block: Block, there: Collection[str], pages: Mapping[str, int] = {}) -> Block:
    """The block with the words a slide has for its references: a slide's number where the target is ``there``, else the
    volume's, with its page."""

    def change(place: walk.Place, line: Line) -> Line:
        if not any(piece.target for piece in line.pieces):
            return line
        leads = place.part in _LEADING and not isinstance(block, HeadingBlock)
        return Line(tuple(_pointed(piece, leads and piece.target in there, pages) for piece in line.pieces))

    return walk.changed(block, change)


def _pointed(piece: Piece, leads: bool, pages: Mapping[str, int]) -> Piece:
    if not piece.target:
        return piece
    if leads:
        return replace(piece, text=_slide(UNKNOWN_SLIDE))
    page = pages.get(piece.target)
    return replace(piece, text=said(VOLUME_PAGE, page=page) if page else f"{piece.text}（{own(VOLUME)}）", target="")


def _slide(number: int) -> str:
    return said("第 {slide} 張", slide=number)


def landed(view: Any, numbers: Mapping[str, int]) -> Any:
    """What a slide shows as the template reads it: the number of its ``slide`` in place of each reference's ``target``.

    Of several ``targets`` the first that has a slide, 0 where none has.
    """
    if isinstance(view, list):
        return [landed(one, numbers) for one in view]
    if not isinstance(view, dict):
        return view
    found = {key: landed(value, numbers) for key, value in view.items() if key not in ("target", "targets")}
    if "target" in view:
        number = numbers[view["target"]]
        found |= {"text": view["text"].replace(_slide(UNKNOWN_SLIDE), _slide(number)), "slide": number}
    if "targets" in view:
        found["slide"] = next((numbers[target] for target in view["targets"] if target in numbers), 0)
    return found
