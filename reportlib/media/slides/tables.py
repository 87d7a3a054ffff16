"""Tables on slides: by rows, by columns, or record by record."""

from __future__ import annotations

from reportlib.media.columns import APART, CELL_PAD, Columns, base_size, standing_apart
from reportlib.media.pdf.glyphs import fitting, width
from reportlib.media.slides.parting import cut_line, line_widths, lines_of, without_line_ends
from reportlib.media.slides.sizes import (
    COLUMN_SLACK,
    LEAST_DRAWN_OUT,
    MOST_DRAWN_OUT,
    MOST_ROWS,
    NAME_SLACK,
    RECORD_SIZES,
    ROW_PAD,
    SHORT_TABLE,
    SHORT_TABLE_SIZES,
    SMALLEST_TABLE,
    TABLE_LINE,
    TABLE_SIZES,
    VOLUME,
    WIDEST_NAME,
    WIDTH,
)
from reportlib.model.blocks import TableBlock, TableColumn, TableRow, Tone
from reportlib.model.texts import EMPTY, Line
from reportlib.wording import own, said

# ------------------------------------------------------------------------------------------------------ tables

# What is said beside a figure and its change is for the volume: a slide has the figures.
EXPLAINED = "說明"
# A state has a shape before its word (layouts.typ, mark).
MARKS: dict[Tone, str] = {"done": "■ ", "due": "○ ", "going": "● ", "late": "▲ "}


def table_element(block: TableBlock, room: float, page: str = "") -> tuple[dict, bool]:
    """The table as one element with its ``height``, and whether it has all columns.

    At most :data:`MOST_ROWS` rows, the total among them: what is left out is counted in a row before the total, which says on
    which ``page`` of the volume all of it stands. Where the words of a column would be cut in the smallest type, the last
    columns are left to the volume too.
    """
    kept = [
        at for at, column in enumerate(block.columns) if block.layout != "changes" or column.label.text != EXPLAINED
    ]
    columns = [_column(block.columns[at]) for at in kept]
    rows = [_row(TableRow(tuple(_marked(row, at) for at in kept), row.style)) for row in block.rows]
    weights: list[float] = [block.weights[at] for at in kept if block.weights]
    if block.layout == "record" and len(columns) == 2:
        return _record(rows, columns, room)
    if not rows:
        rows = [{"style": "body", "cells": [_cell(Line.of("" if at else "（無）")) for at in range(len(columns))]}]
    wide = len(columns)
    while wide > 2 and not _Set.of(*_chosen(columns, rows, wide), weights[:wide], WIDTH, SMALLEST_TABLE):
        wide -= 1
    columns, rows = _chosen(columns, rows, wide)
    ending = 1 if len(rows) > 1 and rows[-1]["style"] == "total" else 0
    most = len(rows) if len(rows) <= MOST_ROWS else MOST_ROWS - ending - 1
    for count in range(most, 0, -1):
        shown = rows if count == len(rows) else _top(rows, count, ending, page)
        for size in SHORT_TABLE_SIZES + TABLE_SIZES if len(shown) <= SHORT_TABLE else TABLE_SIZES:
            found = _Set.of(columns, shown, weights[:wide], WIDTH, size)
            if found and found.height() <= room:
                return found.element(found.rows), wide == len(kept)
    squeezed = _Set.squeezed(columns, _top(rows, 1, ending, page), WIDTH, SMALLEST_TABLE)
    return squeezed.cut(room), False


def _top(rows: list[dict], count: int, ending: int, page: str) -> list[dict]:
    """The first rows, what the rest of them are, and the total."""
    left = len(rows) - count - ending
    if left <= 0:
        return rows
    rest = {
        "style": "rest",
        "said": said("其餘 {count} 列見{page}", count=left, page=page or own(VOLUME)),
        "cells": [_cell(EMPTY) for _ in rows[0]["cells"]],
    }
    return [*rows[:count], rest, *(rows[-1:] if ending else [])]


def _column(column: TableColumn) -> dict:
    return {"label": column.label.text, "numeric": column.numeric}


def _marked(row: TableRow, at: int) -> Line:
    """A cell, a state with its shape."""
    mark = MARKS.get(row.tones[at], "") if row.tones else ""
    return Line.joined(Line.of(mark), row.cells[at]) if mark else row.cells[at]


def _row(row: TableRow) -> dict:
    return {"style": row.style, "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: Line) -> dict:
    return {"text": cell.text, "line": cell}


def _chosen(columns: list[dict], rows: list[dict], wide: int) -> tuple[list[dict], list[dict]]:
    """The first columns."""
    return columns[:wide], [row | {"cells": row["cells"][:wide]} for row in rows]


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
            **row,
            "lines": lines,
            "height": self.size * (TABLE_LINE * lines + ROW_PAD),
        }

    def height(self) -> float:
        return self.header + sum(row["height"] for row in self.rows) + 2

    def cut(self, room: float) -> dict:
        """The table with every row no higher than its share of the room: a longer text ends in 「…」."""
        each = (room - self.header - 2) / max(1, len(self.rows))
        most = max(1, int((each - ROW_PAD * self.size) / (TABLE_LINE * self.size)))
        rows = [row if row["lines"] <= most else self._row(self._shortened(row, most)) for row in self.rows]
        return self.element(rows)

    def _shortened(self, row: dict, most: int) -> dict:
        cells = []
        for cell, inner in zip(row["cells"], self.inner, strict=True):
            first, *rest = [
                without_line_ends(piece) for piece in cut_line(cell["line"], inner / self.size - 1, most)
            ] or [EMPTY]
            cells.append(_cell(Line.joined(first, "…") if rest else first))
        return {"style": row["style"], "cells": cells}

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
                    "said": row.get("said", ""),
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


def _record(rows: list[dict], columns: list[dict], room: float) -> tuple[dict, bool]:
    """A record: names in grey, texts beside them, as large as the slide allows; what is too long ends in 「…」."""

    def at(size: float) -> _Set:
        name = min(
            max((width(row["cells"][0]["text"], size) for row in shown), default=0) + NAME_SLACK * size,
            WIDEST_NAME * WIDTH,
        )
        return _Set(columns, shown, [name, WIDTH - name], size)

    shown = rows[:MOST_ROWS]
    for size in RECORD_SIZES:
        table = at(size)
        if table.height() <= room:
            return table.element(table.rows, "record"), shown == rows
    return at(SMALLEST_TABLE).cut(room) | {"kind": "record"}, False
