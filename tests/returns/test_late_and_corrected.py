"""Files that are late, corrected or skipped."""

from datetime import date

import pytest

from reportlib.errors import ConfigError
from reportlib.returns import (
    accepted,
)
from tests.support.desk import CORRECTION, GOOD, PLAN, file_of


def test_a_file_is_late_only_where_a_person_says_when_it_came(desk):
    desk.put("水利署.csv", *GOOD)
    desk.put("能源局.csv", *GOOD)
    desk.put("標檢局.csv", *GOOD)
    desk.say(
        "intake.yaml",
        "files:\n  - {file: 水利署.csv, received_on: 109-11-11}\n  - {file: 能源局.csv, received_on: 109-11-10}\n",
    )
    found = desk.take()
    assert [found.board[unit, "plan"].state for unit in found.board.units] == ["late", "received", "received"]


def test_a_file_may_be_said_to_be_no_return(desk):
    desk.put_bytes("公文.pdf", b"%PDF-1.7")
    desk.say("intake.yaml", "files:\n  - {file: 公文.pdf, skip: true}\n")
    found = desk.take()
    assert found.findings == () and file_of(found, "公文.pdf").standing == "skipped"


def test_a_correction_is_applied_before_the_examination_and_stands_in_the_accepted_row(desk):
    path = desk.put("水利署.csv", GOOD[0], ("甲-2", "水庫", "", "CSV", "每1月", "109/2/30", ""))
    before = path.read_bytes()
    desk.say("corrections.yaml", CORRECTION)
    found = desk.take()
    assert found.findings == () and found.board["水利署", "plan"].rows == 2
    row = found.accepted["plan"].iloc[1]
    assert row["planned_on"] == date(2020, 12, 31) and "109/2/30" in row["更正"] and "王小明" in row["更正"]
    assert len(found.corrections) == 1 and path.read_bytes() == before


def test_a_correction_that_no_longer_fits_stops_the_intake(desk):
    desk.put("水利署.csv", *GOOD)
    desk.say("corrections.yaml", CORRECTION)
    with pytest.raises(ConfigError) as caught:
        desk.take()
    assert caught.value.problems[0].code == "C14"


def test_C14_a_correction_of_a_version_that_does_not_count_is_told_and_not_listed_as_made(desk):
    desk.put("水利署.csv", GOOD[0], ("甲-2", "水庫", "", "CSV", "每1月", "109/2/30", ""))
    desk.put("水利署修正.csv", *GOOD)
    desk.say("corrections.yaml", CORRECTION)
    found = desk.take()
    assert [(one.code, one.level, one.file, one.row) for one in found.findings] == [("C14", "warning", "水利署.csv", 3)]
    assert found.corrections == () and accepted.marked_copies(found) == {}


def test_what_the_secretariat_has_to_decide_is_not_mailed_to_the_unit(desk):
    desk.put("水利署_甲.csv", *GOOD)
    desk.put("水利署_乙.csv", GOOD[0])
    desk.put("回報.csv", *GOOD)
    found = desk.take()
    assert {one.code for one in found.findings} == {"F18", "I10"} and accepted.marked_copies(found) == {}


def test_I06_an_equal_row_on_another_sheet_counts_once(desk):
    desk.put_book("水利署.xlsx", {"上半年": [PLAN, GOOD[0]], "下半年": [PLAN, *GOOD]})
    found = desk.take()
    assert [(one.code, one.level, one.sheet, one.cell) for one in found.findings] == [
        ("I06", "warning", "下半年", "A2")
    ]
    assert [sheet.counts["used"] for sheet in found.files[0].sheets] == [1, 1] and found.files[0].sheets[1].counts[
        "repeated"
    ] == 1
    assert (
        list(found.accepted["plan"]["plan_id"]) == ["甲-1", "甲-2"]
        and found.board["水利署", "plan"].state == "received"
    )


def test_I07_a_different_row_on_another_sheet_counts_nowhere(desk):
    desk.put_book("水利署.xlsx", {"上半年": [PLAN, GOOD[0]], "下半年": [PLAN, ("甲-1", "別的", *GOOD[0][2:])]})
    assert [(one.code, one.sheet) for one in desk.take().findings] == [("I07", "上半年"), ("I07", "下半年")]


def test_the_header_of_a_table_that_lacks_a_column_is_no_row_that_waits(desk):
    desk.put("水利署.csv", *GOOD, header=(*PLAN[:5], "預定日期", PLAN[6]))
    found = desk.take()
    assert found.board["水利署", "plan"].set_aside == 2 and [one.row for one in found.set_aside] == [2, 3]


def test_formats_between_commas_or_slashes_are_words(desk):
    desk.put_book(
        "水利署.xlsx",
        {
            "預計開放資料集": [
                PLAN,
                ("甲-1", "河川", None, "csv,JSON", None, "109/11/30", None),
                ("甲-2", "水庫", None, "CSV／XML", None, "109/11/30", None),
                ("甲-3", "雨量", None, "CSV,表格", None, "109/11/30", None),
            ]
        },
    )
    found = desk.take()
    assert list(found.accepted["plan"]["formats"]) == [("CSV", "JSON"), ("CSV", "XML")]
    assert [(one.code, one.cell, one.value) for one in found.findings] == [("V17", "D4", "CSV,表格")]
