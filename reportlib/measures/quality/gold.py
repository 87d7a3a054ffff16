"""Gold marks and their share on each test date; before the register's first test, as earlier packets told it
(``history``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlib import messages
from reportlib.display.display import Naming
from reportlib.display.tables import Row, Table
from reportlib.errors import InputError, quoted
from reportlib.facts.conditions import until
from reportlib.facts.facts import ROUNDING_NAMES, Fact
from reportlib.language import say
from reportlib.measures.counting import each, recorded
from reportlib.measures.of_section import of_section
from reportlib.measures.quality.marks import LEVELS, MarksOn, counted, marks_on
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date, format_month


@dataclass(frozen=True)
class GoldPoint:
    """Gold-mark progress on one test date."""

    day: date
    tested: Fact
    gold: Fact
    share: Fact
    said: str = ""  # how the date was told, where no day was

    @property
    def when(self) -> str:
        return self.said or format_date(self.day)


@of_section(tests="quality")
def gold_series(
    catalogue: Records, tests: Records | None, meeting: Meeting, history: Records | None = None
) -> tuple[GoldPoint, ...]:
    """Datasets tested, gold and their share on each date of ``as_of.gold_series``.

    On a date before the register's first test the figures of earlier packets stand, or nothing. InputError (I07) where
    records and ``history`` give two numbers for one date.

    >>> quality.gold_series(section)[0]
    GoldPoint(day=datetime.date(2025, 5, 31), tested=納入檢測的資料集 34 項（114-05-31）, gold=金標章資料集 32 項（114-05-31）, share=金標章占比 94%（114-05-31）, said='')
    """
    points, said = [], {one.day: one.said for one in getattr(meeting.as_of, "gold_series_said", ())}
    for day in meeting.as_of.gold_series or (meeting.as_of.inventory,):
        marks = marks_on(day, catalogue, tests, meeting) if _reaches(tests, day) else None
        tested, gold = (_counted_or_told(marks, level, meeting, day, history) for level in ("tested", "gold"))
        if day in said:  # the day is ours, what is told is said with the figure
            tested, gold = (fact.named(fact.name, f"{fact.label}（{said[day]}）") for fact in (tested, gold))
        share = gold.share_of(tested, meeting.units.share).named(
            f"quality.gold_share/{format_date(day)}", "金標章占比", as_of=day, rule="金標章 ÷ 納入檢測"
        )
        points.append(GoldPoint(day, tested, gold, share, said.get(day, "")))
    return tuple(points)


def _reaches(tests: Records | None, day: date) -> bool:
    """Whether the register has a test on or before ``day``; without a register the catalogue's own mark decides."""
    return tests is None or bool(len(tests.where(until("tested_on", day)).frame))


def _counted_or_told(marks: MarksOn | None, level: str, meeting: Meeting, day: date, history: Records | None) -> Fact:
    here = counted(marks, level, meeting, day=day)
    if history is None:
        return here
    told = history.frame[(history.frame["fact"] == here.name) & (history.frame["as_of"] == day)]
    for number, row in each(history.with_frame(told)):
        fact = recorded(
            history,
            number,
            "value",
            row["value"],
            meeting.datasets,
            here.name,
            here.label,
            day,
            f"先前所載：{row['source']}",
        )
        if here.absence or marks is None:
            return fact
        if fact.value != here.value:
            figure = say(f"{LEVELS[level]}（{format_date(day)}）", quoted(here.name))
            raise InputError(
                messages.I07_gold_share_has_two_values(
                    figure=figure, told=fact, file=marks.tests.file, counted=here
                ).at(history.file, history.sheet, number)
            )
    return here


def gold_message(points: tuple[GoldPoint, ...]) -> dict:
    """The title of the gold marks' slide, as ``Display.says`` takes it."""
    last = points[-1]
    if last.share.absence:
        return {"sentence": "金標章占比{no}", "no": last.share}
    if last.gold.value == last.tested.value:
        return {"sentence": "納入檢測的 {tested} 項資料集全數取得金標章", "tested": last.tested}
    return {"sentence": "金標章占納入檢測資料集的 {share}", "share": last.share}


def gold_table_message(points: tuple[GoldPoint, ...]) -> dict:
    """The title of the table's slide: from the first share to the last."""
    first, last = points[0], points[-1]
    if first.share.absence or last.share.absence or first is last:
        return gold_message(points)
    return {
        "sentence": "金標章占比由 {day} 的 {first} 到 {last}",
        "day": first.when,
        "first": first.share,
        "last": last.share,
    }


@of_section(points=gold_series)
def gold_table(caption: str, points: tuple[GoldPoint, ...], meeting: Meeting) -> Table:
    """The datasets tested on each day, those of gold among them, and their share.

    >>> quality.gold_table("表", section)
    表：1 列 × 4 欄
    """
    rows = tuple(Row((p.when, p.tested, p.gold, p.share)) for p in points)
    how = ROUNDING_NAMES[meeting.units.share_rounding]
    note = f"占比{how}" + (
        f"；{format_date(meeting.marks.listed_since)} 以後上架者納入標章計算，白名單不列入金標章占比"
        if meeting.marks
        else ""
    )
    return Table(caption, ("檢測日期", "納入檢測", "金標章", "占比"), rows, "單位：項", note)


def gold_line(points: tuple[GoldPoint, ...]) -> dict:
    """What ``line_chart`` wants: the points and the small texts below them."""
    return {
        "points": [(p.said or format_month(p.day.year, p.day.month), p.share) for p in points],
        "below": [Naming("{gold} / {tested}", gold=p.gold, tested=p.tested) for p in points],
    }
