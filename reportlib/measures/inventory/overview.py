"""What the totals and the categories mean, in a sentence or two."""

from __future__ import annotations

from reportlib.display.display import runs
from reportlib.display.prose import Prose
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures.inventory.categories import NO_CATEGORY, by_category, categorised
from reportlib.measures.inventory.totals import growth, listed_later, previous_total, total
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_long


def summary(catalogue: Records, meeting: Meeting) -> Prose:
    """What the figures mean, in a sentence or two."""
    whole, new, later = total(catalogue, meeting), growth(catalogue, meeting), listed_later(catalogue, meeting)
    by_categories = by_category(catalogue, meeting)
    sentence = runs("截至 {day}，累計開放資料集 {whole!s} 項", day=format_long(meeting.as_of.inventory), whole=whole)
    if not new.absence:
        before = previous_total(catalogue, meeting)
        sentence += runs(
            "，較 {day}的 {before} 項增加 {new!s} 項",
            day=format_long(before.day),
            before=before,
            new=new,
        )
    if by_categories.is_absent:
        sentence += runs("；服務分類{absent}", absent=NOT_PROVIDED)
    else:
        largest, held = by_categories.largest()
        share = by_categories.named_shares(meeting.units.share)[largest]
        sentence += runs("；其中{name} {held} 項，占 {share!s}", name=largest, held=held, share=share)
    sentence += runs("。")
    if (blank := by_categories.parts.get(NO_CATEGORY)) is not None:
        sentence += runs(
            "各服務分類合計 {sum} 項，另有 {blank} 項未填分類。", sum=categorised(by_categories), blank=blank
        )
    if later.value:
        sentence += runs("清單中另有 {later} 項於統計日後上架，未計入。", later=later)
    return Prose((sentence,))
