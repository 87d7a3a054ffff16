"""What an intake writes: the accepted rows that the packet reads, and the folder that the secretariat looks at.

``data/<meeting>/accepted/`` has a CSV file for each return and for the board and the corrections, each row with its origin;
``output/<meeting>.intake/`` has the page, the marked-up copies, and the findings, the board and the rows set aside as tables.
Each is replaced as a whole or not at all; what a person has put into either is kept.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages, temporary
from reportlib.errors import OutputError
from reportlib.meeting.fields import ACCEPTED
from reportlib.packets.folder_swap import FolderPlace
from reportlib.packets.publish import PacketPlace, publish_all, writing
from reportlib.readers import files as readers_files
from reportlib.records import kept_lists, schema
from reportlib.records.findings import Finding
from reportlib.records.tables import TABLES
from reportlib.returns import board, corrections, page
from reportlib.returns.asked import RETURNS, codes_of
from reportlib.returns.intake_outcome import Intake
from reportlib.returns.work import each_row
from reportlib.writing import as_csv, sha256

if TYPE_CHECKING:
    from reportlib.returns.both_sides import Row

FINDINGS = ("單位", "檔案", "工作表", "列", "欄", "欄名", "程度", "代碼", "規則", "值", "問題", "請")
SET_ASIDE = ("單位", "回報表", "檔案", "工作表", "列", "理由", "內容")
LEVELS = {"error": "錯誤", "warning": "提醒"}
RESOLUTIONS = RETURNS["progress"].input


def publish(found: Intake, step: Callable[[str], None] = lambda text: None) -> Path:
    """Write everything an intake found; the folder for the secretariat. OutputError leaves both folders as they were."""
    params = found.meeting.params
    tables = accepted_tables(found)
    place = PacketPlace(params.root / "output" / f"{params.name}.intake", is_chosen=False)
    with place.reserved(params.name) as stage:
        step(messages.marking_results())
        outputs = secretariat_files(found, tables)
        with writing(place.target):
            for name, data in outputs.items():
                path = stage / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            (stage / "run.json").write_bytes(
                as_json(
                    {"meeting": params.name, "outputs": {name: sha256(data) for name, data in sorted(outputs.items())}}
                )
            )
        folder = params.data_folder / ACCEPTED
        record = {kept_lists.RECORD: _own_lists(found)}
        with contextlib.ExitStack() as held:
            with writing(folder):
                replacement = held.enter_context(temporary.beside(folder.parent)) / ACCEPTED
                aside = _stage_accepted(folder, replacement, tables | record)
            publish_all(FolderPlace(folder, replacement, aside), place)
    return place.target


# -- what the packet reads -------------------------------------------------------------------------------------------------


def accepted_tables(found: Intake) -> dict[str, bytes]:
    """Every file of the folder of accepted rows, by its name: ``plan.csv``, ``received.csv``, ``corrections.csv`` …

    A return that becomes an input has the secretariat's list and what came of it; the others have what came.
    """
    from reportlib.measures.follow_up import is_released
    from reportlib.returns import both_sides, followed_up, quarterly

    files = {}
    for name, frame in found.accepted.items():
        one, kept = RETURNS[name], found.kept.get(name)
        if name == quarterly.CHECKLIST:
            files[f"{name}.csv"] = rows_csv(TABLES[one.input], quarterly.merged(found))
            continue
        if one.input and one.input != RESOLUTIONS:
            rows = both_sides.merged(one, kept, frame, codes_of(one, found.meeting))
            files[f"{name}.csv"] = rows_csv(TABLES[one.input], rows)
            continue
        files[f"{name}.csv"] = rows_csv(one.table, (record for _, record in each_row(frame)))
        if one.input:
            rows = followed_up.merged(frame, kept, _owners(found), partial(is_released, meeting=found.meeting))
            files[f"{RESOLUTIONS}.csv"] = rows_csv(TABLES[RESOLUTIONS], rows)
    files["received.csv"] = as_csv(board.HEADER, found.board.rows())
    files["corrections.csv"] = as_csv(corrections.HEADER, (applied.cells() for applied in found.corrections))
    return files


def rows_csv(table: schema.TableSchema, rows: Iterable[Row]) -> bytes:
    """Rows under the labels of a table, then their origin."""
    columns = {column.name: column.label for column in table.columns}
    names = (*columns, *schema.ORIGIN)
    return as_csv((*columns.values(), *schema.ORIGIN), ([row.get(name) for name in names] for row in rows))


def _owners(found: Intake) -> Callable[[str], list[str]]:
    """The official names of the units that a resolution is asked of, by its owner."""
    from reportlib.measures.responsible import owners

    names = {agency.short: agency.name for agency in found.meeting.register}
    return lambda text: [names[unit] for unit in owners(text, found.meeting) if unit in found.board.units]


def _own_lists(found: Intake) -> bytes:
    """Which of the secretariat's lists the tables were made from."""
    from reportlib.records import inputs
    from reportlib.returns import quarterly

    lists = {}
    for name, records in found.kept.items():
        if name == quarterly.CHECKLIST:
            own = quarterly.own_list(found.meeting)
            lists[name] = (own[0], own[1].sha256) if own else None
        elif kind := RETURNS[name].input:
            path = inputs.kept_or_beside(kind, found.meeting)
            lists[inputs.FILES[kind]] = (path, records.sha256) if path and records else None
    return kept_lists.record(lists, found.meeting.params)


