"""Notebook kernels that start at once: each a fresh process, forked from one that has the imports done.

A kernel spends its first seconds importing pandas, matplotlib and seaborn. Here one process, the fork server, imports
them while the inputs are being checked, and forks itself for every notebook. This module is light on purpose: with it
the server can be started before anything else is imported; what speaks to a kernel is in ``engine``.

Nothing outlives the run: the server ends its kernels when the packet process is gone, also after a SIGKILL (it sees
the end of its control socket), and a kernel ends itself when the server is gone. Where a process cannot be forked
(Windows) a kernel is a new process that does the same (``main``), only slower.

A kernel is :func:`guard` ed: no network, no other programs, no writing outside its own folder. That keeps an honest
notebook honest; it is no jail for hostile code, which lint keeps out of a notebook in the first place.
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
from collections.abc import Callable
from pathlib import Path

from reportlib.language import say

# Imported once, in the fork server; one that cannot be imported is left to the notebook that needs it.
PRELOAD = [
    "pandas",
    "matplotlib.backends.backend_agg",
    "seaborn",
    "IPython",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "reportlib.execute.preload",
]
CAN_FORK = hasattr(os, "fork") and sys.platform != "win32"
# In a kernel's own folder: what it wrote before it could speak, and what its threads died of.
LOG, THREADS = "log", "threads"
# What is said about a forked kernel: its process id, READY when it listens, its exit code (negative: a signal).
NUMBER = struct.Struct("=i")
READY = 1_000_000


# -- in the kernel ---------------------------------------------------------------------------------------------------


class Refused(PermissionError):
    """A notebook tried what a notebook must not do: network, other programs, writing (C10)."""


def guard(folder: str) -> None:
    """From now on this process may not use the network, start programs other than Python, or write outside ``folder``.

    Raises :class:`Refused` where it is tried. Reading stays allowed. Cannot be undone. ZeroMQ, which carries the
    kernel's messages, does not go through Python's sockets and is not affected.
    """
    home = os.path.realpath(folder)
    loopback = ("127.0.0.1", "::1") if sys.platform == "win32" else ()

    def network(name: str, args: tuple) -> None:
        if name.startswith("socket.get"):
            raise Refused(say("筆記本不可使用網路。", "A notebook may not use the network."))
        connection, address = args
        # asyncio's socket pair is AF_UNIX, or on Windows a connection to this very machine.
        if connection.family != getattr(socket, "AF_UNIX", None) and address[0] not in loopback:
            raise Refused(say("筆記本不可使用網路。", "A notebook may not use the network."))

    def program(name: str, args: tuple) -> None:
        asked = args[0] if args else ""
        if name == "subprocess.Popen" and asked is None:  # Windows: one command line
            asked = args[1] if isinstance(args[1], str) else args[1][0]
            asked = asked.strip('"') if not asked.startswith(f'"{sys.executable}"') else sys.executable
        if name not in ("subprocess.Popen", "os.posix_spawn") or os.fspath(asked) != sys.executable:
            raise Refused(say("筆記本不可執行其他程式。", "A notebook may not run other programs."))

    def within(path: object, directory: object = -1) -> None:
        if isinstance(path, int):
            return  # an open file: how it was opened has been judged
        path = os.fsdecode(path)
        if isinstance(directory, int) and directory >= 0 and not os.path.isabs(path):
            path = os.path.join(_path_of(directory), path)
        real = os.path.realpath(path)
        if real != os.path.realpath(os.devnull) and not real.startswith(home + os.sep):
            raise Refused(
                say(f"筆記本不可寫入或更動檔案：{path}。", f"A notebook may not write or change files: {path}.")
            )

    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    rules = {
        "open": lambda name, args: within(args[0]) if args[2] & writing or set("wax+") & set(args[1] or "") else None,
        "os.rename": lambda name, args: (within(args[0], args[2]), within(args[1], args[3])),
        "os.link": lambda name, args: (within(args[0], args[2]), within(args[1], args[3])),
        "os.symlink": lambda name, args: within(args[1], args[2]),
        "os.remove": lambda name, args: within(args[0], args[1]),
        "os.rmdir": lambda name, args: within(args[0], args[1]),
        "os.mkdir": lambda name, args: within(args[0], args[2]),
        "os.chmod": lambda name, args: within(args[0], args[2]),
        "os.chown": lambda name, args: within(args[0], args[3]),
        "os.utime": lambda name, args: within(args[0], args[3]),
        "os.truncate": lambda name, args: within(args[0]),
        "sqlite3.connect": lambda name, args: args[0] in (":memory:", b":memory:") or within(args[0]),
        **dict.fromkeys(
            ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"), network
        ),
        **dict.fromkeys(
            ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn"),
            program,
        ),
    }

    def judge(name: str, args: tuple) -> None:
        rule = rules.get(name)
        if rule is not None:
            rule(name, args)

    sys.addaudithook(judge)


def _path_of(descriptor: int) -> str:
    """The folder an open descriptor stands for."""
    if sys.platform == "darwin":
        import fcntl

        return os.fsdecode(fcntl.fcntl(descriptor, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0"))
    return os.readlink(f"/proc/self/fd/{descriptor}")


def run_kernel(order: dict, when_ready: Callable[[], None] = lambda: None) -> None:
    """Be a kernel until told to stop. ``order``: see :func:`order_for`; ``when_ready`` is called once it listens."""
    folder = order["folder"]
    os.chdir(order["cwd"])
    sys.dont_write_bytecode = True
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False  # no file of past commands
    config.InteractiveShell.automagic = False  # `ls` is a name, not a command
    config.InteractiveShellApp.ignore_cwd = True  # nothing beside the notebooks is importable
    config.IPKernelApp.parent_handle = order.get("parent", int(os.environ.get("JPY_PARENT_PID") or 0))
    app = IPKernelApp.instance(config=config, connection_file=order["connection_file"])
    app.initialize([])
    _note_thread_errors(folder)
    if order["memory_mb"]:
        _limit_memory(order["memory_mb"])
    when_ready()
    guard(folder)
    app.start()


def _note_thread_errors(folder: str) -> None:
    """Also what a thread dies of after its cell is done must be known: its output would be lost."""
    usual = threading.excepthook

    def note(args) -> None:
        with contextlib.suppress(OSError), open(os.path.join(folder, THREADS), "a", encoding="utf-8") as file:
            file.write(f"{args.exc_type.__name__}: {' '.join(str(args.exc_value).split())}\n")
        usual(args)

    threading.excepthook = note


def _limit_memory(megabytes: int) -> None:
    """Let this process take this much more memory than it has now (Linux; elsewhere there is no such limit)."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit = pages * resource.getpagesize() + megabytes * 2**20
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def order_for(folder: Path, connection_file: str, cwd: str, env: dict[str, str], memory_mb: int | None) -> dict:
    """What a kernel is told: its folder, its connection file, where it runs, its environment and its memory."""
    # IPython's settings and temporary files are the kernel's own, not the user's: a run is the same everywhere.
    own = {"IPYTHONDIR": str(folder / "ipython"), "TMPDIR": str(folder), "MPLBACKEND": "Agg"}
    return {
        "folder": str(folder),
        "connection_file": connection_file,
        "cwd": cwd,
        "env": env | own,
        "memory_mb": memory_mb,
    }


