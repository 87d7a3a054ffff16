"""A command that the desk has begun, in its own process: it tells what it does in a file, and stops when it is asked to.

It holds a lock for as long as it lives, by which everybody can tell whether it does; nobody needs its number. The file is a line
of JSON an event, so that a desk that was closed meanwhile, or killed, knows as much as one that was not.
"""

from __future__ import annotations

import _thread
import contextlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reportlib.build.progress import Progress
from reportlib.errors import OutputError

VARIABLE = "PACKET_JOB"  # the folder in which the job of a meeting tells of itself
EVENTS, PRINTED, LOCK, STOP = "events.jsonl", "printed.txt", "lock", "stop"
_LOCK_SECONDS = 5  # somebody may be looking whether it is held
_WATCH_SECONDS = 0.2
_current: list[JobEvents] = []


class JobEvents:
    """The file of events; what is told from several threads is a line each."""

    def __init__(self, folder: Path):
        self._file = (folder / EVENTS).open("wb", buffering=0)
        self._lock, self._begun = threading.Lock(), time.monotonic()

    def tell(self, kind: str, **told: object) -> None:
        with self._lock, contextlib.suppress(OSError, ValueError):  # a full disk stops the build, not what it tells
            event = {"kind": kind, "at": round(time.monotonic() - self._begun, 2)} | told
            self._file.write(json.dumps(event, ensure_ascii=False).encode() + b"\n")

    def close(self) -> None:
        self._file.close()

    def progress(self) -> Progress:
        """What a build tells, as events."""

        def sections(found: list[tuple[str, str, int]]) -> None:
            self.tell("sections", sections=found)

        return Progress(
            sections,
            lambda stem, done, total: self.tell("cell", stem=stem, done=done, total=total),
            lambda text: self.tell("notice", text=text),
            lambda text: self.tell("step", text=text),
            lambda file, done, total: self.tell("rendered", file=file, done=done, total=total),
        )


def progress_of_job() -> Progress | None:
    """Where a build tells what it does, if the desk has begun it."""
    return _current[-1].progress() if _current else None


def as_job(run: Callable[[], int], arguments: Sequence[str]) -> int:
    """The exit code of ``run``, which is the job of the folder that the environment names; where it names none, a run like any other."""
    named = os.environ.pop(VARIABLE, "")  # no child is a job
    if not named:
        return run()
    from filelock import FileLock, Timeout  # here: no other run needs them so early

    folder = Path(named)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=_LOCK_SECONDS)
    except Timeout:
        return OutputError.exit_code
    with _told(folder, arguments) as events:
        code = 4
        try:
            code = run()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            events.tell("end", code=code)
    return code


@contextlib.contextmanager
def _told(folder: Path, arguments: Sequence[str]) -> Iterator[JobEvents]:
    (folder / STOP).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        os.truncate(folder / PRINTED, 0)
    events = JobEvents(folder)
    events.tell("begun", arguments=list(arguments), time=time.time())
    _current.append(events)
    threading.Thread(target=_stop_when_asked, args=(folder / STOP,), daemon=True).start()
    try:
        yield events
    finally:
        _current.pop()
        events.close()


def _stop_when_asked(file: Path) -> None:
    """As Ctrl-C would: on every system, and never in the middle of publishing."""
    while not file.exists():
        time.sleep(_WATCH_SECONDS)
    if sys.platform == "win32":
        _thread.interrupt_main(signal.SIGTERM)
    else:
        os.kill(os.getpid(), signal.SIGTERM)
