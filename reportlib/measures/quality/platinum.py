"""Platinum marks of every evaluated unit."""

from __future__ import annotations

import dataclasses

from reportlib.display.display import Naming
from reportlib.display.tables import Row, Table, as_of_text, breakdown_table
from reportlib.facts.breakdowns import Breakdown
from reportlib.measures.counting import ZERO, facts_counted, leaders
from reportlib.measures.of_section import of_section
from reportlib.measures.quality.marks import counted_by_unit, having, marks_on
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date


@of_section(tests="quality")
def platinum_by_unit(catalogue: Records, tests: Records | None, meeting: Meeting) -> Breakdown:
    """Platinum datasets of every evaluated unit on ``as_of.platinum`` (項).

    >>> quality.platinum_by_unit(section)
    單位：統計處 1、資訊中心 1、河川署 3、檢驗局 2、地質所 1……共 6 項，合計 9 項（114-05-31）
    """
    day = meeting.as_of.platinum or meeting.as_of.inventory
    return counted_by_unit(marks_on(day, catalogue, tests, meeting), "platinum", meeting, day)


def platinum_table(caption: str, platinum: Breakdown) -> Table:
    """The units that hold the mark, the most first, with a bar each; the others in one row, the whole last."""
    if platinum.is_absent:
        return breakdown_table(caption, platinum, labels=["資料集"])
    held = platinum.descending().without_zeros()
    table = breakdown_table(caption, held, labels=["資料集"])
    none = tuple(fact for fact in platinum.parts.values() if not fact.absence and not fact.value)
    if none:
        unit = dataclasses.replace(platinum.total.unit, label="個")
        day = platinum.total.as_of
        number = facts_counted(
            platinum.parts.values(),
            unit,
            "quality.platinum_units_without",
            "沒有白金標章的單位",
            day,
            "數量為零的單位數",
            which=ZERO,
        )
        rest = Row((Naming("其餘 {number} 個單位", number=number), none[0]))
        table = dataclasses.replace(table, rows=(*table.rows[:-1], rest, table.rows[-1]))
    return table.with_bars("資料集")


def platinum_day(platinum: Breakdown) -> str:
    """「統計至 109-11-05」, for a display whose slide has the day of its section at the foot."""
    return as_of_text(platinum.total)


def platinum_message(platinum: Breakdown) -> dict:
    """The title of the platinum marks' slide, as ``Display.says`` takes it."""
    if platinum.is_absent or not platinum.total.value:
        return {"sentence": "白金標章：{no}", "no": platinum.total}
    name, held = leaders(platinum)
    units = having(platinum, "quality.platinum_units", "取得白金標章的單位")
    return {
        "sentence": "{units} 個單位獲白金標章 {total} 項，{name} {held} 項最多",
        "units": units,
        "total": platinum.total,
        "name": name,
        "held": held,
    }


def platinum_total_message(platinum: Breakdown) -> dict:
    """The title of the table's slide: all platinum marks, and when they were counted."""
    if platinum.is_absent:
        return {"sentence": "白金標章：{no}", "no": platinum.total}
    return {
        "sentence": "截至 {day}，白金標章共 {total} 項",
        "day": format_date(platinum.total.day),
        "total": platinum.total,
    }
