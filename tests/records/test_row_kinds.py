"""Rows that hold no record: totals, notes, examples, headers again."""

import pytest

from tests.records.small_sheets import HEADER, PLAN, adds_up, row, sheet
from tests.support.laid_out import examine, locate

pytestmark = pytest.mark.usefixtures("chinese")


def test_L04_blank_rows_and_columns_are_skipped_and_counted():
    shifted = [(*cells[:2], None, *cells[2:]) for cells in (HEADER, row(1), (), (None, " "), row(2))]
    found = locate(sheet(*shifted), PLAN)
    assert [number for number, _ in found.rows] == [2, 5] and found.counts()["blank"] == 2 and adds_up(found)
    assert found.places["title"] == 3 and not found.findings


@pytest.mark.parametrize(
    "word", ["合計", "總計", "小計", "計", "合　計", "共計：", "合計（件）", "總　　計", "水利署小計"]
)
def test_L05_a_row_of_totals_in_any_spelling_is_no_record(word):
    found = locate(sheet(HEADER, row(1, count=5), (word, None, None, None, None, 5)), PLAN)
    assert [number for number, _ in found.rows] == [2] and found.counts()["totals"] == 1 and adds_up(found)


@pytest.mark.parametrize("title", ["總計表", "戶口統計", "合計處理費統計"])
def test_L05_a_dataset_whose_name_sounds_like_a_total_is_a_record(title):
    assert len(locate(sheet(HEADER, row("統計", title=title)), PLAN).rows) == 1


def test_L06_totals_of_blocks_and_of_all_are_checked_against_their_own_sums():
    rows = (
        HEADER,
        row(1, count=2),
        row(2, count=3),
        ("小計", None, None, None, None, 5),
        row(3, count=4),
        ("小計", None, None, None, None, 4),
        ("合計", None, None, None, None, 9),
    )
    assert examine(PLAN, sheet(*rows)).findings == ()
    wrong = examine(PLAN, sheet(*rows[:-2], ("小計", None, None, None, None, 7), ("合計", None, None, None, None, 10)))
    assert [(f.code, f.level, f.cell, f.what) for f in wrong.findings] == [
        ("L06", "warning", "F6", "合計為 7，各列相加為 4。"),
        ("L06", "warning", "F7", "合計為 10，各列相加為 9。"),
    ]


@pytest.mark.parametrize(
    "below",
    [
        ("填表人：王小明", None, None, "單位主管："),
        ("填表人：", "王小明", "核章：", "李大明"),
        ("備註：本表於 109/11/5 更新。",),
        ("說明",),
        ("※資料截至 109/10/31",),
        ("註1：含依申請提供。",),
        (None, "聯絡電話：02-2321-2200"),
        ("以下空白",),
        ("資料來源：本署統計",),
        ("承辦人", None, "科長", None, "主任"),
    ],
)
def test_L07_notes_and_signatures_below_the_table_are_set_aside_and_named(below):
    found = locate(sheet(HEADER, row(1), (), below), PLAN)
    assert [number for number, _ in found.rows] == [2] and found.counts()["notes"] == 1 and adds_up(found)
    assert found.notices == ("單位.xlsx〔甲〕：第 4 列為附註或簽章，不列入資料。",)


@pytest.mark.parametrize(
    "said",
    [
        ("共 2 筆",),
        ("合計２筆",),
        (None, "合計：2項"),
        ("以上共計 2 筆資料",),
        ("資料筆數：2",),
        ("（共二項）",),
        ("共 53", "000 筆"),
    ],
)
def test_L07_how_many_records_there_are_is_no_record(said):
    found = locate(sheet(HEADER, row(1), said), PLAN)
    assert [number for number, _ in found.rows] == [2] and found.counts()["notes"] == 1 and adds_up(found)


def test_L07_a_record_that_says_a_number_is_a_record():
    assert len(locate(sheet(HEADER, row("共1項"), ("計畫3件", None, "甲", None, None, None)), PLAN).rows) == 2


def test_L07_the_lines_of_a_note_go_with_it():
    found = locate(
        sheet(
            HEADER,
            row(1),
            ("說明：",),
            ("1. 請於 109/11/10 前送出。",),
            (None, "二、資料集名稱應與平臺上所登載的名稱相同。"),
        ),
        PLAN,
    )
    assert found.counts()["notes"] == 3 and len(found.rows) == 1


def test_L07_a_record_that_begins_like_a_note_is_a_record():
    rows = (("註1", "水利署", "備註：說明的資料集", "109/8/1", None, None), ("單位", "水利署", "甲", None, None, None))
    assert len(locate(sheet(HEADER, *rows), PLAN).rows) == 2


@pytest.mark.parametrize(
    "first",
    ["範例", "（範例）", "範例1", "例：", "例如", "填寫說明：請依序填寫", "【填寫範例】", "填表說明", "範例 水利署-01"],
)
def test_L18_examples_and_explanations_of_the_form_are_removed_and_named(first):
    found = locate(sheet(HEADER, (first, "水利署", "河川水位", "109/11/30", None, 1), row(1)), PLAN)
    assert [number for number, _ in found.rows] == [3] and found.counts()["examples"] == 1 and adds_up(found)
    assert found.notices == ("單位.xlsx〔甲〕：第 2 列為範例或填寫說明，已移除。",)


@pytest.mark.parametrize("first", ["範例資料庫", "例外管制清單", "示範專區", "填海造地"])
def test_L18_a_record_that_only_sounds_like_an_example_stays(first):
    assert len(locate(sheet(HEADER, (first, "水利署", first)), PLAN).rows) == 1


def test_L19_a_header_alone_is_an_answer_with_no_rows():
    found = examine(PLAN, sheet(HEADER))
    assert found.findings == () and found.records.counts["used"] == 0
    assert found.notices == ("單位.xlsx〔甲〕：無資料列。",)
