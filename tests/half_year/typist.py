"""What a person of the secretariat does by hand in a half-year, and how many places that is.

A place is one cell that is typed into, one line that is written into a text file, or one file that is put into the meeting's folder of data
(an export of the portal is not typed, but somebody has to put it there, and to look whether it is the right one). What a command
writes is none, nor is what the units fill in; confirming all that is carried over is one. What was said at the meeting (who attended, what was
decided) is counted apart, as ``record``: nobody can know it beforehand.
"""

from collections import Counter
from pathlib import Path

import openpyxl


class Typist:
    """All that is done by hand goes through here, so that nothing of it is left uncounted."""

    def __init__(self):
        self.places: list[tuple[str, str]] = []  # of the packet, or of the record of the meeting; what

    def type(self, book: Path, sheet: str, cells: dict[tuple[int, int], object], of: str = "packet") -> None:
        """Into the cells (row, column) of a sheet of a workbook."""
        made = openpyxl.load_workbook(book)
        for (row, column), value in cells.items():
            made[sheet].cell(row, column).value = value
            self.places.append((of, f"{book.name} {made[sheet].cell(row, column).coordinate}: {value}"))
        made.save(book)

    def put(self, path: Path, content: bytes) -> None:
        """A file that came from outside."""
        path.write_bytes(content)
        self.places.append(("packet", f"{path.name} is put there"))

    def write(self, path: Path, instead_of: str, lines: list[str]) -> None:
        """Lines of a text file, in the place of the line that begins so."""
        before = path.read_text("utf-8").split("\n")
        at = next(n for n, line in enumerate(before) if line.startswith(instead_of))
        path.write_text("\n".join([*before[:at], *lines, *before[at + 1 :]]), "utf-8")
        self.places += [("packet", f"{path.name}: {line.strip()}") for line in lines]

    def count(self, of: str = "packet") -> int:
        return Counter(kind for kind, _ in self.places)[of]

    def told(self) -> str:
        lines = [f"  {kind:7} {what}" for kind, what in self.places]
        return "\n".join(
            [*lines, f"places of the packet: {self.count()}; of the record of the meeting: {self.count('record')}"]
        )


def found(book: Path, sheet: str, column: int) -> dict[str, int]:
    """The rows of a sheet by what stands in a column."""
    made = openpyxl.load_workbook(book, read_only=False)[sheet]
    return {str(made.cell(n, column).value): n for n in range(1, made.max_row + 1) if made.cell(n, column).value}
