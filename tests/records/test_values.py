"""What cells mean, and what is told where they mean nothing (FAULTS group V, by way of examine): all at once, row by row."""

from datetime import date, datetime
from decimal import Decimal
from numbers import Integral

import pytest
from hypothesis import given, settings, strategies as st

from reportlib.errors import InputError
from reportlib.readers import files
from reportlib.readers.sheets import Sheet
from reportlib.records.clean import clean
from reportlib.records.findings import Finding, errors, in_order, rows_text, warnings
from reportlib.records.records import Examined
from reportlib.records.schema import Column, TableSchema
from reportlib.records.unit_tables import PLAN
from reportlib.records.values import LONGEST_CELL, is_link
from tests.records.test_dates import FIRST, FORMATS, LAST
from tests.support.laid_out import examine

pytestmark = pytest.mark.usefixtures("chinese")

COLUMNS = (
    Column("dataset_id", "資料集識別碼", "identifier", required=True, blank=False),
    Column("title", "資料集名稱", "text"),
    Column("opened_on", "開放日期", "date"),
    Column("number", "件數", "count", units=("件", "項"), words=(("無", 0), ("尚無", 0))),
    Column("plain", "次數", "count"),
    Column("share", "達成率", "share"),
    Column("link", "網址", "link"),
)
TABLE = TableSchema("values", "數值", COLUMNS, key=("dataset_id",))
HEADER = tuple(column.label for column in COLUMNS)


def rows(*cells: dict, csv=False, **options) -> Examined:
    """Examine rows that are given as {column: cell}; their identifiers are 1, 2 …"""
    table = [
        tuple({"dataset_id": str(n), **given_}.get(column.name) for column in COLUMNS)
        for n, given_ in enumerate(cells, 1)
    ]
    return examine(
        TABLE,
        Sheet(
            "回報.xlsx",
            "" if csv else "甲",
            "utf-8" if csv else None,
            [HEADER, *table],
            unresolved=frozenset(() if csv else ["=A1&B1"]),
        ),
        **options,
    )


def value(column: str, cell, **options):
    found = rows({column: cell}, **options)
    assert not errors(found.findings), found.findings
    return found.records.frame[column].iat[0]


def finding(column: str, cell, **options) -> Finding:
    found = rows({column: cell}, **options)
    [one] = found.findings
    assert (one.row, one.header) == (2, next(c.label for c in COLUMNS if c.name == column))
    assert (len(found.records.frame) == 0) == one.is_error
    return one


# -- all at once, and rows set aside


def test_rows_with_an_error_are_set_aside_and_the_others_used_and_all_is_told_at_once():
    found = rows({"number": 1}, {"number": "約30", "opened_on": "109/2/30"}, {"plain": "-5"}, {"number": 4})
    assert found.records.frame["dataset_id"].tolist() == ["1", "4"]
    assert found.records.counts == {
        "read": 5,
        "used": 2,
        "blank": 0,
        "above_header": 0,
        "header": 1,
        "totals": 0,
        "out_of_scope": 0,
        "set_aside": 2,
    }
    assert [(f.code, f.cell, f.level, f.value) for f in found.findings] == [
        ("V07", "C3", "error", "109/2/30"),
        ("V10", "D3", "error", "約30"),
        ("V18", "E4", "error", "-5"),
    ]


def test_a_finding_says_what_the_message_says():
    one = finding("number", "約30")
    assert (
        str(one) == "V10 回報.xlsx〔甲〕第 2 列 D 欄「件數」：「約30」不是數字。請填阿拉伯數字，沒有資料請留白後重送。"
    )
    assert (one.letter, one.column, one.row) == ("D", 4, 2)


@pytest.mark.parametrize(
    ("column", "cell", "todo"),
    [
        ("plain", "5項", "請只填 5，不寫單位，再重送。"),
        ("plain", "5萬", "請填阿拉伯數字，沒有資料請留白後重送。"),
        ("opened_on", "109/12", "請填到日，例如 109/12/31，再重送。"),
        ("opened_on", "12/31", "請加上年份，例如 109/12/31，再重送。"),
        ("opened_on", "109/2/30", "請更正後重送。"),
        ("opened_on", "44165", "如果是民國 109/11/30，請把儲存格設為日期格式或改寫成 109/11/30 後重送。"),
    ],
)
def test_a_finding_says_what_is_to_be_filled_in(column, cell, todo):
    assert finding(column, cell).todo == todo


