"""What is left to do of a meeting is told from what is there, whoever made it."""

import json
import subprocess
import sys

import pytest

from reportlib.desk.meetings import tasks
from reportlib.writing import sha256_of
from tests.support.tiny_project import tiny_project

MEETING = "tiny-1-1"
PAGES = [f"/m/{MEETING}#run", f"/m/{MEETING}/review", "", f"/m/{MEETING}/held"]


def command(root, *arguments):
    """A command from the command line, outside of any desk."""
    done = subprocess.run([sys.executable, "-m", "reportlib", *arguments], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def states(root):
    """The states from the check on: checked, built, reviewed, as it was built, held."""
    return [one["state"] for one in tasks(root, MEETING)][-5:]


@pytest.fixture
def root(tmp_path):
    tiny_project(tmp_path / "tiny")
    return tmp_path / "tiny"


def test_what_a_command_has_checked_and_built_is_ticked_until_something_is_edited(root):
    assert states(root) == ["open", "open", "waits", "waits", "waits"]
    command(root, "check", MEETING)
    assert states(root) == ["done", "open", "waits", "waits", "waits"]
    command(root, "build", MEETING)
    assert states(root) == ["done", "done", "person", "done", "later"]
    assert [one["page"] for one in tasks(root, MEETING)][-4:] == PAGES

    packet = root / "output" / MEETING / "packet.html"
    packet.write_bytes(packet.read_bytes() + b" ")
    assert states(root)[3] == "open", "it is no longer what was built"

    catalogue = root / "data" / MEETING / "catalogue.csv"
    catalogue.touch()
    assert states(root)[1] == "done", "the same bytes"
    catalogue.write_bytes(catalogue.read_bytes() + b"\n\n")
    assert states(root) == ["open", "open", "waits", "waits", "later"]
    assert "再產生一次" in tasks(root, MEETING)[-4]["title"]


def test_the_two_tables_of_one_workbook_are_looked_for_by_its_name(root):
    book, record = root / "data" / MEETING / "evaluation.ods", root / "output" / MEETING / "run.json"
    book.write_bytes(b"of both")
    record.parent.mkdir(parents=True)
    sources = [{"input": name, "file": book.name, "sha256": sha256_of(book)} for name in ("evaluation", "oas")]
    inputs = {"evaluation": f"data/{MEETING}/{book.name}"}
    said = {"parameters": {"inputs": inputs, "notes": ["說明" * 400]}, "inputs": {}, "sources": sources, "outputs": {}}
    record.write_text(json.dumps(said), "utf-8")
    assert states(root)[1] == "done"
    book.write_bytes(b"edited")
    assert states(root)[1] == "open"


def test_a_packet_is_ticked_also_where_nothing_is_kept_of_the_run_and_its_public_edition_too(root, monkeypatch):
    command(root, "build", MEETING, "--edition", "public")
    monkeypatch.setenv("PACKET_CACHE", str(root / "output" / "another"))
    assert states(root) == ["done", "done", "done", "done", "later"]
