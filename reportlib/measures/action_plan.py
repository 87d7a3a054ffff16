"""The action plan: its history and work, how stock is taken of data, the review flow, classes of data, the threshold of cost,
the government's strategy and the themed ones, all from its rulebook.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from reportlib.display.display import Cell, Display, Naming, Ref, runs
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures.counting import names_counted
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.plan_rules import ActionPlan, DataClass, Points, Process
from reportlib.meeting.rulebooks import listed_in
from reportlib.roc import numeral
from reportlib.text import Unsaid, as_written


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
        rule=listed_in(plan.source),
    )


def data_classes(meeting: Meeting) -> Fact:
    """Into how many classes data are sorted (類)."""
    plan = book(meeting)
    return names_counted(
        tuple(one.name for one in plan.data_classes),
        meeting.units.count("類"),
        "action_plan.data_classes",
        "資料類別",
        rule="規則檔所列資料類別",
    )


def threshold(meeting: Meeting) -> Fact:
    """The cost from which a dataset goes before a higher group, in the rulebook's unit (萬元); absent where it names none."""
    name, label, given = "action_plan.threshold", "提報門檻", book(meeting).threshold
    if given is None:
        return absent(NOT_PROVIDED, meeting.units.count("元"), name, label)
    return Fact(
        Decimal(given.amount),
        meeting.units.count(given.unit),
        name,
        label,
        rule="；".join(filter(None, (f"{given.applies_to}達此金額以上者", given.source))),
        operator="declared",
    )


def summary(meeting: Meeting) -> Prose:
    """What the plan consists of, and which dataset goes before a higher group."""
    plan = book(meeting)
    sentence = runs(
        "「{title}」分為 {count!s} 項工作；資料依提供方式分為 {classes} 類：{names}。",
        title=plan.title,
        count=workstreams(meeting),
        classes=data_classes(meeting),
        names=Naming.joined("、", (one.name for one in plan.data_classes)),
    )
    if plan.threshold is None:
        return Prose((sentence,))
    given = plan.threshold
    who = runs(
        "{who}達 {amount!s} {unit}以上者，{duty}（{source}）。",
        who=given.applies_to,
        amount=threshold(meeting),
        unit=given.unit,
        duty=given.duty,
        source=given.source,
    )
    return Prose((sentence, who))


def threshold_message(meeting: Meeting) -> dict:
    """The title of the opening slide: which dataset goes before a higher group."""
    given = book(meeting).threshold
    if given is None:
        return workstream_message(meeting)
    return {
        "sentence": "建置及維護達 {amount} {unit}的資料集，{duty}",
        "amount": threshold(meeting),
        "unit": given.unit,
        "duty": given.duty,
    }


def workstream_message(meeting: Meeting) -> dict:
    """The title of the workstreams' slide, as ``Display.says`` takes it."""
    return {"sentence": "行動方案分為 {count} 項工作", "count": workstreams(meeting)}


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


def history_table(caption: str, meeting: Meeting) -> Table:
    """What the plan rests on and how it came by its name: when, what, with which effect."""
    found = book(meeting).history
    rows = tuple(Row((one.when, one.event, one.effect)) for one in found.events) if found else ()
    note = Naming("來源：{source}", source=found.source) if found else ""
    return Table(caption, ("時間", "依據或事項", "結果"), rows, "", note, weights=(4, 8, 7), sortable=False)


def history_message(meeting: Meeting) -> dict:
    """The title of the history's slide: the last of it."""
    found = book(meeting).history
    if found is None:
        return workstream_message(meeting)
    return {"sentence": "{when}，{event}", "when": found.events[-1].when, "event": found.events[-1].event}


def task_table(caption: str, meeting: Meeting) -> Table:
    """The key tasks in order."""
    return _points_table(caption, "重點任務", book(meeting).tasks)


def consideration_table(caption: str, meeting: Meeting) -> Table:
    """What the yearly evaluation considers, in order."""
    return _points_table(caption, "考量項目", book(meeting).considerations)


def promotion_table(caption: str, meeting: Meeting) -> Display:
    """How the use of data is promoted, in order; nothing where there is no plan that says."""
    found = meeting.book("action_plan")
    given = cast("ActionPlan", found).promotion if found else None
    return _points_table(caption, "作法", given) if given else Several(())


def themed_points_table(caption: str, meeting: Meeting) -> Table:
    """What a themed strategy is planned by, in order."""
    given = book(meeting).themed_strategy
    points = Points(source=given.source, points=given.points) if given and given.points else None
    return _points_table(caption, "規劃重點", points)


