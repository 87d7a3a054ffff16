"""What a rule across the cells of a row is, and the kinds of tests that rules are made of."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from reportlib.errors import Problem
from reportlib.meeting.meeting import Meeting
from reportlib.records.findings import Level
from reportlib.text import spelling


@dataclass(frozen=True)
class Days:
    """The days a rule compares with: the meeting's, and the half-year under discussion, where the parameters name one."""

    meeting: date
    period: tuple[date, date] | None = None

    @classmethod
    def of(cls, meeting: Meeting) -> Days:
        held, period = meeting.params.meeting.date, meeting.params.periods.plan
        return cls(
            date(held.year, held.month, held.day or calendar.monthrange(held.year, held.month)[1]),
            (period[0], period[1]) if period else None,
        )


@dataclass(frozen=True)
class RowRule:
    """One rule: ``holds`` says of every row at once whether it is kept; ``what`` says of one row how it is not.

    ``needs`` are the columns it compares; without all of them there is nothing to compare. It points at ``column``.
    """

    name: str
    column: str
    needs: tuple[str, ...]
    holds: Callable[[pd.DataFrame, Days], pd.Series]
    what: Callable[[Mapping[str, Any], Days], Problem]
    level: Level = "error"


Test = Callable[[pd.DataFrame, Days], pd.Series]  # of all rows at once: whether each of them keeps the rule


# -- kinds of tests ----------------------------------------------------------------------------------------------------


def filled(frame: pd.DataFrame, column: str) -> pd.Series:
    """Whether the cell says something; False throughout where the column is missing."""
    if column not in frame.columns:
        return pd.Series(False, frame.index)
    return frame[column].notna() & ~frame[column].isin([""])


def each_row_holds(frame: pd.DataFrame, columns: Sequence[str], holds: Callable[..., bool]) -> pd.Series:
    """Whether the rule holds of each row; of one that lacks a value it does."""
    values = zip(*(frame[column].tolist() for column in columns), strict=True)
    return pd.Series([None in row or holds(*row) for row in values], frame.index, bool)


def in_order(earlier: str, later: str) -> Test:
    return lambda frame, _: each_row_holds(frame, (earlier, later), lambda first, second: first <= second)


def done(column: str) -> Test:
    """A thing that is said to have been done was done by the day of the meeting."""
    return lambda frame, days: each_row_holds(frame, (column,), lambda day: day <= days.meeting)


def no_more_than(part: str, whole: str) -> Test:
    return lambda frame, _: ~(frame[part] > frame[whole]).fillna(False)


def needs(column: str, needed: str) -> Test:
    return lambda frame, _: ~filled(frame, column) | filled(frame, needed)


def when(column: str, words: Iterable[str], needed: str) -> Test:
    """Where the column says one of the words, the other has to be filled in."""
    wanted = {spelling(word) for word in words}
    return lambda frame, _: (
        ~frame[column].map(lambda text: text is not None and spelling(text) in wanted) | filled(frame, needed)
    )


def when_any(columns: Sequence[str], words: Iterable[str], needed: str) -> Test:
    rules = [(column, when(column, words, needed)) for column in columns]

    def holds(frame: pd.DataFrame, days: Days) -> pd.Series:
        kept = pd.Series(True, frame.index)
        for column, rule in rules:
            if column in frame.columns:
                kept &= rule(frame, days)
        return kept

    return holds
