"""A meeting's own input as Parquet: the same cells as the CSV of it."""

import base64
import datetime
import io
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st
from pyarrow import parquet as engine
from pyarrow.parquet import encryption

from reportlib.errors import InputError
from reportlib.readers import files, parquet
from reportlib.readers.columns import ColumnRows
from reportlib.readers.content import Limits
from reportlib.records.cell_faults import CellFault
from reportlib.records.examine import examine
from reportlib.records.header import find_headers
from reportlib.records.tables import TABLES
from reportlib.records.values import as_identifier
from tests import large

OWN = Limits(is_set=True)
pytestmark = pytest.mark.usefixtures("chinese")


def written(path, **columns):
    engine.write_table(pa.table(columns), path)
    return path


def test_texts_are_rows_under_their_names(tmp_path):
    (sheet,) = files.read(written(tmp_path / "甲.parquet", 編號=["1", "2"], 名稱=["河川水位", None]), limits=OWN)
    assert list(sheet.rows) == [("編號", "名稱"), ("1", "河川水位"), ("2", "")]
    assert (sheet.name, sheet.encoding) == ("", "utf-8")


def cells(path):
    (sheet,) = files.read(path, limits=OWN)
    return [row[0] for row in sheet.rows[1:]]


def test_numbers_and_days_come_as_the_texts_of_a_csv(tmp_path):
    day = datetime.date(2020, 10, 31)
    path = written(
        tmp_path / "甲.parquet",
        項=[3, None],
        日=[day, None],
        比=[Decimal("0.50"), None],
        式=[["CSV", None, "ODS"], []],
        有=[True, None],
    )
    (sheet,) = files.read(path, limits=OWN)
    header, first, second = sheet.rows
    assert header == ("項", "日", "比", "式", "有")
    assert first == ("3", "2020-10-31", "0.50", "CSV;ODS", "TRUE")
    assert second == ("",) * 5


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["甲", None], pa.large_string()),
        pa.array(["甲", None], pa.string_view()),
        pa.array(["甲", None]).dictionary_encode(),
        pa.array([["甲"], None], pa.large_list(pa.large_string())),
    ],
    ids=lambda column: str(column.type)[:20],
)
def test_texts_of_any_kind_are_texts(tmp_path, column):
    assert cells(written(tmp_path / "甲.parquet", 名稱=column)) == ["甲", ""]


def test_a_moment_with_a_time_zone_is_of_the_day_that_it_was_in_taiwan(tmp_path):
    stored = [datetime.datetime(2020, 3, 1, 16), datetime.datetime(2020, 3, 1, 15, 59)]
    zoned = pa.array(stored, pa.timestamp("us", "UTC"))
    assert cells(written(tmp_path / "甲.parquet", 日=zoned)) == ["2020-03-02", "2020-03-01 23:59:00"]
    assert cells(written(tmp_path / "乙.parquet", 日=stored[:1])) == ["2020-03-01 16:00:00"]


def test_a_number_is_the_shortest_text_of_its_width_and_none_is_blank(tmp_path):
    narrow = pa.array([4.3, 12, float("nan"), None], pa.float32())
    assert cells(written(tmp_path / "甲.parquet", 分=narrow)) == ["4.3", "12", "", ""]
    assert cells(written(tmp_path / "乙.parquet", 分=[0.1, 7.0, -0.0])) == ["0.1", "7", "0"]


def test_identifiers_keep_the_digits_that_the_file_has_and_lost_ones_are_no_digits(tmp_path):
    assert cells(written(tmp_path / "甲.parquet", 編號=[1_234_567_890_123_456_789])) == ["1234567890123456789"]
    exact, lost = cells(written(tmp_path / "乙.parquet", 編號=[2.0**53, 2.0**60]))
    assert exact == "9007199254740992"
    with pytest.raises(CellFault) as fault:
        as_identifier(lost)
    assert fault.value.finding.code == "V12"


def not_utf8():
    places = pa.array([0, 2, 4], pa.int32()).buffers()[1]
    return pa.Array.from_buffers(pa.string(), 2, [None, places, pa.py_buffer(b"ab\xff\xfe")])


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (not_utf8(), "E09 甲.parquet第 3 列 B 欄「值」：這一格的位元組 FF FE 不是 UTF-8"),
        (pa.array([1.0, float("inf")]), "V10 甲.parquet第 3 列 B 欄「值」：是無限大"),
        (pa.array([1, 2**30], pa.date32()), "V07 甲.parquet第 3 列 B 欄「值」：日期不在西元"),
        (pa.array([1, 2**62], pa.timestamp("us")), "V07 甲.parquet第 3 列 B 欄「值」：日期不在西元"),
        (pa.array([[], ["甲", "乙" * 131_072]]), "A11 甲.parquet第 3 列 B 欄「值」：這一格有 131,074 字"),
        (pa.array(["甲", "乙" * 131_073]), "A11 甲.parquet第 3 列 B 欄「值」：這一格有 131,073 字，超過 131,072 字"),
        (pa.array([{"a": 1}, None]), "F09 甲.parquet B 欄「值」：這一欄的型別「struct<a: int64>」"),
        (pa.array([b"a", None]), "F09 甲.parquet B 欄「值」：這一欄的型別「binary」"),
        (pa.array([1, None], pa.time32("s")), "F09 甲.parquet B 欄「值」：這一欄的型別「time32"),
    ],
)
def test_a_value_that_is_none_is_told_with_its_place(tmp_path, column, said):
    with pytest.raises(InputError, match=said):
        files.read(written(tmp_path / "甲.parquet", 編號=["1", "2"], 值=column), limits=OWN)


