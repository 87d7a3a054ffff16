"""The figures that people declare: as facts like any other, and those that no identity held against another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from reportlib.document.identities import checks
from reportlib.document.identity_kinds import KINDS
from reportlib.document.model import FACT_ID
from reportlib.errors import Problem, quoted
from reportlib.facts.facts import Unit
from reportlib.language import say
from reportlib.meeting.identity_rules import Identities
from reportlib.meeting.meeting import DECLARED
from reportlib.meeting.param_choices import DeclaredFigure
from reportlib.roc import format_date
from reportlib.text import nearest


def declared_facts(declared: Mapping[str, DeclaredFigure], thousands: str = ",", after: int = 0) -> list[dict]:
    """The declared figures that no section asks for, as facts of a document whose last fact has the number ``after``."""
    extra = [(key, figure) for key, figure in declared.items() if key not in DECLARED]
    return [_declared(key, figure, FACT_ID.format(after + at), thousands) for at, (key, figure) in enumerate(extra, 1)]


def _declared(key: str, figure: DeclaredFigure, number: str, thousands: str) -> dict:
    percent = figure.unit == "%"
    exponent = figure.value.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    unit = Unit(figure.unit, digits, figure.rounding, percent, thousands)
    value = figure.value / 100 if percent else figure.value
    tree = {"operator": "declared", "value": format(value, "f"), "source": figure.source}
    fact = fact_of(
        number,
        f"declared.{key}",
        figure.label or key,
        value,
        unit,
        tree,
        figure.as_of.isoformat(),
        f"人工填報：{figure.source}",
    )
    return fact | {"measure": figure.measure or "", "where": figure.where or ""}


def fact_of(
    number: str, name: str, label: str, value: Decimal, unit: Unit, tree: Mapping, as_of: str | None, rule: str
) -> dict:
    """A fact as ``Fact.as_dict`` and ``document`` have it, of a value that was not computed by a notebook."""
    shown = {key: getattr(unit, key) for key in ("digits", "rounding", "percent", "thousands", "trim")}
    return {
        "id": number,
        "name": name,
        "label": label,
        "value": format(value, "f"),
        "absence": None,
        "unit": unit.label,
        "shown": shown,
        "printed": unit.text(value),
        "as_of": as_of,
        "rule": rule,
        "filter": "",
        "derivation": dict(tree),
        "formula": "",
        "operands": list(dict.fromkeys(operands_of(tree))),
        "rows": list(tree.get("rows", ())),
    }


def operands_of(tree: Mapping) -> Iterator[str]:
    """The ids of the facts in a derivation."""
    if "fact" in tree:
        yield tree["fact"]
    for part in tree.get("of", ()):
        yield from operands_of(part)


def idle_figures(declared: Sequence[Mapping], document: Mapping, book: Identities, file: str) -> Iterator[Problem]:
    """(Q03) Each declared figure that no identity held against another: its measure is mistyped, is of another day, or is not in this packet."""
    made = checks(book, document["facts"]) if declared else []
    held = {
        fact["id"]
        for check in made
        if KINDS[check.identity.kind].at_once
        for facts in check.roles.values()
        for fact in facts
    }
    for figure in declared:
        if figure["id"] in held:
            continue
        days = [fact["as_of"] for fact in document["facts"] if fact["name"] == figure["measure"]]
        near = nearest(figure["measure"], {fact["name"] for fact in document["facts"]})
        if days:
            there = "、".join(format_date(date.fromisoformat(day)) for day in dict.fromkeys(days))
            todo = say(f"這個數字的統計日是 {there}。", f"That figure is of {there}.")
        else:
            todo = (
                say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?")
                if near
                else say("請確認 measure；packet explain 列出名稱。", "Check measure: packet explain tells names.")
            )
        yield Problem(
            "Q03",
            say(
                f"declared 的{quoted(figure['label'])}沒有可以核對的數字：{quoted(figure['measure'])}。",
                f"declared {quoted(figure['label'])} was held against nothing: {quoted(figure['measure'])}.",
            ),
            todo,
            file=file,
            header=figure["name"],
        )
