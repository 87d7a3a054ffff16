"""Tables that the page sets in a way of their own (``styles/layouts.typ``): each piece with what marks its place."""

from __future__ import annotations

from typing import get_args

from reportlib.media.pdf.cells import captions_view, facts_view, run_view, runs_view
from reportlib.model import walk
from reportlib.model.blocks import Layout, TableBlock
from reportlib.model.texts import Line

LAYOUTS = frozenset(get_args(Layout)) - {"rows", "pairs3", "record"}


def layout_view(block: TableBlock) -> dict:
    """A table of one of these layouts: its cells by piece, with what each is beside its words."""
    about = (piece.fact for place, piece in walk.pieces(block) if place.part != "cell" and not place.is_on_slide)
    return {
        "kind": "layout",
        "layout": block.layout,
        "columns": [runs_view(column.label) for column in block.columns],
        "weights": list(block.weights),
        "rows": [
            {
                "style": row.style,
                "cells": [_cell(cell) for cell in row.cells],
                "tones": list(row.tones or ("",) * len(row.cells)),
            }
            for row in block.rows
        ],
        "note": runs_view(block.note),
        **captions_view(block),
        **facts_view(about),
    }


def _cell(cell: Line) -> dict:
    """A cell by piece, with its text and the number that it is."""
    pieces = [run_view(piece) | ({"value": piece.value} if piece.value else {}) for piece in cell.pieces]
    return {"text": cell.text, "value": cell.single.value, "runs": pieces, "anchor": "", "strong": False}
