"""A meeting's inputs with digits planted in every text that somebody else writes: cells, names of files and sheets, parameters."""

import csv
import io
from pathlib import Path

import openpyxl

from reportlib.records.tables import TABLES
from reportlib.text import spelling

PLANTED = "（7Z 第１版 mp3，共 1,999 件 95%）"
# Words that a rulebook or a table of ours rules, and names by which records are told apart: any other is refused or no longer fits.
RULED = frozenset(
    (
        "category mark outcome kind seat newly_appointed eligible award proposal owner unit group update_frequency reason "
        "agency ministry state state_on"
    ).split()
)
AGENCY, RENAMED = "礦務局", "礦務局3組"  # the old name stays known: a file in another format keeps it


def plant(project: Path, name: str = "moea-6-1") -> None:
    """Plant digits in the inputs, the parameters and the register of agencies of a copied project."""
    data = project / "data" / name
    for path in sorted(data.glob("*.csv")):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        path.write_text(_csv(_planted(path.stem, rows)), "utf-8-sig")
    book = openpyxl.load_workbook(data / "requests.xlsx")
    for sheet in book:
        rows = _planted("requests", [[cell.value for cell in row] for row in sheet])
        for cells, texts in zip(sheet, rows, strict=True):
            for cell, text in zip(cells, texts, strict=True):
                if cell.value != text:
                    cell.value = text
    book.worksheets[0].title = "10月"
    book.save(data / "民間需求 (1).xlsx")
    (data / "requests.xlsx").unlink()
    register = project / "params" / "agencies" / "moea.csv"
    names = register.read_text("utf-8-sig").replace(AGENCY, RENAMED)
    register.write_text(names.replace(f"{RENAMED},{RENAMED},,", f"{RENAMED},{RENAMED},{AGENCY},"), "utf-8")
    params = project / "params" / f"{name}.yaml"
    params.write_text(params.read_text("utf-8").replace("requests.xlsx", "民間需求 (1).xlsx"), "utf-8")


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _planted(table: str, rows: list[list]) -> list[list]:
    """The rows with digits behind each text that no rule knows, and one agency renamed."""
    schema = TABLES[table].by_spelling()
    header = next(at for at, row in enumerate(rows) if sum(spelling(str(text)) in schema for text in row) > 1)
    columns = [schema.get(spelling(str(text))) for text in rows[header]]
    free = [
        column is not None
        and column.kind == "text"
        and column.name not in RULED
        and column.name not in TABLES[table].key
        for column in columns
    ]
    planted = [
        [f"{text}{PLANTED}" if is_free and text else text for text, is_free in zip(row, free, strict=False)]
        for row in rows[header + 1 :]
    ]
    return [
        *rows[: header + 1],
        *([text.replace(AGENCY, RENAMED) if isinstance(text, str) else text for text in row] for row in planted),
    ]
