"""Domain data standards: drafted, sent, listed; how many are listed, and what units claim to have listed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import pandas as pd

from reportlib import messages, text
from reportlib.display.display import Cell, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.errors import InputError
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import Choice, blank, is_, until
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures.counting import (
    MOST_PROBLEMS,
    all_counted,
    cells_of,
    count_by,
    count_by_unit,
    each,
    no_parts,
    no_row,
    recorded,
    statutory_order,
)
from reportlib.measures.of_section import of_section
from reportlib.meeting.fields import MeetingDate, meeting_date
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.yaml_models import Wrong
from reportlib.records.records import Records
from reportlib.roc import format_date

DRAFT, SENT, LISTED = "草案", "已送審", "已上架"
STATES = (DRAFT, SENT, LISTED)
NO_STATE = "狀態未載"


def check(standards: Records) -> None:
    """InputError for a state that is none of :data:`STATES` (V17), or a date that is neither a day nor a month (V07)."""
    frame, problems = standards.frame, []
    for row, state in cells_of(frame["state"].dropna()) if standards.has("state") else ():
        if state not in STATES:
            near = text.nearest(state, STATES)
            guess = messages.do_you_mean(near=near) if near else ""
            problem = messages.V17_no_state_of_standard(value=state, guess=guess, known=STATES)
            problems.append(problem.at(standards.file, standards.sheet, row, header=messages.header_state()))
    for row, when in cells_of(frame["state_on"].dropna()) if standards.has("state_on") else ():
        try:
            meeting_date(str(when))
        except Wrong as wrong:
            problem = messages.V07_not_a_date(value=when, reason=wrong.problem.what, todo=messages.write_day_or_month())
            problems.append(problem.at(standards.file, standards.sheet, row, header=messages.header_state_on()))
    if problems:
        raise InputError(*problems[:MOST_PROBLEMS])


def state_of(record: Mapping, day: date) -> str:
    """How far a standard has come by ``day``. One with a day of listing and no state is listed; a later day has not come yet."""
    listed_on, state = record.get("listed_on"), record.get("state")
    if isinstance(listed_on, date):
        return LISTED if listed_on <= day else SENT
    if not isinstance(state, str):
        return NO_STATE
    when = _when(record)
    return SENT if state == LISTED and when and when.first() > day else state


def _when(record: Mapping) -> MeetingDate | None:
    given = record.get("state_on")
    found = meeting_date(str(given)) if isinstance(given, str) else None
    return found if isinstance(found, MeetingDate) else None


def _state_means(standards: Records, day: date, state: str | None) -> Choice:
    """The condition behind a state of :func:`state_of`."""
    listed, unlisted = until("listed_on", day), blank("listed_on")
    records = (record for _, record in each(standards))
    later = {record["state_on"]: None for record in records if (when := _when(record)) and when.first() > day}
    come = ~is_("state_on", *later)
    conditions = {
        LISTED: listed | unlisted & is_("state", LISTED) & come,
        SENT: ~listed & ~unlisted | unlisted & (is_("state", SENT) | is_("state", LISTED) & ~come),
        NO_STATE: unlisted & blank("state"),
    }
    return conditions.get(state or "", unlisted & is_("state", state or ""))


def _up_to(standards: Records, meeting: Meeting) -> Records:
    """The standards with their state on the as-of date, in the register's order."""
    check(standards)
    day = meeting.as_of.inventory
    states = [state_of(record, day) for _, record in each(standards)]
    now = pd.Series(states, standards.frame.index, object)
    standards = standards.classed("state_now", now, partial(_state_means, standards, day))
    frame = standards.frame
    order = {unit: n for n, unit in enumerate(statutory_order(frame["unit_short"], meeting))}
    places = frame["unit_short"].map(order).sort_values(kind="stable").index
    return standards.with_frame(frame.loc[places])


def standards_by_unit(standards: Records | None, meeting: Meeting) -> Breakdown:
    """Domain data standards listed by the as-of date, by unit, in the register's order (項)."""
    day, unit, name, label = (
        meeting.as_of.inventory,
        meeting.units.count("項"),
        "quality.standards",
        "上架的領域資料標準",
    )
    if standards is None:
        return no_parts("單位", unit, name, label, day)
    found = _up_to(standards, meeting)
    here = found.where(is_("state_now", LISTED))
    order = statutory_order(here.frame["unit_short"], meeting)
    return count_by_unit(here, "unit_short", unit, name, label, day, "統計日（含）以前已上架者", order)


