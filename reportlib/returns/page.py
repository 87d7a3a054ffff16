"""What the secretariat looks at after an intake: one page of HTML without a script, and a summary in the terminal.

Both say who has sent what, what is wrong and what was corrected. Texts of the units are data: escaped on the page, and freed
of control characters in the terminal. The page is Chinese, as the packet is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from reportlib.records.findings import Finding
from reportlib.records.intake_tables import WORDS
from reportlib.returns.asked import OWN_SHEETS
from reportlib.returns.board import Board, Cell
from reportlib.roc import format_date
from reportlib.workbooks.marking.marks import LEVELS

if TYPE_CHECKING:
    from reportlib.returns.intake_outcome import Intake, ReceivedFile


TEMPLATE = "intake.html.j2"
MOST_SHOWN = 200  # findings of one level and file on the page; the marked-up copy and findings.csv have all
MOST_LINES, MOST_OF_A_FILE = 30, 3  # kinds of findings in the terminal
SIGNS = {
    "received": "●",
    "late": "◐",
    "errors": "▲",
    "missing": "○",
    "not_asked": "－",
}  # so that no state is told by colour alone
ENGLISH = {"received": "received", "late": "late", "errors": "errors", "missing": "missing", "not_asked": "not asked"}
STANDINGS = {
    "counts": "採計",
    "older": "較舊的版本，不採計",
    "same": "與另一檔相同，不採計",
    "undecided": "版本待決定",
    "unknown_unit": "單位不明",
    "not_asked": "不需回報的單位",
    "no_return": "沒有要回報的表",
    "refused": "無法讀取",
    "skipped": "略過",
}
OPEN_QUESTIONS = ("undecided", "unknown_unit", "not_asked", "no_return", "refused")
_ROW_COUNTS = {"accepted": "採計", "used": "採計", "set_aside": "待確認", "blank": "空白", "totals": "合計"}


def missing_text(board: Board, name: str = "") -> str:
    """「尚缺 2 個單位：水利署、能源署」, "" where every unit has sent what was asked."""
    units = board.lacking(name)
    return f"尚缺 {len(units)} 個單位：{'、'.join(units)}" if units else ""


def units_without_returns(board: Board) -> list[tuple[str, tuple[str, ...]]]:
    """The units of which nothing counts, with the returns that all of them lack: those that lack the same units stand together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name in board.returns:
        if units := board.lacking(name):
            found.setdefault(units, []).append(board.labels[name])
    return [("、".join(labels), units) for units, labels in found.items()]


# -- the page ----------------------------------------------------------------------------------------------------------------


def page(found: Intake, marked: Mapping[str, str] | None = None) -> str:
    """The page; ``marked`` has the path of a file's marked-up copy, relative to the page, by the file's name as received."""
    from reportlib.media.html.page import page_without_script

    board, meeting = found.board, found.meeting.params.meeting
    links = {name: quote(path) for name, path in (marked or {}).items()}
    units = list(_units(found, links))
    anchors = {unit["name"]: unit["anchor"] for unit in units}
    missing = board.lacking()
    whole = [
        unit
        for unit in board.units
        if all(board[unit, name].state in ("received", "late", "not_asked") for name in board.returns)
    ]
    states = [state for state in WORDS if board.count(state)]
    return page_without_script(
        TEMPLATE,
        name=found.meeting.params.name,
        title=f"第{meeting.term}屆第{meeting.number}次會議",
        body=meeting.body,
        notice=meeting.data_notice or "",
        notice_text=meeting.data_notice_text or "",
        due=format_date(board.due) if board.due else "",
        figures=[
            ("收齊無誤", len(whole), f"個單位，共 {len(board.units)} 個", "good"),
            ("尚缺", len(missing), "個單位", "missing" if missing else ""),
            ("錯誤", len(found.errors), "項", "wrong" if found.errors else ""),
            ("提醒", len(found.warnings), "項", ""),
        ],
        missing=[{"label": label, "units": units} for label, units in units_without_returns(board)],
        missing_text=missing_text(board),
        labels=[board.labels[name] for name in board.returns],
        rows=[_row_view(board, unit, anchors.get(unit, "")) for unit in board.units],
        totals=[
            {state: sum(board[unit, name].state == state for unit in board.units) for state in states}
            for name in board.returns
        ],
        states=[(state, SIGNS[state], WORDS[state]) for state in states],
        open_files=[_file_view(file, links) for file in found.files if file.standing in OPEN_QUESTIONS],
        to_paste=[(one.what, *one.todo.partition("\n")[::2]) for one in found.errors if one.code == "F18"],
        units=units,
        corrections=[one.cells() for one in found.corrections],
        files=[_file_view(file, links) for file in found.files if file.standing != "skipped"],
        skipped=[_file_view(file, links) for file in found.files if file.standing == "skipped"],
        most=MOST_SHOWN,
    )


def _row_view(board: Board, unit: str, anchor: str) -> dict:
    """A row of the board; what is said of several of a unit's returns stands once, beside its name."""
    cells = [_cell_view(board[unit, name], board.labels[name]) for name in board.returns]
    said = []
    for key, form in (("version", "版本：{}"), ("note", "{}")):
        for text, times in Counter(cell[key] for cell in cells if cell[key]).items():
            if times > 1:
                said.append(form.format(text))
                cells = [cell | {key: ""} if cell[key] == text else cell for cell in cells]
    return {"unit": unit, "anchor": anchor, "said": said, "cells": cells}


