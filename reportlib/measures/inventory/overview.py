"""What the totals and the categories mean, in a sentence or two."""

from __future__ import annotations

from reportlib import messages
from reportlib.display.display import runs
from reportlib.display.prose import Prose
from reportlib.errors import InputError
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures.inventory.categories import (
    NO_CATEGORY,
    blank_remark,
    by_category,
    categorised,
    check_categories,
)
from reportlib.measures.inventory.totals import growth, listed_later, previous_total, total
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import ServiceCategories
from reportlib.records.records import Records
from reportlib.roc import format_date, format_long


def check(catalogue: Records, meeting: Meeting, categories: ServiceCategories | None) -> None:
    """InputError for a category that the rulebook does not know, or where no dataset is on the list by the as-of date."""
    if categories:
        check_categories(catalogue, categories)
    if len(catalogue.frame) and not total(catalogue, meeting).value:
        day = format_date(meeting.as_of.inventory)
        raise InputError(
            messages.I13_no_dataset_by_the_day(rows=len(catalogue.frame), day=day).at(catalogue.file, catalogue.sheet)
        )


@of_section()
def summary(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Prose:
    """What the figures mean, in a sentence or two.

    >>> inventory.summary(section)
    截至 114 年 5 月 31 日，累計開放資料集 36 項，較 113 年 11 月 30 日的 31 項增加 5 項；其中公共資訊 10 項，占 27%。
    """
    whole, later = total(catalogue, meeting, withdrawn), listed_later(catalogue, meeting)
    new = growth(catalogue, meeting, withdrawn)
    by_categories = by_category(catalogue, meeting, withdrawn)
    sentence = runs("截至 {day}，累計開放資料集 {whole!s} 項", day=format_long(meeting.as_of.inventory), whole=whole)
    if not new.absence:
        before = previous_total(catalogue, meeting, withdrawn)
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
        remark = blank_remark(meeting)
        sentence += runs(
            "各服務分類合計 {sum} 項，另有 {blank} 項未填分類" + ("（{remark}）。" if remark else "。"),
            sum=categorised(by_categories),
            blank=blank,
            **({"remark": remark} if remark else {}),
        )
    if later.value:
        sentence += runs("清單中另有 {later} 項於統計日後上架，未計入。", later=later)
    return Prose((sentence,))
