"""A made-up packet as the media get it: every kind of block, and what is hard to set. Nothing of it is a figure of any meeting."""

import base64
import functools
import io
import struct
import zlib

from reportlib import fonts

UNITS = "加工出口區管理處 礦務局 台灣中油公司 水利署 能源局 國際貿易局 中小企業處 國際合作處 中央地質調查所 台灣自來水公司 智慧財產局 資訊中心".split()
LONG = "希望開放各再生水廠每月水質檢驗結果，並提供歷年資料，供研究及水資源調度評估使用（含 pH、SS、BOD 等 12 項）。"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
LETTERS = {"table": ("t", "表"), "chart": ("c", "圖"), "pages": ("a", "附件"), "annex": ("x", "附表")}

# ------------------------------------------------------------------------------------------------------ drawings


def _drawing(draw, height: float) -> str:
    """A drawing as reportlib.display.drawing has matplotlib write it: real text, no date."""
    import matplotlib
    from matplotlib import font_manager
    from matplotlib.figure import Figure

    for weight in ("Regular", "Bold"):
        font_manager.fontManager.addfont(fonts.path(weight))
    with matplotlib.rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": "packet", "font.family": [fonts.FAMILY], "font.size": 9}
    ):
        figure = Figure(figsize=(6.6, height), layout="constrained")
        axes = figure.subplots()
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        draw(axes)
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return file.getvalue()


def bars(names: list[str], counts: list[int]) -> str:
    def draw(axes):
        axes.barh(names, counts, color=["#0f4c75"] + ["#c3cfd9"] * (len(names) - 1), height=0.64)
        for at, count in enumerate(counts):
            axes.annotate(
                f"{count:,}",
                (count, at),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                color="#1b2631",
                weight="normal" if at else "bold",
            )
        axes.invert_yaxis()
        axes.set_xticks([])

    return _drawing(draw, 2.9)


@functools.cache
def categories() -> str:
    names = [
        "公共資訊",
        "開創事業",
        "投資理財",
        "生活安全及品質",
        "休閒旅遊",
        "求職及就業",
        "生育保健",
        "求學及進修",
        "交通及通訊",
    ]
    return bars(names, [2222, 643, 118, 75, 40, 24, 17, 11, 8])


@functools.cache
def curve() -> str:
    values = [95, 97, 99, 100, 100]
    dates = ["107年10月", "108年05月", "108年10月", "109年05月", "109年10月"]

    def draw(axes):
        axes.plot(
            range(5), values, color="#c27c0e", linewidth=2.2, marker="o", markerfacecolor="white", markeredgewidth=2
        )
        for at, value in enumerate(values):
            axes.annotate(
                f"{value}%",
                (at, value),
                xytext=(0, 9),
                textcoords="offset points",
                ha="center",
                color="#8f5a06",
                weight="bold",
            )
        axes.set_xticks(range(5), dates)
        axes.set_ylim(93, 102)
        axes.set_xlim(-0.5, 4.5)
        axes.set_yticks([])

    return _drawing(draw, 2.3)


def picture(width: int, height: int, grey: int = 230) -> str:
    """A grey PNG in base64."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress((b"\0" + bytes([grey]) * width) * height))
        + chunk(b"IEND", b"")
    )
    return base64.b64encode(png).decode()


# ------------------------------------------------------------------------------------------------------ blocks


def cell(text) -> dict:
    """A text, ``(text, fact)``, ``(text, fact, sort value)``, or a cell as it is."""
    if isinstance(text, str):
        return {"text": text}
    if isinstance(text, dict):
        return text
    return dict(zip(("text", "fact", "sort"), text, strict=False))


def row(*texts, style: str = "body") -> dict:
    return {"style": style, "cells": [cell(text) for text in texts]}


def ref(target: str, text: str) -> dict:
    """A reference as ``document.land`` leaves it."""
    return {"text": text, "target": target}


def table(header: str = "服務分類 資料集# 佔比#", rows: list[dict] | None = None, **changes) -> dict:
    """A table block; a column label that ends in # is numeric."""
    labels = header.split()
    if rows is None:
        rows = [
            row("公共資訊", ("2,222", "F-0012", 2222.0), "70%"),
            row("開創事業", ("643", "F-0013", 643.0), "20%"),
            row("生育保健", ("來源未提供", "F-0014"), "－"),
            row("投資理財", ("118", "F-0015", 118.0), "3%"),
            row("合計", ("3,159", "F-0016", 3159.0), "100%", style="total"),
        ]
    return {
        "kind": "table",
        "caption": "各服務分類資料集數",
        "unit": "單位：項",
        "source": "出處：F-0012 至 F-0020",
        "columns": [{"label": label.rstrip("#"), "numeric": label.endswith("#")} for label in labels],
        "weights": [3] + [1] * (len(labels) - 1),
        "row_headers": True,
        "sortable": True,
        "layout": "rows",
        "rows": rows,
        **changes,
    }


