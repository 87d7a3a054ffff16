"""Which units a text means: by name, by kind, or everyone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportlib.meeting.meeting import Meeting

EVERYONE = ("各單位", "各機關", "全體單位", "所有單位")  # owners that mean every unit
_BETWEEN = re.compile(r"[、，,；;／/\n]|及")


def owners(text: str, meeting: Meeting) -> list[str]:
    """The units that an owner of work means: by name, by kind (「本部幕僚單位及所屬機關」), or everyone (「各單位」)."""
    named = named_in(text, meeting)
    every = any(word in text for word in EVERYONE)
    find = meeting.register.find
    kinds = "、".join(part for part in _BETWEEN.split(text) if not find(part.strip()) and not find(text.strip()))
    return [
        a.short for a in meeting.register if a.evaluated and (every or a.short in named or a.kind and a.kind in kinds)
    ]


def named_in(text: str, meeting: Meeting) -> set[str]:
    """The agencies (short names) of the register that a text names."""
    found = (meeting.register.find(part.strip()) for part in (text, *_BETWEEN.split(text)))
    return {agency.short for agency in found if agency}


def naming(texts: Iterable[object], unit: str, meeting: Meeting) -> list[str]:
    """Of different texts of a column, those that name a unit; its short name where none does."""
    given = dict.fromkeys(text for text in texts if isinstance(text, str))
    return [text for text in given if unit in named_in(text, meeting)] or [unit]
