"""Numbers in digits in a text, as it writes them: thousands, decimals, percent and minus signs, of any width."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A number as a text writes it: where it stands, and ``text`` in ASCII (「−１，２３４.５％」 is ``-1,234.5%``)."""

    start: int
    end: int
    text: str


# A minus sign is one only where nothing stands right before it: 109-10-31 and 5-2 hold none.
_NUMBER = re.compile(r"(?:(?<![\w)%-])-)?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?%?")
_DIGIT = re.compile(r"\d")
_MARKS = {"％": "%", "−": "-", "－": "-", "﹣": "-", "﹪": "%"}
_WIDE = re.compile(rf"(?![0-9])\d|[{''.join(_MARKS)}]")
_BETWEEN_DIGITS = {"，": ",", "．": ".", "﹐": ",", "﹒": "."}


def in_ascii(text: str) -> str:
    """The text with every digit and every mark of a number in ASCII, character for character; other characters as they are."""
    if not _WIDE.search(text):
        return text
    digits = [str(unicodedata.decimal(char)) if char.isdecimal() else _MARKS.get(char, char) for char in text]
    for at in range(1, len(text) - 1):
        # A full-width comma parts digits of its own width only: 「109，3 項」 is two numbers.
        if text[at] in _BETWEEN_DIGITS and all(
            not text[side].isascii() and text[side].isdecimal() for side in (at - 1, at + 1)
        ):
            digits[at] = _BETWEEN_DIGITS[text[at]]
    return "".join(digits)


@functools.lru_cache(maxsize=1 << 16)  # the same text is met in a source, in a table and in a sentence
def numbers(text: str) -> tuple[Number, ...]:
    """Every number in digits, in order: thousands, decimals, percent and minus signs are part of it."""
    if not _DIGIT.search(text):
        return ()
    return tuple(Number(match.start(), match.end(), match[0]) for match in _NUMBER.finditer(in_ascii(text)))
