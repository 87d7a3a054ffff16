"""What an intake asks a person: whose a file is, which of two counts, and what a cell should be. The answers stand where it reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlib.desk.entries import add_entry
from reportlib.desk.known import meeting_files
from reportlib.new.ready import meeting_of_returns
from reportlib.returns.corrections import Corrections
from reportlib.returns.decisions import Decisions
from reportlib.returns.intake import intake
from reportlib.returns.page import OPEN_QUESTIONS, STANDINGS
from reportlib.roc import format_date
from reportlib.writing import sha256_of

_FILES = {"decisions": "intake.yaml", "corrections": "corrections.yaml"}


def questions(root: Path, meeting: str) -> dict[str, Any]:
    """The files of which nobody knows yet whose they are or whether they count, and the units that they may be of."""
    opened = meeting_of_returns(meeting_files(root)[meeting])
    found = intake(opened)
    files = [
        {
            "name": file.name,
            "standing": file.standing,
            "word": STANDINGS.get(file.standing, file.standing),
            "unit": file.unit,
            "note": file.note,
            "sha256": file.sha256,
        }
        for file in found.files
        if file.standing in OPEN_QUESTIONS
    ]
    corrections = [
        {
            "file": one.file,
            "place": " ".join(filter(None, (one.sheet, one.place, one.header))),
            "old": one.old,
            "new": one.new,
            "reason": one.reason,
            "who": one.who,
            "when": format_date(one.when),
        }
        for one in found.corrections
    ]
    units = [agency.short for agency in opened.register.agencies]
    return {"files": files, "units": units, "corrections": corrections, "hash": _digest(root, meeting)}


def _digest(root: Path, meeting: str) -> str:
    folder = root / "data" / meeting
    paths = (folder / name for name in _FILES.values())
    return " ".join(sha256_of(path) if path.is_file() else "-" for path in paths)


def answer_question(
    root: Path, meeting: str, digest: str, answer: str, file: str, sha256: str, unit: str, reason: str, who: str
) -> dict[str, Any]:
    """Say of a file whose it is (``unit``), that it is the one that counts (``use``), or that it is no return (``skip``)."""
    if digest != _digest(root, meeting):
        return {"conflict": True}
    path = root / "data" / meeting / _FILES["decisions"]
    entry: dict[str, str | int | bool] = {"unit": unit, "use": file} if answer == "use" else {"file": file}
    if answer != "use":
        entry |= {"skip": True} if answer == "skip" else {"unit": unit}
    entry |= {"sha256": sha256[:12]} if sha256 else {}  # of these very bytes
    entry |= {"reason": reason, "who": who}
    add_entry(path, root, Decisions, "versions" if answer == "use" else "files", entry)
    return {}


def correct_cell(root: Path, meeting: str, digest: str, cell: dict[str, str]) -> dict[str, Any]:
    """A signed entry of ``corrections.yaml``: what stands in the cell, what it shall be, why, who says so, and when."""
    if digest != _digest(root, meeting):
        return {"conflict": True}
    entry: dict[str, str | int | bool] = {
        key: value for key, value in cell.items() if value or key in ("expected", "new")
    }
    if str(entry.get("row", "")).isdecimal():
        entry["row"] = int(entry["row"])
    add_entry(root / "data" / meeting / _FILES["corrections"], root, Corrections, "corrections", entry)
    return {}
