"""The citizens' requests that count in this period, how many they are, and what each is called by."""

from __future__ import annotations

import difflib

from reportlib import messages
from reportlib.errors import InputError
from reportlib.facts.conditions import blank, is_, since, until, worded
from reportlib.facts.facts import Fact
from reportlib.measures import receipts
from reportlib.measures.counting import all_counted, cells_of, each, rows_counted
from reportlib.measures.of_section import of_section
from reportlib.measures.receipts import Lacking
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


@of_section()
def counted(requests: Records, meeting: Meeting) -> Records:
    """The requests that count, with their outcome as the rulebook names it.

    Left out: rows that the rulebook does not count, and those received outside the period of the parameters (a row
    without a date is kept: it is in the file for this period). InputError (V17) for an outcome the rulebook does not
    know, with the nearest one.

    >>> requests.counted(section)
    民間需求回應（requests.csv）：4 列 × 15 欄
    """
    book = meeting.need("rulebooks.outcomes", meeting.outcomes)
    requests = requests.where(~is_("outcome", *book.not_counted))
    frame = requests.frame
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
    words = frame["outcome"].map(spelled)
    requests = requests.classed("outcome", words, lambda outcome: worded("outcome", spelled, outcome))
    period = meeting.params.periods.requests
    if not period or "received_on" not in frame:
        return requests
    return requests.where(blank("received_on") | since("received_on", period[0]) & until("received_on", period[1]))


@of_section(requests=counted)
def total(requests: Records, meeting: Meeting) -> Fact:
    """How many requests count (件).

    >>> requests.total(section)
    民間需求 4 件（114-05-31）
    """
    return all_counted(
        requests,
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


@of_section()
def lacking(received: Records | None, meeting: Meeting) -> Lacking | None:
    """What the units' replies still lack, where a board of returns is given.

    >>> requests.lacking(section) is None
    True
    """
    return receipts.lacking(received, "replies", meeting)


@of_section(everything="requests", requests=counted)
def left_out(everything: Records, requests: Records, meeting: Meeting) -> Fact:
    """Rows of the whole file that :func:`counted` leaves out (列).

    >>> requests.left_out(section)
    不計入的需求紀錄 0 列（114-05-31）
    """
    rest = everything.frame.index.difference(requests.frame.index)
    counts = requests.chosen
    return rows_counted(
        everything,
        rest,
        meeting.units.count("列"),
        "requests.left_out",
        "不計入的需求紀錄",
        meeting.requests_until,
        "規則所列不計者，及提出日期不在期間內者",
        None if counts is None else ~counts,
    )
