"""Themed strategies of the units: which unit has which, what each is for, when it was last revised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlib.display.display import Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures.counting import each, names_counted, rows_of
from reportlib.measures.of_section import of_section
from reportlib.measures.results import ProgrammeFigure
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date
from reportlib.text import as_written

SEPARATOR = "；"
SERVICES = "themed_datasets_on_theme_site"  # the key of the services in the programme's file


@dataclass(frozen=True)
class Strategies:
    """The records in the register's order, and what they count to."""

    records: Records
    units: Fact
    strategies: Fact
    evaluated: Fact
    without: tuple[str, ...]  # evaluated units that have none
    others: tuple[str, ...]  # units that have one and are not evaluated
    without_count: Fact


def named(cell: str) -> list[str]:
    """The strategies of one cell: those that 「；」 separates count one each."""
    return [name for part in cell.split(SEPARATOR) if (name := as_written(part.strip(), cell))]


@of_section(records="strategies")
def strategies(records: Records, meeting: Meeting) -> Strategies:
    """Units with a strategy and their strategies, and of the evaluated units those that have none.

    >>> strategies.strategies(section).strategies
    主題式開放資料推動策略 25 項（109-11-04）
    """
    frame = records.frame
    place = {agency.short: n for n, agency in enumerate(meeting.register)}
    records = records.with_frame(frame.loc[frame["unit_short"].map(place).sort_values(kind="stable").index])
    having = list(dict.fromkeys(records.frame["unit_short"]))
    rows, day = rows_of(records, records.frame.index), _day(records, meeting)
    word, items = meeting.units.count("個"), meeting.units.count("項")
    everyone = meeting.evaluated_units
    without = tuple(unit for unit in everyone if unit not in having)
    number = sum(len(named(cell)) for cell in records.frame["strategy"])
    evaluated = names_counted(everyone, word, "units.evaluated", "受評單位", day, "機關名冊中受評的單位數")
    return Strategies(
        records,
        Fact(
            Decimal(len(having)),
            word,
            "strategies.units",
            "有主題式策略的單位",
            day,
            "策略紀錄中的單位數",
            rows,
            "distinct",
            where=records.chosen_by(),
            columns=(label_of(records.input, "unit"),),
        ),
        Fact(
            Decimal(number),
            items,
            "strategies.total",
            "主題式開放資料推動策略",
            day,
            f"策略紀錄中的策略數；一格以「{SEPARATOR}」分隔者，各計一項",
            rows,
            "pieces",
            where=records.chosen_by(),
            columns=(label_of(records.input, "strategy"),),
            using=(SEPARATOR,),
        ),
        evaluated,
        without,
        tuple(unit for unit in having if unit not in everyone),
        names_counted(without, word, "strategies.without", "尚無主題式策略的受評單位", day, "受評單位中不在策略紀錄者"),
    )


def _day(records: Records, meeting: Meeting) -> date:
    """The day of the strategies: that of their last revision where all are dated, or else of the inventory."""
    days = [record["revised_on"] for _, record in each(records) if record.get("revised_on")]
    return max(days) if days and len(days) == len(records.frame) else meeting.as_of.inventory


def summary(found: Strategies) -> Prose:
    """How many units have how many strategies, which have none, and who else has one."""
    sentence = runs(
        "{units!s} 個單位訂有 {strategies!s} 項主題式開放資料推動策略", units=found.units, strategies=found.strategies
    )
    sentence += (
        runs("（受評單位共 {evaluated} 個）。", evaluated=found.evaluated) if found.evaluated.value else runs("。")
    )
    if found.without:
        sentence += runs(
            "尚未訂定的受評單位 {count} 個：{names}。",
            count=found.without_count,
            names=Naming.joined("、", found.without),
        )
    if found.others:
        sentence += runs("{names}不在受評單位之列。", names=Naming.joined("、", found.others))
    return Prose((sentence,))


def services_summary(found: Strategies, figures: Mapping[str, ProgrammeFigure]) -> Prose:
    """How many themed services the site has, which is counted apart from units and strategies; that nobody says, where nobody does."""
    if SERVICES not in figures:
        return Prose.of("主題式開放資料服務：{absent}。", absent=NOT_PROVIDED).document_only()
    services = figures[SERVICES]
    return Prose.of(
        "{label} {services!s} {unit}（{source}）。訂有策略的單位 {units} 個、單位所列策略 {strategies} 項與網站服務分別計算，三者不必相等。",
        label=services.figure.label,
        services=services.figure,
        unit=services.figure.unit.word,
        source=services.source,
        units=found.units,
        strategies=found.strategies,
    ).document_only()


def message(found: Strategies) -> dict:
    """The title of the table's slide, as ``Display.says`` takes it."""
    return {
        "sentence": "{units} 個單位訂有 {strategies} 項主題式策略",
        "units": found.units,
        "strategies": found.strategies,
    }


def revision_message(found: Strategies) -> dict:
    """The title of the table's slide: who revised last; the same as :func:`message` where no date is given."""
    dated = [
        (record["revised_on"], record["unit_short"]) for _, record in each(found.records) if record.get("revised_on")
    ]
    if not dated:
        return message(found)
    last = max(day for day, _ in dated)
    if len(dated) == len(found.records.frame) and all(day == last for day, _ in dated):
        return {"sentence": "各單位的主題式策略均於 {day} 修訂", "day": format_date(last)}
    units = Naming.joined("、", dict.fromkeys(unit for day, unit in dated if day == last))
    return {"sentence": "最近修訂策略的是{units}（{day}）", "units": units, "day": format_date(last)}


def table(caption: str, found: Strategies) -> Table:
    """Unit, strategy, and meaning where the file has it; a row as it is in the file. The revision date has a column where it is not
    the same of all."""
    told = dict.fromkeys(record["revision"] for _, record in each(found.records) if record.get("revision"))
    note = Naming.joined("；", (f"一格以「{SEPARATOR}」分隔者，各計一項", *told))
    columns = {"單位": 5, "推動策略": 8, "策略意涵": 16, "修訂日期": 4}
    rows = list(_rows(found.records))
    if not found.records.has("meaning"):
        del columns["策略意涵"]
        rows = [Row((*row.cells[:2], row.cells[-1])) for row in rows]
    days = {row.cells[-1] for row in rows}
    if len(days) == 1:
        del columns["修訂日期"]
        rows = [Row(row.cells[:-1]) for row in rows]
        note = Naming.joined("；", (note, f"各策略的修訂日期：{days.pop()}"))
    return Table(caption, tuple(columns), tuple(rows), note=note, weights=tuple(columns.values()))


def _rows(records: Records) -> Iterator[Row]:
    for _, record in each(records):
        revised = record.get("revised_on")
        yield Row(
            (
                record["unit_short"],
                record["strategy"],
                record.get("meaning") or NOT_PROVIDED,
                format_date(revised) if revised else str(NOT_PROVIDED),
            )
        )
