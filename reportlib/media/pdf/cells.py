"""Pieces of a text, cells, captions and sources as the template sets them."""

from __future__ import annotations

import re
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
    return run | reference | facts_view([piece.fact])


def cell_view(cell: Line) -> dict:
    """A cell: the one piece that it is, else a sentence as one text, with the facts in it."""
    if len(cell.pieces) == 1:
        return run_view(cell.single)
    return {"text": breakable(cell.text), "strong": False, "anchor": ""} | facts_view(cell.facts)


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
        | {"source": source_view(block.source)}
    )


def source_view(source: Line) -> list[dict]:
    """A source line in pieces, those that are ids of facts by themselves."""
    pieces = re.split(r"(F-\d{4,})", plain_text(source.text))
    return [{"text": breakable(piece), "fact": piece if at % 2 else ""} for at, piece in enumerate(pieces) if piece]
