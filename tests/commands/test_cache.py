"""``packet build`` a second time, ``--no-cache``, and ``packet cache``."""

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


def test_without_the_store_everything_is_made_and_nothing_kept(said):
    assert UNCHANGED not in said("build", "PARAMS", "--no-cache")[1]
    assert not said.store.exists()
    said("build", "PARAMS")
    assert UNCHANGED not in said("build", "PARAMS", "--no-cache")[1]


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


def test_a_check_takes_what_was_kept_and_keeps_nothing(said):
    assert said("check", "PARAMS")[0] == 0
    assert not said.store.exists()
    said("build", "PARAMS")
    before = sorted(path.name for path in said.store.iterdir())
    assert said("check", "PARAMS")[0] == 0
    assert sorted(path.name for path in said.store.iterdir()) == before


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
