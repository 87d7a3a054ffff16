"""Cells to typed records, or an error that names file, sheet, row, column and value.

Nothing is lost and nothing guessed: every row of the sheet is counted once in ``Records.counts``, and a value that cannot
be read stops the file with all its problems at once. Types of the frame's columns:

* text, identifier, agency: ``str``, ``None`` where blank (dtype object); "NA", "None" and "nan" are texts
* count: pandas ``Int64``, ``<NA>`` where blank, 「－」 or 「-」
* decimal: ``decimal.Decimal`` or ``None``; date: ``datetime.date`` or ``None``; list: a tuple of ``str``, maybe empty
"""

from __future__ import annotations

import dataclasses
import difflib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import pandas as pd

from reportlib import readers, roc, schema
from reportlib.agencies import Register
from reportlib.errors import InputError, Problem, quoted
from reportlib.labels import say
from reportlib.readers import Cell, Sheet
from reportlib.schema import Column, Table, half_width, spelling

HEADER_WITHIN_ROWS = 15
MOST_PROBLEMS_SHOWN = 20
LARGEST_COUNT = 1_000_000_000
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
LONGEST_EXACT_NUMBER = 10**15  # a spreadsheet keeps 15 digits of a number
TOTAL_WORDS = frozenset(("合計", "總計", "小計", "計"))
EXCEL_ERRORS = frozenset(("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
NOT_REPORTED = frozenset(("", "-", "－", "–", "—", "−", "─"))
_SPACE = schema.INVISIBLE + " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u2002\u2003\u2009\u202f\u3000"
_WHOLE = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0+)?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_SPOILT_IDENTIFIER = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)
_LIST_SEPARATOR = re.compile(r"[;；、\n]")
_RESEND = ("請更正後重送。", "Correct it and resend.")


@dataclass(frozen=True)
class Records:
    """One input, clean: a row for each record in use, under canonical column names (:mod:`reportlib.schema`).

    The index, named ``row``, is the row number that a spreadsheet program shows. ``counts`` has ``read``, every row of the
    sheet, and its parts ``above_header``, ``header``, ``blank``, ``totals``, ``out_of_scope`` and ``used``, which add up to
    it. A column that the file lacks is not in the frame. An agency's column is accompanied by ``<column>_short``.
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
    sheet, header = _best_sheet(sheets, table)
    problems = _Problems(sheet, header)
    problems.missing_columns(table)
    problems.stop()

    numbers, rows, counts, totals = _data_rows(sheet, header, problems)
    notices = [*sheet.notices, *_layout_notices(table, sheets, sheet, header, rows)]
    columns: dict[str, list] = {}

    agency = next((column for column in table.columns if column.kind == "agency" and column.name in header.places), None)
    if agency and register:
        numbers, rows, dropped = _in_scope(agency, register, other_publishers, header, numbers, rows)
        counts["out_of_scope"] = sum(dropped.values())
        notices += _scope_notices(dropped, register)
    for column in table.columns:
        if column.name not in header.places:
            continue
        place = header.places[column.name]
        cells = [row[place] if place < len(row) else None for row in rows]
        values, wrong = _converted(cells, _converter(column, register), column)
        columns[column.name] = values
        if column is agency and register:
            wrong = _each_name_once(wrong)
            short = {known.name: known.short for known in register}
            columns[f"{column.name}_short"] = [short.get(name) for name in values]
        problems.at((numbers[i], place, fault) for i, fault in wrong)
    repeated = _repeated_keys(table, header, numbers, rows, columns)
    for row, place, fault in repeated:
        if table.key_may_repeat and fault.code != "I06":
            notices.append(say(f"{sheet.file} 第 {row} 列：{fault.what}", f"{sheet.file} row {row}: {fault.what}"))
        else:
            problems.add(row, place, fault)
    problems.stop()
    blank = {column for column in table.columns if rows and not column.required and all(value is None for value in columns.get(column.name, [0]))}
    notices += [
        say(f"{sheet.file}：{quoted(column.label)}欄全部空白，視為來源未提供。", f"{sheet.file}: the column {quoted(column.label)} is blank throughout and taken as not provided.")
        for column in table.columns if column in blank and not column.blank_says_none
    ]  # fmt: skip

    counted = {column.name for column in table.columns if column.kind == "count"}
    index = pd.Index(numbers, name="row", dtype="int64")
    # Without a dtype pandas would turn None into nan, which prints as "nan".
    series = {name: pd.Series(values, index, "Int64" if name in counted else object) for name, values in columns.items()}
    frame = pd.DataFrame(series, index)
    notices += _total_notices(table, header, frame, totals, counts)
    counts["used"] = len(frame)
    return Records(frame, kind, sheet.file, sheet.name, sheet.encoding, header.row, counts, sheet.sha256, tuple(notices), frozenset(column.name for column in blank))


def holds(kind: str, path: str | os.PathLike) -> bool:
    """Whether some visible sheet of the file looks like this table: its required columns, and at least two known ones."""
    table = schema.TABLES[kind]
    _, header = _best_sheet(readers.read(path), table)
    return {column.name for column in table.columns if column.required} <= header.places.keys() and len(header.places) > 1


class _Fault(Exception):
    """What is wrong with one value, wherever it stands."""

    def __init__(self, code: str, what: str, todo: str | None = None):
        super().__init__(code)
        self.code, self.what, self.todo = code, what, say(*_RESEND) if todo is None else todo


@dataclass(frozen=True)
class _Header:
    """Where a sheet's header stands, and which column is where (0 for A)."""

    row: int
    texts: tuple[str, ...]
    places: dict[str, int]
    twice: tuple[tuple[int, int], ...] = ()

    @property
    def unknown(self) -> list[int]:
        """The columns with a header that the schema does not have."""
        known = {*self.places.values(), *(place for _, place in self.twice)}
        return [place for place, text in enumerate(self.texts) if text and place not in known]


