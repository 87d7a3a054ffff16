"""Tables on slides: by rows, by columns, or record by record."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reportlib.media.pdf.glyphs import fitting, width
from reportlib.media.pdf.sizes import APART, CELL_PAD
from reportlib.media.pdf.tables import column_widths
from reportlib.media.slides.parting import cut_runs, line_widths, lines_of, parted, text_of
from reportlib.media.slides.sizes import (
    GROUP_GUTTER,
    GROUPED_TABLE,
    PARTED_TABLE,
    ROW_PAD,
    SMALLEST_TABLE,
    TABLE_LINE,
    TABLE_SIZES,
    WIDTH,
)

# ------------------------------------------------------------------------------------------------------ tables


def table_elements(block: dict, whole_room: float, room: float) -> list[dict]:
    """A table as the elements of as many slides as it needs, each with its ``height``."""
    columns, rows = block["columns"], block["rows"]
    if block["layout"] == "record" and len(columns) == 2:
        return _record(block, whole_room, room)
    if not rows:
        rows = [{"style": "body", "cells": [{"text": "（無）" if i == 0 else ""} for i in range(len(columns))]}]
    for size in (*((20.0, 18.0) if len(rows) <= 4 else ()), *TABLE_SIZES):
        if (len(rows) + 1) * size * (TABLE_LINE + ROW_PAD) > whole_room:
            continue
        set_table = _Set.of(columns, rows, block.get("weights") or [], WIDTH, size)
        if set_table and set_table.height() <= whole_room:
            return [set_table.element(set_table.rows)]
    # On as few slides as any way takes: in column groups or not, in the largest type that does.
    ways = [
        t.over_slides(room)
        for size in PARTED_TABLE
        if (t := _Set.of(columns, rows, block.get("weights") or [], WIDTH, size))
    ]
    ways += _grouped(columns, rows, room)
    if ways:
        return min(ways, key=len)
    for size in (10.0, SMALLEST_TABLE):
        if narrow := _Set.of(columns, rows, block.get("weights") or [], WIDTH, size):
            return narrow.over_slides(room)
    return _by_columns(columns, rows, room)


def _by_columns(columns: list[dict], rows: list[dict], room: float) -> list[dict]:
    """A table that is too wide for a slide: some columns on each, the first on all."""
    found, at = [], 1
    while at < len(columns):
        end = at + 1
        while end < len(columns) and _Set.of(*_chosen(columns, rows, [0, *range(at, end + 1)]), [], WIDTH, 10.5):
            end += 1
        some = _chosen(columns, rows, [0, *range(at, end)])
        found += (_Set.of(*some, [], WIDTH, 10.5) or _Set.squeezed(*some, WIDTH, SMALLEST_TABLE)).over_slides(room)
        at = end
    return found or _Set.squeezed(columns, rows, WIDTH, SMALLEST_TABLE).over_slides(room)


def _chosen(columns: list[dict], rows: list[dict], places: list[int]) -> tuple[list[dict], list[dict]]:
    return [columns[i] for i in places], [row | {"cells": [row["cells"][i] for i in places]} for row in rows]


def _grouped(columns: list[dict], rows: list[dict], room: float) -> Iterator[list[dict]]:
    """The ways to set a long narrow table in column groups, read down, then right; none where it is not narrow."""
    if len(columns) > 5 or len(rows) < 8:
        return
    for size in GROUPED_TABLE:
        for groups in (2, 3):
            each = (WIDTH - (groups - 1) * GROUP_GUTTER) / groups
            one = _Set.of(columns, rows, [], each, size)
            if one is None or one.natural > each:
                continue
            high = max(row["height"] for row in one.rows)
            slides = math.ceil(len(rows) / (max(1, int((room - one.header - 2) / high)) * groups))
            per_slide = math.ceil(len(rows) / slides)
            found = []
            for at in range(0, len(rows), per_slide):
                some = one.rows[at : at + per_slide]
                length = math.ceil(len(some) / groups)
                tables = [one.element(some[n : n + length]) for n in range(0, len(some), length)]
                element = {
                    "kind": "groups",
                    "gutter": GROUP_GUTTER,
                    "groups": groups,
                    "row": round(high, 2),
                    "tables": tables,
                }
                found.append(element | {"height": one.header + high * length})
            yield found


class _Set:
    """A table set in one type size: widths of its columns, heights of its rows."""

    def __init__(self, columns: list[dict], rows: list[dict], widths: list[float], size: float):
        self.columns, self.size, self.widths = columns, size, widths
        base = _base(columns)
        self.pad, self.apart = CELL_PAD / 2 / base, APART / base  # in em
        self.inner = [
            max(w - (2 * self.pad + (self.apart if self._apart(i) else 0)) * size, size) for i, w in enumerate(widths)
        ]
        self.labels = [fitting(column["label"], inner, size) for column, inner in zip(columns, self.inner, strict=True)]
        self.rows = [self._row(row) for row in rows]
        self.header = size * (
            TABLE_LINE
            * max([lines_of(label, inner / size) for label, inner in zip(self.labels, self.inner, strict=True)])
            + ROW_PAD
        )
        # What it takes to wrap no line.
        self.natural = sum(
            max(
                long
                for text in (column["label"], *(row["cells"][i]["text"] for row in rows))
                for long in line_widths(text)
            )
            * size
            + w
            - inner
            for i, (column, w, inner) in enumerate(zip(columns, widths, self.inner, strict=True))
        )

    @classmethod
    def of(cls, columns: list[dict], rows: list[dict], weights: list[float], room: float, size: float) -> _Set | None:
        """The table in that size, None where a word would be cut."""
        widths, fits = _widths(columns, rows, weights, room, size)
        return cls(columns, rows, widths, size) if fits else None

    @classmethod
    def squeezed(cls, columns: list[dict], rows: list[dict], room: float, size: float) -> _Set:
        """The table in that size, whatever must be broken."""
        return cls(columns, rows, _widths(columns, rows, [], room, size)[0], size)

    def _apart(self, i: int) -> bool:
        return i > 0 and self.columns[i - 1]["numeric"] and not self.columns[i]["numeric"]

    def _row(self, row: dict) -> dict:
        lines = max(
            (lines_of(cell["text"], inner / self.size) for cell, inner in zip(row["cells"], self.inner, strict=True)),
            default=1,
        )
        return {
            "style": row["style"],
            "cells": row["cells"],
            "lines": lines,
            "height": self.size * (TABLE_LINE * lines + ROW_PAD),
        }

    def height(self) -> float:
        return self.header + sum(row["height"] for row in self.rows) + 2

    def over_slides(self, room: float) -> list[dict]:
        """The rows over several slides, none cut: a row taller than a slide goes on in the next."""
        most = max(1, int((room - self.header - 2 - ROW_PAD * self.size) / (TABLE_LINE * self.size)))
        rows = [piece for row in self.rows for piece in self._cut_row(row, most)]
        runs = parted(
            [row["height"] for row in rows], room - self.header - 2, joined=lambda at: rows[at]["style"] != "body"
        )
        return [self.element(rows[run.start : run.stop]) for run in runs]

    def _cut_row(self, row: dict, most: int) -> Iterator[dict]:
        if row["lines"] <= most:
            yield row
            return
        cells = [
            [text_of(piece).strip("\n") for piece in cut_runs([{"text": cell["text"]}], inner / self.size, most)]
            or [""]
            for cell, inner in zip(row["cells"], self.inner, strict=True)
        ]
        for at in range(max(map(len, cells))):
            # What a row is called stands beside every piece of it.
            texts = [
                pieces[at] if at < len(pieces) else f"{pieces[0]}（續）" if i == 0 and len(pieces) == 1 else ""
                for i, pieces in enumerate(cells)
            ]
            yield self._row(
                {
                    "style": row["style"],
                    "cells": [cell | {"text": text} for cell, text in zip(row["cells"], texts, strict=True)],
                }
            )

    def element(self, rows: list[dict], kind: str = "table") -> dict:
        return {
            "kind": kind,
            "columns": [
                {"label": label, "numeric": column["numeric"] and kind == "table", "apart": self._apart(i)}
                for i, (label, column) in enumerate(zip(self.labels, self.columns, strict=True))
            ],
            "titled": any(self.labels),
            "widths": [round(w, 2) for w in self.widths],
            "size": self.size,
            "pad": round(self.pad, 4),
            "apart": round(self.apart, 4),
            "row_pad": ROW_PAD / 2,
            "rows": [
                {
                    "style": row["style"],
                    "cells": [
                        {"text": fitting(cell["text"], inner, self.size)}
                        | ({"target": cell["target"]} if "target" in cell else {})
                        for cell, inner in zip(row["cells"], self.inner, strict=True)
                    ],
                }
                for row in rows
            ],
            "height": self.header + sum(row["height"] for row in rows) + 2,
        }


def _base(columns: list[dict]) -> float:
    """The type size that the document begins with for a table of so many columns (``media.pdf.tables.column_widths``)."""
    return 9.5 if len(columns) <= 6 else 8.5 if len(columns) <= 8 else 8.0


def _widths(
    columns: list[dict], rows: list[dict], weights: list[float], room: float, size: float
) -> tuple[list[float], bool]:
    """Widths that fill the room, or less where lines are short, and whether no word is cut: the document's way of dividing, in another size."""
    by = size / _base(columns)
    apart = [c | {"apart": bool(i and columns[i - 1]["numeric"] and not c["numeric"])} for i, c in enumerate(columns)]
    texts = [[column["label"] for column in columns], *([cell["text"] for cell in row["cells"]] for row in rows)]
    # Numbers far from what they count are hard to follow: a narrow table is not drawn out over the whole slide.
    natural = sum(
        max(long for row in texts for long in line_widths(row[i])) * size + CELL_PAD * by + 0.5 * size
        for i in range(len(columns))
    )
    room = min(room, max(natural * 1.5, 0.62 * WIDTH))
    widths, _, fits = column_widths(apart, texts, weights, room / by, size / by)
    return [w * by for w in widths], fits


def _record(block: dict, whole_room: float, room: float) -> list[dict]:
    """A record: names in grey, texts beside them, as large as the slide allows."""
    columns, rows = block["columns"], block["rows"]

    def at(size: float) -> _Set:
        name = min(max((width(row["cells"][0]["text"], size) for row in rows), default=0) + 1.4 * size, 0.28 * WIDTH)
        return _Set(columns, rows, [name, WIDTH - name], size)

    for size in (18.0, 17.0, *TABLE_SIZES):
        table = at(size)
        if table.height() <= whole_room:
            return [table.element(table.rows, "record")]
    return [element | {"kind": "record"} for element in at(14.0).over_slides(room)]