def standards_of(unit: str, listed: Breakdown, meeting: Meeting) -> Fact:
    """What the list has of one unit, of :func:`standards_by_unit`; zero where it has none (項)."""
    total = listed.total
    name, label = f"{total.name}/{unit}", f"{unit}{total.label}"
    if total.absence:
        return absent(NOT_PROVIDED, total.unit, name, label, total.as_of)
    return listed.parts.get(unit) or no_row(total, "unit_short", unit, name, label)


def standards_by_state(standards: Records | None, meeting: Meeting) -> Breakdown:
    """All domain data standards by how far they have come (項)."""
    day, unit, name, label = meeting.as_of.inventory, meeting.units.count("項"), "quality.all_standards", "領域資料標準"
    if standards is None:
        return no_parts("狀態", unit, name, label, day)
    found = _up_to(standards, meeting)
    order = [state for state in (*reversed(STATES), NO_STATE) if state in set(found.frame["state_now"])]
    total = all_counted(found, unit, name, label, day, "領域資料標準清單的列數")
    return count_by(
        found,
        "state_now",
        unit,
        "quality.standards_state",
        "狀態",
        total=total,
        label=label + "{}",
        order=order,
    )


@of_section()
def standards_table(caption: str, standards: Records | None, meeting: Meeting) -> Table:
    """Every standard with its unit, how far it has come, and when, in the register's order; where that is from, if it is said.

    >>> quality.standards_table("表", section)
    表：0 列 × 4 欄
    """
    found = None if standards is None else _up_to(standards, meeting)
    sourced = found is not None and found.has("source")
    rows = []
    for _, record in each(found) if found is not None else ():
        source = (record.get("source") or NOT_PROVIDED,) if sourced else ()
        rows.append(Row((record["unit_short"], record["standard"], record["state_now"], _date_cell(record), *source)))
    columns = ("單位", "資料標準", "狀態", "日期", *(("依據",) if sourced else ()))
    weights = (3, 6, 2, 3, *((8,) if sourced else ()))
    note = Naming(
        "已送審：送國家發展委員會審查；已上架：登載於政府資料標準平臺；統計至 {day}；來源沒有載明日期者寫「未載」",
        day=format_date(meeting.as_of.inventory),
    )
    return Table(caption, columns, tuple(rows), note=note, weights=weights)


def _date_cell(record: Mapping) -> Cell:
    if isinstance(record.get("listed_on"), date):
        return format_date(record["listed_on"])
    when = _when(record)
    return when.text() if when else "未載"


@of_section()
def standards_message(standards: Records | None, meeting: Meeting) -> dict:
    """The title of the standards' slide, as ``Display.says`` takes it.

    >>> quality.standards_message(section)["sentence"]
    '領域資料標準：{no}'
    """
    states = standards_by_state(standards, meeting)
    if states.is_absent:
        return {"sentence": "領域資料標準：{no}", "no": states.total}
    gaps = {f"s{n}": fact for n, fact in enumerate(states.parts.values())}
    said = "，".join(f"{state} {{s{n}}} 項" for n, state in enumerate(states.parts))
    return {"sentence": f"領域資料標準{said or '尚無紀錄'}", **gaps}


@of_section(returns="evaluation")
def standards_claims(standards: Records | None, returns: Records | None, meeting: Meeting) -> Prose:
    """What units report to have listed, held against the list: a sentence for each that differs, one that says none does.

    >>> quality.standards_claims(section)
    單位回報的領域資料標準上架數：來源未提供。
    """
    listed = standards_by_unit(standards, meeting)
    if standards is None or returns is None or not returns.has("data_standards"):
        return Prose.of("單位回報的領域資料標準上架數：{absent}。", absent=NOT_PROVIDED)
    unit, day, said = meeting.units.count("項"), meeting.as_of.inventory, []
    for row, record in each(returns):
        short = record["unit_short"]
        claimed = recorded(
            returns,
            row,
            "data_standards",
            record.get("data_standards"),
            unit,
            f"returns/{short}.data_standards",
            f"{short}上架的領域資料標準",
            day,
            "單位回報",
        )
        if claimed.absence:
            continue
        here = standards_of(short, listed, meeting)
        if claimed.value != here.value:
            said.append(
                runs(
                    "{unit}回報上架 {claimed!s} 項，清單所載已上架 {here!s} 項；考核依清單計分。",
                    unit=short,
                    claimed=claimed,
                    here=here,
                )
            )
    return Prose(tuple(said) or (runs("各單位回報的上架數與清單一致。"),))