class _Problems:
    """All problems of one sheet, told at once, in the order of rows and columns."""

    def __init__(self, sheet: Sheet, header: _Header):
        self.sheet, self.header = sheet, header
        self.found: list[tuple[int, int, Problem]] = []

    def add(self, row: int, place: int | None, fault: _Fault) -> None:
        letter = header = ""
        if place is not None:
            letter = readers.column_letter(place + 1)
            header = self.header.texts[place] if place < len(self.header.texts) else ""
        problem = Problem(fault.code, fault.what, fault.todo, self.sheet.file, self.sheet.name, row, letter, header)
        self.found.append((row, -1 if place is None else place, problem))

    def at(self, faults: Iterable[tuple[int, int | None, _Fault]]) -> None:
        for row, place, fault in faults:
            self.add(row, place, fault)

    def missing_columns(self, table: Table) -> None:
        """L09: a required column is missing, or a known one is there twice."""
        for column in table.columns:
            if column.required and column.name not in self.header.places:
                self.add(self.header.row, None, _missing(column, self.header))
        for first, second in self.header.twice:
            letter = readers.column_letter(first + 1)
            self.add(self.header.row, second, _Fault("L09", say(f"與 {letter} 欄是同一種欄。", f"the same column as {letter}."), ""))

    def stop(self) -> None:
        if not self.found:
            return
        self.found.sort(key=lambda found: found[:2])
        shown = [problem for _, _, problem in self.found[:MOST_PROBLEMS_SHOWN]]
        if rest := len(self.found) - len(shown):
            what = say(f"還有 {rest} 項問題未列出。", f"{rest} more problems are not shown.")
            shown.append(Problem(shown[-1].code, what, file=self.sheet.file, sheet=self.sheet.name))
        raise InputError(*shown)


# ---------------------------------------------------------------------------------------------------- layout


def _best_sheet(sheets: list[Sheet], table: Table) -> tuple[Sheet, _Header]:
    """The visible sheet that has most of the table's required columns, then most of its columns; the first of equals."""
    known = table.by_spelling()
    required = {column.name for column in table.columns if column.required}
    candidates = [(sheet, _find_header(sheet.rows, known)) for sheet in sheets if not sheet.hidden]
    return max(candidates, key=lambda candidate: (len(required & candidate[1].places.keys()), len(candidate[1].places)))


def _belongs_elsewhere(sheet: Sheet) -> bool:
    """Whether the sheet has all the required columns of some table: then it is read as that one."""
    tables = schema.TABLES.values()
    return not sheet.hidden and any(
        {column.name for column in table.columns if column.required} <= _find_header(sheet.rows, table.by_spelling()).places.keys() for table in tables
    )


def _find_header(rows: list[tuple[Cell, ...]], known: dict[str, Column]) -> _Header:
    """The one of the first rows with most known headers; the first non-blank row where none has any."""
    best = None
    for number, row in enumerate(rows[:HEADER_WITHIN_ROWS], 1):
        texts = tuple(_text(cell) or "" for cell in row)
        while texts and not texts[-1]:
            texts = texts[:-1]
        places: dict[str, int] = {}
        twice = []
        for place, text in enumerate(texts):
            if column := known.get(spelling(text)):
                if column.name in places:
                    twice.append((places[column.name], place))
                else:
                    places[column.name] = place
        if best is None or len(places) > len(best.places) or not best.texts:
            best = _Header(number, texts, places, tuple(twice))
    return best or _Header(1, (), {})


