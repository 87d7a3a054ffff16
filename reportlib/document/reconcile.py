"""Do the figures agree? Identities declared as data (``params/rules/identities.yaml``), checked before anything is rendered.

Which facts an identity speaks of: :mod:`reportlib.document.identities`; what each kind asks: :mod:`reportlib.document.identity_kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlib.document.accepted import between_figures, idle_reasons, to_be_asked, with_reasons
from reportlib.document.compared import Check, Disagreement, World
from reportlib.document.declared import declared_facts, idle_figures
from reportlib.document.findings_section import TITLE, section_of
from reportlib.document.identities import checks, read
from reportlib.document.identity_kinds import KINDS
from reportlib.document.numbering import append
from reportlib.document.own_body import resolved
from reportlib.errors import Problem
from reportlib.facts.record import FactRecord
from reportlib.meeting.identity_rules import Identities
from reportlib.meeting.params import Params
from reportlib.model.document import Document, PacketSection


def findings(check: Check, world: World) -> list[Disagreement]:
    return list(KINDS[check.identity.kind].check(check, world))


def reconcile(document: Document, book: Identities) -> tuple[list[Disagreement], int]:
    """What does not agree, each pair of figures once, and how many checks were made."""
    world = World.of(document)
    made = checks(book, document.facts)
    found: dict[object, Disagreement] = {}
    for check in made:
        for finding in findings(check, world):
            pair = frozenset((finding.one.fact, finding.other.fact))
            found.setdefault(pair if "" not in pair else finding.id, finding)
    return list(found.values()), len(made)


@dataclass(frozen=True)
class Report:
    """What the reconciliation adds to a document: the section 「數字核對」, and the figures in it that no other section has; and what
    is to be told beside it (``told``): what two inputs say differently, acceptances and declared figures that fit nothing."""

    found: tuple[Disagreement, ...]
    section: PacketSection
    facts: tuple[FactRecord, ...]
    told: tuple[Problem, ...] = ()

    def between_figures(self) -> list[Problem]:
        """The warnings that nobody accepted and that are not in ``told``: of two figures, none of which a person typed."""
        return list(between_figures(self.found))

    def into(self, document: Document) -> Document:
        """The document with the section, and with the figures in it."""
        return append(document.with_more_facts(self.facts), self.section)

    def items(self) -> list[dict]:
        """The findings for the secretariat's review: ``{"id", "place", "what", "todo", "about"}``, about the figure that is wrong."""
        return [
            {
                "id": finding.id,
                "place": finding.one.place or finding.other.place or f"「{TITLE}」",
                "what": finding.text(),
                "todo": f"已接受：{finding.reason}" if finding.reason else "請確認。",
                "about": finding.one.fact or finding.other.fact,
            }
            for finding in self.found
        ]


def report(document: Document, params: Params) -> Report | None:
    """Check the figures of a document; RunError as :func:`with_reasons`. None where the parameters name no identities."""
    path = params.rulebooks.identities
    if path is None:
        return None
    book, thousands, file = read(path), params.numbers.thousands, params.path.name
    book = resolved(book, document.facts, params.meeting.own_among)
    declared = declared_facts(params.declared, thousands, len(document.facts))
    whole = document.with_more_facts(declared)
    found, made = reconcile(whole, book)
    settled = with_reasons(found, params.accepted, file)
    idle = (
        ()
        if document.meeting.part
        else (*idle_reasons(settled, params.accepted, file), *idle_figures(declared, whole, book, file))
    )
    section, added = section_of(whole, book, settled, made, declared, thousands)
    return Report(tuple(settled), section, (*declared, *added), (*to_be_asked(settled), *idle))
