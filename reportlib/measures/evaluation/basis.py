"""What each item of the evaluation rests on: records, or what the units report; and where the two differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures.evaluation import registers, tasks
from reportlib.measures.evaluation.registers import Registers
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import (
    FROM_RECORDS,
    FROM_RETURNS,
    MEASURES,
    ScoringRulebook,
)

BY_RECORDS, BY_UNIT = "紀錄", "單位回報"
RETURNS_PREFIX = "returns/"  # of the names of figures that a unit reports
Counting = Callable[[Registers, Meeting, str], Mapping[str, Fact]]
# How what a unit reports is counted from records where there are any; each gives one or two of the measures.
COUNTINGS: tuple[Counting, ...] = (
    registers.sampled,
    tasks.tasks,
    registers.award_entries,
    registers.themed_datasets,
    registers.promotion_events,
    registers.demand_datasets,
)
# The records that each measure is counted from, as inputs.
RECORDS_OF: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("tested", "gold", "silver", "bronze", "platinum"), ("catalogue", "quality")),
    "datasets": ("catalogue",),
    "oas_certified": ("oas",),
    **dict.fromkeys(("sampled", "sample_passed"), ("samples",)),
    **dict.fromkeys(("tasks_due", "tasks_on_time"), ("milestones", "received", "checklist")),
    "data_standards": ("standards",),
    "award_entries": ("applications",),
    "themed_datasets": ("themes", "catalogue"),
    "promotion_events": ("events",),
    "demand_datasets": ("requests", "catalogue"),
    **dict.fromkeys(("replies", "replies_in_time"), ("requests", "feedback")),
}


def recorded(found: Registers | None, book: ScoringRulebook | None, meeting: Meeting, unit: str) -> dict[str, Fact]:
    """What is counted of a unit from records, by measure: all of which there are records, but those that the rulebook takes from the
    units (``counted_from``); what it takes from records alone is absent where there are none."""
    chosen = book.counted_from if book else {}
    given = (found or Registers()).filled()
    counted = {key: fact for one in COUNTINGS for key, fact in one(given, meeting, unit).items()}
    wanted = {key: fact for key, fact in counted.items() if chosen.get(key) != FROM_RETURNS}
    for key in chosen:
        if chosen[key] == FROM_RECORDS and key not in wanted:
            wanted[key] = absent(
                NOT_PROVIDED, meeting.units.count(MEASURES[key][1]), *registers.named(key, unit), rule="紀錄"
            )
    return wanted
