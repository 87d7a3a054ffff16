"""Ctrl-C and SIGTERM become one exception in the main thread, raised once, and never in the middle of publishing."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator

from reportlib.errors import Stopped

SIGNALS = (signal.SIGINT, signal.SIGTERM)
_AGAIN_SECONDS = 0.05
_state = {"stopped": False}


def install() -> None:
    """Turn SIGINT and SIGTERM into :class:`Stopped`; a second signal is ignored while the first is being answered."""
    for signum in SIGNALS:
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
