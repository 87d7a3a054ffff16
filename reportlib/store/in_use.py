"""The store that this process uses while it builds, for what is made deep inside of it: read workbooks, annex files, typeset pages."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from reportlib.store import made_by
from reportlib.store.entries import Store, key

_in_use: list[Store] = []


@contextlib.contextmanager
def used(store: Store) -> Iterator[None]:
    """Within, in all threads, what :func:`made` makes is kept in this store and taken from it."""
    _in_use.append(store)
    try:
        yield
    finally:
        _in_use.remove(store)


def guess(kind: str, of: str) -> bytes | None:
    """What :func:`guessed` said last; whoever uses it finds out by itself whether it is still so."""
    return _in_use[-1].get(key(kind, of)) if _in_use else None


def guessed(kind: str, of: str, data: bytes) -> None:
    """What may be so the next time, too."""
    if _in_use:
        _in_use[-1].put(key(kind, of), data)


def made(kind: str, of: Callable[[], tuple[str | bytes, ...]], make: Callable[[], tuple[bytes, bool]]) -> bytes:
    """What ``make`` makes, or made before, of our code and everything that ``of`` gives; kept where ``make`` says that it may be.

    Without a store in use it is made, and ``of`` is not asked.
    """
    if not _in_use:
        return make()[0]
    store = _in_use[-1]
    name = key(kind, made_by.code(), *of())
    if (data := store.get(name)) is not None:
        return data
    data, may_be_kept = make()
    if may_be_kept:
        store.put(name, data)
    return data
