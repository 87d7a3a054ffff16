"""The rows of the form that say one word for all others: how every other member attended, what was decided on every other item.

Such a row fills a cell that was left blank, and no other: what a row says by itself holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlib import messages
from reportlib.decisions.points import AgendaPoint
from reportlib.decisions.told import FormTold
from reportlib.meeting.meeting_rules import AttendanceWord, DecisionWord
from reportlib.records.decision_tables import ATTENDANCE, DECISIONS
from reportlib.records.records import Examined
from reportlib.records.schema import Column
from reportlib.text import spelling

MEMBERS = "其餘委員"
ITEMS = {True: "其餘有擬辦的", False: "其餘沒有擬辦的"}  # by whether something is proposed
# The columns that such a row may have.
OF_MEMBERS = ("seat", "name", "organisation", "title", "presence")
OF_ITEMS = ("place", "title", "outcome")
TOLD = {True: "上面有擬辦而「決定」留白的每一款", False: "上面沒有擬辦而「決定」留白的每一項"}


def are_members(name: str) -> bool:
    """Whether a row of 「出席」 is the one of all other members."""
    return spelling(name) in (spelling(MEMBERS), "其餘", "其他委員")


def items(place: str) -> bool | None:
    """Of which other items a row of 「決議」 is: those with a proposal, or those without; None for a row of one item."""
    return next((proposed for proposed, said in ITEMS.items() if spelling(said) == spelling(place)), None)


def rows(agenda: tuple[AgendaPoint, ...]) -> Iterator[tuple[str, str]]:
    """The rows that the form has for other items, what each is called and told: one where the agenda has such items."""
    kinds = {point.proposal is not None for point in agenda if not point.may_be_blank}
    return ((ITEMS[proposed], TOLD[proposed]) for proposed in (True, False) if proposed in kinds)


def check_members(found: Examined, row: int, given: Mapping[str, Any], word: AttendanceWord, told: FormTold) -> bool:
    """Whether all other members may have attended so; what each has to say by itself is told."""
    _only(found, row, given, ATTENDANCE.columns, OF_MEMBERS, told)
    return _fits(found, row, word.word, "presence", word.means == "deputy", told)


def check_items(
    found: Examined, row: int, given: Mapping[str, Any], word: DecisionWord, proposed: bool, told: FormTold
) -> bool:
    """Whether this may have been decided on all other items; what each has to say by itself is told."""
    _only(found, row, given, DECISIONS.columns, OF_ITEMS, told)
    return _fits(found, row, word.word, "outcome", _is_single(word, proposed), told)


def _is_single(word: DecisionWord, proposed: bool) -> bool:
    """Whether a word has to be said of each item by itself: there is a text of its own to it, or nothing is proposed."""
    return word.means in ("amended", "resolved") or word.means == "as_proposed" and not proposed


def words_of_items(words: Sequence[DecisionWord], proposed: bool) -> list[str]:
    """Those that may be said of all other items."""
    return [word.word for word in words if not _is_single(word, proposed)]


def words_of_members(words: Sequence[AttendanceWord]) -> list[str]:
    """Those that may be said of all other members: a deputy has a name."""
    return [word.word for word in words if word.means != "deputy"]


def _fits(found: Examined, row: int, word: str, column: str, is_single: bool, told: FormTold) -> bool:
    if is_single:
        told.wrong(found, messages.D05_not_for_all_others(word=word), row, column)
    return not is_single


def _only(
    found: Examined,
    row: int,
    given: Mapping[str, Any],
    columns: Sequence[Column],
    known: tuple[str, ...],
    told: FormTold,
) -> None:
    """D05 for what else was written into the row: nobody could know whose it is."""
    for column in columns:
        if column.name not in known and given.get(column.name):
            told.wrong(found, messages.D05_of_all_others(column=column.label), row, column.name)
