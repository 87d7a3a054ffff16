"""On what terms the listed datasets are given, as the portal's list tells: as what, under which licence, for which charge."""

from __future__ import annotations

from reportlib.display.display import Display
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.breakdowns import Breakdown
from reportlib.measures import inventory
from reportlib.measures.counting import count_by
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records

TERMS = {"provided_as": "資料提供屬性", "licence": "授權方式", "charging": "計費方式"}


def terms(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> dict[str, Breakdown]:
    """The datasets on the list by each of :data:`TERMS` that the list has (項)."""
    here = inventory.listed(catalogue, meeting, withdrawn)
    total = inventory.total(catalogue, meeting, withdrawn)
    return {
        called: inventory.with_gone_later(
            count_by(
                here,
                column,
                meeting.datasets,
                f"terms.{column}",
                called,
                total=total,
                label="{}的資料集",
                rule=f"資料集清單的{called}欄",
            ),
            catalogue,
            meeting,
            withdrawn,
            f"terms.{column}",
        )
        for column, called in TERMS.items()
        if here.has(column)
    }


@of_section()
def terms_table(caption: str, catalogue: Records | None, meeting: Meeting, withdrawn: Records | None = None) -> Display:
    """A row each value of each term; a sentence where the list has none of them.

    >>> stocktaking.terms_table("表", section)
    表：4 列 × 3 欄
    """
    found = {} if catalogue is None else terms(catalogue, meeting, withdrawn)
    if not found:
        return Prose.of("資料集清單沒有提供屬性、授權方式及計費方式。").document_only()
    rows = [
        Row((called if at == 0 else "", value, fact))
        for called, breakdown in found.items()
        for at, (value, fact) in enumerate(breakdown.parts.items())
    ]
    note = "各項相加均為累計開放資料集；與盤點表不符者列於「數字核對」"
    return Table(caption, ("項目", "內容", "資料集"), tuple(rows), "單位：項", note, weights=(4, 8, 3)).document_only()
