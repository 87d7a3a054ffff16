"""One folder put in the place of another, with the disk up to date before and after; all or nothing of it.

Once the new one is in its place nothing is an error any more: it is there, and who runs the command is told so.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

_AT_ONCE = 16  # files of which a disk is asked to have them


class Publication(Protocol):
    """Where something finished is put: everything that can fail first, then the swap, then what is left of the old one goes."""

    target: Path

    def prepare(self) -> None: ...

    def swap(self) -> Callable[[], None]: ...

    def finish(self) -> None: ...


class FolderPlace:
    """A folder of which a whole new one, the ``stage``, takes the place; the old one waits ``aside`` meanwhile."""

    def __init__(self, target: Path, stage: Path, aside: Path):
        self.target, self._stage, self._aside = target, stage, aside

    def prepare(self) -> None:
        flush(self._stage)

    def swap(self) -> Callable[[], None]:
        return swap_folder(self.target, self._stage, self._aside)

    def finish(self) -> None:
        shutil.rmtree(self._aside, ignore_errors=True)


def swap_folder(folder: Path, stage: Path, aside: Path) -> Callable[[], None]:
    """Put the stage where the folder is, or is to be; the old one waits ``aside``, in place of what an earlier crash left there.

    What it returns puts everything back. OSError, and everything as it was, where the stage cannot be renamed.
    """
    shutil.rmtree(aside, ignore_errors=True)
    had_one = folder.exists()
    if had_one:
        os.rename(folder, aside)

    def undo() -> None:
        if folder.exists():
            os.rename(folder, stage)
        if had_one:
            os.rename(aside, folder)

    try:
        os.rename(stage, folder)
    except OSError:
        undo()
        raise
    flush_folder(folder.parent)
    return undo


def flush(folder: Path) -> None:
    """Have everything in the folder on the disk before it is shown to anyone: its files side by side, which a disk takes together,
    then the names in its folders."""
    paths = sorted(folder.rglob("*"))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_flush_file, (path for path in paths if path.is_file())))
    for path in paths:
        if not path.is_file():
            flush_folder(path)
    flush_folder(folder)


def _flush_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Have the names in the folder on the disk, where the system can be asked to, and can do it."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
