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
)
from reportlib.facts.facts import Rows
from reportlib.meeting.identity_rules import Identity
from reportlib.text import spelling

_AND = re.compile("[、,;/]")  # between the agencies of one thing


@of_both_sides
def check_rows(check: Check, one: Chosen, other: Chosen) -> Found:
    """Each row of ``one`` tells the same as the row of ``other`` that is about the same; of several, as one of them."""
    identity = check.identity
    if column := identity.unpaired:
        if not _is_shared(one, other, list(one.places), [column]):
            return
        one, other = _without(one, other, column), _without(other, one, column)
    known = ByKey(other, identity.match)
    answers, agree = list(other.cells(other.column)), functools.cache(functools.partial(_agree, identity))
    for at, (key, text) in enumerate(zip(one.keys, one.cells(one.column), strict=True)):
        there = [row for row in known.places(key) if identity.blank_counts or answers[row]]
        if not there or not (text or identity.blank_counts):
            continue
        if not any(agree(text, answers[row]) for row in there):
            place, answer = InputRow(one.table, at), InputRow(other.table, there[0])
            sides = (place.side(one.column, called(identity, place)), answer.side(other.column))
            yield check.finding(*sides, one.id_of(place)), place


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
    identity, known = check.identity, ByKey(other, check.identity.match)
    places = _within(one, other, identity.within)
    if identity.shared and not _is_shared(one, other, places, identity.shared):
        return
    for place in places:
        there = known.of(one.key(place))
        if not all(one.key(place)) or bool(there) == (identity.holds != "absent"):
            continue
        answer = there[0].side(other.column) if there else Side(f"{other.table.file} 相對的列", "沒有")
        yield check.finding(place.side(one.column, called(identity, place)), answer, one.id_of(place)), place


def _within(one: Chosen, other: Chosen, column: str | None) -> list[InputRow]:
    """The rows of ``one`` with a date in ``column`` that lies among those of ``other``; all where none is named."""
    if column is None:
        return list(one.places)
    days = [day for place in other.places if (day := day_in(place.cell(column)))]
    return [
        place for place in one.places if days and (on := day_in(place.cell(column))) and min(days) <= on <= max(days)
    ]


def _is_shared(one: Chosen, other: Chosen, places: Sequence[InputRow], columns: Sequence[str]) -> bool:
    """Whether most of the rows have, in the ``columns`` too, what the row of the same key on the other side has."""
    known = {other.key(place, *columns) for place in other.places}
    return 2 * sum(one.key(place, *columns) in known for place in places) >= len(places)


def _without(one: Chosen, other: Chosen, column: str) -> Chosen:
    """The rows of ``one`` that have a cell in this column which no row of ``other`` has."""
    known = {"", *other.cells(column).of_each(spelling)}
    left = [text not in known for text in one.cells(column).of_each(spelling)]
    return dataclasses.replace(one, table=one.table.some(np.array(left, bool)))


@of_both_sides
def check_claims(check: Check, one: Chosen, other: Chosen) -> Found:
    """What a row of ``one`` claims is how many rows of ``other`` are about the same; a blank claims nothing, and who is not on the list is
    on it with none.

    Where it ``holds: there``, a claim of more than nothing must only have a row there.
    """
    identity, claims = check.identity, ByKey(one, check.identity.match)
    listed: dict[int, list[int]] = {place.number: [] for place in one.places}
    for row in other.places:
        for place in _claimants(claims, other.key(row)):
            listed[place.number].append(row.number)
    for place in one.places:
        numbers, claim = listed[place.number], _number(place.cell(one.column))
        if claim is None or (claim == len(numbers) if identity.holds == "same" else not claim or bool(numbers)):
            continue
        rows = (Rows(other.table.file, other.table.sheet, tuple(numbers)),) if numbers else ()
        sides = (
            place.side(one.column, called(identity, place)),
            counted(f"{other.table.file} 所列的列數", other.table, numbers),
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
    days = [(day_in(row.cell(other.column)), row.number) for row in other.places]
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
            counted(f"{other.table.file} 當日以前的列數", other.table, numbers),
        )
        yield check.finding(*sides, one.id_of(place)), place


@of_one_side
def check_cover(check: Check, world: World, chosen: Chosen) -> Found:
    """The cover names whoever sits in the seat that it speaks of (``key``) as the row of ``one`` does."""
    printed = {spelling(label.text): line.text for label, line in world.document.meeting.details}
    for place in chosen.places:
        on_cover, text = printed.get(chosen.key(place)[0], ""), place.cell(chosen.column)
        if on_cover and text and spelling(text) not in spelling(on_cover):
            yield check.finding(place.side(chosen.column), Side("封面", on_cover), chosen.id_of(place)), place
