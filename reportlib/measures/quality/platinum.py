"""Platinum marks of every evaluated unit."""

from __future__ import annotations

from reportlib.facts.breakdowns import Breakdown
from reportlib.measures.counting import leaders
from reportlib.measures.quality.marks import counted_by_unit, having, marks_on
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date


def platinum_by_unit(catalogue: Records, tests: Records | None, meeting: Meeting) -> Breakdown:
    """Platinum datasets of every evaluated unit on ``as_of.platinum`` (項)."""
    day = meeting.as_of.platinum or meeting.as_of.inventory
    return counted_by_unit(marks_on(day, catalogue, tests, meeting), "platinum", meeting, day)


def platinum_message(platinum: Breakdown) -> dict:
    """The title of the platinum marks' slide, as ``Display.says`` takes it."""
    if platinum.is_absent or not platinum.total.value:
        return {"sentence": "白金標章：{no}", "no": platinum.total}
    name, held = leaders(platinum)
    units = having(platinum, "quality.platinum_units", "取得白金標章的單位")
    return {"sentence": "{units} 個單位取得白金標章，{name} {held} 項最多", "units": units, "name": name, "held": held}


def platinum_total_message(platinum: Breakdown) -> dict:
    """The title of the table's slide: all platinum marks, and when they were counted."""
    if platinum.is_absent:
        return {"sentence": "白金標章：{no}", "no": platinum.total}
    return {
        "sentence": "截至 {day}，白金標章共 {total} 項",
        "day": format_date(platinum.total.day),
        "total": platinum.total,
    }
