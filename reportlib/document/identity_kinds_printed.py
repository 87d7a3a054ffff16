"""Identities of one figure with its own derivation and with every place that prints it; and where references lead."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from reportlib.document.compared import Check, Disagreement, Side, World
from reportlib.facts import derivation
from reportlib.facts.facts import Rows
from reportlib.model import walk
from reportlib.wording import own


def check_land(check: Check, world: World) -> Iterator[Disagreement]:
    """Every reference in the document leads to a section, table, chart or attachment that is there."""
    sections = world.document.sections
    there = {place for section in sections for place in (section.target, *(block.id for block in section.blocks))}
    for section, block in world.document.placed():
        for _, piece in walk.pieces(block):
            if piece.target and piece.target not in there:
                yield check.finding(
                    Side(f"「{section.title}」的參照", piece.text), Side(own("所指的位置"), own("不存在")), piece.target
                )


def check_derived(check: Check, world: World) -> Iterator[Disagreement]:
    """The derivation, computed again, gives the same value."""
    fact = check.first("facts")
    value = derivation.evaluate(fact.derivation, world.facts, world.tables)
    apart = derivation.rows_differ(fact, world.tables)
    if apart and value == fact.number:
        number = sum(map(len, apart.values()))
        rows = tuple(Rows(*key, tuple(numbers)) for key, numbers in sorted(apart.items(), key=itemgetter(0)))
        yield check.finding(Side.of(fact), Side(own("合於條件的列與所列的列"), f"差 {number} 列"), fact.name, rows)
    if value != fact.number:
        again = (
            Side(own("依出處重算"), fact.absence or own("無"))
            if value is None
            else Side.computed(own("依出處重算"), value, fact.derivation, fact)
        )
        yield check.finding(Side.of(fact), again, fact.name)


def check_shown(check: Check, world: World) -> Iterator[Disagreement]:
    """A fact is printed as its unit prints its value."""
    fact = check.first("facts")
    printed = derivation.printed(fact)
    if printed != fact.printed:
        yield check.finding(Side.of(fact), Side(own("數值依單位印出"), printed), fact.name)


def check_cells(check: Check, world: World) -> Iterator[Disagreement]:
    """Every place that carries a fact prints it."""
    for _, block in world.document.placed():
        for _, piece in walk.pieces(block):
            fact = world.facts.get(piece.fact)
            if fact and piece.text != fact.printed:
                place = block.number or block.kind
                yield check.finding(Side.of(fact), Side(f"{place}所印", piece.text), f"{place}/{fact.name}")
