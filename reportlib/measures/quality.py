"""Quality marks: datasets tested, gold, platinum, on any date; OAS-validated APIs, domain standards, white-listed datasets.

The register of tests (``quality``) says on which date a dataset's mark changed; the mark in force on a day is that of
its last test up to it. Without a register, the catalogue's own mark column gives one date only; dates before the
register's first test are taken from the figures of earlier packets (``history``). The marks count the datasets that the
rulebook lets in: listed since ``listed_since`` and not white-listed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from reportlib.display.display import Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table, breakdown_table
from reportlib.errors import InputError, Problem, quoted
from reportlib.facts.facts import NOT_PROVIDED, Breakdown, Fact, absent
from reportlib.language import say
from reportlib.measures import inventory
from reportlib.measures.counting import (
    count_by,
    leaders,
    no_parts,
    on_or_after,
    on_or_before,
    recorded,
    rows_of,
    statutory_order,
)
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date, format_long, format_month
from reportlib.text import spelling

LEVELS = {
    "tested": "納入檢測的資料集",
    "gold": "金標章資料集",
    "silver": "銀標章資料集",
    "bronze": "銅標章資料集",
    "platinum": "白金標章資料集",
}


@dataclass(frozen=True)
class MarksOn:
    """The marks in force on one day: the tests that count, one row a dataset, with the publisher's short name.

    ``untested`` is how many datasets of the list would count and have no test by that day.
    """

    day: date
    tests: Records
    rule: str
    untested: int = 0


def marks_on(day: date, catalogue: Records, tests: Records | None, meeting: Meeting) -> MarksOn | None:
    """The marks in force on ``day``; None where no source gives them for that day."""
    book = meeting.marks
    if book is None:
        return None
    counted = f"{format_date(book.listed_since)} 以後上架且非白名單者"
    if tests is None:
        if not catalogue.has("mark") or day != meeting.as_of.inventory:
            return None
        frame = catalogue.frame
        known = frame["mark"].notna() & ~frame["mark"].isin(book.not_tested)
        if catalogue.has("listed_on"):
            known &= on_or_after(frame["listed_on"], book.listed_since) & on_or_before(frame["listed_on"], day)
        _refuse_unknown_marks(catalogue.where(known), book)
        return MarksOn(day, catalogue.where(known), f"資料集清單的品質檢測欄；{counted}")
    _refuse_unknown_marks(tests, book)
    if not (catalogue.has("dataset_id") and catalogue.has("listed_on")):
        return None  # without them nobody can say which tests count
    datasets = catalogue.frame.set_index(catalogue.frame["dataset_id"].map(spelling))
    admitted = on_or_after(datasets["listed_on"], book.listed_since)
    if catalogue.has("mark"):
        admitted &= ~datasets["mark"].isin(book.whitelisted)
    events = tests.frame[on_or_before(tests.frame["tested_on"], day)]
    events = events.assign(dataset_id=events["dataset_id"].map(spelling))
    last = events.sort_values("tested_on", kind="stable").groupby("dataset_id").tail(1)
    last = last[~last["mark"].isin(book.not_tested)]
    unlisted = last[~last["dataset_id"].isin(datasets.index)]
    if len(unlisted) and meeting.params.other_publishers == "refuse":
        row = int(unlisted.index[0])
        raise InputError(
            Problem(
                "I07",
                say(
                    f"資料集識別碼 {quoted(unlisted.iloc[0]['dataset_id'])} 不在資料集清單中（共 {len(unlisted)} 列）。",
                    f"dataset {quoted(unlisted.iloc[0]['dataset_id'])} is not in the catalogue ({len(unlisted)} rows).",
                ),
                say(
                    "請更正識別碼，或確認清單是否完整。",
                    "Correct the identifier, or check that the catalogue is complete.",
                ),
                tests.file,
                tests.sheet,
                row,
            )
        )
    last = last[last["dataset_id"].map(admitted).fillna(False).astype(bool)]
    chosen = tests.with_frame(last.assign(publisher_short=last["dataset_id"].map(datasets["publisher_short"])))
    untested = int(
        (admitted & on_or_before(datasets["listed_on"], day) & ~datasets.index.isin(last["dataset_id"])).sum()
    )
    return MarksOn(day, chosen, f"品質檢測紀錄中截至當日的最近一次檢測；{counted}", untested)


def _refuse_unknown_marks(records: Records, book) -> None:
    unknown = records.frame["mark"].dropna()
    unknown = unknown[~unknown.isin(book.known)]
    if len(unknown):
        raise InputError(
            Problem(
                "V17",
                say(
                    f"{quoted(unknown.iloc[0])} 不是已知的品質標章（共 {len(unknown)} 列）。",
                    f"{quoted(unknown.iloc[0])} is not a known quality mark ({len(unknown)} rows).",
                ),
                say(
                    f"已知：{'、'.join(book.known)}。請更正，或在標章規則檔加入。",
                    f"Known: {', '.join(book.known)}. Correct it, or add it to the rulebook of marks.",
                ),
                records.file,
                records.sheet,
                int(unknown.index[0]),
                header=say("品質檢測", "mark"),
            )
        )


def _at(marks: MarksOn | None, level: str, meeting: Meeting) -> pd.Series | None:
    if marks is None:
        return None
    column = marks.tests.frame["mark"]
    return pd.Series(True, index=column.index) if level == "tested" else column.isin(meeting.marks.counting_as(level))


def counted(marks: MarksOn | None, level: str, meeting: Meeting, name: str = "", day: date | None = None) -> Fact:
    """Datasets tested, or holding at least ``level``, on the day of ``marks`` (項)."""
    where = _at(marks, level, meeting)
    day = marks.day if marks else day
    key = name or f"quality.{level}" + (f"/{format_date(day)}" if day else "")
    if where is None:
        return absent(NOT_PROVIDED, meeting.datasets, key, LEVELS[level], day)
    index = marks.tests.frame.index[where]
    return Fact(
        Decimal(len(index)), meeting.datasets, key, LEVELS[level], day, marks.rule, rows_of(marks.tests, index), "count"
    )


def counted_by_unit(marks: MarksOn | None, level: str, meeting: Meeting, day: date | None = None) -> Breakdown:
    """The same for each evaluated unit, all of them, in statutory order."""
    total = counted(marks, level, meeting, day=day)
    units = meeting.evaluated_units
    name, label = f"quality.{level}_by_unit/{format_date(total.as_of)}", f"{{}}{LEVELS[level]}"
    if marks is None:
        parts = {u: absent(NOT_PROVIDED, meeting.datasets, f"{name}/{u}", label.format(u), day) for u in units}
        return Breakdown("單位", parts, total)
    chosen = marks.tests.where(_at(marks, level, meeting))
    return count_by(
        chosen,
        chosen.frame["publisher_short"],
        meeting.datasets,
        name,
        "單位",
        total=total,
        label=label,
        order=units,
        rule=marks.rule,
    )


@dataclass(frozen=True)
class GoldPoint:
    """Gold-mark progress on one test date."""

    day: date
    tested: Fact
    gold: Fact
    share: Fact


def gold_series(
    catalogue: Records, tests: Records | None, meeting: Meeting, history: Records | None = None
) -> tuple[GoldPoint, ...]:
    """Datasets tested, gold and their share on each date of ``as_of.gold_series``.

    On a date before the register's first test the figures of earlier packets stand, or nothing. InputError (I07) where
    records and ``history`` give two numbers for one date.
    """
    points = []
    for day in meeting.as_of.gold_series or (meeting.as_of.inventory,):
        marks = marks_on(day, catalogue, tests, meeting) if _reaches(tests, day) else None
        tested, gold = (_counted_or_told(marks, level, meeting, day, history) for level in ("tested", "gold"))
        share = gold.share_of(tested, meeting.units.share).named(
            f"quality.gold_share/{format_date(day)}", "金標章占比", as_of=day, rule="金標章 ÷ 納入檢測"
        )
        points.append(GoldPoint(day, tested, gold, share))
    return tuple(points)


def _reaches(tests: Records | None, day: date) -> bool:
    """Whether the register has a test on or before ``day``; without a register the catalogue's own mark decides."""
    return tests is None or bool(on_or_before(tests.frame["tested_on"], day).any())


