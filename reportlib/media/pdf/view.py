"""The document as two A4 files, tagged PDF/UA-1 and PDF/A-3a, the same bytes each time: the meeting volume (``packet.pdf``)
and the annexes (``annexes.pdf``), which hold everything that proves, with the annex files embedded.

Texts reach typst as data (``document.json``) and never as markup, so no citizen's sentence can become code. typst runs
in a child process, because a compiler that aborts would take the caller with it, in a private folder that holds nothing
but this document. What is printed of a text is decided by :func:`printable`; a character that neither font has is
refused before typst is asked (:func:`missing_glyphs`), for a lost character is a changed sentence.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlib import look, messages
from reportlib.errors import RunError
from reportlib.media import styles
from reportlib.media.pdf.blocks import BLOCK_VIEWS, pair_view
from reportlib.media.pdf.cells import facts_view
from reportlib.media.pdf.glyphs import (
    breakable,
    check_glyphs,
    plain_text,
    printable,
    printable_document,
    shortened,
    width,
)
from reportlib.media.pdf.meeting_view import agenda_entry, cover, file_data
from reportlib.media.pdf.register_view import family_of, register_view
from reportlib.media.pdf.tables import annex_table_view
from reportlib.media.pdf.typst import TIMEOUT_SECONDS, Break, Typeset, typeset
from reportlib.model import walk
from reportlib.model.blocks import Block, HeadingBlock, Medium, PagesBlock, TableBlock
from reportlib.model.document import OPENING, AgendaEntry, AgendaTopic, AnnexFile, Cover, Document, PacketSection
from reportlib.wording import own, said

VOLUME, ANNEXES = "packet.pdf", "annexes.pdf"
TEMPLATES: dict[Medium, Path] = {"volume": styles.FOLDER / "packet.typ", "proof": styles.FOLDER / "annexes.typ"}
SHARED = ("look.typ", "blocks.typ", "layouts.typ")  # what both templates read
FEW_LEADING = 5  # blocks at the beginning of a section that go with the attached page after them
APPENDED, CONTENTS, PROOFS = "附錄", "內容", "佐證資料"


# ------------------------------------------------------------------------------------------------------ the PDFs


def to_volume(
    document: Document, register: Sequence[dict] = (), *, timeout: float = TIMEOUT_SECONDS, stop: Break | None = None
) -> Typeset:
    """The meeting volume; ``register`` is the register of figures of :func:`reportlib.document.register.of`, to whose
    families its figures lead. What typst tells of it are the pages of its facts and of the targets of references.

    :class:`RunError` R20 for characters that no font has, R22 for a reference to what is not in the document, R21 where
    typst refuses, aborts or takes longer than ``timeout`` seconds; :class:`OutputError` R13 where the temporary folder
    cannot be written.
    """
    return volume_set(volume_view(document, register), timeout=timeout, stop=stop)


def volume_view(document: Document, register: Sequence[dict]) -> dict:
    """What typst is given of the volume; errors as :func:`to_volume`, but for those of typst."""
    check_targets(document)
    check_glyphs(document)
    return view_of(document, "volume", family_of(register))


def volume_set(view: dict, *, timeout: float = TIMEOUT_SECONDS, stop: Break | None = None) -> Typeset:
    """The volume of its view."""
    return typeset(lambda folder: write_sources(view, {}, TEMPLATES["volume"], folder), timeout, stop)


def to_annexes(
    document: Document,
    annexes: Mapping[str, bytes],
    register: Sequence[dict],
    volume: Mapping[str, Any],
    *,
    timeout: float = TIMEOUT_SECONDS,
    stop: Break | None = None,
) -> Typeset:
    """What proves; ``annexes`` holds the bytes of every path that ``document.annexes`` lists, ``volume`` is what typst told
    of the meeting volume. Errors as :func:`to_volume`."""
    view = annexes_view(document, register, volume)
    return annexes_set(view, annexes, timeout=timeout, stop=stop)


def annexes_view(document: Document, register: Sequence[dict], volume: Mapping[str, Any]) -> dict:
    """What typst is given of the annexes but for the annex files; errors as :func:`to_volume`, but for those of typst."""
    check_targets(document)
    check_glyphs(document)
    return view_of(document, "proof", {}, volume.get("targets", {})) | {
        "annexes": _attachments(document.annexes),
        "annex_table": annex_table_view(document.annexes),
        "register": register_view(register, volume.get("facts", {})),
    }


def annexes_set(
    view: dict, annexes: Mapping[str, bytes], *, timeout: float = TIMEOUT_SECONDS, stop: Break | None = None
) -> Typeset:
    """The annexes of their view."""
    return typeset(lambda folder: write_sources(view, annexes, TEMPLATES["proof"], folder), timeout, stop)


def write_sources(view: dict, annexes: Mapping[str, bytes], template: Path, folder: Path) -> None:
    """What typst reads: the templates, ``document.json``, the charts and the annex files, all under names of our own."""
    for block in blocks_of(view):
        if block["kind"] == "chart":
            (folder / block["file"]).write_text(block.pop("svg"), "utf-8", newline="\n")
        elif block["kind"] == "sheet":
            (folder / block["file"]).write_bytes(base64.b64decode(block.pop("data")))
    for annex in view.get("annexes", ()):
        (folder / annex["file"]).write_bytes(annexes[annex.pop("key")])
    (folder / "packet.typ").write_bytes(template.read_bytes())
    for name in SHARED:
        (folder / name).write_bytes((styles.FOLDER / name).read_bytes())
    (folder / "document.json").write_text(json.dumps(view, ensure_ascii=False), "utf-8", newline="\n")


# ------------------------------------------------------------------------------------------------------ references


def check_targets(document: Document) -> None:
    """RunError R22 for a reference to a section, table, chart or attachment that the document does not hold."""
    there = {section.target for section in document.sections}
    there |= {block.id for _, block in document.placed() if block.only != "slide"}
    problems = [
        messages.R22_reference_leads_nowhere(text=piece.text, target=piece.target).at(file=section.id)
        for section in document.sections
        for block in section.shown_in("page")
        for place, piece in walk.pieces(block)
        if piece.target and piece.target not in there and not place.is_on_slide
    ]
    if problems:
        raise RunError(*problems)


def _elsewhere(document: Document, medium: Medium, here: set[str], pages: Mapping[str, int]) -> dict[str, dict]:
    """Where references lead that leave this file: what is printed of them, and the address."""
    found: dict[str, dict] = {}
    for section in document.sections:
        for block in section.shown_in(medium):
            for _, piece in walk.pieces(block):
                if piece.target and piece.target not in here:
                    found[piece.target] = (
                        _in_volume(piece.text, pages.get(piece.target))
                        if medium == "proof"
                        else (_in_annexes(piece.text, piece.target))
                    )
    return found


def _in_volume(text: str, page: int | None) -> dict:
    where = said("會議資料第 {page} 頁", page=page) if page else own("會議資料")
    return {"text": f"{text}（{where}）", "link": f"{VOLUME}#page={page or 1}"}


def _in_annexes(text: str, target: str) -> dict:
    """Only headings have a name there: sections, and the list of the annex files."""
    name = target if target.startswith("s-") else "annexes" if target.startswith("x-") else "register"
    return {"text": f"{text}（{own('附卷')}）", "link": f"{ANNEXES}#nameddest={name}"}


def leading(view: Any, families: Mapping[str, str]) -> Any:
    """What the template sets, each figure with the family of the register it leads to; without where there is none."""
    if isinstance(view, list | tuple):
        return [leading(one, families) for one in view]
    if not isinstance(view, dict):
        return view
    found = {key: leading(value, families) for key, value in view.items() if key != "to"}
    if families.get(view.get("to", "")):
        found["to"] = families[view["to"]]
    return found


# ------------------------------------------------------------------------------------------------------ what the template sees


def view_of(
    document: Document, medium: Medium = "volume", families: Mapping[str, str] = {}, pages: Mapping[str, int] = {}
) -> dict:
    """The document with printable texts, widths in points, and every decision the template would need Python for.

    ``families`` are where figures lead in the register, ``pages`` those of what a reference leads to in the other file.
    """
    document = printable_document(document)
    meeting = document.meeting
    sections = [section for section in document.sections if section.shown_in(medium)]
    here = {section.target for section in sections if section.target}
    here |= {block.id for section in sections for block in section.shown_in(medium) if block.id}
    items = _items(sections, medium, meeting)
    title = f"{meeting.body}　{meeting.title}".strip("　") or meeting.name
    view = file_data(document, sections) | {
        "look": look.typst_data(look.PRINT),
        "title": plain_text(f"{title}　{own('附卷')}" if medium == "proof" else title),
        "words": dict(meeting.wording.words),
        "header": _header(meeting),
        "footer": _footer(meeting),
        "meeting": cover(meeting) | facts_view(piece.fact for piece in meeting.named),
        "agenda": [_agenda_entry(entry, here) for entry in document.agenda],
        "more": _more(document.agenda, sections),
        "items": items,
        "targets": sorted(here),
        "medium": medium,
        "elsewhere": _elsewhere(document, medium, here, pages),
    }
    for number, block in enumerate((b for b in blocks_of(view) if b["kind"] in ("chart", "sheet")), 1):
        block["file"] = f"drawing-{number}.{block.get('format', 'svg')}"
    return leading(view, families)


def blocks_of(view: dict) -> Iterator[dict]:
    """The blocks of a view, in order."""
    for item in view["items"]:
        for section in item["sections"]:
            for _, blocks in section["runs"]:
                for block in blocks:
                    yield from (block["chart"], block["table"]) if block["kind"] == "pair" else (block,)


def _items(sections: Sequence[PacketSection], medium: Medium, meeting: Cover) -> list[dict]:
    """The sections by the items of the agenda they stand on, in order, those of the annexes all together."""
    found = []
    together = PROOFS if medium == "proof" else ""
    for item, group in groupby(sections, key=lambda section: together or section.agenda_item.text):
        shown = [_section(section, medium, meeting) for section in group]
        found.append({"header": shortened(plain_text(item), 32), "sections": shown})
    return found


def _agenda_entry(entry: AgendaEntry, here: set[str]) -> dict:
    """An item of the cover's agenda, with what it and its topics lead to."""

    def target(one: AgendaEntry | AgendaTopic) -> str:
        return next((f"s-{stem}" for stem in one.sections if f"s-{stem}" in here), "")

    found = agenda_entry(entry)
    topics = [shown | {"target": target(topic)} for shown, topic in zip(found["topics"], entry.topics, strict=True)]
    return found | {"target": target(entry), "topics": topics}


