"""What the operating system refuses is one sentence that names the folder or the limit."""

import errno
import math
import os
import subprocess
import sys

import pytest
from hypothesis import given, strategies as st

from reportlib import language, messages, system
from reportlib.commands import arguments, places
from reportlib.errors import ConfigError, OutputError, RunError

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="limits of a POSIX process")


@pytest.mark.parametrize("number", sorted(system.FULL))
def test_R10_R11_a_full_or_read_only_disk_met_anywhere_is_exit_code_5_and_names_the_folder(tmp_path, number):
    refusal = system.refusal(OSError(number, os.strerror(number), str(tmp_path / "a.txt")))
    assert isinstance(refusal, OutputError) and refusal.exit_code == 5
    assert str(refusal).startswith(f"R12 cannot write to {tmp_path}: ")


def test_R10_the_error_may_stand_behind_another_one():
    try:
        try:
            raise OSError(errno.ENOSPC, "No space left on device", "/x/y")
        except OSError:
            raise ValueError("broken") from None
    except ValueError as error:
        assert "R12" in str(system.refusal(error))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EMFILE, "Too many open files"), "R16 the limit of open files"),
        (ImportError("libx.so: cannot open shared object file: Too many open files"), "R16 the limit of open files"),
        (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), "R16 no more processes or threads"),
        (RuntimeError("can't start new thread"), "R16 no more processes or threads"),
    ],
)
def test_R16_a_limit_met_anywhere_is_named_and_no_fault_of_the_disk(error, said):
    refusal = system.refusal(error)
    assert isinstance(refusal, RunError) and str(refusal).startswith(said)
    problem = messages.R12_cannot_write_packet(folder="x", reason="y")
    if isinstance(error, OSError):
        assert str(system.cannot_write(error, problem)) == str(refusal)


@pytest.mark.parametrize(
    "error",
    [FileNotFoundError(2, "No such file", "x"), PermissionError(13, "denied", "x"), ValueError("x"), KeyError(1)],
)
def test_another_error_is_none_of_the_systems(error):
    assert system.refusal(error) is None and system.exit_code(error) == 1


def test_why_is_said_in_the_users_language(monkeypatch):
    full = OSError(errno.ENOSPC, "No space left on device")
    assert system.reason(full) == "No space left on device"
    monkeypatch.setattr(language, "language", lambda: "zh")
    assert (
        system.reason(full) == "磁碟空間已滿"
        and system.reason(OSError(5, "Input/output error")) == "Input/output error"
    )


@given(st.sampled_from(sorted(system.FULL)))
def test_a_child_that_can_write_nothing_tells_why_by_its_exit_code(number):
    assert system.told_by(system.exit_code(OSError(number, "x"))).errno == number
    assert system.told_in(f"[Errno {number}] x").errno == number


@given(st.none() | st.integers(-64, 99))
def test_no_usual_exit_code_is_taken_for_that(code):
    assert system.told_by(code) is None


@posix_only
@pytest.mark.parametrize(("command", "limit"), [("build", 24), ("build", 64), ("check", 64)])
def test_R16_what_may_not_open_enough_files_names_the_limit_before_anything_is_run(root, command, limit):
    done = subprocess.run(
        ["sh", "-c", f'ulimit -n {limit}; exec "$0" -m reportlib {command} moea-6-1', sys.executable],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith(f"R16 the limit of open files is {limit}; ") and "✓" not in done.stderr
    assert ("unchanged" in done.stderr.splitlines()[-1]) == (command == "build")


LIMITED = """
import os, resource, sys
os.setgroups([]); os.setgid(65534); os.setuid(65534)
resource.setrlimit(resource.RLIMIT_NPROC, (8, 8))
from reportlib import system
from reportlib.errors import RunError
try:
    system.check_limits()
except RunError as error:
    print(error)
"""


@posix_only
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root may become a user whom the limit binds"
)
def test_R16_a_limit_of_processes_is_named_before_anything_is_run(root, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "import reportlib.system;" + LIMITED], cwd=root, capture_output=True, text=True
    )
    assert done.stdout.startswith("R16 no more processes or threads can be started") and "(now 8)" in done.stdout


@posix_only
def test_R16_fewer_notebooks_run_at_once_where_few_files_may_be_open(monkeypatch):
    monkeypatch.setattr(system, "processors", lambda: 64)
    for limit, kernels in ((128, 2), (256, 6), (1024, 30), (None, 64)):
        monkeypatch.setattr(system, "_limit_of", lambda kind, limit=limit: limit)
        assert system.most_kernels() == kernels


def test_as_much_is_done_side_by_side_as_processors_may_be_used_or_as_is_said(monkeypatch):
    monkeypatch.delenv("PACKET_WORKERS", raising=False)
    monkeypatch.setattr(system, "_quota", lambda: math.inf)
    allowed = system.processors()
    assert system.workers() == allowed
    for named, workers in (("", allowed), ("3", 3), ("007", 7), ("9999", 9_999)):
        monkeypatch.setenv("PACKET_WORKERS", named)
        assert system.workers() == workers


@pytest.mark.parametrize("named", ["0", "-1", "many", "２", "1.5", " 2", "10000", "9" * 5_000])
def test_C05_a_number_of_workers_that_is_none_is_refused_in_one_sentence(monkeypatch, named):
    monkeypatch.setenv("PACKET_WORKERS", named)
    with pytest.raises(ConfigError) as refused:
        system.workers()
    said = str(refused.value)
    assert said.startswith("C05 the environment variable PACKET_WORKERS should be a whole number from 1 to 9,999, not")
    assert len(said) < 250


@pytest.mark.parametrize("named", ["0", "-1", "many", "9" * 5_000])
@pytest.mark.parametrize("command", ["build", "check", "batch"])
def test_a_number_of_workers_on_the_command_line_is_refused_too(named, command, capsys):
    with pytest.raises(SystemExit):
        arguments.parsed([command, "a.yaml", f"--workers={named}"])
    assert "a whole number from 1 to 9,999 is wanted, not" in capsys.readouterr().err


@pytest.mark.parametrize("named", ["-1", "much", "9" * 5_000])
def test_C05_a_room_for_kept_results_that_is_no_number_is_refused_in_one_sentence(monkeypatch, named):
    monkeypatch.setenv("PACKET_CACHE_MB", named)
    with pytest.raises(ConfigError, match="C05 the environment variable PACKET_CACHE_MB"):
        places.most_kept()


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no affinity here")
def test_processors_that_a_process_may_not_use_are_not_counted():
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert system.processors() == 1
    finally:
        os.sched_setaffinity(0, before)


def test_the_smallest_quota_of_the_control_groups_that_a_process_lies_in_counts(tmp_path):
    own = tmp_path / "cgroup"
    own.write_text("0::/outer/inner\n", "utf-8")
    for group, quota in (("outer", "150000 100000"), ("outer/inner", "max 100000")):
        (tmp_path / group).mkdir(exist_ok=True)
        (tmp_path / group / "cpu.max").write_text(f"{quota}\n", "utf-8")
    assert system._quota(own, tmp_path) == 1.5
    (tmp_path / "outer/inner/cpu.max").write_text("50000 100000\n", "utf-8")
    assert system._quota(own, tmp_path) == 0.5
    assert system._quota(tmp_path / "none", tmp_path) == math.inf
