"""The source rows that a packet keeps: the same bytes twice, and no more of them read than are asked for."""

import json
import os
import subprocess
import sys
from decimal import Decimal

import pandas as pd
import pytest

from reportlib.errors import ConfigError
from reportlib.facts.record import SourceTable
from reportlib.facts.rowsets import RowSet
from reportlib.records import source_files, sources
from reportlib.writing import csv_bytes, sha256, write

COLUMNS = ("資料集名稱", "機關")
MADE = """
import hashlib, sys
from reportlib.facts.record import SourceTable
from reportlib.records.source_files import as_parquet
rows = ((number, (f"第 {number} 項", "水利署" if number % 3 else "能源局")) for number in range(2, 40_000))
print(hashlib.sha256(as_parquet(SourceTable.of_rows("catalogue", "a.csv", "", ("資料集名稱", "機關"), rows))).hexdigest())
"""


def table(numbers):
    rows = ((number, (f"第 {number} 項", "水利署" if number % 3 else "能源局")) for number in numbers)
    return SourceTable.of_rows("catalogue", "a.csv", "", COLUMNS, rows)


def kept(folder, whole, older=False):
    """The table as a packet in this folder has it."""
    if older:
        write(folder / "rows" / "catalogue.csv", csv_bytes(source_files.as_csv(whole)))
    else:
        write(folder / whole.path, source_files.as_parquet(whole))
    write(folder / "run.json", json.dumps({"sources": [{"input": "catalogue", "file": "a.csv", "sheet": ""}]}).encode())
    (found,) = source_files.kept(folder)
    return found


def test_O01_the_same_rows_are_the_same_bytes_in_every_process_whatever_its_threads_and_hashes():
    made = [
        subprocess.run(
            [sys.executable, "-c", MADE],
            env=os.environ | {"OMP_NUM_THREADS": threads, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for threads, seed in (("1", "1"), ("3", "2"))
    ]
    assert made == [sha256(source_files.as_parquet(table(range(2, 40_000))))] * 2


@pytest.mark.parametrize("older", [False, True])
def test_rows_are_found_by_their_numbers_in_the_order_of_the_file(tmp_path, older):
    found = kept(tmp_path, table([9, 2, 3, 7]), older)
    assert found.columns == COLUMNS and found.whole() == table([9, 2, 3, 7])
    assert [number for number, _ in found.some(RowSet.of([2, 4, 7, 9])).rows] == [9, 2, 7]
    assert next(found.some(RowSet.of([7, 9]), 1).rows) == (9, ("第 9 項", "能源局"))
    assert (found.count(RowSet.of([2, 4, 7])), len(found.some(RowSet.of([4])))) == (2, 0)


def test_of_a_long_file_only_the_groups_are_read_in_which_the_rows_are(tmp_path, monkeypatch):
    found, read = kept(tmp_path, table(range(2, 60_000))), []
    plain = source_files._columns

    def noted(file, groups, labels):
        read.append(list(groups))
        return plain(file, groups, labels)

    monkeypatch.setattr(source_files, "_columns", noted)
    wanted = [2, 3, 50_000, 59_999]
    assert [row for _, (row, _) in found.some(RowSet.of(wanted)).rows] == [f"第 {number} 項" for number in wanted]
    assert read == [[0, 3]]


def test_a_table_without_rows_comes_back_too(tmp_path):
    assert kept(tmp_path, table([])).whole() == table([])


def test_every_text_of_a_file_is_told_for_the_last_look():
    assert set(source_files.texts_in(source_files.as_parquet(table([2, 3])))) == {
        "列",
        *COLUMNS,
        "第 2 項",
        "第 3 項",
        "水利署",
        "能源局",
    }


def test_who_reads_parquet_otherwise_sees_plain_texts_and_no_trace_of_the_machine(tmp_path):
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    path.write_bytes(source_files.as_parquet(table([2, 3])))
    file = parquet.ParquetFile(path)
    assert file.read().to_pylist()[1] == {"列": 3, "資料集名稱": "第 3 項", "機關": "能源局"}
    assert file.metadata.metadata is None and file.metadata.created_by.startswith("parquet-cpp-arrow version ")


def damaged(path, how):
    data = bytearray(path.read_bytes())
    if how == "cut off":
        data = data[: len(data) // 2]
    elif how == "of another kind":
        data = bytearray(b"no rows at all")
    else:
        middle = len(data) // 3
        data[middle : middle + 1_000] = bytes(255 - byte for byte in data[middle : middle + 1_000])
    path.write_bytes(data)


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize("how", ["changed", "cut off", "of another kind"])
def test_F02_rows_that_are_damaged_are_never_told_as_if_they_were_whole(tmp_path, how, older):
    found = kept(tmp_path / "moea-9-9", table(range(2, 20_000)), older)
    if older and how != "of another kind":
        found.path.write_text("列,資料集名稱\r\n2,甲\r\n二,乙\r\n", "utf-8")
    else:
        damaged(found.path, how)
    for asked in (found.whole, lambda: found.some(RowSet.of([2])), lambda: found.some(RowSet.of(range(2, 20_000)))):
        with pytest.raises(ConfigError) as refused:
            asked()
        assert str(refused.value).startswith(
            f"F02 moea-9-9/rows/catalogue.{'csv' if older else 'parquet'}: it is damaged"
        )


def test_50_and_50_point_0_are_two_texts_of_the_source_rows():
    column = sources._column(pd.Series([Decimal("50"), Decimal("50.0"), None, Decimal("50")], dtype=object))
    assert [column.texts[at] for at in column.at] == ["50", "50.0", "", "50"]


def test_rows_that_a_packet_has_lost_are_told_with_how_many_are_left(tmp_path):
    found = kept(tmp_path, table([2, 3, 7]), False)
    assert found.lacking(RowSet.of([2, 7])) == "" and found.lacking(RowSet.of([])) == ""
    said = found.lacking(RowSet.of([2, 5, 6, 7]))
    assert "4" in said and "2" in said and found.path.name in said
