"""``packet build --watch``: builds, and again whenever a file of the project has changed, until it is stopped."""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import reportlib
from reportlib import messages
from reportlib.store import reads

FOLDERS = ("notebooks", "params", "data")
_LOOK_EVERY_SECONDS = 0.3
Signature = dict[str, tuple[int, int, int]]


def watch(
    build: Callable[[], object],
    signature: Callable[[], Signature],
    wait: Callable[[float], object],
    learned: Callable[[Signature, int], Signature] = lambda built, since: built,
) -> None:
    """Build, and again after each change; a change is complete when two looks after it see the same. Ended from outside only.

    ``learned`` says what a build has seen that began with these files at that moment (:func:`with_others`).
    """
    built = None
    while True:
        if built != (now := settled(signature, wait)):
            since = reads.moment()
            build()
            built = learned(now, since)
            print(messages.watching(), file=sys.stderr, flush=True)


def settled(signature: Callable[[], Signature], wait: Callable[[float], object]) -> Signature:
    """The files as two looks one after another see them: an editor may write several times."""
    before, now = None, signature()
    while now != before:
        wait(_LOOK_EVERY_SECONDS)
        before, now = now, signature()
    return now


def signature_of(root: Path, others: Iterable[str] = ()) -> Signature:
    """Size, time of change and identity of every file of the folders that a person edits, and of these ``others``; of what is listed
    in a folder how many folders it has, the last change in one of them, and its identity."""
    found: Signature = {}
    for path in (*_files(root), *others):
        with contextlib.suppress(OSError):  # gone since, or a link that leads nowhere
            if kind := _kind(path):
                found[path] = kind
    return found


def _kind(path: str) -> tuple[int, int, int] | None:
    """Of one file, or of what is listed in a folder; None of a folder, which was opened to put something in its place: each packet that
    is published does that."""
    if os.path.basename(path) == reads.LISTING:
        folders = [os.stat(here) for here, _, _ in os.walk(os.path.dirname(path))]
        return (len(folders), max(one.st_mtime_ns for one in folders), folders[0].st_ino) if folders else None
    if os.path.isdir(path):
        return None
    kind = os.stat(path)
    return kind.st_size, kind.st_mtime_ns, kind.st_ino


def with_others(root: Path, others: Iterable[str], built: Signature, since: int) -> Signature:
    """What a build has seen: the files of the folders, and those others that it has told, of which it may be the first to know;
    one that was changed after this moment it has not."""
    told = list(others)
    known = signature_of(root, told)
    new = {path: known[path] for path in told if path in known and path not in built and known[path][1] <= since}
    return {path: kind for path, kind in built.items() if path in known or not os.path.exists(path)} | new


def _files(root: Path) -> Iterator[str]:
    """Hidden ones are left out: checkpoints of JupyterLab, and what editors put beside a file while they write."""
    for name in FOLDERS:
        for here, folders, files in os.walk(root / name):
            folders[:] = [folder for folder in folders if not folder.startswith(".")]
            yield from (os.path.join(here, file) for file in files if not file.startswith((".", "~$")))


class Builder:
    """Builds in a process of its own, which has the code as it is now and is ended with this one; where a process can be given a
    descriptor, in one that stays for the next build (``warm``)."""

    def __init__(self, asked: argparse.Namespace):
        self._command = ["build", asked.params]
        self._command += ["--output", str(asked.output)] if asked.output else []
        self._command += ["--sections", *asked.sections] if asked.sections else []
        self._command += ["--edition", asked.edition, *(["--no-cache"] if asked.no_cache else [])]
        self._command += ["--editable"] if asked.editable else []
        self._command += ["--quiet"] if asked.quiet else []
        self._child: subprocess.Popen[bytes] | None = None
        self._answers = -1

    def build(self) -> None:
        if sys.platform == "win32":
            self._start()
            self._wait()
        elif not (self._child and self._asked(self._child)):
            self._wait()  # it has ended for its code is another
            answers, theirs = os.pipe()
            child = self._start("--answers", str(theirs), pass_fds=[theirs])
            os.close(theirs)
            if self._answers >= 0:
                os.close(self._answers)
            self._answers = answers
            self._asked(child)

    def _start(self, *arguments: str, **more: Any) -> subprocess.Popen[bytes]:
        home = str(Path(reportlib.__file__).resolve().parents[1])
        command = [sys.executable, "-P", "-m", "reportlib", *self._command, *arguments]
        self._child = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": home}, stdin=subprocess.PIPE, **more)
        return self._child

    def _asked(self, child: subprocess.Popen[bytes]) -> bool:
        """Whether it has built."""
        try:
            os.write(child.stdin.fileno() if child.stdin else -1, b"b")
            return bool(os.read(self._answers, 1))
        except BrokenPipeError:
            return False
        except BaseException:
            self.end()
            raise

    def _wait(self) -> None:
        if self._child:
            try:
                self._child.wait()
            except BaseException:
                self.end()
                raise

    def end(self) -> None:
        if self._child:
            if self._child.stdin:
                self._child.stdin.close()  # it ends by that too, where it has just published and takes no signal
            self._child.terminate()
            self._child.wait()


def run_watch(asked: argparse.Namespace, root: Path, others: Callable[[], Iterable[str]]) -> int:
    builder = Builder(asked)
    try:
        watch(
            builder.build,
            lambda: signature_of(root, others()),
            time.sleep,
            lambda built, since: with_others(root, others(), built, since),
        )
    finally:
        builder.end()
    return 0