def test_findings_stand_in_the_order_of_file_sheet_row_and_column_each_once():
    one = Finding("V10", "壞。", "", "b.xlsx", "甲", 3, 2, "件數", value="x")
    others = [
        one,
        Finding("V10", "壞。", "", "a.xlsx", "甲", 9),
        Finding("L09", "缺。", "", "b.xlsx", "甲"),
        one,
    ]
    assert [(f.file, f.row) for f in in_order(others)] == [("a.xlsx", 9), ("b.xlsx", None), ("b.xlsx", 3)]
    assert not warnings(others) and len(errors(others)) == 4
    assert rows_text([3, 5, 6, 7, 5]) == "第 3、5–7 列" and rows_text(range(1, 100, 2)).endswith(
        "39 列等（另有 30 列）"
    )
    with pytest.raises(ValueError):
        Finding("V10", "", file="a", level="notice")


def test_more_findings_set_more_rows_aside_and_warnings_none():
    found = rows({}, {}, {})
    more = [
        Finding("V05", "壞。", "", "回報.xlsx", "甲", 3, 3, "開放日期"),
        Finding("V05", "怪。", "", "回報.xlsx", "甲", 4, 3, "開放日期", level="warning"),
    ]
    later = found.set_aside(more)
    assert later.records.frame.index.tolist() == [2, 4] and later.records.counts["set_aside"] == 1
    assert len(found.records.frame) == 3 and len(later.findings) == 2


def test_a_missing_column_does_not_hide_what_else_is_wrong():
    found = examine(
        PLAN, Sheet("a.xlsx", "甲", None, [("編號", "資料集名稱", "預計開放日期"), ("1", "甲", "109/2/30")])
    )
    assert found.records is None and [finding.code for finding in found.findings] == ["L09", "V07"]


# -- dates


@pytest.mark.parametrize(
    "cell",
    [
        "一百零九年十一月三十日",
        "1091130",
        1091130,
        1091130.0,
        20201130,
        "民國109年11月30日",
        "１０９／１１／３０",
        datetime(2020, 11, 30),
        date(2020, 11, 30),
    ],
)
def test_V01_V06_a_date_in_any_spelling_or_kind_of_cell_is_read(cell):
    assert value("opened_on", cell) == date(2020, 11, 30)


@pytest.mark.parametrize("name", FORMATS)
@given(day=st.dates(max(FIRST, date(1990, 1, 1)), LAST))
@settings(max_examples=15, deadline=None)
def test_V01_V04_a_date_in_any_spelling_comes_out_of_the_table_as_itself(name, day):
    assert value("opened_on", FORMATS[name](day)) == day


@pytest.mark.parametrize(
    ("cell", "code", "hint"),
    [
        (datetime(1909, 11, 30), "V05", "如果是民國 109/11/30，請用文字格式填寫後重送。"),
        (datetime(109, 11, 30), "V05", "如果是民國 109/11/30，請用文字格式填寫後重送。"),
        ("1909/11/30", "V05", "如果是民國 109/11/30，請用文字格式填寫後重送。"),
        (datetime(1900, 2, 28), "V05", "如果是民國 100/2/28，請用文字格式填寫後重送。"),
        ("2150/1/1", "V05", "請更正後重送。"),
    ],
)
def test_V05_a_year_outside_the_window_is_set_aside_with_what_may_be_meant(cell, code, hint):
    one = finding("opened_on", cell)
    assert (one.code, one.todo) == (code, hint) and "不在 1990 年到 2100 年之間" in one.what


def test_V05_the_window_may_be_narrower():
    one = finding("opened_on", datetime(2009, 11, 30), window=(date(2015, 1, 1), date(2025, 12, 31)))
    assert one.what == "「2009-11-30 00:00:00」讀成 2009-11-30，不在 104-01-01 至 114-12-31 之間。"
    assert one.todo == "如果是民國 109/11/30，請用文字格式填寫後重送。"
    assert value("opened_on", datetime(2009, 11, 30)) == date(2009, 11, 30)


@pytest.mark.parametrize("cell", [44165, 44165.0, "44165", 44165.5])
def test_V06_the_number_of_a_day_is_told_with_its_date_and_never_taken(cell):
    one = finding("opened_on", cell)
    assert (one.code, one.is_error) == ("V06", True) and "民國 109/11/30" in one.todo


def test_V06_a_workbook_of_the_1904_system_gives_the_right_days(shared):
    [page, *_] = files.read(shared / "corpus" / "dates_1904.xlsx")
    assert {cell.year for cells in page.rows for cell in cells if isinstance(cell, datetime | date)} <= set(
        range(1990, 2030)
    )


