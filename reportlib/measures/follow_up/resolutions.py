"""Every resolution of an earlier meeting that none has released, with its reminders, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlib.errors import InputError
from reportlib.facts.conditions import EVERY, Choice, any_of, blank, is_, since, until, worded
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures import receipts
from reportlib.measures.counting import cells_of, count, each, rows_counted
from reportlib.measures.follow_up.findings import (
    DONE,
    GOING_ON,
    KEEP,
    NOT_DONE,
    PROPOSALS,
    RELEASE,
    meeting_problems,
    resolution_problems,
)
from reportlib.measures.follow_up.numbering import (
    Key,
    meeting_key,
    missing_numbers,
    missing_text,
    parts_of,
    place_of,
    this_meeting,
)
from reportlib.measures.of_section import of_section
from reportlib.measures.receipts import Lacking
from reportlib.meeting.meeting import Meeting
from reportlib.model.blocks import Tone
from reportlib.records.records import Records
from reportlib.roc import format_date
from reportlib.text import bare

MOST_PROBLEMS = 20
UNDER_WAY = "辦理中"


@dataclass(frozen=True)
class Resolution:
    """One resolution under follow-up, or one ``item`` of it; ``reminders`` are sentences on what needs attention.

    ``due`` and ``done`` are what is told of its two days, "" where nothing is; ``state`` is a word and what it is beside it.
    """

    meeting: Key
    number: str
    item: str
    title: str
    subject: str
    handling: str
    owner: str
    due_on: date | None
    done_on: date | None
    due: str
    done: str
    state: tuple[str, Tone]
    proposal: str
    reminders: tuple[str, ...]
    row: int
    held_on: date | None = None  # the day of the meeting that resolved
    decision: str = ""  # what was decided, where neither the title nor the subject says it
    proposal_said: str = ""  # of a proposal that is not known yet: who has proposed what

    @property
    def resolution(self) -> tuple[Key, str]:
        """Which resolution it is, or belongs to."""
        return self.meeting, self.number

    @property
    def is_open(self) -> bool:
        """Whether something of it is still to be done."""
        return self.state[1] in ("due", "late") or self.state[0] == UNDER_WAY


@dataclass(frozen=True)
class FollowUp:
    """The resolutions under follow-up, by meeting and number, the numbers missing in between, and counts (案).

    ``resolutions`` has an entry for each item of one that has several; ``items`` counts those, and ``done`` and ``open`` the
    items that are done and those of which something is still to be done.
    """

    resolutions: tuple[Resolution, ...]
    missing: tuple[tuple[Key, int], ...]
    tracked: Fact
    to_release: Fact
    to_keep: Fact
    noticed: Fact
    left_out: Fact
    items: Fact
    done: Fact
    open: Fact
    early: Fact  # open, and proposed for release
    earlier: int  # of earlier meetings are on record, followed up or released
    lack: Lacking | None = None  # what the returns still lack, where a board of them is given

    def by_resolution(self) -> dict[tuple[Key, str], list[Resolution]]:
        """The items of each resolution, in order."""
        found: dict[tuple[Key, str], list[Resolution]] = {}
        for one in self.resolutions:
            found.setdefault(one.resolution, []).append(one)
        return found


@of_section(records="resolutions")
def followed_up(records: Records, meeting: Meeting, received: Records | None = None) -> FollowUp:
    """Every resolution of an earlier meeting that no earlier meeting released, with its reminders. ``received`` is the
    board of returns.

    InputError with all problems (20 shown): I11 a resolution of a later meeting, L11 one without an owner, V17 a
    meeting or a proposal that cannot be read.

    >>> [one.number for one in follow_up.followed_up(section).resolutions]
    ['二', '三', '四', '四', '四', '五', '五', '六', '六', '六', '六', '六', '七']
    """
    this, day = this_meeting(meeting), meeting.as_of.follow_up or meeting.as_of.inventory
    keys = {row: key for row, text in cells_of(records.frame["meeting"]) if (key := meeting_key(text))}
    tracked = {
        row: record for row, record in each(records) if row in keys and keys[row] < this and not _released(record, this)
    }
    problems = sorted(
        (*meeting_problems(records, keys, this), *resolution_problems(records, tracked, keys)),
        key=lambda problem: problem.row or 0,
    )
    if problems:
        raise InputError(*problems[:MOST_PROBLEMS])
    found = [_resolution(row, record, keys[row], day) for row, record in tracked.items()]
    found.sort(key=lambda one: (one.meeting, place_of(one.number), place_of(one.item)))
    missing = tuple(missing_numbers(records, keys, this))
    return FollowUp(
        tuple(found),
        missing,
        *_counts(records, found, missing, day, meeting),
        *_items(records, found, day, meeting),
        sum(key < this for key in keys.values()),
        receipts.lacking(received, "progress", meeting),
    )


def tracked(records: Records, meeting: Meeting) -> Records:
    """The items of earlier meetings' resolutions that no earlier meeting has released."""
    this = this_meeting(meeting)

    def earlier(column: str) -> Choice:
        texts = records.frame[column].dropna() if column in records.frame.columns else ()
        return is_(column, *(text for text in dict.fromkeys(texts) if (key := meeting_key(text)) and key < this))

    return records.where(earlier("meeting") & ~earlier("released_by"))


