"""An agency, and where a name leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlib.text import spelling


@dataclass(frozen=True)
class Agency:
    """An agency: its official name, the short one for tables, other spellings, its kind (幕僚, 所屬機關, 國營事業),
    whether it is evaluated, and what became of it later (a remark).

    Its names are valid from ``valid_from`` to ``valid_until``, both days included, without limit where ``None``; from then
    on its work is that of the agencies in ``becomes``, by their official names. ``parent`` is the agency it is part of.
    ``ours_alone``: no other body of the country has its short name or one of its other spellings.
    """

    name: str
    short: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    evaluated: bool = False
    successor: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    becomes: tuple[str, ...] = ()
    parent: str = ""
    ours_alone: bool = False

    def is_valid(self, on: date | None) -> bool:
        """Whether it exists on that day; without a day, always."""
        return on is None or (self.valid_from or date.min) <= on <= (self.valid_until or date.max)


@dataclass(frozen=True)
class Match:
    """Where a name leads on a day: to ``agency``, or, where that is ``None``, to a choice among ``candidates`` (maybe none).

    ``named`` is the agency that has the name; it differs from ``agency`` where the name is of another time.
    """

    named: Agency
    agency: Agency | None
    candidates: tuple[Agency, ...] = ()


def folded(name: str) -> str:
    """The form in which names of agencies are compared."""
    return spelling(name).replace("臺", "台")
