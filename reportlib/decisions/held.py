"""A meeting as it was held: who attended, what was decided, what was moved; read from the form by :mod:`reportlib.decisions.read`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportlib.decisions.points import item_called
from reportlib.errors import Problem
from reportlib.measures.follow_up import Resolution, ResolutionKey
from reportlib.meeting.meeting_rules import Next, Outcome, Presence
from reportlib.records.records import Records
from reportlib.roc import numeral
from reportlib.text import spelling


@dataclass(frozen=True)
class Resolved:
    """What was decided on one 款 of an item, or on one motion.

    ``heading`` is the item of the agenda (「報告事項」), ``place`` what the packet calls the topic or the part of it (「報告事項三（一）」, 「臨時動議」), ``order`` its number among the items that the
    meeting dealt with, from 1; ``item`` that of the 款, 0 where there is only one. ``text`` is the decision: what was written down,
    or else the proposal (擬辦) where it was decided as proposed; "" where there is none (taken note of, postponed).
    ``word`` is the rulebook's (修正通過), ``means`` and ``next`` what it means. An owner or a due date that nobody gave is ""
    or None. ``row`` is the row of the form.
    """

    heading: str
    place: str
    order: int
    item: int
    title: str
    matter: str
    proposed: str
    word: str
    means: Outcome
    next: Next
    text: str
    owner: str
    due_on: datetime.date | None
    due_said: str
    row: int
    mover: str = ""  # of a motion
    is_asked: bool = False  # the meeting named an owner or a due date that was not proposed

    @property
    def is_task(self) -> bool:
        """Whether it is followed up: by its word, or since somebody was asked for something whatever the word (「洽悉，請資訊室補正。」)."""
        return self.next == "follow" or self.is_asked

    @property
    def said(self) -> str:
        """The decision in full: its text where that is the decision, else the word and what was added to it."""
        if not self.text:
            return self.word
        return self.text if self.means in ("as_proposed", "amended", "resolved") else f"{self.word}，{self.text}"

    @property
    def subject(self) -> str:
        """What it is as a resolution: of a 款 its decision, or what was proposed where that is to come again or was not taken; else the title."""
        if not self.item:
            return self.title
        return (self.said if self.text and self.is_task else self.proposed) or self.title

    @property
    def called(self) -> str:
        """「討論事項二（二）「後續作業」（決議三（二））」, as messages name it."""
        return f"{self.place}{item_called(self.item)}「{self.title}」（決議{self.number}）"

    @property
    def number(self) -> str:
        """As resolutions are numbered: 「三」, 「四（二）」."""
        return f"{numeral(self.order)}{item_called(self.item)}"


@dataclass(frozen=True)
class TrackedResolution:
    """A resolution of an earlier meeting, or an item of it, and whether this meeting released it (``word`` is the rulebook's).

    ``due_on`` and ``due_said`` are the new due date of one that goes on, None and "" where it keeps its own; ``row`` that of the form.
    """

    resolution: Resolution
    number: str
    word: str
    is_released: bool
    due_on: datetime.date | None
    due_said: str
    row: int

    @property
    def has_new_due(self) -> bool:
        return bool(self.due_on or self.due_said)

    @property
    def key(self) -> ResolutionKey:
        """The meeting, the number and the item."""
        one = self.resolution
        return one.meeting, spelling(one.number), spelling(one.item)

    @property
    def called(self) -> str:
        """「5-2 四（二）」."""
        term, number = self.resolution.meeting
        return f"{term}-{number} {self.number}"


@dataclass(frozen=True)
class Attendee:
    """A member, and how they attended; or, without a seat of the list (``is_member`` false), somebody who was also present.

    ``counts``: for the quorum. A deputy of a member who may not send one does not, nor one who is counted already (``twice``).
    """

    seat: str
    name: str
    organisation: str
    title: str
    word: str
    means: Presence
    deputy: str
    deputy_title: str
    is_member: bool
    counts: bool
    row: int
    twice: bool = False


@dataclass(frozen=True)
class Proceedings:
    """When and where the meeting was, who presided and who took the minutes; a draft until ``approved_on``.

    ``rows`` are the rows of the form by the names of these fields.
    """

    held_on: datetime.date
    starts: datetime.time
    ends: datetime.time
    place: str
    chair: str
    recorder: str
    approved_on: datetime.date | None
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class HeldMeeting:
    """All that the form says, in the order of the agenda; what a person should look at is in ``warnings``, with its place.

    ``attendance`` are the rows of 「出席」 as records, of which figures are counted; ``tracked`` is what was decided
    on the resolutions of earlier meetings that the packet reported.
    """

    proceedings: Proceedings
    attendees: tuple[Attendee, ...]
    decisions: tuple[Resolved, ...]
    motions: tuple[Resolved, ...]
    attendance: Records
    tracked: tuple[TrackedResolution, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def followed(self) -> Iterator[Resolved]:
        """What the next meeting follows up: decisions and motions that are tasks, in order."""
        return (one for one in (*self.decisions, *self.motions) if one.is_task)

    def gone_on(self) -> tuple[TrackedResolution, ...]:
        """The resolutions of earlier meetings that the next one follows too."""
        return tuple(one for one in self.tracked if not one.is_released)

    def brought_again(self) -> Iterator[Resolved]:
        """What the next meeting is to decide: what was postponed."""
        return (one for one in (*self.decisions, *self.motions) if one.next == "again")