def is_released(record: Mapping, meeting: Meeting) -> bool:
    """Whether a meeting before this one released it."""
    return _released(record, this_meeting(meeting))


def _released(record: Mapping, this: Key) -> bool:
    """Whether a meeting before this one released it: what this one releases, it still has before it."""
    by = meeting_key(record.get("released_by"))
    return by is not None and by < this


def _is_done(day: date) -> Choice:
    return is_("state", DONE) | blank("state") & until("done_on", day)


def _is_open(day: date) -> Choice:
    return is_("state", NOT_DONE) | blank("state") & ~until("done_on", day)


def open_as(state: str, day: date) -> Choice:
    """The condition that an item is open in one of the words of its state."""
    by_days = {
        "逾期": ~blank("due_on") & ~since("due_on", day),
        "未到期": since("due_on", day),
        UNDER_WAY: blank("due_on"),
    }
    told = is_("state", state)
    return told | blank("state") & ~until("done_on", day) & by_days[state] if state in by_days else told


def _resolution(row: int, record: Mapping, key: Key, day: date) -> Resolution:
    due, done = (value if isinstance(value := record.get(column), date) else None for column in ("due_on", "done_on"))
    proposal = PROPOSALS.get(record.get("proposal") or "", "")
    number, item = parts_of(record["number"])
    said = record.get("proposal_said") or ""
    state = _state(record.get("state"), due, done, day)
    told = (record.get("due_said") or "", record.get("done_said") or "")
    return Resolution(
        key,
        number,
        item,
        record.get("title") or "",
        record["subject"],
        record.get("handling") or NOT_PROVIDED,
        record["owner"],
        due,
        done,
        format_date(due) if due else told[0],
        format_date(done) if done else told[1],
        state,
        proposal,
        tuple(_reminders(due, done, proposal, said, day) if not record.get("state") else _of_state(state, proposal)),
        row,
        value if isinstance(value := record.get("held_on"), date) else None,
        _decision(record),
        said,
    )


def _decision(record: Mapping) -> str:
    """What was decided; "" where that is what the subject or the title says already."""
    text = record.get("decision") or ""
    said = (bare(record.get(column) or "") for column in ("subject", "title"))
    return "" if any(bare(text) in one for one in said) else text


def _state(told: str | None, due: date | None, done: date | None, day: date) -> tuple[str, Tone]:
    """What a source tells, or what the two days tell on ``day``."""
    if told:
        tones: dict[str, Tone] = {DONE: "done", GOING_ON: "going", NOT_DONE: "late"}
        return told, tones[told]
    if done and done <= day:
        return (DONE, "done") if not due or done <= due else (f"逾期{DONE}", "done")
    if due and due < day:
        return "逾期", "late"
    return ("未到期", "due") if due else (UNDER_WAY, "going")


def _of_state(state: tuple[str, Tone], proposal: str) -> Iterator[str]:
    if state[1] == "late" and proposal == RELEASE:
        yield f"{state[0]}即建議解除列管"


