"""The packet as one HTML file: everything it needs is inside, nothing it shows can run, nothing is asked of a network.

Texts of the merged document are data: Jinja2 escapes each of them, charts are rebuilt from an allow-list of SVG, and the
finished page is read again (:func:`check_page`) and refused if anything stands in it that the template never writes.
"""

import base64
import hashlib
import json
import math
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import jinja2
import uharfbuzz as hb
from markupsafe import Markup

from reportlib import fonts
from reportlib.errors import Problem, RunError, quoted
from reportlib.labels import say

TEMPLATES = Path(__file__).with_name("templates")
FILE = "packet.html"
SHORT_TABLE = 14  # rows; a table up to this long is kept on one printed page
LONGEST_NUMBER = 16.0  # em; what is wider is no number
LONG_TEXT = 60.0  # em; a column of longer texts is given more room before the table scrolls
MOST_PROBLEMS = 20

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
    script = _template_text("packet.js") + (_template_text("panel.js") if figures else "")
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
            policy=_policy(script),
            style=Markup(_template_text("packet.css") + (_template_text("panel.css") if figures else "")),
            script=Markup(script),
            data={name: Markup(_packed(value)) for name, value in (figures or {}).items()},
        )
    )
    # No text of the document can hold "<", so the first </style> is the template's own.
    head, end, rest = page.partition("</style>")
    page = head + _font_faces(page, _labels(figures) if figures else "") + end + rest
    check_page(page)
    return page


def _packed(value: object) -> str:
    """A value as the panel's script unpacks it: JSON, compressed by zlib, in base64, as one JSON string."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'"{base64.b64encode(zlib.compress(_printable(text).encode(), 9)).decode()}"'


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
        _environment()
        .get_template(template)
        .render(policy=policy, style=Markup(_template_text("packet.css")), **values)
    )
    head, end, rest = page.partition("</style>")
    return head + _font_faces(page) + end + rest


def _template_text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    """The content security policy: this script, inline style (SVG needs it), fonts in the page, and nothing else."""
    return (
        f"default-src 'none'; script-src '{_script_hash(script)}'; style-src 'unsafe-inline'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _script_hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters["css_string"] = _css_string
    environment.filters["machine"] = _machine_value
    environment.filters["identifier"] = _identifier
    environment.filters["naming"] = lambda text, named: _naming(text, _waiting(named))
    return environment


# C0 and C1 controls, lone surrogates and noncharacters are errors in HTML, and a surrogate cannot be written as UTF-8.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def _printable(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup) and _UNPRINTABLE.search(value):
        return _UNPRINTABLE.sub("\ufffd", value)
    return value


def _css_string(text: str) -> Markup:
    """A CSS string literal in which every character but letters and digits is an escape, so no text can end it."""
    text = _printable(text)
    return Markup('"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text) + '"')


_NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?\s*[%％]?")


def _waiting(named: Iterable[dict]) -> dict[str, list[str]]:
    """The facts that the plain texts of a display name (``document["…"]["named"]``), by their printed form, in their order."""
    waiting: dict[str, list[str]] = {}
    for cell in named:
        waiting.setdefault(cell["text"], []).append(cell["fact"])
    return waiting


def _naming(text: str, waiting: dict[str, list[str]]) -> list[dict]:
    """A plain text as runs, in which each number that is named is a fact, but in a date, a time or an id; of several facts printed alike the next is taken each time."""
    if not waiting:
        return [{"text": text}]
    printed = "|".join(map(re.escape, sorted(waiting, key=len, reverse=True)))
    found = []
    for piece in re.split(rf"(?<![\d,.:/–-])(?<!月)(?<!月 )({printed})(?![\d,.:/–-]*\d| ?[年月])", text):
        facts = waiting.get(piece)
        found.append({"text": piece} | ({"fact": facts.pop(0) if len(facts) > 1 else facts[0]} if facts else {}))
    return [run for run in found if run["text"]]


def _machine_value(text: str) -> str:
    """What a program may read for a printed figure: ``"3,159"`` gives ``"3159"``; any other text stays as it is."""
    return text.replace(",", "").replace("−", "-") if _NUMBER.fullmatch(text) else text


# ------------------------------------------------------------------------------------------------------ what the template sees


def _section_view(section: dict, agenda_items: dict[str, str], labels: dict[str, str]) -> dict:
    """The section with anchors, its contents list, and its tables and charts made ready for the template.

    ``labels`` are those of facts, for what a drawing names besides its points. It stands in the contents under its item of the agenda (``agenda_items``), what is on none under its own 「附錄」.
    """
    anchor = _identifier(section.get("target") or f"s-{section['id']}")
    blocks, contents = [], []
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
            block = {**block, "anchor": _identifier(block["id"]), **_chart_view(block), "points": points}
        elif block["kind"] == "pages":
            block = {
                **block,
                "anchor": _identifier(block["id"]),
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


def _identifier(text: str) -> str:
    """A name as an id may have it; check_page sees to it that no two become the same."""
    return re.sub(r"[^\w-]", "-", text)


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
        "anchor": _identifier(block["id"]),
        "columns": columns,
        "rows": [
            {
                **row,
                "cells": [
                    {**cell, "sort": _sort_value(cell, column["numeric"])}
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


def _sort_value(cell: dict, numeric: bool) -> str:
    """The value a column is sorted by, ``""`` for none: the cell's own, or in a numeric column the printed number."""
    value = cell.get("sort")
    if value is None and numeric and _NUMBER.fullmatch(cell["text"].strip()):
        value = float(cell["text"].strip().rstrip("%％").replace(",", "").replace("−", "-"))
    if isinstance(value, str):
        return value
    return "" if value is None or not math.isfinite(value) else f"{float(value):.15g}"


