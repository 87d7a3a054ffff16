"""Who has sent what: a cell for every unit and return, in the register's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from reportlib.records.intake_tables import WORDS, State
from reportlib.roc import format_date

HEADER = (
    "單位",
    "回報表",
    "回報表名稱",
    "收件情形",
    "檔案",
    "版本",
    "收件日期",
    "逾期",
    "採計列數",
    "待確認列數",
    "錯誤",
    "提醒",
    "說明",
)


@dataclass(frozen=True)
class Cell:
    """One return of one unit. ``rows`` are those accepted; ``note`` is a sentence where the state alone does not say it all.

    ``errors``: there is a file, but something in it is set aside or cannot be decided; ``late`` is also true of such a file.
    """

    state: State
    file: str = ""
    version: str = ""
    received_on: date | None = None
    late: bool = False
    rows: int = 0
    set_aside: int = 0
    errors: int = 0
    warnings: int = 0
    note: str = ""

    @property
    def is_lacking(self) -> bool:
        """Whether it is asked for and no row of it counts, though it may be there (:func:`reportlib.measures.receipts.lacking`)."""
        return self.state == "missing" or self.state == "errors" and not self.rows


@dataclass(frozen=True)
class Board:
    """``units`` (short names, in the register's order) × ``returns`` (names; ``labels`` says what they are called)."""

    units: tuple[str, ...]
    returns: tuple[str, ...]
    labels: Mapping[str, str]
    cells: Mapping[tuple[str, str], Cell] = field(repr=False)
    due: date | None = None

    def __getitem__(self, place: tuple[str, str]) -> Cell:
        """``board["水利署", "plan"]``."""
        return self.cells[place]

    def lacking(self, name: str = "") -> tuple[str, ...]:
        """The units of which nothing counts, as the packet says it: in the return ``name``, or in any."""
        return tuple(
            unit
            for unit in self.units
            if any(self.cells[unit, each].is_lacking for each in ([name] if name else self.returns))
        )

    def count(self, state: State) -> int:
        """How many returns of all units are in this state."""
        return sum(cell.state == state for cell in self.cells.values())

    @property
    def is_complete(self) -> bool:
        """Whether everything asked for is there and nothing in it is set aside."""
        return not self.count("missing") and not self.count("errors")

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The board as the table ``received`` of the packet has it (:data:`HEADER`): a row a cell, unit by unit."""
        for unit in self.units:
            for name in self.returns:
                cell = self.cells[unit, name]
                asked = cell.state != "not_asked"
                yield (
                    unit,
                    name,
                    self.labels[name],
                    WORDS[cell.state],
                    cell.file,
                    cell.version,
                    format_date(cell.received_on) if cell.received_on else "",
                    "是" if cell.late else "",
                    *(
                        str(number) if asked else ""
                        for number in (cell.rows, cell.set_aside, cell.errors, cell.warnings)
                    ),
                    cell.note,
                )