def _reminders(due: date | None, done: date | None, proposal: str, said: str, day: date) -> Iterator[str]:
    """What needs attention, a sentence each, without full stop."""
    if not proposal:
        yield said or f"列管建議{NOT_PROVIDED}"
    if done and done > day:
        yield f"完成日期 {format_date(done)} 晚於統計日 {format_date(day)}"
    finished = done is not None and done <= day
    if proposal == RELEASE and not finished:
        if due and due > day:
            yield f"期限 {format_date(due)} 未到即建議解除列管" + ("，未載完成日期" if done is None else "")
        elif done is None:
            yield "未載完成日期即建議解除列管"
    if due and due < day and not finished:
        yield f"期限 {format_date(due)} 已過，尚未完成" if done else f"期限 {format_date(due)} 已過，未載完成日期"
    if due and done and finished and done > due:
        yield f"逾期 {(done - due).days} 日完成"
    if done and finished and proposal == KEEP:
        yield f"已於 {format_date(done)} 完成，仍建議繼續列管"


def _counts(
    records: Records, found: list[Resolution], missing: tuple, day: date, meeting: Meeting
) -> tuple[Fact, Fact, Fact, Fact, Fact]:
    """How many are tracked, to be released, to be kept, need attention, and are of this meeting (案)."""
    unit = meeting.units.count("案")
    followed = tracked(records, meeting)

    def number(name: str, label: str, rule: str, chosen: list[int]) -> Fact:
        # Which row stands for a resolution, and whether there is something to be noticed of it, rules tell by its text.
        numbers: dict[str, list[str]] = {}
        for row in chosen:
            of, called = (str(records.frame.at[row, key]) for key in ("meeting", "number"))
            numbers.setdefault(of, []).append(called)
        means = any_of(*(is_("meeting", one) & is_("number", *those) for one, those in numbers.items()))
        return rows_counted(followed, chosen, unit, name and f"follow_up.{name}", label, day, rule, means)

    left_out = tuple(missing_text(*one) for one in missing)
    gaps = Fact(Decimal(len(left_out)), unit, as_of=day, operator="listed", using=left_out)
    first = _first_of_each(found)
    kept = _first_of_each([one for one in found if one.proposal == KEEP])
    noticed = number("", "有提醒的決議", "列管中而有提醒者", _first_of_each([one for one in found if one.reminders]))
    released = [row for row in first if row not in kept and _row(found, row).proposal == RELEASE]
    this = this_meeting(meeting)
    return (
        number("tracked", "列管中的決議", "先前會議的決議，尚未經先前會議解除列管者", first),
        number("release", RELEASE, f"列管中的決議，列管建議為{RELEASE}者", released),
        number("keep", KEEP, f"列管中的決議，列管建議為{KEEP}者", kept),
        (noticed + gaps if missing else noticed).named(
            "follow_up.noticed", "需注意的決議", rule="列管中而有提醒者，加上決議編號中缺少者"
        ),
        count(
            records,
            is_("meeting", *(text for text in dict.fromkeys(records.frame["meeting"]) if meeting_key(text) == this)),
            unit,
            "follow_up.left_out",
            "本次會議的決議",
            day,
            "不列入追蹤",
        ),
    )


def _items(records: Records, found: list[Resolution], day: date, meeting: Meeting) -> tuple[Fact, Fact, Fact, Fact]:
    """How many items there are, are done, are open, and are open and proposed for release (項)."""
    unit = meeting.units.count("項")

    followed = tracked(records, meeting)

    def number(name: str, label: str, rule: str, chosen: list[Resolution], means: Choice) -> Fact:
        rows = [one.row for one in chosen]
        return rows_counted(followed, rows, unit, f"follow_up.{name}", label, day, rule, means)

    still = [one for one in found if one.is_open]
    early = [one for one in still if one.proposal == RELEASE]
    return (
        number("items", "列管中決議的項目", "列管中的決議，有子項者每一子項計一項", found, EVERY),
        number(
            "done", "已完成的項目", "辦理狀態為完成者", [one for one in found if one.state[1] == "done"], _is_done(day)
        ),
        number("open", "尚未完成的項目", "期限未到、逾期、未完成或辦理中者", still, _is_open(day)),
        number(
            "early",
            "尚未完成而建議解除列管的項目",
            f"尚未完成而列管建議為{RELEASE}者",
            early,
            _is_open(day) & worded("proposal", PROPOSALS, RELEASE),
        ),
    )


def _first_of_each(found: list[Resolution]) -> list[int]:
    """The row of the first item of each resolution, which counts for it."""
    rows: dict[tuple[Key, str], int] = {}
    for one in found:
        rows.setdefault(one.resolution, one.row)
    return list(rows.values())


def _row(found: list[Resolution], row: int) -> Resolution:
    return next(one for one in found if one.row == row)
