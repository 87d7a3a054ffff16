"""What a table of the inputs is: its columns, how their headers are spelled, and what their cells may hold.

The tables themselves are in ``*_tables.py``, by subject, and listed in :mod:`reportlib.records.tables`. A new spelling of a
header is one more alias there. Headers are compared by :func:`spelling`, so spaces, full-width forms and
byte-order marks need no alias. Columns that are not listed stay out of the packet: the portal's export names contact
persons and telephones.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from reportlib.text import spelling
from reportlib.wording import own

Kind = Literal["text", "identifier", "count", "decimal", "share", "date", "list", "agency", "link"]
# The day up to which a date counts: an as-of date of the parameters (``quality``: the last on which marks are counted), the
# end of a period, the meeting; ``ahead`` is a day that may well be still to come.
Until = Literal["inventory", "quality", "oas", "follow_up", "requests", "feedback", "meeting", "ahead"]
# What the intake adds to every accepted row: where it came from, and what was corrected in it.
ORIGIN = ("來源檔案", "來源工作表", "來源列", "更正")


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``kind`` says what a cell becomes: text, identifier and link ``str``, count ``int``, decimal ``Decimal``, share a
    ``Decimal`` that is 1 for 100 %, date ``datetime.date``, list a tuple of ``str``, agency a registered official name. A
    required column must be present; a cell may be left blank only where ``blank`` is set. A count may carry one of
    ``units`` (件) behind it, and ``words`` says what a word in place of a number means in this column (無: 0); elsewhere
    such a cell is refused.
    Where ``blank_says_none`` is set, a blank cell is an answer (no award, not yet opened), also when all are blank.
    ``stand_ins`` are headers that name the column only where none of its own is there. A required column may be missing where
    there is one of those in ``unless``, by which it is told from another input.
    Of a date, ``until`` says the day up to which figures count it: a later one is told, for it is left out.
    """

    name: str
    label: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = False
    blank: bool = True
    units: tuple[str, ...] = ()
    words: tuple[tuple[str, int | None], ...] = ()
    blank_says_none: bool = False
    stand_ins: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    until: Until = "meeting"

    @property
    def headers(self) -> tuple[str, ...]:
        """Every known spelling, the label first; the canonical name is one of them."""
        return (self.label, *self.aliases, self.name)

    @property
    def header(self) -> str:
        """What a file that is written for a body has over this column: the body's own word, where that is read too, or else one of ours that is."""
        word = own(self.label)
        if word == self.label or word in self.aliases:
            return word
        return next((one for one in self.aliases if self.label not in one), self.label)


@dataclass(frozen=True)
class TableSchema:
    """One input table. Two rows may not have the same ``key``; where ``key_may_repeat``, rows that differ otherwise are only listed.

    ``of_many_bodies``: such a file has rows of every body of the country, if nobody has sorted it.
    ``unused`` are headers that such a file is known to have and the packet does not read; any other is named in a notice.
    ``ragged_apart``: a row with other than the header's number of cells is left out and listed, and the others are used (P05).
    """

    name: str
    label: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    key_may_repeat: bool = False
    unused: tuple[str, ...] = ("備註", *ORIGIN)
    of_many_bodies: bool = False
    ragged_apart: bool = False

    def missing(self, there: Collection[str]) -> list[Column]:
        """The required columns that are not there."""
        needed = (column for column in self.columns if column.required and column.name not in there)
        return [column for column in needed if not any(name in there for name in column.unless)]

    def by_spelling(self) -> dict[str, Column]:
        return {spelling(header): column for column in self.columns for header in column.headers}


def must(name: str, label: str, kind: Kind, *aliases: str, until: Until = "meeting") -> Column:
    """A column that has to be there, with a value in every row."""
    return Column(name, label, kind, aliases, required=True, blank=False, until=until)


def may(name: str, label: str, kind: Kind, *aliases: str, until: Until = "meeting") -> Column:
    """A column that may be missing, and its cells blank."""
    return Column(name, label, kind, aliases, until=until)


def none_where_blank(name: str, label: str, kind: Kind, *aliases: str, until: Until = "meeting") -> Column:
    """A column whose blank cells say that there is none."""
    return Column(name, label, kind, aliases, blank_says_none=True, until=until)


def same(table: TableSchema, *names: str) -> tuple[Column, ...]:
    """Columns that a return has just as the record's table has them: a new spelling is one line there."""
    columns = {column.name: column for column in table.columns}
    return tuple(columns[name] for name in names)
