"""Facts that belong together: a total with its parts along one dimension, or along two."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from reportlib.facts.facts import Fact, Unit


@dataclass(frozen=True)
class Breakdown:
    """A total and its parts along one dimension, in the order they are shown."""

    dimension: str
    parts: Mapping[str, Fact]
    total: Fact

    @property
    def is_absent(self) -> bool:
        return self.total.absence is not None or not self.parts or all(f.absence for f in self.parts.values())

    def descending(self) -> Breakdown:
        """Largest part first; ties keep their order."""
        parts = sorted(self.parts.items(), key=lambda item: -(item[1].value or 0))
        return dataclasses.replace(self, parts=dict(parts))

    def without_zeros(self) -> Breakdown:
        return dataclasses.replace(self, parts={k: f for k, f in self.parts.items() if f.absence or f.value})

    def largest(self) -> tuple[str, Fact]:
        return max(self.parts.items(), key=lambda item: item[1].value or 0)

    def named_shares(self, unit: Unit) -> dict[str, Fact]:
        """Each part over the total, as facts of their own."""
        return {
            key: fact.share_of(self.total, unit).named(f"{fact.name}.share", f"{fact.label}占比")
            for key, fact in self.parts.items()
        }


@dataclass(frozen=True)
class Crosstab:
    """Counts along two dimensions, with the totals of both."""

    row_dimension: str
    cells: Mapping[tuple[str, str], Fact]
    by_row: Breakdown
    by_column: Breakdown

    @property
    def total(self) -> Fact:
        return self.by_row.total
