"""Cells to typed records, or a finding that names file, sheet, row, column and value.

Nothing is lost and nothing guessed: every row of the sheet is counted once in ``Records.counts``. :func:`examine` finds all
that is wrong and sets the rows concerned aside; :func:`clean` refuses the file instead. Types of the frame's columns:

* text, identifier, agency, link: ``str``, ``None`` where blank (dtype object); "NA", "None" and "nan" are texts
* count: pandas ``Int64``, ``<NA>`` where blank, 「－」 or 「-」
* decimal, share: ``decimal.Decimal`` or ``None``; date: ``datetime.date`` or ``None``; list: a tuple of ``str``, maybe empty
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal
from urllib.parse import urlsplit

import pandas as pd

from reportlib import layout, readers, roc, schema
from reportlib.agencies import Match, Register
from reportlib.errors import InputError, Problem, quoted
from reportlib.findings import Finding, in_order
from reportlib.labels import say
from reportlib.layout import LONGEST_EXACT_NUMBER, RESEND, Layout
from reportlib.layout import text_of as _text
from reportlib.readers import Cell, Sheet
from reportlib.schema import Column, Table, half_width, spelling

MOST_PROBLEMS_SHOWN = 20
LARGEST_COUNT = 1_000_000_000
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
LONGEST_CELL = 32_767  # characters a cell of a spreadsheet holds
EXCEL_ERRORS = frozenset(("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
NOT_REPORTED = frozenset(("", "-", "－", "–", "—", "−", "─"))
_SPACE = schema.INVISIBLE + " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u2002\u2003\u2009\u202f\u3000"
_WHOLE = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0+)?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_WITH_UNIT = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)\s*[項筆件個次場人組家份種張]")
_SPOILT_IDENTIFIER = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)
_LIST_SEPARATOR = re.compile(r"[;；、\n]")
_SEVERAL_TITLES = re.compile(r"[;；\n]")
_SERIALS = range(20_000, 80_000)  # days from 1954 to 2119, as a spreadsheet counts them
_KEPT_APART = frozenset(("L08", "L09", "L13"))  # with one of these the sheet is not this table


@dataclass(frozen=True)
class Records:
    """One input, clean: a row for each record in use, under canonical column names (:mod:`reportlib.schema`).

    The index, named ``row``, is the row number that a spreadsheet program shows. ``counts`` has ``read``, every row of the
    sheet, and its parts ``above_header``, ``header``, ``blank``, ``totals``, ``out_of_scope`` and ``used``, and, where there
    are such rows, ``notes``, ``examples``, ``repeated`` (equal to an earlier one) and ``set_aside`` (with an error), which
    add up to it. A column that the file lacks is not in the frame. An agency's column is accompanied by ``<column>_short``.
    """

    frame: pd.DataFrame
    input: str
    file: str
    sheet: str
    encoding: str | None
    header_row: int
    counts: dict[str, int]
    sha256: str
    notices: tuple[str, ...] = ()
    blank: frozenset[str] = frozenset()

    def has(self, column: str) -> bool:
        """Whether the source gives this column: a header with nothing under it gives no more than no header."""
        return column in self.frame.columns and column not in self.blank

    def with_frame(self, frame: pd.DataFrame) -> Records:
        """The same input with some of its rows or columns; row numbers stay those of the file."""
        return dataclasses.replace(self, frame=frame)

    def where(self, mask: pd.Series) -> Records:
        """The rows for which ``mask``, on the same index, is true."""
        return self.with_frame(self.frame[mask])


@dataclass(frozen=True)
class Examined:
    """What an examination found: the rows that can be used, ``None`` where the sheet is not this table, and all findings.

    ``notices`` say what a person may want to know though there is nothing to mend; ``places`` has the number (1 for A) and
    the header of every column that is there, ``keys`` the key of every row by the names of its columns, set aside or not.
    """

    records: Records | None
    findings: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()
    places: Mapping[str, tuple[int, str]] = dataclasses.field(default_factory=dict)
    keys: tuple[Mapping[str, object], ...] = ()

    def set_aside(self, findings: Iterable[Finding]) -> Examined:
        """The same with more findings; the rows in which one of them is an error are no longer used."""
        findings = tuple(findings)
        if not findings:
            return self
        records = self.records
        if records is not None:
            wrong = {finding.row for finding in findings if finding.is_error}
            frame = records.frame[~records.frame.index.isin(wrong)]
            if lost := len(records.frame) - len(frame):
                counts = records.counts | {"used": len(frame), "set_aside": records.counts.get("set_aside", 0) + lost}
                records = dataclasses.replace(records, frame=frame, counts=counts)
        return dataclasses.replace(self, records=records, findings=in_order((*self.findings, *findings)))


def clean(
    kind: str,
    path: str | os.PathLike,
    register: Register | None = None,
    other_publishers: Literal["refuse", "count"] = "refuse",
) -> Records:
    """Read one input (a key of ``schema.TABLES``) and interpret it.

    With a ``register``, agencies get their official names; one that it does not know is an error, or, with
    ``other_publishers="count"``, its rows are counted and left out. Of several sheets the one whose header fits best is
    taken, and the others are named in a notice. Raises :class:`InputError` with every problem of the file (20 shown).
    """
    table = schema.TABLES[kind]
    sheets = readers.read(path)
    sheet = layout.best(sheets, table).sheet
    found = examine(table, sheet, register, other_publishers, repeated="refuse")
    if wrong := [finding for finding in found.findings if finding.is_error]:
        _refuse(sheet, wrong)
    # What the reader doubts (E) it says in its own notices.
    others = [
        _other_sheet(sheet, other)
        for other in sheets
        if other is not sheet and not layout.belongs_to_some_table(other, schema.TABLES.values())
    ]
    return dataclasses.replace(
        found.records,
        notices=(
            *found.notices,
            *others,
            *(_as_notice(finding) for finding in found.findings if finding.code[0] != "E"),
        ),
    )


def examine(
    table: Table,
    sheet: Sheet,
    register: Register | None = None,
    other_publishers: Literal["refuse", "count"] = "refuse",
    *,
    repeated: Literal["once", "refuse"] = "once",
    owner: str | None = None,
    window: tuple[date, date] = (EARLIEST, LATEST),
) -> Examined:
    """Interpret one sheet, and find everything that is wrong with it.

    A row with an error is set aside, all others are used. A row equal to an earlier one is counted once, unless ``repeated``
    is "refuse"; of two different rows with one key neither is used. With an ``owner``, an official name, rows of another
    agency are errors. A date outside ``window`` is one.
    """
    found = layout.locate(sheet, table)
    findings = list(found.findings)
    if any(finding.code in ("L08", "L13") for finding in findings) or not found.places:
        return Examined(None, in_order(findings), (*sheet.notices, *found.notices))
    notices = [*sheet.notices, *found.notices]
    where = {name: (place + 1, found.texts[place]) for name, place in found.places.items()}
    numbers, rows = [number for number, _ in found.rows], [row for _, row in found.rows]
    counts = found.counts()

    agency = next((column for column in table.columns if column.kind == "agency" and column.name in found.places), None)
    if agency and register:
        numbers, rows, dropped = _in_scope(agency, register, other_publishers, found.places[agency.name], numbers, rows)
        counts["out_of_scope"] = sum(dropped.values())
        notices += _scope_notices(dropped, register)

    findings += _doubted(found, set(numbers))
    columns: dict[str, list] = {}
    for column in table.columns:
        if column.name not in found.places:
            continue
        place = found.places[column.name]
        cells = [row[place] if place < len(row) else None for row in rows]
        values, faults = _converted(cells, _converter(column, register, sheet, owner, window), column)
        if column.kind == "share":
            faults += _mixed_shares(cells)
        columns[column.name] = values
        findings += [_found(found, numbers[i], place, fault, cells[i]) for i, fault in faults]
        if column is agency and register:
            short = {known.name: known.short for known in register}
            columns[f"{column.name}_short"] = [short.get(name) for name in values]
    again, same = _repeated_keys(table, found, numbers, rows, columns, repeated)
    findings += again

    parts = [name for name in table.key if name in columns]
    keys = tuple(
        dict(zip(parts, values, strict=True)) for values in zip(*(columns[name] for name in parts), strict=True)
    )
    wrong = {finding.row for finding in findings if finding.is_error} & set(numbers)
    kept = [i for i, number in enumerate(numbers) if number not in wrong and number not in same]
    findings += _total_findings(
        table, found, dict(zip(numbers, range(len(numbers)), strict=True)), rows, columns, counts
    )
    if found.is_refused:
        return Examined(None, in_order(findings), tuple(notices), where)

    counts["used"] = len(kept)
    counts |= {part: n for part, n in (("repeated", len(set(same) - wrong)), ("set_aside", len(wrong))) if n}
    columns = (
        columns if len(kept) == len(numbers) else {name: [values[i] for i in kept] for name, values in columns.items()}
    )
    blank = {
        column
        for column in table.columns
        if kept and not column.required and all(value is None for value in columns.get(column.name, [0]))
    }
    notices += [
        say(
            f"{found.place}：{quoted(column.label)}欄全部空白，視為來源未提供。",
            f"{found.place}: the column {quoted(column.label)} is blank throughout and taken as not provided.",
        )
        for column in table.columns
        if column in blank and not column.blank_says_none
    ]
    counted = {column.name for column in table.columns if column.kind == "count"}
    index = pd.Index([numbers[i] for i in kept], name="row", dtype="int64")
    # Without a dtype pandas would turn None into nan, which prints as "nan".
    series = {
        name: pd.Series(values, index, "Int64" if name in counted else object) for name, values in columns.items()
    }
    frame = pd.DataFrame(series, index)
    records = Records(
        frame,
        table.name,
        sheet.file,
        sheet.name,
        sheet.encoding,
        found.row,
        counts,
        sheet.sha256,
        tuple(notices),
        frozenset(column.name for column in blank),
    )
    return Examined(records, in_order(findings), tuple(notices), where, keys)


def holds(kind: str, path: str | os.PathLike) -> bool:
    """Whether some visible sheet of the file looks like this table: its required columns, and at least two known ones."""
    table = schema.TABLES[kind]
    places = layout.best(readers.read(path), table).places
    return {column.name for column in table.columns if column.required} <= places.keys() and len(places) > 1


class _Fault(Exception):
    """What is wrong with one value, wherever it stands; a warning carries the value all the same."""

    def __init__(self, code: str, what: str, todo: str | None = None, *, warns: bool = False, value: object = None):
        super().__init__(code)
        self.code, self.what, self.todo = code, what, say(*RESEND) if todo is None else todo
        self.warns, self.value = warns, value


def _found(where: Layout, row: int, place: int | None, fault: _Fault, cell: Cell) -> Finding:
    shown = "" if cell is None else cell if isinstance(cell, str) else _text(cell)
    return where.finding(
        fault.code, "warning" if fault.warns else "error", row, place, fault.what, fault.todo, value=shown
    )


def _doubted(found: Layout, data: set[int]) -> list[Finding]:
    """The reader's doubts about cells of the data: an unknown character sets its row aside, anything else is only told."""
    used = set(found.places.values())
    findings = []
    for doubt in found.sheet.doubts:
        if doubt.row in data and doubt.column - 1 in used:
            row = found.sheet.rows[doubt.row - 1]
            value = _text(row[doubt.column - 1]) if doubt.column <= len(row) else None
            todo = say("請改用一般字元填寫後重送。", "Write it in common characters and resend.")
            findings.append(
                found.finding(
                    doubt.code,
                    "warning" if doubt.usable else "error",
                    doubt.row,
                    doubt.column - 1,
                    doubt.what,
                    todo,
                    value=value or "",
                )
            )
    return findings


