"""The agencies of one meeting, in their statutory order, under every spelling that is known.

A name is matched exactly, but for spaces, full-width forms and 臺 for 台; a near miss is suggested, never taken
(``docs/faults.md``, I01 to I04).
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from dataclasses import dataclass

from reportlib import readers
from reportlib.errors import ConfigError, InputError, Problem, quoted
from reportlib.labels import say
from reportlib.schema import spelling

_COLUMNS = ("name", "short", "aliases", "kind", "evaluated", "successor")
_EVALUATED = {"是": True, "": False, "否": False}
_NEAR, _VERY_NEAR = 0.7, 0.8
_COMPANY = "股份有限公司"


@dataclass(frozen=True)
class Agency:
    """An agency: its official name, the short one for tables, other spellings, its kind (幕僚, 所屬機關, 國營事業),
    whether it is evaluated, and what became of it later (a remark)."""

    name: str
    short: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    evaluated: bool = False
    successor: str = ""


class Register:
    """All agencies, in the order of their file."""

    def __init__(self, agencies: tuple[Agency, ...], file: str = ""):
        """Raises :class:`ConfigError` I04 where two agencies share a spelling."""
        self.agencies, self.file = agencies, file
        self._by_spelling: dict[str, Agency] = {}
        problems = []
        for agency in agencies:
            for name in dict.fromkeys((agency.name, agency.short, *agency.aliases)):
                other = self._by_spelling.setdefault(folded(name), agency)
                if other is not agency:
                    zh = f"名稱{quoted(name)}同時指向{quoted(other.name)}與{quoted(agency.name)}。"
                    en = f"the name {quoted(name)} points to both {quoted(other.name)} and {quoted(agency.name)}."
                    problems.append(Problem("I04", say(zh, en), say("請刪去其中一個。", "Delete one of them."), file))
        if problems:
            raise ConfigError(*problems)
        self._nearest: dict[str, str | None] = {}

    @classmethod
    def read(cls, path: str | os.PathLike) -> Register:
        """Read a CSV with exactly the columns name, short, aliases (split by ;), kind, evaluated (是 or blank), successor.

        Raises :class:`ConfigError` for any other column, a name that is missing, and a spelling of two agencies.
        """
        try:
            sheet = readers.read(path)[0]
        except InputError as error:
            raise ConfigError(*error.problems) from None
        header = tuple(str(cell or "").strip() for cell in sheet.rows[0])
        problems = [Problem("L09", what, file=sheet.file, row=1) for what in _header_problems(header)]
        if problems:
            raise ConfigError(*problems)
        agencies = []
        for number, row in enumerate(sheet.rows[1:], 2):
            if not any(str(cell or "").strip() for cell in row):
                continue
            if len(row) != len(header):
                what = say(f"有 {len(row)} 格，標題列有 {len(header)} 格。", f"has {len(row)} cells, the header {len(header)}.")
                problems.append(Problem("L10" if len(row) > len(header) else "L11", what, file=sheet.file, row=number))
                continue
            values = {name: str(cell or "").strip() for name, cell in zip(header, row, strict=True)}
            if not values["name"]:
                problems.append(Problem("L11", say("name 空白。", "name is blank."), file=sheet.file, row=number))
            elif values["evaluated"] not in _EVALUATED:
                given = quoted(values["evaluated"])
                what = say(f"evaluated 只能是「是」或空白，不是{given}。", f"evaluated must be 是 or blank, not {given}.")
                problems.append(Problem("V17", what, file=sheet.file, row=number))
            else:
                aliases = tuple(alias for part in values["aliases"].split(";") if (alias := part.strip()))
                name, evaluated = values["name"], _EVALUATED[values["evaluated"]]
                short, kind, successor = values["short"] or name, values["kind"], values["successor"]
                agencies.append(Agency(name, short, aliases, kind, evaluated, successor))
        if problems:
            raise ConfigError(*problems)
        return cls(tuple(agencies), sheet.file)

    def __iter__(self) -> Iterator[Agency]:
        return iter(self.agencies)

    def __len__(self) -> int:
        return len(self.agencies)

    def find(self, name: str) -> Agency | None:
        """The agency that has this name as its official, short or other spelling."""
        return self._by_spelling.get(folded(name))

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
        unknown = unknown.removesuffix(_COMPANY)  # or any two companies were alike
        letters = set(unknown)
        for known in self._by_spelling:
            known = known.removesuffix(_COMPANY)
            # Comparing sets is cheap and settles almost every pair; the matcher only sees the likely ones.
            if 4 * len(letters & set(known)) >= 3 * max(len(letters), len(set(known))) and (
                difflib.SequenceMatcher(None, unknown, known).ratio() >= _VERY_NEAR
            ):
                return True
        return False


def folded(name: str) -> str:
    """The form in which names of agencies are compared."""
    return spelling(name).replace("臺", "台")


def _header_problems(header: tuple[str, ...]) -> list[str]:
    problems = []
    for name in header:
        if name not in _COLUMNS:
            close = difflib.get_close_matches(name, _COLUMNS, n=1)
            hint_zh, hint_en = (f"，是不是{quoted(close[0])}？", f"; did you mean {quoted(close[0])}?") if close else ("。", ".")
            problems.append(say(f"不認得的欄{quoted(name)}{hint_zh}", f"unknown column {quoted(name)}{hint_en}"))
    missing = [name for name in _COLUMNS if header.count(name) != 1]
    problems += [say(f"欄{quoted(name)}必須恰有一個。", f"column {quoted(name)} must be there once.") for name in missing]
    return problems
