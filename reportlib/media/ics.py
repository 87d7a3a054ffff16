"""``calendar.ics``: the meeting and its milestones, for anybody's calendar program.

The same bytes each time: the stamp of every entry is the meeting's date, and a milestone is known by its task and due date,
wherever it stands in the file. Texts are texts: the library escapes what has a meaning in the format.
"""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from reportlib.document.cover import meeting_data
from reportlib.meeting.agenda import AgendaItem
from reportlib.meeting.params import Params
from reportlib.records.records import Records

ZONE = "Asia/Taipei"
UNDATED = "（日期未定）"


def calendar(params: Params, milestones: Records | None = None) -> bytes:
    """The calendar of one meeting: its own entry first, then a milestone each by due date, as whole days.

    A meeting of which only the month is known takes the whole month, tentatively, and says so in its summary.
    """
    found = Calendar()
    found.add("prodid", "-//packet//meeting packets//ZH")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    if params.meeting.date.day:
        found.add_component(_zone())
    found.add_component(_meeting(params))
    for task, due_on, owner in _milestones(milestones):
        found.add_component(_milestone(params, task, due_on, owner))
    return found.to_ical()


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


def _event(params: Params, uid: str, summary: str, description: list[str]) -> Event:
    event = Event()
    event.add("uid", f"{uid}@packet")
    event.add("dtstamp", datetime.fromtimestamp(params.meeting.date.timestamp(), UTC))
    event.add("summary", _one_line(summary))
    lines = [*description, *((params.meeting.data_notice,) if params.meeting.data_notice else ())]
    if lines:
        event.add("description", "\n".join(map(_one_line, lines)))
    return event


def _one_line(text: str) -> str:
    """The text without line ends and other controls, which calendar programs take differently."""
    return "".join(char for char in " ".join(text.split()) if unicodedata.category(char) != "Cc")


def _meeting(params: Params) -> Event:
    when, known = params.meeting.date, meeting_data(params)
    name = f"{known['body']}{known['title']}"
    agenda = [_line(item) for item in params.agenda]
    if when.day:
        event = _event(params, params.name, name, agenda)
        for key, at in (("dtstart", params.agenda[0].start), ("dtend", params.agenda[-1].end)):
            event.add(key, _at(when.first(), at))
        event.add("status", "CONFIRMED")
    else:
        event = _event(params, params.name, f"{name}{UNDATED}", agenda)
        event.add("dtstart", when.first())
        event.add("dtend", when.last() + timedelta(1))  # the first day that is no longer in it
        event.add("status", "TENTATIVE")
        event.add("transp", "TRANSPARENT")
    return event


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZoneInfo(ZONE))


def _line(item: AgendaItem) -> str:
    return f"{item.start:%H:%M}–{item.end:%H:%M} {item.item}"


def _milestones(milestones: Records | None) -> list[tuple[str, date, str]]:
    """(task, due date, owner or nothing) by due date, then by task."""
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
    known = hashlib.sha256(f"{task}\n{due_on.isoformat()}".encode()).hexdigest()[:16]
    event = _event(params, f"{params.name}-{known}", f"期限：{task}", [f"主辦單位：{owner}"] if owner else [])
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(1))
    event.add("transp", "TRANSPARENT")
    return event
