"""What falls due until the end of the next half-year, by day."""

from __future__ import annotations

from reportlib.display.display import Display
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.measures.counting import each
from reportlib.measures.opening.inputs import SectionInputs, given
from reportlib.measures.work_ahead import in_order, next_half, today
from reportlib.roc import format_date

MOST = 10


def days(caption: str, section: SectionInputs) -> Display:
    """The milestones until the end of the next half-year that are still ahead, the nearest first; nothing where there is none."""
    milestones = given(section, "milestones")
    if milestones is None:
        return Several(())
    day, (_, last) = today(section.meeting), next_half(section.meeting)
    ahead = [record for _, record in each(in_order(milestones)) if day < record["due_on"] <= last][:MOST]
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
