"""A text as the rules read it: folded, each character knowing where it stood."""

from __future__ import annotations

import re
import unicodedata

from reportlib.privacy.kinds import DASHES


class Reading:
    """The text as rules see it, and for each of its characters the place in the original."""

    def __init__(self, text: str, places: list[int] | range | None = None):
        self.text = text
        self.places = places if places is not None else range(len(text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1

    def has_gap(self, at: int) -> bool:
        """Whether something was taken out right before this place."""
        return self.places[at] > self.places[at - 1] + 1

    def without(self, pattern: re.Pattern) -> Reading:
        kept: list[str] = []
        places: list[int] = []
        at = 0
        for match in pattern.finditer(self.text):
            kept.append(self.text[at : match.start()])
            places += self.places[at : match.start()]
            at = match.end()
        return Reading("".join(kept) + self.text[at:], [*places, *self.places[at:]]) if kept else self


def _read_as(char: str) -> str:
    """What a character is read as: nothing for an invisible one or a mark over another, several characters for 「㎏」."""
    if ord(char) < 128:
        return char
    if unicodedata.category(char) in ("Cf", "Mn"):
        return ""
    return "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKC", char).translate(DASHES))


class _OneForOne(dict):
    """For ``str.translate``: what each character is read as, and NUL for one that is not read as exactly one."""

    def __missing__(self, code: int) -> str:
        read = _read_as(chr(code))
        return self.setdefault(code, read if len(read) == 1 else "\0")


_ONE_FOR_ONE = _OneForOne()


def reading_of(text: str) -> Reading:
    if text.isascii():
        return Reading(text)
    if "\0" not in (alike := text.translate(_ONE_FOR_ONE)):
        return Reading(alike)
    kept, places = [], []
    for at, char in enumerate(text):
        read = _read_as(char)
        kept.append(read)
        places += [at] * len(read)
    return Reading("".join(kept), places)


def folded(text: str) -> str:
    """The text as the rules read it."""
    return reading_of(text).text


# -- what is never touched ---------------------------------------------------------------------------------------------------

NUMBER_PATTERN = r"[0-9〇零一二三四五六七八九十百]+"
