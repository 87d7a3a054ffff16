"""What a finished page may hold: elements, attributes, styles and addresses, and its content security policy."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

from reportlib import messages
from reportlib.errors import Problem, RunError
from reportlib.media.html.subset import VOID_ELEMENTS
from reportlib.media.html.svg import FILE, MOST_PROBLEMS, SVG_ATTRIBUTES, SVG_ELEMENTS, URL_PATTERN, safe_attribute
from reportlib.wording import OURS


def content_policy(script: str) -> str:
    """The content security policy: this script, inline style (SVG needs it), fonts in the page, and nothing else."""
    return (
        f"default-src 'none'; script-src '{_script_hash(script)}'; style-src 'unsafe-inline'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _script_hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


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
    "th": frozenset(("scope", "style", "data-sort", "colspan")),
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
_DATA_NAME = re.compile(r"panel-[a-z]+(?:-\d+)*")
_EMBEDDED = re.compile(r"url\(\"data:font/woff;base64,[A-Za-z0-9+/=]+\"\)")

_DATA_BLOCK = "script (data)"
_CSS_STRING = re.compile(r'"(?:\\[0-9a-f]+ |[^"\\\n])*"')


def check_page(page: str, lang: str = OURS.lang) -> None:
    """Read the finished page again and refuse what the template never writes.

    :class:`RunError` with every problem found (20 at most): X02 for elements, attributes, addresses, scripts and styles
    outside the allow-lists, O04 for the structure (language, one ``h1``, header cells with a scope, labelled charts and
    pictures, ids used once, links that lead somewhere).
    """
    reader = _PageReader(lang)
    reader.feed(page)
    reader.close()
    problems = reader.finished()
    if problems:
        more = len(problems) - MOST_PROBLEMS
        if more > 0:
            rest = messages.O04_more_problems(count=more).at(file=FILE)
            problems = [*problems[:MOST_PROBLEMS], rest]
        raise RunError(*problems)


def data_block(name: str, packed: str) -> str:
    """Data that stand in the page and are no script; X02 where they are anything but one text of base64."""
    if _DATA.fullmatch(packed) is None or not _DATA_NAME.fullmatch(name):
        what = messages.X02_holds_what_it_may_not.text(what=f"<script type=application/json id={name}>")
        raise RunError(Problem("X02", what, messages.fault_of_program(), file=FILE))
    return f'<script type="application/json" id="{name}">{packed}</script>\n'


class _PageReader(HTMLParser):
    """Collects the problems of one page."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
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
            self._wrong(messages.O04_end_tag_closes_nothing.text(tag=tag))
            return
        self._open.pop()
        if tag == "table" and not self._cells.pop():
            self._wrong(messages.O04_table_without_header.text())

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
            self._references.update(dict.fromkeys(URL_PATTERN.findall(value)))
            return name in _EVERYWHERE or safe_attribute(name, value)
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
                self._wrong(messages.O04_id_used_twice.text(id=name))
            self._ids.add(name)
        if tag == "html" and attributes.get("lang") != self._lang:
            self._wrong(messages.O04_language_of_page.text(lang=self._lang))
        elif tag == "svg" and "svg" not in self._open:
            if attributes.get("role") != "img" or not attributes.get("aria-label", "").strip():
                self._wrong(messages.O04_chart_without_text.text())
        elif tag == "img":
            if not attributes.get("alt", "").strip():
                self._wrong(messages.O04_picture_without_text.text())
        elif tag == "table":
            self._cells.append(0)
        elif tag == "th":
            if self._cells:
                self._cells[-1] += 1
            if attributes.get("scope") not in ("col", "row", "rowgroup"):
                self._wrong(messages.O04_header_cell_without_scope.text())
        elif tag == "meta" and attributes.get("http-equiv"):
            self._policies.append(attributes.get("content", ""))
            if "script" in self._counts or "style" in self._counts:
                self._wrong(messages.O04_policy_too_late.text())

    def finished(self) -> list[Problem]:
        for name in ("h1", "title", "main", "script", "style"):
            if self._counts.get(name) != 1:
                count = self._counts.get(name, 0)
                self._wrong(messages.O04_not_exactly_one.text(tag=name, count=count))
        if self._open:
            self._wrong(messages.O04_tag_not_closed.text(tag=self._open[-1]))
        if self._policies != [content_policy("".join(self._scripts))]:
            self._foreign("<script>")
        style = _EMBEDDED.sub("", "".join(self._styles))
        if re.search(r"url\(|src\(|image|@import|\\", _CSS_STRING.sub("", style)):
            self._foreign("<style>")
        for name in self._references:
            if name not in self._ids:
                self._wrong(messages.O04_link_leads_nowhere.text(target=name))
        return self.problems

    def _foreign(self, what: str) -> None:
        self._report("X02", messages.X02_holds_what_it_may_not.text(what=what))

    def _wrong(self, what: str) -> None:
        self._report("O04", what)

    def _report(self, code: str, what: str) -> None:
        todo = messages.fault_of_program()
        self.problems.append(Problem(code, what, todo, file=FILE))
