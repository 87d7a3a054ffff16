"""Rows against each other: keys that stand twice, and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from types import MappingProxyType
from typing import Literal

import numpy as np

from reportlib import messages
from reportlib.facts.text_list import casefolded, numbered_alike, plain_numbers, spelled
from reportlib.readers.columns import Cell, Coded, coded, rows_at
from reportlib.records import header
from reportlib.records.cell_faults import CellFault
from reportlib.records.findings import Finding, Level
from reportlib.records.header import text_of as _text
from reportlib.records.located import Layout
from reportlib.records.schema import TableSchema
from reportlib.records.values import NOT_REPORTED, as_count
from reportlib.text import spelling

_PAIRS = 4_096  # of rows that are held against each other at once

# ---------------------------------------------------------------------------------------------------- totals


def total_findings(
    table: TableSchema,
    found: Layout,
    all_numbers: np.ndarray,
    rows: Sequence[tuple[Cell, ...]],
    columns: Mapping[str, Coded],
    counts: dict[str, int],
) -> list[Finding]:
    """L06: a total in a row of totals that is the sum neither of all rows nor of those between two totals."""
    if not found.totals or counts["out_of_scope"] or counts.get("undecided"):
        return []
    findings = []
    marks = [number for number, _ in found.totals]
    index = {number: i for i, number in enumerate(all_numbers.tolist())}
    numbers = sorted(index)
    for column in table.columns:
        if column.kind != "count" or column.name not in columns:
            continue
        place, values = found.places[column.name], columns[column.name]
        cells = coded(rows, place)
        is_said = cells.which(cell is not None and (_text(cell) or "") not in NOT_REPORTED for cell in cells.values)
        if (is_said & values.which(value is None for value in values.values)).any():
            continue  # a number that could not be read: no sum to compare with
        for nth, (number, row) in enumerate(found.totals):
            try:
                stated = as_count(row[place] if place < len(row) else None)
            except CellFault:
                continue
            if stated is None:
                continue
            before = marks[nth - 1] if nth else 0
            after = marks[nth + 1] if nth + 1 < len(marks) else numbers[-1] + 1 if numbers else 0
            spans = [
                numbers,
                [n for n in numbers if n < number],
                [n for n in numbers if before < n < number],
                [n for n in numbers if number < n < after],
            ]
            sums = [sum(values[index[n]] or 0 for n in span) for span in spans]
            if stated not in sums:
                own = sums[2] if "小計" in spelling(header.first_text(row)) else sums[0]
                findings.append(
                    found.at(
                        Finding.of(messages.L06_total_differs(stated=stated, own=own), level="warning"),
                        number,
                        place,
                        _text(row[place]) or "",
                    )
                )
    return findings


def repeated_keys(
    table: TableSchema,
    found: Layout,
    row_numbers: np.ndarray,
    rows: Sequence[tuple[Cell, ...]],
    columns: Mapping[str, Coded],
    repeated: Literal["once", "refuse"],
    parts_of: Mapping[tuple, int] = MappingProxyType({}),
) -> tuple[list[Finding], dict[int, int]]:
    """I06, I07: rows whose key an earlier row has, and, of those counted once, each with the row it equals.

    Identifiers are compared without regard to case, width and spaces (I08). ``parts_of`` are keys that so many rows may have.
    """
    if not table.key or not all(name in columns for name in table.key):
        return [], {}
    compared = _spelled(table, columns)
    if not _any_twice(compared):
        return [], {}
    numbers = row_numbers.tolist()
    labels = "＋".join(found.texts[found.places[name]] for name in table.key)
    place = found.places[table.key[0]]
    key_places = {found.places[name] for name in table.key}
    findings: list[Finding] = []
    same: dict[int, int] = {}
    told: set[int] = set()
    every = list(zip(*(columns[name] for name in table.key), strict=True))
    for i, j, equal in _held_against(_again(every, zip(*compared, strict=True), parts_of), rows, key_places):
        parts = every[i]
        others = (columns[name][j] for name, part in zip(table.key, parts, strict=True) if columns[name][j] != part)
        spelled = messages.written_there(other=other) if (other := next(others, None)) else ""
        said = messages.I06_key_repeated.text(
            labels=labels,
            key="＋".join(map(str, parts)),
            row=numbers[j],
            how=messages.equal() if equal else messages.different(),
            spelled=spelled,
        )
        todo = messages.keep_correct_row()
        value = str(parts[0])
        if equal and repeated == "once":
            same[numbers[i]] = numbers[j]
            finding = Finding("I06", said, messages.counted_once(), level="warning")
            findings.append(found.at(finding, numbers[i], place, value))
            continue
        code = "I06" if equal else "I07"
        level: Level = "warning" if table.key_may_repeat and not equal else "error"
        findings.append(found.at(Finding(code, said, todo, level=level), numbers[i], place, value))
        if level == "error" and repeated == "once" and j not in told:
            told.add(j)
            said = messages.I07_key_repeated.text(
                labels=labels, key="＋".join(str(columns[name][j]) for name in table.key), row=numbers[i]
            )
            value = str(columns[table.key[0]][j])
            findings.append(found.at(Finding(code, said, todo, level=level), numbers[j], place, value))
    return findings, same


def _held_against(
    pairs: Iterator[tuple[int, int]], rows: Sequence[tuple[Cell, ...]], but: set[int]
) -> Iterator[tuple[int, int, bool]]:
    """Each pair of places with whether the rows there say the same beside the key."""
    while block := list(islice(pairs, _PAIRS)):
        texts = {place: _rest(row, but) for place, row in rows_at(rows, chain.from_iterable(block)).items()}
        yield from ((i, j, texts[i] == texts[j]) for i, j in block)


def _again(
    keys: Iterable[tuple], compared: Iterable[tuple], parts_of: Mapping[tuple, int]
) -> Iterator[tuple[int, int]]:
    """The place of each row whose key was met oftener than it may be, and of the first that has it."""
    first: dict[tuple, int] = {}
    met: Counter[tuple] = Counter()
    for i, (parts, key) in enumerate(zip(keys, compared, strict=True)):
        if None not in parts:
            j = first.setdefault(key, i)
            met[key] += 1
            if j != i and met[key] > parts_of.get(key, 1):
                yield i, j


def _spelled(table: TableSchema, columns: Mapping[str, Coded]) -> list[Coded]:
    """The key's columns in the form in which keys are compared."""
    kinds = {column.name: column.kind for column in table.columns}
    form = {name: spelled if kinds[name] == "identifier" else casefolded for name in table.key}
    return [columns[name].mapped(form[name](columns[name].values)) for name in table.key]


