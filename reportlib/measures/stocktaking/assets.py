"""The inventory of data: how many of each class, by unit, and what is not open without saying why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from reportlib import messages
from reportlib.errors import InputError, Problem
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.brief import Brief
from reportlib.facts.conditions import EVERY, Choice, blank, is_
from reportlib.facts.facts import Fact
from reportlib.measures.action_plan import book
from reportlib.measures.counting import MOST_PROBLEMS, all_counted, cells_of, count, statutory_order
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.plan_rules import ActionPlan, DataClass
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.text import nearest, spelling


def spelled(plan: ActionPlan) -> dict[str, DataClass]:
    """Every known spelling of a class of data, as it is compared, to the class."""
    return {
        spelling(text): one
        for one in plan.data_classes
        for text in (one.name, *((one.also,) if one.also else ()), *one.spellings)
    }


def check_assets(assets: Records, meeting: Meeting) -> None:
    """InputError (V17) for a class that the rulebook of the action plan does not know; nothing where there is no such rulebook."""
    if meeting.book("action_plan") is None:
        return
    plan = book(meeting)
    if found := list(islice(_unknown(assets, plan), MOST_PROBLEMS)):
        raise InputError(*found)


def _unknown(assets: Records, plan: ActionPlan) -> Iterator[Problem]:
    known = spelled(plan)
    for row, text in cells_of(assets.frame["data_class"]):
        if spelling(text) not in known:
            near = nearest(text, [one.name for one in plan.data_classes])
            problem = messages.V17_no_class_of_data(
                value=text,
                guess=messages.do_you_mean(near=near) if near else "",
                known=[one.name for one in plan.data_classes],
            )
            yield problem.at(assets.file, assets.sheet, row, header=label_of("assets", "data_class"))


@dataclass(frozen=True, repr=False)
class Assets(Brief):
    """The inventory of data (項): all, by class, by class and unit, and what is refused with no reason or no article of law."""

    records: Records
    listed: Breakdown  # by unit
    by_class: dict[str, Breakdown]  # by unit, each class
    unexplained: Breakdown  # by unit
    without_reason: Records
    classes: Mapping[str, DataClass]


@of_section(records="assets")
def assets(records: Records | None, meeting: Meeting) -> Assets | None:
    """None where the meeting has no such list. InputError (V17) for a class that is none, ConfigError where the parameters name no rulebook of the action plan.

    >>> stocktaking.assets(section).listed
    單位：統計處 8、資訊中心 5、河川署 11、檢驗局 9、地質所 9……共 6 項，合計 50 項（114-05-31）
    """
    if records is None:
        return None
    plan = book(meeting)
    check_assets(records, meeting)
    known = spelled(plan)
    texts: dict[str, list[str]] = {one.name: [] for one in plan.data_classes}
    for text in records.frame["data_class"].dropna().unique():
        texts[known[spelling(text)].name].append(text)
    units = statutory_order(records.frame["agency_short"], meeting)
    refused = [text for one in plan.data_classes if one.role == "refused" for text in texts[one.name]]
    says_nothing = is_("data_class", *refused) & (blank("reason") | blank("law"))

    def of(where: Choice, name: str, label: str, rule: str) -> Breakdown:
        return _by_unit(records, where, name, label, rule, units, meeting)

    return Assets(
        records,
        of(EVERY, "assets.listed", "資產盤點表所列資料集", "資產盤點表的列數"),
        {
            one.name: of(
                is_("data_class", *texts[one.name]), f"assets.class/{one.name}", one.name, f"資料類別為{one.name}者"
            )
            for one in plan.data_classes
        },
        of(
            says_nothing,
            "assets.unexplained",
            "不予提供而理由或法規條文不全者",
            "資料類別為不予提供，理由或法規條文空白者",
        ),
        records.where(says_nothing),
        {text: known[spelling(text)] for found in texts.values() for text in found},
    )


def _by_unit(
    records: Records, where: Choice, name: str, label: str, rule: str, units: list[str], meeting: Meeting
) -> Breakdown:
    here, unit, day = records.where(where), meeting.datasets, meeting.as_of.inventory
    parts: dict[str, Fact] = {
        short: count(here, is_("agency_short", short), unit, f"{name}/{short}", f"{short}{label}", day, rule)
        for short in units
    }
    return Breakdown("單位", parts, all_counted(here, unit, name, label, day, rule))
