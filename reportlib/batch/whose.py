"""Whose each name of a national list is: what the registers of many bodies say of it.

Each name is looked up where it is spelt, and compared with those that share its rarest signs only, so that the work grows with the
names of the list and of the registers together, and not with each of these for each of those.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reportlib import messages, temporary
from reportlib.batch.model import Body
from reportlib.errors import ConfigError, PacketError
from reportlib.meeting.agencies import AgencyRegister, likeness_of
from reportlib.meeting.agency import folded
from reportlib.meeting.agency_file import read_agencies
from reportlib.meeting.listed_names import OURS
from reportlib.readers import files
from reportlib.writing import csv_bytes

_COLUMNS = ("name", "short", "aliases", "kind", "evaluated", "successor")


class ListedSpellings:
    """The names of a list by how they are compared."""

    def __init__(self, names: Iterable[str]):
        self._names: dict[str, list[str]] = {}
        for name in sorted(names):
            self._names.setdefault(folded(name), []).append(name)
        self._in_order = sorted(self._names)

    def spelt(self, spelling: str) -> list[str]:
        """The names of this spelling."""
        return self._names.get(spelling, [])

    def beginning(self, spelling: str) -> Iterator[tuple[str, list[str]]]:
        """The spellings that begin so, with their names."""
        for place in range(bisect_left(self._in_order, spelling), len(self._in_order)):
            if not (found := self._in_order[place]).startswith(spelling):
                return
            yield found, self._names[found]


@dataclass(frozen=True)
class Registered:
    """The register of a body: its file, and what it says."""

    data: bytes
    register: AgencyRegister

    @classmethod
    def of(cls, body: Body, given: tuple[str, bytes] | None, listed: ListedSpellings, day: date | None) -> Registered:
        """Its own file (name and bytes), or one of itself and every name of the list that begins with its own; with a decision
        for each of its ``names``. PacketError for what is wrong with it."""
        with temporary.folder() as folder:
            if given is None:
                begins = folded(body.name)
                found = sorted(names[0] for spelt, names in listed.beginning(begins) if spelt != begins)
                rows: list[tuple[str, ...]] = [
                    _COLUMNS,
                    *((name, name, "", "", "", "") for name in (body.name, *found)),
                ]
            else:
                path = folder / given[0]
                path.write_bytes(given[1])
                read_agencies(path)
                rows = [tuple(str(cell or "") for cell in row) for row in files.read(path)[0].rows]
            columns = tuple(name.strip() for name in rows[0])
            decision = {"short": body.name, "kind": OURS}
            rows += [tuple(({"name": name} | decision).get(column, "") for column in columns) for name in body.names]
            path, data = folder / f"{body.id}.csv", csv_bytes(rows, line_end="\n")
            path.write_bytes(data)
            return cls(data, AgencyRegister.read(path, day))

    def owned(self, listed: ListedSpellings) -> list[str]:
        """Which of these names are the body's in a list of many bodies."""
        decisions = self.register.written.decisions
        spelt = {one.spelt for one in decisions if not one.is_prefix} | set(_spellings(self.register))
        names = [name for spelling in sorted(spelt) for name in listed.spelt(spelling)]
        for one in decisions:
            if one.is_prefix:
                names += [name for _, found in listed.beginning(one.spelt) for name in found]
        return [name for name in dict.fromkeys(names) if self.register.in_list(name).whose == "ours"]

    def tells_of(self, name: str) -> bool:
        """Whether its packet says something of a name that no body has: that it may be its own, or that a person has decided it."""
        verdict = self.register.in_list(name)
        return verdict.decided or verdict.whose == "undecided"


def registered(
    bodies: Iterable[Body], given: Mapping[str, tuple[str, bytes] | PacketError], names: Iterable[str], day: date | None
) -> tuple[dict[str, Registered], dict[str, PacketError], dict[str, str]]:
    """The register of each body, by its id, or what is wrong with it; and whose each name is, by the id of the body.

    ConfigError (I04) for a name that two bodies say is theirs.
    """
    known: dict[str, Registered] = {}
    refused: dict[str, PacketError] = {}
    owner: dict[str, Body] = {}
    problems = []
    listed = ListedSpellings(names)
    for body in bodies:
        try:
            if isinstance(own := given.get(body.id), PacketError):
                raise own
            known[body.id] = Registered.of(body, own, listed, day)
        except PacketError as error:
            refused[body.id] = error
            continue
        for name in known[body.id].owned(listed):
            if (other := owner.setdefault(name, body)) is not body:
                problems.append(messages.I04_name_of_two_bodies(name=name, one=other.name, other=body.name))
    if problems:
        raise ConfigError(*problems)
    return known, refused, {name: body.id for name, body in owner.items()}


class Likenesses:
    """Which bodies a name may concern: those in whose registers it is spelt, or holds a name, or begins with one, or is like one.
    Whether it does, the register says (:meth:`Registered.tells_of`)."""

    def __init__(self, known: Mapping[str, Registered]):
        self._within: dict[str, set[str]] = defaultdict(set)  # a spelling that the name holds, by the ids of the bodies
        self._alike: dict[str, set[str]] = defaultdict(set)
        for id, one in known.items():
            for spelling in (*_spellings(one.register), *(one.spelt for one in one.register.written.decisions)):
                self._within[spelling].add(id)
                self._alike[likeness_of(spelling)].add(id)
        self._lengths = sorted({len(spelling) for spelling in self._within if spelling})
        self._with_sign: dict[str, list[str]] = defaultdict(list)
        for spelling in self._alike:
            for sign in set(spelling):
                self._with_sign[sign].append(spelling)

    def of(self, name: str) -> set[str]:
        """The ids of bodies."""
        spelt, found = folded(name), set()
        for length in self._lengths:
            for begin in range(len(spelt) - length + 1):
                found |= self._within.get(spelt[begin : begin + length], set())
        for spelling in self._like(likeness_of(spelt)):
            found |= self._alike[spelling]
        return found

    def _like(self, spelt: str) -> Iterable[str]:
        """The spellings that share three quarters of the signs, as ``AgencyRegister.resembles`` asks for: each of them has one of
        the rarest, of which there is one more than may be missing."""
        signs = set(spelt)
        if not signs:
            return [""] if "" in self._alike else []
        rarest = sorted(signs, key=lambda sign: (len(self._with_sign.get(sign, ())), sign))[: len(signs) // 4 + 1]
        near = {spelling for sign in rarest for spelling in self._with_sign.get(sign, ())}
        return [one for one in near if 4 * len(signs & set(one)) >= 3 * max(len(signs), len(set(one)))]


def _spellings(register: AgencyRegister) -> Iterator[str]:
    for agency in register.every:
        yield from map(folded, (agency.name, agency.short, *agency.aliases))