# ------------------------------------------------------------------------------------------------------ charts

_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("{http://www.w3.org/1999/xlink}href", "href")
_PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]*\?>)?\s*(?:<!DOCTYPE\s+svg[^\[\]>]*>)?")
# matplotlib's only style sheet. Inline in a page it would match the whole page, so it becomes attributes of the root.
_MATPLOTLIB_STYLE = "*{stroke-linejoin: round; stroke-linecap: butt}"

SVG_ELEMENTS = frozenset(
    "svg g defs path rect circle ellipse line polyline polygon text tspan use clipPath title desc".split()
)
SVG_PROPERTIES = frozenset(
    "clip-path clip-rule color display dominant-baseline fill fill-opacity fill-rule font font-family font-size font-stretch "
    "font-style font-variant font-weight letter-spacing opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor visibility white-space".split()
)
SVG_ATTRIBUTES = SVG_PROPERTIES | frozenset(
    "cx cy d dx dy height href id points preserveAspectRatio r rx ry style transform version viewBox width x x1 x2 y y1 y2".split()
)
_URL = re.compile(r"url\(\s*#([\w.:-]+)\s*\)")
_PLAIN_VALUE = re.compile(r"[\w\s.,#%+*'\"()\-]*")
_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_FUNCTIONS = frozenset("matrix rgb rgba rotate scale skewX skewY translate".split())
_VIEW_BOX = re.compile(r"-?\d+(?:\.\d+)?(?:[ ,]+-?\d+(?:\.\d+)?){3}")
DEEPEST = 64  # elements inside one another; matplotlib needs about 8


def _chart_view(block: dict) -> dict:
    """``{"svg": Markup, "width": px}`` of a chart block."""
    root = _parsed_svg(block)
    view_box = root.attrib["viewBox"]
    root.attrib = {
        "viewBox": view_box,
        "role": "img",
        "aria-label": _printable(block["alt"]),
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
        **{name: value for name, value in root.attrib.items() if name in ("style", "fill", "stroke", "id")},
    }
    width = float(view_box.replace(",", " ").split()[2]) * 4 / 3  # matplotlib draws in points
    svg = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    return {"svg": Markup(svg), "width": f"{width:.0f}"}


