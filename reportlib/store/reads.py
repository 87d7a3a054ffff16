"""Which files a process reads: what is made of them is as good as they are the same.

Python tells of every file that it opens (PEP 578); a hook cannot be taken away again, so it is set once a process, and tells
whoever wants to know at the time. A file that is looked for and not opened is noted by who looks (:func:`note`).
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from reportlib.writing import sha256, sha256_of

ABSENT, FOLDER = "absent", "folder"
LISTING = "*"  # the name that stands for what is in a folder: which files, whatever is in them
PARAMETER, EVERY = "parameter:", "*"  # no path begins like this: those are absolute
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_COARSE_SECONDS = 0.03  # file systems tell the time of a change in ticks of the system's clock
_NEW = os.O_CREAT | os.O_EXCL
_listeners: list[Callable[[str], None]] = []
_own: set[str] = set()  # files that were not there before this process made them: what it reads of them is its own


def note(path: str | os.PathLike) -> None:
    """This process depends on this file, or on there being none."""
    for listener in _listeners:
        listener(os.path.join(os.getcwd(), path))


def note_parameter(name: str) -> None:
    """This process depends on this parameter of its meeting, or on :data:`EVERY`."""
    for listener in _listeners:
        listener(PARAMETER + name)


def note_listing(folder: str | os.PathLike) -> None:
    """This process depends on which files there are in this folder, and in those that are in it."""
    note(os.path.join(folder, LISTING))


class Seen(dict[str, bool]):
    """The paths that were read, each with whether anything was there when it was."""

    def hear(self, path: str) -> None:
        if not self.get(path):
            self[path] = os.path.lexists(path)

    def add(self, others: Mapping[str, bool]) -> None:
        """What somebody else has read."""
        self.update({path: was_there or self.get(path, False) for path, was_there in others.items()})


@contextlib.contextmanager
def told_to(listener: Callable[[str], None]) -> Iterator[None]:
    """Tell of every file that this process reads from now on, in any of its threads; several times of one that is read again."""
    _watch()
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


@contextlib.contextmanager
def untold() -> Iterator[None]:
    """Within, files are only compared with what was read of them before."""
    before = _listeners[:]
    _listeners.clear()
    try:
        yield
    finally:
        _listeners[:] = before


@functools.cache
def _watch() -> None:
    def opened(event: str, args: tuple) -> None:
        if event == "open" and _listeners and isinstance(args[0], str | bytes | os.PathLike):
            path, mode, flags = os.fsdecode(args[0]), *args[1:]
            if flags & _NEW == _NEW:
                if not os.path.lexists(path):  # else it is somebody's, and is not made
                    _own.add(path)
            elif not (
                flags & _WRITING or set("wax+") & set(mode or "") or path in _own or _is_within_a_folder(path, mode)
            ):
                note(path)

    sys.addaudithook(opened)


def _is_within_a_folder(path: str, mode: str | None) -> bool:
    """Whether a path is not of the working directory: ``os.open`` (which has no mode) may be told a folder that it is relative to,
    of which Python does not tell; so it is where a folder is removed."""
    return mode is None and not os.path.isabs(path) and not os.path.lexists(path)


# -- what was read, as it is now -----------------------------------------------------------------------------------------


def as_they_are(paths: Iterable[str]) -> dict[str, str] | None:
    """What each of these is (:func:`as_it_is`), by its path in order; None where it cannot be told of one."""
    try:
        return {path: as_it_is(path) for path in sorted(paths)}
    except OSError:
        return None


def as_it_is(path: str | os.PathLike) -> str:
    """The SHA-256 of a file, or :data:`ABSENT` or :data:`FOLDER`; OSError where it is something else, or cannot be read."""
    if os.path.basename(path) == LISTING:
        return _listed(os.path.dirname(path))
    if not os.path.lexists(path):
        return ABSENT
    if os.path.isdir(path):
        return FOLDER  # opened to be removed or flushed: what is in it is opened by itself
    if not os.path.isfile(path):
        raise OSError(os.fspath(path))
    return sha256_of(path)


def _listed(folder: str) -> str:
    """The hash of the names of all that is in a folder; :data:`ABSENT` where there is none."""
    if not os.path.isdir(folder):
        return ABSENT
    names = sorted(
        os.path.relpath(os.path.join(here, name), folder) for here, _, files in os.walk(folder) for name in files
    )
    return sha256("\0".join(names).encode("utf-8", "surrogateescape"))


def moment() -> int:
    """Now, in nanoseconds: what is changed after this has returned, a file system says to be changed later than that."""
    before = time.time_ns()
    time.sleep(_COARSE_SECONDS)
    return before


def untouched_since(read: Mapping[str, bool], since: int) -> bool:
    """Whether none of these files was changed, put where it is or taken away after this :func:`moment`; each with whether it was
    there when it was read."""
    try:
        return all(
            os.path.lexists(path) >= was_there and _last_changed(path) <= since for path, was_there in read.items()
        )
    except OSError:
        return False


def _last_changed(path: str) -> int:
    """When a file, or the link to it, was changed or put in its place, in nanoseconds; 0 for a folder and for what is not there."""
    if not os.path.exists(path) or os.path.isdir(path):
        return 0
    kinds = os.lstat(path), os.stat(path)
    return max(kind.st_mtime_ns if sys.platform == "win32" else kind.st_ctime_ns for kind in kinds)


def of_the_project(paths: Iterable[str], without: Iterable[Path] = ()) -> set[str]:
    """Those of the paths that are neither of Python and its packages, which go by their versions, nor of the system's own
    devices, nor in a folder ``without``."""
    folders = (*_installed(), "/proc", "/sys", "/dev", *(str(folder) for folder in without))
    prefixes = tuple(folder.rstrip(os.sep) + os.sep for folder in folders)
    # A disk in memory is a place for files like any other.
    outside = (PARAMETER, *prefixes)
    return {path for path in paths if path.startswith("/dev/shm/") or not path.startswith(outside)}


@functools.cache
def _installed() -> tuple[str, ...]:
    """Where Python, its packages and this program are."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    places = [sysconfig.get_path(name) for name in names] + [str(Path(__file__).resolve().parents[1])]
    return tuple(place for place in places if place)
