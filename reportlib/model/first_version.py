"""Version 1 of what notebooks show, brought up to the present one: packets of before are still rendered.

It had plain strings for captions and notes (``named`` were the facts in them), dicts with ``text`` for cells, and did not
say who wrote what: all that is no fact counts as written.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportlib.model.naming import facts_by_text, naming_of
from reportlib.model.texts import Piece

_PIECE = ("text", "fact", "value", "percent", "strong", "ref", "target")
_CAPTIONED = ("caption", "unit", "note")


def brought_up(data: Mapping) -> dict:
    """One display, head or report of version 1 as version 2 has it."""
    kind = data["kind"]
    if kind == "sentinel":
        document = data["document"]
        return {**data, "meeting": document["meeting"], "agenda": document["agenda"], "planned": document["sections"]}
    if kind == "section":
        return dict(data)
    if kind == "prose" and "paragraphs" in data:
        first, *rest = data["paragraphs"]
        kept = {key: data[key] for key in ("only",) if key in data}
        whole = {key: value for key, value in data.items() if key != "paragraphs"} | {"runs": first}
        return {
            "kind": "blocks",
            "blocks": [block(whole), *(block({"kind": "prose", "runs": one} | kept) for one in rest)],
        }
    return {"kind": "blocks", "blocks": [block(data)]}


def block(data: Mapping) -> dict:
    """One block of version 1 as version 2 has it."""
    found = {key: value for key, value in data.items() if key not in ("named", "runs", "source", "dropped")}
    if "source" in data:
        found["note"] = data["source"]
    waiting = facts_by_text(map(_fact_of, data.get("named", ())))
    for key in _CAPTIONED:
        if waiting and found.get(key):
            found[key] = _told(found[key], waiting)
    if "message" in data:
        found["message"] = pieces(data["message"])
    if "beside" in data:
        found["beside"] = [_figure(item, waiting) for item in data["beside"]]
    kind = data["kind"]
    if kind == "prose":
        found["text"] = pieces(data["runs"])
    elif kind == "list":
        found["items"] = [pieces(item) for item in data["items"]]
    elif kind == "figures":
        found["items"] = [_figure(item, waiting) for item in data["items"]]
    elif kind == "table":
        found["rows"] = [
            {"style": row["style"], "cells": [_cell(cell) for cell in row["cells"]]} for row in data["rows"]
        ]
        found["columns"] = [{"label": column["label"], "numeric": column["numeric"]} for column in data["columns"]]
    elif kind == "chart":
        found["points"] = [{"label": item["label"], "figure": _piece(item)} for item in data.get("points", ())]
        found["drawn"] = [[_piece(item)] for item in data.get("named", ())]
    return found


def pieces(runs: list) -> list[dict]:
    return [_piece(run) for run in runs]


def _piece(data: Mapping) -> dict:
    return {key: data[key] for key in _PIECE if data.get(key) not in (None, "", False)} | {"text": data["text"]}


def _cell(data: Mapping) -> list[dict]:
    return pieces(data["runs"]) if "runs" in data else [_piece(data)] if data["text"] else []


def _figure(data: Mapping, waiting: dict[str, list[str]]) -> dict:
    texts = {key: data[key] for key in ("label", "unit", "note") if data.get(key)}
    if waiting:
        texts = {key: _told(text, waiting) for key, text in texts.items()}
    return {"label": ""} | texts | {"figure": _piece(data)}


def _fact_of(data: Mapping) -> Piece:
    return Piece(data["text"], "fact", fact=data["fact"])


def _told(text: str, waiting: Mapping[str, list[str]]) -> list[dict]:
    """A plain text with the facts that it names."""
    named = naming_of(text, {printed: list(facts) for printed, facts in waiting.items()})
    return [{"text": piece.text} | ({"fact": piece.fact} if piece.fact else {}) for piece in named.pieces]
