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
from collections.abc import Iterator
from pathlib import Path

from reportlib.document.model import block_runs, printed
from reportlib.errors import Problem, RunError, quoted
from reportlib.language import say
from reportlib.media import styles
from reportlib.media.pdf.blocks import BLOCK_VIEWS
from reportlib.media.pdf.cells import facts_view
from reportlib.media.pdf.glyphs import breakable, check_glyphs, drawn_text, map_texts, plain_text, shortened, width
from reportlib.media.pdf.sizes import (
    LONGEST_LABEL,
    LONGEST_VALUE,
    MOST_IN_ONE_COLUMN,
    MOST_LISTED,
    REGISTER_GUTTER,
    REGISTER_INDENT,
    REGISTER_NOTE,
    REGISTER_PAGES,
    REGISTER_SIZE,
    TEXT_WIDTH,
)
from reportlib.media.pdf.tables import annex_table_view
from reportlib.media.pdf.typst import TIMEOUT_SECONDS, typeset

TEMPLATE = styles.FOLDER / "packet.typ"


# ------------------------------------------------------------------------------------------------------ the PDF


def to_pdf(
    document: dict, annexes: dict[str, bytes], *, template: Path = TEMPLATE, timeout: float = TIMEOUT_SECONDS
) -> bytes:
    """The PDF of the merged document; ``annexes`` holds the bytes of every path that ``document["annexes"]`` lists,
    ``document["register"]`` (if it is there) the register of figures of :func:`reportlib.document.register.of`.

    :class:`RunError` R20 for characters that no font has, R22 for a reference to what is not in the document, R21 where
    typst refuses, aborts or takes longer than ``timeout`` seconds; :class:`OutputError` R13 where the temporary folder
    cannot be written.
    """
    check_targets(document)
    check_glyphs(document)
    return typeset(lambda folder: write_sources(document, annexes, template, folder), timeout)


def write_sources(document: dict, annexes: dict[str, bytes], template: Path, folder: Path) -> None:
    """What typst reads: the template, ``document.json``, the charts and the annex files, all under names of our own."""
    view = _view(document)
    for block in (block for section in view["sections"] for _, blocks in section["runs"] for block in blocks):
        if block["kind"] == "chart":
            (folder / block["file"]).write_text(block.pop("svg"), "utf-8", newline="\n")
        elif block["kind"] == "sheet":
            (folder / block["file"]).write_bytes(base64.b64decode(block.pop("data")))
    for annex in view["annexes"]:
        (folder / annex["file"]).write_bytes(annexes[annex.pop("key")])
    (folder / "packet.typ").write_bytes(template.read_bytes())
    (folder / "document.json").write_text(json.dumps(view, ensure_ascii=False), "utf-8", newline="\n")


# ------------------------------------------------------------------------------------------------------ references


def check_targets(document: dict) -> None:
    """RunError R22 for a reference to a section, table, chart or attachment that the document does not hold."""
    there = {section.get("target") for section in document["sections"]} | {
        annex.get("target") for annex in document["annexes"]
    }
    there |= {block.get("id") for section in document["sections"] for block in printed(section)}
    problems = [
        Problem(
            "R22",
            say(
                f"參照{quoted(run['text'])}（{run['target']}）指向文件裡沒有的地方。",
                f"the reference {quoted(run['text'])} ({run['target']}) leads to what the document does not hold.",
            ),
            say("請確認該章節或圖表在這份文件中。", "Check that the section or display is part of this document."),
            file=section["id"],
        )
        for section in document["sections"]
        for block in printed(section)
        for run in block_runs(block)
        if run.get("target") and run["target"] not in there
    ]
    if problems:
        raise RunError(*problems)


# ------------------------------------------------------------------------------------------------------ what the template sees


