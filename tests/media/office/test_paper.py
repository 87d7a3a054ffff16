"""Papers as ODT and DOCX: in the programs' own styles, with nothing of when and by whom, whatever the texts hold."""

import io
import re
import zipfile

import docx
import pypdfium2
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from PIL import Image

from reportlib.media.office import of_packet
from reportlib.media.office.docx_file import to_docx
from reportlib.media.office.odt import to_odt
from reportlib.media.office.paper import (
    Bullets,
    Paper,
    PaperHeading,
    PaperTable,
    Paragraph,
    Picture,
    TextRun,
    Title,
    plain,
)
from reportlib.media.office.printed import to_pdf
from tests.support.documents import document_of
from tests.support.sample_document import (
    categories,
    chart,
    document,
    heading,
    pages,
    prose,
    row,
    sample,
    section,
    table,
)

HOSTILE = ("=1+1", "<b>粗</b>", "{{ 7*7 }}", '#read("x")', "a\x00b\x0bc\ud800d", "]]>", "𠮷 👍")


def png(width: int = 4, height: int = 2) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height)).save(data, "PNG")
    return data.getvalue()


def cells(*texts: str) -> tuple:
    return tuple(map(plain, texts))


def paper(*elements) -> Paper:
    return Paper("標題", "某小組", "zh-TW", "頁首", "頁尾", "草案", elements, 1_600_000_000)


