"""The one document that every medium renders: cover, agenda, sections, facts and source rows. Nothing changes it; each stage makes a new one."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from reportlib.facts.derivation import AllRows
from reportlib.facts.record import FactRecord, SourceTable
from reportlib.facts.words import OwnLine, told_lines
from reportlib.model.blocks import Block, HeadingBlock, Medium
from reportlib.model.texts import EMPTY, Line, Piece
from reportlib.wording import OURS, Wording

# A packet's table of figures and its references call a fact by this number.
FACT_ID = "F-{:04}"
# What the sections before the first item of the agenda are called; they have no number.
OPENING = "重點"
OF_FACTS = ("by_id", "own_lines", "all_rows")  # what is found out of the facts of a document alone


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What the cover says of the meeting; ``details`` are pairs of label and text, ``named`` the figures in its texts.

    ``name`` is the meeting's (``moea-6-1``), ``wording`` how the body writes, ``timestamp`` the seconds since 1970 that its files carry as their date.
    """

    name: str
    body: Line
    title: Line
    date_text: Line
    timestamp: int
    details: tuple[tuple[Line, Line], ...]
    as_of_text: Line
    notice: Line = EMPTY
    notice_text: Line = EMPTY
    part: str = ""
    named: tuple[Piece, ...] = ()
    wording: Wording = OURS


@dataclass(frozen=True, kw_only=True)
class AgendaTopic:
    """A topic of an item; ``matter`` (案由) is what it is about, in a sentence."""

    title: Line
    presenter: Line
    sections: tuple[str, ...] = ()
    matter: Line = EMPTY


@dataclass(frozen=True)
class Note:
    """What the parameters say under every table and chart of a ``section`` that has this ``title``."""

    section: str
    title: str
    text: Line


@dataclass(frozen=True, kw_only=True)
class AgendaEntry:
    """An item of the agenda as a time line shows it: ``offset`` and ``share`` are fractions of the whole meeting."""

    start: str
    end: str
    item: Line
    note: Line
    offset: float
    share: float
    emphasis: bool = False
    sections: tuple[str, ...] = ()
    topics: tuple[AgendaTopic, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PacketSection:
    """A section with its blocks in order; ``number`` (「一」) and ``target`` (``s-10-inventory``) once it is numbered."""

    id: str
    title: Line = EMPTY
    agenda_item: Line = EMPTY
    as_of_text: Line = EMPTY
    blocks: tuple[Block, ...] = ()
    number: str = ""
    target: str = ""

    def with_(self, **changes) -> Self:
        """The same section with other values."""
        return replace(self, **changes)

    def shown_in(self, medium: Medium) -> tuple[Block, ...]:
        """The blocks that stand in a medium, and the headings over them; none of a heading under which nothing is left.

        What only proves something has a heading where that is about nothing else.
        """
        found: list[Block] = []
        under = 0  # the deepest level at which a heading over what comes next is kept
        for block in reversed(self.blocks):
            if not isinstance(block, HeadingBlock):
                if block.stands_in(medium):
                    found.append(block)
                    under = under if block.ends_item else 9
                elif medium == "proof" and block.stands_in("volume"):
                    under = 0
            elif block.level < under:
                found.append(block)
                under = block.level
        return tuple(reversed(found))

    @property
    def name(self) -> str:
        """「一、資料集盤點」; one before the agenda has no number."""
        return f"{self.number}、{self.title}" if self.number else self.title.text


@dataclass(frozen=True, kw_only=True)
class AnnexFile:
    """A file that goes with the packet; ``target`` is the table that is in it only."""

    path: str
    name: str
    media_type: str
    description: str
    target: str = ""


@dataclass(frozen=True)
class SourceReport:
    """What is said of one input that was read: its file and sheet, the hash of the bytes, and a number of rows for each kind."""

    input: str
    file: str
    sheet: str
    encoding: str | None
    sha256: str
    counts: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Document:
    """The whole packet before it is set."""

    meeting: Cover
    agenda: tuple[AgendaEntry, ...]
    sections: tuple[PacketSection, ...]
    facts: tuple[FactRecord, ...] = ()
    annexes: tuple[AnnexFile, ...] = ()
    tables: tuple[SourceTable, ...] = ()
    sources: tuple[SourceReport, ...] = ()
    dropped: tuple[str, ...] = ()
    lang: str = OURS.lang

    def with_(self, **changes: Any) -> Self:
        """The same document with other values; what is known of its facts is known of the same facts too."""
        found = replace(self, **changes)
        if "facts" not in changes:
            # A volume that is set beside may keep one more meanwhile.
            found.__dict__.update((name, known) for name, known in self.__dict__.copy().items() if name in OF_FACTS)
        return found

    def with_more_facts(self, added: Sequence[FactRecord]) -> Self:
        """The same document with more facts behind its own; how its own came about is not told anew."""
        if not added:
            return self
        found = self.with_(facts=(*self.facts, *added))
        if known := self.__dict__.get("own_lines"):
            more = {fact.id: told_lines(fact, found.by_id) for fact in added}
            found.__dict__["own_lines"] = known | more
        return found

    @functools.cached_property
    def by_id(self) -> dict[str, FactRecord]:
        """The facts by their numbers."""
        return {fact.id: fact for fact in self.facts}

    @functools.cached_property
    def own_lines(self) -> dict[str, list[OwnLine]]:
        """How each fact came about, in words, by its number (:func:`reportlib.facts.words.told_lines`)."""
        return {number: told_lines(fact, self.by_id) for number, fact in self.by_id.items()}

    @functools.cached_property
    def all_rows(self) -> AllRows:
        """The rows of each fact with those of all its operands, by its number."""
        return AllRows(self.by_id)

    def placed(self) -> Iterator[tuple[PacketSection, Block]]:
        """Every block with its section."""
        for section in self.sections:
            for block in section.blocks:
                yield section, block


# What of a document is told when the notebooks are run: cover and agenda, and the sections that are planned.
@dataclass(frozen=True)
class SectionReport:
    """What the last cell of a section's notebook reports: what was shown, every fact, every input, and the meeting."""

    displays: int
    sources: tuple[SourceReport, ...]
    facts: tuple[FactRecord, ...]
    meeting: Cover
    agenda: tuple[AgendaEntry, ...]
    planned: tuple[str, ...]
    as_of_text: Line | None = None  # of what it shows, empty where that is of no day; None in reports of older versions
    notes: tuple[Note, ...] = ()
