"""The desks that a dataset passes before it is open, and what each may say of it (``params/rules/openings.yaml``)."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from reportlib import messages
from reportlib.meeting.fields import Cited, Model, Text
from reportlib.meeting.rulebooks import Rulebook, Word
from reportlib.text import spelling

DeskName = Literal["first_review", "centre_review", "consent", "entry", "online_review", "publication"]
# What an outcome means for the way of a dataset: on to the next desk, the same without a day, not yet, back to the unit, not
# to be opened, taken back by the unit.
Meant = Literal["passed", "skipped", "waiting", "returned", "refused", "withdrawn"]
PASSED: tuple[Meant, ...] = ("passed", "skipped")
CLOSED: tuple[Meant, ...] = ("refused", "withdrawn")


class Desk(Model):
    """One desk: ``name`` is printed, ``by`` is who sits at it, ``days`` how long a dataset may lie there (calendar days; none: it waits for
    a meeting). Its two columns of the list are ``<desk>_on`` and ``<desk>_outcome``."""

    desk: DeskName
    name: Text
    by: Text
    days: int | None = Field(default=None, ge=1, le=3650)

    @property
    def on(self) -> str:
        return f"{self.desk}_on"

    @property
    def outcome(self) -> str:
        return f"{self.desk}_outcome"


class OpeningOutcome(Word):
    """A word that a desk may say, and what it means."""

    means: Meant


class Returned(Model):
    """What is said of a dataset that a desk has sent back: how it is called, with whom it is, and for how long it may be there."""

    name: Text
    by: Text
    days: int | None = Field(default=None, ge=1, le=3650)


class OpeningRules(Rulebook):
    """The desks in their order. The last one opens the dataset."""

    desks: list[Desk] = Field(min_length=1)
    returned: Returned
    days_source: Cited  # of the days
    outcomes: list[OpeningOutcome] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [text for one in self.desks for text in (one.desk, one.name)]
        said = [spelling(text) for one in self.outcomes for text in (one.word, *one.spellings)]
        for texts in (names, said):
            if twice := next((text for text in texts if texts.count(text) > 1), None):
                raise ValueError(messages.word_twice(word=twice))
        if "passed" not in {one.means for one in self.outcomes}:
            raise ValueError(messages.no_outcome_passes())
        return self

    def spelled(self) -> dict[str, OpeningOutcome]:
        """Every known spelling of an outcome, as it is compared, to the outcome."""
        return {spelling(text): one for one in self.outcomes for text in (one.word, *one.spellings)}
