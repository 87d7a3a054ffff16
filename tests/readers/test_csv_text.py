"""What is in a CSV."""

import pytest

from reportlib.readers import files as readers_files
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
    ],
    ids=["semicolons", "quoted", "sep=;", "sep=TAB", "TSV", "full-width semicolon"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp950"])
def test_L12_delimiters_beside_commas_in_cells(tmp_path, text, rows, encoding):
    assert readers_files.read(written(tmp_path, text.encode(encoding)))[0].rows == rows
