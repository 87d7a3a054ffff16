"""The figures that people declare: as facts like any other, and those that no identity held against another."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from reportlib import messages
from reportlib.document.identities import checks
from reportlib.document.identity_kinds import KINDS
from reportlib.document.scales import differ_in_size
from reportlib.errors import Problem
from reportlib.facts.facts import Unit, decimal_places
from reportlib.facts.record import SHOWN, FactRecord, Tree, rows_read
from reportlib.meeting.identity_rules import Identities
from reportlib.meeting.meeting import DECLARED
from reportlib.meeting.param_choices import DeclaredFigure
from reportlib.model.document import FACT_ID, Document
from reportlib.roc import format_date
from reportlib.text import nearest

MOST_LIKE = 3  # candidates that are told
ALIKE, ALMOST_THE_SAME = 0.5, 0.8  # how like two labels must be; the same where the units are of another word (ours)


def declared_facts(declared: Mapping[str, DeclaredFigure], thousands: str = ",", after: int = 0) -> list[FactRecord]:
    """The declared figures that no section asks for, as facts of a document whose last fact has the number ``after``."""
    extra = [(key, figure) for key, figure in declared.items() if key not in DECLARED]
    return [_declared(key, figure, FACT_ID.format(after + at), thousands) for at, (key, figure) in enumerate(extra, 1)]


def _declared(key: str, figure: DeclaredFigure, number: str, thousands: str) -> FactRecord:
    percent = figure.unit == "%"
    unit = Unit(figure.unit, decimal_places(figure.value), figure.rounding, percent, thousands)
    value = figure.value / 100 if percent else figure.value
    tree = {"operator": "declared", "value": format(value, "f"), "source": figure.source}
    fact = fact_of(
        number,
        f"declared.{key}",
        figure.label or key,
        value,
        unit,
        tree,
        figure.as_of.isoformat() if figure.as_of else None,
        f"人工填報：{figure.source}",
    )
    return fact.with_(measure=figure.measure or "", where=figure.where or "")


def fact_of(
    number: str, name: str, label: str, value: Decimal, unit: Unit, tree: Tree, as_of: str | None, rule: str
) -> FactRecord:
    """A fact of a document whose value was not computed by a notebook."""
    return FactRecord(
        id=number,
        name=name,
        label=label,
        value=format(value, "f"),
        absence=None,
        unit=unit.label,
        shown={key: getattr(unit, key) for key in SHOWN},
        printed=unit.text(value),
        as_of=as_of,
        rule=rule,
        filter="",
        derivation=dict(tree),
        formula="",
        operands=tuple(dict.fromkeys(operands_of(tree))),
        rows=rows_read(tree),
    )


def operands_of(tree: Tree) -> Iterator[str]:
    """The ids of the facts in a derivation."""
    if "fact" in tree:
        yield tree["fact"]
    for part in tree.get("of", ()):
        yield from operands_of(part)


def idle_figures(declared: Sequence[FactRecord], document: Document, book: Identities, file: str) -> Iterator[Problem]:
    """(Q03) Each declared figure that no identity held against another: its measure is mistyped, is of another day, or is not in this packet."""
    made = checks(book, document.facts) if declared else []
    held = {
        fact.id
        for check in made
        if KINDS[check.identity.kind].at_once
        for facts in check.roles.values()
        for fact in facts
    }
    for figure in declared:
        if figure.id in held:
            continue
        days = [fact.as_of for fact in document.facts if fact.name == figure.measure]
        if days:
            there = "、".join(format_date(date.fromisoformat(day)) for day in dict.fromkeys(days) if day)
            todo = messages.declared_figure_of_other_day(day=there)
        else:
            found = list(dict.fromkeys((*_spelled_like(figure, document.facts), *like(figure, document.facts))))
            todo = messages.measure_may_be(candidates=found[:MOST_LIKE]) if found else messages.check_measure_name()
        problem = (
            messages.Q03_declared_held_against_nothing(label=figure.label, measure=figure.measure, todo=todo)
            if figure.measure
            else messages.Q03_declared_without_measure(label=figure.label, todo=todo)
        )
        yield problem.at(file=file, header=figure.name)


def _named(fact: FactRecord) -> str:
    return f"{fact.name}（{fact.label}）"


def _spelled_like(figure: FactRecord, facts: Sequence[FactRecord]) -> list[str]:
    near = nearest(figure.measure, {fact.name for fact in facts}) if figure.measure else None
    return [_named(fact) for fact in facts if fact.name == near][:1]


def like(figure: FactRecord, facts: Sequence[FactRecord]) -> list[str]:
    """The figures that a declared one may tell, by name and label: of its unit in any size (人次 and 萬人次), or of another with almost
    the same label; those first whose label is most like its own, and of the same day; at most :data:`MOST_LIKE`."""
    compared = difflib.SequenceMatcher(autojunk=False)
    compared.set_seq2(figure.label)
    close: dict[str, tuple[float, bool]] = {}
    for fact in facts:
        if fact.value is not None and not fact.name.startswith("declared."):
            is_of_unit = fact.unit == figure.unit or differ_in_size(fact, figure)
            compared.set_seq1(fact.label)
            if (ratio := compared.ratio()) >= (ALIKE if is_of_unit else ALMOST_THE_SAME):
                one = (-ratio, fact.as_of != figure.as_of)
                close[_named(fact)] = min(one, close.get(_named(fact), one))
    return sorted(close, key=lambda named: (*close[named], named))[:MOST_LIKE]
