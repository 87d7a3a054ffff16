"""The desks in the list of openings: what each has said of a dataset up to a day, as code reads it and as conditions say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

from reportlib.facts.conditions import NONE, Choice, Took, all_of, any_of, is_, until
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.opening_rules import PASSED, Desk, Meant, OpeningRules
from reportlib.records.records import Records
from reportlib.roc import format_date
from reportlib.text import spelling

REPORTED = "reported_on"  # from when a dataset lies at the first desk


@dataclass(frozen=True)
class DeskSaid:
    """What one desk has said of a dataset: on which day (None: none is told), and what it means (None: nothing yet)."""

    desk: Desk
    on: date | None
    meant: Meant | None
    word: str = ""


@dataclass(frozen=True)
class Steps:
    """The desks of a meeting, and the columns of its list; ``day`` is the last day that counts."""

    book: OpeningRules
    records: Records
    day: date

    @classmethod
    def of(cls, openings: Records, meeting: Meeting) -> Steps:
        """ConfigError where the parameters name no rulebook of desks."""
        return cls(cast(OpeningRules, meeting.needed_book("openings")), openings, meeting.as_of.inventory)

    @property
    def desks(self) -> list[Desk]:
        return self.book.desks

    @cached_property
    def _meanings(self) -> dict[str, dict[str, Meant]]:
        """Of each column of outcomes, every text in it that the rulebook knows, as it is written, and what it means."""
        known, frame = self.book.spelled(), self.records.frame
        return {
            desk.outcome: {
                text: known[spelling(text)].means
                for text in (frame[desk.outcome].dropna().unique() if desk.outcome in frame.columns else ())
                if spelling(text) in known
            }
            for desk in self.desks
        }

    def said(self, desk: Desk, record: Mapping[str, Any]) -> DeskSaid:
        """What the desk has said by the day; what it has said later it has not said yet."""
        on, word = record.get(desk.on), record.get(desk.outcome)
        meant = self._meanings[desk.outcome].get(word) if word else None
        if isinstance(on, date) and on > self.day:
            return DeskSaid(desk, None, None)
        return DeskSaid(desk, on if isinstance(on, date) else None, meant, word or "")

    # -- as conditions -----------------------------------------------------------------------------------------------------

    def says(self, desk: Desk, *meant: Meant) -> Choice:
        """The desk has said one of these by the day; what needs no day may have none."""
        words = {one: [text for text, means in self._meanings[desk.outcome].items() if means == one] for one in meant}
        dated = [text for one in meant if one != "skipped" for text in words[one]]
        return any_of(
            until(desk.on, self.day) & is_(desk.outcome, *dated) if dated else NONE,
            is_(desk.outcome, *words.get("skipped", [])),
        )

    def at(self, place: int) -> Choice:
        """All desks before this one have passed it."""
        return all_of(*(self.says(desk, *PASSED) for desk in self.desks[:place]))

    def waits(self, place: int) -> Choice:
        """It lies at this desk: those before have passed it, and this one has said nothing that ends its stay."""
        ends = self.says(self.desks[place], *PASSED, "returned", "refused", "withdrawn")
        return self.at(place) & ~ends

    def ever(self, *meant: Meant) -> Choice:
        """Some desk has said so, and all before it have passed it."""
        return any_of(*(self.at(place) & self.says(desk, *meant) for place, desk in enumerate(self.desks)))

    def opened(self) -> Choice:
        return self.at(len(self.desks))

    def overlong(self, place: int) -> Choice:
        """It lies at this desk for more days than it may, from where its stay begins (:meth:`begins`)."""
        desk = self.desks[place]
        if desk.days is None:
            return NONE
        came = self.says(desk, "waiting")
        parts = [came & self._more(desk.on, desk.days)]
        later = ~came
        for before in reversed(self.desks[:place]):
            parts.append(later & until(before.on, self.day) & self._more(before.on, desk.days))
            later = later & ~until(before.on, self.day)
        parts.append(later & until(REPORTED, self.day) & self._more(REPORTED, desk.days))
        return self.waits(place) & any_of(*parts)

    def returned_overlong(self) -> Choice:
        days = self.book.returned.days
        if days is None:
            return NONE
        return any_of(
            *(
                self.at(place) & self.says(desk, "returned") & self._more(desk.on, days)
                for place, desk in enumerate(self.desks)
            )
        )

    def _more(self, column: str, days: int) -> Choice:
        return Took((column,), days, format_date(self.day))

    def begins(self, place: int, record: Mapping[str, Any]) -> str:
        """The column with the day from which it lies at this desk: when it came there, or the last desk before passed it, or it was reported; ""
        where none is told."""
        desk = self.desks[place]
        if self.said(desk, record).meant == "waiting":
            return desk.on
        for before in reversed(self.desks[:place]):
            if self.said(before, record).on:
                return before.on
        reported = record.get(REPORTED)
        return REPORTED if isinstance(reported, date) and reported <= self.day else ""
