"""What an intake found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reportlib.meeting.meeting import Meeting
from reportlib.readers.sheets import Sheet
from reportlib.records import findings as records_findings
from reportlib.records.findings import Finding
from reportlib.returns.board import Board
from reportlib.returns.corrections import Applied

if TYPE_CHECKING:
    import pandas as pd

    from reportlib.records.records import Records


Standing = Literal[
    "counts", "older", "same", "undecided", "unknown_unit", "not_asked", "no_return", "refused", "skipped", "archive"
]


# -- what was found --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UsedSheet:
    """What became of one sheet of a file: the return it was read as ("" for none) and where its rows went.

    ``counts`` are those of :class:`reportlib.records.records.Records` with the rows set aside; empty where the sheet was not examined.
    """

    name: str
    rows: int
    hidden: bool = False
    table: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class ReceivedFile:
    """One file as received. ``name`` is its path inside ``returns/`` as text; ``unit`` is "" where it is not known.

    ``how`` is a sentence on how the unit was told; ``note`` one on why the file does not count, where it does not.
    """

    name: str
    standing: Standing
    sha256: str = ""
    size: int = 0
    unit: str = ""
    how: str = ""
    tables: tuple[str, ...] = ()
    version: str = ""
    received_on: date | None = None
    late: bool = False
    encoding: str = ""
    sheets: tuple[UsedSheet, ...] = ()
    notices: tuple[str, ...] = ()
    note: str = ""
    path: Path | None = field(default=None, compare=False, repr=False)
    member: str = ""  # its name in the archive that stands at ``path``
    read: tuple[Sheet, ...] = field(default=(), compare=False, repr=False)  # as received, before any correction


@dataclass(frozen=True)
class SetAside:
    """A row that does not count until it is mended: whose, where, what is wrong with it, and what is in it."""

    unit: str
    table: str
    file: str
    sheet: str
    row: int
    errors: tuple[Finding, ...]
    cells: tuple[str, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.what for one in self.errors))


@dataclass(frozen=True)
class Intake:
    """Everything one intake found. ``accepted`` has a frame for each return asked for: the columns of its table under their
    canonical names, then :data:`schema.ORIGIN`; ``kept`` the secretariat's own list of each, None where there is none."""

    meeting: Meeting
    files: tuple[ReceivedFile, ...]
    board: Board
    findings: tuple[Finding, ...]
    accepted: Mapping[str, pd.DataFrame]
    set_aside: tuple[SetAside, ...]
    corrections: tuple[Applied, ...]
    kept: Mapping[str, Records | None] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return records_findings.errors(self.findings)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return records_findings.warnings(self.findings)

    @property
    def is_right(self) -> bool:
        """Whether everything asked for is there, every row of it is accepted, and nothing is left to decide."""
        return self.board.is_complete and not self.errors

    def findings_of(self, file: str) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.file == file)
