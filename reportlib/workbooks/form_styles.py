"""How the cells of the workbooks look that people fill in, by what they are, and how high their rows are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from reportlib.cells import text_width
from reportlib.workbooks.workbook import NumberFormat, SheetCell, Style

LINE, TITLE = 14, 26  # points

NAVY, OCHRE, PALE, GIVEN, GREY, INK, HAIRLINE, WHITE = (
    "0F4C75",
    "C27C0E",
    "D8E1EA",
    "EEF2F6",
    "5D6873",
    "1B2631",
    "D8DEE4",
    "FFFFFF",
)
FONT = "Microsoft JhengHei"  # on every Windows with Chinese; other systems take their own

_text = partial(Style, FONT, 10, upright="top", line="")
_lined = partial(_text, line=HAIRLINE)
_head = partial(Style, FONT, 10, bold=True, wrap=True, line=HAIRLINE, upright="middle")
STYLES = {
    "title": Style(FONT, 15, NAVY, bold=True, upright="middle", line=""),
    "subtitle": _text(INK),
    "explanation": Style(FONT, 9, GREY, wrap=True, upright="bottom", align="start", indent=1, line=""),
    "must": _head(WHITE, fill=NAVY),
    "may": _head(NAVY, fill=PALE),
    "label": _lined(NAVY, bold=True, wrap=True),
    "line": _lined(INK, wrap=True),
    "plain": _text(INK, wrap=True),
    "note": Style(FONT, 9, OCHRE, upright="top", line=""),
    "text": _lined(INK, wrap=True, format="text"),
    "date": _lined(INK, format="text"),
    "count": _lined(INK, format=NumberFormat(grouped=True)),
    "given": _lined(INK, fill=GIVEN, wrap=True, format="text"),
}


def row_heights(
    lines: Sequence[Sequence[SheetCell]], widths: Sequence[int], styles: Mapping[str, Style] = STYLES
) -> tuple[tuple[int, int], ...]:
    """The height of every row whose texts need more than a line."""
    found = []
    for r, row in enumerate(lines, 1):
        wrapped = [
            (cell.value, width - 2 * styles[cell.style].indent)
            for cell, width in zip(row, widths, strict=False)
            if isinstance(cell.value, str) and styles[cell.style].wrap
        ]
        needed = max(
            (
                sum(max(1, -(-text_width(line) * 9 // (10 * width - 15))) for line in text.split("\n"))
                for text, width in wrapped
            ),
            default=1,
        )
        if row and row[0].style == "title":
            found.append((r, TITLE))
        elif needed > 1:
            found.append((r, needed * LINE + 3))
    return tuple(found)
