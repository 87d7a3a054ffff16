"""What stands on a slide beside tables: paragraphs and items, big figures, figures in a line or at the side; each with its height."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from reportlib.media.columns import figures_per_row
from reportlib.media.pdf.glyphs import breakable, plain_text, width
from reportlib.media.slides.parting import TextPart, lines_of, runs_view
from reportlib.media.slides.sizes import ASIDE, GUTTER, NOTE, TEXT_LINE, WIDTH
from reportlib.model.blocks import CaptionedBlock, LabelledFigure, ListBlock, ParagraphBlock


def ems(part: TextPart, size: float) -> float:
    return (WIDTH - (1.4 * size if part.item else 0)) / size


def parts_of(block: ParagraphBlock | ListBlock) -> Iterator[TextPart]:
    if isinstance(block, ListBlock):
        yield from (TextPart(item, item=True) for item in block.items if item.text.strip())
    else:
        yield TextPart(block.text)


def part_height(part: TextPart, size: float) -> float:
    return size * (TEXT_LINE * lines_of(part.line.text.strip("\n"), ems(part, size)) + 0.55)


def text_element(parts: Sequence[TextPart], size: float, above: float = 0) -> dict:
    """Paragraphs and items in one size of type, ``above`` points under what stands over them."""
    shown = [
        {"item": part.item and not part.goes_on, "under": part.item and part.goes_on, "runs": runs_view(part.line)}
        for part in parts
    ]
    return {"kind": "text", "size": size, "parts": shown, "above": above}


def big_figures(items: Sequence[LabelledFigure], largest: float) -> tuple[dict, float]:
    """The big figures, up to four a row, and their height."""
    count = max(1, len(items))
    per_row = min(count, figures_per_row(count))
    each = (WIDTH - (per_row - 1) * GUTTER) / per_row
    label_size = round(largest / 3, 1)
    found = []
    for item in items:
        text, beside = item.figure.text, item.unit.text
        is_figure = any(c.isdigit() for c in text)
        size = min(largest if is_figure else largest * 0.55, (each - width(beside, 14) - 6) / max(width(text), 0.1))
        found.append(
            {
                "text": breakable(text, 16),
                "beside": beside,
                "below": item.note.text,
                "label": breakable(item.label.text, 16),
                "size": round(max(14.0, size), 1),
                "figure": is_figure,
            }
        )
    rows = math.ceil(count / per_row)
    labels = max((lines_of(item.label.text, each / label_size) for item in items), default=1) * label_size * 1.35
    height = largest * 1.15 + 16 + labels + (18 if any(item.note for item in items) else 0)
    element = {
        "kind": "figures",
        "per_row": per_row,
        "items": found,
        "gutter": GUTTER,
        "high": round(largest * 1.15, 1),
        "label_size": label_size,
    }
    return element, height * rows + 16 * (rows - 1)


def strip(items: Sequence[LabelledFigure]) -> tuple[dict, float]:
    """Figures in one line over a table or a text."""
    per_row = min(4, len(items))
    rows = math.ceil(len(items) / per_row)
    return {"kind": "strip", "items": aside(items), "per_row": per_row}, rows * 26.0 + 10


def aside(items: Sequence[LabelledFigure]) -> list[dict]:
    """Figures one under another: the first big, the others small."""
    found = []
    for at, item in enumerate(items):
        text, beside = item.figure.text, item.unit.text
        most = (54.0 if any(c.isdigit() for c in text) else 26.0) if at == 0 else 17.0
        size = min(most, (ASIDE - width(beside, 14) - 6) / max(width(text), 0.1))
        found.append(
            {
                "text": breakable(text, 16),
                "label": breakable(item.label.text, 16),
                "beside": beside,
                "size": round(max(14.0, size), 1),
            }
        )
    return found


def unit_and_note(block: CaptionedBlock) -> tuple[str, str]:
    """What stands small over the right edge, and what is too long for that. Fact numbers are for the document."""
    unit, note = plain_text(block.unit.text), plain_text(block.note.text)
    both = "　".join(filter(None, (unit, note)))
    return (both, "") if width(both, NOTE) <= 380 else (unit, _fitting(note))


def _fitting(note: str) -> str:
    """Of a note what one line holds, whole statements of it; the volume has the rest."""
    kept = ""
    for statement in re.findall(r"[^。；]+[。；]?", note):
        if lines_of(kept + statement, WIDTH / NOTE) > 1:
            break
        kept += statement
    return kept.removesuffix("；")
