"""The requests in figures and in a sentence or two."""

from __future__ import annotations

from reportlib.display.display import runs
from reportlib.display.prose import Prose
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Fact
from reportlib.measures import receipts
from reportlib.measures.of_section import of_section
from reportlib.measures.receipts import Lacking
from reportlib.measures.requests.outcomes import by_outcome
from reportlib.measures.requests.received import counted, lacking, left_out
from reportlib.measures.requests.reply_times import (
    in_time_share,
    limit_source,
    limit_text,
    overdue,
    replies,
    undated,
)
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_long


@of_section(requests=counted, lack=lacking)
def key_figures(requests: Records, meeting: Meeting, lack: Lacking | None = None) -> tuple[tuple[str, Fact], ...]:
    """Requests in all, of the first two outcomes that occur, those that nobody replied to although the limit is over, if any,
    and the share replied to within it.

    >>> requests.key_figures(section)[0]
    ('民間需求', 民間需求 4 件（114-05-31）)
    """
    outcomes = by_outcome(requests, meeting)
    figures = [("民間需求", outcomes.total), *outcomes.without_zeros().parts.items()]
    late = overdue(requests, meeting)
    open_ones = [("逾期未回復", late)] if late.value else []
    return tuple(
        (receipts.noted(label, lack), fact)
        for label, fact in (*figures[:3], *open_ones, ("期限內回復", in_time_share(requests, meeting)))
    )


@of_section(everything="requests", requests=counted, lack=lacking)
def summary(everything: Records, requests: Records, meeting: Meeting, lack: Lacking | None = None) -> Prose:
    """The period, the outcomes and the limit in a sentence or two; ``everything`` is the whole file, ``requests`` what
    counts of it.

    >>> requests.summary(section)
    113 年 12 月 1 日至 114 年 5 月 31 日，民間提出的資料需求共 4 件，已開放 2 件，預計開放 1 件，無法開放 1 件。載有日期的 4 件中，3 件在 14 日（工作天）內回復。期限的依據：示範資料。
    """
    rest = left_out(everything, requests, meeting)
    outcomes = by_outcome(requests, meeting)
    period = meeting.params.periods.requests
    sentence = runs("{begin}至 {end}，", begin=format_long(period[0]), end=format_long(period[1])) if period else ()
    sentence += runs("民間提出的資料需求共 {total!s} 件", total=outcomes.total)
    for name, fact in outcomes.parts.items():
        sentence += runs("，{name} {count} 件", name=name, count=fact)
    sentence += runs("。")
    every, in_time = replies(requests, meeting)
    if every.absence == NOT_APPLICABLE:
        sentence += runs("未訂回復期限。")
    elif every.absence:
        sentence += runs("提出日期或回復日期{absent}，未計算回復天數。", absent=NOT_PROVIDED)
    elif every.value:
        late, unclear = overdue(requests, meeting), undated(requests, meeting)
        told = (
            "應回復的 {every} 件中，{in_time!s} 件在 {limit}內回復"
            if late.value or unclear.value
            else "載有日期的 {every} 件中，{in_time!s} 件在 {limit}內回復"
        )
        sentence += runs(told, every=every, in_time=in_time, limit=limit_text(meeting))
        sentence += runs("，{late!s} 件逾期未回復", late=late) if late.value else ()
        sentence += runs("，{unclear!s} 件缺日期而不計為期限內", unclear=unclear) if unclear.value else ()
        sentence += runs("。{source}", source=limit_source(meeting))
    if rest.value:
        sentence += runs("來源檔案另有 {rest} 列依規則不計，或提出日期不在期間內。", rest=rest)
    return Prose((sentence + (lack.sentence() if lack else ()),))
