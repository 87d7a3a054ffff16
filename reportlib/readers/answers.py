"""What a child answers, and what the CSV splitter finds, as sheets, as members of an archive, or as a refusal."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlib import filenames, messages
from reportlib.errors import Problem, quoted
from reportlib.language import say
from reportlib.readers import characters
from reportlib.readers.characters import Doubt
from reportlib.readers.columns import ColumnRows, beginning, equal_to
from reportlib.readers.refusals import (
    ABOUT_CELLS,
    MEMBER_REFUSALS,
    NOTICES,
    OWN_REFUSALS,
    REFUSALS,
    TYPE_NAMES,
    no_table,
    refused,
)
from reportlib.readers.sheets import Cell, Sheet, column_letter
from reportlib.writing import sha256


def checked(answer: dict, file: str, is_own: bool = False) -> dict:
    """The child's answer, unless it is a refusal; of a meeting's own input it is told what can be done."""
    code = answer.get("refused")
    if not code:
        return answer
    detail = TYPE_NAMES.get(answer["detail"], answer["detail"])
    if code == "F09":
        raise no_table(file, detail)
    if code == "P02":
        raise no_table(
            file, "HTML", f"{messages.login_page() if answer['sheet'] else ''}{quoted(detail) if detail else ''}"
        )
    said = OWN_REFUSALS if is_own else REFUSALS
    problem = said.get(code, REFUSALS["A12"])(detail)
    raise refused(problem, file, sheet=answer["sheet"])


@dataclass(frozen=True)
class Member:
    """A file of an archive: its bytes, or the problem for which it is not read."""

    name: str
    data: bytes = b""
    problem: Problem | None = None


def members_of(file: str, answer: dict) -> list[Member]:
    """The files of an archive, as the child took it apart."""
    found = []
    for member in answer["members"]:
        name = filenames.shown(member["name"].replace("/", "／"))
        if code := member.get("refused"):
            found.append(Member(name, b"", MEMBER_REFUSALS[code]().at(f"{file}／{name}")))
        else:
            found.append(Member(name, base64.b64decode(member["data"])))
    return found


def sheets_of_workbook(file: str, data: bytes, answer: dict, notices: tuple[str, ...]) -> list[Sheet]:
    """The sheets of a workbook as the child read it, with ``notices`` and its own; F15 where none is visible."""
    if not any(not sheet["hidden"] for sheet in answer["sheets"]):
        names = "、".join(quoted(sheet["name"]) for sheet in answer["sheets"])
        raise refused(messages.F15_no_visible_sheet(hidden=names and messages.only_hidden(sheets=names)), file)
    for code, sheet, detail in answer["notices"]:
        notice = NOTICES[code if code != "F23" else detail](detail)
        place = f"{file}〔{sheet}〕" if sheet else file
        notices += (say(f"{place}：{notice}", f"{place}: {notice}"),)
    return made_sheets(file, data, answer["sheets"], None, notices)


def made_sheets(
    file: str, data: bytes, found: list[dict], encoding: str | None, notices: tuple[str, ...], unknown: bool = False
) -> list[Sheet]:
    """Sheets of the rows that were found, with what is doubtful about their characters; E13 for a garbled text."""
    digest = sha256(data)
    made = []
    for sheet in found:
        rows = sheet["rows"] if isinstance(sheet["rows"], ColumnRows) else [tuple(row) for row in sheet["rows"]]
        name = sheet["name"]
        if sample := characters.mojibake(beginning(rows, characters.SAMPLED)):
            raise refused(messages.E13_garbled(sample=sample), file, sheet=name)
        doubts, lost = characters.doubts(rows, unknown)
        made.append(
            Sheet(
                file,
                name,
                encoding,
                rows,
                sheet.get("hidden", False),
                digest,
                notices + tuple(_about_characters(file, name, doubts, lost)) + tuple(_about_headers(file, name, rows)),
                tuple(map(tuple, sheet.get("merged", ()))),
                frozenset(sheet.get("hidden_rows", ())),
                frozenset(sheet.get("hidden_columns", ())),
                tuple(map(tuple, sheet.get("comments", ()))),
                (*doubts, *(Doubt("E11", row, column, messages.E11_lost_in_word.text()) for row, column in lost)),
                tuple(map(tuple, sheet.get("marked", ()))),
                frozenset(sheet.get("unresolved", ())),
            )
        )
    return made


def _about_characters(file: str, name: str, doubts: Sequence[Doubt], lost: Sequence[tuple[int, int]]) -> Iterator[str]:
    """One notice a kind: how many cells, and the first of them."""
    place = say(f"{file}〔{name}〕" if name else f"{file} ", f"{file} {name}")
    cells = {
        code: [(doubt.row, doubt.column) for doubt in doubts if doubt.code == code]
        for code in dict.fromkeys(d.code for d in doubts)
    }
    for code, found in (*cells.items(), ("E11", list(lost))):
        if found:
            shown = "、".join(f"{column_letter(column)}{row}" for row, column in found[:10]) + (
                "…" if len(found) > 10 else ""
            )
            yield ABOUT_CELLS[code](place, len(found), shown)


def _about_headers(file: str, name: str, rows: Sequence[tuple[Cell, ...]]) -> Iterator[str]:
    """P04: the first row of a table comes again further down, as where two exports were joined."""
    first = next((row for row in rows if sum(cell not in (None, "") for cell in row) > 2), None)
    if first and (again := [place + 1 for place in equal_to(rows, first)][1:]):
        shown = "、".join(map(str, again[:10])) + ("…" if len(again) > 10 else "")
        place = say(f"{file}〔{name}〕" if name else f"{file} ", f"{file} {name}")
        yield messages.header_repeated(place=place, rows=shown)
