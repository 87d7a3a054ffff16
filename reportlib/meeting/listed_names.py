"""What a name means in a list of many bodies, where nobody says whose a row is.

統計處 is ours in our own unit's return; in the portal's list it may be any ministry's. There a name is ours only where the
register says so: by the official name, by a name that has the body's own heading (經濟部標檢局), by ``ours_alone``, or by
a decision of a person (:class:`Decision`). What else could be ours is undecided: told, and left out
(``docs/decisions/0024-names-in-a-list-of-many-bodies.md``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from reportlib.meeting.agency import Agency, Match, folded

OURS, NOT_OURS = "清單中屬本機關", "清單中非本機關"  # the kinds of the register's rows that are decisions
_HEADING = re.compile(r".+?[部院會署府]")
_SHORTEST = 2  # of a spelling that another name may begin with


@dataclass(frozen=True)
class Decision:
    """What a person decided of a name in lists of many bodies: it is that of ``agency`` (an official name), or, where that
    is blank, no name of ours. A name that ends in * stands for every name that begins so."""

    name: str
    agency: str = ""
    row: int = 0

    @property
    def is_prefix(self) -> bool:
        return self.name.endswith("*")

    @property
    def spelt(self) -> str:
        """The name as it is compared, without the asterisk."""
        return folded(self.name.removesuffix("*"))


@dataclass(frozen=True)
class Verdict:
    """Whose a name is: ``ours`` with where it leads, ``others``, or ``undecided`` with the agencies that may be meant."""

    whose: Literal["ours", "others", "undecided"]
    match: Match | None = None
    may_be: tuple[Agency, ...] = ()
    decided: bool = False  # by a decision of the register, not by its names


class ListedNames:
    """The verdicts of one register. ``lead`` says where a name leads, ``resembles`` whether it is nearly one of ours."""

    def __init__(
        self,
        agencies: Iterable[Agency],
        decisions: Iterable[Decision],
        lead: Callable[[str], Match | None],
        resembles: Callable[[str], bool],
    ):
        self._agencies, self._lead, self._resembles = tuple(agencies), lead, resembles
        decided = tuple(decisions)
        self._exact = {one.spelt: one for one in decided if not one.is_prefix}
        self._prefixes = sorted((one for one in decided if one.is_prefix), key=lambda one: -len(one.spelt))
        self._official = [(folded(agency.name), agency) for agency in self._agencies]
        self._begins = [
            (spelt, agency)
            for agency in self._agencies
            for name in (agency.short, *agency.aliases)
            if len(spelt := folded(name)) >= _SHORTEST
        ]

    def verdict(self, name: str) -> Verdict:
        """Whose a name is; one that is blank is undecided."""
        spelt = folded(name)
        if not spelt:
            return Verdict("undecided")
        if spelt in self._exact:
            return self._decided(self._exact[spelt])
        match = self._lead(name)
        if match and match.agency and _is_ours_alone(spelt, match.named):
            return Verdict("ours", match)
        if decision := next((one for one in self._prefixes if spelt.startswith(one.spelt)), None):
            return self._decided(decision)
        if match:
            return Verdict("undecided", may_be=(match.agency,) if match.agency else match.candidates or (match.named,))
        within = [(official, agency) for official, agency in self._official if official in spelt]
        within = within or [(begin, agency) for begin, agency in self._begins if spelt.startswith(begin)]
        if within:
            longest = max(len(part) for part, _ in within)
            return Verdict("undecided", may_be=tuple(agency for part, agency in within if len(part) == longest))
        return Verdict("undecided") if self._resembles(name) else Verdict("others")

    def _decided(self, decision: Decision) -> Verdict:
        match = self._lead(decision.agency) if decision.agency else None
        if match is None:
            return Verdict("others", decided=True)
        if match.agency is None:
            return Verdict("undecided", may_be=match.candidates)
        return Verdict("ours", match, decided=True)


def _is_ours_alone(spelt: str, agency: Agency) -> bool:
    official = folded(agency.name)
    if agency.ours_alone or spelt.startswith(official):
        return True
    heading, own = _HEADING.match(spelt), _HEADING.match(official)
    return bool(heading and own and heading[0] == own[0] and len(spelt) > len(heading[0]))
