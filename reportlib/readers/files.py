"""Files to cells, exactly as sent. Readers repeat, cleaning interprets: "007", "－" and "109/3/5" leave unchanged.

What a file is, its content decides and not its name. A CSV is decoded and split here; a workbook, an archive or a table of HTML
is taken apart in a child process (:mod:`reportlib.readers.child.script`). The bytes are taken from the disk once: what is read is what the
SHA-256 names. :func:`read` is for one file that has to be right, a :class:`Reader` for one after another of that kind,
:func:`read_many` for whatever was sent.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from queue import SimpleQueue

from reportlib import filenames, messages
from reportlib.errors import InputError, Problem
from reportlib.readers import characters, confined, parquet, plain_csv
from reportlib.readers.answers import Member, checked, made_sheets, members_of, sheets_of_workbook
from reportlib.readers.child import script
from reportlib.readers.columns import ColumnRows
from reportlib.readers.content import USUAL, Limits, content
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
    NO_TABLE,
    empty_file,
    named_otherwise,
    no_table,
)
from reportlib.readers.sheets import Sheet
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
    parquet.MAGIC: "Parquet",
    parquet.ENCRYPTED_MAGIC: "Parquet",
}
_WORKBOOK_SUFFIXES, _TEXT_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods"), (".csv", ".tsv", ".txt", ".tab")


# Bytes to a child's answer.
_Ask = Callable[[bytes], dict]
_known: dict[Path, list[Sheet]] = {}


@contextlib.contextmanager
def known(sheets: Mapping[Path, list[Sheet]]) -> Iterator[None]:
    """Within, :func:`read` and a :class:`Reader` take these sheets of files that somebody has read already, in this process or in another; a
    kernel compares the file's bytes with theirs, as with those of any file that was read."""
    before = dict(_known)
    _known.update(sheets)
    try:
        yield
    finally:
        _known.clear()
        _known.update(before)


class Reader:
    """Reads one file after another as :func:`read` does, in one child process. To be closed when done.

    Each file is read once, whatever is asked of it afterwards: the last ones are remembered, since one may hold two tables. Not so a
    long list, which takes as much memory as all that is made of it, while the next one is read.
    """

    def __init__(self, limits: Limits = USUAL):
        self._limits = limits
        self._child = confined.Child(script.__file__)
        self._last: deque[tuple[Path, list[Sheet] | InputError]] = deque(maxlen=2)
        self.read_bytes: dict[Path, str] = {}  # the SHA-256 of what was read of each file

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close()

    def read(self, path: Path) -> list[Sheet]:
        """The sheets of a file, or why it is refused; see :func:`read`."""
        found = next((found for known, found in self._last if known == path), None)
        if found is None:
            found = self._read(path)
            if isinstance(found, InputError) or not any(isinstance(sheet.rows, ColumnRows) for sheet in found):
                self._last.append((path, found))
        if isinstance(found, InputError):
            raise found
        return found

    def _read(self, path: Path) -> list[Sheet] | InputError:
        if (sheets := _known.get(path)) is not None:
            self.read_bytes[path] = sheets[0].sha256
            return sheets
        try:
            data = _table_content(path, self._limits)
            self.read_bytes[path] = sha256(data)
            return _sheets_of(path, data, lambda data: self._child.ask(data, _untagged), (), self._limits)
        except InputError as error:
            return error


def read(path: str | os.PathLike, expected: Collection[str] = (), limits: Limits = USUAL) -> list[Sheet]:
    """The sheets of a file: one for CSV or TSV, every worksheet in order for XLSX, ODS and XLS, those of all members for a ZIP.

    Raises :class:`InputError` with one plain sentence for anything else, and for a damaged, protected or dangerous file. Cells
    with unknown characters (E04) are no refusal: whoever uses them judges, see ``Sheet.doubts`` and
    :func:`reportlib.readers.sheets.unusable`. Members of a ZIP that hold no table are named in notices. ``expected``
    are headers of which a CSV without any is suspected to be in another encoding (E08).
    """
    path = Path(path)
    if _known and (sheets := _known.get(Path(os.path.normpath(path)))) is not None:
        return sheets
    return _sheets_of(path, _table_content(path, limits), _in_child, expected, limits)


