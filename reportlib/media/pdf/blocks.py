"""Blocks of the document as the template sets them: texts, lists, figures, charts, attached pages."""

from __future__ import annotations

import re

from reportlib.media.pdf.cells import captions_view, facts_view, run_view, source_view
from reportlib.media.pdf.glyphs import breakable, plain_text, shortened, width
from reportlib.media.pdf.sizes import TALLEST_CHART, TEXT_WIDTH
from reportlib.media.pdf.tables import table_view


def _runs(runs: list[dict]) -> list[dict]:
    return [run_view(run) for run in runs]


def _prose(block: dict) -> dict | None:
    return {"kind": "prose", "runs": _runs(block["runs"])} if any(run["text"] for run in block["runs"]) else None


def _list(block: dict) -> dict | None:
    items = [_runs(item) for item in block["items"] if any(run["text"] for run in item)]
    return {"kind": "list", "items": items} if items else None


def _figures(block: dict) -> dict | None:
    """The big figures, up to four a row; one that is too long for its column is set smaller, a word instead of a figure grey."""
    count = len(block["items"])
    if not count:
        return None
    per_row = 3 if count in (3, 5, 6, 9) else 4
    room = (TEXT_WIDTH - (per_row - 1) * 12) / per_row
    items = []
    for item in block["items"]:
        is_figure = any(c.isdigit() for c in item["text"])
        text, beside, below = item["text"], " ".join(filter(None, (item["unit"], item["note"]))), ""
        if width(text, 22) + width(beside, 8.5) + 5 > room:
            beside, below = item["unit"], item["note"]
        size = (room - min(width(beside, 8.5) + 5, room / 2)) / max(width(text), 0.1)
        size = max(11.0, min(22.0 if is_figure else 14.0, size))
        texts = {"text": text, "beside": beside, "below": below, "label": item["label"]}
        items.append(
            {key: breakable(text, 16) for key, text in texts.items()}
            | {"size": round(size, 1), "figure": is_figure}
            | facts_view(item)
        )
    return {"kind": "figures", "per_row": per_row, "items": items}


def _chart(block: dict) -> dict:
    """A chart as wide as the text, or less where it would be taller than a page."""
    ratio = 0.5
    if box := re.search(r'viewBox="[\d.+-]+[ ,]+[\d.+-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', block["svg"]):
        ratio = float(box[2]) / max(float(box[1]), 1e-6)
    return {
        "kind": "chart",
        "svg": block["svg"],
        "width": round(min(1.0, TALLEST_CHART / max(ratio * TEXT_WIDTH, 1e-6)), 4),
        "alt": plain_text(block["alt"]) or plain_text(block["caption"]) or "圖",
        **captions_view(block),
        **facts_view(block),
    }


def _attached(block: dict) -> list[dict]:
    """The pages of an attachment, each a block of its own; the first carries number, title and source."""
    count = len(block["pages"])
    title = "　".join(filter(None, (plain_text(block["number"]), plain_text(block["caption"]))))
    return [
        {
            "kind": "sheet",
            "id": block.get("id", "") if at == 1 else "",
            "title": breakable(title, 18) if at == 1 else "",
            "source": source_view(block["source"]) if at == 1 else [],
            "count": f"{shortened(block['number'] or block['caption'], 16)}　第 {at}／{count} 頁",
            "data": page["data"],
            "format": {"image/png": "png", "image/jpeg": "jpg"}[page["media_type"]],
            "width": page["width"],
            "height": page["height"],
            "wide": page["width"] > page["height"],
            "alt": plain_text(page["alt"]) or f"{title}　第 {at}／{count} 頁",
        }
        for at, page in enumerate(block["pages"], 1)
    ]


BLOCK_VIEWS = {
    "prose": _prose,
    "list": _list,
    "figures": _figures,
    "table": table_view,
    "chart": _chart,
    "pages": _attached,
}
