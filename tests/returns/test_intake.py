"""The intake, one file after another: whose it is, which return it is, what is wrong with it, and what of it is used."""

from datetime import date

import pytest

from reportlib.returns import (
    asked as returns_asked,
)
from tests.support.desk import COUNTS, GOOD, PARAMS, PLAN, book, codes, file_of


def test_nothing_received_is_a_board_of_missing_returns(desk):
    found = desk.take()
    assert found.board.units == ("水利署", "能源局", "標準檢驗局")
    assert found.board.count("missing") == 6 and not found.is_right and found.findings == ()


def test_a_csv_named_after_its_unit_is_accepted_with_its_origin(desk):
    desk.put("水利署_預計開放.csv", *GOOD)
    found = desk.take()
    assert found.board["水利署", "plan"].state == "received" and found.board["水利署", "plan"].rows == 2
    assert found.accepted["plan"].to_dict("records")[1] == {
        "plan_id": "甲-2",
        "agency": "經濟部水利署",
        "title": "水庫蓄水",
        "category": None,
        "formats": ("CSV",),
        "update_frequency": "每1月",
        "planned_on": date(2020, 12, 1),
        "opened_on": None,
        "來源檔案": "水利署_預計開放.csv",
        "來源工作表": "",
        "來源列": "3",
        "更正": "",
    }


def test_a_row_with_an_error_is_set_aside_with_its_reason_and_the_others_count(desk):
    desk.put("水利署.csv", GOOD[0], ("甲-2", "水庫", "", "CSV", "偶爾", "109/2/30", ""))
    found = desk.take()
    cell = found.board["水利署", "plan"]
    assert (cell.state, cell.rows, cell.set_aside) == ("errors", 1, 1)
    (aside,) = found.set_aside
    assert (aside.unit, aside.row, aside.cells[0]) == ("水利署", 3, "甲-2") and any(
        "109/2/30" in reason for reason in aside.reasons
    )
    assert ("V07", 3, 6) in {(one.code, one.row, one.column) for one in found.findings}


def test_one_bad_file_does_not_stop_the_others(desk):
    desk.put_bytes("能源局.xlsx", book({"a": [PLAN]})[:900])
    desk.put_bytes("標檢局.csv", b"")
    desk.put_bytes("標檢局.pdf", b"%PDF-1.7 ...")
    desk.put("水利署.csv", *GOOD)
    found = desk.take()
    assert found.board["水利署", "plan"].state == "received"
    assert {(one.code, one.file) for one in found.findings} == {
        ("F02", "能源局.xlsx"),
        ("F01", "標檢局.csv"),
        ("F09", "標檢局.pdf"),
    }
    assert found.board["能源局", "plan"].state == "missing" and "能源局.xlsx" in found.board["能源局", "plan"].note
    assert file_of(found, "標檢局.csv").standing == "refused"


def test_I01_a_short_name_and_another_character_name_the_same_unit(desk):
    desk.put("臺灣經濟部標檢局.csv", *GOOD)
    assert file_of(desk.take(), "臺灣經濟部標檢局.csv").unit == "標準檢驗局"


def test_I02_a_file_of_an_unknown_unit_is_asked_for_and_never_guessed(desk):
    desk.put("回報.csv", *GOOD)
    found = desk.take()
    (one,) = found.findings
    assert (one.code, one.file) == ("I10", "回報.csv") and "intake.yaml" in one.todo
    assert file_of(found, "回報.csv").standing == "unknown_unit" and found.accepted["plan"].empty


def test_I03_a_name_that_is_only_alike_is_suggested_and_not_taken(desk):
    desk.put("標準檢驗所.csv", *GOOD)
    found = desk.take()
    assert file_of(found, "標準檢驗所.csv").unit == "" and "標準檢驗局" in found.findings[0].what


def test_I05_a_part_of_an_agency_is_not_the_agency(desk):
    desk.put("水利署南區水資源局.csv", *GOOD)
    assert file_of(desk.take(), "水利署南區水資源局.csv").standing == "unknown_unit"


