"""The packet as slides: 16:9, one thought a slide, big type, the same facts; tagged, PDF/UA-1 and PDF/A-3a like the document.

Everything is decided here: which block goes on which slide, in what type, where a long table or text is parted. The
template only sets what :func:`plan` gives it; texts reach it as data and never as markup. A slide's title is what its
block says (``message``), else its caption. What does not fit is set smaller within limits, then parted over slides, never
cut off. Sizes are points on a slide of 720 by 405.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportlib import look
from reportlib.media import styles
from reportlib.media.pdf.glyphs import breakable, check_glyphs, plain_text, printable_document
from reportlib.media.pdf.meeting_view import agenda_entry, agenda_topics, cover, file_data
from reportlib.media.pdf.typst import TIMEOUT_SECONDS, typeset
from reportlib.media.slides.references import pointed
from reportlib.media.slides.section import SlideSection
from reportlib.media.slides.slide import Slide, footer_of
from reportlib.model.blocks import HeadingBlock
from reportlib.model.document import OPENING, AgendaEntry, Cover, Document, PacketSection
from reportlib.model.texts import Line

TEMPLATE = styles.FOLDER / "briefing.typ"


# ------------------------------------------------------------------------------------------------------ the PDF


def to_pdf(document: Document, volume: Mapping[str, Any] = {}, *, timeout: float = TIMEOUT_SECONDS) -> bytes:
    """The slides of the merged document; ``volume`` is what typst told of the meeting volume, whose pages they name.

    :class:`RunError` R20 for characters that no font has, R21 where typst refuses, aborts or takes too long; :class:`OutputError` R13
    where the temporary folder cannot be written.
    """
    check_glyphs(document, on_slides=True)
    view, files = plan(document, volume)

    def write(folder: Path) -> None:
        for name, data in files.items():
            (folder / name).write_bytes(data)
        (folder / "packet.typ").write_bytes(TEMPLATE.read_bytes())
        (folder / "look.typ").write_bytes((styles.FOLDER / "look.typ").read_bytes())
        (folder / "document.json").write_text(json.dumps(view, ensure_ascii=False), "utf-8", newline="\n")

    return typeset(write, timeout).pdf


def plan(document: Document, volume: Mapping[str, Any] = {}) -> tuple[dict, dict[str, bytes]]:
    """What the template sets, and the drawings and images it reads, by name."""
    document = printable_document(document)
    meeting, agenda = document.meeting, document.agenda
    files: dict[str, bytes] = {}
    first = 3 if agenda else 2  # after the cover and the agenda
    pages = volume.get("targets", {})
    # Once to see what has a slide, and again with the references that lead to one.
    numbers = _numbers(_ordered(agenda, _shown(document.sections, (), pages), meeting, {}, pages), first)
    slides = list(_ordered(agenda, _shown(document.sections, numbers, pages), meeting, files, pages))
    numbers = _numbers(slides, first)
    return file_data(document, document.sections) | {
        "look": look.typst_data(look.SLIDE),
        "title": plain_text("　".join(filter(None, (meeting.body.text, meeting.title.text, "會議簡報")))),
        "meeting": cover(meeting),
        "words": dict(meeting.wording.words),
        "footer": footer_of("", "", meeting),
        "agenda": [_agenda_item(entry, numbers.get(f"item-{at}", 0)) for at, entry in enumerate(agenda)],
        "slides": [slide.view(number, numbers) for number, slide in enumerate(slides, first)],
    }, files


def _numbers(slides: Iterable[Slide], first: int) -> dict[str, int]:
    """The number of the slide to which each reference leads."""
    numbers: dict[str, int] = {}
    for number, slide in enumerate(slides, first):
        for target in slide.targets:
            numbers.setdefault(target, number)
    return numbers


def _shown(sections: Sequence[PacketSection], there: Collection[str], pages: Mapping[str, int]) -> list[PacketSection]:
    """The sections with the blocks that slides show, whose references lead to the slides that are ``there``."""
    return [
        section.with_(blocks=tuple(pointed(block, there, pages) for block in section.shown_in("slides")))
        for section in sections
    ]


def _ordered(
    agenda: Sequence[AgendaEntry],
    shown: Sequence[PacketSection],
    meeting: Cover,
    files: dict[str, bytes],
    pages: Mapping[str, int],
) -> Iterator[Slide]:
    """The sections' slides, each agenda item of several topics opened by a slide of its own.

    Of a whole packet only what is on the agenda: what is appended is there to be read.
    """
    item_of = {
        stem: at
        for at, entry in enumerate(agenda)
        for stem in (*entry.sections, *(s for topic in entry.topics for s in topic.sections))
    }
    is_whole = bool(item_of) and set(item_of) <= {section.id for section in shown}
    waiting = list(range(len(agenda)))
    there = {section.id for section in shown if _stands(section)}

    def opened(upto: int) -> Iterator[Slide]:
        while waiting and waiting[0] <= upto:
            at = waiting.pop(0)
            if len(agenda[at].topics) > 1 and any(set(topic.sections) & there for topic in agenda[at].topics):
                yield _divider(agenda[at], at, meeting)

    for section in shown:
        appended = is_whole and section.id not in item_of and section.agenda_item.text != OPENING
        if section.id in there and not appended:
            yield from opened(item_of.get(section.id, -1))
            yield from SlideSection(section, meeting, files, pages).slides


def _stands(section: PacketSection) -> bool:
    """Whether a section takes slides; headings go with what follows them."""
    return not all(isinstance(block, HeadingBlock) for block in section.blocks)


def _agenda_item(entry: AgendaEntry, slide: int) -> dict:
    """An item of the agenda's slide, which leads to the item's own."""
    presenters = "、".join(filter(None, (topic.presenter.text for topic in entry.topics)))
    return agenda_entry(entry) | {"note": breakable(presenters or entry.note.text, 16), "slide": slide}


def _divider(entry: AgendaEntry, at: int, meeting: Cover) -> Slide:
    """An agenda item's slide: when, what, who, and where the item stands in the meeting."""
    topics = [
        shown | {"targets": [f"s-{stem}" for stem in topic.sections]}
        for shown, topic in zip(agenda_topics(entry), entry.topics, strict=True)
    ]
    note = "" if topics else breakable(entry.note.text, 16)
    said = {"at": at, "time": f"{entry.start}–{entry.end}", "note": note}
    size = max(12.0, min(18.0, 100 / max(1, len(topics))))
    return Slide(
        Line.of(entry.item.text),
        footer=footer_of("", "", meeting),
        kind="divider",
        targets=[f"item-{at}"],
        body=[said | {"topics": topics, "size": size}],
    )
