"""A Dask cluster as somebody else would keep it: a scheduler and workers, each a process of its own, on the loopback interface."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_SECONDS = 30


@contextlib.contextmanager
def scheduler(folder: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """The address of a scheduler, and its process; what it says goes into ``folder``."""
    with _process(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard") as process:
        log = folder / f"scheduler-{process.pid}.log"
        yield _line_after(log, process, "Scheduler at:"), process


@contextlib.contextmanager
def worker(folder: Path, address: str, *options: str, **environment: str) -> Iterator[subprocess.Popen]:
    """A worker of one thread, registered; the ``environment`` is beside that of this process."""
    given = (address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder), *options)
    with _process(folder, "worker", *given, **environment) as process:
        _line_after(folder / f"worker-{process.pid}.log", process, "Registered to:")
        yield process


@contextlib.contextmanager
def _process(folder: Path, kind: str, *options: str, **environment: str) -> Iterator[subprocess.Popen]:
    program = "import sys; from dask.__main__ import main; sys.exit(main())"
    command = [sys.executable, "-W", "ignore", "-c", program, kind, *options]
    own = folder / f"{kind}.log"
    with own.open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=os.environ | environment)
    own.rename(folder / f"{kind}-{process.pid}.log")
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _line_after(log: Path, process: subprocess.Popen, mark: str) -> str:
    """What stands after a mark in a log, as soon as it does."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and process.poll() is None:
        for line in log.read_text("utf-8", "replace").splitlines():
            if mark in line:
                return line.partition(mark)[2].strip()
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8", "replace"))
