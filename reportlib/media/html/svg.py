"""Charts as SVG, cleaned to what a page may hold, their numbers named as facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import overload
from xml.etree import ElementTree

from markupsafe import Markup

from reportlib import messages
from reportlib.errors import Problem, RunError, quoted
from reportlib.model import walk
from reportlib.model.blocks import Block, ChartBlock, ChartPoint
from reportlib.model.naming import facts_by_text, naming_of
from reportlib.model.texts import Piece

FILE = "packet.html"
MOST_PROBLEMS = 20


# C0 and C1 controls, lone surrogates and noncharacters are errors in HTML, and a surrogate cannot be written as UTF-8.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@overload
def printable(value: str) -> str: ...


@overload
def printable(value: object) -> object: ...


def printable(value: object) -> object:
    """A text without the characters that no page may hold, each shown as �; anything else as it is."""
    if isinstance(value, str) and not isinstance(value, Markup) and _UNPRINTABLE.search(value):
        return _UNPRINTABLE.sub("\ufffd", value)
    return value


def named_in(block: Block) -> tuple[Piece, ...]:
    """The figures in the texts about a block and in those of its drawing, each once: not what it shows itself."""
    about = ("caption", "note", "drawn", "beside label")
    found = {piece.fact: piece for place, piece in walk.pieces(block) if piece.fact and place.part in about}
    return tuple(found.values())


def identifier(text: str) -> str:
    """A name as an id may have it; check_page sees to it that no two become the same."""
    return re.sub(r"[^\w-]", "-", text)


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
URL_PATTERN = re.compile(r"url\(\s*#([\w.:-]+)\s*\)")
_PLAIN_VALUE = re.compile(r"[\w\s.,#%+*'\"()\-]*")
_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_FUNCTIONS = frozenset("matrix rgb rgba rotate scale skewX skewY translate".split())
_VIEW_BOX = re.compile(r"-?\d+(?:\.\d+)?(?:[ ,]+-?\d+(?:\.\d+)?){3}")
DEEPEST = 64  # elements inside one another; matplotlib needs about 8


def chart_view(block: ChartBlock) -> dict:
    """``{"svg": Markup, "width": px}`` of a chart block."""
    root = _parsed_svg(block)
    view_box = root.attrib["viewBox"]
    root.attrib = {
        "viewBox": view_box,
        "role": "img",
        "aria-label": printable(block.alt.text),
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
        **{name: value for name, value in root.attrib.items() if name in ("style", "fill", "stroke", "id")},
    }
    # The drawing is told as a whole, and each mark by its button: the texts in it are for the eye alone.
    for element in root.iter("text"):
        element.set("aria-hidden", "true")
    width = float(view_box.replace(",", " ").split()[2]) * 4 / 3  # matplotlib draws in points
    svg = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    return {"svg": Markup(svg), "width": f"{width:.0f}"}


# The text or the shape of a drawing that shows a figure: matplotlib puts it into a <g> with the id that ``display`` gave it.
_POINT = re.compile(r"(?:point|shape)-(\d+)")


def _name_figures(root: ElementTree.Element, points: Sequence[ChartPoint], named: Iterable[Piece]) -> None:
    """Say of each text that shows a figure which fact that is, for a click of the mouse; a chart's list of figures says it to all."""
    waiting = facts_by_text(named)
    for element in root.iter("g"):
        at = _POINT.fullmatch(element.get("id", ""))
        if at and int(at[1]) < len(points):
            element.set("data-fact", points[int(at[1])].figure.fact)
            continue
        for text in element.findall("text") if waiting else ():
            line = naming_of(text.text or "", waiting)
            if line.facts and not len(text):
                text.text = ""
                for piece in line.pieces:
                    mark = {"data-fact": piece.fact} if piece.fact else {}
                    ElementTree.SubElement(text, "tspan", mark).text = piece.text


def _parsed_svg(block: ChartBlock) -> ElementTree.Element:
    """The chart's drawing as an element tree that holds allowed elements and attributes only, without namespaces.

    Ids get the chart's id in front (two charts of one matplotlib carry the same ids), and go where nothing refers to
    them. :class:`RunError` X03 names everything that is no drawing.
    """
    name = block.number or block.id
    text = _PROLOGUE.sub("", block.svg, count=1)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise RunError(_chart_problem(name, messages.declares_document_type()))
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        what = messages.no_wellformed_xml(error=error)
        raise RunError(_chart_problem(name, what)) from None
    faults = [] if root.tag == f"{_SVG}svg" else [f"<{root.tag}>"]
    if not _VIEW_BOX.fullmatch(root.get("viewBox", "").strip()):
        faults.append(f"viewBox={root.get('viewBox', '')}")
    _clean_element(root, faults, depth=1)
    _name_figures(root, block.points, named_in(block))
    _link_ids(root, identifier(block.id), faults)
    if faults:
        found = messages.listed(quoted(fault) for fault in list(dict.fromkeys(faults))[:MOST_PROBLEMS])
        what = messages.holds_what_no_chart_may(found=found)
        raise RunError(_chart_problem(name, what))
    return root


def _chart_problem(name: str, what: str) -> Problem:
    return messages.X03_chart_not_clean(name=name, what=what).at(file=FILE)


def _clean_element(element: ElementTree.Element, faults: list[str], depth: int) -> None:
    """Drop namespaces, metadata and matplotlib's style sheet in place; add to ``faults`` whatever is not allowed."""
    element.tag = element.tag.removeprefix(_SVG)
    if element.tag not in SVG_ELEMENTS:
        faults.append(f"<{element.tag.rpartition('}')[2]}>")
    if depth > DEEPEST:
        faults.append(messages.elements_too_deep(depth=DEEPEST))
        return
    if element.tag not in ("text", "tspan"):
        element.text = None  # white space between elements, which SVG does not draw
    attributes = {}
    for name, value in element.attrib.items():
        name = "href" if name in _HREFS else name
        value = _UNPRINTABLE.sub("\ufffd", " ".join(value.split()))
        if name not in SVG_ATTRIBUTES or not safe_attribute(name, value):
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


def safe_attribute(name: str, value: str) -> bool:
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
    rest = URL_PATTERN.sub("", value)
    return _PLAIN_VALUE.fullmatch(rest) is not None and all(name in _FUNCTIONS for name in _FUNCTION.findall(rest))


def _link_ids(root: ElementTree.Element, prefix: str, faults: list[str]) -> None:
    """Put the prefix before the ids that something refers to, drop the others, report a reference to nothing."""
    used: set[str] = set()
    known: set[str | None] = set()
    for element in root.iter():
        known.add(element.get("id"))
        used.update(name for value in element.attrib.values() for name in URL_PATTERN.findall(value))
        if "href" in element.attrib:
            used.add(element.attrib["href"][1:])
    faults.extend(f"#{name}" for name in sorted(used - known))
    for element in root.iter():
        name = element.attrib.pop("id", None)
        for attribute, value in element.attrib.items():
            if attribute == "href":
                element.attrib[attribute] = f"#{prefix}-{value[1:]}"
            elif "url(" in value:
                element.attrib[attribute] = URL_PATTERN.sub(lambda match: f"url(#{prefix}-{match[1]})", value)
        if name in used:
            element.set("id", f"{prefix}-{name}")
