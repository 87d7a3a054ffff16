"""``SHA256SUMS``: the hash of every file of a packet, in the form that ``sha256sum -c`` reads.

The hash of that one file stands for the whole packet; written down elsewhere, in the minutes or in a mail, it proves
years later that nothing was changed (``packet verify --expect``).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from reportlib.writing import sha256, sha256_of, write

SUMS = "SHA256SUMS"
# As coreutils writes a line: a backslash before it where the name has a backslash or a line break, which are escaped.
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_PLAIN = {written: char for char, written in _ESCAPED.items()}


def entries(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below a folder that is no folder, and every empty folder (its path ends with ``/``), in order: path
    within it, and what it is. Links are named, not followed.
    """
    for here, folders, files in os.walk(folder):
        folders.sort()
        path = Path(here)
        for name in sorted(files + [one for one in folders if (path / one).is_symlink()]):
            yield (path / name).relative_to(folder).as_posix(), (path / name).lstat()
        if not files and not folders and path != folder:
            yield f"{path.relative_to(folder).as_posix()}/", path.lstat()


def sums_of(folder: Path) -> bytes:
    """What ``SHA256SUMS`` says of the files of a folder, itself left out; in the order of their paths."""
    found = sorted(path for path, kind in entries(folder) if stat.S_ISREG(kind.st_mode) and path != SUMS)
    return "".join(_line(path, sha256_of(folder / path)) for path in found).encode()


def write_sums(folder: Path) -> str:
    """Write ``SHA256SUMS`` into a folder, last of all its files; its hash."""
    listed = sums_of(folder)
    write(folder / SUMS, listed)
    return sha256(listed)


def _line(path: str, digest: str) -> str:
    escaped = re.sub(r"[\\\n\r]", lambda found: _ESCAPED[found[0]], path)
    return f"{'' if escaped == path else chr(92)}{digest}  {escaped}\n"


def read_sums(data: bytes) -> dict[str, str]:
    """The hash of each file by its path, of a file ``SHA256SUMS``; ValueError with the number of the line that is none,
    or that names a file again.
    """
    known: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8").removesuffix("\n").split("\n"), 1):
        parts = _LINE.fullmatch(line.removesuffix("\r"))
        if not parts:
            raise ValueError(number)
        escaped, digest, path = parts.groups()
        if escaped:
            path = re.sub(r"\\[\\nr]", lambda found: _PLAIN[found[0]], path)
        if path in known:
            raise ValueError(number)
        known[path] = digest
    return known
