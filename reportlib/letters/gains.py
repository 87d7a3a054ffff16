"""What one more of something would bring a unit: the rulebook itself applied once more, to one number that is one higher. No second formula."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportlib.facts.facts import Fact, Units
from reportlib.measures.scoring import Scored, apply
from reportlib.meeting.rulebook_files import ScoringRulebook

# What can be done about a measure, as a unit would say it; a measure that is not here is nothing to be
# done about any more (a reply or a task that was late).
STEPS = {
    "gold": "一項資料集提升為金標章",
    "silver": "一項資料集提升為銀標章",
    "bronze": "一項資料集提升為銅標章",
    "platinum": "一項資料集取得白金標章",
    "oas_certified": "一支 API 通過 OAS 驗證",
    "sample_passed": "一項抽檢不合格的資料集改善為合格",
    "data_standards": "上架一項領域資料標準",
    "award_entries": "報名一件應用獎",
    "themed_datasets": "開放一項主題式策略資料集",
    "promotion_events": "辦理一場推廣活動",
    "demand_datasets": "因應政策或需求開放一項資料集",
}
# No more of the one than of the other.
WITHIN = {
    "gold": "tested",
    "silver": "tested",
    "bronze": "tested",
    "platinum": "datasets",
    "sample_passed": "sampled",
}


@dataclass(frozen=True)
class Gain:
    """One step, the item that it is for, and the points that it brings (before rounding)."""

    step: str
    item: str
    points: Decimal


def gains(
    book: ScoringRulebook, measured: Mapping[str, Fact], scored: Scored, units: Units, most: int = 4
) -> tuple[Gain, ...]:
    """The steps that bring a unit points, the most first; nothing where it has no total."""
    if scored.before_rounding.absence:
        return ()
    now = scored.before_rounding.number
    found: list[Gain] = []
    for item in book.items:
        for name in item.measure.names():
            fact = measured.get(name)
            if name not in STEPS or fact is None or fact.absence or any(one.step == STEPS[name] for one in found):
                continue
            whole = measured.get(WITHIN.get(name, ""))
            if whole is not None and (whole.absence or fact.number >= whole.number):
                continue
            more = {**measured, name: dataclasses.replace(fact, value=fact.number + 1)}
            then = apply(book, more, units, "letters", scored.subject).before_rounding
            if not then.absence and then.number > now:
                found.append(Gain(STEPS[name], item.name, then.number - now))
    return tuple(sorted(found, key=lambda one: -one.points)[:most])
