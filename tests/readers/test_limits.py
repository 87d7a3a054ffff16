"""What is too much to read, and advice that can be followed: the line to paste is enough, and what no line helps is said otherwise."""

import re

import pytest

from reportlib.errors import InputError
from reportlib.readers import files
from reportlib.readers.content import Limits
from tests.readers.made_files import written, xlsx, zipped

pytestmark = pytest.mark.usefixtures("chinese")
OWN = Limits(is_set=True)
LONG = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 200_002))


def refused(path, limits):
    with pytest.raises(InputError) as caught:
        files.read(path, limits=limits)
    return str(caught.value)


@pytest.mark.parametrize(
    ("most", "said"),
    [(5_000, "上限 5,000 格"), (10_000, "上限 1 萬格"), (12_345, "上限 12,345 格"), (10_000_000, "上限 1,000 萬格")],
)
@pytest.mark.parametrize("is_set", [False, True])
def test_A05_a_limit_of_cells_is_said_exactly(most, said, is_set):
    assert said in str(Limits(text_cells=most, is_set=is_set).too_many(20_000_000))


def test_A05_a_file_that_is_too_large_is_told_with_the_line_that_is_enough(tmp_path):
    path = written(tmp_path, b"a,b\n" + b"1,2\n" * 1_000_000)
    said = refused(path, Limits(file_bytes=1_000_000, is_set=True))
    assert said.startswith("A05 資料.csv：檔案超過 1 MB。")
    enough = int(re.search(r"run: \{input_mb: (\d+)\}", said)[1])
    assert len(files.read(path, limits=Limits(file_bytes=enough * 1_000_000, is_set=True))[0].rows) == 1_000_001


def test_A05_a_text_of_too_many_cells_is_told_with_the_line_that_is_enough(tmp_path):
    path = written(tmp_path, b"a,b\n" + b"1,2\n" * 2_000)
    enough = int(re.search(r"run: \{input_cells: (\d+)\}", refused(path, Limits(text_cells=1_000, is_set=True)))[1])
    assert len(files.read(path, limits=Limits(text_cells=enough, is_set=True))[0].rows) == 2_001


def test_A05_a_long_full_workbook_is_much_data_and_nothing_far_away(tmp_path):
    path = written(tmp_path, xlsx(LONG), "a.xlsx")
    assert refused(path, Limits()).startswith(
        "A05 a.xlsx〔甲〕：資料量過大（上限 300 萬格、20 萬列、60 秒）。請刪去不需要的列與欄"
    )


def test_A05_a_meeting_s_own_workbook_that_is_too_large_is_to_be_a_CSV_and_so_it_is_read(tmp_path):
    said = refused(written(tmp_path, xlsx(LONG), "a.xlsx"), OWN)
    assert (
        said.startswith("A05 a.xlsx〔甲〕：資料量過大（活頁簿上限 300 萬格、20 萬列、60 秒）。")
        and "另存成 CSV" in said
    )
    assert len(files.read(written(tmp_path, b"1\n" * 200_001), limits=OWN)[0].rows) == 200_001


def test_A04_a_meeting_s_own_list_in_an_archive_that_is_too_large_is_to_be_given_without_it(tmp_path):
    path = written(tmp_path, zipped([("清單.csv", "1,2\n" * 10_000_000)]), "a.zip")
    assert "不放在壓縮檔裡" in refused(path, OWN)
    assert "疑似壓縮炸彈" in refused(path, Limits())
