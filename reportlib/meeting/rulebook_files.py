"""Rulebooks: rules as data (``params/rules/*.yaml``) and the engine that applies a scoring rulebook.

A rule returns a judgement and a sentence. To add a rule is one entry in a rulebook; to add a measure is one entry in
:data:`MEASURES` here and a fact of that name from ``measures/evaluation.py``.
"""

from __future__ import annotations

import difflib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from reportlib import messages
from reportlib.errors import ConfigError
from reportlib.facts.facts import Fact, Rounding, Unit, Units
from reportlib.meeting import (
    identity_rules,
    meeting_rules,
    opening_rules,
    own_words,
    plan_rules,
    quality_rules,
    rulebooks,
    yaml_models,
)
from reportlib.meeting.fields import Cited, Model, Number, Text
from reportlib.meeting.rulebooks import Rulebook
from reportlib.roc import numeral

# What a scoring rule may count: name in the rulebook, how it is called in a sentence, its counting word.
MEASURES = {
    "tested": ("納入檢測", "項"),
    "gold": ("金標章", "項"),
    "silver": ("銀標章", "項"),
    "bronze": ("銅標章", "項"),
    "platinum": ("白金標章", "項"),
    "datasets": ("開放資料集", "項"),
    "oas_certified": ("通過 OAS 驗證的 API", "項"),
    "sampled": ("抽檢資料集", "項"),
    "sample_passed": ("抽檢合格", "項"),
    "tasks_due": ("應辦工作", "項"),
    "tasks_on_time": ("如期完成", "項"),
    "data_standards": ("上架的領域資料標準", "項"),
    "award_entries": ("應用獎參賽", "件"),
    "themed_datasets": ("主題式策略資料集", "項"),
    "promotion_events": ("推廣活動", "場"),
    "demand_datasets": ("因應政策或需求開放", "項"),
    "replies": ("應回復", "件"),
    "replies_in_time": ("期限內回復", "件"),
}
GROUPS = {"required": "必要", "bonus": "加分", "bonus_or_deduction": "加／扣分"}
Group = Literal["required", "bonus", "bonus_or_deduction"]
FROM_RECORDS, FROM_RETURNS = "records", "returned"  # what a measure is counted from, where a rulebook says so
# Measures that a unit reports itself; most of them can be counted from records too.
RETURNED = (
    "sampled",
    "sample_passed",
    "tasks_due",
    "tasks_on_time",
    "data_standards",
    "award_entries",
    "themed_datasets",
    "promotion_events",
    "demand_datasets",
)
NUMBERS = {"full": "配分", "each": "單位得分", "cap": "得分上限"}


# -- scoring -----------------------------------------------------------------------------------------------------------


class Step(Model):
    at_least: Number
    points: Number


class Measure(Model):
    """``count: x``, ``share: x, of: y``, or ``weighted: {x: 1, y: 0.6}, of: z``."""

    count: str | None = None
    share: str | None = None
    weighted: dict[str, Number] | None = None
    of: str | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Measure:
        kinds = [k for k in (self.count, self.share, self.weighted) if k is not None]
        if len(kinds) != 1 or (self.of is None) != (self.count is not None):
            raise ValueError(messages.one_kind_of_measure())
        return self

    def names(self) -> list[str]:
        return [n for n in (self.count, self.share, *(self.weighted or ()), self.of) if n is not None]


class Score(Model):
    """``full``: points times the measure; ``each``: points a piece up to ``cap``; ``steps``: the first step reached."""

    full: Number | None = None
    each: Number | None = None
    cap: Number | None = None
    steps: list[Step] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Score:
        kinds = [k for k in (self.full, self.each, self.steps) if k is not None]
        if len(kinds) != 1 or (self.cap is not None and self.each is None):
            raise ValueError(messages.one_kind_of_score())
        if self.steps and [s.at_least for s in self.steps] != sorted({s.at_least for s in self.steps}, reverse=True):
            raise ValueError(messages.steps_must_descend())
        return self


class Item(Model):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    short: str | None = None  # over the narrow column of a table of all items
    group: Group
    measure: Measure
    score: Score
    not_applicable: Literal["full", "none"] = "none"


class RoundingRule(Model):
    """How a total is rounded, once (``total_digits``, ``mode``); with how many decimal places points are printed."""

    item_digits: int = Field(ge=0, le=6)
    total_digits: int = Field(ge=0, le=6)
    mode: Rounding

    def item_unit(self, units: Units, digits: int) -> Unit:
        """Points of items; where only the total is rounded to whole points, 5 is shown as 5 and 1.2 as 1.2."""
        return units.points(digits, self.mode, trim=self.total_digits < self.item_digits)


