"""The slides: one thought each, the document's facts, nothing cut off, nothing lost, the same bytes each time."""

import base64
import functools
import io

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from reportlib.errors import RunError
from reportlib.media.slides import parting, references, sizes as slides_sizes, slides as slides_slides
from reportlib.model.texts import Line, Piece
from tests.support.documents import document_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}pt" height="{1}pt" viewBox="0 0 {0} {1}"><text x="9" y="20" font-family="Noto Sans CJK TC">{2}</text></svg>'
LONG = "希望開放各再生水廠每月水質檢驗結果，並提供歷年資料，供研究及水資源調度評估使用（含 pH、SS、BOD 等 12 項）。"

# ------------------------------------------------------------------------------------------------------ a small packet


def row(*texts, style="body"):
    return {"style": style, "cells": [text if isinstance(text, dict) else {"text": text} for text in texts]}


def table(header, rows, **changes):
    """A table block; a column label that ends in # is numeric."""
    labels = header.split()
    columns = [{"label": label.rstrip("#"), "numeric": label.endswith("#")} for label in labels]
    return {
        "kind": "table",
        "id": "t-1",
        "number": "表 1",
        "caption": "各機關資料集數",
        "unit": "單位：項",
        "source": "期末統計",
        "columns": columns,
        "rows": rows,
        "layout": "rows",
        "weights": [],
    } | changes


def chart(**changes):
    drawn = SVG.format(475, 160, "公共資訊")
    return {
        "kind": "chart",
        "id": "c-1",
        "number": "圖 1",
        "caption": "各服務分類資料集數",
        "unit": "單位：項",
        "source": "",
        "alt": "長條圖：公共資訊 2,222 項。",
        "svg": drawn,
        "points": [],
    } | changes


def prose(text, **changes):
    return {"kind": "prose", "runs": [{"text": text}]} | changes


def heading(text, level=2):
    return {"kind": "heading", "level": level, "text": text}


def figures(**items):
    return {
        "kind": "figures",
        "items": [{"label": label, "text": text, "unit": "項", "note": ""} for label, text in items.items()],
    }


def pages(*sizes):
    found = []
    for at, size in enumerate(sizes, 1):
        file = io.BytesIO()
        Image.new("RGB", size, "white").save(file, "PNG")
        found.append(
            {
                "media_type": "image/png",
                "data": base64.b64encode(file.getvalue()).decode(),
                "width": size[0],
                "height": size[1],
                "alt": f"公文第 {at} 頁",
            }
        )
    return {"kind": "pages", "id": "a-1", "number": "附件 1", "caption": "行政院函", "source": "", "pages": found}


def section(*blocks, stem="10-inventory", title="資料集盤點", **changes):
    return {
        "id": stem,
        "number": "一",
        "title": title,
        "agenda_item": "報告事項一　行動方案報告",
        "as_of_text": "資料統計至 109-10-31",
        "target": f"s-{stem}",
        "blocks": list(blocks),
    } | changes


def document(*sections, agenda=()):
    meeting = {
        "name": "moea-6-1",
        "body": "經濟部政府資料開放諮詢小組",
        "title": "第 6 屆第 1 次會議",
        "date_text": "109 年 11 月",
        "timestamp": 1604188800,
        "details": [["時間", "14:00–15:50（110 分鐘）"]],
        "as_of_text": "資料統計至 109-10-31",
        "notice": "重建資料",
        "notice_text": "並非真實紀錄。",
        "part": "",
    }
    return {
        "lang": "zh-Hant-TW",
        "meeting": meeting,
        "agenda": list(agenda),
        "sections": list(sections),
        "annexes": [],
        "dropped": [],
        "sources": [],
        "facts": [],
    }


def item(text, start, end, offset, share, *topics, sections=()):
    said = [{"title": title, "presenter": presenter, "sections": list(stems)} for title, presenter, stems in topics]
    return {
        "start": start,
        "end": end,
        "item": text,
        "note": "",
        "offset": offset,
        "share": share,
        "emphasis": share > 0.5,
        "sections": list(sections),
        "topics": said,
    }


