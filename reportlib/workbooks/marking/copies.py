"""A unit's own workbook with marks: what goes back to it by mail.

Each cell with a finding is coloured and has a comment, and a sheet of its own lists all findings with links. Nothing else in
the workbook changes: an XLSX or ODS is changed in place (:mod:`reportlib.workbooks.marking.xlsx`, :mod:`reportlib.workbooks.marking.ods`). Of any
other file (CSV, XLS, HTML …) the copy is a new workbook with its rows as they were read; of one that could not be read, the
list alone. The same file and findings give the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from reportlib import temporary
from reportlib.errors import InputError, quoted
from reportlib.readers import files
from reportlib.readers.sheets import Sheet
from reportlib.records.findings import Finding
from reportlib.workbooks.marking import ods, xlsx
from reportlib.workbooks.marking.marks import (
    HEADING,
    SHEET,
    CellsFound,
    Listing,
)
from reportlib.workbooks.marking.splice import Unmarkable
from reportlib.workbooks.plain import workbook

MOST_MARKS = 500
MOST_PLAIN_CELLS = 1_000_000
LONGEST_STEM = 180  # bytes
_SUFFIX = "-檢核"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_READABLE = re.compile(r"\.(?:csv|tsv|txt|tab|xlsx|xlsm|xls|ods|html?)", re.IGNORECASE)


def marked_copy(
    original: bytes, name: str, findings: Sequence[Finding], sheets: Sequence[Sheet] | None = None
) -> tuple[str, bytes]:
    """The name and the bytes of the copy of one file (``name`` as received) with its findings.

    ``sheets`` are what the readers made of these bytes, an empty sequence for a file that they refuse; without them, they are
    read here. A file that is put together in an unusual way gets the copy of its rows, never an exception.
    """
    if sheets is None:
        sheets = sheets_of(original, name)
    old_listing = any(is_listing(sheet) for sheet in sheets)
    ordered = sorted(
        findings, key=lambda finding: (finding.level != "error", finding.sheet, finding.row or 0, finding.column or 0)
    )
    if sheets and original.startswith(b"PK"):
        names = {sheet.name: sheet.name for sheet in sheets}
        hidden = {sheet.name for sheet in sheets if sheet.hidden}
        marks, listing = _marks(ordered, names), _listing(name, ordered, names, hidden)
        try:
            if b"META-INF/manifest.xml" in original and b"[Content_Types].xml" not in original:
                return copy_name(name, ".ods"), ods.mark(original, marks, listing, old_listing)
            content, suffix = xlsx.mark(original, marks, listing, old_listing)
            return copy_name(name, suffix), content
        except (Unmarkable, ValueError, KeyError, IndexError, OverflowError):
            pass
    kept = [sheet for sheet in sheets if not is_listing(sheet)]
    if sum(len(row) for sheet in kept for row in sheet.rows) > MOST_PLAIN_CELLS:
        kept = []
    names = sheet_names(kept, name)
    note = "" if not sheets or not kept else "原檔不是可直接標示的活頁簿；以下各表照讀到的內容列出，供對照更正。"
    content = workbook([(names[sheet.name], sheet.rows) for sheet in kept])
    listing = _listing(name, ordered, names, set(), note or "這個檔案無法讀取（或資料量過大），因此只有問題清單。")
    return copy_name(name, ".xlsx"), xlsx.mark(content, _marks(ordered, names), listing)[0]


def is_listing(sheet: Sheet) -> bool:
    """Whether a sheet is the list of findings of a marked copy that came back: no data of the unit's."""
    return sheet.name.startswith(SHEET) and bool(sheet.rows) and bool(sheet.rows[0]) and sheet.rows[0][0] == HEADING


def copy_name(name: str, suffix: str) -> str:
    """``水利署_plan.csv`` gives ``水利署_plan-檢核.xlsx``; a name that every file system takes, whatever was received."""
    stem = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    if known := _READABLE.search(stem, max(0, len(stem) - 5)):
        stem = stem[: known.start()] if known.end() == len(stem) else stem
    else:
        stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem)
    stem = "".join(c if c.isprintable() and c not in '<>:"/\\|?*' else "_" for c in stem).strip(" .")
    stem = stem.removesuffix(_SUFFIX)
    if stem.startswith(("-", "~", ".")) or _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    stem = stem.encode()[:LONGEST_STEM].decode("utf-8", "ignore").strip(" .")
    return f"{stem or '回報'}{_SUFFIX}{suffix}"


def sheets_of(data: bytes, name: str) -> list[Sheet]:
    """What the readers make of these bytes, by the suffix of the name; nothing of a file that they refuse."""
    suffix = _READABLE.search(name)
    with temporary.folder() as folder:
        path = folder / f"return{suffix[0].lower() if suffix else ''}"
        try:
            path.write_bytes(data)
        except OSError as error:
            raise temporary.cannot_write(error, folder) from None
        try:
            return files.read(path)
        except InputError:
            return []


# -- findings to marks and lines -------------------------------------------------------------------------------------------------


def _marks(findings: Iterable[Finding], names: Mapping[str, str]) -> dict[str, CellsFound]:
    """What is found in each cell, by the name of its sheet in the copy: of the first :data:`MOST_MARKS` cells, errors first."""
    found: dict[str, dict[tuple[int, int | None], list[Finding]]] = {}
    cells: set[tuple] = set()
    for finding in findings:
        place = (finding.sheet, finding.row, finding.column)
        if finding.row is None or finding.sheet not in names or (place not in cells and len(cells) >= MOST_MARKS):
            continue
        cells.add(place)
        of_sheet = found.setdefault(names[finding.sheet], {})
        of_sheet.setdefault((finding.row, finding.column), []).append(finding)
    return {**found}


def _listing(
    name: str, findings: Sequence[Finding], names: Mapping[str, str], hidden: Iterable[str], note: str = ""
) -> Listing:
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    counts = f"錯誤 {errors} 項、提醒 {warnings} 項。" if findings else "沒有發現問題。"
    cells = {
        (finding.sheet, finding.row, finding.column) for finding in findings if finding.row and finding.sheet in names
    }
    about = [
        f"檔案：{quoted(name)[1:-1] if name else ''}　{counts}",
        "紅底是錯誤，請更正後重送；黃底是提醒，請確認。點選「儲存格」可跳到該處。" if findings else "",
        f"各表只標示前 {MOST_MARKS} 格，其餘請見本清單。" if len(cells) > MOST_MARKS else "",
        note,
    ]
    return Listing(tuple(line for line in about if line), tuple(findings), names, frozenset(hidden))


# -- rows as read ------------------------------------------------------------------------------------------------------------------


def sheet_names(sheets: Sequence[Sheet], file: str) -> dict[str, str]:
    """A name that a workbook takes for each sheet's own: at most 31 characters, none of ``[]:*?/\\'``, none twice (X10)."""
    names: dict[str, str] = {}
    taken = {SHEET.casefold(), "history"}
    for sheet in sheets:
        wanted = sheet.name or copy_name(file, "").removesuffix(_SUFFIX)
        base = re.sub(r"[\[\]:*?/\\'\x00-\x1f\ud800-\udfff\ufffe\uffff]", " ", wanted).strip()[:31] or "資料"
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base[: 31 - len(str(number)) - 3]} ({number})"
        taken.add(name.casefold())
        names[sheet.name] = name
    return names
