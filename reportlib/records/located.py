"""A table found on its sheet: header, places of columns, rows, and what was left aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportlib.readers.sheets import Cell, Sheet
from reportlib.records.findings import Finding
from reportlib.records.schema import TableSchema

Why = Literal["title", "blank", "totals", "note", "example", "header"]


@dataclass(frozen=True)
class Aside:
    """A row that holds no record: its number, why, and the text of its first cell."""

    number: int
    why: Why
    text: str = ""


@dataclass(frozen=True)
class Header:
    """Where the header of a table stands on a sheet, and the place of each column (0 for A).

    ``row`` is the last row of the header and ``header_rows`` all of them; ``texts`` are the headers, several levels joined
    as 「上層／下層」.
    """

    table: TableSchema
    sheet: Sheet
    row: int
    texts: tuple[str, ...]
    places: dict[str, int]
    twice: tuple[tuple[int, int], ...] = ()
    header_rows: tuple[int, ...] = ()

    @property
    def place(self) -> str:
        """「甲.xlsx〔清單〕」; only the file where it has no sheets, as a CSV."""
        return f"{self.sheet.file}{f'〔{self.sheet.name}〕' if self.sheet.name else ''}"

    @property
    def is_complete(self) -> bool:
        """Whether all the columns that must be there are there."""
        return not self.table.missing(self.places)

    @property
    def unknown(self) -> list[int]:
        """The columns with a header that the schema does not have."""
        known = {*self.places.values(), *(place for _, place in self.twice)}
        return [place for place, text in enumerate(self.texts) if text and place not in known]

    def text_over(self, place: int | None) -> str:
        return self.texts[place] if place is not None and place < len(self.texts) else ""

    def at(self, finding: Finding, row: int | None, place: int | None, value: str = "") -> Finding:
        """The finding with its cell on this sheet, by the row's number and the column's place (0 for A), and what is in it.

        None for the row: the whole column or sheet. None for the place: the whole row or sheet; a header that the finding
        has stays.
        """
        column, header = (None, finding.header) if place is None else (place + 1, self.text_over(place))
        file, sheet = self.sheet.file, self.sheet.name
        return replace(finding, file=file, sheet=sheet, row=row, column=column, header=header, value=value)


@dataclass(frozen=True)
class Layout(Header):
    """Where the table stands: its header, its rows with their numbers, and the rest.

    ``filled`` are the cells (row number, place) that took the value of a cell above them. ``findings`` are about the layout;
    with an error among them that has no row of data, the table cannot be read (:attr:`is_refused`).
    """

    rows: Sequence[tuple[int, tuple[Cell, ...]]] = ()
    aside: tuple[Aside, ...] = ()
    totals: tuple[tuple[int, tuple[Cell, ...]], ...] = ()
    filled: frozenset[tuple[int, int]] = frozenset()
    findings: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()
    is_refused: bool = False

    def counts(self) -> dict[str, int]:
        """Rows by what they are; the parts add up to ``read``. Kinds that older packets did not know are there only where a row is of them."""
        number = {
            why: sum(1 for aside in self.aside if aside.why == why)
            for why in ("title", "blank", "totals", "note", "example", "header")
        }
        counts = {
            "read": len(self.sheet.rows),
            "used": len(self.rows),
            "blank": number["blank"],
            "above_header": number["title"],
            "header": len(self.header_rows) + number["header"],
            "totals": number["totals"],
            "out_of_scope": 0,
        }
        return counts | {kind: n for kind, n in (("notes", number["note"]), ("examples", number["example"])) if n}
