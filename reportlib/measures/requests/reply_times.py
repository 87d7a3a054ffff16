"""How many days the replies took, and which came within the limit."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from reportlib import messages
from reportlib.display.display import Naming
from reportlib.errors import InputError
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Absence, Fact, absent
from reportlib.measures.counting import each, rows_counted, rows_of
from reportlib.measures.requests.received import keys_by_row
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date


def _calendar(meeting: Meeting) -> bool:
    """Whether the reply's days are counted as calendar days: by the limit, or where there is none."""
    limit = meeting.params.reply_limit
    return limit is None or limit.count == "calendar"


def _holidays(meeting: Meeting) -> tuple[str, ...]:
    """The holidays given, where working days are counted."""
    limit = meeting.params.reply_limit
    return () if limit is None or _calendar(meeting) else tuple(map(format_date, limit.holidays))


def _days_between(received: date, replied: date, meeting: Meeting) -> int:
    """Days from receipt to reply: calendar days, or working days without Saturdays, Sundays and the holidays given."""
    limit = meeting.params.reply_limit
    if limit is None or _calendar(meeting):
        return (replied - received).days
    days = (received + timedelta(n) for n in range(1, (replied - received).days + 1))
    return sum(1 for day in days if day.weekday() < 5 and day not in limit.holidays)


def reply_days(requests: Records, meeting: Meeting) -> dict[int, Fact]:
    """Days to the reply for each request, by row number; absent where a date is missing or no reply is due.

    InputError (V07) where a reply is dated before its request.
    """
    unit = meeting.units.count("日")
    found: dict[int, Fact] = {}
    keys = keys_by_row(requests)
    for row, record in each(requests):
        name, label = f"requests.reply_days/{keys[int(row)]}", f"{record['request_id']} 回復天數"
        received, replied = record.get("received_on"), record.get("replied_on")
        if not (isinstance(received, date) and isinstance(replied, date)):
            found[int(row)] = absent(NOT_PROVIDED, unit, name, label)
            continue
        if replied < received:
            raise InputError(
                messages.V07_replied_before_request(replied=format_date(replied), received=format_date(received)).at(
                    requests.file, requests.sheet, int(row)
                )
            )
        limit = meeting.params.reply_limit
        how = {"calendar": "日曆天", "working": "工作天"}[limit.count] if limit else "日曆天"
        found[int(row)] = Fact(
            Decimal(_days_between(received, replied, meeting)),
            unit,
            name,
            label,
            replied,
            f"提出日期次日起算至回復日期的{how}",
            rows_of(requests, [row]),
            "days" if _calendar(meeting) else "working days",
            columns=tuple(label_of(requests.input, column) for column in ("received_on", "replied_on")),
            using=_holidays(meeting),
        )
    return found


def waiting_days(requests: Records, meeting: Meeting) -> dict[int, Fact]:
    """Days from receipt to the last day of the period for each request, by row number, that nobody has replied to, as its
    outcome says by the rulebook."""
    until, book, keys = meeting.requests_until, meeting.outcomes, keys_by_row(requests)
    open_ones = {one.outcome for one in book.outcomes if not one.answered} if book else set()
    found: dict[int, Fact] = {}
    for row, record in each(requests):
        received = record.get("received_on")
        replied = isinstance(record.get("replied_on"), date)
        if record["outcome"] not in open_ones or replied or not isinstance(received, date) or received > until:
            continue
        found[int(row)] = Fact(
            Decimal(_days_between(received, until, meeting)),
            meeting.units.count("日"),
            f"requests.waiting_days/{keys[int(row)]}",
            f"{record['request_id']} 未回復的日數",
            until,
            "提出日期次日起算至統計日，計法同回復天數",
            rows_of(requests, [row]),
            "days" if _calendar(meeting) else "working days",
            columns=(label_of(requests.input, "received_on"),),
            using=(format_date(until), *_holidays(meeting)),
        )
    return found


def unanswered(requests: Records, meeting: Meeting) -> list[int]:
    """Those of :func:`waiting_days` whose limit is over, by row number."""
    limit = meeting.params.reply_limit
    if limit is None:
        return []
    return [row for row, fact in waiting_days(requests, meeting).items() if fact.number > limit.days]


def replies(requests: Records, meeting: Meeting, unit: str = "") -> tuple[Fact, Fact]:
    """Requests whose reply came or is overdue, and those of them replied to within the limit (件); of one unit, or of all.

    A request that nobody has replied to counts as soon as the limit is over: no reply is no reply in time.
    """
    word = meeting.units.count("件")
    here = requests.where(requests.frame["agency_short"] == unit) if unit else requests
    suffix = f"/{unit}" if unit else ""
    days = reply_days(here, meeting)
    known = {row: fact for row, fact in days.items() if not fact.absence}
    late = unanswered(here, meeting)
    if meeting.params.reply_limit is None or (days and not known and not late):
        why: Absence = NOT_APPLICABLE if meeting.params.reply_limit is None else NOT_PROVIDED
        return (
            absent(why, word, f"requests.replies{suffix}", f"{unit}已回復件數"),
            absent(why, word, f"requests.in_time{suffix}", f"{unit}期限內回復件數"),
        )
    limit = meeting.params.reply_limit.days
    every = rows_counted(
        here,
        sorted((*known, *late)),
        word,
        f"requests.replies{suffix}",
        f"{unit}應回復件數" if late else f"{unit}已回復件數",
        meeting.requests_until,
        "有提出日期及回復日期者，及期限已過而未回復者" if late else "有提出日期及回復日期者",
    )
    timely = [row for row, fact in known.items() if fact.number <= limit]
    in_time = rows_counted(
        here,
        timely,
        word,
        f"requests.in_time{suffix}",
        f"{unit}期限內回復件數",
        meeting.requests_until,
        f"回復天數在 {limit} 日以內者",
    )
    return every, in_time


def in_time_share(requests: Records, meeting: Meeting) -> Fact:
    """What came in time of what came or is overdue."""
    every, in_time = replies(requests, meeting)
    rule = "期限內回復 ÷ 已回復" + ("及逾期未回復" if unanswered(requests, meeting) else "")
    return in_time.share_of(every, meeting.units.share).named("requests.in_time_share", "期限內回復占比", rule=rule)


def overdue(requests: Records, meeting: Meeting) -> Fact:
    """Requests that nobody has replied to although the limit is over (件)."""
    return rows_counted(
        requests,
        unanswered(requests, meeting),
        meeting.units.count("件"),
        "requests.overdue",
        "逾期未回復件數",
        meeting.requests_until,
        "處理情形為未回復，期限已過而沒有回復日期者",
    )


def limit_days(meeting: Meeting) -> Fact:
    """The limit of a reply (日); absent where none is set."""
    limit, unit, name, label = meeting.params.reply_limit, meeting.units.count("日"), "requests.reply_limit", "回復期限"
    if limit is None:
        return absent(NOT_APPLICABLE, unit, name, label)
    return Fact(Decimal(limit.days), unit, name, label, rule="參數檔 reply_limit", operator="declared")


def limit_text(meeting: Meeting) -> str:
    """「14 日（日曆天）」, or that no limit is set."""
    days = limit_days(meeting)
    if days.absence:
        return NOT_APPLICABLE
    return Naming("{days} 日（{kind}）", days=days, kind="日曆天" if _calendar(meeting) else "工作天")
