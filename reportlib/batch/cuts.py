"""The rows of the national list that one packet is made from, as a list of its own.

It has the rows of a body as they stand in the list, under its header, and those of nobody that the body's register has something to
say of; no other, and nothing that tells where they stood. So a packet is as it was where the rows of others have changed, come or gone.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportlib import messages
from reportlib.errors import Problem
from reportlib.readers.sheets import Cell
from reportlib.records.header import text_of
from reportlib.records.located import Layout
from reportlib.records.names import name_in
from reportlib.writing import as_csv, sha256

_OWN, _DOUBTED, _NOBODYS = "屬於", "待認定", "不屬任何機關"
WHERE_ROWS_ARE = ("清單列號", "清單所載的機關", "情形", "代號", "機關", "該機關清單的列號")


@dataclass(frozen=True)
class Cut:
    """A list of one body: a CSV, and the number in the national list of each of its rows, the header's first."""

    data: bytes
    numbers: Sequence[int]
    file: str
    sheet: str

    @property
    def digest(self) -> str:
        return sha256(self.data)

    def in_list(self, problem: Problem, name: str) -> Problem:
        """A problem of the file ``name``, as this list is called where the packet is made, at its place in the national list."""
        if problem.file != name:
            return problem
        if problem.code == "C13" and len(self.numbers) == 1:
            return messages.I13_no_row_of_body().at(self.file, self.sheet)
        row = problem.row
        there = self.numbers[row - 1] if row and row <= len(self.numbers) else row
        return dataclasses.replace(problem, file=self.file, sheet=self.sheet, row=there)


def cuts_of(found: Layout, whose: Mapping[str, Iterable[str]], ids: Iterable[str]) -> dict[str, Cut]:
    """The list of each body; ``whose`` has the ids of all whose packets have the rows of a name."""
    head = [found.sheet.rows[found.row - 1]] if len(found.header_rows) == 1 else [found.texts]
    texts = {id: io.StringIO(newline="") for id in ids}
    writers = {id: csv.writer(text) for id, text in texts.items()}
    numbers = {id: array("L", [found.row]) for id in texts}
    for writer in writers.values():
        writer.writerows([[_text(cell) for cell in row] for row in head])
    place = found.places["publisher"]
    for number, row in found.rows:
        for id in whose.get(name_in(row, place), ()):
            writers[id].writerow([_text(cell) for cell in row])
            numbers[id].append(number)
    return {
        id: Cut(text.getvalue().encode("utf-8-sig", "replace"), numbers[id], found.sheet.file, found.sheet.name)
        for id, text in texts.items()
    }


def _text(cell: Cell) -> str:
    """A text as it is; any other value as a CSV has it."""
    return cell if isinstance(cell, str) else text_of(cell) or ""


def where_rows_are(
    found: Layout, owner: Mapping[str, str], whose: Mapping[str, Iterable[str]], called: Mapping[str, str]
) -> bytes:
    """Every row of the list, and in whose list it is, by which number there; a CSV."""
    last = dict.fromkeys(called, 1)
    place = found.places["publisher"]
    rows: list[tuple[object, ...]] = []
    for number, row in found.rows:
        name = name_in(row, place)
        kind = _OWN if name in owner else _NOBODYS
        for id in whose.get(name, ()):
            last[id] += 1
            rows.append((number, name, kind if name in owner else _DOUBTED, id, called[id], last[id]))
        if not whose.get(name):
            rows.append((number, name, kind, "", "", ""))
    return as_csv(WHERE_ROWS_ARE, rows)
