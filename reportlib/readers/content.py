"""The bytes of a file, read once within the limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from reportlib import filenames
from reportlib.language import say
from reportlib.readers.refusals import empty_file, refused

LARGEST_FILE_BYTES = 200_000_000


def content(path: Path, largest_bytes: int = LARGEST_FILE_BYTES, within: str | os.PathLike | None = None) -> bytes:
    """The file's bytes; a pipe, a folder, a missing, unreadable, empty or huge file is refused at once and never waited for.

    So is one that changes while it is read, and, where a folder is given, a link that leads out of it.
    """
    name = filenames.shown(path.name)
    try:
        if within is not None and not path.resolve(strict=True).is_relative_to(Path(within).resolve(strict=True)):
            raise refused(
                "F20", name, say("是連到資料夾外的連結。", "a link that leads out of the folder."), say(*_PUT_FILE)
            )
        for _ in range(3):
            data = _read_once(path, name, largest_bytes)
            if data is not None:
                break
        else:
            what = say("檔案在讀取時還在變動。", "the file changes while it is being read.")
            raise refused("F19", name, what, say("請等檔案存妥後再執行。", "Wait until it is stored, then run again."))
    except FileNotFoundError:
        if path.is_symlink():
            raise refused("F20", name, say("是失效的連結。", "a link that leads nowhere."), say(*_PUT_FILE)) from None
        what = say("找不到這個檔案。", "there is no such file.")
        raise refused(
            "F20", name, what, say("請確認參數檔所寫的路徑。", "Check the path in the parameter file.")
        ) from None
    except OSError as error:
        what = say(f"無法讀取（{error.strerror or error}）。", f"cannot be read ({error.strerror or error}).")
        raise refused("F20", name, what, say("請檢查檔案權限。", "Check the file's permissions.")) from None
    if not data.strip():
        raise empty_file(name, len(data))
    return data


def _read_once(path: Path, name: str, largest_bytes: int) -> bytes | None:
    """The file's bytes, None where it was changed meanwhile."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise refused("F20", name, say("不是檔案（是資料夾或特殊檔）。", "not a file (a folder or a device)."))
    # Between the look and the opening it may have become a pipe, which this flag does not wait for.
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise refused("F20", name, say("不是檔案（是資料夾或特殊檔）。", "not a file (a folder or a device)."))
        if before.st_size > largest_bytes:
            limit = f"{largest_bytes // 1_000_000} MB"
            raise refused("A05", name, say(f"檔案超過 {limit}。", f"the file is larger than {limit}."))
        data = file.read(largest_bytes + 1)
        after = os.fstat(file.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size
    return data if same else None


_PUT_FILE = ("請放入檔案本身。", "Put the file itself there.")
