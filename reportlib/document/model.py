"""The document between notebooks and pages: its blocks, cells and printed texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def own_texts(block: dict) -> Iterator[str]:
    """The texts of a block that were computed: its figures, the runs of its sentences, what its slide says."""
    if block["kind"] == "table":
        yield from (cell["text"] for row in block["rows"] for cell in row["cells"] if "fact" in cell)
    parts = (part for key in ("items", "points", "runs", "message", "beside") for part in block.get(key, ()))
    yield from (part["text"] for part in parts if "text" in part)


# A packet's table of figures and its references call a fact by this number.
FACT_ID = "F-{:04}"
COVER = "封面"
# What is numbered, each kind by itself: the letter of its id and the word before its number. 附件 are attached pages,
# 附表 the tables that are in the annex files only.
NUMBERED = {"table": ("t", "表"), "chart": ("c", "圖"), "pages": ("a", "附件"), "annex": ("x", "附表")}


def printed_cells(block: dict) -> Iterator[dict]:
    """Every cell, run and label of a block, on its page and on its slide, and the facts that its plain texts name."""
    yield from cells_of(block)
    yield from block.get("message", ())
    yield from block.get("named", ())
    yield from block.get("beside", ())


def cells_of(block: dict) -> Iterator[dict]:
    """Every cell or run of a block that may carry a fact or a reference, a cell's own runs too."""
    kind = block["kind"]
    if kind == "table":
        for cell in (cell for row in block["rows"] for cell in row["cells"]):
            yield cell
            yield from cell.get("runs", ())
    elif kind == "figures":
        yield from block["items"]
    elif kind == "chart":
        yield from block["points"]
    elif kind == "prose":
        yield from block["runs"]


def printed_places(document: Mapping) -> Iterator[tuple[Mapping, Mapping, Mapping]]:
    """Every cell, run and label, with its section and block."""
    for section in document.get("sections", ()):
        for block in section["blocks"]:
            yield from ((section, block, cell) for cell in printed_cells(block))


def printed(section: dict) -> list[dict]:
    """The blocks of a section that are printed: all but what is in the annex files only."""
    return [block for block in section["blocks"] if block.get("only") != "annex"]


def called(value) -> Iterator[str]:
    """The ids of the facts in a block, a row, a cell or a list of them, in reading order; not those of its slide."""
    if isinstance(value, dict):
        if value.get("fact"):
            yield value["fact"]
        value = [part for key, part in value.items() if key not in ("message", "beside")]
    if isinstance(value, (list, tuple)):
        for part in value:
            if isinstance(part, (dict, list)):
                yield from called(part)


def block_runs(block: dict) -> Iterator[dict]:
    """The runs and cells of a block that may be references."""
    if block["kind"] == "prose":
        yield from block["runs"]
    elif block["kind"] == "list":
        yield from (run for item in block["items"] for run in item)
    elif block["kind"] == "table":
        yield from (cell for row in block["rows"] for cell in row["cells"])


def said(run: dict, page: str = "") -> str:
    """What is printed of a run or cell: its text, or 「第 12 頁」 for a reference, 「附表 1（第 12 頁）」 to what only the annexes hold."""
    if not run.get("target"):
        return run["text"]
    return f"{run['text']}（第 {page} 頁）" if is_annexed(run["target"]) else f"第 {page} 頁"


def is_annexed(target: str) -> bool:
    return target.startswith("x-")
