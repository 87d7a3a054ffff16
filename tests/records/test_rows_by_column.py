"""A sheet that is kept by column has the same records, findings and notices as one that is kept row by row."""

import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

from reportlib.readers.columns import ColumnRows
from reportlib.readers.sheets import Sheet
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
