"""The catalogue of faults, group E: encodings and characters, each row a test by its id."""

import pytest

from reportlib.errors import InputError
from reportlib.readers import characters, files as readers_files, sheets as readers_sheets
from tests.readers.made_files import ods, refusal, written
from tests.readers.results_of_readers import book

pytestmark = pytest.mark.usefixtures("chinese")


def test_E02_E03_the_characters_that_other_Big5_readers_lose_are_read(tmp_path):
    text = "碁銹裏墻恒粧嫺,€,╔═╗▓\n"
    [sheet] = readers_files.read(written(tmp_path, text.encode("cp950")))
    assert (sheet.rows, sheet.encoding, sheet.doubts) == ([tuple(text.strip().split(","))], "cp950", ())


def test_E04_a_private_use_character_keeps_its_row_out_and_the_others_in(tmp_path):
    path = written(tmp_path, "機關,承辦人\n經濟部,林".encode("cp950") + b"\xfa\x40\n" + "水利署,陳\n".encode("cp950"))
    [(_, [sheet])] = readers_files.read_many([path])
    assert sheet.rows == [("機關", "承辦人"), ("經濟部", "林□(FA40)"), ("水利署", "陳")]
    [doubt] = sheet.doubts
    assert (doubt.code, doubt.row, doubt.column, doubt.usable) == ("E04", 2, 2, False)
    assert "□(FA40)" in doubt.what
    [problem] = readers_sheets.unusable([sheet])
    assert str(problem).startswith("E04 資料.csv第 2 列 B 欄：有無法辨識的字（造字）□(FA40)")
    assert "UTF-8 或 XLSX" in problem.todo
    assert readers_files.read(path) == [sheet]


def test_E04_a_private_use_character_in_a_workbook_is_told_alike(tmp_path):
    [(_, [sheet])] = readers_files.read_many(
        [written(tmp_path, book(("人",), ("林\ue000",), ("\uf0b7 項目",)), "a.xlsx")]
    )
    assert [(doubt.row, doubt.usable) for doubt in sheet.doubts] == [(2, False), (3, True)]
    assert "□(U+E000)" in sheet.doubts[0].what
    assert "UTF-8" not in readers_sheets.unusable([sheet])[0].todo  # it is Unicode already


def test_E05_a_character_of_the_Hong_Kong_supplement_is_suggested_and_not_guessed(tmp_path):
    data = "姓名\n王".encode("cp950") + "珉".encode("big5hkscs") + "\n林".encode("cp950") + "堃".encode("big5hkscs")
    [(_, [sheet])] = readers_files.read_many([written(tmp_path, data)])
    assert [row[0] for row in sheet.rows] == ["姓名", "王□(FE5E)", "林□(FB69)"]
    assert ["「珉」" in sheet.doubts[0].what, "「堃」" in sheet.doubts[1].what] == [True, True]


SIMPLIFIED = "机关,数据集名称,提供日期\n经济部水利署,水库水情数据每日更新\n标准检验局,商品检验不合格清单\n"


@pytest.mark.parametrize(
    "text",
    [SIMPLIFIED, SIMPLIFIED.replace("检", "检\n验"), "机关,数据\n水利署,水\n"],
    ids=["no CP950", "rows", "short"],
)
def test_E08_simplified_Chinese_in_GBK_is_refused_and_not_read_as_rare_characters(tmp_path, text):
    assert "E08 資料.csv：看來是簡體中文（GBK）編碼" in refusal(written(tmp_path, text.encode("gbk")))


def test_E08_expected_headers_tell_a_short_GBK_file(tmp_path):
    path = written(tmp_path, "一,二\n1,2\n".encode("gbk"))
    assert readers_files.read(path)[0].rows[0] == ("珨", "媼")
    with pytest.raises(InputError, match="E08"):
        readers_files.read(path, expected=("二", "機關"))
    assert readers_files.read(written(tmp_path, "一,二\n1,2\n".encode("cp950")), expected=("二",))[0].rows[0] == (
        "一",
        "二",
    )