def test_a_name_with_two_units_is_asked_for(desk):
    desk.put("水利署及能源局.csv", *GOOD)
    found = desk.take()
    assert file_of(found, "水利署及能源局.csv").standing == "unknown_unit" and "水利署" in found.findings[0].what


def test_the_unit_is_told_by_the_agency_column_where_the_name_does_not_tell(desk):
    desk.put("回報.csv", *((*row, "經濟部水利署") for row in GOOD), header=(*PLAN, "機關"))
    file = file_of(desk.take(), "回報.csv")
    assert (file.unit, file.how) == ("水利署", "by the agency column")


def test_the_unit_is_told_by_the_title_above_the_table(desk):
    desk.put_book("回報.xlsx", {"工作表1": [("經濟部能源局 109 年下半年預計開放資料集",), (), PLAN, *GOOD]})
    file = file_of(desk.take(), "回報.xlsx")
    assert (file.unit, file.how) == ("能源局", "by the title of the sheet")


def test_a_person_may_say_whose_a_file_is(desk):
    desk.put("回報.csv", *GOOD)
    desk.say("intake.yaml", "files:\n  - {file: 回報.csv, unit: 經濟部水利署}\n")
    found = desk.take()
    assert file_of(found, "回報.csv").unit == "水利署" and found.board["水利署", "plan"].rows == 2


def test_the_folder_may_be_named_after_the_unit(desk):
    desk.put("水利署/回報.csv", *GOOD)
    assert desk.take().board["水利署", "plan"].file == "水利署/回報.csv"


def test_I09_rows_of_another_agency_are_set_aside(desk):
    desk.put("水利署.csv", (*GOOD[0], "水利署"), (*GOOD[1], "能源局"), header=(*PLAN, "機關"))
    found = desk.take()
    assert [(one.code, one.row, one.column) for one in found.findings] == [("I09", 3, 8)]
    assert found.board["水利署", "plan"].rows == 1


def test_I10_a_file_of_a_unit_that_is_not_asked_is_said(desk):
    desk.put("經濟部本部.csv", *GOOD)
    found = desk.take()
    assert (
        codes(found) == [("I10", "warning", "經濟部本部.csv")]
        and file_of(found, "經濟部本部.csv").standing == "not_asked"
    )


def mark(unit, meeting="m-6-1", form=returns_asked.FORM_VERSION):
    return {"!_packet": [("meeting", meeting), ("unit", unit), ("form", form)]}


def test_the_hidden_mark_of_our_form_tells_the_unit(desk):
    desk.put_book("表格.xlsx", {"預計開放資料集": [PLAN, *GOOD], **mark("水利署")})
    file = file_of(desk.take(), "表格.xlsx")
    assert (file.unit, file.how) == ("水利署", "by the form's hidden mark")


def test_L09_a_form_of_an_older_version_counts_and_is_told(desk):
    desk.put_book("表格.xlsx", {"預計開放資料集": [PLAN, *GOOD], **mark("水利署", form="0")})
    found = desk.take()
    assert codes(found) == [("L09", "warning", "表格.xlsx")] and "version 0" in found.findings[0].what
    assert found.board["水利署", "plan"].rows == 2


def test_what_lacks_on_all_sheets_of_a_return_is_told_once_and_what_is_on_another_sheet_is_not(desk):
    desk.say(
        "plan.csv",
        "編號,機關,資料集名稱,預計開放日期\n甲-1,水利署,河川水位,109/11/30\n甲-2,水利署,水庫蓄水,109/12/1\n甲-3,水利署,某,109/11/30\n",
    )
    path = desk.root / "params" / "m-6-1.yaml"
    path.write_text(
        PARAMS.replace("publishers: agencies.csv", "publishers: agencies.csv, plan: ../data/m-6-1/plan.csv"), "utf-8"
    )
    desk.put_book("水利署.xlsx", {"a": [PLAN, GOOD[0]], "b": [PLAN, GOOD[1]]})
    assert [(one.code, one.sheet, one.what) for one in desk.take().findings] == [
        ("I11", "a", "1 records are missing: 甲-3.")
    ]


