"""The PDF: everything of the data is in it, nothing of the data is code, the same bytes each time, and it says what fails."""

import copy
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter

import pypdfium2
import pytest
from hypothesis import given, settings, strategies as st

from reportlib import fonts, temporary
from reportlib.errors import OutputError, RunError
from reportlib.media import columns, styles
from reportlib.media.pdf import glyphs, sizes, typst, view as pdf_view
from tests.support.documents import document_of
from tests.support.sample_document import (
    LONG,
    SVG,
    categories,
    chart,
    document,
    heading,
    pages,
    prose,
    record,
    ref,
    row,
    sample as sample_with,
    sample_files,
    section,
    table,
)

HOSTILE = (
    '#read("/etc/passwd")',
    "$x^2$ `raw` *bold* _emph_",
    "@ref <label> [ ] { }",
    "\\ // /* */ -- --- ... ~",
    "= heading",
    "- list + list / term: x",
    "\"quoted\" 'single' #panic()",
    "https://data.gov.tw/dataset/" + "a1b2c3d4" * 14,
)

# ------------------------------------------------------------------------------------------------------ what a PDF says


def tool(name: str) -> str:
    """A program of poppler; where it is not installed the test is skipped, visibly."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} (poppler) is not installed: the PDF's content was not read back")
    return found


def text_of(pdf: bytes, tmp_path, *options: str) -> str:
    (tmp_path / "read.pdf").write_bytes(pdf)
    done = subprocess.run(
        [tool("pdftotext"), "-enc", "UTF-8", *options, "read.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    return done.stdout.decode()


def squeezed(text: str) -> str:
    return "".join(text.split())


def pdf_of(found: dict, files: dict[str, bytes], **options) -> bytes:
    """The volume of a document written as a dict."""
    return pdf_view.to_volume(document_of(found), **options).pdf


def annexes_of(found: dict, files: dict[str, bytes]) -> bytes:
    """Its annexes."""
    whole = document_of(found)
    return pdf_view.to_annexes(whole, files, (), pdf_view.to_volume(whole).told).pdf


def view_of(found: dict) -> dict:
    """What the template gets of it."""
    return pdf_view.view_of(document_of(found))


def sample() -> dict:
    return sample_with(HOSTILE)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return pdf_of(sample(), sample_files())


def printed_texts(found: dict) -> list[str]:
    return [glyphs.printable(text) for _, text in glyphs.printed_texts(document_of(found))]


def test_O02_the_pdf_claims_pdf_ua_1_and_pdf_a_3a_with_title_author_and_language(pdf):
    assert pdf.startswith(b"%PDF-1.7")
    metadata = pdf[pdf.index(b"<x:xmpmeta") : pdf.index(b"</x:xmpmeta>")].decode()
    for claim in (
        "<pdfuaid:part>1<",
        "<pdfaid:part>3<",
        "<pdfaid:conformance>A<",
        "經濟部政府資料開放諮詢小組　第 6 屆第 1 次會議",
        "zh-TW",
        "2020-11-01",
    ):
        assert claim in metadata
    assert b"/MarkInfo" in pdf and b"/StructTreeRoot" in pdf and b"/DisplayDocTitle true" in pdf


def test_O01_two_processes_in_other_places_give_the_same_bytes(tmp_path):
    (tmp_path / "document.json").write_text(json.dumps(sample()), "utf-8")
    program = (
        "import json, sys, hashlib, pathlib; from reportlib.media.pdf import view\n"
        "from tests.support.documents import document_of\n"
        "found = json.loads(pathlib.Path(sys.argv[1]).read_text('utf-8'))\n"
        "files = {annex['path']: annex['path'].encode() for annex in found['annexes']}\n"
        "print(hashlib.sha256(view.to_volume(document_of(found)).pdf).hexdigest())"
    )
    digests = set()
    for seed, zone in (("1", "Asia/Taipei"), ("2", "America/New_York")):
        (tmp_path / seed).mkdir()
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PYTHONPATH": str(styles.FOLDER.parents[2]),
        }
        command = [sys.executable, "-c", program, str(tmp_path / "document.json")]
        digests.add(
            subprocess.run(
                command, cwd=tmp_path / seed, env=environment, capture_output=True, text=True, check=True
            ).stdout
        )
    assert len(digests) == 1 and len(digests.pop().strip()) == 64


def test_nothing_of_a_run_is_left_in_the_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pdf_of(document(prose("一")), {})
    with pytest.raises(RunError):
        pdf_of(document(prose("一")), {}, timeout=0.001)
    assert list(tmp_path.iterdir()) == []


def test_typst_has_nothing_to_warn_of(tmp_path):
    view = pdf_view.view_of(document_of(sample()))
    pdf_view.write_sources(view, {}, pdf_view.TEMPLATES["volume"], tmp_path)
    assert typst.compile_folder(tmp_path)[2] == []


ROWS_ALONE = """
#import "blocks.typ": *
#show: styled
#context {
  let as-set(block-data, rows) = {
    let table = if block-data.layout == "record" { record-table((..block-data, rows: rows)) } else { plain-table(block-data, rows, pad: row-pad(block-data.rows)) }
    measure(table).height
  }
  let told = for section in data.items.first().sections {
    for block-data in section.runs.map(((_, blocks)) => blocks).flatten().filter(it => it.kind == "table" and it.layout != "groups") {
      block-data.rows.map(row => (row-height(block-data, row), as-set(block-data, (row,)) - as-set(block-data, ())).map(high => calc.round(high.pt(), digits: 6)))
    }
  }
  [#metadata((heights: told)) <told>]
}
"""


def test_a_row_measured_by_itself_is_as_high_as_in_its_table(tmp_path):
    rows = [
        row("公共資訊", ("2,222", "F-0012", 2222.0), "70%"),
        row(LONG, "1", "－"),
        row("合計" * 9, ("3", "F-0016", 3.0), "", style="total"),
    ]
    view = pdf_view.view_of(document_of(document(table(rows=rows), table(rows=rows * 9), record(1), record(2))))
    pdf_view.write_sources(view, {}, pdf_view.TEMPLATES["volume"], tmp_path)
    (tmp_path / "packet.typ").write_text(ROWS_ALONE, "utf-8")
    heights = typst.compile_folder(tmp_path)[1]["heights"]
    assert len(heights) == 3 + 27 + 5 + 5
    assert [alone for alone, _ in heights] == [as_set for _, as_set in heights]
    assert len({alone for alone, _ in heights}) > 3


def test_the_module_is_light_to_import():
    program = "import sys, reportlib.media.pdf.view; print([m for m in ('pandas', 'pyarrow', 'matplotlib', 'typst') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
        == "[]"
    )


# ------------------------------------------------------------------------------------------------------ nothing is lost


def test_O03_every_character_of_the_data_stands_in_the_volume_or_its_annexes(pdf, tmp_path):
    wanted = Counter(squeezed("".join(text for text in printed_texts(sample()))))
    both = [pdf, annexes_of(sample(), sample_files())]
    read = Counter(squeezed("".join(text_of(one, tmp_path, "-raw") for one in both)))
    assert {char: n - read[char] for char, n in wanted.items() if read[char] < n} == {}


def test_O03_rare_characters_keep_their_code_points(tmp_path):
    # 國 case: a radical, a compatibility ideograph and a character of plane 2 share glyphs or shapes with common ones.
    text = "國囯圀⼀一⽇日金（F90A）塊𠀋ＡA"
    assert text in squeezed(text_of(pdf_of(document(prose(text)), {}), tmp_path))


def test_long_words_are_copied_without_the_marks_where_they_broke(tmp_path):
    # pdftotext takes a hyphen at the end of a line for one of hyphenation, so there is none here.
    key = "a1b2c3d4_" * 20
    read = text_of(pdf_of(document(prose("識別碼：" + key), table("名稱 內容", [row("鍵", key)])), {}), tmp_path)
    assert glyphs.BREAK not in read and squeezed(read).count(key) == 2


def test_X07_hostile_text_prints_literally(pdf, tmp_path):
    read = squeezed(text_of(pdf, tmp_path, "-raw"))
    for text in HOSTILE:
        assert squeezed(text) in read
    assert "root:x:" not in read


@pytest.mark.parametrize("text", HOSTILE)
def test_X07_hostile_text_may_stand_everywhere(text, tmp_path):
    found = document(
        heading(text),
        heading(text, 3),
        prose(text),
        {"kind": "list", "items": [[{"text": text, "strong": True}]]},
        {"kind": "figures", "items": [{"text": text, "unit": text, "note": text, "label": text}]},
        *(
            table(
                "甲 乙#",
                [row(text, text)] * 6,
                layout=layout,
                caption=text,
                number=text,
                unit=text,
                source=text,
                columns=[{"label": text, "numeric": False}, {"label": text, "numeric": True}],
            )
            for layout in ("rows", "pairs3", "record")
        ),
        chart(categories(), caption=text, number=text, unit=text, source=text, alt=text),
        body=text,
        title=text,
        notice=text,
        notice_text=text,
        part=text,
        as_of_text=text,
        date_text=text,
        details=[[text, text]],
    )
    found["sections"][0].update(title=text, number=text, agenda_item=text, as_of_text=text)
    found["agenda"] = [
        {
            "start": text,
            "end": text,
            "item": text,
            "note": text,
            "offset": 0.0,
            "share": 1.0,
            "emphasis": True,
            "topics": [],
        }
    ]
    found["annexes"] = [{"path": "annex/a.csv", "name": text, "media_type": "text/csv", "description": text}]
    assert squeezed(text_of(pdf_of(found, {"annex/a.csv": b"x"}), tmp_path, "-raw")).count(squeezed(text)) >= 3


def test_a_long_table_repeats_its_header_on_every_page(pdf, tmp_path):
    pages = [squeezed(page) for page in text_of(pdf, tmp_path, "-layout").split("\f")]
    of_table = [page for page in pages if re.search(r"第\d+列\d", page)]
    assert len(of_table) > 6
    assert all("列甲乙丙丁備註" in page for page in of_table)


@pytest.mark.parametrize(("layout", "labels"), [("rows", 2), ("record", 2), ("steps", 6), ("board", 4), ("heat", 3)])
def test_a_table_that_goes_on_says_over_its_head_there_what_it_is_called(layout, labels, tmp_path):
    rows = [row(f"第{at}列", *["1"] * (labels - 1)) for at in range(90)]
    found = document(table("甲 乙 丙 丁 戊 己"[: 2 * labels - 1], rows, layout=layout, caption="各列一覽"))
    pages = [squeezed(page) for page in text_of(pdf_of(found, {}), tmp_path).split("\f")]
    first, *rest = [page for page in pages if re.search(r"第\d+列", page)]
    assert rest and "各列一覽（續）" not in first
    assert [page.count("各列一覽（續）") for page in rest] == [1] * len(rest)


def test_the_contents_of_the_annexes_name_the_pages_of_their_parts(tmp_path):
    proof = table("甲 乙#", [row("一", "1")], only="proof", caption="資料來源")
    pages = text_of(annexes_of(document(prose("一"), proof), {}), tmp_path, "-layout").split("\f")
    number = int(re.search(r"一、資料集盤點[ .]*(\d+)", pages[0])[1])
    assert "資料來源" in pages[number - 1]
    assert squeezed(pages[number - 1]).endswith(f"附{number}")


def test_every_page_says_what_the_data_are_and_the_head_of_a_section_of_what_day(pdf, tmp_path):
    pages = text_of(pdf, tmp_path, "-layout").split("\f")[:-1]
    assert all("重建資料" in page for page in pages)
    heads = [page for page in pages if re.search(r"^一、", page, re.MULTILINE)]
    assert heads and all("資料統計至" in page for page in heads)


def test_the_annex_files_are_embedded_byte_by_byte_in_the_annexes(tmp_path):
    (tmp_path / "packet.pdf").write_bytes(annexes_of(sample(), sample_files()))
    subprocess.run(
        [tool("pdfdetach"), "-saveall", "-o", str(tmp_path), "packet.pdf"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    kept = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in tmp_path.rglob("*")
        if path.is_file() and path.name != "packet.pdf"
    }
    assert kept == {hashlib.sha256(data).hexdigest() for data in sample_files().values()}


def test_tables_charts_lists_and_attached_pages_are_tagged(pdf, tmp_path):
    (tmp_path / "packet.pdf").write_bytes(pdf)
    done = subprocess.run([tool("pdfinfo"), "-struct", "packet.pdf"], cwd=tmp_path, capture_output=True, check=True)
    tags = re.findall(r"^ *(\w+)", done.stdout.decode("utf-8", "replace"), re.M)
    assert {
        "H1",
        "H2",
        "H3",
        "P",
        "L",
        "LI",
        "Table",
        "THead",
        "TH",
        "TD",
        "Caption",
        "Figure",
        "Link",
    } <= set(tags)
    assert tags.count("Figure") == 5  # three charts, two attached pages


# ------------------------------------------------------------------------------------------------------ empty and odd packets


def test_empty_fields_are_no_obstacle():
    found = document(
        {"kind": "figures", "items": []},
        {"kind": "list", "items": []},
        {"kind": "list", "items": [[]]},
        prose(),
        prose(""),
        heading("", 3),
        heading("三", 3),
        table("甲 乙#", []),
        table("甲 乙#", [], layout="pairs3"),
        table("甲 乙#", [], layout="record"),
        table("甲", [row("")], caption="", number="", unit="", source="", weights=[]),
        table("", [row("", "")], layout="record", columns=[{"label": "", "numeric": False}] * 2),
        chart(categories(), alt="", caption="", number="", unit="", source=""),
        body="",
        title="",
        date_text="",
        as_of_text="",
        notice="",
        notice_text="",
        details=[],
    )
    found["sections"][0].update(number="", title="", agenda_item="", as_of_text="")
    assert pdf_of(found, {}).startswith(b"%PDF")


def test_a_packet_without_sections_is_a_cover_and_an_empty_list():
    found = document()
    found["sections"] = []
    assert pdf_of(found, {}).startswith(b"%PDF")


@pytest.mark.parametrize("layout", ["rows", "pairs3", "record"])
def test_tables_of_every_shape_and_length_are_set(layout):
    blocks = [
        table(" ".join(f"欄{i}#" for i in range(n)), [row(*[f"{n * 12345:,}"] * n)] * length, layout=layout, weights=[])
        for n in (1, 2, 3, 9, 16)
        for length in (1, 7, 130)
    ]
    assert pdf_of(document(heading("表"), *blocks), {}).startswith(b"%PDF")


def block_of(block: dict) -> dict:
    """The one block as the template gets it."""
    (found,) = view_of(document(block))["items"][0]["sections"][0]["runs"][0][1]
    return found


def runs_of(*blocks: dict) -> list[tuple[bool, list[str]]]:
    """(whether the page lies on its side, kinds of its blocks), an asterisk before what begins a page."""
    (found,) = view_of(document(*blocks))["items"][0]["sections"]
    return [
        (side, [("*" if block.get("begins_page") else "") + block["kind"] for block in run])
        for side, run in found["runs"]
    ]


def test_each_attached_page_is_a_page_of_its_own_as_wide_or_tall_as_the_original():
    blocks = [
        prose("一"),
        heading("來函"),
        pages((60, 85), (60, 85), (85, 60), (85, 60)),
        prose("二"),
        heading("三"),
        prose("四"),
    ]
    assert runs_of(*blocks) == [
        (False, ["prose", "heading", "sheet"]),
        (False, ["sheet"]),
        (True, ["sheet"]),
        (True, ["sheet"]),
        (False, ["prose", "heading", "prose"]),
    ]


def test_attached_pages_are_numbered_by_themselves_beside_the_page_number_and_stand_on_the_cover(tmp_path):
    found = pdf_of(document(prose("一"), pages((60, 85), (85, 60), (60, 85), caption="來函全文"), prose("結語")), {})
    read = text_of(found, tmp_path, "-layout").split("\f")[:-1]
    assert len(read) == 5
    assert [squeezed(page)[-9:] for page in read[1:4]] == [f"附件1第{at}／3頁{at + 1}" for at in (1, 2, 3)]
    assert "附件1來函全文" in squeezed(read[1])
    assert re.search(r"附件1來函全文2", squeezed(read[0]))


def test_an_attachment_that_opens_a_section_shares_its_page_with_the_title(tmp_path):
    for block in (
        pages((60, 85)),
        pages((85, 60)),
        table(own_page=True),
        table(" ".join(f"第{i}#" for i in range(16)), [row(*["1,234,567"] * 16)], weights=[]),
    ):
        read = text_of(pdf_of(document(block, prose("結語")), {}), tmp_path).split("\f")
        assert "一、資料集盤點" in read[1] and block["caption"] in read[1]


def test_an_alternative_text_needs_no_glyphs(tmp_path):
    found = document(pages((6, 8)), chart(SVG.format(""), alt="造字\ue000\U0001f600"))
    found["sections"][0]["blocks"][0]["pages"][0]["alt"] = "造字\ue000\x07\ud800"
    assert pdf_of(found, {}).startswith(b"%PDF")


def test_R21_a_picture_that_is_none_is_refused():
    found = document(pages((6, 8)))
    found["sections"][0]["blocks"][0]["pages"][0]["data"] = "bm8gcGljdHVyZQ=="
    with pytest.raises(RunError, match="R21"):
        pdf_of(found, {})


def test_what_has_a_page_of_its_own_takes_its_headings_along_and_leaves_no_page_empty(tmp_path):
    own = {"own_page": True}
    blocks = [
        {**record(1), **own},
        heading("二"),
        heading("二之一", 3),
        {**record(2), **own},
        {**record(3), **own},
        prose("後文"),
    ]
    assert runs_of(*blocks) == [(False, ["*table", "*heading", "heading", "table", "*table", "prose"])]
    read = text_of(pdf_of(document(*blocks), {}), tmp_path).split("\f")[:-1]
    assert [re.findall(r"需求 \d：", page) for page in read[1:]] == [["需求 1："], ["需求 2："], ["需求 3："]]


def test_a_table_of_the_annexes_is_not_printed(tmp_path):
    found = document(prose("一"), table("甲 乙", [row("只在附件\ue000", "1")], caption="附表題名", only="annex"))
    assert "附表題名" not in text_of(pdf_of(found, {}), tmp_path)


def test_a_full_agenda_stands_on_one_cover_with_pages_and_nothing_is_listed_after_it(tmp_path):
    sections = [
        section(
            *(
                block
                for h in range(4)
                for block in (heading(f"第 {n} 之 {h} 節的標題"), table(caption=f"各單位統計 {n}-{h}"))
            ),
            number=str(n),
            id=f"s{n}",
            agenda_item=f"報告事項{n}　{LONG[:18]}",
        )
        for n in range(16)
    ]
    found = document(sections=sections)
    found["agenda"] = [
        {
            "start": "14:00",
            "end": "14:40",
            "item": f"報告事項 {n}",
            "note": "3 項",
            "offset": 0.2 * n,
            "share": 0.2,
            "emphasis": n == 3,
            "sections": [],
            "topics": [
                {"title": f"109 年度政府開放資料獎勵活動成果報告 {t}", "presenter": "資訊中心", "sections": []}
                for t in range(2 if n < 4 else 1)
            ],
        }
        for n in range(5)
    ]
    read = text_of(pdf_of(found, {}), tmp_path).split("\f")
    assert "報告事項 4" in read[0] and "重建資料" in read[0]
    assert not any("目次" in page for page in read)
    assert squeezed(read[1]).startswith(squeezed("經濟部政府資料開放諮詢小組第 6 屆第 1 次會議"))
    assert "0、資料集盤點" in read[1]


def test_the_cover_names_what_opens_the_volume_before_the_agenda_and_the_rest_after_it(tmp_path):
    shown = {
        "start": "14:00",
        "end": "14:40",
        "item": "報告事項",
        "note": "",
        "offset": 0,
        "share": 1,
        "emphasis": True,
    }
    parts = [
        section(prose("內文"), id=f"{at}0-a", target=f"s-{at}0-a", title=title, agenda_item=item)
        for at, (title, item) in enumerate((("兩頁讀完", "重點"), ("盤點", "報告事項"), ("成果", "附錄")))
    ]
    found = document(sections=parts)
    found["agenda"] = [shown | {"sections": ["10-a"], "topics": []}]
    cover = text_of(pdf_of(found, {}), tmp_path).split("\f")[0]
    order = [cover.index(word) for word in ("兩頁讀完", "報告事項", "成果")]
    assert order == sorted(order)


def test_no_number_is_wider_than_its_column():
    texts = [["機關", *(f"第{i}" for i in range(8))], ["加工出口區管理處", *["1,234,567"] * 8]]
    numeric = [False] + [True] * 8
    widths, size, fits = columns.fitted_columns(numeric, texts, [3] + [1] * 8, sizes.TEXT_WIDTH, sizes.SMALLEST_TYPE)
    assert fits and size >= 7
    assert sum(widths) == pytest.approx(sizes.TEXT_WIDTH)
    assert all(glyphs.width("1,234,567", size) + columns.CELL_PAD <= w for w in widths[1:])


def test_a_table_that_fits_no_upright_page_lies_on_its_side_with_its_heading():
    wide = table(" ".join(f"第{i}#" for i in range(16)), [row(*["1,234,567"] * 16)], weights=[])
    view = view_of(document(prose("一"), heading("寬表"), wide, prose("二")))
    assert [(side, [b["kind"] for b in blocks]) for side, blocks in view["items"][0]["sections"][0]["runs"]] == [
        (False, ["prose"]),
        (True, ["heading", "table"]),
        (False, ["prose"]),
    ]


def test_a_table_of_many_columns_with_long_texts_lies_on_its_side_though_it_would_fit():
    header = "會議・決議 決議事項 辦理情形 主辦單位 期限 完成日期 列管建議 提醒"
    short, long = (
        "第5屆第1次 決議一 已上架 水利署 109-12-31 － 繼續列管 －".split(),
        ["第5屆第1次", LONG * 3, LONG * 2, "加工出口區管理處", "109-12-31", "－", "繼續列管", "－"],
    )
    assert [block_of(table(header, [row(*cells)] * 3, weights=[]))["wide"] for cells in (short, long)] == [False, True]


def test_a_long_text_in_a_table_of_few_columns_leaves_the_page_upright():
    assert not block_of(
        table("單位 策略 意涵 修訂日期", [row("水利署", "主題式開放", LONG * 6, "109-08-10")] * 3, weights=[1, 2, 5, 1])
    )["wide"]


def test_short_names_and_dates_are_not_broken_whatever_their_weight():
    set_ = block_of(table("單位 意涵 修訂日期", [row("國際貿易局", LONG * 4, "109-08-10")] * 3, weights=[1, 30, 1]))
    assert set_["widths"][0] >= glyphs.width("國際貿易局", set_["size"]) + columns.CELL_PAD


def rows_on_pages(found: dict) -> list[int]:
    """How many rows of tables, which are called 第1列 and so on or 合計, stand on each page from the first that has one."""
    pages = pypdfium2.PdfDocument(pdf_of(found, {}))
    texts = [squeezed(pages[at].get_textpage().get_text_range()) for at in range(len(pages))]
    counts = [len(re.findall(r"第\d+列|合計", text)) for text in texts]
    return counts[next(at for at, count in enumerate(counts) if count) :]


@pytest.mark.parametrize("times, fewest", [(1, {4, 5}), (9, {1, 2, 3})])
def test_a_table_that_breaks_begins_with_four_rows_or_with_as_many_as_are_high_enough(times, fewest):
    rows = [row(f"第{at}列", LONG * times) for at in range(1, 41)]
    filled = [[prose("一")] * lines for lines in range(16, 32)]
    first = [rows_on_pages(document(*above, table("甲 乙", rows, weights=[1, 6])))[0] for above in filled]
    assert min(first) in fewest


@pytest.mark.parametrize("length", range(38, 44))
def test_no_page_begins_with_the_last_row_of_a_table_or_with_nothing_but_its_source(length):
    rows = [row(f"第{at}列", str(at)) for at in range(1, length)]
    on_pages = rows_on_pages(document(table("列 甲#", [*rows, row("合計", "99", style="total")])))
    assert sum(on_pages) == length and (len(on_pages) == 1 or on_pages[1] >= 3)


@pytest.mark.parametrize("count", range(2, 7))
def test_the_source_of_a_short_table_of_tall_rows_goes_with_its_last_rows(count, tmp_path):
    rows = [row(f"第{at}列", LONG * 4) for at in range(1, count + 1)]
    for lines in range(4, 26):
        found = document(*[prose("一")] * lines, table("甲 乙", rows, weights=[1, 6]))
        page = next(page for page in text_of(pdf_of(found, {}), tmp_path).split("\f") if "出處：" in page)
        assert f"第{count}列" in squeezed(page), lines


def test_a_table_of_more_than_a_quarter_of_a_page_fills_the_page_instead_of_leaving_it_half_empty():
    short, long = ([row(f"第{at}列", str(at)) for at in range(length)] for length in (6, 16))
    for rows, parts in ((short, 1), (long, 2)):
        filled = [[prose("一")] * lines for lines in (16, 18, 20, 22, 24)]
        assert max(len(rows_on_pages(document(*above, table("列 甲#", rows)))) for above in filled) == parts


@pytest.mark.parametrize("before", ["table", "request"])
def test_what_is_proposed_stands_on_no_page_without_the_small_block_before_it(before, tmp_path):
    fields = [row("標題", "甲案"), row("需求", LONG), row("回復", LONG + "第5列")]
    small = {
        "table": table("列 甲#", [row(f"第{at}列", str(at)) for at in range(1, 6)]),
        "request": table("欄位 內容", fields, layout="request"),
    }[before]
    asked = table("項 擬辦 單位 期限", [row("", "照案通過", "各單位", "未訂")], layout="proposals")
    for lines in range(17, 27, 3):
        read = text_of(pdf_of(document(*[prose("一")] * lines, small, asked), {}), tmp_path).split("\f")
        assert all("第5列" in squeezed(page) for page in read if "照案通過" in page), lines


def test_a_list_gives_its_names_what_numbers_formats_and_days_leave_over(tmp_path):
    """Ninety rows of sixteen units stand on one page, none of them on two lines and none touched by the rule under it."""
    rows = []
    for unit in range(16):
        rows.append(row(f"單位{unit}", "", "", "", "", style="subtotal"))
        rows += [
            row(f"{unit:02}{at}", "商業司重建資料集甲（開創事業）", "CSV", "109-11-30", "未到期") for at in range(6)
        ]
    listed = table("編號 名稱 格式 日期 狀態", rows[:106], layout="list")
    pages = text_of(pdf_of(document(listed), {}), tmp_path).split("\f")
    (page,) = (page for page in pages if "商業司" in page)
    assert page.count("商業司重建資料集甲（開創事業）") == 90


def test_a_sentence_in_a_cell_is_one_text_but_a_reference_in_it_names_its_page():
    plain = {"text": "", "runs": [{"text": "共 "}, {"text": "7", "fact": "F-0007"}, {"text": " 項"}]}
    leading = {"text": "", "runs": [{"text": "詳"}, {"text": "表 1", "target": "t-1"}]}
    first, second = (row["cells"][0] for row in block_of(table("甲", [row(plain), row(leading)]))["rows"])
    assert (first["text"], first["facts"], "runs" in first) == ("共 7 項", ["F-0007"], False)
    assert [(run["text"], run.get("target")) for run in second["runs"]] == [("詳", None), ("表 1", "t-1")]


def test_column_groups_are_read_down_then_right():
    rows = [row(str(n), str(n)) for n in range(10)]
    view = view_of(document(table("單位 筆數#", rows, layout="pairs3")))
    (chunk,) = view["items"][0]["sections"][0]["runs"][0][1][0]["chunks"]
    assert [[r["cells"][0]["text"] for r in group] for group in chunk] == [list("0123"), list("4567"), list("89")]


def test_headings_leave_out_no_level():
    text = prose("一")
    view = view_of(document(heading("深", 3), text, heading("更深", 3), text, heading("二"), heading("三", 3), text))
    blocks = view["items"][0]["sections"][0]["runs"][0][1]
    assert [block["level"] for block in blocks if block["kind"] == "heading"] == [2, 3, 2, 3]


# ------------------------------------------------------------------------------------------------------ characters


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("零\u200b寬\ufeff", "零寬"),
        ("葛\U000e0100飾", "葛飾"),
        ("\u202e123\u202c", "123"),
        ("軟\xad連", "軟連"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("甲\t乙\u2009丙", "甲 乙 丙"),
        ("鈴\x07聲\x7f", "鈴□聲□"),
        ("半\ud800", "半□"),
        ("\uffff\U0001ffff", "□□"),
        ("全\u3000形\xa0空", "全\u3000形\xa0空"),
    ],
)
def test_printable_says_what_of_a_text_is_printed(given, shown):
    assert glyphs.printable(given) == shown


def test_a_printable_document_is_a_new_one_and_of_a_drawing_only_what_is_invisible_goes():
    svg = "<svg><text>1\u202e2</text>\t\r\n</svg>"
    annex = {"path": "annex/\u202ea.csv", "name": "\u202ea.csv", "media_type": "text/csv", "description": "甲\t乙"}
    found = document_of(document(prose("鈴\x07聲", ("1\u200b2", "F-0001")), chart(svg)) | {"annexes": [annex]})
    shown = glyphs.printable_document(found)
    text, drawn = shown.sections[0].blocks
    assert [(piece.text, piece.fact) for piece in text.text.pieces] == [("鈴□聲", ""), ("12", "F-0001")]
    assert drawn.svg == "<svg><text>12</text>\t\r\n</svg>"
    assert [(one.path, one.name, one.description) for one in shown.annexes] == [("annex/\u202ea.csv", "a.csv", "甲 乙")]
    assert found.sections[0].blocks[0].text.text == "鈴\x07聲1\u200b2"


def test_R20_what_stands_on_slides_only_is_looked_through_for_the_slides_only():
    beside = [{"label": "造字\ue000", "text": "1", "unit": "項"}]
    found = document_of(document(table() | {"message": [{"text": "題名\ue001"}], "beside": beside}))
    assert glyphs.missing_glyphs(found) == []
    place = "一、資料集盤點"
    assert glyphs.missing_glyphs(found, on_slides=True) == [("\ue001", place), ("\ue000", place)]


def test_R20_a_character_no_font_has_is_listed_with_its_place_and_refused():
    found = document(
        prose("造字\ue000"),
        table("單位 筆數#", [row("甲", "1"), row("乙\ue000", "2")]),
        chart("<svg xmlns='http://www.w3.org/2000/svg'><text>😀</text></svg>"),
    )
    assert [char for char, _ in glyphs.missing_glyphs(document_of(found))] == ["\ue000", "\ue000", "😀"]
    with pytest.raises(RunError) as raised:
        pdf_of(found, {})
    assert [problem.code for problem in raised.value.problems] == ["R20", "R20"]
    message = str(raised.value)
    assert (
        "U+E000" in message
        and "U+1F600" in message
        and "表 1" in message
        and "圖 1" in message
        and "資料集盤點" in message
    )


def test_R20_more_than_twenty_lost_characters_are_counted():
    with pytest.raises(RunError) as raised:
        pdf_of(document(prose("".join(chr(0xE000 + n) for n in range(30)))), {})
    assert len(raised.value.problems) == 21 and "10" in raised.value.problems[-1].what


def test_R20_a_font_that_is_missing_is_said(monkeypatch):
    monkeypatch.setattr(fonts, "_PACKAGES", {"Regular": "no_such_font", "Bold": "no_such_font"})
    glyphs.font_face.cache_clear()
    try:
        with pytest.raises(RunError, match="R20"):
            pdf_of(document(prose("一")), {})
    finally:
        glyphs.font_face.cache_clear()


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_R20_any_text_is_printed_or_refused_by_name(text):
    try:
        assert pdf_of(document(prose(text), table("甲 乙", [row(text, text)])), {}).startswith(b"%PDF")
    except RunError as error:
        assert {problem.code for problem in error.problems} == {"R20"}


# ------------------------------------------------------------------------------------------------------ what fails


def test_R21_a_refusal_by_typst_is_one_sentence_that_cites_it(tmp_path, monkeypatch):
    template = tmp_path / "bad.typ"
    template.write_text('#panic("the template is broken")', "utf-8")
    monkeypatch.setitem(pdf_view.TEMPLATES, "volume", template)
    with pytest.raises(RunError) as raised:
        pdf_of(document(prose("一")), {})
    message = str(raised.value)
    assert message.startswith("R21") and "the template is broken" in message
    assert "Traceback" not in message and "\n" not in message and "packet-" not in message


def test_R21_a_compiler_that_takes_too_long_is_stopped():
    with pytest.raises(RunError, match="R21 .*0.001"):
        pdf_of(document(prose("一")), {}, timeout=0.001)


def test_R21_a_compiler_that_aborts_takes_nobody_with_it(monkeypatch):
    monkeypatch.setattr(typst, "CHILD", ("-c", "import os; os._exit(134)"))
    with pytest.raises(RunError, match="R21 .*134"):
        pdf_of(document(prose("一")), {})


def test_R21_a_drawing_that_is_no_svg_is_refused_with_its_number():
    with pytest.raises(RunError, match="R21 .*圖 1"):
        pdf_of(document(chart("<svg")), {})


def test_R13_a_temporary_folder_that_cannot_be_written_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(temporary, "_places", lambda: [tmp_path / "missing"])
    with pytest.raises(OutputError, match=r"R13 .*missing"):
        pdf_of(document(prose("一")), {})


def test_the_document_is_not_changed():
    found = document_of(sample())
    before = copy.deepcopy(found)
    pdf_view.view_of(found)
    assert found == before


# ------------------------------------------------------------------------------------------------------ bars, and a chart beside its table


def shown(kind: str, *blocks: dict) -> list[dict]:
    """What the template gets of the blocks of a kind."""
    return [block for block in pdf_view.blocks_of(view_of(document(*blocks))) if block["kind"] == kind]


def numbers(count: int = 2, **changes) -> dict:
    values = ["200", "50", "0"][:count]
    rows = [row(f"機關 {n}", {"text": value, "value": value}) for n, value in enumerate(values, 1)]
    return table("機關 資料集#", rows, weights=[3, 1], **changes)


def test_a_number_with_a_bar_keeps_its_place_and_the_bar_takes_room_of_its_own():
    (plain,), (barred,) = (shown("table", one) for one in (numbers(), numbers(bars=1, meant=0)))
    assert "bar" not in plain["columns"][1] and barred["columns"][1]["bar"] > 60
    assert sum(barred["widths"]) == pytest.approx(sum(plain["widths"]), abs=0.1)
    first, second = (one["cells"][1]["bar"] for one in barred["rows"])
    assert first["meant"] and not second["meant"]
    assert second["length"] == pytest.approx(first["length"] / 4, abs=0.02)


def test_a_zero_has_no_bar():
    (found,) = shown("table", numbers(3, bars=1))
    assert ["bar" in one["cells"][1] for one in found["rows"]] == [True, True, False]


def test_a_chart_stands_beside_the_table_after_it_where_both_fit_and_over_it_where_not():
    beside = chart(SVG, beside_table=True)
    wide = table("機關 說明 備註 依據", [row(*[LONG] * 4)] * 2)
    for after, kinds in ((numbers(), ["pair"]), (wide, ["chart", "table"]), (prose("字"), ["chart", "prose"])):
        view = view_of(document(beside, after))
        (item,) = view["items"]
        assert [block["kind"] for _, blocks in item["sections"][0]["runs"] for block in blocks] == kinds
    assert shown("pair", chart(SVG), numbers()) == []


def test_a_reference_within_the_annexes_names_the_page_as_it_is_marked_there(tmp_path):
    shown = table("單位 筆數#", [row("水利署", "3")], caption="逐項", id="t-9", number="表 9")
    about = prose("算法詳", ref("t-9", "表 9"), "。")
    proofs = [block | {"only": "proof"} for block in (about, shown)]
    text = squeezed(text_of(annexes_of(document(sections=[section(*proofs)]), {}), tmp_path))
    assert re.search(r"算法詳.{0,5}附\d", text) and not re.search(r"第\d+頁", text)


@pytest.mark.parametrize(("lines", "goes_on"), [(4, True), (20, False)])
def test_an_item_goes_on_where_half_of_the_page_is_left_and_the_head_names_the_first_of_the_page(
    lines, goes_on, tmp_path
):
    found = document(prose("第一章"))
    [only] = found["sections"]
    titles = ("開場", "甲案", "乙案", "丙案")
    found["sections"] = [
        only
        | {"id": f"{n}0-a", "target": f"s-{n}0-a", "title": f"章{title}", "agenda_item": f"議程{title}"}
        | {"blocks": [prose(f"內文{title}")] * (lines if title == "乙案" else 2)}
        for n, title in enumerate(titles, 1)
    ]
    pages = [squeezed(page) for page in text_of(pdf_of(found, {}), tmp_path).split("\f")[:-1]][1:]
    assert [page.count("章") for page in pages] == ([1, 3] if goes_on else [1, 2, 1])
    heads = [re.findall("議程(..)", page)[0] for page in pages]
    assert heads == (["開場", "甲案"] if goes_on else ["開場", "甲案", "丙案"])


@pytest.mark.parametrize(("shape", "apart"), [("0 0 9 9", {8, 14}), ("0 0 9 4", {20, 26, 28})])
def test_a_short_opening_goes_with_the_tall_thing_under_it_unless_that_leaves_more_than_half_a_page_empty(
    shape, apart, tmp_path
):
    whole = chart(SVG.format("").replace("0 0 9 9", shape), caption="全圖")
    parted = set()
    for lines in (8, 14, 20, 26, 28, 30):
        before = section(*[prose("內文")] * lines, id="10-a", target="s-10-a")
        after = section(prose("導言"), heading("節名"), whole, title="後章", id="20-b", target="s-20-b")
        read = [
            squeezed(page) for page in text_of(pdf_of(document(sections=[before, after]), {}), tmp_path).split("\f")
        ]
        of = {word: next(at for at, page in enumerate(read[1:]) if word in page) for word in ("後章", "導言", "全圖")}
        assert of["後章"] == of["導言"], lines
        parted |= {lines} if of["後章"] != of["全圖"] else set()
    assert parted == apart
