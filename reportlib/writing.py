"""Files as we write them: hashes, JSON, CSV, pages, ZIP containers with the same bytes twice."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import os
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from reportlib.cells import GUARDED, guarded
from reportlib.roc import format_date

# -- bytes -----------------------------------------------------------------------------------------------------------------


def csv_bytes(rows: Iterable[Iterable[object]], line_end: str = "\r\n", errors: str = "strict") -> bytes:
    """Rows as they are, header and all, as CSV in UTF-8 with the mark that Excel wants.

    Half a surrogate pair is a UnicodeEncodeError, or, with ``errors="replace"``, a question mark.
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode("utf-8-sig", errors)


def as_csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """UTF-8 with a mark, as Excel wants it; what a spreadsheet program would take for a formula begins with an apostrophe (X01)."""
    written = (
        [value if type(value) is str and value[:1] not in GUARDED else _written(value) for value in row] for row in rows
    )
    return csv_bytes(itertools.chain([header], written), errors="replace")


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value)
    text = ";".join(value) if isinstance(value, tuple) else str(value)
    return guarded(text)


EPOCH = (1980, 1, 1, 0, 0, 0)


def same_bytes(archive: bytes) -> bytes:
    """The same zip archive with one fixed date a member, so that the same contents are the same bytes.

    openpyxl stamps the time of saving into ``docProps/core.xml``; that is replaced as well.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(buffer, "w") as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(member.filename, EPOCH)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            target.writestr(
                info, data, compress_type=zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


def sha256(data: bytes) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(path: str | os.PathLike) -> str:
    """The SHA-256 of a file's bytes, which are read piece by piece."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def put_new(draft: Path, target: Path) -> None:
    """Rename a finished file to a name that nobody has; FileExistsError where it is taken, as far as the file system can tell."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # no links there
        os.rename(draft, target)


def as_json(value: object) -> bytes:
    return (indented(value) + "\n").encode()


def indented(value: object, sort_keys: bool = False) -> str:
    """What ``json.dumps(value, ensure_ascii=False, indent=1, sort_keys=sort_keys)`` gives, in less than half of the time: Python's
    fast encoder does not indent. Keys are texts."""
    parts: list[str] = []

    def put(value: object, line: str) -> None:
        if isinstance(value, str):
            parts.append(json.encoder.encode_basestring(value))
        elif isinstance(value, dict) and value:
            before, inner = "{", line + " "
            for key in sorted(value) if sort_keys else value:
                parts.extend((before, inner, json.encoder.encode_basestring(key), ": "))
                put(value[key], inner)
                before = ","
            parts.extend((line, "}"))
        elif isinstance(value, list | tuple) and value:
            before, inner = "[", line + " "
            for one in value:
                parts.extend((before, inner))
                put(one, inner)
                before = ","
            parts.extend((line, "]"))
        else:
            parts.append(str(value) if type(value) is int else json.dumps(value))

    put(value, "\n")
    return "".join(parts)