AGENDA = (
    item("主席致詞", "14:00", "14:05", 0.0, 0.1),
    item(
        "報告事項",
        "14:05",
        "14:45",
        0.1,
        0.8,
        ("行動方案報告", "資訊中心", ["10-inventory"]),
        ("民間需求", "", ["50-requests"]),
    ),
    item("臨時動議", "14:45", "14:50", 0.9, 0.1),
)


# ------------------------------------------------------------------------------------------------------ what a PDF says


def opened(pdf):
    return pdfium.PdfDocument(pdf)


def texts(pdf):
    """The text of each slide, without white space."""
    return [
        "".join(page.get_textpage().get_text_bounded().split()).replace("\ufffe", "").replace("\u200b", "")
        for page in opened(pdf)
    ]


def pdf_of(found):
    """The slides of a document written as a dict."""
    return slides_slides.to_pdf(document_of(found))


def slides_of(*blocks, **changes):
    """The texts of the slides after the cover, of one section with these blocks."""
    return texts(pdf_of(document(section(*blocks, **changes))))[1:]


def planned(*blocks, **changes):
    view, _ = slides_slides.plan(document_of(document(section(*blocks, **changes))))
    return view["slides"]


def title_of(slide):
    return "".join(run["text"] for run in slide["title"])


def links(pdf):
    """(number of the slide it stands on, number of the slide it leads to) of every link."""
    found = []
    file = opened(pdf)
    for number in range(len(file)):
        page, position, link = file[number], raw.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page.raw, position, link):
            found.append(
                (number + 1, raw.FPDFDest_GetDestPageIndex(file.raw, raw.FPDFLink_GetDest(file.raw, link)) + 1)
            )
    return found


# ------------------------------------------------------------------------------------------------------ the whole


@functools.cache
def whole():
    first = section(
        figures(累計開放資料集="3,159", 較上期增加="127"),
        prose("截至 109 年 10 月 31 日，累計開放資料集 3,159 項。"),
        heading("服務分類"),
        chart(
            message=[{"text": "公共資訊占"}, {"text": "70%", "strong": True}],
            beside=[{"label": "累計", "text": "3,159", "unit": "項"}, {"label": "新增", "text": "127", "unit": "項"}],
        ),
        table(
            "機關 資料集#",
            [row(f"機關{n:02}", str(n)) for n in range(40)] + [row("合計", "780", style="total")],
            layout="pairs3",
        ),
    )
    second = section(prose("共 5 件。"), stem="50-requests", title="民間需求回應", agenda_item="報告事項二　民間需求")
    return document(first, second, agenda=AGENDA)


@functools.cache
def whole_pdf():
    return pdf_of(whole())


def test_every_slide_is_16_by_9_and_tells_its_number_and_notice_and_one_of_a_section_its_place_and_day():
    file = opened(whole_pdf())
    assert {tuple(round(side) for side in page.get_size()) for page in file} == {(720, 405)}
    for number, text in list(enumerate(texts(whole_pdf()), 1))[1:]:
        assert text.endswith(str(number)) or str(number) in text[-40:]
        assert "重建資料" in text
    assert "資料統計至" not in texts(whole_pdf())[1]  # the agenda is of no day
    assert "報告事項一資料集盤點·資料統計至109-10-31重建資料" in texts(whole_pdf())[3]


def test_a_meeting_can_be_run_from_cover_agenda_and_a_slide_for_every_item_of_several_topics():
    said = texts(whole_pdf())
    assert "經濟部政府資料開放諮詢小組第6屆第1次會議" in said[0] and "109年11月" in said[0]
    assert "議程" in said[1] and "14:05–14:45" in said[1] and "行動方案報告" in said[1]
    assert "14:05–14:45報告事項" in said[2] and "第4張" in said[2]  # what has several topics is opened by a slide
    assert "共5件" in said[-1]


