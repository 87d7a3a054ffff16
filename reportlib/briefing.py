"""The packet as slides: 16:9, one thought a slide, big type, the same facts; tagged, PDF/UA-1 and PDF/A-3a like the document.

Everything is decided here: which block goes on which slide, in what type, where a long table or text is parted. The
template only sets what :func:`plan` gives it; texts reach it as data and never as markup. A slide's title is what its
block says (``message``), else its caption. What does not fit is set smaller within limits, then parted over slides, never
cut off. Sizes are points on a slide of 720 by 405.
"""

from __future__ import annotations

import base64
import functools
import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlib.typesetting import (
    APART,
    CELL_PAD,
    TIMEOUT_SECONDS,
    agenda_topics,
    breakable,
    check_glyphs,
    column_widths,
    cover_details,
    fitting,
    map_texts,
    plain_text,
    shortened,
    typeset,
    width,
)

TEMPLATE = Path(__file__).with_name("templates") / "briefing.typ"

WIDTH, BOTTOM = 632.0, 360.0  # of what stands on a slide, and where it ends
TITLE_TOP = 31.0
TITLE_SIZES = ((26.0, 1), (24.0, 1), (22.0, 1), (23.0, 2), (20.0, 2))  # and the most lines of each
TITLE_LINE = 1.3
UNDER_TITLE = 26.0  # from the title to what it titles, with the rule between
ASIDE = 204.0  # the column of figures beside a chart
GUTTER = 24.0
GROUP_GUTTER = 30.0
TEXT_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
SMALLEST_TEXT = 16.0
LEAD = 16.0  # a short text that goes with a chart or a table
LEAD_LINES = 3
NOTE = 10.0
ABOVE_TEXT = 26.0  # between figures and the text under them
TABLE_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
PARTED_TABLE = (12.5, 12.0, 11.5, 11.0)  # of a table that takes several slides
GROUPED_TABLE = (14.0, 13.0, 12.0, 11.0)
SMALLEST_TABLE = 9.0
TEXT_LINE = 1.55  # from baseline to baseline, in em
TABLE_LINE = 1.36
ROW_PAD = 0.5  # over and under a row together, in em
KEPT_HEADROOM = 0.98  # a line is taken to hold a little less than it does: closing marks may not begin the next
FIGURE_SIZE, LONE_FIGURE_SIZE = 44.0, 60.0  # with a text under them, and alone on their slide
IMAGE_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg"}
UNKNOWN_SLIDE = "第 888 張"  # as wide as any, until the slides are counted
ELSEWHERE = "（會議資料）"

Runs = list[dict]


# ------------------------------------------------------------------------------------------------------ the PDF


def to_pdf(document: dict, *, template: Path = TEMPLATE, timeout: float = TIMEOUT_SECONDS) -> bytes:
    """The slides of the merged document.

    :class:`RunError` R20 for characters that no font has, R21 where typst refuses, aborts or takes too long; :class:`OutputError` R13
    where the temporary folder cannot be written.
    """
    check_glyphs(_with_titles(document))
    view, files = plan(document)

    def write(folder: Path) -> None:
        for name, data in files.items():
            (folder / name).write_bytes(data)
        (folder / "packet.typ").write_bytes(template.read_bytes())
        (folder / "document.json").write_text(json.dumps(view, ensure_ascii=False), "utf-8", newline="\n")

    return typeset(write, timeout)


def _with_titles(document: dict) -> dict:
    """The document as the glyph check reads it, with what stands on slides only as texts of their own."""

    def told(block: dict) -> Iterator[dict]:
        yield block
        extra = [
            *block.get("message", ()),
            *({"text": item[key]} for item in block.get("beside", ()) for key in ("label", "text", "unit")),
        ]
        if extra:
            yield {"kind": "prose", "runs": extra}

    return document | {
        "sections": [
            section | {"blocks": [one for block in section["blocks"] for one in told(block)]}
            for section in document["sections"]
        ]
    }


