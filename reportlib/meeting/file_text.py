"""A configuration file as text, or in one sentence why it cannot be read."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path

from reportlib import messages
from reportlib.errors import ConfigError, Problem, did_you_mean
from reportlib.text import nearest

LARGEST = 1_000_000  # bytes


def shown_name(path: Path) -> str:
    """The file's name as a message may show it."""
    return "".join(c if c.isprintable() else "□" for c in path.name)


def trouble_with(path: Path) -> Problem | None:
    """Why ``path`` is no file that can be read, and what to do; None where it is one.

    Looks at the file without opening it, since opening a FIFO waits for ever.
    """
    try:
        kind = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        if path.parent.name == "params" and path.suffix == ".yaml":
            near = did_you_mean(nearest_file(path))
            return messages.F20_no_such_meeting(file=path.name, near=near, meeting=path.stem)
        check = messages.check_path_and_name()
        return messages.F20_no_file(file=path.name, todo=did_you_mean(nearest_file(path), check))
    except (OSError, ValueError):  # not permitted, a link in a circle, a name too long or with a NUL in it
        kind = None
    if kind is None:
        return messages.F20_cannot_read(file=path.name)
    if stat.S_ISDIR(kind):
        return messages.F20_folder_no_file(file=path.name)
    if not stat.S_ISREG(kind):
        return messages.F20_no_regular_file(file=path.name)
    if not os.access(path, os.R_OK):
        return messages.F20_no_permission(file=path.name)
    return None


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
        raise ConfigError(trouble.at(shown_name(path)))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise ConfigError(messages.F20_cannot_read(file=path.name).at(file=shown_name(path))) from None
    if len(data) > LARGEST:
        raise ConfigError(messages.C06_larger_than_configuration().at(file=shown_name(path)))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        raise ConfigError(messages.C07_no_text().at(file=shown_name(path)))
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
        guess = messages.looks_like_big5() if big5 else ""
        raise ConfigError(messages.C07_no_utf8(guess=guess).at(file=shown_name(path), row=row)) from None
