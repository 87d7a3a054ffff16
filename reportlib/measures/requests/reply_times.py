"""How many days the replies took, and which came within the limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reportlib.display.display import Naming
from reportlib.facts.conditions import is_
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Fact, absent
from reportlib.measures import reply_clock
from reportlib.measures.counting import cells_of, each, row_chosen, rows_counted, rows_of
from reportlib.measures.of_section import of_section
from reportlib.measures.reply_clock import Means, Verdict
from reportlib.measures.requests.received import counted, keys_by_row
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date


@of_section(requests=counted)
def reply_days(requests: Records, meeting: Meeting) -> dict[int, Fact]:
    """Days to the reply for each request, by row number; absent where a date is missing or no reply is due.

    InputError (V07) where a reply is dated before its request, (C15) where working days are counted beyond the calendar.

    >>> list(requests.reply_days(section).values())[0]
    700101 回復天數 9 日（114-01-03）
    """
    reply_clock.check_order(requests)
    unit = meeting.units.count("日")
    found: dict[int, Fact] = {}
    keys = keys_by_row(requests)
    for row, record in each(requests):
        name, label = f"requests.reply_days/{keys[int(row)]}", f"{record['request_id']} 回復天數"
        received, replied = record.get("received_on"), record.get("replied_on")
        if not (isinstance(received, date) and isinstance(replied, date)):
            found[int(row)] = absent(NOT_PROVIDED, unit, name, label)
            continue
        found[int(row)] = Fact(
            Decimal(reply_clock.days_between(requests, row, received, replied, meeting)),
            unit,
            name,
            label,
            replied,
            f"提出日期次日起算至回復日期的{reply_clock.how(meeting)}",
            rows_of(requests, [row]),
            "days" if reply_clock.in_calendar_days(meeting) else "working days",
            where=row_chosen(requests, row),
            columns=tuple(label_of(requests.input, column) for column in ("received_on", "replied_on")),
            using=reply_clock.exceptions(received, replied, meeting),
        )
    return found


@of_section()
def check(requests: Records, meeting: Meeting) -> None:
    """InputError where any reply is dated before its request (V07), or a request that counts is beyond the calendar (C15).

    >>> requests.check(section) is None
    True
    """
    reply_clock.check_order(requests)
    verdicts(counted(requests, meeting), meeting)


def _answered(requests: Records, meeting: Meeting) -> dict[int, bool]:
    """Of which requests the file says that they are answered, by row number: by the outcome, as the rulebook has it."""
    open_ones = _open_outcomes(meeting)
    return {row: outcome not in open_ones for row, outcome in cells_of(requests.frame["outcome"])}


def _open_outcomes(meeting: Meeting) -> list[str]:
    book = meeting.outcomes
    return [one.outcome for one in book.outcomes if not one.answered] if book else []


def _means(requests: Records, meeting: Meeting) -> Means:
    """What the verdicts mean (:func:`reply_clock.means`)."""
    answered = ~is_("outcome", *_open_outcomes(meeting))
    return reply_clock.means(requests, answered, meeting.requests_until, meeting)


@of_section(requests=counted)
def verdicts(requests: Records, meeting: Meeting) -> dict[int, Verdict]:
    """Whether each request was replied to in time, by row number (:func:`reply_clock.verdicts`).

    >>> list(requests.verdicts(section).values())[:3]
    ['in time', 'in time', 'late']
    """
    return reply_clock.verdicts(requests, _answered(requests, meeting), meeting.requests_until, meeting)


@of_section(requests=counted)
def waiting_days(requests: Records, meeting: Meeting) -> dict[int, Fact]:
    """Days from receipt to the last day of the period for each request, by row number, that nobody has replied to, as its
    outcome says by the rulebook.

    >>> list(requests.waiting_days(section).values())[:1]
    []
    """
    until, answered, keys = meeting.requests_until, _answered(requests, meeting), keys_by_row(requests)
    found: dict[int, Fact] = {}
    for row, record in each(requests):
        received = record.get("received_on")
        replied = isinstance(record.get("replied_on"), date)
        if answered[row] or replied or not isinstance(received, date) or received > until:
            continue
        found[int(row)] = Fact(
            Decimal(reply_clock.days_between(requests, row, received, until, meeting)),
            meeting.units.count("日"),
            f"requests.waiting_days/{keys[int(row)]}",
            f"{record['request_id']} 未回復的日數",
            until,
            "提出日期次日起算至統計日，計法同回復天數",
            rows_of(requests, [row]),
            "days" if reply_clock.in_calendar_days(meeting) else "working days",
            where=row_chosen(requests, row),
            columns=(label_of(requests.input, "received_on"),),
            using=(format_date(until), *reply_clock.exceptions(received, until, meeting)),
        )
    return found


@of_section(requests=counted)
def days_late(requests: Records, meeting: Meeting) -> dict[int, Fact]:
    """Days beyond the limit, as the limit counts them, of each request whose reply was late or is overdue, by row number.

    >>> list(requests.days_late(section).values())
    [700103 逾期日數 5 日（114-03-28）]
    """
    limit, keys = limit_days(meeting), keys_by_row(requests)
    if limit.absence:
        return {}
    found: dict[int, Fact] = {}
    ids = dict(cells_of(requests.frame["request_id"]))
    for row, taken in (reply_days(requests, meeting) | waiting_days(requests, meeting)).items():
        if not taken.absence and taken.number > limit.number:
            over = taken - limit
            found[row] = over.named(
                f"requests.days_late/{keys[row]}", f"{ids[row]} 逾期日數", rule="回復天數或未回復的日數 − 回復期限"
            )
    return found


@of_section(requests=counted)
def unanswered(requests: Records, meeting: Meeting) -> list[int]:
    """Those of :func:`waiting_days` whose limit is over, by row number.

    >>> len(requests.unanswered(section))
    0
    """
    return [row for row, one in verdicts(requests, meeting).items() if one == "overdue"]


@of_section(requests=counted)
def replies(requests: Records, meeting: Meeting, unit: str = "") -> tuple[Fact, Fact]:
    """Requests whose reply came or is overdue, and those of them replied to within the limit (件); of one unit, or of all.

    A request that nobody has replied to counts as soon as the limit is over: no reply is no reply in time, and neither is one
    whose day nobody gives where others have theirs.

    >>> requests.replies(section)[0]
    應回復件數 4 件（114-05-31）
    """
    here = requests.where(is_("agency_short", unit)) if unit else requests
    judged = verdicts(here, meeting)
    meant, until = _means(here, meeting), meeting.requests_until
    return reply_clock.replies(here, judged, meant, "requests", "件數", until, meeting, unit)


@of_section(requests=counted)
def in_time_share(requests: Records, meeting: Meeting) -> Fact:
    """What came in time of what came or is overdue.

    >>> requests.in_time_share(section)
    期限內回復占比 75%（114-05-31）
    """
    every, in_time = replies(requests, meeting)
    share = in_time.share_of(every, meeting.units.share)
    return share.named("requests.in_time_share", "期限內回復占比", rule="期限內回復 ÷ 應回復")


@of_section(requests=counted)
def overdue(requests: Records, meeting: Meeting) -> Fact:
    """Requests that nobody has replied to although the limit is over (件).

    >>> requests.overdue(section)
    逾期未回復件數 0 件（114-05-31）
    """
    return rows_counted(
        requests,
        unanswered(requests, meeting),
        meeting.units.count("件"),
        "requests.overdue",
        "逾期未回復件數",
        meeting.requests_until,
        "處理情形為未回復，期限已過而沒有回復日期者",
        _means(requests, meeting).overdue,
    )


@of_section(requests=counted)
def undated(requests: Records, meeting: Meeting) -> Fact:
    """Requests that nobody can show to be answered in time: a date is missing, and the limit is over or unknown to be (件).

    >>> requests.undated(section)
    缺日期而不計為期限內的件數 0 件（114-05-31）
    """
    return rows_counted(
        requests,
        [row for row, one in verdicts(requests, meeting).items() if one == "undated"],
        meeting.units.count("件"),
        "requests.undated",
        "缺日期而不計為期限內的件數",
        meeting.requests_until,
        "已回復而沒有回復日期且期限已過者，及未回復而沒有提出日期者",
        _means(requests, meeting).undated,
    )


@of_section()
def limit_days(meeting: Meeting) -> Fact:
    """The limit of a reply (日); absent where none is set.

    >>> requests.limit_days(section)
    回復期限 14 日
    """
    limit, unit, name, label = meeting.params.reply_limit, meeting.units.count("日"), "requests.reply_limit", "回復期限"
    if limit is None:
        return absent(NOT_APPLICABLE, unit, name, label)
    source = "；".join(filter(None, ("參數檔 reply_limit", limit.source, limit.count_source)))
    return Fact(Decimal(limit.days), unit, name, label, rule=source, operator="declared")


@of_section()
def limit_text(meeting: Meeting) -> str:
    """「14 日（日曆天）」, or that no limit is set.

    >>> requests.limit_text(section)
    '14 日（工作天）'
    """
    days = limit_days(meeting)
    if days.absence:
        return NOT_APPLICABLE
    return Naming("{days} 日（{kind}）", days=days, kind=reply_clock.how(meeting))


@of_section()
def limit_source(meeting: Meeting) -> str:
    """「期限：…；…。」, where the limit is from and why its days are counted as they are; "" where nothing is said of it.

    >>> requests.limit_source(section)
    '期限的依據：示範資料。'
    """
    limit = meeting.params.reply_limit
    said = [text for text in dict.fromkeys((limit.source, limit.count_source)) if text] if limit else []
    return Naming("期限的依據：{said}。", said=Naming.joined("；", said)) if said else ""
