"""Real CSV files are judged with reasons; what is read is not in the repository, so these are skipped where it is not beside it."""

from datetime import date
from pathlib import Path

import pytest

from reportlib.files import folder
from reportlib.judging import judge, standards
from reportlib.judging.metadata import Metadata
from reportlib.meeting import rulebook_files

DAY = date(2026, 10, 31)
BIG5 = ("taiwan_scenic_spots_big5.csv", "tw_agency_dispatch_2019_cp950.csv")


@pytest.fixture(scope="module")
def found(root, tmp_path_factory):
    place = tmp_path_factory.mktemp("real")
    shared = root.parent / "shared"
    paths = sorted(path for part in ("real", "corpus") for path in (shared / part).glob("*.*") if path.suffix != ".md")
    if not paths:
        pytest.skip("no ../shared/real and ../shared/corpus")
    names = {}
    for number, path in enumerate(paths, 1):
        names[str(number)] = path.name
        Path(place, f"{number}{path.suffix}").write_bytes(path.read_bytes())
    book = rulebook_files.read("file_quality", root / "params/rules/file-quality.yaml")
    datasets = [(Metadata(id, name, ("CSV",), (), ("UTF-8",)), "甲", "") for id, name in names.items()]
    lists = standards.read(root / "params/standards")
    judged = judge.judge(folder.read(place, set(names)), datasets, book, lists, DAY)
    return {one.metadata.title: one for one in judged.datasets}


def test_every_real_file_is_judged_with_a_reason(found):
    for one in found.values():
        assert one.mark is not None
        assert all(ruling.reason for ruling in one.rulings.values())


def test_files_in_big5_are_not_the_utf8_that_they_are_declared(found):
    for name in BIG5:
        ruling = found[name].rulings["encoding_match"]
        assert (ruling.result, "BIG5" in ruling.reason) == ("fail", True)
        assert found[name].rulings["structured"].result == "pass"


def test_workbooks_are_structured_and_one_with_a_password_is_not(found):
    assert found["chinese_sheet_name.ods"].rulings["structured"].result == "pass"
    assert found["errors.xlsx"].rulings["structured"].result == "pass"
    assert found["password.xlsx"].rulings["structured"].result == "fail"
