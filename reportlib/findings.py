"""What an examination found in somebody's file: an error or a warning, with its cell, its value and how to mend it.

A finding is data: the terminal, the secretariat's page, the marked-up copy and ``findings.csv`` each show the same one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reportlib import workbooks
from reportlib.errors import Problem
from reportlib.labels import say

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing found, in the sender's language.

    An error's row is set aside until it is mended, a warning's is counted; ``row`` and ``column`` are 1 for the first and
    ``None`` where the finding is about the whole sheet; ``value`` is the cell as sent; ``rule`` names the rule where the
    cell is right by itself. ``what`` and ``todo`` are whole sentences.
    """

    code: str
    level: Level
    file: str
    sheet: str
    row: int | None
    column: int | None
    header: str
    value: str
    what: str
    todo: str = ""
    rule: str = ""

    def __post_init__(self):
        if self.level not in ("error", "warning"):
            raise ValueError(f"a finding is an error or a warning, not {self.level!r}")

    @property
    def letter(self) -> str:
        """The column's letter as a spreadsheet program shows it; "" without a column."""
        return workbooks.letters(self.column) if self.column else ""

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet program names it (D12); "" where the finding is not about one cell."""
        return f"{self.letter}{self.row}" if self.row and self.column else ""

    @property
    def is_error(self) -> bool:
        return self.level == "error"

    def problem(self) -> Problem:
        """The same as a problem of a file that is refused; where there is a column but no row, only the header is named."""
        return Problem(self.code, self.what, self.todo, self.file, self.sheet, self.row, self.letter, self.header)

    def __str__(self) -> str:
        return str(self.problem())


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By file, sheet, row and column, what is about the whole file or sheet first, errors before warnings of one cell; each once."""
    return tuple(sorted(dict.fromkeys(findings), key=_place))


def _place(finding: Finding) -> tuple:
    file = unicodedata.normalize("NFC", finding.file)
    return (file, finding.sheet, finding.row or 0, finding.column or 0, finding.level, finding.code, finding.rule, finding.what)


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.is_error)


def warnings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if not finding.is_error)


def rows_text(numbers: Iterable[int]) -> str:
    """Row numbers as a person lists them: 「第 3、5–7 列」, "rows 3, 5–7"; more than 20 runs are counted, not listed."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_MOST_RUNS]]
    more = sum(last - first + 1 for first, last in runs[_MOST_RUNS:])
    zh = f"第 {'、'.join(shown)} 列" + (f"等（另有 {more} 列）" if more else "")
    one = len(runs) == 1 and runs[0][0] == runs[0][1]
    en = f"{'row' if one else 'rows'} {', '.join(shown)}" + (f" and {more} more" if more else "")
    return say(zh, en)


_MOST_RUNS = 20


def columns_text(columns: Sequence[int]) -> str:
    """Columns by their letters: 「B、D 欄」, "columns B, D"."""
    letters = [workbooks.letters(column) for column in columns]
    return say(f"{'、'.join(letters)} 欄", f"{'column' if len(letters) == 1 else 'columns'} {', '.join(letters)}")
