"""Where a packet is put: all at once or not at all, one run at a time.

``output/moea-6-1`` is a link to ``output/.moea-6-1/v3``; a new packet is built beside it in ``output/.moea-6-1/stage``
and the link is swapped in one step. Where links need privileges (Windows), the old folder is renamed aside, the new one
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

from reportlib.errors import ConfigError, OutputError, Problem
from reportlib.language import say
from reportlib.packets.folder_swap import flush, flush_folder, swap_folder

INTERNAL, PUBLIC = "internal", "public"


class PacketPlace:
    """The output folder of one packet. OutputError where it cannot be written or another run is writing to it.

    ``is_chosen``: a person may have another one with ``--output``; the ``edition`` has a folder of its own.
    """

    def __init__(self, target: Path, is_part: bool = False, edition: str = INTERNAL, is_chosen: bool = True):
        self.edition = edition
        target = target.absolute()
        target = target.with_name(f"{target.name}.{edition}") if edition != INTERNAL else target
        self._is_chosen = is_chosen
        self._elsewhere = (
            say("請以 --output 指定其他資料夾。", "choose another folder with --output.")
            if is_chosen
            else say("請把它改名或移走，再執行一次。", "rename it or move it away, and run again.")
        )
        if Path.cwd().is_relative_to(target.resolve()):
            raise ConfigError(
                Problem(
                    "C11",
                    say(
                        "輸出資料夾不能是目前所在的資料夾或其上層。",
                        "the output folder cannot be the folder you are in, or one above it.",
                    ),
                    _capital(self._elsewhere)
                    if is_chosen
                    else say("請換到別的資料夾再執行。", "Run it from another folder."),
                )
            )
        self.target = target = target.with_name(f"{target.name}.partial") if is_part else target
        self.failed = target.with_name(f"{target.name}.failed")
        self.kept = target.with_name(f"{target.name}.kept")
        self._versions = target.with_name(f".{target.name}")
        self._stage = self._versions / "stage"

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
                Problem(
                    "R14",
                    say(
                        f"另一個執行中的 packet 正在寫入 {self.target.name}。",
                        f"another packet run is writing to {self.target.name}.",
                    ),
                    say(
                        "請等它完成後再執行，或以 --output 指定其他資料夾。",
                        "Wait until it is done, or choose another folder with --output.",
                    )
                    if self._is_chosen
                    else say("請等它完成後再執行。", "Wait until it is done."),
                )
            ) from None
        except OSError as error:
            raise _cannot_write(self.target, error) from None
        try:
            with writing(self.target):
                self._restore()
                self._clear()
                self._stage.mkdir()
            yield self._stage
        finally:
            shutil.rmtree(self._stage, ignore_errors=True)
            if not self._current():
                self._clear()
            lock.release()

    def publish(self) -> None:
        """Make the stage the packet, in one step. What a person has put into the old one is kept beside it."""
        publish_all(self)

    # -- inside --------------------------------------------------------------------------------------------------

    def _refuse_foreign(self, meeting: str) -> None:
        """Not onto somebody's folder, nor onto another meeting's packet (C11)."""
        if not self.target.exists():
            return
        with contextlib.suppress(OSError, ValueError):
            record = json.loads((self.target / "run.json").read_text("utf-8"))
            there, edition = record["meeting"], record.get("edition", INTERNAL)
            if (there, edition) == (meeting, self.edition):
                return
            if there == meeting:
                kind_zh, kind_en = ("公開版", "public") if edition == PUBLIC else ("內部版", "internal")
                raise ConfigError(
                    Problem(
                        "C11",
                        say(
                            f"資料夾 {self.target.name} 裡是這次會議的{kind_zh}。",
                            f"the folder {self.target.name} holds the {kind_en} edition of this meeting.",
                        ),
                        say(
                            "為了不混淆兩個版本，請以 --output 指定其他資料夾。",
                            "So as not to mix the two, choose another folder with --output.",
                        ),
                    )
                )
            raise ConfigError(
                Problem(
                    "C11",
                    say(
                        f"資料夾 {self.target.name} 裡是另一次會議（{there}）的會議資料。",
                        f"the folder {self.target.name} holds the packet of another meeting ({there}).",
                    ),
                    _capital(self._elsewhere),
                )
            )
        if not self.target.is_dir() or any(self.target.iterdir()):
            raise ConfigError(
                Problem(
                    "C11",
                    say(
                        f"{self.target.name} 已存在，而且不是 packet 產生的資料夾。",
                        f"{self.target.name} exists and was not made by packet.",
                    ),
                    say("為了不覆蓋您的檔案，", "So as not to overwrite your files, ") + self._elsewhere,
                )
            )

    def _keep_strangers(self) -> None:
        """Copy files that the old packet's run record does not name to ``….kept``: they are somebody's own."""
        if not (self.target / "run.json").is_file():
            return
        ours = {"run.json", *json.loads((self.target / "run.json").read_text("utf-8"))["outputs"]}
        for path in sorted(self.target.rglob("*")):
            name = path.relative_to(self.target).as_posix()
            if path.is_file() and name not in ours:
                copy = self.kept / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, copy)

    def _current(self) -> str:
        return os.readlink(self.target).rpartition("/")[2] if self.target.is_symlink() else ""

    def _restore(self) -> None:
        """A run that was killed between renaming the old folder aside and the new one in left no packet: put it back."""
        aside = self._versions / "old"
        if aside.is_dir() and not os.path.lexists(self.target):
            os.rename(aside, self.target)

    def _clear(self) -> None:
        """Remove stages and versions that nothing points to."""
        for entry in self._versions.iterdir():
            if entry.is_dir() and entry.name != self._current():
                shutil.rmtree(entry, ignore_errors=True)

    def prepare(self) -> None:
        """Everything of a publication that can fail for want of space or rights, before anything is shown."""
        self._keep_strangers()
        flush(self._stage)

    def swap(self) -> Callable[[], None]:
        """Show the stage as the packet; what it returns puts the old one back."""
        if sys.platform == "win32" or (self.target.exists() and not self.target.is_symlink()):
            return swap_folder(self.target, self._stage, self._versions / "old")
        return self._swap_link()

    def finish(self) -> None:
        """Remove the old packet, and the notebooks of a run that failed."""
        self._clear()
        shutil.rmtree(self.failed, ignore_errors=True)

    def _swap_link(self) -> Callable[[], None]:
        current = self._current()
        version = f"v{int(current[1:]) + 1 if current[1:].isdigit() else 1}"
        os.rename(self._stage, self._versions / version)
        self._point_to(version)

        def undo() -> None:
            self._point_to(current)

        return undo

    def _point_to(self, version: str) -> None:
        """Lead the link to this version; to none where there was none before."""
        if not version:
            self.target.unlink(missing_ok=True)
            return
        link = self._versions / "link"
        link.unlink(missing_ok=True)
        os.symlink(os.path.join(self._versions.name, version), link)
        os.replace(link, self.target)
        flush_folder(self.target.parent)


def publish_all(*places: PacketPlace) -> None:
    """Publish several packets together: where one of them cannot be shown, those shown before it are taken back."""
    undone: list[Callable[[], None]] = []
    place = places[0]
    try:
        for place in places:
            place.prepare()
        for place in places:
            undone.append(place.swap())
    except OSError as error:
        for undo in reversed(undone):
            with contextlib.suppress(OSError):
                undo()
        raise _cannot_write(place.target, error) from None
    for place in places:
        place.finish()


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


@contextlib.contextmanager
def writing(target: Path):
    """Turn a failure to write into an OutputError that says the previous packet is unchanged."""
    try:
        yield
    except OSError as error:
        raise _cannot_write(target, error) from None


def _cannot_write(target: Path, error: OSError) -> OutputError:
    return OutputError(
        Problem(
            "R12",
            say(f"無法寫入 {target.name}：{error.strerror}。", f"cannot write to {target.name}: {error.strerror}."),
            say(
                "請確認磁碟空間與資料夾權限；原有的會議資料沒有變動。",
                "Check the disk space and the folder's permissions; the previous packet is unchanged.",
            ),
        )
    )
