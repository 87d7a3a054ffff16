"""What a child answers, and what the CSV splitter finds, as sheets, as members of an archive, or as a refusal."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlib import filenames
from reportlib.errors import Problem, quoted
from reportlib.language import say
from reportlib.readers import characters
from reportlib.readers.characters import Doubt
from reportlib.readers.refusals import (
    ABOUT_CELLS,
    LOST_IN_WORD,
    MEMBER_REFUSALS,
    NOTICES,
    REFUSALS,
    TYPE_NAMES,
    no_table,
    refused,
)
from reportlib.readers.sheets import Cell, Sheet, column_letter
from reportlib.writing import sha256


def checked(answer: dict, file: str) -> dict:
    """The child's answer, unless it is a refusal."""
    code = answer.get("refused")
    if not code:
        return answer
    detail = TYPE_NAMES.get(answer["detail"], answer["detail"])
    if code == "F09":
        raise no_table(file, detail)
    if code == "P02":
        raise no_table(
            file, "HTML", f"{say('登入頁', ' login page') if answer['sheet'] else ''}{quoted(detail) if detail else ''}"
        )
    zh, en, todo_zh, todo_en = REFUSALS.get(code, REFUSALS["A12"])
    raise refused(code, file, say(zh.format(detail), en.format(detail)), say(todo_zh, todo_en), sheet=answer["sheet"])


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
            zh, en, todo_zh, todo_en = MEMBER_REFUSALS[code]
            found.append(Member(name, b"", Problem(code, say(zh, en), say(todo_zh, todo_en), f"{file}／{name}")))
        else:
            found.append(Member(name, base64.b64decode(member["data"])))
    return found


def sheets_of_workbook(file: str, data: bytes, answer: dict, notices: tuple[str, ...]) -> list[Sheet]:
    """The sheets of a workbook as the child read it, with ``notices`` and its own; F15 where none is visible."""
    if not any(not sheet["hidden"] for sheet in answer["sheets"]):
        names = "、".join(quoted(sheet["name"]) for sheet in answer["sheets"])
        what = say(
            f"活頁簿裡沒有可見的工作表{names and f'，只有隱藏的{names}'}。",
            f"the workbook has no visible worksheet{names and f', only hidden ones: {names}'}.",
        )
        raise refused(
            "F15", file, what, say("請取消隱藏資料所在的工作表後重送。", "Unhide the sheet with the data and resend.")
        )
    for code, sheet, detail in answer["notices"]:
        zh, en = NOTICES[code if code != "F23" else detail]
        place = f"{file}〔{sheet}〕" if sheet else file
        notices += (say(f"{place}：{zh.format(detail)}", f"{place}: {en.format(detail)}"),)
    return made_sheets(file, data, answer["sheets"], None, notices)


def made_sheets(
    file: str, data: bytes, found: list[dict], encoding: str | None, notices: tuple[str, ...], unknown: bool = False
) -> list[Sheet]:
    """Sheets of the rows that were found, with what is doubtful about their characters; E13 for a garbled text."""
    digest = sha256(data)
    made = []
    for sheet in found:
        rows = [tuple(row) for row in sheet["rows"]]
        name = sheet["name"]
        if sample := characters.mojibake("\n".join([cell for row in rows for cell in row if type(cell) is str])):
            what = say(
                f"文字是亂碼，曾以錯誤的編碼開啟後另存（原文有{quoted(sample)}）。",
                f"the text is garbled: it was opened in a wrong encoding and saved (it once held {quoted(sample)}).",
            )
            raise refused(
                "E13",
                file,
                what,
                say("請用原始檔案重新匯出後重送。", "Export it again from its source and resend."),
                sheet=name,
            )
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
                (*doubts, *(Doubt("E11", row, column, say(*LOST_IN_WORD)) for row, column in lost)),
                tuple(map(tuple, sheet.get("marked", ()))),
                frozenset(sheet.get("unresolved", ())),
            )
        )
    return made


def _about_characters(file: str, name: str, doubts: Sequence[Doubt], lost: Sequence[tuple[int, int]]) -> Iterator[str]:
    """One notice a kind: how many cells, and the first of them."""
    place = f"{file}〔{name}〕" if name else f"{file} "
    cells = {
        code: [(doubt.row, doubt.column) for doubt in doubts if doubt.code == code]
        for code in dict.fromkeys(d.code for d in doubts)
    }
    for code, found in (*cells.items(), ("E11", list(lost))):
        if found:
            zh, en = ABOUT_CELLS[code]
            shown = "、".join(f"{column_letter(column)}{row}" for row, column in found[:10]) + (
                "…" if len(found) > 10 else ""
            )
            yield say(f"{place}有 {len(found)} 格{zh}：{shown}。", f"{file} {name}: {len(found)} cells {en}: {shown}.")


def _about_headers(file: str, name: str, rows: Sequence[tuple[Cell, ...]]) -> Iterator[str]:
    """P04: the first row of a table comes again further down, as where two exports were joined."""
    first = next((row for row in rows if sum(cell not in (None, "") for cell in row) > 2), None)
    if first and (again := [number for number, row in enumerate(rows, 1) if row == first][1:]):
        shown = "、".join(map(str, again[:10])) + ("…" if len(again) > 10 else "")
        place = f"{file}〔{name}〕" if name else f"{file} "
        yield say(
            f"{place}第 {shown} 列重複第一列標題：可能是兩份匯出檔接在一起，請確認是否為同一天的資料。",
            f"{file} {name}: row {shown} repeats the header: perhaps two exports joined; check that they are of one day.",
        )
