"""Several tables on one sheet (FAULTS L08)."""

import pytest

from reportlib.readers import files
from tests.records.small_sheets import HEADER, PLAN, adds_up, codes, row, sheet
from tests.support.laid_out import examine, locate

pytestmark = pytest.mark.usefixtures("chinese")


def test_L08_the_same_header_again_goes_on_with_the_table():
    found = locate(sheet(HEADER, row(1), (), HEADER, row(2)), PLAN)
    assert [number for number, _ in found.rows] == [2, 5] and not found.findings
    assert found.counts()["header"] == 2 and adds_up(found)


def test_L08_another_table_below_is_refused_with_a_hint():
    below = (("會議", "決議編號", "決議事項", "辦理情形"), ("5-2", "一", "甲", "已辦"))
    found = examine(PLAN, sheet(HEADER, row(1), (), *below))
    [finding] = [finding for finding in found.findings if finding.code == "L08"]
    assert (found.records, finding.row, finding.level) == (None, 4, "error")
    assert finding.what == "這一列是另一個表的標題列（「會議」…）。" and "一張工作表只放一個表" in finding.todo


def test_L08_the_same_table_below_in_another_order_is_refused():
    found = locate(sheet(HEADER, row(1), (), ("機關", "編號", "資料集名稱"), ("水利署", "2", "乙")), PLAN)
    assert codes(found) == ["L08"] and found.is_refused


def test_L08_two_tables_side_by_side_are_refused_with_the_column():
    found = examine(PLAN, sheet((*HEADER[:3], None, *HEADER[:3]), ("1", "水利署", "甲", None, "2", "能源局", "乙")))
    [finding] = found.findings
    assert (found.records, finding.code, finding.cell, finding.what) == (None, "L08", "E1", "E 欄起另有一個表。")


def test_L08_another_table_at_the_side_is_refused_where_rows_are_only_its():
    rows = ((*HEADER[:3], None, "展區", "攤位"), ("1", "水利署", "甲", None, "A", 3), (None, None, None, None, "B", 4))
    found = locate(sheet(*rows), PLAN)
    assert found.findings[0].code == "L08" and "E 欄起另有一個表（第 3 列只在那裡有值）" in found.findings[0].what


def test_L13_a_transposed_table_is_refused_with_a_hint():
    found = examine(
        PLAN, sheet(("編號", "1", "2"), ("機關", "水利署", "能源局"), ("資料集名稱", "甲", "乙"), ("件數", 3, 4))
    )
    [finding] = found.findings
    assert (found.records, found.header, finding.code, finding.level) == (None, None, "L13", "error")
    assert finding.what == "欄名直排在 A 欄，一筆資料佔一欄。" and "選擇性貼上→轉置" in finding.todo


def test_L08_the_corpus_files_with_titles_and_several_headers_are_no_plan_and_break_nothing(shared):
    for path in sorted((shared / "corpus").iterdir()):
        if path.suffix in (".xlsx", ".csv", ".ods", ".xlsm") and path.name != "password.xlsx":
            for page in files.read(path):
                found = locate(page, PLAN)
                assert adds_up(found) and (found.is_refused or not page.rows), path.name
