"""What an intake writes: the accepted rows that the packet reads, and the folder that the secretariat looks at.

``data/<meeting>/accepted/`` has a CSV file for each return and for the board and the corrections, each row with its origin;
``output/<meeting>.intake/`` has the page, the marked-up copies, and the findings, the board and the rows set aside as tables.
Each is replaced as a whole or not at all; what a person has put into either is kept.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlib import stopping
from reportlib.errors import OutputError, Problem, quoted
from reportlib.language import say
from reportlib.meeting.fields import ACCEPTED
from reportlib.meeting.meeting import Meeting
from reportlib.packets.folder_swap import swap_folder
from reportlib.packets.publish import PacketPlace, writing
from reportlib.readers import files as readers_files
from reportlib.records import meeting_tables, return_tables, schema, unit_tables
from reportlib.returns import board, corrections, page
from reportlib.returns.asked import RETURNS
from reportlib.returns.intake_outcome import Intake
from reportlib.returns.work import each_row
from reportlib.text import spelling
from reportlib.writing import as_csv, sha256

if TYPE_CHECKING:
    import pandas as pd

    from reportlib.records.records import Records


FINDINGS = ("單位", "檔案", "工作表", "列", "欄", "欄名", "程度", "代碼", "規則", "值", "問題", "請")
SET_ASIDE = ("單位", "回報表", "檔案", "工作表", "列", "理由", "內容")
LEVELS = {"error": "錯誤", "warning": "提醒"}
PLAN, RESOLUTIONS = "plan", "resolutions"


def publish(found: Intake, step: Callable[[str], None] = lambda text: None) -> Path:
    """Write everything an intake found; the folder for the secretariat. OutputError leaves both folders as they were."""
    params = found.meeting.params
    tables = accepted_tables(found)
    place = PacketPlace(params.root / "output" / f"{params.name}.intake", is_chosen=False)
    with place.reserved(params.name) as stage:
        step(say("標示並寫出結果", "marking and writing the results"))
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
        with writing(folder):
            replacement = _staged(folder, tables)
        with stopping.last_step():
            with writing(folder):
                aside = folder.with_name(f".{folder.name}.old")
                swap_folder(folder, replacement, aside)
                shutil.rmtree(aside, ignore_errors=True)
            place.publish()
    return place.target


# -- what the packet reads -------------------------------------------------------------------------------------------------


def accepted_tables(found: Intake) -> dict[str, bytes]:
    """Every file of the folder of accepted rows, by its name: ``plan.csv``, ``received.csv``, ``corrections.csv`` …"""
    files = {
        f"{name}.csv": return_csv(RETURNS[name].table, frame) for name, frame in found.accepted.items() if name != PLAN
    }
    if PLAN in found.accepted:
        table = RETURNS[PLAN].table
        files[f"{PLAN}.csv"] = as_csv(
            (*(column.label for column in table.columns), *schema.ORIGIN),
            planned(found.accepted[PLAN], _kept(PLAN, found.meeting), found.board.units),
        )
    files["received.csv"] = as_csv(board.HEADER, found.board.rows())
    files["corrections.csv"] = as_csv(corrections.HEADER, (applied.cells() for applied in found.corrections))
    if "progress" in found.accepted:
        files[f"{RESOLUTIONS}.csv"] = as_csv(
            *followed_up(found.accepted["progress"], _kept(RESOLUTIONS, found.meeting))
        )
    return files


def planned(returned: pd.DataFrame, kept: Records | None, asked: Sequence[str]) -> list[list[object]]:
    """Rows of the record file of planned openings: of those kept, what is open already or of a unit that is not asked, where
    nobody returned it; then those that came back. The forms ask about neither (:func:`reportlib.returns.prefilled.prefilled`)."""
    columns = (*(column.name for column in return_tables.PLAN_RETURN.columns), *schema.ORIGIN)
    came = [record for _, record in each_row(returned)]
    known = {_opening(record) for record in came}
    stay = [
        record
        for _, record in each_row(kept.frame if kept is not None else None)
        if _opening(record) not in known and (record.get("opened_on") or record["agency_short"] not in asked)
    ]
    return [[record.get(column) for column in columns] for record in (*stay, *came)]


def _opening(record: Mapping) -> tuple[str, ...]:
    return tuple(spelling(record[column]) for column in unit_tables.PLAN.key)


def return_csv(table: schema.TableSchema, frame: pd.DataFrame) -> bytes:
    """Accepted rows under the labels of their table, then their origin."""
    labels = {column.name: column.label for column in table.columns}
    values = (
        frame[column].astype(object).where(frame[column].notna(), None).tolist() for column in (*labels, *schema.ORIGIN)
    )
    return as_csv((*labels.values(), *schema.ORIGIN), zip(*values, strict=True))


def _kept(kind: str, meeting: Meeting) -> Records | None:
    """The records that the secretariat keeps: what the parameters name, or a file such as ``resolutions.csv`` beside the returns."""
    from reportlib.records import inputs as records_inputs

    path = records_inputs.kept(kind, meeting) or meeting.params.data_folder / f"{kind}.csv"
    return records_inputs.read(kind, path, meeting) if path.is_file() else None


def followed_up(progress: pd.DataFrame, kept: Records | None) -> tuple[tuple[str, ...], list[list[object]]]:
    """Header and rows of the record file of resolutions: those kept, with what the units report on them, then those only reported.

    Of several units that report on one resolution each is named before its words; it is done when all of them are, and released
    only where all propose that.
    """
    columns = {column.name: column.label for column in meeting_tables.RESOLUTIONS.columns}
    reports: dict[tuple[str, str], list[dict]] = {}
    for _, record in each_row(progress):
        reports.setdefault(_resolution(record), []).append(record)
    merged = []
    for _, record in each_row(kept.frame if kept is not None else None):
        merged.append(_reported(record, reports.pop(_resolution(record), [])))
    merged += [_reported(said[0], said) for said in reports.values()]
    return (*columns.values(), *schema.ORIGIN), [
        [record.get(column) for column in (*columns, *schema.ORIGIN)] for record in merged
    ]


def _resolution(record: Mapping) -> tuple[str, str]:
    return spelling(record["meeting"]), spelling(record["number"])


def _reported(record: Mapping, said: Sequence[Mapping]) -> dict:
    from reportlib.measures.follow_up import PROPOSALS, RELEASE

    if not said:
        return dict(record)
    found = dict(record) | {
        column: "；".join(dict.fromkeys(filter(None, (one[column] for one in said)))) for column in schema.ORIGIN
    }
    several = len(said) > 1
    handling = [
        f"{one['unit']}：{one['handling']}" if several else one["handling"] for one in said if one.get("handling")
    ]
    done: list[Any] = [one.get("done_on") for one in said]
    proposals = [PROPOSALS.get(one.get("proposal") or "", one.get("proposal")) for one in said]
    found["handling"] = "；".join(handling) or record.get("handling")
    found["done_on"] = max(done) if all(done) else None
    found["proposal"] = next((one for one in proposals if one != RELEASE), RELEASE)
    if not record.get("owner"):
        found["owner"] = "、".join(dict.fromkeys(one["unit"] for one in said))
    return found


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


def _finding_cells(found: Intake, one) -> tuple[object, ...]:
    unit = next((file.unit for file in found.files if file.name == one.file), "")
    shown = quoted(one.value)[1:-1] if one.value else ""
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
        shown,
        one.what,
        one.todo,
    )


def as_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


# -- the folder of accepted rows -------------------------------------------------------------------------------------------


def _staged(folder: Path, tables: Mapping[str, bytes]) -> Path:
    """A whole new folder beside the old one: the tables, and the files of the old one that no intake wrote."""
    stage, old = folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")
    if old.is_dir() and not folder.exists():  # a run was killed between the two renames
        os.rename(old, folder)
    if folder.exists() and not folder.is_dir():
        what = say(f"{folder.name} 不是資料夾。", f"{folder.name} is no folder.")
        raise OutputError(Problem("R12", what, say("請移開這個檔案後重新執行。", "Move it away and run again.")))
    shutil.rmtree(stage, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    stage.mkdir(parents=True)
    ours = {*tables, *(f"{name}.csv" for name in (*RETURNS, "received", "corrections", RESOLUTIONS))}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in ours:
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, stage / path.name)
    for name, data in tables.items():
        with (stage / name).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    return stage
