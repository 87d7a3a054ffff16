"""The packet as slides: 16:9, one thought a slide, big type, the same facts; tagged, PDF/UA-1 and PDF/A-3a like the document.

Everything is decided here: which block goes on which slide, in what type, where a long table or text is parted. The
template only sets what :func:`plan` gives it; texts reach it as data and never as markup. A slide's title is what its
block says (``message``), else its caption. What does not fit is set smaller within limits, then parted over slides, never
cut off. Sizes are points on a slide of 720 by 405.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from reportlib.media import styles
from reportlib.media.pdf.glyphs import breakable, check_glyphs, map_texts, plain_text
from reportlib.media.pdf.meeting_view import agenda_topics, cover, file_data
from reportlib.media.pdf.typst import TIMEOUT_SECONDS, typeset
from reportlib.media.slides.section import SlideSection
from reportlib.media.slides.slide import Slide, footer_of

TEMPLATE = styles.FOLDER / "briefing.typ"
UNKNOWN_SLIDE = "第 888 張"  # as wide as any, until the slides are counted
ELSEWHERE = "（會議資料）"


# ------------------------------------------------------------------------------------------------------ the PDF


def to_pdf(document: dict, *, template: Path = TEMPLATE, timeout: float = TIMEOUT_SECONDS) -> bytes:
    """The slides of the merged document.

    :class:`RunError` R20 for characters that no font has, R21 where typst refuses, aborts or takes too long; :class:`OutputError` R13
    where the temporary folder cannot be written.
    """
    check_glyphs(_with_titles(document))
    view, files = plan(document)

    def write(folder: Path) -> None:
        for name, data in files.items():
            (folder / name).write_bytes(data)
        (folder / "packet.typ").write_bytes(template.read_bytes())
        (folder / "document.json").write_text(json.dumps(view, ensure_ascii=False), "utf-8", newline="\n")

    return typeset(write, timeout)


def _with_titles(document: dict) -> dict:
    """The document as the glyph check reads it, with what stands on slides only as texts of their own."""

    def told(block: dict) -> Iterator[dict]:
        yield block
        extra = [
            *block.get("message", ()),
            *({"text": item[key]} for item in block.get("beside", ()) for key in ("label", "text", "unit")),
        ]
        if extra:
            yield {"kind": "prose", "runs": extra}

    return document | {
        "sections": [
            section | {"blocks": [one for block in section["blocks"] for one in told(block)]}
            for section in document["sections"]
        ]
    }


def plan(document: dict) -> tuple[dict, dict[str, bytes]]:
    """What the template sets, and the drawings and images it reads, by name."""
    document = map_texts({key: document[key] for key in ("meeting", "agenda", "sections")})
    meeting, agenda = document["meeting"], document["agenda"]
    shown = [
        (section, [block for block in section["blocks"] if not block.get("only")]) for section in document["sections"]
    ]
    there = {section["target"] for section, blocks in shown if any(map(_stands, blocks)) and "target" in section}
    there |= {block["id"] for _, blocks in shown for block in blocks if "id" in block}
    for _, blocks in shown:
        _point(blocks, there)
    files: dict[str, bytes] = {}
    slides = list(_ordered(agenda, shown, meeting, files))
    first = 3 if agenda else 2  # after the cover and the agenda
    numbers: dict[str, int] = {}
    for number, slide in enumerate(slides, first):
        for target in slide.targets:
            numbers.setdefault(target, number)
    for slide in slides:
        if slide.kind == "divider":
            for topic in slide.body[0]["topics"]:
                topic["slide"] = next(
                    (numbers[f"s-{stem}"] for stem in topic.pop("sections") if f"s-{stem}" in numbers), 0
                )
    _land([[slide.body, slide.runs] for slide in slides], numbers)
    title = plain_text("　".join(filter(None, (meeting["body"], meeting["title"], "會議簡報"))))
    return file_data(document) | {
        "title": title or meeting["name"],
        "meeting": cover(meeting),
        "footer": footer_of("", meeting["as_of_text"], meeting),
        "agenda": [item | _agenda_item(item, numbers.get(f"item-{at}", 0)) for at, item in enumerate(agenda)],
        "slides": [slide.data(number) for number, slide in enumerate(slides, first)],
    }, files


def _ordered(
    agenda: list[dict], shown: list[tuple[dict, list[dict]]], meeting: dict, files: dict[str, bytes]
) -> Iterator[Slide]:
    """The sections' slides, each agenda item opened by a slide of its own.

    In a whole packet every item has one, also those without a section; else those whose sections are there.
    """
    item_of = {
        stem: at
        for at, item in enumerate(agenda)
        for stem in (*item["sections"], *(s for topic in item["topics"] for s in topic["sections"]))
    }
    is_whole = bool(item_of) and set(item_of) <= {section["id"] for section, _ in shown}
    waiting = list(range(len(agenda)))

    def opened(upto: int) -> Iterator[Slide]:
        while waiting and waiting[0] <= upto:
            at = waiting.pop(0)
            if is_whole or at == upto:
                yield _divider(agenda[at], at, meeting)

    for section, blocks in shown:
        if any(map(_stands, blocks)):
            # What is on no item (an appendix) comes after the last.
            yield from opened(item_of.get(section["id"], len(agenda) if is_whole else -1))
            yield from SlideSection(section, blocks, meeting, files).slides
    yield from opened(len(agenda) if is_whole else -1)


def _stands(block: dict) -> bool:
    """Whether a block takes a slide; a heading goes with what follows it."""
    return block["kind"] != "heading"


def _agenda_item(item: dict, slide: int) -> dict:
    """An item of the agenda's slide, which leads to the item's own."""
    presenters = "、".join(filter(None, (topic["presenter"] for topic in item["topics"])))
    return {
        "item": breakable(item["item"], 16),
        "note": breakable(presenters or item["note"], 16),
        "slide": slide,
        "topics": agenda_topics(item),
    }


def _divider(item: dict, at: int, meeting: dict) -> Slide:
    """An agenda item's slide: when, what, who, and where the item stands in the meeting."""
    topics = [
        shown | {"sections": topic["sections"]}
        for shown, topic in zip(agenda_topics(item), item["topics"], strict=True)
    ]
    said = {"at": at, "time": f"{item['start']}–{item['end']}", "note": "" if topics else breakable(item["note"], 16)}
    size = max(12.0, min(18.0, 100 / max(1, len(topics))))
    return Slide(
        [{"text": item["item"]}],
        footer=footer_of("", meeting["as_of_text"], meeting),
        kind="divider",
        targets=[f"item-{at}"],
        body=[said | {"topics": topics, "size": size}],
    )


# ------------------------------------------------------------------------------------------------------ references


def _point(blocks: list[dict], there: set[str]) -> None:
    """Give every reference the words a slide has for it: a slide's number where its target has one, else the document's."""
    for cell in _dicts(blocks):
        if "target" in cell and "text" in cell and "id" not in cell:
            if cell["target"] in there:
                cell["text"] = UNKNOWN_SLIDE
            else:
                cell["text"] += ELSEWHERE
                del cell["target"]


def _dicts(value) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _dicts(one)


def _land(elements: list, numbers: dict[str, int]) -> None:
    """Replace the targets of references by their slides' numbers."""
    for cell in _dicts(elements):
        if "target" in cell:
            number = numbers[cell.pop("target")]
            cell |= {"text": cell["text"].replace(UNKNOWN_SLIDE, f"第 {number} 張"), "slide": number}
