"""Tables on the A4 page: widths of columns, type size, and where they may break."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from reportlib.media.columns import CELL_PAD, base_size, fitted_columns, lines_of, pads, standing_apart
from reportlib.media.pdf.cells import captions_view, cell_view, facts_view, gather, run_view
from reportlib.media.pdf.glyphs import fitting, plain_text, printed_of, width
from reportlib.media.pdf.sizes import (
    BAR_GAP,
    BAR_SHARE,
    CROWDED_COLUMN,
    CROWDED_LINES,
    GROUP_GUTTER,
    LAST_GAP,
    LINE,
    LONGEST_IN_GROUPS,
    MANY_COLUMNS,
    NAME_SLACK,
    NARROWEST_NAME,
    ROW_PAD,
    SMALLEST_TYPE,
    SMALLEST_WIDE_TYPE,
    TALLEST_CHUNK,
    TALLEST_KEPT_ROW,
    TALLEST_KEPT_TABLE,
    TEXT_WIDTH,
    WIDE_TEXT_WIDTH,
    WIDEST_NAME,
)
from reportlib.model import walk
from reportlib.model.blocks import TableBlock, TableColumn, TableRow
from reportlib.model.document import AnnexFile
from reportlib.model.texts import Line

# ------------------------------------------------------------------------------------------------------ tables


def table_view(block: TableBlock, text_width: float = TEXT_WIDTH) -> dict:
    """A table with its columns' widths, its type size, and what may break over pages; where it does not fit into a
    ``text_width`` of less than the page's, it is ``wide`` too."""
    numeric = [column.numeric for column in block.columns]
    columns: list[dict] = [
        {"label": column.label.text, "numeric": column.numeric, "apart": apart}
        for column, apart in zip(block.columns, standing_apart(numeric), strict=True)
    ]
    texts = [
        [column["label"] for column in columns],
        *([printed_of(cell, "888") for cell in row.cells] for row in block.rows),
    ]
    weights: list[float] = list(block.weights)
    wide = False
    groups = {2: 3, 3: 2}.get(len(columns), 1) if block.layout == "pairs3" else 1
    if len(block.rows) < 2 * groups or (groups > 1 and max(width(t) for row in texts for t in row) > LONGEST_IN_GROUPS):
        groups = 1
    layout = "groups" if groups > 1 else "record" if block.layout == "record" and len(columns) == 2 else "rows"
    room = (text_width - (groups - 1) * GROUP_GUTTER) / groups
    bar = 0.0
    if layout == "record":
        size = base_size(len(columns))
        name = min(max(width(row[0], size) for row in texts) + CELL_PAD + NAME_SLACK, WIDEST_NAME * text_width)
        widths = [max(name, NARROWEST_NAME), text_width - max(name, NARROWEST_NAME)]
    else:
        bar = 0.0 if block.bars is None or groups > 1 else BAR_SHARE * room
        widths, size, fits = fitted_columns(numeric, texts, weights, room - bar, SMALLEST_TYPE)
        if bar and not (fits and _is_roomy(numeric, texts, widths, size)):
            bar = 0.0
            widths, size, fits = fitted_columns(numeric, texts, weights, room, SMALLEST_TYPE)
        if groups == 1 and not (fits and _is_roomy(numeric, texts, widths, size)):
            wide = True
            widths, size, _ = fitted_columns(numeric, texts, weights, WIDE_TEXT_WIDTH, SMALLEST_WIDE_TYPE)
    rooms = [w - pad for w, pad in zip(widths, pads(numeric), strict=True)]
    rows = [_row(row, rooms, size) for row in block.rows]
    if bar:
        _draw_bars(block, rows, columns, widths, bar)
    keep = sum(row["height"] for row in rows) <= TALLEST_KEPT_TABLE
    chunks = list(_chunks(rows, groups)) if groups > 1 else []
    for together in [[row for group in chunk for row in group] for chunk in chunks] or (
        [rows] if keep else [[row] for row in rows if row["keep"]]
    ):
        gather(together)
    table = {
        "kind": "table",
        "layout": layout,
        "columns": [c | {"label": fitting(c["label"], inner, size)} for c, inner in zip(columns, rooms, strict=True)],
        "widths": [round(w, 2) for w in widths],
        "size": size,
        "wide": wide,
        "rows": [{"style": row["style"], "keep": row["keep"], "cells": row["cells"]} for row in rows],
        "keep": keep,
        **captions_view(block),
        **facts_view(_about(block)),
    }
    if chunks:
        table |= {"gutter": GROUP_GUTTER, "keep": len(chunks) == 1, "chunks": chunks, "rows": []}
    return table


