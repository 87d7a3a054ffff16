"""Planned openings: by agency in the period under discussion, the rest of its year, and what of it is open already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reportlib.display.display import Cell, Display, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.brief import Brief
from reportlib.facts.conditions import Choice, since, until
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent, total_of
from reportlib.measures import receipts, withdrawals
from reportlib.measures.counting import (
    SOME,
    all_counted,
    count,
    count_by,
    facts_counted,
    leaders,
    statutory_order,
)
from reportlib.measures.listing import every_row, given_columns
from reportlib.measures.of_section import of_section
from reportlib.measures.receipts import Lacking
from reportlib.measures.results import ProgrammeFigure
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date, format_half, format_year

Period = tuple[date, date]
YEAR_PRINTED = "planned_109"  # the key in the programme's file of the year's plan as another page printed it


@dataclass(frozen=True, repr=False)
class Planned(Brief):
    """The plan of one year: its parts by what they are called, in the order of time, and what is open of ``period``.

    ``period`` is the part under discussion; a part before or after it is there only where the plan has something in it.
    All have the same agencies, those that plan anything in the year, in the register's order.
    """

    label: str
    year_label: str
    parts: dict[str, Breakdown]
    year: Fact
    agencies: Fact  # that plan something in the period
    opened: Breakdown
    unopened: Fact
    others: Fact  # planned for other years
    records: Records  # of the period
    lack: Lacking | None = None  # what the returns still lack, where a board of them is given
    promised: Records | None = None  # of the period, without what was withdrawn; None as good as ``records``
    withdrawn: Records | None = None  # of the period, where withdrawals are on record

    @property
    def period(self) -> Breakdown:
        return self.parts[self.label]


@of_section()
def planned(
    plan: Records, meeting: Meeting, received: Records | None = None, withdrawn: Records | None = None
) -> Planned:
    """Planned openings (項) of the year of ``periods.plan``, which is needed (ConfigError), less those ``withdrawn``; ``received``: the returns.

    >>> planned.planned(section).year
    114 年預計開放資料集 10 項（114-05-31）
    """
    begin, end = meeting.need("periods.plan", meeting.params.periods.plan)
    period = (begin, end)
    first, last = date(begin.year, 1, 1), max(date(begin.year, 12, 31), end)
    year = _within(plan, (first, last))
    agencies = statutory_order(year.frame["agency_short"], meeting)
    spans: dict[str, Period] = {
        "plan.before": (first, begin - timedelta(days=1)),
        "plan.period": period,
        "plan.after": (end + timedelta(days=1), last),
    }
    parts = {}
    for name, span in spans.items():
        records = _within(plan, span)
        if len(records.frame) or span is period:
            rule = f"預計開放日期在 {format_date(span[0])} 至 {format_date(span[1])} 者"
            label, day = f"{span_text(span)}預計開放資料集", meeting.as_of.inventory
            total = all_counted(records, meeting.datasets, name, label, day, rule)
            parts[span_text(span)] = _by_agency(records, total, f"{{}}{total.label}", agencies, meeting)
    label, year_label, here = span_text(period), format_year(first.year), _within(plan, period)
    opened = _opened(here, parts[label], meeting)
    return Planned(
        label,
        year_label,
        parts,
        total_of((part.total for part in parts.values()), meeting.datasets).named(
            "plan.year", f"{year_label}預計開放資料集", rule="＋".join(parts)
        ),
        facts_counted(
            parts[label].parts.values(),
            meeting.units.count("個"),
            "plan.agencies",
            f"{label}有預計開放資料集的機關",
            meeting.as_of.inventory,
            which=SOME,
        ),
        opened,
        (parts[label].total - opened.total).named(
            "plan.unopened", f"{label}尚未開放的預計開放資料集", rule="預計開放減已開放"
        ),
        count(
            plan,
            ~_planned_in((first, last)),
            meeting.datasets,
            "plan.others",
            "其他年度的預計開放資料集",
            meeting.as_of.inventory,
            f"預計開放日期不在 {year_label}者",
        ),
        here,
        receipts.lacking(received, "plan", meeting),
        *withdrawals.parted(here, withdrawn, meeting.as_of.inventory),
    )


def span_text(span: Period) -> str:
    """「109 年下半年」, or the two dates where it is no half-year."""
    ends = ((span[0].month, span[0].day), (span[1].month, span[1].day))
    is_half = span[0].year == span[1].year and ends in (((1, 1), (6, 30)), ((7, 1), (12, 31)))
    return format_half(span[0]) if is_half else f"{format_date(span[0])} 至 {format_date(span[1])}"


def _within(plan: Records, span: Period) -> Records:
    return plan.where(_planned_in(span))


def _planned_in(span: Period) -> Choice:
    return since("planned_on", span[0]) & until("planned_on", span[1])


def _by_agency(records: Records, total: Fact, label: str, agencies: list[str], meeting: Meeting) -> Breakdown:
    return count_by(
        records,
        "agency_short",
        meeting.datasets,
        total.name,
        "機關",
        total=total,
        label=label,
        order=agencies,
        rule=total.rule,
    )


def _opened(here: Records, period: Breakdown, meeting: Meeting) -> Breakdown:
    """Those of the period that were open on ``as_of.inventory``; absent where the plan has no such column."""
    day, name, label = meeting.as_of.inventory, "plan.opened", f"{period.total.label}中已開放者"
    if "opened_on" not in here.frame.columns:
        parts = {
            agency: absent(NOT_PROVIDED, meeting.datasets, f"{name}/{agency}", f"{agency}{label}", day)
            for agency in period.parts
        }
        return Breakdown("機關", parts, absent(NOT_PROVIDED, meeting.datasets, name, label, day))
    opened = here.where(until("opened_on", day))
    total = all_counted(opened, meeting.datasets, name, label, day, f"實際開放日期在 {format_date(day)}（含）以前者")
    return _by_agency(opened, total, f"{{}}{label}", list(period.parts), meeting)


# -- shown ---------------------------------------------------------------------------------------------------------------


def key_figures(found: Planned) -> dict[str, Fact]:
    """What opens the section: the period's plan, what of it is open, the other parts, the year; each says how many
    units it lacks.
    """
    figures = {f"{found.label}預計開放": found.period.total, "其中已開放": found.opened.total}
    figures |= {f"{label}預計開放": part.total for label, part in found.parts.items() if label != found.label}
    figures |= {f"{found.year_label}合計": found.year} if len(found.parts) > 1 else {}
    return {receipts.noted(label, found.lack): fact for label, fact in figures.items()}


def note(found: Planned) -> str:
    """What stands under the chart and the tables: the period, and what the totals lack."""
    return receipts.note(found.label, lack=found.lack)


def summary(found: Planned, listed: Cell) -> Prose:
    """The period, the year as the sum of its parts, what is open so far, and where the list is."""
    nothing = not found.period.total.value
    sentence = (
        runs("{label}沒有預計開放的資料集", label=found.label)
        if nothing
        else runs(
            "{label}有 {agencies} 個機關預計開放 {total!s} 項資料集",
            label=found.label,
            agencies=found.agencies,
            total=found.period.total,
        )
    )
    for label, part in found.parts.items():
        if label != found.label:
            sentence += runs("，{label} {total} 項", label=label, total=part.total)
    if len(found.parts) > 1:
        sentence += runs("，{year}合計 {total!s} 項", year=found.year_label, total=found.year)
    sentence += runs("。資料集清單見{listed}。", listed=listed)
    if nothing:
        pass  # of nothing that was planned nothing can be said to be open
    elif found.opened.total.absence:
        sentence += runs("實際開放日期{absent}。", absent=found.opened.total.absence)
    else:
        sentence += runs(
            "截至 {day}，{label}預計開放者已開放 {opened!s} 項，",
            day=format_date(found.opened.total.day),
            label=found.label,
            opened=found.opened.total,
        )
        sentence += runs("尚有 {rest} 項。", rest=found.unopened) if found.unopened.value else runs("全數開放。")
    if found.others.value:
        sentence += runs("來源檔案另有 {others} 項屬於其他年度，未計入。", others=found.others)
    return Prose((sentence + (found.lack.sentence() if found.lack else ()),))


def beside_printed(found: Planned, figures: Mapping[str, ProgrammeFigure]) -> Display:
    """The year's plan beside the number that another page printed of it, and why ours is used; nothing where none was."""
    printed = figures.get(YEAR_PRINTED)
    if printed is None or printed.figure.as_of != found.opened.total.day or printed.figure.value == found.year.value:
        return Several(())
    said = "{source}所載{label}為 {printed} 項，與預計開放清單的 {year!s} 項不同；本份資料以清單為準{why}。"
    return Prose.of(
        said,
        source=printed.source,
        label=printed.figure.label,
        printed=printed.figure,
        year=found.year,
        why=Naming("（{detail}）", detail=printed.detail) if printed.detail else "",
    ).document_only()


