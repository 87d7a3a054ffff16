"""The PDF: everything of the data is in it, nothing of the data is code, the same bytes each time, and it says what fails."""

import copy
import functools
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlib import fonts, typesetting
from reportlib.errors import OutputError, RunError

HOSTILE = (
    '#read("/etc/passwd")',
    "$x^2$ `raw` *bold* _emph_",
    "@ref <label> [ ] { }",
    "\\ // /* */ -- --- ... ~",
    "= heading",
    "- list + list / term: x",
    '"quoted" \'single\' #panic()',
    "https://data.gov.tw/dataset/" + "a1b2c3d4" * 14,
)
LONG = "希望開放各再生水廠每月水質檢驗結果，並提供歷年資料，供研究及水資源調度評估使用（含 pH、SS、BOD 等 12 項）。"

# ------------------------------------------------------------------------------------------------------ a sample packet


def _drawing(draw, height: float) -> str:
    """A drawing as reportlib.charts has matplotlib write it: real text, no date."""
    import matplotlib
    from matplotlib import font_manager
    from matplotlib.figure import Figure

    for weight in ("Regular", "Bold"):
        font_manager.fontManager.addfont(fonts.path(weight))
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "packet", "font.family": [fonts.FAMILY], "font.size": 9}):
        figure = Figure(figsize=(6.6, height), layout="constrained")
        axes = figure.subplots()
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        draw(axes)
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = file.getvalue()
    return svg[svg.index("<svg") :]


@functools.cache
def bars() -> str:
    names = ["公共資訊", "開創事業", "投資理財", "生活安全及品質", "休閒旅遊", "求職及就業", "生育保健", "求學及進修", "交通及通訊"]
    counts = [2222, 643, 118, 75, 40, 24, 17, 11, 8]

    def draw(axes):
        axes.barh(names, counts, color=["#0f4c75"] + ["#c3cfd9"] * 8, height=0.64)
        for at, count in enumerate(counts):
            axes.annotate(f"{count:,}", (count, at), xytext=(4, 0), textcoords="offset points", va="center", color="#1b2631", weight="normal" if at else "bold")
        axes.invert_yaxis()
        axes.set_xticks([])

    return _drawing(draw, 2.9)


@functools.cache
def curve() -> str:
    def draw(axes):
        values = [95, 97, 99, 100, 100]
        axes.plot(range(5), values, color="#c27c0e", linewidth=2.2, marker="o", markerfacecolor="white", markeredgewidth=2)
        for at, value in enumerate(values):
            axes.annotate(f"{value}%", (at, value), xytext=(0, 9), textcoords="offset points", ha="center", color="#8f5a06", weight="bold")
        axes.set_xticks(range(5), [f"{date}\n{small}" for date, small in zip(["107年10月", "108年05月", "108年10月", "109年05月", "109年10月"], ["2,385 / 2,487", "2,558 / 2,628", "2,675 / 2,699", "2,812 / 2,812", "2,921 / 2,921"], strict=True)])
        axes.set_ylim(93, 102)
        axes.set_xlim(-0.5, 4.5)
        axes.set_yticks([])

    return _drawing(draw, 2.3)


def row(*texts: str, style: str = "body") -> dict:
    return {"style": style, "cells": [{"text": text} for text in texts]}


def table(header: str, rows: list[dict], **changes) -> dict:
    """A table block; a column label that ends in # is numeric."""
    labels = header.split()
    return {
        "kind": "table", "id": "t-1", "number": "表 1", "caption": "各服務分類資料集數", "unit": "單位：項", "source": "出處：F-0012 至 F-0020",
        "columns": [{"label": label.rstrip("#"), "numeric": label.endswith("#")} for label in labels],
        "weights": [3] + [1] * (len(labels) - 1), "row_headers": True, "sortable": True, "layout": "rows", "rows": rows,
        **changes,
    }  # fmt: skip


def chart(svg: str, **changes) -> dict:
    return {
        "kind": "chart", "id": "c-1", "number": "圖 1", "caption": "各服務分類資料集數", "unit": "單位：項", "source": "出處：F-0012 至 F-0020",
        "alt": "橫條圖：公共資訊 2,222 項最多。", "svg": svg, **changes,
    }  # fmt: skip


