"""What the benchmark of the intake times runs as it stands there."""

import sys

import openpyxl
import pytest

from tests import bench


@pytest.mark.parametrize("script", [bench.ONE_BY_ONE, bench.TOGETHER])
def test_the_readers_alone_read_a_folder_of_workbooks(script, tmp_path, monkeypatch):
    book = openpyxl.Workbook()
    book.active.append(("編號", "機關"))
    book.save(tmp_path / "水利署.xlsx")
    monkeypatch.setattr(sys, "argv", ["-c", str(tmp_path)])
    exec(script, {})
