"""A rulebook of an evaluation applied to counted facts: points by item, with how they came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportlib.display.display import Run, runs
from reportlib.facts.brief import Brief
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Fact, Unit, Units, absent, constant, total_of
from reportlib.meeting.rulebook_files import GROUPS, MEASURES, Item, ScoringRulebook

# How many more decimal places than a rulebook names its points may be printed with, so that they add up (ours).
MORE_DIGITS = 3


@dataclass(frozen=True)
class ItemScore:
    """What one rule gives, and why: ``reason`` is a sentence of texts and facts."""

    item: Item
    points: Fact
    reason: tuple[Run, ...]


@dataclass(frozen=True, repr=False)
class Scored(Brief):
    """A rulebook applied to one body: its items, the points of each group, the total before and after rounding."""

    subject: str
    items: tuple[ItemScore, ...]
    groups: Mapping[str, Fact]  # by group of the rulebook
    before_rounding: Fact
    total: Fact

    @property
    def incomplete(self) -> bool:
        return any(i.points.absence for i in self.items)


def apply(book: ScoringRulebook, measured: Mapping[str, Fact], units: Units, name: str, subject: str) -> Scored:
    """Apply every item of ``book`` to the measured facts of one body.

    ``name`` prefixes the names of the facts (``award``, ``evaluation/水利署``). Points are rounded once, in the total;
    they are printed with the rulebook's ``item_digits``, or with as many more, up to :data:`MORE_DIGITS`, as it takes
    for a reader who adds and rounds the printed points to come to the printed total. Without one of the required items
    there is no total: it would be taken for a low one.
    """
    first = book.rounding.item_digits
    tried = (_applied(book, measured, units, name, subject, digits) for digits in range(first, first + MORE_DIGITS + 1))
    scored = next(tried)
    for finer in tried:
        if _adds_up_as_printed(scored):
            break
        scored = finer
    return scored


def _adds_up_as_printed(scored: Scored) -> bool:
    """Whether the printed points, added, are the printed sum, and rounded as the rulebook says, the printed total."""
    if scored.total.absence:
        return True
    before, total = scored.before_rounding, scored.total
    printed = sum((i.points.unit.shown(i.points.number) for i in scored.items if not i.points.absence), Decimal(0))
    return printed == before.unit.shown(before.number) and total.unit.shown(printed) == total.number


def _applied(
    book: ScoringRulebook, measured: Mapping[str, Fact], units: Units, name: str, subject: str, digits: int
) -> Scored:
    """``book`` applied, its points printed with ``digits`` decimal places."""
    unit = book.rounding.item_unit(units, digits)
    items = tuple(_score_item(book, item, measured, units, unit, name, subject) for item in book.items)
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
    book: ScoringRulebook, item: Item, measured: Mapping[str, Fact], units: Units, unit: Unit, name: str, subject: str
) -> ItemScore:
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
        given = (
            book.of_item(name, item, "full", score.full)
            if item.not_applicable == "full" and score.full is not None
            else constant(0)
        )
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
            if points.number > cap.number:
                points = points.named(f"{key}.uncapped", f"{label}（未計上限）", unit=unit, rule=item.name)
                how += runs(" ＝ {points} 分，超過上限 {cap} 分，以上限計", points=points, cap=cap)
            else:
                how += runs("（上限 {cap} 分）", cap=cap)
            points = points.at_most(cap)
    points = points.named(key, label, unit=unit, rule=item.name)
    return ItemScore(item, points, (*said, *how, (" ＝ ", False), (points, True), (" 分", False)))


def _step(book: ScoringRulebook, item: Item, measure: Fact, units: Units, name: str) -> tuple[Fact, tuple[Run, ...]]:
    steps = [book.of_step(name, item, number, units) for number in range(len(item.score.steps or ()))]
    bound, points = next(
        ((bound, points) for bound, points in steps if measure.number >= bound.number), (None, constant(0))
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
    *_, of = measure.names()
    whole = measured[of]
    if measure.share is not None:
        return measured[measure.share].share_of(whole, share), (*said(measure.share), (" ÷ ", False), *said(of))
    parts, words = [], runs("（")
    for counted, weight in (measure.weighted or {}).items():
        number = book.of_item(name, item, counted, weight, "")
        parts.append(measured[counted] if weight == 1 else measured[counted] * number)
        words += (
            (runs(" ＋ ") if len(parts) > 1 else ())
            + said(counted)
            + (() if weight == 1 else runs(" × {number}", number=number))
        )
    return total_of(parts, parts[0].unit).share_of(whole, share), (*words, ("）÷ ", False), *said(of))
