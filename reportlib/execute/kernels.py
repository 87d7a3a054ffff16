"""A notebook's kernel: what its process does, and what it is told.

A kernel is guarded (:func:`reportlib.execute.guard.guard`): no network, no other programs, no writing outside its own
folder. It is forked by the fork server (:mod:`reportlib.execute.fork_server`) or, where a process cannot be forked, a new
process that does the same (:func:`main`), only slower.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportlib.execute.guard import guard
from reportlib.store import reads

# In a kernel's own folder: what it wrote before it could speak, what its threads died of, and the paths of what it read.
LOG, THREADS, READS = "log", "threads", "reads"
_THERE, _ABSENT = b"+", b"-"


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
    app = _loss_free(IPKernelApp).instance(config=config, connection_file=order["connection_file"])
    app.initialize([])
    _note_thread_errors(folder)
    if order["memory_mb"]:
        _limit_memory(order["memory_mb"])
    if order["handed"]:
        from reportlib.execute import handover

        handover.receive(order["handed"])
    when_ready()
    with reads.told_to(_written_down(folder)):
        guard(folder)
        app.start()


def _written_down(folder: str) -> Callable[[str], None]:
    """Writes each path once, with whether anything is there, and at once: a kernel is ended without being asked."""
    descriptor = os.open(os.path.join(folder, READS), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    seen = reads.Seen()

    def listener(path: str) -> None:
        before = seen.get(path)
        seen.hear(path)
        if seen[path] is not before:
            os.write(descriptor, (_THERE if seen[path] else _ABSENT) + os.fsencode(path) + b"\0")

    return listener


def reads_of(folder: Path) -> reads.Seen | None:
    """What the kernel of this folder has read; None where it could not say."""
    try:
        *paths, rest = (folder / READS).read_bytes().split(b"\0")
    except OSError:
        return None
    return None if rest else reads.Seen((os.fsdecode(path[1:]), path[:1] == _THERE) for path in paths)


def _loss_free(kind: type[Any]) -> type[Any]:
    """The kernel's application with a queue for what it displays that has no end.

    ZeroMQ's queues hold 1,000 messages a side; a publisher drops what comes after. What a notebook may show at most is
    bounded by the memory it may take.
    """

    class LossFree(kind):
        def init_iopub(self, context: Any) -> None:
            context.sndhwm = 0  # of every socket that the context makes from now on
            super().init_iopub(context)

    return LossFree


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


def order_for(
    folder: Path, connection_file: str, cwd: str, env: dict[str, str], memory_mb: int | None, handed: Path | None = None
) -> dict:
    """What a kernel is told: its folder, its connection file, where it runs, its environment, its memory, and where that is which
    the build hands to it, if anything."""
    # IPython's settings and temporary files are the kernel's own, not the user's: a run is the same everywhere.
    own = {"IPYTHONDIR": str(folder / "ipython"), "TMPDIR": str(folder), "MPLBACKEND": "Agg"}
    return {
        "folder": str(folder),
        "connection_file": connection_file,
        "cwd": cwd,
        "env": env | own,
        "memory_mb": memory_mb,
        "handed": str(handed) if handed else None,
    }


def main(path: str) -> None:
    """A kernel in a process of its own, where there is no fork server; ``path`` is that of its order, as JSON."""
    order = json.loads(Path(path).read_text("utf-8"))
    os.environ.update(order["env"])
    run_kernel(order)
