"""Drawings as pictures: office programs of every age show a PNG, and not every one an SVG with our fonts."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from reportlib.fonts import printable
from reportlib.media import styles
from reportlib.media.pdf.typst import typeset
from reportlib.model.blocks import ChartBlock

DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
MM_PER_POINT = 25.4 / POINTS_PER_INCH
_SIZE = re.compile(r'<svg\b[^>]*?\bviewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"')


def size_of(svg: str) -> tuple[float, float]:
    """The width and the height of a drawing in points; ValueError for one that does not say it."""
    if not (found := _SIZE.search(svg)):
        raise ValueError("a drawing without a viewBox")
    return float(found[1]), float(found[2])


def pictures(charts: Sequence[ChartBlock], lang: str, timestamp: int) -> list[bytes]:
    """Each chart as a PNG of :data:`DOTS_PER_INCH`, the same bytes for the same drawing; set by typst, in our fonts. RunError R21
    where it refuses one."""
    if not charts:
        return []

    def write(folder: Path) -> None:
        drawings = []
        for number, chart in enumerate(charts, 1):
            width, height = size_of(chart.svg)
            file = f"{number}.svg"
            (folder / file).write_text(chart.svg, "utf-8", newline="\n")
            drawings.append({"file": file, "width": width, "height": height, "alt": printable(chart.alt.text)})
        data = {"title": "drawings", "lang": lang.partition("-")[0], "timestamp": timestamp, "drawings": drawings}
        (folder / "document.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8", newline="\n")
        (folder / "packet.typ").write_bytes((styles.FOLDER / "drawings.typ").read_bytes())

    made = []
    pages = pypdfium2.PdfDocument(typeset(write).pdf)
    try:
        for page in pages:
            data = io.BytesIO()
            page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil().save(data, "PNG", optimize=False)
            made.append(data.getvalue())
    finally:
        pages.close()
    return made
