"""Cells become typed records; what cannot be read is told with file, sheet, row, column and value; no row is lost."""

from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from reportlib import language, text as text_module
from reportlib.errors import ConfigError, InputError
from reportlib.meeting.agencies import AgencyRegister
from reportlib.meeting.agency import Agency
from reportlib.readers.sheets import Sheet
from reportlib.records import header
from reportlib.records.clean import clean
from reportlib.records.records import Records
from reportlib.records.tables import TABLES
from reportlib.records.unit_tables import PLAN
from tests.support.laid_out import examine

pytestmark = pytest.mark.usefixtures("chinese")

MINISTRY = AgencyRegister(
    (
        Agency("經濟部水利署", "水利署", (), "所屬機關", True, ours_alone=True),
        Agency("經濟部標準檢驗局", "標準檢驗局", ("經濟部標檢局",), "所屬機關", True),
        Agency("台灣電力股份有限公司", "台灣電力公司", ("台電公司",), "國營事業", True, ours_alone=True),
        Agency("經濟部", "經濟部本部", ("本部",), ours_alone=True),
    )
)
HEADER = "資料集識別碼,資料集名稱,提供機關,上架日期,瀏覽次數"


@pytest.fixture
def catalogue(tmp_path):
    """Clean a catalogue given as lines of CSV, with the small ministry above."""

    def clean_lines(*lines: str, header: str = HEADER, **options) -> Records:
        path = tmp_path / "清單.csv"
        path.write_text("\n".join((header, *lines)) + "\n", "utf-8")
        return clean("catalogue", path, options.pop("register", MINISTRY), **options)

    return clean_lines


@pytest.fixture
def workbook(tmp_path):
    """Clean a workbook given as {sheet name: rows}."""

    def clean_sheets(kind: str, sheets: dict[str, list[list]], **options) -> Records:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / "回報.xlsx")
        return clean(kind, tmp_path / "回報.xlsx", MINISTRY, **options)

    return clean_sheets


def problems(function, *arguments, **options) -> list[str]:
    with pytest.raises(InputError) as caught:
        function(*arguments, **options)
    return [str(problem) for problem in caught.value.problems]


def adds_up(records: Records) -> bool:
    return records.counts["read"] == sum(n for part, n in records.counts.items() if part != "read")


# -- the frame


def test_a_catalogue_becomes_typed_columns_under_canonical_names(catalogue):
    records = catalogue('007,河川水位,經濟部水利署,109/3/5,"1,234"', "008,NA,台電公司,,－")
    frame = records.frame
    assert frame.to_dict("list") == {
        "dataset_id": ["007", "008"],
        "title": ["河川水位", "NA"],
        "publisher": ["經濟部水利署", "台灣電力股份有限公司"],
        "publisher_short": ["水利署", "台灣電力公司"],
        "listed_on": [date(2020, 3, 5), None],
        "views": [1234, None],
    }
    assert (frame.index.name, list(frame.index)) == ("row", [2, 3])
    assert frame["views"].dtype == "Int64" and frame["views"].iat[1] is pd.NA
    assert records.has("views") and not records.has("downloads")
    assert (records.input, records.file, records.sheet, records.encoding) == ("catalogue", "清單.csv", "", "utf-8")
    assert len(records.sha256) == 64


def test_blank_texts_are_None_and_never_nan(catalogue):
    records = catalogue("1,甲,本部,, , ,", header=f"{HEADER},服務分類,檔案格式")
    assert records.frame["category"].tolist() == [None]
    assert records.frame["formats"].tolist() == [()]


@pytest.mark.parametrize("name", ["NA", "None", "nan", "NULL", "TRUE", "null"])
def test_V14_names_that_look_like_nothing_stay_texts(catalogue, name):
    assert catalogue(f"1,{name},本部,,").frame["title"].tolist() == [name]


