"""The packet as one A4 PDF: tagged, PDF/UA-1 and PDF/A-3a, with the annex files embedded, the same bytes each time.

Texts reach typst as data (``document.json``) and never as markup, so no citizen's sentence can become code. typst runs
in a child process, because a compiler that aborts would take the caller with it, in a private folder that holds nothing
but this document. What is printed of a text is decided by :func:`printable`; a character that neither font has is
refused before typst is asked (:func:`missing_glyphs`), for a lost character is a changed sentence.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from reportlib import messages
from reportlib.errors import RunError
from reportlib.media import styles
from reportlib.media.pdf.blocks import BLOCK_VIEWS
from reportlib.media.pdf.cells import facts_view
from reportlib.media.pdf.contents import choose_listed, columns_for, contents_of
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
from reportlib.media.pdf.register_view import register_view
from reportlib.media.pdf.tables import annex_table_view
from reportlib.media.pdf.typst import TIMEOUT_SECONDS, typeset
from reportlib.model import walk
from reportlib.model.blocks import HeadingBlock
from reportlib.model.document import AnnexFile, Cover, Document, PacketSection

TEMPLATE = styles.FOLDER / "packet.typ"


# ------------------------------------------------------------------------------------------------------ the PDF


def to_pdf(
    document: Document,
    annexes: Mapping[str, bytes],
    register: Sequence[dict] = (),
    *,
    template: Path = TEMPLATE,
    timeout: float = TIMEOUT_SECONDS,
) -> bytes:
    """The PDF of the document; ``annexes`` holds the bytes of every path that ``document.annexes`` lists, ``register``
    is the register of figures of :func:`reportlib.document.register.of`.

    :class:`RunError` R20 for characters that no font has, R22 for a reference to what is not in the document, R21 where
    typst refuses, aborts or takes longer than ``timeout`` seconds; :class:`OutputError` R13 where the temporary folder
    cannot be written.
    """
    check_targets(document)
    check_glyphs(document)
    return typeset(lambda folder: write_sources(document, annexes, register, template, folder), timeout)


def write_sources(
    document: Document, annexes: Mapping[str, bytes], register: Sequence[dict], template: Path, folder: Path
) -> None:
    """What typst reads: the template, ``document.json``, the charts and the annex files, all under names of our own."""
    view = view_of(document, register)
    for block in (block for section in view["sections"] for _, blocks in section["runs"] for block in blocks):
        if block["kind"] == "chart":
            (folder / block["file"]).write_text(block.pop("svg"), "utf-8", newline="\n")
        elif block["kind"] == "sheet":
            (folder / block["file"]).write_bytes(base64.b64decode(block.pop("data")))
    for annex in view["annexes"]:
        (folder / annex["file"]).write_bytes(annexes[annex.pop("key")])
    (folder / "packet.typ").write_bytes(template.read_bytes())
    (folder / "layouts.typ").write_bytes((styles.FOLDER / "layouts.typ").read_bytes())
    (folder / "document.json").write_text(json.dumps(view, ensure_ascii=False), "utf-8", newline="\n")


# ------------------------------------------------------------------------------------------------------ references


def check_targets(document: Document) -> None:
    """RunError R22 for a reference to a section, table, chart or attachment that the document does not hold."""
    there = {section.target for section in document.sections} | {annex.target for annex in document.annexes}
    there |= {block.id for section in document.sections for block in section.shown_in("page")}
    problems = [
        messages.R22_reference_leads_nowhere(text=piece.text, target=piece.target).at(file=section.id)
        for section in document.sections
        for block in section.shown_in("page")
        for place, piece in walk.pieces(block)
        if piece.target and piece.target not in there and not place.is_on_slide
    ]
    if problems:
        raise RunError(*problems)


# ------------------------------------------------------------------------------------------------------ what the template sees


def view_of(document: Document, register: Sequence[dict] = ()) -> dict:
    """The document with printable texts, widths in points, and every decision the template would need Python for."""
    document = printable_document(document)
    meeting = document.meeting
    sections = _grouped_sections(document.sections, meeting)
    display_list = choose_listed(sections)
    for section in sections:
        section["runs"] = _pages(section.pop("blocks"))
    blocks = [block for section in sections for _, run in section["runs"] for block in run]
    for number, block in enumerate((block for block in blocks if block["kind"] in ("chart", "sheet")), 1):
        block["file"] = f"drawing-{number}.{block.get('format', 'svg')}"
    title = f"{meeting.body}　{meeting.title}".strip("　")
    lines = sum(3 if block is None else 1 for block in contents_of(sections))
    return file_data(document) | {
        "title": plain_text(title or meeting.name),
        "header": _header(meeting),
        "footer": _footer(meeting.as_of_text.text, meeting),
        "meeting": cover(meeting) | facts_view(piece.fact for piece in meeting.named),
        "agenda": [agenda_entry(entry) for entry in document.agenda],
        "sections": sections,
        "contents": {"columns": columns_for(lines)},
        "display_list": {
            "title": display_list,
            "columns": columns_for(sum(block.get("listed", False) for block in blocks)),
        },
        "annexes": _attachments(document.annexes),
        "annex_table": annex_table_view(document.annexes),
        "register": register_view(register, sections),
    }


def _grouped_sections(sections: Sequence[PacketSection], meeting: Cover) -> list[dict]:
    """The sections, the first of each agenda item with the item's name over it."""
    shown = [_section(section, meeting) for section in sections]
    items = [plain_text(section.agenda_item.text) for section in sections]
    for section, item, before in zip(shown, items, ["", *items], strict=False):
        section["group"] = "" if item == before else item
    return shown


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


