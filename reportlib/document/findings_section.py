"""The section 「數字核對」: how much was checked, what does not agree, and the figures that people declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from reportlib.document.compared import Disagreement, Side, unit_of, value_of
from reportlib.document.declared import fact_of
from reportlib.document.model import FACT_ID
from reportlib.facts.facts import Unit
from reportlib.meeting.identity_rules import Identities
from reportlib.meeting.params import APPENDIX
from reportlib.roc import format_date

SECTION, TITLE = "99-reconciliation", "數字核對"
# Label and weight of each column of both tables; one whose label ends in # is numeric.
FINDING_COLUMNS = (
    ("數字及所在", 5),
    ("數值#", 3),
    ("相較的數字及所在", 5),
    ("數值#", 3),
    ("差#", 2),
    ("說明", 8),
    ("代號", 4),
)
DECLARED_COLUMNS = (("指標", 5), ("數值#", 3), ("單位", 2), ("統計日", 3), ("來源", 8), ("所載位置", 5))


class _NewFacts:
    """The figures that only this section has, each added to the facts of the document as it is made."""

    def __init__(self, document: Mapping, book: Identities, thousands: str):
        self._facts: list[dict] = document["facts"]
        self._by_id = {fact["id"]: fact for fact in self._facts}
        self._book, self._thousands = book, thousands

    def made(self, name: str, label: str, value: Decimal, unit: Unit, tree: Mapping, as_of: str | None = None) -> dict:
        number = FACT_ID.format(len(self._facts) + 1)
        fact = fact_of(number, f"reconcile.{name}", label, value, unit, tree, as_of, self._book.title)
        self._facts.append(fact)
        return fact

    def counted(self, name: str, label: str, value: int, word: str) -> dict:
        """The cell of a number that was counted while checking."""
        tree = {"operator": "declared", "value": str(value), "source": f"核對時計數：{self._book.source}"}
        return _cell(self.made(name, label, Decimal(value), Unit(word, thousands=self._thousands), tree))

    def of_side(self, side: Side, finding: Disagreement) -> Mapping:
        """The fact that a side is, or one made of the value computed for it; an empty one for a side that is a text."""
        if side.fact or side.value is None or side.unit is None:
            return self._by_id.get(side.fact, {})
        return self.made(f"expected/{finding.id}", side.label, side.value, side.unit, side.tree, side.as_of)


def section_of(
    document: Mapping,
    book: Identities,
    found: Sequence[Disagreement],
    made: int,
    declared: Sequence[dict],
    thousands: str,
) -> dict:
    """The section as ``numbering.append`` takes it, after ``made`` checks; the figures in it are added to the document's facts."""
    facts = _NewFacts(document, book, thousands)
    rows = [_finding_row(finding, facts) for finding in found]
    blocks: list[dict] = [{"kind": "prose", "only": "document", "runs": _summary(book, len(found), made, facts)}]
    if found:
        blocks.append(_table("不一致的數字", FINDING_COLUMNS, rows, "代號為參數檔 accepted 的 id"))
    if declared:
        listed = [_declared_row(fact) for fact in declared]
        blocks.append(_table("人工填報而供核對的數字", DECLARED_COLUMNS, listed, "沒有紀錄可算，由人填報"))
    return {
        "id": SECTION,
        "title": TITLE,
        "agenda_item": APPENDIX,
        "as_of_text": document["meeting"]["as_of_text"],
        "blocks": blocks,
    }


def _finding_row(finding: Disagreement, facts: _NewFacts) -> dict:
    """Both figures with their places, by how much they differ, why, and the id by which the parameters accept it."""
    sides = (finding.one, finding.other)
    shown = [facts.of_side(side, finding) for side in sides]
    cells: list[dict] = []
    for side, fact in zip(sides, shown, strict=True):
        cells += [{"text": side.named()}, _cell(fact) if fact else {"text": side.printed}]
    difference: dict = {"text": "—"}
    if all(shown) and finding.difference is not None:
        label = f"{finding.one.label}與{finding.other.label}之差"
        tree = {"operator": "−", "of": [{"fact": fact["id"]} for fact in shown]}
        difference = _cell(facts.made(f"difference/{finding.id}", label, finding.difference, finding.unit, tree))
    reason = f"接受的理由：{finding.reason}" if finding.reason else ""
    why = f"{finding.says}{finding.rows_note()}{reason}"
    return {"style": "body", "cells": [*cells, difference, {"text": why}, {"text": finding.id}]}


def _summary(book: Identities, found: int, made: int, facts: _NewFacts) -> list[dict]:
    """By how many identities, how many checks, and how much does not agree, in one sentence."""
    runs = [
        {"text": f"{book.title}共 "},
        facts.counted("identities", "核對所依的恆等式", len(book.identities), "條"),
        {"text": " 條，本份會議資料的數字據以核對 "},
        facts.counted("checks", "核對次數", made, "次"),
        {"text": " 次，"},
    ]
    if not found:
        return [*runs, {"text": "沒有不一致者。"}]
    return [
        *runs,
        {"text": "不一致而須說明者 "},
        facts.counted("findings", "不一致而須說明者", found, "項") | {"strong": True},
        {"text": " 項。"},
    ]


def _declared_row(fact: Mapping) -> dict:
    day = format_date(date.fromisoformat(fact["as_of"]))
    texts = (fact["unit"], day, fact["derivation"]["source"], fact["where"] or "—")
    return {"style": "body", "cells": [{"text": fact["label"]}, _cell(fact), *({"text": text} for text in texts)]}


def _cell(fact: Mapping) -> dict:
    cell = {"text": fact["printed"], "fact": fact["id"]}
    if fact["value"] is None:
        return cell
    return (
        cell
        | {"value": format(unit_of(fact).shown(value_of(fact)), "f")}
        | ({"percent": True} if fact["shown"]["percent"] else {})
    )


def _table(caption: str, columns: Sequence[tuple[str, int]], rows: list[dict], note: str) -> dict:
    return {
        "kind": "table",
        "caption": caption,
        "unit": "",
        "note": note,
        "layout": "rows",
        "sortable": False,
        "row_headers": True,
        "only": "document",
        "columns": [{"label": label.rstrip("#"), "numeric": label.endswith("#")} for label, _ in columns],
        "weights": [weight for _, weight in columns],
        "rows": rows,
    }
