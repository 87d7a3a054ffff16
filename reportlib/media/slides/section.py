"""One section as slides."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

from reportlib.media.drawings import IMAGE_SUFFIXES, svg_size
from reportlib.media.pdf.glyphs import breakable, plain_text, printable
from reportlib.media.slides.decisions import decision_element
from reportlib.media.slides.elements import (
    aside,
    big_figures,
    ems,
    part_height,
    parts_of,
    strip,
    text_element,
    unit_and_note,
)
from reportlib.media.slides.parting import TextPart, begun_line, cut_line, lines_of
from reportlib.media.slides.sizes import (
    ABOVE_TEXT,
    ASIDE,
    FIGURE_SIZES,
    GUTTER,
    HEIGHT,
    LEAD,
    LEAD_LINES,
    LONE_FIGURE_SIZE,
    MOST_PAGES,
    NOTE_HEIGHT,
    TEXT_LINE,
    TEXT_SIZES,
    VOLUME,
    VOLUME_PAGE,
    WIDEST_PAGE,
    WIDTH,
)
from reportlib.media.slides.slide import Slide, footer_of, part_mark
from reportlib.media.slides.tables import table_element
from reportlib.model.blocks import (
    Block,
    CaptionedBlock,
    ChartBlock,
    FiguresBlock,
    HeadingBlock,
    ListBlock,
    PagesBlock,
    ParagraphBlock,
    TableBlock,
)
from reportlib.model.document import Cover, PacketSection
from reportlib.model.texts import Line
from reportlib.wording import own, said

WHOLE_TABLE, WHOLE_TEXT = "全表見", "全文見"


class SlideSection:
    """The slides of one section, in order."""

    def __init__(self, section: PacketSection, meeting: Cover, files: dict[str, bytes], pages: Mapping[str, int]):
        self.slides: list[Slide] = []
        self.files, self.pages = files, pages
        self.title = plain_text(section.title.text) or printable(section.id)
        item = section.agenda_item.text.partition("　")[0]
        self.footer = footer_of(
            self.title if self.title in item or not item else f"{item}　{self.title}",
            section.as_of_text.text,
            meeting,
        )
        self.target = section.target
        self.headings: list[str] = []
        self.texts: list[FiguresBlock | ParagraphBlock | ListBlock] = []  # what waits for what goes with it
        self.unsaid: list[ParagraphBlock | ListBlock] = []  # what has neither a title nor room beside what it is about
        for block in section.blocks:
            if not (block.message and self._told(block.message)):
                self.take(block)
        self.flush()
        if not self.slides and self.unsaid:
            self._set_texts(self.unsaid)

    def _told(self, message: Line) -> bool:
        """Whether a slide of the section has that title: its news is told."""
        titles = [*(slide.title.text for slide in self.slides), *(block.message.text for block in self.texts)]
        return message.text in titles

    def take(self, block: Block) -> None:
        match block:
            case HeadingBlock():
                self.flush()
                self.headings = [*self.headings[: max(0, block.level - 2)], plain_text(block.text.text)]
            case ParagraphBlock() | ListBlock():
                if block.items if isinstance(block, ListBlock) else block.text.text.strip():
                    if block.message and self.texts and block.message != self.texts[0].message:
                        self.flush()
                    self.texts.append(block)
            case FiguresBlock():
                self.flush()
                self.texts.append(block)
            case ChartBlock():
                self.chart_slides(block)
            case TableBlock():
                self.table_slides(block)
            case PagesBlock():
                self.pages_slides(block)

    def slide(self, block: Block, *, note: str = "", **more) -> Slide:
        """A new slide, titled by what the block says, else by its caption, else by the section."""
        heading = self.headings[-1] if self.headings else ""
        caption = plain_text(block.caption.text) if isinstance(block, CaptionedBlock) else ""
        title = block.message or Line.of(caption or heading or self.title)
        first = not self.slides
        slide = Slide(
            title,
            "" if first else self._kicker(title),
            self.title if first else "",
            self.footer,
            note=note,
            targets=[target for target in ((self.target if first else ""), block.id) if target],
            **more,
        )
        self.slides.append(slide)
        return slide

    def _kicker(self, title: Line) -> str:
        """The headings over a slide that its title does not repeat; where there are none, its section."""
        return "　".join(heading for heading in self.headings if heading not in (title.text, self.title)) or self.title

    # -- texts and figures

    def flush(self) -> None:
        """Set the texts that wait."""
        blocks, self.texts = self.texts, []
        if not blocks:
            return
        figures = blocks[0] if isinstance(blocks[0], FiguresBlock) else None
        texts = [block for block in blocks if not isinstance(block, FiguresBlock)]
        told = next((block for block in blocks if block.message), blocks[0])
        last = self.slides[-1] if self.slides else None
        if not figures and not told.message and last and last.kind != "divider" and not last.note and not last.part:
            # A word on the table or chart before it.
            lines = self._lead(texts)
            if (
                lines
                and last.body
                and last.body[0]["kind"] in ("chart", "table", "record")
                and last.height + lines[1] + 12 <= last.room
                and self._same_place(last)
            ):
                last.add(lines[0] | {"above": 12}, lines[1] + 12)
                return
        if not figures and not told.message:
            self.unsaid += texts
            return
        self._set_texts(blocks)

    def _set_texts(self, blocks: Sequence[FiguresBlock | ParagraphBlock | ListBlock]) -> None:
        """Big figures and texts on a slide of their own, or on several."""
        figures = blocks[0] if isinstance(blocks[0], FiguresBlock) else None
        texts = [block for block in blocks if not isinstance(block, FiguresBlock)]
        told = next((block for block in blocks if block.message), blocks[0])
        slide = self.slide(told)
        parts = [part for block in texts for part in parts_of(block)]
        if figures:
            slide.add(*self._figures_over(figures, parts, slide.room))
        if told.beside:
            element, height = strip(told.beside)
            slide.add(element, height)
        if not parts:
            return
        room = slide.room - slide.height - (ABOVE_TEXT if slide.body else 0)
        for size in TEXT_SIZES[1 if figures else 0 :]:
            if sum(part_height(part, size) for part in parts) <= room:
                above = ABOVE_TEXT if slide.body else 0
                slide.add(text_element(parts, size, above), sum(part_height(p, size) for p in parts))
                return
        self._begun_text(slide, parts, room)

    def _figures_over(self, figures: FiguresBlock, parts: Sequence[TextPart], room: float) -> tuple[dict, float]:
        """The big figures, smaller where that leaves room for all the text under them."""
        if not parts:
            return big_figures(figures.items, LONE_FIGURE_SIZE)
        least = ABOVE_TEXT + sum(part_height(part, TEXT_SIZES[-1]) for part in parts)
        ways = [big_figures(figures.items, size) for size in FIGURE_SIZES]
        return next((way for way in ways if way[1] + least <= room), ways[0])

    def _begun_text(self, slide: Slide, parts: Sequence[TextPart], room: float) -> None:
        """What of a long text one slide holds, whole sentences of it, and the page of the volume that has all."""
        size, above = TEXT_SIZES[-1], ABOVE_TEXT if slide.body else 0
        slide.note = own(WHOLE_TEXT) + self._page_of(self.target)
        slide.note_height = NOTE_HEIGHT
        left = room - NOTE_HEIGHT
        taken: list[TextPart] = []
        for part in parts:
            most = max(int((left - 0.55 * size) / (size * TEXT_LINE)), 0)
            first = begun_line(part.line, ems(part, size), most)
            if not first.text and not taken and not slide.body:  # one long sentence, and nothing else
                first = next(cut_line(part.line, ems(part, size), max(most, 1)))
            if first.text:
                taken.append(TextPart(first, part.item))
                left -= part_height(taken[-1], size)
            if first.text != part.line.text:
                break
        if not taken:
            return
        slide.add(text_element(taken, size, above), room - NOTE_HEIGHT - left + above)

    def _same_place(self, slide: Slide) -> bool:
        return slide.kicker == self._kicker(slide.title) or bool(slide.section)

    def _lead(self, texts: Sequence[ParagraphBlock | ListBlock]) -> tuple[dict, float] | None:
        """Short texts as a lead line of a slide, and its height; None where they are long or lists."""
        parts = [part for block in texts for part in parts_of(block)]
        if not parts or any(part.item for part in parts):
            return None
        if sum(lines_of(part.line.text, WIDTH / LEAD) for part in parts) > LEAD_LINES:
            return None
        return text_element(parts, LEAD), sum(part_height(part, LEAD) for part in parts)

    def lead_of(self, room: float, need: float) -> tuple[dict, float] | None:
        """The short texts that wait, where they find room over what is ``need`` points high; others get slides of their own."""
        texts = [block for block in self.texts if not isinstance(block, FiguresBlock) and not block.message]
        if texts and len(texts) == len(self.texts):
            lead = self._lead(texts)
            if lead and lead[1] + 10 + need <= room:
                self.texts = []
                return lead
        return None

    # -- charts

    def chart_slides(self, block: ChartBlock) -> None:
        drawings = block.slide_svgs or (block.svg,)
        unit, note = unit_and_note(block)
        beside = block.beside
        room_wide = WIDTH - (ASIDE + GUTTER if beside else 0)
        sizes = [
            (max(wide, 1.0), max(high, 1.0)) for wide, high in (svg_size(svg) or (WIDTH, WIDTH / 2) for svg in drawings)
        ]
        probe = Slide(block.message or block.caption, note=note)
        tallest = max(h * min(1.0 if block.slide_svgs else 9, room_wide / w) for w, h in sizes)
        lead = self.lead_of(probe.room, min(tallest, probe.room)) if len(drawings) == 1 else None
        self.flush()
        made = []
        for at, (svg, (wide, high)) in enumerate(zip(drawings, sizes, strict=True)):
            slide = self.slide(block, note=note, unit=unit, part=part_mark(at, len(drawings)))
            made.append(slide)
            if lead:
                slide.add(lead[0] | {"above": 0}, lead[1] + 10)
            room = slide.room - slide.height
            scale = min(1.0 if block.slide_svgs else 9.0, room_wide / wide, room / high)
            name = f"chart-{len(self.files) + 1}.svg"
            self.files[name] = svg.encode()
            alt = plain_text(block.alt.text) or plain_text(block.caption.text) or own("圖")
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

    def table_slides(self, block: TableBlock) -> None:
        if block.layout == "proposals":
            self.flush()
            slide = self.slide(block)
            title = plain_text(block.caption.text).partition("　")[2]
            slide.kicker = "" if slide.section else "　".join(filter(None, (plain_text(block.unit.text), title)))
            element = decision_element(block, slide.room)
            slide.add(element, element["room"])
            return
        unit, note = unit_and_note(block)
        room = Slide(block.message or block.caption, note=note or own(WHOLE_TABLE)).room
        beside = strip(block.beside) if block.beside else None
        taken = beside[1] if beside else 0.0
        element, whole = table_element(block, room - taken, self._page(block))
        if not whole:
            note = own(WHOLE_TABLE) + (self._page(block) or own(VOLUME))
        lead = self.lead_of(room - taken, element["height"])
        self.flush()
        slide = self.slide(block, note=note, unit=unit)
        if beside:
            slide.add(*beside)
        if lead:
            slide.add(lead[0], lead[1] + 10)
        slide.add(element | {"above": 10 if lead else 0}, element["height"])

    def _page(self, block: Block) -> str:
        """Where the block stands in the volume: 「會議資料第 12 頁」, "" where it does not."""
        return self._page_of(block.id) if block.id in self.pages else ""

    def _page_of(self, target: str) -> str:
        return said(VOLUME_PAGE, page=self.pages[target]) if target in self.pages else own(VOLUME)

    # -- attached pages

    def pages_slides(self, block: PagesBlock) -> None:
        """The first pages of an attachment, upright ones at the full height of their slide."""
        self.flush()
        shown = block.pages[:MOST_PAGES]
        for at, page in enumerate(shown):
            upright = page.height > page.width
            slide = self.slide(block, kind="page" if upright else "plain", part=part_mark(at, len(shown)))
            name = f"page-{len(self.files) + 1}.{IMAGE_SUFFIXES[page.media_type]}"
            self.files[name] = base64.b64decode(page.data)
            wide, high = (WIDEST_PAGE, HEIGHT) if upright else (WIDTH, slide.room)
            scale = min(wide / page.width, high / page.height)
            alt = plain_text(page.alt.text) or f"{block.number or own('附件')}：{plain_text(block.caption.text)}"
            size = {"width": round(page.width * scale, 2), "height": round(page.height * scale, 2)}
            left = len(block.pages) - len(shown)
            turn = said("請翻{page}", page=self._page(block) or own(VOLUME)) + (
                said("，其餘 {count} 頁在後", count=left) if left and at + 1 == len(shown) else ""
            )
            told = {"mark": block.number, "turn": turn, "see": [breakable(text.text) for text in block.see]}
            slide.add({"kind": "page", "file": name, "alt": alt} | told | size, min(high, slide.room))
