"""Which datasets are on the list on a day: how many, how many more than before, and how many by a column of the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures.counting import count, count_by, no_parts
from reportlib.measures.inventory.leaving import gone_since, listed_by
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date


def listed(catalogue: Records, meeting: Meeting) -> Records:
    """The datasets on the list on the meeting's as-of date, which every other measure here counts."""
    return catalogue.where(listed_by(catalogue, meeting.as_of.inventory))


def total(catalogue: Records, meeting: Meeting) -> Fact:
    """Datasets on the list on the as-of date (項)."""
    day = meeting.as_of.inventory
    return count(
        catalogue,
        listed_by(catalogue, day),
        meeting.datasets,
        "inventory.total",
        "累計開放資料集",
        day,
        "資料集清單中上架日期在統計日（含）以前者；未載上架日期者計入",
    )


def total_message(whole: Fact) -> dict:
    """The title of the opening slide, as ``Display.says`` takes it."""
    return {"sentence": "累計開放 {whole} 項資料集", "whole": whole}


def previous_total(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Fact:
    """Datasets on the list at the end of the last period; absent without listing dates or without such a date. Those ``withdrawn`` since
    were on it, and are on no list of today."""
    day = meeting.as_of.previous_inventory
    return _on_list(catalogue, meeting, day, "inventory.previous_total", "上期累計開放資料集", "上期統計日", withdrawn)


def _on_list(
    catalogue: Records,
    meeting: Meeting,
    day: date | None,
    name: str,
    label: str,
    called: str,
    withdrawn: Records | None,
) -> Fact:
    """Datasets that were on the list on an earlier day, ``called`` so: those of today's list by their days, and those taken off it since."""
    if day is None or not catalogue.has("listed_on"):
        return absent(NOT_PROVIDED, meeting.datasets, name, label, day)
    rule = f"資料集清單中上架日期在{called}（含）以前者；未載上架日期者計入"
    if withdrawn is None:
        return count(catalogue, listed_by(catalogue, day), meeting.datasets, name, label, day, rule)
    still, gone = f"{name}.still_listed", f"{name}.withdrawn"
    return (
        count(catalogue, listed_by(catalogue, day), meeting.datasets, still, f"{label}中仍在清單者", day, rule)
        + gone_since(withdrawn, catalogue, meeting, day, gone, f"{label}中其後下架者")
    ).named(name, label, rule=f"{rule}，加計其後下架者")


def growth(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Fact:
    """By how much the list has grown since the end of the last period (項): what was listed less what was ``withdrawn``."""
    difference = total(catalogue, meeting) - previous_total(catalogue, meeting, withdrawn)
    return difference.named("inventory.growth", "較上期增加的資料集", rule="本期累計減上期累計")


def by_column(
    catalogue: Records,
    meeting: Meeting,
    column: str,
    dimension: str,
    label: str,
    unfilled: str = "未填",
    order: Sequence[str] = (),
) -> Breakdown:
    here = listed(catalogue, meeting)
    name = f"inventory.{column}"
    if not here.has(column):
        return no_parts(dimension, meeting.datasets, name, f"各{dimension}資料集", meeting.as_of.inventory)
    return count_by(
        here,
        column,
        meeting.datasets,
        name,
        dimension,
        total=total(catalogue, meeting),
        label=label,
        rule=f"資料集清單的{dimension}欄",
        blank=unfilled,
        order=order,
    )


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
    return _on_list(catalogue, meeting, day, name, label, "當日", withdrawn)
