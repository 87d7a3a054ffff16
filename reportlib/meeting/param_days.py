"""The days of a meeting: its own, those up to which its numbers are counted, and its periods."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from reportlib import roc
from reportlib.language import say
from reportlib.meeting.fields import Date, MeetingDate, Model, Text, meeting_date
from reportlib.meeting.yaml_models import Wrong, Wrongs
from reportlib.meeting.yaml_reader import Key


class MeetingParams(Model):
    body: Text
    term: int = Field(ge=1, le=999)
    number: int = Field(ge=1, le=999)
    date: Annotated[MeetingDate, BeforeValidator(meeting_date)]
    secretariat: Text | None = None
    convener: Text | None = None
    data_notice: Text | None = None  # printed on every page
    data_notice_text: Text | None = None


class AsOf(Model):
    """The day up to which each group of numbers is counted."""

    inventory: Date
    previous_inventory: Date | None = None
    gold_series: tuple[Date, ...] = Field((), strict=False)
    platinum: Date | None = None
    oas: Date | None = None
    award: Date | None = None
    follow_up: Date | None = None

    @field_validator("previous_inventory")
    @classmethod
    def _before_inventory(cls, previous: datetime.date | None, info: ValidationInfo) -> datetime.date | None:
        inventory = info.data.get("inventory")
        if previous and inventory and previous >= inventory:
            zh = f"上期 {roc.format_date(previous)} 不早於本期 {roc.format_date(inventory)}。"
            en = f"the previous inventory, {roc.format_date(previous)}, is not before the inventory, {roc.format_date(inventory)}."
            raise Wrong(say(zh, en), say("請更正其中一個日期。", "Correct one of the dates."), "C12")
        return previous

    @field_validator("gold_series")
    @classmethod
    def _ascending(cls, series: tuple[datetime.date, ...]) -> tuple[datetime.date, ...]:
        for n, (before, after) in enumerate(itertools.pairwise(series), 1):
            if before >= after:
                zh, en = (
                    f"{roc.format_date(after)} 不晚於前一個日期 {roc.format_date(before)}。",
                    f"{roc.format_date(after)} is not after {roc.format_date(before)}.",
                )
                raise Wrong(
                    say(zh, en),
                    say("請由早到晚排列，不要重複。", "List the dates from early to late, each once."),
                    "C12",
                    (n,),
                )
        return series

    def dated(self) -> Iterator[tuple[Key, datetime.date]]:
        """Every date with its key."""
        for name, value in self:
            if isinstance(value, tuple):
                yield from (((name, n), date) for n, date in enumerate(value))
            elif value:
                yield (name,), value


class Periods(Model):
    """Windows of time: first and last day, both counted. ``plan`` is the half-year whose openings are discussed."""

    requests: Annotated[tuple[Date, ...], Field(strict=False)] | None = None
    feedback: Annotated[tuple[Date, ...], Field(strict=False)] | None = None
    plan: Annotated[tuple[Date, ...], Field(strict=False)] | None = None

    @field_validator("requests", "feedback", "plan")
    @classmethod
    def _first_and_last(cls, period: tuple[datetime.date, ...] | None) -> tuple[datetime.date, ...] | None:
        if period is not None and len(period) != 2:
            what = say(
                f"期間須有起日與迄日兩個日期，這裡有 {len(period)} 個。",
                f"a period has two dates, its first and last day; here are {len(period)}.",
            )
            raise Wrong(what, say("請寫成 [109-06-01, 109-10-31]。", "Write it as [109-06-01, 109-10-31]."), "C12")
        if period and period[0] > period[1]:
            zh = f"期間的起日 {roc.format_date(period[0])} 晚於迄日 {roc.format_date(period[1])}。"
            en = f"the period begins on {roc.format_date(period[0])}, after its end on {roc.format_date(period[1])}."
            raise Wrong(say(zh, en), say("請對調或更正。", "Swap or correct them."), "C12")
        return period


class ReplyLimit(Model):
    """In how many days a request is to be answered; the day after it came is day 1."""

    days: int = Field(ge=1, le=3650)
    count: Literal["calendar", "working"] = "calendar"
    holidays: tuple[Date, ...] = Field((), strict=False)


def not_after(meeting: MeetingDate, dated: Iterable[tuple[Key, datetime.date]]) -> None:
    """Wrongs for every date (with its key) that is later than the meeting."""
    late = [
        Wrong(
            say(
                f"{roc.format_date(date)} 晚於會議日期（{meeting.text()}）。",
                f"{roc.format_date(date)} is after the meeting ({meeting.text()}).",
            ),
            say("請更正這個日期或 meeting.date。", "Correct this date or meeting.date."),
            "C12",
            key,
        )
        for key, date in dated
        if date > meeting.last()
    ]
    if late:
        raise Wrongs(late)


def a_year_after(date: datetime.date) -> datetime.date:
    try:
        return date.replace(year=date.year + 1)
    except ValueError:  # 29 February
        return datetime.date(date.year + 1, 3, 1)
