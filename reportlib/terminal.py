"""The terminal of a run: where its sentences go, and what becomes of them where nobody takes them.

What a run did is decided by what it did, never by whether anyone could be told (R24): a pipe whose reader is gone, a full disk
behind ``>``, a closed descriptor or a terminal that has hung up raise nothing, neither here nor when Python ends.
"""

from __future__ import annotations

import errno
import io
import os
import select
import sys

from reportlib.errors import OutputError

_MOST_KEPT = 100_000  # bytes of what could not be printed
_LAST_LINES = 4  # of it that a reader who has left is told of: where the packet or the page is


class _Descriptor(io.RawIOBase):
    """Takes whatever is written. Once its descriptor has failed the rest is kept; ``failed`` says why, ``printed`` whether
    anything had come through before."""

    def __init__(self, raw: io.RawIOBase | None):
        self._raw = raw
        self.failed = None if raw else OSError(errno.EBADF, os.strerror(errno.EBADF))
        self.printed = False
        self.kept = b""

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._raw is not None and self._raw.isatty()

    def fileno(self) -> int:
        return self._raw.fileno() if self._raw is not None else super().fileno()

    def write(self, data) -> int:
        if self._raw is not None and self.failed is None:
            try:
                while (
                    written := self._raw.write(data)
                ) is None:  # another program made it non-blocking, and it is full
                    select.select([], [self._raw], [])
            except OSError as error:
                self.failed = error
            else:
                self.printed = True
                return written
        self.kept = (self.kept + bytes(data))[:_MOST_KEPT]
        return len(data)


_guarded: dict[str, _Descriptor] = {}
_state = {"quiet": False}


def be_quiet(quiet: bool) -> None:
    """Whether progress is left unsaid in this run (``--quiet``)."""
    _state["quiet"] = quiet


def is_quiet() -> bool:
    return _state["quiet"]


def guard() -> None:
    """From now on nothing that is printed fails, and it is UTF-8. The standard descriptors that were closed are taken, lest a
    file that is opened become the one that errors are printed to."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
    sys.stdout, sys.stderr = _stream("stdout"), _stream("stderr")


def _stream(name: str) -> io.TextIOWrapper:
    there = getattr(sys, name)
    # Python gives the descriptor itself where nothing is to be buffered (python -u).
    raw = getattr(there.buffer, "raw", there.buffer) if there is not None else None
    _guarded[name] = descriptor = _Descriptor(raw)
    at_once = name == "stderr" or descriptor.isatty() or (there is not None and raw is there.buffer)
    buffer = io.BufferedWriter(descriptor)
    return io.TextIOWrapper(buffer, encoding="utf-8", errors="replace", line_buffering=at_once)


def settled(code: int, is_printout: bool) -> int:
    """The exit code of a run that has nothing more to say.

    Where standard output failed: of a command that has nothing but its printout to give (``is_printout``) that is a failure to
    write, unless its reader left after it had seen the beginning (``packet explain … | head -1``); what any other had to say of
    what it did is said on standard error, and only the last of it where a reader has left.
    """
    out = _guarded.get("stdout")
    if out is None:
        return code
    sys.stdout.flush()
    if out.failed is None or not out.kept:
        return code
    if not is_printout:
        lines = out.kept.decode("utf-8", "replace").splitlines(keepends=True)
        sys.stderr.writelines(lines[-_LAST_LINES:] if out.failed.errno == errno.EPIPE else lines)
        sys.stderr.flush()
        return code
    if code or out.printed and out.failed.errno == errno.EPIPE:
        return code
    from reportlib import messages, system

    print(messages.R24_cannot_print(reason=system.reason(out.failed)), file=sys.stderr)
    return OutputError.exit_code
