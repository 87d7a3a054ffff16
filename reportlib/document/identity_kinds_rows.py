"""Identities between the rows of two inputs: what both of them know must be told alike by both.

An input that the packet does not have, or that lacks the column, tells nothing; nor does a row that the other input does not
know, where the identity does not ask just that.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from reportlib.document.compared import Check, Disagreement, Side, World
from reportlib.document.row_sides import (
    ByKey,
    Chosen,
    InputRow,
    at_most,
    both,
    called,
    counted,
    day_in,
    day_of,
    is_name_of,
    rows_of,
)
from reportlib.facts.facts import Rows
from reportlib.meeting.identity_rules import Identity
from reportlib.text import spelling

Found = Iterator[tuple[Disagreement, InputRow]]


def check_rows(check: Check, world: World) -> Iterator[Disagreement]:
    """Each row of ``one`` tells the same as the row of ``other`` that is about the same; of several, as one of them."""
    if sides := both(check, world):
        yield from at_most(check, _apart(check, *sides))


def _apart(check: Check, one: Chosen, other: Chosen) -> Found:
    identity, known = check.identity, ByKey(other, check.identity.match)
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
    one, other = (_dropped(spelling(text), identity.dropping) for text in (one, other))
    if identity.holds == "parts":
        return _parts(one) == _parts(other)
    return one == other or identity.holds == "name" and is_name_of(one, other)


def _parts(text: str) -> set[str]:
    return set(filter(None, re.split("[;；]", text)))


def _dropped(text: str, words: Sequence[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def check_listed(check: Check, world: World) -> Iterator[Disagreement]:
    """Each row of ``one`` is about something that ``other`` knows too, or, where it ``holds: absent``, that it does not know."""
    if sides := both(check, world):
        yield from at_most(check, _unlisted(check, *sides))


def _unlisted(check: Check, one: Chosen, other: Chosen) -> Found:
    identity, known = check.identity, ByKey(other, check.identity.match)
    for place in one.places:
        there = known.of(one.key(place))
        if not all(one.key(place)) or bool(there) == (identity.holds != "absent"):
            continue
        answer = there[0].side(other.column) if there else Side(f"{other.table.file} 相對的列", "沒有")
        yield check.finding(place.side(one.column, called(identity, place)), answer, one.id_of(place)), place


def check_claims(check: Check, world: World) -> Iterator[Disagreement]:
    """What a row of ``one`` claims is how many rows of ``other`` are about the same; who is not on one of the two claims nothing.

    Where it ``holds: there``, a claim of more than nothing must only have a row there.
    """
    if sides := both(check, world):
        yield from at_most(check, _claimed(check, *sides))


def _claimed(check: Check, one: Chosen, other: Chosen) -> Found:
    identity, claims = check.identity, ByKey(one, check.identity.match)
    listed: dict[int, list[int]] = {place.number: [] for place in one.places}
    for row in other.places:
        for place in claims.of(other.key(row))[:1]:
            listed[place.number].append(row.number)
    for place in one.places:
        numbers, claim = listed[place.number], _number(place.cell(one.column))
        if claim == len(numbers) if identity.holds == "same" else not claim or bool(numbers):
            continue
        rows = (Rows(other.table.file, other.table.sheet, tuple(numbers)),) if numbers else ()
        sides = (
            place.side(one.column, called(identity, place)),
            counted(f"{other.table.file} 所列的列數", other.table, numbers),
        )
        yield check.finding(*sides, one.id_of(place), rows), place


def _number(text: str) -> Decimal:
    """A claim; one that is blank claims nothing."""
    try:
        return Decimal(text.replace(",", "") or "0")
    except InvalidOperation:
        return Decimal(0)


def check_told(check: Check, world: World) -> Iterator[Disagreement]:
    """A row of ``one`` tells how many rows of ``other`` there were by the day of its ``key``: their dates are in the column of ``other``."""
    if sides := both(check, world):
        yield from at_most(check, _told(check, *sides))


def _told(check: Check, one: Chosen, other: Chosen) -> Found:
    days = [(day_in(row.cell(other.column)), row.number) for row in other.places]
    if any(day is None for day, _ in days):
        return  # a row without its day may have been there
    for place in one.places:
        until = day_in(place.cell(one.side.key[0]))
        numbers = [number for day, number in days if until and day and day <= until]
        if numbers and _number(place.cell(one.column)) != len(numbers):
            sides = (
                place.side(one.column, called(check.identity, place)),
                counted(f"{other.table.file} 當日以前的列數", other.table, numbers),
            )
            yield check.finding(*sides, one.id_of(place)), place


def check_cover(check: Check, world: World) -> Iterator[Disagreement]:
    """The cover names whoever sits in the seat that it speaks of (``key``) as the row of ``one`` does."""
    if chosen := rows_of(world, check.identity.one, day_of(check)):
        yield from at_most(check, _misnamed(check, chosen, world))


def _misnamed(check: Check, chosen: Chosen, world: World) -> Found:
    printed = {spelling(label.text): line.text for label, line in world.document.meeting.details}
    for place in chosen.places:
        on_cover, text = printed.get(chosen.key(place)[0], ""), place.cell(chosen.column)
        if on_cover and text and spelling(text) not in spelling(on_cover):
            yield check.finding(place.side(chosen.column), Side("封面", on_cover), chosen.id_of(place)), place