def test_the_row_of_a_wrong_value_counts_through_all_batches(tmp_path, monkeypatch):
    monkeypatch.setattr("reportlib.readers.parquet._MOST_ROWS", 10)
    with pytest.raises(InputError, match="V10 甲.parquet第 37 列"):
        files.read(written(tmp_path / "甲.parquet", 分=[1.0] * 35 + [float("inf")]), limits=OWN)


def test_a_table_without_columns_is_no_table(tmp_path):
    with pytest.raises(InputError, match="F09 甲.parquet：這是 沒有任何欄位的 Parquet 檔"):
        files.read(written(tmp_path / "甲.parquet"), limits=OWN)


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


def test_nor_is_an_encrypted_one(tmp_path):
    (path := tmp_path / "甲.parquet").write_bytes(parquet.ENCRYPTED_MAGIC + bytes(100))
    with pytest.raises(InputError, match="F09 甲.parquet：.*Parquet"):
        files.read(path)


def test_more_cells_than_the_limit_are_refused_before_they_are_unpacked(tmp_path):
    path = written(tmp_path / "甲.parquet", 編號=["1"] * 2_000)
    with pytest.raises(InputError, match=r"A05 甲.parquet：資料量過大：約 2,001 格.*input_cells: 2001"):
        files.read(path, limits=Limits(text_cells=1_000, is_set=True))


def of_one_text(path, text, rows):
    """A long text that stands in every row, and once in the file."""
    column = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array([text]))
    return written(path, 名稱=column)


def test_a_text_of_many_rows_is_kept_once(tmp_path):
    (sheet,) = files.read(of_one_text(tmp_path / "甲.parquet", "水" * 10_000, 4_000), limits=OWN)
    first, *_, last = (row[0] for row in sheet.rows[1:])
    assert first is last
    assert sheet.rows.coded(0).values == ["名稱", "水" * 10_000]


def test_a_text_of_many_rows_below_many_texts_is_kept_once_too(tmp_path, monkeypatch):
    monkeypatch.setattr("reportlib.readers.parquet._MOST_ROWS", 1_000)
    texts = [*map(str, range(1_000)), *["水" * 10_000] * 1_000]
    (sheet,) = files.read(written(tmp_path / "甲.parquet", 名稱=pa.array(texts).dictionary_encode()), limits=OWN)
    assert [row[0] for row in sheet.rows[1:]] == texts
    assert sheet.rows[1_500][0] is sheet.rows[1_600][0]


def test_texts_past_the_limit_are_refused_with_the_value_that_is_enough(tmp_path):
    path = of_one_text(tmp_path / "甲.parquet", "水" * 10_000, 4_000)
    with pytest.raises(InputError, match="A04 甲.parquet：解開後約 120 MB，上限 10 MB.*input_mb: 14}"):
        files.read(path, limits=Limits(1_000_000, is_set=True))
    files.read(path, limits=Limits(14_000_000, is_set=True))


@pytest.mark.parametrize("kept", [4, 40, 200])
def test_a_damaged_file_is_refused(tmp_path, kept):
    path = written(tmp_path / "甲.parquet", 編號=[str(n) for n in range(100)])
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(InputError, match="F03 甲.parquet：Parquet 檔已損壞"):
        files.read(path, limits=OWN)


@pytest.mark.parametrize("plain_footer", [True, False])
def test_an_encrypted_file_is_told_as_such(tmp_path, plain_footer):
    path, schema = tmp_path / "甲.parquet", pa.schema({"編號": pa.string()})
    factory = encryption.CryptoFactory(lambda _: Keys())
    how = encryption.EncryptionConfiguration("f", column_keys={"c": ["編號"]}, plaintext_footer=plain_footer)
    properties = factory.file_encryption_properties(encryption.KmsConnectionConfig(), how)
    with engine.ParquetWriter(path, schema, encryption_properties=properties) as writer:
        writer.write_table(pa.table({"編號": ["1"]}))
    with pytest.raises(InputError, match="F04 甲.parquet：Parquet 檔經過加密"):
        files.read(path, limits=OWN)


class Keys(encryption.KmsClient):
    def wrap_key(self, key_bytes, master_key_identifier):
        return base64.b64encode(key_bytes)


def good():
    file = io.BytesIO()
    numbers = list(range(200))
    table = pa.table(
        {"編號": list(map(str, numbers)), "名稱": ["水位"] * 200, "數": numbers, "日": pa.array(numbers, pa.date32())}
    )
    engine.write_table(table, file)
    return file.getvalue()


GOOD = good()


@settings(derandomize=True, max_examples=150, deadline=None, database=None)
@given(st.lists(st.tuples(st.integers(4, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_file_with_a_few_bytes_changed_is_read_or_refused(changes):
    data = bytearray(GOOD)
    for place, byte in changes:
        data[place] = byte
    try:
        rows = parquet.read(bytes(data), "甲.parquet", OWN)
    except InputError as refusal:
        assert "甲.parquet" in str(refusal)
    else:
        assert all(isinstance(cell, str) for row in rows for cell in row)


def test_a_typed_list_is_kept_by_column_and_gives_the_records_of_its_texts(tmp_path):
    csv = large.ROOT / "data" / large.REFERENCE / "catalogue.csv"
    large.as_parquet(csv, tmp_path / "typed.parquet", large.TYPED)
    examined = []
    for path in (tmp_path / "typed.parquet", csv):
        (sheet,) = files.read(path, limits=OWN)
        (header,) = find_headers(sheet, [TABLES["catalogue"]])
        examined.append((sheet, examine(header)))
    (sheet, typed), (_, plain) = examined
    assert isinstance(sheet.rows, ColumnRows)
    assert len(plain.records.frame) > 1_000
    pd.testing.assert_frame_equal(typed.records.frame, plain.records.frame)
    assert [(one.code, one.row) for one in typed.findings] == [(one.code, one.row) for one in plain.findings]