def _refuse(sheet: Sheet, wrong: Sequence[Finding]) -> None:
    """Raise every error of the file, a wrong name once; of a sheet that is not this table, only that."""
    wrong = [finding for finding in wrong if finding.code in _KEPT_APART] or _each_name_once(wrong)
    shown = [finding.problem() for finding in wrong[:MOST_PROBLEMS_SHOWN]]
    if rest := len(wrong) - len(shown):
        what = say(f"還有 {rest} 項問題未列出。", f"{rest} more problems are not shown.")
        shown.append(Problem(shown[-1].code, what, file=sheet.file, sheet=sheet.name))
    raise InputError(*shown)


def _each_name_once(wrong: Sequence[Finding]) -> list[Finding]:
    """A wrong name is told once, at its first row, with the number of the other rows: a file may have thousands."""
    others = Counter((finding.code, finding.column, finding.what) for finding in wrong)
    once: dict[tuple, Finding] = {}
    for finding in wrong:
        key = (finding.code, finding.column, finding.what) if finding.code in ("I01", "I02", "I03") else (finding,)
        once.setdefault(key, finding)
    told = []
    for key, finding in once.items():
        if len(key) > 1 and (more := others[key] - 1):
            finding = dataclasses.replace(
                finding, what=finding.what + say(f"另有 {more} 列相同。", f" {more} more rows have it.")
            )
        told.append(finding)
    return told


