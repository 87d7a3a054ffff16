"""The packet as one HTML file: everything it needs is inside, nothing it shows can run, nothing is asked of a network.

Texts of the merged document are data: Jinja2 escapes each of them, charts are rebuilt from an allow-list of SVG, and the
finished page is read again (:func:`check_page`) and refused if anything stands in it that the template never writes.
"""

from __future__ import annotations

import base64
import json
import math
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping, Set
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from reportlib import look
from reportlib.document.panel import Panel
from reportlib.media import styles
from reportlib.media.html.bars import bars
from reportlib.media.html.check import check_page, content_policy, data_block
from reportlib.media.html.subset import font_faces
from reportlib.media.html.svg import chart_view, identifier, named_in, printable
from reportlib.model.blocks import (
    ChartBlock,
    FiguresBlock,
    HeadingBlock,
    PagesBlock,
    TableBlock,
)
from reportlib.model.document import Cover, Document, PacketSection
from reportlib.model.naming import facts_by_text, naming_of
from reportlib.model.texts import Line
from reportlib.wording import own

TEMPLATES = styles.FOLDER
SCRIPTS = ("files.js", "packet.js", "tables.js", "charts.js")
EMBEDDED = (".xlsx", ".csv")  # of the annex files, what a page that was sent alone has in itself
SHORT_TABLE = 14  # rows; a table up to this long is kept on one printed page
MOST_ROOMY = 7  # columns; more are set small and close
LONGEST_NUMBER = 16.0  # em; what is wider is no number
LONG_TEXT = 60.0  # em; a column of longer texts is given more room before the table scrolls


# ------------------------------------------------------------------------------------------------------ the page


def to_html(document: Document, panel: Panel | None = None, files: Mapping[str, bytes] | None = None) -> str:
    """The merged document as one page of HTML, checked; see :func:`written`."""
    return written(document, panel, files).decode()


def written(document: Document, panel: Panel | None = None, files: Mapping[str, bytes] | None = None) -> bytes:
    """The bytes of that page: of a long list the text would take twice as much again.

    ``panel`` is what is told of its numbers (``panel.figures``), and there is no panel without; ``files`` are the annex files, which
    the page hands out itself, so that it may be sent alone. Lines end in
    ``\\n``; the same document gives the same text. :class:`RunError` X03 for a chart that holds more than a drawing, X02
    and O04 for a page that fails :func:`check_page`.
    """
    agenda_items = {
        stem: entry.item.text for entry in document.agenda for topic in entry.topics for stem in topic.sections
    }
    agenda_items |= {stem: entry.item.text for entry in document.agenda for stem in entry.sections}
    labels = {number: fact["label"] for number, fact in (panel.facts if panel else {}).items()}
    sections = [_section_view(section, agenda_items, labels) for section in document.sections]
    made = {f"{section.id}-{block.id}.csv" for section in document.sections for block in section.shown_in("page")}
    inside = _inside(document, made, files) if panel and files else {}
    script = _script(*SCRIPTS, *(["panel.js"] if panel else []))
    page = (
        _environment()
        .get_template("packet.html.j2")
        .render(
            lang=document.lang,
            meeting=_cover_view(document.meeting),
            agenda=document.agenda,
            sections=sections,
            anchors={section["id"]: section["anchor"] for section in sections},
            annexes=[
                {
                    **vars(annex),
                    "href": quote(annex.path),
                    "is_inside": files is None or at in inside or annex.name in made,
                }
                for at, annex in enumerate(document.annexes)
            ],
            policy=content_policy(script),
            style=Markup(_style("packet.css", *(["panel.css"] if panel else []))),
            script=Markup(script),
            has_panel=panel is not None,
        )
    )
    # No text of the document can hold "<", so the first </style> is the template's own.
    head, end, rest = page.partition("</style>")
    page = head + font_faces(page, [*(_labels(panel) if panel else ()), script]) + end + rest
    check_page(page, document.lang)
    return _with_parts(page, panel, inside) if panel else page.encode()


def _inside(document: Document, made: Set[str], files: Mapping[str, bytes]) -> dict[int, bytes]:
    """The annex files that stand in the page, by their place in its list: not the CSV files that it makes of its own tables (``made``)."""
    return {
        at: files[annex.path]
        for at, annex in enumerate(document.annexes)
        if annex.name not in made and annex.path.endswith(EMBEDDED)
    }


def _with_parts(page: str, panel: Panel, inside: Mapping[int, bytes]) -> bytes:
    """The page with what its script unpacks, before it: data of a known form, which nobody need read again."""
    head, begin, script = page.rpartition("<script>")  # no text can hold "<", and our script holds none of these
    blocks = [data_block(f"panel-{name}", _packed_json(value)).encode() for name, value in panel.parts()]
    blocks += (data_block(f"panel-annex-{at}", _packed(data)).encode() for at, data in inside.items())
    return b"".join((head.encode(), *blocks, begin.encode(), script.encode()))


