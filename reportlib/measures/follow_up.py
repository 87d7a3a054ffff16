"""Follow-up: every resolution of an earlier meeting until it is released, and what does not add up about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlib.display.display import runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.errors import InputError, Problem, quoted
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.language import say
from reportlib.measures import receipts
from reportlib.measures.counting import each, rows_of
from reportlib.measures.receipts import Lacking
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date, numeral
from reportlib.text import nearest

# What may be proposed for a resolution, under every spelling.
RELEASE, KEEP = "建議解除列管", "建議繼續列管"
PROPOSALS = {RELEASE: RELEASE, "解除列管": RELEASE, KEEP: KEEP, "繼續列管": KEEP}
MOST_PROBLEMS = 20
_MEETING = re.compile(r"([1-9][0-9]{0,2})-([1-9][0-9]{0,2})")
_NUMERALS = {numeral(number): number for number in range(1, 100)}

Key = tuple[int, int]  # term and number of a meeting


@dataclass(frozen=True)
class Resolution:
    """One resolution under follow-up; ``reminders`` are sentences on what needs attention."""

    meeting: Key
    number: str
    subject: str
    handling: str
    owner: str
    due_on: date | None
    done_on: date | None
    proposal: str
    reminders: tuple[str, ...]
    row: int


@dataclass(frozen=True)
class FollowUp:
    """The resolutions under follow-up, by meeting and number, the numbers missing in between, and counts (案)."""

    resolutions: tuple[Resolution, ...]
    missing: tuple[tuple[Key, int], ...]
    tracked: Fact
    to_release: Fact
    to_keep: Fact
    noticed: Fact
    left_out: Fact
    lack: Lacking | None = None  # what the returns still lack, where a board of them is given


def meeting_text(key: Key) -> str:
    """「第 5 屆第 2 次會議」."""
    return f"第 {key[0]} 屆第 {key[1]} 次會議"


def followed_up(records: Records, meeting: Meeting, received: Records | None = None) -> FollowUp:
    """Every resolution of an earlier meeting that no earlier meeting released, with its reminders. ``received`` is the board of returns.

    InputError with all problems (20 shown): I11 a resolution of a later meeting, L11 one without an owner, V17 a meeting
    or a proposal that cannot be read.
    """
    this, day = _this(meeting), meeting.as_of.follow_up or meeting.as_of.inventory
    keys = {row: key for row, text in records.frame["meeting"].items() if (key := _key(text))}
    tracked = {
        row: record for row, record in each(records) if row in keys and keys[row] < this and not _released(record, this)
    }
    problems = sorted(
        (*_meeting_problems(records, keys, this), *_problems(records, tracked)), key=lambda problem: problem.row or 0
    )
    if problems:
        raise InputError(*problems[:MOST_PROBLEMS])
    found = [_resolution(row, record, keys[row], day) for row, record in tracked.items()]
    found.sort(key=lambda one: (one.meeting, _NUMERALS.get(one.number) or _arabic(one.number) or 100))
    missing = tuple(_missing(records, keys, this))
    return FollowUp(
        tuple(found),
        missing,
        *_counts(records, found, missing, day, meeting),
        receipts.lacking(received, "progress", meeting),
    )


def _this(meeting: Meeting) -> Key:
    return meeting.params.meeting.term, meeting.params.meeting.number


def _key(text: object) -> Key | None:
    match = _MEETING.fullmatch(text.strip()) if isinstance(text, str) else None
    return (int(match[1]), int(match[2])) if match else None


def _arabic(number: str) -> int | None:
    return int(number) if number.isascii() and number.isdigit() else None


def _released(record: Mapping, this: Key) -> bool:
    """Whether a meeting before this one released it: what this one releases, it still has before it."""
    by = _key(record.get("released_by"))
    return by is not None and by < this


def _meeting_problems(records: Records, keys: Mapping[int, Key], this: Key) -> Iterator[Problem]:
    for row, record in each(records):
        for column, header in (
            ("meeting", say("會議", "meeting")),
            ("released_by", say("解除列管會議", "released by")),
        ):
            text = record.get(column)
            if text is not None and not _key(text):
                what = say(f"{quoted(text)} 不是會議代號。", f"{quoted(text)} is no meeting.")
                yield Problem(
                    "V17",
                    what,
                    say("請寫成 5-2（第 5 屆第 2 次會議）。", "Write it as 5-2 (5th term, 2nd meeting)."),
                    records.file,
                    records.sheet,
                    row,
                    header=header,
                )
        if row in keys and keys[row] > this:
            what = say(
                f"{meeting_text(keys[row])}的決議晚於本次會議（{meeting_text(this)}）。",
                f"a resolution of meeting {keys[row][0]}-{keys[row][1]}, which is after this one, {this[0]}-{this[1]}.",
            )
            yield Problem(
                "I11",
                what,
                say("請更正會議代號，或移出本次的檔案。", "Correct the meeting, or take it out of this file."),
                records.file,
                records.sheet,
                row,
            )


def _problems(records: Records, tracked: Mapping[int, Mapping]) -> Iterator[Problem]:
    """What makes a tracked resolution unusable."""
    for row, record in tracked.items():
        place = f"{meeting_text(_key(record['meeting']))}決議{record['number']}"
        if not record.get("owner"):
            what = say(f"{place}沒有主辦單位。", f"resolution {record['meeting']} {record['number']} has no owner.")
            yield Problem(
                "L11",
                what,
                say("請填寫主辦單位後重送。", "Name its owner and send the file again."),
                records.file,
                records.sheet,
                row,
                header=say("主辦單位", "owner"),
            )
        proposal = record.get("proposal")
        if proposal is not None and proposal not in PROPOSALS:
            near = nearest(proposal, list(PROPOSALS))
            todo = (
                say(f"是不是 {quoted(near)}？", f"Did you mean {quoted(near)}?")
                if near
                else say(f"已知：{'、'.join(PROPOSALS)}。", f"Known: {', '.join(PROPOSALS)}.")
            )
            yield Problem(
                "V17",
                say(f"{quoted(proposal)} 不是已知的列管建議。", f"{quoted(proposal)} is not a known proposal."),
                todo,
                records.file,
                records.sheet,
                row,
                header=say("列管建議", "proposal"),
            )


def _resolution(row: int, record: Mapping, key: Key, day: date) -> Resolution:
    due, done = (value if isinstance(value := record.get(column), date) else None for column in ("due_on", "done_on"))
    proposal = PROPOSALS.get(record.get("proposal"), "")
    return Resolution(
        key,
        record["number"],
        record["subject"],
        record.get("handling") or NOT_PROVIDED,
        record["owner"],
        due,
        done,
        proposal,
        tuple(_reminders(due, done, proposal, day)),
        row,
    )


def _reminders(due: date | None, done: date | None, proposal: str, day: date) -> Iterator[str]:
    """What needs attention, a sentence each, without full stop."""
    if not proposal:
        yield f"列管建議{NOT_PROVIDED}"
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
    if finished and proposal == KEEP:
        yield f"已於 {format_date(done)} 完成，仍建議繼續列管"


def _missing(records: Records, keys: Mapping[int, Key], this: Key) -> Iterator[tuple[Key, int]]:
    """The numbers that the series 一、二、三… of an earlier meeting leaves out; released ones are not missing."""
    series: dict[Key, set[int]] = {}
    for row, text in records.frame["number"].items():
        number = _NUMERALS.get(text) or _arabic(text)
        if number and keys[row] < this:
            series.setdefault(keys[row], set()).add(number)
    for key in sorted(series):
        yield from ((key, number) for number in range(1, max(series[key])) if number not in series[key])


def _counts(records: Records, found: list[Resolution], missing: tuple, day: date, meeting: Meeting) -> Iterator[Fact]:
    unit = meeting.units.count("案")

    def number(name: str, label: str, rule: str, chosen: list[int]) -> Fact:
        return Fact(
            Decimal(len(chosen)),
            unit,
            name and f"follow_up.{name}",
            label,
            day,
            rule,
            rows_of(records, chosen),
            "count",
        )

    left_out = tuple(missing_text(*one) for one in missing)
    gaps = Fact(Decimal(len(left_out)), unit, as_of=day, operator="listed", using=left_out)

    yield number("tracked", "列管中的決議", "先前會議的決議，尚未經先前會議解除列管者", [one.row for one in found])
    yield number(
        "release",
        RELEASE,
        f"列管中的決議，列管建議為{RELEASE}者",
        [one.row for one in found if one.proposal == RELEASE],
    )
    yield number("keep", KEEP, f"列管中的決議，列管建議為{KEEP}者", [one.row for one in found if one.proposal == KEEP])
    noticed = number("", "有提醒的決議", "列管中而有提醒者", [one.row for one in found if one.reminders])
    yield (noticed + gaps if missing else noticed).named(
        "follow_up.noticed", "需注意的決議", rule="列管中而有提醒者，加上決議編號中缺少者"
    )
    this = _this(meeting)
    yield number(
        "left_out",
        "本次會議的決議",
        "不列入追蹤",
        [int(row) for row, text in records.frame["meeting"].items() if _key(text) == this],
    )


# -- shown ---------------------------------------------------------------------------------------------------------------


def missing_text(key: Key, number: int) -> str:
    return f"{meeting_text(key)}決議{numeral(number)}未列入"


def key_figures(found: FollowUp) -> dict[str, Fact]:
    """What opens the section: how many are followed up, to be released, and need attention; each says how many units it lacks."""
    figures = {"列管": found.tracked, RELEASE: found.to_release, "需注意": found.noticed}
    return {receipts.noted(label, found.lack): fact for label, fact in figures.items()}


def summary(found: FollowUp) -> Prose:
    """How many are followed up, what is proposed, what needs attention, and what is missing."""
    if not found.resolutions and not found.missing:
        return Prose((runs("先前會議的決議均已解除列管。") + (found.lack.sentence() if found.lack else ()),))
    sentence = runs(
        "先前會議的決議列管中 {tracked!s} 案，建議解除列管 {release!s} 案",
        tracked=found.tracked,
        release=found.to_release,
    )
    sentence += runs("、建議繼續列管 {keep} 案；", keep=found.to_keep) if found.to_keep.value else runs("；")
    sentence += (
        runs("需注意 {noticed!s} 案，見提醒欄。", noticed=found.noticed)
        if found.noticed.value
        else runs("沒有需注意者。")
    )
    if found.missing:
        sentence += runs("{missing}，請確認是否漏列。", missing="、".join(missing_text(*one) for one in found.missing))
    if found.left_out.value:
        sentence += runs("來源檔案另有本次會議的決議 {count} 案，不列入追蹤。", count=found.left_out)
    return Prose((sentence + (found.lack.sentence() if found.lack else ()),))


def message(found: FollowUp) -> dict:
    """The title of the first slide, as ``Display.says`` takes it."""
    if not found.tracked.value:
        return receipts.noted_message({"sentence": "先前會議的決議均已解除列管"}, found.lack)
    said = {
        "sentence": "先前會議的決議列管 {tracked} 案，建議解除 {release} 案",
        "tracked": found.tracked,
        "release": found.to_release,
    }
    return receipts.noted_message(said, found.lack)


def notice_message(found: FollowUp) -> dict:
    """The title of the table's slide: what needs attention."""
    if not found.noticed.value:
        return message(found)
    missing = "，" + "、".join(missing_text(*one) for one in found.missing) if found.missing else ""
    return receipts.noted_message(
        {"sentence": "{noticed} 案需注意{missing}", "noticed": found.noticed, "missing": missing}, found.lack
    )


