"""The register of figures at the end of the PDF: every fact once, with its derivation and the pages where it stands."""

import functools

import pypdfium2
import pytest

from reportlib.document import register
from reportlib.media.pdf import typst, view
from reportlib.media.pdf.register_view import register_view
from reportlib.model.document import Document
from tests.media.pdf.test_view import HOSTILE
from tests.support.documents import document_of
from tests.support.sample_document import LONG, UNITS, categories, chart, document, heading, prose, record, row, table

PLACE = {"file": "catalogue.csv", "sheet": "", "rows": "2-14,16"}


def fact(number: int, label: str, printed: str, **changes) -> dict:
    """A fact of the document that counts rows; with ``of``, one computed from other facts."""
    shape = (
        {"operator": "count", "rows": [PLACE]}
        if "of" not in changes
        else {"operator": "+", "of": [{"fact": f"F-{n:04}"} for n in changes["of"]]}
    )
    found = {
        "id": f"F-{number:04}",
        "name": f"sample.{number}",
        "label": label,
        "value": printed.replace(",", ""),
        "absence": None,
        "unit": "項",
        "printed": printed,
        "as_of": "2020-10-31",
        "rule": "資料集清單的機關欄",
        "filter": "",
        "derivation": shape,
        "rows": [] if "of" in changes else [PLACE],
        "operands": [f"F-{n:04}" for n in changes.pop("of", ())],
    }
    return found | changes


def with_facts(found: dict, *facts: dict) -> Document:
    return document_of(found | {"facts": list(facts)})


def volume_of(found: dict, *facts: dict) -> tuple[list[str], dict]:
    """The pages of the volume of a document written as a dict, and what it tells of the pages of its facts."""
    whole = with_facts(found, *facts)
    volume = view.to_volume(whole, register.of(whole))
    return pages_of(volume.pdf), volume.told["facts"]