def _cell_view(cell: Cell, label: str) -> dict:
    facts = []
    if cell.state in ("received", "late", "errors") and (cell.file or cell.rows):
        facts.append(f"{cell.rows:,} 列")
    if cell.set_aside:
        facts.append(f"待確認 {cell.set_aside:,} 列")
    if cell.errors:
        facts.append(f"錯誤 {cell.errors:,}")
    if cell.warnings:
        facts.append(f"提醒 {cell.warnings:,}")
    if cell.late and cell.state != "late":
        facts.append("逾期")
    if cell.received_on:
        facts.append(f"{format_date(cell.received_on)} 收")
    return {
        "state": cell.state,
        "sign": SIGNS[cell.state],
        "word": WORDS[cell.state],
        "label": label,
        "facts": facts,
        "version": cell.version,
        "note": cell.note,
    }


def _units(found: Intake, links: Mapping[str, str]) -> Iterator[dict]:
    """The units with findings, in the board's order; those of files whose unit is not known come last."""
    files: dict[str, list[ReceivedFile]] = {}
    for file in found.files:
        files.setdefault(file.unit, []).append(file)
    known = {file.name for file in found.files}
    by_file: dict[str, list[Finding]] = {}
    for finding in found.findings:
        by_file.setdefault(finding.file, []).append(finding)
    order = [*found.board.units, *(unit for unit in files if unit and unit not in found.board.units), ""]
    for number, unit in enumerate(order, 1):
        views = [
            {**_file_view(file, links), **_findings_view(_in_order_of_sheets(by_file[file.name], file))}
            for file in files.get(unit, ())
            if by_file.get(file.name)
        ]
        if not unit:
            views += [
                {"name": name, "href": "", "standing": "", "word": "", **_findings_view(some)}
                for name, some in by_file.items()
                if name not in known
            ]
        if views:
            views.sort(key=lambda view: (not view["errors"], view["name"]))
            yield {
                "name": unit,
                "title": unit or "單位不明或不屬於一個單位",
                "anchor": f"u-{number}",
                "files": views,
                "errors": sum(view["errors"] for view in views),
                "warnings": sum(view["warnings"] for view in views),
            }


def _in_order_of_sheets(findings: Sequence[Finding], file: ReceivedFile) -> list[Finding]:
    """As the sheets stand in the file: in one of our forms, the order of its tables."""
    places = {sheet.name: place for place, sheet in enumerate(file.sheets, 1)}
    return sorted(findings, key=lambda one: places.get(one.sheet, 0))


def _findings_view(findings: Sequence[Finding]) -> dict:
    levels = [(level, [one for one in findings if one.level == level]) for level in LEVELS]
    return {
        "errors": sum(one.level == "error" for one in findings),
        "warnings": sum(one.level == "warning" for one in findings),
        "groups": [
            {
                "level": level,
                "word": LEVELS[level],
                "count": len(some),
                "rows": some[:MOST_SHOWN],
                "more": max(0, len(some) - MOST_SHOWN),
            }
            for level, some in levels
            if some
        ],
    }


def _file_view(file: ReceivedFile, links: Mapping[str, str]) -> dict:
    return {
        "name": file.name,
        "href": links.get(file.name, ""),
        "unit": file.unit,
        "how": file.how,
        "standing": file.standing,
        "word": STANDINGS.get(file.standing, file.standing),
        "version": file.version,
        "received_on": format_date(file.received_on) if file.received_on else "",
        "late": file.late,
        "encoding": file.encoding,
        "note": file.note,
        "notices": _notices(file),
        "sha256": file.sha256,
        "size": f"{file.size:,}",
        "sheets": [
            {
                "name": sheet.name or "（文字檔）",
                "hidden": sheet.hidden,
                "rows": f"{sheet.rows:,}",
                "note": sheet.note,
                "counts": "、".join(
                    f"{_ROW_COUNTS[key]} {number:,} 列"
                    for key, number in sheet.counts.items()
                    if key in _ROW_COUNTS and number
                ),
            }
            for sheet in file.sheets
            if sheet.name not in OWN_SHEETS
        ],
    }


def _notices(file: ReceivedFile) -> list[str]:
    """What was noticed in the file, each once: the sheets of which it is said, and not the file's name, which stands beside it."""
    said: dict[str, list[str]] = {}
    for notice in file.notices:
        place, colon, text = notice.partition("：")
        name, _, sheet = place.partition("〔")
        if not colon or name not in (file.name, *re.split("[/／]", file.name)[-1:]):
            sheet, text = "", notice
        sheets = said.setdefault(text, [])
        if sheet and sheet.removesuffix("〕") not in sheets:
            sheets.append(sheet.removesuffix("〕"))
    return [f"{'、'.join(sheets)}：{text}" if sheets else text for text, sheets in said.items()]


COLOURS = {"received": "green", "late": "yellow", "errors": "red", "missing": "bold red", "not_asked": "dim"}
