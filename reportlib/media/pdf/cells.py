"""Pieces of a text, cells, captions and sources as the template sets them."""

from __future__ import annotations

from collections.abc import Iterable

from reportlib.media.pdf.glyphs import breakable, plain_text
from reportlib.model.blocks import CaptionedBlock
from reportlib.model.texts import Line, Piece, is_annexed


def runs_view(line: Line) -> list[dict]:
    """A paragraph or item, piece by piece."""
    return [run_view(piece) for piece in line.pieces]


def run_view(piece: Piece) -> dict:
    """A piece as the template sets it; of a reference it finds the page."""
    reference = {}
    if piece.target:
        reference = {"target": piece.target, "name": piece.text if is_annexed(piece.target) else ""}
    run = {"text": breakable(piece.text), "strong": piece.strong, "anchor": ""}
    return run | reference | facts_view([piece.fact]) | _proof(piece.fact)


def cell_view(cell: Line) -> dict:
    """A cell: the one piece that it is, else a sentence as one text, with the facts in it."""
    if len(cell.pieces) == 1:
        return run_view(cell.single)
    shown = {"text": breakable(cell.text), "strong": False, "anchor": ""}
    return shown | facts_view(cell.facts) | _proof(next(iter(cell.facts), ""))


def _proof(fact: str) -> dict:
    """The figure whose proof a text leads to (:func:`reportlib.media.pdf.view.leading`)."""
    return {"to": fact} if fact else {}


def facts_view(numbers: Iterable[str]) -> dict:
    """What marks a place for the register: the facts that stand there, each once; nothing where there are none."""
    found = list(dict.fromkeys(filter(None, numbers)))
    return {"facts": found} if found else {}


def gather(rows: list[dict]) -> None:
    """Have one mark, in the first cell, for all facts of rows that stand on one page: typst looks for each mark."""
    cells = [cell for row in rows for cell in row["cells"]]
    found = list(dict.fromkeys(number for cell in cells for number in cell.pop("facts", ())))
    if found:
        cells[0]["facts"] = found


def captions_view(block: CaptionedBlock) -> dict:
    texts = {"number": block.number, "caption": block.caption.text, "unit": block.unit.text}
    return (
        {"id": block.id}
        | {key: breakable(plain_text(text)) for key, text in texts.items()}
        | {"source": breakable(plain_text(block.note.text))}
    )
