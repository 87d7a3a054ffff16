"""The source rows that the figures count, cleaned, as one table an input: for the page's panel, ``packet explain`` and ``rows/``."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from pathlib import Path

import pandas as pd
from pandas.api.typing import NAType

from reportlib.cells import clean_text, guarded, plain_text
from reportlib.facts.record import SourceTable
from reportlib.records.records import Records
from reportlib.records.tables import SHORT, TABLES, shown_label
from reportlib.roc import format_date
from reportlib.writing import csv_bytes

NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")  # −3 is a number, not a formula
ROW_NUMBER = "列"  # the header of a row's number, as a spreadsheet program counts it in the file itself


def table(records: Records) -> SourceTable:
    """One input: its rows by their numbers, each cell as a text; behind an agency its short name, by which figures go."""
    names = (name for column in TABLES[records.input].columns for name in (column.name, column.name + SHORT))
    shown = [name for name in names if name in records.frame.columns]
    texts = ([_text(value) for value in records.frame[name]] for name in shown)
    return SourceTable(
        records.input,
        str(records.file),
        str(records.sheet),
        f"rows/{records.input}.csv",
        tuple(shown_label(records.input, name) for name in shown),
        tuple(zip(map(int, records.frame.index), zip(*texts, strict=True), strict=True)),
    )


def _text(value: str | datetime.date | tuple[str, ...] | int | NAType | None) -> str:
    """A cleaned cell as it can be read again: dates of the Republic, numbers plain, a list's items parted by 「；」."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.date):
        return format_date(value)
    if isinstance(value, tuple):
        return "；".join(value)
    return "" if pd.isna(value) else str(value)


def as_csv(table: SourceTable) -> bytes:
    """The table with its row numbers, for a spreadsheet program: UTF-8 with its mark, no text that would become a formula."""
    rows = ([number, *map(csv_cell, texts)] for number, texts in table.rows)
    return csv_bytes([[ROW_NUMBER, *table.columns], *rows])


def csv_cell(text: str) -> str:
    """A text of a source row as it is written for a spreadsheet program."""
    return text if NUMBER.fullmatch(text) else guarded(clean_text(text))


def read_back(folder: Path) -> list[SourceTable]:
    """The tables of a built packet, from its ``rows/`` and what its run record says of them; without rows or record, none."""
    tables, record = [], folder / "run.json"
    for source in json.loads(record.read_text("utf-8"))["sources"] if record.is_file() else ():
        path = f"rows/{source['input']}.csv"
        if not (folder / path).is_file():
            continue
        (_, *columns), *rows = csv.reader(io.StringIO((folder / path).read_text("utf-8-sig"), newline=""))
        texts = tuple((int(number), tuple(map(plain_text, cells))) for number, *cells in rows)
        tables.append(SourceTable(source["input"], source["file"], source["sheet"], path, tuple(columns), texts))
    return tables
