"""What is temporary ends with its run, or with the next one; nobody else's is touched."""

import os
import subprocess
import sys
import time

import pytest

from reportlib import temporary
from reportlib.errors import OutputError

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="locks of folders")
# Makes a folder, writes a citizen's words into it, says where, and waits.
LIVING = (
    "from reportlib import temporary\nimport time\n"
    "with temporary.folder() as folder:\n"
    "    (folder / 'document.json').write_text('a citizen')\n    print(folder, flush=True)\n    time.sleep(600)"
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The system's temporary folder, for this test and its children."""
    (tmp_path / "t").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "t"))
    return tmp_path / "t"


@pytest.fixture
def living(place):
    """A run that has a temporary folder and goes on."""
    run = subprocess.Popen([sys.executable, "-c", LIVING], stdout=subprocess.PIPE, text=True)
    run.stdout.readline()
    yield run
    run.kill()
    run.communicate()


@posix_only
def test_R08_what_a_killed_run_left_is_removed_by_the_next_and_what_a_living_one_has_is_not(place, living):
    assert len(list(place.iterdir())) == 1
    temporary.sweep()
    assert [path.name for path in place.glob("*/*")] == ["document.json"]
    living.kill()
    living.wait()
    assert len(list(place.iterdir())) == 1
    temporary.sweep()
    assert list(place.iterdir()) == []


@posix_only
def test_R08_every_command_removes_what_was_left_not_only_a_build(place, living, root):
    living.kill()
    living.wait()
    subprocess.run([sys.executable, "-m", "reportlib", "sections"], cwd=root, capture_output=True, check=True)
    assert list(place.iterdir()) == []


@posix_only
@pytest.mark.parametrize("name", ["packet-notes.run", "packet-abcdefgh", "packet-abcdefgh.run.bak", "mine"])
def test_R08_a_folder_that_only_looks_like_ours_stays(place, name):
    (place / name).mkdir()
    temporary.sweep()
    assert [path.name for path in place.iterdir()] == [name]


@posix_only
def test_R08_a_link_or_a_file_of_such_a_name_is_not_followed(place, tmp_path):
    (tmp_path / "somebody's").mkdir()
    (tmp_path / "somebody's" / "letter.txt").write_text("x", "utf-8")
    (place / "packet-abcdefgh.run").symlink_to(tmp_path / "somebody's")
    (place / "packet-abcdefgi.run").write_text("x", "utf-8")
    temporary.sweep()
    assert len(list(place.iterdir())) == 2 and (tmp_path / "somebody's" / "letter.txt").is_file()


@posix_only
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can make another user's folder")
def test_R08_a_folder_of_another_user_is_left_alone(place):
    (place / "packet-abcdefgh.run").mkdir()
    os.chown(place / "packet-abcdefgh.run", 65534, 65534)
    temporary.sweep()
    assert len(list(place.iterdir())) == 1


def test_a_folder_is_its_users_only_and_goes_with_what_was_in_it(place):
    with temporary.folder() as folder:
        (folder / "a" / "b").mkdir(parents=True)
        assert folder.parent == place and (sys.platform == "win32" or folder.stat().st_mode & 0o077 == 0)
    assert list(place.iterdir()) == []


def test_what_was_renamed_out_of_a_folder_stays_and_the_folder_goes(tmp_path):
    with temporary.beside(tmp_path / "data") as folder:
        (folder / "new").write_text("x", "utf-8")
        os.rename(folder / "new", tmp_path / "data" / "new")
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["new"]


@posix_only
def test_R18_a_temporary_folder_with_too_long_a_path_is_passed_over(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 90)
    long.mkdir()
    monkeypatch.setenv("TMPDIR", str(long))
    with temporary.folder(76) as folder:
        assert folder.parent != long and len(str(folder)) < 100


def test_R13_where_there_is_no_temporary_folder_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(temporary, "_places", lambda: [tmp_path / "gone"])
    with pytest.raises(OutputError, match="R13 .*gone"), temporary.folder():
        pass


SWEEP = "from reportlib import temporary\nfor _ in range(400): temporary.sweep()"


@posix_only
def test_two_runs_that_sweep_and_make_folders_at_once_do_not_take_each_others(place):
    with subprocess.Popen([sys.executable, "-c", SWEEP]) as other:
        made = 0
        deadline = time.monotonic() + 60
        while other.poll() is None and time.monotonic() < deadline:
            with temporary.folder() as folder:
                (folder / "x").write_text("x", "utf-8")
                assert (folder / "x").is_file()
                made += 1
        other.kill()
    assert made and list(place.iterdir()) == []
