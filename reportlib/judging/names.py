"""Names of columns: those that a description lists, those that a file has, and which are the same."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from reportlib.text import spelling

_SEPARATORS = (
    ";",
    "；",
    "\n",
    "、",
    ",",
    "，",
)  # the first that occurs separates; a name may hold one of the later ones
_OPEN, _CLOSE = "([", ")]"
_BRACKETS = str.maketrans("（）〔〕【】［］", "()[][][]")
_NUMBER_BEFORE = re.compile(r"\(?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[.、:)]\s*(?=\S)")


@functools.lru_cache(8_192)
def folded(name: str) -> str:
    """The form in which names of columns are compared: brackets and letters of one width, 臺 as 台, no space, one case."""
    return spelling(name.translate(_BRACKETS)).replace("臺", "台")


def described(text: str | None) -> tuple[str, ...]:
    """The names that a field description lists (主要欄位說明), each as it is written, once.

    ``;`` separates in the portal's export, 、 or a comma in older lists; a 、 or comma within brackets belongs to a name.
    """
    text = (text or "").strip()
    separator = next((sign for sign in _SEPARATORS if any(sign in part for part in _outside(text))), None)
    parts = _split(text, separator) if separator else [text]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _outside(text: str) -> Iterable[str]:
    """What stands outside of brackets."""
    depth, found = 0, []
    for char in text.translate(_BRACKETS):
        depth = depth + 1 if char in _OPEN else max(0, depth - 1) if char in _CLOSE else depth
        if not depth:
            found.append(char)
    return ("".join(found),)


def _split(text: str, separator: str) -> list[str]:
    depth, parts = 0, [""]
    for char in text:
        plain = char.translate(_BRACKETS)
        depth = depth + 1 if plain in _OPEN else max(0, depth - 1) if plain in _CLOSE else depth
        if char == separator and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def readings(name: str) -> tuple[str, ...]:
    """What a written name may stand for, folded, the whole first: 「name(名稱)」 itself, then 「name」 and 「名稱」.

    A bracket can belong to the name (累計實徵數合計(1)(元)): the whole is always the first.
    """
    found = [folded(name)]
    plain = _NUMBER_BEFORE.sub("", name.translate(_BRACKETS), count=1)
    found.append(folded(plain))
    if match := re.fullmatch(r"(.+?)[(\[](.+)[)\]]", plain.strip()):
        found += [folded(match[1]), folded(match[2])]
    if match := re.fullmatch(r"(.+?)[:：]\s*(.+)", plain.strip()):
        found += [folded(match[1]), folded(match[2])]
    return tuple(dict.fromkeys(reading for reading in found if reading))


def matched(names: Sequence[str], columns: Sequence[str]) -> dict[str, str | None]:
    """Each described name with the column that it is; None for one that no column is. No column is two names.

    Whole names take their columns first; only what is left is read in parts.
    """
    free = {folded(column): column for column in reversed(columns)}
    found: dict[str, str | None] = dict.fromkeys(names)
    for name in names:
        found[name] = free.pop(folded(name), None)
    for name in [name for name, column in found.items() if column is None]:
        key = next((reading for reading in readings(name) if reading in free), None)
        if key is None:
            key = next((key for key, column in free.items() if set(readings(column)) & set(readings(name))), None)
        found[name] = free.pop(key) if key is not None else None
    return found


def wanted_of(names: Sequence[str]) -> set[str]:
    """Every reading of some described names."""
    return {reading for name in names for reading in readings(name)}


def header_at(rows: Sequence[Sequence[str]], names: Sequence[str], most: int = 10) -> int:
    """Which of the first rows is the header: the one with the most of the described names; the first where none has any.

    Title rows stand above a header; a row of titles has no described name, or fewer.
    """
    wanted = wanted_of(names)
    hits = [sum(folded(cell) in wanted for cell in row if cell) for row in rows[:most]]
    if not hits or not max(hits):
        return next((at for at, row in enumerate(rows[:most]) if any(row)), 0)
    return hits.index(max(hits))