def chart(svg: str, **changes) -> dict:
    return {
        "kind": "chart",
        "caption": "各服務分類資料集數",
        "unit": "單位：項",
        "source": "出處：F-0012 至 F-0020",
        "alt": "橫條圖：公共資訊 2,222 項最多，開創事業 643 項，投資理財 118 項。",
        "svg": svg,
        **changes,
    }


def pages(*sizes: tuple[int, int], **changes) -> dict:
    """An attachment with a page of each size."""
    images = [
        {
            "media_type": "image/png",
            "data": picture(*size),
            "width": size[0],
            "height": size[1],
            "alt": f"來函第 {at} 頁：各機關應盤點資料。",
        }
        for at, size in enumerate(sizes, 1)
    ]
    return {"kind": "pages", "caption": "行政院來函", "source": "行政院 109-10-12 函", "pages": images, **changes}


def prose(*texts) -> dict:
    return {"kind": "prose", "runs": [cell(text) for text in texts]}


def heading(text: str, level: int = 2) -> dict:
    return {"kind": "heading", "level": level, "text": text}


def record(number: int) -> dict:
    fields = [
        row("需求內容", LONG * (1 + number % 3) + ("\n格式請採 CSV 或 JSON。" if number % 2 else "")),
        row("主管機關", UNITS[number % 12]),
        row("受理日期", "109-06-12"),
        row("回復", "同意開放，預計 109 年 12 月上架。"),
        row("網址", "https://data.gov.tw/dataset/" + "a1b2c3d4" * 12),
    ]
    about = {
        "caption": f"需求 {number}：再生水水質檢驗資料",
        "unit": "",
        "source": f"出處：requests.xlsx 第 {number + 1} 列",
    }
    return table("欄位 內容", fields, layout="record", weights=[1, 5], sortable=False, **about)


# ------------------------------------------------------------------------------------------------------ documents


def section(*blocks: dict, number: str = "一", title: str = "資料集盤點", **changes) -> dict:
    return {
        "id": "10-inventory",
        "number": number,
        "title": title,
        "agenda_item": "報告事項一　政府資料開放行動方案報告",
        "as_of_text": "資料統計至 109-10-31",
        "blocks": list(blocks),
        **changes,
    }


def document(*blocks: dict, sections: list[dict] | None = None, **meeting) -> dict:
    """One section with these blocks, or these sections; no agenda, no annex."""
    return numbered(
        {
            "lang": "zh-Hant-TW",
            "meeting": {
                "name": "moea-6-1",
                "body": "經濟部政府資料開放諮詢小組",
                "title": "第 6 屆第 1 次會議",
                "date_text": "109 年 11 月",
                "timestamp": 1604188800,
                "details": [
                    ["時間", "14:00–15:50（110 分鐘）"],
                    ["召集人", "林全能　次長"],
                    ["幕僚單位", "經濟部資訊中心"],
                ],
                "as_of_text": "資料統計至 109-10-31",
                "notice": "重建資料",
                "notice_text": "本資料由公開會議資料的統計數字反推建構，標題、識別碼及日期並非真實紀錄。",
                "part": "",
                **meeting,
            },
            "agenda": [],
            "sections": [section(*blocks)] if sections is None else sections,
            "annexes": [],
        }
    )


