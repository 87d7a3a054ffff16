"""How one body writes: in which years it counts, and its own words for ours.

Said once where a meeting is opened (:func:`use`), as the locale is once a process; every date and every text of ours that
is made after that follows. ``docs/decisions/0033-another-body.md`` says why it is not handed through.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Years = Literal["republic", "common"]
FIRST_YEAR = 1911  # 民國 0 年, which never was: 民國 1 年 is 1912
UNIT = "機關甲"  # a unit of whatever body, in the examples of our texts
_EXAMPLE_YEAR = re.compile(r"^1[01][0-9]$|(?<![0-9./-])1[01][0-9](?= ?年|[-/.](?:0[1-9]|1[0-2])(?![0-9])|[上下]-)")
_EITHER = re.compile(r"([0-9/-]+)(?: 或 | or )\1")


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


def example(text: str, unit: str = "", years: Years | None = None) -> str:
    """A text of ours for the people of a body: the examples in it are of a ``unit`` of theirs, and in the years in which the body counts
    (or in ``years``); ours are of no body, in years of the Republic.

    >>> example("機關甲-01，例如 109/11/30 或 2020/11/30。", "航管組", "common")
    '航管組-01，例如 2020/11/30。'
    """
    if (years or used().years) == "common":
        text = _EXAMPLE_YEAR.sub(
            lambda found: str(int(found[0]) + FIRST_YEAR), text.replace("民國或西元", "西元或民國")
        )
        text = _EITHER.sub(r"\1", text)
    return text.replace(UNIT, unit) if unit else text


def said(sentence: str, **values: object) -> str:
    """A sentence of ours with its gaps filled, in the body's own words where it has any for it."""
    return own(sentence).format(**values)
