"""``packet verify``: a packet that somebody altered by hand is told from one that is as it was built."""

import hashlib
import json
import os
import shutil
import stat
import subprocess

import pytest
from hypothesis import given, strategies as st

from reportlib.errors import ConfigError, OutputError
from reportlib.packets import checksums, verify

no_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files or permissions")


def record_of(folder):
    outputs = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("run.json", "SHA256SUMS")
    }
    (folder / "run.json").write_text(json.dumps({"outputs": outputs}), "utf-8")


@pytest.fixture
def older(tmp_path):
    """A packet of two files and its run record, as versions before 0.5 left it."""
    folder = tmp_path / "moea-6-1"
    (folder / "annex").mkdir(parents=True)
    (folder / "packet.html").write_bytes(b"<p>3,159</p>")
    (folder / "annex" / "a.csv").write_bytes(b"1")
    record_of(folder)
    return folder


@pytest.fixture
def folder(older):
    """The same with ``SHA256SUMS``."""
    checksums.write_sums(older)
    return older


def found(folder, expected=""):
    return [(problem.code, problem.file, problem.what) for problem in verify.verify(folder, expected).problems]


def hash_of(folder):
    return hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()


def test_a_packet_as_it_was_built_has_nothing_wrong(folder):
    assert verify.verify(folder) == verify.Verified(3, hash_of(folder), ())
    assert found(folder, hash_of(folder)) == []


def test_a_packet_of_an_older_version_is_held_against_its_run_record(older):
    assert verify.verify(older) == verify.Verified(2, "", ())
    (older / "packet.html").write_text("<p>3,156</p>", "utf-8")
    assert found(older) == [("O08", "packet.html", "the file was altered.")]
    assert ("O08", "SHA256SUMS") in [(code, file) for code, file, _ in found(older, "0" * 64)]


def test_O08_a_file_altered_or_removed_by_hand_is_named(folder):
    (folder / "packet.html").write_text("<p>3,156</p>", "utf-8")
    (folder / "annex" / "a.csv").unlink()
    (folder / "annex" / "b.csv").write_text("", "utf-8")
    assert found(folder) == [
        ("O08", "annex/a.csv", "the file is missing."),
        ("O08", "packet.html", "the file was altered."),
        ("O07", "annex/b.csv", "this file was not written by the build."),
    ]


def test_O08_a_file_altered_together_with_its_hash_in_the_run_record_is_named(folder):
    (folder / "packet.html").write_text("<p>3,156</p>", "utf-8")
    record_of(folder)
    assert {file for _, file, _ in found(folder)} == {"packet.html", "run.json"}


def test_O08_a_packet_made_anew_from_altered_files_is_not_the_one_whose_hash_was_kept(folder):
    kept = hash_of(folder)
    (folder / "packet.html").write_text("<p>3,156</p>", "utf-8")
    record_of(folder)
    checksums.write_sums(folder)
    assert found(folder) == []
    assert [(code, file) for code, file, _ in found(folder, kept)] == [("O08", "SHA256SUMS")]


def test_O07_a_file_that_was_not_built_is_named(folder):
    (folder / "annex" / "~$a.xlsx").write_text("somebody has it open", "utf-8")
    assert found(folder) == [("O07", "annex/~$a.xlsx", "this file was not written by the build.")]


@no_posix
def test_O07_a_file_that_anybody_may_change_is_named(folder):
    (folder / "packet.html").chmod(0o666)
    assert [(code, file) for code, file, _ in found(folder)] == [("O07", "packet.html")]


@no_posix
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: os.mkfifo(path), "this is no file"),
        (lambda path: path.symlink_to("nowhere"), "this is a link"),
        (lambda path: path.symlink_to("/etc"), "this is a link"),
        (lambda path: path.symlink_to("annex"), "this is a link"),
        (lambda path: path.mkdir(), "this empty folder"),
    ],
    ids=["pipe", "dangling link", "link out", "link to a folder", "empty folder"],
)
@pytest.mark.parametrize("name", ["extra", "packet.html", "annex/a.csv"])
def test_O07_what_is_no_file_is_said_and_not_waited_for(folder, make, said, name):
    path = folder / name
    path.unlink(missing_ok=True)
    make(path)
    what = [what for _, file, what in found(folder) if file.rstrip("/") == name and said in what]
    assert len(what) == 1


@no_posix
@pytest.mark.parametrize("name", ["run.json", "SHA256SUMS"])
def test_O08_a_list_that_is_a_pipe_is_said_and_not_waited_for(folder, name):
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(OutputError, match="O08"):
        verify.verify(folder)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sums: sums.replace("  ", " ", 1),
        lambda sums: sums + sums,
        lambda sums: "<html>",
        lambda sums: "",
        lambda sums: sums[:-70],
    ],
)
def test_O08_a_list_that_was_spoilt_is_refused_with_its_line(folder, spoil):
    list_file = folder / "SHA256SUMS"
    list_file.write_text(spoil(list_file.read_text("utf-8")), "utf-8")
    try:
        assert found(folder)
    except OutputError as error:
        assert "O08 SHA256SUMS" in str(error) and "line" in str(error)


@pytest.mark.parametrize("record", [None, "", "[]", '{"outputs": []}', "{", "[" * 100_000])
def test_O08_a_folder_without_a_run_record_is_no_packet(folder, record):
    (folder / "run.json").unlink()
    if record is not None:
        (folder / "run.json").write_text(record, "utf-8")
    with pytest.raises(OutputError, match="O08 moea-6-1"):
        verify.verify(folder)


@pytest.mark.parametrize("expected", ["x", "12", "g" * 64, "sha256"])
def test_C05_what_is_no_hash_is_no_hash_to_expect(folder, expected):
    with pytest.raises(ConfigError, match="C05.*64"):
        verify.verify(folder, expected)


def test_a_hash_is_the_same_in_capitals_and_over_two_lines(folder):
    kept = hash_of(folder).upper()
    assert found(folder, f" {kept[:32]}\n{kept[32:]} ") == []


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
        st.text("0123456789abcdef", min_size=64, max_size=64),
        min_size=1,
    )
)
def test_a_list_reads_back_as_it_was_written_whatever_the_names(known):
    written = "".join(checksums._line(path, digest) for path, digest in known.items()).encode()
    assert checksums.read_sums(written) == known


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on this machine: it did not read the list")
def test_sha256sum_reads_the_list_of_the_reference_packet(reference):
    done = subprocess.run(
        ["sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"], cwd=reference, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_O07_the_reference_packet_is_what_its_record_says_and_nobody_else_may_write_it(reference, packet):
    done = packet("verify", reference)
    assert done.returncode == 0, done.stderr
    assert "is what was built: all" in done.stdout and hash_of(reference) in done.stdout
    assert all(not path.stat().st_mode & stat.S_IWOTH for path in reference.rglob("*"))
    assert packet("verify", reference, "--expect", hash_of(reference)).returncode == 0
    other = packet("verify", reference, "--expect", "0" * 64)
    assert other.returncode == 5 and hash_of(reference) in other.stderr


def test_an_altered_packet_ends_with_a_sentence_a_file_and_exit_code_5(folder, packet):
    (folder / "packet.html").write_text("", "utf-8")
    done = packet("verify", folder)
    assert (done.returncode, done.stdout) == (5, "")
    assert (
        done.stderr.splitlines()[0]
        == "O08 packet.html: the file was altered. Build the packet again, or restore the file from a copy."
    )
