"""Matters from above: the documents placed in an item, by the parts of its topic, each part with what is proposed on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportlib.display.attachments import AttachedPages
from reportlib.display.display import Display, Naming
from reportlib.display.prose import Heading, Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact, total_of
from reportlib.measures import proposals
from reportlib.measures.counting import names_counted
from reportlib.meeting.meeting import Meeting
from reportlib.roc import numeral


def page_counts(placed: tuple[AttachedPages, ...], meeting: Meeting) -> tuple[Fact, ...]:
    """How many pages each document has (頁)."""
    unit = meeting.units.count("頁")
    return tuple(
        Fact(
            Decimal(len(one.pages)),
            unit,
            f"documents.pages/{one.anchor}",
            f"「{one.caption}」頁數",
            rule="檔案的頁數",
            operator="declared",
        )
        for one in placed
    )


def counts(placed: tuple[AttachedPages, ...], meeting: Meeting) -> tuple[Fact, Fact]:
    """How many documents there are (件), and their pages together (頁)."""
    total = total_of(page_counts(placed, meeting), meeting.units.count("頁")).named(
        "documents.pages", "附頁總頁數", rule="各件頁數之和"
    )
    titles = tuple(one.caption for one in placed)
    number = names_counted(titles, meeting.units.count("件"), "documents.count", "附頁", rule="參數檔 pages 的項數")
    return number, total


def placed_in(attached: Iterable[AttachedPages], section: str, meeting: Meeting) -> tuple[AttachedPages, ...]:
    """The documents that the parameters place in ``section``."""
    anchors = {f"page/{n}" for n, one in enumerate(meeting.params.pages, 1) if one.section == section}
    return tuple(one for one in attached if one.anchor in anchors)


def displays(attached: tuple[AttachedPages, ...], section: str, meeting: Meeting) -> tuple[Display, ...]:
    """What ``section`` shows: the parts of its topic in order, each with its documents and what is proposed on it; then
    what belongs to no part.
    """
    placed = placed_in(attached, section, meeting)
    parts = proposals.parts_of(section, meeting)
    shown: list[Display] = [summary(placed, meeting).document_only()]
    for number, part in enumerate(parts, 1):
        shown.append(Heading(Naming("（{number}）{title}", number=numeral(number), title=part.title)))
        shown += _of_part(placed, number, meeting)
        shown += proposals.blocks(section, meeting, part=number)
    shown += _of_part(placed, None, meeting)
    return (*shown, *proposals.blocks(section, meeting, part=0), *_proof(placed))


def _of_part(placed: tuple[AttachedPages, ...], part: int | None, meeting: Meeting) -> Iterator[Display]:
    """The documents of one part of the topic, or of none."""
    mine = {f"page/{n}" for n, one in enumerate(meeting.params.pages, 1) if one.part == part}
    return (one for one in placed if one.anchor in mine)


def _proof(placed: tuple[AttachedPages, ...]) -> Iterator[Display]:
    if placed:
        yield files("附頁檔案", placed).proof_only()


def summary(placed: tuple[AttachedPages, ...], meeting: Meeting) -> Prose:
    """How many documents with how many pages; that there is none."""
    if not placed:
        return Prose.of("本項沒有附頁。")
    number, total = counts(placed, meeting)
    return Prose.of("本項的附頁計 {number!s} 件，共 {total!s} 頁，逐頁附於本節。", number=number, total=total)


def files(caption: str, placed: tuple[AttachedPages, ...]) -> Table:
    """The file of every document and its bytes' hash."""
    return Table(
        caption,
        ("附頁", "檔案", "SHA-256（前 12 碼）"),
        tuple(Row((one.caption, one.file, one.sha256[:12])) for one in placed),
        weights=(5, 5, 4),
        sortable=False,
    )
