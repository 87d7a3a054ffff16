"""Cells as dates: ROC and CE, texts and serial numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from reportlib import roc
from reportlib.errors import quoted
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
        if isinstance(cell, datetime):
            day = cell.date()
        elif isinstance(cell, date):
            day = cell
        else:
            text = _text(cell)
            if text is None or text in NOT_REPORTED:
                return None
            try:
                day = roc.parse_date(text)
            except roc.BadDate as bad:
                if serial := _of_serial(text, window):
                    raise _serial(text, serial) from None
                reason = str(bad).rstrip("。.")
                zh, en = f"{quoted(text)}不是有效日期（{reason}）。", f"{quoted(text)} is not a valid date ({reason})."
                raise CellFault("V07", say(zh, en), bad.todo or None) from None
        if not window[0] <= day <= window[1]:
            raise _outside(_text(cell) or "", day, window)
        return day

    return convert


def _outside(text: str, day: date, window: tuple[date, date]) -> CellFault:
    """V05: a year that a spreadsheet made of a year of the Republic (09 of 109 as 1909 or 2009), or any other far one."""
    first, last = window
    if window == (EARLIEST, LATEST):
        span_zh, span_en = "1990 年到 2100 年之間", "between 1990 and 2100"
    else:
        span_zh, span_en = (
            f"{roc.format_date(first)} 至 {roc.format_date(last)} 之間",
            f"between {first.isoformat()} and {last.isoformat()}",
        )
    zh = f"{quoted(text)}讀成 {day.isoformat()}，不在{' ' if span_zh[0].isdigit() else ''}{span_zh}。"
    en = f"{quoted(text)} reads as {day.isoformat()}, which is not {span_en}."
    meant = [
        moved
        for year in (day.year + roc.FIRST_YEAR, day.year % 100 + 100 + roc.FIRST_YEAR)
        if day < first and (moved := _in_year(day, year)) and first <= moved <= last
    ]
    if not meant:
        return CellFault("V05", say(zh, en))
    shown = f"{meant[0].year - roc.FIRST_YEAR}/{meant[0].month}/{meant[0].day}"
    todo = say(
        f"如果是民國 {shown}，請用文字格式填寫後重送。",
        f"If {shown} of the Republic is meant, enter it as text and resend.",
    )
    return CellFault("V05", say(zh, en), todo)


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
    what = say(f"{quoted(text)}是日期序號，不是日期。", f"{quoted(text)} is the number of a day, not a date.")
    shown = f"{day.year - roc.FIRST_YEAR}/{day.month}/{day.day}"
    todo = say(
        f"如果是民國 {shown}，請把儲存格設為日期格式或改寫成 {shown} 後重送。",
        f"If {shown} of the Republic is meant, write it so and resend.",
    )
    return CellFault("V06", what, todo)
