"""Ctrl-C, SIGTERM and the end of the terminal (SIGHUP) become one exception in the main thread, raised once, and never in the
middle of publishing or of an import; and a child process does not outlive the run that started it.

An exception that comes out of nowhere may be lost: a destructor cannot raise it, and some library catches whatever an import of its
own raises. One that has gone without an answer (:func:`answered`) is therefore raised once more. In an import it would do worse than be
lost: the lock of all imports would stay taken, and every other thread would wait for it.
"""

from __future__ import annotations

import _thread
import contextlib
import os
import queue
import signal
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from types import FrameType

from reportlib.errors import Stopped

SIGNALS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if sys.platform != "win32" else []))
_AGAIN_SECONDS = 0.05
_WATCH_SECONDS = 0.2
_IMPORTING = "<frozen importlib._bootstrap>"
_state = {"stopped": False}
_raised: dict[str, weakref.ref[Stopped]] = {}  # the one that is on its way
_again: queue.SimpleQueue[int] = queue.SimpleQueue()  # may be put into by a handler and by a destructor
_threads: list[threading.Thread] = []


def install() -> None:
    """Turn the signals into :class:`Stopped`; a second one is ignored while the first is being answered.

    A run that was started with ``nohup`` goes on without its terminal, as it was told to.
    """
    for signum in SIGNALS:
        if signum in (signal.SIGINT, signal.SIGTERM) or signal.getsignal(signum) is not signal.SIG_IGN:
            signal.signal(signum, _stop)
    sys.unraisablehook = _unraisable
    if not _threads:  # a handler must not start one
        with contextlib.suppress(RuntimeError):  # no more threads: what is lost stays lost
            thread = threading.Thread(target=_send_again, args=(threading.get_ident(),), daemon=True)
            thread.start()
            _threads.append(thread)


def _stop(signum: int, frame: FrameType | None) -> None:
    if _state["stopped"]:
        return
    if _threads and _is_importing(frame):
        _again.put(signum)
        return
    _state["stopped"] = True
    raise _watched(signum)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename == _IMPORTING:
            return True
        frame = frame.f_back
    return False


def _watched(signum: int) -> Stopped:
    stopped = Stopped(signum)
    _raised["now"] = weakref.ref(stopped, lambda _: _lost(signum))
    return stopped


def _lost(signum: int) -> None:
    _state["stopped"] = False
    _again.put(signum)


def _send_again(main: int) -> None:
    while True:
        signum = _again.get()
        time.sleep(_AGAIN_SECONDS)
        if sys.platform == "win32":  # os.kill would end this process
            _thread.interrupt_main(signum)
        else:
            signal.pthread_kill(main, signum)


def answered() -> None:
    """Said by who catches :class:`Stopped` and ends the run for it."""
    _raised.clear()


def _unraisable(args) -> None:
    """What a destructor raises cannot reach anyone. If it was our Stopped, it is raised once more, as it is lost.

    A file that was being written when we were stopped is closed by its destructor, which may complain: that is no news.
    """
    if not isinstance(args.exc_value, Stopped) and not _state["stopped"]:
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
