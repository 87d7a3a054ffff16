"""Every text of a document that a reader may see, each with its place and the numbers that its display names."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportlib.document.numerals import numbers
from reportlib.errors import quoted
from reportlib.language import say


@dataclass(frozen=True)
class Said:
    """One text of a document: where it stands, its runs, and the numbers (in ASCII) that its display names.

    ``under`` is the header or label above it; ``within`` are longer texts of the same display that it may be a part of.
    """

    section: str
    place: str
    runs: tuple[dict, ...]
    named: frozenset[str] = frozenset()
    under: str = ""
    within: tuple[str, ...] = ()

    @functools.cached_property
    def text(self) -> str:
        return "".join(run["text"] for run in self.runs)


def texts(document: dict) -> Iterator[Said]:
    """Every text that a reader may see: the cover, the agenda, and each display with its slide."""
    meeting = document["meeting"]
    named = _named(meeting.get("named", ()))
    cover = ("title", "body", "date_text", "as_of_text", "notice", "notice_text", "part")
    for text in (
        *(meeting[key] for key in cover if key in meeting),
        *(text for pair in meeting["details"] for text in pair),
    ):
        yield Said("", say("封面", "cover"), ({"text": text},), named)
    for item in document["agenda"]:
        for text in (
            item["start"],
            item["end"],
            item["item"],
            item["note"],
            *(text for topic in item["topics"] for text in (topic["title"], topic["presenter"])),
        ):
            yield Said("", say("封面議程", "agenda on the cover"), ({"text": text},), named)
    for section in document["sections"]:
        for text in (section["title"], section["agenda_item"], section["as_of_text"]):
            yield Said(section["id"], say("章節標題", "title of the section"), ({"text": text},))
        for block in section["blocks"]:
            yield from (said for said in _BlockTexts(section["id"], block).all() if said.text)


def _named(cells: Iterable[dict]) -> frozenset[str]:
    return frozenset(number.text for cell in cells for number in numbers(cell["text"]))


class _BlockTexts:
    """The texts of one block, told in the order of :meth:`all`; ``here`` says where they stand."""

    def __init__(self, section: str, block: dict):
        self.section, self.block, self.kind = section, block, block["kind"]
        self.caption = block.get("caption", "")
        self.points = block.get("points", ())
        self.named = _named((*block.get("named", ()), *self.points))
        self.here = (
            f"{block.get('number', '')} {quoted(self.caption)}".strip()
            if self.caption
            else {"heading": say("標題", "heading"), "list": say("清單", "list")}.get(self.kind, say("文字", "text"))
        )

    def all(self) -> Iterator[Said]:
        """What stands about the block, what its kind holds, the figures in it or beside it, and the title of its slide."""
        yield from self._about()
        own = {"table": self._table, "prose": self._prose, "list": self._list, "chart": self._chart}
        if self.kind in own:
            yield from own[self.kind]()
        yield from self._figures()
        if self.block.get("message"):
            place = say(f"{self.here}的投影片標題", f"the slide's title of {self.here}")
            yield Said(self.section, place, tuple(self.block["message"]))

    def _plain(self, place: str, text: str, within: tuple[str, ...] = ()) -> Said:
        return Said(self.section, place, ({"text": text},), self.named, within=within)

    def _about(self) -> Iterator[Said]:
        if self.caption:
            yield self._plain(self.here, self.caption)
        for key in ("unit", "source", "alt", "text"):
            if self.block.get(key):
                yield self._plain(self.here, self.block[key])

    def _table(self) -> Iterator[Said]:
        """The headers, then every cell under its header, or in a record under its field."""
        headers = [column["label"] for column in self.block["columns"]]
        for header in headers:
            yield self._plain(f"{self.here}{quoted(header)}", header)
        for row in self.block["rows"]:
            field = row["cells"][0]["text"] if self.block["layout"] == "record" else ""
            for header, cell in zip(headers, row["cells"], strict=True):
                runs = tuple(cell.get("runs") or (cell,))
                yield Said(self.section, f"{self.here}{quoted(header)}", runs, under=field or header)

    def _prose(self) -> Iterator[Said]:
        yield Said(self.section, self.here, tuple(self.block["runs"]))

    def _list(self) -> Iterator[Said]:
        for item in self.block["items"]:
            yield Said(self.section, self.here, tuple(item))

    def _chart(self) -> Iterator[Said]:
        """The labels of its points, and what is drawn, which may be a part of a label or of the alternative text."""
        labels = tuple(point["label"] for point in self.points)
        for label in labels:
            yield self._plain(self.here, label)
        for text in drawn_texts(self.block):
            place = say(f"{self.here}的圖形", f"the drawing of {self.here}")
            yield self._plain(place, text, within=(self.block["alt"], *labels))

    def _figures(self) -> Iterator[Said]:
        """Key figures, and those beside a display on its slide; the items of a list are no figures."""
        items = () if self.kind == "list" else self.block.get("items", ())
        beside = () if self.kind == "list" else self.block.get("beside", ())
        for item in (*items, *beside):
            place = say(f"重要數字{quoted(item['label'])}", f"the figure {quoted(item['label'])}")
            yield Said(self.section, place, (item,))
            for key in ("label", "unit", "note"):
                if item.get(key):
                    yield self._plain(place, item[key])


def drawn_texts(block: dict) -> Iterator[str]:
    """The texts in a chart's drawings."""
    for svg in (block["svg"], *block.get("slide_svgs", ())):
        yield from (html.unescape(text) for text in re.findall(r"<(?:text|tspan)\b[^>]*>([^<]+)<", svg))
