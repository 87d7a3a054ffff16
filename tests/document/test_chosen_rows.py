"""Which rows a figure is about is found again: other rows, or another condition, are caught for every figure of both meetings."""

import random

import pytest

from reportlib.document import identities, reconcile
from reportlib.document.compared import World
from reportlib.facts.conditions import of_json
from reportlib.facts.facts import Rows
from reportlib.facts.record import RowSpan
from reportlib.facts.rowsets import RowSet

# What no row of an input is behind: typed in, listed by name, of the clock, a number of a rule, not provided.
WITHOUT = {"declared", "listed", "minutes", "constant", "absence"}


def leaves(tree):
    """The parts of a derivation that read rows, and those that nothing is behind."""
    if "where" in tree or "rows" in tree and ("columns" in tree or tree["operator"] != "declared"):
        yield tree
    for part in tree.get("of", ()):
        if "fact" not in part:
            yield from leaves(part)


def changed(tree, leaf, **values):
    """The derivation with other values in one of its leaves."""
    if tree is leaf:
        return {**tree, **values}
    return {**tree, "of": [changed(part, leaf, **values) for part in tree["of"]]} if "of" in tree else tree


class Again:
    """The re-evaluation of one figure after another, changed, of one document."""

    def __init__(self, document, book):
        self.world = World.of(document)
        self.checks = {
            check.first("facts").id: check
            for check in identities.checks(book, document.facts)
            if check.identity.kind == "derived"
        }
        self.tables = {table.input: table for table in document.tables}
        self.chance = random.Random(1)

    def is_caught(self, fact, **changes):
        check = self.checks[fact.id]
        changed = type(check)(check.identity, check.key, {"facts": (fact.with_(**changes),)})
        return any(reconcile.findings(changed, self.world))

    def other_rows(self, leaf):
        """As many other rows of the same file, of all rows one less; of none, one."""
        table = self.tables[leaf["in"]]
        own = {number for span in leaf["rows"] for number in RowSet.of_ranges(span["rows"])}
        others = [number for number, _ in table.rows if number not in own]
        number = min(max(len(own), 1), len(others))
        chosen = self.chance.sample(others, number) if others else sorted(own)[1:]
        ranges = Rows(table.file, table.sheet, tuple(chosen)).ranges()
        return [{"file": table.file, "sheet": table.sheet, "rows": ranges}] if chosen else []

    def other_condition(self, leaf, known):
        """A condition on the same input that another figure has and that chooses other rows."""
        own = self.world.tables.chosen(leaf)
        others = [one for one in known[leaf["in"]] if self.world.tables.chosen(one) != own]
        others += [{**leaf, "where": (~of_json(leaf["where"])).as_json()}]
        return self.chance.choice(others)["where"]


@pytest.fixture(scope="module")
def again(built, book):
    return Again(built, book)


def test_every_figure_that_reads_rows_has_the_condition_by_which_they_were_chosen(built, record_property):
    read = [(fact, leaf) for fact in built.facts for leaf in leaves(fact.derivation)]
    assert [fact.name for fact, leaf in read if "where" not in leaf] == []
    simple = [fact for fact in built.facts if "of" not in fact.derivation]
    without = [fact for fact in simple if "where" not in fact.derivation]
    kinds = {fact.derivation.get("operator") or next(iter(fact.derivation)) for fact in without}
    assert kinds <= WITHOUT
    share = 1 - len(without) / len(simple)
    record_property("score", f"figures of {built.meeting.name} with a condition: {share:.1%}")
    assert len(read) > 800 and share >= 0.85


def test_other_rows_of_the_same_file_are_caught_for_every_figure(built, again):
    missed = [
        fact.name
        for fact in built.facts
        for leaf in leaves(fact.derivation)
        if not again.is_caught(fact, derivation=changed(fact.derivation, leaf, rows=(rows := again.other_rows(leaf))))
        or "of" not in fact.derivation
        and not again.is_caught(fact, rows=tuple(map(RowSpan.of, rows)))
    ]
    assert missed == []


def test_another_condition_is_caught_for_every_figure(built, again):
    known = {}
    for fact in built.facts:
        for leaf in leaves(fact.derivation):
            known.setdefault(leaf["in"], {})[str(leaf["where"])] = leaf
    known = {table: list(found.values()) for table, found in known.items()}
    missed = [
        fact.name
        for fact in built.facts
        for leaf in leaves(fact.derivation)
        if not again.is_caught(
            fact, derivation=changed(fact.derivation, leaf, where=again.other_condition(leaf, known))
        )
    ]
    assert missed == []


def test_of_a_place_every_candidate_is_looked_at(built, again):
    """A dataset that is viewed more, and that nobody had among the first three, moves them."""
    fact = next(fact for fact in built.facts if fact.name == "inventory.top.views/1.rank")
    one, *_ = leaves(fact.derivation)
    assert sum(len(rows) for rows in again.world.tables.chosen(one).values()) > 1000
    (use,) = fact.operands
    lower = again.world.facts[use].with_(value="1")
    facts = {**again.world.facts, use: lower}
    world = World(facts, again.world.tables, built)
    assert list(reconcile.findings(again.checks[fact.id], world))


def test_of_a_place_among_figures_none_is_left_out(built, again):
    """A unit with fewer points moves nobody's place: it is missed all the same."""
    ranks = [fact for fact in built.facts if "family" in fact.derivation]
    assert len(ranks) >= 32
    for fact in ranks:
        own, *others = fact.derivation["of"]
        fewer = [
            other for other in others if again.world.facts[other["fact"]].known <= again.world.facts[own["fact"]].known
        ]
        assert again.is_caught(
            fact, derivation={**fact.derivation, "of": [own, *(o for o in others if o != fewer[-1])]}
        )
