"""The register of figures at the end of the document: each entry in as many lines as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from reportlib.fonts import shown
from reportlib.media.pdf.glyphs import breakable, plain_text, printable, shortened, width
from reportlib.media.pdf.sizes import (
    LONGEST_LABEL,
    LONGEST_VALUE,
    REGISTER_GUTTER,
    REGISTER_INDENT,
    REGISTER_NOTE,
    REGISTER_PAGES,
    REGISTER_SIZE,
    TEXT_WIDTH,
)


def register_view(parts: Sequence[dict], sections: list[dict]) -> dict:
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
                "title": shortened(shown(printable(part["title"])), 20),
                "span": part["span"],
                "groups": [
                    {
                        "title": breakable(shown(shortened(printable(group["title"]), LONGEST_LABEL))),
                        "notes": breakable(shown("　".join(plain_text(printable(note)) for note in group["notes"]))),
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
        shown(shortened(printable(entry["label"]), LONGEST_LABEL)),
        shown(plain_text(printable(entry["how"]))),
        shown(shortened(printable(entry["value"]), LONGEST_VALUE)),
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
