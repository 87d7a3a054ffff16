"""The agencies of one meeting, in their statutory order, under every spelling that is known.

A name is matched exactly, but for spaces, full-width forms and 臺 for 台; a near miss is suggested, never taken. A name is
valid for a time: on another day it leads to the agency that took its place, or, where an office was split or several were
merged, to a question (``docs/faults.md``, I01 to I05).
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator
from datetime import date

from reportlib import messages
from reportlib.errors import ConfigError, Problem
from reportlib.meeting.agency import Agency, Match, folded
from reportlib.meeting.agency_file import AgencyFile, read_agencies
from reportlib.meeting.listed_names import Decision, ListedNames, Verdict

_NEAR, _VERY_NEAR = 0.7, 0.8
_COMPANY = "股份有限公司"


class AgencyRegister:
    """The agencies that exist on the day ``on``, in the order of their file; without a day, all of them."""

    def __init__(
        self,
        agencies: tuple[Agency, ...],
        file: str = "",
        on: date | None = None,
        decisions: tuple[Decision, ...] = (),
        columns: tuple[str, ...] = (),
    ):
        """Raises :class:`ConfigError`: I04 where two agencies share a spelling at one time, I05 where an agency has two
        parents at one time, I01 where an agency becomes one that is not there."""
        self.every, self.file, self.on = agencies, file, on
        self.written = AgencyFile(agencies, decisions, file, columns)
        self.agencies = tuple(agency for agency in agencies if agency.is_valid(on))
        self._spelt: dict[str, list[Agency]] = {}
        problems = []
        for agency in agencies:
            for name in dict.fromkeys((agency.name, agency.short, *agency.aliases)):
                for other in self._spelt.setdefault(folded(name), []):
                    if other is not agency and _overlap(agency, other):
                        problems.append(
                            _two_parents(agency, other, file)
                            if other.name == agency.name and other.parent != agency.parent
                            else _two_agencies(name, other, agency, file)
                        )
                if agency not in self._spelt[folded(name)]:
                    self._spelt[folded(name)].append(agency)
        names = {agency.name for agency in agencies}
        for agency in agencies:
            if lost := [name for name in agency.becomes if name not in names]:
                problems.append(messages.I01_successor_not_in_register(agency=agency.name, successor=lost[0]).at(file))
            if agency.valid_from and agency.valid_until and agency.valid_from > agency.valid_until:
                problems.append(messages.I01_ends_before_it_begins(agency=agency.name).at(file))
        if problems:
            raise ConfigError(*dict.fromkeys(problems))
        self._by_spelling = {
            spelt: known[0] for spelt, all_of in self._spelt.items() if (known := [a for a in all_of if a.is_valid(on)])
        }
        self._nearest: dict[str, str | None] = {}
        self._names: ListedNames | None = None
        self._verdicts: dict[str, Verdict] = {}

    @classmethod
    def read(cls, path: str | os.PathLike, on: date | None = None) -> AgencyRegister:
        """The register of a CSV (:func:`reportlib.meeting.agency_file.read_agencies`) on a day.

        Raises :class:`ConfigError` for what is wrong with the file, and for a spelling of two agencies.
        """
        file = read_agencies(path)
        return cls(file.agencies, file.name, on, file.decisions, file.columns)

    def at(self, on: date) -> AgencyRegister:
        """The same register on that day."""
        if on == self.on:
            return self
        return AgencyRegister(self.every, self.file, on, self.written.decisions, self.written.columns)

    def in_list(self, name: str) -> Verdict:
        """Whose a name is in a list of many bodies, on the register's day."""
        if name not in self._verdicts:
            if self._names is None:
                self._names = ListedNames(self.every, self.written.decisions, self.lead, self.resembles)
            self._verdicts[name] = self._names.verdict(name)
        return self._verdicts[name]

    def __iter__(self) -> Iterator[Agency]:
        return iter(self.agencies)

    def __len__(self) -> int:
        return len(self.agencies)

    def find(self, name: str, on: date | None = None) -> Agency | None:
        """The agency that has this name as its official, short or other spelling on that day (the register's own if none)."""
        if on is None or on == self.on:
            return self._by_spelling.get(folded(name))
        return next((agency for agency in self._spelt.get(folded(name), ()) if agency.is_valid(on)), None)

    def lead(self, name: str, on: date | None = None) -> Match | None:
        """Where the name leads on that day; ``None`` for one that no agency ever had.

        A former name leads to its only successor. A name of later leads back only where one agency just took another name.
        Of an office that was split, or of several that were merged, the candidates are named and none is taken.
        """
        on = on or self.on
        if agency := self.find(name, on):
            return Match(agency, agency)
        named = self._spelt.get(folded(name))
        if not named or on is None:
            return None
        if past := [agency for agency in named if agency.valid_until and agency.valid_until < on]:
            former = max(past, key=lambda agency: agency.valid_until or date.max)
            then = self._reached(former, on, self._after)
            return Match(former, then[0] if len(then) == 1 else None, then)
        later = min(named, key=lambda agency: agency.valid_from or date.min)
        before = self._reached(later, on, self._before)
        renamed = len(before) == 1 and self._reached(before[0], later.valid_from or date.min, self._after) == (later,)
        return Match(later, before[0] if renamed else None, before)

    def _after(self, agency: Agency) -> list[Agency]:
        return [other for other in self.every if other.name in agency.becomes]

    def _before(self, agency: Agency) -> list[Agency]:
        return [other for other in self.every if agency.name in other.becomes]

    def _reached(self, agency: Agency, on: date, neighbours: Callable[[Agency], list[Agency]]) -> tuple[Agency, ...]:
        """The agencies of that day to which the neighbours, step by step, lead."""
        reached, seen, waiting = [], {agency}, neighbours(agency)
        while waiting:
            other = waiting.pop(0)
            if other in seen:
                continue
            seen.add(other)
            if other.is_valid(on):
                reached.append(other)
            else:
                waiting += neighbours(other)
        return tuple(agency for agency in self.every if agency in reached)

    def nearest(self, name: str) -> str | None:
        """The official name whose spelling is most like ``name``, for a suggestion; None where none is like it."""
        if name not in self._nearest:
            close = difflib.get_close_matches(folded(name), self._by_spelling, n=1, cutoff=_NEAR)
            self._nearest[name] = self._by_spelling[close[0]].name if close else None
        return self._nearest[name]

    def resembles(self, name: str) -> bool:
        """Whether an unknown name may be meant for a registered agency: it contains an official name, or nearly equals
        a spelling (so 經濟部能源署 where only 經濟部能源局 is registered)."""
        unknown = folded(name)
        if any(folded(agency.name) in unknown for agency in self.agencies):
            return True
        unknown = likeness_of(unknown)
        letters = set(unknown)
        for known in map(likeness_of, self._by_spelling):
            # Comparing sets is cheap and settles almost every pair; the matcher only sees the likely ones.
            if 4 * len(letters & set(known)) >= 3 * max(len(letters), len(set(known))) and (
                difflib.SequenceMatcher(None, unknown, known).ratio() >= _VERY_NEAR
            ):
                return True
        return False


def likeness_of(spelling: str) -> str:
    """What of a spelling is compared with others that are nearly the same; with its ending any two companies were alike."""
    return spelling.removesuffix(_COMPANY)


def _overlap(one: Agency, other: Agency) -> bool:
    return max(one.valid_from or date.min, other.valid_from or date.min) <= min(
        one.valid_until or date.max, other.valid_until or date.max
    )


def _two_agencies(name: str, one: Agency, other: Agency, file: str) -> Problem:
    return messages.I04_name_of_two_agencies(name=name, one=one.name, other=other.name).at(file)


def _two_parents(one: Agency, other: Agency, file: str) -> Problem:
    parents = sorted((one.parent or "—", other.parent or "—"))
    return messages.I05_two_parents(agency=one.name, one=parents[0], other=parents[1]).at(file)
