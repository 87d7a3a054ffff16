"""Counting rows of a table into facts that remember the rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import pandas as pd

from reportlib.display.display import Naming
from reportlib.errors import InputError, Problem, quoted
from reportlib.facts.facts import NOT_PROVIDED, Absence, Breakdown, Fact, Rows, Unit, absent
from reportlib.language import say
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import FIRST_YEAR

LAST_YEAR = 189  # 民國 189 年 is 2100
MOST_PROBLEMS = 20


def no_parts(
    dimension: str, unit: Unit, name: str, label: str, as_of: date | None, absence: Absence = NOT_PROVIDED
) -> Breakdown:
    """What stands where the source has no such column: no parts, and a total that says so."""
    return Breakdown(dimension, {}, absent(absence, unit, name, label, as_of))


def rows_of(records: Records, index: Iterable[int]) -> tuple[Rows, ...]:
    """The given row numbers of these records, as a fact keeps them."""
    numbers = tuple(int(number) for number in index)
    return (Rows(records.file, records.sheet, numbers),) if numbers else ()


def recorded(
    records: Records,
    row: int,
    column: str,
    value: object,
    unit: Unit,
    name: str,
    label: str,
    as_of: date | None = None,
    rule: str = "",
) -> Fact:
    """A number that one row of these records states in a column; absent where its cell is blank."""
    if value is None or pd.isna(value):
        return absent(NOT_PROVIDED, unit, name, label, as_of)
    return Fact(
        Decimal(int(value)) if not isinstance(value, Decimal) else value,
        unit,
        name,
        label,
        as_of,
        rule,
        rows_of(records, [row]),
        "recorded",
        columns=(label_of(records.input, column),),
    )


def sum_of(
    records: Records, column: str, unit: Unit, name: str, label: str, as_of: date | None = None, rule: str = ""
) -> Fact:
    """The sum of a column; absent where the source does not have it, and where every cell is blank."""
    given = records.frame[column].dropna() if records.has(column) else ()
    if not len(given):
        return absent(NOT_PROVIDED, unit, name, label, as_of)
    return Fact(
        Decimal(int(given.sum())),
        unit,
        name,
        label,
        as_of,
        rule,
        rows_of(records, given.index),
        "sum",
        columns=(label_of(records.input, column),),
    )


def rank_of(
    score: Fact,
    scores: Iterable[Fact],
    unit: Unit,
    name: str,
    label: str,
    *,
    as_of: date | None = None,
    rule: str = "分數較高者的數目加一；同分同名次",
) -> Fact:
    """The place of a score among others: equal scores share one. Absent where the score is; of the score's day, or of ``as_of``."""
    if score.absence:
        return absent(score.absence, unit, name, label)
    given = tuple(other for other in scores if not other.absence)
    better = sum(other.value > score.value for other in given)
    return Fact(
        Decimal(1 + better), unit, name, label, as_of or score.as_of, rule, operator="rank", operands=(score, *given)
    )


def statutory_order(names: Iterable[str], meeting: Meeting) -> list[str]:
    """The agencies (short names) that occur, each once, in the register's order."""
    occurring = set(names)
    return [agency.short for agency in meeting.register if agency.short in occurring]


def refuse_common_years(records: Records) -> None:
    """InputError (V05) for a ``year`` that is no year of the Republic: 2020 would be taken for a year far ahead, and left out."""
    wrong = [(row, year) for row, year in records.frame["year"].items() if not 1 <= year <= LAST_YEAR]
    if wrong:
        raise InputError(
            *(
                Problem(
                    "V05",
                    say(f"{quoted(str(year))} 不是民國年度。", f"{quoted(str(year))} is no year of the Republic."),
                    say(f"請寫 {year - FIRST_YEAR}。", f"Write {year - FIRST_YEAR}.")
                    if 1 <= year - FIRST_YEAR <= LAST_YEAR
                    else say("請寫民國年，例如 109。", "Write one such as 109."),
                    records.file,
                    records.sheet,
                    int(row),
                    header=say("年度", "year"),
                )
                for row, year in wrong[:MOST_PROBLEMS]
            )
        )


