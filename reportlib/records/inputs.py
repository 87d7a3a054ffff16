"""Reading a meeting's inputs, and checking all of them before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pandas as pd

from reportlib.cells import plain_text
from reportlib.display.display import Cell
from reportlib.facts.facts import Fact, Units
from reportlib.meeting.fields import ACCEPTED
from reportlib.meeting.meeting import Meeting
from reportlib.records.clean import clean, holds
from reportlib.records.records import Records
from reportlib.records.tables import TABLES

# Each kind of record and the parameter that names its file; one file may hold two kinds.
FILES = {kind: "evaluation" if kind == "oas" else kind for kind in TABLES}
ACCOUNT = {
    "read": "讀入",
    "used": "採計",
    "blank": "空白",
    "header": "表頭",
    "totals": "合計列",
    "out_of_scope": "非本機關",
}
RARE = {
    "notes": "附註",
    "examples": "範例列",
    "repeated": "重複列",
    "set_aside": "待確認",
}  # shown only where an input has such rows


# Two tables of one file: where it has only one of them, the other is not provided.
TWINS = {"evaluation": "oas", "oas": "evaluation"}


def read(kind: str, path: Path, meeting: Meeting) -> Records | None:
    """One input, cleaned as this meeting's parameters say; None where the file holds only its twin.

    Of two tables of one file, the one that no unit returns is in the secretariat's own file still.
    """
    if FILES[kind] != kind and path.parent.name == ACCEPTED:
        own = kept(kind, meeting)
        if own is None:
            return None
        path = own
    if kind in TWINS and not holds(kind, path) and holds(TWINS[kind], path):
        return None
    records = clean(kind, path, meeting.register, other_publishers=meeting.params.other_publishers)
    return _as_accepted(records) if path.parent.name == ACCEPTED else records


def _as_accepted(records: Records) -> Records:
    """The texts that the intake wrote with an apostrophe, so that no spreadsheet program takes them for a formula, as they were."""

    def plain(value: object) -> object:
        if isinstance(value, tuple) and value:
            return (plain(value[0]), *value[1:])
        return plain_text(value) if isinstance(value, str) else value

    frame = records.frame
    texts = [column for column in frame.columns if frame[column].dtype == object]
    # Without a dtype pandas would turn None into nan.
    return records.with_frame(
        frame.assign(
            **{column: pd.Series([plain(value) for value in frame[column]], frame.index, object) for column in texts}
        )
    )


def kept(kind: str, meeting: Meeting) -> Path | None:
    """The secretariat's own file of an input: what the parameters name, or, where they name what the intake makes of the returns,
    the file of that kind in the meeting's folder of data (``requests.csv``, ``.xlsx`` or ``.ods``), if there is one."""
    path = getattr(meeting.params.inputs, FILES[kind])
    if path is None or path.parent.name != ACCEPTED:
        return path
    beside = (meeting.params.data_folder / f"{FILES[kind]}.{suffix}" for suffix in ("csv", "xlsx", "ods"))
    return next((path for path in beside if path.is_file()), None)


def kinds_of_rows(inputs: Iterable[Records]) -> dict[str, str]:
    """What rows an account of these inputs has to show, each kind with its name."""
    met = {kind for records in inputs for kind, number in records.counts.items() if number}
    return ACCOUNT | {kind: name for kind, name in RARE.items() if kind in met}


def account_of(records: Records, units: Units, kinds: Mapping[str, str] = ACCOUNT) -> tuple[Cell, ...]:
    """Where the rows of one input went: the file, a number of rows for each kind, the file's hash."""
    counts = dict(records.counts)
    counts["header"] = counts.get("header", 0) + counts.pop("above_header", 0)
    if unknown := set(counts) - set(kinds):
        raise ValueError(f"rows of a kind the account does not show: {sorted(unknown)}")
    place = f"{records.file}〔{records.sheet}〕" if records.sheet else records.file
    facts = (
        Fact(
            Decimal(counts.get(kind, 0)),
            units.count("列"),
            f"rows.{records.input}/{kind}",
            f"{place}{label}列數",
            rule="讀取輸入檔案時的列數",
            operator="declared",
        )
        for kind, label in kinds.items()
    )
    return (place, *facts, records.sha256[:12])


def report_of(records: Records) -> dict:
    """What the sentinel and the run record say of one input, JSON-able; notices are left out, being in the reader's language."""
    return {
        "input": records.input,
        "file": records.file,
        "sheet": records.sheet,
        "encoding": records.encoding,
        "sha256": records.sha256,
        "counts": dict(records.counts),
    }
