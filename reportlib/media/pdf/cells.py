"""Cells, runs, captions and sources as the template sets them."""

from __future__ import annotations

import re

from reportlib.document.model import called, is_annexed
from reportlib.media.pdf.glyphs import breakable, plain_text


def run_view(run: dict) -> dict:
    """A run or cell as the template sets it; of a reference it finds the page."""
    reference = (
        {"target": run["target"], "name": run["text"] if is_annexed(run["target"]) else ""} if run.get("target") else {}
    )
    return (
        {"text": breakable(run["text"]), "strong": bool(run.get("strong")), "anchor": run.get("anchor", "")}
        | reference
        | facts_view(run)
    )


def facts_view(value) -> dict:
    """What marks the place of a run, an item or a drawing for the register: the facts that stand there."""
    found = list(dict.fromkeys(called(value)))
    return {"facts": found} if found else {}


def gather(rows: list[dict]) -> None:
    """Have one mark, in the first cell, for all facts of rows that stand on one page: typst looks for each mark."""
    cells = [cell for row in rows for cell in row["cells"]]
    found = list(dict.fromkeys(number for cell in cells for number in cell.pop("facts", ())))
    if found:
        cells[0]["facts"] = found


def captions_view(block: dict) -> dict:
    return (
        {"id": block.get("id", "")}
        | {key: breakable(plain_text(block[key])) for key in ("number", "caption", "unit")}
        | {"source": source_view(block["source"])}
    )


def source_view(text: str) -> list[dict]:
    """A source line in pieces, those that are ids of facts by themselves."""
    pieces = re.split(r"(F-\d{4,})", plain_text(text))
    return [{"text": breakable(piece), "fact": piece if at % 2 else ""} for at, piece in enumerate(pieces) if piece]
