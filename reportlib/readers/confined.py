"""A child process with limits, in which files from elsewhere are taken apart.

A file of 5 kB can take 6 GB or abort the interpreter (``docs/faults.md``, group A): here that ends a child and not the
build. The child is a script of this package, run by its path: each file's length and bytes on its standard input, the length of
its answer and the answer as JSON on its standard output, ``{"refused": code, "sheet", "detail"}`` where it refuses. Nothing of
the content is written anywhere else, but into the store of a build (decision 0036). Imports nothing large, so that a child starts quickly.

A :class:`Child` answers for one file after another: starting an interpreter costs more than reading a file. It is started anew
after every file that broke it down, and such a file is asked of a fresh child before it is judged, so that no file answers
for another. :func:`ask` is for a single file.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

import reportlib
from reportlib import stopping
from reportlib.store.in_use import made

MEMORY_BYTES = 2 << 30
SECONDS = 60
_TIRED_BYTES = 800 << 20  # a child that still holds this much after a file is replaced
_LENGTH = 8
_Hook = Callable[[dict], object]


class FileRefused(Exception):
    """A file is not read: a code of the catalogue of faults, the sheet where known, and a detail (a cell, a type, a page)."""

    def __init__(self, code: str, sheet: str = "", detail: str = ""):
        super().__init__(code)
        self.answer = {"refused": code, "sheet": sheet, "detail": detail}


def ask(script: str, data: bytes, object_hook: _Hook | None = None) -> dict:
    """What a child of its own answers for one file; see :meth:`Child.ask`."""
    with Child(script) as child:
        return child.ask(data, object_hook)


class Child:
    """A child that takes one file after another, each within the same limits. Starts with the first file; to be closed when done."""

    def __init__(self, script: str, seconds: float | None = None):
        self._script, self._seconds = script, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._used = self._stopped = False

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, data: bytes, object_hook: _Hook | None = None) -> dict:
        """What the child answers, or has answered in an earlier run that was no refusal; one that was stopped for its time (A05) or
        that broke down (A12) answers like a refusal.

        A file that breaks down a child that has read others before is asked of a fresh one.
        """
        answers: list[dict] = []

        def ask_now() -> tuple[bytes, bool]:
            used = self._used
            text = self._asked(data)
            answers[:] = [_loaded(text, object_hook)]
            if answers[0].get("refused") == "A12" and used and not self._stopped:
                self.close()
                text = self._asked(data)
                answers[:] = [_loaded(text, object_hook)]
            return text, "refused" not in answers[0]

        kept = made("read", lambda: (Path(self._script).name, data), ask_now)
        return answers[0] if answers else _loaded(kept, object_hook)

    def stop(self) -> None:
        """From another thread: break off what is being asked, and ask nothing more."""
        self._stopped = True
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process, self._used = self._process, None, False
        if process is not None:
            process.kill()
            process.wait()
            to_child, from_child = _pipes(process)
            from_child.close()
            with contextlib.suppress(OSError):  # what it no longer took is still in the buffer
                to_child.close()

    def _asked(self, data: bytes) -> bytes:
        if self._process is None:
            self._process = subprocess.Popen(
                _command(self._script),
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        process, late = self._process, threading.Event()
        to_child, from_child = _pipes(process)
        if self._stopped:
            process.kill()

        def too_late() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(self._seconds or SECONDS, too_late)
        watch.daemon = True
        watch.start()
        text, goes_on = b"", False
        try:
            to_child.write(len(data).to_bytes(_LENGTH, "big"))
            to_child.write(data)
            to_child.flush()
            head = from_child.read(_LENGTH + 1)
            if len(head) == _LENGTH + 1:
                text = from_child.read(int.from_bytes(head[:_LENGTH], "big"))
                goes_on = head[_LENGTH] == 1
        except OSError:  # it died while it was being written to
            pass
        except BaseException:  # the run is being stopped: no child outlives it
            self.close()
            raise
        finally:
            watch.cancel()
        self._used = True
        if late.is_set() or not goes_on:
            self.close()
        return json.dumps(FileRefused("A05", detail="time").answer).encode() if late.is_set() else text


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """A child's standard input and output, which are pipes."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("a child without pipes")
    return process.stdin, process.stdout


def _command(script: str) -> list[str]:
    # With -P and PYTHONPATH the child finds this reportlib, and no module that happens to lie beside the script.
    return [sys.executable, "-P", "-X", "utf8", script]


def _environment() -> dict[str, str]:
    # Arrow's own memory maps a gigabyte of addresses before it uses any, and addresses are what a child's limit counts.
    given = {"PYTHONPATH": str(Path(reportlib.__file__).resolve().parents[1]), "ARROW_DEFAULT_MEMORY_POOL": "system"}
    return os.environ | given


def _loaded(text: bytes, object_hook: _Hook | None) -> dict:
    try:
        return json.loads(text, object_hook=object_hook)
    except ValueError:  # killed by its memory limit, or aborted in native code: no answer, or half of one
        return FileRefused("A12").answer


def serve(read: Callable[[bytes], dict], default: Callable[[object], object] | None = None) -> None:
    """Be the child: answer with what ``read`` makes of the bytes. Whatever else happens is a refusal without any content in it."""
    limit_resources()
    stopping.end_with_parent()
    answers = _own_output()
    goes_on = True
    while goes_on and len(head := sys.stdin.buffer.read(_LENGTH)) == _LENGTH:
        text, sound = _answer(read, sys.stdin.buffer.read(int.from_bytes(head, "big")), default)
        goes_on = sound and _memory() < _TIRED_BYTES
        answers.write(len(text).to_bytes(_LENGTH, "big") + bytes([goes_on]))
        answers.write(text)
        answers.flush()


def _own_output() -> IO[bytes]:
    """Standard output for the answers alone: what a library prints there goes nowhere, and is not taken for one."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return answers


def _answer(
    read: Callable[[bytes], dict], data: bytes, default: Callable[[object], object] | None
) -> tuple[bytes, bool]:
    """The answer as JSON, and whether this process is still sound."""
    sound = False
    try:
        text = json.dumps(read(data), ensure_ascii=False, default=default)
        sound = True
    except FileRefused as refused:
        text = json.dumps(refused.answer)
        sound = True
    except MemoryError:
        text = json.dumps(FileRefused("A12", detail="memory").answer)
    except BaseException:  # calamine's PanicException is no Exception, and its text may hold cell values
        text = json.dumps(FileRefused("A12").answer)
    return text.encode("utf-8", "surrogatepass"), sound


def _memory() -> int:
    """How much address space this process holds, which is what its limit counts; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def limit_resources() -> None:
    """No more than 2 GB, and no core dump, which would hold the content. Where the system has no such limits, none."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, size in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY_BYTES)):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses RLIMIT_AS
            resource.setrlimit(kind, (size, size))
