"""Ctrl-C, SIGTERM and the end of the terminal (SIGHUP) become one exception in the main thread, raised once, and never in the
middle of publishing; and a child process does not outlive the run that started it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator

from reportlib.errors import Stopped

SIGNALS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if sys.platform != "win32" else []))
_AGAIN_SECONDS = 0.05
_WATCH_SECONDS = 0.2
_state = {"stopped": False}


def install() -> None:
    """Turn the signals into :class:`Stopped`; a second one is ignored while the first is being answered.

    A run that was started with ``nohup`` goes on without its terminal, as it was told to.
    """
    for signum in SIGNALS:
        if signum in (signal.SIGINT, signal.SIGTERM) or signal.getsignal(signum) is not signal.SIG_IGN:
            signal.signal(signum, _stop)
    sys.unraisablehook = _unraisable


def _stop(signum: int, _frame) -> None:
    if not _state["stopped"]:
        _state["stopped"] = True
        raise Stopped(signum)


def _unraisable(args) -> None:
    """What a destructor raises cannot reach anyone. If it was our Stopped, the signal is sent once more.

    A file that was being written when we were stopped is closed by its destructor, which may complain: that is no news.
    """
    if isinstance(args.exc_value, Stopped):
        _state["stopped"] = False
        threading.Timer(_AGAIN_SECONDS, os.kill, (os.getpid(), args.exc_value.signum)).start()
    elif not _state["stopped"]:
        sys.__unraisablehook__(args)


def decided() -> None:
    """The exit code is known: from here on no signal changes it."""
    for signum in SIGNALS:
        signal.signal(signum, signal.SIG_IGN)


def end_with_parent() -> None:
    """Called in a child process: end it soon after the process that started it, also where that was killed (SIGKILL)."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_SECONDS)
        os._exit(1)

    if sys.platform != "win32":
        with contextlib.suppress(RuntimeError):  # no more threads: it ends by itself, only later
            threading.Thread(target=watch, daemon=True).start()


@contextlib.contextmanager
def last_step() -> Iterator[None]:
    """What cannot be undone: a signal from here on comes too late, and the run ends as if there had been none.

    If the step fails, signals count again. Does nothing outside the main thread, where none arrive.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = [signal.signal(signum, signal.SIG_IGN) for signum in SIGNALS]
    try:
        yield
    except BaseException:
        for signum, handler in zip(SIGNALS, before, strict=True):
            signal.signal(signum, handler)
        raise
