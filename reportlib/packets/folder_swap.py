"""One folder put in the place of another, with the disk up to date before and after; all or nothing of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path


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
    """Have everything in the folder on the disk before it is shown to anyone."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
        else:
            flush_folder(path)
    flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Have the names in the folder on the disk, where the system can be asked to."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