def table(caption: str, found: FollowUp) -> Table:
    """Every tracked resolution with what needs attention, and a row for each missing number."""
    entries = [
        (
            (one.meeting, _NUMERALS.get(one.number) or _arabic(one.number) or 100),
            Row(
                (
                    f"{one.meeting[0]}-{one.meeting[1]} 決議{one.number}",
                    one.subject,
                    one.handling,
                    one.owner,
                    _day(one.due_on),
                    _day(one.done_on),
                    one.proposal or NOT_PROVIDED,
                    "；".join(one.reminders),
                ),
                "body",
            ),
        )
        for one in found.resolutions
    ]
    for key, number in found.missing:
        cells = (f"{key[0]}-{key[1]} 決議{numeral(number)}", *["—"] * 6, f"{missing_text(key, number)}，請確認是否漏列")
        entries.append(((key, number), Row(cells, "subtotal")))
    rows = tuple(row for _, row in sorted(entries, key=lambda entry: entry[0]))
    columns = ("會議決議", "決議事項", "辦理情形", "主辦單位", "期限", "完成日期", "列管建議", "提醒")
    meetings = sorted({one.meeting for one in found.resolutions})
    called = "；".join(f"{term}-{number} 為第 {term} 屆第 {number} 次會議" for term, number in meetings[:3])
    note = receipts.note(f"統計至 {format_date(found.tracked.as_of)}", called, "—：未載", lack=found.lack)
    return Table(caption, columns, rows, note=note, weights=(4, 9, 8, 6, 4, 4, 5, 8), sortable=False)


def _day(day: date | None) -> str:
    return format_date(day) if day else "—"
