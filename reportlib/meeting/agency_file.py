"""The file of agencies (a CSV, ``params/agencies/*.csv``): read, and refused with everything that is wrong with it."""

from __future__ import annotations

import difflib
import os

from reportlib import roc
from reportlib.errors import ConfigError, InputError, Problem, quoted
from reportlib.language import say
from reportlib.meeting.agency import Agency
from reportlib.readers import files

_COLUMNS = ("name", "short", "aliases", "kind", "evaluated", "successor")
_OPTIONAL = ("valid_from", "valid_until", "becomes", "parent")
_EVALUATED = {"是": True, "": False, "否": False}


def read_agencies(path: str | os.PathLike) -> tuple[tuple[Agency, ...], str]:
    """The agencies of a file, and the file's name.

    The columns are name, short, aliases (split by ;), kind, evaluated (是 or blank), successor, and, where names have changed,
    valid_from, valid_until, becomes (official names, split by ;) and parent. Raises :class:`ConfigError` for any other
    column and for a name that is missing.
    """
    try:
        sheet = files.read(path)[0]
    except InputError as error:
        raise ConfigError(*error.problems) from None
    header = tuple(str(cell or "").strip() for cell in sheet.rows[0])
    problems = [Problem("L09", what, file=sheet.file, row=1) for what in _header_problems(header)]
    if problems:
        raise ConfigError(*problems)
    agencies = []
    for number, row in enumerate(sheet.rows[1:], 2):
        texts = [str(cell or "").strip() for cell in row]
        if not any(texts):
            continue
        if len(row) != len(header):
            what = say(
                f"有 {len(row)} 格，標題列有 {len(header)} 格。", f"has {len(row)} cells, the header {len(header)}."
            )
            problems.append(Problem("L10" if len(row) > len(header) else "L11", what, file=sheet.file, row=number))
            continue
        found = _agency(dict(zip(header, texts, strict=True)), sheet.file, number)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            agencies.append(found)
    if problems:
        raise ConfigError(*problems)
    return tuple(agencies), sheet.file


def _agency(values: dict[str, str], file: str, row: int) -> Agency | Problem:
    """The agency of a row, or what is wrong with it."""
    if not values["name"]:
        return Problem("L11", say("name 空白。", "name is blank."), file=file, row=row)
    if values["evaluated"] not in _EVALUATED:
        given = quoted(values["evaluated"])
        what = say(f"evaluated 只能是「是」或空白，不是{given}。", f"evaluated must be 是 or blank, not {given}.")
        return Problem("V17", what, file=file, row=row)
    try:
        first, last = (
            roc.parse_date(day) if (day := values.get(column)) else None for column in ("valid_from", "valid_until")
        )
    except roc.BadDate as bad:
        what = say(f"valid_from、valid_until：{bad}。", f"valid_from, valid_until: {bad}.")
        return Problem("V07", what, file=file, row=row)
    return Agency(
        values["name"],
        values["short"] or values["name"],
        _parts(values["aliases"]),
        values["kind"],
        _EVALUATED[values["evaluated"]],
        values["successor"],
        first,
        last,
        _parts(values.get("becomes", "")),
        values.get("parent", ""),
    )


def _header_problems(header: tuple[str, ...]) -> list[str]:
    problems = []
    for name in header:
        if name not in _COLUMNS + _OPTIONAL:
            close = difflib.get_close_matches(name, _COLUMNS + _OPTIONAL, n=1)
            hint_zh, hint_en = (
                (f"，是不是{quoted(close[0])}？", f"; did you mean {quoted(close[0])}?") if close else ("。", ".")
            )
            problems.append(say(f"不認得的欄{quoted(name)}{hint_zh}", f"unknown column {quoted(name)}{hint_en}"))
    missing = [name for name in _COLUMNS if header.count(name) != 1] + [
        name for name in _OPTIONAL if header.count(name) > 1
    ]
    problems += [
        say(f"欄{quoted(name)}必須恰有一個。", f"column {quoted(name)} must be there once.") for name in missing
    ]
    return problems


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for piece in text.split(";") if (part := piece.strip()))