class ScoringRulebook(Rulebook):
    weights: Literal["published", "default"]
    trial: Cited | None = None  # of what the scores are a trial, where they are one
    rounding: RoundingRule
    # From what a reported measure is counted; without an entry from records where there are any, or else from the returns.
    counted_from: dict[str, Literal["records", "returned"]] = {}
    items: list[Item] = Field(min_length=1)

    def of_item(self, name: str, item: Item, key: str, value: Decimal, unit: Unit | str = "分") -> Fact:
        """A number of one item (``key`` is one of :data:`NUMBERS`, a measure's weight, or a step's) as a fact; ``name`` as in :func:`apply`."""
        label = NUMBERS.get(key) or f"{MEASURES[key][0]}權數"
        return self.number(f"{name.partition('/')[0]}/{item.id}.{key}", f"{item.name}{label}", value, unit)

    def of_step(self, name: str, item: Item, number: int, units: Units) -> tuple[Fact, Fact]:
        """From where a step begins, as sentences say it (「80%」, 「99.5%」 or 「200」), and the points it gives."""
        step, key, label = (
            (item.score.steps or [])[number],
            f"{name.partition('/')[0]}/{item.id}.step/{number + 1}",
            f"{item.name}第{numeral(number + 1)}級",
        )
        share = Unit("%", max(0, -int(step.at_least.as_tuple().exponent) - 2), percent=True)
        bound = self.number(
            f"{key}.at_least",
            f"{label}門檻",
            step.at_least,
            share if item.measure.count is None else units.count(MEASURES[item.measure.count][1]),
        )
        return bound, self.number(f"{key}.points", f"{label}得分", step.points, "分")


class Result(Model):
    """What a body wins whose score is at least so many points above last year's."""

    result: Text
    progress_at_least: Number


class AwardGroup(Model):
    """Bodies that are ranked together, and how many of them win."""

    name: Text
    winners: int = Field(ge=1)


class AwardRulebook(ScoringRulebook):
    """A scoring rulebook whose total may win something; ``results`` stand in the order in which they are tried.

    ``groups`` are told only: the scores of other bodies are not on record, so nobody is ranked here.
    """

    grouping: Cited | None = None
    groups: list[AwardGroup] = []
    results: list[Result] = []
    results_source: Cited | None = None


def read_scoring(path: Path, model: type[ScoringRulebook] = ScoringRulebook) -> ScoringRulebook:
    """A scoring rulebook; ConfigError where it names a measure that does not exist or an item twice."""
    book = yaml_models.read_model(model, path)
    problems = []
    for item in book.items:
        for name in item.measure.names():
            if name not in MEASURES:
                near = difflib.get_close_matches(name, MEASURES, 1)
                problems.append(
                    messages.C05_no_measure_of_item(
                        item=item.id,
                        measure=name,
                        todo=messages.do_you_mean(near=near[0]) if near else messages.choices_are(choices=MEASURES),
                    ).at(file=path.name)
                )
    for name in book.counted_from:
        if name not in RETURNED:
            known = messages.choices_are(choices=RETURNED)
            problems.append(messages.C05_no_reported_measure(measure=name, todo=known).at(file=path.name))
    ids = [item.id for item in book.items]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        problems.append(messages.C04_item_twice(item=twice).at(file=path.name))
    if problems:
        raise ConfigError(*problems)
    return book


# Every rulebook by its name in the parameters.
BOOKS: dict[str, type[Rulebook]] = {
    "stars": rulebooks.StarRatings,
    "marks": rulebooks.QualityMarks,
    "outcomes": rulebooks.RequestOutcomes,
    "evaluation": ScoringRulebook,
    "award": AwardRulebook,
    "application_award": rulebooks.ApplicationAward,
    "popularity_award": rulebooks.PopularityAward,
    "membership": rulebooks.Membership,
    "meetings": meeting_rules.MeetingRules,
    "action_plan": plan_rules.ActionPlan,
    "categories": rulebooks.ServiceCategories,
    "work_ahead": plan_rules.WorkAhead,
    "checklist": plan_rules.QuarterlyCheck,
    "openings": opening_rules.OpeningRules,
    "returns": rulebooks.ReturnWords,
    "identities": identity_rules.Identities,
    "words": own_words.OwnWords,
    "file_quality": quality_rules.FileQuality,
}


def read(name: str, path: Path) -> Rulebook:
    """The rulebook that the parameters call ``name``; ConfigError with what is wrong with it."""
    model = BOOKS[name]
    return read_scoring(path, model) if issubclass(model, ScoringRulebook) else yaml_models.read_model(model, path)


def others_for(name: str, book: Rulebook, path: Path, first: date, last: date) -> list[str]:
    """The files beside a rulebook that are of its kind and valid from ``first`` to ``last``: those that say so, else those that
    are for any day.

    Rulebooks that score are of one kind where they score an item in common: awards and evaluations have one model.
    """
    found: dict[bool, list[str]] = {True: [], False: []}
    for file in sorted(path.parent.glob("*.yaml")):
        try:
            other = None if file.name == path.name else read(name, file)
        except ConfigError:
            continue  # of another kind, or not to be used
        if other and other.is_for(first, last) and _of_one_kind(book, other):
            found[bool(other.span)].append(file.name)
    return found[True] or found[False]


def _of_one_kind(one: Rulebook, other: Rulebook) -> bool:
    if not (isinstance(one, ScoringRulebook) and isinstance(other, ScoringRulebook)):
        return True
    return bool({item.id for item in one.items} & {item.id for item in other.items})