def _missing(column: Column, header: _Header) -> _Fault:
    spellings = "、".join(quoted(text) for text in column.headers)
    wanted = [spelling(text) for text in column.headers]
    close_zh = close_en = ""
    likeness, place = max(
        ((max(difflib.SequenceMatcher(None, spelling(header.texts[p]), w).ratio() for w in wanted), -p) for p in header.unknown),
        default=(0.0, 0),
    )
    if likeness >= 0.4:
        text, letter = quoted(header.texts[-place]), readers.column_letter(-place + 1)
        close_zh, close_en = f"；最接近的是 {letter} 欄{text}", f"; the nearest header is {text} in column {letter}"
    zh = f"缺少必要的欄{quoted(column.label)}（可用的寫法：{spellings}{close_zh}）。"
    en = f"the required column {quoted(column.label)} is missing (known spellings: {spellings}{close_en})."
    return _Fault("L09", say(zh, en), say("請補上這一欄或更正欄名後重送。", "Add the column or correct its header and resend."))


def _data_rows(
    sheet: Sheet, header: _Header, problems: _Problems
) -> tuple[list[int], list[tuple[Cell, ...]], dict[str, int], list[tuple[int, tuple[Cell, ...]]]]:
    """The rows below the header that hold records, their numbers, the counts so far, and the rows of totals."""
    numbers, rows, totals = [], [], []
    blank, width, is_csv = 0, len(header.texts), sheet.encoding is not None
    for number, row in enumerate(sheet.rows[header.row :], header.row + 1):
        first = _first_text(row)
        if not first:
            blank += 1
            continue
        if len(first) <= 4 and spelling(first) in TOTAL_WORDS:
            totals.append((number, row))
            continue
        if len(row) > width and (beyond := _first_text(row[width:])):
            what = say(f"比標題列多出儲存格：{quoted(beyond)}。", f"has more cells than the header: {quoted(beyond)}.")
            problems.add(number, None, _Fault("L10", what))
        elif len(row) < width and is_csv:
            what = say(f"只有 {len(row)} 格，標題列有 {width} 格。", f"has {len(row)} cells, the header has {width}.")
            problems.add(number, None, _Fault("L11", what))
        numbers.append(number)
        rows.append(row)
    counts = {"read": len(sheet.rows), "used": len(rows), "blank": blank, "above_header": header.row - 1, "header": 1}
    return numbers, rows, counts | {"totals": len(totals), "out_of_scope": 0}, totals


def _layout_notices(table: Table, sheets: list[Sheet], sheet: Sheet, header: _Header, rows: list) -> list[str]:
    notices = []
    place = f"{sheet.file}{f'〔{sheet.name}〕' if sheet.name else ''}"
    if header.row > 1:
        notices.append(say(f"{place}：標題列在第 {header.row} 列。", f"{place}: the header is in row {header.row}."))
    unused = {spelling(text) for text in table.unused}
    if unknown := [p for p in header.unknown if spelling(header.texts[p]) not in unused]:
        names = "、".join(quoted(header.texts[p]) for p in unknown)
        notices.append(say(f"{place}：{len(unknown)} 欄未使用：{names}。", f"{place}: {len(unknown)} columns are not used: {names}."))
    if not rows:
        notices.append(say(f"{place}：無資料列。", f"{place}: no rows of data."))
    for other in sheets:
        if other is not sheet and not _belongs_elsewhere(other):
            hidden_zh, hidden_en = ("隱藏的", "hidden ") if other.hidden else ("", "")
            zh = f"{sheet.file}：另有{hidden_zh}工作表{quoted(other.name)}（{len(other.rows)} 列），不屬於本表。"
            en = f"{sheet.file}: the {hidden_en}sheet {quoted(other.name)} ({len(other.rows)} rows) is not part of this table."
            notices.append(say(zh, en))
    return notices


def _total_notices(table: Table, header: _Header, frame: pd.DataFrame, totals: list, counts: dict[str, int]) -> list[str]:
    """L06: a column whose own total, in the one row of totals, is not the sum of its rows."""
    if len(totals) != 1 or counts["out_of_scope"]:
        return []
    (number, row), notices = totals[0], []
    for column in table.columns:
        if column.kind != "count" or column.name not in frame.columns or header.places[column.name] >= len(row):
            continue
        try:
            stated = _count(row[header.places[column.name]])
        except _Fault:
            continue
        own = int(frame[column.name].sum())
        if stated is not None and stated != own:
            zh = f"第 {number} 列合計：{quoted(column.label)}為 {stated:,}，各列相加為 {own:,}。"
            en = f"row {number}: the total of {quoted(column.label)} is {stated:,}, its rows add up to {own:,}."
            notices.append(say(zh, en))
    return notices


