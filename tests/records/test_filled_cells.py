"""Merged and left-out cells take the value above them (FAULTS L03)."""

import pytest

from reportlib.readers import files
from reportlib.records.schema import Column, TableSchema
from tests.records.small_sheets import HEADER, PLAN, row, sheet
from tests.support.laid_out import locate

pytestmark = pytest.mark.usefixtures("chinese")


def test_L03_a_cell_merged_over_rows_is_filled_and_named():
    rows = (HEADER, row(1), row(2, agency=None), row(3, agency=None), row(4, agency="能源局"))
    found = locate(sheet(*rows, merged=((2, 2, 4, 2),)), PLAN)
    assert [cells[1] for _, cells in found.rows] == ["水利署", "水利署", "水利署", "能源局"]
    assert found.filled == {(3, 1), (4, 1)}
    assert found.notices == ("單位.xlsx〔甲〕：「機關」欄合併的儲存格已依上方的值補入：第 3–4 列。",)


def test_L03_a_number_merged_over_rows_is_counted_once_and_that_is_told():
    found = locate(sheet(HEADER, row(1, count=5), row(2), merged=((2, 6, 3, 6),)), PLAN)
    assert [cells[5] for _, cells in found.rows] == [5, None]
    [finding] = found.findings
    assert (finding.code, finding.level, finding.cell, finding.what) == (
        "L03",
        "warning",
        "F2",
        "與第 3 列合併為一格，數字只計在這一列。",
    )


def test_L03_an_agency_named_once_for_the_rows_below_is_filled():
    rows = (HEADER, row(1), row(2, agency=None), row(3, agency=None), row(4, agency="能源局"), row(5, agency=None))
    found = locate(sheet(*rows), PLAN)
    assert [cells[1] for _, cells in found.rows] == ["水利署"] * 3 + ["能源局"] * 2
    assert found.notices == ("單位.xlsx〔甲〕：「機關」欄空白的儲存格已依上方的值補入：第 3–4、6 列。",)


@pytest.mark.parametrize(
    "agencies", [("水利署", "水利署", None, None), ("水利署", None, "能源局"), (None, None, "水利署")]
)
def test_L03_a_forgotten_agency_is_not_guessed(agencies):
    found = locate(sheet(HEADER, *(row(n, agency=agency) for n, agency in enumerate(agencies, 1))), PLAN)
    assert tuple(cells[1] for _, cells in found.rows) == agencies and not found.filled


def test_L03_a_real_list_with_agencies_named_once_is_filled(shared):
    columns = (Column("agency", "AGENCY", "agency", required=True), Column("part", "SUB-AGENCY", "text", required=True))
    [page, *_] = files.read(shared / "corpus" / "data_portal_list_filldown.xlsx")
    found = locate(page, TableSchema("portal", "機關", columns))
    assert len(found.filled) > 30 and all(cells[1] for _, cells in found.rows)
    assert [cells[1] for _, cells in found.rows[:8]] == ["總統府"] * 5 + ["行政院"] * 3


def test_L03_what_is_told_of_a_merged_number_names_its_value():
    found = locate(sheet(HEADER, row(1, count=5), row(2), row(3), merged=((2, 6, 4, 6),)), PLAN)
    [finding] = found.findings
    assert (finding.value, finding.row, finding.header) == ("5", 2, "件數")
    assert finding.what == "與第 3–4 列合併為一格，數字只計在這一列。"


@pytest.mark.parametrize(
    "merged",
    [
        (1, 2, 3, 2),  # it begins in the header
        (2, 2, 2, 4),  # in one row
        (2, 9, 3, 9),  # in no column of the table
        (9, 2, 11, 2),  # below the last row
        (3, 2, 4, 2),  # of a cell that is blank itself
    ],
)
def test_L03_a_merged_cell_that_says_nothing_to_a_row_below_fills_none(merged):
    rows = (HEADER, row(1), row(2, agency=None), row(3, agency="能源局"))
    found = locate(sheet(*rows, merged=(merged,)), PLAN)
    assert [cells[1] for _, cells in found.rows] == ["水利署", None, "能源局"] and not found.filled
