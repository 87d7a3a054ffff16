"""What all bodies share, opened once: the inputs as they were read, and whose each name of the national list is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportlib import messages, temporary
from reportlib.batch.addresses import fetched
from reportlib.batch.model import LIST, Body
from reportlib.batch.template import Project, place_of_input
from reportlib.errors import ConfigError, InputError, PacketError, Problem
from reportlib.facts.facts import Rows
from reportlib.meeting.agencies import AgencyRegister
from reportlib.meeting.agency import folded
from reportlib.meeting.agency_file import read_agencies
from reportlib.meeting.listed_names import NOT_OURS, OURS, ListedNames
from reportlib.readers import files
from reportlib.readers.sheets import Sheet
from reportlib.records import layout
from reportlib.records.clean import headers_on
from reportlib.records.names import name_in
from reportlib.records.tables import TABLES
from reportlib.writing import csv_bytes, sha256, write

_COLUMNS = ("name", "short", "aliases", "kind", "evaluated", "successor")


@dataclass(frozen=True)
class Workshop:
    """Everything that all bodies of a batch are built from: the files of the project by their paths within it, and of the inputs
    what was read. Made once; each worker has one."""

    digest: str
    home: str
    files: Mapping[str, bytes]
    sheets: Mapping[str, list[Sheet]]


@dataclass(frozen=True)
class Unclaimed:
    """A name of the list that is none of the bodies': how many rows it has, and which."""

    name: str
    rows: int
    numbers: str


@dataclass(frozen=True)
class Plan:
    """Whose the rows of the national list are: of each body how many, and its register; which are nobody's; and those that hold
    no record, by what they are. ``refused`` has what is wrong with the register of a body."""

    registers: Mapping[str, bytes]
    rows: Mapping[str, int]
    unclaimed: tuple[Unclaimed, ...]
    no_records: Mapping[str, int]
    read: int
    refused: Mapping[str, tuple[Problem, ...]]


def opened(project: Project, inputs: Mapping[str, str]) -> Workshop:
    """Fetch and read every input; InputError with the problems of all of them."""
    found, sheets = dict(project.files), {}
    problems: list[Problem] = []
    with temporary.folder() as folder:
        for name, address in inputs.items():
            place = place_of_input(name, address)
            try:
                found[place] = fetched(address)
                write(folder / place, found[place])
                sheets[place] = files.read(folder / place, limits=project.limits)
            except InputError as error:
                problems += error.problems
    if problems:
        raise InputError(*problems)
    digest = sha256("".join(f"{path}\0{sha256(data)}\n" for path, data in sorted(found.items())).encode())
    return Workshop(digest, project.home, found, sheets)


def planned(
    workshop: Workshop,
    bodies: Sequence[Body],
    registers: Mapping[str, tuple[str, bytes] | PacketError],
    day: date | None,
) -> Plan:
    """Whose each row of the list is; ``registers`` are those that bodies have of their own, or why one cannot be opened.

    InputError where the list is no such table; ConfigError (I04) for a name that two bodies say is theirs.
    """
    place, sheets = next(
        (place, found) for place, found in workshop.sheets.items() if place.startswith(f"data/{LIST}/")
    )
    found = layout.locate(layout.best(headers_on(sheets, TABLES[LIST])))
    if "publisher" not in found.places or found.is_refused:
        raise InputError(*(one for one in found.findings if one.is_error))
    numbers: dict[str, list[int]] = {}
    for number, row in found.rows:
        numbers.setdefault(name_in(row, found.places["publisher"]), []).append(number)
    known, refused = {}, {}
    for body in bodies:
        try:
            if isinstance(given := registers.get(body.id), PacketError):
                raise given
            known[body.id] = Registered.of(body, given, numbers, day)
        except PacketError as error:
            refused[body.id] = error.problems
    owner = _owners(known, numbers, {body.id: body.name for body in bodies})
    counted = Counter({id: 0 for id in known})
    for name, whose in owner.items():
        counted[whose] += len(numbers[name])
    rest = {name: rows for name, rows in numbers.items() if name not in owner}
    unclaimed = (Unclaimed(name, len(rows), Rows("", "", tuple(rows)).ranges()) for name, rows in rest.items())
    counts = found.counts()
    return Plan(
        {id: register.without([name for name in owner if owner[name] != id]) for id, register in known.items()},
        dict(counted),
        tuple(sorted(unclaimed, key=lambda one: (-one.rows, one.name))),
        {kind: n for kind, n in counts.items() if n and kind not in ("read", "used", "out_of_scope")},
        counts["read"],
        refused,
    )


@dataclass(frozen=True)
class Registered:
    """The register of a body: the rows of its file, the first its header, and what they say."""

    rows: tuple[tuple[str, ...], ...]
    register: AgencyRegister

    @classmethod
    def of(cls, body: Body, given: tuple[str, bytes] | None, names: Iterable[str], day: date | None) -> Registered:
        """Its own file (name and bytes), or one of itself and every name of the list that begins with its own; with a decision
        for each of its ``names``. PacketError for what is wrong with it."""
        begins = folded(body.name)
        once = {folded(name): name for name in sorted(names, reverse=True) if folded(name).startswith(begins)}
        listed = [name for spelt, name in sorted(once.items(), key=lambda item: item[1]) if spelt != begins]
        rows: list[tuple[str, ...]] = [_COLUMNS, *((name, name, "", "", "", "") for name in (body.name, *listed))]
        with temporary.folder() as folder:
            if given is not None:
                path = folder / given[0]
                path.write_bytes(given[1])
                read_agencies(path)
                rows = [tuple(str(cell or "") for cell in row) for row in files.read(path)[0].rows]
            columns = tuple(name.strip() for name in rows[0])
            rows += [_decision(columns, name, body.name) for name in body.names]
            path = folder / f"{body.id}.csv"
            path.write_bytes(csv_bytes(rows, line_end="\n"))
            return cls(tuple(rows), AgencyRegister.read(path, day))

    def owned(self, names: Iterable[str]) -> list[str]:
        """Which of these names are the body's in a list of many bodies."""
        register = self.register
        # Whether a name only resembles one is asked later, of few: it takes a hundred times as long.
        listed = ListedNames(register.every, register.written.decisions, register.lead, lambda name: False)
        return [name for name in names if listed.verdict(name).whose == "ours"]

    def without(self, others: Iterable[str]) -> bytes:
        """The file, in which names that are another body's are decided to be none of ours, where they would wait for a decision."""
        doubted = [name for name in others if self.register.in_list(name).whose == "undecided"]
        columns = self.register.written.columns
        return csv_bytes([*self.rows, *(_decision(columns, name, "") for name in sorted(doubted))], line_end="\n")


def _decision(columns: Sequence[str], name: str, agency: str) -> tuple[str, ...]:
    values = {"name": name, "short": agency, "kind": OURS if agency else NOT_OURS}
    return tuple(values.get(column, "") for column in columns)


def _owners(known: Mapping[str, Registered], names: Iterable[str], called: Mapping[str, str]) -> dict[str, str]:
    """Whose each name is, by the id of the body; ConfigError (I04) for one that is two bodies'."""
    owner: dict[str, str] = {}
    problems = []
    for id, register in known.items():
        for name in register.owned(names):
            if (other := owner.setdefault(name, id)) != id:
                problems.append(messages.I04_name_of_two_bodies(name=name, one=called[other], other=called[id]))
    if problems:
        raise ConfigError(*problems)
    return owner