# ---------------------------------------------------------------------------------------------------- agencies and keys


def _each_name_once(wrong: list[tuple[int, _Fault]]) -> list[tuple[int, _Fault]]:
    """A wrong name is told once, at its first row, with the number of the other rows: a file may have thousands."""
    rows: dict[_Fault, list[int]] = {}
    for i, fault in wrong:
        rows.setdefault(fault, []).append(i)
    once = []
    for fault, (first, *others) in rows.items():
        more = say(f"另有 {len(others)} 列相同。", f" {len(others)} more rows have it.") if others else ""
        once.append((first, _Fault(fault.code, fault.what + more, fault.todo)))
    return once


def _in_scope(
    column: Column, register: Register, other_publishers: str, header: _Header, numbers: list[int], rows: list
) -> tuple[list[int], list, Counter[str]]:
    """The rows of registered agencies, and how many rows each other name has; with "refuse", all rows."""
    if other_publishers == "refuse":
        return numbers, rows, Counter()
    place = header.places[column.name]
    known: dict[str, bool] = {}
    kept_numbers, kept_rows, dropped = [], [], Counter()
    for number, row in zip(numbers, rows, strict=True):
        name = _text(row[place] if place < len(row) else None) or ""
        if name not in known:
            known[name] = register.find(name) is not None
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
    near = sorted((name for name in dropped if name and register.resembles(name)), key=lambda name: (-dropped[name], name))
    if near:
        listed_zh = "、".join(f"{quoted(name)} {dropped[name]} 列" for name in near)
        listed_en = ", ".join(f"{quoted(name)} {dropped[name]} rows" for name in near)
        notices.append(say(f"近似名稱未採計：{listed_zh}。", f"similar names that were not counted: {listed_en}."))
    return notices


def _repeated_keys(
    table: Table, header: _Header, numbers: list[int], rows: list, columns: dict[str, list]
) -> list[tuple[int, int, _Fault]]:
    """I06, I07: rows whose key an earlier row has. Identifiers are compared without regard to case (I08)."""
    if not table.key or not all(name in columns for name in table.key):
        return []
    labels = "＋".join(header.texts[header.places[name]] for name in table.key)
    first: dict[tuple, int] = {}
    faults = []
    for i, key in enumerate(zip(*(columns[name] for name in table.key), strict=True)):
        if any(part is None for part in key):
            continue
        key = tuple(part.casefold() if isinstance(part, str) else part for part in key)
        j = first.setdefault(key, i)
        if j == i:
            continue
        shown = quoted("＋".join(str(columns[name][i]) for name in table.key))
        same = tuple(map(_text, rows[i])) == tuple(map(_text, rows[j]))
        zh = f"{quoted(labels)}為{shown}，與第 {numbers[j]} 列重複（兩列內容{'相同' if same else '不同'}）。"
        en = f"{quoted(labels)} is {shown}, as in row {numbers[j]} (the two rows are {'equal' if same else 'different'})."
        todo = say("請只保留正確的一列後重送。", "Keep only the correct row and resend.")
        faults.append((numbers[i], header.places[table.key[0]], _Fault("I06" if same else "I07", say(zh, en), todo)))
    return faults


# ---------------------------------------------------------------------------------------------------- values


def _converted(cells: list[Cell], convert: Callable[[Cell], object], column: Column) -> tuple[list, list[tuple[int, _Fault]]]:
    """Every cell converted, each distinct value once, and the faults with the places of their cells."""
    seen: dict[object, object] = {}
    values, wrong = [], []
    for i, cell in enumerate(cells):
        key = cell if type(cell) is str else (type(cell), cell)  # 1, 1.0 and True are one key, but not one value
        try:
            value = seen[key]
        except KeyError:
            try:
                value = convert(cell)
                if value is None and not column.blank:
                    value = _Fault("L11", say("空白；這一欄不可空白。", "blank; this column must have a value."))
            except _Fault as fault:
                value = fault
            seen[key] = value
        if type(value) is _Fault:
            wrong.append((i, value))
            value = None
        values.append(value)
    return values, wrong