# ------------------------------------------------------------------------------------------------------ slides


@dataclass
class Slide:
    """One slide: ``runs`` is its title, ``body`` what stands under it, of ``height`` points."""

    runs: Runs
    kicker: str = ""
    section: str = ""  # the section's heading, on its first slide
    footer: str = ""
    unit: str = ""
    note: str = ""
    part: str = ""
    kind: str = "plain"
    body: list[dict] = field(default_factory=list)
    height: float = 0.0
    targets: list[str] = field(default_factory=list)

    def __post_init__(self):
        text = _text(self.runs) + (self.part and f"　{self.part}")
        # One line has no mark that must be kept from the next one's beginning.
        ways = (
            (size, 1 if _lines(text, WIDTH / size, 0.995) == 1 else _lines(text, WIDTH / size))
            for size, _ in TITLE_SIZES
        )
        size, lines = next(
            (way for way, (_, most) in zip(ways, TITLE_SIZES, strict=True) if way[1] <= most),
            (TITLE_SIZES[-1][0], _lines(text, WIDTH / TITLE_SIZES[-1][0])),
        )
        self.title_size, self.top = size, TITLE_TOP + lines * size * TITLE_LINE + UNDER_TITLE
        self.note_height = _lines(self.note, WIDTH / NOTE) * NOTE * 1.4 + 8 if self.note else 0.0

    @property
    def room(self) -> float:
        """The height for what stands under the title, in points."""
        return BOTTOM - self.top - self.note_height

    def add(self, element: dict, height: float) -> None:
        self.body.append(element)
        self.height += height

    def data(self, number: int) -> dict:
        return {
            "id": f"slide-{number}",
            "kind": self.kind,
            "targets": self.targets,
            "section": breakable(self.section),
            "kicker": shortened(self.kicker, 50),
            "title": _shown(self.runs),
            "title_size": self.title_size,
            "top": round(self.top, 2),
            "part": self.part,
            "unit": self.unit,
            "note": breakable(self.note),
            "room": round(self.room, 2),
            "body": self.body,
            "footer": self.footer,
        }


def plan(document: dict) -> tuple[dict, dict[str, bytes]]:
    """What the template sets, and the drawings and images it reads, by name."""
    document = map_texts({key: document[key] for key in ("meeting", "agenda", "sections")})
    meeting, agenda = document["meeting"], document["agenda"]
    shown = [
        (section, [block for block in section["blocks"] if not block.get("only")]) for section in document["sections"]
    ]
    there = {section["target"] for section, blocks in shown if any(map(_stands, blocks)) and "target" in section}
    there |= {block["id"] for _, blocks in shown for block in blocks if "id" in block}
    for _, blocks in shown:
        _point(blocks, there)
    files: dict[str, bytes] = {}
    slides = list(_ordered(agenda, shown, meeting, files))
    first = 3 if agenda else 2  # after the cover and the agenda
    numbers: dict[str, int] = {}
    for number, slide in enumerate(slides, first):
        for target in slide.targets:
            numbers.setdefault(target, number)
    for slide in slides:
        if slide.kind == "divider":
            for topic in slide.body[0]["topics"]:
                topic["slide"] = next(
                    (numbers[f"s-{stem}"] for stem in topic.pop("sections") if f"s-{stem}" in numbers), 0
                )
    _land([[slide.body, slide.runs] for slide in slides], numbers)
    title = plain_text("　".join(filter(None, (meeting["body"], meeting["title"], "會議簡報"))))
    return {
        "timestamp": meeting["timestamp"],
        "title": title or meeting["name"],
        "authors": [plain_text(meeting["body"])] if meeting["body"] else [],
        "keywords": [
            plain_text(text)
            for text in (
                meeting["name"],
                meeting["date_text"],
                meeting["notice"],
                *(s["title"] for s in document["sections"]),
            )
            if text
        ],
        "description": plain_text(meeting["notice_text"]),
        "meeting": meeting
        | {
            "body": breakable(meeting["body"], 12),
            "title": breakable(meeting["title"], 18),
            "details": cover_details(meeting),
            "notice_text": breakable(meeting["notice_text"]),
        },
        "footer": _footer("", meeting["as_of_text"], meeting),
        "agenda": [item | _agenda_item(item, numbers.get(f"item-{at}", 0)) for at, item in enumerate(agenda)],
        "slides": [slide.data(number) for number, slide in enumerate(slides, first)],
    }, files


