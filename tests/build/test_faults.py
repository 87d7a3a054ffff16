"""Faults of a run of the whole command, on a project whose packet is made in seconds: real signals and real file systems.

``make faults`` makes many more of them, at random moments.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from reportlib.packets import verify
from tests.faults import as_from_a_terminal, can_mount, mounted
from tests.support.tiny_project import packet_of, tiny_project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of a POSIX process")
needs_mount = pytest.mark.skipif(sys.platform == "win32" or not can_mount(), reason="only root may mount a small disk")


@pytest.fixture(scope="module")
def made(tmp_path_factory, packet):
    """The project with its packet, built once."""
    params_file = tiny_project(tmp_path_factory.mktemp("made"))
    done = packet("build", params_file)
    assert done.returncode == 0, done.stderr
    return params_file


@pytest.fixture
def project(made, tmp_path):
    """A copy that a test may spoil, and a temporary folder of its own."""
    shutil.copytree(made.parent.parent, tmp_path / "p", symlinks=True)
    (tmp_path / "t").mkdir()
    return tmp_path / "p" / "params" / made.name


def start(
    project: Path, limits=as_from_a_terminal, temporary: Path | None = None, **environment: str
) -> subprocess.Popen:
    places = {"TMPDIR": str(temporary or project.parent.parent.parent / "t")}
    return subprocess.Popen(
        [sys.executable, "-m", "reportlib", "build", str(project)],
        env=os.environ | places | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=limits,
    )


def ended(run: subprocess.Popen) -> tuple[int, str, str]:
    out, err = run.communicate(timeout=300)
    return run.returncode, out, err


def left(project: Path) -> list[str]:
    """What is in the output and temporary folders beside the packet, its lock and its one version, and what is kept for the next."""
    target = packet_of(project)
    known = {".cache", target.name, f".{target.name}", "lock", os.readlink(target).rpartition("/")[2]}
    places = (target.parent, target.parent / f".{target.name}", project.parent.parent.parent / "t")
    return [str(path) for place in places for path in place.iterdir() if path.name not in known]


def is_old_and_whole(project: Path) -> bool:
    target = packet_of(project)
    return os.readlink(target).endswith("/v1") and verify.verify(target).problems == ()


ENDLESS = "number = 9**9**9\nsection"  # a notebook has no loops and imports nothing


def wait_for_the_kernel(project: Path) -> None:
    """Until the kernel of the notebook has been asked for; what its cell does then takes for ever."""
    deadline = time.monotonic() + 120
    while not list((project.parent.parent.parent / "t").glob("*/0/k.json")) and time.monotonic() < deadline:
        time.sleep(0.05)


def test_R07_the_end_of_the_terminal_is_a_stop_and_R08_R15_a_killed_run_is_cleared_by_the_next(project):
    tiny_project(project.parent.parent, ENDLESS)
    run = start(project)
    wait_for_the_kernel(project)
    run.send_signal(signal.SIGHUP)
    code, _, err = ended(run)
    assert code == 129 and err.rstrip().endswith("Stopped; the previous packet is unchanged.")
    assert is_old_and_whole(project) and left(project) == []

    run = start(project)
    wait_for_the_kernel(project)
    run.kill()
    assert ended(run)[0] == -signal.SIGKILL
    assert is_old_and_whole(project) and left(project) != []
    tiny_project(project.parent.parent)
    code, out, err = ended(start(project))  # the lock of a run that is dead holds nobody up
    assert code == 0 and "Done:" in out, err
    assert left(project) == [] and verify.verify(packet_of(project)).problems == ()


def test_a_run_that_was_started_with_nohup_goes_on_without_its_terminal(project):
    run = start(project, lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    run.stderr.readline()
    run.send_signal(signal.SIGHUP)
    assert ended(run)[0] == 0


def test_R24_a_packet_that_nobody_can_be_told_of_is_a_success(project):
    run = start(project)
    run.stdout.close()
    run.stderr.close()
    run.stdout = run.stderr = None
    assert ended(run)[0] == 0
    assert os.readlink(packet_of(project)).endswith("/v2") and verify.verify(packet_of(project)).problems == ()


@pytest.mark.parametrize("size", [1_000, 60_000])
def test_R11_a_limit_on_the_size_of_files_is_exit_code_5_and_names_the_folder(project, size):
    import resource

    code, _, err = ended(start(project, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))))
    assert code == 5 and err.splitlines()[-1] == "No new packet was made; the previous one is unchanged."
    assert any(
        line.startswith(("R12 cannot write to tiny-1-1: ", "R13 the temporary folder /")) for line in err.splitlines()
    )
    assert is_old_and_whole(project) and left(project) == []


@contextmanager
def small_output(project: Path, room: int):
    """The output on a disk of its own with so many kB left."""
    output, aside = packet_of(project).parent, project.parent / "aside"
    shutil.move(output, aside)
    output.mkdir()
    with mounted(output, "4m"):
        shutil.copytree(aside, output, symlinks=True, dirs_exist_ok=True)
        free = os.statvfs(output).f_bavail * os.statvfs(output).f_frsize // 1024
        (output / "filler").write_bytes(bytes((free - room) * 1024))
        yield output


@needs_mount
@pytest.mark.parametrize("room", [0, 120])
def test_R10_a_full_output_disk_is_exit_code_5_and_the_old_packet_stays(project, room):
    with small_output(project, room):
        code, _, err = ended(start(project))
        assert code == 5 and "R12 cannot write to tiny-1-1: No space left on device." in err
        assert is_old_and_whole(project) and [path for path in left(project) if not path.endswith("filler")] == []


@needs_mount
@pytest.mark.parametrize("size", [4, 48])
def test_R10_a_full_temporary_disk_is_exit_code_5_and_is_named(project, tmp_path, size):
    with mounted(tmp_path / "t", f"{size}k"):
        code, _, err = ended(start(project))
        assert code == 5 and f"R13 the temporary folder {tmp_path / 't'}/packet-" in err
        assert is_old_and_whole(project) and left(project) == []


@needs_mount
def test_R12_a_read_only_output_disk_is_exit_code_5_before_anything_is_run(project):
    with small_output(project, 1000) as output:
        subprocess.run(["mount", "-o", "remount,ro", str(output)], check=True)
        code, _, err = ended(start(project))
        assert code == 5 and "R12 cannot write to tiny-1-1: Read-only file system." in err and "✓" not in err
        assert is_old_and_whole(project)


# What date.today() and time.time() read: more than a year ahead, then more than a year back.
CLOCK = """
import time
_real, _calls = time.time, [0]
def _jumping():
    _calls[0] += 1
    return _real() + 86400 * 400 * (-1) ** _calls[0]
time.time = _jumping
time.time_ns = lambda: int(_jumping() * 1e9)
"""


def test_R17_a_clock_that_jumps_back_and_over_midnight_changes_no_byte(project, tmp_path):
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(CLOCK, "utf-8")
    before = json.loads((packet_of(project) / "run.json").read_text("utf-8"))["outputs"]
    code, _, err = ended(start(project, PYTHONPATH=str(tmp_path / "clock")))
    assert code == 0, err
    assert json.loads((packet_of(project) / "run.json").read_text("utf-8"))["outputs"] == before
