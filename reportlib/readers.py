"""Files to cells, exactly as sent. Readers repeat, cleaning interprets: "007", "－" and "109/3/5" leave unchanged.

What a file is, its content decides and not its name. A CSV is decoded and split here; a workbook is read in a child
process (:mod:`reportlib.workbooks`). The bytes are taken from the disk once: what is read is what the SHA-256 names.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import os
import re
import stat
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reportlib import confined, workbooks
from reportlib.errors import InputError, Problem
from reportlib.labels import say

Cell = str | int | float | bool | date | datetime | None

LARGEST_FILE_BYTES = 200_000_000
_SAMPLED_RECORDS, _SAMPLED_CHARACTERS = 20, 65_536
_DELIMITERS = ",\t;"
_FULL_WIDTH_COMMA = "，"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n)', re.IGNORECASE)
_STRUCTURE = re.compile(r"[0-9,;\t\r\n]")
_ZIP, _OLE2 = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY_TYPES = {
    b"%PDF": "PDF",
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"MZ": "EXE",
}
_TEXT_TYPES = (
    (re.compile(r"\s*<(?:!doctype\s+html|html|head|body|table|meta|script)\b", re.IGNORECASE), "HTML"),
    (re.compile(r"\s*<(?:\?xml|!doctype)", re.IGNORECASE), "XML"),
    (re.compile(r'\s*(?:\{\s*["}]|\[\s*[{\[\]"])'), "JSON"),
)
_WORKBOOK_SUFFIXES, _TEXT_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods"), (".csv", ".tsv", ".txt", ".tab")


@dataclass(frozen=True)
class Sheet:
    """One table as sent: row 1 is ``rows[0]``, column A its first cell, as a spreadsheet program shows them.

    ``name`` is empty and ``encoding`` set for a CSV, the other way round for a workbook's sheet. Rows may differ in
    length. An error value of a workbook is its text ("#N/A"), a formula without a result is "=" and the formula.
    ``sha256`` is that of the file's bytes; ``notices`` are sentences about the file.
    """

    file: str
    name: str
    encoding: str | None
    rows: list[tuple[Cell, ...]]
    hidden: bool = False
    sha256: str = ""
    notices: tuple[str, ...] = ()


def read(path: str | os.PathLike) -> list[Sheet]:
    """The sheets of a file: one for CSV or TSV, every worksheet in order for XLSX, ODS and XLS.

    Raises :class:`InputError` with one plain sentence for anything else, and for a damaged, protected or dangerous file.
    """
    path = Path(path)
    data = _table_content(path)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith((_ZIP, _OLE2)):
        notices = _named_otherwise(path, _TEXT_SUFFIXES, say("活頁簿", "a workbook"))
        found = _workbook(path.name, data)
        return [Sheet(path.name, name, None, list(rows), hidden, digest, notices) for name, hidden, rows in found]
    text, encoding = decode(data, path.name)
    notices = _named_otherwise(path, _WORKBOOK_SUFFIXES, say("文字檔（CSV）", "a text file (CSV)"))
    if lost := text.count("\ufffd"):
        zh, en = f"有 {lost} 個字元在來源就已遺失（U+FFFD）。", f"{lost} characters were lost before it came (U+FFFD)."
        notices += (say(f"{path.name} {zh}", f"{path.name}: {en}"),)
    return [Sheet(path.name, "", encoding, split(text, path.name), False, digest, notices)]


def sha256(path: str | os.PathLike) -> str:
    """The file's SHA-256 as 64 hexadecimal digits."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def column_letter(number: int) -> str:
    """A spreadsheet's letters for column ``number``: 1 is A."""
    return workbooks.letters(number)


def decode(data: bytes, file: str) -> tuple[str, str]:
    """Text without byte-order marks, and the name of its encoding.

    A mark decides; then UTF-16 by its zero bytes, UTF-8 strict, CP950 strict. Never guessed, never with replacements.
    """
    encoding, text = _marked(data)
    if not encoding:
        candidates = ["utf-8", "cp950"]
        if half := _utf16_by_zeros(data):
            candidates = [half]
        failures = []
        for encoding in candidates:
            try:
                text = data.decode(encoding)
                break
            except UnicodeDecodeError as error:
                failures.append((error.start, encoding, error))
        else:
            _refuse_bytes(data, file, max(failures, key=lambda failure: failure[0])[2])
    else:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            _refuse_bytes(data, file, error)
    text = text.lstrip("\ufeff")  # also a second mark, which joined exports have
    if "\0" in text:
        row = _row_of(text[: text.index("\0")])
        raise refused("E14", file, say("有 NUL 位元組，不是文字檔。", "there is a NUL byte; this is no text file."), row=row)
    if not text.strip():
        raise _empty(file, len(data))
    for pattern, kind in _TEXT_TYPES:
        if pattern.match(text):
            raise _no_table(file, kind)
    return text, encoding


