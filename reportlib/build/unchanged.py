"""A packet of which nothing has changed, neither what it was made from nor itself, is not made again.

Light on purpose: with what this imports it can be told before a build imports anything else.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlib import temporary
from reportlib.build.progress import Built
from reportlib.errors import OutputError
from reportlib.packets.verify import verify
from reportlib.store import made_by, reads
from reportlib.store.entries import Store, is_of_store, key
from reportlib.store.in_use import used
from reportlib.store.remembered import Remembered


@dataclass
class Run:
    """One run that is asked for, and what it reads and tells until its packet is there."""

    store: Store
    params_file: Path
    output: Path | None
    only: tuple[str, ...]
    edition: str
    since: int = 0
    read: reads.Seen = field(default_factory=reads.Seen)
    notices: list[str] = field(default_factory=list)

    @property
    def _key(self) -> str:
        given = (str(self.params_file.absolute()), str(self.output.absolute()) if self.output else "", self.edition)
        return key("packet", made_by.code(), *given, *self.only)

    @property
    def results(self) -> Remembered:
        """What is made of files that were read."""
        return Remembered(self.store, self.since, self.read)

    def kept(self) -> tuple[Built, list[str], int] | None:
        """What the same run made before, what it told, and how many files were compared; None where it would make something else,
        or where what it made is not as it was."""
        with contextlib.suppress(OSError, ValueError, TypeError, LookupError):
            said = json.loads(self.store.get(self._key) or b"")
            if reads.as_they_are(said["read"]) != said["read"]:
                return None
            folder, public = said["folders"]
            built = Built(Path(folder), public_folder=Path(public) if public else None, **said["built"])
            if built.folder.with_name(f"{built.folder.name}.failed").exists():
                return None  # a run that failed since: its notebooks are removed by one that does not
            if (files := _verified(built)) is not None:
                return built, said["notices"], files
        return None

    @property
    def _lines_key(self) -> str:
        beside = sorted(path.name for path in self.params_file.absolute().parent.glob("*.yaml"))
        return key("check", made_by.code(), str(self.params_file.absolute()), self.edition, *beside)

    def kept_lines(self) -> list[str]:
        """What a check that found nothing wrong has said, in a run before; none where it would look at something else."""
        return json.loads(self.results.get(self._lines_key) or b"[]")

    def keep_lines(self, lines: Sequence[str]) -> None:
        """Remember what a check has said that found nothing wrong."""
        if not self._is_other_code():
            paths = of_the_meeting(self.read, (), self.store.folder)
            self.results.keep(self._lines_key, json.dumps(lines).encode(), reads.Seen({p: self.read[p] for p in paths}))

    def _is_other_code(self) -> bool:
        return made_by.code_now() != made_by.code()

    def known(self) -> list[str]:
        """The files that the same run has read the last time, also where it makes everything anew; none where that is not known."""
        store = dataclasses.replace(self.store, is_anew=False)
        with contextlib.suppress(ValueError, TypeError, LookupError):
            return list(json.loads(store.get(self._key) or b"")["read"])
        return []

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Within, what is read is written down, and what is made deep inside is kept too. Where our own code was changed meanwhile,
        nobody knows which of it made what, and nothing of it is kept."""
        self.since = reads.moment()
        try:
            with reads.told_to(self.read.hear), used(self.store):
                yield
        finally:
            if self._is_other_code():
                self.store.forget()

    def noted(self, notice: Callable[[str], None]) -> Callable[[str], None]:
        """The same notice, which is also remembered."""

        def told(text: str) -> None:
            self.notices.append(text)
            notice(text)

        return told

    def keep(self, built: Built) -> None:
        """Remember what this run has made; not where something was changed since it began."""
        folders = [folder for folder in (built.folder, built.public_folder) if folder]
        paths = of_the_meeting(self.read, folders, self.store.folder)
        if (
            self._is_other_code()
            or not reads.untouched_since({path: self.read[path] for path in paths}, self.since)
            or (now := reads.as_they_are(paths)) is None
        ):
            return
        told = dataclasses.asdict(built)
        places = [told.pop("folder"), told.pop("public_folder")]
        said = {
            "read": now,
            "folders": [str(place) if place else "" for place in places],
            "built": told,
            "notices": self.notices,
        }
        self.store.put(self._key, json.dumps(said).encode())  # a path may hold what is no UTF-8


def of_the_meeting(read: Iterable[str], packets: Iterable[Path], store: Path) -> set[str]:
    """Neither what stands in the packet itself, from which a calendar goes on, nor a result of the store, nor what is temporary."""
    own = [folder for packet in packets for folder in (packet, packet.with_name(f".{packet.name}"))]
    return {
        path
        for path in reads.of_the_project(read, own)
        if not temporary.is_in_one(path) and not (Path(path).parent == store and is_of_store(Path(path).name))
    }


def _verified(built: Built) -> int | None:
    """How many files of the packet, and of its public edition, are what was built; None where one is not, or one is added."""
    files = 0
    for folder, sums in zip(filter(None, (built.folder, built.public_folder)), built.sums, strict=True):
        try:
            found = verify(folder)
        except OutputError:
            return None
        if found.problems or found.sums != sums:
            return None
        files += found.files
    return files
