"""One section as slides."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportlib.media.pdf.glyphs import breakable, plain_text, shortened, width
from reportlib.media.slides.parting import Runs, cut_runs, lines_of, merged_pieces, parted, shown_run, text_of
from reportlib.media.slides.sizes import (
    ABOVE_TEXT,
    ASIDE,
    BOTTOM,
    FIGURE_SIZE,
    GUTTER,
    IMAGE_SUFFIXES,
    LEAD,
    LEAD_LINES,
    LONE_FIGURE_SIZE,
    NOTE,
    TEXT_LINE,
    TEXT_SIZES,
    TITLE_LINE,
    TITLE_SIZES,
    TITLE_TOP,
    UNDER_TITLE,
    WIDTH,
)
from reportlib.media.slides.tables import table_elements

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
        text = text_of(self.runs) + (self.part and f"　{self.part}")
        # One line has no mark that must be kept from the next one's beginning.
        ways = (
            (size, 1 if lines_of(text, WIDTH / size, 0.995) == 1 else lines_of(text, WIDTH / size))
            for size, _ in TITLE_SIZES
        )
        size, lines = next(
            (way for way, (_, most) in zip(ways, TITLE_SIZES, strict=True) if way[1] <= most),
            (TITLE_SIZES[-1][0], lines_of(text, WIDTH / TITLE_SIZES[-1][0])),
        )
        self.title_size, self.top = size, TITLE_TOP + lines * size * TITLE_LINE + UNDER_TITLE
        self.note_height = lines_of(self.note, WIDTH / NOTE) * NOTE * 1.4 + 8 if self.note else 0.0

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
            "title": shown_run(self.runs),
            "title_size": self.title_size,
            "top": round(self.top, 2),
            "part": self.part,
            "unit": self.unit,
            "note": breakable(self.note),
            "room": round(self.room, 2),
            "body": self.body,
            "footer": self.footer,
        }


def footer_of(place: str, as_of_text: str, meeting: dict) -> str:
    right = "　".join(filter(None, (as_of_text, meeting["notice"], meeting["part"])))
    return "　·　".join(filter(None, (shortened(place, 40), right)))


# ------------------------------------------------------------------------------------------------------ one section


class SlideSection:
    """The slides of one section, in order."""

    def __init__(self, section: dict, blocks: list[dict], meeting: dict, files: dict[str, bytes]):
        self.slides: list[Slide] = []
        self.files = files
        self.title = plain_text(section["title"]) or section["id"]
        item = section["agenda_item"].partition("　")[0]
        self.footer = footer_of(
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
        title = text_of(runs)
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
            one for one in self.headings if one not in (text_of(slide.runs), self.title)
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
            cut = list(cut_runs(part["runs"], _ems(part, size), most))
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
                    {
                        "kind": "text",
                        "size": size,
                        "parts": _shown_parts(merged_pieces(pieces[:taken])),
                        "above": ABOVE_TEXT,
                    },
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
                {"kind": "text", "size": size, "parts": _shown_parts(merged_pieces(some)), "above": 0},
                sum(heights[taken:][run.start : run.stop]),
            )
        group = [s for s in self.slides if s.runs is slide.runs]
        _number_parts(group)

    def _lead(self, texts: list[dict]) -> tuple[dict, float] | None:
        """Short texts as a lead line of a slide, and its height; None where they are long or lists."""
        parts = [part for block in texts for part in _parts(block)]
        if not parts or any(part["item"] for part in parts):
            return None
        if sum(lines_of(text_of(part["runs"]), WIDTH / LEAD) for part in parts) > LEAD_LINES:
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
        table = table_elements(block, whole.room - taken, probe.room - taken)
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
        yield from ({"item": True, "runs": item} for item in block["items"] if text_of(item).strip())
    else:
        yield {"item": False, "runs": block["runs"]}


def _part_height(part: dict, size: float) -> float:
    return size * (TEXT_LINE * lines_of(text_of(part["runs"]).strip("\n"), _ems(part, size)) + 0.55)


def _shown_parts(parts: list[dict]) -> list[dict]:
    return [
        {
            "item": part["item"] and not part.get("goes_on"),
            "under": part["item"] and bool(part.get("goes_on")),
            "runs": shown_run(part["runs"]),
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
    labels = max((lines_of(item["label"], each / label_size) for item in items), default=1) * label_size * 1.35
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