def test_V11_V12_identifiers_keep_their_zeros_and_workbook_numbers_lose_nothing(workbook, catalogue):
    rows = [["資料集識別碼", "檢測日期", "品質檢測"], ["00123", "109/3/5", "金"], [12345, datetime(2020, 3, 5), "銀"]]
    assert workbook("quality", {"甲": rows}).frame["dataset_id"].tolist() == ["00123", "12345"]
    assert catalogue("123456789012345678,甲,本部,,").frame["dataset_id"].tolist() == ["123456789012345678"]
    [message] = problems(workbook, "quality", {"甲": [rows[0], [123456789012345678, "109/3/5", "金"]]})
    assert (
        message.startswith("V12 回報.xlsx〔甲〕第 2 列 A 欄「資料集識別碼」：")
        and "超過 15 位，Excel 已失真" in message
    )
    assert "V12" in problems(catalogue, "1.23457E+17,甲,本部,,")[0]


def test_V21_lists_are_split_at_semicolons_and_enumeration_commas(catalogue):
    records = catalogue("1,甲,本部,,,CSV;XML；JSON、 ODS ;", header=f"{HEADER},檔案格式")
    assert records.frame["formats"].tolist() == [("CSV", "XML", "JSON", "ODS")]


def test_E15_white_space_around_values_and_headers_is_dropped(catalogue):
    records = catalogue(
        "1,\u200b　甲 乙\xa0,經濟部 水利署,,",
        header="\ufeff資料集 識別碼,資料集名稱　,提供機關\u200b,上架日期,瀏覽次數",
    )
    assert records.frame[["title", "publisher"]].values.tolist() == [["甲 乙", "經濟部水利署"]]


# -- dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("109/11/30", date(2020, 11, 30)),
        ("109.11.30", date(2020, 11, 30)),
        ("109-11-30", date(2020, 11, 30)),
        ("1091130", date(2020, 11, 30)),
        ("民國109年11月30日", date(2020, 11, 30)),
        ("１０９／１１／３０", date(2020, 11, 30)),
        ("2020/11/30", date(2020, 11, 30)),
        ("2016-10-31 00:00:00", date(2016, 10, 31)),
        ("89/1/5", date(2000, 1, 5)),
        ("109/2/29", date(2020, 2, 29)),
    ],
)
def test_V01_V02_V03_dates_of_both_calendars_are_read(catalogue, text, day):
    assert catalogue(f"1,甲,本部,{text},").frame["listed_on"].tolist() == [day]


def test_V04_both_calendars_may_stand_in_one_column(catalogue):
    assert (
        catalogue("1,甲,本部,2020/11/30,", "2,乙,本部,109/11/30,").frame["listed_on"].tolist()
        == [date(2020, 11, 30)] * 2
    )


@pytest.mark.parametrize("text", ["109/13/40", "110/2/29", "109/2/30", "0/0/0", "尚未"])
def test_V03_V07_what_is_no_date_is_told_with_its_place_and_value(catalogue, text):
    [message] = problems(catalogue, "1,甲,本部,109/1/1,", f"2,乙,本部,{text},")
    assert message.startswith(f"V07 清單.csv第 3 列 D 欄「上架日期」：「{text}」不是有效日期（")
    assert message.endswith("）。請更正後重送。")


def test_V05_a_date_outside_1990_to_2100_is_told(workbook):
    rows = [["資料集識別碼", "檢測日期", "品質檢測"], ["1", datetime(1909, 11, 30), "金"]]
    [message] = problems(workbook, "quality", {"甲": rows})
    assert message.startswith("V05 回報.xlsx〔甲〕第 2 列 B 欄「檢測日期」：") and "1909-11-30" in message


# -- counts


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("１２", 12), ('"１,２３４"', 1234), ('"1,234,567"', 1234567), ("12.0", 12), (" 0 ", 0)],
)
def test_V09_V10_full_width_digits_and_thousands_separators_are_read(catalogue, text, number):
    assert catalogue(f"1,甲,本部,,{text}").frame["views"].tolist() == [number]


