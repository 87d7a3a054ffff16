"""JSON-able data without personal data: what is a text in it, and what is a figure, a hash or a name of the packet's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reportlib.public.masked_texts import MaskedTexts

# What a document says for programs, not for readers; figures are among it, and images.
NO_TEXT = frozenset(
    (
        "value",
        "printed",
        "as_of",
        "sha256",
        "media_type",
        "kind",
        "layout",
        "only",
        "style",
        "timestamp",
        "input",
        "encoding",
        "absence",
        "operator",
        "id",
        "path",
        "target",
    )
)
PEOPLE = frozenset(("presenter", "note"))  # on the agenda: who speaks, or several of them
MARKUP = frozenset(("svg", "slide_svgs", "text/html", "image/svg+xml"))


class MaskedData(MaskedTexts):
    """The masking of what displays carry. ``facts`` are the names of facts, each with what it is called in the public edition."""

    def __init__(self, kept: Iterable[str] = (), listed: Iterable[str] = ()):
        super().__init__(kept, listed)
        self.facts: dict[str, str] = {}

    def data(self, value: Any, key: str, field: str = "") -> Any:
        """The value of a key without personal data; a cell has the ``field`` (header or label) that it stands under."""
        if isinstance(value, str):
            return self._leaf(value, key, field)
        if isinstance(value, list):
            if key in MARKUP:
                return [self.markup(one) for one in value]
            if key == "operands":
                return [self.facts.get(one, one) if isinstance(one, str) else one for one in value]
            if (
                value
                and key not in ("cells", "items", "points", "beside", "columns", "facts", "sources", "topics", "pages")
                and all(isinstance(one, dict) and isinstance(one.get("text"), str) for one in value)
            ):
                return self._runs(value)
            return [self.data(one, "paragraph" if key == "paragraphs" else key, field) for one in value]
        if not isinstance(value, Mapping):
            return value
        if value.get("kind") == "table":
            return self._table(value)
        if "media_type" in value and "data" in value:  # an attached page: its image is no text
            return {**value, "alt": self.text(value["alt"])}
        if "fact" in value and "text" in value:  # a figure is never touched
            return {one: self.data(inner, one) if one != "text" else inner for one, inner in value.items()}
        return {one: self.data(inner, one) for one, inner in value.items()}

    def _leaf(self, text: str, key: str, field: str) -> str:
        if key in MARKUP:
            return self.markup(text)
        if key in ("fact", "name") and text in self.facts:
            return self.facts[text] or text
        if key in NO_TEXT or key == "fact":
            return text
        if key in PEOPLE:
            return "、".join(self.after_label("報告人：", part) for part in text.split("、"))
        return self.lines(text, field)

    def _table(self, table: Mapping) -> dict:
        headers = [column["label"] for column in table["columns"]]
        rows = []
        for row in table["rows"]:
            cells = []
            for header, cell in zip(headers, row["cells"], strict=True):
                field = row["cells"][0]["text"] if table["layout"] == "record" else header
                cells.append(
                    self.data(cell, "cell")
                    if "fact" in cell
                    else {
                        one: self.data(inner, one, field) if one in ("text", "sort") else self.data(inner, one)
                        for one, inner in cell.items()
                    }
                )
            rows.append({**row, "cells": cells})
        return {key: rows if key == "rows" else self.data(inner, key) for key, inner in table.items()}

    def _runs(self, runs: list[dict]) -> list[dict]:
        """A sentence in pieces: found in the whole of it; a figure in it stays."""
        texts = [run["text"] for run in runs]
        fixed = [at for at, run in enumerate(runs) if "fact" in run]
        return [
            {**self.data({k: v for k, v in run.items() if k != "text"}, ""), "text": text}
            for run, text in zip(runs, self.joined_texts(texts, fixed), strict=True)
        ]
