"""``make report`` says from its first second what it is doing, how far it is, and what went wrong."""

import subprocess
import sys

import pytest

from reportlib import installing

SLEEPS = "import time; print('Collecting one'); print('Collecting two', flush=True); time.sleep(2)"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(installing, "LONGEST_SILENCE", 0.1)
    (tmp_path / "lib" / "python3.11" / "site-packages" / "one-1.0.dist-info").mkdir(parents=True)
    return tmp_path


def test_what_is_fetched_is_counted_while_it_is(folder, capsys):
    assert installing._watched([sys.executable, "-c", SLEEPS], folder, 140) == 0
    assert "  fetching packages: 2 of 140" in capsys.readouterr().out
    assert not list(folder.glob("*.log"))


@pytest.mark.skipif(sys.platform == "win32", reason="packages of an environment lie elsewhere there")
def test_what_is_installed_is_counted_by_what_is_there(folder, capsys):
    code = SLEEPS.replace("Collecting two", "Installing collected packages: one, two")
    assert installing._watched([sys.executable, "-c", code], folder, 140) == 0
    assert "  installing packages: 1 of 140" in capsys.readouterr().out


def test_what_fails_says_what_was_said_last_and_where_all_of_it_is(folder, capsys):
    code = "for number in range(40): print('line', number)\nraise SystemExit(3)"
    assert installing._watched([sys.executable, "-c", code], folder, 140) == 3
    told = capsys.readouterr().err.splitlines()
    assert told[:-1] == [f"line {number}" for number in range(25, 40)] and "setting-up.log" in told[-1]
    assert (folder / "setting-up.log").read_text("utf-8").startswith("line 0")


def test_the_lock_says_how_many_packages_there_are(root):
    assert 100 < installing.pins(root / "requirements.lock") < 300


def test_what_was_made_ends_with_links_to_open(tmp_path, capsys):
    assert installing.made(tmp_path) == 1
    (tmp_path / "packet.html").write_text("", "utf-8")
    assert installing.made(tmp_path) == 0
    assert (tmp_path / "packet.html").as_uri() in capsys.readouterr().out


def test_it_needs_nothing_that_is_installed(root):
    """Isolated from every package: the standard library and our messages alone."""
    done = subprocess.run(
        [sys.executable, "-S", "-m", "reportlib.installing", "--building", "moea-6-1"],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 and "moea-6-1" in done.stdout, done.stderr
