"""The one walk yields every text with its place, gives the same document with other texts, and changes nothing in place."""

import dataclasses

from reportlib.model import walk
from reportlib.model.document import AgendaEntry, AgendaTopic, Cover, Document, PacketSection
from reportlib.model.texts import Line, Piece, said
from tests.model.test_encoding import BLOCKS


def document():
    return Document(
        meeting=Cover(
            name="moea-6-1",
            body=Line.of("經濟部"),
            title=Line.of("第 6 屆第 1 次會議"),
            date_text=Line.of("109 年 11 月"),
            timestamp=0,
            details=((Line.of("召集人"), Line.of("林次長")),),
            as_of_text=Line.of("資料統計至 109-10-31"),
        ),
        agenda=(
            AgendaEntry(
                start="14:00",
                end="14:05",
                item=Line.of("主席致詞"),
                note=Line.of("主席"),
                offset=0.0,
                share=1.0,
                topics=(AgendaTopic(title=Line.of("子題"), presenter=Line.of("能源局")),),
            ),
        ),
        sections=(PacketSection(id="10-a", title=Line.of("甲"), blocks=BLOCKS),),
    )


def test_every_text_is_met_once_with_its_section_block_and_part():
    found = [(place.block.kind if place.block else "", place.place.part) for place in walk.places(document())]
    assert found.count(("", "cover")) == 6 and found.count(("", "agenda")) == 2 and found.count(("", "presenter")) == 2
    assert found.count(("", "section title")) == 1
    assert [part for kind, part in found if kind == "table"] == [
        *["cell"] * 3,
        "caption",
        "note",
        "header",
        "header",
    ]
    beside = ["beside", "beside label", "beside note"]
    assert [part for kind, part in found if kind == "prose"] == ["text", "message", *beside]


def test_a_cell_stands_under_its_header_and_in_a_record_under_its_field():
    table = next(block for block in BLOCKS if block.kind == "table")
    under = [(place.under, place.row, place.column) for place, _ in walk.texts(table) if place.part == "cell"]
    assert under == [("機關", 0, 0), ("項", 0, 1), ("機關", 1, 0)]
    record = table.with_(layout="record")
    assert {place.under for place, _ in walk.texts(record) if place.part == "cell" and place.row == 0} == {"1999"}


def test_the_facts_of_the_page_and_of_the_slide_are_told_apart():
    prose = next(block for block in BLOCKS if block.kind == "prose")
    assert walk.facts_on_page(prose) == ("inventory.total",)
    assert walk.facts_on_slide(prose) == ("inventory.total", "gold.share")


def test_changing_texts_and_drawings_gives_a_new_document_and_leaves_the_old_one():
    before = document()

    def shout(section, block, place, line):
        return Line(tuple(dataclasses.replace(piece, text=f"{piece.text}！") for piece in line.pieces))

    after = walk.changed_document(before, shout, lambda svg: f"{svg}<!-- -->")
    assert before == document()
    texts = [place.line for place in walk.places(after)]
    assert texts and all(piece.text.endswith("！") for line in texts for piece in line.pieces)
    assert [svg for _, block in after.placed() for svg in walk.drawings(block)] == ["<svg/><!-- -->"] * 2
    assert walk.changed_document(before, lambda section, block, place, line: line) == before


def test_a_reference_prints_the_page_it_leads_to():
    assert said(Piece("表 3")) == "表 3" and said(Piece("表 3", target="t-3"), "12") == "第 12 頁"
    assert said(Piece("附表 1", target="x-1"), "12") == "附表 1（第 12 頁）"
