"""What a person of the secretariat does by hand in a half-year, and how many places that is, by what really has changed in the project.

A place is one cell that is typed into, one line of a text file, or one file that is put into the meeting's folder of data (an export of the
portal is not typed, but somebody has to put it there, and to look whether it is the right one). The project is looked at after each command and
before the next one: what differs was done by hand, and what a command writes is none. What the units send is told, and no place of the secretariat's;
what was said at the meeting (who attended, what was decided) is counted apart, as 「決議表」: nobody can know it beforehand.
"""

import difflib
import io
from collections import Counter
from pathlib import Path

import openpyxl

RECORD, UNITS = "決議表的格", "單位寄來的檔案"
FILE, LINE = "放入的檔案", "參數檔的列"
CONFIRMED, GONE, TYPED = "參數工作簿：核對的「是」", "參數工作簿：「刪去」", "參數工作簿：填寫的格"
APART = (RECORD, UNITS)


class Typist:
    """All that is done by hand in a project between two commands."""

    def __init__(self, project: Path):
        self._project = project
        self._before = self._seen()
        self.places: list[tuple[str, str]] = []  # of which kind, and what

    def commanded(self) -> None:
        """A command has run: what is there now was not typed."""
        self._before = self._seen()

    def look(self) -> None:
        """Count what was done since then."""
        now = self._seen()
        for path in sorted(now):
            if now[path] != self._before.get(path):
                self.places += _places(path, self._before.get(path), now[path])
        gone = self._before.keys() - now.keys()
        assert not gone, gone
        self._before = now

    def _seen(self) -> dict[str, bytes]:
        folders = (self._project / "params", self._project / "data")
        files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(self._project).as_posix(): path.read_bytes() for path in files}

    def count(self) -> int:
        return sum(kind not in APART for kind, _ in self.places)

    def told(self, title: str) -> str:
        kinds = Counter(kind for kind, _ in self.places)
        lines = [f"  {kind}　{what}" for kind, what in self.places if kind != UNITS]
        counts = "、".join(f"{kind} {count}" for kind, count in kinds.items())
        return "\n".join([f"{title}：{self.count()} 處", *lines, f"  {counts}"])


def _places(path: str, before: bytes | None, now: bytes) -> list[tuple[str, str]]:
    name = path.rpartition("/")[2]
    if "/returns/" in path:
        return [(UNITS, name)]
    if path.startswith("params/"):
        return [(LINE, f"{name}: {line}") for line in _lines(before or b"", now)]
    if before is not None and name.startswith(("decisions.", "參數")):
        return [(_kind(name, text), f"{name} {cell}: {text}") for cell, text in _cells(before, now)]
    return [(FILE, name)]


def _kind(name: str, text: str) -> str:
    if name.startswith("decisions."):
        return RECORD
    return {"是": CONFIRMED, "刪去": GONE}.get(text, TYPED)


def _lines(before: bytes, now: bytes) -> list[str]:
    told = difflib.ndiff(before.decode().splitlines(), now.decode().splitlines())
    return [line[2:].strip() for line in told if line.startswith("+ ")]


def _cells(before: bytes, now: bytes) -> list[tuple[str, str]]:
    old, new = (openpyxl.load_workbook(io.BytesIO(data)) for data in (before, now))
    return [
        (f"{sheet.title}!{cell.coordinate}", str(cell.value))
        for sheet in new
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != old[sheet.title][cell.coordinate].value
    ]


# -- the hands -------------------------------------------------------------------------------------------------------------------


def type_into(book: Path, sheet: str, cells: dict[tuple[str, str], object], by: str) -> None:
    """Type into the cells of a sheet, by (what stands in the column ``by``, the header of the cell's column)."""
    made = openpyxl.load_workbook(book)
    found = made[sheet]
    head = next(n for n in range(1, 10) if by in [cell.value for cell in found[n]])
    columns = {cell.value: cell.column for cell in found[head]}
    rows = {str(found.cell(n, columns[by]).value): n for n in range(found.max_row, head, -1)}
    for (row, column), value in cells.items():
        found.cell(rows[row], columns[column]).value = value
    made.save(book)