def prose(*texts: str) -> dict:
    return {"kind": "prose", "runs": [{"text": text} for text in texts]}


def heading(text: str, level: int = 2) -> dict:
    return {"kind": "heading", "level": level, "text": text}


def section(*blocks: dict, number: str = "一", title: str = "資料集盤點", **changes) -> dict:
    return {
        "id": "10-inventory", "number": number, "title": title, "agenda_item": "報告事項一　政府資料開放行動方案報告",
        "as_of_text": "資料統計至 109-10-31", "blocks": list(blocks), **changes,
    }  # fmt: skip


def document(*blocks: dict, **meeting) -> dict:
    """One section with these blocks, no agenda, no annex."""
    return {
        "lang": "zh-Hant-TW",
        "meeting": {
            "name": "moea-6-1", "body": "經濟部政府資料開放諮詢小組", "title": "第 6 屆第 1 次會議", "date_text": "109 年 11 月", "timestamp": 1604188800,
            "details": [["日期", "109 年 11 月"], ["時間", "14:00–15:50（110 分鐘）"], ["召集人", "林全能　次長"], ["幕僚單位", "經濟部資訊中心"]],
            "as_of_text": "資料統計至 109-10-31", "notice": "重建資料",
            "notice_text": "本資料由公開會議資料的統計數字反推建構，標題、識別碼及日期並非真實紀錄。", "part": "", **meeting,
        },
        "agenda": [], "sections": [section(*blocks)], "annexes": [],
    }  # fmt: skip


UNITS = "加工出口區管理處 礦務局 台灣中油公司 水利署 能源局 國際貿易局 中小企業處 國際合作處 中央地質調查所 台灣自來水公司 智慧財產局 資訊中心".split()


def record(number: int) -> dict:
    return table(
        "欄位 內容",
        [
            row("需求內容", LONG * (1 + number % 3) + ("\n格式請採 CSV 或 JSON。" if number % 2 else "")),
            row("主管機關", UNITS[number % 12]),
            row("受理日期", "109-06-12"),
            row("回復", "同意開放，預計 109 年 12 月上架。"),
            row("網址", "https://data.gov.tw/dataset/" + "a1b2c3d4" * 12),
        ],
        id=f"t-{number + 6}", number=f"表 {number + 6}", caption=f"需求 {number}：再生水水質檢驗資料", unit="", source=f"出處：requests.xlsx 第 {number + 1} 列", layout="record", weights=[1, 5],
    )  # fmt: skip


