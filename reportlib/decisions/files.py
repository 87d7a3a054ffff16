"""Where a meeting's decisions are: ``decisions.xlsx`` or ``.ods`` in its folder of data, or a CSV file a sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from reportlib import messages
from reportlib.decisions.form_files import FormFiles
from reportlib.decisions.worded import says_none
from reportlib.meeting.params import Params
from reportlib.readers import files
from reportlib.readers.sheets import Sheet
from reportlib.records import layout
from reportlib.records.clean import headers_on
from reportlib.records.decision_tables import DECISION_TABLES
from reportlib.records.inputs import limits_of
from reportlib.records.located import Header
from reportlib.records.schema import TableSchema
from reportlib.text import half_width, spelling

_MEETING = re.compile(r"第 *([0-9]{1,3}) *屆第 *([0-9]{1,3}) *次會議")


def headers(form: FormFiles, params: Params, has_tracked: bool = True) -> dict[str, Header | None]:
    """The header of every table of the form, by the table's name; None where its sheet or file is missing, or is not this table. Motions that are
    not there have no entry, nor have resolutions of earlier meetings where none is tracked."""
    limits = limits_of(params)
    if form.workbook:
        sheets = files.read(form.workbook, limits=limits)
        named = {table.name: [one for one in sheets if _is_called(one, table)] for table in DECISION_TABLES.values()}
        found = {name: _on_sheets(table, sheets) for name, table in DECISION_TABLES.items()}
        return _needed(_without_blank(found, named["motions"]), has_tracked)
    read: Callable[[Path], list[Sheet]] = lambda path: files.read(path, limits=limits)  # noqa: E731
    of_files = {name: read(path) for name, path in form.csv.items()}
    found = {
        name: _complete(headers_on(of_files.get(name, []), table)) if name in form.csv else None
        for name, table in DECISION_TABLES.items()
    }
    return _needed(_without_blank(found, of_files.get("motions", [])), has_tracked)


def _without_blank(found: dict[str, Header | None], motions: list[Sheet]) -> dict[str, Header | None]:
    """The same without the table of motions where it is not there, or says nothing but 無: a meeting without a motion needs none."""
    says = any(cell and not says_none(str(cell)) for sheet in motions for row in sheet.rows for cell in row)
    return found if says or found["motions"] else {name: one for name, one in found.items() if name != "motions"}


def _needed(found: dict[str, Header | None], has_tracked: bool) -> dict[str, Header | None]:
    """The same without the table of resolutions where it is not there and there is nothing to be said in it."""
    return found if has_tracked or found["tracked"] else {name: one for name, one in found.items() if name != "tracked"}


def _is_called(sheet: Sheet, table: TableSchema) -> bool:
    return spelling(sheet.name) == spelling(table.label)


def of_another(found: dict[str, Header | None], params: Params) -> Iterator:
    """D08 for each sheet over whose table another meeting stands (第 1 屆第 3 次會議)."""
    about = params.meeting
    own = (int(about.term), int(about.number))
    for header in found.values():
        rows = header.sheet.rows[: header.row - 1] if header else ()
        titles = [title for row in rows for cell in row if (title := _MEETING.search(half_width(str(cell or ""))))]
        for title in titles:
            if header and (said := (int(title[1]), int(title[2]))) != own:
                told = messages.D08_of_another_meeting(term=said[0], number=said[1], own_term=own[0], own_number=own[1])
                yield told.at(file=header.sheet.file, sheet=header.sheet.name)


def _on_sheets(table: TableSchema, sheets: list[Sheet]) -> Header | None:
    """The header on the sheet that is called like the table; or on the one that looks most like it, of those called otherwise."""
    named = [sheet for sheet in sheets if _is_called(sheet, table)]
    others = {spelling(other.label) for other in DECISION_TABLES.values()}
    free = [sheet for sheet in sheets if spelling(sheet.name) not in others]
    return _complete(headers_on(named or free, table))


def _complete(found: list[Header]) -> Header | None:
    header = layout.best(found) if found else None
    return header if header and header.is_complete else None


def missing(found: dict[str, Header | None], form: FormFiles) -> Iterator:
    """D08 for each table that has to be there and is not, or not with its columns."""
    for name, table in DECISION_TABLES.items():
        if name in found and found[name] is None:
            columns = [column.label for column in table.columns if column.required]
            told = messages.D08_no_such_sheet(sheet=table.label, file=f"{name}.csv", columns=columns)
            yield told.at(file=form.csv[name].name if name in form.csv else form.shown)
