"""Files to cells, exactly as sent. Readers repeat, cleaning interprets: "007", "－" and "109/3/5" leave unchanged.

What a file is, its content decides and not its name. A CSV is decoded and split here; a workbook, an archive or a table of HTML
is taken apart in a child process (:mod:`reportlib.readers.child.script`). The bytes are taken from the disk once: what is read is what the
SHA-256 names. :func:`read` is for one file that has to be right, :func:`read_many` for whatever was sent.
"""

from __future__ import annotations

import base64
import functools
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from queue import SimpleQueue

from reportlib import filenames
from reportlib.errors import InputError, Problem, quoted
from reportlib.language import say
from reportlib.readers import characters, confined
from reportlib.readers.characters import Doubt
from reportlib.readers.child import script
from reportlib.readers.content import content
from reportlib.readers.csv_text import (
    HTML_PATTERN,
    LONGEST_BEGINNING,
    decoded_text,
    is_gbk,
    refuse_other_text,
    split,
    undecodable,
)
from reportlib.readers.refusals import (
    ABOUT_CELLS,
    LOST_IN_WORD,
    MEMBER_REFUSALS,
    NO_TABLE,
    NOTICES,
    REFUSALS,
    TYPE_NAMES,
    empty_file,
    named_otherwise,
    no_table,
    refused,
)
from reportlib.readers.sheets import Cell, Sheet, column_letter, unusable
from reportlib.writing import sha256

MOST_PROBLEMS = 20
_CHILDREN, _READ_AHEAD = 2, 4
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
_WORKBOOK_SUFFIXES, _TEXT_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods"), (".csv", ".tsv", ".txt", ".tab")


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
            beside = len(results) > 1 and all(problem.code in NO_TABLE for problem in result.problems)
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
    children = [confined.Child(script.__file__) for _ in range(_CHILDREN)]
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
        raise no_table(name, "")
    return _members(name, answer)


def unpack(path: str | os.PathLike) -> list[tuple[str, bytes]]:
    """Name and bytes of each file of an archive that may be read; see :func:`members` for the others."""
    return [(member.name, member.data) for member in members(path) if not member.problem]


def _table_content(path: Path, within: str | os.PathLike | None = None) -> bytes:
    """The bytes of a file that may hold a table: not those of a document, an image or a program."""
    data = content(path, within=within)
    _refuse_binary(data, filenames.shown(path.name))
    return data


def _refuse_binary(data: bytes, file: str) -> None:
    for magic, kind in _BINARY_TYPES.items():
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:512] or kind == "gzip"):
            raise no_table(file, kind)


def _results(
    file: str, data: bytes, ask: _Ask, expected: Collection[str]
) -> Iterator[tuple[str, list[Sheet] | InputError]]:
    """The file's name and its sheets, or why it is refused; one for each member of an archive."""
    try:
        answer = _checked(ask(data), file) if data.startswith((_ZIP, _OLE2)) else None
        if answer is None:
            yield file, _of_text(file, data, ask, expected)
        elif "sheets" in answer:
            suffix = named_otherwise(file, _TEXT_SUFFIXES, say("活頁簿", "a workbook"))
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
                raise empty_file(name, len(member.data))
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
            zh, en, todo_zh, todo_en = MEMBER_REFUSALS[code]
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
        zh, en = NOTICES[code if code != "F23" else detail]
        place = f"{file}〔{sheet}〕" if sheet else file
        notices += (say(f"{place}：{zh.format(detail)}", f"{place}: {en.format(detail)}"),)
    return _sheets(file, data, answer["sheets"], None, notices)


def _of_text(file: str, data: bytes, ask: _Ask, expected: Collection[str]) -> list[Sheet]:
    text, encoding, unknown = decoded_text(data, file)
    if HTML_PATTERN.match(text[:LONGEST_BEGINNING]):
        answer = _checked(ask(text.lstrip().encode("utf-8", "surrogatepass")), file)
        truly = say(
            f"{file} 的內容其實是 HTML 網頁的表格，已照內容讀取。",
            f"{file} is in truth a table of an HTML page; it was read as such.",
        )
        return _sheets(file, data, answer["sheets"], encoding, (truly,), unknown)
    refuse_other_text(text, file)
    rows = split(text, file)
    if expected and encoding == "cp950" and is_gbk(data, rows, expected):
        raise undecodable(data, file, characters.Undecodable("E08", 0, "gbk"))
    notices = named_otherwise(file, _WORKBOOK_SUFFIXES, say("文字檔（CSV）", "a text file (CSV)"))
    return _sheets(file, data, [{"name": "", "rows": rows}], encoding, notices, unknown)


def _sheets(
    file: str, data: bytes, found: list[dict], encoding: str | None, notices: tuple[str, ...], unknown: bool = False
) -> list[Sheet]:
    digest = sha256(data)
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
                (*doubts, *(Doubt("E11", row, column, say(*LOST_IN_WORD)) for row, column in lost)),
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
            zh, en = ABOUT_CELLS[code]
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


def _checked(answer: dict, file: str) -> dict:
    """The child's answer, unless it is a refusal."""
    code = answer.get("refused")
    if not code:
        return answer
    detail = TYPE_NAMES.get(answer["detail"], answer["detail"])
    if code == "F09":
        raise no_table(file, detail)
    if code == "P02":
        raise no_table(
            file, "HTML", f"{say('登入頁', ' login page') if answer['sheet'] else ''}{quoted(detail) if detail else ''}"
        )
    zh, en, todo_zh, todo_en = REFUSALS.get(code, REFUSALS["A12"])
    raise refused(code, file, say(zh.format(detail), en.format(detail)), say(todo_zh, todo_en), sheet=answer["sheet"])


@functools.lru_cache(maxsize=4)  # one file may be asked for again, once for each of its tables
def _in_child(data: bytes) -> dict:
    return confined.ask(script.__file__, data, _untagged)


def _untagged(value: dict) -> object:
    if len(value) == 1:
        if text := value.get("date"):
            return date.fromisoformat(text)
        if text := value.get("datetime"):
            return datetime.fromisoformat(text)
    return value
