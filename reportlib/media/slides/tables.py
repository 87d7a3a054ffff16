"""Tables on slides: by rows, by columns, or record by record."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reportlib.media.columns import APART, CELL_PAD, Columns, base_size, standing_apart
from reportlib.media.pdf.glyphs import fitting, width
from reportlib.media.slides.parting import cut_line, line_widths, lines_of, parted, without_line_ends
from reportlib.media.slides.sizes import (
    COLUMN_SLACK,
    FEWEST_GROUPED,
    GROUP_GUTTER,
    GROUPED_TABLE,
    LEAST_DRAWN_OUT,
    MOST_DRAWN_OUT,
    MOST_GROUPED,
    NAME_SLACK,
    PARTED_RECORD,
    PARTED_TABLE,
    RECORD_SIZES,
    ROW_PAD,
    SHORT_TABLE,
    SHORT_TABLE_SIZES,
    SMALL_TABLE,
    SMALLEST_TABLE,
    SPLIT_TABLE,
    TABLE_LINE,
    TABLE_SIZES,
    WIDEST_NAME,
    WIDTH,
)
from reportlib.model.blocks import TableBlock, TableColumn, TableRow
from reportlib.model.texts import EMPTY, Line

# ------------------------------------------------------------------------------------------------------ tables


def table_elements(block: TableBlock, whole_room: float, room: float) -> list[dict]:
    """A table as the elements of as many slides as it needs, each with its ``height``."""
    columns, rows = [_column(column) for column in block.columns], [_row(row) for row in block.rows]
    weights: list[float] = list(block.weights)
    if block.layout == "record" and len(columns) == 2:
        return _record(columns, rows, whole_room, room)
    if not rows:
        rows = [{"style": "body", "cells": [_cell(Line.of("" if at else "（無）")) for at in range(len(columns))]}]
    for size in (*(SHORT_TABLE_SIZES if len(rows) <= SHORT_TABLE else ()), *TABLE_SIZES):
        if (len(rows) + 1) * size * (TABLE_LINE + ROW_PAD) > whole_room:
            continue
        set_table = _Set.of(columns, rows, weights, WIDTH, size)
        if set_table and set_table.height() <= whole_room:
            return [set_table.element(set_table.rows)]
    # On as few slides as any way takes: in column groups or not, in the largest type that does.
    ways = [t.over_slides(room) for size in PARTED_TABLE if (t := _Set.of(columns, rows, weights, WIDTH, size))]
    ways += _grouped(columns, rows, room)
    if ways:
        return min(ways, key=len)
    for size in (SMALL_TABLE, SMALLEST_TABLE):
        if narrow := _Set.of(columns, rows, weights, WIDTH, size):
            return narrow.over_slides(room)
    return _by_columns(columns, rows, room)


def _column(column: TableColumn) -> dict:
    return {"label": column.label.text, "numeric": column.numeric}


def _row(row: TableRow) -> dict:
    return {"style": row.style, "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: Line) -> dict:
    return {"text": cell.text, "line": cell}


def _by_columns(columns: list[dict], rows: list[dict], room: float) -> list[dict]:
    """A table that is too wide for a slide: some columns on each, the first on all."""
    found, at = [], 1
    while at < len(columns):
        end = at + 1
        while end < len(columns) and _Set.of(*_chosen(columns, rows, [0, *range(at, end + 1)]), [], WIDTH, SPLIT_TABLE):
            end += 1
        some = _chosen(columns, rows, [0, *range(at, end)])
        found += (_Set.of(*some, [], WIDTH, SPLIT_TABLE) or _Set.squeezed(*some, WIDTH, SMALLEST_TABLE)).over_slides(
            room
        )
        at = end
    return found or _Set.squeezed(columns, rows, WIDTH, SMALLEST_TABLE).over_slides(room)


def _chosen(columns: list[dict], rows: list[dict], places: list[int]) -> tuple[list[dict], list[dict]]:
    return [columns[i] for i in places], [row | {"cells": [row["cells"][i] for i in places]} for row in rows]


def _grouped(columns: list[dict], rows: list[dict], room: float) -> Iterator[list[dict]]:
    """The ways to set a long narrow table in column groups, read down, then right; none where it is not narrow."""
    if len(columns) > MOST_GROUPED or len(rows) < FEWEST_GROUPED:
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
        base = base_size(len(columns))
        self.pad, self.apart = CELL_PAD / 2 / base, APART / base  # in em
        self.standing_apart = standing_apart([column["numeric"] for column in columns])
        self.inner = [
            max(w - (2 * self.pad + (self.apart if apart else 0)) * size, size)
            for w, apart in zip(widths, self.standing_apart, strict=True)
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
            [without_line_ends(piece) for piece in cut_line(cell["line"], inner / self.size, most)] or [EMPTY]
            for cell, inner in zip(row["cells"], self.inner, strict=True)
        ]
        for at in range(max(map(len, cells))):
            # What a row is called stands beside every piece of it.
            lines = [
                pieces[at]
                if at < len(pieces)
                else Line.joined(pieces[0], "（續）")
                if i == 0 and len(pieces) == 1
                else EMPTY
                for i, pieces in enumerate(cells)
            ]
            yield self._row({"style": row["style"], "cells": [_cell(line) for line in lines]})

    def element(self, rows: list[dict], kind: str = "table") -> dict:
        return {
            "kind": kind,
            "columns": [
                {"label": label, "numeric": column["numeric"] and kind == "table", "apart": apart}
                for label, column, apart in zip(self.labels, self.columns, self.standing_apart, strict=True)
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
                        _cell_view(cell["line"], inner, self.size)
                        for cell, inner in zip(row["cells"], self.inner, strict=True)
                    ],
                }
                for row in rows
            ],
            "height": self.header + sum(row["height"] for row in rows) + 2,
        }


def _cell_view(cell: Line, room: float, size: float) -> dict:
    """A cell as the template reads it: a text, a reference, or a sentence with references in it, piece by piece."""
    if not any(piece.target for piece in cell.pieces):
        return {"text": fitting(cell.text, room, size)}
    runs = [
        {"text": fitting(piece.text, room, size)} | ({"target": piece.target} if piece.target else {})
        for piece in cell.pieces
    ]
    return runs[0] if len(runs) == 1 else {"runs": runs}


def _widths(
    columns: list[dict], rows: list[dict], weights: list[float], room: float, size: float
) -> tuple[list[float], bool]:
    """Widths that fill the room, or less where lines are short, and whether no word is cut: the document's way of dividing, in another size."""
    by = size / base_size(len(columns))
    texts = [[column["label"] for column in columns], *([cell["text"] for cell in row["cells"]] for row in rows)]
    # Numbers far from what they count are hard to follow: a narrow table is not drawn out over the whole slide.
    natural = sum(
        max(long for row in texts for long in line_widths(row[i])) * size + CELL_PAD * by + COLUMN_SLACK * size
        for i in range(len(columns))
    )
    room = min(room, max(natural * MOST_DRAWN_OUT, LEAST_DRAWN_OUT * WIDTH))
    found = Columns([column["numeric"] for column in columns], texts, weights)
    widths, fits = found.widths(room / by, base_size(len(columns)))
    return [w * by for w in widths], fits


def _record(columns: list[dict], rows: list[dict], whole_room: float, room: float) -> list[dict]:
    """A record: names in grey, texts beside them, as large as the slide allows."""

    def at(size: float) -> _Set:
        name = min(
            max((width(row["cells"][0]["text"], size) for row in rows), default=0) + NAME_SLACK * size,
            WIDEST_NAME * WIDTH,
        )
        return _Set(columns, rows, [name, WIDTH - name], size)

    for size in RECORD_SIZES:
        table = at(size)
        if table.height() <= whole_room:
            return [table.element(table.rows, "record")]
    return [element | {"kind": "record"} for element in at(PARTED_RECORD).over_slides(room)]
