"""Datasets by service category of the rulebook, with their codes, shares and examples."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from decimal import Decimal
from typing import cast

from reportlib import messages, text
from reportlib.display.display import Display, Naming
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table, unit_line
from reportlib.errors import InputError
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import NOT_PROVIDED, Fact, FactTest, absent, total_of
from reportlib.measures.counting import SOME, ZERO, facts_counted, largest_message
from reportlib.measures.inventory.totals import GONE_LATER, by_column, listed
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import ServiceCategories
from reportlib.records.records import Records
from reportlib.roc import numeral

NO_CATEGORY = "未填分類"


def blank_remark(meeting: Meeting) -> str:
    """What the rulebook says of datasets without a category; "" where it says nothing."""
    book = _rulebook(meeting)
    return (book.blank_remark or "") if book else ""


def _rulebook(meeting: Meeting) -> ServiceCategories | None:
    return cast("ServiceCategories | None", meeting.book("categories"))


def check_categories(catalogue: Records, book: ServiceCategories) -> None:
    """InputError (V17) for a category that the rulebook does not know, each once, with the nearest."""
    if not catalogue.has("category"):
        return
    column = catalogue.frame["category"].dropna()
    unknown = column[~column.isin(book.codes)]
    problems = []
    for value, rows in unknown.groupby(unknown, sort=False).groups.items():
        near = text.nearest(str(value), book.codes)
        problems.append(
            messages.V17_no_service_category(
                value=value,
                rows=len(rows),
                todo=messages.do_you_mean_category(near=near) if near else messages.known_categories(known=book.codes),
            ).at(catalogue.file, catalogue.sheet, int(rows[0]), header=messages.header_category())
        )
    if problems:
        raise InputError(*problems)


@of_section()
def by_category(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Breakdown:
    """Datasets by service category, largest first, then the rulebook's categories without any; 「未填分類」 stands last, and what was
    ``withdrawn`` since the as-of date after it.

    InputError (V17) as :func:`check_categories`, where the parameters name a rulebook of categories.

    >>> inventory.by_category(section)
    服務分類：公共資訊 10、生活安全及品質 10、交通及通訊 5、購屋及遷徙 4、開創事業 3……共 8 項，合計 36 項（114-05-31）
    """
    book = _rulebook(meeting)
    order: list[str] = []
    if book is not None and catalogue.has("category"):
        check_categories(catalogue, book)
        sizes = listed(catalogue, meeting, withdrawn).frame["category"].value_counts()
        order = sorted(book.codes, key=lambda category: -sizes.get(category, 0))
    return by_column(
        catalogue,
        meeting,
        "category",
        "服務分類",
        "{}資料集",
        unfilled=NO_CATEGORY,
        order=order,
        withdrawn=withdrawn,
    )


def _of_a_category(by_categories: Breakdown) -> tuple[Fact, ...]:
    return tuple(fact for key, fact in by_categories.parts.items() if key not in (NO_CATEGORY, GONE_LATER))


def categorised(by_categories: Breakdown) -> Fact:
    """Datasets that have a category: the sum of the categories, which may be less than all (項)."""
    given = _of_a_category(by_categories)
    unit = by_categories.total.unit
    if by_categories.is_absent:
        return absent(NOT_PROVIDED, unit, "inventory.categorised", "有服務分類的資料集", by_categories.total.as_of)
    return total_of(given, unit).named("inventory.categorised", "有服務分類的資料集", rule="各服務分類之和")


@of_section()
def category_table(
    caption: str, catalogue: Records, meeting: Meeting, withdrawn: Records | None = None, examples: int = 2
) -> Table:
    """Every category that has datasets, with their number, share, and its most viewed datasets as examples; how many
    categories have none, and the whole, last.

    >>> inventory.category_table("表", section)
    表：9 列 × 4 欄
    """
    by_categories = by_category(catalogue, meeting, withdrawn)
    shares = by_categories.named_shares(meeting.units.share)
    here = listed(catalogue, meeting, withdrawn)
    book = _rulebook(meeting)
    cited = book.examples if book and book.examples_source else {}
    shown = {key: cited.get(key, []) if cited else _examples(here, key, examples) for key in by_categories.parts}
    note = f"例示為各分類瀏覽次數最多的資料集（最多{numeral(examples)}項）" if catalogue.has("views") else ""
    if book and cited:
        note = Naming("例示：{source}", source=book.examples_source or "")
    if NO_CATEGORY in by_categories.parts and (remark := blank_remark(meeting)):
        note = Naming.joined("；", filter(None, (note, remark)))
    empty = tuple(fact for fact in by_categories.parts.values() if not fact.absence and not fact.value)
    gathered = empty if len(empty) > 1 else ()
    rows = []
    for key, fact in by_categories.parts.items():
        if fact not in gathered:
            rows.append(Row((key, fact, shares[key], Naming.joined("、", shown[key]) or "—")))
        elif fact is gathered[0]:
            number = _categories(
                by_categories.parts.values(), by_categories, "inventory.categories_empty", "沒有資料集的服務分類", ZERO
            )
            rows.append(Row((Naming("其餘 {number} 類", number=number), fact, "", "")))
    whole = by_categories.total
    share = whole.share_of(whole, meeting.units.share).named(f"{whole.name}.share", f"{whole.label}占比")
    rows.append(Row(("合計", whole, share, ""), "total"))
    return Table(
        caption,
        ("服務分類", "資料集", "占比", "例示"),
        tuple(rows),
        unit_line(whole),
        note,
        weights=(5, 2, 2, 12),
    ).with_bars("資料集")


@of_section()
def category_codes(caption: str, catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Display:
    """Among what proves: every category of the rulebook with its code, whether it has datasets or none; nothing without
    a rulebook.

    >>> inventory.category_codes("服務分類及代碼", section).blocks()  # of a meeting without the rulebook
    ()
    """
    book = _rulebook(meeting)
    if book is None:
        return Several(())
    by_categories = by_category(catalogue, meeting, withdrawn)
    rows = tuple(Row((key, book.codes.get(key, "—"), fact)) for key, fact in by_categories.parts.items())
    unit, note = unit_line(by_categories.total), f"分類代碼：{book.title}"
    return Table(caption, ("服務分類", "代碼", "資料集"), rows, unit, note, weights=(6, 2, 3)).proof_only()


def _examples(here: Records, category: str, most: int) -> list[str]:
    """Titles of a category's most viewed datasets; ties, and all where views are not given, in the order of the list."""
    if not here.has("category"):
        return []
    mine = here.frame[here.frame["category"] == category]
    if here.has("views"):
        mine = mine.loc[mine["views"].dropna().sort_values(ascending=False, kind="stable").index]
    return list(mine["title"].head(most))