def test_V06_the_29th_of_February_1900_is_never_a_date_of_ours(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(("1", "甲", 60))
    book.active["C2"].number_format = "yyyy/m/d"
    book.save(tmp_path / "a.xlsx")
    [page] = files.read(tmp_path / "a.xlsx")
    found = examine(TABLE, page)
    assert [one.code for one in found.findings] in (["V05"], ["V07"]) and found.records.frame.empty


@pytest.mark.parametrize(
    "text", ["民國前1年1月1日", "元年", "110年底", "每季", "已提供", "尚未", "109/11", "109/13/1", "0/0/0"]
)
def test_V07_V08_words_for_a_date_are_kept_as_they_are_and_the_row_set_aside(text):
    one = finding("opened_on", text)
    assert (one.code, one.value, one.is_error) == ("V07", text, True) and f"「{text}」不是有效日期" in one.what


# -- numbers


@pytest.mark.parametrize(
    ("cell", "number"),
    [("12 件", 12), ("１２件", 12), ("1,234項", 1234), ("無", 0), ("尚無", 0), (" 無 ", 0), ("12", 12), (12.0, 12)],
)
def test_V09_V10_a_column_says_which_units_and_words_its_counts_may_have(cell, number):
    assert value("number", cell) == number


@pytest.mark.parametrize("cell", ["12 件", "無", "約30", "3~5", "(5)", "5%", "①", "百", "Ⅻ", "十二", "12個"])
def test_V09_V10_in_any_other_column_they_are_told_and_never_zero(cell):
    assert finding("plain", cell).code == "V10"


@pytest.mark.parametrize("cell", ["12個", "約12件", "件", "無資料"])
def test_V10_a_unit_or_word_that_the_column_does_not_have_is_told(cell):
    assert finding("number", cell).code == "V10"


@pytest.mark.parametrize("cell", ["－", "-", "", " ", None])
def test_V10_a_dash_is_not_reported_and_never_zero(cell):
    found = rows({"number": cell, "plain": 1})
    assert found.records.frame["number"].isna().tolist() == [True]


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("50%", "0.5"),
        ("５０％", "0.5"),
        (0.5, "0.5"),
        (50, "0.5"),
        ("12.5 %", "0.125"),
        (0, "0"),
        (100, "1"),
        ("0.5%", "0.005"),
        ("1%", "0.01"),
    ],
)
def test_V19_a_percentage_is_one_share_however_it_is_stored(cell, share):
    assert value("share", cell) == Decimal(share)


@pytest.mark.parametrize(
    ("cell", "code"), [(1, "V19"), ("1", "V19"), (150, "V19"), ("-5%", "V19"), ("約半", "V10"), ("120%", "V19")]
)
def test_V19_a_share_that_could_be_two_things_or_none_is_told(cell, code):
    assert finding("share", cell).code == code


def test_V19_a_column_that_mixes_fractions_and_percentages_is_told_at_the_fractions():
    found = rows({"share": 0.5}, {"share": 50}, {"share": "30%"})
    assert [(f.code, f.cell) for f in found.findings] == [("V19", "F2")]
    assert found.records.frame["share"].tolist() == [Decimal("0.5"), Decimal("0.3")]


# -- identifiers and texts


@pytest.mark.parametrize("cell", [123456789012345678, 1.23e18, "1.23457E+17"])
def test_V12_an_identifier_whose_digits_are_lost_is_told(cell):
    one = finding("dataset_id", cell)
    assert one.code == "V12" and "超過 15 位，Excel 已失真" in one.what


@pytest.mark.parametrize("cell", ["1E5", "2E05", "00123", "１Ｅ５"])
def test_V11_V13_a_code_that_looks_like_a_number_stays_text(cell):
    assert value("dataset_id", cell) == cell.translate(str.maketrans("１Ｅ５", "1E5"))


def test_V12_a_long_number_in_a_text_column_is_told_too():
    assert finding("title", 123456789012345678).code == "V12"


@pytest.mark.parametrize("cell", ["NA", "Null", "None", "nan", "TRUE", "n/a"])
def test_V14_a_name_that_looks_like_nothing_stays_a_text(cell):
    assert value("title", cell) == cell


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#DIV/0!", "#value!"])
@pytest.mark.parametrize("column", ["title", "number", "opened_on", "dataset_id"])
def test_V15_an_error_value_is_told_with_its_cell_in_every_kind_of_column(column, cell):
    assert finding(column, cell).code == "V15"


@pytest.mark.parametrize("column", ["title", "number", "opened_on", "dataset_id", "link"])
def test_V16_a_formula_without_a_result_is_told_with_its_cell_in_every_kind_of_column(column):
    one = finding(column, "=A1&B1")
    assert one.code == "V16" and one.what == "公式「=A1&B1」沒有計算結果。"