def _more(agenda: Sequence[AgendaEntry], sections: Sequence[PacketSection]) -> list[dict]:
    """What stands in the volume and on no item: what opens it, the appended sections, and the attachments, a group each."""
    on_agenda = {
        stem
        for entry in agenda
        for stem in (*entry.sections, *(one for topic in entry.topics for one in topic.sections))
    }
    first: list[tuple[str, str, str]] = []
    last: list[tuple[str, str, str]] = []
    for section in sections:
        if section.id not in on_agenda:
            opens = section.agenda_item.text == OPENING
            (first if opens else last).append((section.title.text, "", section.target))
    groups = (
        (OPENING, first if agenda else []),
        (APPENDED if agenda else CONTENTS, last),
        ("附件", _attached(sections)),
    )
    return [
        {
            "title": name,
            "opens": name == OPENING,
            "lines": [
                {"title": breakable(text, 16), "more": breakable(more), "target": target}
                for text, more, target in lines
            ],
        }
        for name, lines in groups
        if lines
    ]


def _attached(sections: Sequence[PacketSection]) -> list[tuple[str, str, str]]:
    """Every attachment with its number and title, and what of the volume it is, or why it is nothing of it: by the list of
    them, or else their pages."""
    blocks = [block for section in sections for block in section.blocks]
    listed = next((block for block in blocks if isinstance(block, TableBlock) and block.anchor == "attachments"), None)
    if listed is None:
        pages = (block for block in blocks if isinstance(block, PagesBlock) and block.stands_in("volume"))
        return [("　".join(filter(None, (block.number, block.caption.text))), "", block.id) for block in pages]
    rows = (row.cells for row in listed.rows)
    return [
        (f"{cells[0]}　{cells[1]}", "" if cells[-1].single.target else cells[-1].text, cells[-1].single.target)
        for cells in rows
    ]


