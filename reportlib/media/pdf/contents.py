"""The contents after the cover, and the list of tables and charts behind them: what they list, and in how many columns."""

from __future__ import annotations

from collections.abc import Iterator

from reportlib.media.pdf.sizes import MOST_IN_ONE_COLUMN, MOST_LISTED


def contents_of(sections: list[dict]) -> Iterator[dict | None]:
    """What the contents list: ``None`` for a section, then its headings of the second level and its attachments."""
    for section in sections:
        yield None
        for _, blocks in section["runs"]:
            yield from (block for block in blocks if block.get("level") == 2 or block.get("title"))


def columns_for(lines: int) -> int:
    return 2 if lines > MOST_IN_ONE_COLUMN else 1


def choose_listed(sections: list[dict]) -> str:
    """Mark the tables and charts of the list after the contents, and give the list's title ("" for none);
    of a list in two columns, also those of the second.

    None that asks to be left out of it. All others up to :data:`MOST_LISTED`; else without the records; else the first table and chart under each heading.
    """
    drawn = [block for section in sections for block in section["blocks"] if block["kind"] in ("table", "chart")]
    listed = everything = [block for block in drawn if not block.get("unlisted")]
    if len(listed) > MOST_LISTED:
        listed = [block for block in everything if block.get("layout") != "record"]
    if len(listed) > MOST_LISTED:
        listed = []
        for section in sections:
            seen: set[str] = set()
            for block in section["blocks"]:
                if block["kind"] == "heading" and block["level"] == 2:
                    seen = set()
                elif block["kind"] in ("table", "chart") and block["kind"] not in seen and not block.get("unlisted"):
                    seen.add(block["kind"])
                    listed.append(block)
    chosen = {id(block) for block in listed}
    for block in drawn:
        block["listed"] = id(block) in chosen
    if columns_for(len(listed)) > 1:
        for block in listed[(len(listed) + 1) // 2 :]:
            block["second_half"] = True
    return "" if not listed else "圖表目次" if len(listed) == len(everything) else "主要圖表目次"
