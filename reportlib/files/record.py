"""The record of a folder of files, ``fetched.csv``: one line a resource, read and written here and nowhere else.

A plain table that a spreadsheet program opens; its columns may stand in any order, and further ones are left alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from reportlib import filenames, messages, roc
from reportlib.cells import guarded, plain_text
from reportlib.errors import InputError, Problem
from reportlib.files.model import Fetched
from reportlib.readers import files
from reportlib.writing import csv_bytes

RECORD = "fetched.csv"
# Beside it: what a person signs of columns and standard fields, and the portal's JSON of the datasets. None is a dataset's file.
MAPPING, METADATA = "mapping.csv", "metadata.json"
# What each column holds, by the name of its field; the first four must be there.
COLUMNS = {
    "dataset": "資料集識別碼",
    "number": "資源序號",
    "address": "網址",
    "day": "取得日期",
    "status": "狀態碼",
    "landed": "轉址後網址",
    "media_type": "媒體類型",
    "size": "位元組數",
    "sha256": "SHA-256",
    "path": "檔案",
    "reason": "說明",
    "asked": "已詢問",
}
YES, NO = "是", "否"
REQUIRED = ("dataset", "number", "address", "day")
LARGEST_NUMBER, LARGEST_SIZE = 10_000, 1 << 50
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def read(folder: Path) -> tuple[Fetched, ...]:
    """Every line of the record of a folder, in order; () where there is none.

    InputError with every line that is wrong: a record is believed as a whole or not at all.
    """
    path = folder / RECORD
    if not os.path.lexists(path):
        return ()
    if filenames.leads_out(path, folder):
        raise InputError(messages.F20_link_out_of_folder().at(file=RECORD))
    rows = files.read(path)[0].rows
    header, *lines = [[str(cell or "").strip() for cell in row] for row in rows]
    missing = [COLUMNS[name] for name in REQUIRED if COLUMNS[name] not in header]
    if missing:
        raise InputError(messages.L09_record_lacks_columns(columns=missing).at(file=RECORD))
    places = {name: header.index(label) for name, label in COLUMNS.items() if label in header}
    found: list[Fetched] = []
    problems: list[Problem] = []
    seen: set[tuple[str, int]] = set()
    for row, line in enumerate(lines, 2):
        if not any(line):
            continue
        given = {name: str(plain_text(line[place])) if place < len(line) else "" for name, place in places.items()}
        wrong = list(_wrong_values(given))
        if not wrong:
            one = _fetched(given)
            if (one.dataset, one.number) in seen:
                wrong = [("number", messages.I06_resource_twice(dataset=one.dataset, number=one.number))]
            seen.add((one.dataset, one.number))
            found.append(one)
        problems += [
            problem.at(file=RECORD, row=row, column=places.get(name, 0) + 1, header=COLUMNS[name])
            for name, problem in wrong
        ]
    if problems:
        raise InputError(*problems[: files.MOST_PROBLEMS])
    return tuple(found)


def write(folder: Path, fetched: Iterable[Fetched]) -> None:
    """Put the record in its place, in the order of datasets and numbers, at once or not at all."""
    lines = sorted(fetched, key=lambda one: (one.dataset, one.number))
    draft = folder / f".{RECORD}.part"
    draft.write_bytes(csv_bytes([COLUMNS.values(), *(_line(one) for one in lines)]))
    os.replace(draft, folder / RECORD)


def _line(one: Fetched) -> list[str]:
    values = (getattr(one, name) for name in COLUMNS)
    return [guarded(_shown(value)) for value in values]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if value is None or value == 0:
        return ""
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())


def _wrong_values(given: dict[str, str]) -> Iterator[tuple[str, Problem]]:
    """What is wrong in one line, by field."""
    for name, is_right in _RIGHT.items():
        value = given.get(name, "")
        if not (is_right(value) if value else name not in REQUIRED):
            yield name, messages.V17_record_value(value=value)
    if bool(given.get("path")) != bool(given.get("sha256")):
        yield "path", messages.V17_record_file_without_hash()


def _is_count(most: int) -> Callable[[str], bool]:
    return lambda value: bool(re.fullmatch(r"[0-9]{1,16}", value)) and int(value) <= most


def _is_day(value: str) -> bool:
    try:
        roc.read_date(value)
    except roc.BadDate:
        return False
    return True


def is_inside(path: str) -> bool:
    """Whether a path of the record stays in the folder by the look of it, whatever the system it was written on."""
    if "\\" in path or ":" in path or "\0" in path:
        return False
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts


_RIGHT: dict[str, Callable[[str], bool]] = {
    "dataset": lambda value: len(value) <= 100 and value.isprintable(),
    "number": lambda value: _is_count(LARGEST_NUMBER)(value) and int(value) > 0,
    "address": lambda value: bool(_ADDRESS.fullmatch(value)),
    "day": _is_day,
    "status": lambda value: bool(re.fullmatch(r"[1-5][0-9]{2}", value)),
    "size": _is_count(LARGEST_SIZE),
    "sha256": lambda value: bool(_DIGEST.fullmatch(value.lower())),
    "path": is_inside,
    "asked": lambda value: value in (YES, NO),
}


def _fetched(given: dict[str, str]) -> Fetched:
    return Fetched(
        given["dataset"],
        int(given["number"]),
        given["address"],
        roc.read_date(given["day"]).day,
        int(given["status"]) if given.get("status") else None,
        given.get("landed", ""),
        given.get("media_type", ""),
        int(given.get("size") or 0),
        given.get("sha256", "").lower(),
        given.get("path", ""),
        given.get("reason", ""),
        given.get("asked") != NO,
    )