def state(found: Planned) -> str:
    """How far the period's plan is, beside what is proposed of it; "" where nothing can be said."""
    if found.opened.total.absence or not found.period.total.value:
        return ""
    rest = Naming("，尚有 {rest} 項", rest=found.unopened) if found.unopened.value else ""
    said = "{total} 項中已開放 {opened} 項{rest}（{day}）"
    day = format_date(found.opened.total.day)
    return Naming(said, total=found.period.total, opened=found.opened.total, rest=rest, day=day)


def message(found: Planned) -> dict:
    """The title of the chart's slide, as ``Display.says`` takes it: who plans most."""
    if not found.period.total.value:
        return receipts.noted_message({"sentence": "{label}沒有預計開放的資料集", "label": found.label}, found.lack)
    name, most = leaders(found.period)
    return receipts.noted_message(
        {
            "sentence": "{label}預計開放 {total} 項，{name} {most} 項最多",
            "label": found.label,
            "total": found.period.total,
            "name": name,
            "most": most,
        },
        found.lack,
    )


def year_message(found: Planned) -> dict:
    """The title of the table's slide: the year, or the period where nothing else of the year is planned."""
    if len(found.parts) == 1:
        return receipts.noted_message(
            {"sentence": "{agencies} 個機關於{label}開放資料", "agencies": found.agencies, "label": found.label},
            found.lack,
        )
    return receipts.noted_message(
        {"sentence": "{year}預計開放 {total} 項資料集", "year": found.year_label, "total": found.year}, found.lack
    )


