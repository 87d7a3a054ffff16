"""The next meeting's input files: rows that are carried over, and last meeting's figures as history."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from reportlib import messages, roc
from reportlib.fonts import shown
from reportlib.language import say
from reportlib.meeting.params import Params
from reportlib.new import input_guide
from reportlib.new.half_years import half_year_on
from reportlib.new.unfilled import STALE
from reportlib.packets.published import Packet
from reportlib.readers import files
from reportlib.records import schema
from reportlib.records.about_inputs import ABOUT
from reportlib.records.inputs import limits_of
from reportlib.records.records import Records
from reportlib.records.tables import TABLES
from reportlib.text import spelling
from reportlib.workbooks.workbook import SheetCell, Workbook, Worksheet
from reportlib.workbooks.xlsx import to_xlsx
from reportlib.writing import csv_bytes

# Which rows of the old inputs go into the new files: all of what is history or stays, of what is open that which is not done with.
# Of every other input only the header does.
CARRIED: dict[str, Callable[[pd.DataFrame, Params], pd.Series]] = {
    **{
        kind: lambda rows, _: pd.Series(True, rows.index)
        for kind, about in ABOUT.items()
        if about.span in ("history", "standing") and kind != "history"
    },
    # What the old meeting released stays one half-year more; what any has, as long as a resolution of the same meeting goes on, whose
    # series of numbers would miss it.
    "resolutions": lambda rows, old: (
        _of_open_meetings(rows) | _given(rows, "released_by", lambda by: by == meeting_called(old))
    ),
    # A promise goes on until it is kept, or given up for a reason.
    "plan": lambda rows, _: _given(rows, "opened_on", pd.isna),
    "openings": lambda rows, _: _given(rows, "publication_on", pd.isna),
    # What lay ahead last time: whether it was done by now is told this time.
    "milestones": lambda rows, old: _given(rows, "due_on", lambda day: day > today_of(old)),
}
# Of what the units are asked for also the rest of the year under discussion, which is counted again.
ASKED_CARRIED = {
    "plan": lambda rows, old: (
        _given(rows, "opened_on", pd.isna)
        | _given(
            rows,
            "planned_on",
            lambda day: bool(old.periods.plan) and day.year == half_year_on(old.periods.plan[0]).year,
        )
    )
}


def today_of(params: Params) -> datetime.date:
    """The day from which a meeting looked ahead: that of the follow-up, or else of the inventory."""
    return params.as_of.follow_up or params.as_of.inventory


# The figures of a packet that series of later ones go on from: their names, with * for any one part.
SERIES = (
    "inventory.total",
    "ministries.rank",
    "quality.tested/*",
    "quality.gold/*",
    "quality.platinum/*",
    "quality.standards",
    "oas/*",
    "strategies.total",
    "award.total",
    "follow_up.tracked",
    "plan.period",
    "plan.opened",
    "plan.year",
    "requests.total",
    "requests.outcome/*",
    "feedback.answered",
    "feedback.kind/*",
)
_SERIES = re.compile("|".join(re.escape(name).replace(r"\*", "[^/]+") for name in SERIES))


# -- the new data ------------------------------------------------------------------------------------------------------------

Rowed = tuple[
    schema.TableSchema, list[str], list[list[str]] | None
]  # a table, its header, its rows: None where none are carried over


def _given(rows: pd.DataFrame, column: str, holds: Callable[[Any], bool]) -> pd.Series:
    """Where ``holds`` of a column; everywhere where the file has no such column."""
    return rows[column].map(holds).astype(bool) if column in rows else pd.Series(True, rows.index)


def _of_open_meetings(rows: pd.DataFrame) -> pd.Series:
    """Where a meeting resolved of which a resolution is not released."""
    return rows["meeting"].isin(rows["meeting"][_given(rows, "released_by", pd.isna)])


def meeting_called(params: Params) -> str:
    """As resolutions call a meeting: 6-1."""
    return f"{params.meeting.term}-{params.meeting.number}"


def rows_of(
    kind: str, records: Records | None, path: Path | None, old: Params, carried: Mapping[str, Callable]
) -> Rowed:
    """The header of an input, with the rows that are carried over under it; columns that only this file has come last."""
    table = TABLES[kind]
    header = [column.header for column in table.columns]
    if kind not in carried or records is None:
        return table, header, None
    chosen = records.where(carried[kind](records.frame, old))
    own = _own_columns(records, table, path, old) if path is not None and records.file == path.name else {}
    stale = STALE.get(kind, {})
    if kind == "resolutions" and old.returns and "progress" in old.returns.tables:
        stale = dict.fromkeys(stale, "")  # the units say it anew
    rows = []
    for number, values in chosen.frame.iterrows():
        said_anew = {} if _cell(values.get("released_by")) else stale
        cells = [_cell(said_anew.get(column.name, values.get(column.name))) for column in table.columns]
        rows.append(cells + [column[number] for column in own.values()])
    return table, [*header, *own], rows


def _own_columns(
    records: Records, table: schema.TableSchema, path: Path, old: Params
) -> dict[str, dict[Hashable, str]]:
    """The columns of a file that the schema does not know, such as 「備註」: what each row holds there, by row number."""
    sheets = files.read(path, limits=limits_of(old))
    sheet = next(sheet for sheet in sheets if shown(sheet.name) == records.sheet)
    known = table.by_spelling()
    found: dict[str, dict[Hashable, str]] = {}
    for place, text in enumerate(sheet.rows[records.header_row - 1]):
        text = _cell(text).strip()
        if text and spelling(text) not in known and text not in found and text not in schema.ORIGIN:
            found[text] = {n: _cell(row[place]) if place < len(row) else "" for n, row in enumerate(sheet.rows, 1)}
    return found


def _cell(value: object) -> str:
    """A value as the file will hold it; a reader takes it for the same value again."""
    if isinstance(value, (tuple, list)):
        return ";".join(map(str, value))
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return ""
    if isinstance(value, datetime.datetime):
        value = value.date()
    return roc.format_date(value) if isinstance(value, datetime.date) else str(value)


def history_rows(
    records: Records | None, path: Path | None, old: Params, published: Packet, notices: list[str]
) -> Rowed:
    """The old history, and the published packet's figures behind it: one row a fact and as-of date."""
    table = TABLES["history"]
    labels = [column.label for column in table.columns]
    own: dict[str, dict[Hashable, str]] = {}
    if records is not None and path is not None:
        own = _own_columns(records, table, path, old)
    if old.meeting.data_notice:
        own.setdefault("備註", {})
    rows: dict[tuple[str, str], list[str]] = {}
    for number, values in records.frame.iterrows() if records is not None else ():
        cells = [_cell(values.get(column.name)) for column in table.columns] + [
            column.get(number, "") for column in own.values()
        ]
        rows[values["fact"], _cell(values["as_of"])] = cells
    title = f"第 {old.meeting.term} 屆第 {old.meeting.number} 次會議資料"
    for figure in published.figures:
        if figure.value is None or figure.as_of is None or not _SERIES.fullmatch(figure.name):
            continue
        day = roc.format_date(datetime.date.fromisoformat(figure.as_of))
        remark = [old.meeting.data_notice if column == "備註" and old.meeting.data_notice else "" for column in own]
        known = rows.get((figure.name, day))
        if known and Decimal(known[2]) == figure.value:
            continue
        if known:
            notices.append(
                messages.history_replaced(
                    figure=say(figure.label, figure.name), day=day, told=known[2], printed=figure.printed
                )
            )
        rows[figure.name, day] = [
            figure.name,
            figure.label,
            format(figure.value, "f"),
            figure.unit,
            day,
            f"{title} {figure.id}",
            *remark,
        ]
    return table, [*labels, *own], list(rows.values())


def csv_of(header: list[str], rows: list[list[str]] | None) -> bytes:
    """UTF-8 with the mark that Excel wants, to open it as what it is."""
    return csv_bytes([header, *(rows or ())], line_end="\n")


def workbook_of(guide: Worksheet, tables: list[Rowed]) -> bytes:
    """A guide and several tables in one XLSX workbook, each on its sheet, every cell a text; the same tables are the same bytes."""
    filled = (
        Worksheet(
            table.label,
            tuple(tuple(map(SheetCell, cells)) for cells in (header, *(rows or ()))),
            frozen_rows=1,
        )
        for table, header, rows in tables
    )
    return to_xlsx(Workbook((guide, *filled), input_guide.STYLES))
