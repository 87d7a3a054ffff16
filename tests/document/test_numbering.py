"""Numbers in reading order, and where references lead."""

import pytest

from reportlib.display.display import Ref
from reportlib.document.numbering import landed, numbered, two_values
from reportlib.document.printed_texts import texts
from reportlib.errors import RunError
from reportlib.model.blocks import HeadingBlock, ParagraphBlock, TableBlock, TableColumn, TableRow
from reportlib.model.document import PacketSection
from reportlib.model.texts import Line, Piece
from tests.support.documents import document_of


def section(id, *blocks, title="甲"):
    return PacketSection(id=id, title=Line.of(title), target=f"s-{id}", blocks=blocks)


def table(anchor="", number="表 1", caption="清單"):
    columns = (TableColumn(Line.of("機關"), False), TableColumn(Line.of("件數"), True))
    rows = (TableRow((Line.of("水利署"), Line.of("無"))),)
    return TableBlock(
        caption=Line.of(caption), columns=columns, weights=(1, 1), rows=rows, id="t-1", number=number, anchor=anchor
    )


def referring(ref):
    return ParagraphBlock(text=Line((Piece("見", "text"), Piece("?", "text", ref=ref))))


def led(ref, *others, planned=()):
    """The text and the target of a reference in the section 10-a."""
    given = document_of({}).with_(sections=(section("10-a", referring(ref)), *others))
    (_, piece) = landed(given, planned).sections[0].blocks[0].text.pieces
    return piece.text, piece.target, piece.ref


def test_a_reference_leads_to_a_section_to_a_display_or_says_that_it_is_elsewhere():
    other = section("20-b", table(anchor="list"), title="乙")
    assert led("20-b", other) == ("「乙」", "s-20-b", "")
    assert led("20-b#list", other) == ("表 1", "t-1", "")
    assert led("20-b#list", section("20-b", table(anchor="list", number=""))) == ("該表", "t-1", "")
    assert led("30-c#list", other, planned=("30-c",)) == ("完整會議資料", "", "")


def test_a_reference_that_may_stand_for_its_section_does_so_where_the_display_is_not_shown():
    other = section("20-b", table(anchor="list"), title="乙")
    assert led(Ref("20-b", "list", or_section=True).key, other) == ("表 1", "t-1", "")
    assert led(Ref("20-b", "lost", or_section=True).key, other) == ("「乙」", "s-20-b", "")


def test_what_a_slide_shows_in_the_place_of_a_table_is_found_by_its_reference():
    blocks = [table(anchor="list"), table(anchor="list", number="").with_(id="u-9", only="slide"), table()]
    for order in (blocks, blocks[::-1]):
        (made,) = numbered(document_of({}).with_(sections=(section("20-b", *order),)), {}).sections
        ids = {(block.anchor, block.only or ""): block.id for block in made.blocks}
        assert ids["list", "slide"] == ids["list", ""]
        assert led("20-b#list", made)[:2] == (
            next(one.number for one in made.blocks if one.anchor and not one.only),
            ids["list", ""],
        )


@pytest.mark.parametrize("ref", ["20-b#lost", "10-a#list", "30-c", "30-c#list"])
def test_R22_a_reference_that_leads_nowhere_stops_and_says_where_it_stands(ref):
    with pytest.raises(RunError) as stopped:
        led(ref, section("20-b", table(anchor="list")), planned=("20-b",))
    (problem,) = stopped.value.problems
    assert (problem.code, problem.file) == ("R22", "10-a") and ref in str(problem)
    assert problem.todo.endswith(
        "20-b, 20-b#list." if ref.startswith("20-b") else "." if ref == "10-a#list" else "10-a, 20-b."
    )


def test_R22_a_proposal_that_its_section_does_not_show_is_told_with_what_shows_it():
    with pytest.raises(RunError) as stopped:
        led("20-b#proposal/6", section("20-b", table(anchor="list")))
    (problem,) = stopped.value.problems
    assert (problem.code, problem.file) == ("R22", "20-b") and "第六案" in str(problem)
    assert 'proposals.at_end("20-b", section.meeting)' in problem.todo


def test_I07_one_figure_with_two_values_is_told_with_both():
    problem = two_values("累計", "inventory.total", "3,159", "3,160")
    assert problem.code == "I07"
    assert all(part in str(problem) for part in ("累計", "inventory.total", "3,159", "3,160"))


def test_every_text_says_in_words_where_it_stands():
    shown = section("10-a", HeadingBlock(level=2, text=Line.of("小標")), table(), referring(""))
    places = {said.text: said.place for said in texts(document_of({}).with_(sections=(shown,)))}
    assert places["機關"] == places["水利署"] and places["件數"] == places["無"]
    for header in ("機關", "件數"):
        assert places[header].startswith("表 1 ") and header in places[header] and "清單" in places[header]
    assert len({places[text] for text in ("小標", "見?", "清單", "機關", "件數", "甲")}) == 6
