"""Identities between the rows of two inputs: what both of them know must be told alike by both.

An input that the packet does not have, or that lacks the column, tells nothing; nor does a row that the other input does not
know, where the identity does not ask just that.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal, InvalidOperation

import numpy as np

from reportlib.document.compared import Check, Side, World
from reportlib.document.row_keys import Pairs, grouped, have_all, numbered
from reportlib.document.row_sides import (
    ByKey,
    Chosen,
    Found,
    InputRow,
    Key,
    called,
    counted,
    day_in,
    dropped,
    is_name_of,
    of_both_sides,
    of_one_side,
    with_the_same_key,
)
from reportlib.facts.facts import Rows
from reportlib.meeting.identity_rules import Identity
from reportlib.text import spelling
from reportlib.wording import own, said

_AND = re.compile("[、,;/]")  # between the agencies of one thing


@of_both_sides
def check_rows(check: Check, one: Chosen, other: Chosen) -> Found:
    """Each row of ``one`` tells the same as the row of ``other`` that is about the same; of several, as one of them."""
    identity = check.identity
    if identity.shared and not _is_shared(one, other, np.ones(len(one.table), bool), identity.shared):
        return
    if column := identity.unpaired:
        if not _is_shared(one, other, np.ones(len(one.table), bool), [column]):
            return
        one, other = _without(one, other, column), _without(other, one, column)
    told, answers = one.cells(one.column), other.cells(other.column)
    found = _about_the_same(identity, one, other)
    if not identity.blank_counts:
        found = found.some(told.where(bool)[found.ones] & answers.where(bool)[found.others])
    agrees = np.zeros(len(one.table), bool)
    agrees[found.ones[found.agree(told, answers, functools.partial(_agree, identity))]] = True
    for at, there in found.some(~agrees[found.ones]).first().items():
        place, answer = InputRow(one.table, at), InputRow(other.table, there)
        sides = (place.side(one.column, called(identity, place)), answer.side(other.column))
        yield check.finding(*sides, one.id_of(place)), place


def _about_the_same(identity: Identity, one: Chosen, other: Chosen) -> Pairs:
    """The rows of both sides that are about the same, as the identity says that keys match."""
    if identity.match == "same":
        return with_the_same_key(one, other)
    places = functools.cache(ByKey(other, identity.match).places)
    found = [(at, there) for at, key in enumerate(one.keys) for there in places(key)]
    return Pairs(*np.array(found, np.int64).reshape(-1, 2).T)


def _agree(identity: Identity, one: str, other: str) -> bool:
    if identity.holds == "not_after":
        first, last = day_in(one), day_in(other)
        return first is None or last is None or first <= last
    if identity.days_apart and (first := day_in(one)) and (last := day_in(other)):
        return abs(last - first) <= timedelta(identity.days_apart)
    one, other = (dropped(spelling(text), identity.dropping) for text in (one, other))
    if identity.holds == "among":
        return _parts(one) <= _parts(other)
    return one == other or identity.holds == "name" and is_name_of(one, other)


def _parts(text: str) -> set[str]:
    return set(filter(None, re.split("[;；]", text)))


@of_both_sides
def check_listed(check: Check, one: Chosen, other: Chosen) -> Found:
    """Each row of ``one`` is about something that ``other`` knows too, or, where it ``holds: absent``, that it does not know."""
    identity = check.identity
    within = _within(one, other, identity.within)
    every = dataclasses.replace(other, table=other.whole)
    if identity.shared and not _is_shared(one, every, within, identity.shared):
        return
    within = within & _of_known_senders(identity, one, every)
    found = _about_the_same(identity, one, other)
    is_there = np.isin(np.arange(len(one.table)), found.ones)
    wrong = (is_there == (identity.holds == "absent")) & have_all(one.table, one.side.key) & within
    there = found.some(wrong[found.ones]).first()
    for at in np.flatnonzero(wrong).tolist():
        place, answer = InputRow(one.table, at), Side(said("{file} 相對的列", file=other.table.file), own("沒有"))
        if at in there:
            answer = InputRow(other.table, there[at]).side(other.column)
        yield check.finding(place.side(one.column, called(identity, place)), answer, one.id_of(place)), place


def _keys(key: Key, identity: Identity) -> list[Key]:
    """The key, or one for each thing that its last cell names."""
    return [(*key[:-1], part) for part in sorted(_parts(key[-1]))] if identity.pieces else [key]


def _within(one: Chosen, other: Chosen, column: str | None) -> np.ndarray:
    """For which rows of ``one`` a date in ``column`` lies among those of ``other``; all where none is named."""
    if column is None:
        return np.ones(len(one.table), bool)
    days = set(filter(None, map(day_in, other.cells(column).said())))
    return one.cells(column).where(lambda text: bool(days and (on := day_in(text)) and min(days) <= on <= max(days)))


def _is_shared(one: Chosen, other: Chosen, within: np.ndarray, columns: Sequence[str]) -> bool:
    """Whether most of the rows have, in the ``columns`` too, what the row of the same key on the other side has."""
    return bool(2 * np.count_nonzero(_shares(one, other, columns) & within) >= np.count_nonzero(within))


def _shares(one: Chosen, other: Chosen, columns: Sequence[str]) -> np.ndarray:
    """Which rows have, in the ``columns`` too, what the row of the same key on the other side has."""
    mine, theirs = numbered(*((side.table, (*side.side.key, *columns)) for side in (one, other)))
    return np.isin(mine, theirs)


def _of_known_senders(identity: Identity, one: Chosen, other: Chosen) -> np.ndarray:
    """The rows of who sent something to the other side too, and does not number all of several rows in its own way."""
    if identity.sender is None:
        return np.ones(len(one.table), bool)
    mine, theirs = numbered(*((side.table, [identity.sender]) for side in (one, other)))
    shares, known = _shares(one, other, identity.shared), np.isin(mine, theirs)
    for rows in grouped(mine):
        if len(rows) > 1 and not shares[rows].any():
            known[rows] = False
    return known


def _without(one: Chosen, other: Chosen, column: str) -> Chosen:
    """The rows of ``one`` that have a cell in this column which no row of ``other`` has."""
    known = {"", *other.cells(column).of_each(spelling)}
    left = [text not in known for text in one.cells(column).of_each(spelling)]
    return dataclasses.replace(one, table=one.table.some(np.array(left, bool)))


@of_both_sides
def check_claims(check: Check, one: Chosen, other: Chosen) -> Found:
    """What a row of ``one`` claims is how many rows of ``other`` are about the same; a blank claims nothing, and who is not on the list is
    on it with none. A list in which nobody has entered anything yet says nothing, not that there is none: the award of another half-year.

    Where it ``holds: there``, a claim of more than nothing must only have a row there.
    """
    if not len(other.whole):
        return
    identity, claims = check.identity, ByKey(one, check.identity.match)
    listed: dict[int, list[np.ndarray]] = {place.at: [] for place in one.places}
    for rows_of_key in grouped(numbered((other.table, other.side.key))[0]):
        for place in _claimants(claims, other.key(InputRow(other.table, int(rows_of_key[0])))):
            listed[place.at].append(rows_of_key)
    for place in one.places:
        claim, size = _number(place.cell(one.column)), sum(map(len, listed[place.at]))
        if claim is None or (claim == size if identity.holds == "same" else not claim or bool(size)):
            continue
        numbers = other.table.numbers[np.sort(np.concatenate(listed[place.at]))].tolist() if size else []
        rows = (Rows(other.table.file, other.table.sheet, tuple(numbers)),) if numbers else ()
        sides = (
            place.side(one.column, called(identity, place)),
            counted(said("{file} 所列的列數", file=other.table.file), other.table, numbers),
        )
        yield check.finding(*sides, one.id_of(place), rows), place


def _claimants(claims: ByKey, key: Key) -> Iterator[InputRow]:
    """Who may claim a row: each of the agencies that it names, of a part of one (水利署北區分署) the agency."""
    for name in _AND.split(key[0]):
        yield from (claims.of((name, *key[1:])) or claims.part_of(name))[:1]


def _number(text: str) -> Decimal | None:
    """A number that is told; None where none is."""
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


@of_both_sides
def check_told(check: Check, one: Chosen, other: Chosen) -> Found:
    """A row of ``one`` tells how many rows of ``other`` there were by the day of its ``key``: their dates are in the column of ``other``.
    Where it ``holds: at_least``, some of them may be gone since."""
    days = list(zip(other.cells(other.column).of_each(day_in), other.table.numbers.tolist(), strict=True))
    if any(day is None for day, _ in days):
        return  # a row without its day may have been there
    for place in one.places:
        until = day_in(place.cell(one.side.key[0]))
        numbers = [number for day, number in days if until and day and day <= until]
        told = _number(place.cell(one.column))
        if told is None or not numbers or told == len(numbers):
            continue
        if told > len(numbers) and check.identity.holds == "at_least":
            continue
        sides = (
            place.side(one.column, called(check.identity, place)),
            counted(said("{file} 當日以前的列數", file=other.table.file), other.table, numbers),
        )
        yield check.finding(*sides, one.id_of(place)), place


@of_one_side
def check_cover(check: Check, world: World, chosen: Chosen) -> Found:
    """The cover names whoever sits in the seat that it speaks of (``key``) as the row of ``one`` does."""
    printed = {spelling(label.text): line.text for label, line in world.document.meeting.details}
    for place in chosen.places:
        on_cover, text = printed.get(chosen.key(place)[0], ""), place.cell(chosen.column)
        if on_cover and text and spelling(text) not in spelling(on_cover):
            yield check.finding(place.side(chosen.column), Side(own("封面"), on_cover), chosen.id_of(place)), place
