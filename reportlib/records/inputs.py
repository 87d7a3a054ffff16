"""Reading a meeting's inputs, and checking all of them before anything is computed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import numpy as np

from reportlib import messages
from reportlib.cells import plain_text
from reportlib.display.display import Cell, Naming
from reportlib.errors import InputError
from reportlib.facts.facts import Fact, Rows, Units
from reportlib.meeting.fields import ACCEPTED
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.param_choices import RunLimits
from reportlib.meeting.params import Params
from reportlib.model.document import SourceReport
from reportlib.readers import files
from reportlib.readers.content import Limits
from reportlib.readers.sheets import Sheet
from reportlib.records import api_documents, kept_lists
from reportlib.records.clean import clean_sheets, headers_on, holds
from reportlib.records.names import undecided_problem
from reportlib.records.of_datasets import UNLINKED, lacks_agency, with_agency
from reportlib.records.records import Records, texts_of, with_texts
from reportlib.records.tables import FILES, TABLES

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
    "undecided": "待認定",
    UNLINKED: "查無資料集",
}  # shown only where an input has such rows


# Two tables of one file: where it has only one of them, the other is not provided.
TWINS = {"evaluation": "oas", "oas": "evaluation"}


def limits_of(params: Params) -> Limits:
    """What of an input is too much to read, as the parameters say."""
    return limits_said(params.run)


def limits_said(run: RunLimits) -> Limits:
    """The same, of what stands under ``run``."""
    return Limits(run.input_mb * 1_000_000, run.input_cells, is_set=True)


def read(
    kind: str, path: Path, meeting: Meeting, sheets_of: Callable[[Path], list[Sheet]] | None = None
) -> Records | None:
    """One input, cleaned as this meeting's parameters say; None where the file holds only its twin. ``sheets_of`` reads a file;
    without it, it is read here, within the limits of the parameters."""
    source = file_of(kind, path, meeting)
    if source is None:
        return None
    if kind == "apis":
        sheets = [api_documents.sheet(source)]
    else:
        sheets = sheets_of(source) if sheets_of else files.read(source, limits=limits_of(meeting.params))
    headers = headers_on(sheets, TABLES[kind])
    if kind in TWINS and not holds(headers) and holds(headers_on(sheets, TABLES[TWINS[kind]])):
        return None
    records = clean_sheets(sheets, headers, meeting.register, other_publishers=meeting.params.other_publishers)
    if lacks_agency(records):
        records = with_agency(records, *(_beside(one, meeting, sheets_of) for one in ("catalogue", "withdrawn")))
    _refuse_nothing_of_ours(records, meeting)
    return _as_accepted(records) if source.parent.name == ACCEPTED else records


def _beside(kind: str, meeting: Meeting, sheets_of: Callable[[Path], list[Sheet]] | None) -> Records | None:
    """Another input of the meeting; None where its parameters name none."""
    path = getattr(meeting.params.inputs, FILES[kind])
    return read(kind, path, meeting, sheets_of) if path else None


def _refuse_nothing_of_ours(records: Records, meeting: Meeting) -> None:
    """I13: of all its rows none is of the register's agencies, and nobody has said that there is none."""
    counts, params, register = records.counts, meeting.params, meeting.register.file
    rows = counts["out_of_scope"] + counts.get("undecided", 0)
    if counts["used"] or not rows or FILES[records.input] in params.empty_inputs:
        return
    undecided = messages.of_which_undecided(rows=counts["undecided"]) if counts.get("undecided") else ""
    refused = messages.I13_no_row_is_ours(
        rows=rows, register=register, undecided=undecided, input=FILES[records.input]
    ).at(records.file, records.sheet)
    raise InputError(refused, *(undecided_problem(one, records.file, register) for one in records.undecided))


def file_of(kind: str, path: Path, meeting: Meeting) -> Path | None:
    """The file in which an input is that the parameters say is in ``path``, None where there is none.

    Of two tables of one file, the one that no unit returns is in the secretariat's own file still.
    """
    return kept(kind, meeting) if FILES[kind] != kind and path.parent.name == ACCEPTED else path


def _as_accepted(records: Records) -> Records:
    """The texts that the intake wrote with an apostrophe, so that no spreadsheet program takes them for a formula, as they were."""

    def plain(value: object) -> object:
        if isinstance(value, tuple) and value:
            return (plain(value[0]), *value[1:])
        return plain_text(value) if isinstance(value, str) else value

    frame = records.frame
    columns = {column: with_texts(frame[column], plain) for column in texts_of(frame)}
    return records.with_frame(frame.assign(**columns)).quoted()


def kept(kind: str, meeting: Meeting) -> Path | None:
    """The secretariat's own file of an input (:func:`reportlib.records.kept_lists.kept`)."""
    return kept_lists.kept(FILES[kind], meeting)


def kept_or_beside(kind: str, meeting: Meeting) -> Path | None:
    """The same; a list that the parameters do not name yet, but that lies where it belongs, is one too."""
    return kept(kind, meeting) or kept_lists.beside(FILES[kind], meeting.params)


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
    place = Naming("{file}〔{sheet}〕", file=records.file, sheet=records.sheet) if records.sheet else records.file
    used = (
        (Rows(records.file, records.sheet, array("I", records.frame.index.to_numpy(np.uint32).tobytes())),)
        if counts["used"]
        else ()
    )
    # What is used is counted again; of what is not, the packet keeps no rows.
    how = dict.fromkeys(kinds, ({"operator": "declared"})) | {
        "used": {"operator": "count", "rows": used, "where": records.chosen_by()}
    }
    facts = (
        Fact(
            Decimal(counts.get(kind, 0)),
            units.count("列"),
            f"rows.{records.input}/{kind}",
            f"{place}{label}列數",
            rule="讀取輸入檔案時的列數",
            **how[kind],
        )
        for kind, label in kinds.items()
    )
    return (place, *facts, records.sha256[:12])


def report_of(records: Records) -> SourceReport:
    """What the sentinel and the run record say of one input; notices are left out, being in the reader's language."""
    return SourceReport(
        records.input, str(records.file), str(records.sheet), records.encoding, records.sha256, dict(records.counts)
    )