def _view(document: dict) -> dict:
    """The document with printable texts, widths in points, and every decision the template would need Python for."""
    paths = [annex["path"] for annex in document["annexes"]]
    document = map_texts(
        {key: document.get(key, []) for key in ("meeting", "agenda", "sections", "annexes", "register")}
    )
    meeting = document["meeting"]
    title = f"{meeting['body']}　{meeting['title']}".strip("　")
    sections = [_section(section, meeting) for section in document["sections"]]
    items = [plain_text(section["agenda_item"]) for section in document["sections"]]
    for section, item, before in zip(sections, items, ["", *items], strict=False):
        section["group"] = "" if item == before else item
    display_list = _choose_listed(sections)
    for section in sections:
        section["runs"] = _pages(section.pop("blocks"))
    blocks = [block for section in sections for _, run in section["runs"] for block in run]
    for number, block in enumerate((block for block in blocks if block["kind"] in ("chart", "sheet")), 1):
        block["file"] = f"drawing-{number}.{block.get('format', 'svg')}"
    return {
        "timestamp": meeting["timestamp"],
        "title": plain_text(title or meeting["name"]),
        "authors": [plain_text(meeting["body"])] if meeting["body"] else [],
        "keywords": [
            plain_text(text)
            for text in (
                meeting["name"],
                meeting["date_text"],
                meeting["notice"],
                *(s["title"] for s in document["sections"]),
            )
            if text
        ],
        "description": plain_text(meeting["notice_text"]),
        "header": "　".join(
            filter(
                None,
                (shortened(meeting["body"], max(8, 30 - width(meeting["title"]))), shortened(meeting["title"], 30)),
            )
        ),
        "footer": _footer(meeting["as_of_text"], meeting),
        "meeting": meeting
        | {
            "body": breakable(meeting["body"], 12),
            "title": breakable(meeting["title"], 18),
            "details": cover_details(meeting),
            "notice_text": breakable(meeting["notice_text"]),
            **facts_view(meeting.get("named", ())),
        },
        "agenda": [
            item
            | {"item": breakable(item["item"], 16), "note": breakable(item["note"], 16), "topics": agenda_topics(item)}
            for item in document["agenda"]
        ],
        "sections": sections,
        "contents": {"columns": _columns(sum(3 if block is None else 1 for block in _contents(sections)))},
        "display_list": {
            "title": display_list,
            "columns": _columns(sum(block.get("listed", False) for block in blocks)),
        },
        "annexes": [
            {
                "file": f"annex-{number}",
                "key": key,
                "name": _file_name(annex["name"]),
                "media_type": annex["media_type"],
                "description": annex["description"],
            }
            for number, (key, annex) in enumerate(zip(paths, document["annexes"], strict=True), 1)
        ],
        "annex_table": annex_table_view(document["annexes"]),
        "register": _register(document["register"], sections),
    }


def _register(parts: list[dict], sections: list[dict]) -> dict:
    """The register's parts as the template sets them; ``anchors`` are the ids that a source line leads to."""
    known = {entry["id"] for part in parts for group in part["groups"] for entry in group["entries"]}
    anchors = set()
    for block in (block for section in sections for _, run in section["runs"] for block in run if block.get("source")):
        for piece in block["source"]:
            if piece["fact"] in known:
                anchors.add(piece["fact"])
            else:
                piece["fact"] = ""
    return {
        "size": REGISTER_SIZE,
        "small": REGISTER_NOTE,
        "indent": REGISTER_INDENT,
        "pages": REGISTER_PAGES,
        "gutter": REGISTER_GUTTER,
        "gap": round(REGISTER_INDENT - width("F-0000", REGISTER_SIZE), 2),
        "parts": [
            {
                "title": shortened(drawn_text(part["title"]), 20),
                "span": part["span"],
                "groups": [
                    {
                        "title": breakable(drawn_text(shortened(group["title"], LONGEST_LABEL))),
                        "notes": breakable(drawn_text("　".join(map(plain_text, group["notes"])))),
                        "entries": [_entry(entry, entry["id"] in anchors) for entry in group["entries"]],
                    }
                    for group in part["groups"]
                ],
            }
            for part in parts
        ],
    }


def _entry(entry: dict, anchored: bool) -> dict:
    """An entry of the register: on one line where it fits (``lines`` 1), else with what is its own under label and value
    (2), after a long label with the value under both (3)."""
    label, how, value = (
        drawn_text(shortened(entry["label"], LONGEST_LABEL)),
        drawn_text(plain_text(entry["how"])),
        drawn_text(shortened(entry["value"], LONGEST_VALUE)),
    )
    room = (TEXT_WIDTH - REGISTER_GUTTER) / 2 - REGISTER_INDENT - REGISTER_PAGES - width(value, REGISTER_SIZE) - 4
    long = width(label, REGISTER_SIZE)
    lines = 3 if long > room else 2 if how and long + width(how, REGISTER_NOTE) + 8 > room else 1
    return {
        "id": entry["id"],
        "label": breakable(label),
        "how": breakable(how),
        "value": value,
        "where": entry["where"],
        "lines": lines,
        "anchored": anchored,
    }