def test_E08_no_ordinary_text_is_taken_for_GBK_or_for_garbled(root, shared):
    for path in [*(root / "data").rglob("*.csv"), *(shared / "real").glob("*.csv"), *(shared / "corpus").glob("*.csv")]:
        text = path.read_bytes().decode(
            "utf-8-sig" if "big5" not in path.name and "cp950" not in path.name else "cp950", "ignore"
        )
        assert characters.mojibake(text) == "", path.name
        assert not characters.looks_gbk(
            text.encode("cp950", "ignore"), text.encode("cp950", "ignore").decode("cp950")
        ), path.name


PLAIN = "機關,資料集名稱,提供日期\n經濟部水利署,水庫水情資料每日更新\n標準檢驗局,商品檢驗不合格清單\n"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("utf-8", "cp950"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("cp950", "latin-1"), ("cp950", "cp1252")],
)
def test_E13_text_that_was_opened_in_a_wrong_encoding_and_saved_is_refused(tmp_path, right, wrong):
    garbled = PLAIN.encode(right).decode(wrong, "replace")
    assert "E13 資料.csv：文字是亂碼" in refusal(written(tmp_path, garbled.encode()))
    if min(garbled) >= "\x00" and all(c.isprintable() or c == "\n" for c in garbled):
        rows = [tuple(line.split(",")) for line in garbled.splitlines()]
        assert "E13 a.xlsx〔Sheet〕" in refusal(written(tmp_path, book(*rows), "a.xlsx"))


def test_E13_western_names_are_not_garbled(tmp_path):
    text = "名稱,城市\nCafé Müller,Århus\nŁódź – Ærø,São Paulo “x”\n“…”,££\n"
    assert len(readers_files.read(written(tmp_path, text.encode()))[0].rows) == 4


def test_E11_a_question_mark_inside_a_word_is_counted_and_listed(tmp_path):
    [sheet] = readers_files.read(
        written(tmp_path, "單位,說明\n臺?市,蕭??文化園區\n經濟部,是否提供?請說明\n經濟部,http://x/?一\n".encode())
    )
    assert sheet.notices == ("資料.csv 有 2 格的字中夾有「?」，可能是來源已遺失字元：A2、B2。",)
    assert [(doubt.code, doubt.row, doubt.column, doubt.usable) for doubt in sheet.doubts] == [
        ("E11", 2, 1, True),
        ("E11", 2, 2, True),
    ]


def test_E11_the_real_file_with_lost_characters_says_so(shared):
    [sheet] = readers_files.read(shared / "corpus" / "taiwan_scenic_spots_big5.csv")
    assert len([doubt for doubt in sheet.doubts if doubt.code == "E11"]) > 5


def test_E14_control_characters_and_line_separators_are_reported_and_kept(tmp_path):
    [sheet] = readers_files.read(written(tmp_path, "名\x07稱,a\u2028b\n甲,乙\n".encode()))
    assert sheet.rows[0] == ("名\x07稱", "a\u2028b")
    assert sheet.notices == ("資料.csv 有 2 格有控制字元，輸出時略去：A1、B1。",)


def test_E16_second_bytes_that_are_a_backslash_or_a_bar_split_nothing(tmp_path):
    text = '功許蓋,育,1\n淚|枯,"功,許",2\n'
    assert b"\\" in text.encode("cp950") and b"|" in text.encode("cp950")
    assert readers_files.read(written(tmp_path, text.encode("cp950")))[0].rows == [
        ("功許蓋", "育", "1"),
        ("淚|枯", "功,許", "2"),
    ]


ODD = ["甲\u202e乙", "👍🏽", "𠮷野家", "葛\U000e0100", "邉\ufe00", "e\u0301"]


def test_E17_bidi_emoji_surrogate_pairs_and_variation_selectors_are_never_dropped(tmp_path):
    files = [
        written(tmp_path, ",".join(ODD).encode(), "a.csv"),
        written(tmp_path, ",".join(ODD).encode("utf-16"), "b.csv"),
        written(tmp_path, book(ODD), "c.xlsx"),
    ]
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in ODD
    )
    files.append(written(tmp_path, ods(f"<table:table-row>{cells}</table:table-row>"), "d.ods"))
    for _, [sheet] in readers_files.read_many(files):
        assert sheet.rows == [tuple(ODD)]
        assert [(doubt.code, doubt.column) for doubt in sheet.doubts] == [("E17", 1)]
        assert "有 1 格有改變書寫方向的控制字元：A1。" in sheet.notices[-1]
