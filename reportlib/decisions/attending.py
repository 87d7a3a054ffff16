"""The sheet 「出席」: who attended, held against the list of members and the rule of deputies; and the quorum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from reportlib import messages
from reportlib.decisions import others
from reportlib.decisions.held import Attendee
from reportlib.decisions.told import FormTold, rows_in, set_aside
from reportlib.decisions.worded import says_none
from reportlib.errors import Problem, did_you_mean
from reportlib.facts.facts import Fact
from reportlib.measures.counting import rows_of
from reportlib.measures.members import quorum_of, seated
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.meeting_rules import AttendanceWord, MeetingRules, Presence, words_of
from reportlib.meeting.rulebooks import Membership
from reportlib.records.decision_tables import ATTENDANCE
from reportlib.records.records import Examined, Records
from reportlib.text import nearest, spelling

PRESENT: tuple[Presence, ...] = ("in_person", "deputy")


@dataclass(frozen=True)
class Seat:
    """A seat of the list of members that somebody has."""

    seat: str
    name: str
    organisation: str
    title: str


def seats(members: Records | None) -> tuple[Seat, ...]:
    """Every member with a name, in the order of the list; none without a list."""
    if members is None:
        return ()
    rows = (
        [
            text if isinstance(text := given.get(column), str) else ""
            for column in ("seat", "name", "organisation", "title")
        ]
        for _, given in seated(members).frame.iterrows()
    )
    return tuple(Seat(*cells) for cells in rows if cells[1])


def read_attendees(
    found: Examined, members: tuple[Seat, ...], book: Membership, rules: MeetingRules, told: FormTold
) -> tuple[Attendee, ...]:
    """Every row of the sheet; what is wrong, and each member without a row, is told."""
    by_name = {spelling(seat.name): seat for seat in members}
    first: dict[str, int] = {}
    blank: list[tuple[int, Problem]] = []
    # A row with a wrong cell is no missing one, nor is one whose name was mistyped; a row without a name may be anybody's.
    meant = {name if (name := spelling(said)) in by_name else "" for (said,) in set_aside(found, "name")}
    made = []
    has_members = bool(members)
    others_row, others_word = _of_all_others(found, rules, told)
    for row, given in rows_in(found):
        name = given["name"]
        if row == others_row:
            first[spelling(name)] = row
            continue
        if earlier := first.get(spelling(name)):
            told.wrong(found, messages.D03_attends_twice(name=name, row=earlier), row, "name")
            continue
        first[spelling(name)] = row
        seat = by_name.get(spelling(name))
        is_member = bool(seat) or not members and given.get("seat") not in rules.also_present
        if not is_member and given.get("seat") not in rules.also_present:
            near = nearest(name, [one.name for one in members])
            meant.add(spelling(near or name))
            todo = did_you_mean(near, messages.write_also_present(word=rules.also_present[0]))
            told.wrong(found, messages.D04_no_such_member(name=name, todo=todo), row, "name")
            continue
        has_members = has_members or is_member
        if seat:
            _tell_changed(found, row, given, seat, told)
        if is_member and not given.get("presence") and others_word:
            given = {**given, "presence": others_word}
        if is_member and not given.get("presence"):
            blank.append((row, messages.D01_attendance_blank(name=name)))
        elif word := _word(found, row, given, rules, told):
            made.append(_attendee(found, row, given, seat, is_member, word, book, told))
    told.blank(found, blank, "presence")
    for seat in members:
        if "" not in meant and spelling(seat.name) not in first.keys() | meant:
            told.wrong(found, messages.D02_member_without_row(name=seat.name), None, "name")
    if not has_members and not meant:
        told.wrong(found, messages.D01_nobody_attended(), None, "presence")
    return _each_once(found, made, told)


def _of_all_others(found: Examined, rules: MeetingRules, told: FormTold) -> tuple[int, str]:
    """The row of all other members, 0 where there is none, and how they attended; "" where nobody has said it."""
    row, given = next(((row, given) for row, given in rows_in(found) if others.are_members(given["name"])), (0, {}))
    if not given.get("presence") or not (word := _word(found, row, given, rules, told)):
        return row, ""
    return row, word.word if others.check_members(found, row, given, word, told) else ""


def _tell_changed(found: Examined, row: int, given: Mapping[str, Any], seat: Seat, told: FormTold) -> None:
    """D06: what of a member was written otherwise than in the list, which is what holds."""
    for column, listed in (("seat", seat.seat), ("organisation", seat.organisation), ("title", seat.title)):
        if (said := given.get(column)) and spelling(said) != spelling(listed):
            label = next(one.label for one in ATTENDANCE.columns if one.name == column)
            problem = messages.D06_other_than_in_the_list(name=seat.name, column=label, listed=listed)
            told.doubt(found, problem, row, column)


def _word(
    found: Examined, row: int, given: Mapping[str, Any], rules: MeetingRules, told: FormTold
) -> AttendanceWord | None:
    """The word of the row's attendance; somebody who is no member and is listed was there."""
    said = given.get("presence")
    if not said:
        return next(word for word in rules.attendance if word.means == "in_person")
    if not (word := rules.attended(said)):
        words = words_of(rules.attendance)
        todo = did_you_mean(nearest(said, words), messages.known_words(known=words))
        told.wrong(found, messages.D04_no_such_attendance(word=said, todo=todo), row, "presence")
    return word


