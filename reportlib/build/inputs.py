"""Every input of a meeting, read once, and what is to be said of them beside refusing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from reportlib import messages
from reportlib.build import since_last
from reportlib.display import attachments
from reportlib.errors import InputError, PacketError, Problem
from reportlib.execute.handover import Handed
from reportlib.judging import of_meeting
from reportlib.language import for_the_packet
from reportlib.measures import (
    awards,
    checklist,
    completeness,
    desks,
    feedback,
    follow_up,
    inventory,
    members,
    promotion,
    quality,
    replies,
    requests,
    stocktaking,
    withdrawals,
)
from reportlib.measures.later_days import later_days
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import BOOKS
from reportlib.meeting.rulebooks import Membership, ServiceCategories
from reportlib.public import review
from reportlib.readers import pages
from reportlib.readers.confined import Child
from reportlib.readers.files import Reader
from reportlib.records import inputs, kept_lists, names
from reportlib.records.records import Records
from reportlib.records.tables import FILES


def read_all(meeting: Meeting) -> Handed:
    """Every input the parameters name, each file read once; one InputError with the problems of all of them.

    There are two child processes for it: one takes the workbooks apart, one makes images of the attached pages meanwhile.
    """
    read: dict[str, Records | None] = {}
    problems: list[Problem] = []
    with (
        Child(pages.__file__) as beside,
        Reader(inputs.limits_of(meeting.params)) as reader,
        ThreadPoolExecutor(1) as pool,
    ):
        try:
            attached = pool.submit(attachments.read_in, beside, meeting.params)
            for kind, parameter in FILES.items():
                path = getattr(meeting.params.inputs, parameter)
                if path is None:
                    continue
                try:
                    read[kind] = inputs.read(kind, path, meeting, reader.read)
                except InputError as error:
                    problems += [p for p in error.problems if p not in problems]
            found = {kind: records for kind, records in read.items() if records is not None}
            problems += _wrong_together(found, meeting)
            problems += [problem for problem, stops in completeness.problems(found, meeting) if stops]
            problems += kept_lists.changed_since_intake(meeting)
            problems += _lost_since_last(found, meeting)
            problems += since_last.of_earlier_period(found, meeting.params)
            problems += of_meeting.problems(meeting)
            try:
                placed = attached.result()
            except InputError as error:
                raise InputError(*problems, *error.problems) from None
        except BaseException:
            beside.stop()
            raise
    if problems:
        raise InputError(*problems)
    read_bytes = dict(reader.read_bytes)
    if (apis := meeting.params.inputs.apis) and (judged := found.get("apis")):
        read_bytes[apis] = judged.sha256
    return Handed(meeting, read, placed, read_bytes)


def _lost_since_last(found: Mapping[str, Records], meeting: Meeting) -> list[Problem]:
    """What is lost of the meeting before, or wrong with its own files."""
    try:
        return list(since_last.problems(found, meeting))
    except PacketError as error:
        return list(error.problems)


def _wrong_together(found: Mapping[str, Records], meeting: Meeting) -> Iterator[Problem]:
    """What is wrong with inputs beyond their own columns."""
    for kind, check in _checks(found, meeting).items():
        if kind in found:
            try:
                check(found[kind])
            except InputError as error:
                yield from error.problems


def _checks(found: Mapping[str, Records], meeting: Meeting) -> dict[str, Callable[[Records], object]]:
    """What is asked of an input beyond its own columns, by kind, in the order of the messages; only where its rulebook is there."""
    checks: dict[str, Callable[[Records], object]] = {}
    categories, membership = meeting.book("categories"), meeting.book("membership")
    checks["catalogue"] = lambda records: inventory.check(
        records, meeting, categories if isinstance(categories, ServiceCategories) else None
    )
    if meeting.outcomes:
        checks["requests"] = partial(requests.check, meeting=meeting)
    checks["feedback"] = partial(feedback.check, meeting=meeting)
    if meeting.marks and "catalogue" in found:
        checks["quality"] = lambda records: quality.marks_on(
            meeting.as_of.inventory, found["catalogue"], records, meeting
        )
    if isinstance(membership, Membership):
        checks["members"] = lambda records: members.check(records, membership)
    checks["standards"] = quality.check_standards
    checks["ministries"] = lambda records: inventory.standing(records, meeting)
    checks["competition"] = promotion.check
    if meeting.book("openings"):
        checks["openings"] = partial(desks.check, meeting=meeting)
    checks["withdrawn"] = withdrawals.check
    checks["checklist"] = checklist.check
    checks["assets"] = partial(stocktaking.check_assets, meeting=meeting)
    checks["costs"] = stocktaking.check_costs
    checks["resolutions"] = lambda records: follow_up.followed_up(records, meeting)
    if meeting.book("popularity_award") and meeting.marks and "winners" in found:
        checks["popularity"] = lambda records: awards.popularity(records, found["winners"], meeting)
    return checks


def notices(found: Mapping[str, Records], meeting: Meeting) -> list[str]:
    """What a person should know of the inputs though nothing is wrong with them, each sentence once."""
    said = [notice for records in found.values() for notice in records.notices]
    if "requests" in found and meeting.outcomes:
        everything = found["requests"]
        rest = requests.left_out(everything, requests.counted(everything, meeting), meeting)
        if rest.value:
            said.append(messages.requests_not_counted(file=found["requests"].file, rows=rest))
    if {"quality", "catalogue"} <= set(found) and meeting.marks:
        marks = quality.marks_on(meeting.as_of.inventory, found["catalogue"], found["quality"], meeting)
        if marks and marks.untested:
            told = messages.datasets_without_test(file=found["quality"].file, datasets=marks.untested)
            said.append(told)
    said += [str(problem) for problem, stops in completeness.problems(found, meeting) if not stops]
    said += map(str, later_days(found, meeting))
    membership = meeting.book("membership")
    if "members" in found and isinstance(membership, Membership):
        said += map(str, members.doubtful_seats(found["members"], membership, meeting.register))
    if "resolutions" in found and (last := follow_up.unrecorded(found["resolutions"], meeting)):
        said.append(messages.meeting_without_resolutions(file=found["resolutions"].file, meeting=last))
    if "catalogue" in found:
        said += of_meeting.notices(found["catalogue"], meeting)
    said += map(str, untimed_books(meeting))
    said += since_last.notices(found, meeting)
    return list(dict.fromkeys(said))


def untimed_books(meeting: Meeting) -> Iterator[Problem]:
    """(C16) Each rulebook that says neither for which days it is nor why that is not known."""
    for name, path in meeting.params.rulebooks:
        book = meeting.book(name) if path and name in BOOKS else None
        if book and not book.says_time:
            yield messages.C16_rulebook_without_time().at(path.name)


def incomplete_replies(found: Mapping[str, Records], meeting: Meeting) -> tuple[Problem, ...]:
    """What the secretariat has to ask the agencies about their replies; nothing of it stops a packet."""
    return replies.incomplete(found["requests"], meeting) if "requests" in found else ()


def review_lists(found: Mapping[str, Records], meeting: Meeting) -> dict[str, list[dict]]:
    """What the secretariat is to look at of the inputs, by the lists of the review."""
    with for_the_packet(meeting.wording.lang):
        return {
            "replies": [review.item_of(problem) for problem in incomplete_replies(found, meeting)],
            "undecided": [review.item_of(problem) for problem in undecided_names(found, meeting)],
            "unprinted": review.items_of_unprinted(found.values()),
        }


def undecided_names(found: Mapping[str, Records], meeting: Meeting) -> tuple[Problem, ...]:
    """What the register has to decide: names of a list of many bodies that could be ours."""
    return tuple(
        names.undecided_problem(one, records.file, meeting.register.file)
        for records in found.values()
        for one in records.undecided
    )