def _footer(as_of_text: str, meeting: Cover) -> str:
    return shortened("　".join(filter(None, (as_of_text, meeting.notice.text, meeting.part))), 56)


def _section(section: PacketSection, meeting: Cover) -> dict:
    title = section.title.text or printable(section.id)
    # 「報告事項一　政府資料開放行動方案報告」 stands in the header by its first word.
    item = section.agenda_item.text.partition("　")[0]
    blocks: list[dict] = []
    level = 1
    for block in section.shown_in("page"):
        if isinstance(block, HeadingBlock):
            # PDF/UA-1: no level is left out.
            level = min(block.level, level + 1)
            blocks.append({"kind": "heading", "level": level, "text": breakable(plain_text(block.text.text) or "－")})
        elif found := BLOCK_VIEWS[block.kind](block):
            blocks += found if isinstance(found, list) else [found]
            if block.own_page:
                _begin_page(blocks)
            if block.kind == "pages":
                level = 2
    return {
        "id": section.target,
        "heading": breakable("、".join(filter(None, (section.number, plain_text(title)))), 18),
        "header": shortened(title if title in item or not item else f"{item}　{title}", 32),
        "footer": _footer((section.as_of_text or meeting.as_of_text).text, meeting),
        "blocks": blocks,
    }


def _begin_page(blocks: list[dict]) -> None:
    """Have the last block begin a page, with the headings over it; the first of a section stands on a new page anyway."""
    at = len(blocks) - 1
    while at and blocks[at - 1]["kind"] == "heading":
        at -= 1
    if at:
        blocks[at]["begins_page"] = True


def _pages(blocks: list[dict]) -> list[tuple[bool, list[dict]]]:
    """(whether the page lies on its side, blocks) in order; a heading goes with the wide table or the attached page that
    follows it, as does the one paragraph between a section's title and a wide table; an attached page is the last on its page."""
    sides: list[tuple[bool, bool]] = []  # on its side, goes with an attached page
    for at, block in reversed(list(enumerate(blocks))):
        own = (block.get("wide", False), block["kind"] == "sheet")
        leads = (
            block["kind"] == "heading" or not at and block["kind"] == "prose" and blocks[1:] and blocks[1].get("wide")
        )
        sides.append(sides[-1] if leads and sides else own)
    sides.reverse()
    found: list[tuple[bool, list[dict]]] = []
    for at, (block, side) in enumerate(zip(blocks, sides, strict=True)):
        if not at or sides[at - 1] != side or blocks[at - 1]["kind"] == "sheet":
            found.append((side[0], []))
        found[-1][1].append(block)
    return found or [(False, [])]
