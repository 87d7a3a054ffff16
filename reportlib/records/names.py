"""Cells as agencies, rows that are another body's, and rows whose name could be ours or another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from reportlib import messages, roc
from reportlib.errors import Problem, quoted
from reportlib.language import say
from reportlib.meeting.agencies import AgencyRegister
from reportlib.meeting.agency import Agency, Match
from reportlib.meeting.listed_names import Decision, Verdict
from reportlib.readers.columns import Coded, coded
from reportlib.readers.sheets import Cell
from reportlib.records.cell_faults import CellFault
from reportlib.records.findings import rows_text
from reportlib.records.header import text_of as _text
from reportlib.records.records import UndecidedName
from reportlib.records.schema import TableSchema
from reportlib.records.values import as_text

_TITLES = 3  # of an undecided name's rows are shown
_MAY_BE = 6  # agencies are named of those that a name may be

Lookup = Callable[[str], Verdict]
Titles = Callable[[Sequence[int]], Iterable[str]]


@dataclass
class Scope:
    """The rows of one input by whose they are: the places of ours; of others how many, by name; the places of those undecided by
    name; and how many rows were counted, or left out, by a decision of the register."""

    ours: np.ndarray
    others: Counter[str] = field(default_factory=Counter)
    undecided: dict[str, list[int]] = field(default_factory=dict)
    decided: Counter[str] = field(default_factory=Counter)


def lookup_of(register: AgencyRegister, table: TableSchema, is_of_many_bodies: bool) -> Lookup:
    """How the names of an input are looked up: as in a list of many bodies, or, in one that has ours only, by any spelling.

    What the register decides of names in lists holds for the portal's list in any case.
    """
    if is_of_many_bodies:
        return register.in_list

    def by_any_spelling(name: str) -> Verdict:
        listed, match = register.in_list(name), register.lead(name)
        if listed.decided and table.of_many_bodies:
            return listed
        return Verdict("ours", match) if match and match.agency else listed

    return by_any_spelling


def name_in(row: Sequence[Cell], place: int) -> str:
    """The name in a row's cell; "" where it is blank."""
    return _text(row[place] if place < len(row) else None) or ""


def names_in(rows: Sequence[tuple[Cell, ...]], place: int) -> Coded:
    """The name in this cell of each row; "" where it is blank."""
    cells = coded(rows, place)
    return cells.mapped([_text(cell) or "" for cell in cells.values])


def in_scope(lookup: Lookup, names: Coded) -> Scope:
    """The rows by whose they are."""
    verdicts = [lookup(name) for name in names.values]
    scope = Scope(np.flatnonzero(names.which(verdict.whose == "ours" for verdict in verdicts)))
    rows = np.bincount(names.at, minlength=len(verdicts)).tolist()
    for at, (name, verdict) in enumerate(zip(names.values, verdicts, strict=True)):
        if not rows[at]:
            continue
        if verdict.whose == "others":
            scope.others[name] += rows[at]
        elif verdict.whose != "ours":
            scope.undecided.setdefault(name, []).extend(np.flatnonzero(names.at == at).tolist())
        if verdict.decided:
            scope.decided[name] += rows[at]
    for places in scope.undecided.values():
        places.sort()  # one name may have blanks around it, too
    return scope


def short_names_notice(lookup: Lookup, register: AgencyRegister, names: Counter[str], file: str) -> list[str]:
    """That names were counted which in a list of many bodies would wait for a decision; nothing where there are none."""
    taken = {name: rows for name, rows in names.items() if register.in_list(name).whose != lookup(name).whose == "ours"}
    if not taken:
        return []
    shown = sorted(taken.items(), key=lambda item: (-item[1], item[0]))[:_MAY_BE]
    listed = [messages.name_with_rows(name=name, rows=rows) for name, rows in shown]
    return [messages.short_names_counted(file=file, names=len(taken), rows=sum(taken.values()), listed=listed)]


def undecided_names(
    scope: Scope, lookup: Lookup, register: AgencyRegister, numbers: np.ndarray, titles_of: Titles
) -> tuple[UndecidedName, ...]:
    """Each name that could be ours, the one with most rows first; ``numbers`` are those of all rows, and ``titles_of`` the
    places of rows is what each is about, as far as it is asked for."""
    found = []
    for name, places in sorted(scope.undecided.items(), key=lambda item: (-len(item[1]), item[0])):
        may_be = lookup(name).may_be
        titles: dict[str, None] = {}
        for title in filter(None, titles_of(places)):
            titles[title] = None
            if len(titles) == _TITLES:
                break
        lines = _lines(register, name, may_be) if name else ()
        agencies = tuple(agency.name for agency in may_be)
        rows = tuple(numbers[places].tolist())
        found.append(UndecidedName(name, rows, tuple(titles), agencies, lines))
    return tuple(found)