def _counted_or_told(marks: MarksOn | None, level: str, meeting: Meeting, day: date, history: Records | None) -> Fact:
    here = counted(marks, level, meeting, day=day)
    if history is None:
        return here
    told = history.frame[(history.frame["fact"] == here.name) & (history.frame["as_of"] == day)]
    for number, row in told.iterrows():
        fact = recorded(
            history,
            number,
            "value",
            row["value"],
            meeting.datasets,
            here.name,
            here.label,
            day,
            f"歷次會議所載：{row['source']}",
        )
        if here.absence:
            return fact
        if fact.value != here.value:
            raise InputError(
                Problem(
                    "I07",
                    say(
                        f"{LEVELS[level]}（{format_date(day)}）有兩個數值：歷次會議數字為 {fact}，{marks.tests.file} 算得 {here}。",
                        f"{quoted(here.name)} has two values: the figures of earlier meetings say {fact}, {marks.tests.file} gives {here}.",
                    ),
                    say("請更正其中一個檔案。", "Correct one of the two files."),
                    history.file,
                    history.sheet,
                    int(number),
                )
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


def marks_message(points: tuple[GoldPoint, ...], platinum: Breakdown) -> dict:
    """The title of the opening slide: the gold share and the platinum marks."""
    return {
        "sentence": "金標章占 {share}，白金標章 {platinum} 項",
        "share": points[-1].share,
        "platinum": platinum.total,
    }


def gold_table_message(points: tuple[GoldPoint, ...]) -> dict:
    """The title of the table's slide: from the first share to the last."""
    first, last = points[0], points[-1]
    if first.share.absence or last.share.absence or first is last:
        return gold_message(points)
    return {
        "sentence": "金標章占比由 {day} 的 {first} 到 {last}",
        "day": format_date(first.day),
        "first": first.share,
        "last": last.share,
    }


def gold_table(caption: str, points: tuple[GoldPoint, ...], meeting: Meeting) -> Table:
    rows = tuple(Row((format_date(p.day), p.tested, p.gold, p.share)) for p in points)
    how = {"truncate": "無條件捨去", "half_up": "四捨五入"}[meeting.units.share_rounding]
    note = f"占比{how}" + (
        f"；{format_date(meeting.marks.listed_since)} 以後上架且非白名單者納入檢測" if meeting.marks else ""
    )
    return Table(caption, ("檢測日期", "納入檢測", "金標章", "占比"), rows, "單位：項", note)


def gold_line(points: tuple[GoldPoint, ...]) -> dict:
    """What ``line_chart`` wants: the points and the small texts below them."""
    return {
        "points": [(format_month(p.day.year, p.day.month), p.share) for p in points],
        "below": [Naming("{gold} / {tested}", gold=p.gold, tested=p.tested) for p in points],
    }


def platinum_by_unit(catalogue: Records, tests: Records | None, meeting: Meeting) -> Breakdown:
    """Platinum datasets of every evaluated unit on ``as_of.platinum`` (項)."""
    day = meeting.as_of.platinum or meeting.as_of.inventory
    return counted_by_unit(marks_on(day, catalogue, tests, meeting), "platinum", meeting, day)


def having(breakdown: Breakdown, name: str, label: str) -> Fact:
    """How many parts of a breakdown by unit are more than zero (個)."""
    unit = dataclasses.replace(breakdown.total.unit, label="個")
    if breakdown.is_absent:
        return absent(NOT_PROVIDED, unit, name, label, breakdown.total.as_of)
    found = tuple(fact for fact in breakdown.parts.values() if fact.value)
    return Fact(
        Decimal(len(found)),
        unit,
        name,
        label,
        breakdown.total.as_of,
        "數量大於零的單位數",
        operator="count",
        operands=found,
    )


def platinum_message(platinum: Breakdown) -> dict:
    """The title of the platinum marks' slide, as ``Display.says`` takes it."""
    if platinum.is_absent or not platinum.total.value:
        return {"sentence": "白金標章：{no}", "no": platinum.total}
    name, held = leaders(platinum)
    units = having(platinum, "quality.platinum_units", "取得白金標章的單位")
    return {"sentence": "{units} 個單位取得白金標章，{name} {held} 項最多", "units": units, "name": name, "held": held}


def platinum_total_message(platinum: Breakdown) -> dict:
    """The title of the table's slide: all platinum marks, and when they were counted."""
    if platinum.is_absent:
        return {"sentence": "白金標章：{no}", "no": platinum.total}
    return {
        "sentence": "截至 {day}，白金標章共 {total} 項",
        "day": format_date(platinum.total.as_of),
        "total": platinum.total,
    }


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
        sentence += runs("；{day}為 {share}", day=format_long(first.day), share=first.share)
    if platinum.is_absent:
        return Prose((sentence + runs("。白金標章{no}。", no=platinum.total),))
    units, every = having(platinum, "quality.platinum_units", "取得白金標章的單位"), len(platinum.parts)
    return Prose(
        (
            sentence
            + runs(
                "。截至 {day}，白金標章 {platinum!s} 項，由 {units} 個單位取得{rest}。",
                day=format_long(platinum.total.as_of),
                platinum=platinum.total,
                units=units,
                rest="，其餘單位為零" if units.value < every else "",
            ),
        )
    )


def whole_counts(
    day: date, catalogue: Records, tests: Records | None, meeting: Meeting, prefix: str
) -> Mapping[str, Fact]:
    """Every level on one day, for a scoring rulebook; silver and bronze are those and no better."""
    marks = marks_on(day, catalogue, tests, meeting)
    return {level: counted(marks, level, meeting, f"{prefix}.{level}", day) for level in LEVELS}


# -- OAS, standards, white list ---------------------------------------------------------------------------------------------


def oas_by_unit(oas: Records | None, meeting: Meeting, day: date | None) -> Breakdown:
    """OAS-validated APIs up to ``day`` by unit, every unit that has one on any day, in the register's order (項)."""
    unit = meeting.units.count("項")
    name = f"oas/{format_date(day)}" if day else "oas"
    if oas is None or day is None:
        return no_parts("單位", unit, name, "通過 OAS 驗證的 API", day)
    here = oas.where(on_or_before(oas.frame["certified_on"], day))
    total = Fact(
        Decimal(len(here.frame)),
        unit,
        name,
        "通過 OAS 驗證的 API",
        day,
        "驗證通過日期在統計日（含）以前者",
        rows_of(here, here.frame.index),
        "count",
    )
    order = statutory_order(oas.frame["unit_short"], meeting)
    return count_by(
        here,
        here.frame["unit_short"],
        unit,
        name,
        "單位",
        total=total,
        label="{}通過 OAS 驗證的 API",
        order=order,
        rule=total.rule,
    )


def oas_table(caption: str, oas: Records | None, meeting: Meeting) -> Table:
    """OAS-validated APIs by unit, on the award's date and on the meeting's."""
    days = [day for day in (meeting.as_of.award, meeting.as_of.oas or meeting.as_of.inventory) if day]
    found = [oas_by_unit(oas, meeting, day) for day in days]
    return breakdown_table(caption, *found, labels=[f"截至 {format_date(day)}" for day in days])


def oas_now(oas: Records | None, meeting: Meeting) -> Fact:
    """All OAS-validated APIs on the meeting's date for them (項)."""
    return oas_by_unit(oas, meeting, meeting.as_of.oas or meeting.as_of.inventory).total


def oas_message(oas: Records | None, meeting: Meeting) -> dict:
    """The title of the APIs' slide, as ``Display.says`` takes it."""
    now = oas_now(oas, meeting)
    if now.absence or meeting.as_of.award is None:
        return {"sentence": "通過 OAS 驗證的 API：{now}", "now": now}
    before = oas_by_unit(oas, meeting, meeting.as_of.award).total
    return {
        "sentence": "通過 OAS 驗證的 API 由 {before} 項增至 {now} 項"
        if now.value > before.value
        else "通過 OAS 驗證的 API 計 {now} 項",
        "before": before,
        "now": now,
    }


def standards_by_unit(standards: Records | None, meeting: Meeting) -> Breakdown:
    """Domain data standards listed up to the as-of date, by unit, in the register's order (項)."""
    day, unit, name, label = (
        meeting.as_of.inventory,
        meeting.units.count("項"),
        "quality.standards",
        "上架的領域資料標準",
    )
    if standards is None:
        return no_parts("單位", unit, name, label, day)
    here = standards.where(on_or_before(standards.frame["listed_on"], day))
    total = Fact(
        Decimal(len(here.frame)),
        unit,
        name,
        label,
        day,
        "上架日期在統計日（含）以前者",
        rows_of(here, here.frame.index),
        "count",
    )
    order = statutory_order(here.frame["unit_short"], meeting)
    return count_by(
        here,
        here.frame["unit_short"],
        unit,
        name,
        "單位",
        total=total,
        label=f"{{}}{label}",
        order=order,
        rule=total.rule,
    )


def standards_table(caption: str, standards: Records | None, meeting: Meeting) -> Table:
    """Every unit's standards by name and date, in the register's order; the total last."""
    by_unit = standards_by_unit(standards, meeting)
    rows = []
    for unit, fact in by_unit.parts.items():
        mine = standards.frame[
            (standards.frame["unit_short"] == unit)
            & on_or_before(standards.frame["listed_on"], meeting.as_of.inventory)
        ]
        names = "\n".join(
            f"{row['standard']}（{format_date(row['listed_on'])}）"
            for _, row in mine.sort_values("listed_on", kind="stable").iterrows()
        )
        rows.append(Row((unit, fact, names)))
    rows.append(Row(("合計", by_unit.total, ""), "total"))
    return Table(
        caption,
        ("單位", "標準數", "資料標準（上架日期）"),
        tuple(rows),
        "單位：項",
        f"統計至 {format_date(meeting.as_of.inventory)}",
        weights=(3, 1, 6),
    )


def standards_message(standards: Records | None, meeting: Meeting) -> dict:
    """The title of the standards' slide, as ``Display.says`` takes it."""
    by_unit = standards_by_unit(standards, meeting)
    if by_unit.is_absent:
        return {"sentence": "領域資料標準：{no}", "no": by_unit.total}
    units = having(by_unit, "quality.standards_units", "有領域資料標準上架的單位")
    return {"sentence": "{units} 個單位上架 {total} 項領域資料標準", "units": units, "total": by_unit.total}


def whitelisted_by_unit(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets on the list that the rulebook excuses from testing, by unit, in the register's order (項)."""
    day, name, label = meeting.as_of.inventory, "quality.whitelisted", "白名單資料集"
    if meeting.marks is None or not catalogue.has("mark"):
        return no_parts("單位", meeting.datasets, name, label, day)
    here = inventory.listed(catalogue, meeting)
    here = here.where(here.frame["mark"].isin(meeting.marks.whitelisted))
    total = Fact(
        Decimal(len(here.frame)),
        meeting.datasets,
        name,
        label,
        day,
        "資料集清單的品質檢測欄註記為白名單者",
        rows_of(here, here.frame.index),
        "count",
    )
    order = statutory_order(here.frame["publisher_short"], meeting)
    return count_by(
        here,
        here.frame["publisher_short"],
        meeting.datasets,
        name,
        "單位",
        total=total,
        label=f"{{}}{label}",
        order=order,
        rule=total.rule,
    )


def whitelisted_summary(catalogue: Records, meeting: Meeting) -> Prose:
    """Which units have white-listed datasets, and how many."""
    found = whitelisted_by_unit(catalogue, meeting)
    if found.total.absence or not found.total.value:
        return Prose.of("白名單資料集：{no}。", no=found.total.absence or "無")
    sentence = runs("白名單資料集 {total!s} 項不列入檢測：", total=found.total)
    for number, (unit, fact) in enumerate(found.parts.items()):
        sentence += runs("{comma}{unit} {fact} 項", comma="、" if number else "", unit=unit, fact=fact)
    return Prose((sentence + runs("。"),))
