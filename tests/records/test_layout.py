"""Where a table stands in a sheet, whatever stands around it (FAULTS group L); no row is lost, no sum changes."""

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

from reportlib.readers import files
from reportlib.readers.sheets import Sheet
from reportlib.records import return_tables
from reportlib.records.tables import TABLES
from tests.records.small_sheets import HEADER, PLAN, adds_up, codes, row, sheet
from tests.support.laid_out import examine, locate

pytestmark = pytest.mark.usefixtures("chinese")

# -- the header


def test_L01_title_rows_above_the_header_are_set_aside_and_kept():
    found = locate(sheet(("經濟部預計開放資料集",), ("填報日期 109/11/5",), (), HEADER, row(1)), PLAN)
    assert (found.row, [number for number, _ in found.rows]) == (4, [5])
    assert [aside.text for aside in found.aside] == ["經濟部預計開放資料集", "填報日期 109/11/5", ""]
    assert found.notices == ("單位.xlsx〔甲〕：標題列在第 4 列。",) and adds_up(found)


def test_a_table_that_does_not_start_in_A1_is_found():
    shifted = [(None, None, *cells) for cells in (HEADER, row(1), row(2))]
    found = locate(sheet((), (), *shifted), PLAN)
    assert found.places == {
        name: place for place, name in enumerate(("plan_id", "agency", "title", "planned_on", "opened_on", "number"), 2)
    }
    assert [number for number, _ in found.rows] == [4, 5]


def test_L02_a_header_of_two_merged_levels_is_joined():
    upper, lower = ("編號", "機關", "資料集名稱", "開放", None, "件數"), (None, None, None, "預計", "實際", None)
    merged = ((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3), (1, 4, 1, 5), (1, 6, 2, 6))
    found = locate(sheet(upper, lower, row(1), merged=merged), PLAN)
    assert found.texts == ("編號", "機關", "資料集名稱", "開放／預計", "開放／實際", "件數")
    assert list(found.places) == ["plan_id", "agency", "title", "planned_on", "opened_on", "number"]
    assert (found.header_rows, [number for number, _ in found.rows], found.counts()["header"]) == ((1, 2), [3], 2)
    assert found.notices == ("單位.xlsx〔甲〕：標題列在第 1 至 2 列。",) and adds_up(found)


def test_L02_a_header_of_three_levels_is_joined_without_merges_too():
    rows = (
        ("編號", "機關", "資料集名稱", "開放情形", None, "件數"),
        (None, None, None, "日期", None, None),
        (None, None, None, "預計開放日期", "實際開放日期", None),
    )
    found = locate(sheet(*rows, row(1), csv=True), PLAN)
    assert found.texts[3] == "開放情形／日期／預計開放日期" and found.header_rows == (1, 2, 3)
    assert {"planned_on", "opened_on"} <= found.places.keys()


def test_L02_a_row_of_groups_above_the_header_joins_it_and_a_title_does_not():
    groups = ("基本資料", None, None, "時程", None, "件數")
    found = locate(sheet(("標題",), groups, HEADER, row(1), merged=((1, 1, 1, 6), (2, 1, 2, 3), (2, 4, 2, 5))), PLAN)
    assert found.texts[0] == "基本資料／編號" and found.texts[3] == "時程／預計開放日期" and found.header_rows == (2, 3)
    titled = locate(sheet(("標題",), HEADER, row(1), merged=((1, 1, 1, 6),)), PLAN)
    assert titled.texts == HEADER and titled.header_rows == (2,)


def test_L02_a_title_that_is_merged_over_a_part_of_the_header_is_still_a_title():
    found = locate(sheet((), (None, "經濟部水利署預計開放資料集"), HEADER, row(1), merged=((2, 2, 2, 5),)), PLAN)
    assert found.header_rows == (3,) and found.texts == HEADER


def test_L02_a_merged_header_without_known_lower_names_takes_its_rows_along():
    merged = tuple((1, column, 2, column) for column in range(1, 6)) + ((1, 6, 1, 7),)
    found = locate(
        sheet((*HEADER[:5], "聯絡", None), (None,) * 5 + ("人", "電話"), (*row(1)[:5], "王", "02"), merged=merged), PLAN
    )
    assert found.header_rows == (1, 2) and found.texts[5:] == ("聯絡／人", "聯絡／電話")
    assert [number for number, _ in found.rows] == [3]