def numbered(found: dict) -> dict:
    """The document with the ids and numbers that ``document.harvest`` would give; a number that is there stays."""
    counts = dict.fromkeys(LETTERS, 0)
    for part in found["sections"]:
        part.setdefault("target", f"s-{part['id']}")
        for block in part["blocks"]:
            kind = "annex" if block.get("only") == "annex" else block["kind"]
            if kind in LETTERS:
                letter, word = LETTERS[kind]
                counts[kind] += 1
                block.setdefault("id", f"{letter}-{counts[kind]}")
                block.setdefault("number", f"{word} {counts[kind]}")
    return found


def sample(hostile: tuple[str, ...]) -> dict:
    """A packet that resembles the pages in shared/look, with ``hostile`` texts wherever a text may stand."""
    inventory = section(
        {
            "kind": "figures",
            "items": [
                {"text": "3,159", "unit": "項", "note": "", "label": "累計開放資料集", "fact": "F-0001"},
                {"text": "127", "unit": "項", "note": "", "label": "109 年新增", "fact": "F-0002"},
                {"text": "100%", "unit": "", "note": "2,921 項", "label": "金標章佔比", "fact": "F-0003"},
                {"text": "來源未提供", "unit": "", "note": "", "label": "白金標章", "fact": "F-0004"},
            ],
        },
        prose(
            "截至 109 年 10 月 31 日累計開放 ",
            {"text": "3,159", "fact": "F-0001", "strong": True},
            " 項，較 108 年底增加 ",
            ("127", "F-0002"),
            " 項；其中公共資訊 2,222 項，佔 ",
            {"text": "70%", "strong": True},
            "。各服務分類的資料集數見下圖及下表，需求明細詳",
            ref("t-6", "表 6"),
            "，清單見",
            ref("x-1", "附表 1"),
            "。",
        ),
        chart(categories()),
        table(),
        heading("金標章進度"),
        {
            "kind": "list",
            "items": [
                [{"text": "佔比無條件捨去，" + LONG}],
                [{"text": "104-02-01", "strong": True}, {"text": " 起上架者納入檢測。"}],
            ],
        },
        heading("白金標章", 3),
        chart(curve(), caption="金標章佔比及檢測筆數", unit="", source=""),
        table(
            "單位 筆數#",
            [row(name, f"{148 - 12 * at}") for at, name in enumerate(UNITS)],
            layout="pairs3",
            caption="各單位白金標章筆數",
            unit="單位：筆",
        ),
        prose("各服務分類的資料集數見上圖及上表，來源未提供者不以零計，也不列入合計。" * 4),
    )
    wide = "機關 資料集# 三星# 四星# 五星# 金標章# 白金標章# API# 瀏覽次數# 下載次數# 備註"
    agencies = [
        row(
            name,
            *(f"{(at + 3) * (column + 7) * 3737 % 124999:,}" for column in range(9)),
            "資料更新頻率改為每月，並補充詮釋資料。" if at % 3 else "",
        )
        for at, name in enumerate(UNITS * 4)
    ]
    requests = section(
        prose("本期收到 18 件，已回復 17 件；逾 14 日者 2 件。"),
        heading("各機關開放情形"),
        table(
            wide,
            [*agencies, row("合計", *["1,234,567"] * 9, "", style="total")],
            caption="各機關資料集、標章及使用情形",
            weights=[3] + [1] * 9 + [4],
        ),
        table(
            "機關 筆數# 較上期#",
            [row(name, str(at), f"+{at}") for at, name in enumerate(UNITS * 10)],
            layout="pairs3",
            caption="三欄並列的長表",
            weights=[3, 1, 1],
        ),
        table(
            "單位 筆數#",
            [
                row(name + ("（含所屬各機關及國營事業機構）" if at % 17 == 0 else ""), str(at))
                for at, name in enumerate(UNITS * 12)
            ]
            + [row("合計", "10,296", style="total")],
            layout="pairs3",
            caption="兩欄並列的長表",
        ),
        heading("需求明細"),
        *({**record(number), "own_page": number == 1} for number in range(1, 7)),
        table(
            "機關 資料集",
            [row(name, f"預計開放 {at}") for at, name in enumerate(UNITS)],
            caption="預計開放清單",
            only="annex",
        ),
        number="二",
        title="開放資料民間需求回應說明",
        agenda_item="討論事項二　開放資料民間需求回應說明",
        as_of_text="",
        id="50-requests",
    )
    threats = section(
        heading(hostile[0]),
        *(prose((text, text)) for text in hostile),
        {"kind": "list", "items": [[{"text": text}] for text in hostile]},
        {
            "kind": "figures",
            "items": [
                {"text": text, "unit": hostile[1], "note": hostile[0], "label": text, "fact": text}
                for text in ("來源未提供", hostile[0], "1,234,567,890", "－", "99%")
            ],
        },
        table(
            "甲 乙 丙 丁",
            [
                row((text, text), *(hostile[(at + n) % len(hostile)] for n in (1, 2, 3)))
                for at, text in enumerate(hostile)
            ],
            caption=hostile[0],
            number=hostile[1],
            unit=hostile[2],
            source=hostile[3],
            weights=[1, 1, 1, 1],
        ),
        table(
            "編號 內容 備註",
            [row("甲", LONG * 25, LONG), row("乙", LONG * 3, "")],
            caption="很長的儲存格",
            weights=[1, 6, 2],
        ),
        chart(
            SVG.format(""), caption=hostile[0], number=hostile[1], unit=hostile[2], source=hostile[3], alt=hostile[0]
        ),
        number="三",
        title=hostile[0],
        agenda_item=hostile[1],
        as_of_text=hostile[2],
        id="30-hostile",
    )
    lines = [
        row(f"第 {at} 列", *(f"{at * n:,}" for n in (1, 11, 111, 1111)), "資料更新頻率改為每月" if at % 7 == 0 else "")
        for at in range(1, 401)
    ]
    long = section(
        table("列 甲# 乙# 丙# 丁# 備註", lines, caption="四百列的表", weights=[]),
        number="四",
        title="長表",
        agenda_item="討論事項二　開放資料民間需求回應說明",
        id="40-long",
    )
    directives = section(
        prose("來函詳", ref("a-1", "附件 1"), "。"),
        pages((60, 85), (85, 60)),
        number="五",
        title="行政院配合事項",
        agenda_item="附錄",
        id="35-directives",
    )
    found = document(sections=[inventory, requests, threats, long, directives])
    found["agenda"] = agenda()
    found["annexes"] = [
        {
            "path": "annex/10-inventory.xlsx",
            "name": "10-inventory.xlsx",
            "media_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "description": "資料集盤點：全部表格（XLSX）",
        },
        {
            "path": "annex/需求 明細.csv",
            "name": "需求 明細.csv",
            "media_type": "text/csv",
            "description": hostile[0],
            "target": "x-1",
        },
    ]
    return found