def _ordered(
    agenda: list[dict], shown: list[tuple[dict, list[dict]]], meeting: dict, files: dict[str, bytes]
) -> Iterator[Slide]:
    """The sections' slides, each agenda item opened by a slide of its own.

    In a whole packet every item has one, also those without a section; else those whose sections are there.
    """
    item_of = {
        stem: at
        for at, item in enumerate(agenda)
        for stem in (*item["sections"], *(s for topic in item["topics"] for s in topic["sections"]))
    }
    is_whole = bool(item_of) and set(item_of) <= {section["id"] for section, _ in shown}
    waiting = list(range(len(agenda)))

    def opened(upto: int) -> Iterator[Slide]:
        while waiting and waiting[0] <= upto:
            at = waiting.pop(0)
            if is_whole or at == upto:
                yield _divider(agenda[at], at, meeting)

    for section, blocks in shown:
        if any(map(_stands, blocks)):
            # What is on no item (an appendix) comes after the last.
            yield from opened(item_of.get(section["id"], len(agenda) if is_whole else -1))
            yield from _Section(section, blocks, meeting, files).slides
    yield from opened(len(agenda) if is_whole else -1)


def _stands(block: dict) -> bool:
    """Whether a block takes a slide; a heading goes with what follows it."""
    return block["kind"] != "heading"


def _footer(place: str, as_of_text: str, meeting: dict) -> str:
    right = "　".join(filter(None, (as_of_text, meeting["notice"], meeting["part"])))
    return "　·　".join(filter(None, (shortened(place, 40), right)))


def _agenda_item(item: dict, slide: int) -> dict:
    """An item of the agenda's slide, which leads to the item's own."""
    presenters = "、".join(filter(None, (topic["presenter"] for topic in item["topics"])))
    return {
        "item": breakable(item["item"], 16),
        "note": breakable(presenters or item["note"], 16),
        "slide": slide,
        "topics": agenda_topics(item),
    }


def _divider(item: dict, at: int, meeting: dict) -> Slide:
    """An agenda item's slide: when, what, who, and where the item stands in the meeting."""
    topics = [
        shown | {"sections": topic["sections"]}
        for shown, topic in zip(agenda_topics(item), item["topics"], strict=True)
    ]
    said = {"at": at, "time": f"{item['start']}–{item['end']}", "note": "" if topics else breakable(item["note"], 16)}
    size = max(12.0, min(18.0, 100 / max(1, len(topics))))
    return Slide(
        [{"text": item["item"]}],
        footer=_footer("", meeting["as_of_text"], meeting),
        kind="divider",
        targets=[f"item-{at}"],
        body=[said | {"topics": topics, "size": size}],
    )


# ------------------------------------------------------------------------------------------------------ references


def _point(blocks: list[dict], there: set[str]) -> None:
    """Give every reference the words a slide has for it: a slide's number where its target has one, else the document's."""
    for cell in _dicts(blocks):
        if "target" in cell and "text" in cell and "id" not in cell:
            if cell["target"] in there:
                cell["text"] = UNKNOWN_SLIDE
            else:
                cell["text"] += ELSEWHERE
                del cell["target"]


def _dicts(value) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _dicts(one)


