"""Matters from above: the attached documents, how many pages each has, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reportlib.display.attachments import AttachedPages
from reportlib.display.display import Display, Ref
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED, Fact, total_of
from reportlib.measures.counting import names_counted
from reportlib.meeting.meeting import Meeting


def page_counts(attached: tuple[AttachedPages, ...], meeting: Meeting) -> tuple[Fact, ...]:
    """How many pages each attachment has (頁)."""
    unit = meeting.units.count("頁")
    return tuple(
        Fact(
            Decimal(len(one.pages)),
            unit,
            f"attachments.pages/{number}",
            f"附件「{one.caption}」頁數",
            rule="附件檔案的頁數",
            operator="declared",
        )
        for number, one in enumerate(attached, 1)
    )


def number_of(titles: Iterable[str], meeting: Meeting) -> Fact:
    """How many attachments there are (件), by their titles."""
    titles = tuple(titles)
    return names_counted(
        titles, meeting.units.count("件"), "attachments.count", "附件", rule="參數檔 attachments 的項數"
    )


def counts(attached: tuple[AttachedPages, ...], meeting: Meeting) -> tuple[Fact, Fact]:
    """How many attachments there are (件), and their pages together (頁)."""
    total = total_of(page_counts(attached, meeting), meeting.units.count("頁")).named(
        "attachments.pages", "附件總頁數", rule="各附件頁數之和"
    )
    return number_of((one.caption for one in attached), meeting), total


def displays(attached: tuple[AttachedPages, ...], section: str, meeting: Meeting) -> tuple[Display, ...]:
    """What ``section`` shows: how many attachments there are, where they stand, their files, and their pages; or that
    there is none.
    """
    if not attached:
        return (summary(attached, meeting),)
    listed = listing("配合事項附件", attached, section, meeting)
    return (
        summary(attached, meeting).document_only(),
        listed,
        files("配合事項附件檔案", attached).document_only(),
        *attached,
    )


def summary(attached: tuple[AttachedPages, ...], meeting: Meeting) -> Prose:
    """How many attachments with how many pages; that there is none."""
    if not attached:
        return Prose.of("本次會議沒有行政院開放資料配合事項的附件。")
    number, total = counts(attached, meeting)
    return Prose.of(
        "行政院開放資料配合事項計附件 {number!s} 件，共 {total!s} 頁，依原件逐頁附於本節。", number=number, total=total
    )


def listing(caption: str, attached: tuple[AttachedPages, ...], section: str, meeting: Meeting) -> Table:
    """Every attachment of ``section`` with its source, its pages and where it is."""
    rows = tuple(
        Row((f"{n}", one.caption, one.source or NOT_PROVIDED, pages, Ref(section, one.anchor)))
        for n, (one, pages) in enumerate(zip(attached, page_counts(attached, meeting), strict=True), 1)
    )
    number, total = counts(attached, meeting)
    table = Table(
        caption, ("附件", "名稱", "來源", "頁數", "位置"), rows, "單位：頁", weights=(2, 7, 7, 2, 3), sortable=False
    )
    return table.says("配合事項附件 {number} 件，共 {total} 頁", number=number, total=total)


def files(caption: str, attached: tuple[AttachedPages, ...]) -> Table:
    """The file of every attachment and its bytes' hash."""
    return Table(
        caption,
        ("附件", "檔案", "SHA-256（前 12 碼）"),
        tuple(Row((one.caption, one.file, one.sha256[:12])) for one in attached),
        weights=(5, 5, 4),
        sortable=False,
    )
