"""The folder of ``inputs.apis`` as a sheet of records: each document judged, and whose it is by ``apis.csv``, a list that lies with them.

The list has the columns 文件 (the file's name), 單位, API名稱 (as in the platform's list) and 資料集識別碼; one document may describe
several APIs, a row each. What the list does not name is judged too, and is nobody's; what it names and is not there has no document.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportlib import messages
from reportlib.errors import InputError
from reportlib.language import for_the_packet
from reportlib.oas.judging import DocumentJudge, documents_in
from reportlib.oas.model import ApiDocument
from reportlib.readers import files
from reportlib.readers.sheets import Sheet
from reportlib.records.api_tables import APIS, STATES
from reportlib.store import reads
from reportlib.text import spelling
from reportlib.writing import sha256, sha256_of

LISTED = "apis.csv"
_OF_LIST = ("document", "unit", "api", "dataset_id")
_LABELS = {column.name: column.label for column in APIS.columns}


def sheet(folder: Path) -> Sheet:
    """The documents of a folder as a sheet, in the order of the list and then of their names; InputError where there is no folder, or where
    its list is none."""
    reads.note_listing(folder)
    if not folder.is_dir():
        raise InputError(messages.F20_no_folder_of_apis(folder=folder.name).at(file=folder.name))
    listed = list(_listed(folder))
    there = {path.name: path for path in documents_in(folder)}
    with DocumentJudge() as judge, for_the_packet():
        judged = {name: judge.document(path, folder) for name, path in there.items()}
    rows = [_row(judged.get(one["document"]), one) for one in listed]
    named = {one["document"] for one in listed}
    rows += [_row(document, {"document": name}) for name, document in judged.items() if name not in named]
    return Sheet(folder.name, "", "utf-8", [tuple(_LABELS.values()), *rows], sha256=digest_of(folder))


def digest_of(folder: Path) -> str:
    """The hash of all that is read of a folder: names and bytes of its documents and of its list."""
    names = [*documents_in(folder), *([folder / LISTED] if (folder / LISTED).is_file() else [])]
    return sha256("\n".join(f"{path.name} {_hash(path)}" for path in names).encode("utf-8", "surrogateescape"))


def _hash(path: Path) -> str:
    return sha256_of(path) if path.is_file() else ""


def _listed(folder: Path) -> Iterator[dict[str, str]]:
    """Each row of the list that names a document; nothing where there is no list."""
    path = folder / LISTED
    if not path.exists():
        return
    header, *lines = [[str(cell or "").strip() for cell in row] for row in files.read(path)[0].rows]
    places = {spelling(label): at for at, label in enumerate(header)}
    columns = {name: places[spelling(_LABELS[name])] for name in _OF_LIST if spelling(_LABELS[name]) in places}
    if lacking := [_LABELS[name] for name in ("document", "unit") if name not in columns]:
        raise InputError(messages.L09_list_of_apis_lacks(columns=lacking).at(file=f"{folder.name}/{LISTED}"))
    for line in lines:
        row = {name: line[at] if at < len(line) else "" for name, at in columns.items()}
        if row["document"]:
            yield row


def _row(document: ApiDocument | None, listed: dict[str, str]) -> tuple[str | int | None, ...]:
    """One API: whose it is, and what its document is judged to be."""
    known: dict[str, str | int | None] = {name: value or None for name, value in listed.items()}
    known |= {"state": STATES[document.state if document else "missing"]}
    if document is not None:
        wrong = [one for one in document.faults if one.level != "warning"]
        known |= {
            "version": document.version or None,
            "operations": document.operations if document.version else None,
            "faults": document.errors or (len(wrong) or None),
            "first": wrong[0].problem.what if wrong else None,
            "sha256": document.sha256 or None,
        }
    return tuple(known.get(name) for name in _LABELS)