def main(path: str) -> None:
    """A kernel in a process of its own, where there is no fork server; ``path`` is that of its order, as JSON."""
    order = json.loads(Path(path).read_text("utf-8"))
    os.environ.update(order["env"])
    run_kernel(order)


# -- in the fork server ----------------------------------------------------------------------------------------------


def serve(descriptor: int, modules: list[str]) -> None:
    """Import ``modules``, then fork a kernel for each order, until the packet process closes the control socket.

    An order arrives as one byte with a socket of its own; on that socket come the order, as JSON, and back go the
    three numbers (see ``NUMBER``).
    """
    import gc
    import importlib

    control = socket.socket(fileno=descriptor)
    gc.disable()  # nothing that is imported is garbage; looking for it takes a tenth of the time
    sys.modules["debugpy"] = None  # ipykernel does without; it would slow every kernel's start
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
    kernels: dict[int, socket.socket] = {}
    try:
        while True:
            ready = select.select([control, woken], [], [])[0]
            if woken in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(woken, 4096)
                _report_ended(kernels)
            if control in ready:
                byte, descriptors, _, _ = socket.recv_fds(control, 1, 1)
                if not byte:
                    return
                channel = socket.socket(fileno=descriptors[0])
                with contextlib.suppress(OSError, ValueError), channel.makefile("rb") as file:
                    _fork(json.loads(file.readline()), channel, kernels, [control.fileno(), woken, wake])
    finally:
        for pid in kernels:
            end_group(pid)
            os.waitpid(pid, 0)


def _fork(order: dict, channel: socket.socket, kernels: dict[int, socket.socket], descriptors: list[int]) -> None:
    server = os.getpid()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.setpgid(0, 0)
            signal.set_wakeup_fd(-1)
            for signum in (signal.SIGCHLD, signal.SIGTERM):
                signal.signal(signum, signal.SIG_DFL)
            for number in [*descriptors, *(other.fileno() for other in kernels.values())]:
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
        except BaseException:
            sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
        finally:
            os._exit(code)
    with contextlib.suppress(OSError):
        os.setpgid(pid, pid)  # by both, so that it is done whoever comes first
    kernels[pid] = channel
    try:
        channel.sendall(NUMBER.pack(pid))
    except OSError:
        end_group(pid)  # who asked is gone


def _report_ended(kernels: dict[int, socket.socket]) -> None:
    for pid, channel in list(kernels.items()):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            del kernels[pid]
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
            code = f"import sys; sys.path[:] = {paths!r}; from reportlib.execute import kernels; kernels.serve({theirs.fileno()}, {PRELOAD!r})"
            with theirs:
                # BLAS would start a thread a core in every kernel, for tables that have a few thousand rows.
                env = {"OPENBLAS_NUM_THREADS": "1"} | os.environ | {"MPLBACKEND": "Agg"}
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


def warm_up() -> None:
    """Start the fork server in the background; returns at once."""
    if CAN_FORK:
        with contextlib.suppress(OSError):  # reported when a kernel is wanted
            _server.start()


def fork(order: dict) -> socket.socket:
    """See :meth:`ForkServer.fork`."""
    return _server.fork(order)


def shut_down() -> None:
    """End the fork server, if it runs. Kernels that run end with it."""
    _server.stop()


atexit.register(shut_down)
