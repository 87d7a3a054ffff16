"""What the readers make of several files, or of bytes in this process."""

import io
import json
from pathlib import Path

import openpyxl

from reportlib.errors import InputError
from reportlib.readers import files as readers_files
from reportlib.readers.child import script


def many(*paths: Path, **options) -> list:
    """Of each file its rows by sheet, or the code of its refusal."""
    return [
        (path.name, result.problems[0].code if isinstance(result, InputError) else [sheet.rows for sheet in result])
        for path, result in readers_files.read_many(paths, **options)
    ]


def in_this_process(data: bytes) -> dict:
    return json.loads(json.dumps(script.taken_apart(data), default=str))


def book(*rows: tuple) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    return saved(workbook)


def saved(workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
