"""The bytes of a file, read once within the limit."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from reportlib import filenames, messages
from reportlib.errors import Problem
from reportlib.language import say
from reportlib.readers.refusals import empty_file, refused

LARGEST_FILE_BYTES = 200_000_000
MOST_TEXT_CELLS = 10_000_000


@dataclass(frozen=True)
class Limits:
    """What is too much to read: bytes of a file, and cells of a text. Of a meeting's own inputs its parameters say it (``is_set``)."""

    file_bytes: int = LARGEST_FILE_BYTES
    text_cells: int = MOST_TEXT_CELLS
    is_set: bool = False

    def too_large(self, size: int) -> Problem:
        """What is said of a larger file, of so many bytes."""
        limit = f"{self.file_bytes // 1_000_000:,} MB"
        if not self.is_set:
            return messages.A05_file_too_large(limit=limit)
        return messages.A05_input_too_large(limit=limit, enough=-(-size // 1_000_000))

    def too_many(self, cells: int) -> Problem | None:
        """What is said of a text with so many cells, where they are more."""
        if cells <= self.text_cells:
            return None
        in_wan, rest = divmod(self.text_cells, 10_000)
        limit = say(f"{self.text_cells:,} " if rest else f"{in_wan:,} 萬", f"{self.text_cells:,}")
        if self.is_set:
            return messages.A05_input_too_many_cells(limit=limit, cells=cells)
        return messages.A05_too_many_cells(limit=limit)


USUAL = Limits()


def content(path: Path, limits: Limits = USUAL, within: str | os.PathLike | None = None) -> bytes:
    """The file's bytes; a pipe, a folder, a missing, unreadable, empty or huge file is refused at once and never waited for.

    So is one that changes while it is read, and, where a folder is given, a link that leads out of it.
    """
    name = filenames.shown(path.name)
    try:
        if within is not None and not path.resolve(strict=True).is_relative_to(Path(within).resolve(strict=True)):
            raise refused(messages.F20_link_out_of_folder(), name)
        for _ in range(3):
            data = _read_once(path, name, limits)
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
    if not data or data.isspace():  # to strip it would be to copy it
        raise empty_file(name, len(data))
    return data


def has_bytes(path: Path, sha256: str | None, limits: Callable[[], Limits]) -> bool:
    """Whether the file's bytes are those of a SHA-256, without keeping them; where it cannot be read, InputError as :func:`content`,
    for which alone the limits are asked."""
    try:
        with open(path, "rb") as file:
            return stat.S_ISREG(os.fstat(file.fileno()).st_mode) and file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        content(path, limits())
        return False


def _read_once(path: Path, name: str, limits: Limits) -> bytes | None:
    """The file's bytes, None where it was changed meanwhile."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise refused(messages.F20_no_plain_file(), name)
    # Between the look and the opening it may have become a pipe, which this flag does not wait for.
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise refused(messages.F20_no_plain_file(), name)
        if before.st_size > limits.file_bytes:
            raise refused(limits.too_large(before.st_size), name)
        data = file.read(limits.file_bytes + 1)
        after = os.fstat(file.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size
    return data if same else None
