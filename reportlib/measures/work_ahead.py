"""Work ahead: the work of the next half-year by group, and the milestones with their due dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from reportlib.display.display import Display, Naming, runs
from reportlib.display.prose import KeyFigures, Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.conditions import since, until
from reportlib.facts.facts import NOT_PROVIDED, Fact, constant
from reportlib.measures.counting import count, each, row_chosen, rows_of
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.plan_rules import WorkAhead
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import counted_year, format_date, format_half, format_long
from reportlib.text import Unsaid, spelling

PAST, NOW, NEXT, LATER = "已屆期", "本期", "下期", "其後"


def today(meeting: Meeting) -> date:
    """The day from which one looks ahead: that of the follow-up, or else of the inventory."""
    return meeting.as_of.follow_up or meeting.as_of.inventory


def next_half(meeting: Meeting) -> tuple[date, date]:
    """First and last day of the half-year after the one whose openings are discussed (or after :func:`today`)."""
    plan = meeting.params.periods.plan
    last = plan[1] if plan else today(meeting)
    year, spring = last.year, last.month <= 6
    return (date(year, 7, 1), date(year, 12, 31)) if spring else (date(year + 1, 1, 1), date(year + 1, 6, 30))


def half_text(meeting: Meeting) -> str:
    """The next half-year in words: 「110 年上半年」."""
    first, _ = next_half(meeting)
    return format_half(first)


def in_order(milestones: Records) -> Records:
    """The milestones by due date; those of one day in the order of the file."""
    return milestones.with_frame(milestones.frame.sort_values("due_on", kind="stable"))


def when(due_on: date, meeting: Meeting) -> str:
    """「已屆期」 where it is due by :func:`today`, else 「本期」, 「下期」 (the next half-year) or 「其後」."""
    first, last = next_half(meeting)
    return PAST if due_on <= today(meeting) else NOW if due_on < first else NEXT if due_on <= last else LATER


def counted(milestones: Records, meeting: Meeting) -> Mapping[str, Fact]:
    """How many milestones are past, of this half-year, of the next, or later (項)."""
    day, unit, (first, last) = today(meeting), meeting.units.count("項"), next_half(meeting)
    past, now = until("due_on", day), ~since("due_on", first)
    ahead, following = ~past & ~now, until("due_on", last)
    means = {PAST: past, NOW: ~past & now, NEXT: ahead & following, LATER: ahead & ~following}
    return {
        time: count(
            milestones,
            means[time],
            unit,
            f"milestones/{time}",
            f"{time}的工作期程",
            day,
            "工作期程檔的列數，依期限與統計日",
        )
        for time in (PAST, NOW, NEXT, LATER)
    }


# -- milestones ----------------------------------------------------------------------------------------------------------


@of_section()
def key_figures(milestones: Records, meeting: Meeting) -> KeyFigures:
    """How many milestones are of this half-year and of the next, and how many days are left until the nearest.

    >>> work_ahead.key_figures(section)
    本期工作期限　2
    下期工作期限　0
    已屆期　3
    距最近期限　15
    """
    found, line = counted(milestones, meeting), time_line(milestones, meeting)
    figures = [
        ("本期工作期限", found[NOW]),
        ("下期工作期限", found[NEXT]),
        *([("已屆期", found[PAST])] if found[PAST].value else []),
    ]
    nearest = [("距最近期限", line[0][3])] if line else []
    return KeyFigures((*figures, *nearest)).says(**half_message(milestones, meeting))


@of_section()
def summary(milestones: Records, meeting: Meeting) -> Prose:
    """How many milestones lie ahead, which is the next, and how many fall into the next half-year.

    >>> work_ahead.summary(section)
    截至 114 年 5 月 31 日，最近的工作期限為 114 年 6 月 15 日「各單位提送114年第2季已開放資料集檢核表」；114 年下半年應完成 0 項，另有 3 項已屆期。
    """
    found = counted(milestones, meeting)
    ahead = _ahead(milestones, meeting)
    sentence = runs("截至 {day}，", day=format_long(today(meeting)))
    if milestones.frame.empty:
        return Prose((runs("沒有工作期程的紀錄。"),))
    if ahead is None:
        return Prose((sentence + runs("工作期程均已屆期。"),))
    sentence += runs("最近的工作期限為 {due}「{task}」；", due=format_long(ahead["due_on"]), task=ahead["task"])
    sentence += runs("{half}應完成 {count!s} 項", half=half_text(meeting), count=found[NEXT])
    if found[PAST].value:
        sentence += runs("，另有 {count} 項已屆期", count=found[PAST])
    return Prose((sentence + runs("。"),))


def half_message(milestones: Records, meeting: Meeting) -> dict:
    """How many milestones the next half-year has, as ``Display.says`` takes it."""
    return {
        "sentence": "{half}應完成 {count} 項工作",
        "half": half_text(meeting),
        "count": counted(milestones, meeting)[NEXT],
    }


@of_section()
def message(milestones: Records, meeting: Meeting) -> dict:
    """Which milestone is the nearest, as ``Display.says`` takes it.

    >>> work_ahead.message(section)["sentence"]
    '最近的工作期限是 {due}'
    """
    ahead, found = _ahead(milestones, meeting), counted(milestones, meeting)
    if milestones.frame.empty:
        return {"sentence": "沒有工作期程的紀錄"}
    if ahead is None:
        return {"sentence": "{count} 項工作均已屆期", "count": found[PAST]}
    return {"sentence": "最近的工作期限是 {due}", "due": format_long(ahead["due_on"])}


def _ahead(milestones: Records, meeting: Meeting):
    """The next milestone that is not yet due; None where there is none."""
    frame = in_order(milestones).frame
    later = frame[frame["due_on"].map(lambda due_on: due_on > today(meeting)).astype(bool)]
    return None if later.empty else later.iloc[0]


def milestone_table(caption: str, milestones: Records, meeting: Meeting) -> Table:
    """Year, task, due date (「11/30」), the days that are left, and whether it is past, of this half-year, of the next, or
    later; whose it is, where the file says.
    """
    owned = milestones.has("owner")
    left = {(task, due): days for task, due, _, days in time_line(milestones, meeting)}
    rows = []
    for record in in_order(milestones).frame.to_dict("records"):
        due_on = record["due_on"]
        owner = (record["owner"] or "未載",) if owned else ()
        rows.append(
            Row(
                (
                    str(counted_year(due_on.year)),
                    record["task"],
                    f"{due_on.month}/{due_on.day}",
                    *owner,
                    when(due_on, meeting),
                    left.get((record["task"], format_date(due_on)), "—"),
                )
            )
        )
    first, last = next_half(meeting)
    dates = {
        PAST: f"期限不晚於 {format_date(today(meeting))}",
        NOW: f"至 {format_date(first - timedelta(1))}",
        NEXT: f"{format_date(first)} 至 {format_date(last)}",
        LATER: f"{format_date(last)} 以後",
    }
    shown = {row.cells[-2] for row in rows}
    note = "；".join(f"{word}：{meant}" for word, meant in dates.items() if word in shown)
    columns = ("年度", "工作項目", "期限", *(("主辦單位",) if owned else ()), "時程", "尚餘日數")
    weights = (2, 11, 2, *((4,) if owned else ()), 2, 2)
    table = Table(caption, columns, tuple(rows), note=note, weights=weights, sortable=False)
    if left:
        table = table.with_bars("尚餘日數", next(iter(left.values())))
    return table.says(**half_message(milestones, meeting))


@of_section()
def time_line(milestones: Records, meeting: Meeting) -> list[tuple[str, str, Fact, Fact]]:
    """What ``timeline_chart`` wants: each milestone that is not yet due, as a bar of the days that are left.

    >>> work_ahead.time_line(section)[0][:2]
    ('各單位提送114年第2季已開放資料集檢核表', '114-06-15')
    """
    day, unit, start = today(meeting), meeting.units.count("日"), constant(0)
    items = []
    told = Counter(
        spelling(record["task"]) for _, record in each(milestones)
    )  # one that comes again is told by its day
    for row, record in each(in_order(milestones)):
        task, due_on = record["task"], record["due_on"]
        if due_on > day:
            left = Fact(
                Decimal((due_on - day).days),
                unit,
                f"milestones.days_left/{format_date(due_on)}/{task}",
                f"距「{task}」期限（{format_date(due_on)}）的日數"
                if told[spelling(task)] > 1
                else f"距「{task}」期限的日數",
                day,
                "期限減統計日",
                rows_of(milestones, [row]),
                "days",
                where=row_chosen(milestones, row),
                columns=(label_of(milestones.input, "due_on"),),
                using=(format_date(day),),
            )
            items.append((task, format_date(due_on), start, left))
    return items


# -- the work ------------------------------------------------------------------------------------------------------------


def work_table(caption: str, milestones: Records, meeting: Meeting) -> Display:
    """The work of each group, with the due dates of its milestones up to the end of the next half-year; ConfigError
    without the rulebook.
    """
    book = cast("WorkAhead", meeting.needed_book("work_ahead"))
    rows = [
        Row((group.group, item.work, _due(item.milestone, milestones, meeting)))
        for group in book.groups
        for item in group.items
    ]
    names = "、".join(group.group for group in book.groups)
    table = Table(
        caption, ("類別", "工作項目", "期限"), tuple(rows), note=book.source, weights=(3, 12, 5), sortable=False
    )
    return table.says("後續工作分為{names}", names=names)


def inventory_table(caption: str, meeting: Meeting) -> Display:
    """How stock of data is taken the next time: by kind of rule, with its source; a sentence where the rulebook has none."""
    book = cast("WorkAhead", meeting.needed_book("work_ahead"))
    if not book.inventory:
        return Prose.of("{caption}：{absent}。", caption=caption, absent=NOT_PROVIDED)
    rows = tuple(
        Row((rule.about if at == 0 else "", point)) for rule in book.inventory for at, point in enumerate(rule.points)
    )
    sources = Naming.joined("；", filter(None, dict.fromkeys(rule.source for rule in book.inventory)))
    note = Naming("來源：{sources}", sources=sources or Unsaid())
    return Table(caption, ("類別", "盤點原則"), rows, note=note, weights=(3, 16), sortable=False)


def _due(milestone: str | None, milestones: Records, meeting: Meeting) -> str:
    """The days on which the milestones named so are due up to the end of the next half-year, or else the first after it, past
    ones left out; 「持續辦理」 for work without one."""
    if milestone is None:
        return "持續辦理"
    frame = in_order(milestones).frame
    named = frame[frame["task"].map(lambda task: spelling(milestone) in spelling(task)).astype(bool)]
    _, last = next_half(meeting)
    ahead = [day for day in named["due_on"] if day > today(meeting)]
    days = [day for day in ahead if day <= last] or ahead[:1]
    return "、".join(dict.fromkeys(map(format_date, days))) or "期限未訂"