def agency_table(caption: str, found: Planned, meeting: Meeting) -> Table:
    """Every agency by its official name: each part of the year, their sum, and what of the period is open; totals last."""
    names = {agency.short: agency.name for agency in meeting.register}
    several = len(found.parts) > 1
    rows = []
    for agency in found.period.parts:
        parts = [part.parts[agency] for part in found.parts.values()]
        year = (
            [
                total_of(parts, meeting.datasets).named(
                    f"plan.year/{agency}", f"{agency}{found.year_label}預計開放資料集", rule="＋".join(found.parts)
                )
            ]
            if several
            else []
        )
        rows.append(Row((names[agency], *parts, *year, found.opened.parts[agency])))
    rows.append(
        Row(
            (
                receipts.noted("合計", found.lack),
                *(part.total for part in found.parts.values()),
                *([found.year] if several else []),
                found.opened.total,
            ),
            "total",
        )
    )
    columns = ("機關", *found.parts, *([found.year_label] if several else []), f"{found.label}已開放")
    return Table(
        caption,
        columns,
        tuple(rows),
        "單位：項",
        receipts.note(lack=found.lack),
        weights=(7, *[3] * (len(columns) - 1)),
    )


def list_table(caption: str, found: Planned) -> Table:
    """Every dataset planned for the period: number, agency, title, category, formats, frequency, both dates."""
    columns = {
        "plan_id": "編號",
        "agency": "機關",
        "title": "資料集名稱",
        "category": "服務分類",
        "formats": "檔案格式",
        "update_frequency": "更新頻率",
        "planned_on": "預計開放日期",
        "opened_on": "實際開放日期",
    }
    given = given_columns(found.records, columns)
    return Table(
        caption,
        tuple(given.values()),
        every_row(found.records, given),
        note=receipts.note(lack=found.lack),
        weights=tuple({"title": 6, "agency": 4}.get(name, 2) for name in given),
    )
