"""The clock of a reply: how many days it took or has been waited for, and whether that is within the limit.

Whoever has not replied is never better off than who replied late: what is unanswered when the limit is over counts, and what
lacks the date that would show it to be in time is not in time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportlib import messages
from reportlib.errors import InputError
from reportlib.facts.conditions import NONE, Choice, Took, blank
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Absence, Fact, absent
from reportlib.measures.counting import MOST_PROBLEMS, each, rows_counted
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.office_days import FIRST_DAY, LAST_DAY, BeyondCalendar, OfficeDays
from reportlib.records.records import Records
from reportlib.roc import format_date

Verdict = Literal["in time", "late", "overdue", "waiting", "undated", "unknown"]
DATES = ("received_on", "replied_on")
DUE: tuple[Verdict, ...] = ("in time", "late", "overdue", "undated")  # whose limit is over, or who replied


def in_calendar_days(meeting: Meeting) -> bool:
    """Whether days are counted as calendar days: by the limit, or where there is none."""
    limit = meeting.params.reply_limit
    return limit is None or limit.count == "calendar"


def how(meeting: Meeting) -> str:
    return "日曆天" if in_calendar_days(meeting) else "工作天"


def office_days(meeting: Meeting) -> OfficeDays:
    """The office calendar without the days off that the parameters give."""
    limit = meeting.params.reply_limit
    return OfficeDays(frozenset(limit.holidays) if limit else frozenset())


def exceptions(first: date, last: date, meeting: Meeting) -> tuple[str, ...]:
    """The days between that are otherwise than their day of the week says, where working days are counted."""
    return () if in_calendar_days(meeting) else tuple(map(format_date, office_days(meeting).exceptions(first, last)))


def days_between(records: Records, row: int, first: date, last: date, meeting: Meeting) -> int:
    """Days later than ``first`` up to ``last``, as the limit counts them.

    InputError (C15) at the row where working days are counted and no calendar reaches.
    """
    if in_calendar_days(meeting):
        return (last - first).days
    try:
        return office_days(meeting).between(first, last)
    except BeyondCalendar as beyond:
        raise InputError(
            messages.C15_no_calendar(
                day=format_date(beyond.day), first=format_date(FIRST_DAY), last=format_date(LAST_DAY)
            ).at(records.file, records.sheet, row)
        ) from None


def check_order(records: Records) -> None:
    """InputError (V07) with each reply that is dated before what it answers, whether or not it counts in a period."""
    found = []
    for row, record in each(records):
        received, replied = record.get("received_on"), record.get("replied_on")
        if isinstance(received, date) and isinstance(replied, date) and replied < received:
            wrong = messages.V07_replied_before_request(replied=format_date(replied), received=format_date(received))
            found.append(wrong.at(records.file, records.sheet, row))
    if found:
        raise InputError(*found[:MOST_PROBLEMS])


def verdict(days: int | None, waited: int | None, answered: bool, limit: int) -> Verdict:
    """What one record is, by the ``days`` of its reply, the days it was ``waited`` for where no reply is dated (None: a date is
    missing), and whether it is said to be ``answered``."""
    if days is not None:
        return "in time" if days <= limit else "late"
    if waited is not None:
        return "waiting" if waited <= limit else "undated" if answered else "overdue"
    return "unknown" if answered else "undated"


def verdicts(records: Records, answered: Mapping[int, bool], until: date, meeting: Meeting) -> dict[int, Verdict]:
    """The verdict on every record by row number; none where no limit is set.

    ``answered`` says of which rows the file says that they are; of such a one nothing is known where no record has the day of
    its reply. InputError (V07) where a reply is dated before what it answers, (C15) where no calendar reaches.
    """
    limit = meeting.params.reply_limit
    if limit is None:
        return {}
    check_order(records)
    found: dict[int, Verdict] = {}
    gives_days = records.has("replied_on")
    for row, record in each(records):
        received, replied = (day if isinstance(day := record.get(column), date) else None for column in DATES)
        if received and replied:
            found[row] = verdict(days_between(records, row, received, replied, meeting), None, True, limit.days)
        elif replied or (answered[row] and not gives_days):
            found[row] = "unknown"
        else:
            waited = days_between(records, row, received, max(received, until), meeting) if received else None
            found[row] = verdict(None, waited, answered[row], limit.days)
    return found


@dataclass(frozen=True)
class Means:
    """What :func:`verdicts` decide, as conditions: whose reply came or is overdue, who replied in time, who has not replied
    although the limit is over, and who cannot be shown to have."""

    due: Choice
    in_time: Choice
    overdue: Choice
    undated: Choice


def took(records: Records, columns: tuple[str, ...], meeting: Meeting, until: date | None = None) -> Choice:
    """That it took longer than the limit from the first date to the second, or to the day ``until``; never without a limit."""
    limit = meeting.params.reply_limit
    if limit is None:
        return NONE
    given = (records.frame[column] for column in columns if column in records.frame.columns)
    dates = [day for column in given for day in column if isinstance(day, date) and FIRST_DAY <= day <= LAST_DAY]
    dates += [until] if until and dates else []
    span = (min(dates), max(dates)) if dates else None
    otherwise = exceptions(*span, meeting) if span else ()
    return Took(columns, limit.days, format_date(until) if until else "", not in_calendar_days(meeting), otherwise)


def means(records: Records, answered: Choice, until: date, meeting: Meeting, replied: Choice | None = None) -> Means:
    """The conditions behind the verdicts on these records. ``answered`` is that the file says that they are; ``replied``, where
    not every date is one, that the day of a reply is there."""
    received = ~blank("received_on")
    replied = ~blank("replied_on") if replied is None else replied
    late, waited = took(records, DATES, meeting), took(records, DATES[:1], meeting, until)
    waiting = ~replied if records.has("replied_on") else ~replied & ~answered
    overdue = waiting & ~answered & waited
    undated = waiting & (answered & waited | ~answered & ~received)
    return Means(received & replied | overdue | undated, received & replied & ~late, overdue, undated)


def replies(
    records: Records,
    judged: Mapping[int, Verdict],
    meant: Means,
    name: str,
    of: str,
    until: date,
    meeting: Meeting,
    unit: str = "",
) -> tuple[Fact, Fact]:
    """Of records, their :func:`verdicts` and what these mean, those whose reply came or is overdue, and those replied to within the limit (件);
    ``of`` is how a label ends: 「件數」.

    Absent where no limit is set, and where no record has the dates.
    """
    word, suffix = meeting.units.count("件"), f"/{unit}" if unit else ""
    told = ((f"{name}.replies{suffix}", f"{unit}應回復{of}"), (f"{name}.in_time{suffix}", f"{unit}期限內回復{of}"))
    due = [row for row, one in judged.items() if one in DUE]
    limit = meeting.params.reply_limit
    if limit is None or (judged and not due and "unknown" in judged.values()):
        why: Absence = NOT_APPLICABLE if limit is None else NOT_PROVIDED
        every, timely = (absent(why, word, *one) for one in told)
        return every, timely
    rules = ("已回復者，及期限已過而未回復或沒有回復日期者", f"回復天數在 {limit.days} 日（{how(meeting)}）以內者")
    in_time = [row for row in due if judged[row] == "in time"]
    every, timely = (
        rows_counted(records, rows, word, *one, until, rule, condition)
        for rows, one, rule, condition in zip((due, in_time), told, rules, (meant.due, meant.in_time), strict=True)
    )
    return every, timely