def _header(meeting: Cover) -> str:
    title = meeting.title.text
    body = shortened(meeting.body.text, max(8, 30 - width(title)))
    return "　".join(filter(None, (body, shortened(title, 30))))


def _attachments(annexes: Sequence[AnnexFile]) -> list[dict]:
    """The files in the PDF under names of our own; ``key`` is the path by which their bytes are found."""
    return [
        {
            "file": f"annex-{number}",
            "key": annex.path,
            "name": _file_name(annex.name),
            "media_type": annex.media_type,
            "description": annex.description,
        }
        for number, annex in enumerate(annexes, 1)
    ]


def _file_name(text: str) -> str:
    """Without the characters that part a path on one system or another; typst and PDF readers take an attachment's name for one."""
    return re.sub(r'[\\/:*?"<>|]', "-", plain_text(text)) or "annex"


def _footer(meeting: Cover) -> str:
    """Under every page; the day of statistics is each section's own, and stands at its head."""
    return shortened("　".join(filter(None, (meeting.notice.text, meeting.part))), 56)


def _section(section: PacketSection, medium: Medium, meeting: Cover) -> dict:
    title = section.title.text or printable(section.id)
    blocks: list[dict] = []
    level = 1
    shown = section.shown_in(medium)
    beside: Block | None = None
    for block, after in zip(shown, (*shown[1:], None), strict=True):
        if block is beside:
            continue
        if pair := pair_view(block, after):
            blocks.append(pair)
            beside = after
        elif isinstance(block, HeadingBlock):
            # PDF/UA-1: no level is left out.
            level = min(block.level, level + 1)
            blocks.append({"kind": "heading", "level": level, "text": breakable(plain_text(block.text.text) or "－")})
        elif found := BLOCK_VIEWS[block.kind](block):
            blocks += found if isinstance(found, list) else [found]
            if block.own_page:
                _begin_page(blocks)
            if block.kind == "pages":
                level = 2
    _keep_proposals(blocks)
    item = plain_text(section.agenda_item.text)
    as_of = section.as_of_text.text
    return {
        "id": section.target,
        "heading": breakable("、".join(filter(None, (section.number, plain_text(title)))), 18),
        "sub": [breakable(text) for text in ("" if title in item else item, as_of) if text],
        "runs": _pages(blocks),
    }


