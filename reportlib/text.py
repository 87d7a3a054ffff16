"""Texts folded to one spelling, and the nearest of several words."""

from __future__ import annotations

import difflib
import functools
import re
import typing
from collections.abc import Iterable

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


class Unsaid(Quoted):
    """An empty text in place of a basis that nobody has filled in yet: what a template says of itself is no basis, and no reader is told it."""

    __slots__ = ()


TEMPLATE = "隨程式提供的範本"  # begins every text of a template that a body is to put its own in place of
_IN_BRACKETS = r"[（(][^（()）]*{gap}[^（()）]*[）)]"


def is_of_template(text: object) -> bool:
    return isinstance(text, str) and text.startswith(TEMPLATE)


def without_unsaid(sentence: str, names: Iterable[str]) -> str:
    """A sentence with gaps without what would tell of those that are unsaid: brackets, or the part between two ； or 。, or behind its ：
    where that has other gaps before it."""
    for name in names:
        gap = rf"\{{{name}(?:![a-z])?\}}"
        sentence, in_brackets = re.subn(_IN_BRACKETS.format(gap=gap), "", sentence)
        if in_brackets:
            continue
        parts = re.findall(r"[^；。;]+[；。;]?|[；。;]", sentence)
        kept = [part if not re.search(gap, part) else _told_before(part, gap) for part in parts]
        ending = re.search(r"[。]?$", sentence)
        sentence = "".join(kept)
        if not kept[-1]:
            sentence = sentence.rstrip("；;") + (
                ending[0] if ending and sentence and not sentence.endswith("。") else ""
            )
    return sentence


def _told_before(part: str, gap: str) -> str:
    """What a part of a sentence tells without the gap; nothing where it tells of that alone."""
    before, colon, _ = part.partition("：")
    if colon and "{" in before:
        return before + part[len(part.rstrip("；。;")) :]
    without = re.sub(gap, "", part)
    return without if "{" in without else ""


def as_written(text: str, by: str) -> str:
    """A text made of another one, by the same author: quoted where that is."""
    return Quoted(text) if isinstance(by, Quoted) else text


def visible(text: str) -> str:
    """The text with □ for every character that does not print."""
    return "".join(char if char.isprintable() else "□" for char in text)
