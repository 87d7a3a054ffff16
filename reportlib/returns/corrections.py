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

from reportlib import messages, roc
from reportlib.errors import Problem, quoted
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

    def problem(self, number: int, problem: Problem, key: str) -> Problem:
        """A problem with the correction at ``number``, at its line in the file."""
        return problem if self._file is None else self._file.problem(problem, ("corrections", number, key))

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
                problems.append(
                    self.problem(
                        number,
                        messages.C14_no_readable_file(
                            file=entry.file, todo=messages.did_you_mean(near=near) if near else _CHECK()
                        ),
                        "file",
                    )
                )
                continue
            try:
                sheet, place, header = _cell(corrected[name], name, entry)
                first = seen.setdefault((name, sheet.name, entry.row, place), number)
                if first != number:
                    raise _DoesNotFit(messages.C14_same_cell(correction=first + 1), "row")
                mended, done = _corrected(sheet, place, header, name, entry)
                corrected[name] = [mended if one is sheet else one for one in corrected[name]]
                applied.append(done)
            except _DoesNotFit as unfit:
                problems.append(self.problem(number, unfit.problem, unfit.key))
        if problems:
            yaml_file.refuse(problems)
        return corrected, tuple(applied)


class _DoesNotFit(Exception):
    def __init__(self, problem: Problem, key: str):
        super().__init__(problem.what)
        self.problem, self.key = problem, key


def _CHECK() -> str:
    return messages.correct_or_delete_correction()


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
        raise _DoesNotFit(
            messages.C14_no_sheet(file=name, sheet=entry.sheet, sheets=listed)
            if entry.sheet
            else messages.C14_several_sheets(file=name, sheets=listed),
            "sheet" if entry.sheet else "file",
        )
    if entry.row > len(sheet.rows):
        raise _DoesNotFit(messages.C14_too_few_rows(file=name, rows=len(sheet.rows), todo=_CHECK()), "row")
    return sheet, *_column(sheet, entry)


def _corrected(sheet: Sheet, place: int, header: str, name: str, entry: Correction) -> tuple[Sheet, Applied]:
    row = sheet.rows[entry.row - 1]
    old = row[place] if place < len(row) else None
    if not _fits(old, entry.expected):
        cell = f"{column_letter(place + 1)}{entry.row}"
        raise _DoesNotFit(
            messages.C14_not_as_expected(
                file=name, cell=cell, found=shown(old), expected=shown(entry.expected), todo=_CHECK()
            ),
            "expected",
        )
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
        what = messages.C14_several_columns.text(count=len(found), column=entry.column)
    else:
        what = messages.C14_no_such_column.text(row=entry.row, column=entry.column)
    raise _DoesNotFit(Problem("C14", what, messages.give_column_letter()), "column")


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
