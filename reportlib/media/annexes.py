"""Every table of the packet as XLSX, ODS and CSV, equal to the printed one cell for cell.

A number is written as the number that is printed, a share in a workbook as it was before it was rounded (0.0076 shown as 0.8%), a
date as a date; a text is always a text: none becomes a formula, whatever it starts with. The bytes are the same each time: zip
members in order, one fixed date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from reportlib.cells import clean_text, guarded
from reportlib.media.annex_workbook import About, Printed, PrintedTable, day_of, workbook
from reportlib.model.blocks import TableBlock
from reportlib.model.document import AnnexFile, Document, PacketSection
from reportlib.model.texts import Line
from reportlib.store.in_use import made
from reportlib.wording import own
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
        about, tables, printed = said = _said(document, section)
        if not tables:
            continue
        for suffix, _, write in FORMATS:
            path = _workbook_of(section, suffix)
            same = path in taken and before.get(section.id) == said
            files[path] = taken[path] if same else _made(write, about, printed, suffix)
        for table, rows in zip(tables, (one.rows for one in printed), strict=True):
            files[_csv_of(section, table)] = csv_bytes([csv_text(cell) for cell in row] for row in rows)
    return listed(document), files


def listed(document: Document) -> Document:
    """The same document, its annexes listed and none made."""
    found = [entry for section in document.sections for entry in _entries(section, _tables(section))]
    return document.with_(annexes=tuple(found))


def csv_tables(document: Document) -> Iterator[tuple[str, TableBlock, PrintedTable]]:
    """Every table that has a CSV file: where that is, the table, and the table as it is written there."""
    for section in document.sections:
        for table in _tables(section):
            yield _csv_of(section, table), table, _printed(document, section, table)


def _tables(section: PacketSection) -> list[TableBlock]:
    return [block for block in section.blocks if isinstance(block, TableBlock) and block.only != "slide"]


def _made(
    write: Callable[[Workbook], bytes], about: About, printed: list[PrintedTable], suffix: Literal["xlsx", "ods"]
) -> bytes:
    """The workbook of a section, as it was kept of the same texts and numbers, or written now."""
    return made(
        "annex", lambda: (suffix, repr((about, printed))), lambda: (write(workbook(about, printed, suffix)), True)
    )


def _said(document: Document, section: PacketSection) -> tuple[About, list[TableBlock], list[PrintedTable]]:
    """What the workbooks of a section say: of themselves, and of each table."""
    meeting = document.meeting
    title = f"{meeting.body}{meeting.title}"
    lines = (title, section.title.text, section.as_of_text.text, meeting.notice.text, meeting.notice_text.text)
    about = About(f"{title}　{section.title}", document.lang, tuple(line for line in lines if line))
    tables = _tables(section)
    return about, tables, [_printed(document, section, table) for table in tables]


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


def headers(table: TableBlock) -> list[str]:
    """What stands over the columns of a table, none empty and no two the same: programs know a column by it."""
    found: list[str] = []
    for at, column in enumerate(table.columns):
        label = said = clean_text(column.label.text) or own("內容" if at else "項目")
        again = 1
        while said in found:
            again += 1
            said = f"{label}（{again}）"
        found.append(said)
    return found


def _printed(document: Document, section: PacketSection, table: TableBlock) -> PrintedTable:
    """A table of the document as the annexes take it, its header first."""
    rows = [[_cell(document, cell) for cell in row.cells] for row in table.filed_rows]
    about = (table.unit.text, table.note.text, section.as_of_text.text, *_sources(document, table))
    return PrintedTable(
        table.listed_number,
        table.caption.text,
        [list(map(Printed, headers(table))), *rows],
        tuple(line for line in about if line),
    )


def _sources(document: Document, table: TableBlock) -> Iterator[str]:
    """The files that the figures of a table were counted from."""
    facts = {cell.fact: None for row in table.rows for cell in row.cells if cell.fact in document.by_id}
    files = {file: None for fact in facts for file, _ in document.all_rows[fact]}
    if files:
        yield own("數字所計的檔案：{files}").format(files="、".join(files))


def _cell(document: Document, cell: Line) -> Printed:
    """A number, a date, or a text."""
    found = cell.single
    if found.value is None:
        return Printed(cell.text, day=day_of(cell.text))
    value = Decimal(found.value)
    fact = document.by_id.get(found.fact) if found.percent else None
    full = None if fact is None else fact.number
    return Printed(cell.text, value, found.percent, full if full is not None or not found.percent else value)


# -- CSV -----------------------------------------------------------------------------------------------------------------


def is_number(cell: Printed) -> bool:
    """Whether a cell is written as a number: not where 「<1%」 is printed of one."""
    return cell.value is not None and "<" not in cell.text


def csv_text(cell: Printed) -> str:
    """A number plainly (1234, 95%), a text as it is, with an apostrophe where a program might take it for a formula."""
    if cell.value is None or not is_number(cell):
        return guarded(clean_text(cell.text))
    if not cell.percent:
        return f"{cell.value:f}"
    percents = cell.value * 100
    return f"{percents:f}".rstrip("0").rstrip(".") + "%" if percents % 1 else f"{int(percents)}%"