def test_the_pdf_is_tagged_titled_and_declares_its_standards():
    assert b"pdfuaid:part" in whole_pdf() and b"pdfaid:part" in whole_pdf()
    file = opened(whole_pdf())
    assert file.get_metadata_value("Title") == "經濟部政府資料開放諮詢小組　第 6 屆第 1 次會議　會議簡報"
    assert raw.FPDFCatalog_IsTagged(file.raw)
    assert "公共資訊占70%" in [entry.get_title() for entry in file.get_toc()]


def test_the_same_document_gives_the_same_bytes():
    assert pdf_of(whole()) == whole_pdf()


def test_figures_and_the_sentence_after_them_open_a_section():
    said = texts(whole_pdf())[3]
    assert said.startswith("資料集盤點") and "3,159項" in said and "127" in said and "截至109年10月31日" in said


def test_a_message_is_the_title_and_a_caption_where_there_is_none():
    first = planned(chart(message=[{"text": "公共資訊占"}, {"text": "70%"}]), chart())
    assert [title_of(slide) for slide in first] == ["公共資訊占70%", "各服務分類資料集數"]
    assert "公共資訊占70%" in texts(whole_pdf())[4]


def test_a_heading_is_the_small_line_over_the_titles_that_follow():
    slides = planned(prose("甲。"), heading("服務分類"), chart(), table("機關 數#", [row("甲", "1")]))
    assert [(slide["section"], slide["kicker"]) for slide in slides] == [
        ("資料集盤點", ""),  # a sentence without a title has no slide where others have
        ("", "服務分類"),
    ]


def test_figures_stand_beside_their_chart_and_over_their_table():
    beside = [{"label": "累計", "text": "3,159", "unit": "項"}, {"label": "新增", "text": "127", "unit": "項"}]
    charted, tabled = planned(chart(beside=beside), table("機關 數#", [row("甲", "1")], beside=beside))
    assert charted["body"][0]["kind"] == "aside" and [i["text"] for i in charted["body"][0]["items"]] == [
        "3,159",
        "127",
    ]
    assert [element["kind"] for element in tabled["body"]] == ["strip", "table"]


def test_drawings_for_slides_are_used_where_the_chart_brings_them():
    two = [SVG.format(600, 260, "前半"), SVG.format(600, 260, "後半")]
    one, other = slides_of(chart(slide_svgs=two))
    assert "前半" in one and "（1／2）" in one and "後半" in other and "（2／2）" in other


def test_a_chart_is_as_wide_as_the_slide_or_as_high():
    flat, tall = planned(chart(), chart(svg=SVG.format(475, 2000, "高")))
    assert flat["body"][0]["width"] == slides_sizes.WIDTH
    assert tall["body"][0]["height"] == pytest.approx(tall["room"], abs=0.1)


# ------------------------------------------------------------------------------------------------------ left out, referred to


def test_what_is_for_the_document_or_the_annex_only_has_no_slide():
    said = slides_of(
        prose("留下。"), prose("只在文件。", only="document"), table("機關 數#", [row("附表", "1")], only="annex")
    )
    assert len(said) == 1 and "留下" in said[0] and "只在文件" not in said[0]


def test_a_section_that_is_for_the_document_only_has_no_slides():
    left_out = section(prose("乙。", only="document"), heading("丙"), stem="20-quality")
    slides = slides_slides.plan(document_of(document(section(prose("甲。")), left_out)))[0]["slides"]
    assert len(slides) == 1


