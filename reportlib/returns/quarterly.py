"""The checklists of a quarter that the units have returned, with those of earlier quarters that the secretariat has: a series goes on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlib.meeting.meeting import Meeting
from reportlib.meeting.quarters import Quarter, quarter_in
from reportlib.returns.intake_outcome import Intake
from reportlib.returns.work import each_row

if TYPE_CHECKING:
    from reportlib.records.records import Records

CHECKLIST = "checklist"  # the return, and the input that it becomes


def quarter(meeting: Meeting) -> Quarter:
    """The quarter that the units are asked about: that of the parameters, or of the as-of date."""
    returns = meeting.params.returns
    said = quarter_in(returns.quarter) if returns and returns.quarter else None
    return said or Quarter.of(meeting.as_of.inventory)


def own_list(meeting: Meeting) -> tuple[Path, Records] | None:
    """The secretariat's own list of the checklists of earlier quarters, and its file; None where there is none."""
    from reportlib.records import inputs

    path = inputs.kept_or_beside(CHECKLIST, meeting)
    records = inputs.read(CHECKLIST, path, meeting) if path else None
    return (path, records) if path and records else None


def merged(found: Intake) -> list[Mapping[str, Any]]:
    """The rows of other quarters as the secretariat's list has them, and its rows of this one of units that have returned none;
    then what was returned, with the quarter and the day on which it came, where that is known."""
    now, own = quarter(found.meeting), own_list(found.meeting)
    names = {agency.name: agency.short for agency in found.meeting.register}
    came = [record for _, record in each_row(found.accepted[CHECKLIST])]
    units = {record["publisher"] for record in came}
    kept = [
        record
        for _, record in each_row(own[1].frame if own else None)
        if quarter_in(record["quarter"]) != now or record["publisher"] not in units
    ]
    return kept + [record | {"quarter": now.label, "returned_on": _came_on(found, names, record)} for record in came]


def _came_on(found: Intake, names: Mapping[str, str], record: Mapping[str, Any]) -> Any:
    """When the return of a row's unit came, as the secretariat has written it down."""
    cell = found.board.cells.get((names.get(record["publisher"], ""), CHECKLIST))
    return cell.received_on if cell else None
