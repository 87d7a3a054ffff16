"""Domain data standards listed up to the as-of date, by unit."""

from __future__ import annotations

from reportlib.display.display import Naming
from reportlib.display.tables import Row, Table
from reportlib.facts.breakdowns import Breakdown
from reportlib.measures.counting import count_by_unit, no_parts, on_or_before, statutory_order
from reportlib.measures.quality.marks import having
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date


def standards_by_unit(standards: Records | None, meeting: Meeting) -> Breakdown:
    """Domain data standards listed up to the as-of date, by unit, in the register's order (項)."""
    day, unit, name, label = (
        meeting.as_of.inventory,
        meeting.units.count("項"),
        "quality.standards",
        "上架的領域資料標準",
    )
    if standards is None:
        return no_parts("單位", unit, name, label, day)
    here = standards.where(on_or_before(standards.frame["listed_on"], day))
    order = statutory_order(here.frame["unit_short"], meeting)
    return count_by_unit(here, "unit_short", unit, name, label, day, "上架日期在統計日（含）以前者", order)


def standards_table(caption: str, standards: Records | None, meeting: Meeting) -> Table:
    """Every unit's standards by name and date, in the register's order; the total last."""
    by_unit = standards_by_unit(standards, meeting)
    rows = [Row((unit, fact, _names(standards, unit, meeting))) for unit, fact in by_unit.parts.items()]
    rows.append(Row(("合計", by_unit.total, ""), "total"))
    return Table(
        caption,
        ("單位", "標準數", "資料標準（上架日期）"),
        tuple(rows),
        "單位：項",
        f"統計至 {format_date(meeting.as_of.inventory)}",
        weights=(3, 1, 6),
    )


def _names(standards: Records | None, unit: str, meeting: Meeting) -> str:
    """One unit's standards with their dates, a line each, oldest first."""
    if standards is None:
        return ""
    mine = standards.frame[
        (standards.frame["unit_short"] == unit) & on_or_before(standards.frame["listed_on"], meeting.as_of.inventory)
    ]
    return Naming.joined(
        "\n",
        (
            Naming("{standard}（{day}）", standard=row["standard"], day=format_date(row["listed_on"]))
            for _, row in mine.sort_values("listed_on", kind="stable").iterrows()
        ),
    )


def standards_message(standards: Records | None, meeting: Meeting) -> dict:
    """The title of the standards' slide, as ``Display.says`` takes it."""
    by_unit = standards_by_unit(standards, meeting)
    if by_unit.is_absent:
        return {"sentence": "領域資料標準：{no}", "no": by_unit.total}
    units = having(by_unit, "quality.standards_units", "有領域資料標準上架的單位")
    return {"sentence": "{units} 個單位上架 {total} 項領域資料標準", "units": units, "total": by_unit.total}