def category_message(by_categories: Breakdown, meeting: Meeting) -> dict:
    """The title of the categories' slide, as ``Display.says`` takes it."""
    return largest_message(by_categories, meeting.units.share, "{name}占全部資料集的 {share}")


def category_table_message(by_categories: Breakdown) -> dict:
    """The title of the slides of the table: in how many categories there is a dataset, of how many."""
    if by_categories.is_absent:
        return {"sentence": "服務分類{no}", "no": by_categories.total.absence or "無"}
    given = _of_a_category(by_categories)
    used = _categories(given, by_categories, "inventory.categories_used", "有資料集的服務分類", SOME)
    if used.value == len(given):
        return {"sentence": "資料集分屬 {used} 類服務分類", "used": used}
    return {
        "sentence": "{every} 類服務分類中，{used} 類有資料集",
        "every": _categories(given, by_categories, "inventory.categories", "服務分類"),
        "used": used,
    }


def _categories(
    facts: Iterable[Fact],
    by_categories: Breakdown,
    name: str,
    label: str,
    which: tuple[FactTest, Decimal] | None = None,
) -> Fact:
    """How many categories these are, or of ``which`` the number of datasets is so much (類)."""
    unit = dataclasses.replace(by_categories.total.unit, label="類")
    return facts_counted(facts, unit, name, label, by_categories.total.as_of, "服務分類數", which=which)
