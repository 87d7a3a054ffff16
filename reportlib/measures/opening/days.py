"""What falls due in the half-year ahead, by day."""

from __future__ import annotations

from reportlib.display.display import Display
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.measures.counting import each
from reportlib.measures.opening.inputs import SectionInputs, given
from reportlib.measures.work_ahead import in_order, today
from reportlib.roc import format_date

MOST = 10


def days(caption: str, section: SectionInputs) -> Display:
    """The milestones that are still ahead, the nearest first; nothing where none is recorded."""
    milestones = given(section, "milestones")
    if milestones is None:
        return Several(())
    day = today(section.meeting)
    ahead = [record for _, record in each(in_order(milestones)) if record["due_on"] > day][:MOST]
    if not ahead:
        return Several(())
    rows = tuple(
        Row(
            (format_date(record["due_on"]), record["task"], record.get("owner") or "—"),
            tones=("due" if n == 0 else "", "", ""),
        )
        for n, record in enumerate(ahead)
    )
    return Table(caption, ("期限", "工作項目", "主辦單位"), rows, "", "", "dates", (3, 9, 3), False).document_only()
