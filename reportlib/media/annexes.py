"""Every table of the packet as XLSX, ODS and CSV, equal to the printed one cell for cell.

A number is written as the number that is printed (95% as 0.95 shown as a percentage), a text is always a text: none
becomes a formula, whatever it starts with. The bytes are the same each time: zip members in order, one fixed date.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reportlib.cells import clean_text, guarded
from reportlib.workbooks.annex_ods import annex_ods
from reportlib.workbooks.annex_xlsx import annex_xlsx
from reportlib.workbooks.sheets import rows_of_table, sheet_name
from reportlib.writing import csv_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV = "text/csv"


def make(document: dict, earlier: tuple[dict, Mapping[str, bytes]] | None = None) -> dict[str, bytes]:
    """``{"annex/10-inventory.xlsx": bytes, …}``: a workbook of each kind a section, a CSV file a table.

    Also lists them in ``document["annexes"]`` with their media types and descriptions; the entry of a table that is only
    here has the table's id as ``target``, for the references to it. Of an ``earlier`` document and its annexes (the other
    edition of the same packet), the workbooks of the sections that say the same are taken as they are.
    """
    files: dict[str, bytes] = {}
    taken = earlier[1] if earlier else {}
    before = {section["id"]: _said(earlier[0], section) for section in earlier[0]["sections"]} if earlier else {}
    for section in document["sections"]:
        about, tables = _said(document, section)
        if not tables:
            continue
        sheets = [(sheet_name(table["number"], table["caption"]), table) for table in tables]
        for suffix, media_type, write in (("xlsx", XLSX, annex_xlsx), ("ods", ODS, annex_ods)):
            path = f"annex/{section['id']}.{suffix}"
            same = path in taken and before.get(section["id"]) == _said(document, section)
            files[path] = taken[path] if same else write(sheets, [line for line in about if line])
            document["annexes"].append(_entry(path, media_type, f"{section['title']}：全部表格（{suffix.upper()}）"))
        for table in tables:
            path = f"annex/{section['id']}-{table['id']}.csv"
            files[path] = _csv(table)
            entry = _entry(path, CSV, f"{table['number']}　{table['caption']}")
            document["annexes"].append(entry | ({"target": table["id"]} if table.get("only") == "annex" else {}))
    return files


def _said(document: dict, section: dict) -> tuple[list[str], list[dict]]:
    """What the workbooks of a section say: the lines of their first sheet, and the tables."""
    meeting = document["meeting"]
    about = [
        meeting["body"] + meeting["title"],
        section["title"],
        section["as_of_text"],
        meeting["notice"],
        meeting["notice_text"],
    ]
    return about, [block for block in section["blocks"] if block["kind"] == "table"]


def _entry(path: str, media_type: str, description: str) -> dict:
    return {"path": path, "name": path.rpartition("/")[2], "media_type": media_type, "description": description}


# -- CSV -----------------------------------------------------------------------------------------------------------------


def csv_text(cell: dict) -> str:
    """A number plainly (1234, 95%), a text as it is, with an apostrophe where a program might take it for a formula."""
    if "value" in cell:
        value = Decimal(cell["value"])
        return (
            f"{value * 100:f}".rstrip("0").rstrip(".") + "%"
            if cell.get("percent") and value * 100 % 1
            else f"{int(value * 100)}%"
            if cell.get("percent")
            else cell["value"]
        )
    return guarded(clean_text(cell["text"]))


def _csv(table: dict) -> bytes:
    return csv_bytes([csv_text(cell) for cell in row] for row in rows_of_table(table))
