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
from reportlib.records.findings import Finding
from reportlib.records.header import text_of
from reportlib.returns import asked as returns_asked
from reportlib.returns.asked import RETURNS, Codes, Return, codes_of, compared, own_key
from reportlib.returns.corrections import Applied
from reportlib.returns.decisions import Decided
from reportlib.returns.entries import Arrival

if TYPE_CHECKING:
    import pandas as pd

    from reportlib.records.records import Examined, Records


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

    def at(self, finding: Finding, row: int, column: str, value: Cell) -> Finding:
        """The finding at a cell of a column by its name; one that the sheet lacks, as our forms lack the unit's, is told by
        its label."""
        label = next((one.label for one in self.one.table.columns if one.name == column), column)
        return self.examined.at(dataclasses.replace(finding, header=label), row, column, text_of(value) or "")


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
        self.ours: dict[
            str, dict[str, list[Mapping[str, Any]]]
        ] = {}  # rows of ``kept`` by return and unit, as compared
        self.undecided: dict[tuple[str, str], list[Arrival]] = {}

    @cached_property
    def day(self) -> date:
        return self.meeting.params.meeting.date.first()

    @cached_property
    def kept(self) -> dict[str, Records | None]:
        """The secretariat's own list of each return that is asked for."""
        from reportlib.returns.prefilled import kept_records

        return kept_records(self.meeting, self.wanted.tables)

    @cached_property
    def unanswered(self) -> frozenset[str]:
        """The outcomes that say that a request is not answered yet."""
        book = self.meeting.outcomes
        return frozenset(one.outcome for one in book.outcomes if not one.answered) if book else frozenset()

    @cached_property
    def known(self) -> dict[str, dict[str, list]]:
        """What the secretariat knows of each unit for the returns that have a number of the secretariat's."""
        return {name: rows for name, rows in self.given.items() if own_key(RETURNS[name])}

    @cached_property
    def given(self) -> dict[str, dict[str, list]]:
        """What each unit's workbook starts from, by return and unit."""
        from reportlib.returns.prefilled import prefilled

        return prefilled(self.meeting, self.wanted.tables, self.kept)

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
    def released(self) -> dict[str, dict[tuple[str, ...], str]]:
        """By return and key, the resolutions that are no longer followed, with the meeting that released each."""
        from reportlib.measures.follow_up import is_released

        kept = self.kept.get("progress")
        rows = (record for _, record in each_row(kept.frame if kept is not None else None))
        key = own_key(RETURNS["progress"])
        return {"progress": {compared(row, key): row["released_by"] for row in rows if is_released(row, self.meeting)}}

    @cached_property
    def codes(self) -> dict[str, dict[str, Codes]]:
        return {name: codes_of(RETURNS[name], self.meeting) for name in self.wanted.tables}


# -- small things ------------------------------------------------------------------------------------------------------------


def each_row(frame: pd.DataFrame | None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a frame with their numbers, a blank cell as None; nothing where there is no frame."""
    import pandas as pd

    if frame is None:
        return
    for row, record in zip(frame.index.tolist(), frame.to_dict("records"), strict=True):
        yield int(row), {str(column): None if value is pd.NA else value for column, value in record.items()}


def is_filled(row: Sequence) -> bool:
    return any(cell not in (None, "") for cell in row)