def _other_sheet(sheet: Sheet, other: Sheet) -> str:
    hidden_zh, hidden_en = ("隱藏的", "hidden ") if other.hidden else ("", "")
    zh = f"{sheet.file}：另有{hidden_zh}工作表{quoted(other.name)}（{len(other.rows)} 列），不屬於本表。"
    en = f"{sheet.file}: the {hidden_en}sheet {quoted(other.name)} ({len(other.rows)} rows) is not part of this table."
    return say(zh, en)


def _as_notice(finding: Finding) -> str:
    """A warning as one sentence of the notices."""
    if finding.code == "L06":
        total = say(
            f"第 {finding.row} 列合計：{quoted(finding.header)}",
            f"row {finding.row}: the total of {quoted(finding.header)}",
        )
        return total + finding.what.removeprefix(say("合計", "the total"))
    if finding.row is None or finding.code == "L14":
        return say(f"{finding.file}：{finding.what}", f"{finding.file}: {finding.what}")
    return say(
        f"{finding.file} 第 {finding.row} 列：{finding.what}", f"{finding.file} row {finding.row}: {finding.what}"
    )


# ---------------------------------------------------------------------------------------------------- totals


def _total_findings(
    table: Table, found: Layout, index: dict[int, int], rows: list, columns: dict[str, list], counts: dict[str, int]
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
                stated = _count(row[place] if place < len(row) else None)
            except _Fault:
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
                own = sums[2] if "小計" in spelling(layout.first_text(row)) else sums[0]
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


# ---------------------------------------------------------------------------------------------------- agencies and keys


def _in_scope(
    column: Column, register: Register, other_publishers: str, place: int, numbers: list[int], rows: list
) -> tuple[list[int], list, Counter[str]]:
    """The rows of registered agencies, and how many rows each other name has; with "refuse", all rows."""
    if other_publishers == "refuse":
        return numbers, rows, Counter()
    known: dict[str, bool] = {}
    kept_numbers, kept_rows, dropped = [], [], Counter()
    for number, row in zip(numbers, rows, strict=True):
        name = _text(row[place] if place < len(row) else None) or ""
        if name not in known:
            match = register.lead(name)
            known[name] = match is not None and match.agency is not None
        if known[name]:
            kept_numbers.append(number)
            kept_rows.append(row)
        else:
            dropped[name] += 1
    return kept_numbers, kept_rows, dropped


def _scope_notices(dropped: Counter[str], register: Register) -> list[str]:
    if not dropped:
        return []
    notices = [
        say(
            f"名冊以外的機關 {len(dropped)} 個，共 {dropped.total()} 列，未納入統計。",
            f"{len(dropped)} agencies outside the register, {dropped.total()} rows, are left out.",
        )
    ]
    near = sorted(
        (name for name in dropped if name and register.resembles(name)), key=lambda name: (-dropped[name], name)
    )
    if near:
        listed_zh = "、".join(f"{quoted(name)} {dropped[name]} 列" for name in near)
        listed_en = ", ".join(f"{quoted(name)} {dropped[name]} rows" for name in near)
        notices.append(say(f"近似名稱未採計：{listed_zh}。", f"similar names that were not counted: {listed_en}."))
    return notices


def _repeated_keys(
    table: Table, found: Layout, numbers: list[int], rows: list, columns: dict[str, list], repeated: str
) -> tuple[list[Finding], dict[int, int]]:
    """I06, I07: rows whose key an earlier row has, and, of those counted once, each with the row it equals.

    Identifiers are compared without regard to case, width and spaces (I08).
    """
    if not table.key or not all(name in columns for name in table.key):
        return [], {}
    kinds = {column.name: column.kind for column in table.columns}
    labels = "＋".join(found.texts[found.places[name]] for name in table.key)
    place = found.places[table.key[0]]
    key_places = {found.places[name] for name in table.key}
    first: dict[tuple, int] = {}
    findings, same, told = [], {}, set()
    spelled = [
        [
            spelling(part)
            if part and kinds[name] == "identifier"
            else part.casefold()
            if isinstance(part, str)
            else part
            for part in columns[name]
        ]
        for name in table.key
    ]
    for i, (parts, key) in enumerate(
        zip(zip(*(columns[name] for name in table.key), strict=True), zip(*spelled, strict=True), strict=True)
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
        code, level = ("I06", "error") if equal else ("I07", "warning" if table.key_may_repeat else "error")
        findings.append(found.finding(code, level, numbers[i], place, say(zh, en), todo, value=value))
        if level == "error" and repeated == "once" and j not in told:
            told.add(j)
            zh = f"{quoted(labels)}為{quoted('＋'.join(str(columns[name][j]) for name in table.key))}，第 {numbers[i]} 列也是，而兩列內容不同。"
            en = f"{quoted(labels)} is {quoted('＋'.join(str(columns[name][j]) for name in table.key))}, as in row {numbers[i]}, and the two rows are different."
            findings.append(
                found.finding(code, level, numbers[j], place, say(zh, en), todo, value=str(columns[table.key[0]][j]))
            )
    return findings, same


def _rest(row: tuple[Cell, ...], but: set[int]) -> list[str | None]:
    """The row's texts without the key and without what is blank at its end."""
    texts = [None if place in but else _text(cell) for place, cell in enumerate(row)]
    while texts and texts[-1] is None:
        texts.pop()
    return texts


# ---------------------------------------------------------------------------------------------------- values


def _converted(
    cells: list[Cell], convert: Callable[[Cell], object], column: Column
) -> tuple[list, list[tuple[int, _Fault]]]:
    """Every cell converted, each distinct value once, and the faults with the places of their cells."""
    keys = [
        cell if type(cell) is str or cell is None else (type(cell), cell) for cell in cells
    ]  # 1, 1.0 and True are one key, but not one value
    converted: dict[object, object] = {}
    for key, cell in dict(zip(keys, cells, strict=True)).items():
        try:
            value = convert(cell)
            if value is None and not column.blank:
                value = _Fault(
                    "L11",
                    say("空白；這一欄不可空白。", "blank; this column must have a value."),
                    say("請填寫後重送。", "Fill it in and resend."),
                )
        except _Fault as fault:
            value = fault
        converted[key] = value
    values = [converted[key] for key in keys]
    if _Fault not in map(type, converted.values()):
        return values, []
    wrong = [(i, value) for i, value in enumerate(values) if type(value) is _Fault]
    return [value.value if type(value) is _Fault else value for value in values], wrong


def _converter(
    column: Column, register: Register | None, sheet: Sheet, owner: str | None, window: tuple[date, date]
) -> Callable[[Cell], object]:
    if column.kind == "agency":
        inner = _agency(register, owner) if register else _plain
    elif column.kind == "date":
        inner = _dates(window)
    elif column.kind == "count":
        inner = _counts(column)
    else:
        inner = {
            "text": _title if column.label == "資料集名稱" else _plain,
            "identifier": _identifier,
            "decimal": _decimal,
            "share": _share,
            "list": _list,
            "link": _link,
        }[column.kind]

    def convert(cell: Cell) -> object:
        if isinstance(cell, str):
            if "#" in cell and cell.strip().upper() in EXCEL_ERRORS:
                raise _Fault(
                    "V15",
                    say(f"{quoted(cell)}是試算表的錯誤值。", f"{quoted(cell)} is an error value of the spreadsheet."),
                )
            if cell in sheet.unresolved:
                raise _no_result(cell)
        return inner(cell)

    return convert


def _no_result(text: str) -> _Fault:
    what = say(f"公式{quoted(text)}沒有計算結果。", f"the formula {quoted(text)} has no result.")
    return _Fault(
        "V16", what, say("請在試算表軟體開啟並存檔後重送。", "Open and save it in a spreadsheet program and resend.")
    )


def _plain(cell: Cell) -> str | None:
    """A text, whole, whatever is in it; told where it is as long as a cell can be, or longer."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= LONGEST_EXACT_NUMBER:
        raise _spoilt(f"{cell:.0f}")
    text = _text(cell)
    if text is not None and len(text) >= LONGEST_CELL:
        if len(text) == LONGEST_CELL:
            what = say(
                f"恰有 {LONGEST_CELL:,} 字，是儲存格的上限，可能已被截斷。",
                f"it has exactly {LONGEST_CELL:,} characters, the limit of a cell, and may have been cut.",
            )
        else:
            what = say(
                f"有 {len(text):,} 字，超過儲存格的上限 {LONGEST_CELL:,} 字；內容全數保留。",
                f"it has {len(text):,} characters, more than the {LONGEST_CELL:,} a cell can hold; all of it is kept.",
            )
        raise _Fault(
            "V20",
            what,
            say("請確認內容完整，或精簡後重送。", "Check that it is complete, or shorten it and resend."),
            warns=True,
            value=text,
        )
    return text


def _title(cell: Cell) -> str | None:
    """V21: a title with several parts may be several datasets; it stays one row, and that is said."""
    text = _plain(cell)
    if (
        text
        and _SEVERAL_TITLES.search(text)
        and (n := len([part for part in _SEVERAL_TITLES.split(text) if part.strip(_SPACE)])) > 1
    ):
        what = say(
            f"{quoted(text)}似有 {n} 項，計為 1 項。", f"{quoted(text)} seems to be {n} items; it is counted as one."
        )
        raise _Fault(
            "V21",
            what,
            say("若是數項，請分列填寫後重送。", "If they are several, give each its own row and resend."),
            warns=True,
            value=text,
        )
    return text


def _identifier(cell: Cell) -> str | None:
    """Half-width, so that 「００１」 and 001 are one identifier; leading zeros stay."""
    text = _plain(cell)
    if text is None:
        return None
    text = half_width(text)
    if _SPOILT_IDENTIFIER.fullmatch(text):
        raise _spoilt(text)
    if (
        _SEVERAL_TITLES.search(text)
        and (n := len([part for part in _SEVERAL_TITLES.split(text) if part.strip(_SPACE)])) > 1
    ):
        what = say(
            f"{quoted(text)}有 {n} 個識別碼，計為 1 列。",
            f"{quoted(text)} holds {n} identifiers; it is counted as one row.",
        )
        raise _Fault(
            "V21", what, say("請一列填一個識別碼後重送。", "Give each its own row and resend."), warns=True, value=text
        )
    return text


def _spoilt(text: str) -> _Fault:
    what = say(
        f"{quoted(text)}超過 15 位，Excel 已失真。", f"{quoted(text)} has more than 15 digits; Excel has changed it."
    )
    return _Fault(
        "V12",
        what,
        say("請把該欄設為文字格式，重新輸入後重送。", "Format the column as text, enter it again and resend."),
    )


def _numeral(cell: Cell) -> str | None:
    """What a numeric cell says, half-width; None for a blank or a dash."""
    if isinstance(cell, bool | date):
        raise _no_number(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    text = half_width(_text(cell) or "")
    if text in NOT_REPORTED:
        return None
    if text.startswith("="):
        raise _no_result(text)
    return text


def _counts(column: Column) -> Callable[[Cell], int | None]:
    """V10: what a count may be in this column: digits, one of its units behind them, or one of its words."""
    words = {spelling(word): number for word, number in column.words}
    units = tuple(spelling(unit) for unit in column.units)

    def convert(cell: Cell) -> int | None:
        if isinstance(cell, str) and (words or units):
            text = spelling(cell)
            if text in words:
                return words[text]
            for unit in units:
                if text.endswith(unit) and _WHOLE.fullmatch(bare := text.removesuffix(unit)):
                    return _count(bare)
        return _count(cell)

    return convert


def _count(cell: Cell) -> int | None:
    text = _numeral(cell)
    if text is None:
        return None
    if not _WHOLE.fullmatch(text):
        if not _NUMBER.fullmatch(text):
            raise _no_number(cell)
        raise _out_of_range(cell)
    number = int(text.partition(".")[0].replace(",", ""))
    if not 0 <= number <= LARGEST_COUNT:
        raise _out_of_range(cell)
    return number


def _decimal(cell: Cell) -> Decimal | None:
    text = _numeral(cell)
    if text is None:
        return None
    if not _NUMBER.fullmatch(text):
        raise _no_number(cell)
    return Decimal(text.replace(",", ""))


def _share(cell: Cell) -> Decimal | None:
    """V19: 50 % and 50 are 0.5; 0.5 is 0.5, as a cell formatted in percent holds it; a bare 1 could be either."""
    text = _numeral(cell)
    if text is None:
        return None
    bare = text.removesuffix("%").strip(_SPACE)
    if not _NUMBER.fullmatch(bare):
        raise _no_number(cell)
    value = Decimal(bare.replace(",", ""))
    if text.endswith("%") or value > 1:
        value /= 100
    elif value == 1:
        what = say(f"{quoted(text)}分不清是 1% 還是 100%。", f"{quoted(text)} may be 1% or 100%.")
        raise _Fault("V19", what, say("請加上 % 後重送。", "Add the % and resend."))
    if not 0 <= value <= 1:
        what = say(f"{quoted(text)}不在 0% 到 100% 之間。", f"{quoted(text)} is not between 0% and 100%.")
        raise _Fault("V19", what)
    return value


def _mixed_shares(cells: list[Cell]) -> list[tuple[int, _Fault]]:
    """V19: in one column 0.5 and 50 both without a sign: what 0.5 means is unclear."""
    bare = []
    for i, cell in enumerate(cells):
        try:
            text = _numeral(cell)
        except _Fault:
            continue
        if text is not None and _NUMBER.fullmatch(text):
            bare.append((i, text, Decimal(text.replace(",", ""))))
    if not any(value > 1 for _, _, value in bare):
        return []
    what = (
        "{}分不清是比例還是百分比，同欄另有大於 1 的數。",
        "{} may be a fraction or a percentage: other numbers of the column are larger than 1.",
    )
    return [
        (
            i,
            _Fault(
                "V19",
                say(what[0].format(quoted(text)), what[1].format(quoted(text))),
                say("請整欄加上 % 後重送。", "Add the % in the whole column and resend."),
            ),
        )
        for i, text, value in bare
        if 0 < value < 1
    ]


def _no_number(cell: Cell) -> _Fault:
    what = say(f"{quoted(_text(cell))}不是數字。", f"{quoted(_text(cell))} is not a number.")
    if with_unit := _WITH_UNIT.fullmatch(half_width(_text(cell) or "")):
        return _Fault(
            "V10",
            what,
            say(
                f"請只填 {with_unit[1]}，不寫單位，再重送。",
                f"Give {with_unit[1]} alone, without the unit, and resend.",
            ),
        )
    return _Fault(
        "V10", what, say("請填阿拉伯數字，沒有資料請留白後重送。", "Give digits, or leave it blank, and resend.")
    )


def _out_of_range(cell: Cell) -> _Fault:
    zh, en = (
        f"{quoted(_text(cell))}不是 0 到 10 億之間的整數。",
        f"{quoted(_text(cell))} is not a whole number from 0 to 1,000,000,000.",
    )
    return _Fault("V18", say(zh, en))


def _dates(window: tuple[date, date]) -> Callable[[Cell], date | None]:
    """V01 to V08: dates of both calendars; a day outside the window is no date of ours, whatever made it so."""

    def convert(cell: Cell) -> date | None:
        if isinstance(cell, datetime):
            day = cell.date()
        elif isinstance(cell, date):
            day = cell
        else:
            text = _text(cell)
            if text is None or text in NOT_REPORTED:
                return None
            try:
                day = roc.parse_date(text)
            except roc.BadDate as bad:
                if serial := _of_serial(text, window):
                    raise _serial(text, serial) from None
                reason = str(bad).rstrip("。.")
                zh, en = f"{quoted(text)}不是有效日期（{reason}）。", f"{quoted(text)} is not a valid date ({reason})."
                raise _Fault("V07", say(zh, en), bad.todo or None) from None
        if not window[0] <= day <= window[1]:
            raise _outside(_text(cell) or "", day, window)
        return day

    return convert


def _outside(text: str, day: date, window: tuple[date, date]) -> _Fault:
    """V05: a year that a spreadsheet made of a year of the Republic (09 of 109 as 1909 or 2009), or any other far one."""
    first, last = window
    if window == (EARLIEST, LATEST):
        span_zh, span_en = "1990 年到 2100 年之間", "between 1990 and 2100"
    else:
        span_zh, span_en = (
            f"{roc.format_date(first)} 至 {roc.format_date(last)} 之間",
            f"between {first.isoformat()} and {last.isoformat()}",
        )
    zh = f"{quoted(text)}讀成 {day.isoformat()}，不在{' ' if span_zh[0].isdigit() else ''}{span_zh}。"
    en = f"{quoted(text)} reads as {day.isoformat()}, which is not {span_en}."
    meant = [
        moved
        for year in (day.year + roc.FIRST_YEAR, day.year % 100 + 100 + roc.FIRST_YEAR)
        if day < first and (moved := _in_year(day, year)) and first <= moved <= last
    ]
    if not meant:
        return _Fault("V05", say(zh, en))
    shown = f"{meant[0].year - roc.FIRST_YEAR}/{meant[0].month}/{meant[0].day}"
    todo = say(
        f"如果是民國 {shown}，請用文字格式填寫後重送。",
        f"If {shown} of the Republic is meant, enter it as text and resend.",
    )
    return _Fault("V05", say(zh, en), todo)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _of_serial(text: str, window: tuple[date, date]) -> date | None:
    """The day that a spreadsheet's day number of today's system means, if it is one within the window."""
    bare = text.partition(".")[0]
    if not (bare.isascii() and bare.isdigit() and len(bare) == 5 and int(bare) in _SERIALS):
        return None
    day = date(1899, 12, 30) + timedelta(int(bare))
    return day if window[0] <= day <= window[1] else None


def _serial(text: str, day: date) -> _Fault:
    what = say(f"{quoted(text)}是日期序號，不是日期。", f"{quoted(text)} is the number of a day, not a date.")
    shown = f"{day.year - roc.FIRST_YEAR}/{day.month}/{day.day}"
    todo = say(
        f"如果是民國 {shown}，請把儲存格設為日期格式或改寫成 {shown} 後重送。",
        f"If {shown} of the Republic is meant, write it so and resend.",
    )
    return _Fault("V06", what, todo)


def _list(cell: Cell) -> tuple[str, ...]:
    return tuple(part for piece in _LIST_SEPARATOR.split(_plain(cell) or "") if (part := piece.strip(_SPACE)))


def is_link(text: str) -> bool:
    """Whether a text may become a link: one http or https address with a host, without user name or password in it."""
    if not text.isprintable() or any(sign.isspace() or sign in "<>\"'`\\" for sign in text):
        return False
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "." in parts.hostname
            and "@" not in parts.netloc
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False


def _link(cell: Cell) -> str | None:
    """V22: an address, as text; one that is no plain web address is never a link, and that is said."""
    text = _plain(cell)
    if text is None or is_link(text) and text.count("://") == 1:
        return text
    zh, en = (
        f"{quoted(text)}不是單一的 http(s) 網址，只顯示為文字。",
        f"{quoted(text)} is not one http(s) address and is shown as text only.",
    )
    raise _Fault(
        "V22",
        say(zh, en),
        say(
            "請填一個完整的網址（不含帳號密碼）後重送。",
            "Give one full address without user name or password, and resend.",
        ),
        warns=True,
        value=text,
    )


def _agency(register: Register, owner: str | None = None) -> Callable[[Cell], str | None]:
    def convert(cell: Cell) -> str | None:
        name = _plain(cell)
        if name is None:
            return None
        match = register.lead(name)
        if match is None:
            raise _unknown(register, name, owner)
        if match.agency is None:
            raise _of_another_time(register, name, match)
        if owner and match.agency.name != owner:
            zh, en = (
                f"本檔由{quoted(owner)}送出，這一列卻是{quoted(match.agency.name)}的。",
                f"the file is from {quoted(owner)}, but this row is of {quoted(match.agency.name)}.",
            )
            raise _Fault(
                "I09",
                say(zh, en),
                say(
                    "請刪去不屬於貴單位的列，或更正機關後重送。",
                    "Delete rows that are not yours, or correct the agency, and resend.",
                ),
            )
        if match.named is not match.agency:
            raise _of_another_time(register, name, match)
        return match.agency.name

    return convert


def _unknown(register: Register, name: str, owner: str | None) -> _Fault:
    """I02, I03: the register is the secretariat's, so a unit is not told to change it."""
    near = register.nearest(name)
    zh, en = f"{quoted(name)}不在機關名冊中", f"{quoted(name)} is not in the register of agencies"
    if near:
        zh, en = f"{zh}；最接近的是{quoted(near)}", f"{en}; the nearest is {quoted(near)}"
    todo = say("請更正機關名稱，或在名冊加上這個別名。", "Correct the name, or add it to the register as an alias.")
    if owner:
        todo = say("請更正機關名稱後重送。", "Correct the name and resend.")
    return _Fault("I03" if near else "I02", say(f"{zh}。", f"{en}."), todo)


def _of_another_time(register: Register, name: str, match: Match) -> _Fault:
    """I01: a name that is not valid on the register's day: taken for its one successor, and told; asked where there are several."""
    on, named = register.on, match.named
    if named.valid_until and on and named.valid_until < on:
        zh, en = (
            f"{quoted(name)}的名稱用到 {roc.format_date(named.valid_until)} 為止",
            f"the name {quoted(name)} was valid until {named.valid_until.isoformat()}",
        )
    else:
        zh, en = (
            f"{quoted(name)}的名稱自 {roc.format_date(named.valid_from)} 起才有",
            f"the name {quoted(name)} is valid from {named.valid_from.isoformat()} only",
        )
    others_zh = "、".join(quoted(agency.name) for agency in match.candidates)
    others_en = ", ".join(quoted(agency.name) for agency in match.candidates)
    if match.agency:
        zh, en = f"{zh}，已計入{quoted(match.agency.name)}。", f"{en}; it is counted as {quoted(match.agency.name)}."
        todo = say(f"請改寫為{quoted(match.agency.name)}。", f"Write {quoted(match.agency.name)}.")
        return _Fault("I01", say(zh, en), todo, warns=True, value=match.agency.name)
    if not match.candidates:
        zh, en = f"{zh}，名冊沒有相當的機關。", f"{en}; the register has no agency in its place."
        return _Fault("I01", say(zh, en), say("請填當時的機關名稱後重送。", "Give the name of that time and resend."))
    zh = f"{zh}，相當的機關有 {len(match.candidates)} 個：{others_zh}。"
    en = f"{en}; {len(match.candidates)} agencies are in its place: {others_en}."
    return _Fault("I01", say(zh, en), say("請指明是哪一個後重送。", "Say which one and resend."))
