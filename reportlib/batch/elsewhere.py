"""Workers that somebody else keeps (``--scheduler``): whether they make the packets that would be made here, from the same files."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlib import filenames, messages
from reportlib.batch import cluster
from reportlib.batch.store import RECORDS, OutputStore
from reportlib.build.record import versions
from reportlib.errors import ConfigError, RunError
from reportlib.store import made_by

_MOST = 3  # packages, or files, that a message names


@dataclass(frozen=True)
class WorkerSeen:
    """What a worker has: our code (a hash of it), the versions that shape a packet, and which of some files it does not see."""

    code: str
    versions: Mapping[str, str]
    unseen: tuple[str, ...]


def looked(paths: Iterable[str]) -> WorkerSeen:
    """What this process has, of these files too."""
    return WorkerSeen(made_by.own_code(), versions(), tuple(path for path in paths if not os.path.isfile(path)))


def check_workers(client: Any, files: Iterable[str], store: OutputStore | None) -> None:
    """RunError (R23) where a worker has not this program, as it is here, and its packages; ConfigError (C08) where one does not see one
    of the files, or the output, into which a packet would then be lost; RunError (R01) where there is no worker.

    Nobody asks that of a worker that comes later.
    """
    with _marked(store) as mark:
        asked = [*dict.fromkeys(files), *([mark] if mark else [])]
        here = looked(())
        for address, found in sorted(cluster.on_each(client, looked, asked).items()):
            if isinstance(found, Exception):
                raise RunError(messages.R23_worker_without_packet(worker=address, reason=cluster.reason_of(found)))
            if differs := list(_different(here, found)):
                raise RunError(messages.R23_other_worker(worker=address, differs=messages.listed(differs[:_MOST])))
            if unseen := [
                messages.the_output() if path == mark else filenames.shown(Path(path).name) for path in found.unseen
            ]:
                raise ConfigError(
                    messages.C08_worker_does_not_see(worker=address, files=messages.listed(unseen[:_MOST]))
                )


def _different(here: WorkerSeen, there: WorkerSeen) -> Iterator[str]:
    for name, version in here.versions.items():
        if there.versions.get(name) != version:
            yield messages.version_differs(name=name, there=there.versions.get(name, "—"), here=version)
    if there.code != here.code:
        yield messages.code_differs()


@contextlib.contextmanager
def _marked(store: OutputStore | None) -> Iterator[str]:
    """A file in the output, where that is a folder, by which a worker knows it; removed afterwards."""
    if store is None or store.local is None:
        yield ""
        return
    name = f"{RECORDS}/seen-{secrets.token_hex(8)}"
    store.write(name, b"")
    try:
        yield str(store.local / name)
    finally:
        with contextlib.suppress(OSError):
            (store.local / name).unlink()
