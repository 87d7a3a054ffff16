"""What the operating system refuses, in one sentence: a disk that is full or read-only (R12, R13; exit code 5), and a limit of a
process: open files, processes and threads (R16; exit code 4)."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import math
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from reportlib import messages
from reportlib.errors import ConfigError, OutputError, PacketError, Problem, RunError

# Only writing meets these.
FULL = frozenset(
    number for name in ("ENOSPC", "EDQUOT", "EROFS", "EFBIG") if (number := getattr(errno, name, None)) is not None
)
# What a build has open at once, and as threads, apart from kernels and for each of them: sockets of ZeroMQ and its event loops,
# mostly. Measured, and rounded up.
OPEN_FILES, OPEN_FILES_OF_KERNEL = 64, 32
THREADS, THREADS_OF_KERNEL = 16, 24
WORKERS, MOST_WORKERS = "PACKET_WORKERS", 9_999
_FILES = frozenset((errno.EMFILE, errno.ENFILE))
_PROCESSES = frozenset((errno.EAGAIN,))
_NO_THREAD = "can't start new thread"
# A child process that can write nothing more tells the number of its error by its exit code.
_EXIT_CODES = 100
_M_MMAP_THRESHOLD, _LARGE_PIECE = -3, 1 << 20  # of malloc.h; bytes that are asked of the system by themselves


def cannot_write(error: OSError, problem: Problem) -> PacketError:
    """What to raise where something could not be written: the ``problem``, unless it was a limit of this process."""
    return _limit(error) or OutputError(problem)


def reason(error: BaseException) -> str:
    """Why, in the user's language, where it is one of the usual reasons; else in the system's words."""
    number = getattr(error, "errno", None)
    said = {
        errno.ENOSPC: messages.disk_full(),
        getattr(errno, "EDQUOT", -1): messages.quota_used_up(),
        errno.EROFS: messages.disk_read_only(),
        errno.EFBIG: messages.file_too_large(),
        errno.EACCES: messages.no_permission(),
        errno.EPERM: messages.no_permission(),
    }
    return str(said.get(number) or getattr(error, "strerror", None) or type(error).__name__)


def refusal(error: BaseException) -> PacketError | None:
    """The sentence for an error that nobody expected, where the system refused something: itself, or what it came from."""
    for one in _chain(error):
        if limit := _limit(one):
            return limit
        if isinstance(one, OSError) and one.errno in FULL:
            folder = os.path.dirname(os.fsdecode(one.filename)) if isinstance(one.filename, str | bytes) else ""
            return OutputError(messages.R12_cannot_write_somewhere(folder=folder or Path.cwd(), reason=reason(one)))
    return None


def disk_error(error: BaseException | None) -> OSError | None:
    """The error of a full or read-only disk that this one is, or came from."""
    return next((one for one in _chain(error) if isinstance(one, OSError) and one.errno in FULL), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


# -- limits ------------------------------------------------------------------------------------------------------------------


def _limit(error: BaseException) -> RunError | None:
    number = getattr(error, "errno", None)  # ZeroMQ's errors have one too, and are no OSError
    said = str(error)
    if number in _FILES or (isinstance(error, ImportError) and os.strerror(errno.EMFILE) in said):
        return RunError(messages.R16_open_files(now=_shown_limit("RLIMIT_NOFILE")))
    if isinstance(error, BlockingIOError) and number in _PROCESSES or _NO_THREAD in said:
        return RunError(messages.R16_processes(now=_shown_limit("RLIMIT_NPROC")))
    return None


def workers() -> int:
    """How many things a run may do side by side: ``PACKET_WORKERS``, or as many as the processors that this process may use.

    ConfigError C05 where that variable is no such number.
    """
    named = number_in(WORKERS, 1, MOST_WORKERS)
    return processors() if named is None else named


def number_in(variable: str, least: int, most: int) -> int | None:
    """The whole number that an environment variable names, None where it is empty or not there; ConfigError C05 for anything else."""
    if not (named := os.environ.get(variable, "")):
        return None
    if (number := whole_number(named, least, most)) is None:
        raise ConfigError(messages.C05_number_in_variable(variable=variable, least=least, most=most, given=named))
    return number


def whole_number(text: str, least: int, most: int) -> int | None:
    """A number as a person writes it, within these limits; None for anything else, however long."""
    is_number = re.fullmatch("0*[0-9]{1,9}", text) is not None
    return number if is_number and least <= (number := int(text)) <= most else None


def processors() -> int:
    """The processors that this process may use: those of the machine, of its affinity, and of the quota of its control group."""
    counted: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else counted() or 1
    quota = _quota()
    return allowed if quota == math.inf else max(1, min(allowed, math.ceil(quota)))


def _quota(groups: Path = Path("/proc/self/cgroup"), root: Path = Path("/sys/fs/cgroup")) -> float:
    """How many processors' time the control group of this process, and each that it lies in, may use (Linux, cgroup v2)."""
    found = math.inf
    with contextlib.suppress(OSError, ValueError, StopIteration):
        own = next(line[3:] for line in groups.read_text("utf-8").splitlines() if line.startswith("0::"))
        place = Path(own.lstrip("/"))
        for group in (place, *place.parents):
            with contextlib.suppress(OSError, ValueError):
                quota, period = (root / group / "cpu.max").read_text("ascii").split()
                found = min(found, int(quota) / int(period))
    return found


