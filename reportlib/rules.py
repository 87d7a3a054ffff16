"""Rulebooks: rules as data (``params/rules/*.yaml``) and the engine that applies a scoring rulebook.

A rule returns a judgement and a sentence. To add a rule is one entry in a rulebook; to add a measure is one entry in
:data:`MEASURES` here and a fact of that name from ``measures/evaluation.py``.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from reportlib import rulebooks, yamlfile
from reportlib.errors import ConfigError, Problem, quoted
from reportlib.facts import NOT_APPLICABLE, NOT_PROVIDED, Fact, Rounding, Unit, Units, absent, constant, total_of
from reportlib.labels import say
from reportlib.params import Model, Number, Text
from reportlib.prose import Run, runs
from reportlib.roc import numeral
from reportlib.rulebooks import Rulebook

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
    "replies": ("已回復", "件"),
    "replies_in_time": ("期限內回復", "件"),
}
GROUPS = {"required": "必要", "bonus": "加分", "bonus_or_deduction": "加／扣分"}
Group = Literal["required", "bonus", "bonus_or_deduction"]
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
            raise ValueError(
                say("須是 count、share＋of 或 weighted＋of 其中一種", "must be one of count, share + of, weighted + of")
            )
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
            raise ValueError(
                say("須是 full、each（可加 cap）或 steps 其中一種", "must be one of full, each (with cap), steps")
            )
        if self.steps and [s.at_least for s in self.steps] != sorted({s.at_least for s in self.steps}, reverse=True):
            raise ValueError(say("steps 的 at_least 須由大到小", "steps must descend by at_least"))
        return self


class Item(Model):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    group: Group
    measure: Measure
    score: Score
    not_applicable: Literal["full", "none"] = "none"


class RoundingRule(Model):
    item_digits: int = Field(ge=0, le=6)
    total_digits: int = Field(ge=0, le=6)
    mode: Rounding

    def item_unit(self, units: Units) -> Unit:
        """Points of items; where only the total is rounded to whole points, 5 is shown as 5 and 1.2 as 1.2."""
        return units.points(self.item_digits, self.mode, trim=self.total_digits < self.item_digits)


class ScoringRulebook(Rulebook):
    weights: Literal["published", "default"]
    rounding: RoundingRule
    items: list[Item] = Field(min_length=1)

    def of_item(self, name: str, item: Item, key: str, value: Decimal, unit: Unit | str = "分") -> Fact:
        """A number of one item (``key`` is one of :data:`NUMBERS`, a measure's weight, or a step's) as a fact; ``name`` as in :func:`apply`."""
        label = NUMBERS.get(key) or f"{MEASURES[key][0]}權數"
        return self.number(f"{name.partition('/')[0]}/{item.id}.{key}", f"{item.name}{label}", value, unit)

    def of_step(self, name: str, item: Item, number: int, units: Units) -> tuple[Fact, Fact]:
        """From where a step begins, as sentences say it (「80%」, 「99.5%」 or 「200」), and the points it gives."""
        step, key, label = (
            item.score.steps[number],
            f"{name.partition('/')[0]}/{item.id}.step/{number + 1}",
            f"{item.name}第{numeral(number + 1)}級",
        )
        share = Unit("%", max(0, -step.at_least.as_tuple().exponent - 2), percent=True)
        bound = self.number(
            f"{key}.at_least",
            f"{label}門檻",
            step.at_least,
            share if item.measure.of else units.count(MEASURES[item.measure.count][1]),
        )
        return bound, self.number(f"{key}.points", f"{label}得分", step.points, "分")


class Result(Model):
    """What a body wins whose score is at least so many points above last year's."""

    result: Text
    progress_at_least: Number


class AwardRulebook(ScoringRulebook):
    """A scoring rulebook whose total may win something; ``results`` stand in the order in which they are tried."""

    results: list[Result] = []
    results_source: Text | None = None