def _draw_bars(block: TableBlock, rows: list[dict], columns: list[dict], widths: list[float], room: float) -> None:
    """Give the column that has bars ``room`` more points, and each number its bar there."""
    at = block.bars or 0
    widths[at] += room
    columns[at]["bar"] = round(room, 2)
    for number, (row, share) in enumerate(zip(rows, block.bar_shares, strict=True)):
        if share is not None:
            length = round((room - BAR_GAP) * share, 2)
            row["cells"][at]["bar"] = {"length": length, "gap": BAR_GAP, "meant": number == block.meant}


def _about(block: TableBlock) -> Iterator[str]:
    """The facts in what stands about the rows: caption, unit, note and headers."""
    for place, piece in walk.pieces(block):
        if place.part != "cell" and not place.is_on_slide:
            yield piece.fact


def _is_roomy(numeric: list[bool], texts: list[list[str]], widths: list[float], size: float) -> bool:
    """Whether no text of a table of many columns is squeezed into a narrow, tall column."""
    rooms = [(w - pad) / size for w, pad in zip(widths, pads(numeric), strict=True)]
    return len(numeric) < MANY_COLUMNS or not any(
        room < CROWDED_COLUMN and lines_of(map(width, text.split("\n")), room) > CROWDED_LINES
        for row in texts[1:]
        for text, room in zip(row, rooms, strict=True)
    )


def _chunks(rows: list[dict], groups: int) -> Iterator[list[list[dict]]]:
    """The rows as chunks of a page at most, each of column groups that are read down, then right."""
    while rows:
        length = math.ceil(len(rows) / groups)
        while True:
            chunk = [rows[at * length : (at + 1) * length] for at in range(groups)]
            height = sum(
                max(group[y]["height"] for group in chunk if y < len(group)) for y in range(length) if y < len(chunk[0])
            )
            if height <= TALLEST_CHUNK or length == 1:
                break
            length -= 1
        yield [group for group in chunk if group]
        rows = rows[groups * length :]


def _row(row: TableRow, rooms: list[float], size: float) -> dict:
    placed = list(zip(row.cells, rooms, strict=True))
    lines = max(
        (lines_of(map(width, printed_of(cell, "888").split("\n")), room / size) for cell, room in placed), default=1
    )
    height = size * (LINE * lines - LAST_GAP) + ROW_PAD
    keep = height <= TALLEST_KEPT_ROW
    return {
        "style": row.style,
        "cells": [_cell(cell, room, size, keep) for cell, room in placed],
        "height": height,
        "keep": keep,
    }


def _cell(cell: Line, room: float, size: float, keep: bool) -> dict:
    """A cell with its words broken where they must be; a sentence with a reference in it piece by piece, and one with
    facts that goes on over the page (not ``keep``), so that each says where it stands."""
    view = cell_view(cell) | {"text": fitting(cell.text, room, size)}
    is_parted = any(piece.target for piece in cell.pieces) or not keep and cell.facts
    if len(cell.pieces) > 1 and is_parted:
        view.pop("facts", None)
        view["runs"] = [run_view(piece) | {"text": fitting(piece.text, room, size)} for piece in cell.pieces]
    return view


def annex_table_view(annexes: Sequence[AnnexFile]) -> dict:
    """The list of the annex files; a reference to a table that is in one of them only leads to its row."""
    columns = (TableColumn(Line.of("檔案")), TableColumn(Line.of("內容")))
    rows = (TableRow((Line.of(plain_text(annex.name)), Line.of(annex.description))) for annex in annexes)
    view = table_view(TableBlock(columns=columns, rows=tuple(rows), weights=(2, 3)))
    for row, annex in zip(view["rows"], annexes, strict=True):
        row["cells"][0]["anchor"] = annex.target
    return view
