"""Where a meeting's decisions are: ``decisions.xlsx`` or ``.ods`` in its folder of data, or a CSV file a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlib import messages
from reportlib.errors import InputError
from reportlib.meeting.params import Params
from reportlib.meeting.project import own_file
from reportlib.readers import files
from reportlib.readers.sheets import Sheet
from reportlib.records import layout
from reportlib.records.clean import headers_on
from reportlib.records.decision_tables import DECISION_TABLES
from reportlib.records.inputs import limits_of
from reportlib.records.located import Header
from reportlib.records.schema import TableSchema
from reportlib.store import reads
from reportlib.text import spelling

FORM = "decisions"
WORKBOOKS = (f"{FORM}.xlsx", f"{FORM}.ods", f"{FORM}.xls")


@dataclass(frozen=True)
class FormFiles:
    """The form of one meeting: its workbook, or its CSV files by the names of their tables."""

    workbook: Path | None
    csv: dict[str, Path]

    @property
    def shown(self) -> str:
        return self.workbook.name if self.workbook else next(iter(self.csv.values())).name


def find(params: Params) -> FormFiles | None:
    """The form that lies in the meeting's folder of data; None where there is none.

    InputError (D08) where there are two, of which nobody knows which one holds; ConfigError (C08) for a link out of the project.
    """
    folder = params.data_folder
    books = [path for name in WORKBOOKS if _is_there(path := own_file(folder / name, params.root))]
    csv = {name: path for name in DECISION_TABLES if _is_there(path := own_file(folder / f"{name}.csv", params.root))}
    if len(books) > 1 or books and FORM in csv:
        names = [path.name for path in (*books, *csv.values())]
        raise InputError(messages.D08_two_forms(files=names).at(file=names[0]))
    if books:
        return FormFiles(books[0], {})
    return FormFiles(None, csv) if csv else None


def _is_there(path: Path) -> bool:
    reads.note(path)
    return path.is_file()


def headers(form: FormFiles, params: Params) -> dict[str, Header | None]:
    """The header of every table of the form, by the table's name; None where its sheet or file is missing, or is not this table."""
    limits = limits_of(params)
    if form.workbook:
        sheets = files.read(form.workbook, limits=limits)
        return {name: _on_sheets(table, sheets) for name, table in DECISION_TABLES.items()}
    read: Callable[[Path], list[Sheet]] = lambda path: files.read(path, limits=limits)  # noqa: E731
    return {
        name: _complete(headers_on(read(form.csv[name]), table)) if name in form.csv else None
        for name, table in DECISION_TABLES.items()
    }


def _on_sheets(table: TableSchema, sheets: list[Sheet]) -> Header | None:
    """The header on the sheet that is called like the table; or on the one that looks most like it, of those called otherwise."""
    named = [sheet for sheet in sheets if spelling(sheet.name) == spelling(table.label)]
    others = {spelling(other.label) for other in DECISION_TABLES.values()}
    free = [sheet for sheet in sheets if spelling(sheet.name) not in others]
    return _complete(headers_on(named or free, table))


def _complete(found: list[Header]) -> Header | None:
    header = layout.best(found) if found else None
    return header if header and header.is_complete else None


def missing(found: dict[str, Header | None], form: FormFiles) -> Iterator:
    """D08 for each table that has to be there and is not; a meeting without a motion needs no sheet of them."""
    for name, table in DECISION_TABLES.items():
        if found[name] is None and name != "motions":
            columns = [column.label for column in table.columns if column.required]
            told = messages.D08_no_such_sheet(sheet=table.label, file=f"{name}.csv", columns=columns)
            yield told.at(file=form.csv[name].name if name in form.csv else form.shown)