def read_scoring(path: Path, model: type[ScoringRulebook] = ScoringRulebook) -> ScoringRulebook:
    """A scoring rulebook; ConfigError where it names a measure that does not exist or an item twice."""
    book = yamlfile.read_model(model, path)
    problems = []
    for item in book.items:
        for name in item.measure.names():
            if name not in MEASURES:
                near = difflib.get_close_matches(name, MEASURES, 1)
                problems.append(
                    Problem(
                        "C05",
                        say(
                            f"項目 {quoted(item.id)} 的 measure {quoted(name)} 不是已知的量測。",
                            f"item {quoted(item.id)}: {quoted(name)} is not a known measure.",
                        ),
                        say(f"是不是 {quoted(near[0])}？", f"Did you mean {quoted(near[0])}?")
                        if near
                        else say(f"可用：{'、'.join(MEASURES)}。", f"Known: {', '.join(MEASURES)}."),
                        file=path.name,
                    )
                )
    ids = [item.id for item in book.items]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        problems.append(
            Problem(
                "C04",
                say(f"項目 {quoted(twice)} 出現兩次。", f"item {quoted(twice)} appears twice."),
                say("請合併或改名。", "Merge or rename them."),
                file=path.name,
            )
        )
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
    "action_plan": rulebooks.ActionPlan,
    "categories": rulebooks.ServiceCategories,
    "work_ahead": rulebooks.WorkAhead,
    "returns": rulebooks.ReturnWords,
    "identities": rulebooks.Identities,
}


def read(name: str, path: Path) -> Rulebook:
    """The rulebook that the parameters call ``name``; ConfigError with what is wrong with it."""
    model = BOOKS[name]
    return read_scoring(path, model) if issubclass(model, ScoringRulebook) else yamlfile.read_model(model, path)


@dataclass(frozen=True)
class ItemScore:
    """What one rule gives, and why: ``reason`` is a sentence of texts and facts."""

    item: Item
    points: Fact
    reason: tuple[Run, ...]


@dataclass(frozen=True)
class Scored:
    """A rulebook applied to one body: its items, the points of each group, the total before and after rounding."""

    subject: str
    items: tuple[ItemScore, ...]
    groups: Mapping[Group, Fact]
    before_rounding: Fact
    total: Fact

    @property
    def incomplete(self) -> bool:
        return any(i.points.absence for i in self.items)


def apply(book: ScoringRulebook, measured: Mapping[str, Fact], units: Units, name: str, subject: str) -> Scored:
    """Apply every item of ``book`` to the measured facts of one body.

    ``name`` prefixes the names of the facts (``award``, ``evaluation/水利署``). Each item's points are rounded to the
    rulebook's ``item_digits`` before they are added, so that the printed points add up to the printed total. Without
    one of the required items there is no total: it would be taken for a low one.
    """
    items = tuple(_score_item(book, item, measured, units, name, subject) for item in book.items)
    unit = book.rounding.item_unit(units)
    groups = {
        group: _sum([i.points for i in items if i.item.group == group], unit, whole=group == "required").named(
            f"{name}.{group}", f"{subject}{GROUPS[group]}分數", rule=f"{book.title}：{GROUPS[group]}項目得分之和"
        )
        for group in GROUPS
        if any(i.item.group == group for i in items)
    }
    no_total = "required" in groups and groups["required"].absence is not None
    before = _sum(list(groups.values()), unit, whole=no_total).named(
        f"{name}.before_rounding", f"{subject}未取整總分", rule=f"{book.title}：各組分數之和"
    )
    total = before.rounded(book.rounding.total_digits, book.rounding.mode)
    total = total.named(
        f"{name}.total",
        f"{subject}總分",
        rule=book.title,
        unit=units.points(book.rounding.total_digits, book.rounding.mode),
    )
    return Scored(subject, items, groups, before, total)


def _sum(points: list[Fact], unit: Unit, whole: bool) -> Fact:
    """The sum of what is given; absent, not zero, where nothing is, or where ``whole`` is asked and a part is missing."""
    given = [p for p in points if not p.absence]
    return (
        total_of(given, unit)
        if given and not (whole and len(given) < len(points))
        else absent(NOT_PROVIDED, unit, "", "")
    )


