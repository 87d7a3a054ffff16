"""What meetings decide by, as data (``params/rules/*.yaml``): ratings, marks, outcomes, awards, membership, plans.

A rulebook that scores is in :mod:`reportlib.meeting.rulebook_files`, the action plan and the work ahead in :mod:`reportlib.meeting.plan_rules`. To add one: a model here, its entry in ``rules.BOOKS``, its name in
``params.Rulebooks``.
"""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from reportlib import messages
from reportlib.facts.facts import Fact, Unit, constant
from reportlib.meeting.fields import Cited, Date, Model, Number, Text
from reportlib.roc import format_date, numeral
from reportlib.text import spelling


def listed_in(*sources: str) -> str:
    """The rule of a figure that a rulebook lists, with its sources where it says any."""
    said = "；".join(filter(None, sources))
    return f"規則檔所列：{said}" if said else "規則檔所列"


class Rulebook(Model):
    """What every rulebook says of itself; printed where the rules are applied.

    It is for the days from ``valid_from`` to ``valid_to``, both counted; one that does not say so is for any, and says in
    ``valid_unknown`` why its time is not known (時效：來源未載).
    """

    title: Text
    source: Cited
    remark: Cited | None = None  # what else is to be known of what it says
    valid_from: Date | None = None
    valid_to: Date | None = None
    valid_unknown: Cited | None = None

    @model_validator(mode="after")
    def _from_before_to(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError(messages.valid_from_after_valid_to())
        if self.valid_unknown and (self.valid_from or self.valid_to):
            raise ValueError(messages.valid_known_and_unknown())
        return self

    def is_for(self, first: date, last: date) -> bool:
        """Whether it is valid on some day from ``first`` to ``last``: of a meeting only the month may be known."""
        return (self.valid_from or first) <= last and first <= (self.valid_to or last)

    @property
    def says_time(self) -> bool:
        """Whether it says for which days it is, or why that is not known."""
        return bool(self.valid_from or self.valid_to or self.valid_unknown)

    @property
    def span(self) -> str:
        """「適用期間 109-01-01 至 109-12-31」; "" where it is for any day."""
        first, last = self.valid_from and format_date(self.valid_from), self.valid_to and format_date(self.valid_to)
        if first and last:
            return messages.valid_span(first=first, last=last)
        if first:
            return messages.valid_since(first=first)
        return messages.valid_until(last=last) if last else ""

    def number(self, name: str, label: str, value: int | Decimal, unit: Unit | str = "") -> Fact:
        """A number of the rulebook (a weight, a limit) as a fact, shown as it is written there or in a unit of its own."""
        shown = constant(value)
        unit = dataclasses.replace(shown.unit, label=unit) if isinstance(unit, str) else unit
        return shown.named(f"rule/{name}", label, unit=unit, rule=f"規則檔「{self.title}」", operator="declared")


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


class QualityMark(Model):
    mark: str
    counts_as: list[Literal["platinum", "gold", "silver", "bronze"]]


class SinceDay(Model):
    """A sentence that is true from a day on: a meeting before it does not say it."""

    text: Cited
    since: Date


class QualityMarks(Rulebook):
    listed_since: Date
    not_tested: list[str]
    whitelisted: list[str]
    marks: list[QualityMark]
    background: list[Cited | SinceDay] = []  # what the marks rest on, in sentences

    def counting_as(self, level: str) -> set[str]:
        """The marks that count as ``level``: platinum counts as gold too."""
        return {m.mark for m in self.marks if level in m.counts_as}

    @property
    def known(self) -> list[str]:
        return [m.mark for m in self.marks] + self.not_tested


class RequestOutcome(Model):
    """What becomes of a request; one ``where_met`` is a source's own word: shown only where it stands, and offered to no unit."""

    outcome: str
    values: list[str]
    answered: bool
    where_met: bool = False


def _pattern(value: str) -> str:
    """ValueError where it is no regular expression, or one that finds nothing at every place."""
    try:
        finds_nothing = re.search(value, "") is not None
    except re.error:
        raise ValueError(messages.no_pattern(pattern=value)) from None
    if finds_nothing:
        raise ValueError(messages.pattern_of_nothing(pattern=value))
    return value


Pattern = Annotated[Text, AfterValidator(_pattern)]


class Completeness(Model):
    """When a reply is complete, and when it fits its outcome.

    The first three are outcomes: those that need a reason, a date, the whole. The others are regular expressions, sought in
    a reply without ``aside`` (what is no answer); one that stands behind ``negated``, or in one of the ``compounds``, does not count.
    """

    refused: list[Text]
    promised: list[Text]
    opened: list[Text]
    compounds: list[Pattern] = []
    aside: list[Pattern]
    negated: list[Pattern]
    no_reason: list[Pattern]
    legal: list[Pattern]
    article: list[Pattern]
    day: list[Pattern]
    undated: list[Pattern]
    partly: list[Pattern]
    given: list[Pattern]
    on_request: list[Pattern]


class FeedbackKind(Model):
    """A kind of citizens' feedback as the platform calls it, and other spellings that are read as it."""

    kind: Text
    values: list[Text] = []


class RequestOutcomes(Rulebook):
    outcomes: list[RequestOutcome]
    not_counted: list[str] = []
    feedback: list[FeedbackKind] = []  # none: any kind is taken as it stands
    completeness: Completeness | None = None

    @model_validator(mode="after")
    def _known(self) -> RequestOutcomes:
        known = [one.outcome for one in self.outcomes]
        book = self.completeness
        for outcome in (*book.refused, *book.promised, *book.opened) if book else ():
            if outcome not in known:
                raise ValueError(messages.completeness_of_no_outcome(outcome=outcome))
        return self

    def spelled(self) -> dict[str, str]:
        """Every known spelling to its outcome."""
        return {value: o.outcome for o in self.outcomes for value in o.values}

    def feedback_spelled(self) -> dict[str, str]:
        """Every known spelling of a kind of feedback to the kind."""
        return {value: one.kind for one in self.feedback for value in (one.kind, *one.values)}


# -- membership, service categories -------------------------------------------------------------------------


class Fraction(Model):
    """An exact part of a whole: a third is 1/3, which no decimal number is."""

    numerator: int = Field(ge=1)
    denominator: int = Field(ge=1)

    @model_validator(mode="after")
    def _a_part(self) -> Fraction:
        if self.numerator > self.denominator:
            raise ValueError(messages.numerator_too_large())
        return self

    def __str__(self) -> str:
        return f"{numeral(self.denominator)}分之{numeral(self.numerator)}"


class Membership(Rulebook):
    """Who sits in the group: the words for each kind of seat, and the parts of the whole that civil members and a quorum must be."""

    convener: list[Text] = []
    civil: list[Text] = Field(min_length=1)
    agency: list[Text] = []
    newly_appointed: list[Text] = ["☆", "是"]
    civil_share: Fraction
    civil_share_source: Cited | None = None  # where it differs from the rulebook's
    quorum_share: Fraction
    quorum_source: Cited | None = None
    quorum_reached: Literal["at_least", "more_than"] = (
        "at_least"  # of the share: what is half is enough, or more than half
    )
    quorum_reached_source: Cited | None = None
    deputies: list[Text] = []  # the kinds of seats that may send a deputy
    deputies_source: Cited | None = None
    papers_days: int = Field(ge=1, le=60)  # before the meeting
    papers_source: Cited | None = None

    @property
    def known(self) -> list[str]:
        return [*self.convener, *self.civil, *self.agency]

    @model_validator(mode="after")
    def _one_kind_a_word(self) -> Membership:
        twice = sorted({word for word in self.known if self.known.count(word) > 1})
        if twice:
            raise ValueError(messages.seat_of_two_kinds(seat=twice[0]))
        if unknown := next((word for word in self.deputies if word not in self.known), None):
            raise ValueError(messages.deputy_of_no_seat(seat=unknown, known=self.known))
        return self


class ServiceCategory(Model):
    code: Cited
    category: Text
    examples: list[Cited] = []  # datasets that a paper names; none: the most viewed stand for it


class ServiceCategories(Rulebook):
    categories: list[ServiceCategory] = Field(min_length=1)
    examples_source: Cited | None = None
    blank_remark: Cited | None = None  # why datasets of the list have no category, where that is to be said

    @property
    def examples(self) -> dict[str, list[Cited]]:
        return {c.category: c.examples for c in self.categories}

    @property
    def codes(self) -> dict[str, str]:
        """The code of every category, in the rulebook's order."""
        return {c.category: c.code for c in self.categories}


# -- awards --------------------------------------------------------------------------------------------------------------


class Contest(Rulebook):
    """An award that the first ``winners`` of a ranking win; ``inferred`` says which part of its rules was not published."""

    winners: int = Field(ge=1)
    inferred: Text | None = None


class ApplicationAward(Contest):
    """Entries by the weighted sum of a public vote and a jury, each group by itself."""

    public_vote: Number
    jury: Number

    @model_validator(mode="after")
    def _whole(self) -> ApplicationAward:
        if self.public_vote + self.jury != 1 or min(self.public_vote, self.jury) < 0:
            raise ValueError(messages.weights_must_add_up())
        return self


class PopularityAward(Contest):
    """Datasets by the sum of ``measures``; only those that are old and good enough, and, where ``once`` is set, never won."""

    measures: list[Literal["views", "downloads", "rating", "answered_comments"]] = Field(min_length=1)
    listed_years: int = Field(ge=0, le=20)
    mark_at_least: Literal["platinum", "gold", "silver", "bronze"] | None = None
    once: bool = True


# -- agencies' returns -----------------------------------------------------------------------------------------------------


class Word(Model):
    """A word a coded column may hold, and other spellings that are read as it."""

    word: Text
    spellings: list[Text] = []


class ReturnWords(Rulebook):
    """The words of the coded columns of returns that no other rulebook has, each list in the order of its drop-down."""

    update_frequencies: list[Word] = Field(min_length=1)
    formats: list[Word] = Field(min_length=1)
    proposals: list[Word] = Field(min_length=1)
    yes_no: list[Word] = Field(min_length=2)
    restrictions: list[Word] = []  # of what is given on request

    @model_validator(mode="after")
    def _one_word_a_spelling(self) -> ReturnWords:
        for words in (self.update_frequencies, self.formats, self.proposals, self.yes_no, self.restrictions):
            seen: set[str] = set()
            for text in (text for word in words for text in (word.word, *word.spellings)):
                if spelling(text) in seen:
                    raise ValueError(messages.word_twice(word=text))
                seen.add(spelling(text))
        return self