def _land(elements: list, numbers: dict[str, int]) -> None:
    """Replace the targets of references by their slides' numbers."""
    for cell in _dicts(elements):
        if "target" in cell:
            number = numbers[cell.pop("target")]
            cell |= {"text": cell["text"].replace(UNKNOWN_SLIDE, f"第 {number} 張"), "slide": number}


# ------------------------------------------------------------------------------------------------------ text


def _text(runs: Runs) -> str:
    return "".join(run["text"] for run in runs)


def _shown(runs: Runs) -> Runs:
    """Runs as the template reads them."""
    return [
        {"text": breakable(run["text"]), "strong": bool(run.get("strong"))}
        | {key: run[key] for key in ("target", "slide") if key in run}
        for run in runs
    ]


def _lines(text: str, ems: float, headroom: float = KEPT_HEADROOM) -> int:
    ems = max(ems * headroom, 1.0)
    return sum(max(1, math.ceil(long / ems)) for long in _line_widths(text))


@functools.lru_cache(maxsize=20_000)
def _line_widths(text: str) -> tuple[float, ...]:
    """How long each line of a text is, in em: asked again and again for every type size that is tried."""
    return tuple(width(line) + 0.25 * len(_MIXED.findall(line)) for line in text.split("\n"))


# typst sets a quarter of an em between a Chinese character and a Latin letter or figure.
_MIXED = re.compile(r"[\u2e80-\u2fff\u3040-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z](?=[\u2e80-\u2fff\u3040-\u9fff])")


_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n」』）]*")


def _cut(runs: Runs, ems: float, most: int) -> Iterator[Runs]:
    """Runs in pieces of at most ``most`` lines, parted after sentences; a longer sentence anywhere."""
    text, at = _text(runs), 0
    ends = [found.end() for found in _SENTENCE.finditer(text) if found.end()]
    while at < len(text):
        end = max((e for e in ends if e > at and _lines(text[at:e].strip("\n"), ems) <= most), default=0)
        if not end:
            end, room = at, most * max(ems * KEPT_HEADROOM, 1.0)
            while end < len(text) and (width(text[at : end + 1]) <= room - ems / 2 or end == at):
                end += 1
        yield _between(runs, at, end)
        at = end


def _between(runs: Runs, start: int, end: int) -> Runs:
    found, at = [], 0
    for run in runs:
        piece = run["text"][max(0, start - at) : max(0, end - at)]
        if piece:
            found.append(run | {"text": piece})
        at += len(run["text"])
    return found


