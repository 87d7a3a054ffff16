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
from collections.abc import Iterable
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from reportlib.errors import Problem, RunError, quoted
from reportlib.language import say
from reportlib.media import styles
from reportlib.media.html.check import check_page, content_policy
from reportlib.media.html.subset import font_faces
from reportlib.media.html.svg import FILE, chart_view, facts_by_text, identifier, naming_of, printable

TEMPLATES = styles.FOLDER
SHORT_TABLE = 14  # rows; a table up to this long is kept on one printed page
LONGEST_NUMBER = 16.0  # em; what is wider is no number
LONG_TEXT = 60.0  # em; a column of longer texts is given more room before the table scrolls


# ------------------------------------------------------------------------------------------------------ the page


def to_html(document: dict, figures: dict | None = None) -> str:
    """The merged document as one page of HTML, checked.

    ``document`` is the JSON-able dict the media share (texts plain, charts as SVG text); ``figures`` is what the panel
    tells of its numbers (``explain.figures``), and there is no panel without. Lines end in ``\\n``; the same
    document gives the same text. :class:`RunError` X03 for a chart that holds more than a drawing, X02 and O04 for a
    page that fails :func:`check_page`.
    """
    agenda_items = {
        stem: item["item"]
        for item in document["agenda"]
        for part in (item, *item["topics"])
        for stem in part.get("sections", ())
    }
    labels = {number: fact["label"] for number, fact in (figures or {"facts": {}})["facts"].items()}
    sections = [_section_view(section, agenda_items, labels) for section in document["sections"]]
    script = template_text("packet.js") + (template_text("panel.js") if figures else "")
    page = (
        _environment()
        .get_template("packet.html.j2")
        .render(
            lang=document["lang"],
            meeting=document["meeting"],
            agenda=document["agenda"],
            sections=sections,
            anchors={section["id"]: section["anchor"] for section in sections},
            annexes=[{**annex, "href": quote(annex["path"])} for annex in document["annexes"]],
            policy=content_policy(script),
            style=Markup(template_text("packet.css") + (template_text("panel.css") if figures else "")),
            script=Markup(script),
            data={name: Markup(_packed(value)) for name, value in (figures or {}).items()},
        )
    )
    # No text of the document can hold "<", so the first </style> is the template's own.
    head, end, rest = page.partition("</style>")
    page = head + font_faces(page, _labels(figures) if figures else "") + end + rest
    check_page(page)
    return page


def _packed(value: object) -> str:
    """A value as the panel's script unpacks it: JSON, compressed by zlib, in base64, as one JSON string."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'"{base64.b64encode(zlib.compress(printable(text).encode(), 9)).decode()}"'


def _labels(figures: dict) -> Iterable[str]:
    """The texts of ours that the panel shows; what a source says may be set in another font of the reader's."""
    for fact in figures["facts"].values():
        yield from (fact["label"], fact["printed"], fact["unit"], *fact["lines"])


def page_without_script(template: str, **values: object) -> str:
    """Another page of ours (a template beside ``packet.html.j2``) in the packet's type and palette: fonts inside, nothing in it that runs.

    The template places ``policy`` and ``style``; every other text is escaped.
    """
    policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"
    page = (
        _environment().get_template(template).render(policy=policy, style=Markup(template_text("packet.css")), **values)
    )
    head, end, rest = page.partition("</style>")
    return head + font_faces(page) + end + rest


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
    environment.filters["css_string"] = css_string
    environment.filters["machine"] = _machine_value
    environment.filters["identifier"] = identifier
    environment.filters["naming"] = lambda text, named: naming_of(text, facts_by_text(named))
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