def _sheets_of(path: Path, data: bytes, ask: _Ask, expected: Collection[str], limits: Limits) -> list[Sheet]:
    """The sheets in the bytes of a file; see :func:`read`."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    left_out: list[Problem] = []
    results = list(_results(filenames.shown(path.name), data, ask, expected, limits))
    for _, result in results:
        if isinstance(result, InputError):
            beside = len(results) > 1 and all(problem.code in NO_TABLE for problem in result.problems)
            (left_out if beside else problems).extend(result.problems)
        else:
            sheets += result
    if problems or not sheets:
        raise InputError(*(problems or left_out)[:MOST_PROBLEMS])
    return [replace(sheet, notices=(*sheet.notices, *map(str, left_out))) for sheet in sheets] if left_out else sheets


def read_many(
    paths: Iterable[str | os.PathLike], within: str | os.PathLike | None = None, expected: Collection[str] = ()
) -> Iterator[tuple[Path, list[Sheet] | InputError]]:
    """Each file with its sheets, or with why it is refused, in the order of ``paths``; an archive gives a pair for each member.

    Workbooks are read in two child processes that take one after another; a file that breaks one down spoils no other. A
    symbolic link that leads out of the folder ``within`` is refused.
    """
    children = [confined.Child(script.__file__) for _ in range(_CHILDREN)]
    free: SimpleQueue[confined.Child] = SimpleQueue()
    for child in children:
        free.put(child)

    def results(path: Path) -> list[tuple[str, list[Sheet] | InputError]]:
        child = free.get()
        try:
            data = _table_content(path, within=within)
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
    answer = checked(_in_child(_table_content(Path(path))), name)
    if "members" not in answer:
        raise no_table(name, "")
    return members_of(name, answer)


def unpack(path: str | os.PathLike) -> list[tuple[str, bytes]]:
    """Name and bytes of each file of an archive that may be read; see :func:`members` for the others."""
    return [(member.name, member.data) for member in members(path) if not member.problem]


def _table_content(path: Path, limits: Limits = USUAL, within: str | os.PathLike | None = None) -> bytes:
    """The bytes of a file that may hold a table: not those of a document, an image or a program."""
    data = content(path, limits=limits, within=within)
    _refuse_binary(data, filenames.shown(path.name), limits)
    return data


def _refuse_binary(data: bytes, file: str, limits: Limits) -> None:
    if limits.is_set and data.startswith(parquet.MAGICS):  # of a meeting's own inputs only: it is taken apart here
        return
    for magic, kind in _BINARY_TYPES.items():
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:512] or kind == "gzip"):
            raise no_table(file, kind)


def _results(
    file: str, data: bytes, ask: _Ask, expected: Collection[str], limits: Limits = USUAL
) -> Iterator[tuple[str, list[Sheet] | InputError]]:
    """The file's name and its sheets, or why it is refused; one for each member of an archive."""
    try:
        answer = checked(ask(data), file, limits.is_set) if data.startswith((_ZIP, _OLE2)) else None
        if answer is None and data.startswith(parquet.MAGICS):
            rows = parquet.read(data, file, limits)
            suffix = named_otherwise(file, (*_WORKBOOK_SUFFIXES, *_TEXT_SUFFIXES), "Parquet")
            yield file, made_sheets(file, data, [{"name": "", "rows": rows}], "utf-8", suffix)
        elif answer is None:
            yield file, _of_text(file, data, ask, expected, limits)
        elif answer and "sheets" in answer:
            suffix = named_otherwise(file, _TEXT_SUFFIXES, messages.a_workbook())
            yield file, sheets_of_workbook(file, data, answer, suffix)
    except InputError as error:
        yield file, error
        return
    for member in members_of(file, answer) if answer and "members" in answer else ():
        name = f"{file}／{member.name}"
        if member.problem:
            yield name, InputError(member.problem)
            continue
        try:
            if not member.data.strip():
                raise empty_file(name, len(member.data))
            _refuse_binary(member.data, name, limits)
        except InputError as error:
            yield name, error
        else:
            yield from _results(name, member.data, ask, expected, limits)


def _of_text(file: str, data: bytes, ask: _Ask, expected: Collection[str], limits: Limits) -> list[Sheet]:
    notices = named_otherwise(file, _WORKBOOK_SUFFIXES, messages.a_text_file())
    if plain := plain_csv.read(data, file, limits):
        return made_sheets(file, data, [{"name": "", "rows": plain}], "utf-8", notices)
    text, encoding, unknown = decoded_text(data, file)
    if HTML_PATTERN.match(text[:LONGEST_BEGINNING]):
        answer = checked(ask(text.lstrip().encode("utf-8", "surrogatepass")), file, limits.is_set)
        truly = messages.is_html(file=file)
        return made_sheets(file, data, answer["sheets"], encoding, (truly,), unknown)
    refuse_other_text(text, file)
    rows = split(text, file, limits)
    if expected and encoding == "cp950" and is_gbk(data, rows, expected):
        raise undecodable(data, file, characters.Undecodable("E08", 0, "gbk"))
    return made_sheets(file, data, [{"name": "", "rows": rows}], encoding, notices, unknown)


def _in_child(data: bytes) -> dict:
    return confined.ask(script.__file__, data, _untagged)


def _untagged(value: dict) -> object:
    if len(value) == 1:
        if text := value.get("date"):
            return date.fromisoformat(text)
        if text := value.get("datetime"):
            return datetime.fromisoformat(text)
    return value