def most_kernels() -> int:
    """How many notebooks may run at once: as many as :func:`workers`, as far as this process may have files open for them."""
    limit, wanted = _limit_of("RLIMIT_NOFILE"), workers()
    return wanted if limit is None else max(1, min(wanted, (limit - OPEN_FILES) // OPEN_FILES_OF_KERNEL))


def keep_no_memory(large: int = _LARGE_PIECE) -> None:
    """From here on pieces of memory of so many bytes go back to the system as soon as nobody has them any more, which the C library
    and Arrow would keep for later. To be called before Arrow is imported."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, large)


def give_memory_back() -> None:
    """Small pieces that nobody has any more go back too: after a long list is read, half of what the process has."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


def check_limits() -> None:
    """RunError R16 unless this process may have the open files and the threads that running notebooks takes.

    Asked before any is run: ZeroMQ, which speaks to their kernels, aborts a process that has run out of either.
    """
    limit, needed = _limit_of("RLIMIT_NOFILE"), OPEN_FILES + 2 * OPEN_FILES_OF_KERNEL
    if limit is not None and limit < needed:
        raise RunError(messages.R16_too_few_open_files(limit=limit, needed=needed))
    threads = THREADS + THREADS_OF_KERNEL * most_kernels()
    go = threading.Event()
    started = []
    try:
        for _ in range(threads):
            one = threading.Thread(target=go.wait, daemon=True)
            one.start()
            started.append(one)
    except RuntimeError as error:
        raise RunError(messages.R16_processes(now=_shown_limit("RLIMIT_NPROC"))) from error
    finally:
        go.set()
        for one in started:
            one.join()


def _limit_of(kind: str) -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    soft = resource.getrlimit(getattr(resource, kind))[0]
    return None if soft == resource.RLIM_INFINITY else soft


def _shown_limit(kind: str) -> str:
    limit = _limit_of(kind)
    return "" if limit is None else str(messages.now_at(limit=limit))


# -- what a child process tells ------------------------------------------------------------------------------------------------


def exit_code(error: BaseException) -> int:
    """The exit code by which a child process tells its parent what the system refused; 1 for any other error."""
    for one in _chain(error):
        number = getattr(one, "errno", None)
        if _NO_THREAD in str(one):
            number = errno.EAGAIN
        if number in FULL | _FILES | _PROCESSES:
            return _EXIT_CODES + number
    return 1


def told_by(code: int | None) -> OSError | None:
    """The error that a child process told by its exit code."""
    number = (code or 0) - _EXIT_CODES
    return _told(number)


def told_in(text: str) -> OSError | None:
    """The error that a text begins with, as Python writes it: ``[Errno 28] No space left on device``."""
    found = re.match(r"\[Errno (\d+)\]", text)
    return _told(int(found[1])) if found else None


def _told(number: int) -> OSError | None:
    return OSError(number, os.strerror(number)) if number in FULL | _FILES | _PROCESSES else None
