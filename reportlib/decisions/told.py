"""What is wrong with a form, and what a person should look at, gathered while it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportlib import messages
from reportlib.cells import plain_text
from reportlib.errors import Problem
from reportlib.records.choosing import is_missing
from reportlib.records.findings import Finding, errors
from reportlib.records.located import Layout
from reportlib.records.names import name_in
from reportlib.records.records import Examined
from reportlib.text import as_written

MOST_BLANKS = 3  # cells of one column that are told one by one


@dataclass
class FormTold:
    """Errors stop whoever needs the form, warnings do not; each has its place."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def wrong(self, found: Examined, problem: Problem, row: object, column: str) -> None:
        """An error at a cell, by its row's number and its column's name; None for the row: about the whole sheet."""
        self.errors.append(_at(found, problem, row, column))

    def doubt(self, found: Examined, problem: Problem, row: object, column: str) -> None:
        """The same as a warning."""
        self.warnings.append(_at(found, problem, row, column))

    def blank(self, found: Examined, problems: Sequence[tuple[int, Problem]], column: str) -> None:
        """Cells of one column that nobody has filled in, by their rows: each, or of a form that is hardly begun the first and how many more."""
        shown = problems if len(problems) <= MOST_BLANKS else problems[:1]
        more = len(problems) - len(shown)
        for row, problem in shown:
            what = problem.what + (messages.more_rows_have_it(rows=more) if more else "")
            self.wrong(found, replace(problem, what=what), row, column)


def _at(found: Examined, problem: Problem, row: object, column: str) -> Finding:
    return found.at(Finding.of(problem), None if row is None else int(str(row)), column)


def rows_in(found: Examined) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each row that can be read, with its number: what it has by the names of the columns, None where a cell is blank."""
    for row, given in found.records.frame.iterrows() if found.records is not None else ():
        yield int(str(row)), {str(name): _plain(value) for name, value in given.items()}


def set_aside(found: Examined, *columns: str) -> Iterator[tuple[str, ...]]:
    """What each row that is not used, for a cell of it is wrong, has in these columns, "" for a blank cell: it is there all the same."""
    if not isinstance(header := found.header, Layout):
        return
    wrong = {finding.row for finding in errors(found.findings)}
    places = [header.places.get(column) for column in columns]
    for number, cells in header.rows:
        if number in wrong:
            yield tuple("" if place is None else plain_text(name_in(cells, place)) for place in places)


def _plain(value: Any) -> Any:
    """The value, None for a blank one; without the apostrophe that keeps it from being a formula in our own CSV files."""
    if isinstance(value, str):
        return as_written(plain_text(value), value)
    return None if is_missing(value) else value