def parted(
    heights: Sequence[float], room: float, joined: Callable[[int], bool] = lambda at: False, alone: bool = False
) -> list[range]:
    """Which of several things, one under another, go on which slide: on as few as they can, about equally full.

    No slide has one thing alone unless it must, and none begins with a thing that is ``joined`` to what stands before it.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(heights) + 1):
        options, height = [], 0.0
        for start in range(end - 1, -1, -1):
            height += heights[start]
            if height > room and start < end - 1:
                break
            lone = 0 if alone or end - start > 1 or len(heights) == 1 else 3
            cost = 10 + ((room - height) / room) ** 2 + lone + (4 if start and joined(start) else 0)
            options.append((best[start][0] + cost, start))
        best.append(min(options))
    found, end = [], len(heights)
    while end:
        found.append(range(best[end][1], end))
        end = best[end][1]
    return found[::-1]


# ------------------------------------------------------------------------------------------------------ one section


class _Section:
    """The slides of one section, in order."""

    def __init__(self, section: dict, blocks: list[dict], meeting: dict, files: dict[str, bytes]):
        self.slides: list[Slide] = []
        self.files = files
        self.title = plain_text(section["title"]) or section["id"]
        item = section["agenda_item"].partition("　")[0]
        self.footer = _footer(
            self.title if self.title in item or not item else f"{item}　{self.title}",
            section["as_of_text"] or meeting["as_of_text"],
            meeting,
        )
        self.target = section.get("target", "")
        self.headings: list[str] = []
        self.texts: list[dict] = []  # prose and lists that wait for what goes with them
        for block in blocks:
            self.take(block)
        self.flush()

    def take(self, block: dict) -> None:
        kind = block["kind"]
        if kind == "heading":
            self.flush()
            self.headings = [*self.headings[: max(0, block["level"] - 2)], plain_text(block["text"])]
        elif kind in ("prose", "list"):
            if (
                kind == "prose"
                and not any(run["text"].strip() for run in block["runs"])
                or kind == "list"
                and not block["items"]
            ):
                return
            if block.get("message") and self.texts and block["message"] != self.texts[0].get("message"):
                self.flush()
            self.texts.append(block)
        elif kind == "figures":
            self.flush()
            self.texts.append(block)
        else:
            getattr(self, f"{kind}_slides")(block)

    def slide(self, block: dict, *, note: str = "", **said) -> Slide:
        """A new slide, titled by what the block says, else by its caption, else by the section."""
        heading = self.headings[-1] if self.headings else ""
        runs = list(block.get("message") or [{"text": plain_text(block.get("caption", "")) or heading or self.title}])
        title = _text(runs)
        kicker = "　".join(one for one in self.headings if one not in (title, self.title))
        first = not self.slides
        slide = Slide(
            runs,
            "" if first else kicker,
            self.title if first else "",
            self.footer,
            note=note,
            targets=[t for t in ((self.target if first else ""), block.get("id", "")) if t],
            **said,
        )
        self.slides.append(slide)
        return slide

    # -- texts and figures

    def flush(self) -> None:
        """Set the texts that wait."""
        blocks, self.texts = self.texts, []
        if not blocks:
            return
        figures = blocks[0] if blocks[0]["kind"] == "figures" else None
        texts = blocks[1:] if figures else blocks
        told = next((block for block in blocks if block.get("message")), blocks[0])
        last = self.slides[-1] if self.slides else None
        if (
            not figures
            and not told.get("message")
            and last
            and last.kind != "divider"
            and not last.note
            and not last.part
        ):
            # A word on the table or chart before it.
            lines = self._lead(texts)
            if (
                lines
                and last.body
                and last.body[0]["kind"] in ("chart", "table", "record", "groups")
                and last.height + lines[1] + 12 <= last.room
                and self._same_place(last)
            ):
                last.add(lines[0] | {"above": 12}, lines[1] + 12)
                return
        slide = self.slide(told)
        if figures:
            element, height = _figures(figures["items"], FIGURE_SIZE if texts else LONE_FIGURE_SIZE)
            slide.add(element, height)
        if told.get("beside"):
            element, height = _strip(told["beside"])
            slide.add(element, height)
        parts = [part for block in texts for part in _parts(block)]
        if not parts:
            return
        room = slide.room - slide.height - (ABOVE_TEXT if slide.body else 0)
        for size in TEXT_SIZES[1 if figures else 0 :]:
            if sum(_part_height(part, size) for part in parts) <= room:
                slide.add(
                    {
                        "kind": "text",
                        "size": size,
                        "parts": _shown_parts(parts),
                        "above": ABOVE_TEXT if slide.body else 0,
                    },
                    sum(_part_height(p, size) for p in parts),
                )
                return
        if slide.body and room < 90:
            slide = self._again(slide)
        self._parted_text(slide, parts, 18.0)

    def _same_place(self, slide: Slide) -> bool:
        return slide.kicker == "　".join(
            one for one in self.headings if one not in (_text(slide.runs), self.title)
        ) or bool(slide.section)

    def _again(self, slide: Slide) -> Slide:
        """Another slide with the same title."""
        other = Slide(
            slide.runs,
            slide.kicker or (" ".join(self.headings) if slide.section else ""),
            "",
            slide.footer,
            slide.unit,
            slide.note,
            slide.part,
        )
        self.slides.append(other)
        return other

    def _parted_text(self, slide: Slide, parts: list[dict], size: float) -> None:
        """Texts over several slides; a paragraph is parted between sentences."""
        rooms = slide.room - slide.height - (ABOVE_TEXT if slide.body else 0)
        per_line = size * TEXT_LINE
        pieces = []
        for part in parts:
            most = max(2, int(min(rooms, 110.0) / per_line))
            cut = list(_cut(part["runs"], _ems(part, size), most))
            pieces += [part | {"runs": runs, "goes_on": at > 0} for at, runs in enumerate(cut)]
        heights = [_part_height(piece, size) for piece in pieces]
        # The first slide may hold figures already: it takes what fits, the rest is shared out.
        taken, used = 0, 0.0
        if slide.body:
            while taken < len(pieces) and used + heights[taken] <= rooms:
                used += heights[taken]
                taken += 1
            if taken:
                slide.add(
                    {"kind": "text", "size": size, "parts": _shown_parts(_merged(pieces[:taken])), "above": ABOVE_TEXT},
                    used + ABOVE_TEXT,
                )
        rest = (
            parted(heights[taken:], self.slides[-1].room if taken else slide.room, alone=True) if pieces[taken:] else []
        )
        for at, run in enumerate(rest):
            if at or taken or slide.body:
                slide = self._again(slide)
            some = pieces[taken:][run.start : run.stop]
            slide.add(
                {"kind": "text", "size": size, "parts": _shown_parts(_merged(some)), "above": 0},
                sum(heights[taken:][run.start : run.stop]),
            )
        group = [s for s in self.slides if s.runs is slide.runs]
        _number_parts(group)

    def _lead(self, texts: list[dict]) -> tuple[dict, float] | None:
        """Short texts as a lead line of a slide, and its height; None where they are long or lists."""
        parts = [part for block in texts for part in _parts(block)]
        if not parts or any(part["item"] for part in parts):
            return None
        if sum(_lines(_text(part["runs"]), WIDTH / LEAD) for part in parts) > LEAD_LINES:
            return None
        return {"kind": "text", "size": LEAD, "parts": _shown_parts(parts), "above": 0}, sum(
            _part_height(part, LEAD) for part in parts
        )

    def lead_of(self, room: float, need: float) -> tuple[dict, float] | None:
        """The short texts that wait, where they find room over what is ``need`` points high; others get slides of their own."""
        if self.texts and not any(block.get("message") or block["kind"] == "figures" for block in self.texts):
            lead = self._lead(self.texts)
            if lead and lead[1] + 10 + need <= room:
                self.texts = []
                return lead
        return None

    # -- charts

    def chart_slides(self, block: dict) -> None:
        drawings = block.get("slide_svgs") or [block["svg"]]
        unit, note = _unit_and_note(block)
        beside = block.get("beside")
        room_wide = WIDTH - (ASIDE + GUTTER if beside else 0)
        sizes = [_svg_size(svg) for svg in drawings]
        probe = Slide(list(block.get("message") or [{"text": block["caption"]}]), note=note)
        tallest = max(h * min(1.0 if block.get("slide_svgs") else 9, room_wide / w) for w, h in sizes)
        lead = self.lead_of(probe.room, min(tallest, probe.room)) if len(drawings) == 1 else None
        self.flush()
        made = []
        for at, (svg, (wide, high)) in enumerate(zip(drawings, sizes, strict=True)):
            slide = self.slide(block, note=note, unit=unit, part=_part(at, len(drawings)))
            made.append(slide)
            if lead:
                slide.add(lead[0] | {"above": 0}, lead[1] + 10)
            room = slide.room - slide.height
            scale = min(1.0 if block.get("slide_svgs") else 9.0, room_wide / wide, room / high)
            name = f"chart-{len(self.files) + 1}.svg"
            self.files[name] = svg.encode()
            alt = plain_text(block["alt"]) or plain_text(block["caption"]) or "圖"
            element = {
                "kind": "chart",
                "file": name,
                "width": round(wide * scale, 2),
                "height": round(high * scale, 2),
                "alt": alt + slide.part,
            }
            if beside:
                element = {"kind": "aside", "items": _aside(beside), "of": element, "width": ASIDE, "gutter": GUTTER}
            slide.add(element | {"above": 10 if lead else 0}, high * scale)

    # -- tables

    def table_slides(self, block: dict) -> None:
        unit, note = _unit_and_note(block)
        probe = Slide(list(block.get("message") or [{"text": block["caption"]}]), note=note, part="（88／88）")
        whole = Slide(probe.runs, note=note)
        strip = _strip(block["beside"]) if block.get("beside") else None
        taken = strip[1] if strip else 0.0
        table = _table(block, whole.room - taken, probe.room - taken)
        lead = self.lead_of(whole.room - taken, table[0]["height"]) if len(table) == 1 else None
        self.flush()
        for at, element in enumerate(table):
            slide = self.slide(block, note=note, unit=unit, part=_part(at, len(table)))
            if strip and at == 0:
                slide.add(*strip)
            if lead:
                slide.add(lead[0], lead[1] + 10)
            slide.add(element | {"above": 10 if lead else 0}, element["height"])

    # -- attached pages

    def pages_slides(self, block: dict) -> None:
        self.flush()
        pages = block["pages"]
        for at, page in enumerate(pages, 1):
            number = block.get("number", "")
            mark = "・".join(filter(None, (number, f"第 {at} 頁" if len(pages) > 1 else "")))
            upright = page["height"] > page["width"]
            slide = self.slide(block, unit="" if upright else mark, kind="page" if upright else "plain")
            name = f"page-{len(self.files) + 1}.{IMAGE_SUFFIXES[page['media_type']]}"
            self.files[name] = base64.b64decode(page["data"])
            wide, high = (WIDTH - ASIDE - GUTTER, 330.0) if upright else (WIDTH, slide.room)
            scale = min(wide / page["width"], high / page["height"])
            alt = plain_text(page.get("alt", "")) or f"{mark or '附件'}：{plain_text(block.get('caption', ''))}"
            size = {"width": round(page["width"] * scale, 2), "height": round(page["height"] * scale, 2)}
            slide.add({"kind": "page", "file": name, "alt": alt, "mark": mark} | size, high)


def _part(at: int, count: int) -> str:
    return f"（{at + 1}／{count}）" if count > 1 else ""


def _number_parts(slides: list[Slide]) -> None:
    for at, slide in enumerate(slides):
        slide.part = _part(at, len(slides))


def _unit_and_note(block: dict) -> tuple[str, str]:
    """What stands small over the right edge, and what is too long for that. Fact numbers are for the document."""
    unit = plain_text(block.get("unit", ""))
    note = "　".join(part for part in plain_text(block.get("source", "")).split("　") if not part.startswith("出處："))
    both = "　".join(filter(None, (unit, note)))
    return (both, "") if width(both, NOTE) <= 380 else (unit, note)


# ------------------------------------------------------------------------------------------------------ elements


def _ems(part: dict, size: float) -> float:
    return (WIDTH - (1.4 * size if part["item"] else 0)) / size


def _parts(block: dict) -> Iterator[dict]:
    if block["kind"] == "list":
        yield from ({"item": True, "runs": item} for item in block["items"] if _text(item).strip())
    else:
        yield {"item": False, "runs": block["runs"]}


def _part_height(part: dict, size: float) -> float:
    return size * (TEXT_LINE * _lines(_text(part["runs"]).strip("\n"), _ems(part, size)) + 0.55)


def _merged(pieces: list[dict]) -> list[dict]:
    """Pieces of one paragraph that stand on one slide, put together again."""
    found: list[dict] = []
    for piece in pieces:
        if piece.get("goes_on") and found:
            found[-1] = found[-1] | {"runs": found[-1]["runs"] + piece["runs"]}
        else:
            found.append(piece)
    return found


def _shown_parts(parts: list[dict]) -> list[dict]:
    return [
        {
            "item": part["item"] and not part.get("goes_on"),
            "under": part["item"] and bool(part.get("goes_on")),
            "runs": _shown(part["runs"]),
        }
        for part in parts
    ]


def _figures(items: list[dict], largest: float) -> tuple[dict, float]:
    """The big figures, up to four a row, and their height."""
    count = max(1, len(items))
    per_row = min(count, 3 if count in (3, 5, 6, 9) else 4)
    each = (WIDTH - (per_row - 1) * GUTTER) / per_row
    label_size = round(largest / 3, 1)
    found = []
    for item in items:
        is_figure = any(c.isdigit() for c in item["text"])
        beside = item.get("unit", "")
        size = min(
            largest if is_figure else largest * 0.55, (each - width(beside, 14) - 6) / max(width(item["text"]), 0.1)
        )
        found.append(
            {
                "text": breakable(item["text"], 16),
                "beside": beside,
                "below": item.get("note", ""),
                "label": breakable(item["label"], 16),
                "size": round(max(14.0, size), 1),
                "figure": is_figure,
            }
        )
    rows = math.ceil(count / per_row)
    labels = max((_lines(item["label"], each / label_size) for item in items), default=1) * label_size * 1.35
    height = largest * 1.15 + 16 + labels + (18 if any(item.get("note") for item in items) else 0)
    element = {
        "kind": "figures",
        "per_row": per_row,
        "items": found,
        "gutter": GUTTER,
        "high": round(largest * 1.15, 1),
        "label_size": label_size,
    }
    return element, height * rows + 16 * (rows - 1)


def _strip(items: list[dict]) -> tuple[dict, float]:
    """Figures in one line over a table or a text."""
    per_row = min(4, len(items))
    rows = math.ceil(len(items) / per_row)
    return {"kind": "strip", "items": _aside(items), "per_row": per_row}, rows * 26.0 + 10


def _aside(items: list[dict]) -> list[dict]:
    """Figures one under another: the first big, the others small."""
    found = []
    for at, item in enumerate(items):
        beside = item.get("unit", "")
        most = (54.0 if any(c.isdigit() for c in item["text"]) else 26.0) if at == 0 else 17.0
        size = min(most, (ASIDE - width(beside, 14) - 6) / max(width(item["text"]), 0.1))
        found.append(
            {
                "text": breakable(item["text"], 16),
                "label": breakable(item["label"], 16),
                "beside": beside,
                "size": round(max(12.0, size), 1),
            }
        )
    return found


def _svg_size(svg: str) -> tuple[float, float]:
    box = re.search(r'viewBox="[\d.+-]+[ ,]+[\d.+-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', svg)
    return (max(float(box[1]), 1.0), max(float(box[2]), 1.0)) if box else (WIDTH, WIDTH / 2)


# ------------------------------------------------------------------------------------------------------ tables


def _table(block: dict, whole_room: float, room: float) -> list[dict]:
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
            * max([_lines(label, inner / size) for label, inner in zip(self.labels, self.inner, strict=True)])
            + ROW_PAD
        )
        # What it takes to wrap no line.
        self.natural = sum(
            max(
                long
                for text in (column["label"], *(row["cells"][i]["text"] for row in rows))
                for long in _line_widths(text)
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
            (_lines(cell["text"], inner / self.size) for cell, inner in zip(row["cells"], self.inner, strict=True)),
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
            [_text(piece).strip("\n") for piece in _cut([{"text": cell["text"]}], inner / self.size, most)] or [""]
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
    """The type size that the document begins with for a table of so many columns (typesetting.column_widths)."""
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
        max(long for row in texts for long in _line_widths(row[i])) * size + CELL_PAD * by + 0.5 * size
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
