"""Tables on the A4 page: widths of columns, type size, and where they may break."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reportlib.document.model import said
from reportlib.media.pdf.cells import captions_view, facts_view, gather, run_view
from reportlib.media.pdf.glyphs import RUN_PATTERN, fitting, plain_text, width
from reportlib.media.pdf.sizes import (
    APART,
    BEGINNING,
    CELL_PAD,
    CROWDED_COLUMN,
    CROWDED_LINES,
    END_ROWS,
    GROUP_GUTTER,
    LINE,
    LONGEST_NAME,
    MANY_COLUMNS,
    ROW_PAD,
    SMALLEST_TYPE,
    SMALLEST_WIDE_TYPE,
    TALLEST_CHUNK,
    TALLEST_END,
    TALLEST_KEPT_ROW,
    TALLEST_KEPT_TABLE,
    TEXT_WIDTH,
    WIDE_TEXT_WIDTH,
)

# ------------------------------------------------------------------------------------------------------ tables


def table_view(block: dict) -> dict:
    """A table with its columns' widths, its type size, and what may break over pages."""
    columns = [
        {
            "label": column["label"],
            "numeric": column["numeric"],
            "apart": bool(before and before["numeric"] and not column["numeric"]),
        }
        for before, column in zip([None, *block["columns"]], block["columns"], strict=False)
    ]
    texts = [
        [column["label"] for column in columns],
        *([said(cell, "888") for cell in row["cells"]] for row in block["rows"]),
    ]
    wide = False
    groups = {2: 3, 3: 2}.get(len(columns), 1) if block["layout"] == "pairs3" else 1
    if len(block["rows"]) < 2 * groups or (groups > 1 and max(width(t) for row in texts for t in row) > 30):
        groups = 1
    layout = "groups" if groups > 1 else "record" if block["layout"] == "record" and len(columns) == 2 else "rows"
    room = (TEXT_WIDTH - (groups - 1) * GROUP_GUTTER) / groups
    if layout == "record":
        size = 9.5
        name = min(max(width(row[0], size) for row in texts) + CELL_PAD + 8, 0.3 * TEXT_WIDTH)
        widths = [max(name, 62.0), TEXT_WIDTH - max(name, 62.0)]
    else:
        widths, size, fits = column_widths(columns, texts, block.get("weights") or [], room)
        if groups == 1 and not (fits and _is_roomy(columns, texts, widths, size)):
            wide = True
            widths, size, _ = column_widths(
                columns, texts, block.get("weights") or [], WIDE_TEXT_WIDTH, SMALLEST_WIDE_TYPE
            )
    rooms = [w - pad for w, pad in zip(widths, pads(columns), strict=True)]
    rows = [_row(row, rooms, size) for row in block["rows"]]
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
        "end": _end(rows) if layout == "rows" else 0,
        "begin": round(min(_beginning(rows) + 50, 300), 1),
        **captions_view(block),
        **facts_view(block.get("named", ())),
    }
    if chunks:
        table |= {"gutter": GROUP_GUTTER, "keep": len(chunks) == 1, "chunks": chunks, "rows": []}
    return table


def _is_roomy(columns: list[dict], texts: list[list[str]], widths: list[float], size: float) -> bool:
    """Whether no text of a table of many columns is squeezed into a narrow, tall column."""
    rooms = [(w - pad) / size for w, pad in zip(widths, pads(columns), strict=True)]
    return len(columns) < MANY_COLUMNS or not any(
        room < CROWDED_COLUMN and _lines(text, room) > CROWDED_LINES
        for row in texts[1:]
        for text, room in zip(row, rooms, strict=True)
    )


def _beginning(rows: list[dict]) -> float:
    """The height of the first rows: four, or as many as are high enough together."""
    height = 0.0
    for row in rows[:4]:
        height += row["height"]
        if height >= BEGINNING:
            break
    return height


def _end(rows: list[dict]) -> int:
    """How many of the last rows stay together, so that no page begins with one row and ends."""
    return END_ROWS if len(rows) > 2 * END_ROWS and sum(row["height"] for row in rows[-END_ROWS:]) <= TALLEST_END else 0


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


def pads(columns: list[dict]) -> list[float]:
    """What of each column's width, in points, is no room for text."""
    return [CELL_PAD + (APART if column["apart"] else 0.0) for column in columns]


def _row(row: dict, rooms: list[float], size: float) -> dict:
    cells = [
        run_view(cell) | {"text": fitting(cell["text"], room, size)}
        for cell, room in zip(row["cells"], rooms, strict=True)
    ]
    lines = max(
        (_lines(said(cell, "888"), room / size) for cell, room in zip(row["cells"], rooms, strict=True)), default=1
    )
    height = size * (LINE * lines - 0.5) + ROW_PAD
    keep = height <= TALLEST_KEPT_ROW
    if not keep:
        # Of a cell that goes on over the page, each run says where it stands.
        for cell, given, room in zip(cells, row["cells"], rooms, strict=True):
            if "facts" in cell and "runs" in given:
                cell["runs"] = [run_view(run) | {"text": fitting(run["text"], room, size)} for run in given["runs"]]
                del cell["facts"]
    return {"style": row["style"], "cells": cells, "height": height, "keep": keep}


