"""``packet build --watch``: a build after each change, and only then."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from reportlib.commands.watch import settled, signature_of, watch, with_others
from reportlib.execute import fork_server
from reportlib.store.reads import LISTING
from tests.support.tiny_project import packet_of, tiny_project


class Ended(Exception):
    pass


def looks(*seen):
    """What is seen at one look after another; then it ends."""
    left = iter(seen)

    def look():
        try:
            return {"file": (next(left), 0, 0)}
        except StopIteration:
            raise Ended from None

    return look


def builds_of(*seen):
    built = []
    with pytest.raises(Ended):
        watch(lambda: built.append(1), looks(*seen), lambda seconds: None)
    return len(built)


def test_it_builds_at_first_and_after_each_change_and_not_otherwise():
    assert builds_of(1, 1) == 1
    assert builds_of(1, 1, 1, 1, 1, 1) == 1
    assert builds_of(1, 1, 1, 1, 2, 2, 2, 2) == 2


def test_a_change_during_a_build_is_built_afterwards():
    assert builds_of(1, 1, 2, 2) == 2


def test_a_file_that_is_still_being_written_is_waited_for():
    assert settled(looks(1, 2, 3, 4, 4), lambda seconds: None) == {"file": (4, 0, 0)}
    assert builds_of(1, 1, 2, 3, 4, 4) == 2


def test_files_that_a_person_edits_are_seen_and_hidden_ones_are_not(tmp_path):
    tiny_project(tmp_path)
    other = tmp_path / "elsewhere.csv"
    other.write_text("1", "utf-8")

    def now():
        return signature_of(tmp_path, [str(other), str(tmp_path / "gone.csv")])

    for path in (tmp_path / "notebooks" / "10-tiny.ipynb", tmp_path / "data" / "tiny-1-1" / "new.csv", other):
        before = now()
        path.write_text("more" * 1000, "utf-8")
        assert now() != before
    before = now()
    (tmp_path / "notebooks" / ".ipynb_checkpoints").mkdir()
    (tmp_path / "notebooks" / ".ipynb_checkpoints" / "x.ipynb").write_text("x", "utf-8")
    (tmp_path / "data" / "tiny-1-1" / "~$catalogue.xlsx").write_text("x", "utf-8")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "packet.html").write_text("x", "utf-8")
    assert now() == before
    other.unlink()
    assert now() != before


def test_a_folder_that_a_packet_is_put_into_is_no_change_and_a_file_more_in_one_that_is_listed_is_one(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "apis" / "more").mkdir(parents=True)
    others = [str(tmp_path / "output"), str(tmp_path / "apis" / LISTING), str(tmp_path / "gone" / LISTING)]
    for folder in ("output", "apis", "apis/more"):
        os.utime(tmp_path / folder, ns=(0, 0))  # a file system may not tell two changes apart that follow at once
    before = signature_of(tmp_path, others)
    (tmp_path / "output" / "packet.html").write_text("1", "utf-8")
    assert signature_of(tmp_path, others) == before
    (tmp_path / "apis" / "more" / "one.json").write_text("{}", "utf-8")
    assert signature_of(tmp_path, others) != before


def test_a_file_that_only_the_first_build_could_name_does_not_make_a_second_one(tmp_path):
    tiny_project(tmp_path)
    other, told, built = tmp_path / "elsewhere.csv", [], []
    other.write_text("1", "utf-8")
    left = iter(range(12))

    def wait(seconds):
        if next(left, None) is None:
            raise Ended

    def build():
        built.append(1)
        told[:] = [str(other)]

    def others():
        return list(told)

    with pytest.raises(Ended):
        watch(
            build,
            lambda: signature_of(tmp_path, others()),
            wait,
            lambda seen, since: with_others(tmp_path, others(), seen, since),
        )
    assert len(built) == 1


def test_a_file_that_a_build_has_told_and_that_was_changed_since_it_began_is_built_again(tmp_path):
    other = tmp_path / "elsewhere.csv"
    other.write_text("1", "utf-8")
    (kind,) = signature_of(tmp_path, [str(other)]).values()
    assert with_others(tmp_path, [str(other)], {}, kind[1]) == {str(other): kind}
    assert with_others(tmp_path, [str(other)], {}, kind[1] - 1) == {}


def test_a_file_that_is_read_no_more_is_no_change_and_one_that_is_gone_is_one(tmp_path):
    other = tmp_path / "elsewhere.csv"
    other.write_text("1", "utf-8")
    seen = signature_of(tmp_path, [str(other)])
    assert with_others(tmp_path, [], seen, 0) == {} == signature_of(tmp_path, [])
    other.unlink()
    assert with_others(tmp_path, [], seen, 0) == seen != signature_of(tmp_path, [])


def test_the_command_builds_again_after_an_edit_and_ends_when_it_is_stopped(tmp_path):
    params_file = tiny_project(tmp_path)
    record = packet_of(params_file) / "run.json"
    command = [sys.executable, "-m", "reportlib", "build", str(params_file), "--watch"]
    told = tmp_path / "told"
    with told.open("wb") as errors:
        child = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=errors, env=os.environ | {"PACKET_LANG": "zh"}
        )
        try:
            waited_for(lambda: told.read_text("utf-8").count("等待檔案變動") == 1)
            first, servers = record.read_bytes(), fork_servers_of(child.pid)
            assert len(servers) == fork_server.CAN_FORK
            text = params_file.read_text("utf-8")
            params_file.write_text(text.replace("某小組", "某某小組"), "utf-8")
            waited_for(lambda: told.read_text("utf-8").count("等待檔案變動") == 2)
            assert record.read_bytes() != first and fork_servers_of(child.pid) == servers
            time.sleep(1)  # in which it looks three times
            assert told.read_text("utf-8").count("等待檔案變動") == 2
        finally:
            child.send_signal(signal.SIGTERM)
            code = child.wait(30)
    assert code == 128 + signal.SIGTERM


def fork_servers_of(pid):
    """The processes that have all imports done: what they have done is not done again."""
    below = psutil.Process(pid).children(recursive=True)
    return [one.pid for one in below if any("fork_server.serve" in word for word in one.cmdline())]


def waited_for(happened):
    for _ in range(1200):
        if happened():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")
