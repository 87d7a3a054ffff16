"""Whether anything of the meeting before is lost: its decisions, its resolutions that are still followed, the rows of this period.

Asked only where the parameters name that meeting (``previous``; ``packet new`` writes it), but for :func:`of_earlier_period`.
"""

from __future__ import annotations

import filecmp
import re
from collections.abc import Iterator, Mapping
from datetime import date

from reportlib import messages
from reportlib.decisions import read
from reportlib.decisions.held import HeldMeeting, Resolved
from reportlib.decisions.points import points
from reportlib.errors import ConfigError, Problem
from reportlib.measures.counting import each
from reportlib.measures.follow_up.numbering import Key, ResolutionKey, key_of, meeting_key, meeting_text, this_meeting
from reportlib.measures.members import seated
from reportlib.meeting.fields import MARK
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.packets.published import was_held
from reportlib.records import inputs
from reportlib.records.about_inputs import ABOUT
from reportlib.records.records import Records
from reportlib.records.tables import FILES, TABLES
from reportlib.roc import format_date
from reportlib.store import reads
from reportlib.text import bare, spelling


def before(params: Params) -> Params | None:
    """The parameters of the meeting before, None where ours name none; ConfigError with what is wrong with its file."""
    if params.previous is None:
        return None
    if params.previous.meeting == params.name:
        raise ConfigError(messages.C17_is_itself().at(params.path.name, header="previous.meeting"))
    return Params.read(params.path.with_name(f"{params.previous.meeting}.yaml"), before_intake=True)


def undecided(params: Params, old: Params, held: HeldMeeting | None) -> Iterator[Problem]:
    """C17: the meeting before was held, and nobody has written down what it decided, or said that it decided nothing."""
    said = params.previous and params.previous.no_decisions
    if held is not None and said:
        yield messages.C17_decisions_after_all(meeting=old.name).at(params.path.name, header="previous.no_decisions")
    if held is None and not said and was_held(old, params.meeting.date.last()):
        yield messages.C17_no_decisions(meeting=old.name, date=old.meeting.date.text()).at(
            params.path.name, header="previous"
        )


def problems(found: Mapping[str, Records], meeting: Meeting) -> Iterator[Problem]:
    """All that is lost of the meeting before; nothing where the parameters name none."""
    params = meeting.params
    old = before(params)
    if old is None:
        return
    earlier = Meeting(old)
    held = read.read(earlier)
    yield from undecided(params, old, held)
    if "resolutions" in found:
        there = set(_numbers(found["resolutions"]))
        yield from _not_taken(held, old, there, found["resolutions"], meeting)
        yield from _not_carried(earlier, there, found["resolutions"])
        yield from _not_as_tracked(held, old, found["resolutions"], meeting)
    yield from stale(found, params)


def notices(found: Mapping[str, Records], meeting: Meeting) -> Iterator[str]:
    """What the meeting before has put off to this one, that it decided nothing, and what was left or told otherwise in its own files."""
    old = before(meeting.params)
    if old is None or meeting.params.previous is None:
        return
    if said := meeting.params.previous.no_decisions:
        yield messages.no_decisions_said(meeting=old.name, reason=said)
    earlier = Meeting(old)
    held = read.read(earlier)
    if "members" in found:
        yield from map(str, seats_changed(found["members"], old, earlier))
    yield from left_as_before(old, meeting.params)
    put_off = held.brought_again() if held is not None else ()
    if again := [one.called for one in put_off if not _on_agenda(one, this_meeting(earlier), meeting.params)]:
        yield messages.postponed_to_this_meeting(items=again)


def seats_changed(members: Records, old: Params, earlier: Meeting) -> Iterator[Problem]:
    """(I02) A member who sat in a seat of another kind in the list of the meeting before: only the two lists tell 機關委員 from 機關代表."""
    path = old.inputs.members
    if path is None or not path.is_file() or not members.has("name"):
        return
    before = inputs.read("members", path, earlier)
    if before is None or not before.has("name"):
        return
    known = {member["name"]: member["seat"] for _, member in each(seated(before)) if member["name"]}
    for row, member in each(seated(members)):
        was, now = known.get(member["name"]), member["seat"]
        if was and was != now:
            told = messages.I02_seat_changed(meeting=old.name, was=was, now=now)
            yield told.at(members.file, members.sheet, row, header=messages.header_seat())


def left_as_before(old: Params, params: Params) -> Iterator[str]:
    """What is made anew each half-year and is, to the letter, the file of the meeting before."""
    for field in dict.fromkeys(FILES[kind] for kind, about in ABOUT.items() if about.span == "period"):
        ours, theirs = getattr(params.inputs, field, None), getattr(old.inputs, field, None)
        if ours is None or theirs is None or field in params.empty_inputs:
            continue
        reads.note(theirs)
        if ours.is_file() and theirs.is_file() and filecmp.cmp(ours, theirs, shallow=False):
            yield messages.same_file_as_before(file=ours.name, meeting=old.name)


