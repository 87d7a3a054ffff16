"""The sheet 「列管」: what the meeting decided on each resolution of an earlier one that its packet reported."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlib import messages
from reportlib.decisions.held import TrackedResolution
from reportlib.decisions.points import folded
from reportlib.decisions.told import FormTold, rows_in, set_aside
from reportlib.decisions.worded import says_none
from reportlib.errors import did_you_mean
from reportlib.measures.follow_up import RELEASE, Key, Resolution, followed_up, meeting_text, parts_of
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.meeting_rules import MeetingRules, TrackingWord, words_of
from reportlib.records import inputs
from reportlib.records.records import Examined
from reportlib.roc import format_date
from reportlib.text import nearest, spelling

OTHERS = "其餘"  # the row that speaks for all whose decision is blank
_OTHERS = re.compile("其[餘他](?:各?[項案列]|決議|各?項決議)?|以上各?[項案]|全部")
_MEETING = re.compile("(?:第([0-9]+)屆第([0-9]+)次(?:會議)?|([0-9]+)-([0-9]+))(?:決議)?")


def is_of_others(number: str) -> bool:
    """Whether a row of 「列管」 is the one of all whose decision is blank."""
    return _OTHERS.fullmatch(spelling(number)) is not None


def tracked_by(meeting: Meeting) -> tuple[Resolution, ...]:
    """The resolutions of earlier meetings that the packet reported as still followed, in its order; none where it has no list of them.

    InputError where the list cannot be read.
    """
    path = meeting.params.inputs.resolutions
    records = inputs.read("resolutions", path, meeting) if path else None
    return followed_up(records, meeting).resolutions if records is not None else ()


def number_of(one: Resolution) -> str:
    """「四（二）」."""
    return f"{one.number}（{one.item}）" if one.item else one.number


def read_tracking(
    found: Examined, tracked: Sequence[Resolution], rules: MeetingRules, told: FormTold
) -> tuple[TrackedResolution, ...]:
    """What was decided on each of them, in their order; what is wrong, or missing, is told."""
    return _TrackingRows(found, tracked, rules, told).result()


class _TrackingRows:
    """The rows of the sheet while they are read."""

    def __init__(self, found: Examined, tracked: Sequence[Resolution], rules: MeetingRules, told: FormTold):
        self.found, self.tracked, self.rules, self.told = found, tracked, rules, told
        self.rows: dict[int, int] = {}  # of which resolution, by its place, which row is
        self.others: tuple[int, TrackingWord] | None = None
        self.made: dict[int, TrackedResolution] = {}

    def result(self) -> tuple[TrackedResolution, ...]:
        blank: list[tuple[int, int, Mapping[str, Any]]] = []
        for row, given in rows_in(self.found):
            if is_of_others(given["number"]):
                self._take_others(row, given)
            elif (at := self._which(row, given)) is not None:
                if given.get("outcome"):
                    self._take(row, at, self._word(row, given["outcome"]), given)
                else:
                    blank.append((row, at, given))
        if self.others:
            for row, at, given in blank:
                self._take(row, at, self.others[1], given)
        else:
            problems = [(row, messages.D01_not_tracked(resolution=called(self.tracked[at]))) for row, at, _ in blank]
            self.told.blank(self.found, problems, "outcome")
        self._tell_missing()
        return tuple(self.made[at] for at in sorted(self.made))

    def _wrong(self, problem, row: int | None, column: str) -> None:
        self.told.wrong(self.found, problem, row, column)

    def _word(self, row: int, said: str) -> TrackingWord | None:
        word = self.rules.tracked(said)
        if word is None:
            words = words_of(self.rules.tracking)
            todo = did_you_mean(nearest(said, words), messages.known_words(known=words))
            self._wrong(messages.D04_no_such_decision(word=said, todo=todo), row, "outcome")
        return word

    def _take_others(self, row: int, given: Mapping[str, Any]) -> None:
        """The row that speaks for all others; a blank one says nothing."""
        if column := next((name for name in ("due_on", "due_said") if given.get(name)), ""):
            self._wrong(messages.D05_due_of_others(), row, column)
        if (said := given.get("outcome")) and (word := self._word(row, said)):
            if self.others:
                self._wrong(messages.D03_decided_twice(point=f"「{OTHERS}」", row=self.others[0]), row, "number")
            self.others = (row, word)

    def _which(self, row: int, given: Mapping[str, Any]) -> int | None:
        """The place of the resolution that a row is about; None where it is none, or several, or there is a row of it already, which is told."""
        places = self._meant(given["number"], given.get("meeting") or "")
        if len(places) != 1:
            said = "".join(filter(None, (given.get("meeting"), given["number"])))
            known = [called(one) for one in self.tracked]
            todo = messages.known_resolutions(known=known) if known else messages.nothing_is_tracked()
            self._wrong(messages.D02_no_such_resolution(said=said, todo=todo), row, "number")
            self.rows |= {at: row for at in (places or range(len(self.tracked))) if at not in self.rows}
            return None
        [at] = places
        if first := self.rows.get(at):
            self._wrong(messages.D03_decided_twice(point=called(self.tracked[at]), row=first), row, "number")
            return None
        self.rows[at] = row
        return at

    def _meant(self, number: str, meeting: str) -> list[int]:
        """The places of the resolutions that a number calls; of every meeting where none is named."""
        key = _key(meeting)
        return [
            at
            for at, one in enumerate(self.tracked)
            if _folded(number) == _folded(number_of(one)) and (not meeting or one.meeting == key)
        ]

    def _take(self, row: int, at: int, word: TrackingWord | None, given: Mapping[str, Any]) -> None:
        """One row: what was decided, unless it contradicts itself."""
        one = self.tracked[at]
        if word is None:
            return
        if word.means == "as_proposed" and not one.proposal:
            self._wrong(messages.D05_nothing_to_follow(word=word.word, words=self._two()), row, "outcome")
            return
        is_released = word.means == "release" or word.means == "as_proposed" and one.proposal == RELEASE
        due_on, due_said = given.get("due_on"), given.get("due_said") or ""
        due_said = "" if says_none(due_said) else due_said
        if is_released and (due_on or due_said):
            kept = self.rules.tracking_for("keep")
            problem = messages.D05_released_with_due(word=self.rules.tracking_for("release"), keep=kept)
            self._wrong(problem, row, "due_on" if due_on else "due_said")
            return
        said = self.rules.tracking_for("release" if is_released else "keep")
        self.made[at] = TrackedResolution(one, number_of(one), said, is_released, due_on, due_said, row)

    def _two(self) -> list[str]:
        return [self.rules.tracking_for("release"), self.rules.tracking_for("keep")]

    def _tell_missing(self) -> None:
        """D02: a resolution without a row, unless a row with a wrong cell may be its own."""
        for number, meeting in set_aside(self.found, "number", "meeting"):
            self.rows |= dict.fromkeys(self._meant(number, meeting) or range(len(self.tracked)), 0)
        for at, one in enumerate(self.tracked):
            if at not in self.rows:  # 「其餘」 speaks for rows that somebody saw, not for what came into the list since
                self._wrong(messages.D02_resolution_without_row(resolution=called(one)), None, "number")


def called(one: Resolution) -> str:
    """「第 5 屆第 2 次會議決議四（二）」, as messages name it."""
    return f"{meeting_text(one.meeting)}決議{number_of(one)}"


def _key(meeting: str) -> Key | None:
    match = _MEETING.fullmatch(spelling(meeting))
    parts = [int(part) for part in match.groups() if part] if match else []
    return (parts[0], parts[1]) if parts else None


def _folded(number: str) -> tuple[str, str]:
    resolution, item = parts_of(spelling(number).removeprefix("決議"))
    return folded(resolution), folded(item)


def tell_doubts(found: Examined, kept: Sequence[TrackedResolution], held_on: datetime.date, told: FormTold) -> None:
    """What is still followed and was due, or is due anew, before the meeting that decided so."""
    for one in kept:
        if one.due_on and one.due_on < held_on:
            told.doubt(found, messages.D05_due_before_the_meeting(day=format_date(one.due_on)), one.row, "due_on")
        old = one.resolution.due_on
        if not one.is_released and not one.has_new_due and old and old < held_on:
            problem = messages.D06_kept_past_its_day(resolution=called(one.resolution), day=format_date(old))
            told.doubt(found, problem, one.row, "due_on")


def prefilled_rows(tracked: Sequence[Resolution]) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet: each resolution, and the one that may speak for all others; none where nothing is followed."""
    for one in tracked:
        yield (
            meeting_text(one.meeting), number_of(one), one.subject, one.owner, one.due, one.state[0],
            one.proposal or one.proposal_said, "", "", "",
        )  # fmt: skip
    if tracked:
        yield ("", OTHERS, "以上「決定」留白的，一律依這一列的決定。", *[""] * 7)
