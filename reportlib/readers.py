"""Files to cells, exactly as sent. Readers repeat, cleaning interprets: "007", "－" and "109/3/5" leave unchanged.

What a file is, its content decides and not its name. A CSV is decoded and split here; a workbook, an archive or a table of HTML
is taken apart in a child process (:mod:`reportlib.workbooks`). The bytes are taken from the disk once: what is read is what the
SHA-256 names. :func:`read` is for one file that has to be right, :func:`read_many` for whatever was sent.
"""

from __future__ import annotations

import base64
import csv
import functools
import hashlib
import io
import os
import re
import stat
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from queue import SimpleQueue

from reportlib import characters, confined, filenames, workbooks
from reportlib.characters import Doubt
from reportlib.errors import InputError, Problem, quoted
from reportlib.labels import say

Cell = str | int | float | bool | date | datetime | None

LARGEST_FILE_BYTES = 200_000_000
MOST_TEXT_CELLS = 10_000_000
MOST_PROBLEMS = 20
_CHILDREN, _READ_AHEAD = 2, 4
_SAMPLED_RECORDS, _SAMPLED_CHARACTERS = 20, 65_536
_DELIMITERS = ",\t;"
_FULL_WIDTH_COMMA = "，"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n)', re.IGNORECASE)
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
_BEFORE_ROOT = r"(?>(?:\s+|<\?[^>]*>|<!--.*?-->)*)"  # atomic: a thousand comments are not tried in every combination
_LONGEST_BEGINNING = 65_536
_HTML = re.compile(
    _BEFORE_ROOT + r"<(?:!doctype\s+html|html|head|body|table|meta|script|style|title|div|form|center)\b",
    re.IGNORECASE | re.DOTALL,
)
_TEXT_TYPES = (
    (re.compile(_BEFORE_ROOT + r"<[^>]*urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL), "excel2003"),
    (re.compile(_BEFORE_ROOT + r"<office:document\b", re.DOTALL), "fods"),
    (re.compile(r"\s*<(?:\?xml|!doctype|!--)", re.IGNORECASE), "XML"),
    (re.compile(r"\s*\{\s*\"[^\r\n]*\}[ \t]*\r?\n\s*\{\s*\""), "jsonl"),
    (re.compile(r'\s*(?:\{\s*["}]|\[\s*[{\[\]"]|\[\s*-?[0-9][0-9.eE+-]*\s*,)'), "JSON"),
    (re.compile(r"(?:MIME-Version:|Content-Type:\s*multipart/)", re.IGNORECASE), "mhtml"),
    (
        re.compile(
            r"(?:From|To|Date|Subject|Received|Return-Path|Delivered-To|Message-ID|X-[\w-]+):[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*\r?\n[A-Z][A-Za-z-]*:[ \t]",
            re.IGNORECASE,
        ),
        "mail",
    ),
)
_WORKBOOK_SUFFIXES, _TEXT_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods"), (".csv", ".tsv", ".txt", ".tab")


@dataclass(frozen=True)
class Sheet:
    """One table as sent: row 1 is ``rows[0]``, column A its first cell, as a spreadsheet program shows them.

    ``name`` is empty and ``encoding`` set for a CSV, the other way round for a workbook's sheet. Rows may differ in
    length. An error value of a workbook is its text ("#N/A"), a formula without a result is "=" and the formula;
    ``unresolved`` has these formulas, since a text may look like one.
    ``sha256`` is that of the file's bytes; ``notices`` are sentences about the file. ``merged`` has (first row, first column,
    last row, last column) of merged ranges within the data, none over another; hidden rows and columns (filtered ones too)
    are numbers; comments are (row, column, text), marked cells (row, column, "struck" or "filled"). All count from 1. ``doubts`` name cells whose text is not certain.
    A member of an archive has both names in ``file``: ``收件.zip／標檢局.xlsx``.
    """

    file: str
    name: str
    encoding: str | None
    rows: list[tuple[Cell, ...]]
    hidden: bool = False
    sha256: str = ""
    notices: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: tuple[tuple[int, int, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    marked: tuple[tuple[int, int, str], ...] = ()
    unresolved: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Member:
    """A file of an archive: its bytes, or the problem for which it is not read."""

    name: str
    data: bytes = b""
    problem: Problem | None = None


# Bytes to a child's answer.
_Ask = Callable[[bytes], dict]


def read(path: str | os.PathLike, expected: Collection[str] = ()) -> list[Sheet]:
    """The sheets of a file: one for CSV or TSV, every worksheet in order for XLSX, ODS and XLS, those of all members for a ZIP.

    Raises :class:`InputError` with one plain sentence for anything else, and for a damaged, protected or dangerous file; with
    one for each cell where characters are unknown (E04). Members of a ZIP that hold no table are named in notices. ``expected``
    are headers of which a CSV without any is suspected to be in another encoding (E08).
    """
    path = Path(path)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    left_out: list[Problem] = []
    results = list(_results(filenames.shown(path.name), _table_content(path), _in_child, expected))
    for _, result in results:
        if isinstance(result, InputError):
            beside = len(results) > 1 and all(problem.code in _NO_TABLE for problem in result.problems)
            (left_out if beside else problems).extend(result.problems)
        else:
            sheets += result
            problems += unusable(result)
    if problems or not sheets:
        raise InputError(*(problems or left_out)[:MOST_PROBLEMS])
    return [replace(sheet, notices=(*sheet.notices, *map(str, left_out))) for sheet in sheets] if left_out else sheets


def read_many(
    paths: Iterable[str | os.PathLike], within: str | os.PathLike | None = None, expected: Collection[str] = ()
) -> Iterator[tuple[Path, list[Sheet] | InputError]]:
    """Each file with its sheets, or with why it is refused, in the order of ``paths``; an archive gives a pair for each member.

    Workbooks are read in two child processes that take one after another; a file that breaks one down spoils no other. A
    symbolic link that leads out of the folder ``within`` is refused. Cells with unknown characters are no refusal here: see
    ``Sheet.doubts`` and :func:`unusable`.
    """
    children = [confined.Child(workbooks.__file__) for _ in range(_CHILDREN)]
    free: SimpleQueue[confined.Child] = SimpleQueue()
    for child in children:
        free.put(child)

    def results(path: Path) -> list[tuple[str, list[Sheet] | InputError]]:
        child = free.get()
        try:
            data = _table_content(path, within)
            return list(_results(filenames.shown(path.name), data, lambda data: child.ask(data, _untagged), expected))
        except InputError as error:
            return [(path.name, error)]
        finally:
            free.put(child)

    pool = ThreadPoolExecutor(_CHILDREN)
    waiting: deque = deque()
    try:
        for path in map(Path, paths):
            waiting.append((path, pool.submit(results, path)))
            if len(waiting) > _READ_AHEAD:
                first, future = waiting.popleft()
                yield from ((first, result) for _, result in future.result())
        for first, future in waiting:
            yield from ((first, result) for _, result in future.result())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in children:
            child.stop()
        pool.shutdown(wait=True)
        for child in children:
            child.close()


def members(path: str | os.PathLike) -> list[Member]:
    """The files of an archive in its order; those that are not read (unsafe name, link, archive, left by a program) with their problem."""
    name = filenames.shown(Path(path).name)
    answer = _checked(_in_child(_table_content(Path(path))), name)
    if "members" not in answer:
        raise _no_table(name, "")
    return _members(name, answer)


def unpack(path: str | os.PathLike) -> list[tuple[str, bytes]]:
    """Name and bytes of each file of an archive that may be read; see :func:`members` for the others."""
    return [(member.name, member.data) for member in members(path) if not member.problem]


def unusable(sheets: Iterable[Sheet]) -> list[Problem]:
    """A problem for each cell in which a character is not known, so that its row cannot be used."""
    return [
        Problem(
            doubt.code, doubt.what, say(*_WRITE_OUT), sheet.file, sheet.name, doubt.row, column_letter(doubt.column)
        )
        for sheet in sheets
        for doubt in sheet.doubts
        if not doubt.usable
    ]


def stated_total(sheet: Sheet) -> tuple[int, int] | None:
    """The row and the number where a sheet itself says how many records it has (「共 53,000 筆」), None where it does not."""
    for number, row in enumerate(sheet.rows, 1):
        cells = [cell for cell in row if cell not in (None, "")]
        if 0 < len(cells) <= 3 and (stated := _STATED.search(",".join(map(str, cells)))):  # a CSV may have split 53,000
            return number, int((stated[1] or stated[2]).replace(",", ""))
    return None


def check_total(sheet: Sheet, records: int, stated: int) -> Problem | None:
    """P01: the problem of a sheet that has another number of records than it, or somebody else, says; None where they agree."""
    if records == stated:
        return None
    what = say(
        f"讀到 {records:,} 筆，但應有 {stated:,} 筆，檔案可能不完整。",
        f"has {records:,} records, but should have {stated:,}; it may be cut off.",
    )
    return Problem("P01", what, say("請重新匯出後重送。", "Export it again and resend."), sheet.file, sheet.name)


def sha256(path: str | os.PathLike) -> str:
    """The file's SHA-256 as 64 hexadecimal digits."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def column_letter(number: int) -> str:
    """A spreadsheet's letters for column ``number``: 1 is A."""
    return workbooks.letters(number)


def decode(data: bytes, file: str) -> tuple[str, str]:
    """Text without byte-order marks, and the name of its encoding.

    A mark decides; then UTF-16 by its zero bytes, UTF-8 strict, CP950 strict. Never guessed; the few characters that only
    their writer's computer knows stand as □(FA40).
    """
    text, encoding, _ = _decoded(data, file)
    if _HTML.match(text[:_LONGEST_BEGINNING]):
        raise _no_table(file, "HTML")
    _refuse_other_text(text, file)
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
        raise refused(
            "L12", file, say("第一列的 sep= 不是可用的分隔符號。", "the separator after sep= cannot be used."), row=1
        )
    rows: list[tuple[str, ...]] = []
    if text.count(delimiter) + text.count("\n") + text.count("\r") > MOST_TEXT_CELLS:
        what = say(
            f"資料量過大（上限 {MOST_TEXT_CELLS // 10_000:,} 萬格）。",
            f"too much data (limit: {MOST_TEXT_CELLS:,} cells).",
        )
        raise refused("A05", file, what, say("請分成數個檔案後重送。", "Split it into several files and resend."))
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for record in records:
            rows.append(tuple(record))
    except (
        csv.Error
    ) as error:  # with strict, a quote that is never closed, or text between a closing quote and the delimiter
        if "field limit" in str(error):
            most = f"{csv.field_size_limit():,}"
            zh = f"這一列有一格超過 {most} 字；不是資料，或有引號沒有關閉。"
            en = f"a cell of this row has more than {most} characters: no data, or a quotation mark is not closed."
            raise refused("A11", file, say(zh, en), row=len(rows) + 1) from None
        raise refused(
            "A11",
            file,
            say('這一列的引號（"）沒有成對關閉。', "a quotation mark opened in this row is not closed properly."),
            say("請用試算表軟體重新另存 CSV 後重送。", "Save it as CSV again from a spreadsheet program and resend."),
            row=len(rows) + 1,
        ) from None
    return rows


def content(path: Path, largest_bytes: int = LARGEST_FILE_BYTES, within: str | os.PathLike | None = None) -> bytes:
    """The file's bytes; a pipe, a folder, a missing, unreadable, empty or huge file is refused at once and never waited for.

    So is one that changes while it is read, and, where a folder is given, a link that leads out of it.
    """
    name = filenames.shown(path.name)
    try:
        if within is not None and not path.resolve(strict=True).is_relative_to(Path(within).resolve(strict=True)):
            raise refused(
                "F20", name, say("是連到資料夾外的連結。", "a link that leads out of the folder."), say(*_PUT_FILE)
            )
        for _ in range(3):
            data = _read_once(path, name, largest_bytes)
            if data is not None:
                break
        else:
            what = say("檔案在讀取時還在變動。", "the file changes while it is being read.")
            raise refused("F19", name, what, say("請等檔案存妥後再執行。", "Wait until it is stored, then run again."))
    except FileNotFoundError:
        if path.is_symlink():
            raise refused("F20", name, say("是失效的連結。", "a link that leads nowhere."), say(*_PUT_FILE)) from None
        what = say("找不到這個檔案。", "there is no such file.")
        raise refused(
            "F20", name, what, say("請確認參數檔所寫的路徑。", "Check the path in the parameter file.")
        ) from None
    except OSError as error:
        what = say(f"無法讀取（{error.strerror or error}）。", f"cannot be read ({error.strerror or error}).")
        raise refused("F20", name, what, say("請檢查檔案權限。", "Check the file's permissions.")) from None
    if not data.strip():
        raise _empty(name, len(data))
    return data


def _read_once(path: Path, name: str, largest_bytes: int) -> bytes | None:
    """The file's bytes, None where it was changed meanwhile."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise refused("F20", name, say("不是檔案（是資料夾或特殊檔）。", "not a file (a folder or a device)."))
    # Between the look and the opening it may have become a pipe, which this flag does not wait for.
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise refused("F20", name, say("不是檔案（是資料夾或特殊檔）。", "not a file (a folder or a device)."))
        if before.st_size > largest_bytes:
            limit = f"{largest_bytes // 1_000_000} MB"
            raise refused("A05", name, say(f"檔案超過 {limit}。", f"the file is larger than {limit}."))
        data = file.read(largest_bytes + 1)
        after = os.fstat(file.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size
    return data if same else None


def _table_content(path: Path, within: str | os.PathLike | None = None) -> bytes:
    """The bytes of a file that may hold a table: not those of a document, an image or a program."""
    data = content(path, within=within)
    _refuse_binary(data, filenames.shown(path.name))
    return data


def _refuse_binary(data: bytes, file: str) -> None:
    for magic, kind in _BINARY_TYPES.items():
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:512] or kind == "gzip"):
            raise _no_table(file, kind)


def _results(
    file: str, data: bytes, ask: _Ask, expected: Collection[str]
) -> Iterator[tuple[str, list[Sheet] | InputError]]:
    """The file's name and its sheets, or why it is refused; one for each member of an archive."""
    try:
        answer = _checked(ask(data), file) if data.startswith((_ZIP, _OLE2)) else None
        if answer is None:
            yield file, _of_text(file, data, ask, expected)
        elif "sheets" in answer:
            suffix = _named_otherwise(file, _TEXT_SUFFIXES, say("活頁簿", "a workbook"))
            yield file, _of_workbook(file, data, answer, suffix)
    except InputError as error:
        yield file, error
        return
    for member in _members(file, answer) if answer and "members" in answer else ():
        name = f"{file}／{member.name}"
        if member.problem:
            yield name, InputError(member.problem)
            continue
        try:
            if not member.data.strip():
                raise _empty(name, len(member.data))
            _refuse_binary(member.data, name)
        except InputError as error:
            yield name, error
        else:
            yield from _results(name, member.data, ask, expected)


def _members(file: str, answer: dict) -> list[Member]:
    found = []
    for member in answer["members"]:
        name = filenames.shown(member["name"].replace("/", "／"))
        if code := member.get("refused"):
            zh, en, todo_zh, todo_en = _MEMBER_REFUSALS[code]
            found.append(Member(name, b"", Problem(code, say(zh, en), say(todo_zh, todo_en), f"{file}／{name}")))
        else:
            found.append(Member(name, base64.b64decode(member["data"])))
    return found


def _of_workbook(file: str, data: bytes, answer: dict, notices: tuple[str, ...]) -> list[Sheet]:
    if not any(not sheet["hidden"] for sheet in answer["sheets"]):
        names = "、".join(quoted(sheet["name"]) for sheet in answer["sheets"])
        what = say(
            f"活頁簿裡沒有可見的工作表{names and f'，只有隱藏的{names}'}。",
            f"the workbook has no visible worksheet{names and f', only hidden ones: {names}'}.",
        )
        raise refused(
            "F15", file, what, say("請取消隱藏資料所在的工作表後重送。", "Unhide the sheet with the data and resend.")
        )
    for code, sheet, detail in answer["notices"]:
        zh, en = _NOTICES[code if code != "F23" else detail]
        place = f"{file}〔{sheet}〕" if sheet else file
        notices += (say(f"{place}：{zh.format(detail)}", f"{place}: {en.format(detail)}"),)
    return _sheets(file, data, answer["sheets"], None, notices)


def _of_text(file: str, data: bytes, ask: _Ask, expected: Collection[str]) -> list[Sheet]:
    text, encoding, unknown = _decoded(data, file)
    if _HTML.match(text[:_LONGEST_BEGINNING]):
        answer = _checked(ask(text.lstrip().encode("utf-8", "surrogatepass")), file)
        truly = say(
            f"{file} 的內容其實是 HTML 網頁的表格，已照內容讀取。",
            f"{file} is in truth a table of an HTML page; it was read as such.",
        )
        return _sheets(file, data, answer["sheets"], encoding, (truly,), unknown)
    _refuse_other_text(text, file)
    rows = split(text, file)
    if expected and encoding == "cp950" and _is_gbk(data, rows, expected):
        raise _undecodable(data, file, characters.Undecodable("E08", 0, "gbk"))
    notices = _named_otherwise(file, _WORKBOOK_SUFFIXES, say("文字檔（CSV）", "a text file (CSV)"))
    return _sheets(file, data, [{"name": "", "rows": rows}], encoding, notices, unknown)


def _sheets(
    file: str, data: bytes, found: list[dict], encoding: str | None, notices: tuple[str, ...], unknown: bool = False
) -> list[Sheet]:
    digest = hashlib.sha256(data).hexdigest()
    made = []
    for sheet in found:
        rows = [tuple(row) for row in sheet["rows"]]
        name = sheet["name"]
        if sample := characters.mojibake("\n".join([cell for row in rows for cell in row if type(cell) is str])):
            what = say(
                f"文字是亂碼，曾以錯誤的編碼開啟後另存（原文有{quoted(sample)}）。",
                f"the text is garbled: it was opened in a wrong encoding and saved (it once held {quoted(sample)}).",
            )
            raise refused(
                "E13",
                file,
                what,
                say("請用原始檔案重新匯出後重送。", "Export it again from its source and resend."),
                sheet=name,
            )
        doubts, lost = characters.doubts(rows, unknown)
        made.append(
            Sheet(
                file,
                name,
                encoding,
                rows,
                sheet.get("hidden", False),
                digest,
                notices + tuple(_about_characters(file, name, doubts, lost)) + tuple(_about_headers(file, name, rows)),
                tuple(map(tuple, sheet.get("merged", ()))),
                frozenset(sheet.get("hidden_rows", ())),
                frozenset(sheet.get("hidden_columns", ())),
                tuple(map(tuple, sheet.get("comments", ()))),
                (*doubts, *(Doubt("E11", row, column, say(*_LOST_IN_WORD)) for row, column in lost)),
                tuple(map(tuple, sheet.get("marked", ()))),
                frozenset(sheet.get("unresolved", ())),
            )
        )
    return made


def _about_characters(file: str, name: str, doubts: Sequence[Doubt], lost: Sequence[tuple[int, int]]) -> Iterator[str]:
    """One notice a kind: how many cells, and the first of them."""
    place = f"{file}〔{name}〕" if name else f"{file} "
    cells = {
        code: [(doubt.row, doubt.column) for doubt in doubts if doubt.code == code]
        for code in dict.fromkeys(d.code for d in doubts)
    }
    for code, found in (*cells.items(), ("E11", list(lost))):
        if found:
            zh, en = _ABOUT_CELLS[code]
            shown = "、".join(f"{column_letter(column)}{row}" for row, column in found[:10]) + (
                "…" if len(found) > 10 else ""
            )
            yield say(f"{place}有 {len(found)} 格{zh}：{shown}。", f"{file} {name}: {len(found)} cells {en}: {shown}.")


def _about_headers(file: str, name: str, rows: Sequence[tuple[Cell, ...]]) -> Iterator[str]:
    """P04: the first row of a table comes again further down, as where two exports were joined."""
    first = next((row for row in rows if sum(cell not in (None, "") for cell in row) > 2), None)
    if first and (again := [number for number, row in enumerate(rows, 1) if row == first][1:]):
        shown = "、".join(map(str, again[:10])) + ("…" if len(again) > 10 else "")
        place = f"{file}〔{name}〕" if name else f"{file} "
        yield say(
            f"{place}第 {shown} 列重複第一列標題：可能是兩份匯出檔接在一起，請確認是否為同一天的資料。",
            f"{file} {name}: row {shown} repeats the header: perhaps two exports joined; check that they are of one day.",
        )


def _is_gbk(data: bytes, rows: Sequence[tuple[Cell, ...]], expected: Collection[str]) -> bool:
    """Whether no cell is one of the expected headers as CP950, and one is as GBK."""
    wanted = set(expected)
    if any(cell in wanted for row in rows[:20] for cell in row):
        return False
    try:
        text = data.decode("gbk")
    except UnicodeDecodeError:
        return False
    return any(header in text for header in wanted)


def _decoded(data: bytes, file: str) -> tuple[str, str, bool]:
    try:
        text, encoding, unknown = characters.decoded(data)
    except characters.Undecodable as error:
        raise _undecodable(data, file, error) from None
    if "\0" in text:
        row = _row_of(text[: text.index("\0")])
        raise refused(
            "E14", file, say("有 NUL 位元組，不是文字檔。", "there is a NUL byte; this is no text file."), row=row
        )
    if not text.strip():
        raise _empty(file, len(data))
    return text, encoding, unknown


def _undecodable(data: bytes, file: str, error: characters.Undecodable) -> InputError:
    if error.code == "E08":
        what = say(
            "看來是簡體中文（GBK）編碼，不是 UTF-8 也不是 CP950（Big5）。",
            "it seems to be simplified Chinese (GBK), neither UTF-8 nor CP950 (Big5).",
        )
        return refused("E08", file, what, say(*_AS_UTF8))
    row = _row_of(data[: error.place].decode(error.encoding, "ignore").lstrip("\ufeff"))
    shown = data[error.place : error.place + 2].hex(" ").upper()
    if error.code == "E10":
        what = say(
            f"檔案在這一列中斷，最後一個字只剩位元組 {shown}。",
            f"the file breaks off in this row, in the middle of a character ({shown}).",
        )
    elif error.encoding.startswith("utf-16"):
        what = say(f"這一列的位元組 {shown} 不是 UTF-16 文字。", f"the bytes {shown} in this row are not UTF-16.")
    else:
        zh = f"這一列的位元組 {shown} 既不是 UTF-8 也不是 CP950（Big5）文字，可能是編碼混用或檔案被截斷。"
        what = say(zh, f"the bytes {shown} in this row are neither UTF-8 nor CP950 (Big5).")
    return refused(error.code, file, what, say(*_AS_UTF8), row=row)


def _refuse_other_text(text: str, file: str) -> None:
    """Text that is no table: its beginning says what it is."""
    start = text[:_LONGEST_BEGINNING]
    for pattern, kind in _TEXT_TYPES:
        if pattern.match(start):
            raise _no_table(file, _TYPE_NAMES.get(kind, kind))


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


def _checked(answer: dict, file: str) -> dict:
    """The child's answer, unless it is a refusal."""
    code = answer.get("refused")
    if not code:
        return answer
    detail = _TYPE_NAMES.get(answer["detail"], answer["detail"])
    if code == "F09":
        raise _no_table(file, detail)
    if code == "P02":
        raise _no_table(
            file, "HTML", f"{say('登入頁', ' login page') if answer['sheet'] else ''}{quoted(detail) if detail else ''}"
        )
    zh, en, todo_zh, todo_en = _REFUSALS.get(code, _REFUSALS["A12"])
    raise refused(code, file, say(zh.format(detail), en.format(detail)), say(todo_zh, todo_en), sheet=answer["sheet"])


@functools.lru_cache(maxsize=4)  # one file may be asked for again, once for each of its tables
def _in_child(data: bytes) -> dict:
    return confined.ask(workbooks.__file__, data, _untagged)


def _untagged(value: dict) -> object:
    if len(value) == 1:
        if text := value.get("date"):
            return date.fromisoformat(text)
        if text := value.get("datetime"):
            return datetime.fromisoformat(text)
    return value


_NO_TABLE = frozenset(("F01", "F09", "F11", "F17", "A13"))  # of an archive's members: told, and left out
_STATED = re.compile(r"共\s*([0-9][0-9,]*)\s*筆|(?:總筆數|資料筆數|筆數)\s*[:：]?\s*([0-9][0-9,]*)")
_AS_UTF8 = ("請另存成 UTF-8 的 CSV 後重送。", "Save it as UTF-8 CSV and resend.")
_WRITE_OUT = (
    "請改用一般字，或以 Unicode（UTF-8 或 XLSX）重送。",
    "Write it with ordinary characters, or resend it as UTF-8 or XLSX.",
)
_PUT_FILE = ("請放入檔案本身。", "Put the file itself there.")
_LOST_IN_WORD = (
    "字中夾有「?」，可能在來源就已遺失字元。",
    'a "?" inside a word: a character may have been lost before it came.',
)
_ABOUT_CELLS = {
    "E04": ("有無法辨識的字（造字）", "hold characters that only their writer's computer knows"),
    "E11": (
        "的字中夾有「?」，可能是來源已遺失字元",
        'have a "?" inside a word, perhaps a character lost before it came',
    ),
    "E12": ("有來源已遺失的字元（U+FFFD）", "hold characters lost before they came (U+FFFD)"),
    "E14": ("有控制字元，輸出時略去", "hold control characters, which outputs leave out"),
    "E17": ("有改變書寫方向的控制字元", "hold characters that change the direction of writing"),
}
_NOTICES = {
    "macros": (
        "含有巨集；未執行，只讀取儲存格的值。",
        "holds macros; none was run, only the values of cells were read.",
    ),
    "links": (
        "含有連往其他檔案的連結；未更新，採用檔內所存的值。",
        "holds links to other files; not followed, the stored values were read.",
    ),
    "dde": ("含有 DDE 連結；未執行，採用檔內所存的值。", "holds DDE links; not followed, the stored values were read."),
    "A07": (
        "遠處只有空白字元的儲存格（最遠 {}）略去。",
        "far cells that hold white space only (the farthest is {}) are left out.",
    ),
    "A08": (
        "合併儲存格 {} 遠超出資料，只採計有資料的部分。",
        "the merged range {} goes far beyond the data; only its part with data counts.",
    ),
    "A08+": ("合併儲存格 {} 與另一個重疊，未採計。", "the merged range {} overlaps another and does not count."),
}
_MEMBER_REFUSALS = {
    "F03": (
        "壓縮檔裡的這個檔案已損壞。",
        "this member of the archive is damaged.",
        "請重新壓縮後重送。",
        "Make the archive again and resend.",
    ),
    "F11": (
        "檔名指向壓縮檔之外，或是連結，未讀取。",
        "its name leads out of the archive, or it is a link; not read.",
        "請重新壓縮後重送。",
        "Make the archive again and resend.",
    ),
    "F17": ("是程式或系統留下的檔案，略過。", "left by a program or a system; skipped.", "", ""),
    "A13": (
        "是壓縮檔裡的壓縮檔，未讀取。",
        "an archive inside an archive; not read.",
        "請把檔案直接放進一個壓縮檔後重送。",
        "Put the files into one archive and resend.",
    ),
}
_RESEND = ("請重新另存後重送。", "Save it again and resend.")
_UNPROTECT = ("請移除密碼後重送。", "Remove the password and resend.")
_REFUSALS = {
    "F02": ("檔案不完整或已損壞。", "the file is incomplete or damaged.", *_RESEND),
    "F03": ("檔案已損壞（內部檔 {}）。", "the file is damaged (member {}).", *_RESEND),
    "F04": ("檔案有密碼保護。", "the file is password-protected.", *_UNPROTECT),
    "F05": ("檔案有密碼保護。", "the file is password-protected.", *_UNPROTECT),
    "F06": ("檔案有密碼保護。", "the file is password-protected.", *_UNPROTECT),
    "F13": (
        "儲存格 {} 所指的文字不在檔案裡，檔案已損壞。",
        "the text that cell {} refers to is not in the file, which is damaged.",
        *_RESEND,
    ),
    "F14": ("壓縮檔內有同名的成員，內容無法確定。", "two members of the archive have one name.", *_RESEND),
    "A02": (
        "檔案內含 DTD 宣告，為安全起見不予讀取。",
        "the file holds a document type declaration and is not read.",
        *_RESEND,
    ),
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
    "A08": (
        "合併儲存格 {} 不合理，或合併的範圍過多。",
        "the merged range {} is unreasonable, or there are too many.",
        "請取消合併後重送。",
        "Unmerge the cells and resend.",
    ),
    "A10": ("文字過多（上限 1 億字），疑似壓縮炸彈。", "too much text (limit: 100 million characters).", *_RESEND),
    "A12": (
        "無法讀取：檔案損壞，或需要的記憶體過多。",
        "cannot be read: damaged, or it needs too much memory.",
        *_RESEND,
    ),
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
    "fods": "OpenDocument 單一 XML (.fods)",
    "excel2003": "Excel 2003 XML",
    "jsonl": "JSON Lines",
    "mhtml": "MHTML",
    "mail": "電子郵件",
}


def _named_otherwise(file: str, suffixes: tuple[str, ...], truly: str) -> tuple[str, ...]:
    if not file.lower().endswith(suffixes):
        return ()
    return (say(f"{file} 的內容其實是{truly}，已照內容讀取。", f"{file} is in truth {truly}; it was read as such."),)


def _empty(file: str, size: int) -> InputError:
    what = say(f"檔案是空的（{size} 位元組）。", f"the file is empty ({size} bytes).")
    return refused("F01", file, what, say("請確認內容後重送。", "Check its content and resend."))


def _no_table(file: str, kind: str, title: str = "") -> InputError:
    what = say(
        f"這是 {kind} 檔{title}，不是資料表。", f"this is a {kind} file{title and f' ({title.strip()})'}, not a table."
    )
    if file.lower().endswith((".eml", ".msg")):
        return refused("F09", file, what, say("請把附件另存後放入。", "Save the attachment and put it here instead."))
    return refused("F09", file, what, say("可接受 CSV、TSV、XLSX、XLS、ODS。", "Accepted: CSV, TSV, XLSX, XLS, ODS."))


def refused(code: str, file: str, what: str, todo: str = "", row: int | None = None, sheet: str = "") -> InputError:
    """The error for one thing that is wrong with a file as received."""
    return InputError(Problem(code, what, todo, file, sheet, row))
