"""What the rules of the popularity award ask of a dataset, and the sentences why they leave one out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from reportlib import messages, text
from reportlib.display.display import Naming
from reportlib.errors import InputError
from reportlib.facts.conditions import EVERY, Choice, Known, is_, least, until
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures.counting import cells_of, each, refuse_other_years
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import PopularityAward
from reportlib.records.records import Records
from reportlib.roc import counted_year, format_date, numeral
from reportlib.text import spelling

# What the popularity award adds: how each is called, and its counting word.
POPULARITY = {
    "views": ("瀏覽量", "次"),
    "downloads": ("下載量", "次"),
    "rating": ("平均得分", "分"),
    "answered_comments": ("意見回應數", "則"),
}
MARKS = {"platinum": "白金標章", "gold": "金標章", "silver": "銀標章", "bronze": "銅標章"}


def conditions_text(book: PopularityAward) -> str:
    conditions: list[str] = [Naming("上架滿 {years} 年", years=_listed_years(book))] if book.listed_years else []
    conditions += [f"{MARKS[book.mark_at_least]}以上"] if book.mark_at_least else []
    return Naming.joined("、", (*conditions, *(["歷年未得獎"] if book.once else [])))


def winners_text(book: PopularityAward) -> str:
    return Naming.joined("、", filter(None, (conditions_text(book), f"前{numeral(book.winners)}名")))


def _listed_years(book: PopularityAward) -> Fact:
    return book.number("popularity_award.listed_years", "上架年數門檻", book.listed_years, "年")


def won_before(earlier: Records, day: date) -> dict[str, int]:
    """The last year before the award's in which each dataset won, by the spelling of its identifier."""
    refuse_other_years(earlier)
    found: dict[str, int] = {}
    for _, record in each(earlier):
        if record["year"] < counted_year(day.year):
            dataset = spelling(record["dataset_id"])
            found[dataset] = max(record["year"], found.get(dataset, 0))
    return found


def good_enough(records: Records, book: PopularityAward, meeting: Meeting) -> set[str]:
    """The marks that reach ``mark_at_least``."""
    if book.mark_at_least is None:
        return set()
    marks = meeting.need("rulebooks.marks", meeting.marks)
    given = cells_of(records.frame["mark"].dropna()) if records.has("mark") else ()
    problems = [
        messages.V17_no_quality_mark(
            value=value,
            todo=messages.do_you_mean(near=near)
            if (near := text.nearest(value, marks.known))
            else messages.known_are(known=marks.known),
        ).at(records.file, records.sheet, row, header=messages.header_mark())
        for row, value in given
        if value not in marks.known
    ]
    if problems:
        raise InputError(*problems[:20])
    return marks.counting_as(book.mark_at_least)


def reasons_against(
    record: Mapping, book: PopularityAward, day: date, good: set[str], won: Mapping[str, int]
) -> Iterable[str]:
    """Why the rules leave a dataset out, a sentence each, without full stop."""
    listed, mark = record.get("listed_on"), record.get("mark")
    if book.listed_years:
        if not isinstance(listed, date):
            yield Naming("上架日期{no}，無法確認是否滿 {years} 年", no=NOT_PROVIDED, years=_listed_years(book))
        elif listed > years_before(day, book.listed_years):
            yield Naming(
                "{listed} 上架，至 {day} 未滿 {years} 年",
                listed=format_date(listed),
                day=format_date(day),
                years=_listed_years(book),
            )
    if book.mark_at_least and mark not in good:
        yield (
            f"品質檢測為「{mark}」，未達{MARKS[book.mark_at_least]}"
            if isinstance(mark, str)
            else f"品質檢測{NOT_PROVIDED}，無法確認是否達{MARKS[book.mark_at_least]}"
        )
    if year := won.get(spelling(record["dataset_id"])):
        yield f"{year} 年度已得獎"


def conditions(book: PopularityAward, day: date, good: set[str]) -> Choice:
    """The condition that none of :func:`reasons_against` is there."""
    found = until("listed_on", years_before(day, book.listed_years)) if book.listed_years else EVERY
    found &= is_("mark", *sorted(good)) if book.mark_at_least else EVERY
    before = ~least("year", counted_year(day.year))
    return found & (~Known("dataset_id", "winners", "dataset_id", before) if book.once else EVERY)


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for 29 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
