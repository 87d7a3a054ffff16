"""Counting rows of a table into facts that remember the rows."""

from __future__ import annotations

import dataclasses
import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from reportlib import messages
from reportlib.display.display import Naming
from reportlib.errors import InputError, Problem
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import EVERY, Choice, Where, blank as blank_cell, is_
from reportlib.facts.facts import NOT_PROVIDED, Absence, Fact, FactTest, Rows, Unit, absent, facts_like
from reportlib.meeting.meeting import Meeting
from reportlib.records.cell_column import cells_in, holds_objects
from reportlib.records.choosing import labelled
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import FIRST_YEAR, counted_year, in_common_years

SOME: tuple[FactTest, Decimal] = ("more", Decimal(0))  # facts that are more than zero
ZERO: tuple[FactTest, Decimal] = ("is", Decimal(0))
LAST_YEAR = 2100
MOST_PROBLEMS = 20


def no_parts(
    dimension: str, unit: Unit, name: str, label: str, as_of: date | None, absence: Absence = NOT_PROVIDED
) -> Breakdown:
    """What stands where the source has no such column: no parts, and a total that says so."""
    return Breakdown(dimension, {}, absent(absence, unit, name, label, as_of))


def rows_of(records: Records, index: Iterable[int]) -> tuple[Rows, ...]:
    """The given row numbers of these records, as a fact keeps them."""
    numbers = array("I", index.to_numpy(np.uint32).tobytes() if isinstance(index, pd.Index) else map(int, index))
    return (Rows(records.file, records.sheet, numbers),) if numbers else ()


def recorded(
    records: Records,
    row: int,
    column: str,
    value: Any,
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
        where=row_chosen(records, row),
        columns=(label_of(records.input, column),),
    )


def row_chosen(records: Records, row: int) -> Where | None:
    """The condition that chooses one row of an input by its key, as a fact keeps it."""
    condition = records.row(row)
    return None if condition is None else labelled(records.input, condition)


def rows_counted(
    records: Records,
    index: Iterable[int],
    unit: Unit,
    name: str,
    label: str,
    as_of: date | None = None,
    rule: str = "",
    means: Choice | None = None,
) -> Fact:
    """How many rows these are, by their numbers; ``means`` says which of the records they are by a condition."""
    numbers = index if isinstance(index, pd.Index) else list(index)
    where = records.chosen_by(means)
    return Fact(Decimal(len(numbers)), unit, name, label, as_of, rule, rows_of(records, numbers), "count", where=where)


def all_counted(records: Records, unit: Unit, name: str, label: str, as_of: date | None = None, rule: str = "") -> Fact:
    """How many records these are."""
    return rows_counted(records, records.frame.index, unit, name, label, as_of, rule, EVERY)


def facts_counted(
    facts: Iterable[Fact],
    unit: Unit,
    name: str,
    label: str,
    as_of: date | None = None,
    rule: str = "",
    *,
    which: tuple[FactTest, Decimal] | None = None,
) -> Fact:
    """How many facts these are, or of ``which`` the value is so much: what the numbers of several parts are counted into."""
    operands = tuple(facts)
    value = facts_like((fact.value for fact in operands), *which) if which else Decimal(len(operands))
    using = (which[0], str(which[1])) if which else ()
    return Fact(value, unit, name, label, as_of, rule, operator="count", operands=operands, using=using)


def names_counted(
    names: Iterable[str], unit: Unit, name: str, label: str, as_of: date | None = None, rule: str = ""
) -> Fact:
    """How many names are listed, in the parameters, a rulebook or a register; the fact keeps them."""
    using = tuple(names)
    return Fact(Decimal(len(using)), unit, name, label, as_of, rule, operator="listed", using=using)


def sum_of(
    records: Records, column: str, unit: Unit, name: str, label: str, as_of: date | None = None, rule: str = ""
) -> Fact:
    """The sum of a column; absent where the source does not have it, and where every cell is blank."""
    given = records.frame[column].dropna() if records.has(column) else None
    if given is None or given.empty:
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
        where=records.chosen_by(~blank_cell(column)),
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
    among: Records | None = None,
    family: str = "",
) -> Fact:
    """The place of a score among others: equal scores share one. Absent where the score is; of the score's day, or of
    ``as_of``. ``among`` are the records of all that have a score, one each; or ``family`` is what these scores are called.
    """
    if score.absence:
        return absent(score.absence, unit, name, label)
    given = tuple(other for other in scores if not other.absence)
    better = sum(other.number > score.number for other in given)
    return Fact(
        Decimal(1 + better),
        unit,
        name,
        label,
        as_of or score.as_of,
        rule,
        rows_of(among, among.frame.index) if among else (),
        "rank",
        (score, *given),
        where=among.chosen_by() if among else None,
        family=family,
    )


def rank_among(
    records: Records,
    column: str,
    own: Fact,
    unit: Unit,
    name: str,
    label: str,
    as_of: date | None = None,
    rule: str = "",
) -> Fact:
    """The place of what one of these records states in a column among all that state something there: equals share one."""
    given = records.where(~blank_cell(column))
    values = given.frame[column]
    if holds_objects(values):
        better = sum(value > own.number for value in values)
    else:  # whole numbers
        better = np.count_nonzero(values.to_numpy(np.int64) > math.floor(own.number))
    return Fact(
        Decimal(1 + int(better)),
        unit,
        name,
        label,
        as_of or own.as_of,
        rule,
        rows_of(given, given.frame.index),
        "rank",
        (own,),
        where=given.chosen_by(),
        columns=(label_of(records.input, column),),
    )