def _on_agenda(one: Resolved, key: Key, params: Params) -> bool:
    """Whether what was put off is on the agenda again: by the words of its proposal (of what had none, its title), or by its number
    (「6-1 決議八（二）」). A mark is no agenda yet, nor is the title of what had a proposal, which the next case may bear too."""
    words = bare(one.proposed or one.title)
    number = re.compile(
        rf"(?<![0-9]){key[0]}-{key[1]}決議{re.escape(spelling(one.number))}(?![(一二三四五六七八九十百])"
    )
    for point in points(params):
        told = (point.title, point.matter, point.proposal.text if point.proposal else "")
        said = [text for text in told if not text.startswith(MARK)]
        if any(words in bare(text) or number.search(spelling(text)) for text in said):
            return True
    return False


def _not_taken(
    held: HeldMeeting | None, old: Params, there: set[ResolutionKey], records: Records, meeting: Meeting
) -> Iterator[Problem]:
    key = this_meeting(Meeting(old))
    called = f"{key[0]}-{key[1]}"
    decided = [one.number for one in held.followed()] if held else []
    if lost := [number for number in decided if key_of(called, number) not in there]:
        told = messages.C17_decisions_not_taken(numbers=lost, old=old.name, new=meeting.params.name)
        yield told.at(records.file, records.sheet)


def _not_carried(earlier: Meeting, there: set[ResolutionKey], records: Records) -> Iterator[Problem]:
    path = earlier.params.inputs.resolutions
    if path is None or not path.is_file():
        return
    own = inputs.read("resolutions", path, earlier)
    if own is None:
        return
    released = own.frame.get("released_by")
    opened = own.with_frame(own.frame[released.isna()]) if released is not None else own
    lost = [
        f"{meeting_text(key)}{number}" for key, number, item in _numbers(opened) if (key, number, item) not in there
    ]
    if lost:
        yield messages.C17_resolutions_not_carried(numbers=list(dict.fromkeys(lost))).at(records.file, records.sheet)


def _not_as_tracked(held: HeldMeeting | None, old: Params, records: Records, meeting: Meeting) -> Iterator[Problem]:
    """C17: a resolution that the meeting before released is still followed, or the other way round, or it has its old due date."""
    by_key = {key: record for _, record in each(records) if (key := key_of(record["meeting"], record["number"]))}
    released, open_again = [], []
    for one in held.tracked if held else ():
        record = by_key.get(one.key)
        if record is None:
            continue  # told as not carried
        by = meeting_key(record.get("released_by"))
        due = (record.get("due_on"), spelling(record.get("due_said") or ""))
        if not one.is_released and by:
            open_again.append(one.called)
        elif one.is_released and not by or one.has_new_due and due != (one.due_on, spelling(one.due_said)):
            released.append(one.called)
    if released:
        told = messages.C17_not_as_tracked(numbers=released, old=old.name, new=meeting.params.name)
        yield told.at(records.file, records.sheet)
    if open_again:
        told = messages.C17_continued_is_released(numbers=open_again, old=old.name)
        yield told.at(records.file, records.sheet)


def stale(found: Mapping[str, Records], params: Params) -> Iterator[Problem]:
    """C17: an input that gets rows each half-year has none of this one, and nobody has said that there are none."""
    last = params.as_of.previous_inventory
    for kind, records in found.items():
        about = ABOUT.get(kind)
        if last is None or about is None or not about.must_grow or FILES[kind] in params.empty_inputs:
            continue
        days = records.frame[about.grows_by].dropna() if about.grows_by in records.frame else ()
        if len(days) and (newest := max(days)) <= last:
            told = messages.C17_nothing_of_this_period(day=format_date(newest), field=FILES[kind])
            yield told.at(records.file, records.sheet)


def of_earlier_period(found: Mapping[str, Records], params: Params) -> Iterator[Problem]:
    """C17: every row of an input is from before the period that it is counted for, so it is the file of an earlier meeting; a row without
    its day may be of this one, and a list of many bodies is of no meeting's."""
    for kind, records in found.items():
        name, period = ABOUT[kind].counted_by, getattr(params.periods, FILES[kind], None)
        if not name or period is None or FILES[kind] in params.empty_inputs or not records.has(name):
            continue
        column = next(one for one in TABLES[kind].columns if one.name == name)
        days = [day for day in records.frame[name] if isinstance(day, date)]
        if not days or len(days) < len(records.frame) or max(days) >= period[0] or records.counts.get("out_of_scope"):
            continue
        told = messages.C17_all_before_period(
            rows=len(days), last=format_date(max(days)), begin=format_date(period[0]), field=FILES[kind]
        )
        yield told.at(records.file, records.sheet, header=column.label)


def _numbers(records: Records) -> Iterator[ResolutionKey]:
    for meeting, number in zip(records.frame["meeting"], records.frame["number"], strict=True):
        if key := key_of(meeting, number):
            yield key
