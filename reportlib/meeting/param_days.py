"""The days of a meeting: its own, those up to which its numbers are counted, and its periods."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from reportlib import messages, roc
from reportlib.meeting.fields import Cited, Date, MeetingDate, Model, meeting_date
from reportlib.meeting.yaml_models import Wrong, Wrongs
from reportlib.meeting.yaml_reader import Key
from reportlib.text import Quoted
from reportlib.wording import Years

MINISTRIES = "部會"


class Peers(Model):
    """The bodies that ours is ranked among: what they are called, and how many there are where a list need not name all."""

    called: Annotated[Cited, Field(pattern=r"^[^0-9０-９]+$")] = Quoted(MINISTRIES)
    number: Annotated[int, Field(ge=1, le=99_999)] | None = None
    source: Cited | None = None  # of the number

    @property
    def words(self) -> dict[str, str]:
        """What an input is called, and its column, by what these are called; our words are those of a ministry."""
        return (
            {}
            if self.called == MINISTRIES
            else {MINISTRIES: self.called, f"各{MINISTRIES}資料集數": f"各{self.called}資料集數"}
        )

    @model_validator(mode="after")
    def _with_source(self) -> Peers:
        if self.number and not self.source:
            raise Wrong(messages.C12_peers_without_source(), at=("source",))
        return self


class MeetingParams(Model):
    body: Cited
    years: Years = "republic"  # in which the packet is dated
    own: Cited | None = None  # how a list of many bodies calls ours
    called: Annotated[Cited, Field(pattern=r"^[^0-9０-９]+$")] = Quoted("本機關")  # how it calls itself: 本部, 本府
    peers: Peers = Peers()
    term: int = Field(ge=1, le=999)
    number: int = Field(ge=1, le=999)
    date: Annotated[MeetingDate, BeforeValidator(meeting_date)]
    secretariat: Cited | None = None
    convener: Cited | None = None
    data_notice: Cited | None = None  # printed on every page
    data_notice_text: Cited | None = None

    def own_among(self, names: Iterable[str]) -> str | None:
        """Which of these names is ours: ``own``, or else the longest by which that of the body begins."""
        known = [name for name in names if (name == self.own if self.own else self.body.startswith(name))]
        return max(known, key=len, default=None)


class SaidDay(Model):
    """A day, and how it was told where no day was: 「107 年 10 月初」."""

    day: Date
    said: Cited


class AsOf(Model):
    """The day up to which each group of numbers is counted."""

    inventory: Date
    previous_inventory: Date | None = None
    gold_series: tuple[Date, ...] = Field((), strict=False)
    gold_series_said: tuple[SaidDay, ...] = Field((), strict=False)  # days of the series that were told otherwise
    platinum: Date | None = None
    oas: Date | None = None
    award: Date | None = None
    follow_up: Date | None = None
    requests: Date | None = None  # where requests are of another day than the list, and no period says so

    @field_validator("previous_inventory")
    @classmethod
    def _before_inventory(cls, previous: datetime.date | None, info: ValidationInfo) -> datetime.date | None:
        inventory = info.data.get("inventory")
        if previous and inventory and previous >= inventory:
            raise Wrong(
                messages.C12_previous_not_before(
                    previous=roc.format_date(previous), inventory=roc.format_date(inventory)
                )
            )
        return previous

    @field_validator("gold_series")
    @classmethod
    def _ascending(cls, series: tuple[datetime.date, ...]) -> tuple[datetime.date, ...]:
        for n, (before, after) in enumerate(itertools.pairwise(series), 1):
            if before >= after:
                raise Wrong(
                    messages.C12_days_not_ascending(later=roc.format_date(after), earlier=roc.format_date(before)),
                    at=(n,),
                )
        return series

    def dated(self) -> Iterator[tuple[Key, datetime.date]]:
        """Every date with its key."""
        for name, value in self:
            if isinstance(value, tuple):
                yield from (((name, n), one.day if isinstance(one, SaidDay) else one) for n, one in enumerate(value))
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
            raise Wrong(messages.C12_period_of_two_days(count=len(period)))
        if period and period[0] > period[1]:
            raise Wrong(
                messages.C12_period_ends_before_it_begins(
                    first=roc.format_date(period[0]), last=roc.format_date(period[1])
                )
            )
        return period


class ReplyLimit(Model):
    """In how many days a request is to be answered; the day after it came is day 1.

    ``source`` is where the days are from, ``count_source`` what it rests on that they are calendar or working days; both are
    printed. ``holidays`` are the body's own days off: the office calendar is known (:mod:`office_days`).
    """

    days: int = Field(ge=1, le=3650)
    count: Literal["calendar", "working"] = "calendar"
    source: Cited | None = None
    count_source: Cited | None = None
    holidays: tuple[Date, ...] = Field((), strict=False)


def not_after(meeting: MeetingDate, dated: Iterable[tuple[Key, datetime.date]]) -> None:
    """Wrongs for every date (with its key) that is later than the meeting."""
    late = [
        Wrong(messages.C12_day_after_meeting(day=roc.format_date(date), meeting=meeting.text()), at=key)
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