def _begin_page(blocks: list[dict]) -> None:
    """Have the last block begin a page, with the headings over it, the section's own among them (``set-item``)."""
    at = len(blocks) - 1
    while at and blocks[at - 1]["kind"] == "heading":
        at -= 1
    blocks[at]["begins_page"] = True


def _keep_proposals(blocks: Sequence[dict]) -> None:
    """Have what is proposed take along the block before it, where that is a small one, so that it stands alone on no page."""
    for block, after in zip(blocks, (*blocks[1:], {}), strict=True):
        block["with_next"] = after.get("layout") == "proposals"


def _pages(blocks: list[dict]) -> list[tuple[bool, list[dict]]]:
    """(whether the page lies on its side, blocks) in order; a heading goes with the wide table or the attached page that
    follows it, as do the paragraph between a section's title and a wide table or an attached page; of several attached pages each
    has its own, and what is proposed stands under the last."""
    sides: list[tuple[bool, bool]] = []  # on its side, goes with an attached page
    for at, block in reversed(list(enumerate(blocks))):
        if at and blocks[at - 1]["kind"] == "sheet" and block.get("layout") == "proposals":
            block = blocks[at - 1]
        own = (block.get("wide", False), block["kind"] == "sheet")
        sides.append(sides[-1] if sides and _leads(at, blocks) else own)
    sides.reverse()
    found: list[tuple[bool, list[dict]]] = []
    for at, (block, side) in enumerate(zip(blocks, sides, strict=True)):
        if not at or sides[at - 1] != side or _ended(found[-1][1], block):
            found.append((side[0], []))
        found[-1][1].append(block)
    return found or [(False, [])]


def _leads(at: int, blocks: Sequence[dict]) -> bool:
    """Whether a block stands where the one after it does: a heading, and one of the few paragraphs over what opens a section."""
    kinds = [block["kind"] for block in blocks[: FEW_LEADING + 1]]
    wide = not at and len(blocks) > 1 and blocks[1].get("wide", False)
    opens_attached = at < FEW_LEADING and "sheet" in kinds[at + 1 :] and "table" not in kinds
    return blocks[at]["kind"] == "heading" or blocks[at]["kind"] == "prose" and (wide or opens_attached)


def _ended(page: Sequence[dict], block: dict) -> bool:
    """Whether a page ends before the block: one with an attached page, but for what is proposed under that."""
    return any(before["kind"] == "sheet" for before in page) and block.get("layout") != "proposals"
