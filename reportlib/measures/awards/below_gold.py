"""The datasets that are below gold on the award's day: each counts as what it is on that day, whatever it was before."""

from __future__ import annotations

from collections.abc import Mapping

from reportlib.display.display import Display, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.conditions import Known, is_, until
from reportlib.facts.facts import Fact
from reportlib.measures import quality
from reportlib.measures.awards.places import award_day
from reportlib.measures.counting import all_counted, each
from reportlib.measures.evaluation import EvaluationSources
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date
from reportlib.text import spelling

MOST_NAMED = 3


@of_section()
def below_gold(caption: str, sources: EvaluationSources, meeting: Meeting) -> Display:
    """How many are below gold on the award's day, which of them had been gold, and a table of all; nothing where none is.

    >>> type(awards.below_gold("表", section)).__name__
    'Several'
    """
    day = award_day(meeting)
    marks = quality.marks_on(day, sources.catalogue, sources.quality, meeting)
    if marks is None:
        return Several(())
    gold = sorted(marks.book.counting_as("gold"))
    below = marks.tests.where(~is_("mark", *gold))
    if below.frame.empty:
        return Several(())
    were_gold = is_("mark", *gold) & until("tested_on", day)
    known = () if sources.quality is None else sources.quality.where(were_gold).frame["dataset_id"]
    means = Known("dataset_id", "quality", "dataset_id", were_gold)
    lost = below.where(below.frame["dataset_id"].isin(set(map(spelling, known))), means)
    datasets = sources.catalogue.frame
    titles = dict(zip(map(spelling, datasets["dataset_id"]), datasets["title"], strict=True))
    rows = tuple(
        Row((*_named(one, titles), "曾為金標章" if row in lost.frame.index else "")) for row, one in each(below)
    )
    columns, note = ("單位", "資料集", "檢測日期", "標章", "先前"), f"{format_date(day)} 當日的標章"
    table = Table(caption, columns, rows, "", note, weights=(3, 7, 3, 2, 3))
    return Several((_summary(below, lost, titles, meeting), table.proof_only()))


def _named(record: Mapping, titles: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Unit, title, day of the test, and mark."""
    tested_on = record.get("tested_on")
    return (
        record["publisher_short"],
        titles[record["dataset_id"]],
        format_date(tested_on) if tested_on else "",
        record["mark"],
    )


def _summary(below: Records, lost: Records, titles: Mapping[str, str], meeting: Meeting) -> Prose:
    day = award_day(meeting)

    def number(records: Records, name: str, label: str, rule: str) -> Fact:
        return all_counted(records, meeting.datasets, name, label, day, rule)

    sentence = runs(
        "{day} 未達金標章的資料集 {below!s} 項，各按當日的標章計分。",
        day=format_date(day),
        below=number(below, "award.below_gold", "未達金標章的資料集", "當日標章低於金標章者"),
    )
    if not lost.frame.empty:
        said = ("unit", "title", "tested", "mark")
        named = [
            Naming("{unit}「{title}」（{tested} 檢測為{mark}）", **dict(zip(said, _named(one, titles), strict=True)))
            for _, one in each(lost)
        ]
        sentence += runs(
            "其中 {lost!s} 項曾為金標章：{named}{rest}。",
            lost=number(
                lost, "award.lost_gold", "曾為金標章而不再是的資料集", "未達金標章者中，先前的檢測曾為金標章者"
            ),
            named=Naming.joined("、", named[:MOST_NAMED]),
            rest="等" if len(named) > MOST_NAMED else "",
        )
    return Prose((sentence,))
