"""A large CSV is read by columns, and says cell for cell what reading row by row says."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from reportlib.errors import InputError
from reportlib.readers import files, plain_csv
from reportlib.readers.columns import ColumnRows

TABLE = "編號,名稱,說明\n1,河川水位,甲\n2,水庫蓄水,\n3,河川水位,甲\n"


def both(data, path, monkeypatch):
    """The sheet as it is read by columns, where it is, and row by row; or both refusals."""
    path.write_bytes(data)
    found = []
    for fewest in (0, 10**9):
        monkeypatch.setattr(plain_csv, "FEWEST_BYTES", fewest)
        try:
            (sheet,) = files.read(path)
        except InputError as error:
            found.append(str(error))
        else:
            found.append((list(sheet.rows), replace(sheet, rows=[])))
    return found


def by_columns(text):
    return plain_csv.read(text.encode(), "甲.csv")


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(plain_csv, "FEWEST_BYTES", 0)


def test_rows_are_kept_by_column_and_come_as_they_stand(small):
    rows = by_columns(TABLE)
    assert list(rows) == [
        ("編號", "名稱", "說明"),
        ("1", "河川水位", "甲"),
        ("2", "水庫蓄水", ""),
        ("3", "河川水位", "甲"),
    ]
    assert (rows[2], rows[1:3], rows[-1]) == (list(rows)[2], list(rows)[1:3], list(rows)[3])


def test_each_text_of_a_column_is_there_once(small):
    column = by_columns(TABLE).coded(1)
    assert (list(column.values), column.at.tolist()) == (["名稱", "河川水位", "水庫蓄水"], [0, 1, 2, 1])


def test_some_of_the_rows_are_rows_too(small):
    rows = by_columns(TABLE)
    some = rows.some(rows.coded(1).which(text == "河川水位" for text in rows.coded(1).values))
    assert [row[0] for row in some] == ["1", "3"] and list(some.coded(0)) == ["1", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "甲,乙\n1\n",
        "甲,乙\n1,2,3\n",
        "甲,乙\n\n1,2\n",
        "甲,乙\r\n1,2\r\n\r\n",
        '甲,乙\n1,"2\n',
        '甲,乙\n1,2"3\n',
        '甲,乙\n1,"2"3\n',
        '甲,乙\n1, "2"\n',
        "甲,乙\r1,2\r",
        "sep=;\n甲;乙\n",
        "<html>甲,乙\n1,2\n",
        "甲,乙\n\ufeff1,2\n",
    ],
)
def test_what_is_not_plain_is_read_row_by_row(text, small):
    assert by_columns(text) is None


@pytest.mark.parametrize(
    "text",
    [
        '甲,乙\n"1","2"\n',
        '甲,乙\r\n"一\r\n\r\n二","""二"""\r\n"",3',
        "\ufeff甲;乙\n1;2,5\n",
        "甲\t乙\n1\t2\n",
    ],
)
def test_quoted_cells_and_other_delimiters_are_plain(text, small, tmp_path, monkeypatch):
    assert isinstance(by_columns(text), ColumnRows)
    one, other = both(text.encode(), tmp_path / "甲.csv", monkeypatch)
    assert one == other


def test_a_cell_longer_than_a_cell_may_be_is_refused_as_ever(tmp_path, monkeypatch):
    one, other = both(f"甲,乙\n1,{'長' * 140_000}\n".encode(), tmp_path / "甲.csv", monkeypatch)
    assert one == other and "A11" in one


CELLS = st.text(st.sampled_from('甲乙1 ,;"\n\r?□\x07\ue000'), max_size=4)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_written_as_spreadsheets_write_both_ways_say_the_same(table, end):
    import csv
    import io
    import tempfile
    from pathlib import Path

    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end).writerows([("甲", "乙", "丙"), *table])
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        one, other = both(out.getvalue().encode(), Path(folder) / "甲.csv", patch)
    assert one == other


@given(st.text(st.sampled_from('甲1, "\n\r?;|\ufeff'), max_size=24))
def test_whatever_a_text_is_both_ways_say_the_same(text):
    import tempfile
    from pathlib import Path

    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        one, other = both(text.encode(), Path(folder) / "甲.csv", patch)
    assert one == other


def test_a_file_of_several_pieces_is_one(monkeypatch, small):
    monkeypatch.setattr(plain_csv, "_BLOCK", 16)
    monkeypatch.setattr(plain_csv, "_PIECE", 40)
    lines = [f'{n},"名稱 {n % 3}\n二",{n * n}' for n in range(40)]
    rows = by_columns("編號,名稱,說明\n" + "\n".join(lines))
    assert [row[0] for row in rows] == ["編號", *map(str, range(40))]
    assert list(rows)[7] == ("6", "名稱 0\n二", "36")


def test_which_text_a_row_has_takes_a_byte_until_there_are_more_texts_than_a_byte_can_tell(monkeypatch, small):
    monkeypatch.setattr(plain_csv, "_PIECE", 1_000)
    few, many = (
        by_columns("機關\n" + "甲\n乙\n" * 500 + "".join(f"{n}\n" * 5 for n in range(more))) for more in (9, 900)
    )
    assert few.coded(0).at.itemsize == 1
    assert many.coded(0).at.itemsize == 2
    assert [row[0] for row in many][1:] == ["甲", "乙"] * 500 + [str(n // 5) for n in range(4_500)]
