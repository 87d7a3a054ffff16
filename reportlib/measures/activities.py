"""What was done in the year, beside the figures of its results: the competition, seminars and briefings, answers, planned openings."""

from __future__ import annotations

from collections.abc import Iterator

from reportlib.display.display import Naming
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact
from reportlib.measures import feedback, promotion
from reportlib.measures.opening.inputs import SectionInputs, given
from reportlib.measures.planned import planned
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date, format_year


def table(caption: str, section: SectionInputs) -> Table:
    """A row for each figure of the year, with its unit and its day, or its year where it has none."""
    year = format_year(section.meeting.as_of.inventory.year)
    rows = tuple(
        Row((about, what, fact, fact.unit.word, format_date(fact.as_of) if fact.as_of else year))
        for about, what, fact in _every(section, year)
        if not fact.absence
    )
    columns = ("類別", "項目", "數值", "單位", "統計日或年度")
    return Table(caption, columns, rows, weights=(4, 10, 2, 2, 3), sortable=False).document_only()


def _every(section: SectionInputs, year: str) -> Iterator[tuple[str, str, Fact]]:
    meeting = section.meeting
    entered, held, comments, plan = (given(section, kind) for kind in ("competition", "events", "feedback", "plan"))
    if entered is not None:
        found = promotion.competition(entered, meeting)
        for what, counted in (("通過資格審查的作品", found.eligible), ("得獎作品", found.awards)):
            if fact := counted.parts.get(year):
                yield "資料創新應用競賽", what, fact
    if held is not None:
        yield from _held(held, meeting)
    if comments is not None:
        for kind, fact in feedback.by_kind(feedback.answered(comments, meeting), meeting).parts.items():
            yield "民間意見回應", Naming("「{kind}」", kind=kind), fact
    if plan is not None and meeting.params.periods.plan:
        chosen = planned(plan, meeting, section.received, section.withdrawn)
        span = chosen.year_label if len(chosen.parts) > 1 else chosen.label
        yield "預計開放資料集", Naming("{span}預計開放的資料集", span=span), chosen.year


def _held(events: Records, meeting: Meeting) -> Iterator[tuple[str, str, Fact]]:
    """What the events of the year state, an event after the other."""
    for kind in promotion.kinds(events, meeting):
        held = promotion.events_of(kind, events, meeting)
        frame = held.records.frame
        for day, title, said in zip(frame["held_on"], frame["title"], held.each, strict=True):
            if day.year != meeting.as_of.inventory.year:
                continue
            for key, word in promotion.DID.items():
                if not said[key].absence:
                    yield kind, Naming("{title}：{word}", title=title, word=word), said[key]
