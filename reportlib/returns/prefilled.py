"""What each unit's workbook starts from: the records that are known already, by return and unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlib import messages
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import follow_up, inventory
from reportlib.measures.counting import each
from reportlib.measures.requests import counted
from reportlib.measures.responsible import owners
from reportlib.meeting.meeting import Meeting
from reportlib.records import inputs
from reportlib.records.records import Records
from reportlib.returns.asked import RETURNS

Row = Mapping[str, Any]  # a record by the names of a return's columns, each of which has a kind of value of its own

SOURCES = {
    "plan": "plan",
    "checklist": "catalogue",
    "replies": "requests",
    "evaluation": "evaluation",
    "progress": "resolutions",
    "assets": "assets",
    "on_request": "on_request",
    "costs": "costs",
}  # inputs of the returns


def kept_records(meeting: Meeting, names: Sequence[str]) -> dict[str, Records | None]:
    """The secretariat's own list of each of these returns; None where it has none."""
    found: dict[str, Records | None] = {}
    for name in names:
        path = inputs.kept(SOURCES[name], meeting)
        found[name] = inputs.read(SOURCES[name], path, meeting) if path else None
    return found


def prefilled(
    meeting: Meeting, names: Sequence[str], kept: Mapping[str, Records | None] | None = None
) -> dict[str, dict[str, list[Row]]]:
    """For each of these returns and each unit, the records to start from; none where the meeting has no such records.

    ``kept`` are the lists where they have been read (:func:`kept_records`).
    """
    chosen = {
        "plan": _planned,
        "checklist": _listed,
        "replies": requested,
        "evaluation": _reported,
        "progress": _resolved,
        **dict.fromkeys(("assets", "on_request", "costs"), _inventoried),
    }
    found = {}
    for name, records in (kept or kept_records(meeting, names)).items():
        if name not in names:
            continue
        units: dict[str, list[Row]] = {}
        for unit, row in chosen[name](records, meeting) if records is not None else ():
            units.setdefault(unit, []).append(row)
        found[name] = units
    return found


def bare(rows: Mapping[str, Mapping[str, Sequence[Row]]]) -> frozenset[str]:
    """The returns that start from nothing, for whatever unit: of these nothing can be said to be none of a unit's."""
    return frozenset(name for name, units in rows.items() if not units)


def starts_from_nothing(name: str, meeting: Meeting) -> str:
    path, label = inputs.kept(SOURCES[name], meeting), RETURNS[name].label
    if path is None:
        return messages.not_prefilled_no_input(table=label, input=SOURCES[name])
    return messages.not_prefilled_no_row(table=label, file=path.name)


def asked_of_nobody(kept: Mapping[str, Records | None], meeting: Meeting) -> str | None:
    """Which resolutions no workbook has, as their owner names no unit, and nobody has proposed anything on; None where all are asked of somebody."""
    resolutions = kept.get("progress")
    tracked = follow_up.followed_up(resolutions, meeting).resolutions if resolutions is not None else ()
    lost = [
        messages.resolution_of_owner(
            meeting="-".join(map(str, one.meeting)), number=one.number + one.item, owner=one.owner
        )
        for one in tracked
        if not one.proposal and not one.proposal_said and not owners(one.owner, meeting)
    ]
    path = inputs.kept(SOURCES["progress"], meeting)
    if not lost or path is None:
        return None
    return messages.resolutions_asked_of_nobody(resolutions=lost, file=path.name)


def _planned(plan: Records, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    """What is planned and not open yet, in the order of the planned dates."""
    rows = [row for _, row in each(plan) if not row.get("opened_on")]
    rows.sort(key=lambda row: row["planned_on"])
    return ((row["agency_short"], row) for row in rows)


def _listed(catalogue: Records, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    """What is on the portal's list on the as-of date."""
    return ((row["publisher_short"], row) for _, row in each(inventory.listed(catalogue, meeting)))


def requested(requests: Records, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    """The requests that count; the outcome of one that is not answered is left for the unit."""
    book = meeting.outcomes
    answered = {one.outcome for one in book.outcomes if one.answered and not one.where_met} if book else set()
    for _, row in each(counted(requests, meeting) if book else requests):
        yield row["agency_short"], row | {"outcome": row["outcome"] if row["outcome"] in answered else None}


def _reported(evaluation: Records, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    return ((row["unit_short"], row) for _, row in each(evaluation))


def _inventoried(inventory: Records, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    """What stands in an inventory of data."""
    return ((row["agency_short"], row) for _, row in each(inventory))


def _resolved(resolutions: Records, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    """The resolutions under follow-up, each for every unit that is its owner."""
    records = dict(each(resolutions))
    for one in follow_up.followed_up(resolutions, meeting).resolutions:
        row = records[one.row] | {
            "handling": one.handling if one.handling != NOT_PROVIDED else None,
            "proposal": one.proposal or None,
        }
        for unit in owners(one.owner, meeting):
            yield unit, row