# The text of a drawing that shows a figure: matplotlib puts it into a <g> with the id that ``charts`` gave it.
_POINT = re.compile(r"point-(\d+)")


def _name_figures(root: ElementTree.Element, points: Sequence[dict], named: Iterable[dict]) -> None:
    """Say of each text that shows a figure which fact that is, for a click of the mouse; a chart's list of figures says it to all."""
    waiting = _waiting(named)
    for element in root.iter("g"):
        at = _POINT.fullmatch(element.get("id", ""))
        if at and int(at[1]) < len(points):
            element.set("data-fact", points[int(at[1])]["fact"])
            continue
        for text in element.findall("text") if waiting else ():
            runs = _naming(text.text or "", waiting)
            if any("fact" in run for run in runs) and not len(text):
                text.text = ""
                for run in runs:
                    ElementTree.SubElement(
                        text, "tspan", {"data-fact": run["fact"]} if "fact" in run else {}
                    ).text = run["text"]


def _parsed_svg(block: dict) -> ElementTree.Element:
    """The chart's drawing as an element tree that holds allowed elements and attributes only, without namespaces.

    Ids get the chart's id in front (two charts of one matplotlib carry the same ids), and go where nothing refers to
    them. :class:`RunError` X03 names everything that is no drawing.
    """
    name = block["number"] or block["id"]
    text = block["svg"][_PROLOGUE.match(block["svg"]).end() :]
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise RunError(_chart_problem(name, say("含有文件型別宣告", "declares a document type")))
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        what = say(f"不是格式正確的 XML（{error}）", f"is not well-formed XML ({error})")
        raise RunError(_chart_problem(name, what)) from None
    faults = [] if root.tag == f"{_SVG}svg" else [f"<{root.tag}>"]
    if not _VIEW_BOX.fullmatch(root.get("viewBox", "").strip()):
        faults.append(f"viewBox={root.get('viewBox', '')}")
    _clean_element(root, faults, depth=1)
    _name_figures(root, block.get("points", ()), block.get("named", ()))
    _link_ids(root, _identifier(block["id"]), faults)
    if faults:
        found = say("、", ", ").join(quoted(fault) for fault in list(dict.fromkeys(faults))[:MOST_PROBLEMS])
        what = say(f"含有圖表不該有的內容：{found}", f"holds what no chart may hold: {found}")
        raise RunError(_chart_problem(name, what))
    return root


def _chart_problem(name: str, what: str) -> Problem:
    return Problem(
        "X03",
        say(f"圖表{quoted(name)}{what}。", f"The chart {quoted(name)} {what}."),
        say(
            "圖表只能由 Chart 產生；請檢查產生這張圖的儲存格。",
            "Draw charts with Chart only, and look at the cell that made this one.",
        ),
        file=FILE,
    )


def _clean_element(element: ElementTree.Element, faults: list[str], depth: int) -> None:
    """Drop namespaces, metadata and matplotlib's style sheet in place; add to ``faults`` whatever is not allowed."""
    element.tag = element.tag.removeprefix(_SVG)
    if element.tag not in SVG_ELEMENTS:
        faults.append(f"<{element.tag.rpartition('}')[2]}>")
    if depth > DEEPEST:
        faults.append(say(f"超過 {DEEPEST} 層的元素", f"elements more than {DEEPEST} deep"))
        return
    if element.tag not in ("text", "tspan"):
        element.text = None  # white space between elements, which SVG does not draw
    attributes = {}
    for name, value in element.attrib.items():
        name = "href" if name in _HREFS else name
        value = _UNPRINTABLE.sub("\ufffd", " ".join(value.split()))
        if name not in SVG_ATTRIBUTES or not _safe_attribute(name, value):
            faults.append(f"{name.rpartition('}')[2]}={value}")
        attributes[name] = value
    element.attrib = attributes
    for child in list(element):
        # A title in the drawing would be a tooltip over the whole chart; the alternative text says it better.
        if child.tag in (f"{_SVG}metadata", f"{_SVG}title", f"{_SVG}desc") or _is_matplotlib_style(child):
            element.remove(child)
            continue
        if element.tag not in ("text", "tspan"):
            child.tail = None
        _clean_element(child, faults, depth + 1)


