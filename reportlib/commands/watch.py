"""``packet build --watch``: builds, and again whenever a file of the project has changed, until it is stopped."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import reportlib
from reportlib import messages

FOLDERS = ("notebooks", "params", "data")
_LOOK_EVERY_SECONDS = 0.3
Signature = dict[str, tuple[int, int, int]]


def watch(build: Callable[[], object], signature: Callable[[], Signature], wait: Callable[[float], object]) -> None:
    """Build, and again after each change; a change is complete when two looks after it see the same. Ended from outside only."""
    built = None
    while True:
        if built != (now := settled(signature, wait)):
            built = now
            build()
            print(messages.watching(), file=sys.stderr, flush=True)


def settled(signature: Callable[[], Signature], wait: Callable[[float], object]) -> Signature:
    """The files as two looks one after another see them: an editor may write several times."""
    before, now = None, signature()
    while now != before:
        wait(_LOOK_EVERY_SECONDS)
        before, now = now, signature()
    return now


def signature_of(root: Path, others: Iterable[str] = ()) -> Signature:
    """Size, time of change and identity of every file of the folders that a person edits, and of these ``others``."""
    found: Signature = {}
    for path in (*_files(root), *others):
        try:
            kind = os.stat(path)
        except OSError:  # gone since, or a link that leads nowhere
            continue
        found[path] = (kind.st_size, kind.st_mtime_ns, kind.st_ino)
    return found


def _files(root: Path) -> Iterator[str]:
    """Hidden ones are left out: checkpoints of JupyterLab, and what editors put beside a file while they write."""
    for name in FOLDERS:
        for here, folders, files in os.walk(root / name):
            folders[:] = [folder for folder in folders if not folder.startswith(".")]
            yield from (os.path.join(here, file) for file in files if not file.startswith((".", "~$")))


def in_a_process(asked: argparse.Namespace) -> None:
    """The same build in a process of its own, which has the code as it is now; ended with this one."""
    command = [sys.executable, "-P", "-m", "reportlib", "build", asked.params]
    command += ["--output", str(asked.output)] if asked.output else []
    command += ["--sections", *asked.sections] if asked.sections else []
    command += ["--edition", asked.edition, *(["--no-cache"] if asked.no_cache else [])]
    home = str(Path(reportlib.__file__).resolve().parents[1])
    child = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": home})
    try:
        child.wait()
    except BaseException:
        child.terminate()
        child.wait()
        raise


def run_watch(asked: argparse.Namespace, root: Path, others: Callable[[], Iterable[str]]) -> int:
    watch(lambda: in_a_process(asked), lambda: signature_of(root, others()), time.sleep)
    return 0
