"""``packet verify``: a packet that somebody altered by hand is told from one that is as it was built."""

import hashlib
import json
import os
import stat

import pytest

from reportlib.errors import OutputError
from reportlib.packets import verify


@pytest.fixture
def folder(tmp_path):
    """A packet of two files and its run record."""
    folder = tmp_path / "moea-6-1"
    (folder / "annex").mkdir(parents=True)
    files = {"packet.html": b"<p>3,159</p>", "annex/a.csv": b"1"}
    for path, data in files.items():
        (folder / path).write_bytes(data)
    (folder / "run.json").write_text(
        json.dumps({"outputs": {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}}), "utf-8"
    )
    return folder


def found(folder):
    return [(problem.code, problem.file, problem.what) for problem in verify.verify(folder)[1]]


def test_a_packet_as_it_was_built_has_nothing_wrong(folder):
    assert verify.verify(folder) == (2, [])


def test_O08_a_file_altered_or_removed_by_hand_is_named(folder):
    (folder / "packet.html").write_text("<p>3,156</p>", "utf-8")
    (folder / "annex" / "a.csv").unlink()
    assert found(folder) == [
        ("O08", "packet.html", "the file was altered."),
        ("O08", "annex/a.csv", "the file is missing."),
    ]


def test_O07_a_file_that_was_not_built_is_named(folder):
    (folder / "annex" / "~$a.xlsx").write_text("somebody has it open", "utf-8")
    assert found(folder) == [("O07", "annex/~$a.xlsx", "this file was not written by the build.")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permission")
def test_O07_a_file_that_anybody_may_change_is_named(folder):
    (folder / "packet.html").chmod(0o666)
    assert [(code, file) for code, file, _ in found(folder)] == [("O07", "packet.html")]


@pytest.mark.parametrize("record", [None, "", "[]", '{"outputs": []}', "{", "[" * 100_000])
def test_O08_a_folder_without_a_run_record_is_no_packet(folder, record):
    (folder / "run.json").unlink()
    if record is not None:
        (folder / "run.json").write_text(record, "utf-8")
    with pytest.raises(OutputError, match="O08 moea-6-1"):
        verify.verify(folder)


def test_O07_the_reference_packet_is_what_its_record_says_and_nobody_else_may_write_it(reference, packet):
    done = packet("verify", reference)
    assert done.returncode == 0, done.stderr
    assert "is what was built: all" in done.stdout
    assert all(not path.stat().st_mode & stat.S_IWOTH for path in reference.rglob("*"))


def test_an_altered_packet_ends_with_a_sentence_a_file_and_exit_code_5(folder, packet):
    (folder / "packet.html").write_text("", "utf-8")
    done = packet("verify", folder)
    assert (done.returncode, done.stdout) == (5, "")
    assert (
        done.stderr.splitlines()[0]
        == "O08 packet.html: the file was altered. Build the packet again, or restore the file from a copy."
    )