def _score_item(
    book: ScoringRulebook, item: Item, measured: Mapping[str, Fact], units: Units, name: str, subject: str
) -> ItemScore:
    unit = book.rounding.item_unit(units)
    key, label = f"{name}.{item.id}", f"{subject}{item.name}得分"
    measure, said = _measure(book, item, measured, units.share, name)
    if measure.absence == NOT_PROVIDED:
        return ItemScore(
            item,
            absent(NOT_PROVIDED, unit, key, label, rule=item.name),
            runs("{said}：{no}，本項未計分", said=item.name, no=NOT_PROVIDED),
        )
    score = item.score
    if measure.absence == NOT_APPLICABLE:
        in_full = item.not_applicable == "full" and score.full is not None
        given = book.of_item(name, item, "full", score.full) if in_full else constant(0)
        points = Fact(
            given.value,
            unit,
            key,
            label,
            measure.as_of,
            f"{item.name}：{NOT_APPLICABLE}",
            operator=NOT_APPLICABLE,
            operands=(given, *measure.operands),
        )
        return ItemScore(
            item,
            points,
            (
                *said,
                (f"，{NOT_APPLICABLE}，{'依規則以滿分計' if given.value else '不計分'} ＝ ", False),
                (points, True),
                (" 分", False),
            ),
        )
    if score.steps is not None:
        points, how = _step(book, item, measure, units, name)
    else:
        kind = "full" if score.full is not None else "each"
        weight = book.of_item(name, item, kind, getattr(score, kind))
        points, how = measure * weight, runs(" × {weight} 分", weight=weight)
        if score.cap is not None:
            cap = book.of_item(name, item, "cap", score.cap)
            how += runs("，超過上限 {cap} 分，以上限計" if points.value > cap.value else "（上限 {cap} 分）", cap=cap)
            points = points.at_most(cap)
    points = points.rounded(book.rounding.item_digits, book.rounding.mode).named(key, label, unit=unit, rule=item.name)
    return ItemScore(item, points, (*said, *how, (" ＝ ", False), (points, True), (" 分", False)))


def _step(book: ScoringRulebook, item: Item, measure: Fact, units: Units, name: str) -> tuple[Fact, tuple[Run, ...]]:
    steps = [book.of_step(name, item, number, units) for number in range(len(item.score.steps))]
    bound, points = next(
        ((bound, points) for bound, points in steps if measure.value >= bound.value), (None, constant(0))
    )
    operands = (measure, *(number for step in steps for number in step))
    result = Fact(points.value, points.unit, as_of=measure.as_of, operator="step", operands=operands)
    if bound is None:
        return result, runs("，未達「{bound}以上」級距", bound=steps[-1][0])
    return result, runs("，達「{bound}以上」級距", bound=bound)


def _measure(
    book: ScoringRulebook, item: Item, measured: Mapping[str, Fact], share: Unit, name: str
) -> tuple[Fact, tuple[Run, ...]]:
    """The measured fact and how a sentence says it."""
    measure = item.measure

    def said(counted: str) -> tuple[Run, ...]:
        label, word = MEASURES[counted]
        return (
            (f"{label} ", False),
            (measured[counted], False),
            ("" if measured[counted].absence else f" {word}", False),
        )

    if measure.count is not None:
        return measured[measure.count], said(measure.count)
    whole = measured[measure.of]
    if measure.share is not None:
        return measured[measure.share].share_of(whole, share), (*said(measure.share), (" ÷ ", False), *said(measure.of))
    parts, words = [], runs("（")
    for counted, weight in measure.weighted.items():
        number = book.of_item(name, item, counted, weight, "")
        parts.append(measured[counted] if weight == 1 else measured[counted] * number)
        words += (
            (runs(" ＋ ") if len(parts) > 1 else ())
            + said(counted)
            + (() if weight == 1 else runs(" × {number}", number=number))
        )
    return total_of(parts, parts[0].unit).share_of(whole, share), (*words, ("）÷ ", False), *said(measure.of))
