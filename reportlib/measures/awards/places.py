"""What the awards share: the day they count to, the order of what is ranked, and what a tie does."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from reportlib.display.display import Run, runs
from reportlib.facts.facts import Fact, decimal_places
from reportlib.measures.counting import facts_counted
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


@of_section()
def award_day(meeting: Meeting) -> date:
    """The day up to which the awards count.

    >>> str(awards.award_day(section))
    '2020-07-31'
    """
    return meeting.as_of.award or meeting.as_of.inventory


def places_of(records: Records, column: str) -> int:
    """The decimal places in which a column is given."""
    given = records.frame[column].dropna() if records.has(column) else ()
    return max((decimal_places(value) for value in given), default=0)


def best_first(ranked: Iterable) -> list:
    """Best first, what has no rank last; ties keep their order."""
    return sorted(ranked, key=lambda one: (one.rank.absence is not None, one.rank.value or 0))


def tied_on_the_last_place(winners: Sequence, places: int) -> int:
    """How many share the last winning place, where that makes more winners than places; 0 otherwise."""
    if len(winners) <= places:
        return 0
    return sum(one.rank.value == winners[-1].rank.value for one in winners)


def tie_sentence(winners: Sequence, places: int, name: str) -> tuple[Run, ...]:
    """「第 3 名有 2 件同分，得獎者因此為 4 件。」, or nothing."""
    tied = tied_on_the_last_place(winners, places)
    if not tied:
        return ()
    last, scores = winners[-1].rank, tuple(one.score for one in winners)
    unit = dataclasses.replace(last.unit, label="件")
    together = Fact(
        Decimal(tied),
        unit,
        f"{name}.tied",
        "最後得獎名次的同分者",
        last.as_of,
        "名次與最後一名得獎者相同者",
        operator="count",
        operands=scores,
    )
    all_of_them = facts_counted(scores, unit, f"{name}.winners", "同分後的得獎者", last.as_of, "名次在得獎名額內者")
    return runs("第 {rank} 名有 {tied} 件同分，得獎者因此為 {all} 件。", rank=last, tied=together, all=all_of_them)
