"""What meetings decide by, as data (``params/rules/*.yaml``): ratings, marks, outcomes, awards, membership, plans.

A rulebook that scores is in :mod:`reportlib.rules`. To add one: a model here, its entry in ``rules.BOOKS``, its name in
``params.Rulebooks``.
"""

from __future__ import annotations

from typing import Literal

from reportlib.params import Date, Model, Text


class Rulebook(Model):
    """What every rulebook says of itself; printed where the rules are applied."""

    title: Text
    source: Text


# -- star ratings, quality marks, request outcomes ---------------------------------------------------------------------


class Star(Model):
    stars: int
    formats: list[str]


class StarRatings(Rulebook):
    stars: list[Star]

    def of(self, formats: tuple[str, ...] | list[str] | None) -> int | None:
        """The highest rating among the formats; None where none is rated."""
        asked = {f.strip().upper() for f in formats or ()}
        return max((s.stars for s in self.stars if asked & {f.upper() for f in s.formats}), default=None)


class Mark(Model):
    mark: str
    counts_as: list[Literal["platinum", "gold", "silver", "bronze"]]


class QualityMarks(Rulebook):
    listed_since: Date
    not_tested: list[str]
    whitelisted: list[str]
    marks: list[Mark]

    def counting_as(self, level: str) -> set[str]:
        """The marks that count as ``level``: platinum counts as gold too."""
        return {m.mark for m in self.marks if level in m.counts_as}

    @property
    def known(self) -> list[str]:
        return [m.mark for m in self.marks] + self.not_tested


class Outcome(Model):
    outcome: str
    values: list[str]
    answered: bool


class RequestOutcomes(Rulebook):
    outcomes: list[Outcome]
    not_counted: list[str] = []

    def spelled(self) -> dict[str, str]:
        """Every known spelling to its outcome."""
        return {value: o.outcome for o in self.outcomes for value in o.values}