def _any_twice(key: Sequence[Coded]) -> bool:
    """Whether two rows have one key; those that lack a part of it have none."""
    whole, size = np.zeros(len(key[0]), np.int64), 1
    has_all = np.ones(len(whole), bool)
    for part in key:
        same = plain_numbers(part.values)
        if same is None or size * (int(same.max(initial=-1)) + 1) > np.iinfo(np.int64).max:
            (same,) = numbered_alike(part.values)
        different = int(same.max(initial=-1)) + 1
        if size * different > np.iinfo(np.int64).max:
            return True  # more than can be told so: they are looked at one by one
        at = same[part.at]
        whole, size = whole * different + at, size * different
        has_all &= at >= 0
    whole = np.sort(whole[has_all])
    return bool((whole[1:] == whole[:-1]).any())


class Keys(Sequence[Mapping[str, object]]):
    """The key of every row by the names of its columns."""

    def __init__(self, columns: Mapping[str, Coded]):
        self._columns = columns

    def __len__(self) -> int:
        return max(map(len, self._columns.values()), default=0)

    def __getitem__(self, at):
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        return {name: values[at] for name, values in self._columns.items()}


def _rest(row: tuple[Cell, ...], but: set[int]) -> list[str | None]:
    """The row's texts without the key and without what is blank at its end."""
    texts = [None if place in but else _text(cell) for place, cell in enumerate(row)]
    while texts and texts[-1] is None:
        texts.pop()
    return texts
