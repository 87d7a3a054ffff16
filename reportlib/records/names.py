"""Cells as agencies, and rows that are another body's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from reportlib import roc
from reportlib.errors import quoted
from reportlib.language import say
from reportlib.meeting.agencies import AgencyRegister
from reportlib.meeting.agency import Match
from reportlib.readers.sheets import Cell
from reportlib.records.cell_faults import CellFault
from reportlib.records.header import text_of as _text
from reportlib.records.schema import Column
from reportlib.records.values import as_text


def in_scope(
    column: Column, register: AgencyRegister, other_publishers: str, place: int, numbers: list[int], rows: list
) -> tuple[list[int], list, Counter[str]]:
    """The rows of registered agencies, and how many rows each other name has; with "refuse", all rows."""
    if other_publishers == "refuse":
        return numbers, rows, Counter()
    known: dict[str, bool] = {}
    kept_numbers: list[int] = []
    kept_rows: list = []
    dropped: Counter[str] = Counter()
    for number, row in zip(numbers, rows, strict=True):
        name = _text(row[place] if place < len(row) else None) or ""
        if name not in known:
            match = register.lead(name)
            known[name] = match is not None and match.agency is not None
        if known[name]:
            kept_numbers.append(number)
            kept_rows.append(row)
        else:
            dropped[name] += 1
    return kept_numbers, kept_rows, dropped


def scope_notices(dropped: Counter[str], register: AgencyRegister) -> list[str]:
    if not dropped:
        return []
    notices = [
        say(
            f"名冊以外的機關 {len(dropped)} 個，共 {dropped.total()} 列，未納入統計。",
            f"{len(dropped)} agencies outside the register, {dropped.total()} rows, are left out.",
        )
    ]
    near = sorted(
        (name for name in dropped if name and register.resembles(name)), key=lambda name: (-dropped[name], name)
    )
    if near:
        listed_zh = "、".join(f"{quoted(name)} {dropped[name]} 列" for name in near)
        listed_en = ", ".join(f"{quoted(name)} {dropped[name]} rows" for name in near)
        notices.append(say(f"近似名稱未採計：{listed_zh}。", f"similar names that were not counted: {listed_en}."))
    return notices


def as_agency(register: AgencyRegister, owner: str | None = None) -> Callable[[Cell], str | None]:
    def convert(cell: Cell) -> str | None:
        name = as_text(cell)
        if name is None:
            return None
        match = register.lead(name)
        if match is None:
            raise _unknown(register, name, owner)
        if match.agency is None:
            raise _of_another_time(register, name, match)
        if owner and match.agency.name != owner:
            zh, en = (
                f"本檔由{quoted(owner)}送出，這一列卻是{quoted(match.agency.name)}的。",
                f"the file is from {quoted(owner)}, but this row is of {quoted(match.agency.name)}.",
            )
            raise CellFault(
                "I09",
                say(zh, en),
                say(
                    "請刪去不屬於貴單位的列，或更正機關後重送。",
                    "Delete rows that are not yours, or correct the agency, and resend.",
                ),
            )
        if match.named is not match.agency:
            raise _of_another_time(register, name, match)
        return match.agency.name

    return convert


def _unknown(register: AgencyRegister, name: str, owner: str | None) -> CellFault:
    """I02, I03: the register is the secretariat's, so a unit is not told to change it."""
    near = register.nearest(name)
    zh, en = f"{quoted(name)}不在機關名冊中", f"{quoted(name)} is not in the register of agencies"
    if near:
        zh, en = f"{zh}；最接近的是{quoted(near)}", f"{en}; the nearest is {quoted(near)}"
    todo = say("請更正機關名稱，或在名冊加上這個別名。", "Correct the name, or add it to the register as an alias.")
    if owner:
        todo = say("請更正機關名稱後重送。", "Correct the name and resend.")
    return CellFault("I03" if near else "I02", say(f"{zh}。", f"{en}."), todo)


def _of_another_time(register: AgencyRegister, name: str, match: Match) -> CellFault:
    """I01: a name that is not valid on the register's day: taken for its one successor, and told; asked where there are several."""
    on, named = register.on, match.named
    if named.valid_until and on and named.valid_until < on:
        zh, en = (
            f"{quoted(name)}的名稱用到 {roc.format_date(named.valid_until)} 為止",
            f"the name {quoted(name)} was valid until {named.valid_until.isoformat()}",
        )
    else:
        begins = named.valid_from or date.min
        zh, en = (
            f"{quoted(name)}的名稱自 {roc.format_date(begins)} 起才有",
            f"the name {quoted(name)} is valid from {begins.isoformat()} only",
        )
    others_zh = "、".join(quoted(agency.name) for agency in match.candidates)
    others_en = ", ".join(quoted(agency.name) for agency in match.candidates)
    if match.agency:
        zh, en = f"{zh}，已計入{quoted(match.agency.name)}。", f"{en}; it is counted as {quoted(match.agency.name)}."
        todo = say(f"請改寫為{quoted(match.agency.name)}。", f"Write {quoted(match.agency.name)}.")
        return CellFault("I01", say(zh, en), todo, warns=True, value=match.agency.name)
    if not match.candidates:
        zh, en = f"{zh}，名冊沒有相當的機關。", f"{en}; the register has no agency in its place."
        return CellFault(
            "I01", say(zh, en), say("請填當時的機關名稱後重送。", "Give the name of that time and resend.")
        )
    zh = f"{zh}，相當的機關有 {len(match.candidates)} 個：{others_zh}。"
    en = f"{en}; {len(match.candidates)} agencies are in its place: {others_en}."
    return CellFault("I01", say(zh, en), say("請指明是哪一個後重送。", "Say which one and resend."))