def test_L02_a_merged_header_is_read_from_a_real_workbook(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    for cells in (
        ("編號", "機關", "資料集名稱", "開放", None),
        (None, None, None, "預計", "實際"),
        ("1", "水利署", "甲", "109/8/1", None),
    ):
        page.append(cells)
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
        page.merge_cells(area)
    book.save(tmp_path / "甲.xlsx")
    [found] = files.read(tmp_path / "甲.xlsx")
    assert locate(found, PLAN).texts == ("編號", "機關", "資料集名稱", "開放／預計", "開放／實際")


def test_L09_a_form_s_marks_around_a_header_do_not_matter():
    found = locate(
        sheet(
            ("*編號", "機關（全銜）", "資料集名稱\n(必填)", "預計開放日期【民國】"), ("1", "水利署", "甲", "109/8/1")
        ),
        PLAN,
    )
    assert list(found.places) == ["plan_id", "agency", "title", "planned_on"]


def test_L09_a_column_with_values_and_no_header_is_named():
    found = locate(sheet(("編號", "機關", "資料集名稱", None, "件數"), ("1", "水利署", "甲", "不明", 3)), PLAN)
    assert "單位.xlsx〔甲〕：D 欄沒有欄名，未使用（第 2 列有值）。" in found.notices


def test_L09_all_missing_columns_are_told_at_once():
    found = locate(sheet(("編號", "件數"), ("1", 3)), PLAN)
    assert codes(found) == ["L09", "L09"] and found.is_refused
    assert "缺少必要的欄「機關」" in found.findings[0].what and "缺少必要的欄「資料集名稱」" in found.findings[1].what


# -- nothing lost, whatever comes

CELLS = (
    st.none()
    | st.integers(-5, 3_000)
    | st.sampled_from((*HEADER, "合計", "小計", "備註：無", "範例", "水利署", "甲", "109/8/1", " ", "填表人：", "0"))
)
ROWS = st.lists(st.lists(CELLS, max_size=8).map(tuple), max_size=25)
MERGES = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 8), st.integers(0, 3), st.integers(0, 3)).map(
        lambda m: (m[0], m[1], m[0] + m[2], m[1] + m[3])
    ),
    max_size=3,
)


@given(ROWS, MERGES, st.booleans(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_every_row_of_any_sheet_is_accounted_for(rows, merges, headed, csv):
    page = sheet(*((HEADER,) if headed else ()), *rows, csv=csv, merged=tuple(merges))
    found = locate(page, PLAN)
    assert adds_up(found)
    examined = examine(PLAN, page)
    if examined.records:
        counts = examined.records.counts
        assert counts["read"] == len(page.rows) == sum(n for part, n in counts.items() if part != "read")
        assert len(examined.records.frame) == counts["used"]
        assert {finding.row for finding in examined.findings if finding.is_error}.isdisjoint(
            examined.records.frame.index
        )
    else:
        assert any(finding.is_error for finding in examined.findings) or not page.rows


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=12),
    st.integers(0, 12),
    st.sampled_from(["合計", "小計", "總　計", "計"]),
    st.integers(0, 2_000),
)
@settings(max_examples=100, deadline=None)
def test_L05_a_row_of_totals_never_changes_a_sum(numbers, place, word, stated):
    rows = [row(n, count=number) for n, number in enumerate(numbers, 1)]
    without = examine(PLAN, sheet(HEADER, *rows)).records.frame["number"].sum()
    rows.insert(min(place, len(rows)), (word, None, None, None, None, stated))
    assert examine(PLAN, sheet(HEADER, *rows)).records.frame["number"].sum() == without


def test_the_header_of_every_known_table_is_found_by_its_own_labels():
    for table in (*TABLES.values(), *return_tables.RETURN_TABLES.values()):
        labels_of = tuple(column.label for column in table.columns)
        found = locate(Sheet("甲.xlsx", "甲", None, [("標題",), labels_of]), table)
        assert (found.row, len(found.places)) == (2, len(table.columns)), table.name
        assert not found.findings
