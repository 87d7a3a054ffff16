"""Do the figures agree? Identities declared as data (``params/rules/identities.yaml``), checked before anything is rendered.

Which facts an identity speaks of: :mod:`reportlib.document.identities`; what each kind asks: :mod:`reportlib.document.identity_kinds`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reportlib.document.accepted import idle_reasons, with_reasons
from reportlib.document.compared import Check, Disagreement, World
from reportlib.document.declared import declared_facts, idle_figures
from reportlib.document.findings_section import TITLE, section_of
from reportlib.document.identities import checks, read
from reportlib.document.identity_kinds import KINDS
from reportlib.document.numbering import append
from reportlib.errors import Problem
from reportlib.meeting.identity_rules import Identities
from reportlib.meeting.params import Params


def findings(check: Check, world: World) -> list[Disagreement]:
    return list(KINDS[check.identity.kind].check(check, world))


def reconcile(document: Mapping, book: Identities) -> tuple[list[Disagreement], int]:
    """What does not agree, each pair of figures once, and how many checks were made."""
    world = World.of(document)
    made = checks(book, document["facts"])
    found: dict[object, Disagreement] = {}
    for check in made:
        for finding in findings(check, world):
            pair = frozenset((finding.one.fact, finding.other.fact))
            found.setdefault(pair if "" not in pair else finding.id, finding)
    return list(found.values()), len(made)


@dataclass(frozen=True)
class Report:
    """What the reconciliation adds to a document: the section 「數字核對」, and the figures in it that no other section has; and the
    acceptances and declared figures that fit nothing (``idle``)."""

    found: tuple[Disagreement, ...]
    section: dict
    facts: tuple[dict, ...]
    idle: tuple[Problem, ...] = ()

    def into(self, document: dict, masked: Callable[[Any], Any] = lambda value: value) -> None:
        """Append the section, each of its texts ``masked`` (for the public edition)."""
        document["facts"] += masked(copy.deepcopy(list(self.facts)))
        append(document, masked(copy.deepcopy(self.section)))

    def items(self) -> list[dict]:
        """The findings for the secretariat's review: ``{"id", "place", "what", "todo"}``."""
        return [
            {
                "id": finding.id,
                "place": f"「{TITLE}」",
                "what": finding.text(),
                "todo": f"已接受：{finding.reason}" if finding.reason else "請確認。",
            }
            for finding in self.found
        ]


def report(document: dict, params: Params) -> Report | None:
    """Check the figures of a document; RunError as :func:`with_reasons`. None where the parameters name no identities."""
    path = params.rulebooks.identities
    if path is None:
        return None
    book = read(path)
    declared = declared_facts(params.declared, params.numbers.thousands, len(document["facts"]))
    whole = {**document, "facts": [*document["facts"], *declared]}
    found, made = reconcile(whole, book)
    settled = with_reasons(found, params.accepted, params.path.name)
    file = params.path.name
    idle = (
        ()
        if document["meeting"]["part"]
        else (*idle_reasons(settled, params.accepted, file), *idle_figures(declared, whole, book, file))
    )
    section = section_of(whole, book, settled, made, declared, params.numbers.thousands)
    return Report(tuple(settled), section, tuple(whole["facts"][len(document["facts"]) :]), idle)
