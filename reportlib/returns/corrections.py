"""Corrections of what an agency sent: declared in ``data/<meeting>/corrections.yaml``, signed, and applied visibly.

A repair of somebody's data is an entry there and never an ``if``. Each says what it expects to find; one that no longer
fits its file stops the run, so that no correction is ever applied to another version than the one it was written for::

    corrections:
      - file: 水利署.xlsx
        sheet: 預計開放資料集        # not for a CSV
        row: 41                      # as the spreadsheet program shows it
        column: D                    # a letter, or the header's text
        expected: 109/2/30
        new: 109/2/29
        reason: 電話確認
        who: 王小明
        when: 109-11-20
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from pydantic import Field

from reportlib import roc
from reportlib.errors import Problem, quoted
from reportlib.language import say
from reportlib.meeting import yaml_file, yaml_models
from reportlib.meeting.fields import Date, Model, Text
from reportlib.meeting.yaml_file import YamlFile
from reportlib.readers.sheets import Cell, Sheet, column_letter
from reportlib.text import nearest, spelling

CODE = "C14"
HEADER = ("檔案", "工作表", "列", "欄", "原值", "更正為", "理由", "更正人", "更正日期")
_LETTERS = re.compile(r"[A-Z]{1,3}")

Value = str | int | Decimal | bool | None


class Correction(Model):
    """One cell: where it is, what is in it, what it shall be, and who says so, when and why."""

    file: Text
    sheet: Text | None = None
    row: int = Field(ge=1, le=1_048_576)
    column: Text
    expected: Value
    new: Value
    reason: Text
    who: Text
    when: Date


class Corrections(Model):
    corrections: tuple[Correction, ...] = Field((), strict=False)


@dataclass(frozen=True)
class Applied:
    """A correction that was applied; ``column`` is the number of the column, 1 for A, ``header`` what stands over it."""

    file: str
    sheet: str
    row: int
    column: int
    header: str
    old: str
    new: str
    reason: str
    who: str
    when: date

    @property
    def place(self) -> str:
        """「D41」."""
        return f"{column_letter(self.column)}{self.row}"

    def text(self) -> str:
        """What the accepted row says of it: 「D41：「109/2/30」更正為「109/2/29」（電話確認，王小明，109-11-20）」."""
        return f"{self.place}：「{self.old}」更正為「{self.new}」（{self.reason}，{self.who}，{roc.format_date(self.when)}）"

    def cells(self) -> tuple[str, ...]:
        """The correction as the table ``corrections`` of the packet has it (:data:`HEADER`)."""
        column = column_letter(self.column)
        return (
            self.file,
            self.sheet,
            str(self.row),
            f"{column} {self.header}".strip(),
            self.old,
            self.new,
            self.reason,
            self.who,
            roc.format_date(self.when),
        )


class MeetingCorrections:
    """The corrections of one meeting, by file."""

    def __init__(self, entries: Sequence[Correction] = (), file: YamlFile | None = None):
        self._entries, self._file = tuple(entries), file

    @classmethod
    def read(cls, path: Path) -> MeetingCorrections:
        """The corrections in a file, none where there is no file; ConfigError with everything that is wrong with it."""
        if not path.exists() and not path.is_symlink():
            return cls()
        file = yaml_file.load(path, Corrections.model_fields)
        return cls(yaml_models.fit(Corrections, file).corrections, file)

    def __iter__(self) -> Iterator[Correction]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def problem(self, number: int, what: str, todo: str, key: str = "expected") -> Problem:
        """A problem with the correction at ``number``, at its line in the file."""
        place = ("corrections", number, key)
        if self._file is None:
            return Problem(CODE, what, todo)
        return self._file.problem(CODE, place, what, todo)

    def apply(self, sheets: dict[str, list[Sheet]]) -> tuple[dict[str, list[Sheet]], tuple[Applied, ...]]:
        """The sheets of every file with its corrections in them, and what was done, in the order of the declaration.

        ``sheets`` are what was read, by the file's name as received. ConfigError with every correction that does not fit:
        its file, sheet or cell is not there, holds something else than expected, or is corrected twice.
        """
        corrected, applied, problems = dict(sheets), [], []
        seen: dict[tuple[str, str, int, int], int] = {}
        names = {_same(name): name for name in sheets}
        for number, entry in enumerate(self._entries):
            name = names.get(_same(entry.file))
            if name is None:
                near = nearest(entry.file, sheets)
                what = say(
                    f"收到的檔案中沒有可讀的{quoted(entry.file)}。",
                    f"no readable file {quoted(entry.file)} was received.",
                )
                todo = say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?") if near else _CHECK()
                problems.append(self.problem(number, what, todo, "file"))
                continue
            try:
                sheet, place, header = _cell(corrected[name], name, entry)
                first = seen.setdefault((name, sheet.name, entry.row, place), number)
                if first != number:
                    what = say(
                        f"與第 {first + 1} 筆更正是同一格。", f"corrects the same cell as correction {first + 1}."
                    )
                    raise _DoesNotFit(what, say("請只留一筆。", "Keep only one."), "row")
                mended, done = _corrected(sheet, place, header, name, entry)
                corrected[name] = [mended if one is sheet else one for one in corrected[name]]
                applied.append(done)
            except _DoesNotFit as unfit:
                problems.append(self.problem(number, unfit.what, unfit.todo, unfit.key))
        if problems:
            yaml_file.refuse(problems)
        return corrected, tuple(applied)


class _DoesNotFit(Exception):
    def __init__(self, what: str, todo: str, key: str):
        super().__init__(what)
        self.what, self.todo, self.key = what, todo, key


def _CHECK() -> str:
    return say(
        "請依現在的檔案更正或刪去這一筆，然後重新執行。",
        "Correct or delete this entry to fit the file as it is now, and run again.",
    )


def _same(name: str) -> str:
    """Names are compared in one Unicode form: some systems take 「が」 apart."""
    return unicodedata.normalize("NFC", name)


def _cell(sheets: list[Sheet], name: str, entry: Correction) -> tuple[Sheet, int, str]:
    """The sheet, the column's place (0 for A) and what stands over it, of the cell that an entry is about."""
    visible = [sheet for sheet in sheets if not sheet.name.startswith("_")]
    is_only = entry.sheet is None and len(visible) == 1
    sheet = visible[0] if is_only else next((one for one in sheets if one.name == (entry.sheet or "")), None)
    if sheet is None:
        listed = "、".join(quoted(one.name) for one in visible)
        what = (
            say(f"{name} 沒有工作表{quoted(entry.sheet)}。", f"{name} has no sheet {quoted(entry.sheet)}.")
            if entry.sheet
            else say(f"{name} 有幾個工作表，請寫明 sheet。", f"{name} has several sheets; say which.")
        )
        raise _DoesNotFit(what, say(f"可用：{listed}。", f"Sheets: {listed}."), "sheet" if entry.sheet else "file")
    if entry.row > len(sheet.rows):
        what = say(f"{name} 只有 {len(sheet.rows)} 列。", f"{name} has {len(sheet.rows)} rows only.")
        raise _DoesNotFit(what, _CHECK(), "row")
    return sheet, *_column(sheet, entry)