def statutory_order(names: Iterable[str], meeting: Meeting) -> list[str]:
    """The agencies (short names) that occur, each once, in the register's order."""
    occurring = set(names)
    return [agency.short for agency in meeting.register if agency.short in occurring]


def refuse_other_years(records: Records) -> None:
    """InputError (V05) for a ``year`` that is none as the body counts them: among years of the Republic 2020 would be taken
    for a year far ahead, and left out.
    """
    first, last = counted_year(FIRST_YEAR + 1), counted_year(LAST_YEAR)
    wrong = [(row, year) for row, year in cells_of(records.frame["year"]) if not first <= year <= last]
    if wrong:
        raise InputError(
            *(
                _other_year(int(year), first, last).at(records.file, records.sheet, row, header=messages.header_year())
                for row, year in wrong[:MOST_PROBLEMS]
            )
        )


def _other_year(year: int, first: int, last: int) -> Problem:
    """What is to be said of a year outside of those of the body, with the one that may be meant."""
    if in_common_years():
        meant, how = year + FIRST_YEAR, messages.write_common_year()
    else:
        meant, how = year - FIRST_YEAR, messages.write_year_of_republic()
    todo = messages.write_year(year=meant) if first <= meant <= last else how
    if in_common_years():
        return messages.V05_no_common_year(year=str(year), todo=todo)
    return messages.V05_no_year_of_republic(year=str(year), todo=todo)


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
        return Naming.joined("", (Naming.joined("、", equals), "各" if len(equals) > 1 else "")), most
    number = facts_counted(
        tuple(equals.values()),
        dataclasses.replace(most.unit, label=word),
        f"{breakdown.total.name}.leaders/{breakdown.dimension}",
        f"{breakdown.total.label}最多的{breakdown.dimension}數",
        most.as_of,
        f"與最多者相同的{breakdown.dimension}數",
    )
    return Naming("{first}等 {number} {word}各", first=first, number=number, word=word), most


def each(records: Records) -> Iterator[tuple[int, dict]]:
    """Every record with its row number, a blank cell as None; ``DataFrame.iterrows`` would make a text of some of them."""
    frame = records.frame
    columns = [[None if value is pd.NA else value for value in frame[column].tolist()] for column in frame.columns]
    names = [str(column) for column in frame.columns]
    for at, row in enumerate(frame.index):
        yield int(row), {name: cells[at] for name, cells in zip(names, columns, strict=True)}


def cells_of(column: pd.Series) -> Iterator[tuple[int, Any]]:
    """Each cell of a column with its row number."""
    return ((int(row), value) for row, value in zip(column.index, column, strict=True))


def count(
    records: Records,
    where: Choice | pd.Series,
    unit: Unit,
    name: str,
    label: str,
    as_of: date | None = None,
    rule: str = "",
) -> Fact:
    """How many of the records satisfy ``where``, a condition, or a boolean series on the same index."""
    return all_counted(records.where(where), unit, name, label, as_of, rule)


def count_by(
    records: Records,
    column: str,
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
    """Count records by a column of texts, or of tuples of texts of which each counts (missing becomes ``blank``, placed last).

    Parts stand in the given ``order`` first (also with zero rows), then by size. ``label`` names a part, with ``{}``
    for its key.
    """
    keys = pd.Series(cells_in(records.frame[column]), records.frame.index).explode()
    groups = {key if isinstance(key, str) else str(key): index for key, index in groups_of(keys)}
    missing = keys.index[keys.isna()]
    order = list(order)
    by_size = sorted((key for key in groups if key not in order), key=lambda key: (-len(groups[key]), key))
    chosen: dict[str, Sequence[int] | pd.Index] = {key: groups.get(key, []) for key in [*order, *by_size]}
    if len(missing):
        chosen |= {blank: missing}
    parts = {
        key: rows_counted(
            records,
            index,
            unit,
            f"{name}/{key}",
            label.format(key),
            total.as_of,
            rule,
            blank_cell(column) if key == blank and len(missing) else is_(column, key),
        )
        for key, index in chosen.items()
    }
    return Breakdown(dimension, parts, total)


def groups_of(keys: pd.Series) -> Iterator[tuple[Any, pd.Index]]:
    """Each different value that is not missing, in the order in which they come, with the row numbers that have it."""
    at, values = cells_in(keys).factorize()
    order = np.argsort(at, kind="stable")
    ends = np.searchsorted(at[order], np.arange(len(values) + 1))
    for number, value in enumerate(values):
        yield value, keys.index[order[ends[number] : ends[number + 1]]]


def count_by_unit(
    records: Records,
    column: str,
    unit: Unit,
    name: str,
    label: str,
    as_of: date | None,
    rule: str,
    order: Iterable[str],
) -> Breakdown:
    """All rows, and those of each unit by its short name in ``column``; the units of ``order`` stand first, also
    without a row.
    """
    total = all_counted(records, unit, name, label, as_of, rule)
    return count_by(records, column, unit, name, "單位", total=total, label=f"{{}}{label}", order=order, rule=rule)


def no_row(total: Fact, column: str, key: str, name: str, label: str) -> Fact:
    """That none of the records that ``total`` counts has a key: what is not among the parts of :func:`count_by`."""
    where = total.where and total.where.and_(labelled(total.where.table, is_(column, key)).condition)
    return Fact(Decimal(0), total.unit, name, label, total.as_of, total.rule, operator="count", where=where)
