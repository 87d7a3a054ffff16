"""A folder of results, each in a file of its own, named by the hash of everything it was made from.

An entry is the SHA-256 of what follows, a line break, and the result. It is written beside and renamed into its place, so that
two runs may write the same one; one that is cut short or damaged is none. What is kept are bytes and JSON: nothing is ever
unpickled from here. The folder is its user's only; where it belongs to somebody else, or others may write in it, nothing is
taken from it and nothing is put into it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reportlib.writing import sha256

_ENTRY, _UNFINISHED = re.compile(r"[0-9a-f]{64}"), re.compile(r"unfinished-[a-z0-9_]{8}")
_LARGEST = 500_000_000  # bytes of one entry
_ROOM_LEFT = 200_000_000  # bytes of the disk that are left to the packet itself
_DAY_SECONDS = 86_400


def key(*parts: str | bytes) -> str:
    """The name of what is made from these, in this order: 64 hexadecimal digits."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def is_of_store(name: str) -> bool:
    """Whether a file of this name is a result, or was to become one."""
    return bool(_ENTRY.fullmatch(name) or _UNFINISHED.fullmatch(name))


@dataclass(frozen=True)
class Store:
    """The results that are kept in one folder."""

    folder: Path
    is_anew: bool = False  # what this object did not put there itself is made again, and then put there
    written: list[str] = field(default_factory=list, compare=False)  # what was put there through this object
    refused: list[OSError] = field(default_factory=list, compare=False)  # why something could not be put there

    @classmethod
    def at(cls, folder: Path) -> Store | None:
        """The store in this folder, which is made when there is something to keep; None where others may write in it."""
        try:
            return cls(folder) if is_ours(folder.lstat(), stat.S_ISDIR) else None
        except FileNotFoundError:
            return cls(folder)
        except OSError:
            return None

    @classmethod
    def of(cls, root: Path) -> Store | None:
        """The store of a project: the folder ``PACKET_CACHE``, or its own; None where it cannot be trusted."""
        named = os.environ.get("PACKET_CACHE")
        return cls.at(Path(named).absolute() if named else root / "output" / ".cache")

    def get(self, name: str) -> bytes | None:
        """A result; None where there is none, or where it is not what was put there."""
        path = self.folder / name
        if self.is_anew and name not in self.written:
            return None
        with contextlib.suppress(OSError):
            flags = (
                os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            )
            with open(os.open(path, flags), "rb") as file:
                kind = os.fstat(file.fileno())
                if not is_ours(kind, stat.S_ISREG) or kind.st_size > _LARGEST:
                    return None
                digest, _, data = file.read().partition(b"\n")
            if digest == sha256(data).encode():
                os.utime(path)  # what was used last is removed last
                return data
        return None

    def put(self, name: str, data: bytes) -> None:
        """Keep a result; where it cannot be written, or the disk is nearly full, there is none, and it is said why (``refused``)."""
        self.written.append(name)
        try:
            self._write(name, data)
        except OSError as error:
            self.refused.append(error)

    def _write(self, name: str, data: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(self.folder).free < len(data) + _ROOM_LEFT:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        descriptor, unfinished = tempfile.mkstemp(prefix="unfinished-", dir=self.folder)
        try:
            with open(descriptor, "wb") as file:
                file.write(sha256(data).encode() + b"\n")
                file.write(data)
            os.replace(unfinished, self.folder / name)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(unfinished)
            raise

    def size(self) -> tuple[int, int]:
        """How many results there are, and their bytes."""
        sizes = [kind.st_size for _, kind in self._files()]
        return len(sizes), sum(sizes)

    def keep_within(self, most_bytes: int) -> None:
        """Remove what was not used for longest, until the rest takes no more than this; and what a run that was killed a day ago or
        longer had not finished."""
        for path, kind in self._files():
            if _UNFINISHED.fullmatch(path.name) and kind.st_mtime < time.time() - _DAY_SECONDS:
                _remove(path)
        files = sorted(self._files(), key=lambda one: (one[1].st_mtime_ns, one[0].name), reverse=True)
        taken = 0
        for path, kind in files:
            taken += kind.st_size
            if taken > most_bytes:
                _remove(path)

    def forget(self) -> None:
        """Remove what was put there through this object."""
        for name in self.written:
            _remove(self.folder / name)

    def clear(self) -> tuple[int, int]:
        """Remove every result; how many there were, and their bytes."""
        size = self.size()
        for path, _ in self._files():
            _remove(path)
        with contextlib.suppress(OSError):
            self.folder.rmdir()
        return size

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Ours only: whoever names another folder as the store loses nothing that lies in it."""
        with contextlib.suppress(OSError), os.scandir(self.folder) as found:
            for entry in found:
                if is_of_store(entry.name):
                    with contextlib.suppress(OSError):
                        kind = entry.stat(follow_symlinks=False)
                        if stat.S_ISREG(kind.st_mode):
                            yield Path(entry.path), kind


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def is_ours(kind: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Whether a file or folder is of this kind and this user's, and nobody else may write it."""
    if not is_kind(kind.st_mode):
        return False
    return sys.platform == "win32" or (kind.st_uid == os.geteuid() and not kind.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