def _is_matplotlib_style(element: ElementTree.Element) -> bool:
    return element.tag == f"{_SVG}style" and not len(element) and (element.text or "").strip() == _MATPLOTLIB_STYLE


def _safe_attribute(name: str, value: str) -> bool:
    if name == "href":
        return re.fullmatch(r"#[\w.:-]+", value) is not None
    if name == "id":
        return re.fullmatch(r"[\w.:-]+", value) is not None
    if name == "style":
        declarations = [part.partition(":") for part in value.split(";") if part.strip()]
        return all(property_.strip() in SVG_PROPERTIES and _safe_value(text) for property_, _, text in declarations)
    return _safe_value(value)


def _safe_value(value: str) -> bool:
    """No address but ``url(#…)``, no function but a few known ones, no escape, no at-rule."""
    rest = _URL.sub("", value)
    return _PLAIN_VALUE.fullmatch(rest) is not None and all(name in _FUNCTIONS for name in _FUNCTION.findall(rest))


def _link_ids(root: ElementTree.Element, prefix: str, faults: list[str]) -> None:
    """Put the prefix before the ids that something refers to, drop the others, report a reference to nothing."""
    used, known = set(), set()
    for element in root.iter():
        known.add(element.get("id"))
        used.update(name for value in element.attrib.values() for name in _URL.findall(value))
        if "href" in element.attrib:
            used.add(element.attrib["href"][1:])
    faults.extend(f"#{name}" for name in sorted(used - known))
    for element in root.iter():
        name = element.attrib.pop("id", None)
        for attribute, value in element.attrib.items():
            if attribute == "href":
                element.attrib[attribute] = f"#{prefix}-{value[1:]}"
            elif "url(" in value:
                element.attrib[attribute] = _URL.sub(lambda match: f"url(#{prefix}-{match[1]})", value)
        if name in used:
            element.set("id", f"{prefix}-{name}")


# ------------------------------------------------------------------------------------------------------ fonts

# Set in bold by packet.css; characters elsewhere are left out of the bold font, which halves its size.
BOLD_ELEMENTS = frozenset(("h1", "h2", "h3", "h4", "b", "strong"))
_BOLD_STYLE = re.compile(r"font(?:-weight)?\s*:[^;]*\b(?:bold|[6-9]00)\b")
_ALWAYS = frozenset(chr(code) for code in range(0x20, 0x7F))


def _font_faces(page: str, also: Iterable[str] = ()) -> str:
    """``@font-face`` rules that hold the two fonts, cut down to the characters the page shows, now or ``also`` later on."""
    text = _ShownText()
    text.feed(page)
    text.close()
    for later in also:
        text.regular.update(later)
    rules = []
    for weight, number, characters in (("Regular", 400, text.regular), ("Bold", 700, text.bold)):
        woff = base64.b64encode(_woff(_subset(fonts.path(weight), characters | _ALWAYS))).decode()
        rules.append(
            f'@font-face{{font-family:"{fonts.FAMILY}";font-weight:{number};'
            f'src:url("data:font/woff;base64,{woff}") format("woff")}}\n'
        )
    return "".join(rules)


