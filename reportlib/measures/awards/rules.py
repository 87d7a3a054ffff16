"""What each award counts, who wins, and where that is from."""

from __future__ import annotations

from reportlib.display.display import Display, Naming, Sentence, runs
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures.awards.application_award import score_weights
from reportlib.measures.awards.popularity_rules import POPULARITY, winners_text
from reportlib.measures.evaluation import scoring_text
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import AwardRulebook
from reportlib.meeting.rulebooks import Contest
from reportlib.roc import numeral


@of_section()
def rules_table(caption: str, meeting: Meeting) -> Display:
    """What each award counts, who wins, and where that is from; a sentence where no rulebook is named.

    >>> awards.rules_table("表", section)
    表：3 列 × 4 欄
    """
    rows = [
        (meeting.book("award"), _award_rules),
        (
            meeting.book("application_award"),
            lambda book, meeting: (
                Naming("網路票選 × {public_vote} ＋ 評審 × {jury}", **score_weights(book)),
                f"各組前{numeral(book.winners)}名",
            ),
        ),
        (
            meeting.book("popularity_award"),
            lambda book, meeting: (" ＋ ".join(POPULARITY[m][0] for m in book.measures), winners_text(book)),
        ),
    ]
    found = [Row((book.title, *said(book, meeting), book.source)) for book, said in rows if book]
    if not found:
        return Prose.of("{caption}：{absent}。", caption=caption, absent=NOT_PROVIDED)
    inferred = Naming.joined(
        "；",
        (
            Naming("{title}：{inferred}", title=book.title, inferred=book.inferred)
            for book, _ in rows
            if isinstance(book, Contest) and book.inferred
        ),
    )
    table = Table(
        caption,
        ("獎項", "計分方式", "得獎條件", "規則來源"),
        tuple(found),
        note=inferred,
        weights=(4, 9, 7, 9),
        sortable=False,
    )
    return table.says("{awards}", awards="、".join(book.title for book, _ in rows if book))


@of_section()
def basis(meeting: Meeting) -> Display:
    """What the awards rest on and who may enter, as the rulebooks say it; nothing where they do not.

    >>> type(awards.basis(section)).__name__
    'Prose'
    """
    books = [meeting.book(name) for name in ("award", "application_award", "popularity_award")]
    said = [book.remark for book in books if book and book.remark]
    return Prose(tuple(runs("{remark}", remark=remark) for remark in said)).document_only() if said else Several(())


def _award_rules(book: AwardRulebook, meeting: Meeting) -> tuple[str, str]:
    counted = Naming.joined(
        "；",
        (
            Naming("{item}：{scoring}", item=item.name, scoring=Sentence(scoring_text(item, book, "award", meeting)))
            for item in book.items
        ),
    )
    results = [
        Naming(
            "較上年度進步 {points} 分以上：{result}",
            points=book.number(
                f"award/{r.result}.progress_at_least", f"{r.result}進步分數門檻", r.progress_at_least, "分"
            ),
            result=r.result,
        )
        for r in book.results
    ]
    ranked = "、".join(f"{group.name}取前{numeral(group.winners)}名" for group in book.groups)
    return counted, Naming.joined("；", filter(None, (book.grouping, ranked, *results))) or NOT_PROVIDED
