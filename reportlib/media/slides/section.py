"""One section as slides."""

from __future__ import annotations

import base64

from reportlib.media.pdf.glyphs import plain_text
from reportlib.media.slides.elements import (
    aside,
    big_figures,
    ems,
    part_height,
    parts_of,
    strip,
    svg_size,
    text_element,
    unit_and_note,
)
from reportlib.media.slides.parting import cut_runs, lines_of, merged_pieces, parted, text_of
from reportlib.media.slides.sizes import (
    ABOVE_TEXT,
    ASIDE,
    FIGURE_SIZE,
    GUTTER,
    IMAGE_SUFFIXES,
    LEAD,
    LEAD_LINES,
    LONE_FIGURE_SIZE,
    TEXT_LINE,
    TEXT_SIZES,
    WIDTH,
)
from reportlib.media.slides.slide import Slide, footer_of, number_parts, part_mark
from reportlib.media.slides.tables import table_elements


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
            element, height = big_figures(figures["items"], FIGURE_SIZE if texts else LONE_FIGURE_SIZE)
            slide.add(element, height)
        if told.get("beside"):
            element, height = strip(told["beside"])
            slide.add(element, height)
        parts = [part for block in texts for part in parts_of(block)]
        if not parts:
            return
        room = slide.room - slide.height - (ABOVE_TEXT if slide.body else 0)
        for size in TEXT_SIZES[1 if figures else 0 :]:
            if sum(part_height(part, size) for part in parts) <= room:
                above = ABOVE_TEXT if slide.body else 0
                slide.add(text_element(parts, size, above), sum(part_height(p, size) for p in parts))
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
            cut = list(cut_runs(part["runs"], ems(part, size), most))
            pieces += [part | {"runs": runs, "goes_on": at > 0} for at, runs in enumerate(cut)]
        heights = [part_height(piece, size) for piece in pieces]
        # The first slide may hold figures already: it takes what fits, the rest is shared out.
        taken, used = 0, 0.0
        if slide.body:
            while taken < len(pieces) and used + heights[taken] <= rooms:
                used += heights[taken]
                taken += 1
            if taken:
                slide.add(text_element(merged_pieces(pieces[:taken]), size, ABOVE_TEXT), used + ABOVE_TEXT)
        rest = (
            parted(heights[taken:], self.slides[-1].room if taken else slide.room, alone=True) if pieces[taken:] else []
        )
        for at, run in enumerate(rest):
            if at or taken or slide.body:
                slide = self._again(slide)
            some = pieces[taken:][run.start : run.stop]
            slide.add(text_element(merged_pieces(some), size), sum(heights[taken:][run.start : run.stop]))
        group = [s for s in self.slides if s.runs is slide.runs]
        number_parts(group)

    def _lead(self, texts: list[dict]) -> tuple[dict, float] | None:
        """Short texts as a lead line of a slide, and its height; None where they are long or lists."""
        parts = [part for block in texts for part in parts_of(block)]
        if not parts or any(part["item"] for part in parts):
            return None
        if sum(lines_of(text_of(part["runs"]), WIDTH / LEAD) for part in parts) > LEAD_LINES:
            return None
        return text_element(parts, LEAD), sum(part_height(part, LEAD) for part in parts)

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
        unit, note = unit_and_note(block)
        beside = block.get("beside")
        room_wide = WIDTH - (ASIDE + GUTTER if beside else 0)
        sizes = [svg_size(svg) for svg in drawings]
        probe = Slide(list(block.get("message") or [{"text": block["caption"]}]), note=note)
        tallest = max(h * min(1.0 if block.get("slide_svgs") else 9, room_wide / w) for w, h in sizes)
        lead = self.lead_of(probe.room, min(tallest, probe.room)) if len(drawings) == 1 else None
        self.flush()
        made = []
        for at, (svg, (wide, high)) in enumerate(zip(drawings, sizes, strict=True)):
            slide = self.slide(block, note=note, unit=unit, part=part_mark(at, len(drawings)))
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
                element = {"kind": "aside", "items": aside(beside), "of": element, "width": ASIDE, "gutter": GUTTER}
            slide.add(element | {"above": 10 if lead else 0}, high * scale)

    # -- tables

    def table_slides(self, block: dict) -> None:
        unit, note = unit_and_note(block)
        probe = Slide(list(block.get("message") or [{"text": block["caption"]}]), note=note, part="（88／88）")
        whole = Slide(probe.runs, note=note)
        beside = strip(block["beside"]) if block.get("beside") else None
        taken = beside[1] if beside else 0.0
        table = table_elements(block, whole.room - taken, probe.room - taken)
        lead = self.lead_of(whole.room - taken, table[0]["height"]) if len(table) == 1 else None
        self.flush()
        for at, element in enumerate(table):
            slide = self.slide(block, note=note, unit=unit, part=part_mark(at, len(table)))
            if beside and at == 0:
                slide.add(*beside)
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
