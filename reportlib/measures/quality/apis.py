"""OAS-validated APIs by unit, on the award's date and on the meeting's."""

from __future__ import annotations

from datetime import date

from reportlib.display.tables import Table, breakdown_table
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import until
from reportlib.facts.facts import Fact
from reportlib.measures.counting import count_by_unit, no_parts, statutory_order
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date


def oas_by_unit(oas: Records | None, meeting: Meeting, day: date | None) -> Breakdown:
    """OAS-validated APIs up to ``day`` by unit, every unit that has one on any day, in the register's order (項)."""
    unit, name, label = meeting.units.count("項"), f"oas/{format_date(day)}" if day else "oas", "通過 OAS 驗證的 API"
    if oas is None or day is None:
        return no_parts("單位", unit, name, label, day)
    here = oas.where(until("certified_on", day))
    order = statutory_order(oas.frame["unit_short"], meeting)
    return count_by_unit(here, "unit_short", unit, name, label, day, "驗證通過日期在統計日（含）以前者", order)


@of_section()
def oas_table(caption: str, oas: Records | None, meeting: Meeting) -> Table:
    """OAS-validated APIs by unit, on the award's date and on the meeting's.

    >>> quality.oas_table("表", section)
    表：1 列 × 2 欄
    """
    days = [day for day in (meeting.as_of.award, meeting.as_of.oas or meeting.as_of.inventory) if day]
    found = [oas_by_unit(oas, meeting, day) for day in days]
    return breakdown_table(caption, *found, labels=[f"截至 {format_date(day)}" for day in days])


@of_section()
def oas_now(oas: Records | None, meeting: Meeting) -> Fact:
    """All OAS-validated APIs on the meeting's date for them (項).

    >>> quality.oas_now(section)
    通過 OAS 驗證的 API 來源未提供（114-05-31）
    """
    return oas_by_unit(oas, meeting, meeting.as_of.oas or meeting.as_of.inventory).total


@of_section()
def oas_message(oas: Records | None, meeting: Meeting) -> dict:
    """The title of the APIs' slide, as ``Display.says`` takes it.

    >>> quality.oas_message(section)["sentence"]
    '通過 OAS 驗證的 API：{now}'
    """
    now = oas_now(oas, meeting)
    if now.absence:
        return {"sentence": "通過 OAS 驗證的 API：{now}", "now": now}
    if meeting.as_of.award is None:
        return {"sentence": "通過 OAS 驗證的 API 計 {now} 項", "now": now}
    before = oas_by_unit(oas, meeting, meeting.as_of.award).total
    return {
        "sentence": "通過 OAS 驗證的 API 由 {before} 項增至 {now} 項"
        if now.number > before.number
        else "通過 OAS 驗證的 API 計 {now} 項",
        "before": before,
        "now": now,
    }
