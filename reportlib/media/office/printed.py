"""A paper as a PDF (PDF/UA-1 and PDF/A-3a, the same bytes each time) and as one HTML page that needs nothing else; neither has pictures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reportlib import fonts, look
from reportlib.fonts import printable
from reportlib.media import styles
from reportlib.media.html.page import page_without_script
from reportlib.media.office.paper import (
    BOTTOM,
    INDENT,
    SIDE,
    SIZES,
    TOP,
    Bullets,
    Element,
    Paper,
    PaperHeading,
    PaperTable,
    Paragraph,
    Title,
)
from reportlib.media.pdf.typst import typeset

PAGE = "第 {page} 頁，共 {pages} 頁"


def to_pdf(paper: Paper) -> bytes:
    """The PDF; RunError R20 where a font is missing, R21 where typst refuses, OutputError where its folder cannot be written."""
    language, country = paper.locale
    view: dict[str, Any] = {
        "title": _shown(paper.title),
        "authors": [_shown(paper.author)] if paper.author else [],
        "lang": language,
        "region": country or None,
        "timestamp": paper.timestamp,
        "head": _shown(paper.head),
        "foot": _shown(paper.foot),
        "mark": paper.mark,
        "page": PAGE,
        "words": {},
        "look": look.typst_data(look.PRINT),
        "paper": {
            "sizes": {str(use): size for use, size in SIZES.items()},
            "side": SIDE,
            "top": TOP,
            "bottom": BOTTOM,
            "indent": INDENT,
        },
        "elements": [{"kind": kind_of(one)} | _every(asdict(one), _shown) for one in paper.elements],
    }

    def write(folder: Path) -> None:
        (folder / "packet.typ").write_bytes((styles.FOLDER / "paper.typ").read_bytes())
        (folder / "look.typ").write_bytes((styles.FOLDER / "look.typ").read_bytes())
        (folder / "document.json").write_text(json.dumps(view, ensure_ascii=False), "utf-8", newline="\n")

    return typeset(write).pdf


def _shown(text: str) -> str:
    """What is printed of a text: what no font has by its name."""
    return fonts.shown(printable(text))


def _every(value: Any, change: Callable[[str], str]) -> Any:
    """A view of a paper's element with every text changed, but for the words that say what it is; sets as lists."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: inner if key == "kind" else _every(inner, change) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_every(inner, change) for inner in value] if isinstance(value, list | tuple) else value


def kind_of(element: Element) -> str:
    """The word by which a template knows an element; TypeError for a picture, which only office programs are given."""
    if isinstance(element, Title | Paragraph):
        return element.kind
    names = {PaperHeading: "heading", Bullets: "list", PaperTable: "table"}
    if type(element) not in names:
        raise TypeError(f"no {type(element).__name__} is set here")
    return names[type(element)]


def to_html(paper: Paper) -> str:
    """The page; every text stands in it as text."""
    elements = [(kind_of(one), one) for one in paper.elements]
    return page_without_script("paper.html.j2", paper=paper, lang=paper.lang, elements=elements)