def _corrected(sheet: Sheet, place: int, header: str, name: str, entry: Correction) -> tuple[Sheet, Applied]:
    row = sheet.rows[entry.row - 1]
    old = row[place] if place < len(row) else None
    if not _fits(old, entry.expected):
        cell = f"{column_letter(place + 1)}{entry.row}"
        what = say(
            f"{name} 的 {cell} 現在是{quoted(shown(old))}，不是預期的{quoted(shown(entry.expected))}。",
            f"{cell} of {name} is {quoted(shown(old))} now, not {quoted(shown(entry.expected))} as expected.",
        )
        raise _DoesNotFit(what, _CHECK(), "expected")
    padded = [*row, *[None] * (place + 1 - len(row))]
    padded[place] = float(entry.new) if isinstance(entry.new, Decimal) else entry.new
    rows = [*sheet.rows[: entry.row - 1], tuple(padded), *sheet.rows[entry.row :]]
    done = Applied(
        name,
        sheet.name,
        entry.row,
        place + 1,
        header,
        shown(old),
        shown(entry.new),
        entry.reason,
        entry.who,
        entry.when,
    )
    return dataclasses.replace(sheet, rows=rows), done


def _column(sheet: Sheet, entry: Correction) -> tuple[int, str]:
    """The column's place (0 for A) and what stands over it: a letter, or the text of a cell above the row."""
    wanted = spelling(entry.column)
    found: dict[int, str] = {}
    for row in reversed(sheet.rows[: entry.row - 1]):
        found = {place: cell for place, cell in enumerate(row) if isinstance(cell, str) and spelling(cell) == wanted}
        if found:
            break
    if len(found) == 1:
        return next((place, " ".join(text.split())) for place, text in found.items())
    if _LETTERS.fullmatch(entry.column):
        place = 0
        for letter in entry.column:
            place = 26 * place + ord(letter) - 64
        return place - 1, ""
    if found:
        what = say(
            f"有 {len(found)} 欄叫{quoted(entry.column)}。", f"{len(found)} columns are called {quoted(entry.column)}."
        )
    else:
        what = say(
            f"第 {entry.row} 列之上沒有欄名{quoted(entry.column)}。",
            f"no header {quoted(entry.column)} stands above row {entry.row}.",
        )
    raise _DoesNotFit(what, say("請寫欄的英文字母，例如 D。", "Give the column's letter, such as D."), "column")


def _fits(cell: Cell, expected: Value) -> bool:
    """Whether the cell is what was expected: the same text but for outer white space, number or date."""
    if isinstance(cell, (date, datetime)):
        day = cell.date() if isinstance(cell, datetime) else cell
        try:
            return isinstance(expected, str) and roc.parse_date(expected.strip()) == day
        except roc.BadDate:
            return False
    return shown(cell).strip() == shown(expected).strip()


def shown(value: Cell | Decimal) -> str:
    """A cell as a person reads it in the spreadsheet program."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        return format(value.normalize() if value != value.to_integral_value() else value.to_integral_value(), "f")
    if isinstance(value, (date, datetime)):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    return str(value)
