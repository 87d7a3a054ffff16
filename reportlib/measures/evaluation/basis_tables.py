"""What each item of a ranking rests on, and where what the units report differs, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportlib.display.display import Display, Naming
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact
from reportlib.measures.evaluation.basis import BY_RECORDS, BY_UNIT, RECORDS_OF, RETURNS_PREFIX
from reportlib.measures.evaluation.ranking import Ranking, rank
from reportlib.measures.of_section import made, of_section
from reportlib.meeting.rulebook_files import GROUPS, RETURNED, Item, ScoringRulebook
from reportlib.records.tables import TABLES


def _ranking(section: Any) -> Ranking:
    return made(section, rank)


def _book(section: Any) -> ScoringRulebook:
    return _ranking(section).book


def _measured(section: Any) -> Mapping[str, Mapping[str, Fact]]:
    return _ranking(section).measured


def _differing(section: Any) -> tuple[tuple[str, Fact, Fact], ...]:
    return _ranking(section).differing


@of_section(book=_book, measured=_measured)
def basis_table(caption: str, book: ScoringRulebook, measured: Mapping[str, Mapping[str, Fact]]) -> Table:
    """What each item is counted from: the records, by the names of their lists, or the units' own returns; among what proves.

    >>> evaluation.basis_table("表", section)
    表：7 列 × 4 欄
    """
    rows = [
        Row((GROUPS[item.group], item.name, *_basis(item, measured)))
        for group in GROUPS
        for item in book.items
        if item.group == group
    ]
    note = "有紀錄可算的項目由紀錄計算；規則檔的 counted_from 可以指定"
    columns = ("組別", "考核項目", "計算依據", "所用的紀錄")
    return Table(caption, columns, tuple(rows), note=note, weights=(2, 7, 3, 9), sortable=False).proof_only()


def _basis(item: Item, measured: Mapping[str, Mapping[str, Fact]]) -> tuple[str, str]:
    """「紀錄」 or 「單位回報」, and the lists."""
    names, facts = item.measure.names(), next(iter(measured.values()))
    if any(name in RETURNED and facts[name].name.startswith(RETURNS_PREFIX) for name in names):
        return BY_UNIT, TABLES["evaluation"].label
    lists = dict.fromkeys(TABLES[one].label for name in names for one in RECORDS_OF[name])
    return BY_RECORDS, Naming.joined("、", lists)


@of_section(differing=_differing)
def differences_table(caption: str, differing: tuple[tuple[str, Fact, Fact], ...]) -> Display:
    """Where a unit reports something else than the records say: both; nothing where there is no such unit.

    >>> evaluation.differences_table("表", section)
    表：1 列 × 4 欄
    """
    if not differing:
        return Several(())
    rows = tuple(Row((unit, said.label.removeprefix(unit), ours, said)) for unit, ours, said in differing)
    note = "計分用紀錄；請秘書單位與單位確認"
    table = Table(caption, ("單位", "項目", "依紀錄", "單位回報"), rows, note=note, weights=(4, 6, 3, 3))
    return table.document_only()
