"""What makes a result, beside the files of a meeting: our own code, and everything that is installed."""

from __future__ import annotations

import functools
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import reportlib
from reportlib.language import language
from reportlib.store.entries import key

# The rooms that no section notebook can reach: by the stairs (docs/architecture.md), and by the public names.
NOT_OF_NOTEBOOKS = frozenset(
    "__main__ commands desk batch new returns letters build packets public fetching media workbooks".split()
)


@functools.cache
def code(without: frozenset[str] = frozenset()) -> str:
    """The hash of every file of reportlib, code and data, but for some rooms, with :func:`environment`; as they were when this
    process asked for the first time."""
    return code_now(without)


def code_now(without: frozenset[str] = frozenset()) -> str:
    """The same, as they are now."""
    return key(environment(), *_parts(without))


def own_code() -> str:
    """The hash of every file of reportlib alone, which is the same on every machine that has the same."""
    return key(*_parts(frozenset()))


def _parts(without: frozenset[str]) -> list[str | bytes]:
    home = Path(reportlib.__file__).parent
    parts: list[str | bytes] = []
    for path in sorted(_files(home)):
        name = path.relative_to(home).as_posix()
        if name.partition("/")[0].removesuffix(".py") not in without:
            parts += [name, path.read_bytes()]
    return parts


def _files(home: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(home):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(here, name) for name in files if not name.endswith(".pyc"))


def environment() -> str:
    """The hash of what is installed: Python, the machine's kind, every package with its version; and the language of messages."""
    packages = {
        name
        for folder in sys.path
        if os.path.isdir(folder or ".")
        for name in os.listdir(folder or ".")
        if name.endswith((".dist-info", ".egg-info"))
    }
    return key(sys.version, platform.platform(), language(), *sorted(packages))