def _lines(text: str, ems: float) -> int:
    return sum(max(1, math.ceil(width(line) / max(ems, 1.0))) for line in text.split("\n"))


def column_widths(
    columns: list[dict], texts: list[list[str]], weights: list[float], room: float, smallest: float = SMALLEST_TYPE
) -> tuple[list[float], float, bool]:
    """(widths in points that fill ``room``, type size, whether it fits): by weight, but no number and no word is cut.

    Where all weights are alike, the columns' longest texts are the weights. A table that does not fit in 9.5 points is
    set smaller, down to ``smallest``; where it does not fit even so, every column gives.
    """
    if len(weights) != len(columns) or len(set(weights)) == 1:
        weights = [min(max(width(row[i]) for row in texts) + 1, 24.0) for i in range(len(columns))]
    weights = [max(weight, 0.1) for weight in weights]
    runs = [[run for row in texts for run in RUN_PATTERN.findall(row[i])] for i in range(len(columns))]
    figures = [
        [line for row in texts[1:] for line in row[i].split("\n")] if column["numeric"] else []
        for i, column in enumerate(columns)
    ]
    # In em: at least two characters, or a column's every text where all are as short as a name; a word that is longer
    # than any name (an address, a key) is broken.
    longest = [
        0.0
        if column["numeric"]
        else max((width(line) for row in texts[1:] for line in row[i].split("\n")), default=0.0)
        for i, column in enumerate(columns)
    ]
    words = [
        max(
            [
                2.0,
                *(w for w in (longest[i],) if w <= LONGEST_NAME),
                *(min(w, 8.0) if w > 14 else w for w in map(width, runs[i])),
                *(w for w in map(width, figures[i]) if w <= 12),
            ]
        )
        for i in range(len(columns))
    ]
    size = 9.5 if len(columns) <= 6 else 8.5 if len(columns) <= 8 else 8.0
    while True:
        least = [min(word * size + pad + 0.5, 0.4 * room) for word, pad in zip(words, pads(columns), strict=True)]
        if sum(least) <= room:
            most = [
                max(width(line) for row in texts for line in row[i].split("\n")) * size + pad + 6
                for i, pad in enumerate(pads(columns))
            ]
            return _filled(_shared(least, weights, room), most, weights), size, True
        if size <= smallest:
            return [share * room / sum(least) for share in least], size, False
        size -= 0.5


def _shared(least: list[float], weights: list[float], room: float) -> list[float]:
    """The room by weight, no share under its least."""
    narrow: set[int] = set()
    while True:
        rest = room - sum(least[i] for i in narrow)
        total = sum(weights[i] for i in range(len(least)) if i not in narrow)
        shares = [least[i] if i in narrow else rest * weights[i] / total for i in range(len(least))]
        under = {i for i, share in enumerate(shares) if share < least[i] - 1e-6}
        if not under:
            return shares
        narrow |= under


def _filled(shares: list[float], most: list[float], weights: list[float]) -> list[float]:
    """The shares, where a column that has more than its longest line needs gives the rest to the columns whose lines wrap."""
    shares = list(shares)
    spare = sum(max(0.0, share - need) for share, need in zip(shares, most, strict=True))
    wanted = sum(max(0.0, need - share) for share, need in zip(shares, most, strict=True))
    given = min(spare, wanted)
    if given < 1:
        return shares
    wide = [share > need for share, need in zip(shares, most, strict=True)]
    left = given
    while left > 0.01:
        needy = [i for i, share in enumerate(shares) if not wide[i] and share < most[i] - 0.001]
        total = sum(weights[i] for i in needy)
        parts = {i: min(left * weights[i] / total, most[i] - shares[i]) for i in needy}
        for i, part in parts.items():
            shares[i] += part
        left -= sum(parts.values())
    return [share - (share - most[i]) * given / spare if wide[i] else share for i, share in enumerate(shares)]


def annex_table_view(annexes: list[dict]) -> dict:
    columns = [{"label": "檔案", "numeric": False}, {"label": "內容", "numeric": False}]
    rows = [
        {
            "style": "body",
            "cells": [
                {"text": plain_text(annex["name"]), "anchor": annex.get("target", "")},
                {"text": annex["description"]},
            ],
        }
        for annex in annexes
    ]
    block = {
        "columns": columns,
        "rows": rows,
        "layout": "rows",
        "weights": [2, 3],
        "number": "",
        "caption": "",
        "unit": "",
        "source": "",
    }
    return table_view(block)
