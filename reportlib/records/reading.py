"""What is known of a sheet while it is being read, and the layout that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlib.errors import Problem
from reportlib.readers.columns import NumberedRows
from reportlib.readers.sheets import Cell
from reportlib.records.findings import Finding
from reportlib.records.located import Aside, Header, Layout


@dataclass
class SheetReading:
    """One sheet being read: the header that was found, and what is gathered row by row."""

    layout: Header
    rows: list[tuple[int, tuple[Cell, ...]]] | NumberedRows = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    totals: list[tuple[int, tuple[Cell, ...]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    filled: set[tuple[int, int]] = field(default_factory=set)
    is_refused: bool = False

    def result(self) -> Layout:
        return Layout(
            **vars(self.layout),
            rows=self.rows if isinstance(self.rows, NumberedRows) else tuple(self.rows),
            aside=tuple(sorted(self.aside, key=lambda aside: aside.number)),
            totals=tuple(self.totals),
            filled=frozenset(self.filled),
            findings=tuple(self.findings),
            notices=tuple(self.notices),
            is_refused=self.is_refused,
        )

    @property
    def place(self) -> str:
        return self.layout.place

    def find(self, problem: Problem, row: int | None, place: int | None, value: str = "") -> None:
        """Add what is wrong at its cell (:meth:`Header.at`): an error, unless it is a finding that says otherwise."""
        finding = problem if isinstance(problem, Finding) else Finding.of(problem)
        self.findings.append(self.layout.at(finding, row, place, value))

    def warn(self, problem: Problem, row: int | None, place: int | None, value: str = "") -> None:
        """Add a warning at its cell."""
        self.find(Finding.of(problem, level="warning"), row, place, value)

    def two_tables(self, problem: Problem, row: int, place: int | None) -> None:
        """L08: what more than one table on the sheet is refused with."""
        self.find(problem, row, place, self.layout.text_over(place))
        self.is_refused = True