def odt_of(*elements, member: str = "content.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(to_odt(paper(*elements)))).read(member).decode()


def docx_of(*elements):
    return docx.Document(io.BytesIO(to_docx(paper(*elements))))


def test_a_paper_is_a4_in_chinese_of_taiwan_with_numbered_pages_and_a_mark_on_each():
    styles = odt_of(Title("標題"), member="styles.xml")
    for said in ('fo:page-width="210mm"', 'fo:page-height="297mm"', 'fo:language="zh"', 'style:country-asian="TW"', "<text:page-number", "<text:page-count", "草案", "頁首", "頁尾"):  # fmt: skip
        assert said in styles
    document = docx_of(Title("標題"))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert '<w:lang w:val="zh-TW" w:eastAsia="zh-TW"/>' in document.styles.element.xml
    assert page.header.paragraphs[0].text == "草案　頁首"
    assert 'w:instr="PAGE"' in page.footer.paragraphs[0]._p.xml


def test_a_language_may_name_no_country_or_a_script():
    def of(lang: str) -> Paper:
        return Paper("t", "", lang, "", "", "", (), 0)

    assert [of(lang).locale for lang in ("zh-TW", "zh-Hant-TW", "en")] == [("zh", "TW"), ("zh", "TW"), ("en", "")]
    assert '<w:lang w:val="en" w:eastAsia="en"/>' in docx.Document(io.BytesIO(to_docx(of("en")))).styles.element.xml


def test_headings_lists_and_bold_pieces_are_what_the_program_calls_so():
    elements = (Title("題"), PaperHeading(1, "甲"), PaperHeading(3, "乙"), Bullets((plain("丙"),)), Paragraph((TextRun("丁", True),)))  # fmt: skip
    content = odt_of(*elements)
    assert '<text:h text:outline-level="1" text:style-name="Heading_20_1">甲</text:h>' in content
    assert '<text:h text:outline-level="3" text:style-name="Heading_20_3">乙</text:h>' in content
    assert '<text:list text:style-name="Bullets"><text:list-item>' in content
    assert '<text:span text:style-name="Strong">丁</text:span>' in content
    document = docx_of(*elements)
    assert [one.style.name for one in document.paragraphs] == ["Title", "Heading 1", "Heading 3", "List Bullet", "Normal"]  # fmt: skip
    assert document.paragraphs[-1].runs[0].bold


def test_a_table_has_a_header_row_that_is_repeated_its_caption_and_its_note():
    one = PaperTable("表 1　某表", ("名稱", "項數"), (cells("甲", "1"), cells("合計", "1")), (3, 1), frozenset({1}), frozenset({1}), "註")  # fmt: skip
    content = odt_of(one)
    assert content.count("<table:table-header-rows>") == 1
    assert content.index("表 1") < content.index("<table:table ") < content.index("註")
    assert '<text:p text:style-name="Table_20_Number">1</text:p>' in content
    assert '<text:p text:style-name="Table_20_Number_20_Heading">項數</text:p>' in content
    made = docx_of(one).tables[0]
    assert "<w:tblHeader/>" in made.rows[0]._tr.xml
    assert [[cell.text for cell in row.cells] for row in made.rows] == [["名稱", "項數"], ["甲", "1"], ["合計", "1"]]
    assert made.rows[2].cells[0].paragraphs[0].runs[0].bold
    aligned = [[cell.paragraphs[0].alignment for cell in row.cells] for row in made.rows]
    assert aligned == [[None, WD_ALIGN_PARAGRAPH.RIGHT]] * 3  # the header of numbers stands over them


def test_the_head_of_a_group_goes_over_the_blank_cells_behind_it():
    one = PaperTable("", ("款", "事項", "單位", "狀態"), (cells("決議一", "", "", "完成"), cells("", "甲", "", "")), (1, 3, 2, 2), strong=frozenset({0}))  # fmt: skip
    assert one.spans(0) == [3, 0, 0, 1]
    assert one.spans(1) == [1, 1, 1, 1]
    assert odt_of(one).count("<table:covered-table-cell/>") == 2
    assert '<w:gridSpan w:val="3"/>' in docx_of(one).tables[0].rows[1]._tr.xml


def test_a_table_of_many_columns_lies_on_its_side_and_what_follows_stands_upright():
    wide = PaperTable("", tuple("甲乙丙丁戊己庚辛壬癸子"), (cells(*"12345678901"),), (1,) * 11)
    elements = (PaperHeading(1, "前"), wide, PaperHeading(1, "後"))
    content = odt_of(*elements)
    assert re.findall(r'style:master-page-name="(\w+)"', content) == ["Wide", "Standard"]
    assert 'style:print-orientation="landscape"' in odt_of(*elements, member="styles.xml")
    pages = [(round(page.page_width.mm), round(page.page_height.mm)) for page in docx_of(*elements).sections]
    assert pages == [(210, 297), (297, 210), (210, 297)]


def test_a_picture_has_its_words():
    one = Picture(png(), "image/png", 60, 30, "一張圖：甲 1", "圖 1")
    assert "<svg:desc>一張圖：甲 1</svg:desc>" in odt_of(one)
    assert 'descr="一張圖：甲 1"' in docx_of(one).element.xml


def test_no_file_says_when_or_by_what_it_was_made_and_the_same_paper_is_the_same_bytes():
    elements = (Title("題"), Picture(png(), "image/png", 60, 30, "圖"))
    for write in (to_odt, to_docx):
        data = write(paper(*elements))
        assert data == write(paper(*elements))
        archive = zipfile.ZipFile(io.BytesIO(data))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        whole = b"".join(archive.read(name) for name in archive.namelist())
        assert not re.search(b"python-docx|/home/|/tmp/|thumbnail", whole)
    assert docx_of(*elements).core_properties.created.isoformat() == "2020-09-13T12:26:40+00:00"


@pytest.mark.parametrize("write", [to_odt, to_docx])
def test_whatever_a_text_holds_it_is_a_text(write):
    made = paper(
        *(Paragraph(plain(text)) for text in HOSTILE), PaperTable("", HOSTILE[:2], (cells(*HOSTILE[:2]),), (1, 1))
    )
    archive = zipfile.ZipFile(io.BytesIO(write(made)))
    content = archive.read("content.xml" if write is to_odt else "word/document.xml").decode()
    assert "<b>" not in content
    assert "&lt;b&gt;粗&lt;/b&gt;" in content
    assert "a□b" in content
    assert "]]&gt;" in content


def test_what_ends_a_paper_stands_on_no_page_alone_nor_does_the_sum_of_a_table():
    for above in range(24, 42):
        sums = PaperTable("", ("名", "值"), (*[cells("一列", "1")] * 7, cells("末列", "1"), cells("合計", "8")), (1, 1))
        elements = (*[Paragraph(plain("內文"))] * above, sums, Paragraph(plain("如有不同意見")))
        made = pypdfium2.PdfDocument(to_pdf(paper(*elements)))
        read = [page.get_textpage().get_text_range() for page in made]
        page = next(text for text in read if "如有不同意見" in text)
        assert "合計" in page and "末列" in page, above


# -- the packet as a paper ------------------------------------------------------------------------------------------------------


def elements_of(found: dict) -> tuple:
    return of_packet.paper_of(document_of(found)).elements


def test_the_packet_is_said_to_be_unchecked_once_it_is_edited():
    made = of_packet.paper_of(document_of(document(prose("甲"))))
    assert (made.mark, made.foot) == ("可編輯版", "改過的數字不再核對")
    assert Paragraph(plain(of_packet.EDITED), "notice") in made.elements


def test_sections_stand_under_their_item_and_tables_are_tables():
    found = document(sections=[section(heading("盤點"), prose("截至 ", ("3,159", "F-0001")), table())])
    kinds = [getattr(element, "level", type(element).__name__) for element in elements_of(found)]
    assert [kind for kind in kinds[-6:] if kind != "Paragraph"] == [1, 2, 3, "PaperTable"]
    made = elements_of(found)[-1]
    assert made.header == ("服務分類", "資料集", "佔比")
    assert made.numeric == {1, 2}


def test_what_the_head_of_a_group_says_stands_in_one_cell_over_all_columns_and_not_under_the_head_of_another():
    head = row("決議一　來源同前", "", "建議解除列管", "", "", "○ 未到期", style="subtotal")
    item = row("（一）", "甲", "已辦", "109-11-30", "", "完成")
    steps = table("項 決議事項 辦理情形 期限 完成 狀態", [head, item], layout="steps")
    made = elements_of(document(steps))[-1]
    said = "".join(run.text for run in made.rows[0][0])
    assert said == "決議一　來源同前　建議解除列管　○ 未到期" and made.spans(0) == [6, 0, 0, 0, 0, 0]
    assert made.spans(1) == [1] * 6


def test_a_chart_is_a_picture_with_its_words_as_wide_as_it_was_drawn():
    (picture,) = (one for one in elements_of(document(chart(categories(), alt="公共資訊 2,222 項"))) if isinstance(one, Picture))  # fmt: skip
    assert picture.alt == "公共資訊 2,222 項"
    image = Image.open(io.BytesIO(picture.data))
    assert image.width / image.height == pytest.approx(picture.width / picture.height, rel=0.01)
    assert image.width > 1000
    assert len(image.convert("L").getcolors(256)) > 5  # something is drawn


def test_attached_pages_are_pictures_that_a_page_has_room_for():
    found = [one for one in elements_of(document(pages((800, 1131), (1600, 900)))) if isinstance(one, Picture)]
    assert [(one.width <= 166, one.height <= 225) for one in found] == [(True, True)] * 2
    assert [bool(one.caption) for one in found] == [True, False]


def test_the_hostile_sample_of_the_pages_is_written_too():
    made = of_packet.paper_of(document_of(sample(HOSTILE)))
    for write in (to_odt, to_docx):
        assert zipfile.ZipFile(io.BytesIO(write(made))).testzip() is None


def test_no_column_is_so_narrow_that_a_number_or_a_short_word_breaks():
    table = PaperTable("", ("年度", "作品", "狀態"), (cells("110/11/30", "長" * 80, "辦理中"),), (1, 40, 1))
    widths = table.widths()
    assert sum(widths) == pytest.approx(166)
    assert widths[0] > 9 * 0.62 * 3.35 + 2
    assert widths[2] > 3 * 3.35 + 2
    assert PaperTable("", ("甲", "乙"), (cells("1", "2"),), (1, 3)).widths() == pytest.approx([41.5, 124.5])


@pytest.mark.parametrize(("note", "after", "lines"), [("", True, 0), ("", False, 1), ("註", True, 1)])
def test_a_table_without_a_note_has_no_empty_line_before_a_heading(note, after, lines):
    table = PaperTable("", ("甲",), (cells("1"),), (1,), note=note)
    elements = (table, PaperHeading(1, "標題", on_new_page=True) if after else Paragraph(plain("文")))
    assert [one.style.name for one in docx_of(*elements).paragraphs].count("Note") == lines
    assert odt_of(*elements).count('text:style-name="Note"') == lines
