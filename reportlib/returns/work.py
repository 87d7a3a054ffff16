"""One intake at work: what its steps share."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reportlib.meeting.meeting import Meeting
from reportlib.readers.sheets import Cell, Sheet
from reportlib.records import findings
from reportlib.records.findings import Finding
from reportlib.records.header import text_of
from reportlib.returns import asked as returns_asked
from reportlib.returns.asked import RETURNS, Codes, Return, codes_of, compared, own_key
from reportlib.returns.corrections import Applied
from reportlib.returns.decisions import Decided
from reportlib.returns.entries import Arrival

if TYPE_CHECKING:
    import pandas as pd

    from reportlib.records.records import Examined


# -- the work --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ExaminedSheet:
    """One sheet of a unit's return, examined."""

    file: Arrival
    place: int
    one: Return
    examined: Examined

    @property
    def sheet(self) -> Sheet:
        return self.file.read[self.place]

    @property
    def frame(self) -> pd.DataFrame | None:
        """The rows that are accepted so far; None where the sheet is not this table."""
        return self.examined.records.frame if self.examined.records else None

    @property
    def found(self) -> tuple[Finding, ...]:
        return self.examined.findings

    @property
    def counts(self) -> dict[str, int]:
        """Where its rows went; of a sheet that is not this table, all rows below its header with something in them are set aside."""
        if self.examined.records:
            return dict(self.examined.records.counts)
        filled = [number for number, row in enumerate(self.sheet.rows, 1) if is_filled(row)]
        aside = sum(number > self.header for number in filled)
        return {
            "read": len(self.sheet.rows),
            "used": 0,
            "set_aside": aside,
            "header": len(filled) - aside,
            "blank": len(self.sheet.rows) - len(filled),
        }

    @property
    def header(self) -> int:
        """The last row of the header of a sheet that lacks a column, as the finding says it; 0 where none is told."""
        return max((one.row or 0 for one in self.found if one.code == "L09" and one.is_error), default=0)

    def once(self, rows: Sequence[int]) -> ExaminedSheet:
        """The same without these rows, which another sheet has too: they are counted there."""
        records = self.examined.records
        if records is None:
            return self
        frame = records.frame.drop(index=list(rows))
        counts = records.counts | {"used": len(frame), "repeated": records.counts.get("repeated", 0) + len(rows)}
        return dataclasses.replace(
            self,
            examined=dataclasses.replace(
                self.examined, records=dataclasses.replace(records, frame=frame, counts=counts)
            ),
        )

    def with_findings(self, found: Iterable[Finding]) -> ExaminedSheet:
        """The same with more findings; rows with an error among them no longer count."""
        return dataclasses.replace(self, examined=self.examined.set_aside(found))

    def finding(
        self,
        code: str,
        row: int | None,
        column: str,
        value: Cell,
        what: str,
        todo: str,
        level: findings.Level = "error",
    ) -> Finding:
        """A finding about a cell of a column by its name, or about the sheet."""
        number, header = self.examined.places.get(column, (None, _label(self.one, column)))
        return Finding(
            code,
            level,
            self.file.name,
            self.sheet.name,
            row,
            number,
            header,
            "" if value is None else text_of(value) or "",
            what,
            todo,
        )


class IntakeWork:
    """One intake while it is done: the steps of :func:`intake`, in their order."""

    def __init__(self, meeting: Meeting, asked: Mapping[str, tuple[str, ...]], decisions: Decided):
        self.meeting, self.asked, self.decisions = meeting, asked, decisions
        self.wanted = returns_asked.wanted(meeting)
        self.files: dict[str, Arrival] = {}
        self.found: list[Finding] = []
        self.corrections: tuple[Applied, ...] = ()
        self.examined: dict[tuple[str, str], list[ExaminedSheet]] = {}
        self.notes: dict[tuple[str, str], str] = {}
        self.undecided: dict[tuple[str, str], list[Arrival]] = {}

    @cached_property
    def day(self) -> date:
        return self.meeting.params.meeting.date.first()

    @cached_property
    def known(self) -> dict[str, dict[str, list]]:
        """What the secretariat knows of each unit for the returns that have a number of the secretariat's."""
        from reportlib.returns.prefilled import prefilled

        return prefilled(
            self.meeting,
            [name for name in self.wanted.tables if RETURNS[name].table.key != (RETURNS[name].unit_column,)],
        )

    @cached_property
    def owners(self) -> dict[str, dict[tuple[str, ...], list[tuple[str, Mapping]]]]:
        """The same by the key of each record: whose it is, and the record."""
        owners: dict[str, dict[tuple[str, ...], list[tuple[str, Mapping]]]] = {}
        for name, units in self.known.items():
            key = own_key(RETURNS[name])
            for unit, records in units.items():
                for record in records:
                    owners.setdefault(name, {}).setdefault(compared(record, key), []).append((unit, record))
        return owners

    @cached_property
    def codes(self) -> dict[str, dict[str, Codes]]:
        return {name: codes_of(RETURNS[name], self.meeting) for name in self.wanted.tables}

    # -- the result

    def add(
        self,
        code: str,
        file: str,
        what: str,
        todo: str = "",
        sheet: str = "",
        row: int | None = None,
        level: findings.Level = "error",
    ) -> None:
        self.found.append(Finding(code, level, file, sheet, row, None, "", "", what, todo))


# -- small things ------------------------------------------------------------------------------------------------------------


def _label(one: Return, name: str) -> str:
    return next((column.label for column in one.table.columns if column.name == name), name)


def each_row(frame: pd.DataFrame | None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a frame with their numbers, a blank cell as None; nothing where there is no frame."""
    import pandas as pd

    if frame is None:
        return
    for row, record in zip(frame.index.tolist(), frame.to_dict("records"), strict=True):
        yield int(row), {str(column): None if value is pd.NA else value for column, value in record.items()}


def is_filled(row: Sequence) -> bool:
    return any(cell not in (None, "") for cell in row)
