"""A sheet that is kept by column has the same records, findings and notices as one that is kept row by row."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

from reportlib.readers.columns import ColumnRows, rows_at
from reportlib.readers.sheets import Sheet
from reportlib.records import names
from reportlib.records.columns import converted_column
from reportlib.records.tables import TABLES
from tests.support.laid_out import examine, locate

HEADER = ("資料集識別碼", "資料集名稱", "提供機關", "檔案格式", "上架日期", "瀏覽次數", "說明")
ROWS = (
    ("1", "河川水位", "經濟部水利署", "CSV;JSON", "109/3/5", "3", ""),
    ("2", "水庫蓄水", "水利署", "", "", "－", "二"),
    ("３", "用電量；發電量", "經濟部能源局", "CSV", "109-04-06", "1,200", ""),
    ("1", "河川水位", "經濟部水利署", "CSV;JSON", "109/3/5", "3", ""),
    ("2", "別的", "", "", "109/13/1", "多", ""),
    ("", "", "", "", "", "", ""),
    ("", "沒有編號", "經濟部水利署", "", "", "", ""),
    ("", "", "", "", "", "", "只有說明"),
    ("合計", "", "", "", "", "6", ""),
    ("水利署小計", "", "", "", "", "", ""),
    ("備註：以上為示意", "", "", "", "", "", ""),
    ("範例", "河川水位", "經濟部水利署", "", "", "", ""),
    ("共 3 筆", "", "", "", "", "", ""),
    HEADER,
    ("這是註記之後的一長句話，不是資料。", "", "", "", "", "", ""),
    (" 4 ", " 地下水 ", "經濟部水利署 ", "ODS", "109年5月6日", "", ""),
)


def both(rows):
    """The sheet with these rows, kept row by row and by column."""
    columns = [pa.chunked_array([pa.array(cells, pa.string())]) for cells in zip(*rows, strict=True)]
    table = pa.table(columns, [str(place) for place in range(len(columns))])
    for kept in (list(rows), ColumnRows.of([table], is_special=True)):
        yield Sheet("清單.csv", "", "utf-8", kept)


@pytest.mark.usefixtures("chinese")
@given(st.lists(st.sampled_from(ROWS), max_size=12), st.lists(st.just(("一、資料集清單", *[""] * 6)), max_size=1))
def test_rows_are_taken_for_the_same(rows, above):
    one, other = (locate(sheet, TABLES["catalogue"]) for sheet in both([*above, HEADER, *rows]))
    assert list(one.rows) == list(other.rows)
    assert (one.aside, one.totals, one.findings, one.notices) == (
        other.aside,
        other.totals,
        other.findings,
        other.notices,
    )


@pytest.mark.usefixtures("chinese")
@given(st.lists(st.sampled_from(ROWS), max_size=12), st.sampled_from(["once", "refuse"]))
def test_records_and_findings_are_the_same(rows, repeated):
    one, other = (examine(TABLES["catalogue"], sheet, repeated=repeated) for sheet in both([HEADER, *rows]))
    assert (one.findings, one.notices, list(one.keys)) == (other.findings, other.notices, list(other.keys))
    assert (one.records is None) == (other.records is None)
    if one.records is not None and other.records is not None:
        assert one.records.frame.equals(other.records.frame) and one.records.counts == other.records.counts


class Fetches:
    """How often rows are made of columns, and how many."""

    def __init__(self, monkeypatch):
        self.rows = []
        plain = ColumnRows._rows
        monkeypatch.setattr(
            ColumnRows, "_rows", lambda kept, places: self.rows.append(len(places)) or plain(kept, places)
        )


def long_list(*rows, width=7):
    """Two thousand datasets under the header, with other rows in between, kept by column."""
    many = [(str(n), f"河川水位 {n}", "經濟部水利署", "CSV", "109/3/5", "3", "") for n in range(1_000, 3_000)]
    _, sheet = both([HEADER, *many[:10], *rows, *many[10:]])
    return sheet


@pytest.mark.usefixtures("chinese")
def test_below_a_note_only_rows_that_may_be_one_are_looked_at(monkeypatch):
    sheet = long_list(("備註：以上為示意", *[""] * 6), ("", "這是註記之後的一長句話，不是資料。", *[""] * 5), ROWS[0])
    fetched = Fetches(monkeypatch)
    found = locate(sheet, TABLES["catalogue"])
    assert [(one.number, one.why) for one in found.aside] == [(12, "note"), (13, "note")] and len(found.rows) == 2_001
    assert sum(fetched.rows) < 100


@pytest.mark.usefixtures("chinese")
def test_where_the_first_column_is_always_blank_the_next_one_says_what_a_row_is(monkeypatch):
    rows = [("", *row) for row in (HEADER, *ROWS[:3], ("合計", "", "", "", "", "6", ""), *[ROWS[1]] * 2_000)]
    one, other = both(rows)
    fetched = Fetches(monkeypatch)
    found = locate(other, TABLES["catalogue"])
    assert sum(fetched.rows) < 100
    assert (found.aside, found.totals) == ((known := locate(one, TABLES["catalogue"])).aside, known.totals)
    assert list(found.rows) == list(known.rows)


@pytest.mark.usefixtures("chinese")
@given(st.lists(st.sampled_from(ROWS), max_size=12))
def test_rows_are_taken_for_the_same_where_the_first_column_is_blank(rows):
    one, other = (locate(sheet, TABLES["catalogue"]) for sheet in both([("", *row) for row in (HEADER, *rows)]))
    assert list(one.rows) == list(other.rows)
    assert (one.aside, one.totals, one.findings) == (other.aside, other.totals, other.findings)


@pytest.mark.usefixtures("chinese")
def test_a_list_that_was_exported_twice_is_held_against_itself_in_blocks(monkeypatch):
    _, sheet = both([HEADER, *[(str(n), f"水位 {n}", "水利署", "", "", "", "") for n in range(500)] * 2])
    fetched = Fetches(monkeypatch)
    found = examine(TABLES["catalogue"], sheet, repeated="once")
    assert found.records is not None and found.records.counts["repeated"] == 500
    assert len(fetched.rows) < 50


def test_of_undecided_rows_no_more_titles_are_made_than_are_shown():
    made = []

    def titles_of(places):
        for place in places:
            made.append(place)
            yield f"第 {place % 4} 項"

    scope = names.Scope(np.array([], np.int64), undecided={"": list(range(1_000))})
    verdict = SimpleNamespace(may_be=())
    (one,) = names.undecided_names(scope, lambda name: verdict, None, np.arange(1_000), titles_of)
    assert (one.titles, made) == (("第 0 項", "第 1 項", "第 2 項"), [0, 1, 2])


def test_what_no_row_has_is_not_converted():
    _, sheet = both([("甲",), ("乙",), ("丙",), ("乙",)])
    asked = []
    cells = sheet.rows.some(np.array([1, 3])).coded(0)
    values, wrong = converted_column(
        cells, lambda cell: asked.append(cell) or f"{cell}！", TABLES["catalogue"].columns[0]
    )
    assert (asked, list(values), wrong) == (["乙"], ["乙！", "乙！"], [])


def test_rows_at_any_places_are_made_once_and_are_those_rows():
    for sheet in both([(str(n), str(n * 2)) for n in range(9)]):
        assert rows_at(sheet.rows, iter([5, 0, 2, 5])) == {0: ("0", "0"), 2: ("2", "4"), 5: ("5", "10")}
        assert rows_at(sheet.rows, []) == {}


@pytest.mark.usefixtures("chinese")
def test_L10_a_cell_past_the_header_is_told_however_the_sheet_is_kept():
    wide = [(*HEADER, ""), (*ROWS[0], ""), (*ROWS[1], "多出"), (*ROWS[2], "")]
    for sheet in both(wide):
        found = locate(sheet, TABLES["catalogue"])
        assert [(one.code, one.row, one.value) for one in found.findings] == [("L10", 3, "多出")]
        assert len(found.rows) == 3