def test_a_reference_prints_the_slide_and_leads_there_or_names_the_document():
    cells = [
        {"text": "表 9", "target": "t-9"},
        {"text": "表 12", "target": "t-12"},
        {"text": "「民間需求回應」", "target": "s-50-requests"},
    ]
    first = section(
        table("機關 一 二 三", [row("甲", *cells)]),
        table("欄位 內容", [row("不在簡報", "1")], id="t-12", only="document"),
    )
    second = section(
        figures(共計="5"),
        table("欄位 內容", [row("編號", "548277")], id="t-9"),
        stem="50-requests",
        title="民間需求回應",
    )
    pdf = pdf_of(document(first, second))
    said = texts(pdf)
    assert "共計" in said[2] and "548277" in said[3]
    assert "第4張" in said[1] and "第3張" in said[1] and "表12（會議資料）" in said[1]
    assert sorted(links(pdf)) == [(2, 3), (2, 4)]


def test_a_reference_in_a_message_or_a_sentence_is_resolved_too():
    to_table = [{"text": "詳"}, {"text": "表 1", "target": "t-1"}]
    said = slides_of(
        prose("", runs=[*to_table, {"text": "。"}]), chart(message=to_table), table("機關 數#", [row("甲", "1")])
    )
    assert len(said) == 2 and said[0].count("詳第3張") == 2  # the title, and the sentence under it


def test_a_reference_in_a_sentence_of_a_cell_leads_to_its_slide_and_one_to_the_document_leads_nowhere():
    sentence = {
        "text": "詳表 9及表 12",
        "runs": [
            {"text": "詳"},
            {"text": "表 9", "target": "t-9"},
            {"text": "及"},
            {"text": "表 12", "target": "t-12"},
        ],
    }
    pdf = pdf_of(
        document(
            section(
                table("機關 說明", [row("甲", sentence)]),
                table("欄位 內容", [row("不在簡報", "1")], id="t-12", only="document"),
                table("欄位 內容", [row("編號", "548277")], id="t-9"),
            )
        )
    )
    assert "詳第3張及表12（會議資料）" in texts(pdf)[1] and links(pdf) == [(2, 3)]


def test_a_reference_to_what_is_only_in_the_volume_names_its_page():
    found = document_of(document(section(table("機關 見", [row("甲", {"text": "表 9", "target": "t-9"})]))))
    view, _ = slides_slides.plan(found, {"targets": {"t-9": 12}})
    assert view["slides"][0]["body"][0]["rows"][0]["cells"][1]["text"] == "會議資料第 12 頁"


def test_a_reference_in_a_caption_is_called_what_the_document_calls_it():
    block = document_of(document(section(table("機關 數#", [row("甲", "1")])))).sections[0].blocks[0]
    block = block.with_(caption=Line((Piece("續"), Piece("表 1", target="t-1"))))
    assert references.pointed(block, {"t-1"}).caption.text == "續表 1（會議資料）"


def test_a_slide_tells_the_note_of_a_table_and_not_the_numbers_of_its_facts():
    said = slides_of(table("機關 數#", [row("甲", "1")]))[0]
    assert "單位：項期末統計" in said and "F-0001" not in said


def test_packets_of_some_sections_have_slides_of_their_agenda_items_only():
    part = document(section(prose("共 5 件。"), stem="50-requests"), agenda=AGENDA)
    said = texts(pdf_of(part))
    assert ["報告事項" in text for text in said] == [False, True, True, True] and len(said) == 4


# ------------------------------------------------------------------------------------------------------ tables over slides


def test_a_table_has_seven_rows_and_says_where_the_rest_is():
    rows = [row(f"單位{n:03}", f"說明第 {n:03} 項", str(n * 7)) for n in range(47)]
    found = document_of(document(section(table("單位 說明 數量#", [*rows, row("合計", "", "7567", style="total")]))))
    view, _ = slides_slides.plan(found, {"targets": {"t-1": 12}})
    (slide,) = view["slides"]
    (element,) = slide["body"]
    assert [one["said"] or one["cells"][0]["text"] for one in element["rows"]] == [
        *(f"單位{n:03}" for n in range(5)),
        "其餘 42 列見會議資料第 12 頁",
        "合計",
    ]
    assert planned(table("單位 說明 數量#", rows[:7]))[0]["body"][0]["rows"][-1]["cells"][0]["text"] == "單位006"


