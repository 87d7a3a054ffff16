"""How many changed figures are caught."""

import dataclasses
import random
from collections import ChainMap, defaultdict
from decimal import Decimal

from reportlib.document import compared, identities, reconcile
from reportlib.document.compared import World
from reportlib.document.declared import operands_of
from reportlib.facts.record import FactRecord
from reportlib.meeting.identity_rules import Identities
from reportlib.model import walk
from reportlib.model.document import Document
from tests.support.figures import (
    with_value,
)

OWN = {
    "derived",
    "shown",
    "cells",
}  # kinds that hold a figure against its own derivation and places, not against other figures

FIGURE_AGAINST_FIGURE = 0.48  # measured when it was set: 0.487 and 0.498


def changed(check: compared.Check, fact: FactRecord) -> compared.Check:
    """The check with one of its facts replaced, to ask what a change would do."""
    roles = {role: tuple(fact if one.id == fact.id else one for one in facts) for role, facts in check.roles.items()}
    return dataclasses.replace(check, roles=roles)


def in_place_of(world: World, fact: FactRecord) -> World:
    return dataclasses.replace(world, facts=ChainMap({fact.id: fact}, world.facts))


class Mutations:
    """What changing one fact of a document would make reconcile find, asking only the checks that speak of it."""

    def __init__(self, document: Document, book: Identities):
        self.world = World.of(document)
        self.checks: dict[str, list[compared.Check]] = defaultdict(list)
        self.before: dict[int, set[str]] = {}
        for check in identities.checks(book, document.facts):
            if check.identity.kind not in ("cells", "land"):
                spoken_of = {fact.id for facts in check.roles.values() for fact in facts}
                if check.identity.kind == "derived":
                    spoken_of |= set(operands_of(check.first("facts").derivation))
                for number in spoken_of:
                    self.checks[number].append(check)
                self.before[id(check)] = {finding.id for finding in reconcile.findings(check, self.world)}
        self.texts: dict[str, set[str]] = defaultdict(set)
        for placed in walk.places(document):
            for piece in placed.line.pieces:
                if piece.fact:
                    self.texts[piece.fact].add(piece.text)

    def caught(self, fact: FactRecord) -> set[str]:
        """By what: ``identity`` (other figures), ``derived``, ``shown`` or ``cells``."""
        world = in_place_of(self.world, fact)
        by = {"cells"} if self.texts[fact.id] - {fact.printed} else set()
        for check in self.checks[fact.id]:
            kind = check.identity.kind if check.identity.kind in OWN else "identity"
            if (
                kind not in by
                and {finding.id for finding in reconcile.findings(changed(check, fact), world)} - self.before[id(check)]
            ):
                by.add(kind)
        return by


def changed_at_random(fact: FactRecord, families: dict[str, list[FactRecord]], chance: random.Random) -> FactRecord:
    """One step up or down (1 of a count, 0.1 of points, the last digit of a share), or the value of a neighbour; 0 of what was not provided."""
    if fact.value is None:
        return with_value(fact, Decimal(0))
    value, shown = fact.known, fact.shown
    others = [other for other in families[family(fact)] if other.number not in (None, value)]
    if others and chance.random() < 0.3:
        return with_value(fact, chance.choice(others).known)
    step = Decimal(1).scaleb(-shown["digits"] - (2 if shown["percent"] else 0))
    return with_value(fact, value + step * (1 if value < step or chance.random() < 0.5 else -1))


def family(fact: FactRecord) -> str:
    head, _, tail = fact.name.rpartition("/")
    return f"{head}/{tail.partition('.')[2]}" if head else fact.name


def test_changing_any_single_figure_is_caught(built, book, record_property):
    """The mutation score: the share of figures whose change is found, by other figures alone and with everything that is checked."""
    chance, families = random.Random(1), defaultdict(list)
    for fact in built.facts:
        families[family(fact)].append(fact)
    mutations = Mutations(built, book)
    caught = {fact.id: mutations.caught(changed_at_random(fact, families, chance)) for fact in built.facts}
    every = len(caught)
    typed = [
        fact.id
        for fact in built.facts
        if fact.derivation.get("operator") == "declared" and not fact.derivation.get("rows")
    ]
    shares = {
        "by other figures alone": sum("identity" in by for by in caught.values()) / every,
        "with re-derivation": sum(bool(by & {"identity", "derived"}) for by in caught.values()) / every,
        "with the printed places, without re-derivation": sum(
            bool(by & {"identity", "cells"}) for by in caught.values()
        )
        / every,
        "by everything": sum(bool(by) for by in caught.values()) / every,
    }
    said = ", ".join(f"{share:.1%} {name}" for name, share in shares.items())
    only_own = sum("identity" not in caught[number] for number in typed)
    record_property(
        "score",
        f"mutation score {built.meeting.name}: {every} figures, {said}; {len(typed)} typed in, of which {only_own} are held against their own entry only",
    )
    # What a figure's own derivation cannot show: scores, ranks and single records have no counterpart.
    assert shares["by other figures alone"] >= FIGURE_AGAINST_FIGURE
    assert shares["by everything"] >= 0.95 and shares["with re-derivation"] >= 0.95