def _attendee(
    found: Examined,
    row: int,
    given: Mapping[str, Any],
    seat: Seat | None,
    is_member: bool,
    word: AttendanceWord,
    book: Membership,
    told: FormTold,
) -> Attendee:
    deputy, title = ("" if says_none(given.get(one)) else given.get(one) or "" for one in ("deputy", "deputy_title"))
    kind = seat.seat if seat else given.get("seat") or ""
    if word.means == "deputy" and not deputy:
        told.wrong(found, messages.D05_deputy_without_name(name=given["name"]), row, "deputy")
    if word.means != "deputy" and deputy:
        told.wrong(found, messages.D05_deputy_of_present(name=given["name"], word=word.word), row, "deputy")
    may_send = kind in book.deputies
    if word.means == "deputy" and is_member and not may_send:
        name, can = given["name"], book.deputies
        if kind:
            said = messages.D06_may_not_send_a_deputy(name=name, seat=kind, seats=can)
        else:
            said = messages.D06_deputy_of_no_seat(name=name, seats=can)
        told.doubt(found, said, row, "presence")
    counts = is_member and (word.means == "in_person" or word.means == "deputy" and may_send)
    return Attendee(
        kind,
        seat.name if seat else given["name"],
        seat.organisation if seat else given.get("organisation") or "",
        seat.title if seat else given.get("title") or "",
        word.word,
        word.means,
        deputy,
        title,
        is_member,
        counts,
        row,
    )


def _each_once(found: Examined, attendees: list[Attendee], told: FormTold) -> tuple[Attendee, ...]:
    """The same, each person counted once at most: who is deputy of two, or deputy and a member who attended, is told; a deputy who was not
    there, or of himself, is wrong."""
    members = [one for one in attendees if one.is_member]
    counted = {spelling(one.name): one.row for one in members if one.counts and one.means == "in_person"}
    made = []
    for one in attendees:
        if one.is_member and one.means == "deputy" and one.deputy:
            names = _called(one)
            other = next((other for other in members if names & _called_as_member(other)), None)
            if other is one:
                told.wrong(found, messages.D05_deputy_of_himself(name=one.name), one.row, "deputy")
            elif other and other.means != "in_person":
                said = messages.D05_deputy_was_not_there(name=one.name, deputy=one.deputy, word=other.word)
                told.wrong(found, said, one.row, "deputy")
            elif row := next((counted[name] for name in sorted(names) if name in counted), 0) or other and other.row:
                said = messages.D06_deputy_counts_once(name=one.name, deputy=one.deputy, row=row)
                told.doubt(found, said, one.row, "deputy")
                one = replace(one, counts=False, twice=True)
            elif one.counts:
                counted |= dict.fromkeys(names, one.row)
        made.append(one)
    return tuple(made)


def _called(one: Attendee) -> set[str]:
    """The ways in which a deputy's name may be written: with the title behind it, or without."""
    name = spelling(one.deputy)
    return {name, name.removesuffix(spelling(one.deputy_title))} - {""}


def _called_as_member(one: Attendee) -> set[str]:
    return {spelling(one.name), spelling(one.name + one.title)}


@dataclass(frozen=True)
class Quorum:
    """How many members there are, how many attended in person or by a deputy who counts, how many did not, and how many must.

    ``ways`` and ``away`` are the members who attended, and who did not, by the rulebook's words (親自出席, 視訊出席).
    """

    members: Fact
    present: Fact
    in_person: Fact
    deputies: Fact
    not_counted: Fact  # deputies of members who may not send one, or who are counted already
    absent: Fact
    needed: Fact
    ways: Mapping[str, Fact]
    away: Mapping[str, Fact]

    @property
    def is_met(self) -> bool:
        """Whether enough attended; nobody is never enough."""
        return self.present.number > 0 and self.present.number >= self.needed.number


def quorum(attendees: tuple[Attendee, ...], records: Records, book: Membership, meeting: Meeting) -> Quorum:
    """Counted from the rows of 「出席」, all 人; the rule of the quorum is the rulebook's of membership."""
    people = meeting.units.count("人")

    def counted(name: str, label: str, rule: str, rows: list[int]) -> Fact:
        kept = rows_of(records, rows)
        return Fact(Decimal(len(rows)), people, f"attendance.{name}", label, None, rule, kept, "count")

    of_members = [one for one in attendees if one.is_member]
    members = counted("members", "委員", "出席表中的委員列數", [one.row for one in of_members])
    parts = {
        "in_person": ("親自出席", "出席方式為親自或視訊出席的委員列數", lambda one: one.means == "in_person"),
        "deputies": ("代理出席", "得派員代理而由代理人出席的委員列數", lambda one: one.means == "deputy" and one.counts),
        "not_counted": ("不計入的代理", "不得代理，或代理人已計入一次，而由代理人出席的委員列數", lambda one: one.means == "deputy" and not one.counts),
        "absent": ("未出席", "出席方式為請假或缺席的委員列數", lambda one: one.means == "absent"),
    }  # fmt: skip
    facts = {
        name: counted(name, label, rule, [one.row for one in of_members if which(one)])
        for name, (label, rule, which) in parts.items()
    }
    present = (facts["in_person"] + facts["deputies"]).named(
        "attendance.present", "出席委員", rule="親自出席與得計入的代理出席相加"
    )

    def by_word(means: tuple[Presence, ...]) -> dict[str, Fact]:
        kept = [one for one in of_members if one.means in means and (one.counts or one.means == "absent")]
        words = dict.fromkeys(one.word for one in sorted(kept, key=lambda one: means.index(one.means)))
        return {
            word: counted(
                f"by/{word}", word, f"出席方式為{word}的委員列數", [one.row for one in kept if one.word == word]
            )
            for word in words
        }

    needed = quorum_of(book, members, people)
    return Quorum(members, present, **facts, needed=needed, ways=by_word(PRESENT), away=by_word(("absent",)))
