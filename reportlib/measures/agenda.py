"""The agenda: how long each item takes, and whether the times add up.

Overlapping items and items out of order stop the parameter file itself (``params``); a gap between two items is said
here.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from reportlib.display.display import Cell, Naming, Ref, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.document.cover import presenters
from reportlib.facts.facts import Fact, total_of
from reportlib.measures.counting import names_counted
from reportlib.meeting.agenda import AgendaItem, Topic
from reportlib.meeting.meeting import Meeting
from reportlib.roc import numeral

NOTEBOOK = "01-agenda"  # where the table of the agenda stands
RULE = "參數檔所訂議程的起訖時間"


@dataclass(frozen=True)
class Timed:
    """One item of the agenda: minutes after the meeting begins, and how long it takes."""

    item: AgendaItem
    offset: Fact
    minutes: Fact
    topics: Fact

    @property
    def time(self) -> str:
        return _span(self.item.start, self.item.end)


@dataclass(frozen=True)
class Agenda:
    """The items in order, what they add up to, how long the whole meeting is, and the gaps (「14:40–14:45」) with their
    length.
    """

    items: tuple[Timed, ...]
    total: Fact
    span: Fact
    gaps: Mapping[str, Fact]

    @property
    def time(self) -> str:
        return _span(self.items[0].item.start, self.items[-1].item.end)

    @property
    def longest(self) -> Timed:
        """The longest item; of several, the last."""
        return max(reversed(self.items), key=lambda timed: timed.minutes.number)

    def line(self) -> list[tuple[str, str, Fact, Fact]]:
        """What ``timeline_chart`` wants: label, time, offset and minutes of each item."""
        return [(timed.item.item, timed.time, timed.offset, timed.minutes) for timed in self.items]


def of(meeting: Meeting) -> Agenda:
    """The agenda of the parameters, in minutes (分鐘)."""
    given = meeting.params.agenda
    begin, end = given[0].start, given[-1].end
    seen: Counter[str] = Counter()
    items = []
    for item in given:
        seen[item.item] += 1
        key = item.item + (f"（{seen[item.item]}）" if seen[item.item] > 1 else "")
        items.append(_timed(item, key, begin, meeting))
    gaps = {
        _span(before.end, after.start): _minutes_fact(
            before.end,
            after.start,
            f"agenda.gap/{before.end:%H:%M}",
            f"{_span(before.end, after.start)} 未安排的時間",
            meeting,
        )
        for before, after in itertools.pairwise(given)
        if before.end < after.start
    }
    total = total_of([timed.minutes for timed in items], meeting.units.count("分鐘")).named(
        "agenda.total", "議程各項時間合計", rule="各項時間之和"
    )
    return Agenda(tuple(items), total, _minutes_fact(begin, end, "agenda.span", "會議時間", meeting), gaps)


def _timed(item: AgendaItem, key: str, begin: time, meeting: Meeting) -> Timed:
    """One item under the key by which its facts are called."""
    topics = names_counted(
        tuple(topic.title for topic in item.topics),
        meeting.units.count("項"),
        f"agenda.topics/{key}",
        f"{key}的案數",
        rule="參數檔所列案由的項數",
    )
    return Timed(
        item,
        _minutes_fact(begin, item.start, f"agenda.offset/{key}", f"{key}距會議開始", meeting),
        _minutes_fact(item.start, item.end, f"agenda.minutes/{key}", f"{key}時間", meeting),
        topics,
    )


def _minutes_fact(start: time, end: time, name: str, label: str, meeting: Meeting) -> Fact:
    """The minutes from one time of the agenda to another."""
    return Fact(
        Decimal(end.hour * 60 + end.minute - start.hour * 60 - start.minute),
        meeting.units.count("分鐘"),
        name,
        label,
        rule=RULE,
        operator="minutes",
        using=(f"{start:%H:%M}", f"{end:%H:%M}"),
    )


def on_cover(meeting: Meeting) -> tuple[Fact, ...]:
    """The numbers that the cover prints (``document.cover``): how long the meeting is,
    how many topics an item without presenters has.
    """
    agenda = of(meeting)
    return (agenda.span, *(timed.topics for timed in agenda.items if timed.topics.value and not presenters(timed.item)))


def _span(start: time, end: time) -> str:
    return f"{start:%H:%M}–{end:%H:%M}"


def summary(agenda: Agenda) -> Prose:
    """Whether the items fill the meeting; each gap with its time."""
    sentence = runs("會議 {time}，議程各項合計 {total!s} 分鐘", time=agenda.time, total=agenda.total)
    if not agenda.gaps:
        return Prose((sentence + runs("，與會議時間 {span} 分鐘相符，各項時間相連且不重疊。", span=agenda.span),))
    sentence += runs("，會議時間為 {span} 分鐘，有 {short!s} 分鐘未安排：", span=agenda.span, short=unplanned(agenda))
    for number, (gap, minutes) in enumerate(agenda.gaps.items()):
        sentence += runs(
            "{comma}{gap} 沒有安排議程（{minutes} 分鐘）", comma="、" if number else "", gap=gap, minutes=minutes
        )
    return Prose((sentence + runs("。"),))


def unplanned(agenda: Agenda) -> Fact:
    """The minutes of the meeting that no item takes."""
    return (agenda.span - agenda.total).named("agenda.unplanned", "未安排議程的時間", rule="會議時間減各項時間合計")


def message(agenda: Agenda) -> dict:
    """The title of the time line's slide, as ``Display.says`` takes it: what is not planned, or else the longest item."""
    if agenda.gaps:
        return {"sentence": "會議 {span} 分鐘中有 {short} 分鐘未安排", "span": agenda.span, "short": unplanned(agenda)}
    longest = agenda.longest
    return {
        "sentence": "會議共 {span} 分鐘，{item}占 {minutes} 分鐘",
        "span": agenda.span,
        "item": longest.item.item,
        "minutes": longest.minutes,
    }


def table(caption: str, agenda: Agenda, meeting: Meeting) -> Table:
    """Items and their topics, who presents them, times, minutes, and where the packet reports on them."""
    rows = []
    for timed in agenda.items:
        rows.append(
            Row(
                (timed.item.item, timed.item.presenter or "", timed.time, timed.minutes, _place(timed.item, meeting)),
                "subtotal",
            )
        )
        rows += [
            Row(
                (
                    Naming("{number}、{title}", number=numeral(number), title=topic.title),
                    topic.presenter or "",
                    "",
                    "",
                    _place(topic, meeting),
                )
            )
            for number, topic in enumerate(timed.item.topics, 1)
        ]
    rows.append(Row(("合計", "", agenda.time, agenda.total, ""), "total"))
    return Table(
        caption,
        ("議程", "報告人", "時間", "分鐘", "資料"),
        tuple(rows),
        "單位：分鐘",
        weights=(9, 4, 3, 2, 4),
        sortable=False,
    )


def _place(part: AgendaItem | Topic, meeting: Meeting) -> Cell:
    """Where an item or topic is reported on: its first section, but for the agenda itself."""
    return next((Ref(stem) for stem in part.sections if stem != NOTEBOOK), "")
