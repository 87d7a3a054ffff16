"""A figure explained in the cell of a notebook, in the words of ``packet explain``, before there is a packet."""

from __future__ import annotations

import dataclasses
import html
from dataclasses import dataclass

from reportlib.facts.facts import Fact
from reportlib.facts.record import FactRecord, record_of
from reportlib.facts.words import lines

DEEPEST = 3


@dataclass(frozen=True, repr=False)
class Explanation:
    """The lines of a derivation, each with its depth."""

    lines: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, fact: Fact) -> Explanation:
        """Of a figure, or of a step that has no name yet, and of all that it was computed from."""
        asked = fact if fact.name else fact.named(fact.formula(), fact.label or fact.formula())
        found: dict[str, FactRecord] = {}
        waiting = [asked]
        while waiting:
            one = waiting.pop()
            if one.name not in found:
                found[one.name] = dataclasses.replace(record_of(one), id=one.name)
                waiting += one.named_operands()
        return cls(tuple(lines(asked.name, found, DEEPEST)))

    def __repr__(self) -> str:
        return "\n".join("  " * depth + text for depth, text in self.lines)

    def _repr_html_(self) -> str:
        told = (f'<div style="margin-left:{2 * depth}em">{html.escape(text)}</div>' for depth, text in self.lines)
        return "".join(told)
