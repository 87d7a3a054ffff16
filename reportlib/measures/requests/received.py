"""The citizens' requests that count in this period, how many they are, and what each is called by."""

from __future__ import annotations

import difflib
from datetime import date

from reportlib import messages
from reportlib.errors import InputError
from reportlib.facts.facts import Fact
from reportlib.measures import receipts
from reportlib.measures.counting import cells_of, count, each, rows_counted
from reportlib.measures.receipts import Lacking
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


def counted(requests: Records, meeting: Meeting) -> Records:
    """The requests that count, with their outcome as the rulebook names it.

    Left out: rows that the rulebook does not count, and those received outside the period of the parameters (a row
    without a date is kept: it is in the file for this period). InputError (V17) for an outcome the rulebook does not
    know, with the nearest one.
    """
    book = meeting.need("rulebooks.outcomes", meeting.outcomes)
    frame = requests.frame
    frame = frame[~frame["outcome"].isin(book.not_counted)]
    spelled = book.spelled()
    problems = [
        messages.V17_no_outcome(
            value=value,
            todo=messages.do_you_mean_outcome(near=near[0])
            if (near := difflib.get_close_matches(str(value), spelled, 1))
            else messages.known_outcomes(known=(o.outcome for o in book.outcomes)),
        ).at(requests.file, requests.sheet, row, header=messages.header_outcome())
        for row, value in cells_of(frame["outcome"])
        if value not in spelled
    ]
    if problems:
        raise InputError(*problems[:20])
    frame = frame.assign(outcome=frame["outcome"].map(spelled))
    period = meeting.params.periods.requests
    if period and "received_on" in frame:
        inside = frame["received_on"].map(lambda d: not isinstance(d, date) or period[0] <= d <= period[1]).astype(bool)
        frame = frame[inside]
    return requests.with_frame(frame)


def total(requests: Records, meeting: Meeting) -> Fact:
    return count(
        requests,
        None,
        meeting.units.count("件"),
        "requests.total",
        "民間需求",
        meeting.requests_until,
        "需求紀錄列數；一件需求分送多機關者，各機關各計一件",
    )


def keys_by_row(requests: Records) -> dict[int, str]:
    """What each request is called by, by row number: its id, with agency and row where several rows have it."""
    repeated = requests.frame["request_id"].duplicated(
        keep=False
    )  # one request may be sent to several agencies, or in parts
    return {
        int(row): f"{record['request_id']}/{record['agency_short']}/{row}" if repeated[row] else record["request_id"]
        for row, record in each(requests)
    }


def lacking(received: Records | None, meeting: Meeting) -> Lacking | None:
    """What the units' replies still lack, where a board of returns is given."""
    return receipts.lacking(received, "replies", meeting)


def left_out(everything: Records, requests: Records, meeting: Meeting) -> Fact:
    """Rows of the whole file that :func:`counted` leaves out (列)."""
    rest = everything.frame.index.difference(requests.frame.index)
    return rows_counted(
        everything,
        rest,
        meeting.units.count("列"),
        "requests.left_out",
        "不計入的需求紀錄",
        meeting.requests_until,
        "規則所列不計者，及提出日期不在期間內者",
    )