# -- what the secretariat looks at -----------------------------------------------------------------------------------------


def secretariat_files(found: Intake, tables: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file of the folder for the secretariat, by its path in it."""
    copies = marked_copies(found)
    files = {f"marked/{name}": data for name, data in copies.values()}
    files["intake.html"] = page.page(found, {file: f"marked/{name}" for file, (name, _) in copies.items()}).encode()
    files["findings.csv"] = as_csv(FINDINGS, (_finding_cells(found, one) for one in found.findings))
    files["board.csv"] = tables["received.csv"]
    files["set-aside.csv"] = as_csv(
        SET_ASIDE,
        (
            (
                one.unit,
                found.board.labels[one.table],
                one.file,
                one.sheet,
                one.row,
                "；".join(one.reasons),
                "｜".join(one.cells),
            )
            for one in found.set_aside
        ),
    )
    files["hashes.json"] = as_json(
        {
            "meeting": found.meeting.params.name,
            "returns": [
                {
                    "file": file.name,
                    "sha256": file.sha256,
                    "bytes": file.size,
                    "unit": file.unit,
                    "standing": file.standing,
                }
                for file in found.files
            ],
            "accepted": {name: sha256(data) for name, data in sorted(tables.items())},
        }
    )
    return files


def marked_copies(found: Intake) -> dict[str, tuple[str, bytes]]:
    """For every file with findings for its unit, by its name as received: the name and the bytes of its marked-up copy."""
    from reportlib.workbooks.marking.copies import marked_copy

    copies: dict[str, tuple[str, bytes]] = {}
    taken: set[str] = set()
    for file in found.files:
        mine = [one for one in found.findings_of(file.name) if one.is_for_the_unit]
        if not mine or file.path is None or not file.sha256 or file.standing in ("skipped", "unknown_unit"):
            continue
        name, data = marked_copy(
            _bytes(file.path, file.member), file.name.rpartition("／")[2], mine, file.read if file.read else None
        )
        stem, dot, suffix = name.rpartition(".")
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}{dot}{suffix}"
        taken.add(name.casefold())
        copies[file.name] = name, data
    return copies


def _bytes(path: Path, member: str) -> bytes:
    """What was received: the file, or a member of an archive; nothing of a member that is not read."""
    return dict(readers_files.unpack(path)).get(member, b"") if member else path.read_bytes()


def _finding_cells(found: Intake, one: Finding) -> tuple[object, ...]:
    unit = next((file.unit for file in found.files if file.name == one.file), "")
    return (
        unit,
        one.file,
        one.sheet,
        one.row,
        one.letter,
        one.header,
        LEVELS[one.level],
        one.code,
        one.rule_name,
        one.shown_value,
        one.what,
        one.todo,
    )


def as_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


# -- the folder of accepted rows -------------------------------------------------------------------------------------------


def _stage_accepted(folder: Path, stage: Path, tables: Mapping[str, bytes]) -> Path:
    """A whole new folder: the tables, and the files of the old one that no intake wrote; where the old one is to wait."""
    old = folder.with_name(f".{folder.name}.old")
    if old.is_dir() and not folder.exists():  # a run was killed between the two renames
        os.rename(old, folder)
    if folder.exists() and not folder.is_dir():
        raise OutputError(messages.R12_no_folder(name=folder.name))
    shutil.rmtree(old, ignore_errors=True)
    stage.mkdir()
    ours = {*tables, *(f"{name}.csv" for name in (*RETURNS, "received", "corrections", RESOLUTIONS))}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in ours:
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, stage / path.name)
    for name, data in tables.items():
        (stage / name).write_bytes(data)
    return old
