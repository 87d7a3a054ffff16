"""Everything temporary that a run makes, and its end: whoever needs a folder for a while gets it here.

A folder is its user's only, and locked (``flock``) by the process that made it for as long as it lives. One that nobody has locked
was left by a run that was killed: it holds what that run had read, so the next run removes it. Folders of other users, and of
runs that are still alive, are left alone; so is one on a file system that knows no locks, where nobody can tell.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reportlib import messages, system
from reportlib.errors import OutputError, PacketError

_PREFIX, _SUFFIX = "packet-", ".run"
_OURS = re.compile(rf"\.?{_PREFIX}[a-z0-9_]{{8}}{re.escape(_SUFFIX)}")
_TRIES = 20


@contextlib.contextmanager
def folder(longest: int | None = None) -> Iterator[Path]:
    """A new folder among the system's temporary ones, whose own path has at most ``longest`` bytes; removed at the end.

    OutputError R13 where none can be made.
    """
    sweep()
    problem: PacketError | None = None
    for place in _places():
        if longest is None or len(os.fsencode(place)) <= longest:
            try:
                made, lock = _locked(place, _PREFIX)
            except OSError as error:
                problem = problem or cannot_write(error, place)
                continue
            with _kept(made, lock):
                yield made
            return
    raise problem or OutputError(messages.R13_no_temporary_folder())


@contextlib.contextmanager
def beside(place: Path) -> Iterator[Path]:
    """A new hidden folder in ``place``, which is made where there is none, so that what is written in it can be renamed to where
    it belongs; removed at the end, unless it was itself renamed. OSError where it cannot be made."""
    place.mkdir(parents=True, exist_ok=True)
    sweep_in(place)
    made, lock = _locked(place, f".{_PREFIX}")
    with _kept(made, lock):
        yield made


def sweep() -> None:
    """Remove what runs that were killed have left among the system's temporary files."""
    for place in _places():
        sweep_in(place)


def sweep_in(place: Path) -> None:
    """Remove what runs that were killed have left in a folder."""
    with contextlib.suppress(OSError), os.scandir(place) as entries:
        for entry in [entry for entry in entries if _OURS.fullmatch(entry.name)]:
            _remove_if_left(Path(entry.path))


def is_in_one(path: str) -> bool:
    """Whether a path is in one of these folders, of whatever run."""
    return any(map(_OURS.fullmatch, Path(path).parts))


def cannot_write(error: OSError, place: Path) -> PacketError:
    """That a temporary folder cannot be written, and which."""
    return system.cannot_write(error, messages.R13_temporary_folder(folder=place, reason=system.reason(error)))


def is_full(place: Path) -> OSError | None:
    """Why nothing more can be written into a folder; None where something can."""
    probe = place / "probe"
    try:
        with probe.open("wb") as file:
            file.write(bytes(65536))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)
    return None


# -- inside ------------------------------------------------------------------------------------------------------------------


def _places() -> list[Path]:
    """The system's temporary folders, the usual one first. Never the working directory, which Python falls back to."""
    named = [os.environ[name] for name in ("TMPDIR", "TEMP", "TMP") if os.environ.get(name)]
    if sys.platform == "win32":
        named.append(tempfile.gettempdir())
    else:
        named += ["/tmp", "/var/tmp"]
    return list(dict.fromkeys(Path(name).absolute() for name in named if os.path.isdir(name)))


def _locked(place: Path, prefix: str) -> tuple[Path, int | None]:
    """A new folder and what keeps it locked. Between its making and its locking another run may take it for left behind and
    remove it: then there is another one."""
    for _ in range(_TRIES):
        made = Path(tempfile.mkdtemp(prefix=prefix, suffix=_SUFFIX, dir=place))
        if not _CAN_LOCK:
            return made, None
        try:
            lock = _lock(made)
        except (BlockingIOError, FileNotFoundError):
            continue
        except OSError:  # a file system without locks
            return made, None
        if made.is_dir():
            return made, lock
        os.close(lock)
    raise FileNotFoundError(2, os.strerror(2), str(place))


@contextlib.contextmanager
def _kept(made: Path, lock: int | None) -> Iterator[None]:
    try:
        yield
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _remove_if_left(path: Path) -> None:
    with contextlib.suppress(OSError):
        there = path.lstat()
        if not _CAN_LOCK or not stat.S_ISDIR(there.st_mode) or there.st_uid != os.getuid():
            return
        lock = _lock(path)
        try:
            if os.path.samestat(there, os.fstat(lock)):
                shutil.rmtree(path, ignore_errors=True)
        finally:
            os.close(lock)


if sys.platform == "win32":
    _CAN_LOCK = False  # a folder cannot be locked there; what a killed run left stays until the user's next clean-up

    def _lock(path: Path) -> int:
        raise OSError(f"no lock on {path.name}")

else:
    import fcntl

    _CAN_LOCK = True

    def _lock(path: Path) -> int:
        """Lock a folder for this process, or BlockingIOError; the descriptor that holds the lock, which no child inherits."""
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            raise
        return descriptor
