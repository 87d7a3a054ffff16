"""Facts in a text where they stand as plain digits: in a drawing, on the cover, in captions of the first version."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportlib.model.texts import Line, Piece


def facts_by_text(named: Iterable[Piece]) -> dict[str, list[str]]:
    """Facts by their printed form, in their order: for texts in which they stand as plain digits, as in a drawing."""
    waiting: dict[str, list[str]] = {}
    for piece in named:
        waiting.setdefault(piece.text, []).append(piece.fact)
    return waiting


def naming_of(text: Line | str, waiting: dict[str, list[str]]) -> Line:
    """A text in which each number that is named is a fact, but in a date, a time or an id; of several facts printed alike
    the next is taken each time.
    """
    if not waiting:
        return text if isinstance(text, Line) else Line.of(text)
    printed = "|".join(map(re.escape, sorted(waiting, key=len, reverse=True)))
    found = []
    parts = re.split(rf"(?<![\d,.:/–-])(?<!月)(?<!月 )({printed})(?![\d,.:/–-]*\d| ?[年月])", str(text))
    for part in filter(None, parts):
        facts = waiting.get(part)
        fact = (facts.pop(0) if len(facts) > 1 else facts[0]) if facts else ""
        found.append(Piece(part, "fact" if fact else "written", fact=fact))
    return Line(tuple(found))