def _packed_json(value: object) -> str:
    """A value as the panel's script unpacks it: JSON, compressed by zlib, in base64, as one JSON string."""
    return _packed(printable(json.dumps(value, ensure_ascii=False, separators=(",", ":"))).encode())


def _packed(data: bytes) -> str:
    return f'"{base64.b64encode(zlib.compress(data, 6)).decode()}"'


def _labels(panel: Panel) -> Iterable[str]:
    """The texts of ours that the panel shows; what a source says may be set in another font of the reader's."""
    for fact in panel.facts.values():
        yield from (fact["label"], fact["printed"], fact["unit"], *fact["lines"])


def page_without_script(template: str, **values: object) -> str:
    """Another page of ours (a template beside ``packet.html.j2``) in the packet's type and palette: fonts inside, nothing in it that runs.

    The template places ``policy`` and ``style``; every other text is escaped.
    """
    policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"
    page = _environment().get_template(template).render(policy=policy, style=Markup(_style("packet.css")), **values)
    head, end, rest = page.partition("</style>")
    return head + font_faces(page) + end + rest


def _style(*names: str) -> str:
    """Style sheets after the colours and sizes that they speak of."""
    return look.css() + look.filled("".join(map(template_text, names)))


def _script(*names: str) -> str:
    """Scripts one after another; the first says what the others share. A drawing is saved in the colours of paper."""
    script = "".join(map(template_text, names))
    for role in ("ground", "ink"):
        script = script.replace(f'"${role}"', f'"{look.LIGHT[role]}"')
    return script


def template_text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=printable,
    )
    environment.globals["own"] = own
    environment.filters["css_string"] = css_string
    environment.filters["machine"] = _machine_value
    environment.filters["identifier"] = identifier
    environment.filters["naming"] = naming_of
    return environment


def css_string(text: str) -> Markup:
    """A CSS string literal in which every character but letters and digits is an escape, so no text can end it."""
    text = printable(text)
    return Markup('"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text) + '"')


_NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?\s*[%％]?")


def _machine_value(text: str) -> str:
    """What a program may read for a printed figure: ``"3,159"`` gives ``"3159"``; any other text stays as it is."""
    return text.replace(",", "").replace("−", "-") if _NUMBER.fullmatch(text) else text


# ------------------------------------------------------------------------------------------------------ what the template sees


def _cover_view(cover: Cover) -> dict:
    """The cover's texts, those with figures in pieces: a time line's 「（110 分鐘）」 names its number."""
    waiting = facts_by_text(cover.named)
    texts = {
        key: getattr(cover, key).text for key in ("body", "title", "date_text", "as_of_text", "notice", "notice_text")
    }
    details = [(label.text, naming_of(text, waiting)) for label, text in cover.details]
    return texts | {"part": cover.part, "details": details, "waiting": waiting}


def _section_view(section: PacketSection, agenda_items: dict[str, str], labels: dict[str, str]) -> dict:
    """The section with anchors, its contents list, and its tables and charts made ready for the template.

    ``labels`` are those of facts, for what a drawing names besides its points. It stands in the contents under its item of the agenda (``agenda_items``), what is on none under its own 「附錄」.
    """
    anchor = identifier(section.target or f"s-{section.id}")
    blocks: list[dict] = []
    contents: list[dict] = []
    for block in section.shown_in("page"):
        view = {**vars(block), "kind": block.kind}
        match block:
            case HeadingBlock():
                view |= {"anchor": f"{anchor}-{len(contents) + 1}", "text": block.text.text}
                contents.append(view)
            case TableBlock():
                view |= _table_view(block)
            case FiguresBlock():
                view["items"] = [
                    {**vars(item), "has_number": any(map(str.isdigit, item.figure.text))} for item in block.items
                ]
            case ChartBlock():
                view |= {
                    "anchor": identifier(block.id),
                    **chart_view(block),
                    "points": _points(block, labels),
                    "bars": bars(block),
                }
                view["note"] = Line.joined(*_parted(block.unit, block.note))
            case PagesBlock():
                title = f"{block.number}　{block.caption}".strip("　")
                view |= {"anchor": identifier(block.id), "level": 2, "text": title, "source": block.note.text}
                contents.append(view)
        view["pair"] = ""
        if isinstance(block, TableBlock) and blocks and blocks[-1].get("beside_table"):
            blocks[-1]["pair"], view["pair"] = "begins", "ends"
        view["folds"] = block.only == "proof"
        blocks.append(view)
    _fold(blocks)
    title, item = section.title.text, section.agenda_item.text
    label = f"{section.number}、{title}" if section.number else title
    contents = [heading for heading in contents if heading["level"] == 2]
    group = agenda_items.get(section.id, item.partition("　")[0])
    texts = {"title": title, "agenda_item": item, "as_of_text": section.as_of_text.text}
    places = {"id": section.id, "anchor": anchor, "label": label, "group": group}
    return texts | places | {"blocks": blocks, "contents": contents}


def _fold(blocks: list[dict]) -> None:
    """What proves stands folded up, each run of it under one line: mark the first and the last of each."""
    runs = [None, *blocks, None]
    for before, block, after in zip(runs, blocks, runs[2:], strict=False):
        block["fold"] = block["folds"] and not (before and before["folds"])
        block["unfold"] = block["folds"] and not (after and after["folds"])


def _parted(*lines: Line) -> Iterator[Line | str]:
    """Texts with a wide blank between them; nothing of the empty ones."""
    shown = [line for line in lines if line]
    for at, line in enumerate(shown):
        if at:
            yield "　"
        yield line


def _points(block: ChartBlock, labels: dict[str, str]) -> list[dict]:
    """What a chart shows, and what else its texts name, each with its label and its figure."""
    points = [{"label": point.label.text, "figure": point.figure} for point in block.points]
    return points + [{"label": labels.get(piece.fact, ""), "figure": piece} for piece in named_in(block)]


def _ems(text: str) -> float:
    """About how wide the longest line of a text is set, in em."""
    lines = text.split("\n")
    return max(sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.57 for c in line) for line in lines)