def sample() -> dict:
    """A packet that resembles the pages in shared/look: every kind of block, and what is hard to set."""
    found = document(
        {
            "kind": "figures",
            "items": [
                {"text": "3,159", "unit": "項", "note": "", "label": "累計開放資料集", "fact": "F-0001"},
                {"text": "127", "unit": "項", "note": "", "label": "109 年新增", "fact": "F-0002"},
                {"text": "100%", "unit": "", "note": "2,921 項", "label": "金標章佔比", "fact": "F-0003"},
                {"text": "598", "unit": "項", "note": "", "label": "白金標章", "fact": "F-0004"},
            ],
        },
        {
            "kind": "prose",
            "runs": [
                {"text": "截至 109 年 10 月 31 日累計開放 "}, {"text": "3,159", "fact": "F-0001", "strong": True},
                {"text": " 項，較 108 年底增加 "}, {"text": "127", "fact": "F-0002"}, {"text": " 項；其中公共資訊 2,222 項，佔 "},
                {"text": "70%", "strong": True}, {"text": "。"},
            ],
        },
        chart(bars()),
        heading("金標章進度"),
        chart(curve(), number="圖 2", caption="金標章佔比及檢測筆數", unit="", source="佔比無條件捨去　104-02-01 起上架者納入"),
        heading("白金標章"),
        table("單位 筆數#", [row(name, str(n)) for name, n in zip(UNITS, [148, 97, 85, 59, 34, 24, 15, 12, 7, 5, 4, 3], strict=True)], layout="pairs3", caption="各單位白金標章筆數", unit="單位：筆"),
        heading("各服務分類"),
        table(
            "服務分類 資料集# 佔比#",
            [row("公共資訊", "2,222", "70%"), row("開創事業", "643", "20%"), row("投資理財", "118", "3%"), row("其他", "176", "5%"), row("小計", "3,159", "100%", style="subtotal"), row("生育保健", "來源未提供", "－"), row("合計", "3,159", "100%", style="total")],
            number="表 2",
        ),
        heading("說明", 3),
        {"kind": "list", "items": [[{"text": "佔比無條件捨去，" + LONG}], [{"text": "104-02-01", "strong": True}, {"text": " 起上架者納入檢測。"}]]},
        prose("各服務分類的資料集數見上圖及上表，來源未提供者不以零計，也不列入合計。" * 4),
    )  # fmt: skip
    wide = "機關 資料集# 三星# 四星# 五星# 金標章# 白金標章# 瀏覽次數# 下載次數#"
    found["sections"] += [
        section(
            prose("本期收到 18 件，已回復 17 件；逾 14 日者 2 件。"),
            heading("各機關開放情形"),
            table(wide, [row(name, *(f"{(at + 3) * (c + 7) * 3737 % 124999:,}" for c in range(8))) for at, name in enumerate(UNITS * 4)] + [row("合計", *["1,234,567"] * 8, style="total")], number="表 3", caption="各機關資料集、標章及使用情形"),
            table("機關 筆數# 較上期#", [row(name, str(at), f"+{at}") for at, name in enumerate(UNITS * 10)], layout="pairs3", number="表 4", caption="三欄並列的長表", weights=[3, 1, 1]),
            table("單位 筆數#", [row(name + ("（含所屬各機關及國營事業機構）" if at % 17 == 0 else ""), str(at)) for at, name in enumerate(UNITS * 12)] + [row("合計", "10,296", style="total")], layout="pairs3", number="表 5", caption="兩欄並列的長表"),
            heading("需求明細"),
            *(record(number) for number in range(1, 7)),
            number="二", title="開放資料民間需求回應說明", agenda_item="討論事項二　開放資料民間需求回應說明", id="50-requests",
        ),
        section(
            heading(HOSTILE[0]),
            *(prose(text) for text in HOSTILE),
            {"kind": "list", "items": [[{"text": text}] for text in HOSTILE]},
            {"kind": "figures", "items": [{"text": text, "unit": "項", "note": "", "label": text} for text in ("來源未提供", HOSTILE[0], "1,234,567,890", "－", "99%")]},
            table("甲 乙 丙 丁", [row(*(HOSTILE[(a + b) % 8] for b in range(4))) for a in range(8)], number="表 20", caption=HOSTILE[1], unit=HOSTILE[2], source=HOSTILE[3], weights=[1, 1, 1, 1]),
            table("編號 內容 備註", [row("甲", LONG * 25, LONG), row("乙", LONG * 3, "")], number="表 21", caption="很長的儲存格", weights=[1, 6, 2]),
            number="三", title=HOSTILE[0], agenda_item=HOSTILE[1], as_of_text=HOSTILE[2], id="30-hostile",
        ),
        section(
            table("列 甲# 乙# 丙# 丁# 備註", [row(f"第 {at} 列", *(f"{at * n:,}" for n in (1, 11, 111, 1111)), "資料更新頻率改為每月" if at % 7 == 0 else "") for at in range(1, 401)], number="表 22", caption="四百列的表", weights=[]),
            number="四", title="長表", agenda_item="討論事項二　開放資料民間需求回應說明", id="40-long",
        ),
    ]  # fmt: skip
    found["agenda"] = [
        {"start": start, "end": end, "item": item, "note": note, "offset": offset / 110, "share": share / 110, "emphasis": item == "討論事項", "topics": []}
        for start, end, item, note, offset, share in (
            ("14:00", "14:05", "主席致詞及委員介紹", "", 0, 5), ("14:05", "14:45", "專題分享", "資訊中心、台電公司", 5, 40), ("14:45", "15:05", "報告事項", "4 項", 45, 20),
            ("15:05", "15:45", "討論事項", "3 項", 65, 40), ("15:45", "15:50", "臨時動議", "", 105, 5),
        )
    ]  # fmt: skip
    found["annexes"] = [
        {"path": "annex/10-inventory.xlsx", "name": "10-inventory.xlsx", "media_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "description": "資料集盤點：全部表格（XLSX）"},
        {"path": "annex/10-inventory-t-1.csv", "name": "10-inventory-t-1.csv", "media_type": "text/csv", "description": "表 1　各單位白金標章筆數"},
    ]
    return found


def sample_files() -> dict[str, bytes]:
    return {"annex/10-inventory.xlsx": b"PK\x03\x04 not really", "annex/10-inventory-t-1.csv": "單位,筆數\r\n水利署,59\r\n".encode("utf-8-sig")}


# ------------------------------------------------------------------------------------------------------ what a PDF says


def tool(name: str) -> str:
    """A program of poppler; where it is not installed the test is skipped, visibly."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} (poppler) is not installed: the PDF's content was not read back")
    return found


def text_of(pdf: bytes, tmp_path, *options: str) -> str:
    (tmp_path / "read.pdf").write_bytes(pdf)
    done = subprocess.run([tool("pdftotext"), "-enc", "UTF-8", *options, "read.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    return done.stdout.decode()


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return typesetting.to_pdf(sample(), sample_files())


def printed_texts(found: dict) -> list[str]:
    return [typesetting.printable(text) for _, text in typesetting._texts(found)]


def test_O02_the_pdf_claims_pdf_ua_1_and_pdf_a_3a_with_title_author_and_language(pdf):
    assert pdf.startswith(b"%PDF-1.7")
    metadata = pdf[pdf.index(b"<x:xmpmeta") : pdf.index(b"</x:xmpmeta>")].decode()
    for claim in ("<pdfuaid:part>1<", "<pdfaid:part>3<", "<pdfaid:conformance>A<", "經濟部政府資料開放諮詢小組　第 6 屆第 1 次會議", "zh-TW", "2020-11-01"):
        assert claim in metadata
    assert b"/MarkInfo" in pdf and b"/StructTreeRoot" in pdf and b"/DisplayDocTitle true" in pdf


def test_O01_two_processes_in_other_places_give_the_same_bytes(tmp_path):
    found = sample()
    found["sections"] = found["sections"][:1]
    (tmp_path / "document.json").write_text(json.dumps(found), "utf-8")
    program = (
        "import json, sys, hashlib, pathlib; from reportlib import typesetting\n"
        "found = json.loads(pathlib.Path(sys.argv[1]).read_text('utf-8'))\n"
        "files = {annex['path']: annex['path'].encode() for annex in found['annexes']}\n"
        "print(hashlib.sha256(typesetting.to_pdf(found, files)).hexdigest())"
    )
    digests = set()
    for seed, zone in (("1", "Asia/Taipei"), ("2", "America/New_York")):
        (tmp_path / seed).mkdir()
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(typesetting.TEMPLATE.parents[2])}
        command = [sys.executable, "-c", program, str(tmp_path / "document.json")]
        digests.add(subprocess.run(command, cwd=tmp_path / seed, env=environment, capture_output=True, text=True, check=True).stdout)
    assert len(digests) == 1 and len(digests.pop().strip()) == 64


def test_nothing_of_a_run_is_left_in_the_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    typesetting.to_pdf(document(prose("一")), {})
    with pytest.raises(RunError):
        typesetting.to_pdf(document(prose("一")), {}, timeout=0.001)
    assert list(tmp_path.iterdir()) == []


def test_typst_has_nothing_to_warn_of(tmp_path):
    typesetting.write_sources(sample(), sample_files(), typesetting.TEMPLATE, tmp_path)
    assert typesetting.compile_folder(tmp_path)[1] == []


def test_the_module_is_light_to_import():
    program = "import sys, reportlib.typesetting; print([m for m in ('pandas', 'numpy', 'matplotlib', 'typst') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"


# ------------------------------------------------------------------------------------------------------ nothing is lost


def test_O03_every_character_of_the_data_stands_in_the_pdf(pdf, tmp_path):
    wanted = Counter(squeezed("".join(text for text in printed_texts(sample()))))
    read = Counter(squeezed(text_of(pdf, tmp_path, "-raw")))
    assert {char: n - read[char] for char, n in wanted.items() if read[char] < n} == {}


def test_O03_rare_characters_keep_their_code_points(tmp_path):
    # 國 case: a radical, a compatibility ideograph and a character of plane 2 share glyphs or shapes with common ones.
    text = "國囯圀⼀一⽇日金（F90A）塊𠀋ＡA"
    assert text in squeezed(text_of(typesetting.to_pdf(document(prose(text)), {}), tmp_path))


def test_long_words_are_copied_without_the_marks_where_they_broke(tmp_path):
    # pdftotext takes a hyphen at the end of a line for one of hyphenation, so there is none here.
    key = "a1b2c3d4_" * 20
    read = text_of(typesetting.to_pdf(document(prose("識別碼：" + key), table("名稱 內容", [row("鍵", key)])), {}), tmp_path)
    assert typesetting.BREAK not in read and squeezed(read).count(key) == 2


def test_X07_hostile_text_prints_literally(pdf, tmp_path):
    read = squeezed(text_of(pdf, tmp_path, "-raw"))
    for text in HOSTILE:
        assert squeezed(text) in read
    assert "root:x:" not in read


@pytest.mark.parametrize("text", HOSTILE)
def test_X07_hostile_text_may_stand_everywhere(text, tmp_path):
    found = document(
        heading(text), heading(text, 3), prose(text), {"kind": "list", "items": [[{"text": text, "strong": True}]]},
        {"kind": "figures", "items": [{"text": text, "unit": text, "note": text, "label": text}]},
        *(table("甲 乙#", [row(text, text)] * 6, layout=layout, caption=text, number=text, unit=text, source=text, columns=[{"label": text, "numeric": False}, {"label": text, "numeric": True}]) for layout in ("rows", "pairs3", "record")),
        chart(bars(), caption=text, number=text, unit=text, source=text, alt=text), body=text, title=text, notice=text, notice_text=text, part=text, as_of_text=text, date_text=text, details=[[text, text]],
    )  # fmt: skip
    found["sections"][0].update(title=text, number=text, agenda_item=text, as_of_text=text)
    found["agenda"] = [{"start": text, "end": text, "item": text, "note": text, "offset": 0.0, "share": 1.0, "emphasis": True, "topics": []}]
    found["annexes"] = [{"path": "annex/a.csv", "name": text, "media_type": "text/csv", "description": text}]
    assert squeezed(text_of(typesetting.to_pdf(found, {"annex/a.csv": b"x"}), tmp_path, "-raw")).count(squeezed(text)) >= 3


def test_a_long_table_repeats_its_header_on_every_page(pdf, tmp_path):
    pages = [squeezed(page) for page in text_of(pdf, tmp_path, "-layout").split("\f")]
    of_table = [page for page in pages if re.search(r"第\d+列\d", page)]
    assert len(of_table) > 6
    assert all("列甲乙丙丁備註" in page for page in of_table)


def test_the_contents_name_pages_where_the_sections_stand(pdf, tmp_path):
    pages = text_of(pdf, tmp_path, "-layout").split("\f")
    for title in ("二、開放資料民間需求回應說明", "四、長表", "附件檔案"):
        number = int(re.search(rf"{title}[ .]*(\d+)", pages[1])[1])
        assert title in pages[number - 1]
        assert pages[number - 1].split()[-1] == str(number)


def test_every_page_but_the_cover_says_what_the_data_are(pdf, tmp_path):
    pages = text_of(pdf, tmp_path, "-layout").split("\f")[:-1]
    assert all("重建資料" in page for page in pages)
    assert all("資料統計至" in page for page in pages if "@ref" not in page)


def test_the_annex_files_are_embedded_byte_by_byte(pdf, tmp_path):
    (tmp_path / "packet.pdf").write_bytes(pdf)
    subprocess.run([tool("pdfdetach"), "-saveall", "-o", str(tmp_path), "packet.pdf"], cwd=tmp_path, check=True, capture_output=True)
    kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.rglob("*") if path.is_file() and path.name != "packet.pdf"}
    assert kept == {hashlib.sha256(data).hexdigest() for data in sample_files().values()}


def test_tables_charts_and_lists_are_tagged(pdf, tmp_path):
    (tmp_path / "packet.pdf").write_bytes(pdf)
    done = subprocess.run([tool("pdfinfo"), "-struct", "packet.pdf"], cwd=tmp_path, capture_output=True, check=True)
    tags = re.findall(r"^ *(\w+)", done.stdout.decode("utf-8", "replace"), re.M)
    assert {"H1", "H2", "H3", "P", "L", "LI", "TOC", "TOCI", "Table", "THead", "TH", "TD", "Caption", "Figure", "Link"} <= set(tags)
    assert tags.count("Figure") == 2


# ------------------------------------------------------------------------------------------------------ empty and odd packets


def test_empty_fields_are_no_obstacle():
    found = document(
        {"kind": "figures", "items": []}, {"kind": "list", "items": []}, {"kind": "list", "items": [[]]}, prose(), prose(""), heading("", 3), heading("三", 3),
        table("甲 乙#", []), table("甲 乙#", [], layout="pairs3"), table("甲 乙#", [], layout="record"), table("甲", [row("")], caption="", number="", unit="", source="", weights=[]),
        table("", [row("", "")], layout="record", columns=[{"label": "", "numeric": False}] * 2), chart(bars(), alt="", caption="", number="", unit="", source=""),
        body="", title="", date_text="", as_of_text="", notice="", notice_text="", details=[],
    )  # fmt: skip
    found["sections"][0].update(number="", title="", agenda_item="", as_of_text="")
    assert typesetting.to_pdf(found, {}).startswith(b"%PDF")


def test_a_packet_without_sections_is_a_cover_and_an_empty_list():
    found = document()
    found["sections"] = []
    assert typesetting.to_pdf(found, {}).startswith(b"%PDF")


@pytest.mark.parametrize("layout", ["rows", "pairs3", "record"])
def test_tables_of_every_shape_and_length_are_set(layout):
    blocks = [table(" ".join(f"欄{i}#" for i in range(n)), [row(*[f"{n * 12345:,}"] * n)] * length, layout=layout, weights=[]) for n in (1, 2, 3, 9, 16) for length in (1, 7, 130)]
    assert typesetting.to_pdf(document(heading("表"), *blocks), {}).startswith(b"%PDF")


def test_long_lists_of_tables_are_cut_to_the_main_ones():
    records = [record(number) for number in range(70)]
    tables = [table("甲 乙#", [row("一", "1")], number=f"表 {n}") for n in range(70)]
    listed = typesetting._view(document(*tables[:5]))
    assert listed["display_list"]["title"] == "圖表目次"
    fewer = typesetting._view(document(*records, *tables[:5]))
    assert (fewer["display_list"]["title"], sum(b["listed"] for _, run in fewer["sections"][0]["runs"] for b in run)) == ("主要圖表目次", 5)
    fewest = typesetting._view(document(*tables, heading("二"), *tables))
    assert sum(b.get("listed", False) for _, run in fewest["sections"][0]["runs"] for b in run) == 2


def test_no_number_is_wider_than_its_column():
    columns = [{"label": "機關", "numeric": False, "apart": False}] + [{"label": f"第{i}", "numeric": True, "apart": False} for i in range(8)]
    texts = [[c["label"] for c in columns], ["加工出口區管理處", *["1,234,567"] * 8]]
    widths, size, fits = typesetting.column_widths(columns, texts, [3] + [1] * 8, typesetting.TEXT_WIDTH)
    assert fits and size >= 7
    assert sum(widths) == pytest.approx(typesetting.TEXT_WIDTH)
    assert all(typesetting.width("1,234,567", size) + typesetting.CELL_PAD <= w for w in widths[1:])


def test_a_table_that_fits_no_upright_page_lies_on_its_side_with_its_heading():
    wide = table(" ".join(f"第{i}#" for i in range(16)), [row(*["1,234,567"] * 16)], weights=[])
    view = typesetting._view(document(prose("一"), heading("寬表"), wide, prose("二")))
    assert [(side, [b["kind"] for b in blocks]) for side, blocks in view["sections"][0]["runs"]] == [(False, ["prose"]), (True, ["heading", "table"]), (False, ["prose"])]


def test_column_groups_are_read_down_then_right():
    rows = [row(str(n), str(n)) for n in range(10)]
    view = typesetting._view(document(table("單位 筆數#", rows, layout="pairs3")))
    (chunk,) = view["sections"][0]["runs"][0][1][0]["chunks"]
    assert [[r["cells"][0]["text"] for r in group] for group in chunk] == [list("0123"), list("4567"), list("89")]


def test_headings_leave_out_no_level():
    view = typesetting._view(document(heading("深", 3), heading("更深", 3), heading("二"), heading("三", 3)))
    assert [block["level"] for block in view["sections"][0]["runs"][0][1]] == [2, 3, 2, 3]


# ------------------------------------------------------------------------------------------------------ characters


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("零\u200b寬\ufeff", "零寬"), ("葛\U000e0100飾", "葛飾"), ("\u202e123\u202c", "123"), ("軟\xad連", "軟連"), ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("甲\t乙\u2009丙", "甲 乙 丙"), ("鈴\x07聲\x7f", "鈴□聲□"), ("半\ud800", "半□"), ("\uffff\U0001ffff", "□□"), ("全\u3000形\xa0空", "全\u3000形\xa0空"),
    ],
)  # fmt: skip
def test_printable_says_what_of_a_text_is_printed(given, shown):
    assert typesetting.printable(given) == shown


def test_R20_a_character_no_font_has_is_listed_with_its_place_and_refused():
    found = document(prose("造字\ue000"), table("單位 筆數#", [row("甲", "1"), row("乙\ue000", "2")]), chart("<svg xmlns='http://www.w3.org/2000/svg'><text>😀</text></svg>"))
    assert [char for char, _ in typesetting.missing_glyphs(found)] == ["\ue000", "\ue000", "😀"]
    with pytest.raises(RunError) as raised:
        typesetting.to_pdf(found, {})
    assert [problem.code for problem in raised.value.problems] == ["R20", "R20"]
    message = str(raised.value)
    assert "U+E000" in message and "U+1F600" in message and "表 1" in message and "圖 1" in message and "資料集盤點" in message


def test_R20_more_than_twenty_lost_characters_are_counted():
    with pytest.raises(RunError) as raised:
        typesetting.to_pdf(document(prose("".join(chr(0xE000 + n) for n in range(30)))), {})
    assert len(raised.value.problems) == 21 and "10" in raised.value.problems[-1].what


def test_R20_a_font_that_is_missing_is_said(monkeypatch):
    monkeypatch.setattr(fonts, "_PACKAGES", {"Regular": "no_such_font", "Bold": "no_such_font"})
    typesetting._font.cache_clear()
    try:
        with pytest.raises(RunError, match="R20"):
            typesetting.to_pdf(document(prose("一")), {})
    finally:
        typesetting._font.cache_clear()


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_R20_any_text_is_printed_or_refused_by_name(text):
    try:
        assert typesetting.to_pdf(document(prose(text), table("甲 乙", [row(text, text)])), {}).startswith(b"%PDF")
    except RunError as error:
        assert {problem.code for problem in error.problems} == {"R20"}


# ------------------------------------------------------------------------------------------------------ what fails


def test_R21_a_refusal_by_typst_is_one_sentence_that_cites_it(tmp_path):
    template = tmp_path / "bad.typ"
    template.write_text('#panic("the template is broken")', "utf-8")
    with pytest.raises(RunError) as raised:
        typesetting.to_pdf(document(prose("一")), {}, template=template)
    message = str(raised.value)
    assert message.startswith("R21") and "the template is broken" in message
    assert "Traceback" not in message and "\n" not in message and "packet-" not in message


def test_R21_a_compiler_that_takes_too_long_is_stopped():
    with pytest.raises(RunError, match="R21 .*0.001"):
        typesetting.to_pdf(document(prose("一")), {}, timeout=0.001)


def test_R21_a_compiler_that_aborts_takes_nobody_with_it(monkeypatch):
    monkeypatch.setattr(typesetting, "CHILD", ("-c", "import os; os._exit(134)"))
    with pytest.raises(RunError, match="R21 .*134"):
        typesetting.to_pdf(document(prose("一")), {})


def test_R21_a_drawing_that_is_no_svg_is_refused_with_its_number():
    with pytest.raises(RunError, match="R21 .*圖 1"):
        typesetting.to_pdf(document(chart("<svg")), {})


def test_R13_a_temporary_folder_that_cannot_be_written_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(OutputError, match="R13"):
        typesetting.to_pdf(document(prose("一")), {})


def test_the_document_is_not_changed():
    found = sample()
    before = copy.deepcopy(found)
    typesetting._view(found)
    assert found == before
