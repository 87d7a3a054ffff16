"""The JSON form of what a notebook shows and reports: made here and read here, with its version.

A display travels as ``{"version": 2, "kind": "blocks", "blocks": […]}``, the head of a section and the report of its last
cell under the kinds ``section`` and ``sentinel``. A text is a list of its pieces, each ``{"text"}`` (we wrote it),
``{"quoted"}`` or ``{"text", "fact"}``; one that we wrote and that is plain is a string. Version 1, which knew no authors,
is still read (:mod:`reportlib.model.first_version`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from reportlib.facts.record import FactRecord
from reportlib.model import first_version
from reportlib.model.blocks import (
    BLOCKS,
    Block,
    ChartPoint,
    LabelledFigure,
    PageImage,
    TableColumn,
    TableRow,
)
from reportlib.model.document import AgendaEntry, AgendaTopic, Cover, Note, PacketSection, SectionReport, SourceReport
from reportlib.model.texts import EMPTY, Line, Piece
from reportlib.wording import OURS, Wording

VERSION = 2
MIME = "application/vnd.packet+json"
_DEFAULTS = {field.name: field.default for field in dataclasses.fields(Piece) if field.name not in ("text", "author")}


# -- texts ---------------------------------------------------------------------------------------------------------------


def piece_json(piece: Piece) -> dict:
    """A piece with what is not usual about it."""
    more = {key: value for key, usual in _DEFAULTS.items() if (value := getattr(piece, key)) != usual}
    return {"quoted" if piece.author == "quoted" else "text": piece.text} | more


def piece_of(data: Mapping) -> Piece:
    more = {key: data[key] for key in _DEFAULTS if key in data}
    if "quoted" in data:
        return Piece(data["quoted"], "quoted", **more)
    return Piece(data["text"], "fact" if data.get("fact") else "written", **more)


def line_json(line: Line) -> str | list[dict]:
    pieces = [piece_json(piece) for piece in line.pieces]
    if not pieces:
        return ""
    return pieces[0]["text"] if len(pieces) == 1 and pieces[0].keys() == {"text"} else pieces


def line_of(data: str | list) -> Line:
    if isinstance(data, str):
        return Line((Piece(data),)) if data else EMPTY
    return Line(tuple(map(piece_of, data)))


# -- blocks --------------------------------------------------------------------------------------------------------------


def _figure_json(figure: LabelledFigure) -> dict:
    texts = {key: line_json(getattr(figure, key)) for key in ("label", "unit", "note")}
    return {"figure": piece_json(figure.figure)} | {key: text for key, text in texts.items() if text or key == "label"}


def _figure_of(data: Mapping) -> LabelledFigure:
    texts = {key: line_of(data[key]) for key in ("label", "unit", "note") if key in data}
    return LabelledFigure(figure=piece_of(data["figure"]), **texts)


def _row_json(row: TableRow) -> dict:
    toned = {"tones": list(row.tones)} if any(row.tones) else {}
    return {"style": row.style, "cells": [line_json(cell) for cell in row.cells]} | toned


def _row_of(data: Mapping) -> TableRow:
    return TableRow(tuple(map(line_of, data["cells"])), data["style"], tuple(data.get("tones", ())))


def _column_json(column: TableColumn) -> dict:
    return {"label": line_json(column.label), "numeric": column.numeric}


def _column_of(data: Mapping) -> TableColumn:
    return TableColumn(line_of(data["label"]), data["numeric"])


def _point_json(point: ChartPoint) -> dict:
    return {"label": line_json(point.label), "figure": piece_json(point.figure)}


def _point_of(data: Mapping) -> ChartPoint:
    return ChartPoint(line_of(data["label"]), piece_of(data["figure"]))


def _page_json(page: PageImage) -> dict:
    return {field.name: getattr(page, field.name) for field in dataclasses.fields(page)} | {"alt": line_json(page.alt)}


def _page_of(data: Mapping) -> PageImage:
    return PageImage(**{**data, "alt": line_of(data["alt"])})


# How the values of a block's fields that are no plain JSON are written and read: one by one where ``many``.
_LINE: tuple[bool, Callable[[Any], Any], Callable[[Any], Any]] = (False, line_json, line_of)
_FIELDS: dict[tuple[str, str], tuple[bool, Callable[[Any], Any], Callable[[Any], Any]]] = {
    **{("", key): _LINE for key in ("message", "text", "caption", "unit", "note", "alt")},
    ("", "beside"): (True, _figure_json, _figure_of),
    ("", "drawn"): (True, line_json, line_of),
    ("", "points"): (True, _point_json, _point_of),
    ("", "see"): (True, line_json, line_of),
    ("", "pages"): (True, _page_json, _page_of),
    ("", "rows"): (True, _row_json, _row_of),
    ("", "columns"): (True, _column_json, _column_of),
    ("list", "items"): (True, line_json, line_of),
    ("figures", "items"): (True, _figure_json, _figure_of),
}


# What earlier packets said of a block, and what nothing reads any more: whether a list of tables and charts left it out.
_FORGOTTEN = ("unlisted",)


def _way(kind: str, key: str) -> tuple[bool, Callable[[Any], Any], Callable[[Any], Any]] | None:
    return _FIELDS.get((kind, key)) or _FIELDS.get(("", key))


def block_json(block: Block) -> dict:
    """A block with what is not usual about it."""
    data: dict = {"kind": block.kind}
    for field in dataclasses.fields(block):
        value = getattr(block, field.name)
        if value == field.default:
            continue
        way = _way(block.kind, field.name)
        if way is None:
            data[field.name] = list(value) if isinstance(value, tuple) else value
        else:
            many, made, _ = way
            data[field.name] = [made(one) for one in value] if many else made(value)
    return data


def block_of(data: Mapping) -> Block:
    """The block of its JSON form; KeyError or TypeError where it is none."""
    values: dict = {}
    for key, value in data.items():
        if key in _FORGOTTEN:
            continue
        way = _way(data["kind"], key)
        if way is not None:
            many, _, read = way
            values[key] = tuple(map(read, value)) if many else read(value)
        elif key != "kind":
            values[key] = tuple(value) if isinstance(value, list) else value
    return BLOCKS[data["kind"]](**values)


def section_json(section: PacketSection) -> dict:
    """A section that no notebook made, before it is numbered."""
    texts = {key: line_json(getattr(section, key)) for key in _SECTION_TEXTS}
    return {"id": section.id} | texts | {"blocks": [block_json(block) for block in section.blocks]}


def section_of(data: Mapping) -> PacketSection:
    """The section of its JSON form."""
    title, agenda_item, as_of_text = (line_of(data[key]) for key in _SECTION_TEXTS)
    blocks = tuple(map(block_of, data["blocks"]))
    return PacketSection(id=data["id"], title=title, agenda_item=agenda_item, as_of_text=as_of_text, blocks=blocks)


_SECTION_TEXTS = ("title", "agenda_item", "as_of_text")


# -- what a cell shows -----------------------------------------------------------------------------------------------------


def display_json(blocks: tuple[Block, ...]) -> dict:
    """What one display carries in a notebook: its blocks."""
    return {"version": VERSION, "kind": "blocks", "blocks": [block_json(block) for block in blocks]}


def head_json(as_of_text: Line) -> dict:
    """What the first cell of a section says of it."""
    return {"version": VERSION, "kind": "section", "as_of_text": line_json(as_of_text)}


def report_json(report: SectionReport) -> dict:
    """What the last cell of a section reports."""
    return {
        "version": VERSION,
        "kind": "sentinel",
        "displays": report.displays,
        "sources": [dataclasses.asdict(source) for source in report.sources],
        "facts": [fact.as_json() for fact in report.facts],
        "meeting": _cover_json(report.meeting),
        "agenda": [_entry_json(entry) for entry in report.agenda],
        "planned": list(report.planned),
        **({"as_of_text": line_json(report.as_of_text)} if report.as_of_text is not None else {}),
        "notes": [[note.section, note.title, line_json(note.text)] for note in report.notes],
    }


def shown_json(shown: tuple[Block, ...] | Line | SectionReport) -> dict:
    """What a cell showed, as it is written: see :func:`shown_of`."""
    if isinstance(shown, SectionReport):
        return report_json(shown)
    return head_json(shown) if isinstance(shown, Line) else display_json(shown)


def shown_of(data: Mapping) -> tuple[Block, ...] | Line | SectionReport:
    """What a cell showed, of any version: blocks, the as-of date at a section's head, or the report of its last cell.

    KeyError, TypeError or ValueError where the data are none of these.
    """
    version = data.get("version", 1)
    if version not in (1, VERSION):
        raise ValueError(f"version {version} is not known here")
    if version == 1:
        data = first_version.brought_up(data)
    if data["kind"] == "section":
        return line_of(data["as_of_text"])
    if data["kind"] == "sentinel":
        return SectionReport(
            data["displays"],
            tuple(SourceReport(**source) for source in data["sources"]),
            tuple(map(FactRecord.of, data["facts"])),
            cover_of(data["meeting"]),
            tuple(map(entry_of, data["agenda"])),
            tuple(data["planned"]),
            line_of(data["as_of_text"]) if "as_of_text" in data else None,
            tuple(Note(section, title, line_of(text)) for section, title, text in data.get("notes", ())),
        )
    return tuple(map(block_of, data["blocks"]))


# -- cover and agenda ----------------------------------------------------------------------------------------------------

_COVER_TEXTS = ("body", "title", "date_text", "as_of_text", "notice", "notice_text")


def _cover_json(cover: Cover) -> dict:
    data = {key: line_json(getattr(cover, key)) for key in _COVER_TEXTS}
    details = [[line_json(label), line_json(text)] for label, text in cover.details]
    named = [piece_json(piece) for piece in cover.named]
    wording = cover.wording
    told = {} if wording == OURS else {"years": wording.years, "words": dict(wording.words), "lang": wording.lang}
    return data | {"name": cover.name, "timestamp": cover.timestamp, "details": details, "named": named} | told


def cover_of(data: Mapping) -> Cover:
    """The cover of its JSON form."""
    return Cover(
        name=data["name"],
        timestamp=data["timestamp"],
        details=tuple((line_of(label), line_of(text)) for label, text in data["details"]),
        named=tuple(map(piece_of, data.get("named", ()))),
        part=data.get("part", ""),
        wording=Wording(data.get("years", OURS.years), data.get("words", {}), data.get("lang", OURS.lang)),
        **{key: line_of(data[key]) for key in _COVER_TEXTS if key in data},
    )


def _entry_json(entry: AgendaEntry) -> dict:
    topics = [
        {"title": line_json(topic.title), "presenter": line_json(topic.presenter), "sections": list(topic.sections)}
        | ({"matter": line_json(topic.matter)} if topic.matter else {})
        for topic in entry.topics
    ]
    plain = {key: getattr(entry, key) for key in ("start", "end", "offset", "share", "emphasis")}
    texts = {"item": line_json(entry.item), "note": line_json(entry.note)}
    return plain | texts | {"sections": list(entry.sections), "topics": topics}


def entry_of(data: Mapping) -> AgendaEntry:
    """An item of the agenda of its JSON form."""
    topics = tuple(
        AgendaTopic(
            title=line_of(topic["title"]),
            presenter=line_of(topic["presenter"]),
            sections=tuple(topic.get("sections", ())),
            matter=line_of(topic.get("matter", "")),
        )
        for topic in data.get("topics", ())
    )
    return AgendaEntry(
        start=data["start"],
        end=data["end"],
        item=line_of(data["item"]),
        note=line_of(data["note"]),
        offset=data["offset"],
        share=data["share"],
        emphasis=data["emphasis"],
        sections=tuple(data.get("sections", ())),
        topics=topics,
    )