def test_no_table_takes_two_slides_and_none_is_set_under_14_points():
    for count in (3, 12, 60):
        texts_of_rows = [row(f"單位{n}", "寫得很長的說明文字" * 9, str(n)) for n in range(count)]
        (slide,) = planned(table("單位 說明 數量#", texts_of_rows))
        assert slide["body"][0]["size"] >= 14 and len(slide["body"][0]["rows"]) <= 7


def test_no_title_stands_twice_in_a_section():
    told = {"message": [{"text": "研討會 9 場"}]}
    slides = planned(figures(研討會="9") | told, table("場次 人數#", [row("一", "9")], **told), chart())
    assert [title_of(slide) for slide in slides] == ["研討會 9 場", "各服務分類資料集數"]


def test_table_type_is_11_points_or_more_unless_the_table_is_very_wide():
    normal = planned(
        table("機關 一# 二# 三# 四# 五# 六# 七#", [row(f"機關{n}", *map(str, range(7))) for n in range(40)])
    )
    assert min(element["size"] for slide in normal for element in slide["body"]) >= 11
    header = "機關 " + " ".join(f"很長的欄名{n}#" for n in range(12))
    wide = planned(table(header, [row("甲", *["1,234,567"] * 12)]))
    assert min(element["size"] for slide in wide for element in slide["body"]) >= slides_sizes.SMALLEST_TABLE


def test_of_a_table_too_wide_for_a_slide_the_last_columns_are_left_to_the_volume():
    header = "機關 " + " ".join(f"指標第{n:02}號#" for n in range(40))
    (said,) = slides_of(table(header, [row("甲機關", *(f"{n},{n:03},{n:03}" for n in range(40)))]))
    assert "甲機關" in said and "指標第00號" in said and "指標第39號" not in said and "全表見會議資料" in said


def test_a_row_taller_than_a_slide_is_begun_and_its_end_is_in_the_volume():
    (slide,) = planned(table("編號 內容", [row("548277", LONG * 30), row("548278", "短。")]))
    first, rest = slide["body"][0]["rows"]
    assert first["cells"][1]["text"].endswith("…") and rest["said"] == "其餘 1 列見會議資料"


def test_a_record_is_one_slide_set_smaller_or_cut_where_it_is_long():
    def of(text):
        return planned(table("欄位 內容", [row("編號", "548277"), row("需求", text)], layout="record"))

    assert [len(of(text)) for text in (LONG, LONG * 6, LONG * 40)] == [1, 1, 1]
    short, longer, longest = (of(text)[0]["body"][0] for text in (LONG, LONG * 5, LONG * 40))
    assert short["size"] >= 16 and 14 <= longer["size"] < 18 and longest["size"] == 14
    assert longest["rows"][1]["cells"][1]["text"].endswith("…")


def test_an_empty_table_says_so():
    assert "（無）" in slides_of(table("機關 數#", []))[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(1, 400), max_size=80))
def test_what_is_parted_stays_in_order_and_within_the_room(heights):
    runs = parting.parted(heights, 270)
    assert [at for run in runs for at in run] == list(range(len(heights)))
    assert all(sum(heights[at] for at in run) <= 270 or len(run) == 1 for run in runs)


# ------------------------------------------------------------------------------------------------------ texts


def test_prose_alone_is_large_and_shrinks_before_it_is_only_begun():
    assert planned(prose("共 5 件。"))[0]["body"][0]["size"] == 26
    some = planned(prose(LONG * 5))
    assert len(some) == 1 and 16 <= some[0]["body"][0]["size"] < 26
    many = planned(*(prose(LONG * 3) for _ in range(9)))
    assert len(many) == 1 and many[0]["body"][0]["size"] == 16 and many[0]["note"] == "全文見會議資料"


