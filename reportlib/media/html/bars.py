"""A chart as bars of the page itself, for a narrow screen: a name, a value and a box of its share."""

from __future__ import annotations

import re
from decimal import Decimal

from reportlib.look import LIGHT
from reportlib.model.blocks import ChartBlock

MOST = 40
_FILL = re.compile(rf"<path[^>]*style=\"fill: ({LIGHT['structure']}|{LIGHT['bar']})")


def bars(block: ChartBlock) -> list[dict]:
    """The points as ``{"label", "figure", "share", "meant"}``, the share in per cent of the greatest; none where they are not
    values of one kind, each with a name of its own."""
    values = [point.figure.value for point in block.points]
    kinds = {point.figure.percent for point in block.points}
    names = {point.label.text for point in block.points}
    if not 1 < len(values) <= MOST or None in values or len(kinds) > 1 or len(names) < len(values):
        return []
    numbers = [Decimal(value or 0) for value in values]
    if min(numbers) < 0 or not max(numbers):
        return []
    drawn = _FILL.findall(block.svg)
    meant = [colour == LIGHT["structure"] for colour in drawn] if len(drawn) == len(values) else [False] * len(values)
    return [
        {
            "label": point.label.text,
            "figure": point.figure,
            "share": f"{100 * number / max(numbers):.1f}",
            "meant": is_meant,
        }
        for point, number, is_meant in zip(block.points, numbers, meant, strict=True)
    ]
