"""What the parameters say about what the notebooks show: what an item is about (案由), and notes under tables and charts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from reportlib import messages
from reportlib.errors import Problem
from reportlib.meeting.params import Params
from reportlib.model.blocks import CaptionedBlock, ParagraphBlock
from reportlib.model.document import AgendaEntry, Note, PacketSection
from reportlib.model.texts import Line

MATTER, EXPLAINED = "案由", "說明"


def notes_of(params: Params) -> tuple[Note, ...]:
    return tuple(Note(note.section, note.title, Line.of(note.note)) for note in params.notes)


def with_matters(sections: Sequence[PacketSection], agenda: Iterable[AgendaEntry]) -> tuple[PacketSection, ...]:
    """The sections, each that is the first of a topic with 案由 and 說明 before what it shows; as they are where the topic
    has no 案由."""
    there = {section.id for section in sections}
    matters = {
        first: topic.matter
        for entry in agenda
        for topic in entry.topics
        if topic.matter and (first := next((stem for stem in topic.sections if stem in there), ""))
    }
    return tuple(
        section.with_(
            blocks=(
                ParagraphBlock(label=MATTER, text=matters[section.id], only="document"),
                ParagraphBlock(label=EXPLAINED, text=Line(()), only="document"),
                *section.blocks,
            )
        )
        if section.id in matters
        else section
        for section in sections
    )


def with_notes(sections: Sequence[PacketSection], notes: Iterable[Note]) -> tuple[PacketSection, ...]:
    """The sections, with each note under every table and chart of its section that has its title (:func:`unplaced`)."""
    found = {section.id: section for section in sections}
    for note in notes:
        section = found.get(note.section)
        if section is None:
            continue
        blocks = tuple(
            dataclasses.replace(block, note=_joined(block.note, note.text))
            if isinstance(block, CaptionedBlock) and block.caption.text == note.title
            else block
            for block in section.blocks
        )
        found[note.section] = section.with_(blocks=blocks)
    return tuple(found.values())


def _joined(before: Line, note: Line) -> Line:
    """A note after what already stands under a table."""
    if not before:
        return note
    return Line.joined(before, Line.of("" if before.text.endswith("。") else "；"), note)


def unplaced(sections: Iterable[PacketSection], notes: Iterable[Note]) -> Iterator[Problem]:
    """Each note whose section is there and has no table or chart of its title: the title is mistyped, or there was nothing
    to show this time (the table is a sentence then)."""
    titles = {
        section.id: {block.caption.text for block in section.blocks if isinstance(block, CaptionedBlock)}
        for section in sections
    }
    for note in notes:
        if note.title not in titles.get(note.section, {note.title}):
            yield messages.Q04_note_on_nothing(title=note.title).at(file=note.section)
