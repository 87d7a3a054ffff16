"""What a marked-up copy says, whatever the kind of workbook: the marks of its cells and the list of findings, both made of the findings
themselves.

The texts go back to the unit, so they are Chinese as the packet is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportlib.cells import letters
from reportlib.records.findings import Finding, Level

AUTHOR = "packet"
SHEET = "檢核結果"  # the sheet that is added
HEADING = "檢核結果（程式產生，請勿在本頁填寫）"  # its first cell, by which a copy that was sent back is known
COLUMNS = ("程度", "工作表", "儲存格", "欄名", "值", "規則", "問題", "如何更正")
WIDTHS = (8, 18, 10, 20, 26, 20, 56, 44)  # in characters
LEVELS = {"error": "錯誤", "warning": "提醒"}
# The cells' new backgrounds, and those under light writing. Odd values, so that a copy sent back can be freed of them.
FILLS = {"error": "F9C9C3", "warning": "FFEBA9"}
DARK = {"error": "A6281D", "warning": "7A5301"}
LINK = "0F4C75"
NOTE_MARK = "〔檢核〕"
LONGEST_NOTE = 1500
LONGEST_TEXT = 4000


# The findings of each cell of a sheet, by row and column (1 for the first); None for the column: of a whole row, whose
# first cell with a value stands for it.
CellsFound = Mapping[tuple[int, int | None], Sequence[Finding]]


@dataclass(frozen=True)
class Listing:
    """The sheet of findings: what stands above the table, and the findings; ``names`` are those of the sheets in the copy by
    their own, ``hidden`` the sheets that are."""

    about: tuple[str, ...]
    findings: tuple[Finding, ...]
    names: Mapping[str, str]
    hidden: frozenset[str]

    def texts(self, finding: Finding) -> tuple[str, ...]:
        """A finding under :data:`COLUMNS`."""
        return (
            LEVELS[finding.level],
            self.names.get(finding.sheet, finding.sheet) + ("（隱藏）" if finding.sheet in self.hidden else ""),
            finding.place,
            cut(" ".join(finding.header.split()), 200),
            finding.shown_value,
            f"{finding.code} {finding.rule_name}".strip(),
            cut(finding.what, LONGEST_TEXT),
            cut(finding.todo, LONGEST_TEXT),
        )

    def target(self, finding: Finding) -> tuple[str, str] | None:
        """The sheet and the cell that a finding leads to; None for neither."""
        if not finding.row or finding.sheet not in self.names:
            return None
        return self.names[finding.sheet], f"{letters(finding.column or 1)}{finding.row}"


def level_of(found: Iterable[Finding]) -> Level:
    """Whose colour a cell has: an error's before a warning's."""
    return "error" if any(finding.is_error for finding in found) else "warning"


def note_of(found: Iterable[Finding]) -> str:
    """What the note of a cell says: its findings one under the other."""
    notes = (
        f"{NOTE_MARK}{LEVELS[finding.level]} {finding.code}：{finding.what}"
        + (f"\n→ {finding.todo}" if finding.todo else "")
        for finding in found
    )
    return cut("\n\n".join(notes), LONGEST_NOTE)


def placed(
    found: CellsFound, first_column: Callable[[int], int], anchor: Callable[[int, int], tuple[int, int]]
) -> dict[int, dict[int, list[Finding]]]:
    """The findings by row and column of the cell that is marked, in that order; those that come to one cell stand together.

    ``first_column`` says which cell of a row stands for all of it, ``anchor`` which cell of a merged range is shown.
    """
    moved: dict[tuple[int, int], list[Finding]] = {}
    for (row, column), some in found.items():
        moved.setdefault(anchor(row, first_column(row) if column is None else column), []).extend(some)
    by_row: dict[int, dict[int, list[Finding]]] = {}
    for row, column in sorted(moved):
        by_row.setdefault(row, {})[column] = moved[row, column]
    return by_row


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def note_size(note: str) -> tuple[int, int]:
    """About how many pixels wide and high the box of a note must be (10 point writing)."""
    width = 300
    lines = sum(1 + int(sum(14 if ord(c) > 0x2E7F else 7.5 for c in line) // (width - 16)) for line in note.split("\n"))
    return width, 12 + 18 * lines
