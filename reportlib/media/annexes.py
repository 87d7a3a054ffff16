"""Every table of the packet as XLSX, ODS and CSV, equal to the printed one cell for cell.

A number is written as the number that is printed (95% as 0.95 shown as a percentage), a text is always a text: none
becomes a formula, whatever it starts with. The bytes are the same each time: zip members in order, one fixed date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from reportlib.cells import clean_text, guarded
from reportlib.media.annex_workbook import Printed, PrintedTable, workbook
from reportlib.model.blocks import TableBlock
from reportlib.model.document import AnnexFile, Document, PacketSection
from reportlib.model.texts import Line
from reportlib.store.in_use import made
from reportlib.workbooks.ods import to_ods
from reportlib.workbooks.workbook import Workbook
from reportlib.workbooks.xlsx import to_xlsx
from reportlib.writing import csv_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV = "text/csv"
FORMATS: tuple[tuple[Literal["xlsx", "ods"], str, Callable[[Workbook], bytes]], ...] = (
    ("xlsx", XLSX, to_xlsx),
    ("ods", ODS, to_ods),
)


def make(
    document: Document, earlier: tuple[Document, Mapping[str, bytes]] | None = None
) -> tuple[Document, dict[str, bytes]]:
    """The document with its annexes listed, and ``{"annex/10-inventory.xlsx": bytes, …}``: a workbook of each kind a
    section, a CSV file a table.

    The entry of a table that is only here has the table's id as ``target``, for the references to it. Of an ``earlier``
    document and its annexes (the other edition of the same packet), the workbooks of the sections that say the same are
    taken as they are.
    """
    files: dict[str, bytes] = {}
    taken = earlier[1] if earlier else {}
    before = {section.id: _said(earlier[0], section) for section in earlier[0].sections} if earlier else {}
    for section in document.sections:
        about, tables = said = _said(document, section)
        if not tables:
            continue
        printed = list(map(_printed, tables))
        for suffix, _, write in FORMATS:
            path = _workbook_of(section, suffix)
            same = path in taken and before.get(section.id) == said
            lines = [line for line in about if line]
            files[path] = taken[path] if same else _made(write, lines, printed, suffix)
        for table, rows in zip(tables, (one.rows for one in printed), strict=True):
            files[_csv_of(section, table)] = csv_bytes([csv_text(cell) for cell in row] for row in rows)
    return listed(document), files


def listed(document: Document) -> Document:
    """The same document, its annexes listed and none made."""
    found = [entry for section in document.sections for entry in _entries(section, _said(document, section)[1])]
    return document.with_(annexes=tuple(found))


def _made(
    write: Callable[[Workbook], bytes], lines: list[str], printed: list[PrintedTable], suffix: Literal["xlsx", "ods"]
) -> bytes:
    """The workbook of a section, as it was kept of the same texts and numbers, or written now."""
    return made(
        "annex", lambda: (suffix, repr((lines, printed))), lambda: (write(workbook(lines, printed, suffix)), True)
    )


def _said(document: Document, section: PacketSection) -> tuple[list[str], list[TableBlock]]:
    """What the workbooks of a section say: the lines of their first sheet, and the tables."""
    meeting = document.meeting
    about = [
        f"{meeting.body}{meeting.title}",
        section.title.text,
        section.as_of_text.text,
        meeting.notice.text,
        meeting.notice_text.text,
    ]
    return about, [block for block in section.blocks if isinstance(block, TableBlock) and block.only != "slide"]


def _workbook_of(section: PacketSection, suffix: str) -> str:
    return f"annex/{section.id}.{suffix}"


def _csv_of(section: PacketSection, table: TableBlock) -> str:
    return f"annex/{section.id}-{table.id}.csv"


def _entries(section: PacketSection, tables: Sequence[TableBlock]) -> Iterator[AnnexFile]:
    """The annex files of a section: its workbooks, and a CSV file each table."""
    for suffix, media_type, _ in FORMATS if tables else ():
        yield _entry(_workbook_of(section, suffix), media_type, f"{section.title}：全部表格（{suffix.upper()}）")
    for table in tables:
        target = table.id if table.only == "annex" else ""
        yield _entry(_csv_of(section, table), CSV, f"{table.number}　{table.caption}".strip(), target)


def _entry(path: str, media_type: str, description: str, target: str = "") -> AnnexFile:
    return AnnexFile(
        path=path, name=path.rpartition("/")[2], media_type=media_type, description=description, target=target
    )


def _printed(table: TableBlock) -> PrintedTable:
    """A table of the document as the annexes take it, its header first."""
    header = [column.label for column in table.columns]
    rows = [list(map(_cell, row)) for row in (header, *(row.cells for row in table.rows))]
    return PrintedTable(table.listed_number, table.caption.text, rows)


def _cell(cell: Line) -> Printed:
    """A number, or a text."""
    found = cell.single
    return Printed(cell.text, None if found.value is None else Decimal(found.value), found.percent)


# -- CSV -----------------------------------------------------------------------------------------------------------------


def csv_text(cell: Printed) -> str:
    """A number plainly (1234, 95%), a text as it is, with an apostrophe where a program might take it for a formula."""
    if cell.value is None:
        return guarded(clean_text(cell.text))
    if not cell.percent:
        return f"{cell.value:f}"
    percents = cell.value * 100
    return f"{percents:f}".rstrip("0").rstrip(".") + "%" if percents % 1 else f"{int(percents)}%"