def annexes_of(found: dict, *facts: dict) -> bytes:
    """The annexes of that document, with the register of these facts."""
    whole = with_facts(found, *facts)
    figures = register.of(whole)
    return view.to_annexes(whole, {}, figures, view.to_volume(whole, figures).told).pdf


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without white space."""
    return ["".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


# A value that no other text of the packet has, and where: a big figure, a sentence, a table's row, a chart, a cell's sentence.
PRINTED = {
    1: "90,101",
    2: "90,102",
    3: "90,103",
    4: "90,104",
    5: "90,105",
    6: "90,106",
    7: "90,107",
    8: "90,108",
    9: "90,109",
    10: "90,110",
}


def a_fact(number: int) -> tuple[str, str]:
    return PRINTED[number], f"F-{number:04}"


def blocks() -> list[dict]:
    long_rows = [row(f"第 {at} 列", a_fact(5) if at == 170 else str(at)) for at in range(200)]
    sentence = {
        "text": f"共 {PRINTED[6]} 項",
        "runs": [{"text": "共 "}, {"text": PRINTED[6], "fact": "F-0006"}, {"text": " 項"}],
    }
    # A cell of a page and a half, whose last words are a figure: it stands on the second page.
    tall = {"text": LONG * 60 + PRINTED[7], "runs": [{"text": LONG * 60}, {"text": PRINTED[7], "fact": "F-0007"}]}
    return [
        {
            "kind": "figures",
            "items": [{"text": PRINTED[1], "unit": "項", "note": "", "label": "累計", "fact": "F-0001"}],
        },
        *(prose(LONG * 3) for _ in range(12)),
        prose("一句話裡的 ", a_fact(2), " 項。"),
        table(rows=[row("公共資訊", a_fact(3), "70%"), row("合計", a_fact(1), "100%", style="total")]),
        chart(
            categories().replace("2,222", PRINTED[4]),
            points=[{"label": "公共資訊", "text": PRINTED[4], "fact": "F-0004"}],
        ),
        heading("長表"),
        table("列 甲#", long_rows),
        table("單位 說明", [row("水利署", sentence)]),
        table("單位 說明", [row("水利署", tall)], weights=[1, 9]),
        table(
            "單位 筆數#", [row(name, a_fact(8) if at == 11 else "1") for at, name in enumerate(UNITS)], layout="pairs3"
        ),
        table("單位 筆數#", [row("礦務局", a_fact(9))], only="annex"),
        record(1) | {"message": [{"text": "說了 "}, {"text": PRINTED[10], "fact": "F-0010"}]},
    ]


def facts() -> list[dict]:
    counted = [fact(number, f"第 {number} 個數字", text) for number, text in PRINTED.items()]
    return [*counted, fact(11, "只供計算的數字", "90,111", rule="別的規則")]


@functools.cache
def packet() -> tuple[list[str], dict]:
    return volume_of(document(*blocks()), *facts())


@functools.cache
def annexes() -> str:
    return "".join(pages_of(annexes_of(document(*blocks()), *facts())))


@pytest.mark.parametrize("number", range(1, 9))
def test_a_fact_stands_on_the_pages_on_which_its_value_is_printed(number):
    pages, told = packet()
    stands = [at for at, page in enumerate(pages, 1) if PRINTED[number] in page]
    assert stands and told[f"F-{number:04}"] == stands


def test_a_figure_in_a_cell_that_goes_over_the_page_names_its_own():
    pages, told = packet()
    (page,) = told["F-0007"]
    assert LONG[:20] in pages[page - 2] and PRINTED[7] not in pages[page - 2]


def test_what_is_on_no_page_says_where_it_is_and_what_only_others_need_comes_last():
    parts = register.of(with_facts(document(*blocks()), *facts()))
    entries = {
        entry["value"]: entry["where"] for part in parts for group in part["groups"] for entry in group["entries"]
    }
    places = [entries[f"{text} 項"] for text in (PRINTED[9], PRINTED[10], "90,111")]
    assert places == ["附件檔案", "簡報", "計算用"]
    assert parts[-1]["title"] == "計算用的數字"


def test_a_figure_of_the_cover_and_one_in_a_caption_stand_on_their_pages():
    cover, caption = fact(1, "會議時間", "110", unit="分鐘"), fact(2, "水利署名次", "90,102")
    rank = [{"text": "得分（第 "}, {"text": "90,102", "fact": "F-0002"}, {"text": " 名）"}]
    found = document(table("單位 分", [row("水利署", "9")], caption=rank), named=[{"text": "110", "fact": "F-0001"}])
    assert [part["title"] for part in register.of(with_facts(found, cover, caption))] == ["封面", "一、資料集盤點"]
    assert volume_of(found, cover, caption)[1] == {"F-0001": [1], "F-0002": [2]}


def test_every_fact_stands_in_the_annexes_once_with_its_pages_and_none_by_number_in_the_volume():
    pages, told = packet()
    assert [annexes().count(f"{text}項") for text in (*PRINTED.values(), "90,111")] == [1] * 11
    assert told["F-0001"] == [2, 3] and "2–3" in annexes()
    assert not any("F-0001" in page for page in pages)


def test_a_figure_leads_to_its_family_in_the_annexes_and_the_register_is_a_bookmark():
    whole = with_facts(document(*blocks()), *facts())
    pdf = view.to_volume(whole, register.of(whole)).pdf
    assert b"/S/GoToR/F(annexes.pdf)/D(F-0001)" in pdf and b"nameddest" not in pdf
    outline = [mark.get_title() for mark in pypdfium2.PdfDocument(annexes_of(document(*blocks()), *facts())).get_toc()]
    assert "數字出處" in outline


def test_value_and_page_stand_on_one_line_however_long_the_label_is():
    labels = [f"第 {number} 個{'很長的名稱' * number}" for number in range(1, 9)]
    counted = [fact(number, label, f"90,{number}01", name=f"sample/{number}") for number, label in enumerate(labels, 1)]
    shown = document(prose("共 ", *((one["printed"], one["id"]) for one in counted), " 項。"))
    pages = pypdfium2.PdfDocument(annexes_of(shown, *counted))
    lines = [line for page in pages for line in page.get_textpage().get_text_range().splitlines()]
    for one in counted:
        (line,) = [line for line in lines if f"{one['printed']} 項" in line]
        assert line.endswith(f"{one['printed']} 項 2")


def test_a_word_that_stands_instead_of_a_page_is_not_broken_over_two_lines():
    counted = [fact(number, f"第 {number} 個", f"90,{number}01", name=f"sample/{number}") for number in range(1, 5)]
    pages = pypdfium2.PdfDocument(annexes_of(document(prose("一")), *counted))
    lines = [line for page in pages for line in page.get_textpage().get_text_range().splitlines()]
    for one in counted:
        assert [line for line in lines if line.endswith(f"{one['printed']} 項 計算用")], one["id"]


def on_many_pages() -> bytes:
    """Annexes in which one figure of a family stands on every page of 24 tables, and another on every second."""
    counted = [fact(number, f"第 {number} 個", f"90,{number}01", name=f"sample/{number}") for number in (1, 2)]
    both, one = [row("一", a_fact_of(one)) for one in counted], [row("一", a_fact_of(counted[0]))]
    filling = [row("二", "1") for _ in range(45)]
    tables = (table("名稱 數#", [*(one if at % 2 else both), *filling], only="proof") for at in range(24))
    return annexes_of(document(*tables), *counted)


def a_fact_of(one: dict) -> tuple[str, str]:
    return one["printed"], one["id"]


def test_pages_of_the_annexes_that_follow_each_other_are_named_as_one_run():
    text = "".join(pages_of(on_many_pages()))
    every, second = text.split("90,101項")[1].split("F-0002")[0], text.split("90,201項")[1].split("重建資料")[0]
    assert every == "附2–25"
    assert second == "、".join(f"附{page}" for page in range(2, 26, 2))


def test_however_many_pages_a_figure_stands_on_their_list_stays_within_its_column():
    *_, page = pypdfium2.PdfDocument(on_many_pages())
    read, (wide, _) = page.get_textpage(), page.get_size()
    assert all(right < wide / 2 for left, _, right, _ in boxes_of(read) if left < wide / 2)
    assert any("90,201 項" in line for line in read.get_text_range().splitlines())


def boxes_of(read) -> list[tuple[float, float, float, float]]:
    """Of each printed character of a page left, bottom, right and top, in points; without the header and the footer."""
    boxes = [read.get_charbox(at) for at in range(read.count_chars()) if read.get_text_range(at, 1).strip()]
    return [box for box in boxes if 60 < box[1] < 640]


def test_a_document_without_facts_has_no_register():
    assert register.of(document_of(document(*blocks()))) == []
    assert "數字出處" not in "".join(pages_of(annexes_of(document(prose("一"))))[1:])


def test_O01_the_same_facts_give_the_same_bytes():
    found = document(prose("一", a_fact(1)))
    assert annexes_of(found, fact(1, "數字", PRINTED[1])) == annexes_of(found, fact(1, "數字", PRINTED[1]))


def test_typst_has_nothing_to_warn_of(tmp_path):
    whole = with_facts(document(table(), chart(categories(), points=[])), *facts())
    seen = view.view_of(whole, "proof") | {
        "annexes": [],
        "annex_table": {},
        "register": register_view(register.of(whole), {"F-0001": [1, 2, 5]}),
    }
    view.write_sources(seen, {}, view.TEMPLATES["proof"], tmp_path)
    assert typst.compile_folder(tmp_path)[2] == []


def test_zeros_of_a_family_are_one_line():
    zeros = [
        fact(number, f"{unit}資料集", "0", name=f"sample/{unit}")
        for number, unit in enumerate(("甲", "乙", "丙", "丁"), 2)
    ]
    whole = with_facts(document(prose("一")), fact(1, "戊資料集", "9", name="sample/戊"), *zeros)
    ((group,),) = [part["groups"] for part in register_view(register.of(whole), {})["parts"]]
    assert [entry["value"] for entry in group["entries"]] == ["9 項"]
    assert group["rest"] == "其餘 4 個為 0：F-0002 至 F-0005。"


# ------------------------------------------------------------------------------------------------------ in words


def groups_of(*facts: dict) -> list[dict]:
    return [group for part in register.of(with_facts(document(prose("一")), *facts)) for group in part["groups"]]


def test_what_facts_of_one_derivation_share_is_said_once():
    places = [{"file": "returns.ods", "sheet": "單位回報", "rows": str(at)} for at in (3, 4, 5)]
    facts = [
        fact(
            at,
            f"{unit}推廣活動",
            str(at),
            name=f"returns/{unit}",
            rows=[place],
            filter=f"機關為「{unit}」",
            rule="單位回報",
            derivation={"operator": "recorded", "columns": ["場次"], "rows": [place]},
        )
        for at, (unit, place) in enumerate(zip(UNITS, places, strict=False), 1)
    ]
    (group,) = groups_of(*facts)
    assert group["title"] == "…推廣活動"
    assert group["notes"] == [
        "統計日：109-10-31",
        "資料列：returns.ods〔單位回報〕",
        "算法：「場次」所載",
        "條件：機關為「…」",
        "規則：單位回報",
    ]
    assert [tuple(entry.values())[:5] for entry in group["entries"]] == [
        (f"F-000{at}", UNITS[at - 1], f"{at} 項", f"第 {at + 2} 列", "計算用") for at in (1, 2, 3)
    ]


@pytest.mark.parametrize(("length", "is_printed"), [(590, True), (700, False)])
def test_a_condition_that_would_fill_a_column_is_named_with_where_it_can_be_read(length, is_printed):
    condition = "甲" * length
    place = {"file": "a.csv", "sheet": "", "rows": "2"}
    one = fact(1, "逾期", "1", filter=condition, rows=[place], derivation={"operator": "count", "rows": [place]})
    (note,) = [note for note in groups_of(one)[0]["notes"] if note.startswith("條件：")]
    said = f"條件：共 {length} 字，過長不印；在網頁點選數字，或以 packet explain F-0001，可看全文"
    assert note == (f"條件：{condition}" if is_printed else said)


def test_a_shared_formula_has_a_mark_for_each_operand_that_differs_and_names_the_one_that_does_not():
    counts = [fact(at, f"{UNITS[at]}件數", str(at), name=f"count/{at}") for at in range(3)]
    sums = [fact(10 + at, f"{UNITS[at]}合計", str(at + 7), name=f"sum/{at}", of=[at, 9]) for at in range(3)]
    total = fact(9, "基數", "7", name="base")
    *_, group = groups_of(*counts, total, *sums)
    assert group["notes"][1] == "算式：…件數 + 基數〔F-0009〕"
    assert [entry["how"] for entry in group["entries"]] == ["F-0000", "F-0001", "F-0002"]


@pytest.mark.parametrize(
    ("labels", "short", "common"),
    [
        (["水利署得分", "礦務局得分", "能源局得分"], ["水利署", "礦務局", "能源局"], "…得分"),
        (["109 年得分", "108 年得分", "107 年得分"], ["109", "108", "107"], "…年得分"),
        (["甲 101", "甲 102", "甲 103"], ["甲 101", "甲 102", "甲 103"], ""),
        (["排名 第 1 名", "排名 第 2 名", "排名 第 3 名"], ["1 名", "2 名", "3 名"], "排名 第…"),
        (["甲（含 API）", "乙（不含 API）", "丙（含 API）"], ["甲（含 API）", "乙（不含 API）", "丙（含 API）"], ""),
        (["得分", "水利署得分", "能源局得分"], ["得分", "水利署得分", "能源局得分"], ""),
        (["水利署得分", "礦務局得分"], ["水利署得分", "礦務局得分"], ""),
    ],
)
def test_labels_are_shortened_by_what_all_have_in_common_but_no_word_or_bracket_is_parted(labels, short, common):
    assert register.shortened(labels) == (short, common)


# ------------------------------------------------------------------------------------------------------ texts of others


@pytest.mark.parametrize(
    "text", [*HOSTILE, "造字\ue000與\U0001f600", "很長的名稱" * 60, "〔F-0001〕為「」\x00①", "a1b2c3d4" * 40]
)
def test_X07_labels_rules_and_files_are_texts_that_stay_within_their_column(text):
    rows = {"file": text, "sheet": text, "rows": ",".join(str(at) for at in range(1, 2000, 2))}
    facts = [
        fact(
            at,
            text + (str(at) if at < 4 else ""),
            "90,10" + str(at),
            name="sample",
            rule=text,
            filter=text,
            unit=text,
            rows=[rows],
            derivation={"operator": "count", "rows": [rows]},
        )
        for at in range(1, 6)
    ]
    found = annexes_of(document(prose("一", ("90,101", "F-0001"))), *facts, fact(6, text, "1", of=[1, 2, 3]))
    for page in list(pypdfium2.PdfDocument(found))[3:]:
        read, (wide, _) = page.get_textpage(), page.get_size()
        boxes = [read.get_charbox(at) for at in range(read.count_chars()) if read.get_text_range(at, 1).strip()]
        assert min(left for left, *_ in boxes) > 48 and max(right for _, _, right, _ in boxes) < wide - 48
        assert not any(left < wide / 2 < right for left, bottom, right, _ in boxes if 60 < bottom < 640)
