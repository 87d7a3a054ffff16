"""Do the figures agree? Identities declared as data (``params/rules/identities.yaml``), checked before anything is rendered.

An identity names a kind and, for each of the kind's roles, the facts by patterns of their names:

- ``inventory.category/*``: ``*`` is any text without ``/``, ``**`` any text;
- ``quality.gold/{day}``: what stands for ``{day}`` is the same in every pattern of the identity, which is checked once for each;
- a name that is another fact's name with a measure behind it (``inventory.category/公共資訊.share``) is no part of ``inventory.category/*``.

Where a role that a kind needs has no fact, there is nothing to check; of a sum every pattern must have one, but for those
that end in ``?``. To add a kind: one function here, under :data:`KINDS`.
"""

from __future__ import annotations

import copy
import dataclasses
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlib.document.compared import Check, Disagreement, Side, World, number, rows_text, unit_of
from reportlib.document.identities import checks, read
from reportlib.document.kinds import KINDS
from reportlib.document.model import FACT_ID
from reportlib.document.numbering import append
from reportlib.errors import Problem, RunError, quoted
from reportlib.facts.facts import Unit
from reportlib.language import say
from reportlib.meeting.identity_rules import Identities
from reportlib.meeting.meeting import DECLARED
from reportlib.meeting.param_choices import Accepted, DeclaredFigure
from reportlib.meeting.params import APPENDIX, Params
from reportlib.roc import format_date
from reportlib.text import nearest

SECTION, TITLE = "99-reconciliation", "數字核對"


# -- reconciled ----------------------------------------------------------------------------------------------------------------


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


def changed(check: Check, fact: Mapping) -> Check:
    """The check with one of its facts replaced, to ask what a change would do."""
    roles = {
        role: tuple(fact if one["id"] == fact["id"] else one for one in facts) for role, facts in check.roles.items()
    }
    return dataclasses.replace(check, roles=roles)


def in_place_of(world: World, fact: Mapping) -> World:
    return dataclasses.replace(world, facts=ChainMap({fact["id"]: fact}, world.facts))


def with_reasons(found: Iterable[Disagreement], accepted: Sequence[Accepted], file: str) -> list[Disagreement]:
    """The findings, each with the reason with which the parameters accept it; RunError (Q01) with every error that they
    do not accept, and (Q02) what they accept instead, which may be mistyped."""
    reasons = {one.id: one.reason for one in accepted}
    settled = [dataclasses.replace(finding, reason=reasons.get(finding.id, "")) for finding in found]
    if stopping := [finding for finding in settled if finding.severity == "error" and not finding.reason]:
        raise RunError(*(_problem(finding, file) for finding in stopping), *idle_reasons(settled, accepted, file))
    return settled


def idle_reasons(found: Iterable[Disagreement], accepted: Sequence[Accepted], file: str) -> Iterator[Problem]:
    """(Q02) Each acceptance that fits no finding: the figures agree now, or are not in this packet, or its id is mistyped."""
    known = {finding.id for finding in found}
    for one in accepted:
        if one.id not in known:
            near = nearest(one.id, known)
            yield Problem(
                "Q02",
                say(
                    f"accepted 的{quoted(one.id)}沒有對應的不一致。",
                    f"accepted {quoted(one.id)} fits nothing that disagrees.",
                ),
                say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?")
                if near
                else say(
                    "數字已經一致，或不在這份會議資料中；不需要時請刪去。",
                    "The figures agree now, or are not in this packet: delete it if it is not needed.",
                ),
                file=file,
                header="accepted",
            )


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


def _problem(finding: Disagreement, file: str) -> Problem:
    sides = (
        f"{quoted(side.named())}{f' [{side.fact}]' if side.fact else ''} is {side.printed}"
        for side in (finding.one, finding.other)
    )
    en = f"{', but '.join(sides)}{_apart_text(finding, ', a difference of ')}."
    typed = "、".join(side.origin for side in (finding.one, finding.other) if side.origin)
    todo = say(
        f"請更正其中一個{f'（人工填報者在 {typed}）' if typed else ''}；確知原因時，在參數檔 accepted 加上 {{id: {finding.id}, reason: …}}。",
        f"Correct one of them{f' (typed in: {typed})' if typed else ''}, or, where you know why, add {{id: {finding.id}, reason: …}} to accepted in {file}.",
    )
    return Problem("Q01", say(_what(finding), en), todo, header=finding.id)