def _converter(column: Column, register: Register | None) -> Callable[[Cell], object]:
    if column.kind == "agency":
        inner = _agency(register) if register else _text
    else:
        inner = {"text": _text, "identifier": _identifier, "count": _count, "decimal": _decimal, "date": _date, "list": _list}[column.kind]

    def convert(cell: Cell) -> object:
        if isinstance(cell, str) and cell.strip().upper() in EXCEL_ERRORS:
            raise _Fault("V15", say(f"{quoted(cell)}是試算表的錯誤值。", f"{quoted(cell)} is an error value of the spreadsheet."))
        return inner(cell)

    return convert


def _text(cell: Cell) -> str | None:
    """The cell's text without outer white space; a whole number as a spreadsheet shows it."""
    if isinstance(cell, str):
        return cell.strip(_SPACE) or None
    if cell is None:
        return None
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LONGEST_EXACT_NUMBER:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return str(cell)


def _first_text(row: Sequence[Cell]) -> str:
    """The first cell that is not blank, as text; "" for a blank row."""
    for cell in row:
        if cell and (text := _text(cell)):
            return text
        if cell is not None and cell != "" and not isinstance(cell, str):
            return str(cell)  # 0 and FALSE are values
    return ""


def _identifier(cell: Cell) -> str | None:
    """Half-width, so that 「００１」 and 001 are one identifier; leading zeros stay."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= LONGEST_EXACT_NUMBER:
        raise _spoilt(f"{cell:.0f}")
    text = _text(cell)
    if text is None:
        return None
    text = half_width(text)
    if _SPOILT_IDENTIFIER.fullmatch(text):
        raise _spoilt(text)
    return text


def _spoilt(text: str) -> _Fault:
    what = say(f"{quoted(text)}超過 15 位，Excel 已失真。", f"{quoted(text)} has more than 15 digits; Excel has changed it.")
    return _Fault("V12", what, say("請把該欄設為文字格式，重新輸入後重送。", "Format the column as text, enter it again and resend."))


def _numeral(cell: Cell) -> str | None:
    """What a numeric cell says, half-width; None for a blank or a dash."""
    if isinstance(cell, bool) or isinstance(cell, date):
        raise _no_number(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    text = half_width(_text(cell) or "")
    if text in NOT_REPORTED:
        return None
    if text.startswith("="):
        zh, en = f"公式{quoted(text)}沒有計算結果。", f"the formula {quoted(text)} has no result."
        raise _Fault("V16", say(zh, en), say("請在試算表軟體開啟並存檔後重送。", "Open and save it in a spreadsheet program and resend."))
    return text


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


def _no_number(cell: Cell) -> _Fault:
    what = say(f"{quoted(_text(cell))}不是數字。", f"{quoted(_text(cell))} is not a number.")
    return _Fault("V10", what, say("請填阿拉伯數字，沒有資料請留白後重送。", "Give digits, or leave it blank, and resend."))


def _out_of_range(cell: Cell) -> _Fault:
    zh, en = f"{quoted(_text(cell))}不是 0 到 10 億之間的整數。", f"{quoted(_text(cell))} is not a whole number from 0 to 1,000,000,000."
    return _Fault("V18", say(zh, en))


def _date(cell: Cell) -> date | None:
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
            reason = str(bad).rstrip("。.")
            zh, en = f"{quoted(text)}不是有效日期（{reason}）。", f"{quoted(text)} is not a valid date ({reason})."
            raise _Fault("V07", say(zh, en)) from None
    if not EARLIEST <= day <= LATEST:
        zh = f"{quoted(_text(cell))}讀成 {day.isoformat()}，不在 1990 年到 2100 年之間。"
        en = f"{quoted(_text(cell))} reads as {day.isoformat()}, which is not between 1990 and 2100."
        raise _Fault("V05", say(zh, en))
    return day


def _list(cell: Cell) -> tuple[str, ...]:
    return tuple(part for piece in _LIST_SEPARATOR.split(_text(cell) or "") if (part := piece.strip(_SPACE)))


def _agency(register: Register) -> Callable[[Cell], str | None]:
    def convert(cell: Cell) -> str | None:
        name = _text(cell)
        if name is None:
            return None
        if known := register.find(name):
            return known.name
        near = register.nearest(name)
        zh, en = f"{quoted(name)}不在機關名冊中", f"{quoted(name)} is not in the register of agencies"
        if near:
            zh, en = f"{zh}；最接近的是{quoted(near)}", f"{en}; the nearest is {quoted(near)}"
        todo = say("請更正機關名稱，或在名冊加上這個別名。", "Correct the name, or add it to the register as an alias.")
        raise _Fault("I03" if near else "I02", say(f"{zh}。", f"{en}."), todo)

    return convert
