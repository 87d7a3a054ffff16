"""What a build has read of its meeting, handed to the kernels of its notebooks, so that none of them reads and cleans it again.

Before any kernel starts the build writes it into the folder of its run (:meth:`Handed.write`), which is its user's only; a kernel
is told the folder in its order and takes from it what its notebook asks for (:func:`taken`): each time only while the file has
the very bytes that were read. Else, and in a notebook that runs alone, a section reads for itself, so that a file that was changed
meanwhile shows in what the section reports (F19). Only a kernel unpickles, and only what the build wrote.
"""

from __future__ import annotations

import contextlib
import mmap
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlib.display import attachments
from reportlib.display.attachments import AttachedPages
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.meeting.project import ProjectPlace
from reportlib.readers.content import has_bytes
from reportlib.store import reads
from reportlib.writing import sha256

if TYPE_CHECKING:
    from reportlib.records.records import Records

_ALIGNED = 64  # bytes at whose multiples Arrow expects its texts
MEETING, ATTACHED = "meeting", "attached pages"
_orders: list[Path] = []  # the folder that this kernel was told, if it is one


@dataclass(frozen=True)
class Handed:
    """A meeting with its register and rulebooks; every input by its kind, None where its file holds only the twin; the attached
    pages; and the SHA-256 of the bytes that were read of each input's file."""

    meeting: Meeting
    records: Mapping[str, Records | None]
    attached: tuple[AttachedPages, ...]
    read_bytes: Mapping[Path, str]

    @property
    def found(self) -> dict[str, Records]:
        """The inputs that there are, by kind."""
        return {kind: records for kind, records in self.records.items() if records is not None}

    def write(self, folder: Path) -> None:
        """Put it into a folder for :class:`Taken`; where it does not fit on the disk, kernels read for themselves."""
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700)
            for kind, records in self.records.items():
                _put(folder, kind, records)
            _put(folder, ATTACHED, self.attached)
            # Last, for it says that everything is there.
            read = dict(self.read_bytes) | {path: sha256(path.read_bytes()) for path in _files_of(self.meeting.params)}
            _put(folder, MEETING, (self.meeting, read, frozenset(self.records)))


class Taken:
    """What a kernel takes of it."""

    def __init__(self, folder: Path, meeting: Meeting, read_bytes: Mapping[Path, str], kinds: frozenset[str]):
        self.meeting = meeting
        self._folder, self._read_bytes, self._kinds = folder, read_bytes, kinds

    def has(self, kind: str, file: Path | None) -> bool:
        """Whether this input was read, from the bytes that the file has now; InputError where the file cannot be read any more."""
        # Which take a while to import: a build that hands over no records goes without.
        from reportlib.records import api_documents, inputs

        if file is None or kind not in self._kinds:
            return False
        if kind == "apis":
            return file.is_dir() and api_documents.digest_of(file) == self._read_bytes.get(file)
        return has_bytes(file, self._read_bytes.get(file), lambda: inputs.limits_of(self.meeting.params))

    def records(self, kind: str) -> Records | None:
        """The input, clean."""
        found: Records | None = _got(self._folder, kind)
        return found

    def attached(self) -> tuple[AttachedPages, ...] | None:
        """The attached pages; None where one of the files has been changed."""
        pages: tuple[AttachedPages, ...] = _got(self._folder, ATTACHED)
        now = [sha256(attachments.content_of(attached)) for attached in self.meeting.params.documents.values()]
        return pages if now == [one.sha256 for one in pages] else None


def receive(folder: str) -> None:
    """Called once in a kernel: in this folder is what was handed to it."""
    _orders[:] = [Path(folder)]


def taken(params_file: Path) -> Taken | None:
    """What this kernel was handed of the meeting of this parameter file, None where it was handed nothing, or where the
    parameters, a rulebook or the register of agencies has been changed."""
    for folder in _orders:
        with contextlib.suppress(OSError):
            meeting, read_bytes, kinds = _got(folder, MEETING)
            if ProjectPlace.of(params_file).file == meeting.params.path and _are_the_same(meeting.params, read_bytes):
                return Taken(folder, meeting, read_bytes, kinds)
    return None


def _are_the_same(params: Params, read_bytes: Mapping[Path, str]) -> bool:
    """Whether the meeting's files are what was read. To look is not to depend on them: which rulebook is asked for, is told then."""
    with reads.untold():
        return all(sha256(path.read_bytes()) == read_bytes[path] for path in _files_of(params))


def _files_of(params: Params) -> list[Path]:
    """What a meeting is read from: its parameters, its register of agencies and its rulebooks."""
    return [params.path, params.inputs.publishers, *params.rulebooks.named()]


def _put(folder: Path, name: str, value: object) -> None:
    """What is large of it, numbers and texts of columns, goes into a file of its own as it is in memory."""
    parts: list[memoryview] = []
    data = pickle.dumps(value, 5, buffer_callback=lambda part: parts.append(part.raw()))
    with open(folder / f"{name}.parts", "xb") as file:
        for part in parts:
            file.write(part)
            file.write(bytes(-len(part) % _ALIGNED))
    with open(folder / name, "xb") as file:
        pickle.dump(([len(part) for part in parts], data), file)


def _got(folder: Path, name: str) -> Any:
    """The value again; its parts stay on the disk until one is looked at, and all kernels share what is read of them."""
    with open(folder / name, "rb") as file:
        sizes, data = pickle.load(file)
    parts, start = [], 0
    with open(folder / f"{name}.parts", "rb") as file:
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if any(sizes) else b"")
    for size in sizes:
        parts.append(mapped[start : start + size])
        start += size + -size % _ALIGNED
    return pickle.loads(data, buffers=parts)
