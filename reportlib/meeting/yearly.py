"""What comes once a year, and so is not of every meeting: the awards, with their day, their sections and their inputs.

A meeting reports an event that came after the last one: ``as_of.award`` later than ``as_of.previous_inventory``. ``packet new``
leaves such a day as it is; until a person sets the new one, the event is the last meeting's, and its sections are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from reportlib import messages


@dataclass(frozen=True)
class Yearly:
    """An event of the year: its day (a key of ``as_of``) and what people call it, the sections that report it (all of it, or a part),
    the inputs that only it has, and the figures that a person declares of the year before."""

    day: str
    called: Callable[[], str]
    sections: tuple[str, ...]
    inputs: tuple[str, ...]
    declared: tuple[str, ...]


YEARLY = (
    Yearly(
        "award",
        lambda: messages.award_day(),
        ("30-awards", "31-gold-award"),
        ("applications", "popularity"),
        ("award_last_year",),
    ),
)


def is_past(event: Yearly, days: Mapping[str, date | None]) -> bool:
    """Whether the event is one of an earlier meeting, by the days of ``as_of``; not where one of the two days is not given."""
    day, previous = days.get(event.day), days.get("previous_inventory")
    return day is not None and previous is not None and day <= previous


def past_events(days: Mapping[str, date | None]) -> tuple[Yearly, ...]:
    """The events that no meeting after the last one can report."""
    return tuple(event for event in YEARLY if is_past(event, days))
