"""What a marked-up copy says, whatever the kind of workbook: the marks of its cells and the list of findings.

The texts go back to the unit, so they are Chinese as the packet is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True)
class CellMark:
    """A cell to colour, with its note; ``column`` is None for a whole row, whose first cell with a value stands for it."""

    row: int
    column: int | None
    level: str
    note: str


@dataclass(frozen=True)
class ListedFinding:
    """One finding in the list: the texts under :data:`COLUMNS`, and the sheet and cell it leads to (None for neither)."""

    level: str
    texts: tuple[str, ...]
    target: tuple[str, str] | None = None


@dataclass(frozen=True)
class Listing:
    """The sheet of findings: what stands above the table, and its rows."""

    about: tuple[str, ...]
    rows: tuple[ListedFinding, ...]


def merged(marks: Iterable[CellMark]) -> dict[tuple[int, int | None], CellMark]:
    """One mark a cell: an error's colour before a warning's, the notes one under the other."""
    found: dict[tuple[int, int | None], CellMark] = {}
    for one in marks:
        before = found.get((one.row, one.column))
        if before:
            level = "error" if "error" in (before.level, one.level) else one.level
            one = CellMark(one.row, one.column, level, cut(f"{before.note}\n\n{one.note}", LONGEST_NOTE))
        found[one.row, one.column] = one
    return found


def placed(
    marks: Mapping[tuple[int, int | None], CellMark],
    first_column: Callable[[int], int],
    anchor: Callable[[int, int], tuple[int, int]],
) -> dict[int, dict[int, CellMark]]:
    """The marks by row and column of the cell that carries them, in that order; several that come to one cell are one mark.

    ``first_column`` says which cell of a row stands for all of it, ``anchor`` which cell of a merged range is shown.
    """
    moved = []
    for (row, column), one in marks.items():
        row, column = anchor(row, first_column(row) if column is None else column)
        moved.append(CellMark(row, column, one.level, one.note))
    by_row: dict[int, dict[int, CellMark]] = {}
    for (row, column), one in sorted(merged(moved).items()):
        if column is not None:
            by_row.setdefault(row, {})[column] = one
    return by_row


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def note_size(note: str) -> tuple[int, int]:
    """About how many pixels wide and high the box of a note must be (10 point writing)."""
    width = 300
    lines = sum(1 + int(sum(14 if ord(c) > 0x2E7F else 7.5 for c in line) // (width - 16)) for line in note.split("\n"))
    return width, 12 + 18 * lines
