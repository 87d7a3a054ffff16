"""What is done once for all bodies: the inputs are opened, and of each row of the national list it is found whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportlib import temporary
from reportlib.batch.addresses import fetched
from reportlib.batch.cuts import Cut, cuts_of, where_rows_are
from reportlib.batch.model import LIST, Body
from reportlib.batch.template import Project, place_of_input
from reportlib.batch.whose import Likenesses, registered
from reportlib.errors import InputError, PacketError, Problem
from reportlib.facts.facts import Rows
from reportlib.readers import files
from reportlib.readers.sheets import Sheet, check_total, stated_total
from reportlib.records import layout
from reportlib.records.clean import headers_on
from reportlib.records.located import Layout
from reportlib.records.names import name_in
from reportlib.records.tables import TABLES
from reportlib.writing import sha256, write


@dataclass(frozen=True)
class Workshop:
    """Everything that all packets of a batch are made from: the files of the project by their paths within it, and of the inputs but
    the list what was read. Made once; each worker has one."""

    digest: str
    home: str
    files: Mapping[str, bytes]
    sheets: Mapping[str, list[Sheet]]


@dataclass(frozen=True)
class OpenedInputs:
    """The inputs, read: what goes to every worker, and the national list, which stays where it was read."""

    workshop: Workshop
    national: list[Sheet]


@dataclass(frozen=True)
class Unclaimed:
    """A name of the list that is none of the bodies': how many rows it has, and which."""

    name: str
    rows: int
    numbers: str


@dataclass(frozen=True)
class Plan:
    """Whose the rows of the national list are: of each body how many, its register, and the hash of its list; which are nobody's; and
    those that hold no record, by what they are. ``refused`` has what is wrong with the register of a body, ``notices`` what
    is to be said of the list, and ``where`` every row of it with whose it is, as a CSV."""

    registers: Mapping[str, bytes]
    rows: Mapping[str, int]
    unclaimed: tuple[Unclaimed, ...]
    no_records: Mapping[str, int]
    read: int
    refused: Mapping[str, tuple[Problem, ...]]
    digests: Mapping[str, str]
    notices: tuple[str, ...] = ()
    where: bytes = b""


@dataclass(frozen=True)
class PlannedLists:
    """The plan, and the list of each body, which stays on the workers."""

    plan: Plan
    cuts: Mapping[str, Cut]


def opened(project: Project, inputs: Mapping[str, str]) -> OpenedInputs:
    """Fetch and read every input; InputError with the problems of all of them."""
    found, sheets = dict(project.files), {}
    national: list[Sheet] = []
    problems: list[Problem] = []
    with temporary.folder() as folder:
        for name, address in inputs.items():
            place = place_of_input(name, address)
            try:
                data = fetched(address)
                write(folder / place, data)
                read = files.read(folder / place, limits=project.limits)
            except InputError as error:
                problems += error.problems
                continue
            if name == LIST:
                national = read
            else:
                found[place], sheets[place] = data, read
    if problems:
        raise InputError(*problems)
    digest = sha256("".join(f"{path}\0{sha256(data)}\n" for path, data in sorted(found.items())).encode())
    return OpenedInputs(Workshop(digest, project.home, found, sheets), national)


def planned(
    national: Sequence[Sheet],
    bodies: Sequence[Body],
    registers: Mapping[str, tuple[str, bytes] | PacketError],
    day: date | None,
    stated: int | None = None,
) -> PlannedLists:
    """Whose each row of the list is; ``registers`` are those that bodies have of their own, or why one cannot be opened. ``stated``
    is how many records somebody says that the list has.

    InputError where the list is no such table, or has another number of records (P01); ConfigError (I04) for a name that two bodies
    say is theirs.
    """
    found = _table(national, stated)
    numbers: dict[str, list[int]] = {}
    for number, row in found.rows:
        numbers.setdefault(name_in(row, found.places["publisher"]), []).append(number)
    known, refused, owner = registered(bodies, registers, numbers, day)
    counted = Counter({id: 0 for id in known})
    for name, id in owner.items():
        counted[id] += len(numbers[name])
    rest = {name: rows for name, rows in numbers.items() if name not in owner}
    unclaimed = (Unclaimed(name, len(rows), Rows("", "", tuple(rows)).ranges()) for name, rows in rest.items())
    whose: dict[str, tuple[str, ...]] = {name: (id,) for name, id in owner.items()}
    alike = Likenesses(known)
    for name in filter(None, rest):  # of rows without a name the overview tells, no packet
        whose[name] = tuple(sorted(id for id in alike.of(name) if known[id].tells_of(name)))
    cuts, counts = cuts_of(found, whose, known), found.counts()
    plan = Plan(
        {id: one.data for id, one in known.items()},
        dict(counted),
        tuple(sorted(unclaimed, key=lambda one: (-one.rows, one.name))),
        {kind: n for kind, n in counts.items() if n and kind not in ("read", "used", "out_of_scope")},
        counts["read"],
        {id: error.problems for id, error in refused.items()},
        {id: cut.digest for id, cut in cuts.items()},
        (*found.sheet.notices, *found.notices),
        where_rows_are(found, owner, whose, {body.id: body.name for body in bodies}),
    )
    return PlannedLists(plan, cuts)


def _table(national: Sequence[Sheet], stated: int | None) -> Layout:
    """The table of the list on its sheets, whole."""
    found = layout.locate(layout.best(headers_on(national, TABLES[LIST])))
    if "publisher" not in found.places or found.is_refused:
        raise InputError(*(one for one in found.findings if one.is_error))
    said = stated_total(found.sheet)
    for number in dict.fromkeys((stated, said[1] if said else None)):
        if number is not None and (problem := check_total(found.sheet, len(found.rows), number)):
            raise InputError(problem)
    return found
