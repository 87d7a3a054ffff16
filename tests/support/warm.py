"""The ``packet`` command without its imports: one process has them done, and forks itself for every command that a test gives.

Each command is still a process of its own, with its arguments, folder, environment, output and exit code, that ends as an
interpreter ends; so is the fork server of a build, which takes the same imports. What a fork cannot show is left to commands
that start anew: how long a start takes, what is imported first, an environment that an interpreter reads when it starts, and
that two runs are the same whatever order their sets have.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

from reportlib.execute import fork_server

SECONDS = 600  # against what hangs; a whole packet takes minutes on a machine with other work
CAN_BE = fork_server.CAN_FORK and sys.platform == "linux"  # elsewhere a library may not bear a fork


class Warm:
    """The process that forks; started when the first command is given."""

    def __init__(self):
        self._process: subprocess.Popen | None = None
        self._control: socket.socket | None = None
        self._lock = threading.Lock()

    def run(self, arguments: list[str], cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess:
        """What ``python -m reportlib`` with these arguments would do there; ``env`` is all of its environment."""
        order = json.dumps({"arguments": arguments, "cwd": os.fspath(cwd), "env": env}).encode()
        with self._lock, _text_file() as out, _text_file() as err:
            control = self._started()
            control.settimeout(SECONDS)
            socket.send_fds(control, [len(order).to_bytes(8, "big")], [out.fileno(), err.fileno()])
            control.sendall(order)
            try:
                answer = control.recv(8)
            except TimeoutError:
                self.close()
                raise
            assert answer, "the process that forks has ended"
            for file in (out, err):
                file.seek(0)
            code = int.from_bytes(answer, "big", signed=True)
            return subprocess.CompletedProcess(arguments, code, out.read(), err.read())

    def close(self) -> None:
        """End it, and a command that still runs."""
        control, self._control = self._control, None
        process, self._process = self._process, None
        if control is not None:
            control.close()
        if process is not None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(SECONDS)

    def _started(self) -> socket.socket:
        if self._control is None:
            self._control, theirs = socket.socketpair()
            with theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "tests.support.warm", str(theirs.fileno())],
                    cwd=Path(__file__).parents[2],
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                    stdin=subprocess.DEVNULL,
                )
        return self._control


def _text_file() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8")


# -- in the process that forks ------------------------------------------------------------------------------------------------


def serve(descriptor: int) -> int | None:
    """Take one command after another and tell their exit codes. In the process of a command: returns when it is to run, with None."""
    control = socket.socket(fileno=descriptor)
    while True:
        length, descriptors, _, _ = socket.recv_fds(control, 8, 2)
        if not length:
            return 0
        with control.makefile("rb") as file:
            order = json.loads(file.read(int.from_bytes(length, "big")))
        if (pid := os.fork()) == 0:
            control.close()
            _become(order, descriptors)
            return None
        for number in descriptors:
            os.close(number)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        control.sendall(code.to_bytes(8, "big", signed=True))


def _become(order: dict, descriptors: list[int]) -> None:
    for number, target in zip(descriptors, (1, 2), strict=True):
        os.dup2(number, target)
        os.close(number)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    sys.argv[1:] = order["arguments"]
    sys.path[0] = order["cwd"]
    _Forks.begun = _Begun()
    fork_server.subprocess = _Forks  # type: ignore[assignment]


class _Begun:
    """A fork of a command from before the command has threads, which a fork would not take along: it waits to be made the fork server of
    a build, and ends with the command where it is not."""

    def __init__(self):
        self._told, told = socket.socketpair()
        self.pid = os.fork()
        if self.pid:
            told.close()
            return
        code = 1
        try:
            self._told.close()
            os.setsid()
            nothing = os.open(os.devnull, os.O_RDWR)
            for number in range(3):
                os.dup2(nothing, number)
            length, descriptors, _, _ = socket.recv_fds(told, 8, 1)
            if length:
                with told, told.makefile("rb") as file:
                    order = json.loads(file.read(int.from_bytes(length, "big")))
                os.chdir(order["cwd"])
                os.environ.clear()
                os.environ.update(order["env"])
                fork_server.serve(descriptors[0], [])
            code = 0
        finally:
            os._exit(code)

    def serve(self, descriptor: int, env: dict[str, str]) -> None:
        """Make it the fork server that is asked on this socket."""
        order = json.dumps({"cwd": os.getcwd(), "env": dict(env)}).encode()
        with self._told:
            socket.send_fds(self._told, [len(order).to_bytes(8, "big")], [descriptor])
            self._told.sendall(order)


class _Forks:
    """Of :mod:`subprocess` what the fork server of a build is started with: here it is a fork of the command itself."""

    DEVNULL, TimeoutExpired = subprocess.DEVNULL, subprocess.TimeoutExpired
    begun: _Begun | None = None

    class Popen:
        def __new__(cls, command: list[str], **given):
            """A real one after the first, which would be another fork."""
            return subprocess.Popen(command, **given) if _Forks.begun is None else object.__new__(cls)

        def __init__(self, command: list[str], *, pass_fds: list[int], env: dict[str, str], **_: object):
            self.returncode: int | None = None
            begun, _Forks.begun = _Forks.begun, None
            assert begun is not None
            self.pid = begun.pid
            begun.serve(pass_fds[0], env)

        def poll(self) -> int | None:
            if self.returncode is None:
                self._wait(os.WNOHANG)
            return self.returncode

        def wait(self, timeout: float | None = None) -> int | None:
            """A fork server ends at once when it is told to; ``timeout`` is not looked at."""
            if self.returncode is None:
                self._wait(0)
            return self.returncode

        def terminate(self) -> None:
            if self.poll() is None:
                os.kill(self.pid, signal.SIGTERM)

        kill = terminate

        def _wait(self, options: int) -> None:
            pid, status = os.waitpid(self.pid, options)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)


# What a command imports while it runs, and no module of ours when it is imported.
LATER = "nbconvert.exporters openpyxl odf.opendocument pypdfium2 pyarrow.parquet bleach bs4 uharfbuzz".split()
ELSEWHERE = ("reportlib.__main__", "reportlib.batch.", "reportlib.starter")  # what begins at once, and what needs Dask


def _import_all() -> None:
    import gc
    import importlib
    import pkgutil

    import reportlib
    from reportlib import language, system

    os.environ |= {"MPLBACKEND": "Agg", "OPENBLAS_NUM_THREADS": "1"}
    system.keep_no_memory()
    modules_here: dict = sys.modules
    modules_here["debugpy"] = None  # as in the fork server
    ours = [module.name for module in pkgutil.walk_packages(reportlib.__path__, "reportlib.")]
    for name in [*fork_server.PRELOAD, *(one for one in ours if not one.startswith(ELSEWHERE)), *LATER]:
        importlib.import_module(name)
    language.language.cache_clear()  # which is decided once a process
    gc.freeze()


if __name__ == "__main__":
    _import_all()
    if serve(int(sys.argv[1])) is None:
        runpy.run_module("reportlib", run_name="__main__", alter_sys=True)
