"""Texts folded to one spelling, and the nearest of several words."""

from __future__ import annotations

import difflib
import functools
import re
import typing

# Signs that stand for something said elsewhere.
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Around and inside what people type: zero-width characters and marks that str.strip() leaves.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_NO_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
# Most texts have none of these, and looking for one is much faster than translating character by character.
_FULL_WIDTH, _INVISIBLE = re.compile("[\uff01-\uff5e\u3000]"), re.compile(f"[{INVISIBLE}]")


def half_width(text: str) -> str:
    """Full-width Latin letters, digits and signs as half-width ones; nothing else (① and ² are no digits)."""
    return text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text


def spelling(text: str) -> str:
    """The form in which headers and names are compared: half-width, without any space, in one case."""
    return text.lower() if text.isascii() and text.isalnum() else _spelling(text)


def bare(text: str) -> str:
    """The text without signs and spaces, to be looked for in another; digits of a number such as 6-1 stay in their order."""
    return "".join(filter(str.isalnum, spelling(text)))


@functools.lru_cache(maxsize=1 << 16)  # headers, words and numbers come again and again
def _spelling(text: str) -> str:
    text = half_width(text)
    return "".join((text.translate(_NO_INVISIBLE) if _INVISIBLE.search(text) else text).split()).casefold()


def nearest(word: str, known: typing.Iterable[str]) -> str | None:
    """The known word that is most like ``word``, whatever its case; None where none is like it."""
    folded = {k.casefold(): k for k in sorted(known)}
    close = difflib.get_close_matches(word.casefold(), folded, 1)
    return folded[close[0]] if close else None


class Quoted(str):
    """A text that somebody else wrote: a cell, a name of a file or sheet, a parameter, an attachment.

    It is printed as it stands and never looked through for digits without an origin. What is made of it by ``str`` (a
    formatted string, a slice) is a text of ours again: quote it whole in a sentence's gap (``display.runs``).
    """

    __slots__ = ()


def as_written(text: str, by: str) -> str:
    """A text made of another one, by the same author: quoted where that is."""
    return Quoted(text) if isinstance(by, Quoted) else text


def visible(text: str) -> str:
    """The text with □ for every character that does not print."""
    return "".join(char if char.isprintable() else "□" for char in text)
