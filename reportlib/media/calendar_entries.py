"""What the entries of a calendar are known by, from one packet to the next: UID, SEQUENCE and DTSTAMP.

RFC 5545 (3.8.7) has a calendar program replace an entry by one of the same UID with a higher SEQUENCE, which is raised when a
date changes and not when a text does, or of the same SEQUENCE with a later DTSTAMP; RFC 5546 (3.2.1) lets a published entry be
CANCELLED. So the record of a run keeps the entries of its calendar, and the next build goes on from there. Nothing here knows
the clock: a stamp is the date of the meeting, or a second after the last one.

A milestone is its task: on whatever day it is due, it is the same. Of several with one task those whose days are nearest belong
together.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib.text import spelling

if TYPE_CHECKING:
    from icalendar import Event

TAKEN_OVER = "calendar.json"  # in a meeting's folder of data
PREFIX, CANCELLED_PREFIX = "期限：", "（取消）"


@dataclass(frozen=True)
class Coming:
    """An entry as this packet has it: the ``task`` is "" for the meeting itself; ``when`` says all of its times, and begins with
    the day in ISO form; ``texts`` are those of summary and description together."""

    task: str
    when: str
    texts: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.texts.encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.when[:10])


@dataclass(frozen=True)
class Entry:
    """An entry as it was published; ``stamp`` are seconds since 1970, ``digest`` tells whether its texts are the same."""

    uid: str
    task: str
    when: str
    digest: str
    sequence: int
    stamp: int
    cancelled: bool = False

    @property
    def day(self) -> date:
        return date.fromisoformat(self.when[:10])


def followed(
    planned: Sequence[Coming], last: Sequence[Entry], name: str, stamp: int
) -> list[tuple[Entry, Coming | None]]:
    """The entries of the next calendar, each with what is planned of it; None for one that is cancelled.

    ``last`` are those of the last one; ``name`` begins the UID of a new one, and ``stamp`` is its stamp.
    """
    found: list[tuple[Entry, Coming | None]] = []
    taken = {entry.uid for entry in last}
    tasks = [*(one.task for one in planned), *(entry.task for entry in last)]
    for task in dict.fromkeys(map(spelling, tasks)):
        mine = [one for one in planned if spelling(one.task) == task]
        before = [entry for entry in last if spelling(entry.task) == task]
        pairs = _nearest(mine, [entry for entry in before if not entry.cancelled])
        gone = [entry for entry in before if all(entry is not other for other in pairs.values())]
        left = [place for place in range(len(mine)) if place not in pairs]
        again = _nearest([mine[place] for place in left], [entry for entry in gone if entry.cancelled])
        pairs |= {left[place]: entry for place, entry in again.items()}
        for place, one in enumerate(mine):
            entry = pairs.get(place)
            found.append((_again(entry, one, stamp) if entry else _new(one, name, stamp, taken), one))
        for entry in gone:
            if all(entry is not other for other in pairs.values()):
                found.append((_cancelled(entry, stamp), None))
    return found


def _nearest(planned: Sequence[Coming], last: Sequence[Entry]) -> dict[int, Entry]:
    """The entry that each of these is, by its place: those whose days are nearest first."""
    apart = sorted(
        (abs((one.day - entry.day).days), one.when, entry.when, entry.uid, place, other)
        for (place, one), (other, entry) in itertools.product(enumerate(planned), enumerate(last))
    )
    found: dict[int, int] = {}
    for *_, place, other in apart:
        if place not in found and other not in found.values():
            found[place] = other
    return {place: last[other] for place, other in found.items()}


def _again(entry: Entry, planned: Coming, stamp: int) -> Entry:
    """The same entry as it is now: moved, with other words, or as it was."""
    is_moved = entry.when != planned.when or entry.cancelled
    if not is_moved and entry.digest == planned.digest:
        return entry
    return replace(
        entry,
        task=planned.task,
        when=planned.when,
        digest=planned.digest,
        sequence=entry.sequence + is_moved,
        stamp=max(stamp, entry.stamp + 1),
        cancelled=False,
    )


def _new(planned: Coming, name: str, stamp: int, taken: set[str]) -> Entry:
    """An entry that no packet had, with a UID of its own; ``taken`` grows by it."""
    for number in itertools.count():
        known = f"{planned.task}\n{planned.when[:10]}" + (f"\n{number}" if number else "")
        uid = f"{name}-{hashlib.sha256(known.encode('utf-8', 'replace')).hexdigest()[:16]}" if planned.task else name
        if f"{uid}@packet" not in taken:
            break
    taken.add(f"{uid}@packet")
    return Entry(f"{uid}@packet", planned.task, planned.when, planned.digest, 0, stamp)


def _cancelled(entry: Entry, stamp: int) -> Entry:
    if entry.cancelled:
        return entry
    return replace(entry, cancelled=True, sequence=entry.sequence + 1, stamp=max(stamp, entry.stamp + 1))


# -- as they are kept ------------------------------------------------------------------------------------------------------


def as_json(entries: Iterable[Entry]) -> list[dict[str, object]]:
    return [asdict(entry) for entry in entries]


def of_json(said: object) -> list[Entry]:
    """The entries of a record; ValueError where it is none."""
    if not isinstance(said, list):
        raise ValueError("no list of entries")
    return [_entry(one) for one in said]


def _entry(said: object) -> Entry:
    kinds = {"uid": str, "task": str, "when": str, "digest": str, "sequence": int, "stamp": int, "cancelled": bool}
    if not isinstance(said, dict) or {key: type(value) for key, value in said.items()} != kinds:
        raise ValueError("no entry")
    entry = Entry(**said)
    date.fromisoformat(entry.when[:10])
    return entry


def last(packet: Path, data_folder: Path) -> list[Entry]:
    """The entries that the next calendar goes on from: those of the meeting's packet, or, before it has one, those that
    ``packet new`` took over from the meeting before (:data:`TAKEN_OVER`)."""
    entries = published(packet)
    if entries is None:
        with contextlib.suppress(OSError, ValueError, TypeError):
            entries = of_json(json.loads((data_folder / TAKEN_OVER).read_text("utf-8")))
    return entries or []


def published(folder: Path) -> list[Entry] | None:
    """The entries of the calendar of a packet, None where there is no packet.

    One that was made before its record kept them says them in ``calendar.ics``: these have the first SEQUENCE.
    """
    try:
        record = json.loads((folder / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    with contextlib.suppress(ValueError, TypeError, LookupError):
        return of_json(record["calendar"])
    with contextlib.suppress(OSError, ValueError, LookupError, AttributeError):
        return _of_ics((folder / "calendar.ics").read_bytes())
    return None


def planned_of(event: Event, task: str) -> Coming:
    """An event that is written, or was."""
    texts = "\n".join(str(event.get(key, "")) for key in ("summary", "description"))
    times = (event.start.isoformat(), event.end.isoformat(), str(event.get("status", "")))
    return Coming(task, " ".join(filter(None, times)), texts)


def _of_ics(data: bytes) -> list[Entry]:
    from icalendar import Calendar, Event

    found = []
    for event in Calendar.from_ical(data).walk("VEVENT"):
        if isinstance(event, Event) and event.DTSTAMP:
            summary = str(event.get("summary", ""))
            planned = planned_of(event, summary.removeprefix(PREFIX) if summary.startswith(PREFIX) else "")
            stamp = int(event.DTSTAMP.timestamp())
            found.append(Entry(str(event["uid"]), planned.task, planned.when, planned.digest, 0, stamp))
    return found