@pytest.mark.parametrize("text", ["", "-", "－", "—", " "])
def test_V10_a_dash_and_a_blank_are_missing_and_not_zero(catalogue, text):
    assert catalogue(f"1,甲,本部,,{text}").frame["views"].isna().tolist() == [True]


@pytest.mark.parametrize("text", ["約30", "十二", "三千", "12 件", "3~5", "(5)", "5%", "無", "①", '"1,23"', "1e3", "²"])
def test_V09_V10_a_count_that_is_text_is_told_with_its_place_and_value(catalogue, text):
    [message] = problems(catalogue, f"1,甲,本部,,{text}")
    assert message.startswith(f"V10 清單.csv第 2 列 E 欄「瀏覽次數」：「{text.strip(chr(34))}」不是數字。")


@pytest.mark.parametrize("text", ["-5", "12.5", "2000000000", "－５"])
def test_V18_a_count_that_is_negative_broken_or_huge_is_told(catalogue, text):
    [message] = problems(catalogue, f"1,甲,本部,,{text}")
    assert message.startswith(f"V18 清單.csv第 2 列 E 欄「瀏覽次數」：「{text}」")


def test_V10_V18_numbers_of_a_workbook_are_counts_when_they_are_whole(workbook):
    header = ["單位", "抽檢資料集數", "抽檢合格數"]
    assert workbook("evaluation", {"甲": [header, ["水利署", 12.0, None]]}).frame["sampled"].tolist() == [12]
    [broken, truth] = problems(workbook, "evaluation", {"甲": [header, ["水利署", 12.5, True]]})
    assert broken.startswith("V18 回報.xlsx〔甲〕第 2 列 B 欄") and truth.startswith("V10 回報.xlsx〔甲〕第 2 列 C 欄")


def test_V15_V16_error_values_and_formulas_without_a_result_name_their_cell(workbook):
    header = ["單位", "抽檢資料集數", "抽檢合格數"]
    [error, formula] = problems(workbook, "evaluation", {"甲": [header, ["水利署", "#N/A", "=1+1"]]})
    assert error.startswith("V15 回報.xlsx〔甲〕第 2 列 B 欄「抽檢資料集數」：「#N/A」是試算表的錯誤值。")
    assert formula.startswith("V16 回報.xlsx〔甲〕第 2 列 C 欄「抽檢合格數」：公式「=1+1」沒有計算結果。")


def test_a_rating_is_an_exact_decimal(catalogue):
    records = catalogue("1,甲,本部,,,4.35", "2,乙,本部,,,", header=f"{HEADER},資料集評分")
    assert records.frame["rating"].tolist() == [Decimal("4.35"), None]


