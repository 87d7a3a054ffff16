"""What stands on a slide beside tables: paragraphs and items, big figures, figures in a line or at the side; each with its height."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from reportlib.media.pdf.glyphs import breakable, plain_text, width
from reportlib.media.slides.parting import lines_of, shown_run, text_of
from reportlib.media.slides.sizes import ASIDE, GUTTER, NOTE, TEXT_LINE, WIDTH


def ems(part: dict, size: float) -> float:
    return (WIDTH - (1.4 * size if part["item"] else 0)) / size


def parts_of(block: dict) -> Iterator[dict]:
    if block["kind"] == "list":
        yield from ({"item": True, "runs": item} for item in block["items"] if text_of(item).strip())
    else:
        yield {"item": False, "runs": block["runs"]}


def part_height(part: dict, size: float) -> float:
    return size * (TEXT_LINE * lines_of(text_of(part["runs"]).strip("\n"), ems(part, size)) + 0.55)


def text_element(parts: list[dict], size: float, above: float = 0) -> dict:
    """Paragraphs and items in one size of type, ``above`` points under what stands over them."""
    shown = [
        {
            "item": part["item"] and not part.get("goes_on"),
            "under": part["item"] and bool(part.get("goes_on")),
            "runs": shown_run(part["runs"]),
        }
        for part in parts
    ]
    return {"kind": "text", "size": size, "parts": shown, "above": above}


def big_figures(items: list[dict], largest: float) -> tuple[dict, float]:
    """The big figures, up to four a row, and their height."""
    count = max(1, len(items))
    per_row = min(count, 3 if count in (3, 5, 6, 9) else 4)
    each = (WIDTH - (per_row - 1) * GUTTER) / per_row
    label_size = round(largest / 3, 1)
    found = []
    for item in items:
        is_figure = any(c.isdigit() for c in item["text"])
        beside = item.get("unit", "")
        size = min(
            largest if is_figure else largest * 0.55, (each - width(beside, 14) - 6) / max(width(item["text"]), 0.1)
        )
        found.append(
            {
                "text": breakable(item["text"], 16),
                "beside": beside,
                "below": item.get("note", ""),
                "label": breakable(item["label"], 16),
                "size": round(max(14.0, size), 1),
                "figure": is_figure,
            }
        )
    rows = math.ceil(count / per_row)
    labels = max((lines_of(item["label"], each / label_size) for item in items), default=1) * label_size * 1.35
    height = largest * 1.15 + 16 + labels + (18 if any(item.get("note") for item in items) else 0)
    element = {
        "kind": "figures",
        "per_row": per_row,
        "items": found,
        "gutter": GUTTER,
        "high": round(largest * 1.15, 1),
        "label_size": label_size,
    }
    return element, height * rows + 16 * (rows - 1)


def strip(items: list[dict]) -> tuple[dict, float]:
    """Figures in one line over a table or a text."""
    per_row = min(4, len(items))
    rows = math.ceil(len(items) / per_row)
    return {"kind": "strip", "items": aside(items), "per_row": per_row}, rows * 26.0 + 10


def aside(items: list[dict]) -> list[dict]:
    """Figures one under another: the first big, the others small."""
    found = []
    for at, item in enumerate(items):
        beside = item.get("unit", "")
        most = (54.0 if any(c.isdigit() for c in item["text"]) else 26.0) if at == 0 else 17.0
        size = min(most, (ASIDE - width(beside, 14) - 6) / max(width(item["text"]), 0.1))
        found.append(
            {
                "text": breakable(item["text"], 16),
                "label": breakable(item["label"], 16),
                "beside": beside,
                "size": round(max(12.0, size), 1),
            }
        )
    return found


def svg_size(svg: str) -> tuple[float, float]:
    box = re.search(r'viewBox="[\d.+-]+[ ,]+[\d.+-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', svg)
    return (max(float(box[1]), 1.0), max(float(box[2]), 1.0)) if box else (WIDTH, WIDTH / 2)


def unit_and_note(block: dict) -> tuple[str, str]:
    """What stands small over the right edge, and what is too long for that. Fact numbers are for the document."""
    unit = plain_text(block.get("unit", ""))
    note = "　".join(part for part in plain_text(block.get("source", "")).split("　") if not part.startswith("出處："))
    both = "　".join(filter(None, (unit, note)))
    return (both, "") if width(both, NOTE) <= 380 else (unit, note)