def test_V16_a_text_may_begin_with_an_equals_sign():
    assert value("title", "=甲乙", csv=True) == "=甲乙"
    assert value("title", "=甲乙") == "=甲乙"


def test_V20_a_long_text_is_kept_whole_and_told():
    text = "長" * 40_000
    found = rows({"title": text})
    assert found.records.frame["title"].iat[0] == text
    assert [(f.code, f.level) for f in found.findings] == [("V20", "warning")] and "40,000 字" in found.findings[0].what
    assert "可能已被截斷" in finding("title", "長" * LONGEST_CELL).what
    assert not rows({"title": "長" * (LONGEST_CELL - 1)}).findings


def test_V20_line_breaks_tabs_and_quotes_stay_in_a_text():
    assert value("title", 'a"b\t，c') == 'a"b\t，c'


def test_V21_several_datasets_in_one_cell_are_one_row_and_that_is_said():
    one = finding("title", "河川水位\n水庫水情；\n")
    assert (one.code, one.level) == ("V21", "warning") and "似有 2 項，計為 1 項" in one.what
    assert finding("dataset_id", "001；002").code == "V21"
    assert not rows({"title": "土石流、崩塌潛勢"}).findings


@pytest.mark.parametrize(
    "text", ["https://data.gov.tw/dataset/1", "http://www.wra.gov.tw:8080/a?b=c#d", "HTTPS://data.gov.tw/"]
)
def test_V22_a_plain_web_address_is_a_link(text):
    assert is_link(text) and value("link", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "ftp://a.gov.tw/x",
        "http://user:secret@a.gov.tw/",
        "www.gov.tw",
        "http://",
        "http:///x",
        "https://a.gov.tw https://b.gov.tw",
        "https://a.gov.tw\nhttps://b.gov.tw",
        'http://a.gov.tw/"onmouseover=',
        "data:text/html,x",
        "https://a.gov.tw/;https://b.gov.tw/",
        "http://[::1",
        "http://a.gov.tw:99999/",
        "JaVaScRiPt://a.gov.tw/%0aalert(1)",
        "file:///etc/passwd",
    ],
)
def test_V22_anything_else_is_shown_as_text_and_told(text):
    one = finding("link", text)
    assert (one.code, one.level) == ("V22", "warning") and value("link", text) == text
    assert not is_link(text) or text.count("://") > 1


# -- everything together

WRITTEN = st.one_of(
    st.text(max_size=12),
    st.integers(-10, 10**19),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
    st.datetimes(),
    st.sampled_from(
        ["#N/A", "=1+1", "109/11/30", "１２", "1,234", "合計", "備註：", "－", "50%", "無", "12 件", "http://a.tw"]
    ),
)


@given(st.lists(st.fixed_dictionaries({column.name: WRITTEN for column in COLUMNS}), max_size=12), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_cells_are_values_or_findings_and_every_row_is_accounted_for(cells, csv):
    found = rows(*cells, csv=csv)
    counts = found.records.counts
    assert counts["read"] == len(cells) + 1 == sum(n for part, n in counts.items() if part != "read")
    assert {one.row for one in found.findings if one.is_error}.isdisjoint(found.records.frame.index)
    for name in ("opened_on", "share", "number"):
        kinds = {type(item) for item in found.records.frame[name].dropna()}
        assert all(issubclass(kind, (date, Decimal, Integral)) for kind in kinds)
    assert in_order(found.findings) == found.findings


@given(st.lists(st.fixed_dictionaries({"number": WRITTEN, "opened_on": WRITTEN}), max_size=6))
@settings(max_examples=50, deadline=None)
def test_clean_refuses_what_examine_finds_wrong_and_nothing_else(cells):
    found = rows(*cells)
    again = rows(*cells, repeated="refuse")
    assert {f.code for f in found.findings if f.is_error} <= {f.code for f in again.findings if f.is_error}


def test_clean_raises_the_errors_and_keeps_the_warnings_as_notices(tmp_path):
    path = tmp_path / "清單.csv"
    path.write_text("資料集識別碼,資料集名稱,提供機關\n1,甲；乙,本部\n", "utf-8")
    assert clean("catalogue", path).notices == ("清單.csv 第 2 列：「甲；乙」似有 2 項，計為 1 項。",)
    path.write_text("資料集識別碼,資料集名稱,提供機關\n1,甲,本部\n1,甲,本部\n", "utf-8")
    with pytest.raises(InputError, match="I06 "):
        clean("catalogue", path)
