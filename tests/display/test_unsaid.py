"""What a template says in place of a basis is no basis: no sentence tells of it."""

import pytest

from reportlib.display.display import Naming
from reportlib.text import Quoted, Unsaid, is_of_template


@pytest.mark.parametrize(
    ("sentence", "told", "without"),
    [
        ("來源：{source}", "來源：要點", ""),
        ("檢核項目及期限：{source}。", "檢核項目及期限：要點。", ""),
        ("以檔案格式計；{source}", "以檔案格式計；要點", "以檔案格式計"),
        ("{source}；日數為日曆天，至 {day} 止", "要點；日數為日曆天，至 3 止", "日數為日曆天，至 3 止"),
        ("門檻 {day} 元：{source}；由本資料所擬", "門檻 3 元：要點；由本資料所擬", "門檻 3 元；由本資料所擬"),
        ("達 {day!s} 項以上（{source}）。", "達 3 項以上（要點）。", "達 3 項以上。"),
        ("共 {day} 項；依據 {source}。", "共 3 項；依據 要點。", "共 3 項。"),
        ("{source}所載為 {day} 項。", "要點所載為 3 項。", "所載為 3 項。"),
    ],
)
def test_a_sentence_does_without_a_basis_that_nobody_has_filled_in(sentence, told, without):
    more = {"day": "3"} if "{day" in sentence else {}
    assert Naming(sentence, source=Quoted("要點"), **more) == told
    assert Naming(sentence, source=Unsaid(), **more) == without


def test_a_text_is_a_templates_where_it_begins_as_one():
    assert is_of_template("隨程式提供的範本，請填本機關的依據") and is_of_template("隨程式提供的範本")
    assert not is_of_template("本府作業要點") and not is_of_template(None)
