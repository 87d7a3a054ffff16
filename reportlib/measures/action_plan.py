"""The action plan: workstreams, principles, the review flow, classes of data, and the threshold of money, all from its
rulebook.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from reportlib.display.display import Cell, Naming, Ref, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures.counting import names_counted
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import ActionPlan
from reportlib.roc import numeral


def book(meeting: Meeting) -> ActionPlan:
    """The rulebook of the action plan; ConfigError where the parameters name none."""
    return cast("ActionPlan", meeting.needed_book("action_plan"))


def workstreams(meeting: Meeting) -> Fact:
    """How many workstreams the plan has (項)."""
    plan = book(meeting)
    return names_counted(
        tuple(one.name for one in plan.workstreams),
        meeting.units.count("項"),
        "action_plan.workstreams",
        "行動方案工作項目",
        rule=f"規則檔所列：{plan.source}",
    )


def data_classes(meeting: Meeting) -> Fact:
    """Into how many classes data are sorted (類)."""
    plan = book(meeting)
    return names_counted(
        tuple(one.name for one in plan.data_classes),
        meeting.units.count("類"),
        "action_plan.data_classes",
        "資料開放類別",
        rule="規則檔所列資料類別",
    )


def threshold(meeting: Meeting) -> Fact:
    """The money from which a plan takes stock of its data, in the rulebook's unit (萬元); absent where it names none."""
    name, label, given = "action_plan.threshold", "盤點門檻", book(meeting).threshold
    if given is None:
        return absent(NOT_PROVIDED, meeting.units.count("元"), name, label)
    return Fact(
        Decimal(given.amount),
        meeting.units.count(given.unit),
        name,
        label,
        rule=f"{given.applies_to}經費達此金額以上者；{given.source}",
        operator="declared",
    )


def summary(meeting: Meeting) -> Prose:
    """What the plan consists of, and who must take stock of data."""
    plan = book(meeting)
    sentence = runs(
        "{title}分為 {count!s} 項工作；資料依可開放的程度分為 {classes} 類。",
        title=plan.title,
        count=workstreams(meeting),
        classes=data_classes(meeting),
    )
    if plan.threshold is None:
        return Prose((sentence,))
    given = plan.threshold
    who = runs(
        "{who}經費達 {amount!s} {unit}以上者，{duty}。",
        who=given.applies_to,
        amount=threshold(meeting),
        unit=given.unit,
        duty=given.duty,
    )
    return Prose((sentence, who))


def threshold_message(meeting: Meeting) -> dict:
    """The title of the opening slide: who must take stock of data."""
    given = book(meeting).threshold
    if given is None:
        return workstream_message(meeting)
    return {
        "sentence": "{who}經費達 {amount} {unit}以上，須盤點產出的資料",
        "who": given.applies_to,
        "amount": threshold(meeting),
        "unit": given.unit,
    }


def workstream_message(meeting: Meeting) -> dict:
    """The title of the workstreams' slide, as ``Display.says`` takes it."""
    return {"sentence": "{title}分為 {count} 項工作", "title": book(meeting).title, "count": workstreams(meeting)}


def workstream_table(caption: str, meeting: Meeting) -> Table:
    """The workstreams in order, each with the section of this packet that reports on it."""
    reported = {stem for stem, _ in meeting.params.sections}
    rows = []
    for number, work in enumerate(book(meeting).workstreams, 1):
        place: Cell = Ref(work.section) if work.section in reported else "—"
        rows.append(Row((numeral(number), work.name, place)))
    return Table(
        caption,
        ("項次", "工作項目", "本次資料"),
        tuple(rows),
        "",
        Naming("來源：{source}", source=book(meeting).source),
        weights=(1, 6, 4),
        sortable=False,
    )


def principle_table(caption: str, meeting: Meeting) -> Table:
    """The principles in order."""
    plan = book(meeting)
    rows = tuple(Row((numeral(number), principle)) for number, principle in enumerate(plan.principles, 1))
    return Table(
        caption,
        ("項次", "原則"),
        rows,
        "",
        Naming("來源：{source}", source=plan.principles_source),
        weights=(1, 10),
        sortable=False,
    )


def principle_message(meeting: Meeting) -> dict:
    """The title of the principles' slide: the first of them."""
    return {"sentence": "{first}", "first": next(iter(book(meeting).principles), "").rstrip("。")}


def review_flow(meeting: Meeting) -> dict:
    """What ``flow_chart`` wants: the steps of the review, and where they come from."""
    plan = book(meeting)
    return {"steps": plan.review_steps, "note": Naming("來源：{source}", source=plan.review_source)}


def review_message(meeting: Meeting) -> dict:
    """The title of the review flow's slide: its first and last step."""
    steps = [step.partition("：")[0] for step in book(meeting).review_steps]
    return (
        {"sentence": "資料開放由{first}開始，至{last}", "first": steps[0], "last": steps[-1]}
        if steps
        else {"sentence": "審查流程"}
    )


def class_table(caption: str, meeting: Meeting) -> Table:
    """The classes of data: code, name, what it means, and where that comes from."""
    plan = book(meeting)
    rows = tuple(Row((c.code, c.name, c.meaning)) for c in plan.data_classes)
    sources = Naming.joined("；", dict.fromkeys(c.source for c in plan.data_classes))
    return Table(caption, ("類別", "開放程度", "說明"), rows, "", f"來源：{sources}", weights=(1, 2, 8), sortable=False)


def class_message(meeting: Meeting) -> dict:
    """The title of the classes' slide, as ``Display.says`` takes it."""
    return {"sentence": "資料依開放程度分為 {count} 類", "count": data_classes(meeting)}
