"""Every number of every output is a fact, an allowed way of writing, or quoted from a source; bare digits stop the build."""

import json
from decimal import Decimal

import pytest

from reportlib.display.display import Naming, Sentence, runs
from reportlib.display.prose import KeyFigures, Prose
from reportlib.display.tables import Row, Table
from reportlib.document import digits
from reportlib.document.digits import origins
from reportlib.document.printed_texts import Said
from reportlib.document.quotable import QuotableTexts
from reportlib.errors import RunError
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import Fact, Unit, total_of
from reportlib.measures.counting import leaders

NOTHING = QuotableTexts([], [])


CATALOGUE = {
    "input": "catalogue",
    "file": "catalogue.csv",
    "sheet": "",
    "path": "rows/catalogue.csv",
    "columns": ["編號", "資料集名稱", "數量"],
    "rows": [[2, "548277", "內政部 20 公尺網格數值地形模型資料", "127"], [3, "A-7", "清單76項如期完成", "8"]],
}


def fact(value, label="項", name="x"):
    return Fact(Decimal(value), Unit(label), name, "某數")


def found(text, **more):
    """(number, origin, form) of each number in a plain text."""
    return [
        (number.text, origin, form)
        for number, origin, form in origins(Said("", "", ({"text": text},), **more), NOTHING)
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("截至 109-10-31", "日期"),
        ("112/09/26", "日期"),
        ("109 年 10 月", "日期"),
        ("109 年 10 月 31 日", "日期"),
        ("（11月30日前）", "日期"),
        ("14:05–14:45", "時間"),
        ("109 年度", "年度及期別"),
        ("109 年上半年", "年度及期別"),
        ("103 至 108 年", "年度及期別"),
        ("103 年至 109 年", "年度及期別"),
        ("第 6 屆第 1 次", "屆次"),
        ("5-2 決議一", "屆次"),
        ("第 18 條第 1 項第 2 款", "法規條次"),
        ("第 7 條之 1", "法規條次"),
        ("見表 12、圖 3、附件 1", "參照"),
        ("第 3 頁", "參照"),
        ("出處：F-0012", "參照"),
        ("電話 02-2321-2200 分機 850", "電話"),
        ("0912-345-678", "電話"),
        ("https://data.gov.tw/dataset/6569", "識別"),
        ("catalogue-2020.csv", "識別"),
        ("SHA-256（前 12 碼）", "識別"),
        ("5 星", "星等"),
    ],
)
def test_dates_citations_references_telephones_and_identifiers_are_allowed(text, form):
    assert {(origin, name) for _, origin, name in found(text)} == {("allowed", form)}


@pytest.mark.parametrize(
    "text",
    [
        "共 3,159 項",
        "占 70%",
        "第 3 名",
        "上架滿 1 年",
        "3 月內",
        "13 月 2 日內",
        "達 109 項",
        "1,109 年",
        "2,385 / 2,487",
        "3/5 完成",
        "每項 0.1 分",
        "甲等 4 個各",
        "6 星",
        "12-15 項",
        "104",
        "代表 21 人",
        "一覽表 3 份",
        "附件 2 份",
        "第 3159 項",
    ],
)
def test_a_quantity_a_rank_or_a_duration_is_not(text):
    assert None in {origin for _, origin, _ in found(text)}


def test_some_forms_are_allowed_under_their_header_only():
    for text, header in (("11/30", "期限"), ("104", "年度"), ("c685a4f06630", "SHA-256（前 12 碼）"), ("1", "附件")):
        assert {origin for _, origin, _ in found(text, under=header)} == {"allowed"}
        assert None in {origin for _, origin, _ in found(text, under="數量")}


def test_what_a_source_says_may_be_quoted_but_a_number_of_it_may_not():
    sources = QuotableTexts([CATALOGUE], ["2020「總統盃黑客松」參賽經驗分享"])

    def origin(text, under=""):
        return {origin for _, origin, _ in origins(Said("", "", ({"text": text},), under=under), sources)}

    assert (
        origin("內政部 20 公尺網格數值地形模型資料")
        == origin("最多的是「內政部 20 公尺網格數值地形模型資料」")
        == {"quoted"}
    )
    assert origin("二、2020「總統盃黑客松」參賽經驗分享") == origin("20 公尺網格數值地形") == {"quoted"}
    assert origin("548277") == origin("548277　水權統計資料開放建議") == {"quoted"}
    assert origin("127") == origin("共 127 項") == origin("127", "編號") == {None}
    assert origin("內政部 21 公尺網格數值地形模型資料") == origin("76項") == {None}


def test_a_plain_text_knows_the_facts_it_prints_also_when_it_is_joined_with_others():
    rank, lacking = fact(1, "名", "rank"), fact(2, "個", "lacking")
    caption = Naming("水利署得分說明（第 {rank} 名）", rank=rank)
    note = Naming.joined("；", ["109 年", Naming("尚缺 {lacking} 個單位", lacking=lacking)])
    table = Table(caption, ("單位", "分"), (Row(("水利署", fact(3))),), note=note)
    assert (caption, note) == ("水利署得分說明（第 1 名）", "109 年；尚缺 2 個單位")
    assert table.named() == (rank, lacking) and [cell["fact"] for cell in table.placing()["named"]] == [
        "rank",
        "lacking",
    ]
    assert KeyFigures.of(**{note: rank}).named() == (lacking,)
    assert runs("{note}。", note=note) == (
        ("109 年", False),
        ("；", False),
        ("尚缺 ", False),
        (lacking, False),
        (" 個單位", False),
        ("。", False),
    )