def _what(finding: Disagreement) -> str:
    """Both figures, by how much they differ, what should hold, and the rows that explain it."""
    what = f"{finding.one.text()}，{finding.other.text()}{_apart_text(finding, '，相差 ')}。{finding.says}"
    return what + (f"差在{rows_text(finding.rows)}。" if finding.rows else "")


def _apart_text(finding: Disagreement, words: str) -> str:
    return "" if finding.difference is None else words + finding.unit.text(abs(finding.difference))


# -- figures that people type in -------------------------------------------------------------------------------------------------


def declared_facts(declared: Mapping[str, DeclaredFigure], thousands: str = ",", after: int = 0) -> list[dict]:
    """The declared figures that no section asks for, as facts of a document whose last fact has the number ``after``."""
    extra = [(key, figure) for key, figure in declared.items() if key not in DECLARED]
    return [_declared(key, figure, FACT_ID.format(after + at), thousands) for at, (key, figure) in enumerate(extra, 1)]


def _declared(key: str, figure: DeclaredFigure, number: str, thousands: str) -> dict:
    percent = figure.unit == "%"
    unit = Unit(figure.unit, max(0, -figure.value.as_tuple().exponent), figure.rounding, percent, thousands)
    value = figure.value / 100 if percent else figure.value
    tree = {"operator": "declared", "value": format(value, "f"), "source": figure.source}
    fact = _fact(
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


def _fact(
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
        "operands": list(dict.fromkeys(_operands(tree))),
        "rows": list(tree.get("rows", ())),
    }


def _operands(tree: Mapping) -> Iterator[str]:
    """The ids of the facts in a derivation."""
    if "fact" in tree:
        yield tree["fact"]
    for part in tree.get("of", ()):
        yield from _operands(part)


# -- the page of findings ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Report:
    """What the reconciliation adds to a document: the section 「數字核對」, and the figures in it that no other section has; and the
    acceptances and declared figures that fit nothing (``idle``)."""

    found: tuple[Disagreement, ...]
    section: dict
    facts: tuple[dict, ...]
    idle: tuple[Problem, ...] = ()

    def into(self, document: dict, masked: Callable[[object], object] = lambda value: value) -> None:
        """Append the section, each of its texts ``masked`` (for the public edition)."""
        document["facts"] += masked(copy.deepcopy(list(self.facts)))
        append(document, masked(copy.deepcopy(self.section)))

    def items(self) -> list[dict]:
        """The findings for the secretariat's review: ``{"id", "place", "what", "todo"}``."""
        return [
            {
                "id": finding.id,
                "place": "「數字核對」",
                "what": _what(finding),
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
    section = _section(whole, book, settled, made, declared, params.numbers.thousands)
    return Report(tuple(settled), section, tuple(whole["facts"][len(document["facts"]) :]), idle)


def _section(
    document: Mapping, book: Identities, found: list[Disagreement], made: int, declared: list[dict], thousands: str
) -> dict:
    """The section as ``document.append`` takes it; the figures in it are added to the facts."""

    def new(name: str, label: str, value: Decimal, unit: Unit, tree: Mapping, as_of: str | None = None) -> dict:
        fact = _fact(
            FACT_ID.format(len(document["facts"]) + 1), f"reconcile.{name}", label, value, unit, tree, as_of, book.title
        )
        document["facts"].append(fact)
        return fact

    def counted(name: str, label: str, value: int, word: str) -> dict:
        return _cell(
            new(
                name,
                label,
                Decimal(value),
                Unit(word, thousands=thousands),
                {"operator": "declared", "value": str(value), "source": f"核對時計數：{book.source}"},
            )
        )

    def figure(side: Side, finding: Disagreement) -> Mapping:
        if side.fact or side.value is None:
            return by_id.get(side.fact, {})
        return new(f"expected/{finding.id}", side.label, side.value, side.unit, side.tree, side.as_of)

    by_id = {fact["id"]: fact for fact in document["facts"]}
    rows = []
    for finding in found:
        cells = []
        facts = [figure(side, finding) for side in (finding.one, finding.other)]
        for side, fact in zip((finding.one, finding.other), facts, strict=True):
            cells += [{"text": side.named()}, _cell(fact) if fact else {"text": side.printed}]
        difference: dict = {"text": "—"}
        if all(facts):
            tree = {"operator": "−", "of": [{"fact": fact["id"]} for fact in facts]}
            difference = _cell(
                new(
                    f"difference/{finding.id}",
                    f"{finding.one.label}與{finding.other.label}之差",
                    finding.difference,
                    finding.unit,
                    tree,
                )
            )
        why = "".join(
            (
                finding.says,
                f"差在{rows_text(finding.rows)}。" if finding.rows else "",
                f"接受的理由：{finding.reason}" if finding.reason else "",
            )
        )
        rows.append({"style": "body", "cells": [*cells, difference, {"text": why}, {"text": finding.id}]})
    runs = [
        {"text": f"{book.title}共 "},
        counted("identities", "核對所依的恆等式", len(book.identities), "條"),
        {"text": " 條，本份會議資料的數字據以核對 "},
        counted("checks", "核對次數", made, "次"),
        {"text": " 次，"},
    ]
    if found:
        runs += [
            {"text": "不一致而須說明者 "},
            counted("findings", "不一致而須說明者", len(found), "項") | {"strong": True},
            {"text": " 項。"},
        ]
    else:
        runs += [{"text": "沒有不一致者。"}]
    blocks: list[dict] = [{"kind": "prose", "only": "document", "runs": runs}]
    if found:
        columns = ("數字及所在", "數值#", "相較的數字及所在", "數值#", "差#", "說明", "代號")
        blocks.append(_table("不一致的數字", columns, (5, 3, 5, 3, 2, 8, 4), rows, "代號為參數檔 accepted 的 id"))
    if declared:
        listed = [
            {
                "style": "body",
                "cells": [
                    {"text": fact["label"]},
                    _cell(fact),
                    *(
                        {"text": text}
                        for text in (
                            fact["unit"],
                            format_date(date.fromisoformat(fact["as_of"])),
                            fact["derivation"]["source"],
                            fact["where"] or "—",
                        )
                    ),
                ],
            }
            for fact in declared
        ]
        blocks.append(
            _table(
                "人工填報而供核對的數字",
                ("指標", "數值#", "單位", "統計日", "來源", "所載位置"),
                (5, 3, 2, 3, 8, 5),
                listed,
                "沒有紀錄可算，由人填報",
            )
        )
    return {
        "id": SECTION,
        "title": TITLE,
        "agenda_item": APPENDIX,
        "as_of_text": document["meeting"]["as_of_text"],
        "blocks": blocks,
    }


def _cell(fact: Mapping) -> dict:
    cell = {"text": fact["printed"], "fact": fact["id"]}
    if fact["value"] is None:
        return cell
    return (
        cell
        | {"value": format(unit_of(fact).shown(number(fact)), "f")}
        | ({"percent": True} if fact["shown"]["percent"] else {})
    )


def _table(caption: str, columns: Sequence[str], weights: Sequence[int], rows: list[dict], note: str) -> dict:
    """A table; a column whose label ends in # is numeric."""
    return {
        "kind": "table",
        "caption": caption,
        "unit": "",
        "note": note,
        "layout": "rows",
        "sortable": False,
        "row_headers": True,
        "only": "document",
        "columns": [{"label": label.rstrip("#"), "numeric": label.endswith("#")} for label in columns],
        "weights": list(weights),
        "rows": rows,
    }
