"""A configuration file as text, or in one sentence why it cannot be read."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path

from reportlib.errors import ConfigError, Problem, did_you_mean, quoted
from reportlib.language import say
from reportlib.text import nearest

LARGEST = 1_000_000  # bytes


def shown_name(path: Path) -> str:
    """The file's name as a message may show it."""
    return "".join(c if c.isprintable() else "□" for c in path.name)


def trouble_with(path: Path) -> tuple[str, str] | None:
    """Why ``path`` is no file that can be read, and what to do: two sentences; None where it is one.

    Looks at the file without opening it, since opening a FIFO waits for ever.
    """
    try:
        kind = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        what = say(f"找不到檔案{quoted(path.name)}", f"there is no file {quoted(path.name)}")
        check = say("請確認路徑與檔名。", "Check the path and the file name.")
        return what + say("。", "."), did_you_mean(nearest_file(path), check)
    except (OSError, ValueError):  # not permitted, a link in a circle, a name too long or with a NUL in it
        kind = None
    if kind is None:
        return say(f"無法讀取檔案{quoted(path.name)}。", f"{quoted(path.name)} cannot be read."), _check_rights()
    if stat.S_ISDIR(kind):
        what = say(f"{quoted(path.name)}是資料夾，不是檔案。", f"{quoted(path.name)} is a folder, not a file.")
        return what, say("請寫到檔名為止。", "Name the file itself.")
    if not stat.S_ISREG(kind):
        what = say(
            f"{quoted(path.name)}不是一般檔案（可能是管線或裝置）。",
            f"{quoted(path.name)} is not a regular file (a pipe or a device?).",
        )
        return what, say("請改用一般檔案。", "Use a regular file.")
    if not os.access(path, os.R_OK):
        return say(
            f"沒有讀取{quoted(path.name)}的權限。", f"there is no permission to read {quoted(path.name)}."
        ), _check_rights()
    return None


def _check_rights() -> str:
    return say("請確認檔案權限。", "Check the file's permissions.")


def nearest_file(path: Path) -> str | None:
    """The name in the same folder that is most like the missing one's."""
    try:
        names = [name for name in os.listdir(path.parent) if not name.startswith((".", "~$"))]
    except (OSError, ValueError):
        return None
    return nearest(path.name, names)


def text_of(path: Path) -> str:
    """The text of a UTF-8 file (a byte-order mark is taken) of at most 1 MB; ConfigError for any other."""
    if trouble := trouble_with(path):
        raise ConfigError(Problem("F20", *trouble, file=shown_name(path)))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        what = say(f"無法讀取檔案{quoted(path.name)}。", f"{quoted(path.name)} cannot be read.")
        raise ConfigError(Problem("F20", what, _check_rights(), file=shown_name(path))) from None
    save_as = say("請另存為 UTF-8。", "Save it as UTF-8.")
    if len(data) > LARGEST:
        what = say("檔案超過 1 MB，不是設定檔。", "the file is larger than 1 MB and no configuration.")
        raise ConfigError(Problem("C06", what, say("請確認檔案。", "Check which file it is."), file=shown_name(path)))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        what = say("檔案是 UTF-16 編碼或不是文字檔。", "the file is UTF-16 or no text at all.")
        raise ConfigError(Problem("C07", what, save_as, file=shown_name(path)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        # utf-8-sig counts from behind the mark
        start = bad.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        row = len(re.findall(rb"\r\n|\r|\n", data[:start])) + 1
        big5 = False
        with contextlib.suppress(UnicodeDecodeError):
            data.decode("cp950")
            big5 = True
        guess = say("（看起來是 Big5）", " (it looks like Big5)") if big5 else ""
        what = say(f"檔案不是 UTF-8 編碼{guess}。", f"the file is not UTF-8{guess}.")
        raise ConfigError(Problem("C07", what, save_as, file=shown_name(path), row=row)) from None
