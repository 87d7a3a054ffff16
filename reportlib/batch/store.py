"""Where a batch reads and writes: a folder, or any store that fsspec opens. A packet is put there all at once or not at all.

In a folder each packet is published as ``packet build`` does, behind a link. Elsewhere nothing can be renamed in one step: its
files go into a folder of their own, named by their hash, and the one record that names it is written last. What no record names
is removed.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import fsspec
from filelock import FileLock, Timeout
from fsspec.implementations.local import LocalFileSystem

from reportlib import messages, stopping, system, temporary
from reportlib.batch.addresses import shown, without_keys
from reportlib.errors import ConfigError, OutputError
from reportlib.packets.checksums import SUMS, read_sums
from reportlib.packets.published import RECORD
from reportlib.packets.verify import verify
from reportlib.writing import as_json, sha256, write

RECORDS = ".batch"
_HASHED = 16  # digits of the hash that a version is named by


@dataclass(frozen=True)
class Recorded:
    """What a packet was made from (a hash of it), the folder that holds it, the hash of its ``SHA256SUMS``, and what was told of it
    when it was made."""

    key: str
    folder: str
    sums: str
    notices: tuple[str, ...] = ()


@contextlib.contextmanager
def _as_os_error() -> Iterator[None]:
    """What the libraries of the stores raise, which has no common kind, as OSError with a reason to show."""
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) and error.strerror:
            raise
        kind = type(error) if isinstance(error, FileNotFoundError | PermissionError) else OSError
        raise kind(errno.EIO, without_keys(error)) from None


@dataclass(frozen=True)
class OutputStore:
    """The output of a batch, at a path or an address."""

    address: str

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        try:
            return fsspec.url_to_fs(self.address)
        except Exception as error:  # as where a file is fetched
            raise ConfigError(
                messages.C08_store_not_opened(reason=without_keys(error)).at(file=shown(self.address))
            ) from None

    @property
    def local(self) -> Path | None:
        """The folder, where it is one."""
        fs, root = self._opened
        return Path(root) if isinstance(fs, LocalFileSystem) else None

    def read(self, name: str) -> bytes:
        """OSError where there is no such file."""
        fs, root = self._opened
        with _as_os_error():
            data: bytes = fs.cat_file(f"{root}/{name}")
        return data

    def write(self, name: str, data: bytes) -> None:
        """A whole file or none; OutputError where it cannot be written."""
        fs, root = self._opened
        try:
            if self.local is None:
                with _as_os_error():
                    fs.pipe_file(f"{root}/{name}", data)
                return
            target = self.local / name
            with temporary.beside(target.parent) as stage, stopping.last_step():
                (stage / target.name).write_bytes(data)
                os.replace(stage / target.name, target)
        except OSError as error:
            problem = messages.R12_cannot_write_page(file=name, folder=shown(self.address), reason=system.reason(error))
            raise system.cannot_write(error, problem) from None

    @contextlib.contextmanager
    def reserved(self) -> Iterator[None]:
        """A folder for this batch alone; OutputError (R14) where another one writes to it. Of a store elsewhere nobody knows."""
        if self.local is None:
            yield
            return
        lock = FileLock(self.local / RECORDS / "lock")
        try:
            (self.local / RECORDS).mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=0)
        except Timeout:
            todo = messages.wait_or_choose_folder()
            raise OutputError(messages.R14_another_run(folder=shown(self.address), todo=todo)) from None
        except OSError as error:
            problem = messages.R12_cannot_write_page(
                file=RECORDS, folder=shown(self.address), reason=system.reason(error)
            )
            raise system.cannot_write(error, problem) from None
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                lock.release()

    def recorded(self, id: str) -> Recorded | None:
        """What was said of a body's packet when it was put here."""
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            there = json.loads(self.read(f"{RECORDS}/{id}.json"))
            return Recorded(**there | {"notices": tuple(there["notices"])})
        return None

    def is_whole(self, there: Recorded) -> bool:
        """Whether the packet is what was built: every file, and no other."""
        try:
            if self.local is not None:
                found = verify(self.local / there.folder)
                return not found.problems and found.sums == there.sums
            listed = self.read(f"{there.folder}/{SUMS}")
            files = read_sums(listed)
            return (
                sha256(listed) == there.sums
                and self._files(there.folder) == {SUMS, *files}
                and all(sha256(self.read(f"{there.folder}/{path}")) == digest for path, digest in files.items())
            )
        except (OSError, ValueError, OutputError):
            return False

    def put(self, id: str, key: str, build: Callable[[Path], tuple[str, tuple[str, ...]]]) -> Recorded:
        """Build a packet (``build`` is given its folder and returns the hash of its sums and what is to be told of it) and publish it;
        what ``build`` raises leaves what was there before as it was."""
        if self.local is not None:
            there = Recorded(key, id, *build(self.local / id))
            try:
                self.write(f"{RECORDS}/{id}.json", as_json(vars(there)))
            except OutputError as error:
                raise OutputError(messages.R12_published_without_record(body=id), *error.problems) from None
            return there
        before = self.recorded(id)
        with temporary.folder() as folder:
            if before is not None:
                self._get_calendar(before, folder / id)
            sums, notices = build(folder / id)
            there = Recorded(key, f"{id}/{sums[:_HASHED]}", sums, notices)
            self._put(folder / id, there.folder)
        self.write(f"{RECORDS}/{id}.json", as_json(vars(there)))
        self._remove_others(id, there.folder)
        return there

    # -- inside, where it is no folder ---------------------------------------------------------------------------------

    def _files(self, folder: str) -> set[str]:
        fs, root = self._opened
        base = fs._strip_protocol(f"{root}/{folder}")
        with _as_os_error():
            return {path[len(base) :].lstrip("/") for path in fs.find(base)}

    def _get_calendar(self, there: Recorded, target: Path) -> None:
        """Of a packet the record from which its calendar goes on, where it is as it was built."""
        with contextlib.suppress(OSError, ValueError):
            listed = self.read(f"{there.folder}/{SUMS}")
            record = self.read(f"{there.folder}/{RECORD}")
            if sha256(listed) == there.sums and read_sums(listed).get(RECORD) == sha256(record):
                write(target / RECORD, record)

    def _put(self, source: Path, folder: str) -> None:
        """Every file of a folder, and nothing beside them."""
        files = {path.relative_to(source).as_posix(): path for path in sorted(source.rglob("*")) if path.is_file()}
        for name, path in files.items():
            self.write(f"{folder}/{name}", path.read_bytes())
        fs, root = self._opened
        with contextlib.suppress(OSError), _as_os_error():
            for name in self._files(folder) - set(files):
                fs.rm_file(f"{root}/{folder}/{name}")

    def _remove_others(self, id: str, kept: str) -> None:
        """File by file: what removes a folder takes signs of its name for those of a pattern."""
        fs, root = self._opened
        with contextlib.suppress(OSError), _as_os_error():
            for name in self._files(id):
                if name.partition("/")[0] != kept.rpartition("/")[2]:
                    fs.rm_file(f"{root}/{id}/{name}")
