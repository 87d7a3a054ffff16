"""The data standards that a project has (``params/standards/*.yaml``), and the mappings of columns to their fields that people signed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlib import filenames, messages, roc
from reportlib.errors import InputError, Problem, did_you_mean
from reportlib.files.record import MAPPING
from reportlib.judging.names import folded
from reportlib.meeting import yaml_models
from reportlib.meeting.quality_rules import StandardField, StandardList
from reportlib.readers import files
from reportlib.store import reads
from reportlib.text import nearest

COLUMNS = ("資料集識別碼", "欄位", "標準欄位", "簽核人", "簽核日期")
NONE = "無"


@dataclass(frozen=True)
class Standards:
    """Every list of standard fields by its name (that of its file), in the order of names."""

    lists: Mapping[str, StandardList]

    def field(self, key: str) -> StandardField:
        """A field by ``list/field``."""
        name, _, id = key.partition("/")
        return next(field for field in self.lists[name].fields if field.id == id)

    def as_asked(self) -> list[dict[str, Any]]:
        """What a child process needs of them, as JSON."""
        return [
            {
                "list": name,
                "chosen": of.chosen,
                "needs": of.needs,
                "fields": [
                    field.model_dump(include={"id", "names", "pattern", "check", "personal", "advisory"})
                    | {"key": f"{name}/{field.id}"}
                    for field in of.fields
                ],
            }
            for name, of in self.lists.items()
        ]

    def keys(self) -> dict[str, str]:
        """``list/field`` by each spelling that a mapping may use: itself, and the name of a field that only one list has."""
        found: dict[str, str] = {}
        twice: set[str] = set()
        for name, of in self.lists.items():
            for field in of.fields:
                found[folded(f"{name}/{field.id}")] = f"{name}/{field.id}"
                if folded(field.name) in found:
                    twice.add(folded(field.name))
                found[folded(field.name)] = f"{name}/{field.id}"
        return {spelled: key for spelled, key in found.items() if spelled not in twice}


def read(folder: Path) -> Standards:
    """The lists of a folder; ConfigError with what is wrong with one. No folder is no list."""
    reads.note_listing(folder)
    paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    return Standards({path.stem: yaml_models.read_model(StandardList, path) for path in paths})


def signed(folder: Path, standards: Standards) -> dict[str, dict[str, str]]:
    """What people have signed: by dataset, each column with its ``list/field``, "" for a column that is of none.

    InputError for a line without a signature, or of a field that no list has.
    """
    path = folder / MAPPING
    if not os.path.lexists(path):
        return {}
    if filenames.leads_out(path, folder):
        raise InputError(messages.F20_link_out_of_folder().at(file=MAPPING))
    header, *lines = [[str(cell or "").strip() for cell in row] for row in files.read(path)[0].rows]
    if missing := [column for column in COLUMNS if column not in header]:
        raise InputError(messages.L09_mapping_lacks_columns(columns=missing).at(file=MAPPING))
    places = [header.index(column) for column in COLUMNS]
    keys, problems = standards.keys(), list[Problem]()
    found: dict[str, dict[str, str]] = {}
    for row, line in enumerate(lines, 2):
        if not any(line):
            continue
        dataset, column, field, signer, day = (line[at] if at < len(line) else "" for at in places)
        problems += _wrong(field, signer, day, keys, row, places)
        found.setdefault(dataset, {})[column] = "" if field == NONE else keys.get(folded(field), "")
    if problems:
        raise InputError(*problems[: files.MOST_PROBLEMS])
    return found


def _wrong(
    field: str, signer: str, day: str, keys: Mapping[str, str], row: int, places: Sequence[int]
) -> list[Problem]:
    found = []
    if field != NONE and folded(field) not in keys:
        near = did_you_mean(nearest(field, keys.values()))
        problem = messages.C05_no_standard_field(value=field, near=near)
        found.append(problem.at(file=MAPPING, row=row, column=places[2] + 1, header=COLUMNS[2]))
    try:
        is_signed = bool(signer and roc.read_date(day))
    except roc.BadDate:
        is_signed = False
    if not is_signed:
        problem = messages.C13_mapping_not_signed()
        found.append(problem.at(file=MAPPING, row=row, column=places[3] + 1, header=COLUMNS[3]))
    return found
