"""One thing that is wrong with a document, as the child tells it: a kind, where it is, and what the sentence needs. Sentences are made by the parent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reportlib.privacy import secrets

Path = tuple[Any, ...]  # the keys and positions that lead to a place of a document
LONGEST_VALUE = 80
_MOST_STEPS = 60


@dataclass(frozen=True)
class RawFinding:
    """``kind`` is one of :data:`reportlib.oas.said.KINDS`; ``gaps`` are texts and numbers only, cut short, secrets left out."""

    kind: str
    path: Path = ()
    gaps: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict:
        """As it goes to the parent."""
        return {"kind": self.kind, "path": [_step(one) for one in self.path[:_MOST_STEPS]], "gaps": self.gaps}


class Unreadable(Exception):
    """There is nothing that could be validated."""

    def __init__(self, kind: str, path: Path = (), **gaps: object):
        super().__init__(kind)
        self.finding = RawFinding(kind, path, gaps)


def _step(one: object) -> object:
    return one if isinstance(one, int) else short(one)


def short(value: object) -> str:
    """A value of the document as a sentence may have it: one line, cut, without secrets."""
    text = value if isinstance(value, str) else _plainly(value)
    return secrets.masked(" ".join(text[: 4 * LONGEST_VALUE].split()))[:LONGEST_VALUE]


def _plainly(value: object) -> str:
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    return (
        {True: "true", False: "false", None: "null"}[value]
        if value in (True, False, None) and isinstance(value, bool | None)
        else repr(value)
    )


def walked(data: object, at: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value of a document with its place, containers before what is in them; what is changed behind the walk is not met."""
    waiting: list[tuple[Path, object]] = [(at, data)]
    while waiting:
        path, value = waiting.pop()
        yield path, value
        inner: Iterable[tuple[object, object]] = ()
        if isinstance(value, dict):
            inner = list(value.items())
        elif isinstance(value, list):
            inner = list(enumerate(value))
        waiting += [((*path, key), one) for key, one in reversed([*inner])]
