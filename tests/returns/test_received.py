"""Files as received: folders, links, archives, files that are no returns or cannot be read."""

import io
import os
import time
import zipfile
from types import SimpleNamespace

import pytest

from reportlib.errors import ConfigError, InputError
from reportlib.records.inputs import kept
from reportlib.returns import (
    intake,
)
from tests.support.desk import GOOD, PLAN, codes, file_of


def test_F17_what_programs_leave_behind_is_skipped_and_listed(desk):
    desk.put("水利署.csv", *GOOD)
    for name in (
        "~$水利署.xlsx",
        ".~lock.水利署.ods#",
        "Thumbs.db",
        ".DS_Store",
        "desktop.ini",
        "__MACOSX/._水利署.csv",
    ):
        desk.put_bytes(name, b"x")
    found = desk.take()
    assert found.findings == ()
    assert {file.name for file in found.files if file.standing == "skipped"} == {
        "~$水利署.xlsx",
        ".~lock.水利署.ods#",
        "Thumbs.db",
        ".DS_Store",
        "desktop.ini",
        "__MACOSX",
    }


def test_F20_what_is_no_file_is_refused_at_once(desk):
    desk.put("水利署.csv", *GOOD)
    os.mkfifo(desk.returns / "能源局.csv")
    (desk.returns / "資料夾.xlsx").mkdir()
    (desk.returns / "斷.csv").symlink_to("無此檔.csv")
    outside = desk.root / "secret.csv"
    outside.write_text("a", "utf-8")
    (desk.returns / "外.csv").symlink_to(outside)
    desk.put("深/再深/水利署.csv", *GOOD)
    begin = time.monotonic()
    found = desk.take()
    assert time.monotonic() - begin < 10  # a second each, and the start of the readers
    assert {file.name for file in found.files if file.standing == "refused"} == {
        "能源局.csv",
        "資料夾.xlsx",
        "斷.csv",
        "外.csv",
        "深/再深",
    }
    assert {one.code for one in found.findings} == {"F20"} and found.board["水利署", "plan"].state == "received"


@pytest.mark.parametrize("name", ["returns", "accepted", "intake.yaml", "corrections.yaml"])
def test_C08_a_link_out_of_the_project_is_not_followed_by_the_intake(desk, name, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "水利署.csv").write_text("秘密", "utf-8")
    if name == "returns":
        desk.returns.rmdir()
    (desk.data / name).symlink_to(outside)
    with pytest.raises(ConfigError) as error:
        desk.take()
    assert [(problem.code, problem.file) for problem in error.value.problems] == [("C08", name)]


def test_C08_what_the_secretariat_keeps_beside_the_returns_may_be_no_link_out_of_the_project(desk, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "plan.csv"
    outside.write_text("編號\n1", "utf-8")
    (desk.data / "plan.csv").symlink_to(outside)
    accepted = SimpleNamespace(inputs=SimpleNamespace(plan=desk.data / "accepted/plan.csv"))
    params = SimpleNamespace(**vars(accepted), data_folder=desk.data, root=desk.root)
    with pytest.raises(ConfigError, match="C08 plan.csv"):
        kept("plan", SimpleNamespace(params=params))


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_F20_a_file_without_permission_is_refused(desk):
    desk.put("水利署.csv", *GOOD).chmod(0)
    assert codes(desk.take()) == [("F20", "error", "水利署.csv")]


@pytest.mark.parametrize(
    "name",
    [
        "水利署　回報.csv",
        "水利署\n回報.csv",
        "-水利署.csv",
        "水利署'\".csv",
        "CON水利署.csv",
        "水利署.csv.",
        "水利署" + "長" * 80 + ".csv",
        "水利署 $(rm).csv",
        "水利署<b>.csv",
    ],
)
def test_F21_odd_names_are_read_and_only_shown_as_text(desk, name):
    desk.put(name, *GOOD)
    found = desk.take()
    (file,) = found.files
    assert (file.unit, file.standing) == ("水利署", "counts") and file.name.isprintable() or "\u3000" in file.name
    assert found.board["水利署", "plan"].rows == 2


def test_F21_a_name_in_big5_bytes_is_decoded(desk):
    path = os.path.join(os.fsencode(desk.returns), "水利署.csv".encode("cp950"))
    with open(path, "wb") as file:
        file.write(("\r\n".join(",".join(row) for row in (PLAN, *GOOD))).encode())
    assert file_of(desk.take(), "水利署.csv").unit == "水利署"


def test_F10_an_archive_is_taken_apart_and_each_member_is_a_file(desk):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("水利署.csv", "\r\n".join(",".join(row) for row in (PLAN, *GOOD)))
        archive.writestr("能源局.csv", "\r\n".join(",".join(row) for row in (PLAN, GOOD[0])))
        archive.writestr("../../外.csv", "x")
        archive.writestr("__MACOSX/._水利署.csv", "x")
    desk.put_bytes("收件.zip", data.getvalue())
    before = sorted(path.name for path in desk.root.rglob("*"))
    found = desk.take()
    assert found.board["水利署", "plan"].rows == 2 and found.board["能源局", "plan"].rows == 1
    assert file_of(found, "收件.zip").standing == "archive" and file_of(found, "收件.zip／水利署.csv").unit == "水利署"
    assert [one.code for one in found.findings] == ["F11"] and sorted(
        path.name for path in desk.root.rglob("*")
    ) == before


def test_F19_a_file_that_changes_during_the_intake_stops_it(desk, monkeypatch):
    path = desk.put("水利署.csv", *GOOD)
    original = intake.examine
    monkeypatch.setattr(intake, "examine", lambda work: (original(work), path.write_text("other", "utf-8"))[0])
    with pytest.raises(InputError) as caught:
        desk.take()
    assert caught.value.problems[0].code == "F19"


def test_E04_a_row_with_an_unknown_character_is_set_aside(desk):
    raw = (
        "\r\n".join(",".join(row) for row in (PLAN, *GOOD))
        .encode("cp950")
        .replace("水庫".encode("cp950"), b"\xfa\x40\xa4\xf4")
    )
    desk.put_bytes("水利署.csv", raw)
    found = desk.take()
    assert [(one.code, one.row) for one in found.errors] == [("E04", 3)] and found.board["水利署", "plan"].rows == 1