class _ShownText(HTMLParser):
    """The characters of a page, in ``regular`` and ``bold``."""

    def __init__(self):
        super().__init__()
        self.regular: set[str] = set()
        self.bold: set[str] = set()
        self._open: list[bool] = [False]  # is bold, for each element from the root to the innermost

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID_ELEMENTS:
            style = next((value for name, value in attrs if name == "style" and value), "")
            weight = next((value for name, value in attrs if name == "font-weight" and value), "")
            bold = tag in BOLD_ELEMENTS or (tag == "th" and ("scope", "col") in attrs)
            self._open.append(self._open[-1] or bold or bool(_BOLD_STYLE.search(f"{style};font-weight:{weight}")))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            (self.bold if self._open[-1] else self.regular).update(data)


def _subset(font: Path, characters: set[str] | frozenset[str]) -> bytes:
    """The font file with the glyphs of these characters, and those its layout features put in their place."""
    wanted = hb.SubsetInput()
    wanted.flags |= hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE  # 21 % smaller once compressed
    wanted.unicode_set.update(sorted(map(ord, characters)))
    return hb.subset(hb.Face(hb.Blob.from_file_path(font)), wanted).blob.data


def _woff(sfnt: bytes) -> bytes:
    """An OpenType file in WOFF 1.0 (https://www.w3.org/TR/WOFF/): each table compressed by itself with zlib."""
    flavour, count = struct.unpack_from(">4sH", sfnt)
    directory, tables, offset = b"", b"", 44 + 20 * count
    total = 12 + 16 * count
    for at in range(count):
        tag, checksum, start, length = struct.unpack_from(">4sIII", sfnt, 12 + 16 * at)
        original = sfnt[start : start + length]
        packed = zlib.compress(original, 9)
        if len(packed) >= length:  # the standard wants such a table as it was
            packed = original
        directory += struct.pack(">4sIIII", tag, offset + len(tables), len(packed), length, checksum)
        tables += packed + bytes(-len(packed) % 4)
        total += length + -length % 4
    header = struct.pack(
        ">4s4sIHHIHHIIIII", b"wOFF", flavour, offset + len(tables), count, 0, total, 1, 0, 0, 0, 0, 0, 0
    )
    return header + directory + tables


# ------------------------------------------------------------------------------------------------------ the check

VOID_ELEMENTS = frozenset(("meta", "col", "img"))
_EVERYWHERE = frozenset(
    ("id", "class", "aria-hidden", "aria-label", "aria-labelledby", "aria-describedby", "role", "tabindex")
)
HTML_ELEMENTS = {
    "html": frozenset(("lang",)),
    "meta": frozenset(("charset", "name", "content", "http-equiv")),
    "a": frozenset(("href",)),
    "col": frozenset(("style",)),
    "figure": frozenset(("style",)),
    "span": frozenset(("style",)),
    "data": frozenset(("value", "data-fact")),
    "script": frozenset(("type",)),
    "p": frozenset(("hidden",)),
    "details": frozenset(("hidden",)),
    "button": frozenset(("type", "hidden")),
    "table": frozenset(("data-sortable",)),
    "th": frozenset(("scope", "style", "data-sort")),
    "td": frozenset(("data-sort",)),
    "img": frozenset(("src", "alt", "width", "height", "loading")),
    **dict.fromkeys(
        "head title style body header main nav section footer div h1 h2 h3 h4 ol ul li dl dt dd b strong small "
        "summary figcaption colgroup thead tbody tr dialog".split(),
        frozenset(),
    ),
}
_SVG_LOWER = {name.lower() for name in SVG_ELEMENTS}  # html.parser reports names in lower case
_DRAWN_ATTRIBUTES = {name.lower() for name in SVG_ATTRIBUTES} | {"data-fact"}
_STYLE_VALUE = re.compile(r"(?:(?:--least|--want|--width|--start|--share|width): ?\d+(?:\.\d+)?(?:em|px|%);? ?)*")
_IMAGE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/]+={0,2}")
_ANNEX = re.compile(r"annex/(?!\.)[^/\\:?#]+")
_FACT = re.compile(r"F-\d+")
_DATA = re.compile(r'"[A-Za-z0-9+/]+={0,2}"')
_EMBEDDED = re.compile(r"url\(\"data:font/woff;base64,[A-Za-z0-9+/=]+\"\)")