def split(text: str, file: str) -> list[tuple[str, ...]]:
    """The records of a CSV. A record with line breaks inside quotes is one row; a blank line is an empty row.

    The delimiter is the one a first line ``sep=;`` names (which no spreadsheet program counts as a row), or the one of
    comma, TAB and semicolon (failing these, the full-width comma) that gives most records one and the same width.
    """
    named = _SEPARATOR_LINE.match(text)
    if named:
        text = text[named.end() :]
    delimiter = named[1] if named else _delimiter(text)
    if delimiter in '"\r\n':
        raise refused("L12", file, say("第一列的 sep= 不是可用的分隔符號。", "the separator after sep= cannot be used."), row=1)
    rows: list[tuple[str, ...]] = []
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for record in records:
            rows.append(tuple(record))
    except csv.Error:  # with strict, a quote that is never closed, or text between a closing quote and the delimiter
        raise refused(
            "A11",
            file,
            say("這一列的引號（\"）沒有成對關閉。", "a quotation mark opened in this row is not closed properly."),
            say("請用試算表軟體重新另存 CSV 後重送。", "Save it as CSV again from a spreadsheet program and resend."),
            row=len(rows) + 1,
        ) from None
    return rows


def content(path: Path, largest_bytes: int = LARGEST_FILE_BYTES) -> bytes:
    """The file's bytes; a pipe, a folder, a missing, unreadable, empty or huge file is refused at once and never waited for."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise refused("F20", path.name, say("不是檔案（是資料夾或特殊檔）。", "not a file (a folder or a device)."))
        if path.stat().st_size > largest_bytes:
            limit = f"{largest_bytes // 1_000_000} MB"
            raise refused("A05", path.name, say(f"檔案超過 {limit}。", f"the file is larger than {limit}."))
        data = path.read_bytes()
    except FileNotFoundError:
        what = say("找不到這個檔案。", "there is no such file.")
        raise refused("F20", path.name, what, say("請確認參數檔所寫的路徑。", "Check the path in the parameter file.")) from None
    except OSError as error:
        what = say(f"無法讀取（{error.strerror or error}）。", f"cannot be read ({error.strerror or error}).")
        raise refused("F20", path.name, what, say("請檢查檔案權限。", "Check the file's permissions.")) from None
    if not data.strip():
        raise _empty(path.name, len(data))
    return data


def _table_content(path: Path) -> bytes:
    """The bytes of a file that may hold a table: not those of a document, an image or a program."""
    data = content(path)
    for magic, kind in _BINARY_TYPES.items():
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:512] or kind == "gzip"):
            raise _no_table(path.name, kind)
    return data


def _marked(data: bytes) -> tuple[str, str]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return encoding, ""
    return "", ""


def _utf16_by_zeros(data: bytes) -> str:
    """UTF-16 without a mark, "" for anything else: digits, commas and line ends have a zero byte each.

    Which side the zeros are on says nothing (一 is 4E 00, and N the other way round): the order in which the text has
    more of these signs is the right one.
    """
    sample = data[:8192]
    if len(data) % 2 or sample.count(0) < max(2, len(sample) // 40):
        return ""
    signs = {name: len(_STRUCTURE.findall(sample.decode(name, "replace"))) for name in ("utf-16-le", "utf-16-be")}
    return max(signs, key=signs.__getitem__) if any(signs.values()) else ""


def _refuse_bytes(data: bytes, file: str, error: UnicodeDecodeError) -> None:
    row = _row_of(data[: error.start].decode(error.encoding, "ignore").lstrip("\ufeff"))
    shown = data[error.start : error.start + 2].hex(" ").upper()
    raise refused(
        "E09",
        file,
        say(
            f"這一列的位元組 {shown} 既不是 UTF-8 也不是 CP950（Big5）文字，可能是造字、編碼混用或檔案被截斷。",
            f"the bytes {shown} in this row are neither UTF-8 nor CP950 (Big5).",
        ),
        say("請另存成 UTF-8 的 CSV 後重送。", "Save it as UTF-8 CSV and resend."),
        row=row,
    )


def _row_of(before: str) -> int:
    """The row in which the text goes on after ``before``."""
    if named := _SEPARATOR_LINE.match(before):
        before = before[named.end() :]
    try:
        return sum(1 for _ in csv.reader(io.StringIO(before + "x", newline=""), delimiter=_delimiter(before)))
    except csv.Error:
        return before.count("\n") + 1


def _delimiter(text: str) -> str:
    """The delimiter that gives the largest share of the first records one and the same width, and the larger width
    where two do; the comma where none splits anything."""

    def agreement(delimiter: str) -> tuple[float, int]:
        widths: Counter[int] = Counter()
        try:
            for record in csv.reader(io.StringIO(text[:_SAMPLED_CHARACTERS], newline=""), delimiter=delimiter):
                widths[len(record)] += 1
                if widths.total() == _SAMPLED_RECORDS:
                    break
        except csv.Error:
            pass
        return max(((count / widths.total(), width) for width, count in widths.items() if width > 1), default=(0, 0))

    best = max(_DELIMITERS, key=agreement)
    if agreement(best) == (0, 0):
        return _FULL_WIDTH_COMMA if agreement(_FULL_WIDTH_COMMA) > (0, 0) else ","
    return best


@functools.lru_cache(maxsize=4)  # one workbook may hold several tables, and each is asked for by itself
def _workbook(file: str, data: bytes) -> tuple[tuple[str, bool, tuple[tuple[Cell, ...], ...]], ...]:
    answer = _in_child(data)
    if code := answer.get("refused"):
        zh, en, todo_zh, todo_en = _REFUSALS.get(code, _REFUSALS["A12"])
        detail = _TYPE_NAMES.get(answer["detail"], answer["detail"])
        if code == "F09":
            raise _no_table(file, detail)
        raise refused(code, file, say(zh.format(detail), en.format(detail)), say(todo_zh, todo_en), sheet=answer["sheet"])
    if not any(not sheet["hidden"] for sheet in answer["sheets"]):
        what = say("活頁簿裡沒有可見的工作表。", "the workbook has no visible worksheet.")
        raise refused("F15", file, what, say("請取消隱藏資料所在的工作表後重送。", "Unhide the sheet with the data and resend."))
    return tuple((sheet["name"], sheet["hidden"], tuple(map(tuple, sheet["rows"]))) for sheet in answer["sheets"])


@functools.lru_cache(maxsize=2)  # one file may be asked for twice, once for each of its tables
def _in_child(data: bytes) -> dict:
    return confined.ask(workbooks.__file__, data, _untagged)


def _untagged(value: dict) -> object:
    if len(value) == 1:
        if text := value.get("date"):
            return date.fromisoformat(text)
        if text := value.get("datetime"):
            return datetime.fromisoformat(text)
    return value


_RESEND = ("請重新另存後重送。", "Save it again and resend.")
_UNPROTECT = ("請移除密碼後重送。", "Remove the password and resend.")
_REFUSALS = {
    "F02": ("檔案不完整或已損壞。", "the file is incomplete or damaged.", *_RESEND),
    "F03": ("檔案已損壞（內部檔 {}）。", "the file is damaged (member {}).", *_RESEND),
    "F04": ("檔案有密碼保護。", "the file is password-protected.", *_UNPROTECT),
    "F05": ("檔案有密碼保護。", "the file is password-protected.", *_UNPROTECT),
    "F06": ("檔案有密碼保護。", "the file is password-protected.", *_UNPROTECT),
    "F14": ("壓縮檔內有同名的成員，內容無法確定。", "two members of the archive have one name.", *_RESEND),
    "A02": ("檔案內含 DTD 宣告，為安全起見不予讀取。", "the file holds a document type declaration and is not read.", *_RESEND),
    "A04": ("解開後過大（上限 200 MB），疑似壓縮炸彈。", "too large when unpacked (limit 200 MB).", *_RESEND),
    "A05": (
        "資料量過大（上限 300 萬格、60 秒）。",
        "too much data (limits: 3 million cells, 60 seconds).",
        "請刪去不需要的列與欄後重送。",
        "Delete rows and columns that are not needed and resend.",
    ),
    "A06": (
        "資料範圍異常，最遠儲存格 {}。",
        "unreasonable data range; the farthest cell is {}.",
        "請清除遠處的儲存格後重送。",
        "Clear the cells far away and resend.",
    ),
    "A12": ("無法讀取：檔案損壞，或需要的記憶體過多。", "cannot be read: damaged, or it needs too much memory.", *_RESEND),
}
_TYPE_NAMES = {
    "doc": "Word (.doc)",
    "docx": "Word (.docx)",
    "pptx": "PowerPoint (.pptx)",
    "xlsb": "Excel (.xlsb)",
    "numbers": "Numbers",
    "odf": "OpenDocument（非試算表）",
    "zip": "ZIP",
    "ole2": "OLE2",
}


def _named_otherwise(path: Path, suffixes: tuple[str, ...], truly: str) -> tuple[str, ...]:
    if path.suffix.lower() not in suffixes:
        return ()
    return (say(f"{path.name} 的內容其實是{truly}，已照內容讀取。", f"{path.name} is in truth {truly}; it was read as such."),)


def _empty(file: str, size: int) -> InputError:
    what = say(f"檔案是空的（{size} 位元組）。", f"the file is empty ({size} bytes).")
    return refused("F01", file, what, say("請確認內容後重送。", "Check its content and resend."))


def _no_table(file: str, kind: str) -> InputError:
    what = say(f"這是 {kind} 檔，不是資料表。", f"this is a {kind} file, not a table.")
    return refused("F09", file, what, say("可接受 CSV、TSV、XLSX、XLS、ODS。", "Accepted: CSV, TSV, XLSX, XLS, ODS."))


def refused(code: str, file: str, what: str, todo: str = "", row: int | None = None, sheet: str = "") -> InputError:
    """The error for one thing that is wrong with a file as received."""
    return InputError(Problem(code, what, todo, file, sheet, row))
