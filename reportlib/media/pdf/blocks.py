"""Blocks of the document as the template sets them: texts, lists, figures, charts, attached pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlib.media.columns import figures_per_row
from reportlib.media.drawings import IMAGE_SUFFIXES, svg_size
from reportlib.media.pdf.cells import captions_view, facts_view, runs_view
from reportlib.media.pdf.glyphs import breakable, plain_text, shortened, width
from reportlib.media.pdf.layouts import LAYOUTS, layout_view
from reportlib.media.pdf.sizes import BESIDE_WIDTH, TALLEST_CHART, TEXT_WIDTH
from reportlib.media.pdf.tables import table_view
from reportlib.model import walk
from reportlib.model.blocks import Block, ChartBlock, FiguresBlock, ListBlock, PagesBlock, ParagraphBlock, TableBlock
from reportlib.wording import own, said

OF_PAGES = "第 {at}／{count} 頁"


def _prose(block: ParagraphBlock) -> dict | None:
    return {"kind": "prose", "label": block.label, "runs": runs_view(block.text)} if block.text or block.label else None


def _list(block: ListBlock) -> dict | None:
    items = [runs_view(item) for item in block.items if item]
    return {"kind": "list", "items": items} if items else None


def _figures(block: FiguresBlock) -> dict | None:
    """The big figures, up to four a row; one that is too long for its column is set smaller, a word instead of a figure grey."""
    count = len(block.items)
    if not count:
        return None
    per_row = figures_per_row(count)
    room = (TEXT_WIDTH - (per_row - 1) * 12) / per_row
    items = []
    for item in block.items:
        text, unit, note = item.figure.text, item.unit.text, item.note.text
        is_figure = any(c.isdigit() for c in text)
        beside, below = " ".join(filter(None, (unit, note))), ""
        if width(text, 22) + width(beside, 8.5) + 5 > room:
            beside, below = unit, note
        size = (room - min(width(beside, 8.5) + 5, room / 2)) / max(width(text), 0.1)
        size = max(11.0, min(22.0 if is_figure else 14.0, size))
        texts = {"text": text, "beside": beside, "below": below, "label": item.label.text}
        items.append(
            {key: breakable(text, 16) for key, text in texts.items()}
            | {"size": round(size, 1), "figure": is_figure}
            | facts_view((item.figure.fact, *item.label.facts, *item.unit.facts, *item.note.facts))
        )
    return {"kind": "figures", "per_row": per_row, "items": items}


def _table(block: TableBlock) -> dict:
    return layout_view(block) if block.layout in LAYOUTS else table_view(block)


def _chart(block: ChartBlock) -> dict:
    """A chart as wide as the text, or less where it would be taller than a page."""
    wide, high = svg_size(block.svg) or (2.0, 1.0)
    ratio = high / max(wide, 1e-6)
    return {
        "kind": "chart",
        "svg": block.svg,
        "width": round(min(1.0, TALLEST_CHART / max(ratio * TEXT_WIDTH, 1e-6)), 4),
        "alt": plain_text(block.alt.text) or plain_text(block.caption.text) or own("圖"),
        **captions_view(block),
        **facts_view(walk.facts_on_page(block)),
    }


def pair_view(block: Block, after: Block | None) -> dict | None:
    """A chart that is to stand beside the table after it, with that table; None where there is no such pair, or where the
    table is no plain one, or too wide for half the width."""
    if not (isinstance(block, ChartBlock) and block.beside_table and isinstance(after, TableBlock)):
        return None
    table = table_view(after, BESIDE_WIDTH) if after.layout == "rows" else {"wide": True}
    return None if table["wide"] or not table["keep"] else {"kind": "pair", "chart": _chart(block), "table": table}


def _attached(block: PagesBlock) -> list[dict]:
    """The pages of an attachment, each a block of its own; the first carries number, title and source."""
    count = len(block.pages)
    title = "　".join(filter(None, (plain_text(block.number), plain_text(block.caption.text))))
    return [
        {
            "kind": "sheet",
            "id": block.id if at == 1 else "",
            "title": breakable(title, 18) if at == 1 else "",
            "source": breakable(plain_text(block.note.text)) if at == 1 else "",
            "count": f"{shortened(block.number or block.caption.text, 16)}　{said(OF_PAGES, at=at, count=count)}",
            "data": page.data,
            "format": IMAGE_SUFFIXES[page.media_type],
            "width": page.width,
            "height": page.height,
            "wide": page.width > page.height,
            "alt": plain_text(page.alt.text) or f"{title}　{said(OF_PAGES, at=at, count=count)}",
        }
        for at, page in enumerate(block.pages, 1)
    ]


# What a block is on the page by its kind: one block of the template, several, or none where it is empty.
BLOCK_VIEWS: dict[str, Callable[[Any], dict | list[dict] | None]] = {
    "prose": _prose,
    "list": _list,
    "figures": _figures,
    "table": _table,
    "chart": _chart,
    "pages": _attached,
}
