"""For whom a display is: which of the volume, the annexes, the page and the slides it stands in."""

from reportlib.display.prose import Prose
from reportlib.model.blocks import MEDIA, HeadingBlock, ParagraphBlock
from reportlib.model.document import PacketSection
from reportlib.model.texts import Line


def section(*blocks) -> PacketSection:
    return PacketSection(id="10-inventory", blocks=blocks)


def heading(text: str, level: int = 2) -> HeadingBlock:
    return HeadingBlock(level=level, text=Line.of(text))


def said(text: str, only="") -> ParagraphBlock:
    return ParagraphBlock(text=Line.of(text), only=only)


def shown(found: PacketSection, medium) -> list[str]:
    return [block.text.text for block in found.shown_in(medium)]


def test_what_is_marked_for_nobody_stands_in_the_volume_on_the_page_and_on_slides():
    usual = Prose.of("一句話")
    marks = {
        "": usual,
        "document": usual.document_only(),
        "proof": usual.proof_only(),
        "slide": usual.slide_only(),
        "annex": usual.annex_only(),
    }
    assert {only: one.blocks()[0].only for only, one in marks.items()} == {only: only for only in MEDIA}


def test_each_medium_shows_what_is_for_it():
    found = section(said("都有"), said("文件", "document"), said("佐證", "proof"), said("簡報", "slide"))
    assert shown(found, "volume") == ["都有", "文件"]
    assert shown(found, "page") == ["都有", "文件", "佐證"]
    assert shown(found, "proof") == ["佐證"]
    assert shown(found, "slides") == ["都有", "簡報"]


def test_a_heading_stands_only_where_something_under_it_does():
    found = section(
        heading("得分"), heading("各單位", 3), said("說明", "proof"), heading("名次"), said("第一名"), heading("空")
    )
    assert shown(found, "volume") == ["名次", "第一名"]
    assert shown(found, "proof") == ["得分", "各單位", "說明"]
