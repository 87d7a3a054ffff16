"""Identities of one figure with its own derivation and with every place that prints it; and where references lead."""

from __future__ import annotations

from collections.abc import Iterator

from reportlib.document.compared import Check, Disagreement, Side, World, number, unit_of, value_of
from reportlib.document.model import printed_places
from reportlib.facts import derivation


def check_land(check: Check, world: World) -> Iterator[Disagreement]:
    """Every reference in the document leads to a section, table, chart or attachment that is there."""
    document = world.document
    there = {
        place
        for section in document.get("sections", ())
        for place in (section["target"], *(block["id"] for block in section["blocks"] if "id" in block))
    }
    for section, _, cell in printed_places(document):
        if "target" in cell and cell["target"] not in there:
            yield check.finding(
                Side(f"「{section['title']}」的參照", cell["text"]), Side("所指的位置", "不存在"), cell["target"]
            )


def check_derived(check: Check, world: World) -> Iterator[Disagreement]:
    """The derivation, computed again, gives the same value."""
    fact = check.first("facts")
    value = derivation.evaluate(fact["derivation"], world.facts, world.tables) if "derivation" in fact else number(fact)
    if value != number(fact):
        again = (
            Side("依出處重算", fact["absence"] or "無")
            if value is None
            else Side.computed("依出處重算", value, fact["derivation"], fact)
        )
        yield check.finding(Side.of(fact), again, fact["name"])


def check_shown(check: Check, world: World) -> Iterator[Disagreement]:
    """A fact is printed as its unit prints its value."""
    fact = check.first("facts")
    printed = fact["absence"] if fact["value"] is None else unit_of(fact).text(value_of(fact))
    if printed != fact["printed"]:
        yield check.finding(Side.of(fact), Side("數值依單位印出", printed), fact["name"])


def check_cells(check: Check, world: World) -> Iterator[Disagreement]:
    """Every place that carries a fact prints it."""
    for _, block, cell in printed_places(world.document):
        fact = world.facts.get(cell.get("fact", ""))
        if fact and cell["text"] != fact["printed"]:
            place = block.get("number") or block["kind"]
            yield check.finding(Side.of(fact), Side(f"{place}所印", cell["text"]), f"{place}/{fact['name']}")
