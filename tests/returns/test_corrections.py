"""Corrections: somebody's data is mended by a signed entry that says what it expects to find, and by nothing else."""

from datetime import date, datetime

import pytest

from reportlib.errors import ConfigError
from reportlib.readers.sheets import Sheet
from reportlib.returns.corrections import MeetingCorrections

ENTRY = """
corrections:
  - file: 水利署.xlsx
    sheet: 預計開放資料集
    row: 3
    column: {column}
    expected: {expected}
    new: {new}
    reason: 電話確認
    who: 王小明
    when: 109-11-20
"""
ROWS = [
    ("編號", "資料集名稱", "預計開放日期", "件數"),
    ("一", "甲", "109/11/30", 3),
    ("二", "乙", "109/2/30", 4.0),
    ("三", "丙", None, None),
]


def sheets(rows=ROWS, name="預計開放資料集", file="水利署.xlsx"):
    return {file: [Sheet(file, "填寫說明", None, [("說明",)]), Sheet(file, name, None, list(rows))]}


def declared(tmp_path, text):
    path = tmp_path / "corrections.yaml"
    path.write_text(text, "utf-8")
    return MeetingCorrections.read(path)


def entry(tmp_path, column="C", expected="109/2/30", new="109/2/29"):
    return declared(tmp_path, ENTRY.format(column=column, expected=expected, new=new))


def refused(tmp_path, found, text=None):
    with pytest.raises(ConfigError) as caught:
        (declared(tmp_path, text) if text else entry(tmp_path)).apply(found)
    return caught.value.problems


def test_without_a_file_nothing_is_corrected(tmp_path):
    assert MeetingCorrections.read(tmp_path / "corrections.yaml").apply(sheets()) == (sheets(), ())


def test_a_file_without_its_first_line_is_told_what_to_write_there(tmp_path):
    with pytest.raises(ConfigError) as caught:
        declared(tmp_path, ENTRY.format(column="C", expected="1", new="2").strip().removeprefix("corrections:"))
    (one,) = caught.value.problems
    assert (one.file, one.row) == ("corrections.yaml", 1) and one.todo in (
        "第一行請寫 corrections:",
        "The first line must be corrections:",
    )


def test_a_correction_changes_its_cell_and_no_other(tmp_path):
    found, applied = entry(tmp_path).apply(sheets())
    assert found["水利署.xlsx"][1].rows == [ROWS[0], ROWS[1], ("二", "乙", "109/2/29", 4.0), ROWS[3]]
    assert found["水利署.xlsx"][0].rows == [("說明",)]
    (one,) = applied
    assert (one.place, one.old, one.new, one.reason, one.who, one.when) == (
        "C3",
        "109/2/30",
        "109/2/29",
        "電話確認",
        "王小明",
        date(2020, 11, 20),
    )


def test_the_sheets_given_are_left_as_they_were(tmp_path):
    before = sheets()
    entry(tmp_path).apply(before)
    assert before == sheets()


def test_a_column_may_be_named_by_its_header(tmp_path):
    found, applied = entry(tmp_path, column="預計開放日期").apply(sheets())
    assert found["水利署.xlsx"][1].rows[2][2] == "109/2/29"
    assert (applied[0].column, applied[0].header) == (3, "預計開放日期")


def test_a_header_that_two_columns_have_is_not_guessed(tmp_path):
    rows = [("編號", "日期", "日期"), ("一", "1", "2"), ("二", "109/2/30", "3")]
    found = sheets(rows)
    with pytest.raises(ConfigError) as caught:
        entry(tmp_path, column="日期").apply(found)
    assert "2 columns are called" in caught.value.problems[0].what


def test_one_whose_expected_value_no_longer_fits_stops_with_what_is_there_now(tmp_path):
    changed = sheets([*ROWS[:2], ("二", "乙", "109/3/1", 4.0)])
    (problem,) = refused(tmp_path, changed)
    assert problem.code == "C14" and problem.row == 7
    assert '"109/3/1"' in problem.what and '"109/2/30"' in problem.what and "C3" in problem.what


@pytest.mark.parametrize(
    ("found", "word"),
    [
        ({}, "no readable file"),
        (sheets(name="別的"), "no sheet"),
        (sheets(ROWS[:2]), "2 rows only"),
        (sheets(file="水利署(1).xlsx"), "no readable file"),
    ],
)
def test_one_whose_place_is_gone_stops_the_run(tmp_path, found, word):
    (problem,) = refused(tmp_path, found)
    assert word in problem.what


