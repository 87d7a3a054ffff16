"""Whom the line 「主席」 names: the name, a title before or behind it, or between the surname and the given name (林次長全能)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportlib.decisions.held import Attendee
from reportlib.privacy.surnames import ADDRESS_FORMS, OFFICIAL_TITLES
from reportlib.text import spelling

_OTHER_TITLES = (
    "召集人",
    "副召集人",
    "主席",
    "代理主席",
    "主持人",
    "首長",
    "司令",
    "參事",
    "技監",
    "顧問",
    "總統",
    "長官",
)
_TITLES = {title.partition("|")[0] for title in (*ADDRESS_FORMS, *OFFICIAL_TITLES)} | {*_OTHER_TITLES}
_BEFORE_TITLE = re.compile("^(?:代理|代|副|前|兼|常務|政務)+")
_PARTS = re.compile(r"[^\w]+")
_OUTSIDE = re.compile(r"^\W|\W$")
_LONGEST_SURNAME = 2


def presiding(chair: str, attendees: Iterable[Attendee]) -> list[Attendee]:
    """Those whom the chair's line names. A name that is only the beginning of another one (陳甲 of 陳甲乙) is not named."""
    attendees = list(attendees)
    titles = _TITLES | {
        spelling(word) for one in attendees for word in (one.title, one.seat, one.organisation) if word.strip()
    }
    parts = {spelling(part) for part in _PARTS.split(chair)}
    return [one for one in attendees if spelling(one.name) in parts or _names(spelling(chair), one, titles)]


def _names(chair: str, one: Attendee, titles: set[str]) -> bool:
    return any(
        (not before or _is_end(before, titles)) and all(map(lambda middle: _is_title(middle, titles), between))
        and (not behind or _is_begin(behind, titles))
        for before, between, behind in _split(chair, spelling(one.name))
    )  # fmt: skip


def _split(chair: str, name: str) -> Iterator[tuple[str, list[str], str]]:
    """(what stands before, within and behind) each place where the name stands, whole or with something behind the surname."""
    for length in (0, *range(1, min(_LONGEST_SURNAME, len(name) - 1) + 1)):
        surname, given = re.escape(name[:length]), re.escape(name[length:])
        for found in re.finditer(f"{surname}(.+?){given}" if length else given, chair):
            yield chair[: found.start()], [found[1]] if length else [], chair[found.end() :]


def _is_title(text: str, titles: set[str]) -> bool:
    """次長 of somebody who is 常務次長 too."""
    plain = _BEFORE_TITLE.sub("", text)
    return any(
        title in titles or any(one.endswith(title) for one in titles) for title in (text, plain) if len(title) > 1
    )


def _is_end(text: str, titles: set[str]) -> bool:
    return not text[-1].isalnum() or any(_is_title(text[n:], titles) for n in range(len(text)))


def _is_begin(text: str, titles: set[str]) -> bool:
    return not text[0].isalnum() or any(_is_title(text[:n], titles) for n in range(1, len(text) + 1)) or text == "君"
