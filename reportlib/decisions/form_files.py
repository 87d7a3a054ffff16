"""Whether a meeting has a form of decisions, and which files it is. Light: a check of a meeting that has none imports no more of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reportlib import messages
from reportlib.errors import InputError
from reportlib.meeting.params import Params
from reportlib.meeting.project import own_file
from reportlib.records.decision_tables import DECISION_TABLES
from reportlib.store import reads

FORM = "decisions"
WORKBOOKS = (f"{FORM}.xlsx", f"{FORM}.ods", f"{FORM}.xls")
# What somebody means for the form though it is called otherwise: a copy, another case, a workbook with macros.
_LIKE = re.compile(rf"{FORM}\b.*\.(?:xls[xmb]?|ods|csv)", re.IGNORECASE)


@dataclass(frozen=True)
class FormFiles:
    """The form of one meeting: its workbook, or its CSV files by the names of their tables."""

    workbook: Path | None
    csv: dict[str, Path]
    others: tuple[str, ...] = ()  # the names of files beside it that look like one and are not read

    @property
    def shown(self) -> str:
        return self.workbook.name if self.workbook else next(iter(self.csv.values())).name


def find(params: Params) -> FormFiles | None:
    """The form that lies in the meeting's folder of data; None where there is none.

    InputError (D08) where there are two, of which nobody knows which one holds, or only one that is called otherwise; ConfigError (C08) for a link out of the project.
    """
    folder = params.data_folder
    books = [path for name in WORKBOOKS if _is_there(path := own_file(folder / name, params.root))]
    csv = {name: path for name in DECISION_TABLES if _is_there(path := own_file(folder / f"{name}.csv", params.root))}
    given = {path.resolve() for path in params.inputs.named()}
    csv = {name: path for name, path in csv.items() if path.resolve() not in given}
    others = _others(folder, [*books, *csv.values()])
    if len(books) > 1 or books and csv:
        names = [path.name for path in (*books, *csv.values())]
        raise InputError(messages.D08_two_forms(files=names).at(file=names[0]))
    if books:
        return FormFiles(books[0], {}, others)
    if others and FORM not in csv:
        raise InputError(messages.D08_called_otherwise(names=WORKBOOKS[:2]).at(file=others[0]))
    return FormFiles(None, csv, others) if csv else None


def _others(folder: Path, known: list[Path]) -> tuple[str, ...]:
    """Files that are called like a form but for something; not the form itself, where the system takes both names for one."""
    if not folder.is_dir():
        return ()
    like = sorted(path for path in folder.iterdir() if _LIKE.fullmatch(path.name) and path.is_file())
    return tuple(path.name for path in like if not any(path.samefile(one) for one in known))


def _is_there(path: Path) -> bool:
    reads.note(path)
    return path.is_file()
