"""The members of the group: kinds of seats, the civil share against its minimum, the quorum, vacant seats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from typing import cast

from reportlib import messages, text
from reportlib.display.display import runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.errors import InputError, Problem
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import Choice, blank, is_, worded
from reportlib.facts.facts import NOT_PROVIDED, Fact, Unit, absent, constant
from reportlib.measures.counting import all_counted, cells_of, count, count_by, each
from reportlib.measures.of_section import of_section
from reportlib.measures.reply_clock import office_days
from reportlib.meeting.agencies import AgencyRegister
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.office_days import BeyondCalendar
from reportlib.meeting.rulebooks import Fraction, Membership, listed_in
from reportlib.records.records import Records
from reportlib.roc import format_long

KINDS = {"convener": "召集人", "civil": "民間委員", "agency": "政府機關"}
NEW = "☆"
VACANT = "（懸缺）"
# What lists say instead of a name where nobody sits.
NOBODY = ("懸缺", "（懸缺）", "(懸缺)", "出缺", "缺額", "待聘", "－", "-", "—")
NOT_NEW = ("否", "無")


@dataclass(frozen=True)
class Composition:
    """Who sits in the group. Members are the seats with a name; a vacant seat is counted beside them (all 人 but
    ``seats`` and ``vacant``, 席).
    """

    book: Membership
    seats: Fact
    members: Fact
    by_kind: Breakdown
    by_seat: Breakdown
    newly: Fact
    vacant: Fact
    civil_share: Fact
    civil_needed: Fact
    quorum: Fact

    @property
    def civil(self) -> Fact:
        return self.by_kind.parts[KINDS["civil"]]

    @property
    def agency(self) -> Fact:
        return self.by_kind.parts[KINDS["agency"]]

    @property
    def conforms(self) -> bool:
        return self.civil.number >= self.civil_needed.number


def check(records: Records, book: Membership) -> None:
    """InputError (V17) for a seat or a mark of a new member that the rulebook does not know, with the nearest one."""
    asked = [
        ("seat", messages.header_seat(), book.known),
        ("newly_appointed", messages.header_newly_appointed(), [*book.newly_appointed, *NOT_NEW]),
    ]
    problems = []
    for column, header, known in asked:
        for row, value in cells_of(records.frame[column].dropna()) if column in records.frame else ():
            if value in known:
                continue
            near = text.nearest(value, known)
            listed = "、".join(known)
            problems.append(
                messages.V17_no_word_of_membership(
                    value=value,
                    todo=messages.do_you_mean_membership(near=near)
                    if near
                    else messages.known_membership(known=listed),
                ).at(records.file, records.sheet, row, header=header)
            )
    problems += list(_conveners_and_names(records, book))
    if problems:
        raise InputError(*problems)


def doubtful_seats(records: Records, book: Membership, register: AgencyRegister) -> Iterator[Problem]:
    """(I02) A member by office whose organisation is no agency of the register, and a civil member of an agency that is not
    evaluated: one of the two cells is wrong. (Of a unit that is evaluated the identities ask.)"""
    if not records.has("organisation"):
        return
    for row, member in each(seated(records)):
        name, seat = member.get("organisation"), member["seat"]
        if not isinstance(name, str):
            continue
        found = register.lead(name)
        problem = None
        if seat in book.agency and found is None:
            problem = messages.I02_seat_of_no_agency(seat=seat, name=name)
        elif seat in book.civil and found and not found.named.evaluated:
            problem = messages.I02_civil_seat_of_agency(seat=seat, name=name)
        if problem:
            yield problem.at(records.file, records.sheet, row, header=messages.header_seat())


def _conveners_and_names(records: Records, book: Membership) -> Iterator[Problem]:
    """One convener, and nobody twice."""
    frame = seated(records).frame
    heads = frame.index[frame["seat"].isin(book.convener)]
    if len(heads) > 1:
        yield messages.I07_several_conveners(count=len(heads)).at(
            records.file, records.sheet, int(heads[1]), header=messages.header_seat()
        )
    if records.has("name"):
        names = frame["name"].dropna()
        for row, name in cells_of(names[names.duplicated()]):
            yield messages.I06_member_listed_twice(name=name, row=names.index[names == name][0]).at(
                records.file, records.sheet, row, header=messages.header_name()
            )


def seated(records: Records) -> Records:
    """The list with a blank name where it says in words that a seat is vacant."""
    if not records.has("name"):
        return records
    name = records.frame["name"]
    vacant = blank("name") | is_("name", *NOBODY)
    return records.classed(
        "name", name.where(~name.isin(NOBODY), None), lambda who: is_("name", who) if who else vacant
    )


def _of_kind(kind_of: Mapping[str, str], kind: str | None) -> Choice:
    """The condition that a seat is of a kind; None: of none."""
    return worded("seat", kind_of, kind) if kind else ~is_("seat", *kind_of)


@of_section(records="members")
def composition(records: Records, meeting: Meeting) -> Composition:
    """The group by kind of seat, with its shares and its quorum; InputError (V17) as :func:`check`.

    >>> members.composition(section).members
    委員 21 人
    """
    book = cast("Membership", meeting.needed_book("membership"))
    check(records, book)
    records = seated(records)
    frame = records.frame
    people, places = meeting.units.count("人"), meeting.units.count("席")
    named = ~blank("name")
    kind_of = {word: KINDS[kind] for kind in KINDS for word in getattr(book, kind)}
    seats = all_counted(records, places, "members.seats", "委員席次", rule="委員名單的列數")
    members = count(records, named, people, "members.total", "委員", rule="委員名單中有姓名的席次")
    here = records.where(named)
    kinds = here.frame["seat"].map(kind_of)
    by_kind = count_by(
        here.classed("kind", kinds, lambda kind: _of_kind(kind_of, kind)),
        "kind",
        people,
        "members.kind",
        "身分",
        total=members,
        label="{}",
        order=KINDS.values(),
        rule=f"身分依「{book.title}」歸類",
    )
    by_seat = count_by(
        here,
        "seat",
        people,
        "members.seat",
        "身分",
        total=members,
        label="{}",
        order=[word for word in book.known if word in set(here.frame["seat"])],
        rule="委員名單的身分欄",
    )
    newly = absent(NOT_PROVIDED, people, "members.newly", "新聘委員")
    if "newly_appointed" in frame:  # a blank cell says that a member is not new; a list without the column says nothing
        newly = count(
            records,
            is_("newly_appointed", *book.newly_appointed) & named,
            people,
            newly.name,
            newly.label,
            rule="新聘欄有註記者",
        )
    vacant = count(records, ~named, places, "members.vacant", "懸缺", rule="姓名空白或填懸缺的席次")
    civil = by_kind.parts[KINDS["civil"]]
    share = civil.share_of(members, meeting.units.share).named(
        "members.civil_share", "民間委員占比", rule="民間委員 ÷ 委員"
    )
    needed = at_least(book.civil_share, members, people).named(
        "members.civil_needed", "民間委員最低人數", rule=f"委員的{book.civil_share}，無條件進位"
    )
    quorum = quorum_of(book, members, people)
    return Composition(book, seats, members, by_kind, by_seat, newly, vacant, share, needed, quorum)


def at_least(part: Fraction, whole: Fact, unit: Unit) -> Fact:
    """The least number of people that is ``part`` of ``whole`` or more: a third of 22 is 8."""
    exact = (whole * part.numerator).share_of(constant(part.denominator), unit)
    return Fact(exact.value.to_integral_value(ROUND_CEILING), unit, operator="無條件進位", operands=(exact,))


def quorum_of(book: Membership, members: Fact, unit: Unit) -> Fact:
    """The least number of members with whom the group can meet: of 21, half or more is 11; of 20, more than half is 11 too."""
    if book.quorum_reached == "at_least":
        least, rule = at_least(book.quorum_share, members, unit), f"委員的{book.quorum_share}，無條件進位"
    else:
        least, rule = more_than(book.quorum_share, members, unit), f"超過委員的{book.quorum_share}"
    return least.named("members.quorum", "開會人數", rule=rule)


def more_than(part: Fraction, whole: Fact, unit: Unit) -> Fact:
    """The least number of people that is more than ``part`` of ``whole``: more than half of 20 is 11."""
    exact = (whole * part.numerator).share_of(constant(part.denominator), unit)
    below = Fact(exact.value.to_integral_value(ROUND_DOWN), unit, operator="無條件捨去", operands=(exact,))
    return below + constant(1)


def summary(found: Composition, meeting: Meeting) -> Prose:
    """Whether the civil share conforms, the vacant seats, the quorum, and by when the papers go out."""
    book = found.book
    sentence = runs("委員 {members!s} 人", members=found.members)
    for number, (kind, fact) in enumerate(found.by_seat.parts.items()):
        sentence += runs("{start}{kind} {fact} 人", start="、" if number else "：", kind=kind, fact=fact)
    if found.newly.value:
        sentence += runs("；其中新聘（{mark}）{newly} 人", mark=NEW, newly=found.newly)
    sentence += runs("。")
    if found.vacant.value:
        sentence += runs("{seats} 席中懸缺 {vacant!s} 席，不計入委員人數。", seats=found.seats, vacant=found.vacant)
    half = "{part}以上" if book.quorum_reached == "at_least" else "超過{part}"
    quorum = runs(f"開會須有委員{half}出席，即 {{quorum!s}} 人", part=str(book.quorum_share), quorum=found.quorum)
    quorum += _according_to(book.quorum_source)
    paragraphs = (sentence, verdict(found), quorum + _papers(book, meeting))
    return Prose((*paragraphs, runs("{remark}", remark=book.remark)) if book.remark else paragraphs)


def _according_to(source: str | None):
    return runs("（{source}）。", source=source) if source else runs("。")


def verdict(found: Composition):
    """Whether the civil members are enough, and how many are missing, as a paragraph."""
    source = found.book.civil_share_source
    sentence = runs(
        "民間委員 {civil} 人，占 {share!s}；{rule}至少{part}，即 {needed} 人，",
        civil=found.civil,
        share=found.civil_share,
        rule="檢核" if source else "規定",
        part=str(found.book.civil_share),
        needed=found.civil_needed,
    )
    verdict = "符合" if found.conforms else "不足 {short!s} 人，不符"
    end = "（{source}）。" if source else "規定。"
    return sentence + runs(verdict + end, short=_short(found), source=source or "")


def _short(found: Composition) -> Fact:
    return (found.civil_needed - found.civil).named(
        "members.civil_short", "民間委員不足人數", rule="最低人數減民間委員人數"
    )


def _papers(book: Membership, meeting: Meeting):
    """By when the papers go out, on a working day; only the number of days where the meeting's day is not known, and where no
    calendar reaches.
    """
    day = meeting.params.meeting.date
    days = Fact(
        Decimal(book.papers_days),
        meeting.units.count("日"),
        "members.papers_days",
        "會議資料提送日數",
        rule=listed_in(book.papers_source or book.source, book.source),
        operator="declared",
    )
    try:
        last = None if day.day is None else office_days(meeting).last(day.first() - timedelta(days=book.papers_days))
    except BeyondCalendar:
        last = None
    if last is None:
        return runs("會議資料至少於會議 {days} 日前提送委員", days=days) + _according_to(book.papers_source)
    sentence = runs(
        "會議資料至少於會議 {days} 日前（{last}以前）提送委員",
        days=days,
        last=format_long(last),
    )
    return sentence + _according_to(book.papers_source)


def message(found: Composition) -> dict:
    """The title of the opening slide: who sits in the group. What has no source is no title."""
    return {"sentence": "委員 {members} 人，其中民間委員 {civil} 人", "members": found.members, "civil": found.civil}


def table_message(found: Composition) -> dict:
    """The title of the list's slide: how many members, how many of them new, how many seats vacant."""
    values = {"members": found.members, "newly": found.newly, "vacant": found.vacant}
    sentence = (
        "委員 {members} 人"
        + ("，其中新聘 {newly} 人" if found.newly.value else "")
        + ("，懸缺 {vacant} 席" if found.vacant.value else "")
    )
    return {"sentence": sentence, **values}


def table(caption: str, records: Records, found: Composition) -> Table:
    """Every seat as the list has it: seat, name, organisation, title, and ☆ for a new member."""

    def cell(row, column: str, blank: str = "—") -> str:
        value = row.get(column)
        return value if isinstance(value, str) else blank

    fresh = found.book.newly_appointed
    rows = tuple(
        Row(
            (
                row["seat"],
                cell(row, "name", VACANT),
                cell(row, "organisation"),
                cell(row, "title"),
                NEW if row.get("newly_appointed") in fresh else "",
            )
        )
        for _, row in each(seated(records))
    )
    note = f"{NEW} 為新聘委員" if found.newly.value else ""
    return Table(
        caption, ("身分", "姓名", "機關團體", "職稱", "新聘"), rows, "", note, weights=(3, 3, 8, 5, 2), sortable=False
    )
