"""Every input of a meeting, read once, and what is to be said of them beside refusing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportlib.display import attachments
from reportlib.errors import InputError, Problem
from reportlib.language import say
from reportlib.measures import awards, follow_up, inventory, members, promotion, quality, replies, requests
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import Membership, ServiceCategories
from reportlib.records.inputs import FILES, read
from reportlib.records.records import Records


def read_all(meeting: Meeting) -> dict[str, Records]:
    """Every input the parameters name, by kind; one InputError with the problems of all of them."""
    found: dict[str, Records] = {}
    problems: list[Problem] = []
    for kind, parameter in FILES.items():
        path = getattr(meeting.params.inputs, parameter)
        if path is None:
            continue
        try:
            records = read(kind, path, meeting)
            if records is not None:
                found[kind] = records
        except InputError as error:
            problems += [p for p in error.problems if p not in problems]
    for kind, check in _checks(found, meeting).items():
        if kind in found:
            try:
                check(found[kind])
            except InputError as error:
                problems += error.problems
    try:
        attachments.read(meeting.params)
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(*problems)
    return found


def _checks(found: Mapping[str, Records], meeting: Meeting) -> dict[str, Callable[[Records], object]]:
    """What is asked of an input beyond its own columns, by kind, in the order of the messages; only where its rulebook is there."""
    checks: dict[str, Callable[[Records], object]] = {}
    categories, membership = meeting.book("categories"), meeting.book("membership")
    if isinstance(categories, ServiceCategories):
        checks["catalogue"] = lambda records: inventory.check_categories(records, categories)
    if meeting.outcomes:
        checks["requests"] = lambda records: (
            requests.counted(records, meeting),
            requests.reply_days(records, meeting),
        )
    if meeting.marks and "catalogue" in found:
        checks["quality"] = lambda records: quality.marks_on(
            meeting.as_of.inventory, found["catalogue"], records, meeting
        )
    if isinstance(membership, Membership):
        checks["members"] = lambda records: members.check(records, membership)
    checks["ministries"] = lambda records: inventory.standing(records, meeting)
    checks["competition"] = promotion.check
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
            said.append(
                say(
                    f"{found['requests'].file}：{rest} 列依規則不計，或提出日期不在期間內。",
                    f"{found['requests'].file}: {rest} rows are not counted by rule, or were received outside the period.",
                )
            )
    if {"quality", "catalogue"} <= set(found) and meeting.marks:
        marks = quality.marks_on(meeting.as_of.inventory, found["catalogue"], found["quality"], meeting)
        if marks and marks.untested:
            zh = f"{found['quality'].file}：清單中 {marks.untested:,} 項應檢測的資料集沒有檢測紀錄，未計入金標章占比；請確認檔案含歷次全部檢測紀錄，不是只有本期。"
            en = f"{found['quality'].file}: {marks.untested:,} datasets of the list that should be tested have no test and are not in the gold share; make sure the file holds all tests, not only the new ones."
            said.append(say(zh, en))
    return list(dict.fromkeys(said))


def incomplete_replies(found: Mapping[str, Records], meeting: Meeting) -> tuple[Problem, ...]:
    """What the secretariat has to ask the agencies about their replies; nothing of it stops a packet."""
    return replies.incomplete(found["requests"], meeting) if "requests" in found else ()
