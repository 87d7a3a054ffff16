"""The two pages at the front of the volume stay two where no unit has sent anything."""

import dataclasses

import pypdfium2

from reportlib.document import register
from reportlib.measures import opening
from reportlib.media.pdf import view
from reportlib.model.blocks import TableBlock
from reportlib.model.texts import Line
from reportlib.text import Quoted
from tests.measures.test_opening import Section, lacking
from tests.support.two_units import two_units

RETURNS = ("預計開放資料集", "民間需求回復", "考核項目統計", "決議辦理情形", "品質檢測")


def with_rows(block, rows):
    """The table of what is late with these rows too, each with the page of another row."""
    place = block.rows[0].cells[-1]
    more = tuple(dataclasses.replace(row, cells=(*row.cells[:-1], place)) for row in rows)
    return block.with_(rows=(*block.rows, *more))


def test_where_every_unit_lacks_in_every_return_the_two_pages_are_two(reference, document_of, root, tmp_path):
    meeting = two_units(root, tmp_path)
    meeting.params.as_of.follow_up = meeting.as_of.inventory
    section = Section(meeting, "75-returns")
    section.received = lacking(*RETURNS, units=32)
    (late,) = opening.attention("逾期與待辦", section).blocks()
    document = document_of(reference)
    first, *rest = document.sections
    assert first.id == "00-two-pages" and late.rows[0].cells[3].text == "機關01、機關02等 32 個單位"
    plain = tuple(
        dataclasses.replace(row, cells=tuple(Line.of(Quoted(cell.text)) for cell in row.cells)) for row in late.rows
    )
    blocks = tuple(
        with_rows(block, plain) if isinstance(block, TableBlock) and block.layout == "attention" else block
        for block in first.blocks
    )
    changed = document.with_(sections=(first.with_(blocks=blocks), *rest))
    pdf = pypdfium2.PdfDocument(view.to_volume(changed, register.of(changed)).pdf)
    pages = [page.get_textpage().get_text_range() for page in pdf]
    begins, after = (
        next(at for at, text in enumerate(pages) if title in text) for title in ("一、兩頁讀完", "二、委員名單")
    )
    assert after - begins == 2 and "等32個單位" in "".join("".join(pages[begins:after]).split())
