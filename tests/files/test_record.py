"""The record of what was fetched is written and read back as it was, and believed as a whole or not at all."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings, strategies as st

from reportlib.errors import InputError
from reportlib.files import record
from reportlib.files.model import Fetched

DIGEST = "0" * 64
TEXT = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="'□"), max_size=20)
LINES = st.lists(
    st.builds(
        Fetched,
        dataset=st.from_regex(r"[0-9A-Z]{1,10}(-[0-9]{6})?", fullmatch=True),
        number=st.integers(1, 99),
        address=st.from_regex(r"https?://[a-z0-9.;,=?&/]{1,30}", fullmatch=True),
        day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
        status=st.none() | st.integers(100, 599),
        landed=TEXT,
        media_type=TEXT,
        size=st.integers(0, 1 << 40),
        reason=TEXT,
        asked=st.booleans(),
    ),
    unique_by=lambda one: (one.dataset, one.number),
    max_size=4,
)


@settings(max_examples=20, deadline=None)
@given(LINES)
def test_what_is_written_is_read_back(lines):
    with TemporaryDirectory() as place:
        record.write(Path(place), lines)
        assert record.read(Path(place)) == tuple(sorted(lines, key=lambda one: (one.dataset, one.number)))
        assert [path.name for path in Path(place).iterdir()] == [record.RECORD]


def refused(tmp_path, text):
    (tmp_path / record.RECORD).write_text(text, "utf-8")
    with pytest.raises(InputError) as error:
        record.read(tmp_path)
    return str(error.value)


def test_no_record_is_no_line(tmp_path):
    assert record.read(tmp_path) == ()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("6012,0,https://a.example/,2026-10-31,,,", 'column B "資源序號"'),
        ("6012,1,file:///etc/passwd,2026-10-31,,,", 'column C "網址"'),
        ("6012,1,https://a.example/,2026-02-30,,,", 'column D "取得日期"'),
        ("6012,1,https://a.example/,2026-10-31,9999,,", 'column E "狀態碼"'),
        (f"6012,1,https://a.example/,2026-10-31,200,../x.csv,{DIGEST}", 'column F "檔案"'),
        (f"6012,1,https://a.example/,2026-10-31,200,/etc/x,{DIGEST}", 'column F "檔案"'),
        ("6012,1,https://a.example/,2026-10-31,200,x.csv,abc", 'column G "SHA-256"'),
        ("6012,1,https://a.example/,2026-10-31,200,x.csv,", 'column F "檔案"'),
        (",1,https://a.example/,2026-10-31,200,,", 'column A "資料集識別碼"'),
    ],
)
def test_a_line_that_is_wrong_is_refused_with_its_place(tmp_path, line, column):
    header = "資料集識別碼,資源序號,網址,取得日期,狀態碼,檔案,SHA-256"
    assert f"fetched.csv row 2 {column}" in refused(tmp_path, f"{header}\n{line}\n")


def test_two_lines_of_one_resource_and_a_record_without_its_columns_are_refused(tmp_path):
    line = "6012,1,https://a.example/,115-10-31"
    assert "I06 fetched.csv row 3" in refused(tmp_path, f"資料集識別碼,資源序號,網址,取得日期\n{line}\n{line}\n")
    assert "L09 fetched.csv: the record lacks the columns 網址, 取得日期" in refused(
        tmp_path, "資料集識別碼,資源序號\n6012,1\n"
    )
