"""The packet as a paper that can be edited: the meeting volume, its tables as tables, its headings in styles, its charts as pictures."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from reportlib.media.office.drawn import MM_PER_POINT, pictures, size_of
from reportlib.media.office.paper import (
    TEXT_WIDTH,
    Bullets,
    Element,
    Paper,
    PaperHeading,
    PaperTable,
    Paragraph,
    Picture,
    Runs,
    TextRun,
    Title,
    plain,
)
from reportlib.model.blocks import (
    Block,
    CaptionedBlock,
    ChartBlock,
    FiguresBlock,
    HeadingBlock,
    LabelledFigure,
    ListBlock,
    PagesBlock,
    ParagraphBlock,
    TableBlock,
)
from reportlib.model.document import Document
from reportlib.model.texts import EMPTY, Line
from reportlib.wording import own

MARK = "可編輯版"
EDITED = (
    "可編輯的會議資料：在這裡改過的數字不再核對，也不再有出處。數字以 packet.pdf 為準，要改數字請改輸入資料後重新產生。"
)
HIGHEST = 225  # of a picture, in millimetres
SUMS = ("subtotal", "total")


def paper_of(document: Document) -> Paper:
    """The volume as a paper, in the order of the PDF; RunError where a chart cannot be drawn."""
    meeting = document.meeting
    title = f"{meeting.body}{meeting.title}"
    charts = [block for _, block in _shown(document) if isinstance(block, ChartBlock)]
    drawn = iter(pictures(charts, document.lang, meeting.timestamp))
    return Paper(
        title,
        meeting.body.text,
        document.lang,
        "　".join(filter(None, (title, meeting.part, meeting.notice.text))),
        own("改過的數字不再核對"),
        own(MARK),
        tuple(_elements(document, drawn)),
        meeting.timestamp,
    )


def _shown(document: Document) -> Iterator[tuple[str, Block]]:
    for section in document.sections:
        yield from ((section.id, block) for block in section.shown_in("volume"))


def _elements(document: Document, drawn: Iterator[bytes]) -> Iterator[Element]:
    yield from _cover(document)
    item = ""
    for section in document.sections:
        blocks = section.shown_in("volume")
        if not blocks:
            continue
        if section.agenda_item.text != item:
            item = section.agenda_item.text
            yield PaperHeading(1, item, on_new_page=True)
        yield PaperHeading(2, section.name)
        if section.as_of_text:
            yield Paragraph(plain(section.as_of_text.text), "small")
        under = section.title.text
        for block in blocks:
            if isinstance(block, HeadingBlock):
                under = block.text.text
            elif isinstance(block, CaptionedBlock) and not block.number and block.caption.text == under:
                block = block.with_(caption=EMPTY)  # said by the heading over it
            yield from _block(block, drawn)


def _cover(document: Document) -> Iterator[Element]:
    meeting = document.meeting
    yield Title(meeting.body.text)
    yield Title(meeting.title.text, "subtitle")
    yield Paragraph(plain(own(EDITED)), "notice")
    details = list(meeting.details)
    if meeting.date_text and not any(meeting.date_text.text in value.text for _, value in details):
        details.insert(0, (Line.of(own("日期")), meeting.date_text))
    for label, value in details:
        yield Paragraph((TextRun(f"{label}：", True), *runs_of(value)))
    if meeting.notice or meeting.notice_text:
        yield Paragraph(plain("：".join(filter(None, (meeting.notice.text, meeting.notice_text.text)))), "small")
    yield Paragraph(plain(meeting.as_of_text.text), "small")
    rows: list[tuple[Runs, ...]] = []
    for entry in document.agenda:
        time = plain(f"{entry.start}–{entry.end}")
        rows.append((time, tuple(TextRun(run.text, True) for run in runs_of(entry.item)), runs_of(entry.note)))
        rows += [((), runs_of(topic.title), runs_of(topic.presenter)) for topic in entry.topics]
    if rows:
        yield PaperTable(own("議程"), (own("時間"), own("議題"), own("報告人")), tuple(rows), (3, 10, 4))


def runs_of(line: Line) -> Runs:
    """The pieces of a text; what a reference leads to is named, since nobody knows its page here."""
    return tuple(TextRun(piece.text, piece.strong) for piece in line.pieces if piece.text)


def _block(block: Block, drawn: Iterator[bytes]) -> Iterator[Element]:
    if isinstance(block, HeadingBlock):
        yield PaperHeading(3, block.text.text)
    elif isinstance(block, ParagraphBlock):
        label = (TextRun(f"{own(block.label)}：", True),) if block.label else ()
        yield Paragraph((*label, *runs_of(block.text)), stays=bool(label) and not block.text)
    elif isinstance(block, ListBlock):
        yield Bullets(tuple(map(runs_of, block.items)))
    elif isinstance(block, FiguresBlock):
        yield Bullets(tuple(map(_figure, block.items)))
    elif isinstance(block, TableBlock):
        yield _table(block)
    elif isinstance(block, ChartBlock):
        yield _chart(block, next(drawn))
    elif isinstance(block, PagesBlock):
        yield from _pages(block)


def _figure(one: LabelledFigure) -> Runs:
    """「累計開放資料集：3,159 項（較上次增加 127 項）」."""
    note = (TextRun("（"), *runs_of(one.note), TextRun("）")) if one.note else ()
    unit = (TextRun(" "), *runs_of(one.unit)) if one.unit else ()
    return (*runs_of(one.label), TextRun("："), TextRun(one.figure.text, True), *unit, *note)


def _caption(block: CaptionedBlock) -> str:
    unit = f"（{block.unit}）" if block.unit else ""
    return "　".join(filter(None, (block.number, block.caption.text))) + unit


def _table(block: TableBlock) -> PaperTable:
    return PaperTable(
        _caption(block),
        tuple(column.label.text for column in block.columns),
        tuple(tuple(map(runs_of, row.cells)) for row in block.filed_rows),
        block.weights if len(block.weights) == len(block.columns) else (1,) * len(block.columns),
        frozenset(
            n for n, column in enumerate(block.columns) if column.numeric and block.layout not in ("record", "request")
        ),
        frozenset(n for n, row in enumerate(block.rows) if row.style in SUMS),
        block.note.text,
    )


def _chart(block: ChartBlock, png: bytes) -> Picture:
    width, height = (side * MM_PER_POINT for side in size_of(block.svg))
    share = min(1, TEXT_WIDTH / width, HIGHEST / height)
    return Picture(png, "image/png", width * share, height * share, block.alt.text, _caption(block), block.note.text)


def _pages(block: PagesBlock) -> Iterator[Picture]:
    """Each attached page as large as a page takes; the caption over the first, the note under the last."""
    for number, page in enumerate(block.pages):
        width = min(TEXT_WIDTH, HIGHEST * page.width / page.height)
        yield Picture(
            base64.b64decode(page.data),
            page.media_type,
            width,
            width * page.height / page.width,
            page.alt.text,
            _caption(block) if number == 0 else "",
            block.note.text if number == len(block.pages) - 1 else "",
        )
