"""Whether a list came whole: its rows against what it says itself, what a person was told, and the last meeting's.

A CSV that was cut at the end of a line reads like any other. Nothing but a number from elsewhere shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from reportlib import messages
from reportlib.errors import Problem
from reportlib.measures.counting import each
from reportlib.measures.inventory.leaving import gone_after, on_list
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.param_choices import DATA_ROWS, RowNumbers
from reportlib.records.records import Records
from reportlib.roc import format_date


def rows_of_data(records: Records) -> int:
    """How many records the file has, whoever they are of."""
    return sum(records.counts.get(part, 0) for part in DATA_ROWS)


def problems(found: Mapping[str, Records], meeting: Meeting) -> Iterator[tuple[Problem, bool]]:
    """P01: every input that has another number of records than is stated, or fewer than last time; and whether that stops it.

    A stated number that differs stops; a drop does from ``rows.refuse_drop`` per cent on, unless the input is in
    ``rows.accepted``. A smaller one is told.
    """
    book = meeting.params.rows or RowNumbers()
    for kind, records in found.items():
        rows = rows_of_data(records)
        for stated in dict.fromkeys((book.stated.get(kind), records.stated)):
            if stated is not None and stated != rows:
                problem = messages.P01_records_missing(records=rows, stated=stated).at(records.file, records.sheet)
                yield problem, kind not in book.accepted
        if (last := book.last.get(kind)) and rows < last:
            yield _drop(records, kind, rows, last, messages.last_meetings_rows(), book)
    if told := _told_total(found, meeting):
        records, (day, last, row) = found["catalogue"], told
        gone = found.get("withdrawn")
        now = len(on_list(records, day, gone).frame)
        now += len(gone_after(gone, records, meeting, day).frame) if gone is not None else 0
        if now < last:
            what = messages.last_meetings_total(day=format_date(day), file=found["history"].file, row=row)
            yield _drop(records, "catalogue", now, last, what, book)


def _drop(records: Records, kind: str, now: int, last: int, what: str, book: RowNumbers) -> tuple[Problem, bool]:
    percent = Decimal(100 * (last - now)) / last
    problem = messages.P01_fewer_than_last_time(
        what=what, now=now, last=last, lost=last - now, percent=f"{percent:.1f}", limit=book.refuse_drop, input=kind
    )
    return problem.at(records.file, records.sheet), percent >= book.refuse_drop and kind not in book.accepted


def _told_total(found: Mapping[str, Records], meeting: Meeting) -> tuple[date, int, int] | None:
    """Day, value and row of the newest total of the list that an earlier meeting printed; None where there is none.

    Only a list with listing dates can be counted up to that day.
    """
    catalogue, history, today = found.get("catalogue"), found.get("history"), meeting.as_of.inventory
    if catalogue is None or history is None or not catalogue.has("listed_on"):
        return None
    told = [
        (row["as_of"], int(row["value"]), number)
        for number, row in each(history)
        if row["fact"] == "inventory.total" and row["as_of"] < today and row["value"]
    ]
    return max(told, default=None)