def _section_view(section: dict, agenda_items: dict[str, str], labels: dict[str, str]) -> dict:
    """The section with anchors, its contents list, and its tables and charts made ready for the template.

    ``labels`` are those of facts, for what a drawing names besides its points. It stands in the contents under its item of the agenda (``agenda_items``), what is on none under its own 「附錄」.
    """
    anchor = identifier(section.get("target") or f"s-{section['id']}")
    blocks: list[dict] = []
    contents: list[dict] = []
    for block in section["blocks"]:
        if block.get("only") == "annex":
            continue
        if block["kind"] == "heading":
            block = {**block, "anchor": f"{anchor}-{len(contents) + 1}"}
            contents.append(block)
        elif block["kind"] == "table":
            block = _table_view(block)
        elif block["kind"] == "figures":
            items = [{**item, "has_number": any(map(str.isdigit, item["text"]))} for item in block["items"]]
            block = {**block, "items": items}
        elif block["kind"] == "chart":
            points = [
                *block.get("points", ()),
                *({**cell, "label": labels.get(cell["fact"], "")} for cell in block.get("named", ())),
            ]
            block = {**block, "anchor": identifier(block["id"]), **chart_view(block), "points": points}
        elif block["kind"] == "pages":
            block = {
                **block,
                "anchor": identifier(block["id"]),
                "level": 2,
                "text": f"{block['number']}　{block['caption']}".strip("　"),
            }
            contents.append(block)
        elif block["kind"] not in ("prose", "list"):
            place, kind = quoted(section["id"]), quoted(block["kind"])
            what = say(
                f"章節{place}含有{kind}，網頁不認得。", f"Section {place} holds {kind}, which the page does not know."
            )
            todo = say(
                "請改用 Table、Chart、Prose 或 Markdown 顯示。", "Show it as a Table, a Chart, a Prose or Markdown."
            )
            raise RunError(Problem("X04", what, todo, file=FILE))
        blocks.append({**block, "own_page": block.get("own_page", False)})
    label = f"{section['number']}、{section['title']}" if section["number"] else section["title"]
    contents = [heading for heading in contents if heading["level"] == 2]
    group = agenda_items.get(section["id"], section["agenda_item"].partition("　")[0])
    return {**section, "anchor": anchor, "label": label, "blocks": blocks, "contents": contents, "group": group}


def _ems(text: str) -> float:
    """About how wide the longest line of a text is set, in em."""
    lines = text.split("\n")
    return max(sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.57 for c in line) for line in lines)


def _table_view(block: dict) -> dict:
    """The table with a sort value where a cell has one, and the widths (em) between which it looks right.

    Below a column's ``least`` the browser must scroll, or it would squeeze Chinese text to a column of single
    characters; at ``want`` almost no cell breaks. The weights are for the width of paper; of columns of numbers the
    browser sees the widths better itself.
    """
    cells = [[row["cells"][at] for row in block["rows"]] for at in range(len(block["columns"]))]
    longest = [
        max([_ems(column["label"]) + 1.2, *(_ems(cell["text"]) for cell in column_cells)])  # 1.2: the sort mark
        for column, column_cells in zip(block["columns"], cells, strict=True)
    ]
    # A column with a sentence in it is set as text, though numbers stand there too.
    columns = [
        {**column, "numeric": column["numeric"] and block["layout"] != "record" and width <= LONGEST_NUMBER}
        for column, width in zip(block["columns"], longest, strict=True)
    ]
    numeric = [column["numeric"] for column in columns]
    least = [
        width if number else min(width, 9.0 if width < LONG_TEXT else 14.0)
        for width, number in zip(longest, numeric, strict=True)
    ]
    want = sum(min(width, 26.0) + 1.3 for width in longest)
    weights = (
        block["weights"] if len(set(block["weights"])) > 1 and block["layout"] == "rows" and sum(numeric) < 2 else []
    )
    return {
        **block,
        "anchor": identifier(block["id"]),
        "columns": columns,
        "rows": [
            {
                **row,
                "cells": [
                    {**cell, "sort": sort_value(cell, column["numeric"])}
                    for column, cell in zip(columns, row["cells"], strict=True)
                ],
            }
            for row in block["rows"]
        ],
        "least": [f"{width + 1.3:.1f}" for width in least],
        "want": f"{want:.1f}",
        "shares": [f"{100 * weight / sum(weights):.1f}" for weight in weights],
        "short": len(block["rows"]) <= SHORT_TABLE,
        "sortable": block["sortable"] and block["layout"] != "record" and len(block["rows"]) > 1,
    }


def sort_value(cell: dict, numeric: bool) -> str:
    """The value a column is sorted by, ``""`` for none: the cell's own, or in a numeric column the printed number."""
    value = cell.get("sort")
    if value is None and numeric and _NUMBER.fullmatch(cell["text"].strip()):
        value = float(cell["text"].strip().rstrip("%％").replace(",", "").replace("−", "-"))
    if isinstance(value, str):
        return value
    return "" if value is None or not math.isfinite(value) else f"{float(value):.15g}"
