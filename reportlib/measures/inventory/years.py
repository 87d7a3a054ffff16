"""Datasets by the year in which they were listed, and their running total."""

from __future__ import annotations

from datetime import date

from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import blank, of_year
from reportlib.facts.facts import Fact, absent
from reportlib.measures.counting import count_by, no_parts
from reportlib.measures.inventory.totals import gone_later, listed, total, with_gone_by
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.choosing import by_value
from reportlib.records.records import Records
from reportlib.roc import format_year

NO_YEAR = "未載日期"


@of_section()
def by_year(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Breakdown:
    """Datasets by the year in which they were listed, in order of years; those ``withdrawn`` since the as-of date among them.

    >>> inventory.by_year(section)
    上架年度：103 年 1、104 年 5、105 年 6、106 年 5、107 年 3……共 12 項，合計 36 項（114-05-31）
    """
    here, gone = listed(catalogue, meeting, withdrawn), gone_later(catalogue, meeting, withdrawn)
    name, dimension = "inventory.year", "上架年度"
    if not here.has("listed_on"):
        return no_parts(dimension, meeting.datasets, name, "各年度上架資料集", meeting.as_of.inventory)
    years = by_value(here.frame["listed_on"], lambda d: format_year(d.year) if isinstance(d, date) else None)
    days = {*here.frame["listed_on"], *(gone.frame["listed_on"] if gone and gone.has("listed_on") else ())}
    dated = sorted({d.year for d in days if isinstance(d, date)})
    by_text = {format_year(year): year for year in dated}
    found = count_by(
        here.classed("year", years, lambda year: of_year("listed_on", by_text[year]) if year else blank("listed_on")),
        "year",
        meeting.datasets,
        name,
        dimension,
        total=total(catalogue, meeting, withdrawn),
        label="{}上架資料集",
        order=by_text,
        blank=NO_YEAR,
    )
    chosen = {year: of_year("listed_on", number) for year, number in by_text.items()} | {NO_YEAR: blank("listed_on")}
    return with_gone_by(found, gone, chosen, name, "{}上架資料集")


def cumulative(by_years: Breakdown) -> Breakdown:
    """The running total of a breakdown by year; rows without a date are not in it."""
    parts: dict[str, Fact] = {}
    running: Fact | None = None
    for key, fact in by_years.parts.items():
        if key == NO_YEAR:
            running_here = absent("不適用", fact.unit, f"{fact.name}.cumulative", f"{key}累計")
        else:
            running = fact if running is None else running + fact
            running_here = running = running.named(
                f"{fact.name}.cumulative", f"截至{key}累計", rule="各年度上架數逐年累加"
            )
        parts[key] = running_here
    return Breakdown(by_years.dimension, parts, by_years.total)
