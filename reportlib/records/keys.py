"""Rows against each other: keys that stand twice, and totals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.readers.sheets import Cell
from reportlib.records import header
from reportlib.records.cell_faults import CellFault
from reportlib.records.findings import Finding, Level
from reportlib.records.header import text_of as _text
from reportlib.records.located import Layout
from reportlib.records.schema import TableSchema
from reportlib.records.values import NOT_REPORTED, as_count
from reportlib.text import spelling

# ---------------------------------------------------------------------------------------------------- totals


def total_findings(
    table: TableSchema,
    found: Layout,
    index: dict[int, int],
    rows: list,
    columns: dict[str, list],
    counts: dict[str, int],
) -> list[Finding]:
    """L06: a total in a row of totals that is the sum neither of all rows nor of those between two totals."""
    if not found.totals or counts["out_of_scope"]:
        return []
    findings = []
    marks = [number for number, _ in found.totals]
    numbers = sorted(index)
    for column in table.columns:
        if column.kind != "count" or column.name not in columns:
            continue
        place, values = found.places[column.name], columns[column.name]
        if any(
            value is None and place < len(rows[i]) and (_text(rows[i][place]) or "") not in NOT_REPORTED
            for i, value in enumerate(values)
        ):
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
                what = say(
                    f"合計為 {stated:,}，各列相加為 {own:,}。", f"the total is {stated:,}, its rows add up to {own:,}."
                )
                todo = say(
                    "合計列不列入資料；請確認各列與合計。", "Rows of totals are no data; check the rows and the total."
                )
                findings.append(
                    found.finding("L06", "warning", number, place, what, todo, value=_text(row[place]) or "")
                )
    return findings


def repeated_keys(
    table: TableSchema,
    found: Layout,
    numbers: list[int],
    rows: list,
    columns: dict[str, list],
    repeated: Literal["once", "refuse"],
) -> tuple[list[Finding], dict[int, int]]:
    """I06, I07: rows whose key an earlier row has, and, of those counted once, each with the row it equals.

    Identifiers are compared without regard to case, width and spaces (I08).
    """
    if not table.key or not all(name in columns for name in table.key):
        return [], {}
    labels = "＋".join(found.texts[found.places[name]] for name in table.key)
    place = found.places[table.key[0]]
    key_places = {found.places[name] for name in table.key}
    first: dict[tuple, int] = {}
    findings: list[Finding] = []
    same: dict[int, int] = {}
    told: set[int] = set()
    for i, (parts, key) in enumerate(
        zip(zip(*(columns[name] for name in table.key), strict=True), _spelled(table, columns), strict=True)
    ):
        if None in parts:
            continue
        j = first.setdefault(key, i)
        if j == i:
            continue
        shown = quoted("＋".join(map(str, parts)))
        value = str(parts[0])
        equal = _rest(rows[i], key_places) == _rest(rows[j], key_places)
        spelled_zh = spelled_en = ""
        if other := next(
            (columns[name][j] for name, part in zip(table.key, parts, strict=True) if columns[name][j] != part), None
        ):
            spelled_zh, spelled_en = f"該列寫作{quoted(other)}。", f" It is written {quoted(other)} there."
        zh = f"{quoted(labels)}為{shown}，與第 {numbers[j]} 列重複（兩列內容{'相同' if equal else '不同'}）。{spelled_zh}"
        en = f"{quoted(labels)} is {shown}, as in row {numbers[j]} (the two rows are {'equal' if equal else 'different'}).{spelled_en}"
        todo = say("請只保留正確的一列後重送。", "Keep only the correct row and resend.")
        if equal and repeated == "once":
            same[numbers[i]] = numbers[j]
            todo = say("只計一次；請刪去多出的一列。", "It is counted once; delete the row that is one too many.")
            findings.append(found.finding("I06", "warning", numbers[i], place, say(zh, en), todo, value=value))
            continue
        code = "I06" if equal else "I07"
        level: Level = "warning" if table.key_may_repeat and not equal else "error"
        findings.append(found.finding(code, level, numbers[i], place, say(zh, en), todo, value=value))
        if level == "error" and repeated == "once" and j not in told:
            told.add(j)
            zh = f"{quoted(labels)}為{quoted('＋'.join(str(columns[name][j]) for name in table.key))}，第 {numbers[i]} 列也是，而兩列內容不同。"
            en = f"{quoted(labels)} is {quoted('＋'.join(str(columns[name][j]) for name in table.key))}, as in row {numbers[i]}, and the two rows are different."
            findings.append(
                found.finding(code, level, numbers[j], place, say(zh, en), todo, value=str(columns[table.key[0]][j]))
            )
    return findings, same


def _spelled(table: TableSchema, columns: dict[str, list]) -> Iterator[tuple]:
    """The key of each row in the form in which keys are compared."""
    kinds = {column.name: column.kind for column in table.columns}

    def folded(name: str, part: object) -> object:
        if not isinstance(part, str):
            return part
        return spelling(part) if part and kinds[name] == "identifier" else part.casefold()

    return zip(*([folded(name, part) for part in columns[name]] for name in table.key), strict=True)


def _rest(row: tuple[Cell, ...], but: set[int]) -> list[str | None]:
    """The row's texts without the key and without what is blank at its end."""
    texts = [None if place in but else _text(cell) for place, cell in enumerate(row)]
    while texts and texts[-1] is None:
        texts.pop()
    return texts