def test_every_correction_that_does_not_fit_is_named_at_once(tmp_path):
    text = ENTRY.format(column="C", expected="x", new="y") + ENTRY.format(column="B", expected="z", new="y").replace(
        "corrections:\n", ""
    )
    assert len(refused(tmp_path, sheets(), text)) == 2


@pytest.mark.parametrize("column", ["C", "預計開放日期"], ids=["by the letter again", "by its header"])
def test_two_corrections_of_one_cell_are_refused(tmp_path, column):
    text = ENTRY.format(column="C", expected="109/2/30", new="y") + ENTRY.format(
        column=column, expected="y", new="z"
    ).replace("corrections:\n", "")
    (problem,) = refused(tmp_path, sheets(), text)
    assert "the same cell as correction 1" in problem.what


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (4.0, "4"),
        (4, "4"),
        (2.5, "2.5"),
        (None, "null"),
        ("", "null"),
        (datetime(2020, 11, 30), "109/11/30"),
        (date(2020, 11, 30), "2020-11-30"),
        (True, "'TRUE'"),
        (" 甲 ", "甲"),
        ("007", "'007'"),
    ],
)
def test_a_number_a_date_and_a_blank_are_expected_as_they_are_read(tmp_path, cell, expected):
    rows = [ROWS[0], ROWS[1], ("二", "乙", cell, 1)]
    _, applied = entry(tmp_path, expected=expected).apply(sheets(rows))
    assert len(applied) == 1


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("007", "7"), (4.0, "5"), (datetime(2020, 11, 30), "44165"), ("", "x"), ("109/2/30 ", "109/2/3")],
)
def test_what_only_looks_alike_does_not_fit(tmp_path, cell, expected):
    with pytest.raises(ConfigError):
        entry(tmp_path, expected=expected).apply(sheets([ROWS[0], ROWS[1], ("二", "乙", cell, 1)]))


def test_a_cell_beyond_the_end_of_its_row_can_be_filled_in(tmp_path):
    found, _ = entry(tmp_path, column="F", expected="null", new="補").apply(sheets())
    assert found["水利署.xlsx"][1].rows[2] == ("二", "乙", "109/2/30", 4.0, None, "補")


def test_a_csv_needs_no_sheet(tmp_path):
    text = ENTRY.format(column="C", expected="109/2/30", new="109/2/29").replace("    sheet: 預計開放資料集\n", "")
    found = {"水利署.xlsx": [Sheet("水利署.xlsx", "", "utf-8", list(ROWS))]}
    assert declared(tmp_path, text).apply(found)[0]["水利署.xlsx"][0].rows[2][2] == "109/2/29"


def test_F21_a_name_in_another_unicode_form_is_the_same_file(tmp_path):
    import unicodedata

    name = unicodedata.normalize("NFD", "ガ水利署.xlsx")
    text = ENTRY.format(column="C", expected="109/2/30", new="x").replace("水利署.xlsx", "ガ水利署.xlsx")
    found = {name: [Sheet(name, "預計開放資料集", None, list(ROWS))]}
    assert len(declared(tmp_path, text).apply(found)[1]) == 1


@pytest.mark.parametrize("missing", ["reason", "who", "when", "expected", "new", "row", "column", "file"])
def test_a_correction_says_everything_or_is_refused(tmp_path, missing):
    text = ENTRY.format(column="C", expected="a", new="b")
    kept = [line for line in text.splitlines() if f"{missing}:" not in line]
    if missing == "file":
        kept = [line.replace("    sheet:", "  - sheet:") for line in kept]
    with pytest.raises(ConfigError) as caught:
        declared(tmp_path, "\n".join(kept))
    assert missing in str(caught.value)


def test_what_an_accepted_row_says_of_its_correction(tmp_path):
    _, (one,) = entry(tmp_path).apply(sheets())
    assert one.text() == "C3：「109/2/30」更正為「109/2/29」（電話確認，王小明，109-11-20）"
    assert one.cells() == (
        "水利署.xlsx",
        "預計開放資料集",
        "3",
        "C",
        "109/2/30",
        "109/2/29",
        "電話確認",
        "王小明",
        "109-11-20",
    )