def _points_table(caption: str, header: str, given: Points | None) -> Table:
    points, note = ((), "") if given is None else (given.points, Naming("來源：{source}", source=given.source))
    rows = tuple(Row((numeral(number), point)) for number, point in enumerate(points, 1))
    return Table(caption, ("項次", header), rows, "", note, weights=(1, 12), sortable=False)


def inventory_table(caption: str, meeting: Meeting) -> Table:
    """How stock is taken of data: the principles, what comes first, personal data, charges; each with its page."""
    plan = book(meeting)
    groups = [("原則", plan.principles.points, plan.principles.source)] if plan.principles else []
    groups += [(rule.about, rule.points, rule.source) for rule in plan.inventory]
    rows = tuple(
        Row((about if at == 0 else "", point, source if at == 0 else ""))
        for about, points, source in groups
        for at, point in enumerate(points)
    )
    return Table(caption, ("類別", "盤點原則", "出處"), rows, weights=(3, 12, 6), sortable=False)


def review_flow(meeting: Meeting) -> dict:
    """What ``flow_chart`` wants: the steps of the review, and where they come from."""
    given = book(meeting).review
    if given is None:
        return {"steps": ()}
    return {"steps": given.points, "note": Naming("來源：{source}", source=given.source)}


def review_message(meeting: Meeting) -> dict:
    """The title of the review flow's slide: its first and last step."""
    given = book(meeting).review
    steps = [as_written(step.partition("：")[0], step) for step in given.points] if given else []
    return (
        {"sentence": "資料集由{first}開始，到{last}", "first": steps[0], "last": steps[-1]}
        if steps
        else {"sentence": "審查流程"}
    )


def government(meeting: Meeting) -> dict:
    """What ``branch_chart`` wants: the government's strategy, its supply and its drive side."""
    return _drawn(book(meeting).government)


def themed_process(meeting: Meeting) -> dict:
    """What ``branch_chart`` wants: how a themed strategy comes about."""
    return _drawn(book(meeting).themed_strategy)


def _drawn(given: Process | None) -> dict:
    if given is None:
        return {"steps": (), "branches": ()}
    return {
        "steps": given.steps,
        "branches": [(branch.name, branch.work) for branch in given.branches],
        "note": Naming("來源：{source}", source=given.source),
    }


def class_table(caption: str, meeting: Meeting) -> Table:
    """The classes of data: name, conditions, what must be said with it."""
    plan = book(meeting)
    rows = tuple(
        Row(
            (
                Naming("{name}（{also}）", name=c.name, also=c.also) if c.also else c.name,
                _conditions(c),
                c.must_say or "—",
            )
        )
        for c in plan.data_classes
    )
    note = Naming("來源：{sources}", sources=_together([c.source for c in plan.data_classes]) or Unsaid())
    return Table(caption, ("資料類別", "條件", "須附"), rows, "", note, weights=(4, 10, 4), sortable=False)


_PAGES = re.compile(r"(.*第 )([0-9]+(?:、[0-9]+)*)( 頁)")


def _together(sources: Sequence[str]) -> str:
    """Several sources as one: 「第 70 頁」 and 「第 69、70 頁」 of the same paper are 「第 69、70 頁」; others in a row."""
    found = [_PAGES.fullmatch(source) for source in sources]
    papers = {one[1] for one in found if one}
    if None in found or len(papers) != 1:
        return Naming.joined("；", filter(None, dict.fromkeys(sources)))
    pages = sorted({int(page) for one in found if one for page in one[2].split("、")})
    return as_written(f"{papers.pop()}{'、'.join(map(str, pages))} 頁", sources[0])


def _conditions(given: DataClass) -> Naming:
    """All of them in a line, or those of which one is enough, numbered."""
    if given.conditions_are == "all":
        return Naming.joined("；", given.conditions)
    listed = Naming.joined(
        "；", (Naming("（{n}）{text}", n=numeral(at), text=text) for at, text in enumerate(given.conditions, 1))
    )
    if given.always:
        return Naming("{always}，且符合下列之一：{listed}", always=given.always, listed=listed)
    return Naming("符合下列之一：{listed}", listed=listed)


def class_message(meeting: Meeting) -> dict:
    """The title of the classes' slide, as ``Display.says`` takes it."""
    return {"sentence": "資料依提供方式分為 {count} 類", "count": data_classes(meeting)}