def test_a_long_text_is_begun_in_whole_sentences_and_the_volume_has_the_rest():
    (said,) = slides_of(prose(LONG * 40))
    assert 1 < said.count("希望開放各再生水廠") < 40 and "全文見會議資料" in said


def test_a_short_sentence_goes_with_the_table_it_stands_by():
    before, after = (
        planned(heading("服務"), prose("說明一句。"), table("機關 數#", [row("甲", "1")])),
        planned(table("機關 數#", [row("甲", "1")]), prose("說明一句。")),
    )
    assert [[element["kind"] for element in slide["body"]] for slide in before] == [["text", "table"]]
    assert [[element["kind"] for element in slide["body"]] for slide in after] == [["table", "text"]]


HOSTILE = (
    '#read("/etc/passwd")',
    "$x^2$ `raw` *bold*",
    "@ref <label> [ ] { }",
    "= heading",
    "- list / term: x",
    "https://data.gov.tw/dataset/" + "a1b2c3d4" * 24,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_printed_as_they_are_wherever_they_stand(text):
    blocks = (
        figures(**{"標籤": text}),
        prose(text),
        heading(text),
        chart(message=[{"text": text}], beside=[{"label": text, "text": text, "unit": ""}]),
        table("欄位 內容", [row(text, text)], caption=text, source=text),
        table("欄位 內容", [row("需求", text)], layout="record"),
    )
    said = slides_of(*blocks, title=text)
    assert "".join(said).count("".join(text.split())) >= 4
    assert len(said) == len(planned(*blocks, title=text))


def test_a_title_of_any_length_leaves_one_slide_with_room():
    for length in (1, 24, 25, 50, 120, 300):
        slides = planned(chart(message=[{"text": "長" * length}]))
        said = slides_of(chart(message=[{"text": "長" * length}]))
        assert len(said) == len(slides) == 1 and said[0].count("長") >= length


def test_a_character_that_no_font_has_is_refused_in_a_message_too():
    with pytest.raises(RunError, match="R20"):
        pdf_of(document(section(chart(message=[{"text": "造字\ue000"}]))))


# ------------------------------------------------------------------------------------------------------ attached pages


def test_an_attachment_is_shown_by_its_first_page_at_the_full_height_of_the_slide():
    (said,) = slides_of(pages((1240, 1754), (1754, 1240)))
    assert "附件1" in said and "請翻會議資料，其餘1頁在後" in said
    ((upright,), (lying,)) = planned(pages((1240, 1754))), planned(pages((1754, 1240)))
    assert upright["kind"] == "page" and lying["kind"] == "plain"
    for slide, ratio in ((upright, 1754 / 1240), (lying, 1240 / 1754)):
        picture = slide["body"][0]
        assert picture["height"] / picture["width"] == pytest.approx(ratio, abs=0.01)
    assert upright["body"][0]["height"] == slides_sizes.HEIGHT
    file = opened(pdf_of(document(section(pages((1240, 1754))))))
    assert [obj.type for obj in file[1].get_objects() if obj.type == raw.FPDF_PAGEOBJ_IMAGE]


def test_what_stands_on_a_slide_fits_whatever_it_is():
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 30), st.integers(1, 300)), min_size=1, max_size=3))
    def check(shapes):
        blocks = [
            table(
                " ".join(f"欄{c}" for c in range(columns)),
                [
                    row(*(f"{at}.{r}.{c}" + "字" * (length if c == r % columns else 1) for c in range(columns)))
                    for r in range(count)
                ],
                id=f"t-{at}",
            )
            for at, (columns, count, length) in enumerate(shapes)
        ]
        slides = planned(*blocks)
        for slide in slides:
            assert sum(element.get("height", 0) for element in slide["body"]) <= slide["room"] + 0.5
            assert all(element.get("size", 14) >= 14 for element in slide["body"])

    check()
