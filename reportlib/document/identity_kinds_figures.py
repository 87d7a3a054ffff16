"""Identities between figures: what is held against other figures of the document, by role."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportlib.document.compared import Check, Disagreement, Side, World, rows_apart, tree_of
from reportlib.document.scales import converted, differ_in_size, scale_of
from reportlib.facts.facts import ROUNDINGS
from reportlib.facts.record import FactRecord
from reportlib.roc import format_date
from reportlib.wording import own, said


def _values(facts: Sequence[FactRecord]) -> list[Decimal] | None:
    """The values of facts; None where one is absent."""
    return None if any(fact.value is None for fact in facts) else [fact.known for fact in facts]


def check_sum(check: Check, world: World) -> Iterator[Disagreement]:
    """``plus``, without ``minus``, make ``total``."""
    total, plus, minus = check.first("total"), check.roles["plus"], check.roles.get("minus", ())
    plus = tuple(fact for fact in plus if fact.id != total.id)
    values = _values((*plus, *minus, total))
    if not plus or values is None:
        return
    expected = sum(values[: len(plus)], Decimal(0)) - sum(values[len(plus) : -1], Decimal(0))
    if expected != values[-1]:
        tree = tree_of("+", *plus) if len(plus) > 1 else {"fact": plus[0].id}
        for fact in minus:
            tree = {"operator": "−", "of": [tree, {"fact": fact.id}]}
        label = (
            said("{first}等 {count} 項之和", first=plus[0].label, count=len(plus))
            if len(plus) > 2
            else "＋".join(fact.label for fact in plus)
        )
        label += "".join(f"－{fact.label}" for fact in minus)
        rows = rows_apart(world, [total], plus) if not minus else ()
        yield check.finding(Side.of(total), Side.computed(label, expected, tree, total), rows=rows)


def check_same(check: Check, world: World) -> Iterator[Disagreement]:
    """All have the value of the first."""
    given = [fact for fact in check.roles["facts"] if fact.value is not None]
    for fact in given[1:]:
        if not _agree(given[0], fact):
            rows = rows_apart(world, given[:1], [fact])
            yield check.finding(*_compared(given[0], fact), fact.name, rows)


def _compared(one: FactRecord, other: FactRecord) -> tuple[Side, Side]:
    """Both figures; each with its unit where a person told one in another, and of two sizes without a difference, which has none."""
    if one.unit == other.unit or not (one.is_typed or other.is_typed):
        return Side.of(one), Side.of(other)
    sides = _with_unit(one), _with_unit(other)
    return sides if not differ_in_size(one, other) else (dataclasses.replace(sides[0], value=None), sides[1])


def _with_unit(fact: FactRecord) -> Side:
    return dataclasses.replace(Side.of(fact), label=f"{fact.label}（單位：{fact.unit}）")


def check_unit(check: Check, world: World) -> Iterator[Disagreement]:
    """A figure that a person typed in is told in the unit of the figure that it tells."""
    given = [fact for fact in check.roles["facts"] if fact.value is not None]
    meant = next((fact for fact in given if not fact.measure), None)
    for fact in given if meant else ():
        if meant and fact.measure and fact.unit != meant.unit:
            yield check.finding(*_compared(meant, fact), fact.name)


def _agree(one: FactRecord, other: FactRecord) -> bool:
    """Whether two figures are one value: exactly, or where one is typed in rounded (95%, 0.3 萬), the other rounded so in its own way
    or in that one's."""
    if differ_in_size(one, other):
        coarse, fine = sorted((one, other), key=lambda fact: scale_of(fact.unit)[0], reverse=True)
        return coarse.known == coarse.unit_of.shown(converted(fine, coarse))
    return one.number == other.number or any(
        typed.measure
        and typed.known
        in (
            unit.shown(fact.known)
            for unit in (typed.unit_of, dataclasses.replace(fact.unit_of, digits=typed.shown["digits"]))
        )
        for typed, fact in ((one, other), (other, one))
    )


def check_dates(check: Check, world: World) -> Iterator[Disagreement]:
    """A measure that is printed for two days has one value on both, or somebody will take one for the other."""
    dated = sorted(
        (fact for fact in check.roles["facts"] if fact.as_of and fact.value is not None),
        key=lambda fact: fact.known_day,
    )
    if dated and dated[0].number != dated[-1].number and dated[0].as_of != dated[-1].as_of:
        one, other = (dataclasses.replace(Side.of(fact), label=_dated(fact)) for fact in (dated[0], dated[-1]))
        yield check.finding(one, other)


def _dated(fact: FactRecord) -> str:
    return f"{fact.label}（{format_date(fact.day)}）" if fact.day else fact.label


def check_order(check: Check, world: World) -> Iterator[Disagreement]:
    """Each is at most the next, of those of one day."""
    facts = [fact for fact in check.roles["ascending"] if fact.value is not None]
    for less, more in itertools.pairwise(facts):
        if less.as_of == more.as_of and less.known > more.known:
            yield check.finding(
                Side.of(less),
                Side.of(more),
                more.name if len(facts) > 2 else "",
                rows_apart(world, [less], [more]),
            )


def check_share(check: Check, world: World) -> Iterator[Disagreement]:
    """``share`` is ``part`` over ``whole`` under the rounding that the share declares."""
    share, part, whole = (check.first(role) for role in ("share", "part", "whole"))
    values = _values((part, whole))
    if values is None or share.value is None and not values[1]:
        return
    if not values[1]:
        yield check.finding(Side.of(share), Side(own("分母為零"), own("不適用")))
        return
    expected = values[0] / values[1]
    if share.unit_of.text(expected) != share.printed:
        label = "÷".join(_dated(fact) if part.label == whole.label else fact.label for fact in (part, whole))
        yield check.finding(
            Side.of(share), Side.computed(label, expected, tree_of("÷", part, whole), share, finer=True)
        )


def check_rounded(check: Check, world: World) -> Iterator[Disagreement]:
    """``rounded`` is ``exact`` rounded to its own digits."""
    result, exact = check.first("rounded"), check.first("exact")
    values = _values((exact, result))
    if values is None:
        return
    expected = values[0].quantize(
        Decimal(1).scaleb(-result.shown["digits"]), rounding=ROUNDINGS[check.identity.rounding]
    )
    if expected != values[1]:
        tree = tree_of(check.identity.rounding, exact) | {"digits": result.shown["digits"]}
        yield check.finding(
            Side.of(result), Side.computed(f"{exact.label}{check.identity.rounding}", expected, tree, result)
        )


def check_number(check: Check, world: World) -> Iterator[Disagreement]:
    """``total`` says how many of the ``parts`` of its day are more than zero."""
    total = check.first("total")
    having = [fact for fact in check.roles["parts"] if fact.number and fact.as_of == total.as_of]
    if total.value is not None and total.number != len(having):
        yield check.finding(
            Side.of(total), Side.computed(own("大於零的項數"), Decimal(len(having)), tree_of("count", *having), total)
        )
