"""Coded columns: what is none of the words is told with the nearest, other spellings become the word."""

import pytest

from reportlib import language
from reportlib.readers.sheets import Sheet
from reportlib.returns.asked import RETURNS, Codes
from reportlib.returns.coded_columns import check_codes, in_words
from tests.support.good_returns import returned
from tests.support.laid_out import examine

YES_NO = Codes.of([("是", ["Y", "✓", "V", "■"]), ("否", ["N", "X", "□"])])
FORMATS = Codes.of([("CSV", []), ("JSON", []), ("JPG", ["JPEG"])], several=True)


@pytest.fixture(autouse=True, scope="module")
def chinese():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "language", lambda: "zh")
        yield


def test_V17_a_word_that_is_not_in_the_list_is_told_with_the_nearest():
    found = returned(
        "checklist", {"連結可下載": "大概", "說明": "x"}, {"連結可下載": "✓", "依頻率更新": "x", "說明": "x"}
    )
    [finding] = check_codes(found, {"link_works": YES_NO, "updated_in_time": YES_NO})
    assert (finding.code, finding.level, finding.cell, finding.value) == ("V17", "error", "D3", "大概")
    assert finding.what == "「大概」不是可填的選項。" and finding.todo == "可填：是、否。請由選單選取後重送。"


def test_V17_all_options_are_named():
    words = [f"分類{number}" for number in range(18)]
    [finding] = check_codes(
        returned("checklist", {"連結可下載": "大概", "說明": "x"}),
        {"link_works": Codes.of((word, []) for word in words)},
    )
    assert "、".join(words) in finding.todo


def test_V17_a_row_that_another_cell_sets_aside_is_told_of_all_its_cells_at_once():
    table = RETURNS["plan"].table
    rows = [
        ("編號", "資料集名稱", "預計開放日期", "檔案格式", "更新頻率"),
        ("1", "甲", "109/2/30", "CSV;JSONN", "偶爾"),
        ("2", "乙", "109/2/30", "CSV", ""),
        ("3", "丙", "109/11/30", "CSV", "偶爾"),
    ]
    found = examine(table, Sheet("a.xlsx", "甲", None, rows))
    codes = {"formats": FORMATS, "update_frequency": Codes.of([("每1月", [])])}
    told = {(finding.code, finding.cell, finding.value) for finding in check_codes(found, codes)}
    assert told == {("V17", "D2", "JSONN"), ("V17", "E2", "偶爾"), ("V17", "E4", "偶爾")}


def test_V17_every_part_of_a_list_is_looked_at():
    table = RETURNS["plan"].table
    found = examine(
        table,
        Sheet(
            "a.xlsx",
            "甲",
            None,
            [
                ("編號", "資料集名稱", "預計開放日期", "檔案格式"),
                ("1", "甲", "109/11/30", "CSV;jpeg"),
                ("2", "乙", "109/11/30", "CSV、JSONN"),
            ],
        ),
    )
    [finding] = check_codes(found, {"formats": FORMATS})
    assert (finding.cell, finding.value) == ("D3", "JSONN") and "是不是「JSON」？" in finding.todo
    assert in_words(found.records, {"formats": FORMATS}).frame["formats"].tolist() == [("CSV", "JPG"), ("CSV", "JSONN")]


def test_V17_other_spellings_become_the_word():
    found = returned("checklist", {"連結可下載": "✓", "依頻率更新": "■"}, {"連結可下載": "Ｙ", "依頻率更新": "是"})
    words = {"link_works": YES_NO, "updated_in_time": YES_NO, "category": YES_NO}
    assert check_codes(found, words) == ()
    assert in_words(found.records, words).frame[["link_works", "updated_in_time"]].values.tolist() == [["是", "是"]] * 2
    assert found.records.frame["link_works"].tolist() == ["✓", "Ｙ"]
