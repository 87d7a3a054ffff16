"""What a folder of files holds: resources of datasets, the record of how each was fetched, and what is of no dataset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlib.errors import Problem


@dataclass(frozen=True, order=True)
class Fetched:
    """One line of the record: how one resource of a dataset was asked for, and what came.

    ``number`` counts the dataset's addresses in the order of the catalogue (資料下載網址), from 1. ``status`` is that of HTTP, None
    where no answer came; ``landed`` the address after redirects, "" where it is the same. ``size`` (bytes), ``sha256`` (64
    hexadecimal digits) and ``path`` (in the folder, with ``/``) are of what is stored: 0, "" and "" where nothing is. ``reason``
    says in words what else there is to say (no answer in time, a certificate that is not valid); it is shown, never read.
    ``asked`` is false where the server was not asked (robots.txt, a private address, a limit): then nothing is known of the address.
    """

    dataset: str
    number: int
    address: str
    day: date
    status: int | None = None
    landed: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    path: str = ""
    reason: str = ""
    asked: bool = True

    @property
    def answered(self) -> bool:
        """Whether the server gave what was asked for (2xx)."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True)
class Resource:
    """One resource of a dataset, as far as it is at hand: what is stored (``path`` in the folder, "" where nothing is), and the line
    of the record, None where somebody else filled the folder. ``trouble`` says where the two do not agree: then the file is not judged."""

    dataset: str
    number: int
    path: str = ""
    size: int = 0
    sha256: str = ""
    fetched: Fetched | None = None
    trouble: Problem | None = None


@dataclass(frozen=True)
class LeftOver:
    """A file in the folder that is of no dataset, or that cannot be read: its name as it may be shown, and why."""

    name: str
    problem: Problem


@dataclass(frozen=True)
class FilesFolder:
    """A folder of files: the resources of each dataset by their numbers, and every file that is none.

    ``entries`` counts the files that were found, the record left out: each stands among the resources or the left over.
    """

    place: Path
    resources: Mapping[str, tuple[Resource, ...]]
    left_over: tuple[LeftOver, ...] = ()
    entries: int = 0
    has_record: bool = False

    def of(self, dataset: str) -> tuple[Resource, ...]:
        """What there is of one dataset."""
        return self.resources.get(dataset, ())

    def __iter__(self) -> Iterator[Resource]:
        for found in self.resources.values():
            yield from found

    @property
    def stored(self) -> int:
        """How many files are of a dataset."""
        return len({one.path for one in self if one.path})

    def file(self, resource: Resource) -> Path:
        """Where a stored resource lies."""
        return self.place / resource.path
