"""The decisions of a meeting, read from its form: :func:`read` for whoever needs them, :func:`problems` for ``check``.

A form is never half read: with anything wrong in it (a cell that was not filled in, an item of the agenda without a row) the whole
is refused, with a sentence for each place. What only a person can judge (a deputy of a member who may not send one) is a warning.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import cast

from reportlib import messages
from reportlib.decisions.attending import quorum, read_attendees, seats
from reportlib.decisions.files import headers, missing, of_another
from reportlib.decisions.form_files import FormFiles, find
from reportlib.decisions.held import Attendee, HeldMeeting, Proceedings
from reportlib.decisions.motions import read_motions
from reportlib.decisions.points import points
from reportlib.decisions.presiding import presiding
from reportlib.decisions.proceedings import LINES, read_proceedings
from reportlib.decisions.resolving import due_before, read_decisions
from reportlib.decisions.told import FormTold
from reportlib.decisions.tracking import read_tracking, tell_doubts, tracked_by
from reportlib.errors import ConfigError, InputError
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.meeting_rules import MeetingRules
from reportlib.meeting.rulebooks import Membership
from reportlib.records import inputs
from reportlib.records.examine import examine
from reportlib.records.findings import Finding, errors
from reportlib.records.records import Examined, Records
from reportlib.roc import format_date
from reportlib.text import visible

FAR = 3  # hours by which a meeting may begin or end otherwise than planned before somebody should look


def read(meeting: Meeting) -> HeldMeeting | None:
    """What the meeting decided (:class:`HeldMeeting`); None where its folder of data has no form of decisions.

    ``HeldMeeting.followed()`` are the decisions that the next meeting follows up and ``brought_again()`` those that come back to
    it, each with ``number`` (四（二）), ``title``, ``text``, ``owner``, ``due_on`` and ``due_said``; ``proceedings.held_on`` is the
    day. InputError with everything that is wrong in the form, ConfigError (C05) where the parameters name no rulebook of meetings
    or of membership.
    """
    form = find(meeting.params)
    return None if form is None else read_form(form, meeting)


def needed(meeting: Meeting) -> HeldMeeting:
    """The same; InputError (D08) where there is no form."""
    held = read(meeting)
    if held is None:
        folder = f"data/{meeting.params.name}"
        raise InputError(messages.D08_no_decisions(meeting=meeting.params.name).at(file=folder))
    return held


def rules_of(meeting: Meeting) -> tuple[MeetingRules, Membership]:
    """The two rulebooks that a form is read by; ConfigError (C05) where the parameters do not name them."""
    if lines := [f"{name}: rules/{name}.yaml" for name in ("membership", "meetings") if meeting.book(name) is None]:
        raise ConfigError(messages.C05_no_rules_of_meetings(lines=lines).at(file=meeting.params.path.name))
    return cast("MeetingRules", meeting.book("meetings")), cast("Membership", meeting.book("membership"))


def read_form(form: FormFiles, meeting: Meeting) -> HeldMeeting:
    """The same of these files, wherever they lie: of a draft that is to take their place."""
    rules, book = rules_of(meeting)
    told = FormTold()
    tracked = tracked_by(meeting)
    found = headers(form, meeting.params, has_tracked=bool(tracked))
    told.errors += [*missing(found, form), *of_another(found, meeting.params)]
    told.warnings += [messages.D08_another_beside_it(form=form.shown).at(file=name) for name in form.others]
    examined = {
        name: _examined(examine(header, repeated="refuse"), told, name) for name, header in found.items() if header
    }
    agenda = points(meeting.params)
    members = seats(members_of(meeting))
    proceedings = read_proceedings(examined["meeting"], told) if "meeting" in examined else None
    attendees: tuple[Attendee, ...] = ()
    if _has_records(examined, "attendance"):
        attendees = read_attendees(examined["attendance"], members, book, rules, told)
    decisions = (
        read_decisions(examined["decisions"], agenda, rules, told) if _has_records(examined, "decisions") else ()
    )
    tracking = read_tracking(examined["tracked"], tracked, rules, told) if _has_records(examined, "tracked") else ()
    motions = read_motions(examined.get("motions"), max((one.order for one in decisions), default=0), rules, told)
    if told.errors or proceedings is None:
        raise InputError(*told.errors)
    due_before(examined["decisions"], decisions, proceedings.held_on, told)
    if tracking:
        tell_doubts(examined["tracked"], tracking, proceedings.held_on, told)
    if motions:
        due_before(examined["motions"], motions, proceedings.held_on, told)
    records = cast("Records", examined["attendance"].records)
    _doubts(examined["meeting"], proceedings, attendees, records, meeting, told)
    return HeldMeeting(proceedings, attendees, decisions, motions, records, tracking, tuple(told.warnings))


def _examined(found: Examined, told: FormTold, name: str) -> Examined:
    """The same with its texts as somebody else's; its errors are told."""
    column = "新期限說明" if name == "tracked" else "期限說明"
    told.errors += [_with_words(finding, column) for finding in errors(found.findings)]
    if found.records is None:
        return found
    return Examined(found.records.quoted(), found.findings, found.notices, found.header, found.keys)


def _with_words(finding: Finding, column: str) -> Finding:
    """What is no date is told to have a column of its own: a due date may be given in words."""
    return replace(finding, todo=messages.due_in_words(column=column)) if finding.code == "V07" else finding


def _has_records(examined: dict[str, Examined], name: str) -> bool:
    return name in examined and examined[name].records is not None


def members_of(meeting: Meeting) -> Records | None:
    """The list of members; None where the parameters name none."""
    path = meeting.params.inputs.members
    return inputs.read("members", path, meeting) if path else None


def _doubts(
    found: Examined,
    proceedings: Proceedings,
    attendees: tuple[Attendee, ...],
    records: Records,
    meeting: Meeting,
    told: FormTold,
) -> None:
    """D06: who presided, whether there was a quorum, and whether the day is the one of the parameters."""
    _, book = rules_of(meeting)
    rows = proceedings.rows
    present = [one for one in attendees if one.is_member and one.means == "in_person"]
    chairs, chair = presiding(proceedings.chair, present), visible(proceedings.chair)
    convener = next((one for one in present if one.seat in book.convener), None)
    if not chairs:
        told.doubt(found, messages.D06_chair_is_no_member(chair=chair), rows["chair"], "value")
    elif convener and convener not in chairs:
        said = messages.D06_convener_was_there(chair=chair, convener=visible(convener.name))
        told.doubt(found, said, rows["chair"], "value")
    counted = quorum(attendees, records, book, meeting)
    if not counted.is_met:
        said = messages.D06_no_quorum(present=counted.present, needed=counted.needed, members=counted.members)
        told.warnings.append(said.at(file=records.file, sheet=records.sheet))
    for name, planned in (("starts", meeting.params.agenda[0].start), ("ends", meeting.params.agenda[-1].end)):
        said = getattr(proceedings, name)
        if abs(_minutes(said) - _minutes(planned)) >= FAR * 60:
            label = next(line.label for line in LINES if line.name == name)
            doubt = messages.D06_far_from_the_agenda(
                label=label, said=f"{said:%H:%M}", planned=f"{planned:%H:%M}", hours=FAR
            )
            told.doubt(found, doubt, rows[name], "value")
    date = meeting.params.meeting.date
    if not date.first() <= proceedings.held_on <= date.last():
        said = messages.D06_other_day(held=format_date(proceedings.held_on), planned=date.text())
        told.doubt(found, said, rows["held_on"], "value")


def _minutes(time: datetime.time) -> int:
    return time.hour * 60 + time.minute
