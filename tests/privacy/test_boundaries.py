"""The shortest and the longest that is taken for personal data, and what is next to it."""

import pytest

from reportlib.privacy.masker import Masker, find, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("來源 255.255.255.255", "來源 〔網路位址〕"),
        ("來源 256.255.255.255", "來源 256.255.255.255"),
        ("來源 10.20.30.40", "來源 〔網路位址〕"),  # eight digits, and a first part of two
        ("來源 10.20.30.4", "來源 10.20.30.4"),
        ("來源 9.200.200.200", "來源 9.200.200.200"),
        ("IP：1.2.3.4", "IP：〔網路位址〕"),  # said to be one
        ("版本 10.20.30.40", "版本 10.20.30.40"),
        ("來源 10.20.030.40", "來源 10.20.030.40"),
    ],
)
def test_an_address_in_a_network_has_four_parts_of_a_byte_and_is_not_a_version(text, masked):
    assert mask(text)[0] == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("聯絡人：王", "聯絡人：王"),
        ("聯絡人：王明", "聯絡人：〔姓名〕"),
        ("聯絡人：Li", "聯絡人：Li"),
        ("聯絡人：Lin", "聯絡人：〔姓名〕"),
        ("聯絡人：ABCD", "聯絡人：ABCD"),  # capitals only are an abbreviation up to four
        ("聯絡人：ABCDE", "聯絡人：〔姓名〕"),
        ("請洽王小", "請洽王小"),
        ("請洽王小明", "請洽〔姓名〕"),
        ("Mary", "Mary"),
        ("Mary Smith", "〔姓名〕"),
        ("Mary Award", "Mary Award"),
    ],
)
def test_a_name_has_at_least_so_many_letters(text, masked):
    assert mask(text)[0] == masked


def test_what_stands_alone_behind_a_label_is_doubtful_up_to_five_characters():
    assert [len(find(f"承辦人：{'甘乙丙丁戊己'[:length]}")) for length in (1, 2, 5, 6)] == [0, 1, 1, 0]


def test_a_name_of_two_characters_is_looked_for_elsewhere_with_what_stands_beside_it_and_a_longer_one_by_itself():
    needles = {one.original: one.needle for one in find("王科長、張明科長、王小明科長")}
    assert needles == {"王": "王科長", "張明": "張明科長", "王小明": "王小明"}
    assert [one.needle for one in find("聯絡人：李明")] == ["聯絡人:李明"]
    assert [one.needle for name in ("李明", "李小明") for one in Masker().find(name, "聯絡人姓名")] == ["", "李小明"]


def test_a_field_of_one_character_is_no_name():
    assert Masker().mask("王", "姓名")[0] == "王" and Masker().mask("王明", "姓名")[0] == "〔姓名〕"


def test_what_stands_right_beside_a_name_that_is_kept_is_masked():
    kept = Masker(kept=("林全能",))
    assert kept.mask("林全能王小明先生")[0] == "林全能〔姓名〕先生"
    assert kept.mask("王小明先生林全能先生")[0] == "〔姓名〕先生林全能先生"


def test_a_piece_is_found_once_and_where_it_stands_also_behind_one_that_is_masked():
    found = find("王小明先生與卍卍卍卍先生")
    assert [(one.start, one.original, one.is_masked) for one in found] == [
        (0, "王小明", True),
        (7, "卍卍卍先生", False),  # of a name in no table three characters are told
    ]


@pytest.mark.parametrize(
    ("text", "needles"),
    [
        ("王明先生", ["王明先生"]),  # two characters are looked for with what stands beside them
        ("王小明先生", ["王小明"]),
        ("承辦人：王小明、李小華", ["王小明", "李小華"]),
        ("承辦人：王小明及李小華", ["王小明", "李小華"]),
        ("承辦人：王小明，李小華", ["王小明"]),
    ],
)
def test_every_name_that_is_joined_to_the_first_is_looked_for(text, needles):
    assert [one.needle for one in find(text)] == needles
