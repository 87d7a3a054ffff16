"""The kinds of identities: for each the function from facts by role to disagreements, and how its facts are grouped."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from reportlib.document.compared import Check, Disagreement, World
from reportlib.document.identity_kinds_figures import (
    check_dates,
    check_number,
    check_order,
    check_rounded,
    check_same,
    check_share,
    check_sum,
    check_unit,
)
from reportlib.document.identity_kinds_printed import check_cells, check_derived, check_land, check_shown
from reportlib.document.identity_kinds_rows import check_claims, check_cover, check_listed, check_rows, check_told
from reportlib.document.identity_kinds_sources import check_none, check_recount
from reportlib.document.identity_kinds_texts import check_contrary, check_days, check_half_year, check_prizes
from reportlib.facts.record import FactRecord


def _whole(check: Check) -> Iterator[Check]:
    yield check


def _each(key: Callable[[FactRecord], object], at_least: int = 2) -> Callable[[Check], Iterator[Check]]:
    """A check of the role ``facts`` for each group of them with the same ``key``, if they are so many."""

    def split(check: Check) -> Iterator[Check]:
        groups: dict[object, list[FactRecord]] = defaultdict(list)
        for fact in check.roles["facts"]:
            groups[key(fact)].append(fact)
        yield from (
            Check(check.identity, check.key, {"facts": tuple(facts)})
            for facts in groups.values()
            if len(facts) >= at_least
        )

    return split


def _each_day(key: Callable[[FactRecord], object]) -> Callable[[Check], Iterator[Check]]:
    """The same for each day; a fact that has no day of its own (how many members there are) is compared on all."""

    def split(check: Check) -> Iterator[Check]:
        for whole in _each(key)(check):
            facts = whole.roles["facts"]
            for day in dict.fromkeys(fact.as_of for fact in facts if fact.as_of) or (None,):
                there = tuple(fact for fact in facts if fact.as_of in (day, None))
                if len(there) > 1:
                    yield dataclasses.replace(whole, roles={"facts": there})

    return split


@dataclass(frozen=True)
class Kind:
    """A kind of identity: how it is checked, and the roles of its facts.

    ``in_order`` keeps the order of the patterns; ``every`` takes every figure of a name, not only the first; a sum needs a fact
    for each pattern; ``reads`` source rows; ``sides`` are those of rows that it needs; ``at_once`` is false where each figure is looked at by itself.
    """

    check: Callable[[Check, World], Iterator[Disagreement]]
    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    split: Callable[[Check], Iterator[Check]] = _whole
    in_order: bool = False
    every: bool = False
    is_sum: bool = False
    reads: bool = False
    sides: tuple[Literal["one", "other"], ...] = ()
    at_once: bool = True


KINDS: Mapping[str, Kind] = {
    "sum": Kind(check_sum, ("total", "plus"), ("minus",), is_sum=True),
    "same": Kind(check_same, ("facts",), split=_each_day(lambda fact: ""), in_order=True, every=True),
    "alike": Kind(check_same, ("facts",), split=_each(lambda fact: ""), in_order=True, every=True),
    "measure": Kind(check_same, ("facts",), split=_each_day(lambda fact: fact.called), every=True),
    "unit": Kind(check_unit, ("facts",), split=_each(lambda fact: fact.called), every=True, at_once=False),
    "label": Kind(check_same, ("facts",), split=_each(lambda fact: (fact.label, fact.as_of, fact.unit)), every=True),
    "dates": Kind(check_dates, ("facts",), every=True),
    "order": Kind(check_order, ("ascending",), in_order=True),
    "share": Kind(check_share, ("share", "part", "whole")),
    "rounded": Kind(check_rounded, ("rounded", "exact")),
    "number": Kind(check_number, ("total", "parts")),
    "recount": Kind(check_recount, ("fact",), reads=True),
    "none": Kind(check_none, ("on",), reads=True),
    "rows": Kind(check_rows, optional=("on",), sides=("one", "other")),
    "listed": Kind(check_listed, optional=("on",), sides=("one", "other")),
    "claims": Kind(check_claims, optional=("on",), sides=("one", "other")),
    "told": Kind(check_told, optional=("on",), sides=("one", "other")),
    "half-year": Kind(check_half_year, optional=("on",), sides=("one", "other")),
    "cover": Kind(check_cover, optional=("on",), sides=("one",)),
    "contrary": Kind(check_contrary, optional=("on",), sides=("one",)),
    "days": Kind(check_days, optional=("on",), sides=("one",)),
    "prizes": Kind(check_prizes, optional=("on",), sides=("one",)),
    "land": Kind(check_land),
    "derived": Kind(
        check_derived, ("facts",), split=_each(lambda fact: fact.id, at_least=1), every=True, at_once=False
    ),
    "shown": Kind(check_shown, ("facts",), split=_each(lambda fact: fact.id, at_least=1), every=True, at_once=False),
    "cells": Kind(check_cells),
}
