"""The bytes of a file, read once within the limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from reportlib import filenames, messages
from reportlib.readers.refusals import empty_file, refused

LARGEST_FILE_BYTES = 200_000_000


def content(path: Path, largest_bytes: int = LARGEST_FILE_BYTES, within: str | os.PathLike | None = None) -> bytes:
    """The file's bytes; a pipe, a folder, a missing, unreadable, empty or huge file is refused at once and never waited for.

    So is one that changes while it is read, and, where a folder is given, a link that leads out of it.
    """
    name = filenames.shown(path.name)
    try:
        if within is not None and not path.resolve(strict=True).is_relative_to(Path(within).resolve(strict=True)):
            raise refused(messages.F20_link_out_of_folder(), name)
        for _ in range(3):
            data = _read_once(path, name, largest_bytes)
            if data is not None:
                break
        else:
            raise refused(messages.F19_changing_while_read(), name)
    except FileNotFoundError:
        if path.is_symlink():
            raise refused(messages.F20_link_leads_nowhere(), name) from None
        raise refused(messages.F20_no_input_file(), name) from None
    except OSError as error:
        raise refused(messages.F20_input_unreadable(reason=error.strerror or error), name) from None
    if not data.strip():
        raise empty_file(name, len(data))
    return data


def _read_once(path: Path, name: str, largest_bytes: int) -> bytes | None:
    """The file's bytes, None where it was changed meanwhile."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise refused(messages.F20_no_plain_file(), name)
    # Between the look and the opening it may have become a pipe, which this flag does not wait for.
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise refused(messages.F20_no_plain_file(), name)
        if before.st_size > largest_bytes:
            limit = f"{largest_bytes // 1_000_000} MB"
            raise refused(messages.A05_file_too_large(limit=limit), name)
        data = file.read(largest_bytes + 1)
        after = os.fstat(file.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size
    return data if same else None
