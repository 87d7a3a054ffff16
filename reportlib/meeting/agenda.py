"""The agenda of a meeting: topics, items, and the sections that each shows."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from reportlib import messages
from reportlib.errors import did_you_mean, quoted
from reportlib.filenames import leads_out
from reportlib.meeting.fields import Cited, Model, Time, place_of
from reportlib.meeting.yaml_models import Wrong
from reportlib.text import nearest

SECTION = re.compile(r"[0-9]{2}-[a-z0-9-]+")


def _section(stem: str, info: ValidationInfo) -> str:
    if not SECTION.fullmatch(stem):
        raise Wrong(messages.C05_no_section_name(section=stem))
    root = place_of(info).root
    folder = root / "notebooks"
    if leads_out(folder / f"{stem}.ipynb", root):
        todo = messages.put_file_itself_inside()
        raise Wrong(messages.C08_link_out_of_project(path=f"notebooks/{stem}.ipynb", todo=todo))
    if not (folder / f"{stem}.ipynb").is_file():
        near = nearest(stem, [path.stem for path in folder.glob("*.ipynb")])
        raise Wrong(
            messages.C05_no_notebook_of_section(
                notebook=f"notebooks/{stem}.ipynb", todo=did_you_mean(near, messages.check_section_name())
            )
        )
    return stem


Sections = tuple[Annotated[str, AfterValidator(_section)], ...]


class Proposal(Model):
    """One thing the meeting is asked to decide (擬辦): its sentence, the same in a few words, who does it, and by when.

    ``due`` is what the paper says, a day or words; what no paper says is left out and printed as 「未訂」.
    """

    text: Cited
    short: Cited | None = None
    owner: Cited | None = None
    due: Cited | None = None


class Deciding(Model):
    """A part of the agenda on which something may be proposed: ``proposal`` is one sentence, ``proposals`` are several."""

    proposal: Cited | None = None
    proposals: tuple[Proposal, ...] = Field((), strict=False)

    @field_validator("proposals")
    @classmethod
    def _said_once(cls, proposals: tuple[Proposal, ...], info: ValidationInfo) -> tuple[Proposal, ...]:
        if proposals and info.data.get("proposal"):
            raise Wrong(messages.C03_proposal_said_twice())
        return proposals

    @property
    def asked(self) -> tuple[Proposal, ...]:
        """What is proposed, in order."""
        return self.proposals or ((Proposal(text=self.proposal),) if self.proposal else ())


class Part(Deciding):
    """A part of a topic, （一）, （二）: with proposals of its own, and sections where it has any."""

    title: Cited
    sections: Sections = Field((), strict=False)


class Topic(Deciding):
    """A topic of an item; ``sections`` of its own come before those of its parts. ``matter`` (案由) is what it is about."""

    title: Cited
    matter: Cited | None = None
    presenter: Cited | None = None
    sections: Sections = Field((), strict=False)
    parts: tuple[Part, ...] = Field((), strict=False)

    @property
    def every_section(self) -> tuple[str, ...]:
        """Its sections, and those of its parts."""
        return (*self.sections, *(stem for part in self.parts for stem in part.sections))


class AgendaItem(Deciding):
    """An item of the agenda; ``sections`` of its own come before those of its topics."""

    item: Cited
    start: Time
    end: Time
    subject: Cited | None = None  # what its topics are together
    presenter: Cited | None = None
    sections: Sections = Field((), strict=False)
    topics: tuple[Topic, ...] = Field((), strict=False)

    @field_validator("end")
    @classmethod
    def _after_start(cls, end: datetime.time, info: ValidationInfo) -> datetime.time:
        start = info.data.get("start")
        if start and start >= end:
            raise Wrong(messages.C03_ends_before_it_starts(end=end, start=start))
        return end


def agenda_problems(agenda: tuple[AgendaItem, ...]) -> Iterator[Wrong]:
    if not agenda:
        yield Wrong(messages.C03_agenda_empty())
    for n, (before, after) in enumerate(itertools.pairwise(agenda), 1):
        if after.start < before.end:
            one, other = (f"{quoted(a.item)} {a.start:%H:%M}–{a.end:%H:%M}" for a in (before, after))
            apart = after.end <= before.start
            said = messages.are_not_in_order() if apart else messages.overlap()
            yield Wrong(messages.C03_agenda_times(one=one, other=other, how=said), at=(n, "start"))
    seen: set[str] = set()
    for stem, at in sections_of(agenda):
        if stem in seen:
            yield twice(stem, at)
        seen.add(stem)
    if agenda and not seen:
        yield Wrong(messages.C03_agenda_without_sections())


def sections_of(agenda: tuple[AgendaItem, ...]) -> Iterator[tuple[str, tuple]]:
    """Each section on the agenda, with its key."""
    for n, item in enumerate(agenda):
        yield from ((stem, (n, "sections", s)) for s, stem in enumerate(item.sections))
        for t, topic in enumerate(item.topics):
            place = (n, "topics", t)
            yield from ((stem, (*place, "sections", s)) for s, stem in enumerate(topic.sections))
            for p, part in enumerate(topic.parts):
                yield from ((stem, (*place, "parts", p, "sections", s)) for s, stem in enumerate(part.sections))


def twice(stem: str, at: tuple) -> Wrong:
    return Wrong(messages.C04_section_twice(section=stem), at=at)


def without(item: AgendaItem, sections: set[str]) -> AgendaItem:
    """The item, and its topics, without these sections; a topic of which none is left is no topic of this meeting."""

    def rest(stems: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(stem for stem in stems if stem not in sections)

    def kept(topic: Topic) -> Topic:
        parts = tuple(part.model_copy(update={"sections": rest(part.sections)}) for part in topic.parts)
        return topic.model_copy(update={"sections": rest(topic.sections), "parts": parts})

    topics = tuple(kept(topic) for topic in item.topics if not topic.every_section or rest(topic.every_section))
    return item.model_copy(update={"sections": rest(item.sections), "topics": topics})
