"""What a process reads is told, and compared later."""

import hashlib
import os
import tempfile
from pathlib import Path

import pytest

from reportlib.store import reads


@pytest.fixture
def heard():
    found = []
    with reads.told_to(found.append):
        yield found


def test_a_file_that_is_opened_is_told_also_one_that_is_not_there(heard, tmp_path):
    (tmp_path / "there").write_bytes(b"")
    heard.clear()
    (tmp_path / "there").read_bytes()
    with pytest.raises(FileNotFoundError):
        (tmp_path / "gone").read_bytes()
    os.close(os.open(tmp_path / "there", os.O_RDONLY))
    assert heard == [str(tmp_path / name) for name in ("there", "gone", "there")]


def test_a_file_that_is_written_is_not_read(heard, tmp_path):
    (tmp_path / "new").write_bytes(b"")
    with open(tmp_path / "new", "a+b"):
        pass
    assert heard == []


def test_a_file_that_this_process_made_itself_is_none_of_what_it_read(heard):
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).read_bytes()
    assert heard == []


def test_a_file_that_this_process_could_not_make_for_it_was_there_is_read_as_any_other(heard, tmp_path):
    path = tmp_path / "there"
    path.write_bytes(b"")
    with pytest.raises(FileExistsError):
        path.open("x")
    assert heard == []
    path.read_bytes()
    assert heard == [str(path)]


def test_a_relative_path_is_told_from_where_it_was_opened(heard, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").write_bytes(b"")
    open("there").close()
    assert heard == [str(tmp_path / "there")]


def test_within_a_comparison_nothing_is_told(heard, tmp_path):
    (tmp_path / "there").write_bytes(b"")
    with reads.untold():
        (tmp_path / "there").read_bytes()
    assert heard == []
    (tmp_path / "there").read_bytes()
    assert heard


def test_files_are_known_by_their_bytes_or_by_not_being_there(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    paths = [str(tmp_path / name) for name in ("a", "gone", "")]
    before = reads.as_they_are(paths)
    assert set(before.values()) == {hashlib.sha256(b"a").hexdigest(), "absent", "folder"}
    assert reads.as_they_are(paths) == before
    (tmp_path / "gone").write_bytes(b"")
    assert reads.as_they_are(paths) != before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file_is_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert reads.as_they_are([str(tmp_path / "pipe")]) is None


def test_a_file_that_was_changed_after_a_moment_is_not_untouched(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"a")
    since = reads.moment()
    assert reads.untouched_since({str(path): True, str(tmp_path / "gone"): False}, since)
    path.write_bytes(b"a")
    assert not reads.untouched_since({str(path): True}, since)


def test_a_file_that_was_put_in_its_place_after_a_moment_is_not_untouched(tmp_path):
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "a").write_bytes(b"a")
    since = reads.moment()
    os.replace(tmp_path / "old", tmp_path / "a")
    assert not reads.untouched_since({str(tmp_path / "a"): True}, since)


def test_a_file_that_was_taken_away_after_it_was_read_is_not_untouched(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    seen, since = reads.Seen(), reads.moment()
    with reads.told_to(seen.hear):
        (tmp_path / "a").read_bytes()
        (tmp_path / "a").unlink()
        with pytest.raises(FileNotFoundError):
            (tmp_path / "a").read_bytes()
    assert not reads.untouched_since(seen, since)


def test_what_is_opened_within_another_folder_is_not_told_as_one_of_the_working_directory(heard, tmp_path, monkeypatch):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside").write_bytes(b"")
    (tmp_path / "here").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    folder = os.open(tmp_path / "folder", os.O_RDONLY)
    heard.clear()
    os.close(os.open("inside", os.O_RDONLY, dir_fd=folder))
    os.close(os.open("here", os.O_RDONLY))
    os.close(folder)
    assert heard == [str(tmp_path / "here")]


def test_python_and_its_packages_go_by_their_versions_and_are_left_out(tmp_path):
    files = {pytest.__file__, os.__file__, reads.__file__, "/proc/self/statm", str(tmp_path / "own" / "x")}
    mine = str(tmp_path / "input.csv")
    assert reads.of_the_project(files | {mine}, [tmp_path / "own"]) == {mine}
