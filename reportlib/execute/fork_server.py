"""Notebook kernels that start at once: each a fresh process, forked from one that has the imports done.

A kernel spends its first seconds importing pandas, matplotlib and seaborn. Here one process, the fork server, imports
them while the inputs are being checked, and forks itself for every notebook. This module is light on purpose: with it
the server can be started before anything else is imported; what speaks to a kernel is in ``provisioning``.

Nothing outlives the run: the server ends its kernels when the packet process is gone, also after a SIGKILL (it sees
the end of its control socket), and a kernel ends itself when the server is gone.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import traceback
from typing import Any

from reportlib import system
from reportlib.execute.kernels import LOG, run_kernel

# Imported once, in the fork server; one that cannot be imported is left to the notebook that needs it.
PRELOAD = [
    "pandas",
    "matplotlib.backends.backend_agg",
    "seaborn",
    "IPython",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    # What a kernel would import while it starts.
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "argcomplete",
    "faulthandler",
    "tornado.platform.asyncio",
    "traitlets.config.argcomplete_config",
    "zmq.utils.garbage",
    "reportlib.execute.preload",
]
# Windows cannot fork. macOS can, and its libraries do not bear it: numpy asks Apple's LAPACK for something while it is imported, whose
# threads a fork leaves behind. Each kernel is a new process there.
CAN_FORK = hasattr(os, "fork") and sys.platform not in ("win32", "darwin")
# What is said about a forked kernel: its process id, READY when it listens, its exit code (negative: a signal).
NUMBER = struct.Struct("=i")
READY = 1_000_000


# -- in the fork server ----------------------------------------------------------------------------------------------


def serve(descriptor: int, modules: list[str]) -> None:
    """Import ``modules``, then fork a kernel for each order, until the packet process closes the control socket.

    An order arrives as one byte with a socket of its own; on that socket come the order, as JSON, and back go the
    three numbers (see ``NUMBER``).
    """
    import gc
    import importlib

    control = socket.socket(fileno=descriptor)
    system.keep_no_memory()
    gc.disable()  # nothing that is imported is garbage; looking for it takes a tenth of the time
    modules_here: dict[str, Any] = sys.modules
    modules_here["debugpy"] = None  # not to be imported: ipykernel does without; it would slow every kernel's start
    for module in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    gc.freeze()  # so that the kernels' garbage collection leaves the shared memory shared
    gc.enable()
    # Until here a SIGTERM ended this process; from here the end of the control socket does, and the kernels with it.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    woken, wake = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    running: dict[int, socket.socket] = {}
    try:
        while True:
            ready = select.select([control.fileno(), woken], [], [])[0]
            if woken in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(woken, 4096)
                _report_ended(running)
            if control.fileno() in ready:
                byte, descriptors, _, _ = socket.recv_fds(control, 1, 1)
                if not byte:
                    return
                channel = socket.socket(fileno=descriptors[0])
                with contextlib.suppress(OSError, ValueError), channel.makefile("rb") as file:
                    _fork(json.loads(file.readline()), channel, running, [control.fileno(), woken, wake])
    finally:
        for pid in running:
            end_group(pid)
            os.waitpid(pid, 0)


def _fork(order: dict, channel: socket.socket, running: dict[int, socket.socket], descriptors: list[int]) -> None:
    server = os.getpid()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.setpgid(0, 0)
            signal.set_wakeup_fd(-1)
            for signum in (signal.SIGCHLD, signal.SIGTERM):
                signal.signal(signum, signal.SIG_DFL)
            for number in [*descriptors, *(other.fileno() for other in running.values())]:
                os.close(number)
            log = os.open(os.path.join(order["folder"], LOG), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(log, 1)
            os.dup2(log, 2)
            os.environ.clear()
            os.environ.update(order["env"])

            def ready() -> None:
                with channel:
                    channel.sendall(NUMBER.pack(READY))

            run_kernel(order | {"parent": server}, ready)
            code = 0
        except BaseException as error:
            code = system.exit_code(error)
            # To the log: IPython, once it is there, has a hook and a stream of its own, which nobody would read any more.
            traceback.print_exception(error, file=sys.__stderr__)
        finally:
            os._exit(code)
    with contextlib.suppress(OSError):
        os.setpgid(pid, pid)  # by both, so that it is done whoever comes first
    running[pid] = channel
    try:
        channel.sendall(NUMBER.pack(pid))
    except OSError:
        end_group(pid)  # who asked is gone


def _report_ended(running: dict[int, socket.socket]) -> None:
    for pid, channel in list(running.items()):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            del running[pid]
            with channel, contextlib.suppress(OSError):  # who asked may be gone
                channel.sendall(NUMBER.pack(os.waitstatus_to_exitcode(status)))


def end_group(pid: int) -> None:
    """Kill a kernel and whatever it has started, at once."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
            return


# -- in the packet process -------------------------------------------------------------------------------------------


class ForkServer:
    """The process that has everything imported; started once, by whoever asks first."""

    def __init__(self):
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None
        self._control: socket.socket | None = None

    def start(self) -> None:
        """Start it, unless it runs; returns at once, long before it is ready. OSError where it cannot be started."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return
            self._close()
            ours, theirs = socket.socketpair()
            # The path of this process, so that no file in the working directory can pass for a library.
            paths = [path for path in sys.path if path]
            code = f"import sys; sys.path[:] = {paths!r}; from reportlib.execute import fork_server; fork_server.serve({theirs.fileno()}, {PRELOAD!r})"
            with theirs:
                env = {"OPENBLAS_NUM_THREADS": "1"} | os.environ | {"MPLBACKEND": "Agg"}  # as in __main__
                try:
                    # Its own session: Ctrl-C is the packet process' to answer.
                    self._process = subprocess.Popen(
                        [sys.executable, "-X", "utf8", "-c", code],
                        pass_fds=[theirs.fileno()],
                        start_new_session=True,
                        env=env,
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                    )
                except OSError:
                    ours.close()
                    raise
            self._control = ours

    def fork(self, order: dict) -> socket.socket:
        """Ask for a kernel; on the socket that is returned come the numbers of ``NUMBER``."""
        self.start()
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            if self._control is None:
                ours.close()
                raise ConnectionError
            socket.send_fds(self._control, [b"k"], [theirs.fileno()])
        ours.sendall(json.dumps(order).encode() + b"\n")
        return ours

    def stop(self) -> None:
        """End it and every kernel it has forked."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        control, self._control = self._control, None
        process, self._process = self._process, None
        if control is not None:
            control.close()
        if process is not None:
            process.terminate()
            try:
                process.wait(2)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


_server = ForkServer()
_once = False  # whether this process runs notebooks once


def warm_up(once: bool = False) -> None:
    """Start the fork server in the background; returns at once. With ``once`` it ends with the first run of notebooks."""
    global _once
    _once = _once or once
    if CAN_FORK:
        with contextlib.suppress(OSError):  # reported when a kernel is wanted
            _server.start()


def fork(order: dict) -> socket.socket:
    """See :meth:`ForkServer.fork`."""
    return _server.fork(order)


def run_is_over() -> None:
    """Called after a run of notebooks: what is imported for the next one takes a hundred megabytes, and may not be needed."""
    if _once:
        _server.stop()


def shut_down() -> None:
    """End the fork server, if it runs. Kernels that run end with it."""
    _server.stop()


atexit.register(shut_down)
