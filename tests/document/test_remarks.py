"""What an item is about stands before its first section, and a note of the parameters under what it is on."""

from reportlib.document.remarks import unplaced, with_matters, with_notes
from reportlib.model.blocks import ChartBlock, ParagraphBlock, TableBlock
from reportlib.model.document import AgendaEntry, AgendaTopic, Note, PacketSection
from reportlib.model.texts import Line

EMPTY = Line(())


def section(stem, *blocks):
    return PacketSection(id=stem, blocks=blocks)


def table(caption, note=""):
    return TableBlock(caption=Line.of(caption), note=Line.of(note) if note else EMPTY, columns=(), rows=(), weights=())


def entry(*topics):
    made = tuple(
        AgendaTopic(title=Line.of("題"), presenter=EMPTY, sections=stems, matter=Line.of(matter) if matter else EMPTY)
        for matter, stems in topics
    )
    return AgendaEntry(start="14:00", end="15:00", item=Line.of("報告事項"), note=EMPTY, offset=0, share=1, topics=made)


def labels(one):
    return [(block.label, block.text.text) for block in one.blocks if isinstance(block, ParagraphBlock)]


def test_the_first_section_of_a_topic_says_what_it_is_about_and_the_others_do_not():
    agenda = [entry(("報告盤點。", ("10-a", "20-b")), ("", ("30-c",)))]
    found = with_matters([section("10-a"), section("20-b"), section("30-c")], agenda)
    assert [labels(one) for one in found] == [[("案由", "報告盤點。"), ("說明", "")], [], []]
    assert {block.only for block in found[0].blocks} == {"document"}  # a slide says it by its title


def test_where_the_first_section_is_not_in_this_part_the_next_one_says_it():
    (found,) = with_matters([section("20-b")], [entry(("報告盤點。", ("10-a", "20-b")))])
    assert labels(found) == [("案由", "報告盤點。"), ("說明", "")]


def test_a_note_stands_under_every_table_and_chart_of_that_title_after_what_stands_there():
    drawn = ChartBlock(caption=Line.of("各部會"), svg="<svg/>", alt=EMPTY)
    before = section("10-a", table("各部會", "統計至 109-10-31"), table("機關"), drawn, table("各部會", "列前十名。"))
    (found,) = with_notes([before], [Note("10-a", "各部會", Line.of("重建資料"))])
    assert [block.note.text for block in found.blocks] == [
        "統計至 109-10-31；重建資料",
        "",
        "重建資料",
        "列前十名。重建資料",
    ]


def test_Q04_a_note_on_a_title_that_the_section_does_not_have_is_told_with_both_and_printed_nowhere():
    before, note = section("10-a", table("各部會")), Note("10-a", "各部", Line.of("重建資料"))
    assert with_notes([before], [note]) == (before,)
    (told,) = unplaced([before], [note])
    assert (told.code, told.file) == ("Q04", "10-a") and "各部" in str(told)


def test_a_note_on_a_section_that_is_not_in_this_part_waits_for_the_whole_packet():
    before, note = section("10-a", table("各部會")), Note("20-b", "各部會", Line.of("重建資料"))
    assert with_notes([before], [note]) == (before,) and list(unplaced([before], [note])) == []
