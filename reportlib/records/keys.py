"""Rows against each other: keys that stand twice, and totals."""

from __future__ import annotations

from typing import Literal

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.readers.sheets import Cell
from reportlib.records import header
from reportlib.records.faults import CellFault
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
    keys = list(zip(*(columns[name] for name in table.key), strict=True))
    for i, (parts, spelled) in enumerate(zip(keys, _spelled_keys(table, columns), strict=True)):
        if None in parts:
            continue
        j = first.setdefault(spelled, i)
        if j == i:
            continue
        value = str(parts[0])
        equal = _rest(rows[i], key_places) == _rest(rows[j], key_places)
        what = _repeats(labels, parts, keys[j], numbers[j], equal)
        todo = say("請只保留正確的一列後重送。", "Keep only the correct row and resend.")
        if equal and repeated == "once":
            same[numbers[i]] = numbers[j]
            todo = say("只計一次；請刪去多出的一列。", "It is counted once; delete the row that is one too many.")
            findings.append(found.finding("I06", "warning", numbers[i], place, what, todo, value=value))
            continue
        code = "I06" if equal else "I07"
        level: Level = "warning" if table.key_may_repeat and not equal else "error"
        findings.append(found.finding(code, level, numbers[i], place, what, todo, value=value))
        if level == "error" and repeated == "once" and j not in told:
            told.add(j)
            what = _repeated_below(labels, keys[j], numbers[i])
            findings.append(found.finding(code, level, numbers[j], place, what, todo, value=str(keys[j][0])))
    return findings, same


def _spelled_keys(table: TableSchema, columns: dict[str, list]) -> list[tuple]:
    """The key of each row as it is compared: identifiers in one spelling, other texts without regard to case."""
    kinds = {column.name: column.kind for column in table.columns}

    def spelled(part: object, kind: str) -> object:
        if isinstance(part, str):
            return spelling(part) if part and kind == "identifier" else part.casefold()
        return part

    return list(zip(*([spelled(part, kinds[name]) for part in columns[name]] for name in table.key), strict=True))


def _repeats(labels: str, parts: tuple, earlier: tuple, row: int, equal: bool) -> str:
    """What is said of a row whose key stands in the earlier ``row``, there perhaps in another spelling."""
    shown = quoted("＋".join(map(str, parts)))
    spelled_zh = spelled_en = ""
    if other := next((there for there, part in zip(earlier, parts, strict=True) if there != part), None):
        spelled_zh, spelled_en = f"該列寫作{quoted(other)}。", f" It is written {quoted(other)} there."
    zh = f"{quoted(labels)}為{shown}，與第 {row} 列重複（兩列內容{'相同' if equal else '不同'}）。{spelled_zh}"
    alike = "equal" if equal else "different"
    return say(zh, f"{quoted(labels)} is {shown}, as in row {row} (the two rows are {alike}).{spelled_en}")


def _repeated_below(labels: str, parts: tuple, row: int) -> str:
    """What is said of a row whose key another one repeats with other contents in the later ``row``."""
    shown = quoted("＋".join(map(str, parts)))
    return say(
        f"{quoted(labels)}為{shown}，第 {row} 列也是，而兩列內容不同。",
        f"{quoted(labels)} is {shown}, as in row {row}, and the two rows are different.",
    )


def _rest(row: tuple[Cell, ...], but: set[int]) -> list[str | None]:
    """The row's texts without the key and without what is blank at its end."""
    texts = [None if place in but else _text(cell) for place, cell in enumerate(row)]
    while texts and texts[-1] is None:
        texts.pop()
    return texts