def _contents(sections: list[dict]) -> Iterator[dict | None]:
    """What the contents list: ``None`` for a section, then its headings of the second level and its attachments."""
    for section in sections:
        yield None
        for _, blocks in section["runs"]:
            yield from (block for block in blocks if block.get("level") == 2 or block.get("title"))


def _columns(lines: int) -> int:
    return 2 if lines > MOST_IN_ONE_COLUMN else 1


def _file_name(text: str) -> str:
    """Without the characters that part a path on one system or another; typst and PDF readers take an attachment's name for one."""
    return re.sub(r'[\\/:*?"<>|]', "-", plain_text(text)) or "annex"


def cover_details(meeting: dict) -> list[list[str]]:
    """The cover's details; the date is among them, once."""
    details = [[breakable(name, 8), breakable(value)] for name, value in meeting["details"]]
    if meeting["date_text"] and not any(meeting["date_text"] in value for _, value in meeting["details"]):
        details.insert(0, ["日期", meeting["date_text"]])
    return details


def agenda_topics(item: dict) -> list[dict]:
    return [
        {"title": breakable(topic["title"], 16), "presenter": breakable(topic["presenter"], 16)}
        for topic in item["topics"]
    ]


def _footer(as_of_text: str, meeting: dict) -> str:
    return shortened("　".join(filter(None, (as_of_text, meeting["notice"], meeting["part"]))), 56)


def _section(section: dict, meeting: dict) -> dict:
    title = section["title"] or section["id"]
    # 「報告事項一　政府資料開放行動方案報告」 stands in the header by its first word.
    item = section["agenda_item"].partition("　")[0]
    blocks = []
    level = 1
    for block in printed(section):
        if block["kind"] == "heading":
            # PDF/UA-1: no level is left out.
            level = min(block["level"], level + 1)
            blocks.append({"kind": "heading", "level": level, "text": breakable(plain_text(block["text"]) or "－")})
        elif found := BLOCK_VIEWS[block["kind"]](block):
            blocks += found if block["kind"] == "pages" else [found]
            if block.get("own_page"):
                _begin_page(blocks)
            if block["kind"] == "pages":
                level = 2
    return {
        "id": section.get("target", ""),
        "heading": breakable("、".join(filter(None, (section["number"], plain_text(title)))), 18),
        "header": shortened(title if title in item or not item else f"{item}　{title}", 32),
        "footer": _footer(section["as_of_text"] or meeting["as_of_text"], meeting),
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


def _choose_listed(sections: list[dict]) -> str:
    """Mark the tables and charts of the list after the contents, and give the list's title ("" for none);
    of a list in two columns, also those of the second.

    None that asks to be left out of it. All others up to :data:`MOST_LISTED`; else without the records; else the first table and chart under each heading.
    """
    drawn = [block for section in sections for block in section["blocks"] if block["kind"] in ("table", "chart")]
    listed = everything = [block for block in drawn if not block.get("unlisted")]
    if len(listed) > MOST_LISTED:
        listed = [block for block in everything if block.get("layout") != "record"]
    if len(listed) > MOST_LISTED:
        listed = []
        for section in sections:
            seen: set[str] = set()
            for block in section["blocks"]:
                if block["kind"] == "heading" and block["level"] == 2:
                    seen = set()
                elif block["kind"] in ("table", "chart") and block["kind"] not in seen and not block.get("unlisted"):
                    seen.add(block["kind"])
                    listed.append(block)
    chosen = {id(block) for block in listed}
    for block in drawn:
        block["listed"] = id(block) in chosen
    if _columns(len(listed)) > 1:
        for block in listed[(len(listed) + 1) // 2 :]:
            block["second_half"] = True
    return "" if not listed else "圖表目次" if len(listed) == len(everything) else "主要圖表目次"
