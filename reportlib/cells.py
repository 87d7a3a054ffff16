"""Cells of any spreadsheet: what they are called (A1, AA10), and text in them that is never a formula."""

from __future__ import annotations

import re

# What a spreadsheet program would take for a formula when it opens a CSV file (X01); ＝＋－＠ are their full-width forms.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
GUARDED = frozenset((*FORMULA_STARTS, "'"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")


def clean_text(text: str) -> str:
    """Without the control characters no spreadsheet format can carry (E14)."""
    return _CONTROL.sub("", text)


def guarded(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet program might take it for a formula, or for such an apostrophe."""
    return f"'{text}" if text[:1] in GUARDED else text


def plain_text(text: str) -> str:
    """A text as it was before :func:`guarded`."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("'", *FORMULA_STARTS) else text


def quoted_sheet(name: str) -> str:
    """A sheet's name as an address has it, whatever signs are in it."""
    return "'" + name.replace("'", "''") + "'"


def text_width(text: str, most: int | None = None) -> int:
    """The width of the widest line, in characters of a spreadsheet program: a Chinese one is two.

    With ``most``, only so many characters of each line are looked at.
    """
    return max((sum(2 if ord(c) > 0x2E7F else 1 for c in line[:most]) for line in text.splitlines()), default=0)


def column_number(name: str) -> int:
    number = 0
    for letter in name:
        number = 26 * number + ord(letter) - 64
    return number


FARTHEST_ROW, FARTHEST_COLUMN = 200_000, 702  # column ZZ


def letters(column: int) -> str:
    """A column's number to its letters: 1 is A, 703 is AAA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


COLUMNS = {letters(number): number for number in range(1, FARTHEST_COLUMN + 1)}