@pytest.mark.parametrize(
    ("name", "marked", "word"),
    [
        ("能源局.xlsx", mark("水利署"), "named after"),
        ("a.xlsx", mark("水利署", "m-5-2"), "another meeting"),
        ("a.xlsx", mark("林務局"), "not in the register"),
    ],
)
def test_a_mark_that_does_not_fit_is_asked_about(desk, name, marked, word):
    desk.put_book(name, {"預計開放資料集": [PLAN, *GOOD], **marked})
    found = desk.take()
    assert file_of(found, name).standing == "unknown_unit" and word in found.findings[0].what


def test_F16_every_sheet_is_accounted_for_and_those_of_one_return_count_together(desk):
    desk.put_book(
        "水利署.xlsx",
        {"109上": [PLAN, GOOD[0]], "109下": [PLAN, GOOD[1]], "聯絡人": [("姓名", "電話"), ("甲", "1")], "空": []},
    )
    found = desk.take()
    assert found.board["水利署", "plan"].rows == 2
    assert [(sheet.name, sheet.table) for sheet in file_of(found, "水利署.xlsx").sheets] == [
        ("109上", "plan"),
        ("109下", "plan"),
        ("聯絡人", ""),
        ("空", ""),
    ]
    assert "none of the returns" in file_of(found, "水利署.xlsx").sheets[2].note


def test_I07_one_number_on_two_sheets_with_different_content_counts_on_neither(desk):
    desk.put_book(
        "水利署.xlsx",
        {"a": [PLAN, GOOD[0]], "b": [PLAN, ("甲-1", "別的", "", "CSV", "每1月", "109/11/1", ""), GOOD[1]]},
    )
    found = desk.take()
    assert {(one.code, one.sheet, one.row) for one in found.errors} == {("I07", "a", 2), ("I07", "b", 2)}
    assert list(found.accepted["plan"]["plan_id"]) == ["甲-2"]


def test_F15_a_hidden_sheet_is_listed_and_not_used(desk):
    desk.put_book("水利署.xlsx", {"預計開放資料集": [PLAN, GOOD[0]], "!舊": [PLAN, GOOD[1]]})
    found = desk.take()
    assert found.board["水利署", "plan"].rows == 1 and codes(found) == [("F15", "warning", "水利署.xlsx")]


def test_L19_a_table_with_no_row_is_an_answer_of_nothing(desk):
    desk.put("水利署.csv")
    found = desk.take()
    assert (found.board["水利署", "plan"].state, found.board["水利署", "plan"].rows) == ("received", 0)


def test_L19_but_the_evaluation_needs_its_one_row(desk):
    desk.put("水利署考核.csv", header=COUNTS)
    desk.put("能源局考核.csv", (1, 1, 1, 1), (2, 2, 2, 2), header=COUNTS)
    desk.put("標檢局考核.csv", (1, 1, 1, 1), header=COUNTS)
    found = desk.take()
    assert [found.board[unit, "evaluation"].state for unit in found.board.units] == ["errors", "errors", "received"]
    assert {(one.code, one.file) for one in found.errors} == {("L19", "水利署考核.csv"), ("I07", "能源局考核.csv")}
    assert list(found.accepted["evaluation"]["unit"]) == ["經濟部標準檢驗局"]


def test_L09_a_file_that_holds_none_of_the_returns_is_told_so(desk):
    desk.put("水利署.csv", ("甲", "02"), header=("姓名", "電話"))
    found = desk.take()
    assert codes(found) == [("L09", "error", "水利署.csv")] and file_of(found, "水利署.csv").standing == "no_return"


def test_L09_a_return_without_a_required_column_is_set_aside_as_a_whole(desk):
    desk.put("水利署_預計開放資料集.csv", ("甲-1", "河川"), ("甲-2", "水庫"), header=("編號", "資料集名稱"))
    found = desk.take()
    assert found.board["水利署", "plan"].state == "errors" and found.accepted["plan"].empty
    assert {one.code for one in found.errors} == {"L09"} and {one.row for one in found.set_aside} >= {2, 3}


def test_P01_a_sheet_that_says_how_many_records_it_has_and_has_others(desk):
    desk.put_book("水利署.xlsx", {"a": [("109 年下半年", "共 3 筆"), PLAN, *GOOD]})
    assert [one.code for one in desk.take().warnings] == ["P01"]
