"""A table is taken apart by the engine or row by row; what is said of it is the same."""

import json
import random

import pytest

from reportlib.judging import contents, judge, one_file, standards
from reportlib.judging.metadata import Metadata
from reportlib.meeting import rulebook_files
from reportlib.readers import plain_csv
from tests.judging.constructed import DAY

COLUMNS = ("日期", "縣市別代碼", "經度", "緯度", "統一編號", "縣市", "備註", "日期", "")
CELLS = ("", "63000", "6300", "121.5", "25.1", '"a,b"', '"x\ny"', "2024-01-01", "20240101", "1130101", "04595257")
MORE = ("4595257", "04595252", " 04595257 ", "臺北市", "台北市", "\u3000", "路", "12")


@pytest.fixture(scope="module")
def asking(root):
    book = rulebook_files.read("file_quality", root / "params/rules/file-quality.yaml")
    return judge.Asking(book, standards.read(root / "params/standards"), DAY, {})


def table(seed: int) -> bytes:
    rng = random.Random(seed)
    header = rng.sample(COLUMNS, rng.randint(1, len(COLUMNS)))
    cells = (*CELLS, *MORE) if seed % 3 else [cell for cell in CELLS if '"' not in cell]
    rows = [[rng.choice(cells) for _ in header] for _ in range(rng.randint(0, 30))]
    if seed % 5 == 0:
        rows.append(["x"])
    titles = ["某機關統計表" + "," * (len(header) - 1)] if seed % 7 == 0 else []
    end = rng.choice(("\n", "\r\n"))
    whole = end.join([*titles, ",".join(header), *map(",".join, rows)]) + rng.choice(("", end, end * 2))
    return whole.encode(("utf-8", "utf-8-sig", "cp950", "utf-16")[seed % 4])


def said(asking, data):
    asked = Metadata("1", "甲", ("CSV",), (), ("UTF-8",), fields=";".join(COLUMNS[:4]))
    return one_file.judged(asking.question(asked, 1) + data)


def test_what_is_said_of_a_table_does_not_depend_on_how_it_was_read(asking, monkeypatch):
    by_engine = 0
    for seed in range(80):
        data = table(seed)
        monkeypatch.setattr(contents, "_engine_pays", lambda size: False)
        by_rows = json.dumps(said(asking, data))
        monkeypatch.setattr(contents, "_engine_pays", lambda size: True)
        assert json.dumps(said(asking, data)) == by_rows, seed
        by_engine += seed % 4 < 2 and plain_csv.table(data) is not None
    assert by_engine > 10


def test_rows_of_empty_cells_are_no_rows_whatever_reads_them(asking, monkeypatch):
    data = "日期,備註\n20240101,a\n,\n,\n20240102,\n".encode()
    for engine in (True, False):
        monkeypatch.setattr(contents, "_engine_pays", lambda size, engine=engine: engine)
        assert said(asking, data)["rows"] == 2


def test_a_file_of_one_column_that_nobody_describes_is_no_table(asking, monkeypatch):
    monkeypatch.setattr(contents, "_engine_pays", lambda size: True)
    assert said(asking, "某字\n".encode() * 50)["kind"] == "text"
