"""Which datasets are on the list on a day: how many, how many more than before, and how many by a column of the list."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date

from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import Choice
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures.counting import all_counted, count, count_by, no_parts
from reportlib.measures.inventory.leaving import gone_after, gone_since, listed_by, on_list
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date

GONE_LATER = "統計日後下架"  # a part of its own where a column tells the parts: today's list no longer has the cell
_RULE = "資料集清單中上架日期在{called}（含）以前者；未載上架日期者計入"


def listed(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Records:
    """The datasets of the list that were on it on the meeting's as-of date, which every other measure here counts."""
    return on_list(catalogue, meeting.as_of.inventory, withdrawn)


def gone_later(catalogue: Records, meeting: Meeting, withdrawn: Records | None) -> Records | None:
    """The withdrawals of what was on the list on the as-of date and has been taken off it since, before the list was exported; None
    where there are none."""
    if withdrawn is None:
        return None
    found = gone_after(withdrawn, catalogue, meeting, meeting.as_of.inventory)
    return None if found.frame.empty else found


@of_section()
def total(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Fact:
    """Datasets on the list on the as-of date (項), those that were ``withdrawn`` after it among them.

    >>> inventory.total(section)
    累計開放資料集 36 項（114-05-31）
    """
    day, is_any_gone = meeting.as_of.inventory, gone_later(catalogue, meeting, withdrawn) is not None
    return _on_list(
        catalogue, meeting, day, "inventory.total", "累計開放資料集", "統計日", withdrawn, adds_gone=is_any_gone
    )


def total_message(whole: Fact) -> dict:
    """The title of the opening slide, as ``Display.says`` takes it."""
    return {"sentence": "累計開放 {whole} 項資料集", "whole": whole}


@of_section()
def previous_total(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Fact:
    """Datasets on the list at the end of the last period; absent without listing dates or without such a date. Those ``withdrawn`` since
    were on it, and are on no list of today.

    >>> inventory.previous_total(section)
    上期累計開放資料集 31 項（113-11-30）
    """
    day, name, label = meeting.as_of.previous_inventory, "inventory.previous_total", "上期累計開放資料集"
    if day is None or not catalogue.has("listed_on"):
        return absent(NOT_PROVIDED, meeting.datasets, name, label, day)
    return _on_list(catalogue, meeting, day, name, label, "上期統計日", withdrawn)


def _on_list(
    catalogue: Records,
    meeting: Meeting,
    day: date,
    name: str,
    label: str,
    called: str,
    withdrawn: Records | None,
    *,
    adds_gone: bool = True,
) -> Fact:
    """Datasets that were on the list on a day, ``called`` so: those of today's list by their days and by what was ``withdrawn`` and put
    back, and those that are gone from it since."""
    here, rule = on_list(catalogue, day, withdrawn), _RULE.format(called=called)
    if len(here.frame) < len(on_list(catalogue, day).frame):
        rule += "；其時下架、其後重新上架者不計"
    if withdrawn is None or not adds_gone:
        return all_counted(here, meeting.datasets, name, label, day, rule)
    return (
        all_counted(here, meeting.datasets, f"{name}.still_listed", f"{label}中仍在清單者", day, rule)
        + gone_since(withdrawn, catalogue, meeting, day, f"{name}.withdrawn", f"{label}中其後下架者")
    ).named(name, label, rule=f"{rule}，加計其後下架者")


@of_section()
def growth(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Fact:
    """By how much the list has grown since the end of the last period (項): what was listed less what was ``withdrawn``.

    >>> inventory.growth(section)
    較上期增加的資料集 5 項（114-05-31）
    """
    difference = total(catalogue, meeting, withdrawn) - previous_total(catalogue, meeting, withdrawn)
    return difference.named("inventory.growth", "較上期增加的資料集", rule="本期累計減上期累計")


def by_column(
    catalogue: Records,
    meeting: Meeting,
    column: str,
    dimension: str,
    label: str,
    unfilled: str = "未填",
    order: Sequence[str] = (),
    withdrawn: Records | None = None,
) -> Breakdown:
    """Datasets by a column of the list, and those gone from it since the as-of date as :data:`GONE_LATER`."""
    here = listed(catalogue, meeting, withdrawn)
    name = f"inventory.{column}"
    if not here.has(column):
        return no_parts(dimension, meeting.datasets, name, f"各{dimension}資料集", meeting.as_of.inventory)
    found = count_by(
        here,
        column,
        meeting.datasets,
        name,
        dimension,
        total=total(catalogue, meeting, withdrawn),
        label=label,
        rule=f"資料集清單的{dimension}欄",
        blank=unfilled,
        order=order,
    )
    return with_gone_later(found, catalogue, meeting, withdrawn, name)


def with_gone_later(
    found: Breakdown, catalogue: Records, meeting: Meeting, withdrawn: Records | None, name: str
) -> Breakdown:
    """The same with :data:`GONE_LATER` as its last part, where anything is."""
    gone = gone_later(catalogue, meeting, withdrawn)
    if gone is None:
        return found
    rule = f"撤回及下架清單中統計日仍在清單、其後下架者；清單已無其{found.dimension}"
    label, day = f"{GONE_LATER}的資料集", meeting.as_of.inventory
    part = all_counted(gone, meeting.datasets, f"{name}/{GONE_LATER}", label, day, rule)
    return dataclasses.replace(found, parts={**found.parts, GONE_LATER: part})


def with_gone_by(
    found: Breakdown, gone: Records | None, chosen: Mapping[str, Choice], name: str, label: str
) -> Breakdown:
    """The same with those ``gone`` since added to their part, by the condition that chooses them."""
    if gone is None:
        return found
    parts = dict(found.parts)
    for key, where in chosen.items():
        mine, called, unit = f"{name}/{key}", label.format(key), found.total.unit
        more = count(gone, where, unit, f"{mine}.withdrawn", f"{called}中統計日後下架者", found.total.as_of)
        if more.value and key in parts:
            still = parts[key].named(f"{mine}.still_listed", f"{called}中仍在清單者")
            parts[key] = (still + more).named(mine, called, rule="清單中者，加計統計日後下架者")
        elif more.value:
            parts[key] = more.named(mine, called)
    return dataclasses.replace(found, parts=parts)


def listed_later(catalogue: Records, meeting: Meeting) -> Fact:
    """Datasets in the file that were listed after the as-of date, which nothing here counts (項)."""
    return count(
        catalogue,
        ~listed_by(catalogue, meeting.as_of.inventory),
        meeting.datasets,
        "inventory.listed_later",
        "統計日後上架的資料集",
        meeting.as_of.inventory,
        "上架日期晚於統計日者，不計入任何統計",
    )


def counted_on(catalogue: Records, meeting: Meeting, day: date, withdrawn: Records | None = None) -> Fact:
    """Datasets on the list on another day than the as-of date (項); absent without listing dates."""
    name, label = f"inventory.total/{format_date(day)}", f"清單中 {format_date(day)} 以前上架的資料集"
    if not catalogue.has("listed_on"):
        return absent(NOT_PROVIDED, meeting.datasets, name, label, day)
    return _on_list(catalogue, meeting, day, name, label, "當日", withdrawn)
