"""The minutes as they may be published: the members stay named, everybody else and what is personal in the texts is masked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from reportlib.build.public import never_masked
from reportlib.decisions.held import HeldMeeting
from reportlib.media.office.paper import (
    Element,
    Paper,
    PaperHeading,
    PaperTable,
    Paragraph,
    Runs,
    Title,
    text_of,
)
from reportlib.meeting.meeting import Meeting
from reportlib.public.editions import Edition
from reportlib.records import inputs
from reportlib.text import half_width


def edition_of(paper: Paper, held: HeldMeeting, meeting: Meeting) -> Edition:
    """What masks a paper of minutes: by the rules and the lists of the public edition (``public`` of the parameters), and everybody whom the
    form names without being a member."""
    params = meeting.params
    members = inputs.read("members", params.inputs.members, meeting) if params.inputs.members else None
    kept = never_masked(meeting, {"members": members} if members else {})
    edition = Edition(kept, params.public.mask if params.public else ())
    edition.names |= {name: None for name in _others(held) if name not in kept and len(name) > 1}
    edition.learn({}, (), [text_of(runs) for element in paper.elements for runs in _runs_in(element)])
    return edition


def masked(paper: Paper, edition: Edition) -> Paper:
    """The same paper without personal data."""
    return dataclasses.replace(paper, elements=tuple(_masked(element, edition) for element in paper.elements))


def _others(held: HeldMeeting) -> Iterator[str]:
    """Everybody who is named and no member: deputies, who was also present, who took the minutes, who moved something."""
    for one in held.attendees:
        yield from (one.deputy, "" if one.is_member else one.name)
    for text in (held.proceedings.recorder, *(motion.mover for motion in held.motions)):
        yield half_width(text).strip()


def _runs_in(element: Element) -> Iterator[Runs]:
    if isinstance(element, Paragraph):
        yield element.runs
    elif isinstance(element, PaperTable):
        yield from (cell for row in element.rows for cell in row)


def _masked(element: Element, edition: Edition) -> Element:
    if isinstance(element, Title | PaperHeading):
        return dataclasses.replace(element, text=edition.text(element.text))
    if isinstance(element, Paragraph):
        return dataclasses.replace(element, runs=_of_runs(element.runs, edition))
    if isinstance(element, PaperTable):
        rows = tuple(tuple(_of_runs(cell, edition) for cell in row) for row in element.rows)
        return dataclasses.replace(element, rows=rows, note=edition.text(element.note))
    return element


def _of_runs(runs: Runs, edition: Edition) -> Runs:
    texts = edition.joined_texts([run.text for run in runs])
    return tuple(dataclasses.replace(run, text=text) for run, text in zip(runs, texts, strict=True))
