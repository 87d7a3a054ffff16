"""Several displays shown by one cell, one under the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlib.display.display import Display
from reportlib.facts.facts import Fact
from reportlib.model.blocks import Block


@dataclass(frozen=True, repr=False)
class Several(Display):
    """Displays in their order; each keeps its own place, caption and slide."""

    parts: tuple[Display, ...]

    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for part in self.parts for block in part.blocks())

    def as_html(self) -> str:
        return "".join(part.as_html() for part in self.parts)

    def as_text(self) -> str:
        return "\n".join(part.as_text() for part in self.parts)

    def facts(self) -> Iterator[Fact]:
        return (fact for part in self.parts for fact in part.every_fact())
