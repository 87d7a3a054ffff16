"""``packet build`` a second time, ``--no-cache``, and ``packet cache``."""

import shutil
from types import SimpleNamespace

import pytest

from reportlib.commands import cli
from tests.support.tiny_project import packet_of, tiny_project


@pytest.fixture
def said(capfd, tmp_path, monkeypatch):
    """Run a command in a small project; its exit code and what it says."""
    params_file = tiny_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in ("PACKET_CACHE", "PACKET_CACHE_MB"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments):
        code = cli.run([str(params_file) if one == "PARAMS" else one for one in arguments])
        return code, capfd.readouterr().out

    run.store = tmp_path / "output" / ".cache"
    run.packet = packet_of(params_file)
    return run


UNCHANGED = "內容沒有變動"


@pytest.fixture(autouse=True)
def in_chinese(monkeypatch):
    monkeypatch.setattr("reportlib.language.language", lambda: "zh")


def test_a_second_build_says_that_nothing_has_changed_and_all_else_as_the_first(said):
    first, second = said("build", "PARAMS"), said("build", "PARAMS")
    head, _, rest = second[1].partition("\n")
    assert UNCHANGED in head and UNCHANGED not in first[1]
    assert (second[0], rest) == first


def test_what_is_kept_is_told_and_removed_and_the_packet_stays(said):
    said("build", "PARAMS")
    entries = len(list(said.store.iterdir()))
    assert entries >= 3
    assert f"{entries} 項結果" in said("cache")[1]
    assert f"{entries} 項結果" in said("cache", "--clear")[1]
    assert not said.store.exists()
    assert (said.packet / "packet.html").is_file()
    assert "0 項結果" in said("cache")[1]


def test_the_folder_and_its_size_can_be_chosen(said, tmp_path, monkeypatch):
    monkeypatch.setenv("PACKET_CACHE", str(tmp_path / "elsewhere"))
    said("build", "PARAMS")
    assert (tmp_path / "elsewhere").is_dir() and not said.store.exists()
    monkeypatch.setenv("PACKET_CACHE_MB", "0")
    assert UNCHANGED in said("build", "PARAMS")[1]
    said("build", "PARAMS", "--sections", "10-tiny")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_check_and_a_build_take_from_each_other_what_they_have_made(said, ran):
    first = said("check", "PARAMS")
    assert ran == ["10-tiny"] and not said.packet.exists()
    assert said("build", "PARAMS")[0] == 0 and ran == ["10-tiny"]
    assert said("check", "PARAMS") == first and ran == ["10-tiny"]


def test_a_check_is_made_again_where_something_it_looked_at_is_another(said, tmp_path):
    assert said("check", "PARAMS")[0] == 0
    catalogue = tmp_path / "data" / "tiny-1-1" / "catalogue.csv"
    catalogue.write_text(catalogue.read_text("utf-8").replace("109/10/1", "109/13/1"), "utf-8")
    assert said("check", "PARAMS")[0] == 2
    catalogue.write_text(catalogue.read_text("utf-8").replace("109/13/1", "109/10/1"), "utf-8")
    assert said("check", "PARAMS")[0] == 0
    other = tmp_path / "params" / "tiny-1-2.yaml"
    other.write_text((tmp_path / "params" / "tiny-1-1.yaml").read_text("utf-8"), "utf-8")
    assert "tiny-1-2" in said("check", "PARAMS")[1]


def test_without_what_was_kept_all_is_made_and_takes_the_place_of_it(said, ran):
    said("build", "PARAMS")
    kept = {path: path.stat().st_mtime_ns for path in said.store.iterdir()}
    assert UNCHANGED not in said("build", "PARAMS", "--no-cache")[1]
    assert ran == ["10-tiny", "10-tiny"]
    assert {path for path, when in kept.items() if path.stat().st_mtime_ns > when} == set(kept)
    assert UNCHANGED in said("build", "PARAMS")[1]


@pytest.mark.parametrize("in_the_way", ["file", "folder of a file"])
def test_a_store_that_cannot_be_used_is_told_and_the_build_goes_on(said, in_the_way, tmp_path, monkeypatch, capfd):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("PACKET_CACHE", str(tmp_path / "file" / ("sub" if in_the_way != "file" else "")))
    code = cli.run(["build", str(tmp_path / "params" / "tiny-1-1.yaml")])
    assert code == 0 and (said.packet / "packet.html").is_file()
    assert capfd.readouterr().err.count("PACKET_CACHE") == 1


def test_a_store_that_cannot_be_written_is_told_once_and_the_build_goes_on(said, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=0))
    assert cli.run(["build", str(tmp_path / "params" / "tiny-1-1.yaml")]) == 0
    told = capfd.readouterr().err
    assert told.count("沒有留存") == 1 and "磁碟" in told


def test_a_folder_in_which_others_may_write_is_refused_and_a_build_does_without(said):
    said.store.mkdir(parents=True)
    said.store.chmod(0o777)
    assert said("cache")[0] == 1
    said("build", "PARAMS")
    assert UNCHANGED not in said("build", "PARAMS")[1]
    assert list(said.store.iterdir()) == []


def test_nothing_that_is_kept_lies_in_a_packet(said):
    said("build", "PARAMS", "--edition", "public")
    kept = {path.name for path in said.store.iterdir()}
    assert kept
    for folder in (said.packet, said.packet.with_name(f"{said.packet.name}.public")):
        assert not {path.name for path in folder.rglob("*")} & kept
    assert UNCHANGED in said("build", "PARAMS", "--edition", "public")[1]
    assert UNCHANGED not in said("build", "PARAMS")[1]
