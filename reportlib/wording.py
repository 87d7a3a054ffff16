"""How one body writes: in which years it counts, and its own words for ours.

Said once where a meeting is opened (:func:`use`), as the locale is once a process; every date and every text of ours that
is made after that follows. ``docs/decisions/0033-another-body.md`` says why it is not handed through.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Years = Literal["republic", "common"]


@dataclass(frozen=True)
class Wording:
    """``words`` are a body's own texts by ours, whole texts or sentences with gaps; what is not in it stays as it is. ``lang`` is the
    language of what is made (BCP 47)."""

    years: Years = "republic"
    words: Mapping[str, str] = field(default_factory=dict)
    lang: str = "zh-Hant-TW"


OURS = Wording()
_used = [OURS]


def use(wording: Wording) -> None:
    """From here on this process writes so."""
    _used[-1] = wording


def used() -> Wording:
    return _used[-1]


@contextlib.contextmanager
def using(wording: Wording) -> Iterator[None]:
    """So within, and as before afterwards."""
    _used.append(wording)
    try:
        yield
    finally:
        _used.pop()


def own(text: str) -> str:
    """The body's own words for a text of ours, or the text."""
    return _used[-1].words.get(text, text)


def said(sentence: str, **values: object) -> str:
    """A sentence of ours with its gaps filled, in the body's own words where it has any for it."""
    return own(sentence).format(**values)
