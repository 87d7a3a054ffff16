"""The returns of all 32 units, in every shape: the board, the rows and the findings are those that were planted."""

import hashlib
import re
import shutil

import pandas as pd
import pytest

from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.returns import (
    asked as returns_asked,
    intake,
)
from reportlib.returns.work import each_row
from tests.support import returns_of_units


@pytest.fixture(scope="module")
def everyone(root, tmp_path_factory):
    """The reference meeting, asking for every return there is, with the returns of all units: clean ones, and ones with every kind of error planted."""
    found = {}
    for planted in (False, True):
        folder = tmp_path_factory.mktemp("everyone")
        for name in ("notebooks", "params", "data"):
            shutil.copytree(
                root / name,
                folder / name,
                ignore=shutil.ignore_patterns(".ipynb_checkpoints", "moea-real", "returns", "accepted"),
            )
        meeting = asking_for_all(folder / "params" / "moea-6-1.yaml")
        made = returns_of_units.make(folder / "data" / "moea-6-1" / "returns", meeting, planted)
        hashes = {
            path: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (folder / "data" / "moea-6-1" / "returns").iterdir()
        }
        found[planted] = made, intake.intake(meeting), hashes
    return found


def asking_for_all(params):
    text = params.read_text("utf-8")
    asked, found = re.subn(r"(?m)^  tables: \[.*\]$", f"  tables: [{', '.join(returns_asked.RETURNS)}]", text)
    assert found == 1
    params.write_text(asked, "utf-8")
    return Meeting(Params.read(params, before_intake=True))


def plain(value):
    return None if value is None or value is pd.NA or value in ("", ()) else value


def wanted(made, one, meeting):
    names = {agency.short: agency.name for agency in meeting.register}
    return [
        {column.name: plain(row.get(column.name)) for column in one.columns} | {one.unit_column: names[row["unit"]]}
        for row in made.clean[one.name]
    ]


def accepted_rows(found, one):
    return [
        {column.name: plain(record[column.name]) for column in one.table.columns}
        for _, record in each_row(found.accepted[one.name])
    ]


@pytest.mark.parametrize("planted", [False, True], ids=["clean", "planted"])
@pytest.mark.parametrize("name", returns_asked.RETURNS)
def test_returns_in_every_shape_give_the_same_tables_as_clean_ones(everyone, planted, name):
    made, found, _ = everyone[planted]
    assert len(made.units) >= 32
    rows = accepted_rows(found, returns_asked.RETURNS[name])
    assert rows and rows == wanted(made, returns_asked.RETURNS[name], found.meeting)


def test_clean_returns_have_no_finding_at_all(everyone):
    _, found, _ = everyone[False]
    assert found.findings == () and found.set_aside == () and found.is_right
    assert found.board.count("received") == len(returns_asked.RETURNS) * 32


def test_every_planted_error_is_found_in_its_cell_and_nothing_else_is(everyone):
    made, found, _ = everyone[True]
    there = {(one.file, one.sheet, one.row, one.column): one.code for one in found.findings}
    planted = {(one.file, one.sheet, one.row, one.column): one.code for one in made.errors}
    assert there.keys() == planted.keys()
    assert {place: code for place, code in planted.items() if code} == {
        place: there[place] for place, code in planted.items() if code
    }


def test_whose_each_file_is_was_told_of_every_one(everyone):
    for made, found, _ in everyone.values():
        assert {file.name: file.unit for file in found.files} == made.units
        assert {file.standing for file in found.files} == {"counts"}


def test_every_row_of_every_sheet_is_accounted_for(everyone):
    for _, found, _ in everyone.values():
        for file in found.files:
            for sheet in file.sheets:
                if sheet.table:
                    counts = dict(sheet.counts)
                    assert counts.pop("read") == sheet.rows == sum(counts.values()), (file.name, sheet.name)
        used = sum(sheet.counts.get("used", 0) for file in found.files for sheet in file.sheets)
        assert used == sum(len(frame) for frame in found.accepted.values())
        aside = sum(sheet.counts.get("set_aside", 0) for file in found.files for sheet in file.sheets)
        assert aside == len(found.set_aside)


def test_F19_the_originals_stay_byte_for_byte(everyone):
    for _, found, hashes in everyone.values():
        assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in hashes} == hashes
        assert {file.sha256 for file in found.files} == set(hashes.values())


def test_each_accepted_row_has_its_origin(everyone):
    _, found, _ = everyone[True]
    by_name = {file.name: file for file in found.files}
    for frame in found.accepted.values():
        for _, record in each_row(frame):
            sheets = {sheet.name: sheet.rows for sheet in by_name[record["來源檔案"]].sheets}
            assert 1 <= int(record["來源列"]) <= sheets[record["來源工作表"]]
