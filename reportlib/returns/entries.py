"""A file that came, and a sheet of it that was examined."""

from __future__ import annotations

import stat
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from reportlib.errors import InputError
from reportlib.readers.sheets import Sheet
from reportlib.records.located import Header
from reportlib.returns import asked
from reportlib.returns.asked import Return
from reportlib.returns.intake_outcome import Standing
from reportlib.returns.senders import Version, best_return
from reportlib.workbooks.marking import marks
from reportlib.writing import sha256_of

# -- the files -------------------------------------------------------------------------------------------------------------


@dataclass
class Arrival:
    """A file while it is worked on."""

    name: str
    path: Path
    standing: Standing | None = None
    note: str = ""
    member: str = ""  # of the archive at ``path``
    sha256: str = ""
    size: int = 0
    read: list[Sheet] = field(default_factory=list)
    original: tuple[Sheet, ...] = ()  # before corrections
    unit: str = ""
    how: str = ""
    sender: str = ""  # which of the offices that were merged into the unit
    form: asked.FormMark | None = None
    version: Version = Version()
    received_on: date | None = None
    fits: dict[int, Return] = field(default_factory=dict)  # the place of a sheet in ``read``
    notes: dict[int, str] = field(default_factory=dict)
    counts: dict[int, dict[str, int]] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    @cached_property
    def headers(self) -> tuple[Header | None, ...]:
        """The header of each sheet, as that of the return it looks like most; None where it looks like none, or is our own.

        Looked for once, when it is first asked for; by then what was read is corrected.
        """
        return tuple(None if is_ours(sheet) else best_return(sheet, self.name) for sheet in self.read)

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(name for name in asked.RETURNS if any(one.name == name for one in self.fits.values()))

    @property
    def stem(self) -> str:
        """The name without folder and suffix, as versions are read from it."""
        return self.name.rpartition("/")[2].rpartition(".")[0] or self.name.rpartition("/")[2]


def hash_of(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""


def same_name(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def name_of_result(result: list[Sheet] | InputError) -> str:
    """The name of a file or of a member of an archive, as the readers say it."""
    return result.problems[0].file if isinstance(result, InputError) else result[0].file if result else ""


def is_ours(sheet: Sheet) -> bool:
    """Whether it is a sheet of our own forms or marked-up copies that holds no return."""
    if not sheet.name.startswith(
        marks.SHEET
    ):  # most files are no copies of ours, and the marking need not be imported for them
        return sheet.name in asked.OWN_SHEETS
    from reportlib.workbooks.marking import copies

    return copies.is_listing(sheet)


def is_special(path: Path) -> bool:
    """Whether opening it might wait for ever, or it is no file at all."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True