def _table_view(block: TableBlock) -> dict:
    """The table with a sort value where a cell has one, and the widths (em) between which it looks right.

    Below a column's ``least`` the browser must scroll, or it would squeeze Chinese text to a column of single
    characters; at ``want`` almost no cell breaks. The weights are for the width of paper; of columns of numbers the
    browser sees the widths better itself.
    """
    in_columns = [row for row in block.rows if not block.is_group_head(row)]
    cells = [[row.cells[at] for row in in_columns] for at in range(len(block.columns))]
    sortable = block.sortable and block.layout != "record" and len(block.rows) > 1
    mark = 1.2 if sortable else 0.0
    longest = [
        max([_ems(column.label.text) + 1.2, *(_ems(cell.text) for cell in column_cells)])
        for column, column_cells in zip(block.columns, cells, strict=True)
    ]
    # A column with a sentence in it is set as text, though numbers stand there too.
    numeric = [
        column.numeric and block.layout not in ("record", "request") and width <= LONGEST_NUMBER
        for column, width in zip(block.columns, longest, strict=True)
    ]
    least = [
        width if number else min(width, 9.0 if width < LONG_TEXT else 14.0)
        for width, number in zip(longest, numeric, strict=True)
    ]
    # Many columns of numbers are seen side by side only where their headings stand in two lines.
    dense = len(block.columns) > MOST_ROOMY
    if dense:
        least = [
            max([math.ceil(_ems(column.label.text) / 2) + mark, *(_ems(cell.text) for cell in column_cells)])
            if number
            else width
            for column, column_cells, number, width in zip(block.columns, cells, numeric, least, strict=True)
        ]
    want = sum(min(width, 26.0) + 1.3 for width in longest)
    weights = block.weights if len(set(block.weights)) > 1 and block.layout == "rows" and sum(numeric) < 2 else ()
    return {
        "anchor": identifier(block.id),
        "source": block.note,
        "columns": [
            {"label": column.label.text, "numeric": number}
            for column, number in zip(block.columns, numeric, strict=True)
        ],
        "rows": _rows_view(block, numeric),
        "least": [f"{width + 1.3:.1f}" for width in least],
        "want": f"{want:.1f}",
        "shares": [f"{100 * weight / sum(weights):.1f}" for weight in weights],
        "short": len(block.rows) <= SHORT_TABLE,
        "dense": dense,
        "sortable": sortable,
    }


def _rows_view(block: TableBlock, numeric: list[bool]) -> list[dict]:
    no_tone = ("",) * len(block.columns)
    return [
        {
            "style": row.style,
            "is_head": block.is_group_head(row),
            "cells": [
                {"line": cell, "sort": sort_value(cell, number), "tone": tone}
                for cell, number, tone in zip(row.cells, numeric, row.tones or no_tone, strict=True)
            ],
            "bar": None if share is None else f"{100 * share:.1f}",
        }
        for row, share in zip(block.rows, block.bar_shares, strict=True)
    ]


def sort_value(cell: Line, numeric: bool) -> str:
    """The value a column is sorted by, ``""`` for none: in a numeric column the printed number."""
    text = cell.text.strip()
    if not numeric or not _NUMBER.fullmatch(text):
        return ""
    value = float(text.rstrip("%％").replace(",", "").replace("−", "-"))
    return f"{value:.15g}" if math.isfinite(value) else ""
