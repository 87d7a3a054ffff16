"""One meeting as the measures see it: its parameters, its register of agencies, its rulebooks, its units."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar, cast

from reportlib import messages, roc, text
from reportlib.errors import ConfigError, Problem
from reportlib.facts.facts import NOT_PROVIDED, Fact, Unit, Units, absent
from reportlib.meeting import own_words, plan_rules, rulebook_files, rulebooks
from reportlib.meeting.agencies import AgencyRegister
from reportlib.meeting.fields import MeetingDate
from reportlib.meeting.param_days import AsOf
from reportlib.meeting.params import Params
from reportlib.meeting.yearly import YEARLY, is_past
from reportlib.store import reads
from reportlib.wording import Wording

# The figures a person may declare, because no record exists to compute them from.
DECLARED = ("award_last_year",)
AWARDS = ("award", "application_award", "popularity_award")  # rulebooks that decide on the day of the award
Needed = TypeVar("Needed")


@dataclass(frozen=True)
class Meeting:
    """Everything a measure may ask besides the records."""

    params: Params

    @classmethod
    def read(cls, params_file: str | Path) -> Meeting:
        """The meeting of a parameter file; ConfigError says what is wrong with it."""
        return cls(Params.read(params_file))

    @functools.cached_property
    def units(self) -> Units:
        numbers = self.params.numbers
        return Units(numbers.share_digits, numbers.share_rounding, numbers.thousands, numbers.small_shares)

    @functools.cached_property
    def datasets(self) -> Unit:
        return self.units.count("項")

    @property
    def as_of(self) -> AsOf:
        return self.params.as_of

    @property
    def requests_until(self) -> date:
        """The day up to which requests are counted: the period's last, or ``as_of.requests``, or that of the list."""
        period = self.params.periods.requests
        return period[1] if period else self.as_of.requests or self.as_of.inventory

    @functools.cached_property
    def register(self) -> AgencyRegister:
        """The agencies that exist on the as-of date; the others are known by their names only."""
        return AgencyRegister.read(self.params.inputs.publishers, on=self.as_of.inventory)

    @functools.cached_property
    def evaluated_units(self) -> tuple[str, ...]:
        """Short names of the units that are evaluated, in the register's order."""
        return tuple(agency.short for agency in self.register if agency.evaluated)

    def no_units(self) -> Problem:
        """That nobody is evaluated, where in the register it would say so."""
        return messages.C05_no_evaluated_units().at(file=self.params.inputs.publishers.name, row=1, header="evaluated")

    @property
    def stars(self) -> rulebooks.StarRatings | None:
        return cast("rulebooks.StarRatings | None", self.book("stars"))

    @property
    def marks(self) -> rulebooks.QualityMarks | None:
        return cast("rulebooks.QualityMarks | None", self.book("marks"))

    @property
    def outcomes(self) -> rulebooks.RequestOutcomes | None:
        return cast("rulebooks.RequestOutcomes | None", self.book("outcomes"))

    @property
    def evaluation_rules(self) -> rulebook_files.ScoringRulebook | None:
        return cast("rulebook_files.ScoringRulebook | None", self.book("evaluation"))

    @property
    def quarterly_check(self) -> plan_rules.QuarterlyCheck | None:
        return cast("plan_rules.QuarterlyCheck | None", self.book("checklist"))

    @property
    def award_rules(self) -> rulebook_files.AwardRulebook | None:
        return cast("rulebook_files.AwardRulebook | None", self.book("award"))

    @functools.cached_property
    def _books(self) -> dict[str, rulebooks.Rulebook]:
        return {}

    def book(self, name: str) -> rulebooks.Rulebook | None:
        """A rulebook by its name in the parameters (:data:`rulebook_files.BOOKS`); None where no file is named.

        ConfigError (C16) where it is of another time than what it decides.
        """
        path = getattr(self.params.rulebooks, name)
        if path:
            reads.note(path)
        if path and name not in self._books:
            book = rulebook_files.read(name, path)
            self._check_time(name, book, path)
            self._books[name] = book
        return self._books.get(name)

    def _check_time(self, name: str, book: rulebooks.Rulebook, path: Path) -> None:
        if not book.span:
            return
        key, day = self._decided_on(name)
        first, last = (day.first(), day.last()) if isinstance(day, MeetingDate) else (day, day)
        if not book.is_for(first, last):
            others = rulebook_files.others_for(name, book, path, first, last)
            raise ConfigError(
                messages.C16_rulebook_of_other_time(
                    file=path.name,
                    span=book.span,
                    key=key,
                    day=day.text() if isinstance(day, MeetingDate) else roc.format_date(day),
                    todo=messages.rulebook_that_fits(files=others) if others else messages.rulebook_none_fits(),
                ).at(file=self.params.path.name, header=f"rulebooks.{name}")
            )

    def _decided_on(self, name: str) -> tuple[str, date | MeetingDate]:
        """The key and the day of what a rulebook decides: an award's, that of the requests or of the lists, or the meeting's."""
        if name in AWARDS and self.as_of.award:
            return "as_of.award", self.as_of.award
        if name == "outcomes":
            return "periods.requests", self.requests_until
        if name in ("membership", "meetings", "action_plan", "work_ahead", "returns"):
            return "meeting.date", self.params.meeting.date
        return "as_of.inventory", self.as_of.inventory

    def needed_book(self, name: str) -> rulebooks.Rulebook:
        """The same; ConfigError where no file is named."""
        return self.need(f"rulebooks.{name}", self.book(name))

    @property
    def wording(self) -> Wording:
        """How the body writes, for :func:`reportlib.wording.use`; asked for anew, so that whoever asks is known to read the file."""
        book = cast("own_words.OwnWords | None", self.book("words"))
        words = {**self.params.meeting.peers.words, **(book.by_ours() if book else {})}
        return Wording(self.params.meeting.years, words, *((book.lang,) if book else ()))

    def check(self) -> None:
        """Read every rulebook that is named; ConfigError with the first that is wrong, or for a figure nobody asks for."""
        for key, figure in self.params.declared.items():
            if key not in DECLARED and not (figure.label and figure.as_of):
                near = text.nearest(key, DECLARED)
                raise ConfigError(
                    messages.C05_declared_not_asked_for(
                        figure=key, todo=messages.do_you_mean(near=near) if near else messages.give_label_and_day()
                    ).at(file=self.params.path.name, header=f"declared.{key}")
                )
        self._check_years()
        for name in rulebook_files.BOOKS:
            self.book(name)

    def _check_years(self) -> None:
        """ConfigError where a figure of the year before an event is not of that year."""
        days = dict(self.params.as_of)
        for event in YEARLY:
            day, told = days.get(event.day), [self.params.declared.get(key) for key in event.declared]
            for key, figure in zip(event.declared, told, strict=True):
                if day and figure and figure.as_of and not is_past(event, days) and figure.as_of.year != day.year - 1:
                    raise ConfigError(
                        messages.C12_declared_of_other_year(
                            day=roc.format_date(figure.as_of), key=f"as_of.{event.day}", event=roc.format_date(day)
                        ).at(file=self.params.path.name, header=f"declared.{key}")
                    )

    def declared(self, key: str, label: str, unit: Unit) -> Fact:
        """A figure a person declared because no record exists, with its date and source; absent where there is none."""
        figure = self.params.declared.get(key)
        if figure is None:
            return absent(NOT_PROVIDED, unit, f"declared.{key}", label)
        return Fact(
            Decimal(figure.value),
            unit,
            f"declared.{key}",
            label,
            figure.as_of,
            f"人工填報：{figure.source}",
            operator="declared",
        )

    def need(self, what: str, value: Needed | None) -> Needed:
        """``value``, or ConfigError: a section asks for an input or a rulebook that the parameters do not name."""
        if value is None:
            raise ConfigError(self.params.lacks(what))
        return value
