"""Accepted disagreements that are of one meeting only: the next one's parameters do not have them.

One about a row goes on as long as its row does, and is still as the identity asks; one about a figure of a day, as long as the meeting
has that day. What may come again goes on, and its reason is looked at again.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterator, Mapping

from reportlib.document.identities import read
from reportlib.document.row_sides import Chosen, called, holding
from reportlib.facts.record import SourceTable
from reportlib.meeting.identity_rules import Identity, RowSide
from reportlib.meeting.params import Params
from reportlib.meeting.yaml_text import YamlText
from reportlib.meeting.yearly import YEARLY
from reportlib.new.rows import Rowed
from reportlib.records.about_inputs import ABOUT
from reportlib.roc import BadDate, parse_date, with_years_alike

FIRST_ROW = 2  # of a file, below its header
_DAY = re.compile(r"(?<![0-9])[0-9]{1,4}-[0-9]{2}-[0-9]{2}(?![0-9])")


def leave_behind(text: YamlText, old: Params, carried: Mapping[str, Rowed]) -> list[str]:
    """Take out of the new parameters what was accepted for the old meeting only, and mark the other reasons as to be looked at; the ids of
    what is left out."""
    over = of_old_only(old, carried)
    if over and len(over) == len(old.accepted):
        text.empty("accepted", "已知不一致而仍發布的數字：代號（列於「數字核對」）與理由，理由會印出")
    for n in range(len(old.accepted)) if len(over) < len(old.accepted) else ():
        if n in over:
            text.drop(("accepted", n))
        else:
            text.mark("accepted", n, "reason")
    return [old.accepted[n].id for n in over]


def of_old_only(old: Params, carried: Mapping[str, Rowed]) -> list[int]:
    """Which of the acceptances of the old meeting can be of no other: their places in its parameters. ``carried`` are the new inputs as they
    begin, by their names."""
    if not old.accepted or old.rulebooks.identities is None:
        return []
    book = {one.id: one for one in read(old.rulebooks.identities).identities}
    gone, found = _days_gone(old), []
    for n, one in enumerate(old.accepted):
        name, _, key = one.known_by.partition("/")
        identity = book.get(name)
        if identity is not None and key and _is_over(identity, key, old, carried, gone):
            found.append(n)
    return found


def _is_over(identity: Identity, key: str, old: Params, carried: Mapping[str, Rowed], gone: set[datetime.date]) -> bool:
    side = _rows_asked(identity)
    if side is None:
        return any(day in gone for day in _days_in(key))
    if side.table not in carried or key == "more":
        return False
    about, rowed = ABOUT[side.table], carried[side.table]
    if rowed[2] is None:
        # A file of its own: a list of all there is has the row again, one of what came in a period has not.
        return bool(about.counted_by)
    return key not in _ids(identity, side, rowed, old)


def _days_gone(old: Params) -> set[datetime.date]:
    """The as-of dates of the old meeting that are none of the new one's: those of a series and of yearly events stay, and that of the
    inventory is the previous one then."""
    days = {day for _, day in old.as_of if isinstance(day, datetime.date)}
    yearly = {getattr(old.as_of, event.day) for event in YEARLY}
    return days - yearly - {old.as_of.inventory, *old.as_of.gold_series}


def _days_in(key: str) -> Iterator[datetime.date]:
    for written in _DAY.findall(key):
        with contextlib.suppress(BadDate):
            yield parse_date(written)


def _rows_asked(identity: Identity) -> RowSide | None:
    """The rows that the ids of an identity name; None where they name figures."""
    if identity.one is not None:
        return identity.one
    if identity.kind == "none" and identity.table:
        return RowSide(table=identity.table, key=[identity.where[0].column], where=identity.where)
    return None


def _ids(identity: Identity, side: RowSide, rowed: Rowed, old: Params) -> set[str]:
    """By what disagreements about the rows that are carried over would be known."""
    table, header, rows = rowed
    numbered = ((number, tuple(texts)) for number, texts in enumerate(rows or (), FIRST_ROW))
    whole, day = SourceTable.of_rows(table.name, table.name, "", header, numbered), old.as_of.inventory
    chosen = Chosen(side, holding(whole, side.where, day), day, whole)
    ids = {with_years_alike(chosen.id_of(place)) for place in chosen.places}
    ids |= {with_years_alike("".join(called(identity, place).split())) for place in chosen.places}
    return ids
