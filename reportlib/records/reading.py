"""What is known of a sheet while it is being read, and the layout that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlib.language import say
from reportlib.readers.sheets import Cell
from reportlib.records.findings import Finding, Level
from reportlib.records.located import Aside, Layout


@dataclass
class SheetReading:
    """One sheet being read: the header that was found, and what is gathered row by row."""

    layout: Layout
    rows: list[tuple[int, tuple[Cell, ...]]] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    totals: list[tuple[int, tuple[Cell, ...]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    filled: set[tuple[int, int]] = field(default_factory=set)
    is_refused: bool = False

    def result(self) -> Layout:
        layout = self.layout
        return Layout(
            layout.table,
            layout.sheet,
            layout.row,
            layout.texts,
            layout.places,
            layout.twice,
            layout.header_rows,
            tuple(self.rows),
            tuple(sorted(self.aside, key=lambda aside: aside.number)),
            tuple(self.totals),
            frozenset(self.filled),
            tuple(self.findings),
            tuple(self.notices),
            self.is_refused,
        )

    @property
    def place(self) -> str:
        return self.layout.place

    def find(
        self,
        code: str,
        level: Level,
        row: int | None,
        place: int | None,
        what: str,
        todo: str | None = None,
        value: str = "",
    ) -> None:
        """Add a finding, as :meth:`Layout.finding` makes it."""
        self.findings.append(self.layout.finding(code, level, row, place, what, todo, value))

    def two_tables(self, row: int, place: int | None, what: str) -> None:
        """L08: what more than one table on the sheet is refused with."""
        todo = say("請一張工作表只放一個表，分開後重送。", "Put one table on a sheet, part them, and resend.")
        self.find("L08", "error", row, place, what, todo, value=self.layout.header(place))
        self.is_refused = True