def agenda() -> list[dict]:
    """Five items, seven topics, one topic whose section is not in the packet."""

    def item(start: str, end: str, text: str, offset: int, minutes: int, *topics: tuple, **more) -> dict:
        listed = [
            {"title": title, "presenter": presenter, "sections": list(stems)} for title, presenter, *stems in topics
        ]
        return {
            "start": start,
            "end": end,
            "item": text,
            "note": "",
            "offset": offset / 110,
            "share": minutes / 110,
            "emphasis": text == "討論事項",
            "sections": [],
            "topics": listed,
        } | more

    return [
        item("14:00", "14:05", "主席致詞及委員介紹", 0, 5, sections=["40-long"]),
        item(
            "14:05",
            "14:45",
            "專題分享",
            5,
            40,
            ("我國電子商務發展趨勢分析服務", "資訊中心"),
            ("2020「總統盃黑客松」參賽經驗分享", "台電公司"),
            note="2 項",
        ),
        item("14:45", "15:05", "報告事項", 45, 20, ("政府資料開放行動方案報告", "", "10-inventory")),
        item(
            "15:05",
            "15:45",
            "討論事項",
            65,
            40,
            ("開放資料民間需求回應說明", "", "50-requests"),
            ("後續資料開放作業規劃", "", "40-not-in-this-part"),
        ),
        item("15:45", "15:50", "臨時動議", 105, 5),
    ]


def sample_files() -> dict[str, bytes]:
    return {
        "annex/10-inventory.xlsx": b"PK\x03\x04 not really",
        "annex/需求 明細.csv": "單位,筆數\r\n水利署,59\r\n".encode("utf-8-sig"),
    }
