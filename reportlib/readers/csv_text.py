"""Text files: encoding, delimiter and rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Sequence

from reportlib import messages
from reportlib.errors import InputError, Problem
from reportlib.readers import characters
from reportlib.readers.content import USUAL, Limits
from reportlib.readers.refusals import TYPE_NAMES, empty_file, no_table, refused
from reportlib.readers.sheets import Cell

_SAMPLED_RECORDS, _SAMPLED_CHARACTERS = 20, 65_536
_DELIMITERS = ",\t;"
_SELDOM = (
    "|｜，；"  # in ordinary texts too: only where they, and none of the others, split the first line that is split
)
_BLANK = " \u3000\xa0"
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


def delimiter_of_plain(head: str) -> str | None:
    """The delimiter of a text that begins so, as :func:`split` finds it; None where it is no table, or says its delimiter itself."""
    kinds = (HTML_PATTERN, *(pattern for pattern, _ in _TEXT_TYPES), _SEPARATOR_LINE)
    if any(pattern.match(head[:LONGEST_BEGINNING]) for pattern in kinds):
        return None
    delimiter = _delimiter(head)
    return delimiter if delimiter in _DELIMITERS + "|" else None


def split(text: str, file: str, limits: Limits = USUAL) -> list[tuple[str, ...]]:
    """The records of a CSV. A record with line breaks inside quotes is one row; a blank line is an empty row.

    The delimiter is the one a first line ``sep=;`` names (which no spreadsheet program counts as a row), or the one of
    comma, TAB and semicolon (failing these, a bar or a full-width sign) that gives most records one and the same width.
    Blanks between a delimiter and a quotation mark (``"a", "b"``) belong to neither cell.
    """
    named = _SEPARATOR_LINE.match(text)
    if named:
        text = text[named.end() :]
    delimiter = named[1] if named else _delimiter(text)
    if delimiter in '"\r\n':
        raise refused(messages.L12_separator(), file, row=1)
    rows: list[tuple[str, ...]] = []
    if problem := limits.too_many(text.count(delimiter) + text.count("\n") + text.count("\r")):
        raise refused(problem, file)
    records = csv.reader(io.StringIO(_unpadded(text, delimiter), newline=""), delimiter=delimiter, strict=True)
    try:
        for record in records:
            rows.append(tuple(record))
    except (
        csv.Error
    ) as error:  # with strict, a quote that is never closed, or text between a closing quote and the delimiter
        if "field limit" in str(error):
            most = f"{csv.field_size_limit():,}"
            raise refused(messages.A11_cell_too_long(most=most), file, row=len(rows) + 1) from None
        raise refused(messages.A11_quote_not_closed(), file, row=len(rows) + 1) from None
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
        raise refused(messages.E14_nul_byte(), file, row=row)
    if not text.strip():
        raise empty_file(file, len(data))
    return text, encoding, unknown


def undecodable(data: bytes, file: str, error: characters.Undecodable) -> InputError:
    if error.code == "E08":
        what = messages.E08_simplified_chinese.text()
        return refused(Problem("E08", what, messages.save_as_utf8()), file)
    row = _row_of(data[: error.place].decode(error.encoding, "ignore").lstrip("\ufeff"))
    shown = data[error.place : error.place + 2].hex(" ").upper()
    if error.code == "E10":
        what = messages.E10_breaks_off.text(bytes=shown)
    elif error.encoding.startswith("utf-16"):
        what = messages.E09_no_utf16.text(bytes=shown)
    else:
        what = messages.E09_no_encoding.text(bytes=shown)
    return refused(Problem(error.code, what, messages.save_as_utf8()), file, row=row)


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


def _unpadded(text: str, delimiter: str) -> str:
    """The text without the blanks that stand between a delimiter and the quotation marks around a cell."""
    if '"' not in text:
        return text
    mark = re.escape(delimiter)
    ends = rf"(?={mark}|[\r\n]|\Z)"
    if not re.search(f'(?:^|{mark})[{_BLANK}]+"|"[{_BLANK}]+{ends}', text, re.MULTILINE):
        return text
    starts = rf"(?:\A|(?<={mark})|(?<=[\r\n]))"
    return re.sub(f'{starts}[{_BLANK}]*+("(?:[^"]|"")*+")[{_BLANK}]*+{ends}', r"\1", text)


def _delimiter(text: str) -> str:
    """The delimiter that gives the largest share of the first records one and the same width, and the larger width
    where two do; the comma where none splits anything."""
    sample = text[:_SAMPLED_CHARACTERS]
    best = max(_DELIMITERS, key=lambda delimiter: _agreement(sample, delimiter))
    split = next((line for line in sample.splitlines() if any(sign in line for sign in _DELIMITERS + _SELDOM)), "")
    if any(sign in split for sign in _DELIMITERS):
        return best
    seldom = max(_SELDOM, key=lambda delimiter: _agreement(sample, delimiter))
    return seldom if _agreement(sample, seldom) >= max(_agreement(sample, best), (0, 1)) else best


def _agreement(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of the first records that have one and the same width, and this width; nothing for those of one cell."""
    widths: Counter[int] = Counter()
    try:
        for record in csv.reader(io.StringIO(_unpadded(sample, delimiter), newline=""), delimiter=delimiter):
            widths[len(record)] += 1
            if widths.total() == _SAMPLED_RECORDS:
                break
    except csv.Error:
        pass
    return max(((count / widths.total(), width) for width, count in widths.items() if width > 1), default=(0, 0))
