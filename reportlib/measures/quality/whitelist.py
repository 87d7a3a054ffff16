"""White-listed datasets: those that the rulebook excuses from testing, by unit."""

from __future__ import annotations

from reportlib.display.display import runs
from reportlib.display.prose import Prose
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import is_
from reportlib.measures import inventory
from reportlib.measures.counting import count_by_unit, no_parts, statutory_order
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


def whitelisted_by_unit(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets on the list that the rulebook excuses from testing, by unit, in the register's order (項)."""
    day, name, label = meeting.as_of.inventory, "quality.whitelisted", "白名單資料集"
    if meeting.marks is None or not catalogue.has("mark"):
        return no_parts("單位", meeting.datasets, name, label, day)
    here = inventory.listed(catalogue, meeting)
    here = here.where(is_("mark", *meeting.marks.whitelisted))
    order = statutory_order(here.frame["publisher_short"], meeting)
    rule = "資料集清單的品質檢測欄註記為白名單者"
    return count_by_unit(here, "publisher_short", meeting.datasets, name, label, day, rule, order)


@of_section()
def whitelisted_summary(catalogue: Records, meeting: Meeting) -> Prose:
    """Which units have white-listed datasets, and how many.

    >>> quality.whitelisted_summary(section)
    白名單資料集：無。
    """
    found = whitelisted_by_unit(catalogue, meeting)
    if found.total.absence or not found.total.value:
        return Prose.of("白名單資料集：{no}。", no=found.total.absence or "無")
    sentence = runs("白名單資料集 {total!s} 項不列入金標章占比：", total=found.total)
    for number, (unit, fact) in enumerate(found.parts.items()):
        sentence += runs("{comma}{unit} {fact} 項", comma="、" if number else "", unit=unit, fact=fact)
    return Prose((sentence + runs("。"),))