def test_the_largest_part_is_named_and_of_more_than_three_equals_their_number_is_a_fact():
    def named(*values):
        parts = {name: fact(value, name=f"x/{name}") for name, value in zip("甲乙丙丁戊", values, strict=False)}
        return leaders(Breakdown("單位", parts, total_of(parts.values(), Unit("項")).named("x", "某數")))[0]

    assert (named(3, 8, 1), named(8, 1, 8), named(2, 2, 2, 2, 1)) == ("乙", "甲、丙各", "甲等 4 個各")
    [number] = [cell for cell, _ in named(2, 2, 2, 2, 1).runs if isinstance(cell, Fact)]
    assert (number.name, number.value, len(number.operands)) == ("x.leaders/單位", 4, 4)


def block(display, **more):
    return {"source": "", **display.data(), **display.placing(), **more}


def document(*blocks, tables=(), quoted=()):
    meeting = {
        "title": "第 6 屆第 1 次會議",
        "body": "經濟部",
        "date_text": "109 年 11 月",
        "details": [["召集人", "林次長"]],
    }
    section = {
        "id": "10-inventory",
        "title": "資料集盤點",
        "agenda_item": "報告事項",
        "as_of_text": "資料統計至 109-10-31",
        "blocks": list(blocks),
    }
    return {"meeting": meeting, "agenda": [], "sections": [section], "tables": list(tables), "quoted": list(quoted)}


def prose(sentence, **values):
    display = Prose.of(sentence, **values)
    return {"kind": "prose", "runs": display.data()["paragraphs"][0], **display.placing()}


def test_sentences_and_cells_with_facts_pass_and_are_counted():
    total = fact(3159)
    reason = Sentence(runs("{gold} 項 × {weight} 分", gold=fact(576), weight=fact("0.1", "分")))
    table = Table("各單位", ("單位", "得分說明", "年度"), (Row(("水利署", reason, "104")),))
    counts = digits.check(document(prose("截至 109 年 10 月 31 日共 {total!s} 項。", total=total), block(table)))
    assert counts["fact", ""] == 3 and counts["allowed", "日期"] == 3 + 2 + 3 and counts["allowed", "年度及期別"] == 1


@pytest.mark.parametrize(
    ("spoilt", "place"),
    [
        (prose("共 3,159 項。"), "text"),
        (prose("共 {total} 項，占 70%。", total=fact(3159)), "text"),
        ({"kind": "heading", "level": 2, "text": "共 3,159 項"}, "heading"),
        ({"kind": "list", "items": [[{"text": "共 3,159 項"}]]}, "list"),
        (block(Table("共 3,159 項", ("單位",), (Row(("甲",)),))), '"共 3,159 項"'),
        (block(Table("表", ("共 3,159 項",), (Row(("甲",)),))), '"共 3,159 項"'),
        (block(Table("表", ("單位",), (Row(("共 3,159 項",)),))), '"表""單位"'),
        (block(Table("表", ("單位",), (Row((Sentence(runs("共 3,159 項，{other}", other=fact(1))),)),))), '"表""單位"'),
        (block(Table("表", ("單位",), (Row(("甲",)),)), source="共 3,159 項"), '"表"'),
        (block(Table("表", ("單位",), (Row(("甲",)),)).says("共 3,159 項")), "slide's title"),
        (block(KeyFigures.of(**{"共 3,159 項": fact(1)})), '"共 3,159 項"'),
        (
            {
                "kind": "chart",
                "caption": "圖",
                "alt": "長條圖：甲 3,159 項。",
                "points": [],
                "svg": "<svg/>",
                "source": "",
                "unit": "",
            },
            '"圖"',
        ),
        (
            {
                "kind": "chart",
                "caption": "圖",
                "alt": "",
                "points": [{"label": "甲", "text": "3,150", "fact": "F-0001"}],
                "svg": "<svg><text x='1'>3,159</text></svg>",
                "source": "",
                "unit": "",
            },
            "the drawing",
        ),
    ],
)
def test_a_bare_number_anywhere_stops_the_build_and_the_message_names_section_place_digits_and_sentence(spoilt, place):
    with pytest.raises(RunError) as refused:
        digits.check(document(spoilt))
    message = str(refused.value)
    assert message.startswith("R25 10-inventory") and place in message
    assert ("3,159" in message or "70%" in message) and "Write it as a named fact" in message


def test_every_place_is_named_up_to_twenty_and_the_cover_too():
    spoilt = document(*(prose(f"共 {number} 項。") for number in range(30)))
    spoilt["meeting"]["details"] = [["時間", "14:00–15:50（110 分鐘）"]]
    with pytest.raises(RunError) as refused:
        digits.check(spoilt)
    problems = refused.value.problems
    assert len(problems) == 21 and "cover" in problems[0].what and "11 more places" in problems[-1].what
    spoilt = document()
    spoilt["meeting"] |= {
        "details": [["時間", "14:00–15:50（110 分鐘）"]],
        "named": [{"text": "110", "fact": "F-0001"}],
    }
    assert digits.check(spoilt)["fact", ""] == 1


def test_the_build_refuses_a_notebook_with_a_bare_number_and_names_the_section(packet, project):
    path = project / "notebooks" / "10-inventory.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"].insert(
        1, {"cell_type": "markdown", "id": "spoilt", "metadata": {}, "source": ["另有 37 項資料集待開放。"]}
    )
    path.write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")
    done = packet("build", project / "params" / "moea-6-1.yaml", "--sections", "10-inventory")
    assert done.returncode == 4, done.stderr
    assert "R25 10-inventory" in done.stderr and '"37"' in done.stderr and "另有 37 項資料集待開放。" in done.stderr
    assert not (project / "output").joinpath("moea-6-1.partial").exists()
