"""A meeting's own input as Parquet: the same cells as the CSV of it."""

import datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from pyarrow import parquet as engine

from reportlib.errors import InputError
from reportlib.readers import files
from reportlib.readers.content import Limits

OWN = Limits(is_set=True)
pytestmark = pytest.mark.usefixtures("chinese")


def written(path, **columns):
    engine.write_table(pa.table(columns), path)
    return path


def test_texts_are_rows_under_their_names(tmp_path):
    (sheet,) = files.read(written(tmp_path / "甲.parquet", 編號=["1", "2"], 名稱=["河川水位", None]), limits=OWN)
    assert list(sheet.rows) == [("編號", "名稱"), ("1", "河川水位"), ("2", "")]
    assert (sheet.name, sheet.encoding) == ("", "utf-8")


def test_numbers_and_days_come_as_from_a_workbook(tmp_path):
    day = datetime.date(2020, 10, 31)
    path = written(
        tmp_path / "甲.parquet", 項=[3, None], 日=[day, None], 比=[Decimal("0.50"), None], 式=[["CSV", "ODS"], []]
    )
    (sheet,) = files.read(path, limits=OWN)
    assert list(sheet.rows) == [("項", "日", "比", "式"), (3, day, "0.50", "CSV;ODS"), (None, None, None, "")]


def test_a_table_without_rows_has_its_names(tmp_path):
    (sheet,) = files.read(written(tmp_path / "甲.parquet", 編號=pa.array([], pa.string())), limits=OWN)
    assert list(sheet.rows) == [("編號",)]


def test_doubtful_characters_are_told_as_of_any_file(tmp_path):
    (sheet,) = files.read(written(tmp_path / "甲.parquet", 名稱=["水\ue000位"]), limits=OWN)
    assert [(doubt.code, doubt.row, doubt.column) for doubt in sheet.doubts] == [("E04", 2, 1)]


def test_its_content_says_what_it_is_and_not_its_name(tmp_path):
    (sheet,) = files.read(written(tmp_path / "甲.csv", 編號=["1"]), limits=OWN)
    assert "甲.csv" in sheet.notices[0] and "Parquet" in sheet.notices[0]


def test_what_a_unit_sends_is_not_read(tmp_path):
    with pytest.raises(InputError, match="F09 甲.parquet：.*Parquet"):
        files.read(written(tmp_path / "甲.parquet", 編號=["1"]))


def test_more_cells_than_the_limit_are_refused_before_they_are_unpacked(tmp_path):
    path = written(tmp_path / "甲.parquet", 編號=["1"] * 2_000)
    with pytest.raises(InputError, match=r"A05 甲.parquet：資料量過大：約 2,001 格.*input_cells: 2001"):
        files.read(path, limits=Limits(text_cells=1_000, is_set=True))


@pytest.mark.parametrize("kept", [4, 40, 200])
def test_a_damaged_file_is_refused(tmp_path, kept):
    path = written(tmp_path / "甲.parquet", 編號=[str(n) for n in range(100)])
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(InputError, match="F03 甲.parquet"):
        files.read(path, limits=OWN)


def test_a_column_of_tables_is_no_table(tmp_path):
    with pytest.raises(InputError, match="F09 甲.parquet：.*巢狀"):
        files.read(written(tmp_path / "甲.parquet", 編號=[{"a": 1}]), limits=OWN)
