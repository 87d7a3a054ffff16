"""Names that a description lists, and the columns that they are."""

import pytest

from reportlib.judging.names import described, header_at, matched


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("name(名稱);no(編號)", ["name(名稱)", "no(編號)"]),
        ("村名(name)、人口(population)", ["村名(name)", "人口(population)"]),
        ("甲(一、二);乙", ["甲(一、二)", "乙"]),
        ("金額(新臺幣、千元)、年度", ["金額(新臺幣、千元)", "年度"]),
        ("a, b，c", ["a", "b，c"]),
        ("單一欄位", ["單一欄位"]),
        ("", []),
        (None, []),
    ],
)
def test_a_description_is_split_at_its_own_separator_and_never_within_brackets(text, names):
    assert list(described(text)) == names


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("累計實徵數合計(1)(元)", "累計實徵數合計(1)(元)"),
        ("name(名稱)", "名稱"),
        ("name(名稱)", "NAME"),
        ("名稱(name)", "name"),
        ("臺數（萬）", "台數(萬)"),
        ("2.名稱", "名稱"),
        ("名稱：測站的名稱", "名稱"),
        ("name", "name(名稱)"),
    ],
)
def test_a_name_is_read_whole_first_and_then_in_parts(name, column):
    assert matched([name], ["其他", column]) == {name: column}


def test_no_column_is_two_names_and_whole_names_come_first():
    assert matched(["數量(元)", "數量"], ["數量", "數量(元)"]) == {"數量(元)": "數量(元)", "數量": "數量"}
    assert matched(["a(名稱)", "b(名稱)"], ["名稱"]) == {"a(名稱)": "名稱", "b(名稱)": None}


def test_the_header_is_the_row_with_the_described_names():
    rows = [["統計表", ""], ["名稱", "數量"], ["甲", "1"]]
    assert header_at(rows, ["名稱", "數量"]) == 1
    assert header_at(rows, ["別的"]) == 0
    assert header_at([], ["名稱"]) == 0