def _lines(register: AgencyRegister, name: str, may_be: Sequence[Agency]) -> tuple[str, ...]:
    """What a person writes into the register: the name is ours, the name is not ours."""
    ours = may_be[0].name if len(may_be) == 1 else messages.official_name()
    return tuple(register.written.line_of(Decision(name, agency)) for agency in (ours, ""))


def scope_notices(
    scope: Scope, undecided: Sequence[UndecidedName], lookup: Lookup, register: AgencyRegister, file: str
) -> list[str]:
    """What is told of the rows that are not simply ours."""
    notices = []
    if scope.others:
        notices.append(messages.agencies_out_of_scope(agencies=len(scope.others), rows=scope.others.total()))
    for name, rows in sorted(scope.decided.items(), key=lambda item: (-item[1], item[0])):
        match = lookup(name).match
        agency = match.agency if match else None
        notices.append(
            messages.counted_by_decision(file=file, name=name, rows=rows, agency=agency.name)
            if agency
            else messages.left_out_by_decision(file=file, name=name, rows=rows)
        )
    if undecided:
        total = sum(len(one.rows) for one in undecided)
        notices.append(messages.names_not_decided(file=file, names=len(undecided), rows=total))
        notices += [str(undecided_problem(one, file, register.file)) for one in undecided]
    return notices


def undecided_problem(one: UndecidedName, file: str, register: str) -> Problem:
    """One name that the register has to decide, as a problem of its file."""
    titles = messages.titles_for_example(titles=[quoted(title) for title in one.titles]) if one.titles else ""
    rows, numbers = len(one.rows), rows_text(one.rows)
    if not one.name:
        return messages.I02_agency_blank(rows=rows, numbers=numbers, titles=titles).at(file)
    whose = messages.may_be_of_another_body()
    if one.may_be:
        whose = messages.may_be_ours_or_another(agencies=[quoted(name) for name in one.may_be[:_MAY_BE]])
    ours, not_ours = one.lines
    todo = messages.decide_in_register(register=register, ours=ours, not_ours=not_ours)
    return messages.I02_names_to_decide(
        name=one.name, rows=rows, numbers=numbers, whose=whose, titles=titles, todo=todo
    ).at(file)


def as_agency(register: AgencyRegister, lookup: Lookup, owner: str | None = None) -> Callable[[Cell], str | None]:
    """What makes an official name of a cell; ``lookup`` says whose a name is."""

    def convert(cell: Cell) -> str | None:
        name = as_text(cell)
        if name is None:
            return None
        verdict, match = lookup(name), register.lead(name)
        if verdict.decided and verdict.match and verdict.match.agency:
            return verdict.match.agency.name
        if verdict.decided:
            raise CellFault(messages.I02_decided_to_be_anothers(name=name, register=register.file))
        if match is None:
            raise _unknown(register, name, owner)
        if match.agency is None:
            raise _of_another_time(register, name, match)
        if owner and match.agency.name != owner:
            raise CellFault(messages.I09_row_of_other_agency(owner=owner, agency=match.agency.name))
        if match.named is not match.agency:
            raise _of_another_time(register, name, match)
        return match.agency.name

    return convert


def _unknown(register: AgencyRegister, name: str, owner: str | None) -> CellFault:
    """I02, I03: the register is the secretariat's, so a unit is not told to change it."""
    near = register.nearest(name)
    said = messages.not_in_register(name=name)
    if near:
        said = messages.with_nearest(said=said, near=near)
    todo = messages.correct_name_or_add_alias()
    if owner:
        todo = messages.correct_name()
    return CellFault(Problem("I03" if near else "I02", say(f"{said}。", f"{said}."), todo))


def _of_another_time(register: AgencyRegister, name: str, match: Match) -> CellFault:
    """I01: a name that is not valid on the register's day: taken for its one successor, and told; asked where there are several."""
    on, named = register.on, match.named
    if named.valid_until and on and named.valid_until < on:
        said = messages.name_valid_until(
            name=name, day=say(roc.format_date(named.valid_until), named.valid_until.isoformat())
        )
    else:
        begins = named.valid_from or date.min
        said = messages.name_valid_from(name=name, day=say(roc.format_date(begins), begins.isoformat()))
    others = messages.listed(quoted(agency.name) for agency in match.candidates)
    if match.agency:
        return CellFault(
            messages.I01_counted_for_successor(said=said, agency=match.agency.name), warns=True, value=match.agency.name
        )
    if not match.candidates:
        return CellFault(messages.I01_no_successor(said=said))
    return CellFault(messages.I01_several_successors(said=said, count=len(match.candidates), agencies=others))