_DATA_BLOCK = "script (data)"
_CSS_STRING = re.compile(r'"(?:\\[0-9a-f]+ |[^"\\\n])*"')


def check_page(page: str) -> None:
    """Read the finished page again and refuse what the template never writes.

    :class:`RunError` with every problem found (20 at most): X02 for elements, attributes, addresses, scripts and styles
    outside the allow-lists, O04 for the structure (language, one ``h1``, header cells with a scope, labelled charts and
    pictures, ids used once, links that lead somewhere).
    """
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    problems = reader.finished()
    if problems:
        more = len(problems) - MOST_PROBLEMS
        if more > 0:
            rest = Problem("O04", say(f"還有 {more} 項。", f"{more} more."), file=FILE)
            problems = [*problems[:MOST_PROBLEMS], rest]
        raise RunError(*problems)


class _PageReader(HTMLParser):
    """Collects the problems of one page."""

    def __init__(self):
        super().__init__()
        self.problems: list[Problem] = []
        self._open: list[str] = []
        self._counts: dict[str, int] = {}
        self._ids: set[str] = set()
        self._references: dict[str, None] = {}
        self._cells: list[int] = []  # header cells of each open table
        self._policies: list[str] = []
        self._scripts: list[str] = []
        self._styles: list[str] = []
        self._declarations = 0

    # --- what html.parser calls

    def handle_decl(self, decl: str) -> None:
        self._declarations += 1
        if decl.lower() != "doctype html" or self._open or self._declarations > 1:
            self._foreign(f"<!{decl}>")

    def handle_comment(self, data: str) -> None:
        self._foreign(f"<!--{data}-->")

    def handle_pi(self, data: str) -> None:
        self._foreign(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self._foreign(f"<![{data}]>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._foreign(f"<{tag}/>")  # browsers read it as a start

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if len(attributes) < len(attrs):
            self._foreign(f"<{tag}> {' '.join(name for name, _ in attrs)}")
        drawing = tag == "svg" or "svg" in self._open
        if tag not in (_SVG_LOWER if drawing else HTML_ELEMENTS):
            self._foreign(f"<{tag}>")
        allowed = _DRAWN_ATTRIBUTES if drawing else HTML_ELEMENTS.get(tag, frozenset())
        for name, value in attributes.items():
            if name not in allowed and name not in _EVERYWHERE or not self._allowed_value(tag, name, value, drawing):
                self._foreign(f"<{tag} {name}={value}>")
        # What a browser does not run is no script.
        tag = _DATA_BLOCK if tag == "script" and attributes.get("type") == "application/json" else tag
        self._structure(tag, attributes)
        if tag not in VOID_ELEMENTS:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].partition(" ")[0] != tag:
            self._wrong(say(f"標籤 </{tag}> 沒有對應的起始標籤。", f"</{tag}> closes nothing that is open."))
            return
        self._open.pop()
        if tag == "table" and not self._cells.pop():
            self._wrong(say("有一個表格沒有標題儲存格。", "A table has no header cell."))

    def handle_data(self, data: str) -> None:
        within = self._open[-1] if self._open else ""
        if within == _DATA_BLOCK:
            if _DATA.fullmatch(data) is None:
                self._foreign(f"<script type=application/json>{data}")
        elif within == "script":
            self._scripts.append(data)
        elif within == "style":
            self._styles.append(data)

    # --- the rules

    def _allowed_value(self, tag: str, name: str, value: str, drawing: bool) -> bool:
        if name == "href":
            if value.startswith("#"):
                self._references[value[1:]] = None
                return True
            return not drawing and self._open[-1:] != ["head"] and _ANNEX.fullmatch(value) is not None
        if drawing and name == "data-fact":
            return _FACT.fullmatch(value) is not None
        if drawing:
            self._references.update(dict.fromkeys(_URL.findall(value)))
            return name in _EVERYWHERE or _safe_attribute(name, value)
        if name == "src":
            return _IMAGE.fullmatch(value) is not None
        if name == "style":
            return _STYLE_VALUE.fullmatch(value) is not None
        if name in ("aria-labelledby", "aria-describedby"):
            self._references.update(dict.fromkeys(value.split()))
        if name == "role":
            return value == "region"
        if name == "tabindex":
            return value in ("0", "-1")
        if name == "type":
            return value == {"script": "application/json", "button": "button"}[tag]
        if name == "hidden":
            return value == ""
        if name == "http-equiv":
            return value == "Content-Security-Policy"
        return True

    def _structure(self, tag: str, attributes: dict[str, str]) -> None:
        self._counts[tag] = self._counts.get(tag, 0) + 1
        if "id" in attributes:
            name = attributes["id"]
            if not name or name in self._ids:
                self._wrong(say(f"識別碼{quoted(name)}用了兩次。", f"The id {quoted(name)} is used twice."))
            self._ids.add(name)
        if tag == "html" and attributes.get("lang") != "zh-Hant-TW":
            self._wrong(say("頁面語言不是 zh-Hant-TW。", "The language of the page is not zh-Hant-TW."))
        elif tag == "svg" and "svg" not in self._open:
            if attributes.get("role") != "img" or not attributes.get("aria-label", "").strip():
                self._wrong(say("有一張圖沒有替代文字。", "A chart has no alternative text."))
        elif tag == "img":
            if not attributes.get("alt", "").strip():
                self._wrong(say("有一張圖沒有替代文字。", "A picture has no alternative text."))
        elif tag == "table":
            self._cells.append(0)
        elif tag == "th":
            if self._cells:
                self._cells[-1] += 1
            if attributes.get("scope") not in ("col", "row"):
                self._wrong(say("有一個表格標題儲存格沒有 scope。", "A header cell has no scope."))
        elif tag == "meta" and attributes.get("http-equiv"):
            self._policies.append(attributes.get("content", ""))
            if "script" in self._counts or "style" in self._counts:
                self._wrong(say("內容安全政策放得太後面。", "The content security policy stands too late."))

    def finished(self) -> list[Problem]:
        for name in ("h1", "title", "main", "script", "style"):
            if self._counts.get(name) != 1:
                count = self._counts.get(name, 0)
                there_is_one = f"There must be one <{name}>; the page has {count}."
                self._wrong(say(f"<{name}> 應該恰有一個，這頁有 {count} 個。", there_is_one))
        if self._open:
            self._wrong(say(f"標籤 <{self._open[-1]}> 沒有結束。", f"<{self._open[-1]}> is never closed."))
        if self._policies != [_policy("".join(self._scripts))]:
            self._foreign("<script>")
        style = _EMBEDDED.sub("", "".join(self._styles))
        if re.search(r"url\(|src\(|image|@import|\\", _CSS_STRING.sub("", style)):
            self._foreign("<style>")
        for name in self._references:
            if name not in self._ids:
                self._wrong(
                    say(f"連結指向不存在的{quoted(name)}。", f"A link leads to {quoted(name)}, which is not there.")
                )
        return self.problems

    def _foreign(self, what: str) -> None:
        self._report(
            "X02", say(f"頁面含有不允許的內容：{quoted(what)}。", f"The page holds what it may not: {quoted(what)}.")
        )

    def _wrong(self, what: str) -> None:
        self._report("O04", what)

    def _report(self, code: str, what: str) -> None:
        todo = say(
            "這是程式的錯誤，請回報；這次沒有發布任何檔案。",
            "This is a fault of the program; please report it. Nothing was published.",
        )
        self.problems.append(Problem(code, what, todo, file=FILE))
