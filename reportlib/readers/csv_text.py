"""Text files: encoding, delimiter and rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Sequence

from reportlib.errors import InputError
from reportlib.language import say
from reportlib.readers import characters
from reportlib.readers.refusals import AS_UTF8, TYPE_NAMES, empty_file, no_table, refused
from reportlib.readers.sheets import Cell

MOST_TEXT_CELLS = 10_000_000
_SAMPLED_RECORDS, _SAMPLED_CHARACTERS = 20, 65_536
_DELIMITERS = ",\t;"
_FULL_WIDTH_COMMA = "，"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n)', re.IGNORECASE)
_BEFORE_ROOT = r"(?>(?:\s+|<\?[^>]*>|<!--.*?-->)*)"  # atomic: a thousand comments are not tried in every combination
LONGEST_BEGINNING = 65_536
HTML_PATTERN = re.compile(
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


def decode(data: bytes, file: str) -> tuple[str, str]:
    """Text without byte-order marks, and the name of its encoding.

    A mark decides; then UTF-16 by its zero bytes, UTF-8 strict, CP950 strict. Never guessed; the few characters that only
    their writer's computer knows stand as □(FA40).
    """
    text, encoding, _ = decoded_text(data, file)
    if HTML_PATTERN.match(text[:LONGEST_BEGINNING]):
        raise no_table(file, "HTML")
    refuse_other_text(text, file)
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


def is_gbk(data: bytes, rows: Sequence[tuple[Cell, ...]], expected: Collection[str]) -> bool:
    """Whether no cell is one of the expected headers as CP950, and one is as GBK."""
    wanted = set(expected)
    if any(cell in wanted for row in rows[:20] for cell in row):
        return False
    try:
        text = data.decode("gbk")
    except UnicodeDecodeError:
        return False
    return any(header in text for header in wanted)


def decoded_text(data: bytes, file: str) -> tuple[str, str, bool]:
    try:
        text, encoding, unknown = characters.decoded(data)
    except characters.Undecodable as error:
        raise undecodable(data, file, error) from None
    if "\0" in text:
        row = _row_of(text[: text.index("\0")])
        raise refused(
            "E14", file, say("有 NUL 位元組，不是文字檔。", "there is a NUL byte; this is no text file."), row=row
        )
    if not text.strip():
        raise empty_file(file, len(data))
    return text, encoding, unknown


def undecodable(data: bytes, file: str, error: characters.Undecodable) -> InputError:
    if error.code == "E08":
        what = say(
            "看來是簡體中文（GBK）編碼，不是 UTF-8 也不是 CP950（Big5）。",
            "it seems to be simplified Chinese (GBK), neither UTF-8 nor CP950 (Big5).",
        )
        return refused("E08", file, what, say(*AS_UTF8))
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
    return refused(error.code, file, what, say(*AS_UTF8), row=row)


def refuse_other_text(text: str, file: str) -> None:
    """Text that is no table: its beginning says what it is."""
    start = text[:LONGEST_BEGINNING]
    for pattern, kind in _TEXT_TYPES:
        if pattern.match(start):
            raise no_table(file, TYPE_NAMES.get(kind, kind))


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