@given(st.integers(0, 1_000_000_000), st.booleans(), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_count_is_read_however_it_is_written(catalogue, number, thousands, full_width):
    text = f"{number:,}" if thousands else str(number)
    if full_width:
        text = "".join(chr(ord(sign) + 0xFEE0) for sign in text)
    assert catalogue(f'1,甲,本部,,"{text}"').frame["views"].tolist() == [number]


# -- keys and agencies


@pytest.mark.parametrize(
    ("second", "code", "how"), [("A1,甲,本部,,5", "I06", "相同"), ("a1,乙,本部,,5", "I07", "不同")]
)
def test_I06_I07_I08_two_rows_with_one_identifier_name_both_rows(catalogue, second, code, how):
    [message] = problems(catalogue, "A1,甲,本部,,5", "B2,丙,本部,,", second)
    value = second.partition(",")[0]
    expected = (
        f"{code} 清單.csv第 4 列 A 欄「資料集識別碼」：「資料集識別碼」為「{value}」，與第 2 列重複（兩列內容{how}）。"
    )
    assert message.startswith(expected)


def test_a_request_may_have_several_rows_of_one_agency_and_they_are_listed(workbook):
    rows = [["編號", "標題", "機關", "處理情形"], ["1", "甲", "水利署", "已開放"], ["1", "甲", "水利署", "無法開放"]]
    records = workbook("requests", {"民間需求回應": rows})
    assert len(records.frame) == 2
    assert any("第 3 列" in notice and "與第 2 列重複" in notice for notice in records.notices)


def test_I03_an_unknown_agency_names_the_nearest_and_is_never_taken_for_it(catalogue):
    [message] = problems(catalogue, "1,甲,經濟部標準檢驗所,,", "2,乙,經濟部標準檢驗所,,")
    expected = "I03 清單.csv第 2 列 C 欄「提供機關」：「經濟部標準檢驗所」不在機關名冊中；最接近的是「經濟部標準檢驗局」。另有 1 列相同。"
    assert message.startswith(expected)


def test_I02_an_agency_unlike_any_is_told_without_a_suggestion(catalogue):
    assert problems(catalogue, "1,甲,文化部影視局,,")[0].startswith(
        "I02 清單.csv第 2 列 C 欄「提供機關」：「文化部影視局」不在機關名冊中。"
    )


def test_I01_other_spellings_lead_to_the_official_name(catalogue):
    records = catalogue("1,甲,臺灣電力股份有限公司,,", "2,乙,經濟部　水利署,,", "3,丙,經濟部標檢局,,")
    assert records.frame["publisher"].tolist() == ["台灣電力股份有限公司", "經濟部水利署", "經濟部標準檢驗局"]


def test_rows_of_other_publishers_are_counted_unseen_and_similar_names_wait_for_a_decision(catalogue):
    lines = ("1,甲,文化部,999/99/99,", "2,乙,經濟部能源署,,", "3,丙,水利署,,", "4,丁,經濟部能源署,,")
    records = catalogue(*lines, other_publishers="count")
    assert records.frame["title"].tolist() == ["丙"]
    assert records.counts["out_of_scope"] == 1 and records.counts["undecided"] == 2 and adds_up(records)
    assert any("「經濟部能源署」 2 列（第 3、5 列）可能屬「經濟部」" in notice for notice in records.notices)


def test_without_a_register_names_stay_as_sent(catalogue):
    frame = catalogue("1,甲,文化部,,", register=None).frame
    assert frame["publisher"].tolist() == ["文化部"] and "publisher_short" not in frame


def test_I04_a_name_of_two_agencies_is_a_configuration_error():
    with pytest.raises(ConfigError, match="I04 .*「水利署」同時指向「經濟部水利署」與「經濟部水利處」"):
        AgencyRegister((Agency("經濟部水利署", "水利署"), Agency("經濟部水利處", "水利處", ("水利署",))))


def test_a_register_is_strict_about_its_columns(tmp_path):
    path = tmp_path / "機關.csv"
    path.write_text("name,short,alias,kind,evaluated,successor\n經濟部,本部,,,,\n", "utf-8")
    with pytest.raises(ConfigError, match="不認得的欄「alias」，是不是「aliases」？"):
        AgencyRegister.read(path)
    path.write_text("name,short,aliases,kind,evaluated,successor\n經濟部,本部,部本部; 大部,幕僚,對,\n", "utf-8")
    with pytest.raises(ConfigError, match="V17 機關.csv第 2 列：evaluated 只能是「是」或空白，不是「對」"):
        AgencyRegister.read(path)
    path.write_text("name,short,aliases,kind,evaluated,successor\n經濟部,本部,部本部; 大部,幕僚,是,\n", "utf-8")
    assert list(AgencyRegister.read(path)) == [Agency("經濟部", "本部", ("部本部", "大部"), "幕僚", True, "")]


# -- layout


def test_L01_a_header_below_title_rows_is_found_and_its_row_told(workbook):
    rows = [
        ["民間需求回應情形"],
        [],
        ["編號", "標題", "機關", "處理情形"],
        ["1", "甲", "水利署", "已開放"],
        [],
        ["2", "乙", "本部", "預計開放"],
    ]
    records = workbook("requests", {"民間需求回應": rows})
    assert list(records.frame.index) == [4, 6]
    assert (records.header_row, records.sheet, records.encoding) == (3, "民間需求回應", None)
    assert "回報.xlsx〔民間需求回應〕：標題列在第 3 列。" in records.notices
    assert records.counts == {
        "read": 6,
        "used": 2,
        "blank": 1,
        "above_header": 2,
        "header": 1,
        "totals": 0,
        "out_of_scope": 0,
    }


def test_L05_rows_of_totals_are_excluded_and_counted(catalogue):
    records = catalogue("1,甲,本部,,5", ",,合　計,,5", "小計,,,,5", "2,總計表,本部,,6")
    assert records.frame["title"].tolist() == ["甲", "總計表"]
    assert records.counts["totals"] == 2 and adds_up(records)


def test_L06_a_total_that_is_not_the_sum_of_its_rows_is_told_with_both_numbers(catalogue):
    notices = catalogue("1,甲,本部,109/1/5,5", "2,乙,本部,109/1/5,6", "總計,,,,12").notices
    assert notices == ("第 4 列合計：「瀏覽次數」為 12，各列相加為 11。",)


def test_L09_a_missing_column_names_its_spellings_and_the_nearest_header(catalogue):
    [message] = problems(catalogue, "1,甲,本部,,", header="資料集識別碼,資料集名,提供機關,上架日期,瀏覽次數")
    assert message.startswith(
        "L09 清單.csv第 1 列：缺少必要的欄「資料集名稱」（可用的寫法：「資料集名稱」、「資料集標題」"
    )
    assert "title" not in message  # what the program calls a column is no spelling of a form
    assert "最接近的是 B 欄「資料集名」" in message


def test_L09_a_known_column_that_is_there_twice_is_told(catalogue):
    [message] = problems(catalogue, "1,甲,本部,,,", header=f"{HEADER},瀏覽人次")
    assert message.startswith("L09 清單.csv第 1 列 F 欄「瀏覽人次」：與 E 欄是同一種欄。")


def test_L09_unknown_columns_stay_out_and_are_counted_in_a_notice(catalogue):
    records = catalogue("1,甲,本部,109/1/5,3,王小明,02-1234", header=f"{HEADER},承辦人,分機")
    assert list(records.frame) == ["dataset_id", "title", "publisher", "publisher_short", "listed_on", "views"]
    assert records.notices == ("清單.csv：2 欄未使用：「承辦人」、「分機」。",)


def test_columns_that_the_portal_is_known_to_have_stay_out_without_a_word(catalogue):
    records = catalogue("1,甲,本部,109/1/5,3,王小明,02-1234", header=f"{HEADER},提供機關聯絡人姓名,提供機關聯絡人電話")
    assert list(records.frame) == ["dataset_id", "title", "publisher", "publisher_short", "listed_on", "views"]
    assert records.notices == ()


def test_a_column_that_is_blank_throughout_is_not_provided_and_not_zero(catalogue):
    records = catalogue("1,甲,本部,,3", "2,乙,本部,,4")
    assert not records.has("listed_on") and records.has("views")
    assert records.notices == ("清單.csv：「上架日期」欄全部空白，視為來源未提供。",)
    assert catalogue("1,甲,本部,,3", "2,乙,本部,109/1/5,4").has("listed_on")


def test_a_blank_column_is_told_with_the_sheet_it_is_on():
    sheet = Sheet(
        "甲.xlsx",
        "109下",
        None,
        [("編號", "機關", "資料集名稱", "預計開放日期", "服務分類"), ("1", "水利署", "甲", "109/11/30", None)],
    )
    assert examine(PLAN, sheet).notices == ("甲.xlsx〔109下〕：「服務分類」欄全部空白，視為來源未提供。",)


def test_L10_L11_a_row_with_more_or_fewer_cells_than_the_header_is_named(catalogue):
    assert problems(catalogue, "1,甲,本部,,5,多")[0].startswith("L10 清單.csv第 2 列：比標題列多出儲存格：「多」。")
    assert problems(catalogue, "1,甲,本部,109/1/1")[0].startswith("L11 清單.csv第 2 列：只有 4 格，標題列有 5 格。")
    assert len(catalogue("1,甲,本部,,5,,").frame) == 1


def test_L11_a_blank_cell_in_a_column_that_must_have_a_value_is_told(catalogue):
    [message] = problems(catalogue, "1,,本部,,")
    assert message.startswith("L11 清單.csv第 2 列 B 欄「資料集名稱」：空白；這一欄不可空白。請填寫後重送。")


def test_L19_a_header_without_rows_is_an_empty_frame_with_a_notice(catalogue):
    records = catalogue()
    assert (len(records.frame), records.notices) == (0, ("清單.csv：無資料列。",))
    assert records.has("views") and records.frame["views"].dtype == "Int64"


def test_F16_the_sheet_whose_header_fits_is_taken_and_the_others_are_named(workbook):
    units = [["單位回報"], ["單位", "抽檢資料集數", "抽檢合格數"], ["水利署", 10, 9]]
    apis = [["單位", "API名稱", "驗證通過日期", "備註"], ["水利署", "水位", "109/8/1", ""]]
    sheets = {"說明": [["請填單位"]], "單位回報": units, "OAS驗證": apis}
    reported, validated = workbook("evaluation", sheets), workbook("oas", sheets)
    assert (reported.sheet, reported.frame["sample_passed"].tolist()) == ("單位回報", [9])
    assert (validated.sheet, validated.frame["certified_on"].tolist()) == ("OAS驗證", [date(2020, 8, 1)])
    assert "回報.xlsx：另有工作表「說明」（1 列），不屬於本表。" in reported.notices


def test_no_header_of_an_input_is_looked_for_twice(workbook, monkeypatch):
    looked, find = [], header._find
    monkeypatch.setattr(
        header,
        "_find",
        lambda sheet, table, *given: looked.append((sheet.name, table.name)) or find(sheet, table, *given),
    )
    units = [["單位", "抽檢資料集數", "抽檢合格數"], ["水利署", 10, 9]]
    workbook("evaluation", {"單位回報": units})
    assert looked == [("單位回報", "evaluation")]
    looked.clear()
    workbook("evaluation", {"單位回報": units, "說明": [["請填單位"]]})
    assert [table for sheet, table in looked if sheet == "單位回報"] == ["evaluation"]
    # Whether the other sheet is read as another table: each is held against it once.
    assert sorted(table for sheet, table in looked if sheet == "說明") == sorted(TABLES)


def test_twenty_problems_are_shown_and_the_rest_counted(catalogue):
    shown = problems(catalogue, *(f"{n},甲,本部,,x{n}" for n in range(25)))
    assert len(shown) == 21
    assert shown[0].startswith("V10 清單.csv第 2 列") and shown[19].startswith("V10 清單.csv第 21 列")
    assert shown[20] == "V10 清單.csv：還有 5 項問題未列出。"


def test_a_message_is_English_where_the_user_is(catalogue, monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "en")
    [message] = problems(catalogue, "1,甲,本部,,約30")
    expected = (
        'V10 清單.csv row 2 column E "瀏覽次數": "約30" is not a number. Give digits, or leave it blank, and resend.'
    )
    assert message == expected


def test_no_two_columns_of_a_table_share_a_spelling():
    for table in TABLES.values():
        spellings = [
            text_module.spelling(header) for column in table.columns for header in dict.fromkeys(column.headers)
        ]
        assert len(spellings) == len(set(spellings)), table.name
        assert set(table.key) <= {column.name for column in table.columns}


# -- real data


def test_the_list_of_July_2018_is_read_whole_for_the_ministry(shared, root):
    register = AgencyRegister.read(root / "params" / "agencies" / "moea.csv")
    records = clean("catalogue", shared / "real" / "datagovtw-2018-07.csv", register, other_publishers="count")
    rows = records.frame["publisher"].value_counts()
    assert (rows["經濟部商業司"], rows["經濟部水利署"]) == (351, 167)
    assert records.counts["read"] == 35_956 and adds_up(records)
    assert records.counts["used"] == len(records.frame)
    everyone = clean("catalogue", shared / "real" / "datagovtw-2018-07.csv").frame
    assert len(everyone) == 35_955
    assert int(everyone["listed_on"].isna().sum()) == 704
    assert int((everyone["rating"].isna()).sum()) == 32_310
    assert everyone["publisher"].nunique() == 628
    assert int(everyone["title"].str.contains("\n").sum()) == 2


def test_the_sample_of_May_2026_is_read_under_the_real_header(shared, root):
    register = AgencyRegister.read(root / "params" / "agencies" / "moea.csv", on=date(2020, 10, 31))
    path = shared / "real" / "datagovtw-2026-05-sample.csv"
    assert len(clean("catalogue", path).frame) == 24
    assert set(clean("catalogue", path).frame["mark"]) == {"白金", "金", "銀", "無(白名單)", "無(未做品檢)"}
    records = clean("catalogue", path, register, other_publishers="count")
    assert records.counts["read"] == 25 and adds_up(records)
    assert any("經濟部商業發展署" in notice for notice in records.notices)


def test_the_coded_requests_are_read_with_an_agency_a_row(shared, root):
    register = AgencyRegister.read(root / "params" / "agencies" / "moea.csv")
    path = shared / "real" / "requests-coded-2020-01.csv"
    assert len(clean("requests", path).frame) == 3_311
    records = clean("requests", path, register, other_publishers="count")
    assert adds_up(records) and not records.has("received_on")
    assert records.frame["agency"].value_counts()["經濟部"] == 202
    assert "要分案" not in set(records.frame["agency"])


def test_every_difficult_file_of_the_corpus_is_no_catalogue_and_says_what_is_missing(shared):
    for path in sorted((shared / "corpus").iterdir()):
        for message in problems(clean, "catalogue", path):
            assert message.startswith(("L09 ", "F04 ")) and path.name in message


# -- characters that only their writer's computer knows ------------------------------------------------------------------


def test_E04_an_unknown_character_where_nothing_is_read_is_a_notice(catalogue):
    found = catalogue(
        "1,甲,水利署,109/1/1,5,說明",
        "2,乙,文化部,109/1/1,5,\ue000字",
        "3,丙\ue001,文化部,109/1/1,5,",
        "4,丁,水利署,109/1/1,5,\uf14c",
        header=HEADER + ",資料集描述",
        other_publishers="count",
    )
    assert found.counts["used"] == 2 and found.counts["out_of_scope"] == 2
    [notice] = [notice for notice in found.notices if "造字" in notice]
    assert "3 格" in notice and "F3、B4、F5" in notice


@pytest.mark.parametrize("row", ["2,\ue000,水利署,109/1/1,5", "2,乙,經濟部\ue000署,109/1/1,5"])
def test_E04_where_it_is_used_or_may_say_whose_a_row_is_the_advice_fits_a_file_of_unicode(catalogue, row):
    with pytest.raises(InputError) as refused:
        catalogue("1,甲,水利署,109/1/1,5", row, other_publishers="count")
    [problem] = refused.value.problems
    assert (problem.code, problem.row) == ("E04", 3) and "一般字元" in problem.todo and "UTF-8" not in problem.todo


# -- dates that say more than a day --------------------------------------------------------------------------------------


def test_a_wrong_day_of_the_week_is_told_and_the_row_counts(catalogue):
    found = catalogue("1,甲,水利署,108年5月1日(星期三),5", "2,乙,水利署,108年5月1日（星期四）,5")
    assert list(found.frame["listed_on"]) == [date(2019, 5, 1)] * 2
    assert [notice for notice in found.notices if "星期" in notice] == [
        "清單.csv 第 3 列：「108年5月1日（星期四）」：108-05-01 是星期三，不是星期四。"
    ]


def test_a_column_of_moments_in_another_zone_is_told_once(catalogue):
    lines = [f"{n},甲{n},水利署,2019-04-{n:02}T16:00:00Z,5" for n in range(1, 21)]
    found = catalogue(*lines)
    assert found.frame["listed_on"].iloc[0] == date(2019, 4, 2)
    [notice] = [notice for notice in found.notices if "時區" in notice]
    assert notice.startswith("清單.csv 第 2 列：") and "另有 19 列相同" in notice


# -- the portal's export of requests -------------------------------------------------------------------------------------

EXPORT = "ID,建議之標題,建議資料集名稱,建議開放的欄位,建議原因,派發機關,回復狀態,分派狀態,回復時間,回應"


@pytest.fixture
def requests(tmp_path):
    def clean_lines(*lines: str, header: str = EXPORT) -> Records:
        (tmp_path / "需求.csv").write_text("\n".join((header, *lines)) + "\n", "utf-8")
        return clean("requests", tmp_path / "需求.csv", MINISTRY)

    return clean_lines


def test_P05_rows_of_another_width_are_listed_and_set_aside_and_the_rest_is_kept(requests):
    found = requests(
        '1,水位,河川,時間;水位,防災,水利署,已回復,已分派,"星期四, 一月 24, 2019 - 17:29",[<p>已開放</p>],[<p>又一則</p>]',
        "2,井址,水井,座標,研究,水利署,未回復,已分派,,",
        "3,欄位,移了,位,,109/13/40,未知機關,x",
        '4,水庫,水庫,水量,防災,水利署,已回復,已分派,"星期三, 一月 24, 2019 - 17:29",<p>開放</p>',
    )
    assert list(found.frame["request_id"]) == ["2", "4"] and list(found.frame["outcome"]) == ["未回復", "已回復"]
    assert found.frame["replied_on"].iloc[1] == date(2019, 1, 24)
    assert (found.counts["used"], found.counts["set_aside"]) == (2, 2)
    assert any(notice.startswith("需求.csv：第 2、4 列的格數與標題列不同，共 2 列") for notice in found.notices)


def test_P05_a_file_without_any_row_that_fits_is_refused(requests):
    with pytest.raises(InputError) as refused:
        requests("1,水位,河川", "2,井址,水井")
    assert {problem.code for problem in refused.value.problems} == {"L11"}


def test_the_portal_s_own_words_are_read_as_they_are(requests):
    listed = "ID,開放建議標題,瀏覽次數,建議者,發表日期,實際派發機關,分派狀態,回復狀態"
    found = requests("1,水位,52,王君,2025-03-01,水利署,已分派,再回復", header=listed)
    assert not found.notices and list(found.frame["outcome"]) == ["再回復"] and list(found.frame["title"]) == ["水位"]
    assert not any("王君" in map(str, row) for row in found.frame.to_numpy())  # who asked is not read
    whole = f"{listed.replace('回復狀態', '回復類型')},結案狀態,發表內容,回復全文,建議開放的欄位,回應資料集識別碼"
    found = requests("1,水位,52,王君,2025-03-01,水利署,已分派,已開放,未結案,全文,全覆,時間,6001;6002", header=whole)
    read = found.frame.iloc[0]
    assert (read["request_text"], read["reply_text"], read["case_state"]) == ("全文", "全覆", "未結案")
    assert (read["answered_by"], read["wanted_fields"]) == (("6001", "6002"), "時間") and not found.notices


def test_what_became_of_a_request_is_the_kind_of_reply_where_that_is_there(requests):
    header = "編號,標題,機關,回復狀態,回復類型"
    found = requests("1,水位,水利署,已回復,預計開放", header=header)
    assert list(found.frame["outcome"]) == ["預計開放"] and not any("回復狀態" in notice for notice in found.notices)


def test_L10_other_tables_refuse_a_row_of_another_width(catalogue):
    with pytest.raises(InputError, match="L10"):
        catalogue("1,甲,水利署,109/1/1,5", "2,乙,水利署,109/1/1,5,6")
