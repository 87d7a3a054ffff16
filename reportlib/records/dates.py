"""Cells as dates: ROC and CE, texts and serial numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from reportlib import messages, roc
from reportlib.errors import Problem
from reportlib.language import say
from reportlib.readers.sheets import Cell
from reportlib.records.cell_faults import CellFault
from reportlib.records.header import text_of as _text
from reportlib.records.values import NOT_REPORTED

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
_SERIALS = range(20_000, 80_000)  # days from 1954 to 2119, as a spreadsheet counts them


def dates_of(window: tuple[date, date]) -> Callable[[Cell], date | None]:
    """V01 to V08: dates of both calendars; a day outside the window is no date of ours, whatever made it so."""

    def convert(cell: Cell) -> date | None:
        read = None
        if isinstance(cell, datetime):
            day = cell.date()
        elif isinstance(cell, date):
            day = cell
        else:
            text = _text(cell) or ""
            if not text or text in NOT_REPORTED:
                return None
            try:
                read = roc.read_date(text)
                day = read.day
            except roc.BadDate as bad:
                if serial := _of_serial(text, window):
                    raise _serial(text, serial) from None
                reason = str(bad).rstrip("。.")
                raise CellFault(
                    messages.V07_not_a_date(value=text, reason=reason, todo=bad.todo or messages.correct_and_resend())
                ) from None
        if not window[0] <= day <= window[1]:
            raise _outside(_text(cell) or "", day, window)
        if read and read.remark:
            said = messages.V07_not_as_written(value=text, remark=read.remark)
            raise CellFault(said, warns=True, value=day, once=read.weekday is None)
        return day

    return convert


def _outside(text: str, day: date, window: tuple[date, date]) -> CellFault:
    """V05: a year that a spreadsheet made of a year of the Republic (09 of 109 as 1909 or 2009), or any other far one."""
    first, last = window
    if window == (EARLIEST, LATEST):
        span = messages.between_1990_and_2100()
    else:
        span = messages.between_days(
            first=say(roc.format_date(first), first.isoformat()), last=say(roc.format_date(last), last.isoformat())
        )
    said = messages.V05_out_of_range.text(value=text, day=day.isoformat(), span=span)
    meant = [
        moved
        for year in (day.year + roc.FIRST_YEAR, day.year % 100 + 100 + roc.FIRST_YEAR)
        if day < first and (moved := _in_year(day, year)) and first <= moved <= last
    ]
    if not meant:
        return CellFault(Problem("V05", said, messages.correct_and_resend()))
    shown = f"{meant[0].year - roc.FIRST_YEAR}/{meant[0].month}/{meant[0].day}"
    return CellFault(Problem("V05", said, messages.if_of_republic(day=shown)))


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _of_serial(text: str, window: tuple[date, date]) -> date | None:
    """The day that a spreadsheet's day number of today's system means, if it is one within the window."""
    bare = text.partition(".")[0]
    if not (bare.isascii() and bare.isdigit() and len(bare) == 5 and int(bare) in _SERIALS):
        return None
    day = date(1899, 12, 30) + timedelta(int(bare))
    return day if window[0] <= day <= window[1] else None


def _serial(text: str, day: date) -> CellFault:
    shown = f"{day.year - roc.FIRST_YEAR}/{day.month}/{day.day}"
    return CellFault(messages.V06_number_of_day(value=text, day=shown))
