"""What is in a CSV."""

import pytest
from hypothesis import given, strategies as st

from reportlib.readers import csv_text, files as readers_files
from tests.readers.made_files import written

pytestmark = pytest.mark.usefixtures("chinese")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲;乙\n1,5;2,5\n3,5;4,5\n", [("甲", "乙"), ("1,5", "2,5"), ("3,5", "4,5")]),
        ('"甲";"乙"\n"a,b";"c,d"\n', [("甲", "乙"), ("a,b", "c,d")]),
        ("sep=;\n甲;乙\n1,5;2,5\n", [("甲", "乙"), ("1,5", "2,5")]),
        ("sep=\t\n甲\t乙\n1,5\t2;5\n", [("甲", "乙"), ("1,5", "2;5")]),
        ("甲\t乙\n1,5\t2;5\n", [("甲", "乙"), ("1,5", "2;5")]),
        ("名稱,地址\n一,臺北市；路\n", [("名稱", "地址"), ("一", "臺北市；路")]),
        ("甲|乙|丙\n1,5|2;5|\n", [("甲", "乙", "丙"), ("1,5", "2;5", "")]),
        ("甲｜乙\n1|5｜2\n", [("甲", "乙"), ("1|5", "2")]),
        ("甲，乙\n1，2\n3，4,5\n", [("甲", "乙"), ("1", "2"), ("3", "4,5")]),
        ("甲,乙\na|b\nc|d,e|f\n", [("甲", "乙"), ("a|b",), ("c|d", "e|f")]),
        ("清單，109年\n甲,乙\n1,2\n", [("清單，109年",), ("甲", "乙"), ("1", "2")]),
    ],
    ids=["semicolons", "quoted", "sep=;", "sep=TAB", "TSV", "full-width semicolon"]
    + ["bar", "full-width bar", "full-width comma", "bars in cells", "full-width comma in a title"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp950"])
def test_L12_delimiters_beside_commas_in_cells(tmp_path, text, rows, encoding):
    assert readers_files.read(written(tmp_path, text.encode(encoding)))[0].rows == rows


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_blanks_between_a_delimiter_and_quotation_marks_belong_to_no_cell(tmp_path, end, delimiter):
    lines = ('甲, "乙" ,丙', '1, "二, ""2"", 二" , 三', '"四" ,\u3000"五" , "六\n七"')
    text = end.join(line.replace(",", delimiter) for line in lines) + end
    inside = '二, "2", 二'.replace(",", delimiter)
    assert readers_files.read(written(tmp_path, text.encode()))[0].rows == [
        ("甲", "乙", "丙"),
        ("1", inside, " 三"),
        ("四", "五", "六\n七"),
    ]


def test_a_quotation_mark_inside_a_text_is_part_of_it(tmp_path):
    text = '甲,乙\n12" 螢幕, 他說 "好" 了\n'
    assert readers_files.read(written(tmp_path, text.encode()))[0].rows[1] == ('12" 螢幕', ' 他說 "好" 了')


@given(
    st.lists(
        st.tuples(*[st.text('甲a,;|"\n ', max_size=6)] * 3).filter(lambda cells: cells[0].strip()),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_quoted_comes_back_whatever_blanks_stand_around_it(cells):
    rows = [("甲", "乙", "丙"), *cells]
    text = "".join(" , ".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    assert csv_text.split(text, "a.csv") == rows
