"""The gold and the platinum marks together: the opening slide's title and the summary."""

from __future__ import annotations

from reportlib.display.display import Display, runs
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.facts.breakdowns import Breakdown
from reportlib.measures.quality.gold import GoldPoint
from reportlib.measures.quality.marks import having
from reportlib.meeting.meeting import Meeting
from reportlib.roc import format_long


def marks_message(points: tuple[GoldPoint, ...], platinum: Breakdown) -> dict:
    """The title of the opening slide: the gold share and the platinum marks."""
    return {
        "sentence": "金標章占 {share}，白金標章 {platinum} 項",
        "share": points[-1].share,
        "platinum": platinum.total,
    }


def background(meeting: Meeting) -> Display:
    """What the marks rest on, as their rulebook says it of that day; nothing where it does not."""
    every = meeting.marks.background if meeting.marks else []
    told = ((one, None) if isinstance(one, str) else (one.text, one.since) for one in every)
    said = [text for text, since in told if since is None or since <= meeting.as_of.inventory]
    return Prose(tuple(runs("{said}", said=one) for one in said)).document_only() if said else Several(())


def summary(points: tuple[GoldPoint, ...], platinum: Breakdown) -> Prose:
    """Gold now and at first, and how many units have platinum."""
    first, last = points[0], points[-1]
    sentence = runs(
        "截至 {day}，納入檢測 {tested} 項，金標章 {gold} 項，占 {share!s}",
        day=format_long(last.day),
        tested=last.tested,
        gold=last.gold,
        share=last.share,
    )
    if not first.share.absence and first is not last:
        sentence += runs("；{day}為 {share}", day=first.said or format_long(first.day), share=first.share)
    if platinum.is_absent:
        return Prose((sentence + runs("。白金標章{no}。", no=platinum.total),))
    units, every = having(platinum, "quality.platinum_units", "取得白金標章的單位"), len(platinum.parts)
    return Prose(
        (
            sentence
            + runs(
                "。截至 {day}，白金標章 {platinum!s} 項，由 {units} 個單位取得{rest}。",
                day=format_long(platinum.total.day),
                platinum=platinum.total,
                units=units,
                rest="，其餘單位為零" if units.number < every else "",
            ),
        )
    )