def largest_message(breakdown: Breakdown, share: Unit, sentence: str) -> dict:
    """``sentence`` with the ``{name}``, ``{held}`` and ``{share}`` of the largest part, as ``Display.says`` takes it."""
    if breakdown.is_absent:
        return {"sentence": "{label}{no}", "label": breakdown.total.label, "no": breakdown.total.absence or "無"}
    name, held = breakdown.largest()
    return {"sentence": sentence, "name": name, "held": held, "share": breakdown.named_shares(share)[name]}


def leaders(breakdown: Breakdown, word: str = "個") -> tuple[str, Fact]:
    """The largest part as a sentence names it: 「甲」, of equals 「甲、乙各」 or, of more than three, 「甲等 4 個各」."""
    first, most = breakdown.largest()
    equals = {name: fact for name, fact in breakdown.parts.items() if fact.value == most.value}
    if len(equals) <= 3:
        return "、".join(equals) + ("各" if len(equals) > 1 else ""), most
    number = Fact(
        Decimal(len(equals)),
        dataclasses.replace(most.unit, label=word),
        f"{breakdown.total.name}.leaders/{breakdown.dimension}",
        f"{breakdown.total.label}最多的{breakdown.dimension}數",
        most.as_of,
        f"與最多者相同的{breakdown.dimension}數",
        operator="count",
        operands=tuple(equals.values()),
    )
    return Naming("{first}等 {number} {word}各", first=first, number=number, word=word), most


def each(records: Records) -> Iterator[tuple[int, dict]]:
    """Every record with its row number, a blank cell as None; ``DataFrame.iterrows`` would make a text of some of them."""
    for row, record in records.frame.to_dict("index").items():
        yield int(row), {column: None if value is pd.NA else value for column, value in record.items()}


def count(
    records: Records,
    where: pd.Series | None,
    unit: Unit,
    name: str,
    label: str,
    as_of: date | None = None,
    rule: str = "",
) -> Fact:
    """How many rows satisfy ``where`` (a boolean series on the same index; None for all)."""
    index = records.frame.index if where is None else records.frame.index[where]
    return Fact(
        Decimal(len(index)),
        unit,
        name,
        label,
        as_of,
        rule,
        rows_of(records, index),
        operator="count",
        filter="" if where is None else rule,
    )


def count_by(
    records: Records,
    keys: pd.Series,
    unit: Unit,
    name: str,
    dimension: str,
    *,
    total: Fact,
    label: str = "{}",
    order: Iterable[str] = (),
    rule: str = "",
    blank: str = "未填",
) -> Breakdown:
    """Count rows by ``keys`` (a text for each row; missing becomes ``blank``, placed last).

    Parts stand in the given ``order`` first (also with zero rows), then by size. ``label`` names a part, with ``{}``
    for its key; its filter is the total's and its own.
    """
    keys = keys.where(keys.notna(), None)
    groups = {key: index for key, index in keys.groupby(keys, sort=False).groups.items()}
    missing = keys.index[keys.isna()]
    order = list(order)
    by_size = sorted((key for key in groups if key not in order), key=lambda key: (-len(groups[key]), key))
    chosen = {key: groups.get(key, []) for key in [*order, *by_size]} | ({blank: missing} if len(missing) else {})
    parts = {
        key: Fact(
            Decimal(len(index)),
            unit,
            f"{name}/{key}",
            label.format(key),
            total.as_of,
            rule,
            rows_of(records, index),
            "count",
            filter="，".join(filter(None, (total.filter, f"{dimension}為「{key}」"))),
        )
        for key, index in chosen.items()
    }
    return Breakdown(dimension, parts, total)


def on_or_before(dates: pd.Series, day: date) -> pd.Series:
    """Which dates are not later than ``day``; a missing date is not."""
    return dates.map(lambda d: isinstance(d, date) and d <= day).astype(bool)


def on_or_after(dates: pd.Series, day: date) -> pd.Series:
    """Which dates are not earlier than ``day``; a missing date is not."""
    return dates.map(lambda d: isinstance(d, date) and d >= day).astype(bool)
