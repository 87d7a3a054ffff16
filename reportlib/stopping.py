"""Ctrl-C and SIGTERM become one exception in the main thread, raised once, and never in the middle of publishing."""

import contextlib
import signal
import sys
import threading
from typing import NoReturn

from reportlib.errors import Stopped

_state = {"stopped": False, "shielded": False, "pending": None}


def install() -> None:
    """Turn SIGINT and SIGTERM into :class:`Stopped`; a second signal is ignored while the first is being answered."""
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, _stop)


def _stop(signum: int, _frame) -> None:
    if _state["stopped"]:
        return
    if _state["shielded"]:
        _state["pending"] = signum
        return
    _raise(signum)


def _raise(signum: int) -> NoReturn:
    _state["stopped"] = True
    # A file that was being written is closed by its destructor, which may complain; that is no news to who has stopped us.
    sys.unraisablehook = lambda _: None
    raise Stopped(signum)


@contextlib.contextmanager
def shielded():
    """Put a signal off until the block is done: what is in it happens wholly or not at all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _state["shielded"] = True
    try:
        yield
    finally:
        _state["shielded"] = False
    if _state["pending"] is not None:
        _raise(_state["pending"])
