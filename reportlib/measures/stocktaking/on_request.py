"""What is given on request: how many with which restriction, and which say no licence or no charge."""

from __future__ import annotations

from dataclasses import dataclass

from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import blank
from reportlib.facts.facts import Fact
from reportlib.measures.counting import all_counted, count, count_by, no_parts
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


@dataclass(frozen=True)
class OnRequest:
    """The inventory of what is given on request (項); ``incomplete`` say no licence or no charge, which each must."""

    records: Records
    listed: Fact
    by_restriction: Breakdown
    incomplete: Fact


@of_section(records="on_request")
def on_request(records: Records | None, meeting: Meeting) -> OnRequest | None:
    """None where the meeting has no such list.

    >>> stocktaking.on_request(section).by_restriction
    限制類型：保留撤回權 1、其他限制條件 1、有償提供 1，合計 3 項（114-05-31）
    """
    if records is None:
        return None
    unit, day = meeting.datasets, meeting.as_of.inventory
    listed = all_counted(
        records, unit, "on_request.listed", "依申請提供清單所列資料集", day, "依申請提供資料盤點清單的列數"
    )
    name, dimension = "on_request.restriction", "限制類型"
    by_restriction = (
        count_by(
            records,
            "restriction",
            unit,
            name,
            dimension,
            total=listed,
            label="{}的依申請提供資料集",
            rule="依申請提供資料盤點清單的限制類型欄",
        )
        if records.has("restriction")
        else no_parts(dimension, unit, name, "各限制類型的資料集", day)
    )
    incomplete = count(
        records,
        blank("licence") | blank("charging"),
        unit,
        "on_request.incomplete",
        "授權內容或計費方式未填的依申請提供資料集",
        day,
        "授權內容或計費方式空白者",
    )
    return OnRequest(records, listed, by_restriction, incomplete)
