"""The file of agencies (a CSV, ``params/agencies/*.csv``): read, and refused with everything that is wrong with it."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from dataclasses import dataclass

from reportlib import messages, roc
from reportlib.errors import ConfigError, InputError, Problem, quoted
from reportlib.language import say
from reportlib.meeting.agency import Agency, folded
from reportlib.meeting.listed_names import NOT_OURS, OURS, Decision
from reportlib.readers import files
from reportlib.readers.sheets import unusable
from reportlib.text import Quoted
from reportlib.writing import csv_bytes

_COLUMNS = ("name", "short", "aliases", "kind", "evaluated", "successor")
_OPTIONAL = ("valid_from", "valid_until", "becomes", "parent", "ours_alone")
_YES = {"是": True, "": False, "否": False}
_OF_DECISIONS = ("name", "short", "kind", "successor")  # what a decision's row may have; the last is its remark


@dataclass(frozen=True)
class AgencyFile:
    """What the file says: its agencies, its decisions about names in lists of many bodies, its name, and its columns."""

    agencies: tuple[Agency, ...]
    decisions: tuple[Decision, ...]
    name: str
    columns: tuple[str, ...]

    def line_of(self, decision: Decision) -> str:
        """The line by which a person writes this decision into the file."""
        kind = OURS if decision.agency else NOT_OURS
        values = {"name": decision.name, "short": decision.agency, "kind": kind}
        cells = [[values.get(column, "") for column in self.columns or _COLUMNS]]
        return csv_bytes(cells, line_end="").decode("utf-8-sig")


def read_agencies(path: str | os.PathLike) -> AgencyFile:
    """The agencies of a file, and what it decides of names in lists of many bodies.

    The columns are name, short, aliases (split by ;), kind, evaluated (是 or blank), successor, and, where names have changed,
    valid_from, valid_until, becomes (official names, split by ;) and parent; ours_alone is 是 where no other body of the
    country has the short name or one of the aliases. A row of the kind 清單中屬本機關 or 清單中非本機關 is a decision: a name as
    lists have it (or its beginning and *), and as ``short`` the agency that it is of. Raises :class:`ConfigError` for any other
    column and for a name that is missing.
    """
    try:
        sheet = files.read(path)[0]
    except InputError as error:
        raise ConfigError(*error.problems) from None
    if doubted := unusable([sheet]):
        raise ConfigError(*doubted)
    header = tuple(str(cell or "").strip() for cell in sheet.rows[0])
    problems = [Problem("L09", what, file=sheet.file, row=1) for what in _header_problems(header)]
    if problems:
        raise ConfigError(*problems)
    agencies, decisions = [], []
    for number, row in enumerate(sheet.rows[1:], 2):
        texts = [str(cell or "").strip() for cell in row]
        if not any(texts):
            continue
        if len(row) != len(header):
            what = messages.row_of_other_width(cells=len(row), width=len(header))
            problems.append(Problem("L10" if len(row) > len(header) else "L11", what, file=sheet.file, row=number))
            continue
        values = dict(zip(header, texts, strict=True))
        is_decision = values["kind"] in (OURS, NOT_OURS)
        found = _decision(values, sheet.file, number) if is_decision else _agency(values, sheet.file, number)
        if isinstance(found, Problem):
            problems.append(found)
        elif isinstance(found, Decision):
            decisions.append(found)
        else:
            agencies.append(found)
    problems += _of_decisions(decisions, agencies, sheet.file)
    if problems:
        raise ConfigError(*problems)
    return AgencyFile(tuple(agencies), tuple(decisions), sheet.file, header)


def _decision(values: dict[str, str], file: str, row: int) -> Decision | Problem:
    """The decision of a row, or what is wrong with it."""
    name, is_ours = values["name"], values["kind"] == OURS
    if not name.removesuffix("*").strip():
        return messages.L11_name_blank().at(file=file, row=row)
    if bool(values["short"]) != is_ours:
        if is_ours:
            return messages.C05_decision_without_agency(name=name, kind=OURS).at(file=file, row=row)
        return messages.C05_decision_with_agency(name=name, kind=NOT_OURS).at(file=file, row=row)
    if more := [column for column, value in values.items() if value and column not in _OF_DECISIONS]:
        return messages.C05_decision_with_more(name=name, columns=more).at(file=file, row=row)
    return Decision(Quoted(name), Quoted(values["short"]), row)


def _of_decisions(decisions: list[Decision], agencies: list[Agency], file: str) -> Iterator[Problem]:
    """What is wrong with decisions among themselves, and beside the agencies."""
    names = {folded(agency.name) for agency in agencies}
    seen: dict[tuple[str, bool], Decision] = {}
    for one in decisions:
        if one.agency and folded(one.agency) not in names:
            yield messages.C05_decision_for_unknown_agency(name=one.name, agency=one.agency).at(file=file, row=one.row)
        if not one.agency and not one.is_prefix and one.spelt in names:
            yield messages.C05_decision_against_official_name(name=one.name).at(file=file, row=one.row)
        first = seen.setdefault((one.spelt, one.is_prefix), one)
        if first is not one:
            yield messages.C04_name_decided_twice(name=one.name, row=first.row).at(file=file, row=one.row)


def _agency(values: dict[str, str], file: str, row: int) -> Agency | Problem:
    """The agency of a row, or what is wrong with it."""
    if not values["name"]:
        return messages.L11_name_blank().at(file=file, row=row)
    for column in ("evaluated", "ours_alone"):
        if (value := values.get(column, "")) not in _YES:
            return messages.V17_yes_or_blank(column=column, value=quoted(value)).at(file=file, row=row)
    try:
        first, last = (
            roc.parse_date(day) if (day := values.get(column)) else None for column in ("valid_from", "valid_until")
        )
    except roc.BadDate as bad:
        return messages.V07_no_day_of_agency(reason=bad).at(file=file, row=row)
    return Agency(
        Quoted(values["name"]),
        Quoted(values["short"] or values["name"]),
        _parts(values["aliases"]),
        Quoted(values["kind"]),
        _YES[values["evaluated"]],
        Quoted(values["successor"]),
        first,
        last,
        _parts(values.get("becomes", "")),
        values.get("parent", ""),
        _YES[values.get("ours_alone", "")],
    )


def _header_problems(header: tuple[str, ...]) -> list[str]:
    problems = []
    for name in header:
        if name not in _COLUMNS + _OPTIONAL:
            close = difflib.get_close_matches(name, _COLUMNS + _OPTIONAL, n=1)
            hint = messages.semicolon_did_you_mean(near=close[0]) if close else say("。", ".")
            problems.append(messages.L09_unknown_column.text(column=name, hint=hint))
    missing = [name for name in _COLUMNS if header.count(name) != 1] + [
        name for name in _OPTIONAL if header.count(name) > 1
    ]
    problems += [messages.L09_column_not_once.text(column=name) for name in missing]
    return problems


def _parts(text: str) -> tuple[str, ...]:
    return tuple(Quoted(part) for piece in text.split(";") if (part := piece.strip()))
