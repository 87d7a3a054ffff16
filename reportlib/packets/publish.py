"""Where a packet is put: all at once or not at all, one run at a time.

``output/moea-6-1`` is a link to ``output/.moea-6-1/v3``; a new packet is built beside it, in a temporary folder in
``output/.moea-6-1``, and the link is swapped in one step. Where links need privileges (Windows), the old folder is renamed aside, the new one
renamed in, and the old one deleted. A run that fails keeps its notebooks in ``output/moea-6-1.failed``.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from reportlib import messages, stopping, system, temporary
from reportlib.errors import ConfigError, OutputError, PacketError
from reportlib.packets.checksums import SUMS
from reportlib.packets.folder_swap import Publication, flush, flush_folder, swap_folder
from reportlib.writing import sha256_of

INTERNAL, PUBLIC = "internal", "public"


class PacketPlace:
    """The output folder of one packet. OutputError where it cannot be written or another run is writing to it.

    ``is_chosen``: a person may have another one with ``--output``; the ``edition`` has a folder of its own. With
    ``keeps_edits``, files of ours that somebody has changed are kept like somebody's own; ``kept_edits`` names them.
    """

    def __init__(
        self,
        target: Path,
        is_part: bool = False,
        edition: str = INTERNAL,
        is_chosen: bool = True,
        keeps_edits: bool = False,
    ):
        self.edition = edition
        self._keeps_edits = keeps_edits
        self.kept_edits: list[Path] = []
        chosen, target = target, _named(target, False, edition)
        self._is_chosen = is_chosen
        self._elsewhere = messages.choose_other_folder() if is_chosen else messages.rename_and_run_again()
        if Path.cwd().is_relative_to(target.resolve()):
            raise ConfigError(
                messages.C11_folder_you_are_in(
                    todo=_capital(self._elsewhere) if is_chosen else messages.run_from_other_folder()
                )
            )
        # A run that makes both editions takes this one first: what such a run left when it was killed is cleared with ours.
        self._other = None if edition == PUBLIC else _named(chosen, is_part, PUBLIC)
        self.target = target = _named(target, is_part, INTERNAL)
        self.failed = target.with_name(f"{target.name}.failed")
        self.kept = target.with_name(f"{target.name}.kept")
        self._versions = _hidden(target)
        self._stage = self._versions / "stage"  # until there is one

    def check(self, meeting: str) -> None:
        """ConfigError (C11) where a packet of this meeting may not be put here. Nothing is written."""
        self._refuse_foreign(meeting)

    @contextlib.contextmanager
    def reserved(self, meeting: str) -> Iterator[Path]:
        """An empty stage folder, for this run alone; removed at the end, with whatever an earlier crash left there."""
        self._refuse_foreign(meeting)
        with writing(self.target):
            self._versions.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._versions / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise OutputError(
                messages.R14_another_run(
                    folder=self.target.name,
                    todo=messages.wait_or_choose_folder() if self._is_chosen else messages.wait_until_done(),
                )
            ) from None
        except OSError as error:
            raise _cannot_write(self.target, error) from None
        try:
            with contextlib.ExitStack() as held:
                with writing(self.target):
                    self._restore()
                    self._clear()
                    self._stage = held.enter_context(temporary.beside(self._versions)) / "stage"
                    self._stage.mkdir()
                yield self._stage
        finally:
            with contextlib.suppress(OSError):
                self._clear()
            with contextlib.suppress(OSError):
                lock.release()

    def publish(self) -> None:
        """Make the stage the packet, in one step. What a person has put into the old one is kept beside it."""
        publish_all(self)

    # -- inside --------------------------------------------------------------------------------------------------

    def _refuse_foreign(self, meeting: str) -> None:
        """Not onto somebody's folder, nor onto another meeting's packet (C11)."""
        if not self.target.exists():
            return
        with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
            record = json.loads((self.target / "run.json").read_text("utf-8"))
            there, edition = record["meeting"], record.get("edition", INTERNAL)
            if (there, edition) == (meeting, self.edition):
                return
            if there == meeting:
                kind = messages.edition_public() if edition == PUBLIC else messages.edition_internal()
                raise ConfigError(messages.C11_other_edition(folder=self.target.name, edition=kind))
            raise ConfigError(
                messages.C11_other_meeting(folder=self.target.name, meeting=there, todo=_capital(self._elsewhere))
            )
        if not self.target.is_dir() or any(self.target.iterdir()):
            raise ConfigError(
                messages.C11_not_made_by_packet(
                    folder=self.target.name, todo=messages.so_as_not_to_overwrite() + self._elsewhere
                )
            )

    def _keep_strangers(self) -> None:
        """Copy files that the old packet's run record does not name to ``….kept``: they are somebody's own."""
        if not (self.target / "run.json").is_file():
            return
        outputs = json.loads((self.target / "run.json").read_text("utf-8"))["outputs"]
        for path in sorted(self.target.rglob("*")):
            name = path.relative_to(self.target).as_posix()
            if not path.is_file() or name in ("run.json", SUMS):
                continue
            is_edited = self._keeps_edits and name in outputs and sha256_of(path) != outputs[name]
            if name in outputs and not is_edited:
                continue
            copy = _unused(self.kept / name, path) if is_edited else self.kept / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)
            self.kept_edits += [copy] if is_edited else []

    def _restore(self) -> None:
        """A run that was killed between renaming the old folder aside and the new one in left no packet: put it back."""
        aside = self._versions / "old"
        if aside.is_dir() and not os.path.lexists(self.target):
            os.rename(aside, self.target)

    def _clear(self) -> None:
        """Remove stages, links and versions that nothing points to; of the other edition too, which nobody else is making now."""
        for target in filter(None, (self.target, self._other)):
            # Without a packet the one that was renamed aside, by a run that was killed, is still wanted.
            kept = _current(target) if os.path.lexists(target) else "old"
            for entry in _hidden(target).iterdir() if _hidden(target).is_dir() else ():
                if entry.is_symlink():
                    entry.unlink(missing_ok=True)
                elif entry.is_dir() and entry.name != kept:
                    shutil.rmtree(entry, ignore_errors=True)

    @property
    def _is_folder(self) -> bool:
        """Whether the packet is a folder itself, and no link to one."""
        return sys.platform == "win32" or (self.target.exists() and not self.target.is_symlink())

    def prepare(self) -> None:
        """Everything of a publication that can fail for want of space or rights, before anything is shown."""
        self._keep_strangers()
        flush(self._stage)
        if not self._is_folder:
            current = _current(self.target)
            self._link("new", f"v{int(current[1:]) + 1 if current[1:].isdigit() else 1}")
            if current:
                self._link("back", current)

    def swap(self) -> Callable[[], None]:
        """Show the stage as the packet; what it returns puts the old one back."""
        if self._is_folder:
            return swap_folder(self.target, self._stage, self._versions / "old")
        return self._swap_link()

    def finish(self) -> None:
        """Remove the old packet, and the notebooks of a run that failed."""
        with contextlib.suppress(OSError):
            self._clear()
        shutil.rmtree(self.failed, ignore_errors=True)

    def _link(self, name: str, version: str) -> None:
        link = self._versions / name
        link.unlink(missing_ok=True)
        os.symlink(os.path.join(self._versions.name, version), link)

    def _swap_link(self) -> Callable[[], None]:
        """Renames only, which need no room on the disk: the links are there."""
        new, back = self._versions / "new", self._versions / "back"
        version = self._versions / os.path.basename(os.readlink(new))

        def undo() -> None:
            if os.path.lexists(back):
                os.replace(back, self.target)
            else:
                self.target.unlink(missing_ok=True)

        os.rename(self._stage, version)
        os.replace(new, self.target)
        flush_folder(self.target.parent)
        return undo


def publish_all(*places: Publication) -> None:
    """Publish several packets or folders together: where one of them cannot be shown, those shown before it are taken back."""
    undone: list[Callable[[], None]] = []
    place = places[0]
    with stopping.last_step():
        try:
            for place in places:
                place.prepare()
            for place in places:
                undone.append(place.swap())
        except BaseException as error:
            for undo in reversed(undone):
                with contextlib.suppress(OSError):
                    undo()
            if isinstance(error, OSError):
                raise _cannot_write(place.target, error) from None
            raise
        for place in places:
            place.finish()


def _unused(copy: Path, path: Path) -> Path:
    """A name beside the edits that were kept before: ``packet-2.odt``; the same one for the same bytes."""
    found, number = copy, 1
    while found.exists() and sha256_of(found) != sha256_of(path):
        number += 1
        found = copy.with_name(f"{copy.stem}-{number}{copy.suffix}")
    return found


def _named(target: Path, is_part: bool, edition: str) -> Path:
    target = target.absolute()
    more = (f".{edition}" if edition != INTERNAL else "") + (".partial" if is_part else "")
    return target.with_name(target.name + more) if more else target  # the root of a disk has no name


def _hidden(target: Path) -> Path:
    """Where the versions of a packet are."""
    return target.with_name(f".{target.name}")


def _current(target: Path) -> str:
    """The version that the link leads to; "" where there is no link."""
    return os.readlink(target).rpartition("/")[2] if target.is_symlink() else ""


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


@contextlib.contextmanager
def writing(target: Path):
    """Turn a failure to write into an OutputError that says the previous packet is unchanged."""
    try:
        yield
    except OSError as error:
        raise _cannot_write(target, error) from None


def _cannot_write(target: Path, error: OSError) -> PacketError:
    problem = messages.R12_cannot_write_packet(folder=target.name, reason=system.reason(error))
    return system.cannot_write(error, problem)
