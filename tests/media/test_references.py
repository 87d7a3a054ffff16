"""A reference says where it leads: the page in print, the number as a link on a screen, the words in a spreadsheet."""

import csv
import functools
import io
import re

import pypdfium2
import pytest

from reportlib.document.numbering import placed
from reportlib.errors import RunError
from reportlib.media import annexes, columns
from reportlib.media.html import page as html_page
from reportlib.media.pdf import glyphs, typst, view
from tests.support.documents import document_of
from tests.support.sample_document import (
    LONG,
    SVG,
    UNITS,
    chart,
    document,
    heading,
    pages,
    prose,
    ref,
    row,
    section,
    table,
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without white space."""
    return [squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]


def test_a_figure_of_the_cover_or_of_a_caption_stands_there_too():
    titled = table("單位 分", [row("水利署", "9")], caption="得分（第 1 名）") | {
        "named": [{"text": "1", "fact": "F-0002"}]
    }
    facts = [{"id": "F-0001", "name": "a"}, {"id": "F-0002", "name": "b"}]
    found = document_of(document(titled, named=[{"text": "110", "fact": "F-0001"}]) | {"facts": facts})
    assert [[place.text for place in fact.places] for fact in placed(found).facts] == [
        ["封面"],
        ["一、資料集盤點，表 1"],
    ]


@functools.cache
def packet() -> tuple[dict, list[str]]:
    """A packet whose displays begin at every height of a page, and the pages of its PDF; its first section refers to all of them."""
    blocks = []
    for number in range(1, 36):
        rows = [row(name, str(at)) for at, name in enumerate((UNITS * 4)[: 2 + number * 7 % 40])]
        blocks += [prose(LONG * (1 + number % 5)), table("單位 筆數#", rows, caption=f"受測表{number}號")]
        if number % 5 == 0:
            blocks += [heading(f"第 {number} 段"), chart(SVG.format(""), caption=f"受測圖{number}號", points=[])]
        if number % 9 == 0:
            blocks.append(
                table("單位 筆數", [row(UNITS[0], LONG * 14), row(UNITS[1], LONG * 3)], caption=f"受測長列{number}號")
            )
        if number % 11 == 0:
            wide = table(
                " ".join(f"第{at}#" for at in range(16)),
                [row(*["1,234,567"] * 16)] * 3,
                caption=f"受測寬表{number}號",
                weights=[],
            )
            blocks += [heading(f"寬 {number}"), {**wide, "own_page": number == 11}]
    blocks += [
        pages((60, 85), (85, 60), caption="受測附件1號"),
        prose(LONG),
        heading("附件二"),
        pages((85, 60), caption="受測附件2號"),
    ]
    blocks.append(table("機關 資料集", [row(name, "預計開放") for name in UNITS], caption="受測附表1號", only="annex"))
    details = section(*blocks, number="二", title="明細", id="50-requests", agenda_item="討論事項二　需求")
    found = document(sections=[section(), details])
    captions = {block["id"]: block["caption"] for block in blocks if "id" in block} | {"s-50-requests": "二、明細"}
    about = [row(f"〔{target}〕", {**ref(target, "某處"), "strong": True}) for target in captions]
    found["sections"][0]["blocks"] = [
        *(prose(f"〔{target}〕詳", ref(target, "某處"), "。") for target in captions),
        table("去處 頁", about, caption="去處一覽", id="t-0", number="表 0"),
    ]
    return captions, pages_of(view.to_volume(annexes.make(document_of(found))[0]).pdf)


def first_page_with(text: str) -> int:
    return next(number for number, page in enumerate(packet()[1], 1) if text in page and "目次" not in page)


def caption_pages() -> dict[str, int]:
    """The page on which each caption stands, apart from the cover, which lists attachments, and from where a table goes on."""
    captions, read = packet()
    body = first_page_with("一、資料集盤點")
    found = {}
    for target, caption in captions.items():
        if target != "x-1":
            (found[target],) = [
                at for at in range(body, len(read) + 1) if re.search(f"{re.escape(caption)}(?!（續）)", read[at - 1])
            ]
    return found


def test_the_packet_has_displays_enough_to_be_a_test():
    captions, read = packet()
    assert len(captions) > 50 and len(read) > 20
    assert len(set(caption_pages().values())) > 15


def test_a_reference_in_a_sentence_and_in_a_table_names_the_page_of_the_caption():
    captions, read = packet()
    text = "".join(read)
    for target, page in caption_pages().items():
        named = re.findall(rf"〔{target}〕詳?第(\d+)頁", text)
        assert named == [str(page)] * 2, (target, page, named)
    assert text.count("〔x-1〕詳某處（附卷）") == 1  # its file is with the annexes


def test_the_cover_names_the_pages_of_the_attachments():
    captions, read = packet()
    for target, page in caption_pages().items():
        if target.startswith("a-"):
            assert re.findall(rf"{captions[target]}(\d+)", read[0]) == [str(page)], target


def test_R22_a_reference_to_what_is_not_in_the_document_is_refused_before_typst_is_asked(monkeypatch):
    monkeypatch.setattr(typst, "CHILD", ("-c", "raise SystemExit(1)"))
    with pytest.raises(RunError) as raised:
        lost = table("甲", [row(ref("s-60-evaluation", "「績效考核」"))])
        view.to_volume(document_of(document(prose("詳", ref("t-9", "表 9"), "。"), lost)))
    assert [problem.code for problem in raised.value.problems] == ["R22", "R22"]
    assert (
        "表 9" in str(raised.value) and "s-60-evaluation" in str(raised.value) and "10-inventory" in str(raised.value)
    )


def test_what_leads_from_file_to_file_says_which_and_where():
    proof = table("甲", [row("一")], only="proof", id="p-1", number="佐證 1")
    found = document_of(document(prose("見", ref("p-1", "佐證 1")), proof, table(id="t-1")))
    assert view.view_of(found)["elsewhere"]["p-1"]["text"] == "佐證 1（附卷）"
    back = document_of(
        document(prose("一"), table("甲", [row(ref("t-1", "表 1"))], only="proof", id="p-1"), table(id="t-1"))
    )
    told = view.view_of(back, "proof", pages={"t-1": 7})["elsewhere"]["t-1"]
    assert told == {"text": "表 1（會議資料第 7 頁）", "link": "packet.pdf#page=7"}


def test_O04_the_page_refuses_a_link_that_leads_nowhere():
    with pytest.raises(RunError, match="O04.*t-9"):
        html_page.to_html(document_of(document(prose("詳", ref("t-9", "表 9")))))


def test_on_a_screen_a_reference_is_its_number_and_leads_to_the_display():
    found = document(
        prose("詳", ref("t-1", "表 1"), "、", ref("a-1", "附件 1"), "、", ref("s-10-inventory", "「資料集盤點」")),
        table(),
        pages((6, 8)),
    )
    page = html_page.to_html(document_of(found))
    assert (
        '<p>詳<a href="#t-1">表 1</a>、<a href="#a-1">附件 1</a>、<a href="#s-10-inventory">「資料集盤點」</a></p>'
        in page
    )
    assert '<figure id="t-1"' in page and '<h3 id="a-1"' in page and '<h2 id="s-10-inventory"' in page


def test_on_a_screen_a_reference_to_a_table_of_the_annexes_leads_to_its_file_in_the_list():
    found = document(
        table("機關 明細", [row("水利署", ref("x-1", "附表 1"))]), table(only="annex", caption="預計開放清單")
    )
    page = html_page.to_html(annexes.make(document_of(found))[0])
    assert '<a href="#x-1">附表 1</a>' in page
    assert (
        '<div id="x-1"><dt><a href="annex/10-inventory-x-1.csv">10-inventory-x-1.csv</a></dt><dd>附表 1　預計開放清單</dd></div>'
        in page
    )


def test_a_reference_into_a_section_that_is_not_in_this_packet_is_text_only():
    found = document_of(document(prose("詳", {"text": "完整會議資料"}, "。")))
    assert "詳完整會議資料。" in html_page.to_html(found) and "詳完整會議資料。" in "".join(
        pages_of(view.to_volume(found).pdf)
    )


def test_in_a_spreadsheet_a_reference_is_its_words():
    _, files = annexes.make(document_of(document(table("需求 詳細", [row("一", ref("t-1", "表 1"))]))))
    assert list(csv.reader(io.StringIO(files["annex/10-inventory-t-1.csv"].decode("utf-8-sig"))))[1] == ["一", "表 1"]


def test_a_column_of_references_is_as_wide_as_what_is_printed():
    found = document(table("甲 乙", [row(LONG * 3, ref("t-1", "表 1"))] * 3, weights=[9, 1]))
    (block,) = view.view_of(document_of(found))["items"][0]["sections"][0]["runs"][0][1]
    assert block["widths"][1] >= glyphs.width("第 888 頁", block["size"]) + columns.CELL_PAD
