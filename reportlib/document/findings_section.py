"""The section 「數字核對」: how much was checked, what does not agree, and the figures that people declared; in the body's own words, where
it has any for these."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportlib.document.compared import Disagreement, Side
from reportlib.document.declared import fact_of
from reportlib.facts.facts import Unit
from reportlib.facts.record import FactRecord, Tree
from reportlib.meeting.identity_rules import Identities
from reportlib.meeting.params import APPENDIX
from reportlib.model.blocks import Block, ParagraphBlock, TableBlock, TableColumn, TableRow
from reportlib.model.document import FACT_ID, Document, PacketSection
from reportlib.model.texts import Line, Piece
from reportlib.roc import format_date
from reportlib.text import Quoted
from reportlib.wording import own, said

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
    """The figures that only this section has, numbered on from those of the document as they are made."""

    def __init__(self, document: Document, book: Identities, thousands: str):
        self.made: list[FactRecord] = []
        self._by_id = document.by_id
        self._book, self._thousands = book, thousands

    def make(
        self, name: str, label: str, value: Decimal, unit: Unit, tree: Tree, as_of: str | None = None
    ) -> FactRecord:
        number = FACT_ID.format(len(self._by_id) + len(self.made) + 1)
        fact = fact_of(number, f"reconcile.{name}", own(label), value, unit, tree, as_of, self._book.title)
        self.made.append(fact)
        return fact

    def counted(self, name: str, label: str, value: int, word: str) -> Piece:
        """A number that was counted while checking."""
        tree = {"operator": "declared", "value": str(value), "source": f"核對時計數：{self._book.source}"}
        return _piece(self.make(name, label, Decimal(value), Unit(word, thousands=self._thousands), tree))

    def of_side(self, side: Side, finding: Disagreement) -> FactRecord | None:
        """The fact that a side is, or one made of the value computed for it; None for a side that is a text."""
        if side.fact or side.value is None or side.unit is None:
            return self._by_id.get(side.fact)
        return self.make(f"expected/{finding.id}", side.label, side.value, side.unit, side.tree, side.as_of)


def section_of(
    document: Document,
    book: Identities,
    found: Sequence[Disagreement],
    made: int,
    declared: Sequence[FactRecord],
    thousands: str,
) -> tuple[PacketSection, list[FactRecord]]:
    """The section as ``numbering.append`` takes it, after ``made`` checks, and the figures that only it has."""
    facts = _NewFacts(document, book, thousands)
    rows = [_finding_row(finding, facts) for finding in found]
    blocks: list[Block] = [ParagraphBlock(text=_summary(book, len(found), made, facts), only="proof")]
    if found:
        blocks.append(_table("不一致的數字", FINDING_COLUMNS, rows, "代號為參數檔 accepted 的 id"))
    if declared:
        listed = list(map(_declared_row, declared))
        blocks.append(_table("人工填報而供核對的數字", DECLARED_COLUMNS, listed, "沒有紀錄可算，由人填報"))
    section = PacketSection(
        id=SECTION,
        title=_own(TITLE),
        agenda_item=_own(APPENDIX),
        as_of_text=document.meeting.as_of_text,
        blocks=tuple(blocks),
    )
    return section, facts.made


def _finding_row(finding: Disagreement, facts: _NewFacts) -> TableRow:
    """Both figures with their places, by how much they differ, why, and the id by which the parameters accept it.

    Names of figures, files and sheets are quoted: a label may hold what a source says.
    """
    sides = (finding.one, finding.other)
    shown = [facts.of_side(side, finding) for side in sides]
    cells: list[Line] = []
    for side, fact in zip(sides, shown, strict=True):
        cells += [_quoted(side.named()), Line((_piece(fact),)) if fact else _quoted(side.printed)]
    difference = Line.of("—")
    one, other = shown
    if one and other and finding.difference is not None:
        label = said("{one}與{other}之差", one=finding.one.label, other=finding.other.label)
        tree = {"operator": "−", "of": [{"fact": one.id}, {"fact": other.id}]}
        made = facts.make(f"difference/{finding.id}", label, finding.difference, finding.unit, tree)
        difference = Line((_piece(made),))
    why = Line.joined(finding.says, finding.rows_note())
    if finding.reason:
        why = Line.joined(why, _own("接受的理由："), Quoted(finding.reason))
    return TableRow((*cells, difference, why, _quoted(finding.id)))


def _quoted(text: str) -> Line:
    return Line.of(Quoted(text))


def _summary(book: Identities, found: int, made: int, facts: _NewFacts) -> Line:
    """By how many identities, how many checks, and how much does not agree, in one sentence."""
    asked = facts.counted("identities", "核對所依的恆等式", len(book.identities), "條")
    times = facts.counted("checks", "核對次數", made, "次")
    gaps: dict[str, str | Piece] = {"book": book.title, "identities": asked, "checks": times}
    if not found:
        return _sentence("{book}共 {identities} 條，本份會議資料的數字據以核對 {checks} 次，沒有不一致者。", gaps)
    gaps["findings"] = replace(facts.counted("findings", "不一致而須說明者", found, "項"), strong=True)
    return _sentence(
        "{book}共 {identities} 條，本份會議資料的數字據以核對 {checks} 次，不一致而須說明者 {findings} 項。", gaps
    )


def _sentence(ours: str, gaps: Mapping[str, str | Piece]) -> Line:
    """A sentence with its gaps filled, in the body's own words where it has any for it."""
    parts = string.Formatter().parse(own(ours))
    return Line.joined(*(one for text, gap, _, _ in parts for one in (text, gaps[gap] if gap else "") if one))


def _own(ours: str) -> Line:
    return Line.of(own(ours))


def _declared_row(fact: FactRecord) -> TableRow:
    day = format_date(fact.known_day)
    texts = (Quoted(fact.unit), day, Quoted(fact.derivation["source"]), Quoted(fact.where) if fact.where else "—")
    return TableRow((_quoted(fact.label), Line((_piece(fact),)), *map(Line.of, texts)))


def _piece(fact: FactRecord) -> Piece:
    """The fact as it is printed."""
    value = None if fact.value is None else format(fact.unit_of.shown(fact.known), "f")
    return Piece(fact.printed, "fact", fact=fact.id, value=value, percent=value is not None and fact.shown["percent"])


def _table(caption: str, columns: Sequence[tuple[str, int]], rows: Sequence[TableRow], note: str) -> TableBlock:
    return TableBlock(
        caption=_own(caption),
        note=_own(note),
        only="proof",
        columns=tuple(TableColumn(_own(label.rstrip("#")), label.endswith("#")) for label, _ in columns),
        weights=tuple(weight for _, weight in columns),
        rows=tuple(rows),
    )
