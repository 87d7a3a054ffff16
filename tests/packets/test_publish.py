"""A packet is put all at once or not at all, whatever happens in between."""

import json
import os
import shutil
import signal
import sys

import pytest

from reportlib import stopping
from reportlib.errors import ConfigError, OutputError, Stopped
from reportlib.packets import publish
from reportlib.writing import sha256


def fill(folder, text):
    (folder / "run.json").write_text('{"meeting": "m", "outputs": {"packet.txt": ""}}', "utf-8")
    (folder / "packet.txt").write_text(text, "utf-8")


def put(target, text):
    place = publish.PacketPlace(target)
    with place.reserved("m") as stage:
        fill(stage, text)
        place.publish()


def test_a_second_packet_replaces_the_first_and_nothing_else_is_left(tmp_path):
    put(tmp_path / "out", "one")
    put(tmp_path / "out", "two")
    assert (tmp_path / "out" / "packet.txt").read_text("utf-8") == "two"
    assert sorted(p.name for p in (tmp_path / ".out").iterdir()) == ["lock", "v2"]


def test_what_a_person_put_into_the_old_packet_is_kept_beside_the_new_one(tmp_path):
    put(tmp_path / "out", "one")
    (tmp_path / "out" / "my notes.txt").write_text("mine", "utf-8")
    put(tmp_path / "out", "two")
    assert (tmp_path / "out.kept" / "my notes.txt").read_text("utf-8") == "mine"
    assert not (tmp_path / "out.kept" / "packet.txt").exists()


def test_a_run_that_raises_leaves_the_first_packet(tmp_path):
    put(tmp_path / "out", "one")
    with pytest.raises(RuntimeError), publish.PacketPlace(tmp_path / "out").reserved("m") as stage:
        fill(stage, "two")
        raise RuntimeError
    assert (tmp_path / "out" / "packet.txt").read_text("utf-8") == "one"


@pytest.fixture
def folders(monkeypatch):
    """As on Windows: folders are renamed, no link is made."""
    monkeypatch.setattr(publish.sys, "platform", "win32")


def test_without_links_a_second_packet_replaces_the_first(tmp_path, folders):
    put(tmp_path / "out", "one")
    put(tmp_path / "out", "two")
    assert not (tmp_path / "out").is_symlink()
    assert (tmp_path / "out" / "packet.txt").read_text("utf-8") == "two"


def test_without_links_a_crash_between_the_two_renames_is_mended_by_the_next_run(tmp_path, folders):
    put(tmp_path / "out", "one")
    os.rename(tmp_path / "out", tmp_path / ".out" / "old")
    with pytest.raises(RuntimeError), publish.PacketPlace(tmp_path / "out").reserved("m"):
        raise RuntimeError
    assert (tmp_path / "out" / "packet.txt").read_text("utf-8") == "one"


def test_without_links_a_failing_rename_puts_the_old_packet_back(tmp_path, folders, monkeypatch):
    put(tmp_path / "out", "one")
    rename = os.rename

    def refuse(source, target):
        if os.path.basename(source) == "stage":
            raise OSError(28, "No space left on device")
        rename(source, target)

    place = publish.PacketPlace(tmp_path / "out")
    with pytest.raises(OutputError, match="unchanged"), place.reserved("m") as stage:
        fill(stage, "two")
        monkeypatch.setattr(publish.os, "rename", refuse)
        place.publish()
    assert (tmp_path / "out" / "packet.txt").read_text("utf-8") == "one"


def test_C11_the_packet_of_another_meeting_and_somebodys_own_folder_are_refused(tmp_path):
    put(tmp_path / "out", "one")
    with pytest.raises(ConfigError, match="another meeting"), publish.PacketPlace(tmp_path / "out").reserved("other"):
        pass
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x", "utf-8")
    with pytest.raises(ConfigError, match="not made by packet"), publish.PacketPlace(tmp_path / "mine").reserved("m"):
        pass


def test_R11_what_cannot_be_written_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match="File too large"), publish.writing(tmp_path / "out"):
        raise OSError(27, "File too large")


@pytest.mark.parametrize("had_one", [True, False])
def test_R12_where_the_second_edition_cannot_be_shown_the_first_is_taken_back(tmp_path, monkeypatch, had_one):
    places = [publish.PacketPlace(tmp_path / "out"), publish.PacketPlace(tmp_path / "out", edition=publish.PUBLIC)]

    def both(text):
        with places[0].reserved("m") as one, places[1].reserved("m") as other:
            fill(one, text), fill(other, text)
            (other / "run.json").write_text(
                '{"meeting": "m", "edition": "public", "outputs": {"packet.txt": ""}}', "utf-8"
            )
            publish.publish_all(*places)

    def refused():
        raise OSError(28, "No space left on device")

    if had_one:
        both("one")
    monkeypatch.setattr(places[1], "swap", refused)
    with pytest.raises(OutputError, match="R12"):
        both("two")
    for place in places:
        assert place.target.exists() == had_one and (
            not had_one or (place.target / "packet.txt").read_text("utf-8") == "one"
        )
    monkeypatch.undo()
    both("three")
    assert [(place.target / "packet.txt").read_text("utf-8") for place in places] == ["three", "three"]


@pytest.fixture
def handlers():
    """Our signal handlers, and the former ones afterwards."""
    before = {signum: signal.getsignal(signum) for signum in stopping.SIGNALS}
    hook = sys.unraisablehook
    stopping.install()
    yield
    stopping._state["stopped"] = False
    sys.unraisablehook = hook
    for signum, handler in before.items():
        signal.signal(signum, handler)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_R07_a_signal_while_publishing_comes_too_late_and_the_run_is_a_success(tmp_path, handlers, monkeypatch):
    put(tmp_path / "out", "one")
    rmtree = shutil.rmtree

    def interrupted(*arguments, **options):
        os.kill(os.getpid(), signal.SIGTERM)
        rmtree(*arguments, **options)

    place = publish.PacketPlace(tmp_path / "out")
    with place.reserved("m") as stage:
        fill(stage, "two")
        monkeypatch.setattr(publish.shutil, "rmtree", interrupted)
        with stopping.last_step():
            place.publish()
    assert (tmp_path / "out" / "packet.txt").read_text("utf-8") == "two"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_R07_a_signal_before_that_stops_the_run_once(handlers):
    with pytest.raises(Stopped) as stopped:
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000):
            pass
    assert stopped.value.signum == signal.SIGINT
    os.kill(os.getpid(), signal.SIGINT)  # ignored while the first is being answered
    stopping.answered()


def put_paper(target, text):
    """A file that is to be edited, with the record of what was written."""
    place = publish.PacketPlace(target, keeps_edits=True)
    with place.reserved("m") as stage:
        (stage / "paper.odt").write_text(text, "utf-8")
        outputs = {"paper.odt": sha256(text.encode())}
        (stage / "run.json").write_text(json.dumps({"meeting": "m", "outputs": outputs}), "utf-8")
        place.publish()
    return place


def test_a_file_that_was_edited_is_kept_and_one_that_was_not_is_replaced(tmp_path):
    put_paper(tmp_path / "out", "one")
    assert put_paper(tmp_path / "out", "two").kept_edits == []
    for edit in ("mine", "mine", "mine too"):
        (tmp_path / "out" / "paper.odt").write_text(edit, "utf-8")
        put_paper(tmp_path / "out", "three")
    kept = {path.name: path.read_text("utf-8") for path in (tmp_path / "out.kept").iterdir()}
    assert kept == {"paper.odt": "mine", "paper-2.odt": "mine too"}
