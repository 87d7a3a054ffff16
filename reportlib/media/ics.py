"""``calendar.ics``: the meeting and its milestones, for anybody's calendar program.

The same bytes each time: no clock is read, and what an entry is known by goes on from the last packet
(:mod:`reportlib.media.calendar_entries`). Texts are texts: the library escapes what has a meaning in the format.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from reportlib.document.cover import cover_of
from reportlib.media.calendar_entries import CANCELLED_PREFIX, PREFIX, Entry, followed, planned_of
from reportlib.meeting.agenda import AgendaItem
from reportlib.meeting.params import Params

if TYPE_CHECKING:
    from reportlib.records.records import Records

ZONE = "Asia/Taipei"
UNDATED = "（日期未定）"
Milestone = tuple[str, date, str]  # task, due date, owner or nothing


def calendar(
    params: Params, milestones: Sequence[Milestone] = (), last: Sequence[Entry] = ()
) -> tuple[bytes, list[Entry]]:
    """The calendar of one meeting: its own entry first, then a milestone each by due date, as whole days, then what is
    cancelled; and its entries for the record of the run. ``last`` are those of the packet before this one.

    A meeting of which only the month is known takes the whole month, tentatively, and says so in its summary.
    """
    found = Calendar()
    found.add("prodid", "-//packet//meeting packets//ZH")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    if params.meeting.date.day:
        found.add_component(_zone())
    events = [_meeting(params), *(_milestone(params, *one) for one in milestones)]
    milestone = [str(event["summary"]).removeprefix(PREFIX) or PREFIX for event in events[1:]]
    planned = [planned_of(event, task) for event, task in zip(events, ("", *milestone), strict=True)]
    stamp = params.meeting.date.timestamp()
    entries = followed(planned, last, params.name, stamp)
    of_planned = {id(one): event for one, event in zip(planned, events, strict=True)}
    kept = sorted(entries, key=lambda pair: (pair[1] is None, pair[0].task != "", pair[0].when, pair[0].task))
    for entry, one in kept:
        event = of_planned[id(one)] if one else _cancelled(params, entry)
        event.add("uid", entry.uid)
        event.add("dtstamp", datetime.fromtimestamp(entry.stamp, UTC))
        event.add("sequence", entry.sequence)
        found.add_component(event)
    return found.to_ical(), [entry for entry, _ in kept]


def _zone() -> Timezone:
    """Taipei: eight hours ahead, no summer time since 1979."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1980, 1, 1))
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(standard)
    return zone


def _event(params: Params, summary: str, description: list[str]) -> Event:
    event = Event()
    event.add("summary", _one_line(summary))
    lines = [*description, *((params.meeting.data_notice,) if params.meeting.data_notice else ())]
    if lines:
        event.add("description", "\n".join(map(_one_line, lines)))
    return event


def _one_line(text: str) -> str:
    """The text without line ends and other controls, which calendar programs take differently."""
    return "".join(char for char in " ".join(text.split()) if unicodedata.category(char) != "Cc")


def _meeting(params: Params) -> Event:
    when, known = params.meeting.date, cover_of(params)
    name = f"{known.body}{known.title}"
    agenda = [_line(item) for item in params.agenda]
    if when.day:
        event = _event(params, name, agenda)
        for key, at in (("dtstart", params.agenda[0].start), ("dtend", params.agenda[-1].end)):
            event.add(key, _at(when.first(), at))
        event.add("status", "CONFIRMED")
    else:
        event = _event(params, f"{name}{UNDATED}", agenda)
        event.add("dtstart", when.first())
        event.add("dtend", when.last() + timedelta(1))  # the first day that is no longer in it
        event.add("status", "TENTATIVE")
        event.add("transp", "TRANSPARENT")
    return event


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZoneInfo(ZONE))


def _line(item: AgendaItem) -> str:
    return f"{item.start:%H:%M}–{item.end:%H:%M} {item.item}"


def milestones_of(milestones: Records | None) -> list[Milestone]:
    """The milestones of an input by due date, then by task."""
    if milestones is None:
        return []
    frame = milestones.frame
    owners = frame["owner"] if milestones.has("owner") else [None] * len(frame)
    return sorted(
        (
            (task, due_on, owner or "")
            for task, due_on, owner in zip(frame["task"], frame["due_on"], owners, strict=True)
        ),
        key=lambda entry: (entry[1], entry[0]),
    )


def _milestone(params: Params, task: str, due_on: date, owner: str) -> Event:
    event = _event(params, f"{PREFIX}{task}", [f"主辦單位：{owner}"] if owner else [])
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(1))
    event.add("transp", "TRANSPARENT")
    return event


def _cancelled(params: Params, entry: Entry) -> Event:
    """A milestone that is no longer one, on the day on which it was due last."""
    event = _event(params, f"{CANCELLED_PREFIX}{PREFIX}{entry.task}", [])
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(1))
    event.add("status", "CANCELLED")
    event.add("transp", "TRANSPARENT")
    return event
